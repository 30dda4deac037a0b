package replay_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/internal/simulate/replay"
)

var begin = time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)

func record(t testing.TB, scenario string, duration time.Duration) *simulate.Recording {
	t.Helper()
	sc, err := simulate.Named(scenario)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := simulate.Record(simulate.Config{Scenario: sc, Seed: 1, Start: begin}, duration, 15*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func open(t testing.TB) (*prom.Storage, *prom.Engine) {
	t.Helper()
	s := promtest.Storage(t)
	return s, promtest.Engine(t, s)
}

// TestTextAndMemoryAreTheSame loads a recording as a file and without one, and compares every sample.
func TestTextAndMemoryAreTheSame(t *testing.T) {
	rec := record(t, "steady", 3*time.Minute)
	series, samples := rec.Len()
	memory, inMemory := open(t)
	file, inFile := open(t)
	a, err := replay.Load(memory, rec, "")
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := rec.WriteOpenMetrics(&text, ""); err != nil {
		t.Fatal(err)
	}
	b, err := file.LoadOpenMetrics("recording.om", &text)
	if err != nil {
		t.Fatal(err)
	}
	if a.Series != series || a.Samples != samples || b.Series != a.Series || b.Samples != a.Samples {
		t.Errorf("recorded %d series and %d samples, loaded %+v and %+v", series, samples, a, b)
	}
	const all = `{__name__!=""}[10m]`
	x, err := inMemory.Instant(t.Context(), all, begin.Add(5*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	y, err := inFile.Instant(t.Context(), all, begin.Add(5*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Series) != series || fmt.Sprint(x) != fmt.Sprint(y) {
		t.Errorf("%d series in memory and %d from the file differ", len(x.Series), len(y.Series))
	}
}

// TestEndedSeriesAreGone: a pod that is replaced has no value as soon as it is gone, not five minutes later.
func TestEndedSeriesAreGone(t *testing.T) {
	s, e := open(t)
	if _, err := replay.Load(s, record(t, "replica-restart", 10*time.Minute), ""); err != nil {
		t.Fatal(err)
	}
	for after, want := range map[time.Duration]int{4 * time.Minute: 2, 5*time.Minute + 30*time.Second: 1, 8 * time.Minute: 2} {
		r, err := e.Instant(t.Context(), `vllm:num_requests_running{model_name="llama32"}`, begin.Add(after))
		if err != nil || len(r.Series) != want {
			t.Errorf("after %s %d replicas have a value, want %d: %v", after, len(r.Series), want, err)
		}
	}
}

// BenchmarkLoad is the way of an hour of everything there is into a storage of the engine.
func BenchmarkLoad(b *testing.B) {
	rec := record(b, "steady", time.Hour)
	for b.Loop() {
		s, err := prom.Open(prom.Options{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := replay.Load(s, rec, ""); err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
