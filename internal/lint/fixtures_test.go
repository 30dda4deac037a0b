package lint_test

import (
	"bytes"
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/report"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var update = flag.Bool("update", false, "write the findings that fixtures expect")

// A fixture is testdata/<rule>.txtar: inputs, each followed by NAME.want, which holds the findings of that
// one rule as the text format prints them. An input without a NAME.want is clean. What stands in NAME.base, before
// the input, is what the file held at the base revision.
type fixture struct {
	rule    *lint.Rule
	archive *txtar.Archive
}

func fixtures(t *testing.T) []fixture {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	var fs []fixture
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		rule := lint.Find(name)
		if rule == nil {
			t.Errorf("%s is of no rule", file)
			continue
		}
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fs = append(fs, fixture{rule, a})
	}
	return fs
}

// read reads an input of a fixture or of an example.
func read(t *testing.T, name string, data []byte) *source.File {
	t.Helper()
	if path.Ext(name) == ".expr" {
		return source.Expression(name, strings.TrimSuffix(string(data), "\n"))
	}
	f, err := source.Read(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if f.Empty() {
		t.Fatalf("%s holds nothing to judge", name)
	}
	return f
}

func judge(f *source.File, rules ...*lint.Rule) []*lint.Finding {
	return judgeAgainst(f, nil, rules...)
}

// judgeAgainst judges a file that was another one at the base revision.
func judgeAgainst(f, base *source.File, rules ...*lint.Rule) []*lint.Finding {
	if len(rules) == 1 {
		return rules[0].Judge(f, base, catalogue.Default())
	}
	return lint.Run([]*source.File{f}, lint.Options{
		Catalogue: catalogue.Default(), Rules: rules, Base: func(string) *source.File { return base },
	}).Findings
}

// inputs are what there is to judge in a fixture.
func (fx fixture) inputs(t *testing.T) []input {
	t.Helper()
	var ins []input
	files := fx.archive.Files
	beside := func(i int, name string) (data []byte, ok bool) {
		if i < 0 || i >= len(files) || files[i].Name != name {
			return nil, false
		}
		return files[i].Data, true
	}
	for i, f := range files {
		if name, ok := strings.CutSuffix(f.Name, ".want"); ok {
			if _, ok = beside(i-1, name); !ok {
				t.Errorf("%s does not follow its input", f.Name)
			}
			continue
		}
		if name, ok := strings.CutSuffix(f.Name, ".base"); ok {
			if _, ok = beside(i+1, name); !ok {
				t.Errorf("%s does not stand before its input", f.Name)
			}
			continue
		}
		in := input{File: f}
		want, _ := beside(i+1, f.Name+".want")
		in.want = string(want)
		in.base, in.hasBase = beside(i-1, f.Name+".base")
		ins = append(ins, in)
	}
	return ins
}

// An input is a file to judge, and what is found in it.
type input struct {
	txtar.File
	base    []byte
	hasBase bool
	want    string
}

// files reads the input and what it was at the base revision, which is nil where it was not.
func (in input) files(t *testing.T) (f, base *source.File) {
	t.Helper()
	if in.hasBase {
		base = read(t, in.Name, in.base)
	}
	return read(t, in.Name, in.Data), base
}

// TestFixtures compares the findings of each rule with what its fixture expects.
func TestFixtures(t *testing.T) {
	for _, fx := range fixtures(t) {
		t.Run(fx.rule.Name, func(t *testing.T) {
			bad, clean := 0, 0
			var out []txtar.File
			for _, in := range fx.inputs(t) {
				var got bytes.Buffer
				f, base := in.files(t)
				found := judgeAgainst(f, base, fx.rule)
				if err := report.Text(&got, found); err != nil {
					t.Fatal(err)
				}
				if in.hasBase {
					out = append(out, txtar.File{Name: in.Name + ".base", Data: in.base})
				}
				out = append(out, in.File)
				// What is of severity info is not shown unless asked for.
				if slices.ContainsFunc(found, func(f *lint.Finding) bool { return f.Severity >= min(lint.Warning, fx.rule.Severity) }) {
					bad++
				} else {
					clean++
				}
				if got.Len() > 0 {
					out = append(out, txtar.File{Name: in.Name + ".want", Data: got.Bytes()})
				}
				if diff := cmp.Diff(in.want, got.String()); diff != "" && !*update {
					t.Errorf("%s (-want +got):\n%s", in.Name, diff)
				}
			}
			if bad == 0 || clean < bad {
				t.Errorf("%d inputs with findings and %d clean ones: there must be some, and as many clean ones", bad, clean)
			}
			if *update {
				a := &txtar.Archive{Comment: fx.archive.Comment, Files: out}
				if err := os.WriteFile("testdata/"+fx.rule.Name+".txtar", txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestEveryRuleIsWhole checks that a rule says everything that its page needs, and has a fixture.
func TestEveryRuleIsWhole(t *testing.T) {
	var have []string
	for _, fx := range fixtures(t) {
		have = append(have, fx.rule.Name)
	}
	if len(lint.Rules()) == 0 {
		t.Fatal("there are no rules")
	}
	seen := map[string]bool{}
	for _, r := range lint.Rules() {
		if seen[r.Name] {
			t.Errorf("two rules are called %s", r.Name)
		}
		seen[r.Name] = true
		if !slices.Contains(have, r.Name) {
			t.Errorf("%s has no fixture", r.Name)
		}
		if r.Title == "" || r.Why == "" || r.Cost == "" || r.Since == "" || len(r.Bad) == 0 || len(r.Good) == 0 {
			t.Errorf("%s lacks a title, why, cost, since, or an example", r.Name)
		}
		if strings.HasSuffix(r.Title, ".") {
			t.Errorf("%s: the title ends with a full stop", r.Name)
		}
	}
}

// TestExamples executes the examples of every rule.
func TestExamples(t *testing.T) {
	for _, r := range lint.Rules() {
		for _, e := range r.Bad {
			if len(judgeExample(t, e, r)) == 0 {
				t.Errorf("%s does not find its bad example\n%s", r.Name, e.Input)
			}
		}
		for _, e := range r.Good {
			for _, f := range judgeExample(t, e, lint.Default()...) {
				t.Errorf("%s: its good example has a finding of %s: %s\n%s", r.Name, f.Rule.Name, f.Message, e.Input)
			}
			for _, f := range judgeExample(t, e, r) {
				t.Errorf("%s finds its good example: %s\n%s", r.Name, f.Message, e.Input)
			}
		}
	}
}

func judgeExample(t *testing.T, e lint.Example, rules ...*lint.Rule) []*lint.Finding {
	t.Helper()
	found, err := e.Try(catalogue.Default(), rules...)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
