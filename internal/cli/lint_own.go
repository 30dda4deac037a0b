package cli

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/grafana"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// own judges our own dashboards, as every environment has them. Each is read back from the JSON that is written, and
// stands where its Go code does.
func (r *lintRun) own() (*lint.Linter, error) {
	if _, err := os.Stat(r.o.config); errors.Is(err, fs.ErrNotExist) && !r.o.configGiven {
		return nil, diag.New(diag.Position{}, "neither a file to judge is named, nor is there a %s that says which dashboards are our own", r.o.config).
			Help("name files or folders: %s lint PATH", r.app.Name)
	}
	p, err := r.app.load(r.o.config)
	if err != nil {
		return nil, err
	}
	r.settings = p.Config
	if err := r.options(); err != nil {
		return nil, err
	}
	upgrades, err := r.exporterFlags()
	if err != nil {
		return nil, err
	}
	envs, err := p.Build(project.Selection{})
	if err != nil {
		return nil, err
	}
	boards, linter, err := r.ownBoards(p, envs, upgrades)
	if err != nil {
		return nil, err
	}
	r.judged = make([]lint.Judged, len(boards))
	parallel.Each(len(boards), func(i int) { r.judged[i] = linter.File(boards[i].file) })
	return linter, nil
}

// ownBoards reads the dashboards of environments, and makes the linter that judges them as they run there.
func (r *lintRun) ownBoards(p *project.Project, envs []gitops.Environment, upgrades map[string]catalogue.Range) ([]ownBoard, *lint.Linter, error) {
	var boards []ownBoard
	for _, env := range envs {
		against, err := p.Environment(env.Environment)
		if err != nil {
			return nil, nil, err
		}
		settings := storeSettings(against, upgrades)
		for _, s := range settings {
			s.Required = r.required()
		}
		for _, d := range env.Dashboards {
			boards = append(boards, ownBoard{built: d, site: r.app.site(d.Name), settings: settings, fallback: env.DefaultStore().Name})
		}
	}
	errs := make([]error, len(boards))
	parallel.Each(len(boards), func(i int) { errs[i] = boards[i].read() })
	byQuery := map[*source.Query]*lint.Setting{}
	for i := range boards {
		r.errs.Join(errs[i])
		boards[i].settle(byQuery)
	}
	if err := r.errs.Err(); err != nil {
		return nil, nil, err
	}
	unknown := &lint.Setting{}
	r.opts.Setting = func(q *source.Query) *lint.Setting { return cmp.Or(byQuery[q], unknown) }
	return boards, lint.New(r.opts), nil
}

// site is where a dashboard is defined.
func (a *App) site(name string) diag.Position {
	i := slices.IndexFunc(a.Dashboards, func(d panels.Dashboard) bool { return d.Name() == name })
	return a.Dashboards[i].Site().Position()
}

// storeSettings are what queries of an environment are judged against, by store: the releases that it runs, or of an
// exporter that it runs, those that are asked about.
func storeSettings(env *build.Environment, upgrades map[string]catalogue.Range) map[string]*lint.Setting {
	versions := func(exporter string) (catalogue.Range, bool) {
		running, ok := env.Releases[exporter]
		if asked, upgraded := upgrades[exporter]; ok && upgraded {
			return asked, true
		}
		return running, ok
	}
	settings := map[string]*lint.Setting{}
	for _, s := range env.Stores {
		settings[s.Name] = &lint.Setting{Dialect: s.Dialect, Versions: versions, ScrapeInterval: s.ScrapeInterval}
	}
	return settings
}

// An ownBoard is a dashboard of ours in one environment.
type ownBoard struct {
	built    *build.Dashboard
	site     diag.Position
	settings map[string]*lint.Setting
	fallback string // the default store
	file     *source.File
	asked    map[*source.Query]string // the store that a query asks
}

// read reads the dashboard's JSON.
func (b *ownBoard) read() error {
	data, err := grafana.JSON(b.built)
	if err != nil {
		return err
	}
	b.file, err = source.Placed(b.site.File, data, b.place)
	if err != nil {
		return err
	}
	d := b.file.Dashboards[0]
	for _, in := range b.built.Inputs {
		d.Inputs = append(d.Inputs, in.Name)
	}
	b.asked = map[*source.Query]string{}
	for _, p := range d.Panels {
		built, _ := b.panel(p.ID)
		for _, a := range built.Allowed {
			b.file.Allowances = append(b.file.Allowances, &source.Allowance{Rule: a.Rule, Reason: a.Reason, Pos: a.Site.Position(), Panel: p})
		}
		for _, q := range p.Queries {
			b.asked[q] = b.fallback
			if t := target(built, q.RefID.Value); t != nil {
				b.asked[q] = t.Store.Name
			}
		}
	}
	return nil
}

// place is the Go line of a panel or its query.
func (b *ownBoard) place(id int, refID string) diag.Position {
	p, found := b.panel(id)
	if !found {
		return b.site // of a row, or of what is no panel
	}
	if t := target(p, refID); t != nil {
		return t.Query.Position()
	}
	return p.Site.Position()
}

// panel is the panel of an id; ok is false for rows, and for what is no panel.
func (b *ownBoard) panel(id int) (p build.Panel, ok bool) {
	for _, row := range b.built.Rows {
		for _, p := range row.Panels {
			if p.ID == id {
				return p, true
			}
		}
	}
	return build.Panel{}, false
}

func target(p build.Panel, refID string) *build.Target {
	i := slices.IndexFunc(p.Targets, func(t build.Target) bool { return t.RefID == refID })
	if i < 0 {
		return nil
	}
	return &p.Targets[i]
}

// settle says what each query of the dashboard is judged against: the store that it asks.
func (b *ownBoard) settle(by map[*source.Query]*lint.Setting) {
	if b.file == nil {
		return
	}
	d := b.file.Dashboards[0]
	for q, store := range b.asked {
		by[q] = b.settings[store]
	}
	for _, v := range d.Variables {
		if v.Query != nil {
			by[v.Query] = b.settings[b.picked(v.Name.Value).Name]
		}
	}
	for _, q := range d.Annotations {
		by[q] = b.settings[b.fallback]
	}
}

// picked is the store that a picker's values come from.
func (b *ownBoard) picked(name string) queries.Store {
	for _, p := range b.built.Pickers {
		if p.Name == name {
			return p.Store
		}
	}
	return queries.Store{Name: b.fallback}
}
