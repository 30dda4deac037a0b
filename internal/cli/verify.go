package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/inspect"
	"github.com/llm-observability/dashgen/internal/prom/live"
	"github.com/llm-observability/dashgen/internal/report"
)

// tokenVariable is the environment variable that holds a token. An argument would be there for everybody to see.
const tokenVariable = "DASHGEN_TOKEN"

type verifyOptions struct {
	config       string
	prometheus   string
	stores       []string
	environments []string
	dashboards   []string
	tenant       string
	tokenFile    string
	caFile       string
	timeout      time.Duration
	namespace    string
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
	f.StringVar(&o.prometheus, "prometheus", "", "the address of the server to ask")
	f.StringArrayVar(&o.stores, "store", nil, "NAME=URL: the address of one store, where the environment has several")
	f.StringSliceVar(&o.environments, "environment", nil, "only these environments")
	f.StringArrayVar(&o.dashboards, "dashboard", nil, "only this dashboard: its name, or a file with anybody's")
	f.StringVar(&o.tenant, "tenant", "", "the tenant whose dashboards are run (default the first)")
	f.StringVar(&o.tokenFile, "token-file", "", "a file with a bearer token")
	f.StringVar(&o.caFile, "ca-file", "", "certificates of authorities to trust, beside the system's")
	f.DurationVar(&o.timeout, "timeout", live.DefaultTimeout, "how long one query may take")
	f.StringVar(&o.namespace, "namespace", "", "the namespace that the server is asked for, where it shows one at a time")
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
	if o.timeout <= 0 {
		return diag.New(diag.Position{}, "--timeout %s is no time", o.timeout).Help("write something like 30s")
	}
	token, err := a.token(o.tokenFile)
	if err != nil {
		return err
	}
	at := a.Clock()
	servers, err := a.servers(o, token)
	if err != nil {
		return err
	}
	opts := inspect.Options{Catalogue: a.Catalogue, At: at, Server: servers.find}
	if err := a.verified(o, &opts); err != nil {
		return err
	}
	if err := servers.complete(&opts); err != nil {
		return err
	}
	if err := servers.hello(ctx, at); err != nil {
		return interrupted(ctx, err)
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
		return interrupted(ctx, servers.explain(failed))
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

// token reads the token, if there is one.
func (a *App) token(file string) (*live.Token, error) {
	value := ""
	if a.Getenv != nil {
		value = a.Getenv(tokenVariable)
	}
	var token *live.Token
	var err error
	switch {
	case file != "" && value != "":
		return nil, diag.New(diag.Position{}, "--token-file and %s are both given", tokenVariable).Help("unset one of them")
	case file != "":
		token, err = live.FileToken(file)
	case value != "":
		if token, err = live.StaticToken(value); err != nil {
			err = fmt.Errorf("%s: %w", tokenVariable, err)
		}
	}
	if err != nil {
		return nil, diag.New(diag.Position{}, "%v", err).Help("with kubectl: kubectl create token ACCOUNT > FILE")
	}
	return token, nil
}

// liveServers are the servers that were named.
type liveServers struct {
	byName  map[string]*inspect.Server // "" is the default
	clients map[*inspect.Server]*live.Client
	order   []*inspect.Server
}

func (a *App) servers(o verifyOptions, token *live.Token) (*liveServers, error) {
	s := &liveServers{byName: map[string]*inspect.Server{}, clients: map[*inspect.Server]*live.Client{}}
	var errs diag.List
	add := func(flag, name, address string) {
		if s.byName[name] != nil {
			errs.Add(diag.Position{}, "%s %s is given twice", flag, name)
			return
		}
		client, err := live.New(live.Config{
			URL: address, Token: token, CAFile: o.caFile, Namespace: o.namespace, Timeout: o.timeout, Clock: a.Clock,
			UserAgent: a.Name + "/" + strings.Trim(a.buildVersion(), "()"),
		})
		if err != nil {
			errs.Join(liveError(flag, err))
			return
		}
		server := &inspect.Server{Name: name, URL: client.URL(), Querier: client, Announced: client.Announced, Namespace: o.namespace}
		s.byName[name], s.clients[server] = server, client
		s.order = append(s.order, server)
	}
	if o.prometheus != "" {
		add("--prometheus", "", o.prometheus)
	}
	for _, store := range o.stores {
		name, address, ok := strings.Cut(store, "=")
		if !ok || name == "" || address == "" {
			// What is wrong may be a token in the wrong place: it is not repeated.
			errs.Add(diag.Position{}, "--store is not NAME=URL").Help("write something like --store rhoai=https://prometheus.example.com")
			continue
		}
		add("--store", name, address)
	}
	if len(s.order) == 0 && len(errs) == 0 {
		errs.Add(diag.Position{}, "no server is named").Help("%s verify --prometheus http://127.0.0.1:9090", a.Name)
	}
	return s, errs.Err()
}

func (s *liveServers) find(store string) *inspect.Server {
	if server := s.byName[store]; server != nil {
		return server
	}
	return s.byName[""]
}

// complete checks that every store that is asked has a server, and every server that is named is asked.
func (s *liveServers) complete(o *inspect.Options) error {
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

// hello asks each server for anything, so that a run ends at once where there is none.
func (s *liveServers) hello(ctx context.Context, at time.Time) error {
	var errs diag.List
	for _, server := range s.order {
		build, err := s.clients[server].Hello(ctx, at)
		if err != nil {
			errs.Join(s.explain(err))
		}
		server.Version = build.Version
	}
	return errs.Err()
}

func (s *liveServers) explain(err error) error { return liveError("", err) }

// liveError prints an error of a server with its address and what to do.
func liveError(flag string, err error) error {
	var e *live.Error
	if !errors.As(err, &e) {
		return err
	}
	out := diag.New(diag.Position{}, "%s", e.Message)
	switch {
	case e.Server != "":
		out.What = host(e.Server) + ": " + e.Message
	case flag != "":
		out.What = flag + ": " + e.Message
	}
	return out.Help("%s", e.Hint)
}

// host is the part of an address that says who it is.
func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Scheme + "://" + u.Host + u.Path
	}
	return address
}
