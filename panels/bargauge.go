package panels

import (
	"github.com/llm-observability/dashgen/internal/callsite"
	"github.com/llm-observability/dashgen/queries"
)

// A BarGaugePanel compares things now: one bar each.
type BarGaugePanel struct{ spec Spec }

// BarGauge returns a panel with one bar per series, with the values at the end of the time range.
func BarGauge(title string, doc Doc, q queries.Query) BarGaugePanel {
	return BarGaugePanel{Spec{
		Kind: KindBarGauge, Title: title, Doc: doc, Queries: []queries.Query{q.Now()}, NoValue: noData, Site: callsite.Here(0),
	}}
}

// Spec implements Panel.
func (p BarGaugePanel) Spec() Spec { return p.spec }

// Limits colours the bars from the values on from which somebody should look or act, and green below.
func (p BarGaugePanel) Limits(l Limits) BarGaugePanel {
	p.spec.Limits = &l
	return p
}

// Empty is what stands in place of the bars when there are none.
func (p BarGaugePanel) Empty(text string) BarGaugePanel {
	p.spec.NoValue = text
	return p
}

// Wide sets the width, 24 being the whole page.
func (p BarGaugePanel) Wide(columns int) BarGaugePanel {
	p.spec.Width = columns
	return p
}

// Without is what to say, in Markdown, in the panel's place where an environment does not have a label that its
// queries need.
func (p BarGaugePanel) Without(label queries.AnyLabel, markdown string) BarGaugePanel {
	p.spec.Instead = &Instead{label, markdown}
	return p
}
