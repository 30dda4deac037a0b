package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
)

var unaggregatedQuantileRule = &Rule{
	Name:     "unaggregated-quantile",
	Title:    "a quantile of every single series in a panel of aggregates",
	Severity: Warning,
	Since:    "0.2",
	Why: "Without sum by (le), histogram_quantile computes one quantile for each pod, engine and whatever else the histogram is labelled " +
		"with, each from few requests. Beside other queries about the same histogram that are aggregated, or under a legend that is the " +
		"same text for all lines, that is an oversight: it shows once there is a second pod. A query that stands alone, and names the " +
		"series in its legend, is taken for what it says: one line per series.",
	Cost:   "The panel has as many lines of one name as there are pods, and none of them is the quantile of the service.",
	Except: "There is one series only and there will never be another.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "title": "Time to first token",
  "description": "How long users wait for the first token.",
  "fieldConfig": {"defaults": {"unit": "s"}},
  "targets": [
    {"refId": "A", "legendFormat": "P50", "expr": "histogram_quantile(0.5, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval])))"},
    {"refId": "B", "legendFormat": "P95", "expr": "histogram_quantile(0.95, rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval]))"}
  ]
}`}},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Time to first token",
  "description": "How long users wait for the first token.",
  "fieldConfig": {"defaults": {"unit": "s"}},
  "targets": [
    {"refId": "A", "legendFormat": "P50", "expr": "histogram_quantile(0.5, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval])))"},
    {"refId": "B", "legendFormat": "P95", "expr": "histogram_quantile(0.95, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval])))"}
  ]
}`}, {Input: `{
  "type": "timeseries",
  "title": "Time to first token by pod",
  "description": "How long users wait for the first token of each pod.",
  "fieldConfig": {"defaults": {"unit": "s"}},
  "targets": [
    {"refId": "A", "legendFormat": "{{pod}} {{engine}}", "expr": "histogram_quantile(0.95, rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval]))"}
  ]
}`}},
	Needs: HasQuantile | HasSelector,
	Query: func(p *Pass, q *Query) {
		if q.Panel == nil || q.Hidden || q.Has&(HasAggregation|HasMatch) != 0 {
			return
		}
		quantiles(q, func(call, operand *promql.Node) {
			if !manyHistograms(operand) || unsettled(q) {
				return
			}
			why := ""
			switch {
			case aggregatedNeighbour(q) != nil:
				why = "while query " + aggregatedNeighbour(q).called() + " of the panel is aggregated"
			case sameLegend(q) && !sourced(operand, asksForTarget):
				why = "all under one legend"
			default:
				return
			}
			p.Report(q.At(word(call)), "histogram_quantile without an aggregation: one line for each pod and label value, %s", why).
				Help("write histogram_quantile(%s, sum by (le) (%s))", call.Children[0].Text(), operand.Text())
		})
	},
}

// manyHistograms reports whether an operand is the buckets of a metric that the catalogue knows, and of all its
// processes.
func manyHistograms(operand *promql.Node) bool {
	return operand.Rest().State != promql.Impossible && !pins(operand, targets[:]...) &&
		sourced(operand, func(s *promql.Selector) bool { return len(s.Series) > 0 && areBuckets(s) })
}

// asksForTarget reports whether a selector asks for some processes, perhaps only one.
func asksForTarget(s *promql.Selector) bool {
	for _, label := range targets {
		if s.Matcher(label) != nil {
			return true
		}
	}
	return false
}

// aggregatedNeighbour returns a query of the panel that aggregates the same histogram, or nil.
func aggregatedNeighbour(q *Query) *Query {
	for _, other := range q.Panel.Queries {
		if other == q || other.Hidden || other.Facts == nil || other.Facts.Result.Rest().State != promql.Impossible {
			continue
		}
		for _, s := range other.Facts.Selectors {
			for _, own := range q.Facts.Selectors {
				if len(s.Series) > 0 && len(own.Series) > 0 && s.Series[0].Metric == own.Series[0].Metric {
					return other
				}
			}
		}
	}
	return nil
}

// sameLegend reports whether all lines of a query are certainly called the same.
func sameLegend(q *Query) bool {
	legend := q.Legend.Value
	return legend != "" && legend != "__auto" && !strings.ContainsAny(legend, "{$[") && q.Panel.Repeat.Value == "" &&
		q.Panel.Field.DisplayName.Value == "" && q.Format != "table"
}
