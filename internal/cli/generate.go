package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/gitops/tree"
	"github.com/llm-observability/dashgen/internal/project"
)

type generateOptions struct {
	config       string
	out          string
	check        bool
	dashboards   []string
	environments []string
}

func (a *App) generate() *cobra.Command {
	var o generateOptions
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Prove the dashboards and write them, with their resources and overlays, into out/",
		Long: `Proves the dashboards of every environment and writes them, with their resources and overlays,
into out/.

Every query is rendered for the environment, parsed back and analysed before anything is written.
Files that have not changed are not touched, and files that are no longer wanted are removed if dashgen
made them. The folder is for dashgen alone: while it holds a file of somebody else, nothing is written,
and that file is named, never overwritten and never deleted.`,
		Example: `  # write everything into out/
  $ dashgen generate

  # in CI: write nothing, name each file that differs, exit 1
  $ dashgen generate --check

  # while writing a dashboard: only its files, nothing is removed
  $ dashgen generate --only canopy-vllm --environment canopy`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.runGenerate(o) },
	}
	f := cmd.Flags()
	configFlag(f, &o.config)
	f.StringVar(&o.out, "out", "out", "the folder to write into")
	f.BoolVar(&o.check, "check", false, "write nothing; fail when the folder differs")
	f.StringSliceVar(&o.dashboards, "only", nil, "only these dashboards, never removing a file")
	f.StringSliceVar(&o.environments, "environment", nil, "only these environments, never removing a file")
	return cmd
}

func (a *App) runGenerate(o generateOptions) error {
	g, err := a.plan(o.config, project.Selection{Environments: o.environments, Dashboards: o.dashboards})
	if err != nil {
		return err
	}
	plan, covers := g.plan, g.covers
	if o.check {
		return a.check(o.out, plan, covers)
	}
	summary, err := tree.Write(o.out, plan, tree.WriteOptions{Prune: covers == nil, Covers: covers, Alone: true})
	if err != nil {
		return notOurs(err)
	}
	fmt.Fprintf(a.Stdout, "%s: %s in %s: %d written, %d unchanged, %d removed\n",
		o.out, plural(countDashboards(g.envs), "dashboard"), plural(len(g.envs), "environment"),
		len(summary.Written), len(summary.Unchanged), len(summary.Removed))
	if notes := summary.Notes(o.out); len(notes) > 0 {
		diag.Fprint(a.Stderr, a.Name, notes)
	}
	return nil
}

// A generated is what the code says now, before anything is done with it.
type generated struct {
	envs   []gitops.Environment
	plan   *tree.Plan
	covers tree.Filter // the part of the output folder that was selected; nil when it is all of it
}

// plan proves the selected dashboards and plans their files.
func (a *App) plan(config string, sel project.Selection) (*generated, error) {
	p, err := a.load(config)
	if err != nil {
		return nil, err
	}
	g := &generated{}
	if g.envs, err = p.Build(sel); err != nil {
		return nil, err
	}
	if g.plan, err = gitops.Plan(g.envs); err != nil {
		return nil, err
	}
	if len(sel.Environments)+len(sel.Dashboards) > 0 {
		g.covers = gitops.Covers(g.envs, sel.Dashboards)
	}
	return g, nil
}

// check names every file that is not as planned.
func (a *App) check(out string, plan *tree.Plan, covers tree.Filter) error {
	changes, err := tree.Check(out, plan, covers)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		fmt.Fprintf(a.Stdout, "%s: %s as generated\n", out, plural(plan.Len(), "file"))
		return nil
	}
	for _, c := range changes {
		fmt.Fprintf(a.Stdout, "%s/%s: %s\n", strings.TrimSuffix(out, "/"), c.Path, drift(c.Kind))
	}
	fmt.Fprintf(a.Stderr, "%s: %s of %s not as generated\n  hint: run %s generate and commit the result\n",
		a.Name, plural(len(changes), "file"), out, a.Name)
	return &findingsError{len(changes)}
}

func drift(k tree.Kind) string {
	switch k {
	case tree.Missing:
		return "missing"
	case tree.Changed:
		return "changed"
	case tree.Stale:
		return "stale: no longer generated"
	case tree.Stray:
		return "stray: dashgen did not make it"
	}
	return k.String()
}

// notOurs shows each file that stands in the way with its own hint.
func notOurs(err error) error {
	var refused *tree.NotOursError
	if errors.As(err, &refused) {
		return refused.Unwrap()
	}
	return err
}

func countDashboards(envs []gitops.Environment) int {
	n := 0
	for _, e := range envs {
		n += len(e.Dashboards)
	}
	return n
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
