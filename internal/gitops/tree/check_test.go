package tree

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCheck(t *testing.T) {
	made := files{"a.json": "one\n", "base/x.yaml": "two\n", "base/y.yaml": "three\n"}
	for _, c := range []struct {
		name   string
		after  files    // laid over what was made
		remove []string // then removed
		plan   files    // made, if nil
		covers Filter
		want   []string
	}{
		{name: "clean"},
		{name: "missing", remove: []string{"base/x.yaml"}, want: []string{"missing base/x.yaml"}},
		{name: "changed", after: files{"a.json": "One\n"}, want: []string{"changed a.json"}},
		{name: "longer", after: files{"a.json": "one\n\n"}, want: []string{"changed a.json"}},
		{name: "emptied", after: files{"a.json": ""}, want: []string{"changed a.json"}},
		{name: "stray", after: files{"base/z.yaml": "s"}, want: []string{"stray base/z.yaml"}},
		{name: "stray in a folder of its own", after: files{"own/deep/z": "s"}, want: []string{"stray own/deep/z"}},
		{name: "leftover", after: files{"base/.x.yaml.dashgen-0123456789abcdef.tmp": "tw"},
			want: []string{"stray base/.x.yaml.dashgen-0123456789abcdef.tmp"}},
		{name: "empty folders", after: files{"empty/": "", "base/deep/empty/": ""}},
		{name: "link", after: files{"link": "-> a.json"}, want: []string{"stray link"}},
		{name: "link to a folder is not followed", after: files{"link": "-> base"}, want: []string{"stray link"}},
		{name: "link out of the folder is not followed", after: files{"link": "-> /"}, want: []string{"stray link"}},
		{name: "link in place of a file", remove: []string{"a.json"}, after: files{"a.json": "-> base/x.yaml"},
			want: []string{"changed a.json"}},
		{name: "link to the right bytes", remove: []string{"a.json"}, after: files{"a.json": "-> b", "b": "one\n"},
			want: []string{"changed a.json", "stray b"}},
		{name: "link in place of a folder", remove: []string{"base"}, after: files{"else/x.yaml": "two\n", "else/y.yaml": "three\n", "base": "-> else"},
			want: []string{"stray base", "missing base/x.yaml", "missing base/y.yaml", "stray else/x.yaml", "stray else/y.yaml"}},
		{name: "folder in place of a file", remove: []string{"a.json"}, after: files{"a.json/x": "s"},
			want: []string{"changed a.json", "stray a.json/x"}},
		{name: "file in place of a folder", remove: []string{"base"}, after: files{"base": "s"},
			want: []string{"stray base", "missing base/x.yaml", "missing base/y.yaml"}},
		{name: "git of the folder itself", after: files{".git/config": "c", "base/.git/config": "c"}, want: []string{"stray base/.git/config"}},
		{name: "no manifest", remove: []string{ManifestName}, want: []string{"missing .dashgen.json"}},
		{name: "no manifest and a stray", remove: []string{ManifestName}, after: files{"z": "s"},
			want: []string{"missing .dashgen.json", "stray z"}},
		{name: "manifest with other spaces", after: files{ManifestName: `{"version":1,"files":{}}`},
			want: []string{"changed .dashgen.json"}},
		{name: "stale", plan: files{"a.json": "one\n", "base/x.yaml": "two\n"},
			want: []string{"changed .dashgen.json", "stale base/y.yaml"}},
		{name: "stale and gone", plan: files{"a.json": "one\n", "base/x.yaml": "two\n"}, remove: []string{"base/y.yaml"},
			want: []string{"changed .dashgen.json"}},
		{name: "stale and edited", plan: files{"a.json": "one\n", "base/x.yaml": "two\n"}, after: files{"base/y.yaml": "mine"},
			want: []string{"changed .dashgen.json", "stale base/y.yaml"}},
		{name: "new", plan: files{"a.json": "one\n", "base/x.yaml": "two\n", "base/y.yaml": "three\n", "n": ""},
			want: []string{"changed .dashgen.json", "missing n"}},
		{name: "other bytes planned", plan: files{"a.json": "uno\n", "base/x.yaml": "two\n", "base/y.yaml": "three\n"},
			want: []string{"changed .dashgen.json", "changed a.json"}},
		{name: "nothing planned", plan: files{},
			want: []string{"changed .dashgen.json", "stale a.json", "stale base/x.yaml", "stale base/y.yaml"}},

		{name: "part, clean", covers: under("base/"), plan: files{"base/x.yaml": "two\n", "base/y.yaml": "three\n"}},
		{name: "part, elsewhere anything goes", covers: under("base/"), plan: files{"base/x.yaml": "two\n", "base/y.yaml": "three\n"},
			after: files{"a.json": "edited", "z": "s"}},
		{name: "part, stray and stale inside", covers: under("base/"), plan: files{"base/x.yaml": "two\n"}, after: files{"base/z": "s", "z": "s"},
			want: []string{"changed .dashgen.json", "stale base/y.yaml", "stray base/z"}},
		{name: "part, manifest lacks an entry", covers: under("new/"), plan: files{"new/x": "n\n"}, after: files{"new/x": "n\n"},
			want: []string{"changed .dashgen.json"}},
		{name: "part, planned outside of the filter", covers: under("base/"), plan: files{"a.json": "uno\n", "base/x.yaml": "two\n", "base/y.yaml": "three\n"},
			want: []string{"changed .dashgen.json", "changed a.json"}},
		{name: "part, no manifest", covers: under("base/"), plan: files{"base/x.yaml": "two\n", "base/y.yaml": "three\n"},
			remove: []string{ManifestName}, want: []string{"missing .dashgen.json"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := generated(t, made)
			for _, name := range c.remove {
				must(t, os.RemoveAll(filepath.Join(dir, name)))
			}
			lay(t, dir, c.after)
			before := read(t, dir)
			plan := c.plan
			if plan == nil {
				plan = made
			}
			same(t, "changes", check(t, dir, planOf(t, plan), c.covers), c.want)
			same(t, "folder", read(t, dir), before)
			same(t, "touched", touched(t, dir), []string(nil))
		})
	}
}

func TestCheckWithoutFolder(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "deep", "out")
	p := planOf(t, files{"a": "1", "-b": "2"})
	same(t, "changes", check(t, dir, p, nil), []string{"missing -b", "missing .dashgen.json", "missing a"})
	if entries, _ := os.ReadDir(above); len(entries) != 0 {
		t.Errorf("Check made %v", entries)
	}
}

func TestCheckErrors(t *testing.T) {
	above := t.TempDir()
	lay(t, above, files{"file": "x"})
	for _, dir := range []string{filepath.Join(above, "file"), filepath.Join(above, "file", "out")} {
		if changes, err := Check(dir, planOf(t, files{"a": "1"}), nil); err == nil {
			t.Errorf("a file as the folder gives %v", changes)
		} else {
			same(t, "message", screen(dir, err), "out: cannot open the output folder: not a directory\n")
		}
	}
}

func TestKindString(t *testing.T) {
	for kind, want := range map[Kind]string{Missing: "missing", Changed: "changed", Stale: "stale", Stray: "stray", 0: "kind 0"} {
		same(t, "kind", kind.String(), want)
	}
}
