package tree

import (
	"os"
	"testing"
)

// interrupt begins a Write of the whole folder and stops where a kill may: after the manifest that
// announces the new files, and after those of the new files that are named.
func interrupt(t *testing.T, dir string, p *Plan, done ...string) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer func() { must(t, root.Close()) }()
	s := &survey{dir: dir, root: root, plan: p, opts: WriteOptions{Prune: true}}
	must(t, s.look())
	w := &writer{survey: s, token: hash(s.pending.bytes())[len("sha256:"):][:16]}
	must(t, w.manifest(s.pending.bytes()))
	must(t, w.stage())
	for _, name := range done {
		must(t, root.Rename(temporary(name, w.token), name))
	}
	age(t, dir)
}

// However often runs of different plans were killed, the next one knows which files are ours and unedited.
func TestInterrupted(t *testing.T) {
	prune := WriteOptions{Prune: true}
	uno := planOf(t, with(made, files{"a.json": "uno\n", "base/x.yaml": "dos\n", "new/n": "n\n"}))
	eins := planOf(t, with(made, files{"a.json": "eins\n", "base/x.yaml": "zwei\n", "neu/n": "n\n"}))
	last := files{"base/y.yaml": "three\n"} // drops what the others change
	for _, c := range []struct {
		name  string
		first []string // renamed before the first kill
		then  []string // and before the second
	}{
		{"nothing done", nil, nil},
		{"first half done", []string{"a.json", "new/n"}, nil},
		{"second half done", nil, []string{"base/x.yaml", "neu/n"}},
		{"both half done", []string{"a.json"}, []string{"base/x.yaml"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := generated(t, made)
			interrupt(t, dir, uno, c.first...)
			if check(t, dir, uno, nil) == nil || check(t, dir, planOf(t, made), nil) == nil {
				t.Fatal("Check sees no interruption")
			}
			interrupt(t, dir, eins, c.then...)
			sum := mustWrite(t, dir, planOf(t, last), prune)
			same(t, "edited", sum.Edited, []string(nil))
			same(t, "strays", sum.Strays, []string(nil))
			same(t, "folder", read(t, dir), last)
			same(t, "drift", check(t, dir, planOf(t, last), nil), []string(nil))
		})
	}
}

// The second of two killed runs already drops what the first was about to change.
func TestInterruptedBeforePruning(t *testing.T) {
	dir := generated(t, made)
	last := planOf(t, files{"base/y.yaml": "three\n"})
	interrupt(t, dir, planOf(t, with(made, files{"a.json": "uno\n", "base/x.yaml": "dos\n"})), "base/x.yaml")
	interrupt(t, dir, last)
	sum := mustWrite(t, dir, last, WriteOptions{Prune: true})
	same(t, "edited", sum.Edited, []string(nil))
	same(t, "drift", check(t, dir, last, nil), []string(nil))
}

// An edit made before a kill is still known for an edit after it.
func TestInterruptedAfterAnEdit(t *testing.T) {
	dir := generated(t, made)
	lay(t, dir, files{"a.json": "mine\n"})
	interrupt(t, dir, planOf(t, with(made, files{"a.json": "uno\n"})))
	sum := mustWrite(t, dir, planOf(t, with(made, nil, "a.json")), WriteOptions{Prune: true})
	same(t, "edited", sum.Edited, []string{"a.json"})
	same(t, "folder", read(t, dir), with(made, files{"a.json": "mine\n"}))
}

// A run of a part does not forget what a killed full run left elsewhere.
func TestInterruptedThenAPart(t *testing.T) {
	dir := generated(t, made)
	interrupt(t, dir, planOf(t, with(made, files{"a.json": "uno\n", "base/x.yaml": "dos\n"})))
	same(t, "planned outside of the filter", check(t, dir, planOf(t, files{"a.json": "uno\n"}), under("nothing")),
		[]string{"changed .dashgen.json", "changed a.json"})
	part := planOf(t, files{"base/x.yaml": "tres\n", "base/y.yaml": "three\n", "base/deep/z.yaml": "four\n"})
	mustWrite(t, dir, part, WriteOptions{Covers: under("base/")})
	same(t, "part", check(t, dir, part, under("base/")), []string(nil))
	same(t, "rest", check(t, dir, planOf(t, files{"a.json": "uno\n"}), under("a.json")), []string{"changed .dashgen.json", "changed a.json"})
	sum := mustWrite(t, dir, planOf(t, files{}), WriteOptions{Prune: true})
	same(t, "edited", sum.Edited, []string(nil))
	same(t, "folder", read(t, dir), files{})
}

func TestInTheWay(t *testing.T) {
	p := planOf(t, files{"file": "", "dir/file": "", "dir/sub/file": ""})
	for _, c := range []struct {
		name          string
		dir           bool
		part, planned string
	}{
		{"other", false, "", ""},
		{"other/file", false, "", ""},
		{"dir", true, "", ""},
		{"dir/other", false, "", ""},
		{"dir/sub", true, "", ""},
		{"file", false, "", ""},
		{"dir/file", false, "", ""},
		{"file", true, "file", "file"},
		{"file/x/y", false, "file", "file"},
		{"dir", false, "dir", "dir"},
		{"dir/sub", false, "dir/sub", "dir/sub"},
		{"FILE", false, "FILE", "file"},
		{"Dir/other", false, "Dir", "dir"},
		{"dir/Sub/x", false, "dir/Sub", "dir/sub"},
		{"Dir", true, "Dir", "dir"},
	} {
		part, planned, ok := p.inTheWay(c.name, c.dir)
		if part != c.part || planned != c.planned || ok != (c.part != "") {
			t.Errorf("inTheWay(%q, %t) = %q, %q, %t; want %q, %q", c.name, c.dir, part, planned, ok, c.part, c.planned)
		}
	}
}

// Where case does not count, a planned "readme" would replace somebody's "README". Such a file system
// lists the one and finds the other.
func TestOtherCaseIsInTheWay(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, files{"readme": "theirs", "both": "b", "base/x": "theirs", "empty/": ""})
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer func() { must(t, root.Close()) }()
	s := &survey{dir: dir, root: root, plan: planOf(t, files{"readme": "ours", "both": "b", "base/y": "ours", "empty/z": "ours", "absent": "ours"})}
	s.old = &manifest{}
	s.found = disk{"README": 0, "both": 0, "BOTH": 0, "Base": os.ModeDir, "Base/x": 0, "Empty": os.ModeDir, "ABSENT": 0}
	s.refuse.dir = dir
	s.unplanned()
	const away = "\n  hint: move it away or delete it, then run again\n"
	same(t, "message", screen(dir, s.refuse.err()),
		`out/Base: is in the way: "base" is planned, which differs in case only, and it holds x, which dashgen did not make`+away+
			`out/README: is in the way: "readme" is planned, which differs in case only, and dashgen did not make it`+away)
	same(t, "empty folders", s.empty, []string{"Empty"})
}
