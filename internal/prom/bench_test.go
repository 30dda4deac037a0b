package prom

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkLoad loads one recording of 285 series and 22764 samples into a new storage.
func BenchmarkLoad(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(recordings, "llama32-a.om.gz"))
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	for b.Loop() {
		s, err := Open(Options{Dir: dir})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.LoadOpenMetrics("llama32-a.om.gz", bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRange asks for a quantile of a histogram of three targets, 80 steps over twenty minutes.
func BenchmarkRange(b *testing.B) {
	e := engine(b, recording(b, recorded()...), EngineOptions{})
	const expr = `histogram_quantile(0.95, sum by (le, model_name) (rate(vllm:e2e_request_latency_seconds_bucket[1m])))`
	start, end := clock(b, "00:00:00"), clock(b, "00:20:00")
	for b.Loop() {
		if _, err := e.Range(b.Context(), expr, start, end, 15*time.Second); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPanel evaluates a panel of four quantiles with variables and legends.
func BenchmarkPanel(b *testing.B) {
	e := engine(b, recording(b, recorded()...), EngineOptions{})
	w := Window{From: clock(b, "00:00:00"), To: clock(b, "00:20:00"), MaxDataPoints: 800}
	vars := Variables{"namespace": {Values: []string{"ai501", "llm-hosting"}, Multi: true, IncludeAll: true, All: true}}
	var targets []Target
	for _, q := range []string{"0.5", "0.9", "0.95", "0.99"} {
		targets = append(targets, Target{
			RefID:  q,
			Expr:   `histogram_quantile(` + q + `, sum by (le, model_name) (rate(vllm:e2e_request_latency_seconds_bucket{namespace=~"$namespace"}[$__rate_interval])))`,
			Legend: q + " {{model_name}}",
		})
	}
	for b.Loop() {
		frames, err := EvaluatePanel(b.Context(), e, w, vars, targets)
		if err != nil || Errors(frames) != nil {
			b.Fatal(err, Errors(frames))
		}
	}
}
