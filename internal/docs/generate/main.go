// Command generate writes the generated pages of docs/; make docs runs it at the root of the repository.
package main

import (
	"fmt"
	"os"

	"github.com/llm-observability/dashgen/dashboards"
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
	fmt.Println("docs/dashboards.md")
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
	return os.WriteFile("docs/dashboards.md", docs.Dashboards(envs), 0o644)
}
