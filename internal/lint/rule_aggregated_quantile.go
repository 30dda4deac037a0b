package lint

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

var aggregatedQuantileRule = &Rule{
	Name:     "aggregated-quantile",
	Title:    "an average or a sum of quantiles",
	Severity: Warning,
	Since:    "0.2",
	Why: "Quantiles can't be added up or averaged: the mean of the P95 of two pods says nothing of the P95 of all requests, and a pod that " +
		"served one slow request weighs as much as one that served thousands. The buckets of histograms can be added up, and that " +
		"is what they are for. The quantiles of a summary can't be combined at all. The largest quantile, max, is a fact: that of the " +
		"worst pod.",
	Cost: "The number is neither the latency of the service nor that of any pod.",
	Bad: []Example{
		{Input: `avg(histogram_quantile(0.95, sum by (le, model_name) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval]))))`},
		{Input: `avg(template_router_reload_seconds{quantile="0.99"})`, Note: "a summary"},
	},
	Good: []Example{
		{Input: `histogram_quantile(0.95, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))`},
		{Input: `max(histogram_quantile(0.95, sum by (le, model_name) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval]))))`, Note: "the slowest model"},
	},
	Needs: HasAggregation | HasSelector,
	Query: func(p *Pass, q *Query) {
		nodes := q.Facts.Nodes()
		for i := range nodes {
			n := &nodes[i]
			e, ok := n.AST.(*parser.AggregateExpr)
			if !ok || n.Variable != nil || e.Op != parser.AVG && e.Op != parser.SUM {
				continue
			}
			operand := n.Children[len(n.Children)-1]
			if operand.Shape == promql.ShapeQuantile && merges(e, operand) && !unsettled(q) {
				reportAggregatedQuantile(p, q, n, e, operand)
			}
		}
	},
}

func reportAggregatedQuantile(p *Pass, q *Query, n *promql.Node, e *parser.AggregateExpr, operand *promql.Node) {
	f := p.Report(q.At(word(n)), "the %s of quantiles is no quantile of anything", n.Operation())
	by := clause(e)
	switch {
	case e.Without:
	case by == "":
		by = " by (le) "
	default:
		by = " by (le, " + by[len(" by ("):]
	}
	for m := range operand.All() {
		switch call, ok := m.AST.(*parser.Call); {
		case ok && call.Func.Name == "histogram_quantile":
			f.Help("add up the buckets first, histogram_quantile(%s, sum%s(…)), or take the max for the worst", m.Children[0].Text(), by)
			return
		case m.Selector != nil && m.Selector.Node == m:
			name := called(m.Selector)
			f.Help("take the max for the worst, or divide the sum of rate(%[1]s_sum[…]) by that of rate(%[1]s_count[…]) for the mean", name)
			return
		}
	}
}
