package catalogue

import (
	"slices"
	"testing"
)

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{
		"vllm:num_request_running":               "vllm:num_requests_running",
		"vllm:request_success":                   "vllm:request_success_total",
		"vllm:prompt_tokens":                     "vllm:prompt_tokens_total",
		"vllm:time_to_first_tokens_second_count": "vllm:time_to_first_token_seconds_count",
		"vllm:num_running_requests":              "vllm:num_requests_running",
		"ovms_request_success":                   "ovms_requests_success",
		"nothing_like_it_at_all":                 "",
	} {
		got := ""
		if near := Default().Nearest(name); len(near) > 0 {
			got = near[0]
		}
		if got != want {
			t.Errorf("nearest to %s is %q, want %q", name, got, want)
		}
	}
	if near := Default().Nearest("vllm:request"); len(near) > 3 {
		t.Errorf("%d names are near", len(near))
	}
}

func TestRespelt(t *testing.T) {
	for name, want := range map[string]string{
		"vllm:request_success":                   "vllm:request_success_total",
		"vllm:num_requests_running_total":        "vllm:num_requests_running",
		"vllm:iteration_tokens_bucket":           "vllm:iteration_tokens_total_bucket",
		"vllm:time_to_first_token_bucket":        "vllm:time_to_first_token_seconds_bucket",
		"vllm:kv_cache_usage_perc_bucket":        "vllm:kv_cache_usage_perc",
		"DCGM_FI_DEV_GPU_Util":                   "DCGM_FI_DEV_GPU_UTIL",
		"kube_pod_container_status_restarts":     "kube_pod_container_status_restarts_total",
		"vllm:num_request_running":               "",
		"DCGM_FI_DEV_NVLINK_BANDWIDTH_L1":        "",
		"vllm:e2e_request_latency_seconds_total": "vllm:e2e_request_latency_seconds",
	} {
		if got := Default().Respelt(name); got != want {
			t.Errorf("%s is respelt %q, want %q", name, got, want)
		}
	}
}

func TestCollected(t *testing.T) {
	for name, want := range map[string]bool{
		"ovms_requests_success_total":            true,
		"vllm:kv_offload_bytes_total":            true, // of vllm:kv_offload_total_bytes_total
		"vllm:kv_cache_usage_perc_ratio":         true,
		"vllm:kv_cache_usage_perc_total":         false, // no counter
		"vllm:prompt_tokens":                     false,
		"vllm:time_to_first_token_seconds_total": false,
	} {
		if got := Default().Collected(name); got != want {
			t.Errorf("%s may be collected: %v, want %v", name, got, want)
		}
	}
}

func TestOther(t *testing.T) {
	c := Default()
	if o := c.Other("vllm:request_latency_seconds_bucket"); o == nil || !slices.Contains(o.Labels, "server") {
		t.Errorf("the router's latency is %+v", o)
	}
	for _, name := range []string{"vllm:request_latency_seconds_max", "vllm:prompt_tokens_total", ""} {
		if o := c.Other(name); o != nil {
			t.Errorf("%s is of %s", name, o.Program)
		}
	}
}

func TestAbbreviated(t *testing.T) {
	for name, want := range map[string]string{
		"DCGM_FI_DEV_GPU_UTILIZATION":             "DCGM_FI_DEV_GPU_UTIL",
		"kube_pod_container_status_restart_total": "kube_pod_container_status_restarts_total",
		"DCGM_FI_DEV_GPU_UTIL":                    "",
		"DCGM_FI_DEV_GPU_UTIL_RATIO":              "", // a word more
		"DCGM_FI_DEV_GPU_US":                      "", // a word of two letters stands for too much
		"DCGM_FI_DEV_FB_XYZ":                      "",
		"envoy_cluster_upstream_rq_timer":         "", // time stands for neither a timer nor a timeout
	} {
		if got := Default().Abbreviated(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
