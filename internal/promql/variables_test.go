package promql

import (
	"fmt"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
)

// variableCases are expressions and the roles of their variables: "$x=role", with ! where the variable
// is all there is, and the label and operator where it is matched. Printed tells how the expression
// prints where that differs.
var variableCases = []struct {
	name, text, want, printed string
}{
	// Durations.
	{"range", `rate(foo[$__rate_interval])`, `$__rate_interval=duration!`, ""},
	{"longer name", `rate(foo[$__rate_interval_ms])`, `$__rate_interval_ms=duration!`, ""},
	{"braces", `rate(foo[${__interval}])`, `${__interval}=duration!`, ""},
	{"square in range", `rate(foo[[[window]]])`, `[[window]]=duration!`, ""},
	{"square with format", `rate(foo[[[window:raw]]])`, `[[window:raw]]=duration!`, ""},
	{"unit behind", `rate(foo[${n}m])`, `${n}=duration`, ""},
	{"more behind", `rate(foo[${n}m30s])`, `${n}=duration`, ""},
	{"number before", `rate(foo[5${unit}])`, `${unit}=duration`, ""},
	{"square with unit", `rate(foo[[[n]]h])`, `[[n]]=duration`, ""},
	{"step", `foo[5m:$__interval]`, `$__interval=duration!`, ""},
	{"range and step", `sum_over_time(foo[$__range:$step])`, `$__range=duration! $step=duration!`, ""},
	{"no step", `sum_over_time(foo[$__range:])`, `$__range=duration!`, ""},
	{"seconds", `sum_over_time(foo[${__range_s}s:1m])`, `${__range_s}=duration`, ""},
	{"nested subquery", `max_over_time(rate(foo[$a])[$b:$c])`, `$a=duration! $b=duration! $c=duration!`, ""},
	{"offset", `foo offset $o`, `$o=duration!`, ""},
	{"negative offset", `foo offset -$o`, `$o=duration!`, ""},
	{"glued offset", `foo offset -${x}m`, `${x}=duration`, ""},
	{"offset in call", `rate(foo[5m] offset ${o:raw})`, `${o:raw}=duration!`, ""},
	{"range and offset", `rate(foo[$w] offset $o)`, `$w=duration! $o=duration!`, ""},
	{"subquery offset", `foo[1h:$s] offset $o`, `$s=duration! $o=duration!`, ""},
	{"duration sum", `foo[$w + 5m]`, `$w=duration!`, ""},
	{"duration product", `foo[2 * $w]`, `$w=duration!`, ""},
	{"duration function", `foo[max_of($w, 5m)]`, `$w=duration!`, ""},
	{"offset in parentheses", `foo offset ($a + 5m)`, `$a=duration!`, ""},
	{"upper case offset", `foo OFFSET $x`, `$x=duration!`, `foo offset $x`},
	// Timestamps.
	{"at", `foo @ $__to`, `$__to=timestamp!`, ""},
	{"at with format", `foo @ ${__to:date:seconds}`, `${__to:date:seconds}=timestamp!`, ""},
	{"negative at", `foo @ -$x`, `$x=timestamp!`, ""},
	{"all modifiers", `foo{a="$x"}[$w] offset $o @ $t`, `$x=label value!(a=) $w=duration! $o=duration! $t=timestamp!`,
		`foo{a="$x"}[$w] @ $t offset $o`},
	// Label values.
	{"equality", `foo{a="$x"}`, `$x=label value!(a=)`, ""},
	{"regexp", `foo{a=~"$x"}`, `$x=label value!(a=~)`, ""},
	{"not equal", `foo{a!="$x"}`, `$x=label value!(a!=)`, ""},
	{"single quotes", `foo{a=~'${x:regex}.*'}`, `${x:regex}=label value(a=~)`, `foo{a=~"${x:regex}.*"}`},
	{"back quotes", "foo{a!~`[[x:pipe]]`}", `[[x:pipe]]=label value!(a!~)`, `foo{a!~"[[x:pipe]]"}`},
	{"escaped quote", `foo{a="x\"$y"}`, `$y=label value(a=)`, ""},
	{"field", `foo{a="pre-${x.text}-post"}`, `${x.text}=label value(a=)`, ""},
	{"class of a regexp", `foo{a=~"[$from-$to]"}`, `$from=label value(a=~) $to=label value(a=~)`, ""},
	{"end of a regexp", `foo{a=~"5..$"}`, "", ""},
	{"ends of a regexp", `foo{a=~"^(a|b)$|c"}`, "", ""},
	{"posix class", `foo{a=~"[[:alpha:]]+"}`, "", ""},
	{"no variable", `foo{a="$",b="$1",c="${",d="${x",e="[[x"}`, "", ""},
	{"two dollars", `foo{a="$$x"}`, `$x=label value(a=)`, ""},
	{"own quotes", `foo{pod=${pod:doublequote}}`, `${pod:doublequote}=label value!(pod=)`, ""},
	{"own quotes, more behind", `foo{a!=$x,b="c"}`, `$x=label value!(a!=)`, ""},
	{"hash in a string", `foo{a="#$x"}`, `$x=label value(a=)`, ""},
	{"brace in a string", `foo{a="}$x{",b="$y"}`, `$x=label value(a=) $y=label value!(b=)`, ""},
	// Label names.
	{"label", `foo{$label="x"}`, `$label=label name!`, ""},
	{"part of a label", `foo{${label}_name=~"x|y"}`, `${label}=label name`, ""},
	{"label and value", `{$label=~"$value"}`, `$label=label name! $value=label value!($label=~)`, ""},
	{"quoted label", `foo{"$label"="x"}`, `$label=label name!`, ""},
	{"by", `sum by ($group) (foo)`, `$group=label name!`, ""},
	{"by with others", `sum by (a, $group) (foo)`, `$group=label name!`, ""},
	{"by behind", `sum(foo) by ($a,$b)`, `$a=label name! $b=label name!`, `sum by ($a, $b) (foo)`},
	{"without", `sum without ([[x]]) (foo)`, `[[x]]=label name!`, ""},
	{"quoted in by", `sum by ("$x") (foo)`, `$x=label name!`, ""},
	{"upper case by", `SUM BY ($x) (foo)`, `$x=label name!`, `sum by ($x) (foo)`},
	{"on", `foo / on ($l) bar`, `$l=label name!`, ""},
	{"ignoring and group_right", `foo * ignoring ($l) group_right (b, $x) bar`, `$l=label name! $x=label name!`, ""},
	{"group_left", `foo * on (a) group_left ($x) bar`, `$x=label name!`, ""},
	{"group_left without a list", `foo * on ($a) group_left $bar`, `$a=label name! $bar=operand!`,
		`foo * on ($a) group_left () $bar`},
	// Whole matchers.
	{"matchers", `{$filters}`, `$filters=matchers!`, ""},
	{"matchers of a metric", `foo{$filters}`, `$filters=matchers!`, ""},
	{"matchers last", `foo{a="b",$filters}`, `$filters=matchers!`, ""},
	{"matchers without comma", `foo{a="b" $filters}`, `$filters=matchers!`, `foo{a="b",$filters}`},
	{"matchers first", `foo{$filters,a="b"}`, `$filters=matchers!`, ""},
	{"matchers first without comma", `foo{$filters a="b"}`, `$filters=matchers!`, `foo{$filters,a="b"}`},
	{"matchers twice", `foo{$f1 $f2 a="x" $f3}`, `$f1=matchers! $f2=matchers! $f3=matchers!`, `foo{$f1,$f2,a="x",$f3}`},
	{"matchers and a label", `foo{$f1 $l="x"}`, `$f1=matchers! $l=label name!`, `foo{$f1,$l="x"}`},
	// Metric names.
	{"name matcher", `{__name__="$metric"}`, `$metric=metric!(__name__=)`, ""},
	{"name pattern", `{__name__=~"$metric",a="b"}`, `$metric=metric!(__name__=~)`, ""},
	{"quoted name", `{"$metric"}`, `$metric=metric!`, `{__name__="$metric"}`},
	{"part of a quoted name", `{"foo.$x", "a.b"="c"}`, `$x=metric`, `{__name__="foo.$x","a.b"="c"}`},
	{"name without variable", `{"metric.name","la bel"="$v"}`, `$v=label value!(la bel=)`, `{__name__="metric.name","la bel"="$v"}`},
	{"middle of a name", `foo_${x}_total`, `${x}=metric`, ""},
	{"start of a name", `${x}_total`, `${x}=metric`, ""},
	{"name with matchers", `$metric{a="b"}`, `$metric=metric!`, ""},
	{"recording rule", `${ns}:foo:${rest}`, `${ns}=metric ${rest}=metric`, ""},
	{"square behind a name", `foo[[x]]`, `[[x]]=metric`, ""},
	{"dollar behind a name", `foo$x{a="b"}`, `$x=metric`, ""},
	{"range of a name", `rate(foo_$x[5m])`, `$x=metric`, ""},
	// Numbers and whole operands.
	{"operand", `sum($query)`, `$query=operand!`, ""},
	{"operand with range", `sum(rate($metric[5m]))`, `$metric=operand!`, ""},
	{"operand with subquery", `rate($a[5m:$b])`, `$a=operand! $b=duration!`, ""},
	{"operand with offset", `$a offset 5m`, `$a=operand!`, ""},
	{"alone", `$query`, `$query=number!`, ""},
	{"square alone", `[[query]]`, `[[query]]=number!`, ""},
	{"quotient", `$a / $b`, `$a=number! $b=number!`, ""},
	{"quotient in a sum", `sum($a / $b)`, `$a=operand! $b=operand!`, ""},
	{"set operator", `$a and $b`, `$a=operand! $b=operand!`, ""},
	{"fallback", `$a or vector(0)`, `$a=operand!`, ""},
	{"comparison with a number", `$a > 5`, `$a=operand!`, ""},
	{"comparison of variables", `$x > $y`, `$x=operand! $y=number!`, ""},
	{"threshold", `foo > $threshold`, `$threshold=number!`, ""},
	{"bool", `foo == bool $x`, `$x=number!`, ""},
	{"on needs vectors", `foo / on (x) $b`, `$b=operand!`, ""},
	{"product", `foo * $factor`, `$factor=number!`, ""},
	{"milliseconds", `foo / $__interval_ms`, `$__interval_ms=number!`, ""},
	{"decimals", `foo * ${x}.5`, `${x}=number`, ""},
	{"quantile", `histogram_quantile($q, foo)`, `$q=number!`, ""},
	{"digits of a quantile", `histogram_quantile(0.$q, foo)`, `$q=number`, ""},
	{"topk", `topk($n, $query)`, `$n=number! $query=operand!`, ""},
	{"number stays, operand changes", `topk($n, x) and $a > 5`, `$n=number! $a=operand!`, ""},
	{"signs", `-$x - -$y`, `$x=number! $y=number!`, ""},
	{"two glued", `$a$b`, `$a=number $b=number`, ""},
	{"vector()", `vector($x)`, `$x=number!`, ""},
	{"scalar()", `scalar($x)`, `$x=operand!`, ""},
	{"fill", `foo / fill(0) $b`, `$b=operand!`, `foo / fill (0) $b`},
	// Functions.
	{"aggregation", `${agg}(foo)`, `${agg}=function!`, ""},
	{"short name", `$f(foo)`, `$f=function!`, ""},
	{"aggregation by", `${agg} by (a) (foo)`, `${agg}=function!`, ""},
	{"aggregation by behind", `${agg}(foo) by (a)`, `${agg}=function!`, `${agg} by (a) (foo)`},
	{"aggregation with parameter", `${agg}($n, $q) by (x)`, `${agg}=function! $n=number! $q=operand!`, `${agg} by (x) ($n, $q)`},
	{"aggregation with label", `${agg} without (x) ("l", $q)`, `${agg}=function! $q=operand!`, ""},
	{"function of a range", `${fn}(foo[5m])`, `${fn}=function!`, ""},
	{"part of a function", `${fn}_over_time(foo[5m])`, `${fn}=function`, ""},
	{"function of number and range", `${fn}(0.9, foo[5m])`, `${fn}=function!`, ""},
	{"function of five", `${fn}($q, "a", "b", "c", "d")`, `${fn}=function! $q=operand!`, ""},
	{"function of nothing", `${fn}()`, `${fn}=function!`, ""},
	{"factor before a function", `$n * ${fn}(foo[$w])`, `$n=number! ${fn}=function! $w=duration!`, ""},
	// Operators and modifiers.
	{"operator", `foo $op 5`, `$op=operator!`, ""},
	{"operator of vectors", `foo $op bar`, `$op=operator!`, ""},
	{"operator of a matcher", `foo{a $op "x"}`, `$op=operator!`, ""},
	{"offset as a whole", `rate(foo[5m] $offset)`, `$offset=modifier!`, ""},
	{"modifier at the end", `foo $offset`, `$offset=modifier!`, ""},
	{"by as a whole", `sum $by (foo)`, `$by=modifier!`, ""},
	{"by as a whole behind", `sum(foo) $by`, `$by=modifier!`, ""},
	{"list of by", `sum(foo) by $labels + 1`, `$labels=modifier!`, ""},
	// Text.
	{"groups", `label_replace(foo, "dst", "$1", "src", "(.*)")`, "", ""},
	{"arguments", `label_replace(foo, "$dst", "${1}", "$src", "(.*)")`, `$dst=text! $src=text!`, ""},
	{"named group", `label_replace(foo, "dst", "$g-$v", "src", "(?P<g>.*)")`, `$v=text`, ""},
	{"count_values", `count_values("$label", foo)`, `$label=text!`, ""},
	// Comments.
	{"comment", "foo # $comment [[x]] {", "", "foo"},
	{"comment in between", "foo{a=\"b\"} # $x\n + $y", `$y=number!`, `foo{a="b"} + $y`},
}

func TestVariables(t *testing.T) {
	if len(variableCases) < 100 {
		t.Fatalf("only %d cases", len(variableCases))
	}
	for _, c := range variableCases {
		t.Run(c.name, func(t *testing.T) {
			e := mustParse(t, c.text)
			if got := roles(e); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
			}
			for _, v := range e.Variables {
				if v.Span.In(c.text) != v.Text {
					t.Errorf("%s: %s is at %v: %q", c.text, v.Text, v.Span, v.Span.In(c.text))
				}
			}
			want := c.printed
			if want == "" {
				want = c.text
			}
			if got := Format(e); got != want {
				t.Errorf("%s\nprints as %s\nwant      %s", c.text, got, want)
			}
			roundTrip(t, e)
			checkSpans(t, e)
		})
	}
}

func mustParse(t testing.TB, text string) *Expr {
	t.Helper()
	e, err := Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}

// roles prints the variables of an expression as the cases have them.
func roles(e *Expr) string {
	var s []string
	for _, v := range e.Variables {
		r := v.Text + "=" + v.Role.String()
		if v.Whole {
			r += "!"
		}
		if v.Op != "" {
			r += "(" + v.Label + v.Op + ")"
		}
		s = append(s, r)
	}
	return strings.Join(s, " ")
}

// checkSpans holds the positions of a tree against each other and the text.
func checkSpans(t testing.TB, e *Expr) {
	t.Helper()
	var walk func(n parser.Expr, outer Span)
	walk = func(n parser.Expr, outer Span) {
		at := spanOf(n.PositionRange())
		if at.Start < 0 || at.End > len(e.Text) || at.Empty() {
			t.Errorf("%s: %T is at %v", e.Text, n, at)
		}
		if !outer.Contains(at) {
			t.Errorf("%s: %T is at %v, outside of %v", e.Text, n, at, outer)
		}
		var buf [2]parser.Expr
		for _, c := range parts(n, &buf) {
			walk(c, at)
		}
	}
	walk(e.AST, Span{0, len(e.Text)})
}

// TestVariableParts takes variables apart.
func TestVariableParts(t *testing.T) {
	e := mustParse(t, `foo{a="$x",b="${y.text}",c="${z:regex}",d="${w.value:csv}",e="[[v:pipe]]"} @ ${__from:date:iso}`)
	var got []string
	for _, v := range e.Variables {
		got = append(got, fmt.Sprintf("%s.%s:%s %v", v.Name, v.Field, v.Format, v.Builtin()))
	}
	want := "x.: false|y.text: false|z.:regex false|w.value:csv false|v.:pipe false|__from.:date:iso true"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("\n got %s\nwant %s", s, want)
	}
}

// TestNamesOfVariables checks that the tree names variables as written, not what stood in for them.
func TestNamesOfVariables(t *testing.T) {
	e := mustParse(t, `sum by (a, $g) (foo_${x}_total{$l="v",$f,b=${w:doublequote},c=~"$c[a-$d]"}) / on ($o) group_left ($i) $query`)
	div := e.AST.(*parser.BinaryExpr)
	agg := div.LHS.(*parser.AggregateExpr)
	vs := agg.Expr.(*parser.VectorSelector)
	var names []string
	for _, m := range vs.LabelMatchers {
		names = append(names, m.Name+m.Type.String()+m.Value)
	}
	got := []string{
		strings.Join(agg.Grouping, " "), vs.Name, strings.Join(names, " "),
		strings.Join(div.VectorMatching.MatchingLabels, " "), strings.Join(div.VectorMatching.Include, " "),
		div.RHS.(*parser.VectorSelector).Name,
	}
	want := []string{
		"a $g", "foo_${x}_total", "$l=v $f!= b=${w:doublequote} c=~$c[a-$d] __name__=foo_${x}_total", "$o", "$i", "$query",
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

// TestStandInsDontClash parses a text that holds the names that usually stand in.
func TestStandInsDontClash(t *testing.T) {
	e := mustParse(t, `sum by (_gv0, _gvv0, $x) (_gv1)`)
	if got, want := Format(e), e.Text; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestPlain checks that what stands in for variables is something that the bare parser reads.
func TestPlain(t *testing.T) {
	for _, text := range corpus {
		e, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := grammar.ParseExpr(e.Plain()); err != nil && !strings.Contains(err.Error(), "regexp") {
			t.Errorf("%s\nbecame %s\n%v", text, e.Plain(), err)
		}
	}
	e, err := Parse(`sum by ($group) (rate(up[$__rate_interval]))`)
	if err != nil {
		t.Fatal(err)
	}
	if plain := e.Plain(); strings.Contains(plain, "$") || !strings.Contains(plain, "rate(up[") {
		t.Errorf("became %s", plain)
	}
}
