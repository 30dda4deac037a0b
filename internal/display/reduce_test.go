package display

import (
	"math"
	"strings"
	"testing"
)

// list reads values: "-" is null.
func list(t *testing.T, text string) []*float64 {
	t.Helper()
	var values []*float64
	for _, word := range strings.Fields(text) {
		if word == "-" {
			values = append(values, nil)
			continue
		}
		values = append(values, value(wholeNumberOrNaN(t, word)))
	}
	return values
}

func wholeNumberOrNaN(t *testing.T, word string) float64 {
	t.Helper()
	v := wholeNumber(word)
	if math.IsNaN(v) && word != "NaN" {
		t.Fatalf("%q is not a number", word)
	}
	return v
}

func TestReduce(t *testing.T) {
	for _, c := range []struct{ values, results string }{
		{"1 2 3 4", "lastNotNull=4 last=4 firstNotNull=1 first=1 mean=2.5 max=4 min=1 sum=10 count=4 countAll=4 range=3 delta=3 " +
			"step=1 diff=3 diffperc=300 logmin=1 median=2.5 variance=1.25 stdDev=1.118033988749895 changeCount=3 distinctCount=4 p50=3 p95=4 p1=1 p99=4"},
		{"- 1 - 3 -", "lastNotNull=3 last=- firstNotNull=1 first=- mean=2 max=3 min=1 sum=4 count=2 countAll=5 range=2 delta=2 step=2 " +
			"diff=2 diffperc=200 logmin=1 median=2 variance=1 changeCount=1 distinctCount=2 p50=3"},
		{"NaN 1 NaN 3 NaN", "lastNotNull=3 last=NaN firstNotNull=1 first=NaN mean=2 max=3 min=1 sum=4 count=5 countAll=5 range=2 " +
			"delta=2 diff=2 variance=NaN stdDev=NaN changeCount=4 distinctCount=3"},
		// Nothing: what is 0 here is a panel that shows a number where there is none.
		{"- -", "lastNotNull=- last=- firstNotNull=- first=- mean=- max=- min=- sum=0 count=0 countAll=2 range=- delta=0 step=- diff=- " +
			"diffperc=0 logmin=1.7976931348623157e308 median=NaN variance=0 stdDev=0 changeCount=0 distinctCount=0 p50=-"},
		{"NaN NaN", "lastNotNull=- last=NaN mean=- max=- sum=0 count=2 range=- delta=0 distinctCount=1 changeCount=1"},
		{"", "lastNotNull=- last=- mean=- max=- min=- sum=0 count=0 countAll=0 range=- delta=- diffperc=- median=- variance=- p50=- changeCount=-"},
		{"0", "lastNotNull=0 mean=0 max=0 min=0 sum=0 count=1 range=0 delta=0 step=- diff=0 diffperc=NaN logmin=1.7976931348623157e308"},
		{"-2 5", "min=-2 max=5 range=7 logmin=5 diffperc=-350 sum=3"},
		// A counter that starts anew: the drop is left out, and so is the rise right after it.
		{"10 15 2 4 9", "delta=10 step=-13 diff=-1"},
		{"1 Infinity", "max=Infinity mean=Infinity range=Infinity"},
		{"-Infinity -Infinity", "max=- min=-Infinity range=-"},
		{"5 5 1 5", "changeCount=2 distinctCount=2 p1=1 p25=5 median=5"},
	} {
		for _, result := range strings.Fields(c.results) {
			name, want, _ := strings.Cut(result, "=")
			got, err := Reduce(name, list(t, c.values))
			switch {
			case err != nil:
				t.Errorf("%s of %q: %v", name, c.values, err)
			case want == "-":
				if got != nil {
					t.Errorf("%s of %q is %v, want null", name, c.values, *got)
				}
			case got == nil:
				t.Errorf("%s of %q is null, want %s", name, c.values, want)
			default:
				if w := wholeNumberOrNaN(t, want); *got != w && !(math.IsNaN(w) && math.IsNaN(*got)) {
					t.Errorf("%s of %q is %v, want %s", name, c.values, *got, want)
				}
			}
		}
	}
}

func TestReduceUnknown(t *testing.T) {
	for _, name := range []string{"", "avg", "p0", "p100", "p05", "allValues", "allIsNull"} {
		if _, err := Reduce(name, list(t, "1 2")); err == nil || !strings.Contains(err.Error(), "unknown reducer") {
			t.Errorf("%q: %v", name, err)
		}
	}
}
