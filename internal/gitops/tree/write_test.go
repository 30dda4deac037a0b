package tree

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// What the tests of Write begin with.
var made = files{"a.json": "one\n", "base/x.yaml": "two\n", "base/y.yaml": "three\n", "base/deep/z.yaml": "four\n"}

// without returns a copy of the files without some, and with others.
func with(content files, change files, remove ...string) files {
	content = maps.Clone(content)
	maps.Copy(content, change)
	for _, name := range remove {
		delete(content, name)
	}
	return content
}

func TestWrite(t *testing.T) {
	const left = "base/.x.yaml.dashgen-0123456789abcdef.tmp"
	prune := WriteOptions{Prune: true}
	base := under("base/")
	for _, c := range []struct {
		name   string
		remove []string
		after  files // laid over what was made
		plan   files
		opts   WriteOptions
		want   files // the folder; the plan, if nil
		sum    Summary
		drift  []string // what Check says then, with the same filter
	}{
		{name: "nothing to do", plan: made, opts: prune,
			sum: Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}}},
		{name: "changed", plan: with(made, files{"a.json": "uno\n"}), opts: prune,
			sum: Summary{Written: []string{"a.json"}, Unchanged: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "new", plan: with(made, files{"new/deep/n": "", "base/new": "n"}), opts: prune,
			sum: Summary{Written: []string{"base/new", "new/deep/n"}, Unchanged: []string{"a.json", "base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "lost", remove: []string{"base"}, plan: made, opts: prune,
			sum: Summary{Written: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Unchanged: []string{"a.json"}}},
		{name: "edited by hand, restored", after: files{"a.json": "mine"}, plan: made, opts: prune,
			sum: Summary{Written: []string{"a.json"}, Unchanged: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}}},
		{name: "no manifest, adopted", remove: []string{ManifestName}, plan: made, opts: prune,
			sum: Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "one adopted", after: files{"new": "n\n"}, plan: with(made, files{"new": "n\n"}), opts: prune,
			sum: Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/x.yaml", "base/y.yaml", "new"}, Manifest: true}},
		{name: "pruned, with the folders that empties", plan: with(made, nil, "base/deep/z.yaml", "base/x.yaml"), opts: prune,
			sum: Summary{Unchanged: []string{"a.json", "base/y.yaml"}, Removed: []string{"base/deep/z.yaml", "base/x.yaml"}, Manifest: true}},
		{name: "pruned, with folders all the way up", plan: files{"a.json": "one\n"}, opts: prune,
			sum: Summary{Unchanged: []string{"a.json"}, Removed: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "pruned, all", plan: files{}, opts: prune,
			sum: Summary{Removed: []string{"a.json", "base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "pruned, but a stray keeps its folder", after: files{"base/deep/s": "s"}, plan: files{"a.json": "one\n"}, opts: prune,
			want: files{"a.json": "one\n", "base/deep/s": "s"},
			sum: Summary{Unchanged: []string{"a.json"}, Removed: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"},
				Strays: []string{"base/deep/s"}, Manifest: true},
			drift: []string{"stray base/deep/s"}},
		{name: "empty folders of others stay", after: files{"empty/": "", "base/empty/": ""}, plan: with(made, nil, "base/x.yaml"), opts: prune,
			want: with(made, files{"empty/": "", "base/empty/": ""}, "base/x.yaml"),
			sum:  Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/y.yaml"}, Removed: []string{"base/x.yaml"}, Manifest: true}},
		{name: "stale but edited", after: files{"base/x.yaml": "mine"}, plan: with(made, nil, "base/x.yaml"), opts: prune,
			want:  with(made, files{"base/x.yaml": "mine"}),
			sum:   Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/y.yaml"}, Edited: []string{"base/x.yaml"}, Manifest: true},
			drift: []string{"stray base/x.yaml"}},
		{name: "stale but a link by now", remove: []string{"a.json"}, after: files{"a.json": "-> base/x.yaml"}, plan: with(made, nil, "a.json"), opts: prune,
			want:  with(made, files{"a.json": "-> base/x.yaml"}),
			sum:   Summary{Unchanged: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Edited: []string{"a.json"}, Manifest: true},
			drift: []string{"stray a.json"}},
		{name: "stale and gone", remove: []string{"base/x.yaml"}, plan: with(made, nil, "base/x.yaml"), opts: prune,
			sum: Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "not pruned", plan: with(made, files{"n": "n"}, "base/x.yaml"),
			want:  with(made, files{"n": "n"}),
			sum:   Summary{Written: []string{"n"}, Unchanged: []string{"a.json", "base/deep/z.yaml", "base/y.yaml"}, Stale: []string{"base/x.yaml"}, Manifest: true},
			drift: []string{"changed .dashgen.json", "stale base/x.yaml"}},
		{name: "not pruned, but gone", remove: []string{"base/x.yaml"}, plan: with(made, nil, "base/x.yaml"),
			sum: Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "strays", after: files{"s": "s", "own/s": "s", "base/l": "-> x.yaml", "d": "-> base"}, plan: made, opts: prune,
			want: with(made, files{"s": "s", "own/s": "s", "base/l": "-> x.yaml", "d": "-> base"}),
			sum: Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/x.yaml", "base/y.yaml"},
				Strays: []string{"base/l", "d", "own/s", "s"}},
			drift: []string{"stray base/l", "stray d", "stray own/s", "stray s"}},
		{name: "leftovers go from our folders only", after: files{left: "tw", "own/.x.dashgen-0123456789abcdef.tmp": "s", ".x.dashgen-0123.tmp": "s"}, plan: made,
			want: with(made, files{"own/.x.dashgen-0123456789abcdef.tmp": "s", ".x.dashgen-0123.tmp": "s"}),
			sum: Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Removed: []string{left},
				Strays: []string{".x.dashgen-0123.tmp", "own/.x.dashgen-0123456789abcdef.tmp"}},
			drift: []string{"stray .x.dashgen-0123.tmp", "stray own/.x.dashgen-0123456789abcdef.tmp"}},
		{name: "leftovers and stale", after: files{left: "tw"}, plan: with(made, nil, "a.json"), opts: prune,
			sum: Summary{Unchanged: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Removed: []string{"a.json", left}, Manifest: true}},
		{name: "leftover in the folder itself", after: files{".a.json.dashgen-0123456789abcdef.tmp": "o"}, plan: with(made, nil, "a.json"), opts: prune,
			sum: Summary{Unchanged: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"},
				Removed: []string{".a.json.dashgen-0123456789abcdef.tmp", "a.json"}, Manifest: true}},
		{name: "link named like a leftover", after: files{left: "-> x.yaml"}, plan: made, opts: prune, want: with(made, files{left: "-> x.yaml"}),
			sum:   Summary{Unchanged: []string{"a.json", "base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Strays: []string{left}},
			drift: []string{"stray " + left}},

		{name: "part keeps the others", plan: files{"base/x.yaml": "dos\n"}, opts: WriteOptions{Covers: under("base/x")}, after: files{"s": "s"},
			want: with(made, files{"base/x.yaml": "dos\n", "s": "s"}), sum: Summary{Written: []string{"base/x.yaml"}, Manifest: true}},
		{name: "part, stale inside", plan: files{"base/x.yaml": "two\n"}, opts: WriteOptions{Covers: base},
			want:  made,
			sum:   Summary{Unchanged: []string{"base/x.yaml"}, Stale: []string{"base/deep/z.yaml", "base/y.yaml"}},
			drift: []string{"changed .dashgen.json", "stale base/deep/z.yaml", "stale base/y.yaml"}},
		{name: "part, pruned inside only", plan: files{"base/x.yaml": "two\n"}, opts: WriteOptions{Covers: base, Prune: true},
			want: files{"a.json": "one\n", "base/x.yaml": "two\n"},
			sum:  Summary{Unchanged: []string{"base/x.yaml"}, Removed: []string{"base/deep/z.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "part, others edited and gone", after: files{"a.json": "mine"}, remove: []string{"base/deep"}, plan: files{"new/n": "n"}, opts: WriteOptions{Covers: under("new/")},
			want: with(made, files{"a.json": "mine", "new/n": "n"}, "base/deep/z.yaml"),
			sum:  Summary{Written: []string{"new/n"}, Manifest: true}},

		{name: "file becomes a folder", plan: with(made, files{"a.json/x": "x"}, "a.json"), opts: prune,
			sum: Summary{Written: []string{"a.json/x"}, Unchanged: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"},
				Removed: []string{"a.json"}, Manifest: true}},
		{name: "folder becomes a file", plan: files{"a.json": "one\n", "base": "b"}, opts: prune,
			sum: Summary{Written: []string{"base"}, Unchanged: []string{"a.json"},
				Removed: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "empty folders make room for a file", remove: []string{"a.json"}, after: files{"a.json/deep/er/": "", "a.json/er/": ""}, plan: made, opts: prune,
			sum: Summary{Written: []string{"a.json"}, Unchanged: []string{"base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}}},
		{name: "folder with nothing in it becomes a file", remove: []string{"base"}, after: files{"base/deep/": ""}, plan: files{"a.json": "one\n", "base": "b"}, opts: prune,
			sum: Summary{Written: []string{"base"}, Unchanged: []string{"a.json"}, Manifest: true}},
		{name: "stale and gone, its folder is not", remove: []string{"base/deep/z.yaml"}, plan: with(made, nil, "base/deep/z.yaml"), opts: prune,
			sum: Summary{Unchanged: []string{"a.json", "base/x.yaml", "base/y.yaml"}, Manifest: true}},
		{name: "stale and gone, its folder is a link to an empty one", remove: []string{"base"}, after: files{"other/deep/": "", "base": "-> other"},
			plan: files{"a.json": "one\n"}, opts: prune, want: files{"a.json": "one\n", "other/deep/": "", "base": "-> other"},
			sum:   Summary{Unchanged: []string{"a.json"}, Strays: []string{"base"}, Manifest: true},
			drift: []string{"stray base"}},
		{name: "other case", plan: files{"A.json": "one\n", "Base/x.yaml": "two\n"}, opts: prune,
			sum: Summary{Written: []string{"A.json", "Base/x.yaml"},
				Removed: []string{"a.json", "base/deep/z.yaml", "base/x.yaml", "base/y.yaml"}, Manifest: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := generated(t, made)
			for _, name := range c.remove {
				must(t, os.RemoveAll(filepath.Join(dir, name)))
			}
			lay(t, dir, c.after)
			if c.want == nil {
				c.want = c.plan
			}
			p := planOf(t, c.plan)
			sum := mustWrite(t, dir, p, c.opts)
			same(t, "summary", sum, c.sum)
			same(t, "folder", read(t, dir), c.want)
			same(t, "drift", check(t, dir, p, c.opts.Covers), c.drift)
			for _, name := range touched(t, dir) {
				if slices.Contains(sum.Unchanged, name) {
					t.Errorf("%s was touched", name)
				}
			}

			age(t, dir)
			again := mustWrite(t, dir, p, c.opts)
			same(t, "folder after a second run", read(t, dir), c.want)
			same(t, "touched by a second run", touched(t, dir), []string(nil))
			if len(again.Written)+len(again.Removed) > 0 || again.Manifest {
				t.Errorf("a second run did %+v", again)
			}
		})
	}
}

// A part run says in the manifest what it wrote, and a full run finds nothing to do for the rest.
func TestPartThenFull(t *testing.T) {
	dir := generated(t, made)
	part := files{"base/x.yaml": "dos\n", "base/n": "n\n"}
	mustWrite(t, dir, planOf(t, part), WriteOptions{Covers: func(name string) bool { return part[name] != "" }})
	p := planOf(t, with(made, part))
	same(t, "full check", check(t, dir, p, nil), []string(nil))
	same(t, "full run", len(mustWrite(t, dir, p, WriteOptions{Prune: true}).Unchanged), p.Len())
}

func TestWriteMakesFolders(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "deep", "out")
	p := planOf(t, made)
	mustWrite(t, dir, p, WriteOptions{})
	same(t, "folder", read(t, dir), made)
	same(t, "drift", check(t, dir, p, nil), []string(nil))
	if runtime.GOOS == "windows" {
		return
	}
	for name, want := range map[string]os.FileMode{"a.json": 0o644, ManifestName: 0o644, "base/deep": os.ModeDir | 0o755, ".": os.ModeDir | 0o755} {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if info.Mode()|0o022 != want|0o022 { // the umask may take these
			t.Errorf("%s has mode %v, want %v", name, info.Mode(), want)
		}
	}
}

// The folder itself may be a link; only what lies below it may not.
func TestWriteThroughALinkedFolder(t *testing.T) {
	above := t.TempDir()
	lay(t, above, files{"real/": "", "out": "-> real"})
	p := planOf(t, made)
	mustWrite(t, filepath.Join(above, "out"), p, WriteOptions{Prune: true})
	same(t, "folder", read(t, filepath.Join(above, "real")), made)
	same(t, "drift", check(t, filepath.Join(above, "out"), p, nil), []string(nil))
}

func TestSameBytesInAnyOrder(t *testing.T) {
	dir := generated(t, made)
	want, err := os.ReadFile(filepath.Join(dir, ManifestName))
	must(t, err)
	for range 10 {
		p := &Plan{}
		for name, data := range made { // in random order
			must(t, p.Add(name, []byte(data)))
		}
		other := filepath.Join(t.TempDir(), "out")
		mustWrite(t, other, p, WriteOptions{})
		got, err := os.ReadFile(filepath.Join(other, ManifestName))
		must(t, err)
		same(t, "manifest", string(got), string(want))
	}
}

func TestNotes(t *testing.T) {
	s := Summary{Edited: []string{"e"}, Stale: []string{"t"}}
	for i := range most + 3 {
		s.Strays = append(s.Strays, fmt.Sprintf("s%02d", i))
	}
	got := strings.SplitAfter(screen("out", s.Notes("out")), "\n")
	if want := 2*(2+most+1) + 1; len(got) != want {
		t.Fatalf("%d lines, want %d", len(got), want)
	}
	same(t, "first notes", strings.Join(got[:6], ""), `out/e: left alone: dashgen made it and no longer does, but it was edited since
  hint: delete it if the edit is not needed
out/t: left alone: dashgen no longer makes it, and a run of a part removes nothing
  hint: run dashgen generate without --only and --environment to remove it
out/s00: left alone: dashgen did not make it, and --check calls it drift
  hint: move it out of the folder or delete it
`)
	same(t, "last note", strings.Join(got[len(got)-3:], ""), `out: 3 more: left alone: dashgen did not make it, and --check calls it drift
  hint: move it out of the folder or delete it
`)
	if notes := (Summary{Written: []string{"a"}}).Notes("out"); len(notes) != 0 {
		t.Errorf("nothing left alone, and yet %v", notes)
	}
}
