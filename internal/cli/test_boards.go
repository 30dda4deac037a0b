package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/dataset"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/report"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/panels"
)

// A sitting is a dashboard that is to be evaluated, and the report of it.
type sitting struct {
	board  *evaluate.Board
	report report.Board
	needs  func(*source.Panel) panels.Occasion
}

// own evaluates our own dashboards, all or those of these names.
func (r *testRun) own(ctx context.Context, names []string) error {
	p, err := r.app.load(r.o.config)
	if err != nil {
		return err
	}
	envs, err := p.Build(project.Selection{Environments: r.o.environments, Dashboards: names})
	if err != nil {
		return err
	}
	if len(r.o.data) > 0 {
		d, err := r.recorded(ctx)
		if err != nil {
			return err
		}
		var sittings []*sitting
		for _, env := range envs {
			more, err := r.sittings(p, env, d)
			if err != nil {
				return errors.Join(err, d.Close())
			}
			sittings = append(sittings, more...)
		}
		return errors.Join(r.sit(ctx, d, sittings), d.Close())
	}
	return r.scenes(ctx, p, envs)
}

// scenes evaluates the dashboards of environments on the scenarios that are asked for, side by side: much of each is a
// simulation, which runs on one core.
func (r *testRun) scenes(ctx context.Context, p *project.Project, envs []gitops.Environment) error {
	type scene struct {
		testRun
		env      gitops.Environment
		scenario simulate.Scenario
		err      error
	}
	var scenes []*scene
	for _, sc := range r.scenarios() {
		for _, env := range envs {
			if len(env.Dashboards) > 0 {
				scenes = append(scenes, &scene{testRun: testRun{app: r.app, o: r.o}, env: env, scenario: sc})
			}
		}
	}
	r.progress("simulating and evaluating: %d environments and scenarios", len(scenes))
	parallel.Each(len(scenes), func(i int) {
		s := scenes[i]
		if s.err = ctx.Err(); s.err == nil {
			s.err = s.scene(ctx, p, s.env, s.scenario)
		}
	})
	r.progress("")
	for _, s := range scenes {
		if s.err != nil {
			return s.err
		}
		r.report.Boards = append(r.report.Boards, s.report.Boards...)
		r.report.Samples += s.report.Samples
	}
	return nil
}

// scene evaluates the dashboards of an environment on one scenario.
func (r *testRun) scene(ctx context.Context, p *project.Project, env gitops.Environment, sc simulate.Scenario) (err error) {
	built, err := p.Environment(env.Environment)
	if err != nil {
		return err
	}
	d, err := r.simulated(simulate.Config{Environment: &built.Environment, Models: env.Models, Tenants: env.TenantNames, Scenario: sc}, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	sittings, err := r.sittings(p, env, d)
	if err != nil {
		return err
	}
	return r.sit(ctx, d, sittings)
}

// sittings are the dashboards of an environment, each for every tenant that is simulated.
func (r *testRun) sittings(p *project.Project, env gitops.Environment, d *dataset.Set) ([]*sitting, error) {
	tenants := env.TenantNames[:min(len(env.TenantNames), simulate.MaxTenants)]
	if len(tenants) == 0 {
		tenants = []string{""}
	}
	built, err := p.Environment(env.Environment)
	if err != nil {
		return nil, err
	}
	boards := make([]ownBoard, len(env.Dashboards))
	errs := make([]error, len(boards))
	parallel.Each(len(boards), func(i int) {
		boards[i] = ownBoard{built: env.Dashboards[i], site: r.app.site(env.Dashboards[i].Name), fallback: env.DefaultStore().Name}
		errs[i] = boards[i].read()
	})
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	var out []*sitting
	for i := range boards {
		for _, tenant := range tenants {
			out = append(out, boards[i].sitting(built, answersFrom(d), d.Name, tenant))
		}
	}
	return out, nil
}

// answering returns who answers what is asked of a store: its querier, and perhaps an expert.
type answering func(store string) (prom.Querier, evaluate.Expert)

// sitting is the dashboard for a tenant, on data of a name.
func (b *ownBoard) sitting(env *build.Environment, who answering, data, tenant string) *sitting {
	stores := map[string]evaluate.Store{}
	for _, s := range env.Stores {
		store := evaluate.Store{Name: s.Name, ScrapeInterval: s.ScrapeInterval, Context: &promql.Context{
			Catalogue: env.Catalogue, Dialect: s.Dialect,
			Versions: storeSettings(env, nil)[s.Name].Versions,
		}}
		store.Querier, store.Expert = who(s.Name)
		stores[s.Name] = store
	}
	inputs := map[string]string{}
	for _, in := range b.built.Inputs {
		inputs[in.Name] = config.Expand(in.Value, tenant)
	}
	return &sitting{
		board: &evaluate.Board{
			Dashboard: b.file.Dashboards[0], Inputs: inputs,
			Asks: func(q *source.Query) evaluate.Store { return stores[b.asked[q]] },
			Offers: func(v *source.Variable) evaluate.Store {
				return stores[b.picked(v.Name.Value).Name]
			},
		},
		report: report.Board{Environment: env.Name, Tenant: tenant, Name: b.built.Name, Title: b.built.Title, Data: data, Panels: b.without()},
		needs: func(p *source.Panel) panels.Occasion {
			built, _ := b.panel(p.ID)
			return built.EmptyWhile
		},
	}
}

// without are the panels that the environment leaves out.
func (b *ownBoard) without() []report.Panel {
	var out []report.Panel
	for _, p := range b.built.Without {
		out = append(out, report.Panel{Row: p.Row, Title: p.Title, Type: string(p.Kind), Pos: p.Site.Position(), Reason: evaluate.FeatureOff})
	}
	return out
}

// simulated runs a scenario. Unless it is all one, each store holds what it would have scraped.
func (r *testRun) simulated(cfg simulate.Config, allInOne bool) (*dataset.Set, error) {
	cfg.Seed = r.o.seed
	return dataset.Simulated(cfg, r.o.duration, allInOne, dataset.Options{})
}

// recorded loads the files of a recording into one store.
func (r *testRun) recorded(ctx context.Context) (*dataset.Set, error) {
	defer r.progress("")
	return dataset.Recorded(ctx, r.o.data, dataset.Options{}, func(file string) { r.progress("loading %s", file) })
}

// answersFrom is who answers what is asked of a store in memory.
func answersFrom(d *dataset.Set) answering {
	return func(store string) (prom.Querier, evaluate.Expert) { return d.Querier(store), nil }
}

// foreign evaluates dashboards of anybody. They know one store, which has everything.
func (r *testRun) foreign(ctx context.Context, files []string) error {
	found, err := readDashboards(files)
	if err != nil {
		return err
	}
	if len(r.o.data) > 0 {
		d, err := r.recorded(ctx)
		if err != nil {
			return err
		}
		return errors.Join(r.sit(ctx, d, foreignSittings(found, d, "")), d.Close())
	}
	environments := r.o.environments
	if len(environments) == 0 {
		environments = []string{""} // everything there is
	}
	for _, sc := range r.scenarios() {
		o := simulateOptions{config: r.o.config, scenario: sc.Name}
		for _, env := range environments {
			o.environment = env
			cfg, err := r.app.simulation(o)
			if err != nil {
				return err
			}
			r.progress("simulating %s", sc.Name)
			d, err := r.simulated(cfg, true)
			r.progress("")
			if err != nil {
				return err
			}
			if err := errors.Join(r.sit(ctx, d, foreignSittings(found, d, env)), d.Close()); err != nil {
				return err
			}
		}
	}
	return nil
}

// readDashboards reads files that must hold dashboards.
func readDashboards(files []string) ([]*source.File, error) {
	var errs diag.List
	var found []*source.File
	for in, err := range source.Walk(files, nil) {
		if err != nil {
			errs.Join(err)
			continue
		}
		f, err := in.Read()
		errs.Join(err)
		switch {
		case f != nil && len(f.Dashboards) > 0:
			found = append(found, f)
		case err == nil && in.Named:
			errs.Add(diag.Position{File: in.Path}, "the file holds no dashboard")
		}
	}
	if err := errs.Err(); err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, diag.New(diag.Position{}, "there is no dashboard in %v", files)
	}
	return found, nil
}

func foreignSittings(found []*source.File, d *dataset.Set, env string) []*sitting {
	store := evaluate.Store{Querier: d.Querier(""), ScrapeInterval: dataset.Interval}
	var out []*sitting
	for _, f := range found {
		for _, b := range f.Dashboards {
			out = append(out, &sitting{
				board: &evaluate.Board{
					Dashboard: b,
					Asks:      func(*source.Query) evaluate.Store { return store },
					Offers:    func(*source.Variable) evaluate.Store { return store },
				},
				report: report.Board{Environment: env, Name: f.Path, Title: b.Title.Value, Data: d.Name},
			})
		}
	}
	return out
}

// sit opens the dashboards, evaluates their panels on every core, and adds them to the report.
func (r *testRun) sit(ctx context.Context, d *dataset.Set, sittings []*sitting) error {
	round := evaluate.Round{
		Window: func(b *evaluate.Board) prom.Window { return b.Last(d.First, d.Last) },
		Ask: func(i int) evaluate.Ask {
			ask := d.Ask
			ask.MaxSeries, ask.Needs = r.o.maxSeries, sittings[i].needs
			return ask
		},
	}
	for _, s := range sittings {
		s.board.Chosen = chosen(r.o.variables)
		round.Boards = append(round.Boards, s.board)
	}
	seen, err := round.Run(ctx)
	if err != nil {
		return err
	}
	r.report.Boards = append(r.report.Boards, seated(sittings, seen)...)
	r.report.Samples += d.Samples()
	return nil
}

// seated are the reports of dashboards with what was seen of their panels. Those that are left out come last.
func seated(sittings []*sitting, seen evaluate.Seen) []report.Board {
	var out []report.Board
	for i, s := range sittings {
		var panels []report.Panel
		for _, shown := range seen.Panels[i] {
			panels = append(panels, reported(shown))
		}
		s.report.Panels = append(panels, s.report.Panels...)
		out = append(out, s.report)
	}
	return out
}

// reported is a panel as reports have it.
func reported(s *evaluate.Shown) report.Panel {
	out := report.Panel{
		Row: s.Row.Value, Title: s.Title, Type: s.Type.Value, ID: s.ID, Pos: s.Place.Position(0), Series: s.Series, Values: s.Values, Reason: s.Reason,
	}
	if s.Untransformed != "" {
		out.Note = "values are from before the transformation " + s.Untransformed + ", which is not known here"
	}
	for _, remark := range s.Remarks {
		out.Note = strings.TrimPrefix(out.Note+"; "+remark, "; ")
	}
	for i, f := range s.Frames {
		q := report.PanelQuery{RefID: f.RefID, Expr: f.Query.Expr, Store: s.Stores[i], Series: len(f.Series)}
		if gap := slices.IndexFunc(s.Gaps, func(g evaluate.Gap) bool { return g.Frame == i }); gap >= 0 {
			q.Why = &s.Gaps[gap].Why
		}
		out.Queries = append(out.Queries, q)
	}
	for _, p := range s.Problems {
		problem := report.PanelProblem{Problem: p, Pos: out.Pos}
		if p.Query != nil {
			problem.Pos = p.Query.Text.Position(0)
		}
		for _, f := range s.Frames {
			if f.RefID == p.RefID {
				problem.Expr = f.Query.Expr
			}
		}
		out.Problems = append(out.Problems, problem)
	}
	return out
}
