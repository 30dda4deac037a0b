package catalogue

import "testing"

func u(t *testing.T, word, noun string) Unit {
	t.Helper()
	unit, ok := Named(word, noun)
	if !ok {
		t.Fatalf("no unit %q", word)
	}
	return unit
}

func TestUnitArithmetic(t *testing.T) {
	requests, tokens := u(t, "count", "requests"), u(t, "count", "tokens")
	seconds, ms, bytes, mib := u(t, "seconds", ""), u(t, "milliseconds", ""), u(t, "bytes", ""), u(t, "mebibytes", "")
	ratio, percent, joules := u(t, "ratio", ""), u(t, "percent", ""), u(t, "millijoules", "")
	errors := u(t, "count", "errors")
	tests := []struct {
		name string
		got  Unit
		want string
	}{
		{"rate of requests", requests.Rate(), "requests/s"},
		{"rate of a rate", requests.Rate().Rate(), "unknown"},
		{"rate of seconds is a share of time", seconds.Rate(), "ratio (0-1)"},
		{"rate of energy is power", joules.Rate(), "milliwatts"},
		{"1000 times seconds", seconds.Times(1000), "milliseconds"},
		{"a thousandth of milliseconds", ms.Times(1.0 / 1000), "seconds"},
		{"100 times a ratio", ratio.Times(100), "percent (0-100)"},
		{"MiB to bytes", mib.Times(1 << 20), "bytes"},
		{"bytes to MiB", bytes.Times(1.0 / (1 << 20)), "MiB"},
		{"60 times a rate", requests.Rate().Times(60), "requests/min"},
		{"7 times seconds is nothing people use", seconds.Times(7), "unknown"},
		{"minus one", seconds.Times(-1), "seconds"},
		{"nothing stays what it would be", requests.Rate().Times(0), "requests/s"},
		{"errors per request is a share", errors.Rate().Over(requests.Rate()), "ratio (0-1)"},
		{"tokens per request is no share", tokens.Rate().Over(requests.Rate()), "tokens"},
		{"requests per request", requests.Over(requests), "ratio (0-1)"},
		{"seconds per request", seconds.Over(requests), "seconds"},
		{"rate of seconds over rate of requests", seconds.Rate().Over(requests.Rate()), "seconds"},
		{"bytes over seconds", bytes.Over(seconds), "bytes/s"},
		{"MiB over bytes is no scale people use", mib.Over(bytes), "unknown"},
		{"bytes over bytes", bytes.Over(bytes), "ratio (0-1)"},
		{"tokens over a ratio", tokens.Over(ratio), "tokens"},
		{"seconds over bytes", seconds.Over(bytes), "unknown"},
		{"share of a rate", ratio.By(requests.Rate()), "requests/s"},
		{"percent of bytes", bytes.By(percent), "unknown"},
		{"seconds times seconds", seconds.By(seconds), "unknown"},
	}
	for _, tt := range tests {
		if tt.got.String() != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, tt.got, tt.want)
		}
	}
	if sum, ok := requests.Plus(tokens); !ok || sum.String() != "count" {
		t.Errorf("requests and tokens are both counts, got %s, %v", sum, ok)
	}
	if _, ok := seconds.Plus(ms); ok {
		t.Error("seconds and milliseconds share an axis")
	}
	if sum, ok := seconds.Plus(Unit{}); !ok || sum.Known() {
		t.Errorf("an unknown unit conflicts, or is taken for known: %s, %v", sum, ok)
	}
}
