package lint

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A use is what the operation right around a value makes of it, as far as that decides whether the value itself is
// still what a person reads in the end.
type use uint8

// The uses. The zero one is the careful one: who sees it says nothing.
const (
	useHidden   use = iota // compared, counted, subtracted, or something that is not known
	useKept                // the same values, or some of them
	useScaled              // times a number, or a 1 that carries labels
	useShared              // divided by a number
	useAdded               // added to others of its kind
	useDivided             // divided by another vector
	usePicked              // the largest or smallest of several
	useAveraged            // a mean, a quantile or a deviation, over series or over time
	useSummed              // added up over time
	useGrown               // the growth of a counter: rate, increase
	useChanged             // the change of a gauge: delta, deriv
	useQuantile            // buckets, read by histogram_quantile
)

// useOf is what the parent of a node makes of it.
func useOf(n *promql.Node) use {
	p := n.Parent
	if p.Variable != nil {
		return useHidden
	}
	switch e := p.AST.(type) {
	case *parser.ParenExpr, *parser.UnaryExpr, *parser.MatrixSelector, *parser.SubqueryExpr:
		return useKept
	case *parser.AggregateExpr:
		if n != p.Children[len(p.Children)-1] {
			return useHidden // a parameter
		}
		return aggregateUse(e)
	case *parser.Call:
		return callUse(e, n == p.Children[0])
	case *parser.BinaryExpr:
		if n == p.Children[0] {
			return leftUse(e, n, p.Children[1])
		}
		return rightUse(e, n, p.Children[0])
	}
	return useHidden
}

func aggregateUse(e *parser.AggregateExpr) use {
	switch e.Op {
	case parser.SUM:
		return useAdded
	case parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO:
		return useKept
	case parser.MAX, parser.MIN:
		return usePicked
	case parser.AVG, parser.QUANTILE, parser.STDDEV, parser.STDVAR:
		return useAveraged
	}
	return useHidden
}

// callUse is what a function makes of its argument. Where it has several, the values are in the first one, or in
// the one behind the number of a quantile.
func callUse(e *parser.Call, first bool) use {
	switch e.Func.Name {
	case "quantile_over_time":
		return useAveraged
	case "histogram_quantile":
		return useQuantile
	}
	if !first {
		return useHidden
	}
	switch e.Func.Name {
	case "rate", "irate", "increase":
		return useGrown
	case "delta", "idelta", "deriv", "predict_linear", "double_exponential_smoothing":
		return useChanged
	case "sum_over_time":
		return useSummed
	case "max_over_time", "min_over_time":
		return usePicked
	case "avg_over_time", "stddev_over_time", "stdvar_over_time", "mad_over_time":
		return useAveraged
	}
	if sameValues(e) {
		return useKept
	}
	return useHidden
}

// sameValues reports whether a function returns the values of its first argument, rounded or renamed at most.
func sameValues(e *parser.Call) bool {
	switch e.Func.Name {
	case "last_over_time", "first_over_time", "abs", "ceil", "floor", "round", "clamp", "clamp_max", "clamp_min",
		"sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "label_replace", "label_join", "info", "scalar", "vector":
		return true
	}
	return false
}

// leftUse is what an operator makes of its left operand.
func leftUse(e *parser.BinaryExpr, n, other *promql.Node) use {
	switch e.Op {
	case parser.LOR, parser.LAND, parser.LUNLESS:
		return useKept
	case parser.DIV:
		if isNumber(other) {
			return useShared
		}
		return useDivided
	}
	return eitherUse(e, n, other)
}

func rightUse(e *parser.BinaryExpr, n, other *promql.Node) use {
	if e.Op == parser.LOR {
		return useKept
	}
	return eitherUse(e, n, other)
}

// eitherUse is what an operator makes of either operand.
func eitherUse(e *parser.BinaryExpr, n, other *promql.Node) use {
	switch e.Op {
	case parser.MUL:
		switch {
		case other.Constant && other.Number == 0:
			return useHidden // a zero where there are series
		case isNumber(other), other.Shape == promql.ShapeInfo, other.Shape == promql.ShapeBool, other.Shape == promql.ShapeConstant:
			return useScaled
		}
	case parser.ADD:
		switch {
		case other.Constant:
			return useKept
		case other.Shape == n.Shape:
			return useAdded
		}
	case parser.SUB:
		if other.Constant {
			return useKept
		}
	}
	return useHidden
}

// isNumber reports whether a node is a number, or a variable that Grafana replaces by one.
func isNumber(n *promql.Node) bool { return n.Constant || n.Variable != nil }

// unsettled reports whether a variable stands for an operator or a modifier, so that the tree is a guess.
func unsettled(q *Query) bool {
	if q.Has&HasVariable == 0 {
		return false
	}
	for i := range q.Facts.Expr.Variables {
		switch q.Facts.Expr.Variables[i].Role {
		case promql.RoleOperator, promql.RoleModifier:
			return true
		}
	}
	return false
}

// asksForValues reports whether a person reads the values of a query: not those of a variable's options, nor those
// that an annotation marks a moment by, nor those of a hidden query that something else is computed from.
func asksForValues(q *Query) bool {
	return q.Kind != source.VariableQuery && q.Kind != source.AnnotationQuery && !q.Hidden
}

// sourced reports whether a node's values come from selectors that all pass a test, and from nothing else that has
// values of its own. What they are only matched with or compared with does not count.
func sourced(n *promql.Node, test func(*promql.Selector) bool) bool {
	found, ok := sources(n, test)
	return found && ok
}

func sources(n *promql.Node, test func(*promql.Selector) bool) (found, ok bool) {
	if n.Variable != nil {
		return false, isNumber(n) && n.Shape == promql.ShapeConstant
	}
	children := n.Children
	switch e := n.AST.(type) {
	case *parser.VectorSelector:
		return true, test(n.Selector)
	case *parser.AggregateExpr:
		children = children[len(children)-1:]
	case *parser.BinaryExpr:
		if e.Op == parser.LAND || e.Op == parser.LUNLESS || e.Op.IsComparisonOperator() && children[0].Type != parser.ValueTypeScalar {
			children = children[:1]
		}
	}
	ok = true
	for _, c := range children {
		f, o := sources(c, test)
		found, ok = found || f, ok && o
	}
	return found, ok
}

// verified reports whether the catalogue's facts of a selector's metrics were read at a source, not guessed from
// dashboards.
func verified(s *promql.Selector) bool {
	for i := range s.Series {
		if s.Series[i].Metric.Status == catalogue.Seen {
			return false
		}
	}
	return true
}

// called is what a message calls a selector: the name of its metric.
func called(s *promql.Selector) string {
	if s.Name != "" {
		return s.Name
	}
	return s.Node.Text()
}

// naming is where a selector names its metric; where it does not, the whole of it.
func naming(s *promql.Selector) promql.Span {
	if s.NameSpan.Empty() {
		return s.Span
	}
	return s.NameSpan
}

// word is the span of the name of a function or aggregation.
func word(n *promql.Node) promql.Span {
	return promql.Span{Start: n.Span.Start, End: n.Span.Start + len(n.Operation())}
}
