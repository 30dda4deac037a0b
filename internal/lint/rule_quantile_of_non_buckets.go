package lint

import (
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var quantileOfNonBucketsRule = &Rule{
	Name:     "quantile-of-non-buckets",
	Title:    "histogram_quantile over a metric that has no buckets",
	Severity: Error,
	Since:    "0.2",
	Why: "histogram_quantile computes a quantile from the buckets of a histogram. A gauge, a counter, a summary, and the _sum and _count " +
		"of a histogram have none, so there is nothing to compute it from. Of a histogram's base name, bare-histogram speaks. Metrics " +
		"that the catalogue does not know may be native histograms and are left alone.",
	Cost: "The panel is empty, whatever happens.",
	Bad: []Example{
		{Input: `histogram_quantile(0.95, sum by (le) (rate(vllm:e2e_request_latency_seconds_count[$__rate_interval])))`},
		{Input: `histogram_quantile(0.99, sum by (le) (haproxy_backend_http_average_response_latency_milliseconds))`, Note: "the router keeps means only"},
		{Input: `histogram_quantile(0.9, rate(datastore_latency_sum[$__rate_interval]))`, Note: "a summary of Limitador"},
	},
	Good: []Example{
		{Input: `histogram_quantile(0.95, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))`},
		{Input: `quantile(0.95, vllm:kv_cache_usage_perc)`, Note: "the quantile over the series of a gauge"},
	},
	Needs: HasQuantile | HasSelector,
	Query: func(p *Pass, q *Query) {
		quantiles(q, func(call, operand *promql.Node) {
			if !sourced(operand, func(s *promql.Selector) bool { return lacksBuckets(p, s) }) || unsettled(q) {
				return
			}
			for n := range operand.All() {
				if n.Selector != nil {
					reportNoBuckets(p, q, n.Selector, call.Children[0].Text())
					return
				}
			}
		})
	},
}

// lacksBuckets reports whether nothing that a selector asks for can have buckets. Another program may export a histogram
// by the name of a summary, unless the beginning of the name belongs to the summary's program.
func lacksBuckets(p *Pass, s *promql.Selector) bool {
	switch s.Node.Shape {
	case promql.ShapeCounter, promql.ShapeGauge, promql.ShapeInfo:
		return verified(s)
	case promql.ShapeQuantile:
		return p.Catalogue.Owner(s.Name) != ""
	}
	return false
}

func reportNoBuckets(p *Pass, q *Query, s *promql.Selector, quantile string) {
	series := s.Series[0]
	at, name := q.At(naming(s)), called(s)
	switch {
	case series.Metric.Behaviour == catalogue.Histogram:
		p.Report(at, "%s is the %s of a histogram, not its buckets", name, part(series)).
			Help("query %s_bucket and aggregate it by le", series.Metric.Name)
	case series.Metric.Behaviour == catalogue.Summary:
		p.Report(at, "%s belongs to a summary, which has no buckets", name).
			Help("divide rate(%[1]s_sum[…]) by rate(%[1]s_count[…]) for a mean, or show %[1]s itself, one line per quantile", series.Metric.Name)
	case s.Node.Shape == promql.ShapeCounter:
		p.Report(at, "%s is a counter: it has no buckets", name).
			Help("query the buckets of a histogram: the values behind a counter are gone")
	default:
		p.Report(at, "%s is a gauge: it has no buckets", name).
			Help("write quantile(%[1]s, %[2]s) for a quantile over its series, or quantile_over_time(%[1]s, %[2]s[…]) for one over time", quantile, name)
	}
}

// part names which series of a histogram it is.
func part(s catalogue.Series) string {
	switch s.Component {
	case catalogue.Sum:
		return "sum"
	case catalogue.Observed:
		return "count"
	}
	return "start time"
}
