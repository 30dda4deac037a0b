package promql

import "github.com/prometheus/prometheus/promql/parser"

// A Feature is something in an expression that a Prometheus server understands only when it is told to.
type Feature struct {
	What string // "limitk", "smoothed"
	Flag string // for --enable-feature
	Span Span
}

// Experimental returns what in an expression needs a server with features switched on. Parse accepts it
// all, since what is experimental today is common tomorrow.
func Experimental(e *Expr) []Feature {
	var found []Feature
	Walk(e, func(n parser.Expr, _ []parser.Expr) bool {
		add := func(what, flag string) {
			found = append(found, Feature{what, flag, spanOf(n.PositionRange())})
		}
		switch n := n.(type) {
		case *parser.Call:
			if n.Func.Experimental && e.wordAt(int(n.PosRange.Start), RoleFunction) == nil {
				add(n.Func.Name, "promql-experimental-functions")
			}
		case *parser.AggregateExpr:
			if n.Op.IsExperimentalAggregator() {
				add(n.Op.String(), "promql-experimental-functions")
			}
		case *parser.BinaryExpr:
			if m := n.VectorMatching; m != nil && (m.FillValues.LHS != nil || m.FillValues.RHS != nil) {
				add("fill", "promql-binop-fill-modifiers")
			}
		case *parser.VectorSelector:
			switch {
			case n.Anchored:
				add("anchored", "promql-extended-range-selectors")
			case n.Smoothed:
				add("smoothed", "promql-extended-range-selectors")
			}
		}
		return true
	})
	return found
}
