package prom

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const recordings = "../../testdata/recordings/vllm-inference-sim"

// recorded lists the files of the recording.
func recorded() []string {
	return []string{"llama32-a.om.gz", "llama32-b.om.gz", "granite.om.gz"}
}

// clock is a time of day of the recording: 00:06:00.
func clock(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04:05Z07:00", "2026-01-01T"+text+"Z")
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// empty opens a storage that the test closes.
func empty(t testing.TB, opts Options) *Storage {
	t.Helper()
	opts.Dir = cmp.Or(opts.Dir, t.TempDir())
	s, err := Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// recording loads files of the recording.
func recording(t testing.TB, files ...string) *Storage {
	t.Helper()
	s := empty(t, Options{})
	for _, file := range files {
		if _, err := s.LoadFile(filepath.Join(recordings, file)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// written loads series in notation.
func written(t testing.TB, text string) *Storage {
	t.Helper()
	s := empty(t, Options{})
	if _, err := s.LoadSeries("test.series", strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return s
}

func engine(t testing.TB, s *Storage, opts EngineOptions) *Engine {
	t.Helper()
	e, err := NewEngine(s, opts)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// at is seconds after 1970.
func at(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }

// lines prints a result, a series a line: {a="b"} 0:1.5 60:NaN, times in seconds.
func lines(series []Series) []string {
	var out []string
	for _, s := range series {
		line := metricString(s.Labels)
		for _, p := range s.Points {
			line += fmt.Sprintf(" %s:%s", strconv.FormatFloat(float64(p.T)/1000, 'f', -1, 64), number(p.V))
		}
		out = append(out, line)
	}
	return out
}

func number(v float64) string {
	if math.IsNaN(v) {
		return "NaN"
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

// legends prints the names of the series of frames, a frame a line.
func legends(frames []Frame) []string {
	var out []string
	for _, frame := range frames {
		names := make([]string, len(frame.Series))
		for i, s := range frame.Series {
			names[i] = s.Legend
		}
		out = append(out, frame.RefID+": "+strings.Join(names, " | "))
	}
	return out
}

// settled waits until no more goroutines run than before.
func settled(t *testing.T, before int) {
	t.Helper()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	buf := make([]byte, 1<<16)
	t.Errorf("%d goroutines before, %d after:\n%s", before, runtime.NumGoroutine(), buf[:runtime.Stack(buf, true)])
}

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
