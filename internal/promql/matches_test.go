package promql

import (
	"fmt"
	"strings"
	"testing"
)

func TestGroupings(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`sum by (a, b) (foo)`, `by a possible; by b possible`},
		{`sum(foo{a="x"}) by (a)`, `by a guaranteed`},
		{`sum((foo)) without ("a b",)`, `without a b possible`},
		{`sum by (a) (sum by (b) (foo))`, `by b possible; by a impossible: removed by sum by (b) at 12`},
		{`sum(sum(foo) by (b)) by (a)`, `by b possible; by a impossible: removed by sum by (b) at 4`},
		{`foo / on (a) sum by (b) (bar)`, `by b possible; on a possible, right impossible: removed by sum by (b) at 13`},
		{`foo / ignoring (a) group_left (c, d) bar{c="x"}`, `ignoring a possible, right possible; group_left c guaranteed; group_left d possible`},
		{`sum(foo) * on () group_right (c) bar`, `group_right c impossible: removed by sum at 0`},
		{`sum by ($x, y) (foo)`, `by $x (variable) possible; by y possible`},
		{`topk by (a) (3, foo)`, `by a possible`},
		{`topk(3, sum by (b) (foo)) by (a)`, `by b possible; by a impossible: removed by sum by (b) at 8`},
		{`count_values by (a) ("b", foo)`, `by a possible`},
		{`${agg} by (a) (sum(foo))`, `by a impossible: removed by sum at 15`},
		{"sum # by (z)\nby (a) (foo)", `by a possible`},
		{"sum(foo # by (z)\n) by (a)", `by a possible`},
		{`SUM BY (a) (foo)`, `by a possible`},
		{`foo and ON (a) bar`, `on a possible, right possible`},
		{`sum by (by, on) (foo)`, `by by possible; by on possible`},
	} {
		f := Analyse(mustParse(t, c.text), Context{})
		var got []string
		for _, g := range f.Groupings {
			fact := g.Fact()
			s := fmt.Sprintf("%s %s", g.Clause, g.Label)
			if g.Variable {
				s += " (variable)"
			}
			s += " " + fact.State.String()
			if fact.State == Impossible {
				s += fmt.Sprintf(": %s at %d", fact.Reason, fact.Span.Start)
			}
			if g.Other != nil {
				other := g.Other.Label(g.Label)
				s += ", right " + other.State.String()
				if other.State == Impossible {
					s += fmt.Sprintf(": %s at %d", other.Reason, other.Span.Start)
				}
			}
			if text := strings.Trim(g.Span.In(c.text), `"`); text != g.Label {
				t.Errorf("%s: %s is at %q", c.text, g.Label, text)
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		text    string
		verdict Verdict
		label   string
	}{
		{`foo / bar`, MayMatch, ""},
		{`foo / on (a) sum by (b) (bar)`, MayMatch, ""},
		{`foo{a="x"} / on (a) sum by (b) (bar)`, NeverMatch, "a"},
		{`sum by (b) (bar) * on (a) foo{a!=""}`, NeverMatch, "a"},
		{`foo{a="x"} / sum(bar)`, NeverMatch, "a"},
		{`foo{a="x"} / ignoring (a) sum(bar)`, MayMatch, ""},
		{`foo{a="x"} / bar{a="y"}`, NeverMatch, "a"},
		{`foo{a="x"} / bar{a="x"}`, MayMatch, ""},
		{`foo{a="x"} / ignoring (a) bar{a="y"}`, MayMatch, ""},
		{`foo{a="x"} and on (b) bar{a="y"}`, MayMatch, ""},
		{`foo{a="x"} and bar{a="y"}`, NeverMatch, "a"},
		{`foo{a="$x"} / bar{a="y"}`, MayMatch, ""},
		{`sum by (a) (foo{a="x"}) / sum by (b) (bar{b="y"})`, NeverMatch, "a"},
		{`sum by (a) (foo) / sum by (b) (bar)`, MayMatch, ""},
		{`rate(vllm:prompt_tokens_total[5m]) / sum(rate(vllm:prompt_tokens_total[5m]))`, HardlyMatch, "model_name"},
		{`sum by (model_name) (vllm:num_requests_running) / sum(vllm:num_requests_waiting)`, HardlyMatch, "model_name"},
		{`sum by (model_name) (vllm:num_requests_running) / on () group_left () sum(vllm:num_requests_waiting)`, MayMatch, ""},
		{`sum by (model_name) (vllm:num_requests_running) / sum by (model_name) (vllm:num_requests_waiting)`, MayMatch, ""},
		{`rate(vllm:e2e_request_latency_seconds_bucket[5m]) / rate(vllm:e2e_request_latency_seconds_count[5m])`, MayMatch, ""},
		{`foo / on ($l) sum(bar)`, MayMatch, ""},
		{`foo{a="x"} or sum(bar)`, NeverMatch, "a"},
	} {
		f := Analyse(mustParse(t, c.text), testContext())
		m := f.Matches[len(f.Matches)-1]
		if m.Verdict != c.verdict || m.Label != c.label {
			t.Errorf("%s: got %d because of %q, want %d because of %q", c.text, m.Verdict, m.Label, c.verdict, c.label)
		}
		if m.Label != "" && (m.Left.Reason == "" || m.Right.Reason == "") {
			t.Errorf("%s: no reasons: %+v, %+v", c.text, m.Left, m.Right)
		}
	}
}

// TestGuesses records nothing of operations that a variable may turn into others.
func TestGuesses(t *testing.T) {
	for _, text := range []string{
		`vllm:num_requests_running{a="x"} $op vllm:kv_cache_usage_perc{a="y"}`,
		`vllm:num_requests_running{a="x"} + vllm:kv_cache_usage_perc{a="y"} $more`,
	} {
		f := Analyse(mustParse(t, text), testContext())
		if len(f.Matches) > 0 || len(f.UnitConflicts) > 0 {
			t.Errorf("%s: %+v, %+v", text, f.Matches, f.UnitConflicts)
		}
	}
}

func TestMatchRequired(t *testing.T) {
	for text, want := range map[string]bool{
		`foo / bar`: true, `foo and bar`: true, `foo > bool bar`: true,
		`foo or bar`: false, `foo unless bar`: false, `foo + fill (0) bar`: false, `foo + fill_left (0) bar`: false,
	} {
		if got := Analyse(mustParse(t, text), Context{}).Matches[0].Required(); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestNodes(t *testing.T) {
	text := `sum by (a) (rate(foo{b="c"}[5m])) > bool (1 + 2)`
	f := Analyse(mustParse(t, text), Context{})
	var got []string
	for n := range f.Result.All() {
		if n.Text() != n.Span.In(text) || n.Parent == nil != (n == f.Result) {
			t.Errorf("%q at %v", n.Text(), n.Span)
		}
		got = append(got, fmt.Sprintf("%s %s %s", n.Text(), n.Operation(), n.Type))
	}
	want := []string{
		text + ` > vector`, `sum by (a) (rate(foo{b="c"}[5m])) sum vector`, `rate(foo{b="c"}[5m]) rate vector`, `foo{b="c"}[5m]  matrix`,
		`foo{b="c"}  vector`, `(1 + 2)  scalar`, `1 + 2 + scalar`, `1  scalar`, `2  scalar`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	right := f.Result.Children[1]
	if right.Unwrap() == right || right.Unwrap().Operation() != "+" {
		t.Error("parentheses stay")
	}
}

// TestTypes are those of results, none where a variable decides.
func TestTypes(t *testing.T) {
	for text, want := range map[string]string{
		`foo`: "vector", `foo[5m]`: "matrix", `1`: "scalar", `"x"`: "string", `time()`: "scalar", `1 + 2`: "scalar",
		`foo + 1`: "vector", `$x`: "none", `($x)`: "none", `-$x`: "none", `$x / $y`: "none", `$x * 2`: "none",
		`foo * $x`: "vector", `$x * foo`: "vector", `sum($x)`: "vector", `${fn}(foo)`: "none", `foo[5m:]`: "matrix", `foo / $__range_s`: "vector",
		`$__range_s`: "scalar",
	} {
		if got := Analyse(mustParse(t, text), Context{}).Result.Type; string(got) != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestWindow(t *testing.T) {
	for _, c := range []struct{ text, window, step string }{
		{`foo[1h:5m]`, `"1h" 1h0m0s `, `"5m" 5m0s `},
		{`sum(rate(foo[5m]))[$__range:] offset 1d`, `"$__range" 0s __range`, `"" 0s `},
		{`foo[${n}m:$step] @ 5`, `"${n}m" 0s n`, `"$step" 0s step`},
		{`foo[1h + $w:2 * 1m]`, `"1h + $w" 0s w`, `"2 * 1m" 0s `},
		{`foo[1h]`, `"" 0s `, `"" 0s `},
	} {
		window, step := Analyse(mustParse(t, c.text), Context{}).Result.Window()
		for _, r := range []struct {
			got  Range
			want string
		}{{window, c.window}, {step, c.step}} {
			if s := fmt.Sprintf("%q %s %s", r.got.Span.In(c.text), r.got.Fixed, r.got.Variable); s != r.want {
				t.Errorf("%s: got %s, want %s", c.text, s, r.want)
			}
		}
	}
}
