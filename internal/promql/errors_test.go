package promql

import (
	"errors"
	"strings"
	"testing"
)

// errorCases are texts and the first thing that is wrong with them.
var errorCases = []struct {
	text    string
	problem string
	culprit string // the text that its span covers
	at      string // line and column
}{
	{``, `no expression found in input`, ``, "1:1"},
	{"  \n ", `no expression found in input`, ``, "1:1"},
	{`sum(foo`, `unclosed left parenthesis`, ``, "1:8"},
	{`foo{`, `unexpected end of input inside braces`, ``, "1:5"},
	{`foo{a="b`, `unterminated quoted string`, `"b`, "1:7"},
	{`foo{a=b}`, `unexpected identifier "b" in label matching, expected string`, `b`, "1:7"},
	{`foo{a}`, `unexpected "}" in label matching, expected label matching operator`, `}`, "1:6"},
	{`foo{a=~"("}`, "error parsing regexp: missing closing ): `(`", `a=~"("`, "1:5"},
	{`foo{a="\q"}`, `unknown escape sequence U+0071 'q'`, `"\q"`, "1:7"},
	{`foo[5m`, `unclosed left bracket`, ``, "1:7"},
	{`foo[]`, `unexpected "]" in subquery or range selector, expected number, duration, step(), or range()`, `]`, "1:5"},
	{`foo[bar]`, `unexpected character in duration expression: 'b'`, `b`, "1:5"},
	{`foo[0s]`, `duration must be greater than 0`, `0s`, "1:5"},
	{`rate(foo)`, `expected type range vector in call to function "rate", got instant vector`, `foo`, "1:6"},
	{`sum(foo[5m])`, `expected type instant vector in aggregation expression, got range vector`, `foo[5m]`, "1:5"},
	{`sum by (le (foo)`, `unexpected "(" in grouping opts, expected "," or ")"`, `(`, "1:12"},
	{`nofunc(foo)`, `unknown function with name "nofunc"`, `nofunc`, "1:1"},
	{`foo bar`, `unexpected identifier "bar"`, `bar`, "1:5"},
	{`foo +`, `unexpected end of input`, ``, "1:6"},
	{`foo and 1`, `set operator "and" not allowed in binary scalar expression`, `foo and 1`, "1:1"},
	{`1 > 2`, `comparisons between scalars must use BOOL modifier`, `>`, "1:3"},
	{`foo and bool bar`, `bool modifier can only be used on comparison operators`, `and bool`, "1:5"},
	{`foo))`, `unexpected right parenthesis ')'`, `)`, "1:5"},
	{`{}`, `vector selector must contain at least one non-empty matcher`, `{}`, "1:1"},
	{`foo{__name__="bar"}`, `metric name must not be set twice: "foo" or "bar"`, `foo{__name__="bar"}`, "1:1"},
	{`foo / on (a) group_left (a) bar`, `label "a" must not occur in ON and GROUP clause at once`, `/ on (a) group_left (a)`, "1:5"},
	{`foo offset 5m offset 6m`, `offset may not be set multiple times`, `foo offset 5m`, "1:1"},
	{`histogram_quantile(0.9)`, `expected 2 argument(s) in call to "histogram_quantile", got 1`, `histogram_quantile(0.9)`, "1:1"},
	{"foo\n  + bar{a=}\n  / baz", `unexpected "}" in label matching, expected string`, `}`, "2:11"},
	{`foo{a="é"} + héllo`, `unexpected character: 'é'`, `é`, "1:16"},
	{"foo # é\n+ é", `unexpected character: 'é'`, `é`, "2:3"},
	// With variables, positions and names are those of the text.
	{`rate($foo[$__rate_interval]) + nofunc($x)`, `unknown function with name "nofunc"`, `nofunc`, "1:32"},
	{`sum by ($a (foo)`, `unexpected "(" in grouping opts, expected "," or ")"`, `(`, "1:12"},
	{`foo{$filters, a=}`, `unexpected "}" in label matching, expected string`, `}`, "1:17"},
	{`foo{$x="a" b}`, `unexpected identifier "b" in label matching, expected "," or "}"`, `b`, "1:12"},
	{`$foo[5m] + bar`, `binary expression must contain only scalar and instant vector types`, `$foo[5m]`, "1:1"},
	{`sum by ($l) ($a[5m])`, `expected type instant vector in aggregation expression, got range vector`, `$a[5m]`, "1:14"},
	{`$a +`, `unexpected end of input`, ``, "1:5"},
	{`foo[$a $b]`, `unexpected duration "$b" in subquery or range, expected ":" or "]"`, `$b`, "1:8"},
	{`foo[$a:$b:$c]`, `unexpected colon ':'`, `:$c]`, "1:10"},
	{`foo{a=~"$x("}`, "error parsing regexp: missing closing ): `$x(`", `a=~"$x("`, "1:5"},
	{`${agg}(foo, bar)`, `expected 1 argument(s) in call to "${agg}", got 2`, `${agg}(foo, bar)`, "1:1"},
	{`$1`, `unexpected character: '$'`, `$`, "1:1"},
	{`${x`, `unexpected character: '$'`, `$`, "1:1"},
	{`{$f} + héllo`, `unexpected character: 'é'`, `é`, "1:9"},
}

func TestParseErrors(t *testing.T) {
	for _, c := range errorCases {
		t.Run(c.text, func(t *testing.T) {
			_, err := Parse(c.text)
			var pe *ParseError
			if !errors.As(err, &pe) {
				t.Fatalf("got %v", err)
			}
			p := pe.Problems[0]
			if p.Message != c.problem {
				t.Errorf("\n got %s\nwant %s", p.Message, c.problem)
			}
			if got := p.Span.In(c.text); got != c.culprit {
				t.Errorf("culprit is %q, want %q", got, c.culprit)
			}
			if got := PositionAt(c.text, p.Span.Start).String(); got != c.at {
				t.Errorf("at %s, want %s", got, c.at)
			}
			if want := c.at + ": " + c.problem; !strings.HasPrefix(err.Error(), want) {
				t.Errorf("got %q, want %q", err, want)
			}
		})
	}
}

func TestParseErrorCountsTheRest(t *testing.T) {
	_, err := Parse(`rate(foo) + sum(bar[5m])`)
	want := `1:6: expected type range vector in call to function "rate", got instant vector (and 1 more)`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestPositionAt(t *testing.T) {
	text := "ab\ncé\n"
	for offset, want := range map[int]string{-1: "1:1", 0: "1:1", 2: "1:3", 3: "2:1", 6: "2:4", 7: "3:1", 99: "3:1"} {
		if got := PositionAt(text, offset).String(); got != want {
			t.Errorf("offset %d is %s, want %s", offset, got, want)
		}
	}
}
