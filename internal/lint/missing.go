package lint

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// settlesAt follows a fallback to the result. It returns what the result is without data, whether the
// fallback is taken from a number on the way, and whether it gets there at all: what is divided by
// something that is missing is missing, too.
func settlesAt(n *promql.Node, k float64) (value float64, subtracted, reaches bool) {
	value = k
	for up := range n.Enclosing() {
		if up.Variable != nil {
			return 0, false, false
		}
		switch e := up.AST.(type) {
		case *parser.UnaryExpr:
			if e.Op == parser.SUB {
				value = -value
			}
		case *parser.AggregateExpr:
			switch e.Op {
			case parser.SUM, parser.AVG, parser.MAX, parser.MIN, parser.TOPK, parser.BOTTOMK:
			default:
				return 0, false, false
			}
		case *parser.Call:
			if !keepsValue(up.Operation()) {
				return 0, false, false
			}
			value = limited(up, value)
		case *parser.BinaryExpr:
			right := up.Children[1].Span.Contains(n.Span)
			if e.Op == parser.LOR {
				break
			}
			other, ok := withoutData(up.Children[1])
			if right {
				other, ok = withoutData(up.Children[0])
			}
			if !ok {
				return 0, false, false
			}
			subtracted = subtracted || right && e.Op == parser.SUB
			x, y := value, other
			if right {
				x, y = other, value
			}
			if value, ok = compute(e, x, y, value); !ok {
				return 0, false, false
			}
		default:
			return 0, false, false
		}
	}
	return value, subtracted, !math.IsNaN(value) && !math.IsInf(value, 0)
}

// limited applies clamp_min and clamp_max with a constant.
func limited(call *promql.Node, v float64) float64 {
	if len(call.Children) < 2 || !call.Children[1].Constant {
		return v
	}
	switch call.Operation() {
	case "clamp_min":
		return max(v, call.Children[1].Number)
	case "clamp_max":
		return min(v, call.Children[1].Number)
	}
	return v
}

// withoutData returns the value of an expression when no metric exists; ok is false when it has none.
func withoutData(n *promql.Node) (v float64, ok bool) {
	n = n.Unwrap()
	if n.Constant {
		return n.Number, true
	}
	switch e := n.AST.(type) {
	case *parser.AggregateExpr:
		if e.Op == parser.SUM || e.Op == parser.MAX || e.Op == parser.MIN || e.Op == parser.AVG {
			return withoutData(n.Children[0])
		}
	case *parser.BinaryExpr:
		x, left := withoutData(n.Children[0])
		y, right := withoutData(n.Children[1])
		switch {
		case e.Op == parser.LOR && left:
			return x, true
		case e.Op == parser.LOR:
			return y, right
		case left && right:
			return compute(e, x, y, x)
		}
	}
	return 0, false
}

// compute does the arithmetic of an operation, and its comparison: of what passes, it returns the value.
func compute(e *parser.BinaryExpr, x, y, value float64) (float64, bool) {
	holds := false
	switch e.Op {
	case parser.ADD:
		return x + y, true
	case parser.SUB:
		return x - y, true
	case parser.MUL:
		return x * y, true
	case parser.DIV:
		return x / y, true
	case parser.GTR:
		holds = x > y
	case parser.GTE:
		holds = x >= y
	case parser.LSS:
		holds = x < y
	case parser.LTE:
		holds = x <= y
	case parser.EQLC:
		holds = x == y
	case parser.NEQ:
		holds = x != y
	default:
		return 0, false
	}
	switch {
	case !e.ReturnBool:
		return value, holds
	case holds:
		return 1, true
	}
	return 0, true
}
