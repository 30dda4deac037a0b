package prom

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestCloseRemovesFolder checks the promise of Close: no file and no goroutine stays, and nothing works afterwards.
func TestCloseRemovesFolder(t *testing.T) {
	dir := t.TempDir()
	before := runtime.NumGoroutine()
	s, err := Open(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	e := engine(t, s, EngineOptions{})
	// Out of order across inputs, and more than fits into one chunk, so that chunks are written to the folder.
	for _, text := range []string{"load 15s from 6000\na 0+1x400\n", "load 15s\na 0+1x399\n"} {
		if _, err := s.LoadSeries("x"+text, strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Instant(t.Context(), "rate(a[1h])", at(6000)); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("an open storage has one folder, not %v (%v)", entries, err)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("a closed storage leaves %v (%v)", entries, err)
	}
	settled(t, before)

	if _, err := e.Instant(t.Context(), "up", at(60)); !errors.Is(err, ErrClosed) {
		t.Errorf("instant query after close: %v", err)
	}
	if _, err := e.Range(t.Context(), "up", at(60), at(120), time.Minute); !errors.Is(err, ErrClosed) {
		t.Errorf("range query after close: %v", err)
	}
	if _, err := e.Series(t.Context(), "", at(60), at(120)); !errors.Is(err, ErrClosed) {
		t.Errorf("series after close: %v", err)
	}
	if _, err := s.LoadSeries("late.series", strings.NewReader("load 1m\na 1\n")); !errors.Is(err, ErrClosed) {
		t.Errorf("load after close: %v", err)
	}
}

func TestOpenErrors(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	if _, err := Open(Options{Dir: missing}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing folder: %v", err)
	}
	if _, err := Open(Options{MaxFileBytes: -1}); err == nil || err.Error() != "open storage: a limit of -1 bytes is negative" {
		t.Errorf("negative limit: %v", err)
	}
}

// TestLoadOrder loads the same samples in every order of their inputs: the answers must not differ.
func TestLoadOrder(t *testing.T) {
	// One series in three parts, in time 2 1 3, one that ends early, and one that lies between the others' samples.
	inputs := []string{
		"load 10s from 600\na 60+1x29\nb 1x5\n",
		"load 10s from 300\na 30+1x29\nc{le=\"1.0\"} 5x29\n",
		"load 10s from 905\na 90.5+1x29\nc{le=\"1.0\"} 7x3 stale\n",
	}
	const expr = `{__name__=~"a|b|c"}`
	var want []string
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		s := empty(t, Options{})
		for _, i := range order {
			if _, err := s.LoadSeries(fmt.Sprint("part", i), strings.NewReader(inputs[i])); err != nil {
				t.Fatalf("order %v: %v", order, err)
			}
		}
		e := engine(t, s, EngineOptions{LookbackDelta: 30 * time.Second})
		result, err := e.Range(t.Context(), expr, at(290), at(1300), 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := e.Instant(t.Context(), `{__name__=~"a|b|c"}[30m]`, at(1300))
		if err != nil {
			t.Fatal(err)
		}
		got := append(lines(result.Series), lines(raw.Series)...)
		if want == nil {
			want = got
			if n := len(raw.Series[0].Points); n != 90 {
				t.Fatalf("a has %d samples, not 90", n)
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("order %v (-want +got):\n%s", order, diff)
		}
		first, last, ok := s.TimeRange()
		if !ok || !first.Equal(at(300)) || !last.Equal(at(1195)) {
			t.Errorf("order %v: time range %s %s %t", order, first, last, ok)
		}
	}
}

// TestLoadOverlap refuses a sample that is there already, and nothing of its input may stay.
func TestLoadOverlap(t *testing.T) {
	s := written(t, "load 10s\na{x=\"1\"} 1x10\na{x=\"2\"} 1x10\n")
	_, err := s.LoadSeries("second.series", strings.NewReader("load 10s from 100\nb 1x10\na{x=\"2\"} 2x10\n"))
	const want = `second.series:3: {__name__="a", x="2"} has a value at 1970-01-01T00:01:40Z already: it was loaded from test.series`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	e := engine(t, s, EngineOptions{})
	result, err := e.Instant(t.Context(), `{__name__=~".+"}[10m]`, at(300))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(result.Series); got != 2 {
		t.Errorf("the refused input left something: %v", lines(result.Series))
	}
	// Between the samples there is room.
	if _, err := s.LoadSeries("third.series", strings.NewReader("load 10s from 5\na{x=\"2\"} 2x20\n")); err != nil {
		t.Error(err)
	}
}

func TestTimeRangeEmpty(t *testing.T) {
	if first, last, ok := empty(t, Options{}).TimeRange(); ok || !first.IsZero() || !last.IsZero() {
		t.Errorf("an empty storage has the range %s %s %t", first, last, ok)
	}
}

// TestConcurrency loads, asks and closes at the same time; the race detector and the answers must be content.
func TestConcurrency(t *testing.T) {
	before := runtime.NumGoroutine()
	s, err := Open(Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	e := engine(t, s, EngineOptions{})
	window := Window{From: at(0), To: at(600), MaxDataPoints: 100}
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := range 8 {
				text := fmt.Sprintf("load 10s\na{worker=\"%d\",i=\"%d\"} 0+1x60\n", worker, i)
				if _, err := s.LoadSeries(fmt.Sprintf("%d-%d", worker, i), strings.NewReader(text)); err != nil {
					t.Errorf("load: %v", err)
				}
			}
		})
		wg.Go(func() {
			for range 8 {
				// An input is visible whole or not at all.
				result, err := e.Instant(t.Context(), `count_over_time(a[20m])`, at(600))
				if err != nil {
					t.Errorf("instant: %v", err)
				}
				for _, series := range result.Series {
					if v := series.Points[0].V; v != 61 {
						t.Errorf("%v has %v samples of 61", series.Labels, v)
					}
				}
				targets := []Target{{RefID: "A", Expr: `sum by (worker) (rate(a[$__rate_interval]))`, Legend: "{{worker}}"}}
				if frames, err := EvaluatePanel(t.Context(), e, window, nil, targets); err != nil || Errors(frames) != nil {
					t.Errorf("panel: %v %v", err, Errors(frames))
				}
				if _, err := EvaluateVariable(t.Context(), e, window, nil, VariableQuery{Query: "label_values(a, i)"}); err != nil {
					t.Errorf("variable: %v", err)
				}
				s.TimeRange()
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	// Close waits for queries that run, and later ones fail in order.
	for range 4 {
		wg.Go(func() {
			for range 50 {
				if _, err := e.Instant(context.Background(), "sum(a)", at(600)); err != nil && !errors.Is(err, ErrClosed) {
					t.Errorf("instant: %v", err)
				}
			}
		})
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	wg.Wait()
	settled(t, before)
}

// TestSize refuses inputs over the limit, compressed ones by what they hold.
func TestSize(t *testing.T) {
	s := empty(t, Options{MaxFileBytes: 100_000})
	path := filepath.Join(recordings, "granite.om.gz")
	_, err := s.LoadFile(path)
	if want := path + ": the input is larger than 100000 bytes"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// TestLoaded checks the report of a load.
func TestLoaded(t *testing.T) {
	s := empty(t, Options{})
	got, err := s.LoadSeries("x.series", strings.NewReader("load 1m from 2026-01-01T00:00:00Z\na 1 2 _ _\nb _ stale\nc _x5\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := Loaded{Name: "x.series", Series: 2, Samples: 3, First: clock(t, "00:00:00"), Last: clock(t, "00:01:00")}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if names := keys(s.loaded); len(names) != 2 || slices.ContainsFunc(names, func(key string) bool { return strings.Contains(key, "c") }) {
		t.Errorf("a series without samples was stored: %q", names)
	}
}
