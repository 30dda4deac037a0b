// Package git reads files as they were committed: a folder at once, or single files from wherever they are. It asks the
// git that is installed, which knows every kind of repository and of revision.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// command is git in a folder. Where dashgen runs in a hook, git has said in the environment which repository that is:
// relative to another folder, or, in a linked work tree, so that it takes whatever folder it runs in for the top of the
// work tree. A folder that is in a repository anyway is all that it needs. What it complains of goes to complaint.
func command(ctx context.Context, dir string, args ...string) (cmd *exec.Cmd, complaint *bytes.Buffer) {
	cmd = exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	full, err := filepath.Abs(dir)
	known := err == nil && top(full) != ""
	cmd.Env = slices.DeleteFunc(cmd.Environ(), func(v string) bool {
		name, value, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX"}, name) && (known || !filepath.IsAbs(value))
	})
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	complaint = &bytes.Buffer{}
	cmd.Stderr = complaint
	return cmd, complaint
}

// run runs git in a folder and returns what it writes. The error is what it complains of, or a [diag.Error] when it
// cannot be run.
func run(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd, complaint := command(ctx, dir, args...)
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return out, nil
	case !errors.As(err, &exit):
		return nil, cannotRun(err)
	}
	if said := strings.TrimSpace(complaint.String()); said != "" {
		said, _, _ = strings.Cut(said, "\n")
		return nil, errors.New(strings.TrimPrefix(said, "fatal: "))
	}
	return nil, fmt.Errorf("git %s: %w", args[0], err)
}

// line is what git writes without the end of the line.
func line(out []byte) string { return strings.TrimRight(string(out), "\r\n") }

// resolve returns the tree of a revision: a commit, a branch, a tag. ok is false when there is none of that name.
func resolve(ctx context.Context, dir, revision string) (tree string, ok bool) {
	out, err := run(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{tree}")
	return line(out), err == nil && len(out) > 0
}

func cannotRun(err error) error {
	e := diag.New(diag.Position{}, "cannot run git").Because("%v", err).Help("install git, or compare with a folder")
	e.Err = err
	return e
}
