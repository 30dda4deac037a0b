// Command generate writes the generated pages of docs/; make docs runs it at the root of the repository.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/docs"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

func main() {
	if err := run(); err != nil {
		diag.Fprint(os.Stderr, "generate", err)
		os.Exit(2)
	}
}

func run() error {
	p, err := project.Load("dashgen.yaml", catalogue.Default(), dashboards.All())
	if err != nil {
		return err
	}
	envs, err := p.Build(project.Selection{})
	if err != nil {
		return err
	}
	if err := write("docs/dashboards.md", docs.Dashboards(envs)); err != nil {
		return err
	}
	schema, err := config.NewSchema(project.Known(catalogue.Default(), dashboards.All())).JSON()
	if err != nil {
		return err
	}
	if err := write("docs/dashgen.schema.json", schema); err != nil {
		return err
	}
	if err := write("docs/dashgen-yaml.md", docs.Configuration()); err != nil {
		return err
	}
	return rules("docs/rules")
}

// rules writes the pages of the rules, and removes those of rules that there are no longer.
func rules(dir string) error {
	pages, err := docs.Rules(catalogue.Default())
	if err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		return err
	}
	for _, file := range old {
		if _, ok := pages[filepath.Base(file)]; !ok {
			if err := os.Remove(file); err != nil {
				return err
			}
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, page := range pages {
		if err := os.WriteFile(filepath.Join(dir, name), page, 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("%s: %d pages\n", dir, len(pages))
	return nil
}

func write(file string, data []byte) error {
	fmt.Println(file)
	return os.WriteFile(file, data, 0o644)
}
