package source_test

import (
	"encoding/json"
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"

	"github.com/llm-observability/dashgen/internal/source"
)

var update = flag.Bool("update", false, "write what the fixtures expect")

// fixtures calls a function with every input of testdata/*.txtar, and with what is expected of it: NAME.want.
func fixtures(t testing.TB, each func(name string, data []byte)) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range a.Files {
			if !strings.HasSuffix(in.Name, ".want") {
				each(in.Name, in.Data)
			}
		}
	}
}

// TestFixtures compares what is read of each input with what is expected.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out []txtar.File
		for i, in := range a.Files {
			if strings.HasSuffix(in.Name, ".want") {
				continue
			}
			want := ""
			if i+1 < len(a.Files) && a.Files[i+1].Name == in.Name+".want" {
				want = string(a.Files[i+1].Data)
			}
			got := dump(source.Read(in.Name, in.Data))
			out = append(out, in, txtar.File{Name: in.Name + ".want", Data: []byte(got)})
			if diff := cmp.Diff(want, got); diff != "" && !*update {
				t.Errorf("%s: %s (-want +got):\n%s", file, in.Name, diff)
			}
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(&txtar.Archive{Comment: a.Comment, Files: out}), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// visited are the expressions that were read.
func visited(f *source.File) []string {
	var all []string
	for _, q := range f.Queries {
		all = append(all, q.Text.Value)
	}
	for _, d := range f.Dashboards {
		for _, v := range d.Variables {
			if v.Query != nil {
				all = append(all, v.Query.Text.Value)
			}
		}
		for _, q := range d.Annotations {
			all = append(all, q.Text.Value)
		}
		for _, p := range d.Panels {
			for _, q := range p.Queries {
				all = append(all, q.Text.Value)
			}
		}
	}
	return all
}

// naive finds expressions with no regard to what is around them: whatever stands under expr, or under query in the
// specification of a Perses query, in a document or in text that is one.
func naive(name string, data []byte) []string {
	var all []string
	switch path.Ext(name) {
	case ".md":
	case ".json":
		var v any
		if json.Unmarshal(data, &v) == nil {
			all = search(v)
		}
	default:
		d := yaml.NewDecoder(strings.NewReader(string(data)))
		for {
			var v any
			if d.Decode(&v) != nil {
				break
			}
			all = append(all, search(v)...)
		}
	}
	return slices.DeleteFunc(all, func(s string) bool { return strings.TrimSpace(s) == "" })
}

func search(v any) []string {
	var all []string
	switch v := v.(type) {
	case map[string]any:
		kind, _ := v["kind"].(string)
		for key, value := range v {
			s, isString := value.(string)
			if isString && key == "expr" {
				all = append(all, s)
			}
			all = append(all, search(value)...)
		}
		if spec, ok := v["spec"].(map[string]any); ok && kind == "PrometheusTimeSeriesQuery" {
			all = append(all, spec["query"].(string))
		}
	case []any:
		for _, item := range v {
			all = append(all, search(item)...)
		}
	case string:
		var inner any
		if strings.HasPrefix(v, "{") && json.Unmarshal([]byte(v), &inner) == nil {
			all = append(all, search(inner)...)
		}
	}
	return all
}

// TestEveryExpressionIsVisited counts expressions in another way. Those that are to be left alone say logs_only.
func TestEveryExpressionIsVisited(t *testing.T) {
	total := 0
	fixtures(t, func(name string, data []byte) {
		f, _ := source.Read(name, data)
		got := visited(f)
		for _, want := range naive(name, data) {
			if i := slices.Index(got, want); strings.Contains(want, "logs_only") == (i >= 0) {
				t.Errorf("%s: %q: index %d in what was read: %q", name, want, i, got)
			}
			total++
		}
		for _, expr := range got {
			if strings.Contains(expr, "logs_only") {
				t.Errorf("%s: read %q, which is not for Prometheus", name, expr)
			}
		}
	})
	if total < 50 {
		t.Errorf("the fixtures hold only %d expressions", total)
	}
}

// TestRealFiles counts the expressions of our own output, and of files beside the repository if there are some.
func TestRealFiles(t *testing.T) {
	total := 0
	for _, pattern := range []string{"../../out/*/*/*", "../../out/*/*/*/*", "../../../shared/foreign/*/*", "../../../../shared/foreign/*/*"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				continue // a folder
			}
			f, err := source.Read(name, data)
			if err != nil {
				t.Error(err)
			}
			got := visited(f)
			want := naive(name, data)
			total += len(want)
			for _, expr := range want {
				if !slices.Contains(got, expr) {
					t.Errorf("%s: %q was not read", name, expr)
				}
			}
			checkTexts(t, name, data, f)
		}
	}
	t.Logf("%d expressions", total)
	if total < 1000 {
		t.Errorf("only %d expressions", total)
	}
}
