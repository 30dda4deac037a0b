package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/inspect"
	"github.com/llm-observability/dashgen/internal/report"
)

type verifyOptions struct {
	config       string
	live         liveFlags
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
machine. Servers behind OpenShift's tenancy port want a --namespace.

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
	f.StringVar(&o.config, "config", "dashgen.yaml", "the file that describes the environments")
	o.live.add(f)
	f.StringSliceVar(&o.environments, "environment", nil, "only these environments")
	f.StringArrayVar(&o.dashboards, "dashboard", nil, "only this dashboard: its name, or a file with anybody's")
	f.StringVar(&o.tenant, "tenant", "", "the tenant whose dashboards are run (default the first)")
	f.StringVar(&o.format, "format", "text", strings.Join(panelFormatNames(), ", "))
	complete(cmd, "format", panelFormatNames())
	return cmd
}

func panelFormatNames() []string {
	var names []string
	for _, f := range report.PanelFormats() {
		names = append(names, f.Name)
	}
	return names
}

func (a *App) runVerify(ctx context.Context, o verifyOptions) error {
	if err := oneOf("format", o.format, panelFormatNames()...); err != nil {
		return err
	}
	at := a.Clock()
	servers, err := a.servers(o.live)
	if err != nil {
		return err
	}
	defer servers.close()
	inspected := map[*liveServer]*inspect.Server{}
	for _, server := range servers.order {
		inspected[server] = &inspect.Server{Name: server.name, URL: server.URL(), Querier: server, Announced: server.Announced, Namespace: server.Namespace()}
	}
	opts := inspect.Options{Catalogue: a.Catalogue, At: at, Server: func(store string) *inspect.Server { return inspected[servers.find(store)] }}
	if err := a.verified(o, &opts); err != nil {
		return err
	}
	if err := covered(servers, &opts); err != nil {
		return err
	}
	if err := servers.hello(ctx, at); err != nil {
		return interrupted(ctx, err)
	}
	for server, i := range inspected {
		i.Version = server.version
	}
	bar := a.progress()
	opts.Progress = bar.show
	found, failed := inspect.Run(ctx, opts)
	bar.clear()
	format, _ := report.FindPanelFormat(o.format)
	if err := format.Write(a.Stdout, &report.Panels{Report: found, Tool: a.Name, Colour: a.Colour}); err != nil {
		return err
	}
	if failed != nil {
		return interrupted(ctx, liveError("", failed))
	}
	if n := found.Bad(); n > 0 {
		return &findingsError{n}
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

// covered checks that every store that is asked has a server, and every server that is named is asked.
func covered(s *liveServers, o *inspect.Options) error {
	var errs diag.List
	asked := map[string]bool{}
	for _, b := range o.Boards {
		for _, p := range b.Panels {
			for _, t := range p.Targets {
				asked[t.Store] = true
				if s.find(t.Store) == nil {
					errs.Add(diag.Position{}, "store %q has no address", t.Store).
						Because("dashboard %s asks it", b.Name).Help("give --store %s=URL, or --prometheus for all that are not named", t.Store)
				}
			}
		}
	}
	for name := range s.byName {
		if name != "" && !asked[name] {
			var known []string
			for store := range asked {
				known = append(known, store)
			}
			slices.Sort(known)
			errs.Add(diag.Position{}, "--store %s: no dashboard asks it", name).Help("they ask %s", strings.Join(known, ", "))
		}
	}
	return errs.Err()
}
