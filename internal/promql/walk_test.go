package promql

import (
	"fmt"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
)

func TestWalk(t *testing.T) {
	e := mustParse(t, `sum by (a) (rate(foo[5m + $w])) / (bar offset (1m * 2))`)
	var got []string
	Walk(e, func(n parser.Expr, path []parser.Expr) bool {
		got = append(got, fmt.Sprintf("%d%T", len(path), n))
		_, paren := n.(*parser.ParenExpr)
		return !paren
	})
	want := "0*parser.BinaryExpr 1*parser.AggregateExpr 2*parser.Call 3*parser.MatrixSelector 4*parser.VectorSelector " +
		"4*parser.DurationExpr 5*parser.NumberLiteral 5*parser.NumberLiteral 1*parser.ParenExpr"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("\n got %s\nwant %s", s, want)
	}
}

func TestExperimental(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`sum(rate(foo[5m]))`, ``},
		{`limitk(3, foo)`, `limitk@limitk(3, foo)`},
		{`info(foo)`, `info@info(foo)`},
		{`foo + fill (0) bar`, `fill@foo + fill (0) bar`},
		{`rate(foo[5m] smoothed)`, `smoothed@foo`},
		{`sum(mad_over_time(foo[5m]))`, `mad_over_time@mad_over_time(foo[5m])`},
		{`${fn}(foo[5m], 1, 2)`, ``},
	} {
		var got []string
		for _, f := range Experimental(mustParse(t, c.text)) {
			if f.Flag == "" {
				t.Errorf("%s: %s needs no flag", c.text, f.What)
			}
			got = append(got, f.What+"@"+f.Span.In(c.text))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.text, s, c.want)
		}
	}
}
