package lint

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

var quantileWithoutLeRule = &Rule{
	Name:     "quantile-without-le",
	Title:    "a quantile of buckets that lost their le label",
	Severity: Error,
	Since:    "0.2",
	Why: "histogram_quantile tells the buckets of a classic histogram apart by the label le, their upper bound. Where an aggregation " +
		"drops it, Prometheus finds no bucket and returns nothing, not even an error. Native histograms have no le, so the rule " +
		"only looks at series of buckets: those that the catalogue knows, and names that end in _bucket.",
	Cost: "The panel is empty, whatever happens.",
	Bad: []Example{
		{Input: `histogram_quantile(0.95, sum by (model_name) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))`},
		{Input: `histogram_quantile(0.95, sum without (le, pod) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))`},
	},
	Good: []Example{
		{Input: `histogram_quantile(0.95, sum by (le, model_name) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))`},
		{Input: `histogram_quantile(0.95, sum(rate(checkout_duration_seconds[$__rate_interval])))`, Note: "a native histogram"},
	},
	Needs: HasQuantile | HasSelector,
	Query: func(p *Pass, q *Query) {
		quantiles(q, func(call, operand *promql.Node) {
			le := operand.Label("le")
			if le.State != promql.Impossible || !sourced(operand, areBuckets) || unsettled(q) {
				return
			}
			f := p.Report(q.At(le.Span), "histogram_quantile needs the label le, %s", le.Reason)
			if n := aggregationAt(operand, le.Span); n != nil {
				helpKeepLe(f, n)
				return
			}
			f.Help("keep le in all that %s takes", call.Operation())
		})
	},
}

// aggregationAt returns the aggregation within a node whose name stands at a span, or nil.
func aggregationAt(n *promql.Node, at promql.Span) *promql.Node {
	for m := range n.All() {
		if _, ok := m.AST.(*parser.AggregateExpr); ok && m.Span.Start == at.Start {
			return m
		}
	}
	return nil
}

// helpKeepLe says how an aggregation is written so that it keeps le.
func helpKeepLe(f *Finding, n *promql.Node) {
	e, ok := n.AST.(*parser.AggregateExpr)
	switch {
	case !ok:
	case !e.Without:
		f.Help("write %s by (%s)", n.Operation(), strings.Join(append([]string{"le"}, e.Grouping...), ", "))
	case len(e.Grouping) == 1:
		f.Help("aggregate away what you mean to, but not le")
	default:
		left := slices.DeleteFunc(slices.Clone(e.Grouping), func(label string) bool { return label == "le" })
		f.Help("write %s without (%s)", n.Operation(), strings.Join(left, ", "))
	}
}
