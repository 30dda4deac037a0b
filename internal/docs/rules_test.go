package docs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// TestRulesAreDocumented compares the pages with what is committed, in both directions.
func TestRulesAreDocumented(t *testing.T) {
	const dir = "../../docs/rules"
	pages, err := Rules(catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != len(lint.Rules())+1 {
		t.Errorf("%d pages of %d rules", len(pages), len(lint.Rules()))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := pages[e.Name()]; !ok {
			t.Errorf("docs/rules/%s is of no rule: run make docs", e.Name())
		}
	}
	for name, page := range pages {
		have, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Errorf("docs/rules/%s is missing: run make docs", name)
			continue
		}
		if diff := cmp.Diff(string(page), string(have)); diff != "" {
			t.Errorf("docs/rules/%s is not as generated: run make docs (-want +have):\n%s", name, diff)
		}
	}
}

// TestPagesShowFindings: each bad example is followed by what is found in it.
func TestPagesShowFindings(t *testing.T) {
	pages, err := Rules(catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range lint.Rules() {
		page := string(pages[r.Name+".md"])
		if n := strings.Count(page, " ["+r.Name+"]\n"); n < len(r.Bad) {
			t.Errorf("the page of %s shows %d findings of %d bad examples", r.Name, n, len(r.Bad))
		}
	}
}
