package lint

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

var meanOfRatiosRule = &Rule{
	Name:     "mean-of-ratios",
	Title:    "an average of ratios where the sums should be divided",
	Severity: Warning,
	Since:    "0.2",
	Why: "The avg of one ratio per series weighs all series alike: a pod with one request, which failed, makes the error ratio of two pods " +
		"50 % even if the other served a million. The same holds for means, such as a rate of _sum over a rate of _count. Dividing the " +
		"sums weighs every request alike. An idle series makes it worse: its 0/0 is NaN, and so is the average. The rule looks at ratios " +
		"of counters' growth only; the avg of a ratio that is a gauge, such as the use of a cache, is what it says.",
	Cost: "The value is ruled by the pods that do least, and disappears when one of them is idle.",
	Bad: []Example{
		{Input: `avg(rate(vllm:e2e_request_latency_seconds_sum[$__rate_interval]) / rate(vllm:e2e_request_latency_seconds_count[$__rate_interval]))`},
	},
	Good: []Example{
		{Input: `sum(rate(vllm:e2e_request_latency_seconds_sum[$__rate_interval])) / (sum(rate(vllm:e2e_request_latency_seconds_count[$__rate_interval])) > 0)`},
		{Input: `avg(vllm:kv_cache_usage_perc)`, Note: "a gauge: every server has a cache of its own"},
	},
	Needs: HasAggregation | HasDivision | HasSelector,
	Query: func(p *Pass, q *Query) {
		nodes := q.Facts.Nodes()
		for i := range nodes {
			n := &nodes[i]
			e, ok := n.AST.(*parser.AggregateExpr)
			if !ok || n.Variable != nil || e.Op != parser.AVG {
				continue
			}
			operand := n.Children[len(n.Children)-1]
			if ratio := quotient(operand); ratio != nil && ofGrowth(ratio) && merges(e, operand) && !unsettled(q) {
				p.Report(q.At(word(n)), "the avg of ratios weighs every series alike, however little happened in it").
					Help("divide the sums: %s", dividedSums(e, ratio))
			}
		}
	},
}

// quotient returns the division of two vectors that a value comes from, scaled or filtered at most, or nil.
func quotient(n *promql.Node) *promql.Node {
	for {
		n = n.Unwrap()
		if n.Variable != nil {
			return nil
		}
		switch e := n.AST.(type) {
		case *parser.BinaryExpr:
			left, right := n.Children[0], n.Children[1]
			switch {
			case e.Op == parser.DIV && e.VectorMatching != nil:
				return n
			case isNumber(right):
				n = left // × 100, > 0
			case isNumber(left):
				n = right
			case e.Op == parser.LAND, e.Op == parser.LUNLESS, e.Op == parser.LOR:
				n = left
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

// ofGrowth reports whether both sides of a division are the growth of counters, so that the right side says how much
// happened.
func ofGrowth(ratio *promql.Node) bool {
	return isGrowth(ratio.Children[0].Shape) && isGrowth(ratio.Children[1].Shape)
}

func isGrowth(s promql.Shape) bool {
	switch s {
	case promql.ShapeRate, promql.ShapeIncrease, promql.ShapeBucketRate, promql.ShapeBucketIncrease:
		return true
	}
	return false
}

// dividedSums writes the quotient of the sums in place of an aggregation of quotients.
func dividedSums(e *parser.AggregateExpr, ratio *promql.Node) string {
	sum := "sum" + clause(e)
	return sum + "(" + unsummed(ratio.Children[0]) + ") / " + sum + "(" + unsummed(ratio.Children[1]) + ")"
}

// unsummed is a node as written, without the aggregation around it.
func unsummed(n *promql.Node) string {
	n = n.Unwrap()
	if e, ok := n.AST.(*parser.AggregateExpr); ok && e.Op == parser.SUM && n.Variable == nil {
		return unsummed(n.Children[len(n.Children)-1])
	}
	return n.Text()
}
