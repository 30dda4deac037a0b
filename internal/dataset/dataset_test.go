package dataset_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/dataset"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// ask asks a store for one number at the end of the data; there is no number in no series.
func ask(t *testing.T, d *dataset.Set, store, expr string) (v float64, ok bool) {
	t.Helper()
	r, err := d.Querier(store).Instant(t.Context(), expr, d.Last)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Series) == 0 {
		return 0, false
	}
	return r.Series[0].Points[0].V, true
}

func closed(t *testing.T, d *dataset.Set) {
	t.Helper()
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// TestRecorded loads a scrape and a series into one store, which has every name.
func TestRecorded(t *testing.T) {
	dir := t.TempDir()
	files := []string{filepath.Join(dir, "a.prom"), filepath.Join(dir, "b.series")}
	for i, text := range []string{"gpus 4\n", "load 15s from 2026-01-05T09:59:00Z\ntpus 2x4\n"} {
		if err := os.WriteFile(files[i], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var told []string
	d, err := dataset.Recorded(t.Context(), files, dataset.Options{}, func(f string) { told = append(told, f) })
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, d)
	if v, _ := ask(t, d, "any", "gpus + on() tpus"); v != 6 {
		t.Errorf("the sum is %v", v)
	}
	if d.Name != strings.Join(files, ", ") || len(told) != 2 || d.Ask.Traffic != evaluate.Unknown || d.Samples() == 0 {
		t.Errorf("%q of %q, %+v, %d samples", d.Name, told, d.Ask, d.Samples())
	}
	if !d.Last.Equal(dataset.Start()) || !d.First.Equal(dataset.Start().Add(-time.Minute)) {
		t.Errorf("from %s to %s", d.First, d.Last)
	}
}

func TestRecordedErrors(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone.om")
	if _, err := dataset.Recorded(t.Context(), []string{gone}, dataset.Options{}, nil); err == nil || err.Error() != gone+": the recording can't be read: no such file or directory" {
		t.Errorf("a file that is not there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := dataset.Recorded(ctx, []string{gone}, dataset.Options{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

// TestSimulated simulates two stores, apart and as one.
func TestSimulated(t *testing.T) {
	env := *simulate.Demo(catalogue.Default())
	env.Stores = []queries.Store{
		{Name: "uwm", Dialect: "uwm", ScrapeInterval: 30 * time.Second, Exporters: []string{"kube-state-metrics"}},
		{Name: "platform", Dialect: "local", ScrapeInterval: 30 * time.Second, Default: true},
	}
	for _, tt := range []struct {
		scenario string
		one      bool
		want     evaluate.Traffic
	}{{"steady", false, evaluate.Some}, {"idle", true, evaluate.None}} {
		sc, err := simulate.Named(tt.scenario)
		if err != nil {
			t.Fatal(err)
		}
		d, err := dataset.Simulated(simulate.Config{Environment: &env, Seed: 1, Scenario: sc}, 2*time.Minute, tt.one, dataset.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer closed(t, d)
		if d.Ask.Simulates == nil || !d.Ask.Simulates("vllm") || d.Ask.Simulates("retriever") {
			t.Errorf("%s: what is simulated is not known", tt.scenario)
		}
		if d.Name != "scenario "+tt.scenario || d.Ask.Traffic != tt.want || !d.Last.Equal(dataset.Start().Add(2*time.Minute)) {
			t.Errorf("%q until %s: %+v", d.Name, d.Last, d.Ask)
		}
		if (d.Querier("nobody") != nil) != tt.one {
			t.Errorf("%s: who answers for a store that there is not: %v", tt.scenario, d.Querier("nobody"))
		}
		if _, ok := ask(t, d, "platform", "count(up)"); !ok {
			t.Errorf("%s: the store is empty", tt.scenario)
		}
	}
	if _, err := dataset.Simulated(simulate.Config{}, time.Minute, false, dataset.Options{}); err == nil {
		t.Error("no scenario is simulated")
	}
}
