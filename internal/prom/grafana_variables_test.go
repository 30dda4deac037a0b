package prom

import (
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// chosen are the variables of the tests: each kind of choice that a dashboard offers.
func chosen() Variables {
	return Variables{
		"namespace":   {Values: []string{"prod"}},
		"namespace_x": {Values: []string{"other"}},
		"quoted":      {Values: []string{`a'b\c"d`}},
		"one":         {Values: []string{"a.b"}, Multi: true},
		"two":         {Values: []string{"a.b", `c|d\e`}, Multi: true, Texts: []string{"A", "C"}},
		"none":        {Multi: true},
		"empty":       {},
		"single":      {Values: []string{"a.b"}, IncludeAll: true},
		"all":         {Values: []string{"x", "y+z"}, Multi: true, IncludeAll: true, All: true},
		"all_one":     {Values: []string{"x.y"}, IncludeAll: true, All: true},
		"all_none":    {Multi: true, IncludeAll: true, All: true},
		"custom":      {Values: []string{"x"}, Multi: true, IncludeAll: true, All: true, AllValue: ".*"},
		"nested":      {Values: []string{"x"}, IncludeAll: true, All: true, AllValue: "${namespace}-.+"},
		"loop":        {IncludeAll: true, All: true, AllValue: "$loop"},
		"indirect":    {Values: []string{`{ns="$namespace"}`}},
		"url":         {Values: []string{"a b&c", "ü"}, Multi: true},
	}
}

func TestVariables(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		// A name is matched whole.
		{`$namespace`, `prod`},
		{`$namespace_x`, `other`},
		{`$namespace_y`, `$namespace_y`},
		{`$namespace-x`, `prod-x`},
		{`${namespace}_x`, `prod_x`},
		{`$namespace$namespace_x`, `prodother`},
		{`[[namespace]]`, `prod`},
		{`up{ns="$namespace",x=~"[[one]]"}`, `up{ns="prod",x=~"a\\.b"}`},
		// What is unknown stays.
		{`$unknown ${unknown} ${unknown:regex} [[unknown]] [[unknown:csv]]`, `$unknown ${unknown} ${unknown:regex} [[unknown]] [[unknown:csv]]`},
		{`${namespace.text} ${two.0} ${two["k"]}`, `${namespace.text} ${two.0} ${two["k"]}`},
		{`label_replace(up, "a", "$1", "b", "(.*)$")`, `label_replace(up, "a", "$1", "b", "(.*)$")`},
		{`$ $$ ${} ${ namespace} [[ ]] [namespace] {namespace}`, `$ $$ ${} ${ namespace} [[ ]] [namespace] {namespace}`},
		{`$$namespace`, `$prod`},
		{`rate(x[$__rate_interval])`, `rate(x[$__rate_interval])`},
		// Without a format a single value is text, several are a regular expression.
		{`$quoted`, `a\\'b\\c"d`},
		{`$one`, `a\\.b`},
		{`$two`, `(a\\.b|c\\|d\\\\e)`},
		{`$none`, `()`},
		{`$empty`, ``},
		{`$single`, `a\\.b`},
		{`$all`, `(x|y\\+z)`},
		{`$all_one`, `x\\.y`},
		{`$all_none`, `()`},
		// A custom value for All is used as it is, and may use variables; so may values.
		{`$custom ${custom:regex} ${custom:csv}`, `.* .* .*`},
		{`$nested`, `prod-.+`},
		{`$loop`, `$loop`},
		{`up$indirect`, `up{ns="prod"}`},
		// Formats.
		{`${two:regex}`, `(a\.b|c\|d\\e)`},
		{`[[two:regex]]`, `(a\.b|c\|d\\e)`},
		{`${one:regex}`, `a\.b`},
		{`${namespace:regex}`, `prod`},
		{`${none:regex}`, `()`},
		{`${two:pipe}`, `a.b|c|d\e`},
		{`${two:csv}`, `a.b,c|d\e`},
		{`${two:raw}`, `a.b,c|d\e`},
		{`${quoted:raw}`, `a'b\c"d`},
		{`${two:doublequote}`, `"a.b","c|d\e"`},
		{`${quoted:doublequote}`, `"a'b\c\"d"`},
		{`${quoted:singlequote}`, `'a\'b\c"d'`},
		{`${two:glob}`, `{a.b,c|d\e}`},
		{`${one:glob}`, `a.b`},
		{`${two:unheard}`, `{a.b,c|d\e}`},
		{`${two:join}`, `a.b,c|d\e`},
		{`${two:join: or }`, `a.b or c|d\e`},
		{`${two:distributed}`, `a.b,two=c|d\e`},
		{`${two:json}`, `["a.b","c|d\\e"]`},
		{`${none:json}`, `[]`},
		{`${namespace:json}`, `prod`},
		{`${two:text}`, `A + C`},
		{`${one:text}`, `a.b`},
		{`${all:text} ${custom:text}`, `All All`},
		{`${url:percentencode}`, `%7Ba%20b%26c%2C%C3%BC%7D`},
		{`${namespace:percentencode} ${custom:percentencode}`, `prod .%2A`},
		{`${url:queryparam}`, `var-url=a%20b%26c&var-url=%C3%BC`},
		{`${all:queryparam} ${custom:queryparam}`, `var-all=$__all var-custom=$__all`},
	} {
		if got := chosen().Expr(test.text); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
	for text, want := range map[string]string{
		`Pods of $namespace`: `Pods of prod`,
		`$two`:               `{a.b,c|d\e}`,
		`${two:text}`:        `A + C`,
		`{{pod}} $quoted`:    `{{pod}} a'b\c"d`,
		`$custom`:            `.*`,
		`$all_none`:          ``,
	} {
		if got := chosen().Text(text); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
	if got := Variables(nil).Expr(`$x`); got != `$x` {
		t.Errorf("without variables: %s", got)
	}
}

// TestMatcher checks that escaped values mean themselves in a matcher: the engine finds the series that has them.
func TestMatcher(t *testing.T) {
	values := []string{`plain`, `a.b`, `axb`, `c|d`, `c`, `back\slash`, `(x)+?[1-2]{3}^*$`, `ü-/,`, `it's`}
	var text strings.Builder
	text.WriteString("load 1m\n")
	for _, value := range values {
		text.WriteString("a{v=\"" + strings.ReplaceAll(value, `\`, `\\`) + "\"} 1\n")
	}
	e := engine(t, written(t, text.String()), EngineOptions{})
	for i, value := range values {
		for _, test := range []struct {
			expr     string
			variable Variable
			want     int
		}{
			{`a{v="$v"}`, Variable{Values: []string{value}}, 1},
			{`a{v=~"$v"}`, Variable{Values: []string{value}, Multi: true}, 1},
			{`a{v=~"$v"}`, Variable{Values: []string{value, values[(i+1)%len(values)]}, Multi: true}, 2},
			{`a{v=~"$v"}`, Variable{Values: values, All: true, IncludeAll: true}, len(values)},
		} {
			if value == `it's` && test.expr == `a{v="$v"}` {
				test.want = 0 // Grafana's datasource escapes a single quote as if it were the delimiter
			}
			expr := Variables{"v": test.variable}.Expr(test.expr)
			result, err := e.Instant(t.Context(), expr, at(0))
			if err != nil || len(result.Series) != test.want {
				t.Errorf("%s: %v, not %d series (%v)", expr, lines(result.Series), test.want, err)
			}
		}
	}
}

func TestExpand(t *testing.T) {
	w := Window{From: at(1767225600).Add(4 * time.Millisecond), To: at(1767225600 + 5400).Add(500 * time.Millisecond)}
	steps := Steps{Panel: time.Minute, Step: 90 * time.Second, Rate: 4 * time.Minute}
	for _, test := range []struct{ expr, want string }{
		{`rate(x[$__rate_interval])`, `rate(x[4m0s])`},
		{`rate(x[${__rate_interval}])`, `rate(x[4m0s])`},
		{`x[$__range:$__interval]`, `x[5400s:1m]`}, // a minute and a half is cut to a minute
		{`$__interval_ms $__rate_interval_ms $__range_ms $__range_s`, `90000 240000 5400496 5400`},
		{`${__interval_ms} ${__rate_interval_ms} ${__range_ms} ${__range_s} ${__range} ${__interval}`, `90000 240000 5400496 5400 5400s 1m`},
		{`[[__interval]] ${__interval:raw}`, `1m 1m`}, // the browser knows the interval in every form, the rest only the backend
		{`[[__range]] ${__range:raw} [[__rate_interval]]`, `[[__range]] ${__range:raw} [[__rate_interval]]`},
		{`$__from $__to ${__from} [[__to]] ${__to:raw}`, `1767225600004 1767231000500 1767225600004 1767231000500 1767231000500`},
		{`${__from:date} ${__from:date:iso} ${__to:date:seconds} ${__to:date:ms}`,
			`2026-01-01T00:00:00.004Z 2026-01-01T00:00:00.004Z 1767231001 1767231000500`},
		{`${__from:date:YYYY} ${__from.x} ${__interval.x}`, `${__from:date:YYYY} ${__from.x} ${__interval.x}`},
		{`$__intervals $__range_x $__rate $__all`, `$__intervals $__range_x $__rate $__all`},
	} {
		if got := w.Expand(test.expr, steps); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.expr, got, test.want)
		}
	}
	for interval, want := range map[time.Duration]string{
		0: "1ms", 1500 * time.Microsecond: "1ms", 1500 * time.Millisecond: "1s", time.Minute: "1m", 119 * time.Second: "1m",
		25 * time.Hour: "1d", 7 * 24 * time.Hour: "7d", 400 * 24 * time.Hour: "1y",
	} {
		if got := formatInterval(interval); got != want {
			t.Errorf("%s is %s, not %s", interval, got, want)
		}
	}
}

func TestUnresolved(t *testing.T) {
	for expr, want := range map[string][]string{
		`up`: nil,
		`up{a="$b", c="${d:regex}"} + [[a]] + $b`:                          {"a", "b", "d"},
		`label_replace(up, "a", "$1-${2}-${name}", "b", "(?P<name>.*)$")`:  nil,
		`label_replace(up, "a", "$1-${2}-${name}", "b", "(?P<other>.*)$")`: {"name"},
		`up{x=~"^a$|^b$"}`: nil,
	} {
		if diff := gocmp.Diff(want, unresolved(expr)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", expr, diff)
		}
	}
}
