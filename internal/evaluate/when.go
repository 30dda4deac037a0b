package evaluate

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
)

// The time ranges of dashboards that do not say theirs, and the shortest that is looked at: that of one scrape.
const (
	defaultSpan = time.Hour
	shortest    = 5 * time.Minute
)

// Span is the time range that the dashboard opens with.
func (b *Board) Span() time.Duration {
	for _, path := range [][]string{{"time", "from"}, {"timeSettings", "from"}, {"spec", "timeSettings", "from"}, {"spec", "duration"}, {"duration"}} {
		if d, ok := Duration(b.Node.String(path...).Value); ok {
			return d
		}
	}
	return defaultSpan
}

// Last is the dashboard's window at the end of data that begin and end at these times.
func (b *Board) Last(first, last time.Time) prom.Window {
	return between(last.Add(-b.Span()), first, last)
}

// Between is the window between two times as a person picks them, now-3h or now, milliseconds or RFC 3339, within data
// that begin and end at these times. What is empty or can't be read is what the dashboard opens with.
func (b *Board) Between(from, to string, first, last time.Time) prom.Window {
	end := moment(to, last)
	if end.After(last) || !end.After(first) {
		end = last
	}
	return between(moment(cmp.Or(from, "now-"+b.Span().String()), last), first, end)
}

func between(from, first, last time.Time) prom.Window {
	if from.Before(first) {
		from = first
	}
	if last.Sub(from) < shortest {
		from = last.Add(-shortest)
	}
	from, last = sinceEpoch(from, last)
	return prom.Window{From: from, To: last}
}

// sinceEpoch leaves out what of a window lies before 1970, where no store has anything: series written by hand often begin
// there.
func sinceEpoch(from, to time.Time) (since, until time.Time) {
	epoch := time.UnixMilli(0).UTC()
	if !from.Before(epoch) {
		return from, to
	}
	if !to.After(epoch) {
		to = epoch.Add(time.Second)
	}
	return epoch, to
}

// moment reads a time: now, now-1h, now-1d/d (the rounding left out), RFC 3339, or milliseconds. It is now for what it
// can't read.
func moment(s string, now time.Time) time.Time {
	if rest, ok := strings.CutPrefix(s, "now-"); ok {
		rest, _, _ = strings.Cut(rest, "/")
		if d, ok := Duration(rest); ok {
			return now.Add(-d)
		}
		return now
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC()
	}
	if ms, err := strconv.ParseInt(s, 10, 64); err == nil {
		return time.UnixMilli(ms).UTC()
	}
	return now
}

// Duration reads a duration as Grafana writes it, 30s, 1h, 7d or 2w, above 0.
func Duration(text string) (time.Duration, bool) {
	text = strings.TrimPrefix(strings.TrimPrefix(text, ">"), "now-")
	unit := time.Duration(1)
	for suffix, hours := range map[string]time.Duration{"d": 24, "w": 7 * 24, "M": 30 * 24, "y": 365 * 24} {
		if n, ok := strings.CutSuffix(text, suffix); ok {
			text, unit = n+"h", hours
			break
		}
	}
	d, err := time.ParseDuration(text)
	return d * unit, err == nil && d > 0 && d < 10*365*24*time.Hour/unit
}
