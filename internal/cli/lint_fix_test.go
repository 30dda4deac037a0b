package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// renamed finds the metrics old, which is called new now, and gone, of which the replacement is no name.
var renamed = &lint.Rule{Name: "renamed", Severity: lint.Error, Query: func(p *lint.Pass, q *lint.Query) {
	for _, s := range q.Facts.Selectors {
		switch name := s.Span.In(q.Text.Value); {
		case strings.HasPrefix(name, "old"):
			p.Report(q.At(promql.Span{Start: s.Span.Start, End: s.Span.Start + 3}), "old is called new").Replace("new:total")
		case strings.HasPrefix(name, "gone"):
			p.Report(q.At(promql.Span{Start: s.Span.Start, End: s.Span.Start + 4}), "gone is two").Replace("a + b")
		}
	}
}}

// fixRun judges files by that rule and fixes them; meddle happens in between.
func fixRun(t *testing.T, format string, meddle func()) (stdout, stderr string, left []*lint.Finding, fixed int, errs string) {
	t.Helper()
	var out, err bytes.Buffer
	r := &lintRun{app: &App{Name: "dashgen", Stdout: &out, Stderr: &err}, o: lintOptions{paths: []string{"."}, fix: true, format: format}}
	linter := lint.New(lint.Options{Catalogue: catalogue.Default(), Rules: []*lint.Rule{renamed}})
	r.judgeFiles(linter)
	result := linter.Finish(r.judged)
	meddle()
	left, fixed = r.fix(result.Findings)
	if e := r.errs.Err(); e != nil {
		errs = e.Error()
	}
	return out.String(), err.String(), left, fixed, errs
}

const (
	unfixed = "{\r\n\t\"title\": \"T \\u00e4\", \"panels\": [{\"type\": \"stat\",   \"targets\": [\r\n" +
		"\t\t{\"expr\": \"sum(old{a=\\\"old\\\"}) / sum(old) # old\"},\r\n\t\t{\"expr\": \"gone + ol\\u0064\"}\r\n\t]}]\r\n}"
	mended = "{\r\n\t\"title\": \"T \\u00e4\", \"panels\": [{\"type\": \"stat\",   \"targets\": [\r\n" +
		"\t\t{\"expr\": \"sum(new:total{a=\\\"old\\\"}) / sum(new:total) # old\"},\r\n\t\t{\"expr\": \"gone + ol\\u0064\"}\r\n\t]}]\r\n}"
)

// TestFix: only the names change. What is escaped in the file, and what is no rename, is a finding still.
func TestFix(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.json", []byte(unfixed), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, left, fixed, errs := fixRun(t, "text", func() {})
	if fixed != 2 || len(left) != 2 || errs != "" || stderr != "" {
		t.Errorf("%d fixed, %d left, %s%s", fixed, len(left), errs, stderr)
	}
	got, err := os.ReadFile("a.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(mended, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !strings.HasPrefix(stdout, "--- a/a.json\n+++ b/a.json\n@@ -1,6 +1,6 @@\n") || strings.Count(stdout, "\n+\t\t{") != 1 {
		t.Errorf("the difference is\n%s", stdout)
	}
	if stdout, _, _, fixed, _ := fixRun(t, "text", func() {}); fixed != 0 || stdout != "" {
		t.Errorf("a second run fixes %d\n%s", fixed, stdout)
	}
}

// TestFixShowsBeside: a report is one document, to which nothing is added.
func TestFixShowsBeside(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.json", []byte(unfixed), 0o600); err != nil {
		t.Fatal(err)
	}
	if stdout, stderr, _, fixed, _ := fixRun(t, "json", func() {}); fixed != 2 || stdout != "" || !strings.HasPrefix(stderr, "--- a/a.json\n") {
		t.Errorf("%d fixed\n%s\n%s", fixed, stdout, stderr)
	}
}

// TestFixRefuses: somebody else is at work on the file, or it can't be written.
func TestFixRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, tt := range []struct {
		name   string
		meddle func()
		want   string
		left   string
	}{
		{"changed", func() { _ = os.WriteFile("a.json", []byte(unfixed+"\n"), 0o600) }, "a.json: the file was not fixed: the file has changed since it was read", unfixed + "\n"},
		{"gone", func() { _ = os.Remove("a.json") }, "a.json: the file was not fixed: ", ""},
	} {
		if err := os.WriteFile("a.json", []byte(unfixed), 0o600); err != nil {
			t.Fatal(err)
		}
		stdout, _, left, fixed, errs := fixRun(t, "text", tt.meddle)
		if fixed != 0 || len(left) != 4 || !strings.HasPrefix(errs, tt.want) || stdout != "" {
			t.Errorf("%s: %d fixed, %d left: %s\n%s", tt.name, fixed, len(left), errs, stdout)
		}
		if got, _ := os.ReadFile("a.json"); string(got) != tt.left {
			t.Errorf("%s: the file holds\n%s", tt.name, got)
		}
	}
}
