package tree

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/diag"
)

func TestWriteRefuses(t *testing.T) {
	const away = "\n  hint: move it away or delete it, then run again\n"
	const full = "\n  hint: run dashgen generate without --only and --environment\n"
	const out = "\n  hint: move it out of the folder or delete it, then run again\n"
	const stray = ": is not ours: dashgen did not make it, and the folder holds only what dashgen makes" + out
	prune := WriteOptions{Prune: true}
	alone := WriteOptions{Prune: true, Alone: true}
	for _, c := range []struct {
		name   string
		remove []string
		after  files
		plan   files
		opts   WriteOptions
		want   string
		paths  []string
	}{
		{name: "not ours", after: files{"new": "mine\n"}, plan: with(made, files{"new": "n\n", "other": "o\n"}), opts: prune,
			want: "out/new: is in the way: dashgen did not make it, and it is not what dashgen would write" + away, paths: []string{"new"}},
		{name: "no manifest", remove: []string{ManifestName}, after: files{"a.json": "mine", "base/y.yaml": "mine"}, plan: made, opts: prune,
			want: "out/a.json: is in the way: dashgen did not make it, and it is not what dashgen would write" + away +
				"out/base/y.yaml: is in the way: dashgen did not make it, and it is not what dashgen would write" + away,
			paths: []string{"a.json", "base/y.yaml"}},
		{name: "link in place of a file", remove: []string{"a.json"}, after: files{"a.json": "-> base/x.yaml"}, plan: made, opts: prune,
			want: "out/a.json: is in the way: it is a symbolic link, and dashgen writes plain files only" + away, paths: []string{"a.json"}},
		{name: "link that leads nowhere", after: files{"new": "-> nowhere"}, plan: with(made, files{"new": "n\n"}), opts: prune,
			want: "out/new: is in the way: it is a symbolic link, and dashgen writes plain files only" + away, paths: []string{"new"}},
		{name: "link in place of a folder", after: files{"new": "-> base"}, plan: with(made, files{"new/x.yaml": "two\n"}), opts: prune,
			want: "out/new: is in the way: a planned folder goes there, and it is a symbolic link" + away, paths: []string{"new"}},
		{name: "link out of the folder", after: files{"new": "-> .."}, plan: with(made, files{"new/escaped": "e\n"}), opts: prune,
			want: "out/new: is in the way: a planned folder goes there, and it is a symbolic link" + away, paths: []string{"new"}},
		{name: "folder of ours is a link by now", remove: []string{"base"}, after: files{"else/x.yaml": "two\n", "base": "-> else"}, plan: made, opts: prune,
			want: "out/base: is in the way: a planned folder goes there, and it is a symbolic link" + away, paths: []string{"base"}},
		{name: "file in place of a folder", after: files{"new": "mine"}, plan: with(made, files{"new/x": "x", "new/y": "y"}), opts: prune,
			want: "out/new: is in the way: a planned folder goes there, and dashgen did not make it" + away, paths: []string{"new"}},
		{name: "folder in place of a file", after: files{"new/deep/s": "mine", "new/t": "mine"}, plan: with(made, files{"new": "n"}), opts: prune,
			want: "out/new: is in the way: a planned file goes there, and it holds deep/s, which dashgen did not make" + away, paths: []string{"new"}},
		{name: "stale and edited in place of a folder", after: files{"a.json": "mine"}, plan: with(made, files{"a.json/x": "x"}, "a.json"), opts: prune,
			want: "out/a.json: is in the way: a planned folder goes there, and it was edited since dashgen made it" + away, paths: []string{"a.json"}},
		{name: "stale and edited in place of a file", after: files{"base/x.yaml": "mine"}, plan: files{"base": "b"}, opts: prune,
			want: "out/base: is in the way: a planned file goes there, and it holds x.yaml, which was edited since dashgen made it" + away, paths: []string{"base"}},
		{name: "stale in a part run", plan: files{"a.json/x": "x", "base": "b"}, opts: WriteOptions{Covers: under("a.json", "base")},
			want: "out/a.json: is in the way: a planned folder goes there, and only a full run removes it" + full +
				"out/base: is in the way: a planned file goes there, and it holds deep/z.yaml, which only a full run removes" + full,
			paths: []string{"a.json", "base"}},
		{name: "alone", after: files{"base/notes": "mine", "own/s": "s", "l": "-> base"}, plan: with(made, files{"a.json": "uno\n"}), opts: alone,
			want: "out/base/notes" + stray + "out/l" + stray + "out/own/s" + stray, paths: []string{"base/notes", "l", "own/s"}},
		{name: "alone, stale and edited", after: files{"base/x.yaml": "mine"}, plan: with(made, nil, "base/x.yaml"), opts: alone,
			want:  "out/base/x.yaml: is not ours any more: dashgen made it and no longer does, but it was edited since" + out,
			paths: []string{"base/x.yaml"}},
		{name: "alone, told once", after: files{"new/deep/s": "mine", "z": "mine"}, plan: with(made, files{"new": "n"}), opts: alone,
			want:  "out/new: is in the way: a planned file goes there, and it holds deep/s, which dashgen did not make" + away + "out/z" + stray,
			paths: []string{"new", "z"}},
		{name: "alone in a part", after: files{"base/notes": "mine", "s": "s"}, plan: files{"base/x.yaml": "two\n"},
			opts: WriteOptions{Covers: under("base/"), Alone: true}, want: "out/base/notes" + stray, paths: []string{"base/notes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := generated(t, made)
			for _, name := range c.remove {
				must(t, os.RemoveAll(filepath.Join(dir, name)))
			}
			lay(t, dir, c.after)
			before := read(t, dir)
			sum, err := Write(dir, planOf(t, c.plan), c.opts)
			if err == nil {
				t.Fatalf("Write does %+v", sum)
			}
			same(t, "message", screen(dir, err), c.want)
			if lines := strings.Count(err.Error(), "\n") + 1; lines != len(c.paths) {
				t.Errorf("%d lines for %d paths: %v", lines, len(c.paths), err)
			}
			same(t, "summary", sum, Summary{})
			same(t, "folder", read(t, dir), before)
			same(t, "touched", touched(t, dir), []string(nil))
			var refused *NotOursError
			if !errors.As(err, &refused) {
				t.Fatalf("%T is no *NotOursError", err)
			}
			same(t, "paths", refused.Paths, c.paths)
		})
	}
}

// A folder that is not ours at all is refused in a few lines.
func TestWriteRefusesBriefly(t *testing.T) {
	dir, theirs, ours := t.TempDir(), files{}, files{}
	for i := range most + 30 {
		theirs[fmt.Sprintf("f%02d", i)] = "theirs"
		ours[fmt.Sprintf("f%02d", i)] = "ours"
	}
	lay(t, dir, theirs)
	_, err := Write(dir, planOf(t, ours), WriteOptions{})
	var refused *NotOursError
	if !errors.As(err, &refused) || len(refused.Paths) != most+30 {
		t.Fatalf("got %v", err)
	}
	if !slices.IsSorted(refused.Paths) {
		t.Errorf("the paths are not sorted: %v", refused.Paths)
	}
	lines := strings.SplitAfter(screen(dir, err), "\n")
	if len(lines) != 2*(most+1)+1 {
		t.Errorf("%d lines", len(lines))
	}
	same(t, "last", strings.Join(lines[len(lines)-3:], ""), "out: 30 more are in the way: dashgen did not make them\n  hint: check that this is the folder you mean\n")
	same(t, "folder", read(t, dir), theirs)
}

// A link out of the folder leads a Write nowhere: what it points at is as it was.
func TestNothingEscapes(t *testing.T) {
	above := t.TempDir()
	lay(t, above, files{"secret/a.json": "theirs", "secret/.a.json.dashgen-0123456789abcdef.tmp": "theirs", "out/dir": "-> ../secret", "out/file": "-> ../secret/a.json"})
	dir := filepath.Join(above, "out")
	for _, plan := range []files{{"dir/a.json": "ours"}, {"file": "ours"}, {"dir": "ours"}, {"other": "ours"}} {
		_, err := Write(dir, planOf(t, plan), WriteOptions{Prune: true})
		if (err == nil) != (plan["other"] != "") {
			t.Errorf("%v: %v", plan, err)
		}
	}
	// Not even a manifest that claims what lies behind the link.
	m := &manifest{Version: 1, Files: map[string]string{"dir/a.json": hash([]byte("theirs")), "file": hash([]byte("theirs"))}}
	must(t, os.WriteFile(filepath.Join(dir, ManifestName), m.bytes(), 0o644))
	mustWrite(t, dir, planOf(t, files{"other": "ours"}), WriteOptions{Prune: true})
	same(t, "beside the folder", read(t, filepath.Join(above, "secret")),
		files{"a.json": "theirs", ".a.json.dashgen-0123456789abcdef.tmp": "theirs"})
	same(t, "folder", read(t, dir), files{"dir": "-> ../secret", "file": "-> ../secret/a.json", "other": "ours"})
}

func TestWriteIntoNoFolder(t *testing.T) {
	above := t.TempDir()
	lay(t, above, files{"file": "x", "nowhere": "-> absent"})
	for _, c := range []struct{ dir, want string }{
		{"file", "out: the output folder is a file\n  hint: name another folder, or move the file away\n"},
		{"file/deep/out", "out: cannot open the output folder: not a directory\n  hint: name another folder\n"},
		{"nowhere", "out: cannot make the output folder: file exists\n  hint: name another folder\n"},
	} {
		dir := filepath.Join(above, filepath.FromSlash(c.dir))
		_, err := Write(dir, planOf(t, files{"a": "1"}), WriteOptions{})
		if err == nil {
			t.Fatalf("Write into %s works", c.dir)
		}
		if runtime.GOOS != "windows" { // where the system words it otherwise
			same(t, "message", screen(dir, err), c.want)
		}
		same(t, "around it", read(t, above), files{"file": "x", "nowhere": "-> absent"})
	}
}

// An error while the new files are put next to their places, as on a full disk, changes nothing.
func TestStageFails(t *testing.T) {
	tooLong := strings.Repeat("z", 250) // Add refuses it: with the letters of a temporary name it is no file name
	spoiled := func(content files) *Plan {
		p := planOf(t, content)
		p.files[tooLong] = nil
		return p
	}
	t.Run("in a folder of ours", func(t *testing.T) {
		dir := generated(t, made)
		_, err := Write(dir, spoiled(with(made, files{"a.json": "uno\n", "new/deep/n": "n"}, "base/x.yaml")), WriteOptions{Prune: true})
		if err == nil || !strings.Contains(err.Error(), "cannot write into the folder: ") {
			t.Fatalf("got %v", err)
		}
		same(t, "folder", read(t, dir), made)
		same(t, "drift", check(t, dir, planOf(t, made), nil), []string(nil))
	})
	t.Run("in a new folder", func(t *testing.T) {
		above := t.TempDir()
		if _, err := Write(filepath.Join(above, "deep", "out"), spoiled(made), WriteOptions{}); err == nil {
			t.Fatal("no error")
		}
		if left := read(t, above); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	t.Run("in a folder of others", func(t *testing.T) {
		dir := t.TempDir()
		lay(t, dir, files{"s": "s"})
		if _, err := Write(dir, spoiled(made), WriteOptions{}); err == nil {
			t.Fatal("no error")
		}
		same(t, "folder", read(t, dir), files{"s": "s"})
		if _, err := os.Lstat(filepath.Join(dir, ManifestName)); err == nil {
			t.Error("a manifest is left behind")
		}
	})
}

// An error half-way is told as such, and the next Write finishes the work.
func TestCommitFails(t *testing.T) {
	dir := generated(t, made)
	p := planOf(t, with(made, files{"a.json": "uno\n", "base/y.yaml": "tres\n"}, "base/x.yaml"))
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer func() { must(t, root.Close()) }()
	s := &survey{dir: dir, root: root, plan: p, opts: WriteOptions{Prune: true}}
	must(t, s.look())
	s.last = append([]string{"base"}, s.last...) // a folder with files cannot be removed
	err = (&writer{survey: s}).apply()
	var e *diag.Error
	if !errors.As(err, &e) || !strings.Contains(e.Hint, "run again") || !strings.Contains(e.Error(), "out/base: cannot remove the file: ") {
		t.Fatalf("got %v", err)
	}
	if len(check(t, dir, p, nil)) == 0 {
		t.Fatal("nothing is left to do")
	}
	mustWrite(t, dir, p, WriteOptions{Prune: true})
	same(t, "drift", check(t, dir, p, nil), []string(nil))
}

func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not bind this user")
	}
	shut := func(t *testing.T, dir string, mode os.FileMode) {
		must(t, os.Chmod(dir, mode))
		t.Cleanup(func() { must(t, os.Chmod(dir, 0o755)) })
	}
	for _, c := range []struct {
		name, locked string
		mode         os.FileMode
		want         string
	}{
		{"the folder", ".", 0o555, "out: cannot write into the folder: permission denied\n  hint: see who may read and write there: ls -ld out\n"},
		{"a folder in it", "base", 0o555, "out/base: cannot write into the folder: permission denied\n  hint: see who may read and write there: ls -ld out/base\n"},
		{"an unreadable folder", "base", 0, "out/base: cannot open the folder: permission denied\n  hint: see who may read and write there: ls -ld out/base\n"},
		{"an unreadable file", "base/x.yaml", 0, "out/base/x.yaml: cannot read the file: permission denied\n  hint: see who may read and write there: ls -ld out/base/x.yaml\n"},
		{"an unreadable manifest", ManifestName, 0, "out/.dashgen.json: cannot read the manifest: permission denied\n  hint: see who may read and write there: ls -ld out/.dashgen.json\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := generated(t, made)
			before, err := os.ReadFile(filepath.Join(dir, ManifestName))
			must(t, err)
			shut(t, filepath.Join(dir, c.locked), c.mode)
			_, err = Write(dir, planOf(t, with(made, files{"a.json": "uno\n", "base/x.yaml": "dos\n", "new/n": ""})), WriteOptions{Prune: true})
			if err == nil {
				t.Fatal("Write works")
			}
			same(t, "message", screen(dir, err), c.want)
			must(t, os.Chmod(filepath.Join(dir, c.locked), 0o755))
			same(t, "folder", read(t, dir), made)
			after, err := os.ReadFile(filepath.Join(dir, ManifestName))
			must(t, err)
			same(t, "manifest", string(after), string(before))
		})
	}
	t.Run("the parent", func(t *testing.T) {
		above := t.TempDir()
		shut(t, above, 0o555)
		dir := filepath.Join(above, "deep", "out")
		_, err := Write(dir, planOf(t, made), WriteOptions{})
		if err == nil {
			t.Fatal("Write works")
		}
		same(t, "message", screen(dir, err), "out: cannot make the output folder: permission denied\n  hint: see who may write above it: ls -ld "+filepath.ToSlash(above)+"\n")
	})
	t.Run("nothing to do", func(t *testing.T) {
		dir := generated(t, made)
		shut(t, dir, 0o555)
		mustWrite(t, dir, planOf(t, made), WriteOptions{Prune: true})
	})
}
