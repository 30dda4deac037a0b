package promql

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// foreignExpressions returns the expressions of hand-written dashboards beside the repository, by file.
// They are not part of it.
func foreignExpressions(tb testing.TB) map[string][]string {
	tb.Helper()
	return dashboardExpressions(tb, filepath.Join("..", "..", "..", "shared", "foreign"))
}

// dashboardExpressions returns the expressions of the dashboards in a folder, or nil when there is none.
func dashboardExpressions(tb testing.TB, root string) map[string][]string {
	tb.Helper()
	if _, err := os.Stat(root); err != nil {
		return nil
	}
	found := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var doc any
		if err := json.Unmarshal(data, &doc); err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		collect(doc, func(expr string) { found[name] = append(found[name], expr) })
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return found
}

// collect visits every string that a key named expr holds.
func collect(v any, visit func(string)) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if s, ok := x.(string); ok && k == "expr" {
				visit(s)
			} else {
				collect(x, visit)
			}
		}
	case []any:
		for _, x := range v {
			collect(x, visit)
		}
	}
}

// TestForeignDashboards parses and analyses every expression that others wrote for the systems we serve.
func TestForeignDashboards(t *testing.T) {
	files := foreignExpressions(t)
	if files == nil {
		t.Skip("no dashboards beside the repository")
	}
	n, units := checkDashboards(t, files)
	if n < 200 || units*3 < n*2 {
		t.Errorf("%d expressions, the unit of %d is known", n, units)
	}
	t.Logf("%d expressions, the unit of %d is known", n, units)
}

// TestOurDashboards does the same with those that the repository generates.
func TestOurDashboards(t *testing.T) {
	files := dashboardExpressions(t, filepath.Join("..", "..", "out", "dashboards"))
	if files == nil {
		t.Skip("nothing is generated yet")
	}
	n, units := checkDashboards(t, files)
	if n == 0 {
		t.Error("no expressions")
	}
	t.Logf("%d expressions, the unit of %d is known", n, units)
}

// checkDashboards counts the expressions and those whose unit is known.
func checkDashboards(t *testing.T, files map[string][]string) (n, units int) {
	t.Helper()
	for name, exprs := range files {
		for _, text := range exprs {
			if strings.TrimSpace(text) == "" {
				continue
			}
			e, err := Parse(text)
			if err != nil {
				t.Errorf("%s: %s: %v", name, text, err)
				continue
			}
			roundTrip(t, e)
			checkSpans(t, e)
			f := Analyse(e, testContext())
			checkFacts(t, f)
			n++
			if f.Result.Unit.Known() {
				units++
			}
		}
	}
	return n, units
}

// checkFacts checks what holds for the facts of any expression.
func checkFacts(t testing.TB, f *Facts) {
	t.Helper()
	text := f.Expr.Text
	inside := func(what string, s Span) {
		if s.Start < 0 || s.End > len(text) || s.Start > s.End {
			t.Errorf("%s: %s is at %v", text, what, s)
		}
	}
	for n := range f.Result.All() {
		inside("a node", n.Span)
		last := ""
		for l := range n.Labels() {
			inside("label "+l.Name, l.Span)
			if l.Reason == "" || l.Name <= last && last != "" {
				t.Errorf("%s: %+v after %q", text, l, last)
			}
			last = l.Name
		}
		inside("the rest", n.Rest().Span)
	}
	for _, s := range f.Selectors {
		inside("a selector", s.Span)
		inside("a name", s.NameSpan)
		inside("a range", s.Range.Span)
		inside("an offset", s.Offset.Span)
		for _, m := range s.Matchers {
			inside("a matcher", m.Span)
			inside("a label", m.LabelSpan)
			inside("a value", m.ValueSpan)
			if m.Span.Empty() {
				t.Errorf("%s: matcher %s is nowhere", text, m.Matcher)
			}
		}
	}
	for _, g := range f.Groupings {
		inside("a grouping", g.Span)
		if g.Fact().Reason == "" {
			t.Errorf("%s: no reason for %s", text, g.Label)
		}
	}
	for _, u := range f.UnitConflicts {
		inside("a conflict", u.Span)
	}
}
