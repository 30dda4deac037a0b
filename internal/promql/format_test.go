package promql

import "testing"

// roundTrip checks that an expression prints as one that parses to the same tree.
func roundTrip(t testing.TB, e *Expr) {
	t.Helper()
	printed := Format(e)
	again, err := Parse(printed)
	if err != nil {
		t.Errorf("%s\nprints as %s: %v", e.Text, printed, err)
		return
	}
	if got := Format(again); got != printed {
		t.Errorf("%s\nprints as %s\nand that as %s", e.Text, printed, got)
	}
	if !Equal(e, again) {
		t.Errorf("%s and %s are not equal", e.Text, printed)
	}
	if !sameTree(e.AST, again.AST) {
		t.Errorf("%s\nparses to %s\n%s\nparses to %s", e.Text, e.AST, printed, again.AST)
	}
}

// formatCases are texts and how they print.
var formatCases = []struct{ text, want string }{
	{`foo`, `foo`},
	{` foo { a = 'b' , c !~ ` + "`d\\.e`" + ` , } `, `foo{a="b",c!~"d\\.e"}`},
	{`{ a="b" }`, `{a="b"}`},
	{`{"foo.bar","x y"="z"}`, `{__name__="foo.bar","x y"="z"}`},
	{`sum(foo)by(a,b)`, `sum by (a, b) (foo)`},
	{`sum by () (foo)`, `sum by () (foo)`},
	{`sum without()(foo)`, `sum without () (foo)`},
	{`sum by ("a.b", c) (foo)`, `sum by ("a.b", c) (foo)`},
	{`topk by (a) (3,foo)`, `topk by (a) (3, foo)`},
	{`foo[300]`, `foo[5m]`},
	{`foo[90s:1m30s]`, `foo[1m30s:1m30s]`},
	{`foo[5m:]`, `foo[5m:]`},
	{`foo[0.0005]`, `foo[0.0005]`},
	{`foo offset -90s @ 10.5`, `foo @ 10.5 offset -1m30s`},
	{`foo[5m] @ start() offset 1h`, `foo[5m] @ start() offset 1h`},
	{`rate(foo[5m] smoothed)`, `rate(foo[5m] smoothed)`},
	{`foo[5m+step()]`, `foo[5m + step()]`},
	{`foo[(5m+1m)*2] offset max_of(1m,-(2m))`, `foo[(5m + 1m) * 2] offset max_of(1m, -(2m))`},
	{`1e3*0x10`, `1000 * 16`},
	{`1e30 + 1e-20 + Inf + nan`, `1e+30 + 1e-20 + +Inf + NaN`},
	{`5m * 2`, `5m * 2`},
	{`- foo ^ - 2`, `-foo ^ -2`},
	{`foo==bool bar`, `foo == bool bar`},
	{`foo/on()bar`, `foo / on () bar`},
	{`foo/ignoring(a)group_left bar`, `foo / ignoring (a) group_left () bar`},
	{`foo+fill_left(1)fill_right(2)bar`, `foo + fill_left (1) fill_right (2) bar`},
	{`foo+fill(NaN)bar`, `foo + fill (NaN) bar`},
	{`foo and on(a)bar`, `foo and on (a) bar`},
	{`label_replace(foo,"a",'$1',"b","(.*)\n")`, `label_replace(foo, "a", "$1", "b", "(.*)\n")`},
	{"((foo)) # why\n", `((foo))`},
	{`COUNT_values("x",foo)`, `count_values("x", foo)`},
	{`"text"`, `"text"`},
	{`histogram_quantile(0.9,info(foo,{a="b"}))`, `histogram_quantile(0.9, info(foo, {a="b"}))`},
}

func TestFormat(t *testing.T) {
	for _, c := range formatCases {
		e := mustParse(t, c.text)
		if got := Format(e); got != c.want {
			t.Errorf("%s\nprints as %s\nwant      %s", c.text, got, c.want)
		}
		roundTrip(t, e)
		checkSpans(t, e)
	}
}

// TestCommentsDontMoveEnds checks where aggregations end that a comment follows.
func TestCommentsDontMoveEnds(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"max( sum(x) # c)\n)", `sum(x)`},
		{"max(sum(x) by (a) # )\n)", `sum(x) by (a)`},
		{"max(sum by (a) (x) # )\n)", `sum by (a) (x)`},
		{"max(sum(x # )\n) # )\n)", "sum(x # )\n)"},
		{"max(sum($x) by () # )\n)", `sum($x) by ()`},
		{"max(sum(x) # )\n) by (b)", `sum(x)`},
		{"max(sum(x) # )\n > by)", `sum(x)`},
	} {
		f := Analyse(mustParse(t, c.text), Context{})
		for n := range f.Result.All() {
			if n.Operation() == "sum" && n.Text() != c.want {
				t.Errorf("%q: got %q, want %q", c.text, n.Text(), c.want)
			}
		}
	}
}

func TestCorpusRoundTrips(t *testing.T) {
	for _, text := range corpus {
		e := mustParse(t, text)
		roundTrip(t, e)
		checkSpans(t, e)
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{`sum(foo) by (a)`, "sum by(a)(\n foo )", true},
		{`foo{a="b"}`, `foo{a='b'} # same`, true},
		{`foo[5m]`, `foo[300s]`, true},
		{`foo[$w]`, `foo[ $w ]`, true},
		{`foo[$w]`, `foo[${w}]`, false},
		{`foo[$w]`, `foo[1s]`, false},
		{`foo{a="b"}`, `foo{a="c"}`, false},
		{`foo{a="b",c="d"}`, `foo{c="d",a="b"}`, false},
		{`foo`, `(foo)`, false},
		{`$a / 2`, `$b / 2`, false},
	} {
		if got := Equal(mustParse(t, c.a), mustParse(t, c.b)); got != c.want {
			t.Errorf("%s and %s: got %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
