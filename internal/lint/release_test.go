package lint_test

import (
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// stated returns the setting in which exporters run the releases of constraints: "vllm 0.16".
func stated(t *testing.T, constraints ...string) *lint.Setting {
	t.Helper()
	ranges := map[string]catalogue.Range{}
	for _, c := range constraints {
		exporter, constraint, _ := strings.Cut(c, " ")
		r, err := catalogue.Default().Primary(exporter).Range(constraint)
		if err != nil {
			t.Fatal(err)
		}
		ranges[exporter] = r
	}
	return &lint.Setting{Versions: func(exporter string) (catalogue.Range, bool) {
		r, ok := ranges[exporter]
		return r, ok
	}}
}

// TestStatedReleases judges names and labels against the releases that run.
func TestStatedReleases(t *testing.T) {
	for _, c := range []struct {
		runs, expr string
		want       string // severity: message; "" for none
		fix        string // what is written instead
	}{
		{"vllm 0.11", `vllm:gpu_cache_usage_perc`, "", ""},
		{"vllm 0.16", `vllm:gpu_cache_usage_perc`, "error: vllm >=0.16 <0.17 has no vllm:gpu_cache_usage_perc: 0.12.0 removed it", "vllm:kv_cache_usage_perc"},
		{"vllm 0.16", `{'vllm:gpu_cache_usage_perc'}`, "error: vllm >=0.16 <0.17 has no vllm:gpu_cache_usage_perc: 0.12.0 removed it", "'vllm:kv_cache_usage_perc'"},
		{"vllm 0.16", `rate(vllm:time_per_output_token_seconds_bucket[5m])`, "error: vllm >=0.16 <0.17 has no vllm:time_per_output_token_seconds_bucket: 0.15.0 removed it", "vllm:inter_token_latency_seconds_bucket"},
		{"vllm 0.16", `vllm:num_requests_waiting_by_reason`, "error: vllm >=0.16 <0.17 has no vllm:num_requests_waiting_by_reason: it is there since 0.20.0", ""},
		{"vllm 0.16", `vllm:admission_rejections_total`, "warning: vllm >=0.16 <0.17 has no vllm:admission_rejections_total: it is there since about 0.30.0", ""},
		{"vllm 0.8", `vllm:kv_cache_usage_perc`, "error: vllm >=0.8 <0.9 has no vllm:kv_cache_usage_perc: it is there since 0.9.2", "vllm:gpu_cache_usage_perc"},
		{"vllm >=0.9 <0.20", `vllm:gpu_cache_usage_perc`, "warning: not every release in vllm >=0.9 <0.20 has vllm:gpu_cache_usage_perc: 0.12.0 removed it", ""},
		{"vllm >=0.9 <0.20", `vllm:kv_cache_usage_perc`, "warning: not every release in vllm >=0.9 <0.20 has vllm:kv_cache_usage_perc: it is there since 0.9.2", ""},
		{"vllm >=0.9 <0.20", `vllm:kv_cache_usage_perc or vllm:gpu_cache_usage_perc`, "", ""},
		{"vllm >=0.9 <0.20", `vllm:external_prefix_cache_hits_total`, "", ""},                                                                                  // newer servers have more, and the older never had it
		{"vllm 0.16", `llama_stack_requests_total`, "warning: llama-stack has no llama_stack_requests_total any more: 0.8.0 removed it", "ogx_requests_total"}, // not stated: the newest
		{"llama-stack 0.8.0", `llama_stack_requests_total`, "error: llama-stack >=0.8.0 <0.8.1 has no llama_stack_requests_total: 0.8.0 removed it", "ogx_requests_total"},
		{"llama-stack 0.8.0", `prompt_tokens_total`, "warning: llama-stack >=0.8.0 <0.8.1 has no prompt_tokens_total: 0.4.0 removed it", ""},
		{"llama-stack 0.3", `prompt_tokens_total`, "", ""},
		{"vllm 0.16", `kube_pod_container_resource_requests_cpu_cores`, "warning: kube-state-metrics has no kube_pod_container_resource_requests_cpu_cores any more: 2.0.0 removed it", ""},
		{"dcgm-exporter 4.6.0-4.8.3", `DCGM_FI_DEV_GPU_UTIL{Hostname="a"}`, "warning: dcgm-exporter gives DCGM_FI_DEV_GPU_UTIL no Hostname: there it is hostname", ""},
		{"dcgm-exporter 4.5", `DCGM_FI_DEV_GPU_UTIL{Hostname="a"}`, "", ""},
	} {
		setting := stated(t, c.runs)
		result := lint.Run([]*source.File{source.Expression("x", c.expr)}, lint.Options{
			Catalogue: catalogue.Default(), Setting: func(*source.Query) *lint.Setting { return setting },
			Rules: []*lint.Rule{lint.Find("removed-metric"), lint.Find("unknown-metric"), lint.Find("unknown-label")},
		})
		var got []string
		fix := ""
		for _, f := range result.Findings {
			got = append(got, f.Severity.String()+": "+f.Message)
			if f.Fix != nil {
				fix = f.Fix.New
			}
		}
		if s := strings.Join(got, "; "); s != c.want || fix != c.fix {
			t.Errorf("%s with %s:\n got %s (%q)\nwant %s (%q)", c.expr, c.runs, s, fix, c.want, c.fix)
		}
	}
}
