package promql

import (
	"strings"
	"testing"
)

// TestWhoDecidesALabel tells which operation is behind a label, and whether none is.
func TestWhoDecidesALabel(t *testing.T) {
	for _, c := range []struct {
		text, label, by string
		untouched       bool
	}{
		{`sum by (pod) (foo)`, "model_name", "sum", false},
		{`sum by (pod) (foo)`, "pod", "", true},
		{`sum by (model_name) (vllm:num_requests_running)`, "model_name", "", true},
		{`sum by (finished_reason) (vllm:num_requests_running)`, "finished_reason", "", true},
		{`foo{a=""}`, "a", "", false},
		{`rate(foo[5m])`, "__name__", "rate", false},
		{`histogram_quantile(0.9, foo_bucket)`, "le", "histogram_quantile", false},
		{`foo * on (a) bar`, "b", "*", false},
		{`label_replace(foo, "a", "x", "", "")`, "a", "label_replace", false},
		{`vector(0)`, "a", "vector", false},
		{`sum by ($x) (foo)`, "a", "", true},
	} {
		n := Analyse(mustParse(t, c.text), testContext()).Result
		f := n.Label(c.label)
		if n.State(c.label) != f.State {
			t.Errorf("%s of %s is %s and %s", c.label, c.text, n.State(c.label), f.State)
		}
		by := ""
		if f.By != nil {
			by = f.By.Operation()
		}
		if by != c.by || f.Untouched != c.untouched {
			t.Errorf("%s of %s: by %q, untouched %v; want %q, %v", c.label, c.text, by, f.Untouched, c.by, c.untouched)
		}
	}
}

func TestBare(t *testing.T) {
	for text, want := range map[string]bool{
		`sum(foo)`: true, `vector(0)`: true, `sum(foo) or vector(0)`: true, `foo`: false, `sum by (a) (foo)`: false,
		`sum by (a) (sum(foo))`: true, `sum without (a) (foo)`: false, `absent(foo{a="b"})`: false, `sum by ($x) (foo)`: false,
	} {
		if got := Analyse(mustParse(t, text), testContext()).Result.Bare(); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestOperatorOfAMatch(t *testing.T) {
	text := `sum(foo) / on (a) group_left () bar`
	if got := Analyse(mustParse(t, text), Context{}).Matches[0].Operator().In(text); got != "/ on (a) group_left ()" {
		t.Errorf("got %q", got)
	}
}

func TestVariablesOfAText(t *testing.T) {
	for text, want := range map[string]string{
		`$a of ${b:csv} and [[c]], {{pod}}`: "a b c",
		`costs $5, $1 or $$d$`:              "d",
		`[${e.text}]`:                       "e",
		``:                                  "",
	} {
		var got []string
		for v := range Variables(text) {
			got = append(got, v.Name)
			if v.Span.In(text) != v.Text {
				t.Errorf("%s: %s is at %q", text, v.Text, v.Span.In(text))
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %q, want %q", text, s, want)
		}
	}
	for range Variables(`$a $b`) {
		break
	}
}
