package chart

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/display"
)

func ptr(f float64) *float64 { return &f }

// TestAxisRange: a tenth of padding, never across zero, and what a person set wins.
func TestAxisRange(t *testing.T) {
	inf := math.Inf(1)
	for _, tt := range []struct {
		low, high float64
		b         bounds
		lo, hi    float64
	}{
		{0, 566, bounds{}, 0, 630},
		{10, 20, bounds{}, 9, 21},
		{0.01, 0.02, bounds{}, 0.009, 0.021},
		{-5, 5, bounds{}, -6, 6},
		{-20, -10, bounds{}, -21, -9},
		{1, 100, bounds{}, 0, 110},
		{0, 0, bounds{}, 0, 100},
		{7, 7, bounds{}, 0, 14},
		{3, 8, bounds{min: ptr(0), max: ptr(1)}, 0, 1},
		{3, 8, bounds{softMin: ptr(0), softMax: ptr(20)}, 0, 22},
		{inf, -inf, bounds{}, 0, 110},
		{math.NaN(), 3, bounds{}, 0, 110},
		{5, 9, bounds{min: ptr(9), max: ptr(9)}, 9, 10},
		{0, 1e-310, bounds{}, 0, 100}, // too small for ticks
	} {
		lo, hi := axisRange(tt.low, tt.high, tt.b)
		if math.Abs(lo-tt.lo) > 1e-9 || math.Abs(hi-tt.hi) > 1e-9 {
			t.Errorf("%v to %v: %v to %v, want %v to %v", tt.low, tt.high, lo, hi, tt.lo, tt.hi)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		s    scale
		want []float64
	}{
		{scale{min: 0, max: 630, from: 140}, []float64{0, 100, 200, 300, 400, 500, 600}},
		{scale{min: 0, max: 0.63, from: 140}, []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6}},
		{scale{min: -6, max: 6, from: 100}, []float64{-5, -2.5, 0, 2.5, 5}},
		{scale{min: 0, max: 4 << 30, from: 140, binary: true}, []float64{0, 1 << 30, 2 << 30, 3 << 30, 4 << 30}},
		{scale{min: 1, max: 1000, from: 140, log: 10}, []float64{1, 10, 100, 1000}},
		{scale{min: 0, max: 0, from: 140}, nil},
		{scale{min: 0, max: math.Inf(1), from: 140}, nil},
		{scale{min: 0, max: 1e-310, from: 140}, nil},
		{scale{min: 0, max: math.NaN(), from: 140}, nil},
		{scale{min: -5, max: -1, from: 140, log: 10}, nil},
		{scale{min: 0, max: 0, from: 140, log: 2}, nil},
	} {
		space := 20.0
		got, _ := tt.s.ticks(space)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%+v has %v, want %v", tt.s, got, tt.want)
		}
	}
}

// TestTickText: as many digits as tell ticks apart, and no zeros at the end: what Grafana's axes show.
func TestTickText(t *testing.T) {
	for _, tt := range []struct {
		unit  string
		step  float64
		value float64
		want  string
	}{
		{"s", 0.5, 0.5, "500 ms"}, {"s", 0.5, 1, "1 s"}, {"s", 0.5, 2.5, "2.5 s"}, {"s", 20, 80, "1.33 mins"}, {"s", 20, 120, "2 mins"},
		{"percentunit", 0.1, 0.1, "10%"}, {"reqps", 1, 7, "7 req/s"}, {"suffix: tok/s", 100, 600, "600 tok/s"}, {"", 0.25, 0.75, "0.75"},
	} {
		a := &axis{field: display.Field{Unit: tt.unit}}
		if got := a.tickText(tt.value, decimals(tt.step)); got != tt.want {
			t.Errorf("%v %s is %q, want %q", tt.value, tt.unit, got, tt.want)
		}
	}
}

func TestTimeTicks(t *testing.T) {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		span   time.Duration
		length float64
		first  string
		n      int
	}{
		{20 * time.Minute, 700, "00:00", 5}, {20 * time.Minute, 300, "00:00", 5}, {30 * time.Second, 700, "00:00:00", 7},
		{24 * time.Hour, 700, "00:00", 9}, {7 * 24 * time.Hour, 700, "01/01", 8}, {0, 700, "", 0}, {time.Hour, 0, "", 0},
	} {
		got := timeTicks(from, from.Add(tt.span), tt.length, 60)
		if len(got) != tt.n || tt.n > 0 && got[0].text != tt.first {
			t.Errorf("%v on %v px: %d ticks, %v", tt.span, tt.length, len(got), got)
		}
	}
}

func TestSchemes(t *testing.T) {
	for name, colours := range schemes {
		if got := schemeColour(name, 0); got != colours[0] {
			t.Errorf("%s begins with %s", name, got)
		}
		if got := schemeColour(name, 1); got != colours[len(colours)-1] {
			t.Errorf("%s ends with %s", name, got)
		}
	}
	if schemeColour("nonsense", 0.5) != schemeColour("Oranges", 0.5) {
		t.Error("an unknown scheme is not the default")
	}
}
