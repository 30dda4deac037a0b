package prom

import (
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
)

func given(lset labels.Labels, points ...Point) iter.Seq2[labels.Labels, []Point] {
	return func(yield func(labels.Labels, []Point) bool) { yield(lset, points) }
}

func TestLoadSamples(t *testing.T) {
	s, err := Open(Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	up := labels.FromStrings("__name__", "up", "job", "a")
	loaded, err := s.LoadSamples("first", given(up, Point{0, 1}, Point{15000, 1}, Point{30000, Stale()}))
	if err != nil {
		t.Fatal(err)
	}
	if loaded.Series != 1 || loaded.Samples != 3 || !loaded.Last.Equal(time.UnixMilli(30000)) {
		t.Errorf("loaded %+v", loaded)
	}
	e, err := NewEngine(s, EngineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[int64]int{15000: 1, 29000: 1, 30000: 0} {
		r, err := e.Instant(t.Context(), "up", time.UnixMilli(at))
		if err != nil || len(r.Series) != want {
			t.Errorf("at %d ms: %d series, %v; want %d", at, len(r.Series), err, want)
		}
	}
	for _, tt := range []struct {
		series iter.Seq2[labels.Labels, []Point]
		want   string
	}{
		{given(up, Point{40000, 1}, Point{40000, 1}), "goes back in time"},
		{given(up, Point{15000, 1}), "has a value at 1970-01-01T00:00:15Z already, from first"},
		{given(labels.FromStrings("job", "a"), Point{1, 1}), "no metric name"},
		{given(up, Point{-1, 1}), "outside 1970"},
	} {
		if _, err := s.LoadSamples("second", tt.series); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v, want %q", err, tt.want)
		}
	}
	if loaded, err := s.LoadSamples("third", given(up, Point{45000, 1})); err != nil || loaded.Samples != 1 {
		t.Errorf("after errors: %+v, %v", loaded, err)
	}
}
