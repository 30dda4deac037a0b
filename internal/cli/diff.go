package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/diff"
	"github.com/llm-observability/dashgen/internal/git"
	"github.com/llm-observability/dashgen/internal/gitops/tree"
	"github.com/llm-observability/dashgen/internal/project"
)

type diffOptions struct {
	config       string
	out          string
	format       string
	dashboards   []string
	environments []string
	against      string // a revision or a folder; "" is the output folder
}

func (a *App) diff() *cobra.Command {
	var o diffOptions
	cmd := &cobra.Command{
		Use:   "diff [REV|DIR]",
		Short: "Tell what differs between the dashboards now and those of out/, a revision or a folder",
		Long: `Tells what differs between the dashboards as they would be generated now and those of out/, of a Git
revision, or of another output folder.

Panels, queries, units, thresholds, variables, metrics, objects and tenants are compared, and not their
files: a query that is only spelled differently is no difference, and neither is a panel that makes room
for another. What several environments have in common is told once. A change that Kubernetes would
reject, or that Grafana would take for another dashboard, says what to do.

REV is anything that Git takes for a commit; the folder that --out names is read as it was then. DIR is
an output folder. An argument that is both is a revision: write ./DIR for the folder.

The exit code is 0 when nothing differs, 1 when something does, and 2 when that could not be found out.`,
		Example: `  # what would dashgen generate change?
  $ dashgen diff

  # what did this branch change?
  $ dashgen diff origin/main

  # as a comment on a pull request
  $ dashgen diff --format markdown origin/main > comment.md

  # one dashboard, compared with another output folder
  $ dashgen diff --only canopy-vllm ../other/out`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return diag.New(diag.Position{}, "diff takes one revision or folder, got %d", len(args)).Help("%s --help", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				if o.against = args[0]; o.against == "" {
					return diag.New(diag.Position{}, "the revision or folder is empty").Help("%s --help", cmd.CommandPath())
				}
			}
			return a.runDiff(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	configFlag(f, &o.config)
	f.StringVar(&o.out, "out", "out", "the output folder to compare with, now or at the revision")
	f.StringVar(&o.format, "format", "text", "text, markdown or json")
	f.StringSliceVar(&o.dashboards, "only", nil, "only these dashboards")
	f.StringSliceVar(&o.environments, "environment", nil, "only these environments")
	return cmd
}

func (a *App) runDiff(ctx context.Context, o diffOptions) error {
	formats := map[string]func(io.Writer, *diff.Report) error{"text": diff.Text, "markdown": diff.Markdown, "json": diff.JSON}
	if err := oneOf("format", o.format, "text", "markdown", "json"); err != nil {
		return err
	}
	g, err := a.plan(o.config, project.Selection{Environments: o.environments, Dashboards: o.dashboards})
	if err != nil {
		return err
	}
	old, name, err := a.compared(ctx, o)
	if err != nil {
		return err
	}
	if g.covers != nil {
		maps.DeleteFunc(old.Files, func(name string, _ []byte) bool { return !g.covers(name) })
	}
	report, err := diff.Compare(old, diff.Tree{Name: "generated", Files: g.plan.Files()})
	if err != nil {
		return err
	}
	report.Against = name
	if err := formats[o.format](a.Stdout, report); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	if len(report.Changes) > 0 {
		return &findingsError{len(report.Changes)}
	}
	return nil
}

// compared reads what the dashboards are compared with, and says what it is called.
func (a *App) compared(ctx context.Context, o diffOptions) (t diff.Tree, name string, err error) {
	if o.against == "" {
		t, err = folder(o.out, "run "+a.Name+" generate first, or name a revision that has it: "+a.Name+" diff HEAD")
		return t, o.out, err
	}
	const hint = "name an output folder, or a revision"
	if isFolder := isDir(o.against); isFolder && looksLikePath(o.against) {
		t, err = folder(o.against, hint)
		return t, o.against, err
	}
	repo, err := git.OpenFolder(ctx, o.out)
	if err == nil {
		if hash, ok := repo.Resolve(ctx, o.against); ok {
			if isDir(o.against) {
				diag.Fprint(a.Stderr, a.Name, diag.New(diag.Position{}, "%s is a revision and a folder: took the revision", o.against).Help("write .%c%s for the folder", filepath.Separator, o.against))
			}
			t, err = atRevision(ctx, repo, hash, o)
			return t, o.against, err
		}
		err = diag.New(diag.Position{}, "no revision or folder %q", o.against).Help("git fetch, if it is on the server only")
	}
	if isDir(o.against) {
		t, err = folder(o.against, hint)
	}
	return t, o.against, err
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// looksLikePath reports whether an argument can't be meant as a revision.
func looksLikePath(s string) bool {
	s = filepath.ToSlash(s)
	return filepath.IsAbs(s) || s == "." || s == ".." || strings.HasPrefix(s, "./") || strings.HasPrefix(s, "../") || strings.HasSuffix(s, "/")
}

// folder reads an output folder.
func folder(dir, hint string) (diff.Tree, error) {
	if !isDir(dir) {
		return diff.Tree{}, diag.New(diag.Position{}, "there is no folder %s to compare with", dir).Help("%s", hint)
	}
	files, err := tree.Load(dir, nil)
	if err != nil {
		return diff.Tree{}, err
	}
	if !isOutput(files) {
		return diff.Tree{}, diag.New(diag.Position{}, "the folder %s is no output of dashgen", dir).Because("it has neither dashboards/ nor base/").Help("%s", hint)
	}
	return diff.Tree{Name: dir, Files: files}, nil
}

// atRevision reads the output folder as it was committed.
func atRevision(ctx context.Context, repo *git.Folder, hash string, o diffOptions) (diff.Tree, error) {
	files, err := repo.Files(ctx, hash)
	if err != nil {
		return diff.Tree{}, err
	}
	delete(files, tree.ManifestName)
	if !isOutput(files) {
		return diff.Tree{}, diag.New(diag.Position{}, "revision %s has no dashboards in %s", o.against, o.out).
			Help("name a revision after the first %s was committed, or the folder with --out", o.out)
	}
	return diff.Tree{Name: o.against + ":" + o.out, Files: files}, nil
}

func isOutput(files map[string][]byte) bool {
	for name := range files {
		if strings.HasPrefix(name, "dashboards/") || strings.HasPrefix(name, "base/") {
			return true
		}
	}
	return false
}
