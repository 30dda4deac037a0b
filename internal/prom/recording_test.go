package prom

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// tableRows returns the cells of the rows of README.md whose first cell is code: both tables have four columns.
func tableRows(t *testing.T) [][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(recordings, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(cells[i]), "`")
		}
		rows = append(rows, cells)
	}
	for _, row := range rows {
		if len(row) != 4 {
			t.Fatalf("README.md has a row of %d cells: %q", len(row), row)
		}
	}
	return rows
}

func filter[T any](all []T, keep func(T) bool) []T {
	var kept []T
	for _, one := range all {
		if keep(one) {
			kept = append(kept, one)
		}
	}
	return kept
}

// TestRecording runs everything that needs the recording on one copy of it, since loading takes most of the time.
func TestRecording(t *testing.T) {
	s := empty(t, Options{})
	loadRecording(t, s)
	e := engine(t, s, EngineOptions{})
	t.Run("values", func(t *testing.T) { testRecordingValues(t, e) })
	t.Run("buckets", func(t *testing.T) { testRecordingBuckets(t, e) })
	t.Run("gap", func(t *testing.T) { testRecordingGap(t, s) })
	t.Run("panel", func(t *testing.T) { testPanel(t, e) })
	t.Run("variables", func(t *testing.T) { testVariableQueries(t, e) })
}

// loadRecording loads every file that the README names and checks what it says of it.
func loadRecording(t *testing.T, s *Storage) {
	files := 0
	for _, row := range tableRows(t) {
		if !strings.HasSuffix(row[0], ".om.gz") {
			continue
		}
		files++
		loaded, err := s.LoadFile(filepath.Join(recordings, row[0]))
		if err != nil {
			t.Fatal(err)
		}
		got := []string{filepath.Base(loaded.Name), row[1], strconv.Itoa(loaded.Series), strconv.Itoa(loaded.Samples)}
		if diff := gocmp.Diff(row, got); diff != "" {
			t.Errorf("%s (-README +loaded):\n%s", row[0], diff)
		}
		if early := loaded.First.Sub(clock(t, "00:00:00")); early < 0 || early > 15*time.Second {
			t.Errorf("%s starts at %s", row[0], loaded.First)
		}
		if late := clock(t, "00:20:00").Sub(loaded.Last); late < 0 || late > 15*time.Second {
			t.Errorf("%s ends at %s", row[0], loaded.Last)
		}
	}
	if files != len(recorded()) {
		t.Errorf("README.md describes %d files, there are %d", files, len(recorded()))
	}
}

// testRecordingValues checks the README's values, to the digits shown there.
func testRecordingValues(t *testing.T, e *Engine) {
	matcher := regexp.MustCompile(`^\{(\w+)="(.*)"\}$`)
	checked := 0
	for _, row := range tableRows(t) {
		m := matcher.FindStringSubmatch(row[2])
		if m == nil {
			continue // a row of the other table
		}
		checked++
		result, err := e.Instant(t.Context(), row[0], clock(t, row[1]))
		if err != nil {
			t.Errorf("%s: %v", row[0], err)
			continue
		}
		found := filter(result.Series, func(s Series) bool { return s.Labels[m[1]] == m[2] })
		if len(found) != 1 || len(found[0].Points) != 1 {
			t.Errorf("%s at %s: %d series %s, not one: %v", row[0], row[1], len(found), row[2], lines(result.Series))
			continue
		}
		v := found[0].Points[0].V
		got := strconv.FormatFloat(v, 'g', 4, 64)
		if math.IsNaN(v) {
			got = "NaN"
		}
		if got != row[3] {
			t.Errorf("%s at %s of %s is %s, not %s", row[0], row[1], row[2], got, row[3])
		}
	}
	if checked < 15 {
		t.Errorf("README.md has %d values, fewer than 15", checked)
	}
}

// testRecordingBuckets checks that le is stored as Prometheus 3 stores it, whatever the exporter wrote.
func testRecordingBuckets(t *testing.T, e *Engine) {
	series, err := e.Series(t.Context(), `vllm:e2e_request_latency_seconds_bucket`, clock(t, "00:00:00"), clock(t, "00:20:00"))
	if err != nil {
		t.Fatal(err)
	}
	les := map[string]bool{}
	for _, labels := range series {
		les[labels["le"]] = true
	}
	for _, want := range []string{"1.0", "0.3", "+Inf", "30.0"} {
		if !les[want] {
			t.Errorf("there is no le=%q: %v", want, keys(les))
		}
	}
	if les["1"] || les["30"] {
		t.Errorf("a bound is not normalised: %v", keys(les))
	}
}

// testRecordingGap checks what staleness means without markers: the restarted replica keeps its last value for the
// lookback time, and no longer.
func testRecordingGap(t *testing.T, s *Storage) {
	const expr = `vllm:num_requests_running{pod="llama-32-predictor-7f9c8d6b54-w8m5t"}`
	for _, test := range []struct {
		lookback time.Duration
		points   int
	}{
		{0, 9},                // five minutes bridge the gap of 45 s
		{30 * time.Second, 8}, // 30 s do not
	} {
		e := engine(t, s, EngineOptions{LookbackDelta: test.lookback})
		result, err := e.Range(t.Context(), expr, clock(t, "00:13:35"), clock(t, "00:15:35"), 15*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Series) != 1 || len(result.Series[0].Points) != test.points {
			t.Errorf("lookback %s: %v, not one series of %d points", test.lookback, lines(result.Series), test.points)
		}
	}
}
