package promql

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// callUnit is the unit and shape of a function's result.
func (a *analyser) callUnit(n *Node, e *parser.Call) {
	arg := n.argument()
	if arg == nil {
		a.scalarCallUnit(n, e)
		return
	}
	n.observed = arg.observed
	u := arg.Unit
	switch e.Func.Name {
	case "rate", "irate":
		n.Unit, n.Shape = perSecond(u), arg.Shape.growth(true)
		if u.Dimension == catalogue.Time && !u.PerSecond {
			n.grown = &arg.Unit
		}
	case "increase":
		n.Unit, n.Shape = difference(u), arg.Shape.growth(false)
	case "deriv":
		n.Unit, n.Shape = perSecond(u), change(arg.Shape)
	case "delta", "idelta":
		n.Unit, n.Shape = difference(u), change(arg.Shape)
	case "avg_over_time":
		n.Unit, n.AnyUnit, n.Shape = mean(u), arg.AnyUnit, arg.Shape
	case "sum_over_time":
		n.Unit, n.AnyUnit, n.Shape = u, arg.AnyUnit, arg.Shape
		switch u.Dimension {
		case catalogue.Bool, catalogue.Info:
			n.Unit, n.Shape = unit(catalogue.Count, "samples"), ShapeCount
		case catalogue.Code, catalogue.Timestamp:
			n.Unit = catalogue.Unit{}
		}
	case "stddev_over_time", "mad_over_time":
		n.Unit, n.Shape = difference(u), change(arg.Shape)
	case "count_over_time":
		n.Unit, n.Shape = unit(catalogue.Count, "samples"), ShapeCount
	case "changes", "resets":
		n.Unit, n.Shape = unit(catalogue.Count, e.Func.Name), ShapeCount
	case "absent", "absent_over_time", "present_over_time":
		n.Unit, n.Shape = unit(catalogue.Bool, ""), ShapeBool
	case "timestamp", "start_timestamp", "ts_of_first_over_time", "ts_of_last_over_time",
		"ts_of_max_over_time", "ts_of_min_over_time":
		n.Unit, n.Shape = unit(catalogue.Timestamp, ""), ShapeGauge
	case "histogram_quantile", "histogram_quantiles":
		n.Unit, n.Shape = arg.observations(), ShapeQuantile
	case "histogram_avg":
		n.Unit, n.Shape = arg.observations(), ShapeRatio
	case "histogram_stddev":
		n.Unit, n.Shape = arg.observations(), ShapeGauge
	case "histogram_fraction":
		n.Unit, n.Shape = unit(catalogue.Ratio, ""), ShapeRatio
	case "max_over_time", "min_over_time", "last_over_time", "first_over_time", "quantile_over_time",
		"predict_linear", "double_exponential_smoothing", "abs", "ceil", "floor", "round", "clamp",
		"clamp_min", "clamp_max", "sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "label_replace",
		"label_join", "info":
		number, constant := n.Number, n.Constant
		n.adopt(arg)
		n.Number, n.Constant = number, constant // the functions change the number
		return
	case "scalar":
		n.adopt(arg)
		return
	}
	switch e.Func.Name {
	case "rate", "irate", "increase", "delta", "idelta", "avg_over_time", "sum_over_time":
	default:
		n.observed = nil
	}
}

// change is the shape of a gauge's change.
func change(s Shape) Shape {
	if s == ShapeGauge {
		return ShapeGauge
	}
	return ShapeUnknown
}

// scalarCallUnit is the unit of a function of numbers.
func (a *analyser) scalarCallUnit(n *Node, e *parser.Call) {
	switch e.Func.Name {
	case "time", "start", "end":
		n.Unit, n.Shape = unit(catalogue.Timestamp, ""), ShapeGauge
	case "step", "range":
		n.Unit, n.Shape = unit(catalogue.Time, ""), ShapeGauge
	case "pi":
		n.Number, n.Constant, n.AnyUnit, n.Shape = math.Pi, true, true, ShapeConstant
	case "vector":
		if o := n.Children[0]; o.Type != parser.ValueTypeNone {
			n.adopt(o)
		}
	case "max_of", "min_of":
		if len(n.Children) == 2 {
			a.plus(n, n.Children[0], n.Children[1])
			n.Shape = sum(n.Children[0].Shape, n.Children[1].Shape)
		}
	}
}

// observations is the unit of what the buckets hold.
func (n *Node) observations() catalogue.Unit {
	if n.observed == nil {
		return catalogue.Unit{}
	}
	return *n.observed
}
