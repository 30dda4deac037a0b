package lint

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// drawn reports whether the values that a selector makes are seen, and not only tested.
func drawn(s *promql.Selector) bool {
	n := s.Node
	for up := range n.Enclosing() {
		e, ok := up.AST.(*parser.BinaryExpr)
		switch {
		case !ok:
		case e.ReturnBool:
			return false
		case (e.Op == parser.LAND || e.Op == parser.LUNLESS || e.Op.IsComparisonOperator()) && up.Children[1].Span.Contains(n.Span):
			return false
		}
	}
	return true
}

// growth is the call of rate, irate or increase around a selector, or nil.
func growth(s *promql.Selector) *promql.Node {
	for up := range s.Node.Enclosing() {
		if _, ok := up.AST.(*parser.Call); ok {
			if grows(up.Operation()) {
				return up
			}
			return nil
		}
	}
	return nil
}

// grows reports whether a function turns the samples of a range into how much a counter grew.
func grows(function string) bool {
	return function == "rate" || function == "increase" || function == "irate"
}

// keepsValue reports whether a function leaves the values of its vector as they are, or only rounds or
// limits them.
func keepsValue(function string) bool {
	switch function {
	case "round", "ceil", "floor", "abs", "clamp", "clamp_min", "clamp_max", "label_replace", "label_join", "scalar", "vector",
		"sort", "sort_desc", "sort_by_label", "sort_by_label_desc":
		return true
	}
	return false
}
