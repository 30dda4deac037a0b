package lint

import (
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var bareHistogramRule = &Rule{
	Name:     "bare-histogram",
	Title:    "a query of a histogram's base name",
	Severity: Error,
	Since:    "0.2",
	Why: "A classic histogram exposes three names: its own with _bucket, _sum and _count behind it. The base name is in the HELP and TYPE " +
		"lines and in the documentation, but there is no series of that name, so a query of it returns nothing, and a picker that is " +
		"filled from it is empty. The catalogue says which metrics are classic histograms; only names that belong to one exporter are " +
		"judged, since another program may export a native histogram by a common name.",
	Cost: "The panel or picker is empty, whatever happens.",
	Except: "Your Prometheus converts classic histograms to native ones when it scrapes (convert_classic_histograms_to_nhcb): then the base name " +
		"is right, and this rule belongs off. A query that has a branch for either kind, or uses functions for native " +
		"histograms such as histogram_count, is left alone.",
	Bad: []Example{
		{Input: `rate(vllm:request_inference_time_seconds[$__rate_interval])`},
		{Input: `histogram_quantile(0.95, sum by (le) (rate(vllm:time_to_first_token_seconds[$__rate_interval])))`},
	},
	Good: []Example{
		{Input: `sum(rate(vllm:request_inference_time_seconds_count[$__rate_interval]))`},
		{Input: `histogram_quantile(0.95, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval])))`},
	},
	Needs: HasSelector,
	Query: func(p *Pass, q *Query) {
		for _, s := range q.Facts.Selectors {
			if !isBare(s) || p.Catalogue.Owner(s.Name) == "" || nativeToo(q, s) {
				continue
			}
			m := s.Series[0].Metric
			f := p.Report(q.At(naming(s)), "%[1]s is a histogram and has no series of its own name: there are %[1]s_bucket, %[1]s_sum and %[1]s_count", s.Name)
			switch {
			case q.Kind == source.VariableQuery:
				f.Help("ask %s_count for the values of a label", s.Name)
			case s.Inside("histogram_quantile"):
				f.Help("write %s_bucket, and keep le in the aggregation", s.Name)
			default:
				f.Help("divide rate(%[1]s_sum[…]) by rate(%[1]s_count[…]) for a mean, or write rate(%[1]s_count[…]) for %[2]s per second", s.Name, m.Observations())
			}
		}
	},
}

// isBare reports whether a selector asks for the base names of histograms and for nothing else.
func isBare(s *promql.Selector) bool {
	for i := range s.Series {
		if s.Series[i].Component != catalogue.Bare {
			return false
		}
	}
	return len(s.Series) > 0 && s.Name != ""
}

// nativeToo reports whether a query is written for native histograms, which do have series of the base name: it uses
// their functions, or has another branch for classic ones.
func nativeToo(q *Query, s *promql.Selector) bool {
	if s.Inside("histogram_count", "histogram_sum", "histogram_avg", "histogram_fraction", "histogram_stddev", "histogram_stdvar") {
		return true
	}
	if q.Has&HasOr == 0 {
		return false
	}
	for _, other := range q.Facts.Selectors {
		if len(other.Series) > 0 && other.Series[0].Metric == s.Series[0].Metric && other.Series[0].Component != catalogue.Bare {
			return true
		}
	}
	return false
}
