package dashboards_test

import (
	"path/filepath"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// BenchmarkBuildProveRender is everything that generate does but reading the tables and writing files: every
// dashboard of every shipped environment, built, proven and rendered.
func BenchmarkBuildProveRender(b *testing.B) {
	p, err := project.Load(filepath.Join(root, "dashgen.yaml"), catalogue.Default(), dashboards.All())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		envs, err := p.Build(project.Selection{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := gitops.Plan(envs); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoadCatalogue reads the tables, which every start of the binary does once.
func BenchmarkLoadCatalogue(b *testing.B) {
	for b.Loop() {
		if _, err := catalogue.Load(catalogue.Files()); err != nil {
			b.Fatal(err)
		}
	}
}
