package source

// A File is what one file holds.
type File struct {
	Path       string
	Dashboards []*Dashboard
	// Queries are the expressions outside dashboards: an argument, a fence in Markdown, those of rules.
	Queries []*Query
	// Allowances are those in the file's comments, and of a dashboard that Go code made, beside its panels. Those
	// in expressions are the queries' own.
	Allowances []*Allowance
	// Groups are the groups of rules. The expression of each rule is one of Queries, too.
	Groups []*RuleGroup
	// Resources are the Kubernetes objects, of any kind.
	Resources []*Resource
}

// Empty reports whether the file holds nothing that this package reads.
func (f *File) Empty() bool {
	return len(f.Dashboards)+len(f.Queries)+len(f.Groups)+len(f.Resources) == 0
}

// A Resource is a Kubernetes object. Those of a List are here, and the List is not.
type Resource struct {
	Place                             Text
	Node                              *Node
	APIVersion, Kind, Namespace, Name Text
}

// A Format is how a dashboard was written down.
type Format string

// The formats.
const (
	Classic Format = "classic" // as Grafana has exported it for years, in a v1 resource too
	V2      Format = "v2"      // elements and layouts
	Perses  Format = "perses"
)

// A Dashboard is a Grafana dashboard of any format, read into one model.
type Dashboard struct {
	Place    Text  // of the whole
	Node     *Node // as written
	Format   Format
	Resource *Resource // the object that carries it; nil for a bare one

	UID, Title, Refresh Text
	ID                  *Node // the number that a database gave it; nil in a portable file
	Variables           []*Variable
	Annotations         []*Query
	Panels              []*Panel // all, those in rows too, in the order of the page; rows are no panels
	Rows                []*Row
	// Lone says that it is one panel without its dashboard: what surrounds it there is not known.
	Lone bool
	// Inputs are the names that something substitutes before Grafana sees the file: __inputs, and those of
	// a resource around it. They stand as ${NAME}.
	Inputs []string
}

// A Row is a row or a tab of a dashboard.
type Row struct {
	Place, Title, Repeat Text
	Node                 *Node
}

// A Variable is a variable of a dashboard.
type Variable struct {
	Place, Name, Label Text
	Type               string // query, custom, constant, interval, datasource, textbox, adhoc, …
	Node               *Node
	Datasource         Datasource
	Asked              Text   // of a query variable: what it asks, as written; does not exist where the format takes it apart
	Function           string // of a query variable: label_values, label_names, metrics, query_result, or "" for a bare expression
	Query              *Query // of a query variable that asks Prometheus: the expression in it; nil for others
	Metric             Text   // of label_values(metric, label): the selector; does not exist without
	LabelName          Text   // of label_values: the label
	Multi, IncludeAll  bool
	AllValue           Text
	Values             []string // of a custom, interval, constant or textbox variable: its values
	Texts              []string // what a picker calls the values, one for each; nil: as they are
	Plugin             Text     // of a datasource variable: the type of those that it offers
	Regex              Text
}

// A Panel is a panel of a dashboard.
type Panel struct {
	Place                    Text
	Node                     *Node
	ID                       int
	Type, Title, Description Text
	Row                      Text // the title of the row that it is in
	X, Y, W, H               int  // its place on the grid; W is 0 where it has none
	Grid                     int  // which grid that is: those of collapsed rows, of rows in layouts and of tabs are apart
	Interval                 Text // the least interval of its queries
	Datasource               Datasource
	Queries                  []*Query // of Prometheus; those of other data sources are left out
	Others                   int      // how many targets were left out
	Field                    Field    // fieldConfig.defaults
	Overrides                []Override
	Transformations          []Transformation
	Options                  *Node
	Custom                   *Node // fieldConfig.defaults.custom
	Repeat                   Text
	Content                  Text // of a text panel
	Angular                  bool // an old panel that newer Grafana no longer draws: graph, singlestat, table-old, a table with styles
	Library                  bool // a library panel: what it shows is elsewhere
}

// Field is how a panel shows its values.
type Field struct {
	Unit, DisplayName, NoValue Text
	Min, Max                   *float64
	Decimals                   *float64
	Thresholds                 Thresholds
	Mappings                   []*Node
	ColorMode                  string // of color: thresholds, palette-classic, fixed, …
}

// Thresholds are the steps of a panel's colours.
type Thresholds struct {
	Place      Text
	Percentage bool // of the range between min and max, not absolute
	Steps      []Step
}

// A Step is a colour from a value on.
type Step struct {
	Place Text
	Value *float64 // nil for the base step
	Color Text
}

// An Override changes how some of a panel's series or columns are shown.
type Override struct {
	Place      Text
	Matcher    string // byName, byRegexp, byFrameRefID, byType, …
	Options    *Node  // of the matcher
	Properties []Property
}

// A Property is what an override sets.
type Property struct {
	ID    Text
	Value *Node
}

// A Transformation is a step of a panel's data before it is drawn.
type Transformation struct {
	ID       Text
	Disabled bool
	Options  *Node
}

// A QueryKind is what an expression is for.
type QueryKind string

// The kinds of queries.
const (
	PanelQuery      QueryKind = "panel"
	AnnotationQuery QueryKind = "annotation"
	VariableQuery   QueryKind = "variable" // the selector or expression inside label_values, query_result, …
	AlertQuery      QueryKind = "alert"
	RecordQuery     QueryKind = "record"
	Snippet         QueryKind = "snippet" // alone: an argument, standard input, Markdown
)

// A Query is one PromQL expression.
type Query struct {
	Place Text // of the target
	Kind  QueryKind
	Text  Text // the expression

	RefID, Legend, Interval Text
	Format                  string // time_series, table or heatmap; "" is time_series
	Instant, Range          bool   // as Grafana would ask; both when both are asked
	Hidden                  bool
	Datasource              Datasource
	Node                    *Node
	Rule                    *Rule // that it belongs to, if it is of one
}

// A RuleGroup is a group of alerting and recording rules.
type RuleGroup struct {
	Place, Name, Interval Text
	Node                  *Node
	Rules                 []*Rule
	Resource              *Resource // the object that carries it; nil in a plain rule file
}

// A Rule is an alerting or a recording rule.
type Rule struct {
	Place, Alert, Record Text // one of the names exists
	For, KeepFiringFor   Text
	Labels, Annotations  []Pair
	Query                *Query
	Node                 *Node
	Group                *RuleGroup
}

// A Pair is a key and its text.
type Pair struct {
	Key, Value Text
}

// A Datasource is what a panel or target says of whom to ask.
type Datasource struct {
	Type string // prometheus, loki, …; for a variable or an input, the type that it stands for; "" when nothing says it
	UID  Text   // a uid or, in old files, a name; a variable as it is written
}
