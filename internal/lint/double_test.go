package lint_test

import (
	"testing"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/source"
)

// TestOneMistakeOneFinding checks that the rules about types share out what there is to find: of one mistake, one
// rule speaks, and it is the one that knows most about it.
func TestOneMistakeOneFinding(t *testing.T) {
	var rules []*lint.Rule
	for _, name := range []string{
		"counter-without-rate", "rate-of-gauge", "rate-of-aggregate", "quantile-without-le", "quantile-without-rate",
		"quantile-of-non-buckets", "unaggregated-quantile", "aggregated-quantile", "mean-of-ratios", "bare-histogram",
		"sum-of-ratio", "sum-over-time-as-total", "count-of-presence",
	} {
		rule := lint.Find(name)
		if rule == nil {
			t.Fatalf("no rule %s", name)
		}
		rules = append(rules, rule)
	}
	for expr, want := range map[string]string{
		`sum(authorized_hits)`:                                                          "counter-without-rate",
		`avg(authorized_hits)`:                                                          "rate-of-gauge",
		`sum(max by (pod) (authorized_hits))`:                                           "counter-without-rate",
		`avg(max_over_time(authorized_hits[1h]))`:                                       "rate-of-gauge",
		`sum(sum_over_time(authorized_hits[1h]))`:                                       "rate-of-gauge",
		`rate(sum(authorized_hits)[5m:])`:                                               "rate-of-aggregate",
		`rate(sum(vllm:num_requests_running)[5m:])`:                                     "rate-of-gauge",
		`increase(avg(vllm:kv_cache_usage_perc)[1h:])`:                                  "rate-of-gauge",
		`increase(sum(vllm:kv_cache_usage_perc)[1h:])`:                                  "rate-of-gauge",
		`histogram_quantile(0.9, sum(rate(authorized_hits[5m])))`:                       "quantile-of-non-buckets",
		`histogram_quantile(0.9, authorized_hits)`:                                      "quantile-of-non-buckets",
		`histogram_quantile(0.9, vllm:kv_cache_usage_perc)`:                             "quantile-of-non-buckets",
		`histogram_quantile(0.9, sum(rate(vllm:e2e_request_latency_seconds[5m])))`:      "bare-histogram",
		`histogram_quantile(0.9, vllm:e2e_request_latency_seconds_bucket)`:              "quantile-without-rate",
		`histogram_quantile(0.9, sum(rate(vllm:nixl_xfer_time_seconds_bucket[5m])))`:    "quantile-without-le",
		`avg(avg_over_time(vllm:e2e_request_latency_seconds_sum[5m]))`:                  "rate-of-gauge",
		`sum(vllm:nixl_xfer_time_seconds_sum) / sum(vllm:nixl_xfer_time_seconds_count)`: "counter-without-rate",
		`avg(vllm:nixl_xfer_time_seconds_sum / vllm:nixl_xfer_time_seconds_count)`:      "counter-without-rate",
		`sum(sum_over_time(vllm:kv_cache_usage_perc[1h]))`:                              "sum-over-time-as-total",
		`sum_over_time(sum(vllm:kv_cache_usage_perc)[1h:])`:                             "sum-over-time-as-total",
		`avg(sum by (model_name) (vllm:kv_cache_usage_perc))`:                           "sum-of-ratio",
		`sum(sum by (model_name) (vllm:kv_cache_usage_perc{model_name="granite"}))`:     "sum-of-ratio",
	} {
		found := judge(source.Expression("one.expr", expr), rules...)
		if len(found) != 1 || found[0].Rule.Name != want {
			t.Errorf("%s: %d findings, want one of %s", expr, len(found), want)
			for _, f := range found {
				t.Errorf("\t%s: %s", f.Rule.Name, f.Message)
			}
		}
	}
}
