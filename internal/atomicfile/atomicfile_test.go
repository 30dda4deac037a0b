package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// text is content that is written in two pieces.
func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s[:len(s)/2])
		_, err2 := io.WriteString(w, s[len(s)/2:])
		return errors.Join(err, err2)
	}
}

// files are all files below a folder, with what they hold.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// wantError checks that an error names a path, and no other.
func wantError(t *testing.T, err error, path string) {
	t.Helper()
	var at *fs.PathError
	if !errors.As(err, &at) || at.Path != path {
		t.Errorf("the error is %v, and not about %s", err, path)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(os.WriteFile(in("old"), []byte("old"), 0o640), os.Symlink("old", in("link")), os.Mkdir(in("folder"), 0o700)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"new", "link"} {
		if err := Write(in(name), 0o644, text("some text")); err != nil {
			t.Error(err)
		}
	}
	same(t, "files", files(t, dir), map[string]string{"new": "some text", "old": "some text", "link": "some text"})
	if info, err := os.Lstat(in("link")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is no link: %v", err)
	}
	for name, want := range map[string]fs.FileMode{"old": 0o640, "new": 0o644} {
		if info, err := os.Stat(in(name)); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm()&^0o022 != want) {
			t.Errorf("%s has mode %v, want %v", name, info.Mode(), want)
		}
	}
	if err := Write(os.DevNull, 0o644, text("lost")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s is a file now", os.DevNull)
	}

	before := files(t, dir)
	for _, name := range []string{"none/x", "new/x", "folder"} {
		wantError(t, Write(in(name), 0o644, text("text")), in(name))
	}
	broken := errors.New("broken")
	if err := Write(in("old"), 0o644, func(w io.Writer) error { return errors.Join(text("half")(w), broken) }); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	other := &fs.PathError{Op: "open", Path: "elsewhere", Err: fs.ErrPermission}
	wantError(t, Write(in("another"), 0o644, func(io.Writer) error { return other }), "elsewhere")
	same(t, "files after errors", files(t, dir), before)
}

func TestWriteAll(t *testing.T) {
	dir := t.TempDir()
	if err := WriteAll(filepath.Join(dir, "deep", "out"), map[string][]byte{"a": []byte("a"), "b/c": []byte("c"), "b/d/e": []byte("e")}); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"deep/out/a": "a", "deep/out/b/c": "c", "deep/out/b/d/e": "e"}
	same(t, "files", files(t, dir), want)
	if err := WriteAll(filepath.Join(dir, "deep", "out"), map[string][]byte{"a": []byte("new")}); err != nil {
		t.Fatal(err)
	}
	want["deep/out/a"] = "new"
	same(t, "files after a second time", files(t, dir), want)

	// A file stands where a folder should: the others are as they were, and no folder is left.
	err := WriteAll(dir, map[string][]byte{"an/other": []byte("x"), "deep/out/a": []byte("x"), "deep/out/b/c/f": []byte("x")})
	if wantError(t, err, filepath.Join(dir, "deep", "out", "b", "c")); !strings.Contains(err.Error(), "not a directory") {
		t.Error(err)
	}
	same(t, "files after an error", files(t, dir), want)
	if _, err := os.Stat(filepath.Join(dir, "an")); err == nil {
		t.Error("a folder is left")
	}
}
