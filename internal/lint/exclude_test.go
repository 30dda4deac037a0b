package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// broken is a dashboard with two panels, each with an expression that does not parse.
const broken = `{"title": "Tokens", "panels": [
{"id": 1, "type": "stat", "title": "Now", "targets": [{"refId": "A", "expr": "sum("}, {"refId": "B", "expr": "sum("}]},
{"id": 2, "type": "stat", "targets": [{"refId": "A", "expr": "sum("}]}]}`

// syntaxOnly are the rules whose findings the broken dashboard is for: it has other faults, too.
func syntaxOnly() []*lint.Rule {
	return []*lint.Rule{lint.Find("syntax"), lint.Find("unused-exclusion")}
}

func where(fs []*lint.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, fmt.Sprintf("%s:%d %s", f.Pos.File, f.Pos.Line, f.Rule.Name))
	}
	return out
}

func TestExclusions(t *testing.T) {
	now := []string{"a/x.json:2 syntax", "a/x.json:2 syntax"}
	untitled := "a/x.json:3 syntax"
	all := slices.Concat(now, []string{untitled})
	unused := "dashgen.yaml:1 unused-exclusion"
	for _, tt := range []struct {
		name string
		e    lint.Exclusion
		want []string
	}{
		{"by file", lint.Exclusion{File: "a/x.json"}, nil},
		{"by pattern", lint.Exclusion{File: "a/*.json"}, nil},
		{"by deep pattern", lint.Exclusion{File: "**/x.json"}, nil},
		{"by folder", lint.Exclusion{File: "./a/"}, nil},
		{"a star is no folder", lint.Exclusion{File: "*.json"}, all},
		{"a dot is a dot", lint.Exclusion{File: "a/x?json"}, all},
		{"another folder that begins alike", lint.Exclusion{File: "a/x"}, all},
		{"by dashboard", lint.Exclusion{Dashboard: "Tokens"}, nil},
		{"another dashboard, which was not read", lint.Exclusion{Dashboard: "Others"}, all},
		{"by panel", lint.Exclusion{Panel: "Now"}, []string{untitled}},
		{"by id of a panel without title", lint.Exclusion{Panel: "2"}, now},
		{"a panel with a title does not go by its id", lint.Exclusion{Panel: "1"}, all},
		{"by target", lint.Exclusion{Panel: "Now", Target: "B"}, []string{now[0], untitled}},
		{"a panel that the file lost", lint.Exclusion{File: "a/x.json", Panel: "Gone"}, slices.Concat(all, []string{unused})},
		{"a panel that the dashboard lost", lint.Exclusion{Dashboard: "Tokens", Panel: "Gone"}, slices.Concat(all, []string{unused})},
		{"a target that the panel lost", lint.Exclusion{Panel: "Now", Target: "C"}, slices.Concat(all, []string{unused})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := source.Read("a/x.json", []byte(broken))
			if err != nil {
				t.Fatal(err)
			}
			tt.e.Rule, tt.e.Pos = "syntax", diag.Position{File: "dashgen.yaml", Line: 1}
			r := lint.Run([]*source.File{f}, lint.Options{Catalogue: catalogue.Default(), Rules: syntaxOnly(), Exclusions: []lint.Exclusion{tt.e}})
			if diff := cmp.Diff(tt.want, where(r.Findings)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestExclusionOfARuleThatIsOff: nothing is known of what a rule that was not asked would have found.
func TestExclusionOfARuleThatIsOff(t *testing.T) {
	f := source.Expression("x", "up # dashgen:allow syntax why")
	r := lint.Run([]*source.File{f}, lint.Options{
		Catalogue: catalogue.Default(), Rules: []*lint.Rule{lint.Find("unused-exclusion")},
		Exclusions: []lint.Exclusion{{Rule: "syntax", File: "x"}},
	})
	if len(r.Findings) > 0 {
		t.Errorf("found %v", where(r.Findings))
	}
}

// TestAllowancesInGo: what a panel is allowed holds in every environment, and is unused only where none needs it.
func TestAllowancesInGo(t *testing.T) {
	read := func(expr string, panel int) *source.File {
		f, err := source.Placed("x.json", []byte(strings.ReplaceAll(broken, "sum(", expr)), func(panel int, _ string) diag.Position {
			return diag.Position{File: "x.go", Line: 10 * panel}
		})
		if err != nil {
			t.Fatal(err)
		}
		f.Allowances = []*source.Allowance{{Rule: "syntax", Reason: "why", Pos: diag.Position{File: "x.go", Line: 7}, Panel: f.Dashboards[0].Panels[panel]}}
		return f
	}
	for _, tt := range []struct {
		name  string
		files []*source.File
		want  []string
	}{
		{"the other panel is not covered, and two targets of one line say it once", []*source.File{read("sum(", 1)}, []string{"x.go:10 syntax"}},
		{"used in one of two environments", []*source.File{read("up", 0), read("sum(", 0)}, []string{"x.go:20 syntax"}},
		{"used in the other", []*source.File{read("sum(", 0), read("up", 0)}, []string{"x.go:20 syntax"}},
		{"said once, wherever the environments have it", []*source.File{read("sum(", 1), read("1 + sum(", 1)}, []string{"x.go:10 syntax"}},
		{"used in none", []*source.File{read("up", 0), read("up", 0)}, []string{"x.go:7 unused-exclusion"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := lint.Run(tt.files, lint.Options{Catalogue: catalogue.Default(), Rules: syntaxOnly()})
			if diff := cmp.Diff(tt.want, where(r.Findings)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestAllowancesOfLines are those that a comment in a rule file or in Markdown makes.
func TestAllowancesOfLines(t *testing.T) {
	f, err := source.Read("x.json", []byte(broken))
	if err != nil {
		t.Fatal(err)
	}
	f.Allowances = []*source.Allowance{
		{Rule: "syntax", Reason: "why", Pos: diag.Position{File: "x.json", Line: 2}, First: 2, Last: 2},
		{Rule: "syntax", Reason: "why", Pos: diag.Position{File: "x.json", Line: 9}, First: 9, Last: 10},
	}
	r := lint.Run([]*source.File{f}, lint.Options{Catalogue: catalogue.Default(), Rules: syntaxOnly()})
	if diff := cmp.Diff([]string{"x.json:3 syntax", "x.json:9 unused-exclusion"}, where(r.Findings)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAllowancesOfLinesOverFiles: what is found in several files together may be allowed by a line, but not by what is
// for a query. The finding here has no line.
func TestAllowancesOfLinesOverFiles(t *testing.T) {
	rule := *lint.Find("syntax")
	rule.Query = nil
	rule.Run = func(p *lint.Pass, fs []*lint.Summary) {
		p.Report(lint.Place{}, "found in %d files", len(fs)).Pos.File = "x"
	}
	f := source.Expression("x", "up # dashgen:allow syntax why")
	run := func() []string {
		return where(lint.Run([]*source.File{f}, lint.Options{Catalogue: catalogue.Default(), Rules: []*lint.Rule{&rule}}).Findings)
	}
	if diff := cmp.Diff([]string{"x:0 syntax"}, run()); diff != "" {
		t.Errorf("an allowance of a query (-want +got):\n%s", diff)
	}
	f.Allowances = []*source.Allowance{{Rule: "syntax", Reason: "why", Pos: diag.Position{File: "x", Line: 1}, First: 0, Last: 9}}
	if got := run(); len(got) > 0 {
		t.Errorf("an allowance of lines: %v", got)
	}
}

func TestBadAllowances(t *testing.T) {
	f := source.Expression("x", "up # dashgen:allow sintax why\n# dashgen:allow syntax\n# dashgen:allow")
	r := lint.Run([]*source.File{f}, lint.Options{Catalogue: catalogue.Default()})
	var got strings.Builder
	diag.Fprint(&got, "dashgen", r.Problems.Err())
	want := `x:1:4: an allowance names rule "sintax", which is not known
  hint: did you mean "syntax"?
x:2:1: an allowance of syntax gives no reason: whoever reads it next must know why
  hint: write the reason behind the name of the rule
x:3:1: an allowance names no rule
  hint: write dashgen:allow RULE reason
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
