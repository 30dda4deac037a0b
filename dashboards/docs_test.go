package dashboards_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/docs"
)

func TestDashboardsPageIsGenerated(t *testing.T) {
	got, err := os.ReadFile(filepath.Join(root, "docs", "dashboards.md"))
	if err != nil {
		t.Fatalf("%v: run make docs", err)
	}
	if diff := cmp.Diff(string(docs.Dashboards(shipped(t))), string(got)); diff != "" {
		t.Errorf("docs/dashboards.md has drifted (-generated +committed): run make docs\n%s", diff)
	}
}
