package promql

import (
	"iter"

	"github.com/prometheus/prometheus/promql/parser"
)

// Walk visits the expressions of the engine's tree from the top down, each with those around it, the
// outermost first; what is in duration arithmetic counts. It does not go into a node for which visit
// returns false. The path is only good until visit returns.
func Walk(e *Expr, visit func(n parser.Expr, path []parser.Expr) bool) {
	walk(e.AST, nil, visit)
}

func walk(n parser.Expr, path []parser.Expr, visit func(parser.Expr, []parser.Expr) bool) {
	if !visit(n, path) {
		return
	}
	path = append(path, n)
	var buf [2]parser.Expr
	for _, c := range parts(n, &buf) {
		walk(c, path, visit)
	}
	for _, d := range durations(n) {
		if d != nil {
			walk(d, path, visit)
		}
	}
}

// nodes visits a tree from the root down, the parts of durations included.
func nodes(root parser.Expr) iter.Seq[parser.Expr] {
	return func(yield func(parser.Expr) bool) { visit(root, yield) }
}

func visit(n parser.Expr, yield func(parser.Expr) bool) bool {
	if !yield(n) {
		return false
	}
	var buf [2]parser.Expr
	for _, c := range parts(n, &buf) {
		if !visit(c, yield) {
			return false
		}
	}
	for _, d := range durations(n) {
		if d != nil && !visit(d, yield) {
			return false
		}
	}
	return true
}

// parts returns the expressions that a node is made of, in written order. It uses buf where it has to.
func parts(n parser.Expr, buf *[2]parser.Expr) []parser.Expr {
	switch n := n.(type) {
	case *parser.AggregateExpr:
		if n.Param != nil {
			buf[0], buf[1] = n.Param, n.Expr
			return buf[:2]
		}
		buf[0] = n.Expr
	case *parser.BinaryExpr:
		buf[0], buf[1] = n.LHS, n.RHS
		return buf[:2]
	case *parser.Call:
		return n.Args
	case *parser.SubqueryExpr:
		buf[0] = n.Expr
	case *parser.ParenExpr:
		buf[0] = n.Expr
	case *parser.UnaryExpr:
		buf[0] = n.Expr
	case *parser.MatrixSelector:
		buf[0] = n.VectorSelector
	case *parser.StepInvariantExpr:
		buf[0] = n.Expr
	case *parser.DurationExpr:
		switch {
		case n.LHS != nil && n.RHS != nil:
			buf[0], buf[1] = n.LHS, n.RHS
			return buf[:2]
		case n.LHS != nil:
			buf[0] = n.LHS
		case n.RHS != nil:
			buf[0] = n.RHS
		default:
			return nil
		}
	default:
		return nil
	}
	return buf[:1]
}

// durations returns the duration arithmetic of a node.
func durations(n parser.Expr) [3]parser.Expr {
	var ds [3]parser.Expr
	add := func(i int, d *parser.DurationExpr) {
		if d != nil {
			ds[i] = d
		}
	}
	switch n := n.(type) {
	case *parser.VectorSelector:
		add(0, n.OriginalOffsetExpr)
	case *parser.MatrixSelector:
		add(0, n.RangeExpr)
	case *parser.SubqueryExpr:
		add(0, n.RangeExpr)
		add(1, n.StepExpr)
		add(2, n.OriginalOffsetExpr)
	}
	return ds
}
