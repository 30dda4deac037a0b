package cli

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/atomicfile"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/preview"
	"github.com/llm-observability/dashgen/internal/simulate"
)

type previewOptions struct {
	config       string
	listen       string
	static       string
	data         []string
	scenario     string
	seed         uint64
	theme        string
	scale        float64
	base         string
	out          string
	dashboards   []string
	environments []string
	files        []string
	live         liveFlags
}

func (a *App) preview() *cobra.Command {
	var o previewOptions
	cmd := &cobra.Command{
		Use:   "preview [FILE.json …]",
		Short: "Show dashboards as Grafana would, without Grafana: on a local page, or as files",
		Long: `Shows dashboards as Grafana would, without Grafana: on a local page, or as files.

Without a file these are our own, as they would be applied; a file is any dashboard of Grafana. The data is a
simulated workload, unless --data names a recording or --prometheus a server. Panels of a kind that is not
drawn are a box with their values. Findings of the linter are on the panels that they are about.

The page can be reached from this machine only, asks nothing from elsewhere, and comes back by itself when
dashgen.yaml, a file or, started in its own module with Go at hand, the program's Go code changes: then it
builds itself anew and goes on. What does not build is said on the page.

With --base, what differs from a revision is shown before and after, side by side.

Scenarios of the simulated workload:
` + scenarioList(),
		Example: `  # the page, on a free port
  $ dashgen preview

  # a dashboard of somebody else
  $ dashgen preview their-dashboard.json

  # pages, SVG and PNG for a pull request, with what differs from main
  $ dashgen preview --static pictures --base origin/main

  # one dashboard on a recording, or on what a server has now
  $ dashgen preview --only canopy-vllm --data monday.om.gz
  $ dashgen preview --only canopy-vllm --prometheus http://127.0.0.1:9090

  # what does it look like when GPUs fail?
  $ dashgen preview --scenario gpu-fault`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.files = args
			return a.runPreview(cmd.Context(), cmd.Flags().Changed, o)
		},
	}
	f := cmd.Flags()
	configFlag(f, &o.config)
	f.StringVar(&o.listen, "listen", "127.0.0.1:0", "where to serve; port 0 is a free one")
	f.StringVar(&o.static, "static", "", "write pages, SVG and PNG into this folder and serve nothing; each dashboard once unless --environment says where")
	f.StringArrayVar(&o.data, "data", nil, "recordings (.om), scrapes (.prom) or series (.series), also compressed, or folders of recordings and series; may be repeated")
	f.StringVar(&o.scenario, "scenario", "steady", "what happens in the simulated workload: "+strings.Join(simulate.ScenarioNames(), ", "))
	f.Uint64Var(&o.seed, "seed", 1, "of everything random in the simulated workload")
	f.StringVar(&o.theme, "theme", "dark", "of the page when it opens, and of files: dark or light")
	f.Float64Var(&o.scale, "scale", 1, "how many pixels of a PNG file are one of the page, 0.25 to 4")
	f.StringVar(&o.base, "base", "", "show what differs from this revision, or from an output folder")
	f.StringVar(&o.out, "out", "out", "the output folder that --base compares with, now or at the revision")
	f.StringSliceVar(&o.dashboards, "only", nil, "only these dashboards")
	f.StringSliceVar(&o.environments, "environment", nil, "only these environments")
	o.live.add(f)
	return cmd
}

// check finds flags that cannot be, alone or together.
func (o *previewOptions) check(changed func(string) bool) error {
	if err := oneOf("theme", o.theme, "dark", "light"); err != nil {
		return err
	}
	if err := oneOf("scenario", o.scenario, simulate.ScenarioNames()...); err != nil {
		return err
	}
	if !(o.scale >= 0.25 && o.scale <= 4) {
		return diag.New(diag.Position{}, "--scale %v is out of range", o.scale).Help("use 0.25 to 4")
	}
	if o.static != "" && changed("listen") {
		return diag.New(diag.Position{}, "--listen is for serving, and --static serves nothing").Help("leave one of the two out")
	}
	if changed("static") && o.static == "" {
		return diag.New(diag.Position{}, "--static names no folder")
	}
	if len(o.files) > 0 && len(o.dashboards)+len(o.environments) > 0 {
		return diag.New(diag.Position{}, "--only and --environment choose among our own dashboards").Help("leave them out, or the files")
	}
	sources := 0
	for _, given := range []bool{len(o.data) > 0, o.live.given(), changed("scenario") || changed("seed")} {
		if given {
			sources++
		}
	}
	if sources > 1 {
		return diag.New(diag.Position{}, "a simulation, a recording (--data) and a server (--prometheus, --store) are asked for together").Help("choose one of them")
	}
	return nil
}

func (a *App) runPreview(ctx context.Context, changed func(string) bool, o previewOptions) error {
	if err := o.check(changed); err != nil {
		return err
	}
	site := &previewSource{app: a, o: o}
	defer site.close()
	if err := site.open(ctx); err != nil {
		return err
	}
	if o.static != "" {
		return a.previewFiles(ctx, o, site)
	}
	restart, err := a.servePreview(ctx, o, site)
	if err != nil || restart == nil {
		return err
	}
	site.close()
	return restart()
}

// previewFiles writes the files.
func (a *App) previewFiles(ctx context.Context, o previewOptions, source *previewSource) error {
	site, _, err := source.Site()
	if err != nil {
		return err
	}
	bar := a.progress()
	bar.noun = "dashboards"
	files, err := site.Files(ctx, bar.show)
	bar.clear()
	if err != nil {
		return err
	}
	if err := atomicfile.WriteAll(o.static, files); err != nil {
		return unwritten(o.static, err)
	}
	fmt.Fprintf(a.Stdout, "%s: %s drawn in %s, see index.html\n", o.static, plural(len(site.Entries), "dashboard"), plural(len(files), "file"))
	return nil
}

// servePreview serves the page until the context ends, or until the program has become another one: then restart starts
// that one in its place.
func (a *App) servePreview(ctx context.Context, o previewOptions, source *previewSource) (restart func() error, err error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.listen)
	if err != nil {
		return nil, diag.New(diag.Position{}, "--listen %s: %v", o.listen, err).Help("use another port, or 0 for a free one")
	}
	address := l.Addr().String()
	if !preview.Loopback(address) {
		fmt.Fprintf(a.Stderr, "%s: warning: the page can be reached from other machines at %s; it asks for no password\n", a.Name, address)
	}
	fmt.Fprintf(a.Stdout, "http://%s/\n", address)
	if entries := source.site.Entries; len(entries) > 0 {
		// Ready when the browser is.
		go func(d preview.Data) { _, _ = d.Querier(entries[0].Environment, "") }(source.data)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	built := make(chan string, 1)
	r := newRebuilder(a)
	if r != nil {
		go r.watch(ctx, source.fail, func(binary string) {
			built <- binary
			stop()
		})
	}
	if err := preview.Serve(ctx, l, preview.NewServer(source, o.listen, a.Clock)); err != nil {
		return nil, err
	}
	select {
	case binary := <-built:
		return func() error { return a.Exec(binary, append([]string{a.Name}, listeningAt(a.args, address)...)) }, nil
	default:
		if r != nil {
			r.remove()
		}
		return nil, nil
	}
}

// listeningAt are the arguments of a command line with the address that a page is at, so that browsers find it again.
func listeningAt(args []string, address string) []string {
	flags := len(args)
	if i := slices.Index(args, "--"); i >= 0 { // behind it are files
		flags = i
	}
	return slices.Concat(args[:flags], []string{"--listen", address}, args[flags:])
}
