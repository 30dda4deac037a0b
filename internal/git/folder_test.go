package git

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// gitRun runs git in a folder, as nobody in particular.
func gitRun(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// commits is a repository with two commits; the output folder is not at its top.
func commits(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	gitRun(t, dir, "init", "-q")
	for name, text := range map[string]string{
		"README": "x", "deploy/out/base/lab/a.yaml": "old\n", "deploy/out/with space/ü\n.json": "odd", "deploy/out/empty": "", "deploy/outside/b": "no",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	if err := os.Symlink("a.yaml", filepath.Join(dir, "deploy/out/base/lab/link.yaml")); err != nil {
		t.Fatal(err)
	}
	gitRun(t, dir, "add", ".")
	gitRun(t, dir, "commit", "-qm", "one")
	gitRun(t, dir, "tag", "-am", "first", "v1")
	write(t, filepath.Join(dir, "deploy/out/base/lab/a.yaml"), "new\n")
	gitRun(t, dir, "commit", "-qam", "two")
	return dir
}

func files(t *testing.T, out, revision string) map[string][]byte {
	t.Helper()
	f, err := OpenFolder(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	tree, ok := f.Resolve(t.Context(), revision)
	if !ok {
		t.Fatalf("no revision %s", revision)
	}
	list, err := f.Files(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestFilesOfARevision(t *testing.T) {
	dir := commits(t)
	for _, where := range []struct{ cwd, out string }{
		{dir, "deploy/out"}, {filepath.Join(dir, "deploy"), "out"}, {filepath.Join(dir, "deploy"), "./out/"}, {filepath.Join(dir, "deploy", "out"), "."},
		{filepath.Join(dir, "deploy", "outside"), "../out"}, {t.TempDir(), filepath.Join(dir, "deploy", "out")},
	} {
		t.Chdir(where.cwd)
		for revision, want := range map[string]string{"HEAD": "new\n", "v1": "old\n", "HEAD~1": "old\n", "main": "new\n", "main~1^{tree}": "old\n"} {
			got := files(t, where.out, revision)
			if string(got["base/lab/a.yaml"]) != want {
				t.Errorf("%s at %s: %q, want %q", where.out, revision, got["base/lab/a.yaml"], want)
			}
			if len(got) != 3 || string(got["with space/ü\n.json"]) != "odd" || got["empty"] == nil {
				t.Errorf("%s at %s: %q", where.out, revision, got)
			}
		}
	}
}

// TestFolderIsGone: what is not in the work tree any more can be read from the past.
func TestFolderIsGone(t *testing.T) {
	dir := commits(t)
	if err := os.RemoveAll(filepath.Join(dir, "deploy")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, out := range []string{"deploy/out", filepath.Join(dir, "deploy", "out")} {
		if got := files(t, out, "HEAD"); len(got) != 3 {
			t.Errorf("%s: %q", out, got)
		}
	}
	if got := files(t, "deploy/other", "HEAD"); len(got) != 0 {
		t.Errorf("a folder that never was: %q", got)
	}
	if got := files(t, ".", "HEAD"); string(got["README"]) != "x" {
		t.Errorf("the top: %q", got)
	}
}

func TestNoSuchRevision(t *testing.T) {
	t.Chdir(commits(t))
	f, err := OpenFolder(t.Context(), "deploy/out")
	if err != nil {
		t.Fatal(err)
	}
	for _, revision := range []string{"nope", "", "--all", "HEAD~7", "HEAD:README", "HEAD^{blob}", "v1\nv1", "main..v1"} {
		if tree, ok := f.Resolve(t.Context(), revision); ok {
			t.Errorf("%q is %q", revision, tree)
		}
	}
	if _, err := f.Files(t.Context(), "0123456789012345678901234567890123456789"); err != nil {
		t.Errorf("a tree that is not there: %v", err)
	}
}

func TestNoRepository(t *testing.T) {
	t.Setenv("GIT_CEILING_DIRECTORIES", "/")
	t.Chdir(t.TempDir())
	if _, err := OpenFolder(t.Context(), "out"); err == nil || !strings.Contains(err.Error(), "out is in no git repository: ") {
		t.Errorf("%v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := OpenFolder(t.Context(), "out"); err == nil || !strings.Contains(err.Error(), "cannot run git: ") {
		t.Errorf("%v", err)
	}
}

func TestBrokenAnswers(t *testing.T) {
	for _, said := range []string{"", "abc", "abc missing\n", "abc tree 3\nxyz\n", "abc blob x\n", "abc blob -1\n", "abc blob 999999999999\n", "abc blob 5\nxyz\n"} {
		if data, ok, err := answer(bufio.NewReader(strings.NewReader(said)), maxBytes); ok && err == nil {
			t.Errorf("%q gives %q", said, data)
		}
	}
	for _, answer := range []string{"x\x00", "100644 blob abc 3\x00", "100644 blob abc x\tname\x00"} {
		if blobs, err := parseTree([]byte(answer)); err == nil {
			t.Errorf("%q gives %v", answer, blobs)
		}
	}
	if blobs, err := parseTree([]byte("160000 commit abc -\tmodule\x00120000 blob abc 3\tlink\x00")); err != nil || blobs != nil {
		t.Errorf("%v, %v", blobs, err)
	}
	if _, err := parseTree([]byte("100644 blob abc 999999999999\thuge\x00")); err == nil || !strings.Contains(err.Error(), "holds too much") {
		t.Errorf("%v", err)
	}
}
