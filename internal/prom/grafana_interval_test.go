package prom

import (
	"testing"
	"time"
)

func TestSteps(t *testing.T) {
	const h, d = time.Hour, 24 * time.Hour
	for _, test := range []struct {
		name              string
		length            time.Duration
		points            int
		scrape, panelMin  time.Duration
		minStep           string
		factor            int
		panel, step, rate string
	}{
		{name: "an hour is limited by the scrape interval", length: h, points: 1000, panel: "15s", step: "15s", rate: "1m0s"},
		{name: "six hours are rounded", length: 6 * h, points: 1000, panel: "20s", step: "20s", rate: "1m0s"},
		{name: "a day", length: d, points: 1000, panel: "1m0s", step: "1m0s", rate: "1m15s"},
		{name: "a week", length: 7 * d, points: 1000, panel: "10m0s", step: "10m0s", rate: "10m15s"},
		{name: "a month", length: 30 * d, points: 1000, panel: "30m0s", step: "30m0s", rate: "30m15s"},
		{name: "no data points given", length: 6 * h, panel: "15s", step: "15s", rate: "1m0s"},
		{name: "a slower scrape", length: h, points: 1000, scrape: 30 * time.Second, panel: "30s", step: "30s", rate: "2m0s"},

		{name: "min step", length: h, points: 1000, minStep: "1m", panel: "15s", step: "1m0s", rate: "4m0s"},
		{name: "min step longer than the panel's", length: d, points: 1000, minStep: "5m", panel: "1m0s", step: "5m0s", rate: "20m0s"},
		{name: "min step shorter than the panel's", length: 7 * d, points: 1000, minStep: "1m", panel: "10m0s", step: "10m0s", rate: "11m0s"},
		{name: "min step in days", length: 30 * d, points: 1000, minStep: "1d", panel: "30m0s", step: "24h0m0s", rate: "96h0m0s"},
		{name: "min step without unit", length: h, points: 1000, minStep: "90", panel: "15s", step: "1m30s", rate: "6m0s"},
		{name: "min step in brackets", length: h, points: 1000, minStep: "<45s>", panel: "15s", step: "45s", rate: "3m0s"},
		{name: "min step 0s is none, but counts as the scrape interval", length: h, points: 1000, minStep: "0s", panel: "15s", step: "15s", rate: "15s"},
		{name: "rounding goes below the min step", length: 85_000 * time.Second, points: 1000, minStep: "80s", panel: "1m0s", step: "1m0s", rate: "5m20s"},

		{name: "panel's min interval", length: h, points: 1000, scrape: 30 * time.Second, panelMin: 2 * time.Minute, panel: "2m0s", step: "2m0s", rate: "2m30s"},
		{name: "panel's min interval below the scrape interval", length: h, points: 1000, scrape: 30 * time.Second, panelMin: 5 * time.Second, panel: "5s", step: "5s", rate: "2m0s"},

		{name: "on a limit the browser goes up", length: h, points: 480, scrape: time.Second, panel: "10s", step: "10s", rate: "11s"},
		{name: "on a limit the backend goes down", length: h, points: 480, scrape: time.Second, minStep: "1s", panel: "10s", step: "5s", rate: "11s"},
		{name: "no more than 11000 steps", length: h, points: 50_000, scrape: 10 * time.Millisecond, panel: "50ms", step: "200ms", rate: "60ms"},
		{name: "years", length: 3650 * d, points: 10, panel: "8760h0m0s", step: "720h0m0s", rate: "8760h0m15s"},

		{name: "min step $__interval", length: d, points: 1000, minStep: "$__interval", panel: "1m0s", step: "1m0s", rate: "4m0s"},
		{name: "min step $__rate_interval", length: d, points: 1000, minStep: "${__rate_interval}", factor: 3, panel: "1m0s", step: "1m15s", rate: "1m15s"},
		{name: "interval factor", length: d, points: 1000, factor: 2, panel: "1m0s", step: "2m0s", rate: "1m15s"},
	} {
		w := Window{From: at(0), To: at(0).Add(test.length), MaxDataPoints: test.points, ScrapeInterval: test.scrape, MinInterval: test.panelMin}
		steps, err := w.Steps(test.minStep, test.factor)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if steps.Panel.String() != test.panel || steps.Step.String() != test.step || steps.Rate.String() != test.rate {
			t.Errorf("%s: panel %s step %s rate %s, not panel %s step %s rate %s",
				test.name, steps.Panel, steps.Step, steps.Rate, test.panel, test.step, test.rate)
		}
	}
}

func TestStepErrors(t *testing.T) {
	good := Window{From: at(0), To: at(3600)}
	for _, test := range []struct {
		window  Window
		minStep string
		factor  int
		want    string
	}{
		{Window{}, "", 0, "window: the time 0001-01-01T00:00:00Z is outside 1970 to 2199\nthe time 0001-01-01T00:00:00Z is outside 1970 to 2199"},
		{Window{From: at(5), To: at(5)}, "", 0, "window: its end 1970-01-01T00:00:05Z is not after its start 1970-01-01T00:00:05Z"},
		{Window{From: at(0), To: at(1), MaxDataPoints: -1}, "", 0, "window: a setting is negative: -1 data points, scrape interval 0s, min interval 0s"},
		{good, "often", 0, `min step: "often" is not a duration like 30s, 5m or 1d`},
		{good, "-5s", 0, `min step: "-5s" is not a duration like 30s, 5m or 1d`},
		{good, "5000000000", 0, `min step: "5000000000" is not a duration like 30s, 5m or 1d`},
		{good, "400y", 0, `min step: "400y" is not a duration like 30s, 5m or 1d`},
		{good, "<>", 0, `min step: "<>" is not a duration like 30s, 5m or 1d`},
		{good, "$step", 0, `min step: $step is not a duration, $__interval or $__rate_interval`},
		{good, "$__interval_ms", 0, `min step: $__interval_ms is not a duration, $__interval or $__rate_interval`},
		{good, "1m$step", 0, `min step: "1m$step" is not a duration like 30s, 5m or 1d`},
		{good, "", -1, "interval factor: -1 is outside 0 to 100"},
		{good, "", 101, "interval factor: 101 is outside 0 to 100"},
	} {
		if _, err := test.window.Steps(test.minStep, test.factor); err == nil || err.Error() != test.want {
			t.Errorf("%+v %q %d\ngot  %v\nwant %s", test.window, test.minStep, test.factor, err, test.want)
		}
	}
}

// TestRounding walks through the table of neat values, on both sides of each limit.
func TestRounding(t *testing.T) {
	const ms = time.Millisecond
	last := time.Duration(0)
	for _, r := range roundings() {
		if r.value <= last || r.value >= r.limit {
			t.Errorf("%s does not follow %s, or is not below %s", r.value, last, r.limit)
		}
		last = r.value
		limit := float64(r.limit / ms)
		if below, on := roundInBrowser(limit-0.001), roundInBrowser(limit); below != r.value || on <= r.value {
			t.Errorf("browser: below %s is %s, on it %s", r.limit, below, on)
		}
		if on, above := roundInBackend(r.limit), roundInBackend(r.limit+1); on != r.value || above <= r.value {
			t.Errorf("backend: on %s is %s, above it %s", r.limit, on, above)
		}
	}
	const d = 24 * time.Hour
	for _, test := range []struct{ interval, browser, backend time.Duration }{
		{0, ms, ms},
		{41 * d, 30 * d, 30 * d},
		{42 * d, 365 * d, 30 * d},
		{730*d - 1*ms, 365 * d, 30 * d},
		{730 * d, 365 * d, 365 * d},
	} {
		if got := roundInBrowser(float64(test.interval / ms)); got != test.browser {
			t.Errorf("browser: %s is %s, not %s", test.interval, got, test.browser)
		}
		if got := roundInBackend(test.interval); got != test.backend {
			t.Errorf("backend: %s is %s, not %s", test.interval, got, test.backend)
		}
	}
}

func TestAlign(t *testing.T) {
	clock := func(text string) time.Time {
		at, err := time.Parse("02 15:04:05.000", text)
		if err != nil {
			t.Fatal(err)
		}
		return at.AddDate(2026, 0, 0)
	}
	for _, test := range []struct {
		from, to   string
		step       time.Duration
		offset     time.Duration
		start, end string
	}{
		{"01 00:00:07.500", "01 01:00:14.999", 15 * time.Second, 0, "01 00:00:00.000", "01 01:00:00.000"},
		{"01 00:00:15.000", "01 01:00:15.001", 15 * time.Second, 0, "01 00:00:15.000", "01 01:00:15.000"},
		{"05 13:00:00.000", "07 01:00:00.000", 24 * time.Hour, 0, "05 00:00:00.000", "07 00:00:00.000"},
		{"05 13:00:00.000", "07 01:00:00.000", 24 * time.Hour, 2 * time.Hour, "04 22:00:00.000", "06 22:00:00.000"},
		{"05 13:00:00.000", "07 01:00:00.000", 24 * time.Hour, -5 * time.Hour, "05 05:00:00.000", "06 05:00:00.000"},
		{"09 00:00:00.000", "15 00:00:00.000", 7 * 24 * time.Hour, 0, "08 00:00:00.000", "15 00:00:00.000"}, // weeks start on Thursday
	} {
		w := Window{From: clock(test.from), To: clock(test.to), UTCOffset: test.offset}
		start, end := w.Align(test.step)
		if !start.Equal(clock(test.start)) || !end.Equal(clock(test.end)) {
			t.Errorf("%+v: %s to %s", test, start, end)
		}
	}
	early := Window{From: at(0), To: at(1), UTCOffset: -time.Hour}
	if start, _ := early.Align(24 * time.Hour); !start.Equal(at(-23 * 3600)) {
		t.Errorf("before 1970: %s", start)
	}
}
