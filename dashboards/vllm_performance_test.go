package dashboards_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func TestVLLMPerformanceShowsItsValues(t *testing.T) {
	type want = map[string]float64
	const granite, scout = "granite-3-2-8b-instruct", "llama-scout-17b"
	each := func(suffix string, g, s float64) want { return want{granite + suffix: g, scout + suffix: s} }
	statistic := func(prefix string, g, s float64) want { return want{prefix + granite: g, prefix + scout: s} }
	both := func(a, b want) want {
		for k, v := range b {
			a[k] = v
		}
		return a
	}
	checkShown(t, []shown{
		{"litemaas", "vllm-performance", "Requests", "", want{"requests": 7}}, // mistral's hundred are not shown
		{"litemaas", "vllm-performance", "First Token, p95", "", want{"p95": 1 + 1.5*1.65/2}},
		{"litemaas", "vllm-performance", "Generated Tokens", "", want{"generated": 600}},
		{"litemaas", "vllm-performance", "Waiting in Queue", "", want{"waiting": 19}},
		{"litemaas", "vllm-performance", "Fullest KV Cache", "", want{"fullest replica": 0.96}},
		{"litemaas", "vllm-performance", "Aborted or Failed", "", want{"aborted or failed": 1.0 / 7}},
		{"litemaas", "vllm-performance", "Request Throughput", "", both(each("", 4, 2), both(each(" aborted", 0.5, 0), each(" failed", 0.5, 0)))},
		{"litemaas", "vllm-performance", "Tokens Per Second", "", both(each(" generated", 500, 100), each(" prompt", 1000, 2000))},
		{"litemaas", "vllm-performance", "Time to First Token (TTFT)", "", both(statistic("p50 ", 0.75, 1.75), statistic("p95 ", 0.975, 2.425))},
		{"litemaas", "vllm-performance", "Time per Output Token", "", both(statistic("p50 ", 0.0375, 0.075), statistic("p95 ", 0.04875, 0.0975))},
		{"litemaas", "vllm-performance", "End-to-End Latency", "", both(statistic("p50 ", 3.75, 7.5), statistic("p95 ", 4.875, 9.75))},
		{"litemaas", "vllm-performance", "Queue Depth", "", each("", 1, 18)},
		{"litemaas", "vllm-performance", "Saturation", "", each("", 0.2, 0.75)},
		{"litemaas", "vllm-performance", "Running Requests", "", each("", 4, 6)},
		{"litemaas", "vllm-performance", "KV Cache Utilization", "", each("", 0.7, 0.96)}, // under vLLM 0.9.1's name
		{"litemaas", "vllm-performance", "Prompt Token Length", "", both(statistic("p50 ", 150, 750), statistic("p95 ", 195, 975))},
		{"litemaas", "vllm-performance", "Generated Token Length", "", both(statistic("p50 ", 75, 35), statistic("p95 ", 97.5, 48.5))},
		{"litemaas", "vllm-performance", "Queue Time", "", both(statistic("p95 ", 0.285, 1.475), statistic("mean ", 0.2, 1.2))},
		{"litemaas", "vllm-performance", "Requests by Replica", "", want{
			granite + " granite-a": 4, granite + " granite-b": 1, granite + " granite-c": 0, scout + " scout-a": 2,
		}},
		{"litemaas", "vllm-performance", "KV Cache by Replica", "", want{
			granite + " granite-a": 0.5, granite + " granite-b": 0.7, granite + " granite-c": 0, scout + " scout-a": 0.96,
		}},
		{"litemaas", "vllm-performance", "Model Summary", "", want{
			"Requests: " + granite: 5, "Aborted or Failed: " + granite: 0.2, "First Token p95: " + granite: 0.975, "Per Token p95: " + granite: 0.04875,
			"End to End p95: " + granite: 4.875, "Prompt Tokens: " + granite: 1000, "Generated Tokens: " + granite: 500, "Running: " + granite: 4,
			"Waiting: " + granite: 1, "Waiting per Running: " + granite: 0.25, "KV Cache: " + granite: 0.7,
			"Requests: " + scout: 2, "Aborted or Failed: " + scout: 0, "First Token p95: " + scout: 2.425, "Per Token p95: " + scout: 0.0975,
			"End to End p95: " + scout: 9.75, "Prompt Tokens: " + scout: 2000, "Generated Tokens: " + scout: 100, "Running: " + scout: 6,
			"Waiting: " + scout: 18, "Waiting per Running: " + scout: 3, "KV Cache: " + scout: 0.96,
		}},
	}...)
}

// TestModelsLimitWhatIsShown: the environment's models are exact names, and an environment without the list shows all.
func TestModelsLimitWhatIsShown(t *testing.T) {
	e := open(t, byHand())
	all := map[string]float64{"granite-3-2-8b-instruct": 4, "llama-scout-17b": 6, "mistral-7b": 20}
	tests := []struct {
		name    string
		limited queries.Scope
		want    []string
	}{
		{"one", queries.Scope{vllm.OnlyModels([]string{"mistral-7b"})}, []string{"mistral-7b"}},
		{"a part of a name", queries.Scope{vllm.OnlyModels([]string{"granite", "mistral"})}, nil},
		{"what would be a pattern", queries.Scope{vllm.OnlyModels([]string{"granite-3.2-8b-instruct", ".*"})}, nil},
		{"all", nil, []string{"granite-3-2-8b-instruct", "llama-scout-17b", "mistral-7b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := litemaasWith(t, dashboards.VLLMPerformance(), func(env *build.Environment) { env.Limited = tt.limited })
			want := map[string]float64{}
			for _, name := range tt.want {
				want[name] = all[name]
			}
			checkPanel(t, e, d, "Running Requests", want)
			options, err := prom.EvaluateVariable(t.Context(), e, byHand().window, evaluate.Variables(d, ""), prom.VariableQuery{Query: d.Pickers[0].Query})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range options {
				got = append(got, o.Value)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("the picker offers %v, want %v", got, tt.want)
			}
		})
	}
}

// TestModelsLimitOnlyVLLM: GPUs and the servables of OpenVINO have other names, and stay.
func TestModelsLimitOnlyVLLM(t *testing.T) {
	limited := 0
	for _, env := range shipped(t) {
		for _, d := range env.Dashboards {
			eachPanel(d, func(p build.Panel) {
				for _, target := range p.Targets {
					has := strings.Contains(target.Expr, `model_name=~"granite-3-2-8b-instruct|llama-scout-17b"`)
					want := env.Name == "litemaas" && strings.Contains(target.Expr, "vllm:")
					if has != want {
						t.Errorf("%s/%s/%s: limited %v, want %v: %s", env.Name, d.Name, p.Title, has, want, target.Expr)
					}
					if has {
						limited++
					}
				}
			})
		}
	}
	if limited == 0 {
		t.Error("nothing is limited")
	}
}

// TestStuckServersAreSaturated: where all requests wait and none runs, waiting / running would have no value.
func TestStuckServersAreSaturated(t *testing.T) {
	e := promtest.Series(t, `load 30s from 2026-01-01T00:00:00Z
vllm:num_requests_running{model_name="llama-scout-17b",namespace="llm-hosting",pod="stuck"} 0x60
vllm:num_requests_waiting{model_name="llama-scout-17b",namespace="llm-hosting",pod="stuck"} 5x60
vllm:num_requests_running{model_name="granite-3-2-8b-instruct",namespace="llm-hosting",pod="idle"} 0x60
vllm:num_requests_waiting{model_name="granite-3-2-8b-instruct",namespace="llm-hosting",pod="idle"} 0x60
`)
	d := litemaasWith(t, dashboards.VLLMPerformance(), func(*build.Environment) {})
	checkPanel(t, e, d, "Saturation", map[string]float64{"llama-scout-17b": 1})
}
