package sarif

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xeipuuv/gojsonschema"
)

const library = "github.com/owenrumney/go-sarif/v3"

// schema returns the schema of SARIF 2.1.0. The library keeps it to itself, as a constant: its own Validate reads a log
// into its own types first, which drops what the schema forbids.
func schema(t *testing.T) *gojsonschema.Schema {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", library).Output()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(strings.TrimSpace(string(out)), "pkg", "report", "v210", "sarif", "schema.go")
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	ast.Inspect(source, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(lit.Value) > len(text) {
			text, err = strconv.Unquote(lit.Value)
		}
		return true
	})
	if err != nil || !strings.Contains(text, "sarif-schema-2.1.0") {
		t.Fatalf("%s holds no schema: %v", file, err)
	}
	s, err := gojsonschema.NewSchema(gojsonschema.NewStringLoader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSchema validates every log that internal/report has as a golden file.
func TestSchema(t *testing.T) {
	s := schema(t)
	files, err := filepath.Glob("../../report/testdata/*.sarif")
	if err != nil || len(files) < 2 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range validate(t, s, string(data)) {
			t.Errorf("%s: %s", file, e)
		}
	}
}

// TestSchemaRejects: a schema that lets everything pass proves nothing.
func TestSchemaRejects(t *testing.T) {
	s := schema(t)
	data, err := os.ReadFile("../../report/testdata/findings.sarif")
	if err != nil {
		t.Fatal(err)
	}
	for _, replace := range [][2]string{
		{`"startLine": 2`, `"startLine": 0`},
		{`"ruleIndex": 1`, `"ruleIndex": "1"`},
		{`"level": "error"`, `"level": "fatal"`},
		{`"columnKind": "utf16CodeUnits"`, `"columnKind": "bytes"`},
		{`"results": [`, `"rezults": [`},
		{`"version": "2.1.0"`, `"version": "2.0.0"`},
		{`"text": "look at it`, `"txt": "look at it`},
	} {
		bad := strings.ReplaceAll(string(data), replace[0], replace[1])
		if bad == string(data) {
			t.Errorf("there is no %s", replace[0])
			continue
		}
		if len(validate(t, s, bad)) == 0 {
			t.Errorf("%s was accepted", replace[1])
		}
	}
}

func validate(t *testing.T, s *gojsonschema.Schema, log string) []string {
	t.Helper()
	result, err := s.Validate(gojsonschema.NewStringLoader(log))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range result.Errors() {
		out = append(out, e.String())
	}
	return out
}
