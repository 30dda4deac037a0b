package lint

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

var rateOfAggregateRule = &Rule{
	Name:     "rate-of-aggregate",
	Title:    "a rate over a sum of counters",
	Severity: Warning,
	Since:    "0.2",
	Why: "rate, irate and increase notice that a counter restarted by its fall. In a sum of counters, one process that restarts makes the " +
		"sum fall by its part only, and the function takes what is left, all other processes' totals, for growth. A pod that is " +
		"added brings its whole total along as well. Sum the rates, never rate the sum.",
	Cost: "Every restart, rollout or scale-up is a spike as high as everything that was ever counted.",
	Bad: []Example{
		{Input: `rate(sum(vllm:generation_tokens_total)[5m:])`},
		{Input: `sum_over_time(increase(sum by (model_name) (vllm:request_success_total)[5m:1m])[1h:5m])`},
	},
	Good: []Example{
		{Input: `sum(rate(vllm:generation_tokens_total[$__rate_interval]))`},
		{Input: `max_over_time(sum(rate(vllm:generation_tokens_total[5m]))[1h:1m])`, Note: "a subquery of a sum of rates"},
	},
	Needs: HasSubquery | HasCall,
	Query: func(p *Pass, q *Query) {
		nodes := q.Facts.Nodes()
		for i := range nodes {
			n := &nodes[i]
			if _, ok := n.AST.(*parser.SubqueryExpr); !ok || n.Parent == nil || useOf(n) != useGrown {
				continue
			}
			if mixed := mixedCounters(n.Children[0]); mixed != nil && !unsettled(q) {
				reportRateOfAggregate(p, q, n.Parent, mixed)
			}
		}
	},
}

func reportRateOfAggregate(p *Pass, q *Query, call, mixed *promql.Node) {
	f, aggregation := call.Operation(), mixed.Operation()
	e, ok := mixed.AST.(*parser.AggregateExpr)
	if !ok {
		return
	}
	p.Report(q.At(word(mixed)), "%s over the %s of counters: when one process restarts, all that the others ever counted looks like growth", f, aggregation).
		Help("aggregate the growth instead: %s%s(%s(…))", aggregation, clause(e), f)
}

// mixedCounters returns the operation that makes one value of several counters, which restart one by one. Those of
// one process restart together, so their sum may be treated as a counter.
func mixedCounters(n *promql.Node) *promql.Node {
	for {
		n = n.Unwrap()
		if n.Variable != nil {
			return nil
		}
		switch e := n.AST.(type) {
		case *parser.AggregateExpr:
			operand := n.Children[len(n.Children)-1]
			if use := aggregateUse(e); use != useAdded && e.Op != parser.AVG || !countsUp(operand) || !merges(e, operand) {
				return nil
			}
			return n
		case *parser.BinaryExpr:
			left, right := n.Children[0], n.Children[1]
			switch {
			case isNumber(right) && (e.Op == parser.MUL || e.Op == parser.DIV):
				n = left
			case isNumber(left) && e.Op == parser.MUL:
				n = right
			case e.Op == parser.ADD && countsUp(left) && countsUp(right):
				n = left // two counters of one process restart together, two sums are found in the left one
			default:
				return nil
			}
		case *parser.Call:
			if !sameValues(e) || len(n.Children) == 0 {
				return nil
			}
			n = n.Children[0]
		default:
			return nil
		}
	}
}

// countsUp reports whether a value is a raw counter: by the catalogue, or where nobody knows the metric, by the suffix
// that all clients give to counters, in a place where only a counter makes sense.
func countsUp(n *promql.Node) bool {
	n = n.Unwrap()
	if n.Shape == promql.ShapeCounter || n.Shape == promql.ShapeBuckets {
		return true
	}
	s := n.Selector
	return s != nil && len(s.Series) == 0 && !s.NameVariable && !strings.Contains(s.Name, ":") &&
		(strings.HasSuffix(s.Name, "_total") || strings.HasSuffix(s.Name, "_bucket"))
}
