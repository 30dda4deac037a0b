package build

import (
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Dashboard is a dashboard of one environment, ready to be written.
type Dashboard struct {
	Name        string
	UID         string
	Title       string
	Description string
	Tags        []string
	Span        time.Duration
	Environment string
	Pickers     []Picker
	Rows        []Row
	Stores      []queries.Store // those that the panels ask, in the environment's order
	Inputs      []Input
	// Without are the panels that this environment leaves out: it runs nothing that could feed them.
	Without []WithoutPanel
}

// A WithoutPanel is a panel that an environment leaves out.
type WithoutPanel struct {
	Row string
	panels.Spec
}

// A Row is a line of panels below each other's title. A row without a title has no heading.
type Row struct {
	Title     string
	Collapsed bool
	ID        int // of the heading
	Y         int // of the heading
	Panels    []Panel
}

// A Panel is a panel with its place on the page.
type Panel struct {
	panels.Spec
	ID            int // stable as long as the title is
	X, Y          int
	Width, Height int
	Description   string
	Unit          catalogue.Unit
	MinInterval   time.Duration  // of its queries, where that is more than the store's scrape interval; or 0
	Limits        *panels.Limits // as the environment has them
	Targets       []Target
	Left          []queries.Query // those that this environment can't feed
	OpensUID      string          // of the dashboard that a click opens, or ""
}

// A Target is one query of a panel.
type Target struct {
	queries.Rendered
	RefID  string
	Unit   catalogue.Unit
	Column *panels.Column // of a table
	Limits *panels.Limits // of the column, as the environment has them
	Floor  *Floor         // where quantiles stop being exact, if the author wants that said
}

// A Picker is a variable whose values are the values of a label.
type Picker struct {
	Name, Label string
	Query       string
	Store       queries.Store
	Start       string // picked at first; "" is All, or the first value where one must be picked
	Single      bool   // exactly one value is picked, and there is no All
	All         string // what All stands for in a matcher
	Description string
}

// What All stands for in a matcher: any value at all, so that it matches series that appear while the dashboard is
// open. Series that lack the label are left out, unless the picker is optional.
const (
	allValue     = ".+"
	allOrNothing = ".*"
)

// An Input is a placeholder in the dashboard's JSON that is replaced when it is applied: by the
// operator from spec.datasources, by Grafana when a person imports the file.
type Input struct {
	Name  string // DS_… or VAR_…
	Store *queries.Store
	Value string // for VAR_…: the value, which may contain {tenant}
	Label string
}

// Placeholder is the input as it stands in the JSON.
func (i Input) Placeholder() string { return "${" + i.Name + "}" }

// An Environment is where dashboards are built for.
type Environment struct {
	queries.Environment
	// Limited is what every dashboard of the environment is limited to, beside its pickers.
	Limited queries.Scope
	// Limits override those of the panels, by name.
	Limits map[string]panels.Limits
	// Dashboards are the names of those that the environment has, which panels may open. None: no panel opens one.
	Dashboards []string
	// Config is where the environment is described, for messages.
	Config diag.Position
}

// DatasourceVariable is the name of the dashboard variable that picks a store's data source.
func DatasourceVariable(s queries.Store) string { return "ds_" + identifier(s.Name) }

// DatasourceInput is the input that holds the name of a store's data source.
func DatasourceInput(s queries.Store) string { return "DS_" + strings.ToUpper(identifier(s.Name)) }

// valueInput is the input that holds a value of the environment.
func valueInput(key string) string { return "VAR_" + strings.ToUpper(identifier(key)) }

func identifier(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '_'
	}, s)
}
