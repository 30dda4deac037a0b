package prom

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// What Grafana assumes when nobody says otherwise.
const (
	DefaultScrapeInterval = 15 * time.Second // of a Prometheus datasource
	DefaultMaxDataPoints  = 1500             // of a query; a panel in a browser sends its width in pixels
)

// safeResolution is how many steps Grafana allows, whatever the panel asks for.
const safeResolution = 11_000

// maxFactor is the largest interval factor accepted; Grafana's editor offered up to 10.
const maxFactor = 100

// A Window is what a panel brings to all its targets: the dashboard's time range and the panel's resolution.
type Window struct {
	From, To       time.Time
	MaxDataPoints  int           // the panel's "Max data points", or its width in pixels; 0: DefaultMaxDataPoints
	ScrapeInterval time.Duration // of the datasource; 0: DefaultScrapeInterval
	MinInterval    time.Duration // the panel's "Min interval"; 0: not set, which means the scrape interval
	UTCOffset      time.Duration // of the dashboard's time zone, east positive: steps of a day start at midnight there
}

// Range is the length of the window.
func (w Window) Range() time.Duration { return w.To.Sub(w.From) }

// checked returns the window with its defaults set.
func (w Window) checked() (Window, error) {
	if err := errors.Join(checkTime(w.From), checkTime(w.To)); err != nil {
		return w, fmt.Errorf("window: %w", err)
	}
	if !w.From.Before(w.To) {
		return w, fmt.Errorf("window: its end %s is not after its start %s", when(w.To.UnixMilli()), when(w.From.UnixMilli()))
	}
	if w.MaxDataPoints < 0 || w.ScrapeInterval < 0 || w.MinInterval < 0 {
		return w, fmt.Errorf("window: a setting is negative: %d data points, scrape interval %s, min interval %s",
			w.MaxDataPoints, w.ScrapeInterval, w.MinInterval)
	}
	w.MaxDataPoints = cmp.Or(w.MaxDataPoints, DefaultMaxDataPoints)
	w.ScrapeInterval = cmp.Or(w.ScrapeInterval, DefaultScrapeInterval)
	return w, nil
}

// Align rounds the window down to multiples of a step, as Grafana does for range queries, so that panning a dashboard
// does not change the values. The step must be positive.
func (w Window) Align(step time.Duration) (start, end time.Time) {
	down := func(t time.Time) time.Time {
		ns := t.UnixNano() + int64(w.UTCOffset)
		past := ns % int64(step)
		if past < 0 {
			past += int64(step)
		}
		return time.Unix(0, ns-past-int64(w.UTCOffset)).UTC()
	}
	return down(w.From), down(w.To)
}

// Steps are the intervals of one target.
type Steps struct {
	Panel time.Duration // what the panel asks for: shown as its interval in Grafana's query options
	Step  time.Duration // $__interval, and the step of a range query
	Rate  time.Duration // $__rate_interval
}

// Steps computes the intervals of a target as Grafana does in its browser and then in its Prometheus backend
// (pkg/promlib/models/query.go). The min step is what the target sets, verbatim: empty, a duration (30s, 1m30s, 1d, 90 for
// seconds), $__interval, or $__rate_interval. The factor is the old intervalFactor; 0 counts as 1.
//
//   - The panel's interval is range / max data points, rounded to a neat value, and at least the panel's min interval or
//     else the scrape interval.
//   - The step is range / max data points, rounded, or the min step when that is longer. Rounding can take it below the
//     min step again: 100 s become 2 m, but 85 s become 1 m.
//   - The rate interval is the panel's interval plus the scrape interval, and at least four scrape intervals; a min step
//     counts as the scrape interval.
//
// It fails on a window that is empty or reversed, on a min step that is none of the above, and on a factor outside 0 to 100.
func (w Window) Steps(minStep string, factor int) (Steps, error) {
	w, err := w.checked()
	if err != nil {
		return Steps{}, err
	}
	if factor < 0 || factor > maxFactor {
		return Steps{}, fmt.Errorf("interval factor: %d is outside 0 to %d", factor, maxFactor)
	}
	panel := max(roundInBrowser(float64(w.Range().Milliseconds())/float64(w.MaxDataPoints)),
		cmp.Or(w.MinInterval, w.ScrapeInterval))

	least, scrape := panel, w.ScrapeInterval
	variable := variableName(minStep)
	switch variable {
	case "":
		if minStep == "" {
			break
		}
		if scrape, err = parseInterval(minStep); err != nil {
			return Steps{}, fmt.Errorf("min step: %w", err)
		}
		if scrape > 0 {
			least = scrape
		}
	case "__interval", "__rate_interval":
	default:
		return Steps{}, fmt.Errorf("min step: %s is not a duration, $__interval or $__rate_interval", minStep)
	}

	step := least
	if raw := w.Range() / time.Duration(w.MaxDataPoints); raw >= least {
		step = roundInBackend(raw)
	}
	step = max(step, roundInBackend(w.Range()/safeResolution))
	if variable == "__rate_interval" {
		rate := rateInterval(step, w.ScrapeInterval)
		return Steps{Panel: panel, Step: rate, Rate: rate}, nil
	}
	step *= time.Duration(max(factor, 1))
	if variable == "__interval" {
		scrape = step
	}
	return Steps{Panel: panel, Step: step, Rate: rateInterval(panel, scrape)}, nil
}

func rateInterval(interval, scrape time.Duration) time.Duration {
	return max(interval+scrape, 4*scrape)
}

// roundings are the neat intervals: what is below the limit becomes the value.
func roundings() []struct{ limit, value time.Duration } {
	const ms, s, m, h, d = time.Millisecond, time.Second, time.Minute, time.Hour, 24 * time.Hour
	return []struct{ limit, value time.Duration }{
		{10 * ms, ms}, {15 * ms, 10 * ms}, {35 * ms, 20 * ms}, {75 * ms, 50 * ms}, {150 * ms, 100 * ms},
		{350 * ms, 200 * ms}, {750 * ms, 500 * ms}, {1500 * ms, s}, {3500 * ms, 2 * s}, {7500 * ms, 5 * s},
		{12500 * ms, 10 * s}, {17500 * ms, 15 * s}, {25 * s, 20 * s}, {45 * s, 30 * s}, {90 * s, m},
		{210 * s, 2 * m}, {450 * s, 5 * m}, {750 * s, 10 * m}, {1050 * s, 15 * m}, {25 * m, 20 * m},
		{45 * m, 30 * m}, {90 * m, h}, {150 * m, 2 * h}, {270 * m, 3 * h}, {9 * h, 6 * h},
		{24 * h, 12 * h}, {7 * d, d}, {21 * d, 7 * d},
	}
}

// roundInBrowser is how the browser rounds an interval in milliseconds: a value on a limit goes up.
func roundInBrowser(ms float64) time.Duration {
	for _, r := range roundings() {
		if ms < float64(r.limit/time.Millisecond) {
			return r.value
		}
	}
	if ms < float64(42*24*time.Hour/time.Millisecond) {
		return 30 * 24 * time.Hour
	}
	return 365 * 24 * time.Hour
}

// roundInBackend is how the backend rounds an interval: a value on a limit goes down.
func roundInBackend(interval time.Duration) time.Duration {
	for _, r := range roundings() {
		if interval <= r.limit {
			return r.value
		}
	}
	if interval < 2*365*24*time.Hour {
		return 30 * 24 * time.Hour
	}
	return 365 * 24 * time.Hour
}

// parseInterval reads a duration as Grafana's backend does: with d, w, M and y for whole numbers of them, and a plain
// number for seconds.
func parseInterval(text string) (time.Duration, error) {
	bad := fmt.Errorf("%q is not a duration like 30s, 5m or 1d", text)
	text = strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	number, unit := text, time.Second
	if n := len(text); n > 0 {
		const day = 24 * time.Hour
		const year = 365*day + 6*time.Hour
		switch number = text[:n-1]; text[n-1] {
		case 'd':
			unit = day
		case 'w':
			unit = 7 * day
		case 'M':
			unit = year / 12
		case 'y':
			unit = year
		default:
			number = text
		}
	}
	if count, err := strconv.ParseUint(number, 10, 32); err == nil {
		if count > uint64(maxTime*int64(time.Millisecond)/int64(unit)) {
			return 0, bad
		}
		return time.Duration(count) * unit, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, bad
	}
	return d, nil
}

// formatInterval prints $__interval: in its largest unit alone, so that 90 s are 1m.
func formatInterval(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		suffix string
	}{
		{365 * 24 * time.Hour, "y"}, {24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "m"},
		{time.Second, "s"}, {time.Millisecond, "ms"},
	} {
		if d >= unit.length {
			return strconv.FormatInt(int64(d/unit.length), 10) + unit.suffix
		}
	}
	return "1ms"
}
