package diff

import (
	"strings"
	"unicode/utf8"
)

// A heading of a report, with what stands below it.
type heading struct {
	key, title string
	changes    []*Change
	children   []*heading
}

// outline orders changes under headings: environments, then dashboards and whatever else there is, then panels, rows
// and variables.
func outline(changes []Change) []*heading {
	root := &heading{}
	for i := range changes {
		c := &changes[i]
		env := strings.Join(c.Environments, ", ")
		if env == "" {
			env = "no environment"
		}
		h := root.child(env, "").child(subject(c), "").child(part(c))
		h.changes = append(h.changes, c)
	}
	return root.children
}

// child returns the heading below that has a title, making it if need be. Those of one title are told apart by a mark.
func (h *heading) child(title, mark string) *heading {
	key := title + "\x00" + mark
	for _, c := range h.children {
		if c.key == key {
			return c
		}
	}
	c := &heading{key: key, title: title}
	h.children = append(h.children, c)
	return c
}

// all are the changes below a heading.
func (h *heading) all() []Change {
	var out []Change
	for _, c := range h.changes {
		out = append(out, *c)
	}
	for _, child := range h.children {
		out = append(out, child.all()...)
	}
	return out
}

// subject is what a change is about: a dashboard, an object, the tenants.
func subject(c *Change) string {
	switch {
	case c.Dashboard != "":
		return c.Dashboard
	case c.Kind == TenantAdded || c.Kind == TenantRemoved:
		return "tenants"
	case c.Kind == EnvironmentAdded || c.Kind == EnvironmentRemoved:
		return "environment"
	case c.File != "":
		return "other files"
	}
	return c.Object.String()
}

// part is the part of a dashboard that a change is about, and what tells it apart from others of the name.
func part(c *Change) (title, mark string) {
	switch {
	case c.Panel != "" && c.Row != "":
		title = c.Row + " › " + c.Panel
	case c.Panel != "":
		title = c.Panel
	case strings.HasPrefix(string(c.Kind), "row-"):
		title = "row " + c.Row
		if c.Row == "" {
			title = "row without a title"
		}
	case c.Variable != "":
		title = "variable " + c.Variable
	case c.Metric != "":
		title = "metrics"
	}
	return title, c.panel
}

// Sentence puts a change on one line.
func (c *Change) Sentence() string {
	title, _ := part(c)
	e := describe(c)
	out := e.head + e.after
	if title != "" {
		out = title + ": " + out
	}
	clip := func(s string) string {
		s = strings.Join(strings.Fields(s), " ")
		if r := []rune(s); len(r) > inline {
			s = string(r[:inline]) + "…"
		}
		return s
	}
	switch {
	case e.old != "" && e.new != "":
		out += ": " + clip(e.old) + " → " + clip(e.new)
	case e.old+e.new != "":
		out += ": " + clip(e.old+e.new)
	}
	return out
}

// An entry is a change in words.
type entry struct {
	head     string
	old, new string
	lines    bool // the texts are for lines of their own
	after    string
}

// inline is how long texts are that stand in one line.
const inline = 90

// describe puts a change into words. What its heading says is not said again.
func describe(c *Change) entry {
	e := entry{head: label(c), old: c.Old, new: c.New, after: forWhom(c)}
	switch c.Kind {
	case QueryChanged, QueryAdded, QueryRemoved, VariableQuery, PanelDescription, DashboardDescription:
		e.lines = true
	default:
		long := utf8.RuneCountInString(c.Old)+utf8.RuneCountInString(c.New) > inline
		e.lines = long || strings.Contains(c.Old+c.New, "\n")
	}
	if strings.HasSuffix(string(c.Kind), "-removed") && !e.lines { // the label says so
		e.old, e.new = "", e.old
	}
	return e
}

// forWhom names the tenants that have a change.
func forWhom(c *Change) string {
	if len(c.Tenants) == 0 || c.Kind == TenantAdded || c.Kind == TenantRemoved {
		return ""
	}
	return " (" + tenantList(c.Tenants) + ")"
}

// maxTenants is how many tenants are named.
const maxTenants = 10

func tenantList(names []string) string {
	if len(names) == 1 {
		return "tenant " + names[0]
	}
	if len(names) <= maxTenants {
		return "tenants " + strings.Join(names, ", ")
	}
	return number(len(names)) + " tenants: " + strings.Join(names[:maxTenants], ", ") + ", …"
}

// labels are the words for kinds that need nothing else.
var labels = map[Kind]string{
	EnvironmentAdded: "added", EnvironmentRemoved: "removed",
	DashboardAdded: "added", DashboardRemoved: "removed", DashboardRetitled: "title", DashboardUID: "uid", DashboardDescription: "description",
	DashboardTime: "time range", DashboardRefresh: "refresh",
	VariableAdded: "added", VariableRemoved: "removed", VariableQuery: "query", VariableDefault: "default",
	RowAdded: "added", RowRemoved: "removed", RowRetitled: "retitled", RowMoved: "moved",
	PanelAdded: "added", PanelRemoved: "removed", PanelMoved: "moved", PanelResized: "size", PanelRetitled: "retitled", PanelKind: "kind",
	PanelDescription: "description", PanelDatasource: "data source",
	MetricGained: "gained", MetricLost: "lost", FileAdded: "added", FileRemoved: "removed", FileChanged: "changed",
	NamespaceChanged: "namespace",
}

// label says what changed.
func label(c *Change) string {
	switch c.Kind {
	case PanelUnit:
		return ofOverride("unit", c.Field)
	case PanelThresholds:
		return ofOverride("thresholds", c.Field)
	case QueryAdded:
		return "query " + c.Query + " added"
	case QueryRemoved:
		return "query " + c.Query + " removed"
	case QueryChanged:
		return "query " + c.Query
	case QueryLegend:
		return "legend of query " + c.Query
	case QueryOption:
		return "query " + c.Query + ", " + c.Field
	case AnnotationAdded:
		return "annotation " + c.Field + " added"
	case AnnotationRemoved:
		return "annotation " + c.Field + " removed"
	case AnnotationChanged:
		return "annotation " + c.Field
	case MetricGained, MetricLost:
		return labels[c.Kind] + " " + c.Metric
	case FileAdded, FileRemoved, FileChanged:
		return labels[c.Kind] + " " + c.File
	case ComponentAdded:
		return "component " + c.Field + " switched on"
	case ComponentRemoved:
		return "component " + c.Field + " switched off"
	case TenantAdded:
		return "added: " + strings.TrimPrefix(tenantList(c.Tenants), "tenant ")
	case TenantRemoved:
		return "removed: " + strings.TrimPrefix(tenantList(c.Tenants), "tenant ")
	case ResourceAdded, ResourceRemoved, ResourceChanged, ResourceRecreate:
		return objectLabel(c)
	}
	if text, ok := labels[c.Kind]; ok {
		return text
	}
	return c.Field
}

// ofOverride says of which override a property is.
func ofOverride(property, field string) string {
	if field == "" {
		return property
	}
	return property + " of " + strings.TrimSuffix(field, "."+property)
}

// objectLabel names the field of an object, and the object where the heading is its dashboard.
func objectLabel(c *Change) string {
	text := c.Field
	switch c.Kind {
	case ResourceAdded:
		text = "added"
	case ResourceRemoved:
		text = "removed"
	}
	if c.Dashboard == "" {
		return text
	}
	if c.Field == "" {
		return c.Object.String() + " " + text
	}
	return c.Object.String() + ", " + text
}
