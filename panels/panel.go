// Package panels is how a dashboard looks: kinds of panels, rows, pickers, thresholds and the one house
// style. Everything here is a plain value; internal/build turns a dashboard into what one environment
// shows, and internal/grafana writes that as JSON.
package panels

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/callsite"
	"github.com/llm-observability/dashgen/queries"
)

// A Kind is a Grafana panel type.
type Kind string

// The kinds, as Grafana names them.
const (
	KindStat       Kind = "stat"
	KindTimeSeries Kind = "timeseries"
	KindHeatmap    Kind = "heatmap"
	KindText       Kind = "text"
	KindTable      Kind = "table"
	KindBarGauge   Kind = "bargauge"
	KindTimeline   Kind = "state-timeline"
)

// A Panel is one box of a dashboard: a [StatPanel], [TimeSeriesPanel], [TablePanel] and so on.
type Panel interface {
	// Spec is what the panel shows, in the form that all kinds share.
	Spec() Spec
}

// A Doc is a panel's description, in three short sentences that a person on call can use.
type Doc struct {
	Means string // what the panel shows
	Good  string // what it looks like when all is well
	Act   string // what to do when it does not
}

// String is the description as Grafana shows it on hover.
func (d Doc) String() string { return strings.Join([]string{d.Means, d.Good, d.Act}, " ") }

// complete reports whether no sentence is missing.
func (d Doc) complete() bool { return d.Means != "" && d.Good != "" && d.Act != "" }

// A Spec is a panel of any kind.
type Spec struct {
	Kind    Kind
	Title   string
	Doc     Doc
	Queries []queries.Query
	// Width and Height are in units of Grafana's grid, 24 to a row; 0 leaves them to the layout.
	Width, Height int
	Limits        *Limits
	// NoValue is what stands in place of a value when there is none. It must say what that means.
	NoValue string
	Stacked bool
	Bars    bool
	// Cumulative shows the running total of a time series.
	Cumulative bool
	Palette    []SeriesStyle
	Columns    []Column // of a table, one per query
	Heads      []Head   // of a table's rows
	States     []State  // what values stand for
	Markdown   string
	Instead    *Instead
	Opens      string   // the name of the dashboard that says more
	EmptyWhile Occasion // something that an ordinary day does not have
	Allowed    []Allowance
	Site       callsite.Site
}

// Instead is what stands in the place of a panel whose queries need a label that an environment does not have.
// Without it such a panel is left out.
type Instead struct {
	Label    queries.AnyLabel
	Markdown string
}

// Problems says what the author left out, in words for an error message.
func (s Spec) Problems() []string {
	var ps []string
	if strings.TrimSpace(s.Title) == "" {
		ps = append(ps, "the panel has no title")
	}
	if s.Kind == KindText {
		if strings.TrimSpace(s.Markdown) == "" {
			ps = append(ps, "the text panel has no text")
		}
		return ps
	}
	if !s.Doc.complete() {
		ps = append(ps, "the panel's description must say what it means, what is good and what to do")
	}
	if len(s.Queries) == 0 {
		ps = append(ps, "the panel asks nothing")
	}
	return ps
}

func flatten(sources []queries.Source) []queries.Query {
	var qs []queries.Query
	for _, s := range sources {
		qs = append(qs, s.Queries()...)
	}
	return qs
}
