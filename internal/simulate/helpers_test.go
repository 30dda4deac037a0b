package simulate

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

var begin = time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)

func named(t *testing.T, name string) Scenario {
	t.Helper()
	sc, err := Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// play makes a fleet of everything there is and records it.
func play(t *testing.T, sc Scenario, seed uint64, duration time.Duration) (*Fleet, *Recording) {
	t.Helper()
	if duration > 10*time.Minute {
		leaveOut(t)
	}
	f, err := New(Config{Environment: Demo(catalogue.Default()), Scenario: sc, Seed: seed, Start: begin, Period: duration})
	if err != nil {
		t.Fatal(err)
	}
	return f, f.Record(duration, 15*time.Second)
}

// An hour is a fleet and what was recorded of it.
type hour struct {
	fleet *Fleet
	rec   *Recording
}

var ordinaryHour = sync.OnceValues(func() (hour, error) {
	sc, err := Named("steady")
	if err != nil {
		return hour{}, err
	}
	f, err := New(Config{Scenario: sc, Seed: 1, Start: begin})
	if err != nil {
		return hour{}, err
	}
	return hour{f, f.Record(time.Hour, 15*time.Second)}, nil
})

// ordinary is an hour of the scenario steady, which tests only look at.
func ordinary(t *testing.T) (*Fleet, *Recording) {
	t.Helper()
	leaveOut(t)
	h, err := ordinaryHour()
	if err != nil {
		t.Fatal(err)
	}
	return h.fleet, h.rec
}

// leaveOut skips a test of a long simulation under -short: there is one goroutine, and minutes of it under the race
// detector.
func leaveOut(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a long simulation")
	}
}

func text(t *testing.T, rec *Recording) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := rec.WriteOpenMetrics(&b, ""); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// label is the value of a column's label.
func (c *column) label(name string) string {
	for _, l := range c.labels {
		if l.Name == name {
			return l.Value
		}
	}
	return ""
}

// named are the columns of a metric whose labels have the given values.
func (rec *Recording) named(name string, pairs ...string) []*column {
	var found []*column
	for _, c := range rec.columns {
		match := c.label("__name__") == name
		for i := 0; match && i < len(pairs); i += 2 {
			match = c.label(pairs[i]) == pairs[i+1]
		}
		if match {
			found = append(found, c)
		}
	}
	return found
}

// at is a column's value at a scrape, and whether it has one.
func (c *column) at(i int) (float64, bool) {
	if i -= c.first; i < 0 || i >= len(c.values) || isNone(c.values[i]) {
		return 0, false
	}
	return c.values[i], true
}

// total is the sum of columns at a scrape.
func total(cs []*column, i int) float64 {
	sum := 0.0
	for _, c := range cs {
		v, _ := c.at(i)
		sum += v
	}
	return sum
}

func (rec *Recording) last() int { return len(rec.times) - 1 }

// increase is what columns of counters gained between two scrapes. A column that ends counts up to its end.
func increase(cs []*column, from, to int) float64 {
	sum := 0.0
	for _, c := range cs {
		base, last := 0.0, 0.0
		for i := from; i <= to; i++ {
			if v, ok := c.at(i); ok {
				if i == from {
					base = v
				}
				last = v
			}
		}
		sum += last - base
	}
	return sum
}

func mustContain(t *testing.T, what, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s has no %q", what, want)
		}
	}
}
