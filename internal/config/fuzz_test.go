package config

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/llm-observability/dashgen/internal/diag"
)

// FuzzParse checks that no input makes the reader panic or hang, that what is wrong has a place in the
// input, and that what is right is as the documentation of [Environment] says.
func FuzzParse(f *testing.F) {
	paths, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			f.Add([]byte(expandInput(string(file.Data))))
		}
	}
	f.Add([]byte(base))
	f.Add([]byte("\ufeff" + base + "    namespace: ü-{tenant}\n    tenants: u{1..3}\n"))
	known := testKnown()
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Parse("nowhere/d.yaml", data, known)
		if (file == nil) == (err == nil) {
			t.Fatalf("file %v and error %v", file, err)
		}
		if err == nil {
			checkFile(t, file)
			return
		}
		var list diag.List
		if !errors.As(err, &list) || len(list) == 0 {
			t.Fatalf("the error is %T: %v", err, err)
		}
		lines := bytes.Split(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))
		for _, e := range list {
			if e.What == "" || bytes.ContainsAny([]byte(e.Error()), "\n\x00\x1b") {
				t.Errorf("unreadable error %q", e)
			}
			pos := e.Pos
			if pos.File != "nowhere/d.yaml" || pos.Line < 0 || pos.Line > len(lines) || pos.Line == 0 && pos.Column != 0 ||
				pos.Column < 0 || pos.Line > 0 && pos.Column > len(lines[pos.Line-1])+1 {
				t.Errorf("%v is outside of the input of %d lines", e, len(lines))
			}
		}
	})
}

func checkFile(t *testing.T, f *File) {
	for i := range f.Environments {
		e := &f.Environments[i]
		names := append([]string{e.Name, e.Overlay, e.Grafana.Name, e.DefaultStore().Name, Expand(e.Namespace, "t")}, e.TenantNames...)
		for _, name := range names {
			if !isLabel(name) {
				t.Errorf("environment %q has the name %q in it", e.Name, name)
			}
		}
		if len(e.Dashboards) == 0 || e.Folder == "" || len(e.Grafana.Selector) == 0 {
			t.Errorf("environment %q lacks something: %+v", e.Name, e)
		}
		for _, s := range e.Values {
			if bytes.ContainsAny([]byte(Expand(s, "t")), "\"'`\\${}\n") {
				t.Errorf("value %q is not plain", s)
			}
		}
		if pos := f.At("environments", e.Name); pos.Line < 1 || pos.Column < 1 {
			t.Errorf("environment %q is at %v", e.Name, pos)
		}
	}
}
