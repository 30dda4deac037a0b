package docs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/go/packages"

	"github.com/llm-observability/dashgen/internal/docs/told"
)

const root = "../.."

// pages are all pages of the repository.
func pages(t *testing.T) []told.Page {
	t.Helper()
	all, err := told.Pages(root)
	if err != nil || len(all) < 50 {
		t.Fatalf("%d pages, %v", len(all), err)
	}
	return all
}

// TestYAMLBlocksAreYAML reads every block of YAML of the documentation, but for the examples of rules, which the linter reads.
func TestYAMLBlocksAreYAML(t *testing.T) {
	blocks := 0
	for _, p := range pages(t) {
		if filepath.Base(filepath.Dir(p.Path)) == "rules" {
			continue
		}
		for _, block := range p.Blocks("yaml") {
			blocks++
			for document := range strings.SplitSeq(block, "\n---\n") {
				var v any
				if err := yaml.Unmarshal([]byte(document), &v); err != nil {
					t.Errorf("%s: %v in\n%s", p.Path, err, block)
				}
			}
		}
	}
	if blocks < 15 {
		t.Errorf("only %d blocks were read", blocks)
	}
}

// TestPathsOfOutputExist: what people are told to apply, or to point Argo CD at, is there. Of a path with a placeholder, what
// stands before it.
func TestPathsOfOutputExist(t *testing.T) {
	name := regexp.MustCompile("(?:^|[\\s`\"'/:])(out/(?:base|components|dashboards|overlays|provisioning)/[a-z0-9/.-]*[a-z0-9])")
	found := 0
	for _, p := range pages(t) {
		from := root
		if strings.Contains(p.Path, "own-dashboards") {
			from = filepath.Dir(p.Path)
		}
		for _, m := range name.FindAllStringSubmatch(p.Text, -1) {
			found++
			if _, err := os.Stat(filepath.Join(from, m[1])); err != nil {
				t.Errorf("%s: %v", p.Path, err)
			}
		}
	}
	if found < 8 {
		t.Errorf("only %d paths were found", found)
	}
}

// TestReadmeGoCompiles type-checks the Go of the README as a part of the package dashboards: each paragraph of a block is an
// expression.
func TestReadmeGoCompiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles what it reads, on one goroutine")
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := told.Page{Text: string(readme)}.Blocks("go")
	if len(blocks) == 0 {
		t.Fatal("the README shows no Go")
	}
	var b strings.Builder
	b.WriteString("package dashboards\nimport (\"github.com/llm-observability/dashgen/panels\"; \"github.com/llm-observability/dashgen/queries/vllm\")\nfunc shown(doc panels.Doc) {\n")
	for expression := range strings.SplitSeq(strings.Join(blocks, "\n"), "\n\n") {
		fmt.Fprintf(&b, "_ = %s\n", expression)
	}
	b.WriteString("}\n")
	folder, err := filepath.Abs(filepath.Join(root, "dashboards"))
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{
		Dir:     folder,
		Mode:    packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes,
		Overlay: map[string][]byte{filepath.Join(folder, "shown_in_readme.go"): []byte(b.String())},
	}, ".")
	if err != nil || len(pkgs) != 1 || len(pkgs[0].Syntax) < 20 {
		t.Fatalf("%d packages, %v", len(pkgs), err)
	}
	for _, e := range pkgs[0].Errors {
		t.Errorf("%v", e)
	}
}

// TestWords cuts command lines.
func TestWords(t *testing.T) {
	for line, want := range map[string][]string{
		`dashgen lint --expr 'sum(a) or b' x`: {"dashgen", "lint", "--expr", "sum(a) or b", "x"},
		`dashgen diff   # with out/`:          {"dashgen", "diff"},
		`dashgen lint a#b "" > file`:          {"dashgen", "lint", "a#b", ""},
		`dashgen verify --store "x=$y" | wc`:  {"dashgen", "verify", "--store", "x=$y"},
	} {
		if got := told.Words(line); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

// TestCommandsAreFound: in each kind of block, in the text, over the ends of lines, and nowhere else.
func TestCommandsAreFound(t *testing.T) {
	page := told.Page{Text: "Type `dashgen\nlint` or `make` ` dashgen.yaml`.\n\n```console\n$ dashgen diff\ndashgen says no\n```\n\n" +
		"  ```yaml\n  - run: dashgen lint a \\\n    b\n  - dashgen test\n  dashgen.yaml: 1\n  ```\n\n```text\ndashgen generate\n```\n`make test`"}
	var got []string
	for _, c := range page.Commands() {
		got = append(got, fmt.Sprint(c.Words, c.Whole))
	}
	want := []string{"[dashgen diff] true", "[dashgen lint a b] true", "[dashgen test] true", "[dashgen lint] false", "[make test] false"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
