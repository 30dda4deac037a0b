package promql

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

func (a *analyser) binaryUnit(n *Node, e *parser.BinaryExpr, left, right *Node) {
	n.Shape = binaryShape(e, left, right)
	if left.Constant && right.Constant {
		n.Number, n.Constant = fold(e, left.Number, right.Number)
		if n.Constant {
			n.AnyUnit, n.Shape = true, ShapeConstant
			return
		}
	}
	switch e.Op {
	case parser.MUL:
		n.Unit, n.AnyUnit = times(left, right)
		n.observed = scaled(left, right)
		if right.Constant {
			n.grown = stretched(left.grown, right.Number)
		} else if left.Constant {
			n.grown = stretched(right.grown, left.Number)
		}
	case parser.DIV:
		n.Unit, n.AnyUnit = over(left, right)
		n.observed = scaled(left, right)
		if right.Constant {
			n.grown = stretched(left.grown, 1/right.Number)
		}
	case parser.MOD:
		n.Unit, n.AnyUnit = a.modulo(left, right)
	case parser.POW, parser.ATAN2:
	case parser.ADD:
		a.add(n, left, right)
	case parser.SUB:
		a.subtract(n, left, right)
	case parser.LOR:
		a.plus(n, left, right)
		if n.observed, n.grown = agreed(left.observed, right.observed), agreed(left.grown, right.grown); left.AnyUnit || right.AnyUnit {
			n.observed, n.grown = either(left, right).observed, either(left, right).grown
		}
	case parser.LAND, parser.LUNLESS:
		n.Unit, n.AnyUnit, n.observed, n.grown = left.Unit, left.AnyUnit, left.observed, left.grown
	default: // comparisons
		a.compare(n, e, left, right)
	}
}

// stretched is a unit whose values are multiplied by a number.
func stretched(u *catalogue.Unit, k float64) *catalogue.Unit {
	if u == nil {
		return nil
	}
	v := u.Times(k)
	if !v.Known() {
		return nil
	}
	return &v
}

// either returns the side that is no bare number.
func either(left, right *Node) *Node {
	if left.AnyUnit {
		return right
	}
	return left
}

func fold(e *parser.BinaryExpr, x, y float64) (float64, bool) {
	switch e.Op {
	case parser.ADD:
		return x + y, true
	case parser.SUB:
		return x - y, true
	case parser.MUL:
		return x * y, true
	case parser.DIV:
		return x / y, true
	case parser.MOD:
		return math.Mod(x, y), true
	case parser.POW:
		return math.Pow(x, y), true
	}
	return 0, false
}

// times is the unit of a product.
func times(left, right *Node) (catalogue.Unit, bool) {
	switch {
	case left.AnyUnit && right.AnyUnit:
		return catalogue.Unit{}, true
	case left.AnyUnit:
		left, right = right, left
		fallthrough
	case right.AnyUnit:
		if !right.Constant {
			return catalogue.Unit{}, false
		}
		return left.Unit.Times(right.Number), false
	case flag(left.Unit):
		return right.Unit, false // one or zero times a value
	case flag(right.Unit):
		return left.Unit, false
	}
	return left.Unit.By(right.Unit), false
}

// flag reports whether values are one or zero.
func flag(u catalogue.Unit) bool {
	return u.Dimension == catalogue.Bool || u.Dimension == catalogue.Info
}

// over is the unit of a quotient.
func over(left, right *Node) (catalogue.Unit, bool) {
	u, v := left.Unit, right.Unit
	switch {
	case left.AnyUnit && right.AnyUnit:
		return catalogue.Unit{}, true
	case left.AnyUnit:
		return catalogue.Unit{}, false // one over something
	case right.AnyUnit:
		if !right.Constant {
			return catalogue.Unit{}, false
		}
		return u.Times(1 / right.Number), false
	case right.Shape == ShapeCount && left.Shape != ShapeCount:
		return u, false // per series
	case u.Dimension == catalogue.Code || v.Dimension == catalogue.Code:
		return catalogue.Unit{}, false
	case left.grown != nil && v.Dimension == catalogue.Count && v.PerSecond:
		// Seconds per second over requests per second are seconds per request.
		return catalogue.Unit{Dimension: catalogue.Time, Scale: left.grown.Scale / v.Scale}, false
	case u.Dimension == catalogue.Ratio && v.Dimension == catalogue.Count:
		return catalogue.Unit{}, false // a share per thing
	case left.grown != nil && v.Dimension == catalogue.Cores:
		return u.Over(unit(catalogue.Ratio, "")), false // CPU seconds per second over cores
	}
	return u.Over(v), false
}

// scaled is what observations become when a number scales them: dividing bucket counts leaves them.
func scaled(left, right *Node) *catalogue.Unit {
	switch {
	case right.AnyUnit || right.Type == parser.ValueTypeScalar:
		return left.observed
	case left.AnyUnit || left.Type == parser.ValueTypeScalar:
		return right.observed
	}
	return nil
}

func (a *analyser) modulo(left, right *Node) (catalogue.Unit, bool) {
	switch {
	case right.AnyUnit && left.Unit.Dimension == catalogue.Timestamp:
		return difference(left.Unit), false
	case right.AnyUnit:
		return left.Unit, left.AnyUnit
	case left.AnyUnit || !left.Unit.Compatible(right.Unit):
		return catalogue.Unit{}, false
	}
	return left.Unit, false
}

func (a *analyser) add(n, left, right *Node) {
	u, v := left.Unit, right.Unit
	switch {
	case u.Dimension == catalogue.Timestamp && v.Dimension == catalogue.Time:
		n.Unit = u
	case u.Dimension == catalogue.Time && v.Dimension == catalogue.Timestamp:
		n.Unit = v
	default:
		a.plus(n, left, right)
		switch n.Unit.Dimension {
		case catalogue.Bool, catalogue.Info:
			n.Unit = unit(catalogue.Count, "")
		case catalogue.Timestamp:
			if !left.AnyUnit && !right.AnyUnit {
				n.Unit = catalogue.Unit{}
			}
		}
	}
	n.grown = agreed(left.grown, right.grown)
	n.observed = agreed(left.observed, right.observed)
}

func (a *analyser) subtract(n, left, right *Node) {
	u, v := left.Unit, right.Unit
	switch {
	case u.Dimension == catalogue.Timestamp && v.Dimension == catalogue.Timestamp:
		n.Unit = difference(u)
		n.Shape = ShapeGauge
	case u.Dimension == catalogue.Timestamp && v.Dimension == catalogue.Time:
		n.Unit = u
	default:
		a.plus(n, left, right)
	}
}

// plus is the unit of values that stand side by side; it records those that can't.
func (a *analyser) plus(n, left, right *Node) {
	switch {
	case left.AnyUnit && right.AnyUnit:
		n.AnyUnit = true
	case left.AnyUnit:
		n.Unit = right.Unit
	case right.AnyUnit:
		n.Unit = left.Unit
	default:
		n.Unit = a.common(n, left, right)
	}
}

// common is the unit that two values share, or unknown; values that both have a unit, but not one they
// share, are a conflict.
func (a *analyser) common(n, left, right *Node) catalogue.Unit {
	u, ok := left.Unit.Plus(right.Unit)
	if !ok {
		a.facts.UnitConflicts = append(a.facts.UnitConflicts, UnitConflict{
			Node: n, Span: n.operatorSpan(), Left: left, Right: right,
		})
	}
	return u
}

func (a *analyser) compare(n *Node, e *parser.BinaryExpr, left, right *Node) {
	if !left.AnyUnit && !right.AnyUnit {
		a.common(n, left, right)
	}
	if e.ReturnBool {
		n.Unit = unit(catalogue.Bool, "")
		return
	}
	kept := left
	if left.AST.Type() == parser.ValueTypeScalar {
		kept = right
	}
	n.Unit, n.AnyUnit, n.observed, n.grown = kept.Unit, kept.AnyUnit, kept.observed, kept.grown
}
