package config

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the errors seen to testdata/bad; review the difference")

// base is the smallest configuration that is right.
const base = `version: 1
environments:
  lab:
    dashboards: [gpu]
    namespace: apps
    folder: Apps
    grafana: {selector: {app: grafana}}
    stores: {uwm: {datasource: Prometheus, scrapeInterval: 30s, dialect: uwm}}
`

// expandInput returns an input of testdata/bad as it is, or when it is indented like the fields of an
// environment, base with these fields instead of its own; fields that base lacks are put behind.
func expandInput(input string) string {
	if !strings.HasPrefix(input, "    ") {
		return input
	}
	given := make(map[string]string)
	var order []string
	for line := range strings.Lines(input) {
		if key, _, _ := strings.Cut(strings.TrimPrefix(line, "    "), ":"); strings.HasPrefix(line, "    ") && !strings.HasPrefix(key, " ") {
			order = append(order, key)
		}
		given[order[len(order)-1]] += line
	}
	var b strings.Builder
	for line := range strings.Lines(base) {
		key, _, _ := strings.Cut(strings.TrimSpace(line), ":")
		if field, ok := given[key]; ok && strings.HasPrefix(line, "    ") {
			line = field
			delete(given, key)
		}
		b.WriteString(line)
	}
	for _, key := range order {
		b.WriteString(given[key])
		delete(given, key)
	}
	return b.String()
}

// TestBad compares the errors of every input <name>.yaml in testdata/bad/*.txtar with <name>.txt behind it,
// byte for byte.
func TestBad(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		archive := txtar.Parse(data)
		want := make(map[string][]byte)
		for _, f := range archive.Files {
			if name, ok := strings.CutSuffix(f.Name, ".txt"); ok {
				want[name] = f.Data
			}
		}
		var now []txtar.File
		for _, f := range archive.Files {
			name, ok := strings.CutSuffix(f.Name, ".yaml")
			if !ok {
				continue
			}
			cases++
			var got string
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+name, func(t *testing.T) {
				t.Chdir(filepath.Join("testdata", "files"))
				parse := Parse
				if filepath.Base(path) == "lint.txtar" {
					parse = ParseLint
				}
				_, err := parse("dashgen.yaml", []byte(expandInput(string(f.Data))), testKnown())
				if err == nil {
					t.Fatal("the input was accepted")
				}
				got = render(err)
				if diff := cmp.Diff(string(want[name]), got); diff != "" && !*update {
					t.Errorf("errors differ (-want +got):\n%s", diff)
				}
			})
			now = append(now, f, txtar.File{Name: name + ".txt", Data: []byte(got)})
			delete(want, name)
		}
		for name := range want {
			if !*update {
				t.Errorf("%s: %s.txt has no input", path, name)
			}
		}
		archive.Files = now
		if out := txtar.Format(archive); *update && !bytes.Equal(out, data) {
			if err := os.WriteFile(path, out, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if cases < 60 {
		t.Errorf("only %d cases were tested", cases)
	}
}

// TestBaseIsGood keeps every case of TestBad from being wrong for another reason than it says.
func TestBaseIsGood(t *testing.T) {
	if _, err := Parse("dashgen.yaml", []byte(base), testKnown()); err != nil {
		t.Error(render(err))
	}
}
