package panels

import (
	"github.com/llm-observability/dashgen/internal/callsite"
	"github.com/llm-observability/dashgen/queries"
)

// A StatPanel shows one number that answers a question now.
type StatPanel struct{ spec Spec }

// Stat returns a panel with one number, asked for at the end of the time range.
//
// It asks an instant query. Over a range Grafana would show the last sample it finds, however old: after
// an outage that began half an hour ago, the good value from before it.
func Stat(title string, doc Doc, q queries.Query) StatPanel {
	return StatPanel{Spec{
		Kind: KindStat, Title: title, Doc: doc, Queries: []queries.Query{q.Now()}, NoValue: noData, Site: callsite.Here(0),
	}}
}

// Spec implements Panel.
func (p StatPanel) Spec() Spec { return p.spec }

// Limits colours the number from the values on from which somebody should look or act, and green below.
func (p StatPanel) Limits(l Limits) StatPanel {
	p.spec.Limits = &l
	return p
}

// Empty is what stands in place of the number when there is none: what it means that there is none.
func (p StatPanel) Empty(text string) StatPanel {
	p.spec.NoValue = text
	return p
}

// States says what values stand for, and paints the whole cell in the colour of its state: for cells that say
// whether a thing is up. What Empty says is then painted as bad: a thing that is not there is not well.
func (p StatPanel) States(states ...State) StatPanel {
	p.spec.States = states
	return p
}

// Wide sets the width, 24 being the whole page.
func (p StatPanel) Wide(columns int) StatPanel {
	p.spec.Width = columns
	return p
}

// Without is what to say, in Markdown, in the panel's place where an environment does not have a label that its
// queries need.
func (p StatPanel) Without(label queries.AnyLabel, markdown string) StatPanel {
	p.spec.Instead = &Instead{label, markdown}
	return p
}

// Opens names the dashboard that says more. Where the environment has it, a click on the panel's link opens it, with
// the time range kept. Pickers are not: the same name may stand for something else there.
func (p StatPanel) Opens(dashboard string) StatPanel {
	p.spec.Opens = dashboard
	return p
}
