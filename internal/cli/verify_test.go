package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestProgressBar is drawn on a terminal only, not in the first moment, and leaves nothing behind.
func TestProgressBar(t *testing.T) {
	for _, watched := range []bool{false, true} {
		var stderr bytes.Buffer
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		a := &App{Stderr: &stderr, Watched: watched, Clock: func() time.Time { return now }}
		bar := a.progress()
		for done := 1; done <= 100; done++ {
			now = now.Add(20 * time.Millisecond)
			bar.show(done, 100)
		}
		bar.clear()
		got := stderr.String()
		if !watched {
			if got != "" {
				t.Errorf("without a terminal: %q", got)
			}
			continue
		}
		if n := strings.Count(got, "\r["); n < 10 || n > 20 || !strings.Contains(got, "] 100 of 100 panels") || !strings.HasSuffix(got, "\r\x1b[K") {
			t.Errorf("%d times: %q", n, got)
		}
	}
}

// TestProgressIsForTerminals: what is under way is written where errors go, so that it is that which must be a terminal.
func TestProgressIsForTerminals(t *testing.T) {
	for _, watched := range []bool{false, true} {
		var stderr bytes.Buffer
		r := &testRun{app: &App{Stderr: &stderr, Watched: watched, Terminal: !watched}}
		r.progress("loading %s", "a.om")
		if got := stderr.String(); (got != "") != watched || watched && !strings.HasSuffix(got, "loading a.om") {
			t.Errorf("watched %v: %q", watched, got)
		}
	}
}
