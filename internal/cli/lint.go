package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/fix"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/report"
	"github.com/llm-observability/dashgen/internal/source"
)

type lintOptions struct {
	paths           []string
	config          string
	configGiven     bool
	expr            string
	exprGiven       bool
	format          string
	severity        string
	enable, disable []string
	exporters       []string
	skipUnrelated   bool
	fix             bool
	base            string
	baseGiven       bool
}

func (a *App) lint() *cobra.Command {
	var o lintOptions
	cmd := &cobra.Command{
		Use:   "lint [PATH …]",
		Short: "Find what is wrong with dashboards and queries, ours or anybody's",
		Long: `Finds what is wrong with dashboards and queries: names that a release does not have, labels that were
aggregated away, units that don't fit, outages painted green.

Without a PATH it judges our own dashboards as every environment has them, and findings name the Go line
of the query. A PATH is a file, a folder, or - for standard input; what a file holds is found out from its
content. Files in folders that hold nothing to judge are skipped.

It prints findings and, where there are some, how many; on a good file it prints nothing. It exits with 1
when there are findings of the severity asked for or above, and with 2 when it could not run or could not
read a file; the others are judged all the same.

With --fix it writes new names where a metric or a label was only renamed, changes no other byte, and shows
what it changed. What is compressed or encoded in a file stays as it is, and so does a file that somebody
else changes meanwhile.

With --base it compares objects of the Grafana operator with what they were at a revision of the git
repository that the files are in, and finds changes that the cluster rejects.`,
		Example: `  # our own dashboards
  $ dashgen lint

  # anybody's
  $ dashgen lint dashboards/ alerts.yaml

  # one expression
  $ dashgen lint --expr 'sum(rate(vllm:prompt_tokens_total[5m]))'

  # what dies when vLLM is upgraded?
  $ dashgen lint --exporter vllm=0.16 dashboards/

  # what of a branch can't be deployed?
  $ dashgen lint --base origin/main deploy/

  # for code scanning
  $ dashgen lint --format sarif dashboards/ > dashgen.sarif`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			o.configGiven, o.exprGiven, o.baseGiven = cmd.Flags().Changed("config"), cmd.Flags().Changed("expr"), cmd.Flags().Changed("base")
			return a.runLint(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.config, "config", "dashgen.yaml", "the file whose lint section says how to judge")
	f.StringVar(&o.expr, "expr", "", "judge this expression")
	f.StringVar(&o.format, "format", "text", strings.Join(formatNames(), ", "))
	f.StringVar(&o.severity, "severity", "warning", "show findings from info, warning or error on, and exit with 1 for them")
	f.StringSliceVar(&o.enable, "enable", nil, "ask these rules, too")
	f.StringSliceVar(&o.disable, "disable", nil, "don't ask these rules")
	f.StringArrayVar(&o.exporters, "exporter", nil, "the versions of an exporter to judge against, such as vllm=0.16 (default the newest)")
	f.BoolVar(&o.skipUnrelated, "skip-unrelated", false, "skip named files that hold nothing to judge, for hooks that name all files")
	f.BoolVar(&o.fix, "fix", false, "write new names of what was only renamed into the files, and show the difference")
	f.StringVar(&o.base, "base", "", "find changes since this git revision that can't be deployed")
	complete(cmd, "format", formatNames())
	complete(cmd, "severity", []string{"info", "warning", "error"})
	complete(cmd, "enable", lint.Names())
	complete(cmd, "disable", lint.Names())
	return cmd
}

// complete makes the shell offer words for a flag.
func complete(cmd *cobra.Command, flag string, words []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
}

func formatNames() []string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// A run of the linter gathers what it judges and what it could not read.
type lintRun struct {
	app      *App
	o        lintOptions
	settings *config.File // nil: there is none
	opts     lint.Options
	judged   []lint.Judged
	errs     diag.List
	sums     map[string]fix.Sum // of the files that were read
}

func (a *App) runLint(ctx context.Context, o lintOptions) error {
	if err := oneOf("format", o.format, formatNames()...); err != nil {
		return err
	}
	severity, err := lint.ParseSeverity(o.severity)
	if err != nil {
		return diag.New(diag.Position{}, "--severity %q is not known", o.severity).Help("use info, warning or error")
	}
	if o.exprGiven && len(o.paths) > 0 {
		return diag.New(diag.Position{}, "--expr and a path are given").Help("judge one after the other")
	}
	if o.fix && (o.exprGiven || len(o.paths) == 0 || slices.Contains(o.paths, "-")) {
		return diag.New(diag.Position{}, "--fix needs files").Help("name files or folders; our own dashboards are changed in their Go code")
	}
	if o.baseGiven && (o.exprGiven || len(o.paths) == 0 || slices.Contains(o.paths, source.Stdin)) {
		return diag.New(diag.Position{}, "--base needs files").Help("name files or folders of a git repository; of our own dashboards, the folder that generate writes")
	}
	r := &lintRun{app: a, o: o}
	var linter *lint.Linter
	if len(o.paths) == 0 && !o.exprGiven {
		linter, err = r.own()
	} else {
		linter, err = r.foreign(ctx)
	}
	if err != nil {
		return err
	}
	result := linter.Finish(r.judged)
	r.errs.Join(result.Problems.Err())
	return r.report(&result, severity)
}

// report writes the findings and says how the run ends.
func (r *lintRun) report(result *lint.Result, from lint.Severity) error {
	shown := slices.DeleteFunc(result.Findings, func(f *lint.Finding) bool { return f.Severity < from })
	fixed := 0
	if r.o.fix {
		shown, fixed = r.fix(shown)
	}
	out := &report.Report{
		Findings: shown, Fixed: fixed, Files: result.Files, Expressions: result.Expressions, Rules: r.opts.Rules,
		Tool: r.app.Name, Version: r.app.buildVersion(), Terminal: r.app.Terminal, Colour: r.app.Colour,
	}
	format, _ := report.Find(r.o.format)
	if err := format.Write(r.app.Stdout, out); err != nil {
		return err
	}
	if err := r.errs.Err(); err != nil {
		return err
	}
	if len(shown) > 0 {
		return &findingsError{len(shown)}
	}
	return nil
}

// foreign judges the files that are named, or the expression.
func (r *lintRun) foreign(ctx context.Context) (*lint.Linter, error) {
	if err := r.loadSettings(); err != nil {
		return nil, err
	}
	if err := r.options(); err != nil {
		return nil, err
	}
	setting, err := r.setting()
	if err != nil {
		return nil, err
	}
	r.opts.Setting = setting
	endBase, err := r.base(ctx)
	if err != nil {
		return nil, err
	}
	linter := lint.New(r.opts)
	r.judgeFiles(linter)
	endBase()
	return linter, nil
}

// loadSettings reads the configuration's lint section. Nobody who lints files needs a configuration.
func (r *lintRun) loadSettings() error {
	f, err := project.LintSettings(r.o.config, r.app.Catalogue)
	if errors.Is(err, fs.ErrNotExist) && !r.o.configGiven {
		return nil
	}
	r.settings = f
	return err
}

// options are what the configuration and the flags say of rules, in this order.
func (r *lintRun) options() error {
	var said config.Lint
	if r.settings != nil {
		said = r.settings.Lint
	}
	var err error
	if r.opts.Catalogue, err = r.catalogue(said); err != nil {
		return err
	}
	var errs diag.List
	known := func(flag string, names []string) {
		for _, name := range names {
			if lint.Find(name) == nil {
				errs.Add(diag.Position{}, "--%s: unknown rule %q", flag, name).Help("%s", lint.Hint(name))
			}
			if flag == "disable" && slices.Contains(r.o.enable, name) {
				errs.Add(diag.Position{}, "rule %q is enabled and disabled", name).Help("give one of the flags")
			}
		}
	}
	known("enable", r.o.enable)
	known("disable", r.o.disable)
	for _, rule := range lint.Rules() {
		on := rule.Off == ""
		for _, step := range []struct{ enable, disable []string }{{said.Enable, said.Disable}, {r.o.enable, r.o.disable}} {
			on = (on || slices.Contains(step.enable, rule.Name)) && !slices.Contains(step.disable, rule.Name)
		}
		if on {
			r.opts.Rules = append(r.opts.Rules, rule)
		}
	}
	r.opts.Severities = map[string]lint.Severity{}
	for name, word := range said.Severity {
		r.opts.Severities[name], _ = lint.ParseSeverity(word) // the configuration was checked
	}
	r.opts.Exclusions = r.exclusions(said)
	if len(r.opts.Rules) == 0 {
		errs.Add(diag.Position{}, "all rules are disabled")
	}
	return errs.Err()
}
