package dashboards_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// TestEveryAlertHasARunbook compares the alerts and the pages, in both directions.
func TestEveryAlertHasARunbook(t *testing.T) {
	pages := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(root, "docs", "runbooks", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		pages[strings.TrimSuffix(filepath.Base(f), ".md")] = true
	}
	for _, a := range dashboards.Rules().Alerts() {
		if !pages[a.Name] {
			t.Errorf("docs/runbooks/%s.md is missing", a.Name)
			continue
		}
		delete(pages, a.Name)
		checkRunbook(t, a.Name)
	}
	for name := range pages {
		t.Errorf("docs/runbooks/%s.md is of no alert", name)
	}
}

var pageLink = regexp.MustCompile(`\]\(([A-Za-z]+\.md)\)`)

// checkRunbook checks that a page says what it has to, that its expressions ask for metrics that exist, and that its
// links lead somewhere.
func checkRunbook(t *testing.T, name string) {
	t.Helper()
	file := filepath.Join(root, "docs", "runbooks", name+".md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	at := 0
	for _, heading := range []string{"# " + name + "\n", "\n## What it means\n", "\n## How to confirm\n", "\n## What to do\n"} {
		i := strings.Index(text[at:], heading)
		if i < 0 {
			t.Errorf("%s: %q is missing, or not in its place", file, strings.TrimSpace(heading))
			return
		}
		at += i
	}
	page, err := source.Read(file, data)
	if err != nil {
		t.Errorf("%s: %v", file, err)
	}
	if len(page.Queries) == 0 {
		t.Errorf("%s: there is no expression to confirm it with", file)
	}
	for _, q := range page.Queries {
		expr, err := promql.Parse(q.Text.Value)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		for _, s := range promql.Analyse(expr, promql.Context{Catalogue: catalogue.Default()}).Selectors {
			if len(s.Series) == 0 {
				t.Errorf("%s: %s is not in the catalogue", file, s.Span.In(q.Text.Value))
			}
		}
	}
	for _, m := range pageLink.FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
