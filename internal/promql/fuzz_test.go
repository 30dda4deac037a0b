package promql

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

// seeds are the expressions of all other tests, with a share of generated ones.
func seeds(tb testing.TB) []string {
	tb.Helper()
	all := append([]string{}, corpus...)
	for _, c := range variableCases {
		all = append(all, c.text)
	}
	for _, c := range labelCases {
		all = append(all, c.text)
	}
	for _, c := range unitCases {
		all = append(all, c.text)
	}
	for _, c := range errorCases {
		all = append(all, c.text)
	}
	for _, c := range formatCases {
		all = append(all, c.text)
	}
	for _, exprs := range foreignExpressions(tb) {
		all = append(all, exprs...)
	}
	g := generator{rand.New(rand.NewPCG(1, 2))}
	for range 200 {
		all = append(all, g.vector(3))
	}
	if len(all) < 600 {
		tb.Fatalf("only %d seeds: the tables must have been lost", len(all))
	}
	return all
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkParse(t, text) })
}

func FuzzAnalyse(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if e := checkParse(t, text); e != nil {
			facts := Analyse(e, testContext())
			checkFacts(t, facts)
			for _, name := range labelNames {
				facts.Result.Label(name)
			}
		}
	})
}

// checkParse checks what holds for any text.
func checkParse(t *testing.T, text string) *Expr {
	if len(text) > 2000 || strings.Count(text, "(") > 200 {
		return nil // deep enough
	}
	e, err := Parse(text)
	if err != nil {
		var pe *ParseError
		if !errors.As(err, &pe) {
			t.Fatalf("%q: the error is a %T", text, err)
		}
		if len(pe.Problems) == 0 {
			t.Fatalf("%q: no problem", text)
		}
		for _, p := range pe.Problems {
			if p.Span.Start < 0 || p.Span.End > len(text) || p.Span.Start > p.Span.End || p.Message == "" {
				t.Fatalf("%q: %+v", text, p)
			}
		}
		return nil
	}
	last := 0
	for _, v := range e.Variables {
		if v.Span.In(text) != v.Text || v.Span.Start < last || v.Role == RoleNone {
			t.Fatalf("%q: %+v", text, v)
		}
		last = v.Span.End
	}
	checkSpans(t, e)
	roundTrip(t, e)
	return e
}
