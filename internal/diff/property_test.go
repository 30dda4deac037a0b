package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// committed is the output folder of the repository.
func committed(t testing.TB) Tree {
	t.Helper()
	files := map[string][]byte{}
	root := os.DirFS("../../out")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == ".dashgen.json" {
			return err
		}
		files[name], err = fs.ReadFile(root, name)
		return err
	})
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	return Tree{Name: "out", Files: files}
}

// respell writes every file of a tree in other bytes with the same meaning.
func respell(t testing.TB, tree Tree) Tree {
	t.Helper()
	files := map[string][]byte{}
	for name, data := range tree.Files {
		if filepath.Ext(name) == ".json" {
			var v any
			if err := json.Unmarshal(data, &v); err != nil {
				t.Fatal(err)
			}
			spaced, err := json.MarshalIndent(v, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			files[name] = spaced
			continue
		}
		files[name] = append([]byte("# another comment\n---\n"), data...)
	}
	return Tree{Name: "respelled", Files: files}
}

// TestATreeIsLikeItself compares the committed output with itself: as it is, and in other bytes, so that every file
// is read.
func TestATreeIsLikeItself(t *testing.T) {
	tree := committed(t)
	for _, other := range []Tree{tree, respell(t, tree)} {
		report, err := Compare(tree, other)
		if err != nil || len(report.Changes) > 0 {
			t.Errorf("%s: %+v, %v", other.Name, report, err)
		}
	}
}

// TestAllOrNothing compares the committed output with nothing: what comes one way goes the other.
func TestAllOrNothing(t *testing.T) {
	tree := committed(t)
	came, err := Compare(Tree{}, tree)
	if err != nil {
		t.Fatal(err)
	}
	went, err := Compare(tree, Tree{})
	if err != nil {
		t.Fatal(err)
	}
	if len(came.Changes) != len(went.Changes) || len(came.Changes) < 20 {
		t.Fatalf("%d came and %d went", len(came.Changes), len(went.Changes))
	}
	for i := range came.Changes {
		a, b := came.Changes[i], went.Changes[i]
		if strings.Replace(string(a.Kind), "added", "removed", 1) != string(b.Kind) || a.Dashboard != b.Dashboard || a.New != b.Old || a.Object != b.Object {
			t.Errorf("%s came, %s went", line(&a), line(&b))
		}
	}
}

// meansNothing reports whether a value of the dashboard of the tests follows from others.
func meansNothing(path string) bool {
	for _, end := range []string{
		".definition", ".query.refId", // of a variable: its query counts
		"options[0].text", "options[0].value", "options[0].selected", "options[1].text", "options[1].value", "options[1].selected", // of a list: so does its text
		"(row).id", "(row).gridPos.x", "(row).gridPos.y", "(row).gridPos.w", "(row).gridPos.h", // a heading is where its panels are, and as wide as the page
		"(row).panels[0].gridPos.y", // of the only panel
	} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// TestNothingIsLeftOut changes every single value of a dashboard, one at a time.
func TestNothingIsLeftOut(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of comparisons, on one goroutine")
	}
	alone := func(b map[string]any) Tree {
		data, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		return Tree{Files: map[string][]byte{"dashboards/lab/models.json": data}}
	}
	old, tried := alone(board(t)), 0
	try := func(path string, b map[string]any) {
		tried++
		report, err := Compare(old, alone(b))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if len(report.Changes) == 0 != meansNothing(path) {
			t.Errorf("%s: %+v", path, report.Changes)
		}
	}
	b := board(t)
	var visit func(path string, v any, set func(any))
	visit = func(path string, v any, set func(any)) {
		switch v := v.(type) {
		case map[string]any:
			if v["type"] == "row" {
				path += "(row)"
			}
			for key, inner := range v {
				visit(path+"."+key, inner, func(x any) { v[key] = x })
			}
		case []any:
			for i, inner := range v {
				visit(fmt.Sprintf("%s[%d]", path, i), inner, func(x any) { v[i] = x })
			}
		case string:
			set(v + "_")
			try(path, b)
			set(v)
		case float64:
			set(v + 1)
			try(path, b)
			set(v)
		case bool:
			set(!v)
			try(path, b)
			set(v)
		}
	}
	visit("", b, nil)
	if tried < 300 {
		t.Errorf("only %d values were changed", tried)
	}
}

// FuzzCompare reads anything as a dashboard and as an object. Nothing panics, a tree is like itself, and every
// report can be written.
func FuzzCompare(f *testing.F) {
	f.Add([]byte(`{"title":"A","panels":[{"type":"stat","id":1,"title":"Up","gridPos":{"x":0,"y":0,"w":4,"h":4},"targets":[{"refId":"A","expr":"sum(up)"}],"fieldConfig":{"defaults":{"thresholds":{"steps":[{"color":"red","value":1}]}}}}]}`),
		[]byte(`{"title":"A","panels":[{"type":"row","title":"R"},{"type":"stat","id":2,"title":"Down","targets":[{"refId":"B","expr":"sum( up )"},{"refId":"A","expr":"x{"}]}]}`))
	f.Add([]byte(`{"panels":[{"type":"row","panels":[{"id":1e99,"targets":[null,{"expr":1}]}]},[],3]}`), []byte(`{"panels":{},"templating":{"list":[{},{"name":"a"},null]},"links":[[[]]]}`))
	f.Add([]byte(`{"apiVersion":"v1","kind":"ConfigMap","data":{"a.json":"{\"panels\":[]}"}}`), []byte("kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\npatches: [{patch: 'a: ['}, x]\n"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		tree := func(data []byte) Tree {
			return Tree{Files: map[string][]byte{
				"dashboards/lab/x.json": data, "base/lab/x.yaml": data, "overlays/lab/tenants/u/kustomization.yaml": data, "components/lab/c/c.yaml": data,
				"base/lab/board.yaml": []byte("apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\nmetadata: {name: x}\nspec:\n  json: |\n    " + strings.ReplaceAll(string(data), "\n", "\n    ") + "\n"),
			}}
		}
		same := tree(a)
		spaced := tree(append(bytes.Clone(a), '\n'))
		if report, err := Compare(same, spaced); err == nil && len(report.Changes) > 0 && json.Valid(a) && !bytes.ContainsAny(a, "'") {
			for i := range report.Changes {
				if c := &report.Changes[i]; c.File == "" {
					t.Errorf("a file differs from itself: %s", line(c))
				}
			}
		}
		report, err := Compare(tree(a), tree(b))
		if err != nil {
			return
		}
		for _, write := range []func(io.Writer, *Report) error{Text, Markdown, JSON} {
			var out bytes.Buffer
			if err := write(&out, report); err != nil {
				t.Error(err)
			}
			if out.Len() == 0 {
				t.Error("a report is empty")
			}
		}
	})
}
