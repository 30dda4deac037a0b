package panels

import (
	"github.com/llm-observability/dashgen/internal/callsite"
	"github.com/llm-observability/dashgen/queries"
)

// A TimelinePanel shows in which state things were when: one bar each, in pieces.
type TimelinePanel struct{ spec Spec }

// A State is what a value stands for.
type State struct {
	Value  float64
	AndUp  bool   // every value from Value on
	Text   string // none: the value itself
	Colour Colour
}

// Timeline returns a panel of states over time. A value that no state names is shown as it is.
func Timeline(title string, doc Doc, q queries.Query, states ...State) TimelinePanel {
	return TimelinePanel{Spec{
		Kind: KindTimeline, Title: title, Doc: doc, Queries: []queries.Query{q}, States: states, NoValue: noData, Site: callsite.Here(0),
	}}
}

// Spec implements Panel.
func (p TimelinePanel) Spec() Spec { return p.spec }

// Empty is what stands in place of the states when there are none: what it means that there are none.
func (p TimelinePanel) Empty(text string) TimelinePanel {
	p.spec.NoValue = text
	return p
}

// Wide sets the width, 24 being the whole page.
func (p TimelinePanel) Wide(columns int) TimelinePanel {
	p.spec.Width = columns
	return p
}
