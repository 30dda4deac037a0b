package near

import (
	"math"
	"testing"
)

func TestHint(t *testing.T) {
	known := []string{"removed-metric", "syntax", "unknown-metric"}
	for _, tt := range []struct{ name, want string }{
		{"removed_metric", `did you mean "removed-metric"?`},
		{"Syntax", `did you mean "syntax"?`},
		{"sytnax", `did you mean "syntax"?`},
		{"weather", "known: removed-metric, syntax, unknown-metric"},
	} {
		if got := Hint(tt.name, known); got != tt.want {
			t.Errorf("Hint(%q) = %s, want %s", tt.name, got, tt.want)
		}
	}
	if a, b := HintOr("sintax", known, "ask"), HintOr("weather", known, "ask"); a != `did you mean "syntax"?` || b != "ask" {
		t.Errorf("HintOr is %s and %s", a, b)
	}
	if got := Hint("weather", known[:1]); got != "only removed-metric is known" {
		t.Errorf("one is known, and the hint is %q", got)
	}
	if got := Hint("x", nil); got != "" {
		t.Errorf("nothing is known, and the hint is %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"abc", "abc", 0}, {"abc", "", 3}, {"", "abc", 3}, {"abc", "acb", 1}, {"teir", "tier", 1},
		{"kitten", "sitting", 3}, {"abcdef", "badcfe", 3}, {"ca", "abc", 3},
	} {
		if got := distance(tt.a, tt.b, math.MaxInt32); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		for limit := range 4 {
			if got, want := distance(tt.a, tt.b, limit), min(tt.want, limit+1); got != want {
				t.Errorf("distance(%q, %q) up to %d = %d, want %d", tt.a, tt.b, limit, got, want)
			}
		}
	}
}
