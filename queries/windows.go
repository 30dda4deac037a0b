package queries

import (
	"fmt"
	"time"
)

// A Window is the range over which a counter's increase is taken.
type Window struct {
	text  string
	fixed time.Duration
}

// RateInterval is Grafana's $__rate_interval: long enough for four scrapes, and no gap between steps.
func RateInterval() Window { return Window{text: "$__rate_interval"} }

// WholeRange is the time range that the dashboard shows.
func WholeRange() Window { return Window{text: "$__range"} }

// Interval is Grafana's $__interval, the step between two points: increases over it lie side by side and add up
// to a total, where those over RateInterval overlap. It is for panels that say Cumulative, which see to it that
// an interval has enough samples.
func Interval() Window { return Window{text: "$__interval"} }

// Last is a stated period, whatever the dashboard shows.
func Last(d time.Duration) Window { return Window{text: promDuration(d), fixed: d} }

func promDuration(d time.Duration) string {
	for _, u := range []struct {
		name string
		size time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}} {
		if d >= u.size && d%u.size == 0 {
			return fmt.Sprintf("%d%s", d/u.size, u.name)
		}
	}
	return fmt.Sprintf("%dms", d.Milliseconds())
}
