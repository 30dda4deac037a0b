package promql

import "testing"

// unitCases are the unit and the shape of a result, and the conflicts on the way. The unit "any" is that
// of a bare number.
var unitCases = []struct{ text, unit, shape, conflict string }{
	{`vllm:prompt_tokens_total`, "tokens", "counter", ""},
	{`rate(vllm:prompt_tokens_total[5m])`, "tokens/s", "rate", ""},
	{`irate(vllm:prompt_tokens_total[5m])`, "tokens/s", "rate", ""},
	{`increase(vllm:prompt_tokens_total[1h])`, "tokens", "increase", ""},
	{`sum by (model_name) (rate(vllm:prompt_tokens_total[5m]))`, "tokens/s", "rate", ""},
	{`sum by ($g) (rate(vllm:prompt_tokens_total[$w]))`, "tokens/s", "rate", ""},
	{`sum(rate(vllm:prompt_tokens_total[5m])) * 60`, "tokens/min", "rate", ""},
	{`rate(vllm:prompt_tokens_total[1h]) * 3600`, "tokens/h", "rate", ""},
	{`rate(vllm:prompt_tokens_total[5m]) * 7`, "unknown", "rate", ""},
	{`vllm:e2e_request_latency_seconds_bucket`, "requests", "buckets", ""},
	{`rate(vllm:e2e_request_latency_seconds_bucket[5m])`, "requests/s", "bucket rate", ""},
	{`increase(vllm:e2e_request_latency_seconds_bucket[5m])`, "requests", "bucket increase", ""},
	{`histogram_quantile(0.9, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[5m])))`, "seconds", "quantile", ""},
	{`histogram_quantile(0.9, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[5m]))) * 1000`, "milliseconds", "quantile", ""},
	{`histogram_quantile(0.9, sum by (le) (rate(ovms_request_time_us_bucket[5m])))`, "microseconds", "quantile", ""},
	{`histogram_quantile(0.9, sum by (le) (rate(ovms_request_time_us_bucket[5m]))) / 1000`, "milliseconds", "quantile", ""},
	{`histogram_quantile(0.9, sum by (le) (rate(ovms_request_time_us_bucket[5m]))) / 1e6`, "seconds", "quantile", ""},
	{`histogram_quantile(0.9, sum by (le) (rate(vllm:request_prompt_tokens_bucket[5m])))`, "tokens", "quantile", ""},
	{`histogram_quantile(0.9, vllm:e2e_request_latency_seconds_bucket)`, "seconds", "quantile", ""},
	{`histogram_quantile(0.9, rate(foo_bucket[5m]))`, "unknown", "quantile", ""},
	{`histogram_quantile(0.9, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[5m])) or sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[5m])))`, "seconds", "quantile", ""},
	{`histogram_quantile(0.9, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[5m])) or sum by (le) (rate(vllm:request_prompt_tokens_bucket[5m])))`, "unknown", "quantile", ""},
	{`histogram_quantile(0.9, 2 * rate(vllm:e2e_request_latency_seconds_bucket[5m]))`, "seconds", "quantile", ""},
	{`histogram_quantile(0.9, changes(vllm:e2e_request_latency_seconds_bucket[5m]))`, "unknown", "quantile", ""},
	{`histogram_fraction(0, 1, rate(vllm:e2e_request_latency_seconds_bucket[5m]))`, "ratio (0-1)", "ratio or mean", ""},
	{`histogram_avg(rate(vllm:e2e_request_latency_seconds[5m]))`, "seconds", "ratio or mean", ""},
	{`histogram_count(rate(vllm:e2e_request_latency_seconds[5m]))`, "unknown", "unknown", ""},
	{`vllm:time_to_first_token_seconds`, "unknown", "histogram", ""},
	{`vllm:e2e_request_latency_seconds_sum`, "seconds", "counter", ""},
	{`vllm:e2e_request_latency_seconds_count`, "requests", "counter", ""},
	{`rate(vllm:e2e_request_latency_seconds_sum[5m])`, "ratio (0-1)", "rate", ""},
	{`rate(vllm:e2e_request_latency_seconds_sum[5m]) / rate(vllm:e2e_request_latency_seconds_count[5m])`, "seconds", "ratio or mean", ""},
	{`1000 * sum(rate(vllm:e2e_request_latency_seconds_sum[5m])) / sum(rate(vllm:e2e_request_latency_seconds_count[5m]))`, "milliseconds", "ratio or mean", ""},
	{`increase(vllm:e2e_request_latency_seconds_sum[1h]) / increase(vllm:e2e_request_latency_seconds_count[1h])`, "seconds", "ratio or mean", ""},
	{`sum(rate(ovms_request_time_us_sum[1m])) / 1000 / sum(rate(ovms_request_time_us_count[1m]))`, "milliseconds", "ratio or mean", ""},
	{`rate(vllm:request_prompt_tokens_sum[5m]) / rate(vllm:request_prompt_tokens_count[5m])`, "tokens", "ratio or mean", ""},
	{`vllm:kv_cache_usage_perc / rate(vllm:e2e_request_latency_seconds_count[5m])`, "unknown", "ratio or mean", ""},
	{`vllm:kv_cache_usage_perc`, "ratio (0-1)", "gauge", ""},
	{`vllm:kv_cache_usage_perc * 100`, "percent (0-100)", "gauge", ""},
	{`100 * vllm:kv_cache_usage_perc`, "percent (0-100)", "gauge", ""},
	{`1 - vllm:kv_cache_usage_perc`, "ratio (0-1)", "gauge", ""},
	{`100 - 100 * avg by (Hostname) (DCGM_FI_PROF_SM_ACTIVE)`, "percent (0-100)", "gauge", ""},
	{`vector(100) * vllm:kv_cache_usage_perc`, "percent (0-100)", "gauge", ""},
	{`abs(vector(-100)) * vllm:kv_cache_usage_perc`, "unknown", "gauge", ""},
	{`DCGM_FI_DEV_GPU_UTIL`, "percent (0-100)", "gauge", ""},
	{`DCGM_FI_DEV_GPU_UTIL / 100`, "ratio (0-1)", "gauge", ""},
	{`DCGM_FI_DEV_FB_USED`, "MiB", "gauge", ""},
	{`DCGM_FI_DEV_FB_USED * 1024 * 1024`, "bytes", "gauge", ""},
	{`DCGM_FI_DEV_FB_USED * (1024 * 1024)`, "bytes", "gauge", ""},
	{`DCGM_FI_DEV_FB_USED * 2^20`, "bytes", "gauge", ""},
	{`DCGM_FI_DEV_FB_USED * 1048576`, "bytes", "gauge", ""},
	{`DCGM_FI_DEV_FB_USED / 1024`, "GiB", "gauge", ""},
	{`DCGM_FI_DEV_FB_USED / (DCGM_FI_DEV_FB_USED + DCGM_FI_DEV_FB_FREE)`, "ratio (0-1)", "ratio or mean", ""},
	{`DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION`, "millijoules", "counter", ""},
	{`rate(DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION[5m])`, "milliwatts", "rate", ""},
	{`rate(DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION[5m]) / 1000`, "watts", "rate", ""},
	{`DCGM_FI_DEV_SM_CLOCK * 1e6`, "hertz", "gauge", ""},
	{`DCGM_FI_PROF_PCIE_TX_BYTES + DCGM_FI_PROF_PCIE_RX_BYTES`, "bytes/s", "gauge", ""},
	{`DCGM_FI_PROF_PCIE_TX_BYTES * 8`, "bits/s", "gauge", ""},
	{`DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL`, "MB/s", "gauge", ""},
	{`rate(DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL[5m])`, "unknown", "unknown", ""},
	{`sum(DCGM_FI_DEV_XID_ERRORS)`, "unknown", "gauge", ""},
	{`count(DCGM_FI_DEV_GPU_UTIL)`, "series", "count", ""},
	{`group(authorized_hits)`, "series", "count", ""},
	{`count_values("v", authorized_hits)`, "series", "count", ""},
	{`avg(DCGM_FI_DEV_GPU_TEMP)`, "degrees Celsius", "gauge", ""},
	{`max(DCGM_FI_DEV_GPU_TEMP)`, "degrees Celsius", "gauge", ""},
	{`quantile(0.9, DCGM_FI_DEV_GPU_TEMP)`, "degrees Celsius", "gauge", ""},
	{`topk(3, DCGM_FI_DEV_GPU_TEMP)`, "degrees Celsius", "gauge", ""},
	{`stddev(DCGM_FI_DEV_GPU_TEMP)`, "degrees Celsius", "gauge", ""},
	{`stdvar(DCGM_FI_DEV_GPU_TEMP)`, "unknown", "unknown", ""},
	{`time()`, "unix time (seconds)", "gauge", ""},
	{`time() - container_start_time_seconds`, "seconds", "gauge", ""},
	{`time() - 3600`, "unix time (seconds)", "gauge", ""},
	{`time() - timestamp(foo)`, "seconds", "gauge", ""},
	{`time() - $__from / 1000`, "seconds", "gauge", ""},
	{`time() - ${__to:date:seconds}`, "seconds", "gauge", ""},
	{`time() % 86400`, "seconds", "unknown", ""},
	{`container_start_time_seconds + 60`, "unix time (seconds)", "gauge", ""},
	{`up`, "yes/no (1/0)", "gauge", ""},
	{`sum(up)`, "series", "count", ""},
	{`avg(up)`, "ratio (0-1)", "ratio or mean", ""},
	{`up == 1`, "yes/no (1/0)", "gauge", ""},
	{`up == bool 1`, "yes/no (1/0)", "bool", ""},
	{`sum(up) / count(up)`, "ratio (0-1)", "ratio or mean", ""},
	{`(up == bool 1) * vllm:kv_cache_usage_perc`, "ratio (0-1)", "gauge", ""},
	{`foo`, "unknown", "unknown", ""},
	{`foo * 1000`, "unknown", "unknown", ""},
	{`foo / foo`, "unknown", "unknown", ""},
	{`foo:sum:rate5m`, "unknown", "unknown", ""},
	{`1024 * 1024`, "any", "constant", ""},
	{`-5`, "any", "constant", ""},
	{`pi()`, "any", "constant", ""},
	{`vector(0)`, "any", "constant", ""},
	{`vector(time())`, "unix time (seconds)", "gauge", ""},
	{`scalar(DCGM_FI_DEV_GPU_TEMP)`, "degrees Celsius", "gauge", ""},
	{`vllm:num_requests_running`, "requests", "gauge", ""},
	{`sum(vllm:num_requests_running) / scalar(sum(vllm:num_requests_waiting))`, "ratio (0-1)", "ratio or mean", ""},
	{`vllm:num_requests_running or vector(0)`, "requests", "gauge", ""},
	{`vector(0) or vllm:num_requests_running`, "requests", "gauge", ""},
	{`vllm:num_requests_running > 5`, "requests", "gauge", ""},
	{`5 < vllm:num_requests_running`, "requests", "gauge", ""},
	{`vllm:num_requests_running > bool 5`, "yes/no (1/0)", "bool", ""},
	{`vllm:num_requests_running + vllm:num_requests_waiting`, "requests", "gauge", ""},
	{`vllm:num_requests_running + vllm:kv_cache_usage_perc`, "unknown", "gauge", "requests + ratio (0-1)"},
	{`vllm:num_requests_running > vllm:kv_cache_usage_perc`, "requests", "gauge", "requests > ratio (0-1)"},
	{`vllm:num_requests_running or vllm:kv_cache_usage_perc`, "unknown", "gauge", "requests or ratio (0-1)"},
	{`vllm:num_requests_running and vllm:kv_cache_usage_perc`, "requests", "gauge", ""},
	{`vllm:num_requests_running unless vllm:kv_cache_usage_perc`, "requests", "gauge", ""},
	{`vllm:num_requests_running + foo`, "unknown", "unknown", ""},
	{`DCGM_FI_DEV_POWER_USAGE + rate(DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION[5m])`, "unknown", "unknown", "watts + milliwatts"},
	{`vllm:prompt_tokens_total - rate(vllm:prompt_tokens_total[5m])`, "unknown", "unknown", "tokens - tokens/s"},
	{`sum(rate(vllm:request_success_total{finished_reason="stop"}[5m])) / sum(rate(vllm:request_success_total[5m]))`, "ratio (0-1)", "ratio or mean", ""},
	{`sum(rate(vllm:generation_tokens_total[5m])) / sum(rate(vllm:request_success_total[5m]))`, "tokens", "ratio or mean", ""},
	{`sum(rate(vllm:generation_tokens_total[5m])) / count(up)`, "tokens/s", "ratio or mean", ""},
	{`sum(rate(vllm:generation_tokens_total[5m])) / sum(DCGM_FI_DEV_POWER_USAGE)`, "unknown", "ratio or mean", ""},
	{`avg_over_time(vllm:kv_cache_usage_perc[5m])`, "ratio (0-1)", "gauge", ""},
	{`quantile_over_time(0.9, vllm:kv_cache_usage_perc[5m])`, "ratio (0-1)", "gauge", ""},
	{`count_over_time(vllm:kv_cache_usage_perc[5m])`, "samples", "count", ""},
	{`changes(up[5m])`, "changes", "count", ""},
	{`resets(vllm:prompt_tokens_total[5m])`, "resets", "count", ""},
	{`present_over_time(up[5m])`, "yes/no (1/0)", "bool", ""},
	{`absent(up)`, "yes/no (1/0)", "bool", ""},
	{`avg_over_time(up[5m])`, "ratio (0-1)", "gauge", ""},
	{`sum_over_time(up[5m])`, "samples", "count", ""},
	{`delta(vllm:kv_cache_usage_perc[5m])`, "ratio (0-1)", "gauge", ""},
	{`deriv(DCGM_FI_DEV_GPU_TEMP[5m])`, "degrees Celsius/s", "gauge", ""},
	{`predict_linear(vllm:kv_cache_usage_perc[5m], 3600)`, "ratio (0-1)", "gauge", ""},
	{`max_over_time(sum(rate(vllm:prompt_tokens_total[5m]))[1h:5m])`, "tokens/s", "rate", ""},
	{`abs(delta(vllm:kv_cache_usage_perc[5m]))`, "ratio (0-1)", "gauge", ""},
	{`round(vllm:kv_cache_usage_perc * 100, 1)`, "percent (0-100)", "gauge", ""},
	{`clamp_max(vllm:kv_cache_usage_perc, 1)`, "ratio (0-1)", "gauge", ""},
	{`sqrt(vllm:kv_cache_usage_perc)`, "unknown", "unknown", ""},
	{`-vllm:kv_cache_usage_perc`, "ratio (0-1)", "gauge", ""},
	{`label_replace(vllm:kv_cache_usage_perc, "a", "b", "c", "d")`, "ratio (0-1)", "gauge", ""},
	{`vllm:kv_cache_usage_perc * $factor`, "unknown", "unknown", ""},
	{`vllm:kv_cache_usage_perc $op 100`, "unknown", "unknown", ""},
	{`vllm:kv_cache_usage_perc + $x`, "unknown", "unknown", ""},
	{`$query`, "unknown", "unknown", ""},
	{`${agg}(vllm:kv_cache_usage_perc)`, "unknown", "unknown", ""},
	{`increase(vllm:prompt_tokens_total[$__range]) / $__range_s`, "tokens/s", "rate", ""},
	{`increase(vllm:prompt_tokens_total[$__range]) / $__interval_ms * 1000`, "tokens/s", "rate", ""},
	{`rate(vllm:prompt_tokens_total[5m]) * on (pod) group_left (node) kube_pod_info`, "tokens/s", "rate", ""},
	{`sum(litellm_spend_metric_total)`, "US dollars", "counter", ""},
	{`increase(authorized_hits[1h]) * 0.005`, "unknown", "increase", ""},
	{`rate(container_cpu_usage_seconds_total[5m])`, "ratio (0-1)", "rate", ""},
	{`container_memory_working_set_bytes / 1024 / 1024 / 1024`, "GiB", "gauge", ""},
	{`histogram_quantile(0.5, sum by (le) (rate(istio_request_duration_milliseconds_bucket[5m]))) / 1000`, "seconds", "quantile", ""},
	{`nvidia_gpu_memory_used_bytes`, "MiB", "gauge", ""},
	{`vllm:cache_config_info`, "constant 1", "info", ""},
	{`haproxy_backend_http_responses_total`, "responses", "counter", ""},
	{`rate(haproxy_backend_http_responses_total[5m])`, "responses/s", "rate", ""},
	{`datastore_latency`, "seconds", "quantile", ""},
	{`1 / rate(vllm:prompt_tokens_total[5m])`, "unknown", "unknown", ""},
	{`vllm:kv_cache_usage_perc ^ 2`, "unknown", "unknown", ""},
	{`rate(vllm:num_requests_running[5m])`, "requests/s", "unknown", ""},
	{`vllm:prompt_tokens_total - vllm:prompt_tokens_total offset 1h`, "tokens", "unknown", ""},
	{`sum by (namespace) (kube_pod_status_phase{phase="Running"})`, "series", "count", ""},
	{`step()`, "seconds", "gauge", ""},
	{`hour()`, "unknown", "unknown", ""},
}

func TestUnitsAndShapes(t *testing.T) {
	if len(unitCases) < 120 {
		t.Fatalf("only %d cases", len(unitCases))
	}
	shapes := map[string]bool{}
	for _, c := range unitCases {
		f := Analyse(mustParse(t, c.text), testContext())
		unit := f.Result.Unit.String()
		if f.Result.AnyUnit {
			unit = "any"
		}
		if unit != c.unit {
			t.Errorf("%s\nis in %s, want %s", c.text, unit, c.unit)
		}
		if got := f.Result.Shape.String(); got != c.shape {
			t.Errorf("%s\nis a %s, want %s", c.text, got, c.shape)
		}
		conflict := ""
		for _, u := range f.UnitConflicts {
			conflict += u.Left.Unit.String() + " " + u.Span.In(c.text) + " " + u.Right.Unit.String()
		}
		if conflict != c.conflict {
			t.Errorf("%s\nmixes %q, want %q", c.text, conflict, c.conflict)
		}
		shapes[c.shape] = true
	}
	for s := ShapeUnknown; s <= ShapeBool; s++ {
		if !shapes[s.String()] {
			t.Errorf("no case for shape %s", s)
		}
	}
}

// TestConstants folds what is made of numbers only.
func TestConstants(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64
		ok   bool
	}{
		{`1024 * 1024`, 1048576, true},
		{`-(2 ^ 10) % 1000`, -24, true},
		{`1e3 / 8 + 0.5 - 1`, 124.5, true},
		{`vector(5)`, 5, true},
		{`scalar(vector(5)) * 2`, 10, true},
		{`5m`, 300, true},
		{`abs(vector(-5))`, 0, false},
		{`1 > bool 2`, 0, false},
		{`foo * 2`, 0, false},
		{`$x`, 0, false},
		{`2 * $x`, 0, false},
		{`time()`, 0, false},
	} {
		n := Analyse(mustParse(t, c.text), Context{}).Result
		if n.Constant != c.ok || n.Constant && n.Number != c.want {
			t.Errorf("%s: got %v, %v", c.text, n.Number, n.Constant)
		}
	}
}
