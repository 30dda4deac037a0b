package lint

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// isCounter reports whether all that a selector asks for are counters: buckets, sums and counts of histograms too.
func isCounter(s *promql.Selector) bool {
	return s.Node.Shape == promql.ShapeCounter || s.Node.Shape == promql.ShapeBuckets
}

// isLasting reports whether the value of a counter is worth reading: something keeps it that outlives its exporter.
func isLasting(s *promql.Selector) bool {
	for i := range s.Series {
		if s.Series[i].Metric.Lasting() {
			return true
		}
	}
	return false
}

// A counterUse is what becomes of a raw counter on the way to the query's result.
type counterUse uint8

const (
	counterFine     counterUse = iota // a rate, an increase, a count, a comparison, or not known
	counterRaw                        // its value is the result, or a part of it
	counterAsGauge                    // a function or aggregation for gauges takes it
	counterQuantile                   // histogram_quantile reads it
)

// useOfCounter is what becomes of a counter, and what does that: nil where nothing but the end of the expression does.
func useOfCounter(n *promql.Node) (use counterUse, by *promql.Node) {
	for ; n.Parent != nil; n = n.Parent {
		switch useOf(n) {
		case useHidden, useGrown:
			return counterFine, nil
		case useQuantile:
			return counterQuantile, n.Parent
		case useDivided:
			switch n.Parent.Children[1].Shape {
			case promql.ShapeCounter, promql.ShapeBuckets:
				use, by = counterRaw, n.Parent
			default:
				return counterFine, nil
			}
		case usePicked, useAveraged, useSummed, useChanged:
			if use == counterFine {
				use, by = counterAsGauge, n.Parent
			}
		case useAdded:
			// The largest of a pod's scrapes, and then the sum of the pods: what is read is the sum.
			if use == counterAsGauge && picks(by) {
				use, by = counterFine, nil
			}
		}
	}
	if use == counterFine {
		use = counterRaw
	}
	return use, by
}

// picks reports whether a node takes the largest or smallest of several values.
func picks(n *promql.Node) bool {
	switch e := n.AST.(type) {
	case *parser.AggregateExpr:
		return e.Op == parser.MAX || e.Op == parser.MIN
	case *parser.Call:
		return e.Func.Name == "max_over_time" || e.Func.Name == "min_over_time"
	}
	return false
}

// changeCalcs are Grafana's reductions of a series that show how it changed, not where it stands: they make an
// increase of a raw counter.
var changeCalcs = []string{"delta", "diff", "diffperc", "range", "step", "changeCount"}

// showsChange reports whether the panel shows changes of what its queries return, or computes something of it.
func (p *Panel) showsChange() bool {
	if p == nil {
		return false
	}
	for _, calc := range p.Options.List("reduceOptions", "calcs") {
		if slices.Contains(changeCalcs, calc.Text.Value) {
			return true
		}
	}
	if slices.Contains(changeCalcs, p.Node.String("valueName").Value) { // of an old single stat
		return true
	}
	for _, t := range p.Transformations {
		switch {
		case t.Disabled:
		case t.ID.Value == "calculateField":
			return true
		case t.ID.Value == "reduce":
			for _, calc := range t.Options.List("reducers") {
				if slices.Contains(changeCalcs, calc.Text.Value) {
					return true
				}
			}
		}
	}
	return false
}
