package queries_test

import (
	"math"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// fleet is three servers in the middle of an upgrade: one exports the old names, one the new, one both. Each
// serves the same, so that every server must count once.
const fleet = `
load 30s from 2026-01-01T00:00:00Z
vllm:gpu_cache_usage_perc{model_name="m",pod="old"} 0.4x20
vllm:kv_cache_usage_perc{model_name="m",pod="new"}  0.2x20
vllm:kv_cache_usage_perc{model_name="m",pod="both"} 0.6x20
vllm:gpu_cache_usage_perc{model_name="m",pod="both"} 0.6x20

vllm:gpu_prefix_cache_hits_total{model_name="m",pod="old"}  0+300x20
vllm:prefix_cache_hits_total{model_name="m",pod="new"}      0+300x20
vllm:prefix_cache_hits_total{model_name="m",pod="both"}     0+300x20
vllm:gpu_prefix_cache_hits_total{model_name="m",pod="both"} 0+300x20

vllm:time_per_output_token_seconds_bucket{model_name="m",pod="old",le="1.0"}   0+30x20
vllm:time_per_output_token_seconds_bucket{model_name="m",pod="old",le="+Inf"}  0+30x20
vllm:time_per_output_token_seconds_sum{model_name="m",pod="old"}               0+15x20
vllm:time_per_output_token_seconds_count{model_name="m",pod="old"}             0+30x20
vllm:inter_token_latency_seconds_bucket{model_name="m",pod="new",le="1.0"}     0+30x20
vllm:inter_token_latency_seconds_bucket{model_name="m",pod="new",le="+Inf"}    0+30x20
vllm:inter_token_latency_seconds_sum{model_name="m",pod="new"}                 0+15x20
vllm:inter_token_latency_seconds_count{model_name="m",pod="new"}               0+30x20
vllm:inter_token_latency_seconds_bucket{model_name="m",pod="both",le="1.0"}    0+30x20
vllm:inter_token_latency_seconds_bucket{model_name="m",pod="both",le="+Inf"}   0+30x20
vllm:inter_token_latency_seconds_sum{model_name="m",pod="both"}                0+15x20
vllm:inter_token_latency_seconds_count{model_name="m",pod="both"}              0+30x20
vllm:time_per_output_token_seconds_bucket{model_name="m",pod="both",le="1.0"}  0+30x20
vllm:time_per_output_token_seconds_bucket{model_name="m",pod="both",le="+Inf"} 0+30x20
vllm:time_per_output_token_seconds_sum{model_name="m",pod="both"}              0+15x20
vllm:time_per_output_token_seconds_count{model_name="m",pod="both"}            0+30x20

vllm:request_success_total{model_name="m",pod="new",finished_reason="stop"} 0+30x20
vllm:request_success_total{model_name="m",pod="sim",finish_reason="stop"}   0+30x20
vllm:request_success_total{model_name="m",pod="sim",finish_reason="length"} 0+30x20

vllm:num_requests_waiting{model_name="m",pod="old"} 5x20
vllm:num_requests_waiting{model_name="m",pod="new"} 3x20
vllm:num_requests_waiting_by_reason{model_name="m",pod="new",reason="capacity"} 2x20
vllm:num_requests_waiting_by_reason{model_name="m",pod="new",reason="deferred"} 1x20
`

func TestHalfUpgradedFleetSumsRight(t *testing.T) {
	engine := promtest.Series(t, fleet)
	env := environment(t, "uwm", "vllm >=0.9", "simulator")
	tests := []struct {
		name  string
		query queries.Query
		want  map[string]float64 // by legend
	}{
		{"fullest", vllm.KVCacheUsage.Max().As("x"), map[string]float64{"x": 0.6}},
		{"mean of servers", vllm.KVCacheUsage.Avg().As("x"), map[string]float64{"x": 0.4}},
		{"tokens", vllm.PrefixCacheHits.Rate(vllm.ModelName), map[string]float64{"m": 30}},
		{"gaps", vllm.InterTokenLatency.Rate().As("x"), map[string]float64{"x": 3}},
		{"median", vllm.InterTokenLatency.Quantile(0.5), map[string]float64{"p50": 0.5}},
		{"mean", vllm.InterTokenLatency.Mean(), map[string]float64{"mean": 0.5}},
		{"finished by reason", vllm.RequestSuccess.Rate(vllm.FinishedReason), map[string]float64{"stop": 2, "length": 1}},
		{"finished with stop", vllm.RequestSuccess.Where(vllm.FinishedReason.Is("stop")).Rate().As("x"), map[string]float64{"x": 2}},
		{"finished without stop", vllm.RequestSuccess.Where(vllm.FinishedReason.IsNot("stop")).Rate().As("x"), map[string]float64{"x": 1}},
		{"waiting by reason", vllm.RequestsWaitingByReason.Sum(vllm.Reason).WhereAvailable(), map[string]float64{"capacity": 2, "deferred": 1}},
		{"waiting without a reason", vllm.RequestsWaiting.SumExcept(vllm.RequestsWaitingByReason).As("x").WhereAvailable(), map[string]float64{"x": 5}},
	}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	window := prom.Window{From: start, To: start.Add(9 * time.Minute), ScrapeInterval: 30 * time.Second}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, ok, err := tt.query.Render(env, nil)
			if err != nil || !ok {
				t.Fatalf("ok %v, error %v", ok, err)
			}
			frames, err := prom.EvaluatePanel(t.Context(), engine, window, nil, []prom.Target{{RefID: "A", Expr: r.Expr, Legend: r.Legend, Instant: true}})
			if err == nil {
				err = prom.Errors(frames)
			}
			if err != nil {
				t.Fatalf("%v\n\t%s", err, r.Expr)
			}
			got := map[string]float64{}
			for _, s := range frames[0].Series {
				got[s.Legend] = s.Points[0].V
			}
			for legend, want := range tt.want {
				if v, ok := got[legend]; !ok || math.Abs(v-want) > 1e-9 {
					t.Errorf("%q is %v, want %v\n\t%s", legend, v, want, r.Expr)
				}
				delete(got, legend)
			}
			if len(got) > 0 {
				t.Errorf("it also returns %v\n\t%s", got, r.Expr)
			}
		})
	}
}
