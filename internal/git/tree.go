package git

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A Tree is what repositories held at a revision. It may be used by several goroutines.
type Tree struct {
	repositories []*repository
}

// OpenTree looks the revision up in the repositories that paths are in. A path that does not exist is passed over: whoever
// reads it will say so. The error is a diag.Error that names the flag.
func OpenTree(ctx context.Context, flag, revision string, paths []string) (*Tree, error) {
	switch {
	case revision == "":
		return nil, diag.New(diag.Position{}, "%s names no revision", flag).Help("give a branch, a tag or a commit, such as %s origin/main", flag)
	case strings.HasPrefix(revision, "-"):
		return nil, diag.New(diag.Position{}, "%s %s is no revision", flag, revision).Help("give a branch, a tag or a commit, such as %s origin/main", flag)
	}
	t := &Tree{}
	for _, path := range paths {
		dir, ok := folder(path)
		if repo := t.of(dir); !ok || repo != nil && repo.root == top(dir) {
			continue // a commit's hook names many files
		}
		repo, err := open(ctx, flag, revision, path, dir)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(t.repositories, func(r *repository) bool { return r.root == repo.root }) {
			t.repositories = append(t.repositories, repo)
		}
	}
	return t, nil
}

// folder is the folder of a path as it is on disk, without links.
func folder(path string) (string, bool) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", false
	}
	full, err = filepath.EvalSymlinks(full)
	if err != nil {
		return "", false
	}
	if info, err := os.Stat(full); err != nil || info.IsDir() {
		return full, err == nil
	}
	return filepath.Dir(full), true
}

// top is the innermost folder around one that looks like the root of a repository, or "".
func top(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// open finds the repository around a folder, and the revision in it.
func open(ctx context.Context, flag, revision, path, dir string) (*repository, error) {
	out, err := run(ctx, dir, "rev-parse", "--show-toplevel")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, diag.New(diag.Position{}, "%s needs git, which is not installed", flag).Help("install git, or lint without %s", flag)
	case err != nil:
		return nil, diag.New(diag.Position{File: path}, "%s: this is in no git repository that can be read", flag).Because("%v", err).
			Help("lint without %s, or where the files are checked out", flag)
	}
	tree, ok := resolve(ctx, dir, revision)
	if !ok {
		return nil, diag.New(diag.Position{File: path}, "%s: the repository has no revision %q", flag, revision).
			Help("fetch it: a checkout in CI often has one commit only")
	}
	root := line(out)
	if clean, err := filepath.EvalSymlinks(filepath.FromSlash(root)); err == nil {
		root = clean
	}
	return &repository{ctx: ctx, root: root, tree: tree}, nil
}

// Read returns what a file held at the revision; ok is false where there was no such file, or one that the linter would
// not read either. The error is that git failed or said something else: it comes for every file from then on.
func (t *Tree) Read(path string) (data []byte, ok bool, err error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, false, err
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		full = real
	}
	repo := t.of(full)
	if repo == nil {
		return nil, false, nil
	}
	rel, err := filepath.Rel(repo.root, full)
	if err != nil {
		return nil, false, err
	}
	return repo.read(filepath.ToSlash(rel))
}

// of is the repository that a path is in: of nested ones the innermost.
func (t *Tree) of(path string) *repository {
	var best *repository
	for _, r := range t.repositories {
		rel, err := filepath.Rel(r.root, path)
		if err == nil && filepath.IsLocal(rel) && (best == nil || len(r.root) > len(best.root)) {
			best = r
		}
	}
	return best
}

// Close ends what was started. The error is that git failed at its end.
func (t *Tree) Close() error {
	var errs []error
	for _, r := range t.repositories {
		errs = append(errs, r.close())
	}
	return errors.Join(errs...)
}
