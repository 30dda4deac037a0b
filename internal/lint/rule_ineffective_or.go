package lint

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var ineffectiveOrRule = &Rule{
	Name:     "ineffective-or",
	Title:    "a fallback that is always there, or never",
	Severity: Warning,
	Since:    "0.2",
	Why: "x or y returns x, and those series of y whose labels no series of x has. vector(0) has no labels, so behind " +
		"sum by (model_name) (…) it does not stand in for missing data: it is one more row without a name, always. And or binds weaker than " +
		"any other operator: a or vector(0) + b is a or (vector(0) + b), which never adds b to a. Two names of one metric that are " +
		"grouped by different labels have no series in common either, so that both are drawn.",
	Cost:   "A nameless line at 0, a mean that is too low, a count that is one too high, or a sum that leaves out its second part.",
	Except: "None is known. To fall back only where there is nothing at all, write or on () vector(0).",
	Bad: []Example{
		{Input: `sum by (model_name) (vllm:num_requests_running) or vector(0)`, Note: "adds a row without a name"},
		{Input: `sum(vllm:num_requests_running) or vector(0) + sum(vllm:num_requests_waiting) or vector(0)`, Note: "the waiting requests are never added"},
		{Input: `count(vllm:num_requests_running or vector(0))`, Note: "one too many"},
	},
	Good: []Example{
		{Input: `sum by (model_name) (vllm:num_requests_running) or on () vector(0)`},
		{Input: `sum(vllm:num_requests_running) or vector(0)`, Note: "both sides have no labels"},
		{Input: `(sum(rate(vllm:prompt_tokens_total[5m])) or vector(0)) + (sum(rate(vllm:generation_tokens_total[5m])) or vector(0))`},
	},
	Needs: HasOr,
	Query: func(p *Pass, q *Query) {
		for i := range q.Facts.Matches {
			m := &q.Facts.Matches[i]
			if e, ok := m.Node.AST.(*parser.BinaryExpr); ok && e.Op == parser.LOR {
				ineffectiveOr(p, q, m, e)
			}
		}
	},
}

func ineffectiveOr(p *Pass, q *Query, m *promql.Match, e *parser.BinaryExpr) {
	left, right := m.Node.Children[0], m.Node.Children[1]
	switch {
	case weakerThan(p, q, m, left, right):
	case !e.VectorMatching.On && ever(left) && right.Bare():
		p.Report(q.At(m.Operator()), "what is left of or is always there, so that the right side never is").
			Help("put the fallback last")
	case number(right) && unpaired(q, e, left):
		strayFallback(p, q, m, right)
	case m.Verdict != promql.MayMatch && twins(left, right):
		with, without := m.Left, m.Right
		if with.State == promql.Impossible {
			with, without = without, with
		}
		if without.State == promql.Impossible {
			p.Report(q.At(m.Operator()), "one side has %s and the other does not: both are drawn, and neither stands in for the other", with.Name).
				Help("group both sides by the same labels")
		}
	}
}

// weakerThan reports an or whose author meant it to bind stronger than the operator beside it.
func weakerThan(p *Pass, q *Query, m *promql.Match, left, right *promql.Node) bool {
	r, ok := right.AST.(*parser.BinaryExpr)
	switch {
	case ok && !r.Op.IsSetOperator() && swallowed(right):
		// a or vector(0) + b
		fallback := right.Children[0]
		p.Report(q.At(promql.Span{Start: m.Operator().Start, End: right.Span.End}), "or binds weaker than %s: %s belongs to the fallback alone",
			right.Operation(), right.Children[1].Text()).
			Help("put parentheses around the part with or: (… or %s) %s …", fallback.Text(), right.Operation())
	case ok && arithmetic(r) && twins(left, right.Children[0]):
		// new or old * 100
		p.Report(q.At(promql.Span{Start: m.Operator().Start, End: right.Span.End}), "or binds weaker than %s: only the right side is changed by it", right.Operation()).
			Help("put parentheses around the part with or: (%s or %s) %s %s", left.Text(), right.Children[0].Text(), right.Operation(), right.Children[1].Text())
	default:
		return false
	}
	return true
}

// swallowed reports whether an operation changes a fallback that makes no sense as its operand: nobody adds to
// vector(0), or multiplies vector(1) by a number.
func swallowed(n *promql.Node) bool {
	fallback := n.Children[0].Unwrap()
	return number(fallback) &&
		(n.Children[1].Constant || len(fallback.Children) == 1 && fallback.Children[0].Constant && fallback.Children[0].Number == 0)
}

// arithmetic reports whether an operation makes numbers of another size.
func arithmetic(e *parser.BinaryExpr) bool {
	return !e.Op.IsSetOperator() && !e.Op.IsComparisonOperator()
}

// twins reports whether two parts do the same to two names of one metric.
func twins(a, b *promql.Node) bool {
	for {
		s, t := a.Selector, b.Selector
		if s != nil || t != nil {
			return s != nil && t != nil && s.Name != t.Name && sameIdentity(s.Series, t.Series)
		}
		if a.Operation() == "" || a.Operation() != b.Operation() || len(a.Children) != len(b.Children) || len(a.Children) == 0 {
			return false
		}
		if _, ok := a.AST.(*parser.BinaryExpr); ok {
			return false
		}
		a, b = a.Children[len(a.Children)-1], b.Children[len(b.Children)-1]
	}
}

// sameIdentity reports whether two names are of one metric, in one unit.
func sameIdentity(a, b []catalogue.Series) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	x, y := a[0], b[0]
	return x.Metric.Exporter == y.Metric.Exporter && x.Metric.Identity == y.Metric.Identity &&
		x.Component == y.Component && x.Unit().Known() && x.Unit().Compatible(y.Unit())
}

// number reports whether a vector is one number without labels: vector(0).
func number(n *promql.Node) bool {
	n = n.Unwrap()
	if n.Type != parser.ValueTypeVector {
		return false
	}
	switch e := n.AST.(type) {
	case *parser.Call:
		return e.Func.Name == "vector" && n.Variable == nil
	case *parser.BinaryExpr:
		return !e.Op.IsComparisonOperator() && !e.Op.IsSetOperator() &&
			(number(n.Children[0]) && n.Children[1].Constant || number(n.Children[1]) && n.Children[0].Constant)
	}
	return false
}

// ever reports whether a vector always has a row without labels.
func ever(n *promql.Node) bool {
	n = n.Unwrap()
	if e, ok := n.AST.(*parser.BinaryExpr); ok && e.Op == parser.LOR {
		return ever(n.Children[0]) || !e.VectorMatching.On && len(e.VectorMatching.MatchingLabels) == 0 && ever(n.Children[1])
	}
	return number(n)
}

// unpaired reports whether the series of the left side certainly have labels that keep them apart from a row
// without any.
func unpaired(q *Query, e *parser.BinaryExpr, left *promql.Node) bool {
	m := e.VectorMatching
	if m.On || len(m.MatchingLabels) > 0 || left.Bare() || mixed(q, left) {
		return false
	}
	if left.Rest().State != promql.Impossible {
		// A series that an exporter gave has at least the labels of its target.
		for n := range left.All() {
			if n.Selector != nil && len(n.Selector.Series) == 0 {
				return false
			}
		}
		return left.Rest().Untouched
	}
	return labelled(left) != ""
}

// strayFallback reports a fallback that is a row of its own, where that shows.
func strayFallback(p *Pass, q *Query, m *promql.Match, right *promql.Node) {
	at := q.At(promql.Span{Start: m.Operator().Start, End: right.Span.End})
	inner := m.Node
	for n := range m.Node.Enclosing() {
		switch e := n.AST.(type) {
		case *parser.AggregateExpr:
			switch e.Op {
			case parser.AVG, parser.MIN, parser.COUNT, parser.QUANTILE, parser.STDDEV, parser.STDVAR:
				if len(e.Grouping) == 0 {
					p.Report(at, "the fallback has no labels, so it is always one more series for %s", n.Operation()).
						Help("put it behind the aggregation: %s(…) or %s", n.Operation(), right.Text())
				}
			}
			return
		case *parser.BinaryExpr:
			if e.VectorMatching == nil && arithmetic(e) {
				inner = n
				continue // a number on the other side
			}
			lostFallback(p, q, at, n, e, inner)
			return
		case *parser.Call:
			switch n.Operation() {
			case "abs", "ceil", "floor", "round", "clamp", "clamp_max", "clamp_min", "sort", "sort_desc":
				inner = n
				continue
			}
			return
		default:
			return
		}
	}
	p.Report(at, "the fallback has no labels, so it is always one more row, without a name").
		Help("write or on () %s, which stands in only where there is nothing at all", right.Text())
}

// lostFallback reports a fallback that finds no partner in the operation around it.
func lostFallback(p *Pass, q *Query, at Place, n *promql.Node, e *parser.BinaryExpr, inner *promql.Node) {
	if e.VectorMatching == nil || e.VectorMatching.On || len(e.VectorMatching.MatchingLabels) > 0 || e.Op.IsSetOperator() {
		return
	}
	other := n.Children[0]
	if other.Span.Contains(inner.Span) {
		other = n.Children[1]
	}
	if mixed(q, other) || other.Rest().State != promql.Impossible {
		return
	}
	if label := labelled(other); label != "" {
		p.Report(at, "the fallback never counts: it has no %s, and the other side of %s does", label, n.Operation()).
			Help("fall back per series: or %s * 0", other.Text())
	}
}
