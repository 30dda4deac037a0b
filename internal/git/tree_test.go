package git

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// scratch makes a repository with one commit, and changes its files.
func scratch(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	gitRun(t, dir, "init", "-q")
	write(t, "sub/a file.yaml", "old")
	write(t, "empty.yaml", "")
	write(t, "was/file", "x")
	gitRun(t, dir, "add", ".")
	gitRun(t, dir, "commit", "-qm", "first")
	write(t, "sub/a file.yaml", "new")
	write(t, "new.yaml", "new")
	if err := os.RemoveAll("was"); err != nil {
		t.Fatal(err)
	}
	write(t, "was", "a folder before")
	return dir
}

// TestRead reads files from the root, from a folder, by links, and from many goroutines.
func TestRead(t *testing.T) {
	dir := scratch(t)
	if err := os.Symlink("sub", "link"); err != nil {
		t.Skip(err)
	}
	for _, wd := range []string{dir, filepath.Join(dir, "sub"), t.TempDir()} {
		t.Chdir(wd)
		tree, err := OpenTree(t.Context(), "--base", "HEAD", []string{filepath.Join(dir, "link"), dir, "gone"})
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 20 {
			for name, want := range map[string]string{
				"sub/a file.yaml": "old", "link/a file.yaml": "old", "empty.yaml": "", "new.yaml": "none", "was": "none", "gone.yaml": "none",
			} {
				all.Go(func() {
					data, ok, err := tree.Read(filepath.Join(dir, name))
					got := string(data)
					if !ok {
						got = "none"
					}
					if err != nil || got != want {
						t.Errorf("%s was %q, want %q: %v", name, got, want, err)
					}
				})
			}
		}
		all.Wait()
		if _, ok, err := tree.Read("/elsewhere.yaml"); ok || err != nil {
			t.Errorf("a file of no repository: %v, %v", ok, err)
		}
		if _, _, err := tree.Read(filepath.Join(dir, "two\nlines")); err == nil {
			t.Error("a name of two lines is asked for")
		}
		if data, ok, err := tree.Read(filepath.Join(dir, "empty.yaml")); !ok || err != nil || len(data) > 0 {
			t.Errorf("afterwards: %q, %v, %v", data, ok, err)
		}
		if err := tree.Close(); err != nil {
			t.Error(err)
		}
	}
}

// readsOld wants a file of the folder below as it was committed.
func readsOld(t *testing.T) {
	t.Helper()
	tree, err := OpenTree(t.Context(), "--base", "HEAD", []string{"sub"})
	if err != nil {
		t.Fatal(err)
	}
	if data, ok, err := tree.Read("sub/a file.yaml"); string(data) != "old" || !ok || err != nil {
		t.Errorf("%q, %v, %v", data, ok, err)
	}
	if err := tree.Close(); err != nil {
		t.Error(err)
	}
}

// TestHook: git tells hooks which repository it is in, from another folder.
func TestHook(t *testing.T) {
	scratch(t)
	t.Setenv("GIT_DIR", ".git")
	readsOld(t)
}

// TestHookOfALinkedWorkTree: there git says where the repository is, and takes any folder for the top of the work tree.
func TestHookOfALinkedWorkTree(t *testing.T) {
	dir := scratch(t)
	linked := filepath.Join(t.TempDir(), "linked")
	gitRun(t, dir, "worktree", "add", "-q", linked)
	t.Chdir(linked)
	t.Setenv("GIT_DIR", filepath.Join(dir, ".git", "worktrees", "linked"))
	readsOld(t)
	f, err := OpenFolder(t.Context(), filepath.Join(linked, "sub"))
	if err != nil {
		t.Fatal(err)
	}
	hash, ok := f.Resolve(t.Context(), "HEAD")
	if got, err := f.Files(t.Context(), hash); !ok || err != nil || len(got) != 1 || string(got["a file.yaml"]) != "old" {
		t.Errorf("the folder held %q, %v, %v", got, ok, err)
	}
}

// TestBabble: a git that says something else, and goes on saying it, is an error for every file, and ends.
func TestBabble(t *testing.T) {
	dir := scratch(t)
	tools := t.TempDir()
	const babble = "#!/bin/sh\ncase \"$*\" in\n*cat-file*) while :; do echo 'what do you mean?'; done ;;\n*show-toplevel*) pwd ;;\n*) echo abc ;;\nesac\n"
	if err := os.WriteFile(filepath.Join(tools, "git"), []byte(babble), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", tools)
	tree, err := OpenTree(t.Context(), "--base", "HEAD", []string{dir})
	if err != nil {
		t.Skip("this system runs no scripts: ", err)
	}
	for _, name := range []string{"empty.yaml", "new.yaml"} {
		if _, ok, err := tree.Read(filepath.Join(dir, name)); ok || err == nil || !strings.Contains(err.Error(), "what do you mean?") {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
	if err := tree.Close(); err != nil {
		t.Error(err)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := scratch(t)
	outside := t.TempDir()
	for name, c := range map[string]struct{ revision, path, want string }{
		"empty":      {"", ".", "--base names no revision"},
		"a flag":     {"--all", ".", "--base --all is no revision"},
		"unknown":    {"v9", ".", `--base: the repository has no revision "v9"`},
		"a blob":     {"HEAD:empty.yaml", ".", "--base: the repository has no revision"},
		"outside":    {"HEAD", outside, outside + ": --base: this is in no git repository"},
		"one of two": {"v9", "sub", "sub: --base: the repository has no revision"},
	} {
		t.Chdir(dir)
		_, err := OpenTree(t.Context(), "--base", c.revision, []string{c.path})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	t.Setenv("PATH", outside)
	if _, err := OpenTree(t.Context(), "--base", "HEAD", []string{"."}); err == nil || !strings.Contains(err.Error(), "git, which is not installed") {
		t.Errorf("without git: %v", err)
	}
}
