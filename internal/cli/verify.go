package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/inspect"
)

type verifyOptions struct {
	config       string
	live         liveFlags
	variables    []string // NAME=VALUE
	environments []string
	dashboards   []string
	tenant       string
	format       string
}

func (a *App) verify() *cobra.Command {
	var o verifyOptions
	cmd := &cobra.Command{
		Use:   "verify --prometheus URL",
		Short: "Say which panels have data on a live Prometheus, and of the others why not",
		Long: `Says which panels have data on a live Prometheus or Thanos, and of the others why not: a metric that was
renamed, a matcher that nothing passes, a feature that is off, or traffic that has not come.

It runs every query of every panel as Grafana would when the dashboard opens, and tells from the names that
the server has which releases of which exporters run. Nothing is written anywhere.

A token is read from a file, again when it changes, or from ` + tokenVariable + `; it is sent over TLS only, or to this
machine. Servers behind OpenShift's tenancy port want a --namespace. docs/verify.md has more.

It exits with 1 when a panel is empty without a reason that is accepted, or when a query fails, and with 2
when it could not run to its end; what was found until then is printed all the same. Accepted are: no
traffic, an event that has not happened yet, a comparison that holds for nothing now, a feature that is off.`,
		Example: `  # everything that dashgen.yaml describes
  $ dashgen verify --prometheus http://127.0.0.1:9090

  # one environment whose dashboards ask two stores of OpenShift
  $ dashgen verify --environment canopy --token-file token --ca-file ca.crt \
      --prometheus https://thanos-querier.example.com --store rhoai=https://prometheus-rhoai.example.com

  # somebody's dashboard, in the namespace that I may see
  $ dashgen verify --dashboard board.json --namespace team-a --prometheus https://thanos.example.com:9092

  # for a test report
  $ dashgen verify --prometheus http://127.0.0.1:9090 --format junit > verify.xml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runVerify(cmd.Context(), o) },
	}
	f := cmd.Flags()
	configFlag(f, &o.config)
	o.live.add(f)
	f.StringSliceVar(&o.environments, "environment", nil, "only these environments")
	f.StringArrayVar(&o.dashboards, "dashboard", nil, "only this dashboard: its name, or a file with anybody's")
	f.StringVar(&o.tenant, "tenant", "", "the tenant whose dashboards are run (default the first)")
	variableFlag(f, &o.variables)
	f.StringVar(&o.format, "format", "text", strings.Join(panelFormatNames(), ", "))
	complete(cmd, "format", panelFormatNames())
	return cmd
}

func (a *App) runVerify(ctx context.Context, o verifyOptions) error {
	format, err := panelFormat(o.format)
	if err != nil {
		return err
	}
	if err := checkVariables(o.variables); err != nil {
		return err
	}
	servers, err := a.servers(o.live)
	if err != nil {
		return err
	}
	defer servers.close()
	v := &verification{app: a, o: o, at: a.Clock(), examined: map[*liveServer]*examined{}, servers: servers, settings: map[string]inspect.Settings{}}
	if err := v.gather(); err != nil {
		return err
	}
	if err := v.covered(); err != nil {
		return err
	}
	if err := servers.hello(ctx, v.at); err != nil {
		return interrupted(ctx, err)
	}
	found, failed := v.run(ctx)
	if err := format.Write(a.Stdout, found); err != nil {
		return err
	}
	if failed != nil {
		return interrupted(ctx, liveError("", failed))
	}
	if _, _, bad, _ := found.Counts(); bad > 0 {
		return &findingsError{bad}
	}
	return nil
}

// interrupted says that the user ended the run, rather than how that looked from inside.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return diag.New(diag.Position{}, "interrupted")
	}
	return err
}
