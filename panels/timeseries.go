package panels

import (
	"github.com/llm-observability/dashgen/internal/callsite"
	"github.com/llm-observability/dashgen/queries"
)

// A TimeSeriesPanel shows the course of values over the time range.
type TimeSeriesPanel struct{ spec Spec }

// TimeSeries returns a panel of lines. Its unit follows from its queries, which must all have one.
func TimeSeries(title string, doc Doc, sources ...queries.Source) TimeSeriesPanel {
	return TimeSeriesPanel{Spec{
		Kind: KindTimeSeries, Title: title, Doc: doc, Queries: flatten(sources), NoValue: noData, Site: callsite.Here(0),
	}}
}

// Spec implements Panel.
func (p TimeSeriesPanel) Spec() Spec { return p.spec }

// Stacked puts the series on top of each other, where their sum means something.
func (p TimeSeriesPanel) Stacked() TimeSeriesPanel {
	p.spec.Stacked = true
	return p
}

// Bars draws bars in place of lines: for counts of things that happen.
func (p TimeSeriesPanel) Bars() TimeSeriesPanel {
	p.spec.Bars = true
	return p
}

// Cumulative shows the running total over the time range. Its queries are increases over queries.Interval, of one
// series each; points are then far enough apart for each interval to have ten samples.
func (p TimeSeriesPanel) Cumulative() TimeSeriesPanel {
	p.spec.Cumulative = true
	return p
}

// Limits draws the values from which on somebody should look or act.
func (p TimeSeriesPanel) Limits(l Limits) TimeSeriesPanel {
	p.spec.Limits = &l
	return p
}

// Colour gives the series of that name a colour of the house, whatever its position.
func (p TimeSeriesPanel) Colour(series string, c Colour) TimeSeriesPanel {
	return p.styled(SeriesStyle{Series: series, Colour: c})
}

// Mean draws the series of that name as means are drawn, dashed and grey: beside the highest of what it is the mean of.
func (p TimeSeriesPanel) Mean(series string) TimeSeriesPanel { return p.styled(meanStyle(series)) }

func (p TimeSeriesPanel) styled(s SeriesStyle) TimeSeriesPanel {
	p.spec.Palette = append(p.spec.Palette[:len(p.spec.Palette):len(p.spec.Palette)], s)
	return p
}

// Empty is what stands in place of the lines when there are none: what it means that there are none.
func (p TimeSeriesPanel) Empty(text string) TimeSeriesPanel {
	p.spec.NoValue = text
	return p
}

// Wide sets the width, 24 being the whole page.
func (p TimeSeriesPanel) Wide(columns int) TimeSeriesPanel {
	p.spec.Width = columns
	return p
}

// Without is what to say, in Markdown, in the panel's place where an environment does not have a label that its
// queries need.
func (p TimeSeriesPanel) Without(label queries.AnyLabel, markdown string) TimeSeriesPanel {
	p.spec.Instead = &Instead{label, markdown}
	return p
}
