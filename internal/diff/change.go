package diff

import "strings"

// A Kind is what a change is. Scripts read it: a kind may be added, none is ever renamed.
type Kind string

// The kinds, in the order in which a report counts them.
const (
	EnvironmentAdded   Kind = "environment-added"
	EnvironmentRemoved Kind = "environment-removed"

	DashboardAdded       Kind = "dashboard-added"
	DashboardRemoved     Kind = "dashboard-removed"
	DashboardRetitled    Kind = "dashboard-retitled"
	DashboardUID         Kind = "dashboard-uid" // Grafana takes it for another dashboard
	DashboardDescription Kind = "dashboard-description"
	DashboardTime        Kind = "dashboard-time" // the range that it opens with
	DashboardRefresh     Kind = "dashboard-refresh"
	DashboardLinks       Kind = "dashboard-links"
	DashboardOption      Kind = "dashboard-option" // any other value of a dashboard

	VariableAdded   Kind = "variable-added"
	VariableRemoved Kind = "variable-removed"
	VariableQuery   Kind = "variable-query"
	VariableDefault Kind = "variable-default"
	VariableOption  Kind = "variable-option" // any other value of a variable

	AnnotationAdded   Kind = "annotation-added"
	AnnotationRemoved Kind = "annotation-removed"
	AnnotationChanged Kind = "annotation-changed"

	RowAdded    Kind = "row-added"
	RowRemoved  Kind = "row-removed"
	RowRetitled Kind = "row-retitled"
	RowMoved    Kind = "row-moved"
	RowOption   Kind = "row-option" // any other value of a row: whether it is folded, what it repeats for

	PanelAdded       Kind = "panel-added"
	PanelRemoved     Kind = "panel-removed"
	PanelMoved       Kind = "panel-moved" // into another row, past another panel, or to another place of its row
	PanelResized     Kind = "panel-resized"
	PanelRetitled    Kind = "panel-retitled"
	PanelKind        Kind = "panel-kind"
	PanelDescription Kind = "panel-description"
	PanelUnit        Kind = "panel-unit"
	PanelThresholds  Kind = "panel-thresholds"
	PanelLinks       Kind = "panel-links"
	PanelDatasource  Kind = "panel-datasource"
	PanelOption      Kind = "panel-option" // any other value of a panel

	QueryAdded   Kind = "query-added"
	QueryRemoved Kind = "query-removed"
	QueryChanged Kind = "query-changed" // it asks something else; spelling doesn't count
	QueryLegend  Kind = "query-legend"
	QueryOption  Kind = "query-option" // any other value of a target

	MetricGained Kind = "metric-gained" // a dashboard asks for it now
	MetricLost   Kind = "metric-lost"   // no query of a dashboard asks for it any more

	ResourceAdded    Kind = "resource-added"
	ResourceRemoved  Kind = "resource-removed"
	ResourceChanged  Kind = "resource-changed"
	ResourceRecreate Kind = "resource-recreate" // a field that Kubernetes does not let anybody change

	NamespaceChanged Kind = "namespace-changed" // of everything that an overlay applies
	ComponentAdded   Kind = "component-added"   // to an overlay
	ComponentRemoved Kind = "component-removed"
	TenantAdded      Kind = "tenant-added"
	TenantRemoved    Kind = "tenant-removed"

	FileAdded   Kind = "file-added" // one that none of the above describes
	FileRemoved Kind = "file-removed"
	FileChanged Kind = "file-changed"
)

// nouns are how a report counts changes of each kind, in its order.
var nouns = []struct {
	kind      Kind
	one, many string
}{
	{EnvironmentAdded, "environment added", "environments added"},
	{EnvironmentRemoved, "environment removed", "environments removed"},
	{DashboardAdded, "dashboard added", "dashboards added"},
	{DashboardRemoved, "dashboard removed", "dashboards removed"},
	{DashboardRetitled, "dashboard retitled", "dashboards retitled"},
	{DashboardUID, "dashboard with another uid", "dashboards with another uid"},
	{DashboardDescription, "dashboard described anew", "dashboards described anew"},
	{DashboardTime, "time range changed", "time ranges changed"},
	{DashboardRefresh, "refresh changed", "refreshes changed"},
	{DashboardLinks, "dashboard link changed", "dashboard links changed"},
	{DashboardOption, "option of dashboards", "options of dashboards"},
	{VariableAdded, "variable added", "variables added"},
	{VariableRemoved, "variable removed", "variables removed"},
	{VariableQuery, "query of a variable changed", "queries of variables changed"},
	{VariableDefault, "default of a variable changed", "defaults of variables changed"},
	{VariableOption, "option of variables", "options of variables"},
	{AnnotationAdded, "annotation added", "annotations added"},
	{AnnotationRemoved, "annotation removed", "annotations removed"},
	{AnnotationChanged, "annotation changed", "annotations changed"},
	{RowAdded, "row added", "rows added"},
	{RowRemoved, "row removed", "rows removed"},
	{RowRetitled, "row retitled", "rows retitled"},
	{RowMoved, "row moved", "rows moved"},
	{RowOption, "option of rows", "options of rows"},
	{PanelAdded, "panel added", "panels added"},
	{PanelRemoved, "panel removed", "panels removed"},
	{PanelMoved, "panel moved", "panels moved"},
	{PanelResized, "panel resized", "panels resized"},
	{PanelRetitled, "panel retitled", "panels retitled"},
	{PanelKind, "panel of another kind", "panels of another kind"},
	{PanelDescription, "panel described anew", "panels described anew"},
	{PanelUnit, "unit changed", "units changed"},
	{PanelThresholds, "panel with other thresholds", "panels with other thresholds"},
	{PanelLinks, "panel link changed", "panel links changed"},
	{PanelDatasource, "data source changed", "data sources changed"},
	{PanelOption, "option of panels", "options of panels"},
	{QueryAdded, "query added", "queries added"},
	{QueryRemoved, "query removed", "queries removed"},
	{QueryChanged, "query changed", "queries changed"},
	{QueryLegend, "legend changed", "legends changed"},
	{QueryOption, "option of queries", "options of queries"},
	{MetricGained, "metric gained", "metrics gained"},
	{MetricLost, "metric lost", "metrics lost"},
	{ResourceAdded, "object added", "objects added"},
	{ResourceRemoved, "object removed", "objects removed"},
	{ResourceChanged, "field of objects changed", "fields of objects changed"},
	{ResourceRecreate, "object to re-create", "objects to re-create"},
	{NamespaceChanged, "namespace changed", "namespaces changed"},
	{ComponentAdded, "component switched on", "components switched on"},
	{ComponentRemoved, "component switched off", "components switched off"},
	{TenantAdded, "tenant added", "tenants added"},
	{TenantRemoved, "tenant removed", "tenants removed"},
	{FileAdded, "other file added", "other files added"},
	{FileRemoved, "other file removed", "other files removed"},
	{FileChanged, "other file changed", "other files changed"},
}

// An Object names a Kubernetes object. It has no namespace where the overlay gives it one.
type Object struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}

// String prints Kind name, or Kind namespace/name.
func (o Object) String() string {
	if o.Namespace != "" {
		return o.Kind + " " + o.Namespace + "/" + o.Name
	}
	return o.Kind + " " + o.Name
}

// A Change is one difference. What does not apply to its kind is empty.
type Change struct {
	Kind Kind `json:"kind"`
	// Environments have the change, each in the same words. Sorted.
	Environments []string `json:"environments"`
	// Tenants have the change, where it is of theirs alone; where their values differ in the tenant's name only,
	// {tenant} stands for it. Sorted.
	Tenants   []string `json:"tenants,omitempty"`
	Dashboard string   `json:"dashboard,omitempty"` // its name in dashgen.yaml
	// Row and Panel are titles, as they are now. A row in which a panel has none is empty.
	Row      string `json:"row,omitempty"`
	Panel    string `json:"panel,omitempty"`
	Query    string `json:"query,omitempty"` // the letter of the query
	Variable string `json:"variable,omitempty"`
	Metric   string `json:"metric,omitempty"`
	Object   Object `json:"object,omitzero"`
	File     string `json:"file,omitempty"`  // below the output folder
	Field    string `json:"field,omitempty"` // the path of a value
	Old      string `json:"old,omitempty"`
	New      string `json:"new,omitempty"`
	// Action is what somebody has to do when the change is applied, beside applying it.
	Action string `json:"action,omitempty"`

	panel string // tells panels of one title apart
	order int    // in which it was found
}

// A Report is what differs.
type Report struct {
	Against string // what was compared with: a revision, a folder
	Changes []Change
	// Respelled are the files, below the output folder, whose bytes differ and whose meaning does not.
	Respelled []string
}

// count says how many changes of each kind there are.
func count(changes []Change) string {
	counts := map[Kind]int{}
	for i := range changes {
		counts[changes[i].Kind] += max(1, tenantsIn(&changes[i]))
	}
	var parts []string
	for _, n := range nouns {
		switch count := counts[n.kind]; {
		case count == 1:
			parts = append(parts, "1 "+n.one)
		case count > 1:
			parts = append(parts, number(count)+" "+n.many)
		}
	}
	return strings.Join(parts, ", ")
}

// tenantsIn is how many tenants came or went with a change.
func tenantsIn(c *Change) int {
	if c.Kind == TenantAdded || c.Kind == TenantRemoved {
		return len(c.Tenants)
	}
	return 0
}
