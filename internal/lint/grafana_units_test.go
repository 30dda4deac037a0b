package lint

import (
	"testing"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/grafana"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// TestUnitsRoundTrip proves that the unit which dashgen gives a panel is read as the unit of its values.
func TestUnitsRoundTrip(t *testing.T) {
	scales := []float64{1, 1e-3, 1e-6, 1e-9, 60, 3600, 86400, 1 << 10, 1 << 20, 1 << 30, 1e3, 1e6, 1e9, 1.0 / 8, 1e-2, aMinute, anHour, 3.6e6}
	known, plain := 0, 0
	for _, d := range []catalogue.Dimension{
		catalogue.Time, catalogue.Data, catalogue.Count, catalogue.Ratio, catalogue.Temperature, catalogue.Power, catalogue.Energy,
		catalogue.Frequency, catalogue.Money, catalogue.Cores, catalogue.Timestamp, catalogue.Bool, catalogue.Info, catalogue.Code,
	} {
		for _, scale := range scales {
			for _, rate := range []bool{false, true} {
				for _, noun := range []string{"", "requests", "tokens", "preemptions"} {
					u := catalogue.Unit{Dimension: d, Scale: scale, PerSecond: rate, Noun: noun}
					id, err := grafana.UnitID(u)
					if err != nil {
						continue
					}
					got, isPlain := grafanaUnit(id)
					switch {
					case isPlain:
						plain++
						if d != catalogue.Count && d != catalogue.Bool && d != catalogue.Info && d != catalogue.Code {
							t.Errorf("%s is shown as %s, which says nothing", u, id)
						}
					case !got.Compatible(u):
						t.Errorf("%s is shown as %s, which is read as %s", u, id, got)
					case !fits(u, got):
						t.Errorf("%s does not fit its own unit %s", u, id)
					default:
						known++
					}
				}
			}
		}
	}
	if known < 100 || plain < 10 {
		t.Errorf("only %d units came back, and %d plain ones", known, plain)
	}
}

// TestUnitsAreGrafanas finds ids that Grafana does not have, and advice that would be a finding itself.
func TestUnitsAreGrafanas(t *testing.T) {
	for id, u := range grafanaUnits {
		if !display.Known(id) {
			t.Errorf("Grafana has no unit %s", id)
		}
		if advised := unitFor(u); advised != "" {
			if v, _ := grafanaUnit(advised); !fits(u, v) {
				t.Errorf("for %s, %s is advised, which does not fit", id, advised)
			}
		}
	}
	for _, id := range preferredUnits {
		if _, ok := grafanaUnits[id]; !ok {
			t.Errorf("%s is advised, but not known", id)
		}
	}
}

func TestGrafanaUnit(t *testing.T) {
	tests := []struct {
		id, want string
		plain    bool
	}{
		{"short", "unknown", true},
		{"", "unknown", true},
		{"bool_yes_no", "unknown", true},
		{"mbytes", "MiB", false},
		{"Bps", "bytes/s", false},
		{"reqpm", "count/min", false},
		{"count:tok/s", "count/s", false},
		{"suffix: req/s", "count/s", false},
		{"req/s", "count/s", false},
		{"suffix: MB/s", "unknown", false},
		{"suffix: bits/s", "unknown", false},
		{"suffix:%", "percent (0-100)", false},
		{"count:cores", "cores", false},
		{"time:YYYY", "0.001 timestamp", false},
		{"prefix:€", "unknown", false},
		{"si:W", "unknown", false},
		{"currencyEUR", "unknown", false},
		{"tokens", "unknown", false},
		{"${unit}", "unknown", false},
	}
	for _, tt := range tests {
		if u, plain := grafanaUnit(tt.id); u.String() != tt.want || plain != tt.plain {
			t.Errorf("%q says %s (plain: %v), want %s (%v)", tt.id, u, plain, tt.want, tt.plain)
		}
	}
}

func TestFits(t *testing.T) {
	unit := func(word string) catalogue.Unit {
		u, ok := catalogue.Named(word, "")
		if !ok {
			t.Fatalf("no unit %q", word)
		}
		return u
	}
	tests := []struct {
		values, id string
		want       bool
	}{
		{"seconds", "s", true},
		{"seconds", "dthms", true},
		{"seconds", "ms", false},
		{"seconds", "dateTimeFromNow", false},
		{"seconds", "bytes", false},
		{"timestamp", "dateTimeAsIso", false},
		{"timestamp", "s", false},
		{"ratio", "percentunit", true},
		{"ratio", "percent", false},
		{"percent", "percentunit", false},
		{"mebibytes", "decmbytes", true},
		{"mebibytes", "bytes", false},
		{"bytes", "decbytes", true},
		{"bytes", "bits", false},
		{"bytes", "Bps", false},
		{"count", "reqps", false},
		{"count/s", "reqps", true},
		{"count/s", "hertz", true},
		{"count/s", "cpm", false},
		{"megahertz", "rotmhz", true},
		{"megahertz", "hertz", false},
		{"ratio", "count:cores", true},
		{"cores", "percentunit", true},
		{"cores", "s", false},
		{"bool", "percentunit", true},
		{"code", "s", true},
		{"unknown", "s", true},
	}
	for _, tt := range tests {
		shown, _ := grafanaUnit(tt.id)
		if got := fits(unit(tt.values), shown); got != tt.want {
			t.Errorf("%s under %s: %v, want %v", tt.values, tt.id, got, tt.want)
		}
	}
}
