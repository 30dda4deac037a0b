package panels

import (
	"github.com/llm-observability/dashgen/internal/callsite"
	"github.com/llm-observability/dashgen/queries"
)

// A HeatmapPanel shows a distribution over time: the darker a cell, the more observations fell into it.
type HeatmapPanel struct{ spec Spec }

// Heatmap returns a panel of a histogram's buckets.
func Heatmap(title string, doc Doc, buckets queries.Query) HeatmapPanel {
	return HeatmapPanel{Spec{
		Kind: KindHeatmap, Title: title, Doc: doc, Queries: []queries.Query{buckets.As("{{le}}")}, NoValue: noData, Site: callsite.Here(0),
	}}
}

// Spec implements Panel.
func (p HeatmapPanel) Spec() Spec { return p.spec }

// Wide sets the width, 24 being the whole page.
func (p HeatmapPanel) Wide(columns int) HeatmapPanel {
	p.spec.Width = columns
	return p
}
