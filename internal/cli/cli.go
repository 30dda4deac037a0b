// Package cli is dashgen's command line, one file per command. It writes to the streams it is given and
// returns an exit code; it never ends the process and keeps no state.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/panels/alerts"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// Exit codes, which scripts and hooks rely on.
const (
	ExitOK       = 0
	ExitFindings = 1 // findings, drift, failing panels or differences
	ExitFailed   = 2 // could not run: bad flags, bad input, an unreadable file
)

// An App is what a command works with. The zero Catalogue is the one that dashgen ships.
type App struct {
	Name       string
	Version    string
	Dashboards []panels.Dashboard
	Rules      alerts.Rules
	Catalogue  *catalogue.Catalogue
	Stdin      io.Reader
	Stdout     io.Writer
	Stderr     io.Writer
	// Terminal says that Stdout is one, and Colour that it shows colours and its user wants them.
	Terminal, Colour bool
	// Watched says that Stderr is a terminal: somebody sees how far a run is.
	Watched bool
	Clock   func() time.Time    // for what happens as time passes
	Getenv  func(string) string // of the process
	// Exec starts a program with arguments in place of this one; nil where that can't be done.
	Exec func(program string, args []string) error

	args []string // of the run
}

// Run runs a command line and returns the exit code.
func (a *App) Run(ctx context.Context, args []string) int {
	if a.Catalogue == nil {
		a.Catalogue = catalogue.Default()
	}
	out := &output{to: a.Stdout}
	defer func() { a.Stdout = out.to }()
	a.Stdout = out
	root := a.root()
	a.args = args
	root.SetArgs(args)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	err := root.ExecuteContext(ctx)
	if out.err != nil {
		// A report that ends too early must not pass for one that found nothing.
		err = diag.New(diag.Position{}, "the output cannot be written").Because("%s", diag.Reason(out.err))
	}
	var findings *findingsError
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &findings):
		return ExitFindings
	}
	diag.Fprint(a.Stderr, a.Name, err)
	return ExitFailed
}

// An output keeps the first error of writing to it: who prints a line does not look.
type output struct {
	to  io.Writer
	err error
}

// Write implements [io.Writer].
func (o *output) Write(data []byte) (int, error) {
	n, err := o.to.Write(data)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

// A findingsError says that a command ran and found something; it has said so itself.
type findingsError struct{ n int }

func (e *findingsError) Error() string { return fmt.Sprintf("%d findings", e.n) }

func (a *App) root() *cobra.Command {
	root := &cobra.Command{
		Use:   a.Name,
		Short: "Grafana dashboards of an LLM-serving platform as proven, committed code",
		Long: `Defines the Grafana dashboards of an LLM-serving platform from typed Go values, proves every
query, and writes GrafanaDashboard resources and Kustomize overlays that a team commits.`,
		Example: `  # write everything into out/
  $ dashgen generate

  # fail when out/ is not what the code says
  $ dashgen generate --check

  # what would change, for a person
  $ dashgen diff

  # find what is wrong with dashboards that somebody else wrote
  $ dashgen lint dashboards/

  # which panels have data on a server, and of the others why not
  $ dashgen verify --prometheus http://127.0.0.1:9090

  # what is known of a metric, or of a rule of the linter
  $ dashgen explain vllm:kv_cache_usage_perc`,
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return diag.New(diag.Position{}, "%v", err).Help("%s --help", cmd.CommandPath())
	})
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(a.generate(), a.diff(), a.lint(), a.explain(), a.list(), a.test(), a.verify(), a.preview(), a.simulate(), a.version())
	return root
}

// configFlag adds --config of commands that work with environments.
func configFlag(f *pflag.FlagSet, into *string) {
	f.StringVar(into, "config", "dashgen.yaml", "the file that describes the environments")
}

// variableFlag adds --variable of commands that evaluate panels.
func variableFlag(f *pflag.FlagSet, into *[]string) {
	f.StringArrayVar(into, "variable", nil, "pick this value of a dashboard's variable, NAME=VALUE; may be repeated, for several values, too")
}

// flagError is an error that is about one flag.
func flagError(name, format string, args ...any) *diag.Error {
	return diag.New(diag.Position{}, "--%s %s", name, fmt.Sprintf(format, args...))
}

func (a *App) load(config string) (*project.Project, error) {
	return project.Load(config, a.Catalogue, a.Dashboards, a.Rules)
}

// oneOf checks a flag that takes one of a few words.
func oneOf(flag, value string, allowed ...string) error {
	for _, w := range allowed {
		if value == w {
			return nil
		}
	}
	return diag.New(diag.Position{}, "--%s %q is not known", flag, value).Help("use one of %v", allowed)
}
