package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview"
	"github.com/llm-observability/dashgen/internal/preview/board"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/internal/source"
)

type previewOptions struct {
	config       string
	listen       string
	static       string
	data         []string
	scenario     string
	seed         uint64
	theme        string
	dashboards   []string
	environments []string
	files        []string
}

func (a *App) preview() *cobra.Command {
	var o previewOptions
	cmd := &cobra.Command{
		Use:   "preview [FILE.json …]",
		Short: "Show dashboards as Grafana would, without Grafana: on a local page, or as files",
		Long: `Shows dashboards as Grafana would, without Grafana: on a local page, or as files.

Without a file these are our own, as they would be applied; a file is any dashboard of Grafana. The data is a
simulated workload, unless --data names a recording. Panels of a kind that is not drawn are a box with
their values.

The page can be reached from this machine only, asks nothing from elsewhere, and comes back by itself when
dashgen.yaml or a file changes. Dashboards in Go are a part of the program: after a change of them, build and
start it again.

Scenarios of the simulated workload:
` + scenarioList(),
		Example: `  # the page, on a free port
  $ dashgen preview

  # a dashboard of somebody else
  $ dashgen preview their-dashboard.json

  # pages, SVG and PNG for a pull request, of one dashboard, on a recording
  $ dashgen preview --static pictures --only canopy-vllm --data monday.om.gz

  # what does it look like when GPUs fail?
  $ dashgen preview --scenario gpu-fault`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.files = args
			return a.runPreview(cmd.Context(), cmd.Flags().Changed("listen"), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.config, "config", "dashgen.yaml", "the file that describes the environments")
	f.StringVar(&o.listen, "listen", "127.0.0.1:0", "where to serve; port 0 is a free one")
	f.StringVar(&o.static, "static", "", "write pages, SVG and PNG into this folder and serve nothing")
	f.StringSliceVar(&o.data, "data", nil, "recordings (.om), scrapes (.prom) or series (.series), also compressed, or folders of them")
	f.StringVar(&o.scenario, "scenario", "steady", "what happens in the simulated workload: "+strings.Join(simulate.ScenarioNames(), ", "))
	f.Uint64Var(&o.seed, "seed", 1, "of everything random in the simulated workload")
	f.StringVar(&o.theme, "theme", "dark", "of the page when it opens, and of files: dark or light")
	f.StringSliceVar(&o.dashboards, "only", nil, "only these dashboards")
	f.StringSliceVar(&o.environments, "environment", nil, "only these environments")
	return cmd
}

func (a *App) runPreview(ctx context.Context, listens bool, o previewOptions) error {
	if err := oneOf("theme", o.theme, "dark", "light"); err != nil {
		return err
	}
	if o.static != "" && listens {
		return diag.New(diag.Position{}, "--listen is for serving, and --static serves nothing").Help("leave one of the two out")
	}
	if len(o.files) > 0 && len(o.dashboards)+len(o.environments) > 0 {
		return diag.New(diag.Position{}, "--only and --environment choose among our own dashboards").Help("leave them out, or the files")
	}
	site := &previewSource{app: a, o: o}
	if err := site.open(); err != nil {
		return err
	}
	defer func() { _ = site.data.Close() }()
	if o.static != "" {
		return a.previewFiles(ctx, o, site)
	}
	return a.servePreview(ctx, o, site)
}

// previewFiles writes the files.
func (a *App) previewFiles(ctx context.Context, o previewOptions, source *previewSource) error {
	site, _, err := source.Site()
	if err != nil {
		return err
	}
	files, err := site.Files(ctx)
	if err != nil {
		return err
	}
	if err := preview.WriteFiles(o.static, files); err != nil {
		return diag.New(diag.Position{File: o.static}, "the files cannot be written").Because("%s", cause(err))
	}
	fmt.Fprintf(a.Stdout, "%s: %s drawn in %s, see index.html\n", o.static, plural(len(site.Entries), "dashboard"), plural(len(files), "file"))
	return nil
}

// servePreview serves the page until the context ends.
func (a *App) servePreview(ctx context.Context, o previewOptions, source *previewSource) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.listen)
	if err != nil {
		return diag.New(diag.Position{}, "--listen %s: %v", o.listen, err).Help("use another port, or 0 for a free one")
	}
	address := l.Addr().String()
	if !preview.Loopback(address) {
		fmt.Fprintf(a.Stderr, "%s: warning: the page can be reached from other machines at %s; it asks for no password\n", a.Name, address)
	}
	fmt.Fprintf(a.Stdout, "http://%s/\n", address)
	if entries := source.site.Entries; len(entries) > 0 {
		// Ready when the browser is.
		go func(d board.Data) { _, _ = d.Querier(entries[0].Environment, "") }(source.data)
	}
	return preview.Serve(ctx, l, preview.NewServer(source, o.listen))
}

// closable is data that must be closed.
type closable interface {
	board.Data
	io.Closer
}

// A previewSource makes the site, and makes it anew when the configuration or a file changes.
type previewSource struct {
	app  *App
	o    previewOptions
	data closable

	mu    sync.Mutex
	site  *preview.Site
	state string
	err   error
}

// open reads everything once: what is wrong at first is an error, later it is shown on the page.
func (s *previewSource) open() error {
	site, err := s.build()
	if err != nil {
		return err
	}
	s.site, s.state = site, s.stamp()
	return nil
}

// Site implements [preview.Source].
func (s *previewSource) Site() (site *preview.Site, state string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.stamp(); now != s.state {
		s.state = now
		if site, err := s.build(); err != nil {
			s.err = err
		} else {
			s.site, s.err = site, nil
		}
	}
	return s.site, s.state, s.err
}

// stamp tells versions of the files apart that the site is made of.
func (s *previewSource) stamp() string {
	var b strings.Builder
	for _, name := range s.watched() {
		if info, err := os.Stat(name); err == nil {
			fmt.Fprintf(&b, "%s %d %d;", name, info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}

func (s *previewSource) watched() []string {
	if len(s.o.files) > 0 {
		return s.o.files
	}
	return []string{s.o.config}
}

func (s *previewSource) build() (*preview.Site, error) {
	site := &preview.Site{Theme: display.Theme(s.o.theme)}
	installed := map[string]preview.Installation{}
	if len(s.o.files) > 0 {
		installed[""] = preview.Installation{Environment: simulate.Demo(s.app.Catalogue)}
		if err := s.foreign(site); err != nil {
			return nil, err
		}
	} else if err := s.own(site, installed); err != nil {
		return nil, err
	}
	if err := s.openData(installed); err != nil {
		return nil, err
	}
	site.Data = s.data
	return site, nil
}

// own lists our dashboards.
func (s *previewSource) own(site *preview.Site, installed map[string]preview.Installation) error {
	p, err := s.app.load(s.o.config)
	if err != nil {
		return err
	}
	envs, err := p.Build(project.Selection{Environments: s.o.environments, Dashboards: s.o.dashboards})
	if err != nil {
		return err
	}
	for _, env := range envs {
		built, err := p.Environment(env.Environment)
		if err != nil {
			return err
		}
		installed[env.Name] = preview.Installation{Environment: &built.Environment, Models: env.Models, Tenants: env.TenantNames}
		for _, d := range env.Dashboards {
			site.Entries = append(site.Entries, preview.Own(d, env.TenantNames))
		}
	}
	return nil
}

// foreign reads dashboards of somebody else.
func (s *previewSource) foreign(site *preview.Site) error {
	var errs diag.List
	for in, err := range source.Walk(s.o.files, s.app.Stdin) {
		errs.Join(err)
		if err != nil {
			continue
		}
		f, err := in.Read()
		if errors.Is(err, source.ErrOther) || err == nil && len(f.Dashboards) == 0 {
			errs.Add(diag.Position{File: in.Path}, "the file holds no dashboard").Help("export one as JSON from Grafana")
			continue
		}
		if err != nil {
			errs.Join(err)
			continue
		}
		for _, e := range preview.Others(f) {
			base := e.Name
			for n := 2; slices.ContainsFunc(site.Entries, func(o preview.Entry) bool { return o.Path() == e.Path() }); n++ {
				e.Name = fmt.Sprintf("%s-%d", base, n)
			}
			site.Entries = append(site.Entries, e)
		}
	}
	return errs.Err()
}

// openData opens what panels are shown. A recording is opened once; a simulation follows the environments.
func (s *previewSource) openData(installed map[string]preview.Installation) error {
	if len(s.o.data) > 0 {
		if s.data != nil {
			return nil
		}
		files, err := dataFiles(s.o.data)
		if err != nil {
			return err
		}
		recording, err := preview.OpenRecording(files)
		if err != nil {
			return err
		}
		s.data = recording
		return nil
	}
	simulated, err := preview.Simulate(s.o.scenario, s.o.seed, installed)
	if err != nil {
		return oneOf("scenario", s.o.scenario, simulate.ScenarioNames()...)
	}
	if s.data != nil {
		// Requests that are being answered still need it.
		old := s.data
		time.AfterFunc(2*time.Minute, func() { _ = old.Close() })
	}
	s.data = simulated
	return nil
}

// dataFiles are the files that --data names, and those in its folders that hold samples.
func dataFiles(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, diag.New(diag.Position{File: p}, "the data cannot be read").Because("%s", cause(err))
		}
		if !info.IsDir() {
			out = append(out, p)
			continue
		}
		found := 0
		for _, pattern := range []string{"*.om", "*.om.gz", "*.series", "*.series.gz"} {
			names, err := filepath.Glob(filepath.Join(p, pattern))
			if err != nil {
				return nil, err
			}
			out = append(out, names...)
			found += len(names)
		}
		if found == 0 {
			return nil, diag.New(diag.Position{File: p}, "the folder holds no recording").Because("it has no *.om and no *.series")
		}
	}
	return out, nil
}
