package docs

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// TestConfigurationIsDocumented compares the page and the schema with what is committed.
func TestConfigurationIsDocumented(t *testing.T) {
	schema, err := config.NewSchema(project.Known(catalogue.Default(), dashboards.All())).JSON()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"dashgen-yaml.md": Configuration(), "dashgen.schema.json": schema} {
		have, err := os.ReadFile("../../docs/" + name)
		if err != nil {
			t.Errorf("docs/%s is missing: run make docs", name)
			continue
		}
		if diff := cmp.Diff(string(want), string(have)); diff != "" {
			t.Errorf("docs/%s is not as generated: run make docs (-want +have):\n%s", name, diff)
		}
	}
}

// TestEveryKeyIsOnThePage: a row of a table that has too few cells or too many is not shown as one.
func TestEveryKeyIsOnThePage(t *testing.T) {
	page := string(Configuration())
	for _, s := range config.Sections() {
		for _, k := range s.Keys {
			if !strings.Contains(page, "\n| `"+k.Name+"` |") {
				t.Errorf("%s.%s is not on the page", s.Path, k.Name)
			}
			if k.Doc == "" || k.Required != (k.Default == "") && k.Required {
				t.Errorf("%s.%s: %+v", s.Path, k.Name, k)
			}
		}
	}
	if strings.Contains(page, "(#)") {
		t.Error("a key has neither an example nor a section")
	}
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "|") && strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") != 6 {
			t.Errorf("not six bars: %s", line)
		}
	}
}
