package lint_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A rewrite changes how an expression is written, or which series it is about, but not what is wrong with it.
type rewrite struct {
	name    string
	rewrite func(*promql.Facts) string
}

var rewrites = []rewrite{
	{"parentheses", func(f *promql.Facts) string { return "(" + f.Expr.Text + "\n)" }},
	{"pretty-printed", func(f *promql.Facts) string { return promql.Format(f.Expr) }},
	{"a matcher more", addMatcher},
	{"offset", addOffset},
	{"matchers reversed", reverseMatchers},
	{"labels of groupings reversed", reverseGroupings},
}

// exempt are the rewrites that do change the verdict of a rule, and why.
var exempt = map[string]map[string]string{
	"expensive-selector": {"a matcher more": "it narrows the selector down, which is what the rule asks for"},
	"unmatched-binary":   {"a matcher more": "the label that it asks for is certain from then on, and may be missing on the other side"},
	"unused-exclusion":   {"pretty-printed": "an allowance in an expression is a comment, which printing drops"},
}

// edit replaces spans of a text, which must not overlap.
type edit struct {
	at  promql.Span
	new string
}

func apply(text string, edits []edit) string {
	slices.SortFunc(edits, func(a, b edit) int { return b.at.Start - a.at.Start })
	for _, e := range edits {
		text = text[:e.at.Start] + e.new + text[e.at.End:]
	}
	return text
}

// addMatcher limits every selector to one cluster.
func addMatcher(f *promql.Facts) string {
	const matcher = `cluster="c1"`
	text := f.Expr.Text
	var edits []edit
	for _, s := range f.Selectors {
		if s.Matcher("cluster") != nil {
			return text
		}
		at := s.Span.Start
		if s.NameSpan.Start == at && !s.NameSpan.Empty() {
			at = s.NameSpan.End
		}
		rest := text[at:s.Span.End]
		trimmed := strings.TrimLeft(rest, " \t\n")
		brace := at + len(rest) - len(trimmed)
		switch {
		case !strings.HasPrefix(trimmed, "{"):
			edits = append(edits, edit{promql.Span{Start: at, End: at}, "{" + matcher + "}"})
		case strings.HasPrefix(strings.TrimLeft(text[brace+1:], " \t\n"), "}"):
			edits = append(edits, edit{promql.Span{Start: brace + 1, End: brace + 1}, matcher})
		default:
			edits = append(edits, edit{promql.Span{Start: brace + 1, End: brace + 1}, matcher + ", "})
		}
	}
	return apply(text, edits)
}

// addOffset looks at everything five minutes earlier.
func addOffset(f *promql.Facts) string {
	var edits []edit
	for _, s := range f.Selectors {
		if !s.Offset.Zero() || s.At {
			return f.Expr.Text
		}
		edits = append(edits, edit{promql.Span{Start: s.Span.End, End: s.Span.End}, " offset 5m"})
	}
	return apply(f.Expr.Text, edits)
}

func reverseMatchers(f *promql.Facts) string {
	var edits []edit
	for _, s := range f.Selectors {
		for i, m := range s.Matchers {
			other := s.Matchers[len(s.Matchers)-1-i]
			edits = append(edits, edit{m.Span, other.Span.In(f.Expr.Text)})
		}
	}
	return apply(f.Expr.Text, edits)
}

func reverseGroupings(f *promql.Facts) string {
	lists := map[*promql.Node]map[promql.Clause][]promql.Span{}
	for _, g := range f.Groupings {
		if lists[g.Node] == nil {
			lists[g.Node] = map[promql.Clause][]promql.Span{}
		}
		lists[g.Node][g.Clause] = append(lists[g.Node][g.Clause], g.Span)
	}
	var edits []edit
	for _, clauses := range lists {
		for _, spans := range clauses {
			for i, at := range spans {
				edits = append(edits, edit{at, spans[len(spans)-1-i].In(f.Expr.Text)})
			}
		}
	}
	return apply(f.Expr.Text, edits)
}

// TestVerdictsSurviveRewrites judges every fixture again after rewrites that must not change what is found: a rule
// that reads the text, or knows one way of writing only, fails here.
func TestVerdictsSurviveRewrites(t *testing.T) {
	judged := map[string]int{}
	for _, fx := range fixtures(t) {
		for _, in := range fx.inputs(t) {
			f, base := in.files(t)
			want := verdicts(judgeAgainst(f, base, fx.rule))
			for _, rw := range rewrites {
				if exempt[fx.rule.Name][rw.name] != "" {
					continue
				}
				f := read(t, in.Name, in.Data)
				changed, ok := rewriteAll(f, rw)
				if !ok {
					continue
				}
				judged[rw.name]++
				if got := verdicts(judgeAgainst(f, base, fx.rule)); !maps.Equal(want, got) {
					t.Errorf("%s: %s, %s:\n%s\nwant %v\ngot  %v", fx.rule.Name, in.Name, rw.name, strings.Join(changed, "\n"), want, got)
				}
			}
		}
	}
	for _, rw := range rewrites {
		if judged[rw.name] == 0 {
			t.Errorf("no fixture was rewritten: %s", rw.name)
		}
	}
}

// rewriteAll rewrites every expression of a file. ok is false when nothing changed, or when an expression does
// not parse before, so that nothing can be said of it after.
func rewriteAll(f *source.File, rw rewrite) (changed []string, ok bool) {
	n := 0
	one := func(q *source.Query) {
		if q == nil {
			return
		}
		n++
		expr, err := promql.Parse(q.Text.Value)
		if err != nil || q.Kind == source.VariableQuery {
			return
		}
		text := rw.rewrite(promql.Analyse(expr, promql.Context{Catalogue: catalogue.Default()}))
		if text == q.Text.Value {
			return
		}
		changed = append(changed, text)
		q.Text = source.Fixed(text, diag.Position{File: f.Path, Line: n, Column: 1})
	}
	for _, q := range f.Queries {
		one(q)
	}
	for _, d := range f.Dashboards {
		for _, q := range d.Annotations {
			one(q)
		}
		for _, p := range d.Panels {
			for _, q := range p.Queries {
				one(q)
			}
		}
	}
	return changed, len(changed) > 0
}

// verdicts counts findings by what they are about, positions left out.
func verdicts(fs []*lint.Finding) map[string]int {
	v := map[string]int{}
	for _, f := range fs {
		v[fmt.Sprintf("%s of panel %q, target %q, %s", f.Severity, f.Panel, f.Target, f.Subject)]++
	}
	return v
}
