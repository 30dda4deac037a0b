package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/preview"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/internal/source"
)

// A previewSource makes the site, and makes it anew when the configuration or a file changes.
type previewSource struct {
	app  *App
	o    previewOptions
	base *previewBase // nil: nothing is compared
	data preview.Data
	held map[string]closable // data by scenario
	old  []closable          // what requests that are being answered may still need

	mu      sync.Mutex
	site    *preview.Site
	state   string
	named   []string // files that the configuration names
	err     error
	unbuilt error // why the program's changed code does not build
}

// open reads everything once: what is wrong at first is an error, later it is shown on the page.
func (s *previewSource) open(ctx context.Context) error {
	var err error
	if s.o.base != "" {
		if s.base, err = s.app.openPreviewBase(ctx, s.o); err != nil {
			return err
		}
	}
	s.look()
	s.site, err = s.build(ctx)
	return err
}

// close removes the data.
func (s *previewSource) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range append(slices.Collect(maps.Values(s.held)), s.old...) {
		_ = d.Close() // it lay in memory and temporary files
	}
	s.held, s.old = nil, nil
}

// Site implements [preview.Source].
func (s *previewSource) Site() (site *preview.Site, state string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stamp() != s.state {
		s.look()
		if site, err := s.build(context.Background()); err != nil {
			s.err = err
		} else {
			s.site, s.err = site, nil
		}
	}
	return s.site, s.state, errors.Join(s.unbuilt, s.err)
}

// fail says that the program's code does not build, or nil that it does again.
func (s *previewSource) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unbuilt = err
}

// look notes how the files are that the site is made of, before they are read.
func (s *previewSource) look() {
	s.named = config.Named(s.o.config)
	s.state = s.stamp()
}

// stamp tells versions of the files apart that the site is made of.
func (s *previewSource) stamp() string {
	var b strings.Builder
	for _, name := range slices.Concat(s.o.files, []string{s.o.config}, s.named) {
		if info, err := os.Stat(name); err == nil {
			fmt.Fprintf(&b, "%s %d %d;", name, info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}

func (s *previewSource) build(ctx context.Context) (*preview.Site, error) {
	site := &preview.Site{Theme: display.Theme(s.o.theme), Base: s.o.base, Scale: s.o.scale}
	installed := map[string]simulate.Config{}
	var err error
	if len(s.o.files) > 0 {
		installed, err = s.foreign(site)
	} else {
		err = s.own(site, installed)
	}
	if err != nil {
		return nil, err
	}
	return site, s.openData(ctx, site, installed)
}

// own lists our dashboards.
func (s *previewSource) own(site *preview.Site, installed map[string]simulate.Config) error {
	p, err := s.app.load(s.o.config)
	if err != nil {
		return err
	}
	sel := project.Selection{Environments: s.o.environments, Dashboards: s.o.dashboards}
	envs, err := p.Build(sel)
	if err != nil {
		return err
	}
	r := &lintRun{app: s.app, o: lintOptions{config: s.o.config}, settings: p.Config}
	if err := r.options(); err != nil {
		return err
	}
	boards, linter, err := r.ownBoards(p, envs, nil)
	if err != nil {
		return err
	}
	environments := map[string]*build.Environment{}
	for _, env := range envs {
		built, err := p.Environment(env.Environment)
		if err != nil {
			return err
		}
		environments[env.Name] = built
		installed[env.Name] = simulate.Config{Environment: &built.Environment, Models: env.Models, Tenants: env.TenantNames}
	}
	changes, err := s.base.changes(envs)
	if err != nil {
		return err
	}
	once := map[string]bool{}
	next := 0
	for _, env := range envs {
		for range env.Dashboards {
			b := &boards[next]
			next++
			if s.o.static != "" && len(s.o.environments) == 0 && once[b.built.Name] {
				continue // a picture of it from another environment says little more
			}
			once[b.built.Name] = true
			e := s.entry(b, environments[env.Name], env.TenantNames)
			e.Findings = sync.OnceValue(func() map[int][]preview.Finding { return findingsOf(linter, b.file, "") })
			if s.base != nil {
				e.Before, e.Changes = s.base.own(b, environments[env.Name]), changes[[2]string{env.Name, b.built.Name}]
			}
			site.Entries = append(site.Entries, e)
		}
	}
	return nil
}

// entry is the entry of a dashboard of ours.
func (s *previewSource) entry(b *ownBoard, env *build.Environment, tenants []string) preview.Entry {
	d := b.built
	e := preview.Entry{Environment: d.Environment, Name: d.Name, UID: d.UID, Title: d.Title, Description: d.Description, Tags: d.Tags}
	for _, in := range d.Inputs {
		if in.Store == nil && strings.Contains(in.Value, "{tenant}") {
			e.Tenants = tenants
		}
	}
	e.Needs = b.sitting(env, func(string) (prom.Querier, evaluate.Expert) { return nil, nil }, "", "").needs
	e.Open = func(tenant string, data preview.Data) (*evaluate.Board, error) {
		return b.sitting(env, answersOf(data, d.Environment), "", tenant).board, nil
	}
	return e
}

// answersOf is who answers in an environment. A simulation begins when its first question is asked.
func answersOf(data preview.Data, environment string) answering {
	return func(store string) (prom.Querier, evaluate.Expert) {
		return preview.Ask(data, environment, store), nil
	}
}

// findingsOf are what the linter says of a dashboard of a file, by panel; "" is the only one.
func findingsOf(l *lint.Linter, f *source.File, title string) map[int][]preview.Finding {
	out := map[int][]preview.Finding{}
	for _, found := range l.Finish([]lint.Judged{l.File(f)}).Findings {
		if title != "" && found.Dashboard != title {
			continue
		}
		text := found.Message
		if found.Advice != "" {
			text += "; " + found.Advice
		}
		if found.Pos.Line > 0 {
			text += fmt.Sprintf(" (%s:%d)", found.Pos.File, found.Pos.Line)
		}
		out[found.PanelID] = append(out[found.PanelID], preview.Finding{Severity: found.Severity.String(), Rule: found.Rule.Name, Text: text})
	}
	return out
}

// foreign reads dashboards of somebody else.
func (s *previewSource) foreign(site *preview.Site) (map[string]simulate.Config, error) {
	r := &lintRun{app: s.app, o: lintOptions{config: s.o.config}}
	err := r.loadSettings()
	if err == nil {
		err = r.options()
	}
	if err != nil {
		return nil, err
	}
	if r.opts.Setting, err = r.setting(); err != nil {
		return nil, err
	}
	linter := lint.New(r.opts)
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
		old := s.base.file(in.Path)
		for i, e := range preview.Others(f) {
			name := e.Name
			for n := 2; slices.ContainsFunc(site.Entries, func(o preview.Entry) bool { return o.Path() == e.Path() }); n++ {
				e.Name = fmt.Sprintf("%s-%d", name, n)
			}
			title := ""
			if len(f.Dashboards) > 1 {
				title = f.Dashboards[i].Title.Value
			}
			e.Findings = sync.OnceValue(func() map[int][]preview.Finding { return findingsOf(linter, f, title) })
			if old != nil && i < len(old.Dashboards) {
				e.Before = preview.Others(old)[i].Open
			}
			site.Entries = append(site.Entries, e)
		}
	}
	installed := map[string]simulate.Config{"": {Environment: simulate.Demo(s.app.Catalogue)}}
	return installed, errs.Err()
}

// dataFiles are the files that --data names, and those in its folders that hold samples.
func dataFiles(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, diag.New(diag.Position{File: p}, "the data cannot be read").Because("%s", diag.Reason(err))
		}
		if !info.IsDir() {
			out = append(out, p)
			continue
		}
		entries, err := os.ReadDir(p)
		if err != nil {
			return nil, diag.New(diag.Position{File: p}, "the folder cannot be read").Because("%s", diag.Reason(err))
		}
		before := len(out)
		for _, ending := range []string{".om", ".om.gz", ".series", ".series.gz"} {
			for _, e := range entries {
				if strings.HasSuffix(e.Name(), ending) && !e.IsDir() {
					out = append(out, filepath.Join(p, e.Name()))
				}
			}
		}
		if len(out) == before {
			return nil, diag.New(diag.Position{File: p}, "the folder holds no recording").Because("it has no *.om and no *.series")
		}
	}
	return out, nil
}

// retireAfter is how long data is kept that a new site no longer needs: requests that are being answered may.
const retireAfter = 2 * time.Minute
