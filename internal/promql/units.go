package promql

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// unit makes a unit of base scale.
func unit(d catalogue.Dimension, noun string) catalogue.Unit {
	return catalogue.Unit{Dimension: d, Scale: 1, Noun: noun}
}

// selectorUnit is what all series that a selector may mean agree on.
func (a *analyser) selectorUnit(n *Node, s *Selector) {
	for i, series := range s.Series {
		u, shape := series.Unit(), shapeOf(series)
		var observed *catalogue.Unit
		if series.Component == catalogue.Bucket || series.Component == catalogue.Bare {
			if series.Alias == nil || !series.Alias.Rescaled {
				observed = &series.Metric.Unit
			}
			if series.Component == catalogue.Bare {
				u = catalogue.Unit{} // a whole histogram has no one unit
			}
		}
		if i == 0 {
			n.Unit, n.Shape, n.observed = u, shape, observed
			continue
		}
		n.Unit, n.observed = agree(n.Unit, u), agreed(n.observed, observed)
		if n.Shape != shape {
			n.Shape = ShapeUnknown
		}
	}
}

// agree is the unit of a value that has either of two.
func agree(u, v catalogue.Unit) catalogue.Unit {
	w, ok := u.Plus(v)
	if !ok {
		return catalogue.Unit{}
	}
	return w
}

// agreed is agree for what buckets hold.
func agreed(u, v *catalogue.Unit) *catalogue.Unit {
	if u == nil || v == nil || u == v || *u == *v {
		if v == nil {
			return nil
		}
		return u
	}
	w := agree(*u, *v)
	return &w
}

// arithmetic reports whether sums, rates and means of a unit mean anything.
func arithmetic(u catalogue.Unit) bool {
	switch u.Dimension {
	case catalogue.Bool, catalogue.Info, catalogue.Code, catalogue.Timestamp:
		return false
	}
	return true
}

func (a *analyser) aggregateUnit(n *Node, e *parser.AggregateExpr, operand *Node) {
	if n.Variable != nil {
		return // min and count differ
	}
	n.observed = operand.observed
	u := operand.Unit
	switch e.Op {
	case parser.COUNT, parser.COUNT_VALUES, parser.GROUP:
		n.Unit, n.Shape, n.observed = unit(catalogue.Count, "series"), ShapeCount, nil
		return
	case parser.STDVAR:
		return
	case parser.STDDEV:
		if arithmetic(u) {
			n.Unit = u
		}
		if operand.Shape == ShapeGauge {
			n.Shape = ShapeGauge
		}
		return
	case parser.SUM:
		n.Shape = operand.Shape
		switch u.Dimension {
		case catalogue.Bool, catalogue.Info:
			n.Unit, n.Shape = unit(catalogue.Count, "series"), ShapeCount
		case catalogue.Code, catalogue.Timestamp:
		default:
			n.Unit, n.AnyUnit, n.grown = u, operand.AnyUnit, operand.grown
		}
		return
	case parser.AVG:
		n.grown = operand.grown
		n.Unit, n.AnyUnit, n.Shape = mean(u), operand.AnyUnit, operand.Shape
		if u.Dimension == catalogue.Bool {
			n.Shape = ShapeRatio
		}
		return
	}
	n.Unit, n.AnyUnit, n.Shape, n.grown = u, operand.AnyUnit, operand.Shape, operand.grown
}

// mean is the unit of a mean: of yes and no, it is a share.
func mean(u catalogue.Unit) catalogue.Unit {
	switch u.Dimension {
	case catalogue.Bool:
		return unit(catalogue.Ratio, "")
	case catalogue.Code:
		return catalogue.Unit{}
	}
	return u
}

// difference is the unit of a difference of two values of one unit: between two moments lie seconds.
func difference(u catalogue.Unit) catalogue.Unit {
	switch u.Dimension {
	case catalogue.Timestamp:
		return catalogue.Unit{Dimension: catalogue.Time, Scale: u.Scale}
	case catalogue.Bool, catalogue.Info, catalogue.Code:
		return catalogue.Unit{}
	}
	return u
}

// perSecond is the unit of a derivative.
func perSecond(u catalogue.Unit) catalogue.Unit {
	if !arithmetic(u) {
		return catalogue.Unit{}
	}
	return u.Rate()
}
