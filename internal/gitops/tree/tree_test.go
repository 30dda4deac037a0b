package tree

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/diag"
)

// files is a folder as a test writes it down: path to content. A path that ends in a slash is an empty
// folder, and content that starts with "-> " makes a symbolic link.
type files map[string]string

func planOf(t testing.TB, content files) *Plan {
	t.Helper()
	p := &Plan{}
	for _, name := range slices.Sorted(maps.Keys(content)) {
		if err := p.Add(name, []byte(content[name])); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// lay puts files into a folder and makes them old, so that a rewrite shows in the modification time.
func lay(t testing.TB, dir string, content files) {
	t.Helper()
	for name, data := range content {
		place := filepath.Join(dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			must(t, os.MkdirAll(place, 0o755))
			continue
		}
		must(t, os.MkdirAll(filepath.Dir(place), 0o755))
		if target, ok := strings.CutPrefix(data, "-> "); ok {
			if err := os.Symlink(target, place); err != nil {
				t.Skip("this system makes no symbolic links: ", err)
			}
			continue
		}
		must(t, os.WriteFile(place, []byte(data), 0o644))
	}
	age(t, dir)
}

var longAgo = time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)

func age(t testing.TB, dir string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(place string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Type()&fs.ModeSymlink != 0 {
			return err
		}
		return os.Chtimes(place, longAgo, longAgo)
	}))
}

// read returns all that lies below a folder, but its manifest; nil if it does not exist.
func read(t testing.TB, dir string) files {
	t.Helper()
	var content files
	err := filepath.WalkDir(dir, func(place string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if content == nil {
			content = files{}
		}
		rel, err := filepath.Rel(dir, place)
		name := filepath.ToSlash(rel)
		switch {
		case err != nil:
			return err
		case name == "." || name == ManifestName:
			return nil
		case entry.IsDir():
			if inside, err := os.ReadDir(place); err != nil || len(inside) > 0 {
				return err
			}
			content[name+"/"] = ""
		case entry.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(place)
			content[name] = "-> " + target
			return err
		default:
			data, err := os.ReadFile(place)
			content[name] = string(data)
			return err
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return content
}

// touched returns what was written below a folder since lay, folders with changed entries included.
func touched(t testing.TB, dir string) []string {
	t.Helper()
	var names []string
	must(t, filepath.WalkDir(dir, func(place string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Lstat(place)
		if err == nil && info.Mode()&fs.ModeSymlink == 0 && !info.ModTime().Equal(longAgo) {
			rel, _ := filepath.Rel(dir, place)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	}))
	return names
}

func mustWrite(t testing.TB, dir string, p *Plan, opts WriteOptions) Summary {
	t.Helper()
	s, err := Write(dir, p, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// generated is a folder that a full run has filled, and that is old.
func generated(t testing.TB, content files) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "out")
	mustWrite(t, dir, planOf(t, content), WriteOptions{Prune: true})
	age(t, dir)
	return dir
}

func check(t testing.TB, dir string, p *Plan, covers Filter) []string {
	t.Helper()
	changes, err := Check(dir, p, covers)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, c := range changes {
		lines = append(lines, c.String())
	}
	return lines
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// screen is an error as the user sees it, with the output folder called out.
func screen(dir string, err error) string {
	var b strings.Builder
	diag.Fprint(&b, "dashgen", err)
	return strings.ReplaceAll(b.String(), filepath.ToSlash(dir), "out")
}

func under(prefixes ...string) Filter {
	return func(name string) bool {
		return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
