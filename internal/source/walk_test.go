package source_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/source"
)

const board = `{"title": "x", "panels": [{"type": "stat", "targets": [{"expr": "up"}]}]}`

// write makes files in a new folder, and goes there.
func write(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// walk returns the files that are found, and the errors about paths and about files, each by its first line.
func walk(t *testing.T, stdin string, paths ...string) (found, bad []string) {
	t.Helper()
	for in, err := range source.Walk(paths, strings.NewReader(stdin)) {
		if err != nil {
			bad = append(bad, err.Error())
			continue
		}
		f, err := in.Read()
		if err != nil {
			bad = append(bad, err.Error())
		}
		if !f.Empty() {
			found = append(found, f.Path)
		}
	}
	return found, bad
}

func link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Skip("this system has no symbolic links")
	}
}

func TestWalk(t *testing.T) {
	write(t, map[string]string{
		"a/b.json":              board,
		"a/deep/er/c.JSON":      board,
		"a/rules.yml":           "groups: [{name: a, rules: [{alert: A, expr: up}]}]",
		"a/more.rules":          "groups: [{name: a, rules: [{alert: A, expr: up}]}]",
		"a/README.md":           "```promql\nup\n```",
		"a/go.go":               "package a // \"panels\"",
		"a/Makefile":            board,
		"a/.git/x.json":         board,
		"a/.hidden.json":        board,
		"a/node_modules/x.json": board,
		"a/vendor/x.json":       board,
		"a/tsconfig.json":       "{\n// comment\n\"compilerOptions\": {}}",
		"a/package.json":        `{"name": "x"}`,
		"a/values.yaml":         "a: b: c",
		"a/deployment.yaml":     "{{- if .Values.x }}\napiVersion: v1\nkind: Service\n{{- end }}",
		"a/helm.yaml":           "{{- if .Values.x }}\napiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\n{{- end }}",
		"a/zero.json":           "\x00\x01 \"panels\"",
		"a/latin1.json":         "{\"panels\": [], \"title\": \"\xe9\"}",
		"a/latin1.yaml":         "x: \xe9",
		"a/broken.json":         `{"panels": [`,
		"a/empty.json":          "",
		"b.json":                board,
	})
	link(t, "../b.json", "a/link.json")
	link(t, "b.json", "a/same.json")
	link(t, "..", "a/loop")
	link(t, "nowhere.json", "a/dangling.json")
	link(t, ".hidden.json", "a/shown.json")

	found, bad := walk(t, "", "a")
	want := []string{"a/README.md", "a/b.json", "a/deep/er/c.JSON", "a/link.json", "a/more.rules", "a/rules.yml", "a/shown.json"}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	wantBad := []string{
		"a/broken.json:1:13: this is not JSON: it ends too early",
		"a/helm.yaml:1:1: this is not YAML: did not find expected node content",
		"a/latin1.json:1:26: byte 0xe9 is not UTF-8: the file is read as UTF-8",
	}
	if diff := cmp.Diff(wantBad, bad); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}

	// A file that several paths lead to comes once; a folder behind a link is read when it is named.
	link(t, "a/deep", "deep")
	found, _ = walk(t, "", "b.json", "./b.json", "a/link.json", "deep", "a/deep", ".")
	if want := []string{"b.json", "deep/er/c.JSON"}; !slices.Equal(found[:2], want) || slices.Contains(found[2:], "a/deep/er/c.JSON") {
		t.Errorf("found %q, which does not begin with %q", found, want)
	}
	if found, _ = walk(t, "", "a/.git", "a/node_modules"); len(found) != 2 {
		t.Errorf("hidden folders that are named hold %q", found)
	}
}

func TestNamedFiles(t *testing.T) {
	write(t, map[string]string{
		"board.txt":   board,
		"rules":       "groups: [{name: a, rules: [{alert: A, expr: up}]}]",
		"notes.txt":   "Text.\n```promql\nup\n```\n",
		"main.go":     "package main",
		"values.yaml": "a: 1",
		"broken.yaml": "a: b: c",
		"README.md":   "# Nothing",
		"empty.json":  "",
		"binary.json": "\x00",
		"object.yaml": "{apiVersion: v1, kind: Secret}",
	})
	found, bad := walk(t, "", "board.txt", "rules", "notes.txt", "object.yaml")
	if len(found) != 4 || bad != nil {
		t.Errorf("found %q, errors %q", found, bad)
	}
	for _, name := range []string{"main.go", "values.yaml", "README.md", "binary.json"} {
		for in, err := range source.Walk([]string{name}, nil) {
			if err != nil {
				t.Fatal(err)
			}
			if _, err := in.Read(); !errors.Is(err, source.ErrOther) || !strings.HasPrefix(err.Error(), name+": not a dashboard") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	for _, name := range []string{"broken.yaml", "empty.json", "missing.json", "no/such/folder"} {
		if _, bad = walk(t, "", name); len(bad) != 1 || !strings.HasPrefix(bad[0], name+":") {
			t.Errorf("%s: %q", name, bad)
		}
	}
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	write(t, map[string]string{"a/b.json": board, "a/c/d.json": board, "a/e.json": board})
	if err := errors.Join(os.Chmod("a/b.json", 0), os.Chmod("a/c", 0)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod("a/c", 0o755) })
	found, bad := walk(t, "", "a")
	want := []string{"a/b.json: the file cannot be read: permission denied", "a/c: the file cannot be read: permission denied"}
	if diff := cmp.Diff(want, bad); diff != "" || !slices.Equal(found, []string{"a/e.json"}) {
		t.Errorf("found %q, errors %s", found, diff)
	}
}

func TestStandardInput(t *testing.T) {
	for content, want := range map[string]string{
		board: "up",
		"groups: [{name: a, rules: [{alert: A, expr: up}]}]": "up",
		"text\n\n```promql\nup\n```\n":                       "up",
		"sum(rate(x[5m]))\n":                                 "sum(rate(x[5m]))",
		`{__name__="x"}`:                                     `{__name__="x"}`,
		`{"my.metric", a="b"}`:                               `{"my.metric", a="b"}`,
		"# comment\nsum(\n  x\n)":                            "# comment\nsum(\n  x\n)",
		"x{a: b":                                             "x{a: b",
	} {
		for in, err := range source.Walk([]string{"-"}, strings.NewReader(content)) {
			if err != nil {
				t.Fatal(err)
			}
			f, err := in.Read()
			if got := visited(f); err != nil || !slices.Equal(got, []string{want}) || f.Path != source.StdinName {
				t.Errorf("%q: read %q of %s, %v", content, got, f.Path, err)
			}
		}
	}
	for content, want := range map[string]string{
		"  ":            "stdin: there is nothing to read",
		`{"panels": [}`: "stdin:1:13: this is not JSON",
		"\xff":          "stdin:1:1: byte 0xff is not UTF-8",
	} {
		if _, bad := walk(t, content, "-"); len(bad) != 1 || !strings.HasPrefix(bad[0], want) {
			t.Errorf("%q: %q", content, bad)
		}
	}
}

// TestConcurrentReading reads one file by many goroutines, for the race detector.
func TestConcurrentReading(t *testing.T) {
	data := []byte(board)
	in := source.Input{Path: "x.json"}
	done := make(chan *source.File)
	for range 8 {
		go func() {
			f, err := in.Parse(data)
			if err != nil {
				t.Error(err)
			}
			done <- f
		}()
	}
	for range 8 {
		if f := <-done; f.Dashboards[0].Panels[0].Queries[0].Text.Position(1).Column != 67 {
			t.Error("another position")
		}
	}
}
