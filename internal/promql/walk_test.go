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
