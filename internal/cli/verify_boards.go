package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/inspect"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/report"
	"github.com/llm-observability/dashgen/internal/source"
)

// gather finds the dashboards to run: ours, or those of files.
func (v *verification) gather() error {
	files, names := v.app.splitDashboards(v.o.dashboards)
	if len(files) > 0 {
		if err := v.foreign(files); err != nil {
			return err
		}
		if len(names) == 0 && len(v.o.environments) == 0 {
			return nil // nobody who looks at a file needs a configuration
		}
		if len(names) == 0 {
			return diag.New(diag.Position{}, "--environment is about our own dashboards, and only files are named").Help("leave it out")
		}
	}
	return v.own(names)
}

// own builds our dashboards for a tenant of each environment that has tenants.
func (v *verification) own(names []string) error {
	p, err := v.app.load(v.o.config)
	if err != nil {
		return err
	}
	envs, err := p.Build(project.Selection{Environments: v.o.environments, Dashboards: names})
	if err != nil {
		return err
	}
	found := v.o.tenant == ""
	for _, env := range envs {
		tenant, ok := tenantOf(env, v.o.tenant)
		if found = found || ok; !ok {
			continue
		}
		built, err := p.Environment(env.Environment)
		if err != nil {
			return err
		}
		settings := inspect.Settings{Exporters: built.Releases, Dialects: map[string]string{}}
		for _, s := range built.Stores {
			settings.Dialects[s.Name] = s.Dialect
		}
		v.settings[env.Name] = settings
		for _, d := range env.Dashboards {
			b := &ownBoard{built: d, site: v.app.site(d.Name), fallback: env.DefaultStore().Name}
			if err := b.read(); err != nil {
				return err
			}
			v.add(b.sitting(built, v.answers, v.servers.String(), tenant))
		}
	}
	if !found {
		return diag.New(diag.Position{}, "no environment has a tenant %q", v.o.tenant).Help("%s list environments", v.app.Name)
	}
	return nil
}

// tenantOf is the tenant to look at: the one asked for, or the first.
func tenantOf(env gitops.Environment, wanted string) (tenant string, ok bool) {
	if wanted != "" {
		return wanted, slices.Contains(env.TenantNames, wanted)
	}
	if len(env.TenantNames) > 0 {
		return env.TenantNames[0], true
	}
	return "", true
}

// foreign reads dashboards of anybody. What they call a data source is the name of a store.
func (v *verification) foreign(files []string) error {
	found, err := readDashboards(files)
	if err != nil {
		return err
	}
	for _, f := range found {
		for _, b := range f.Dashboards {
			stores := storesOf(b)
			store := func(name string) evaluate.Store {
				q, expert := v.answers(name)
				return evaluate.Store{Name: name, Querier: q, Expert: expert}
			}
			v.add(&sitting{
				board: &evaluate.Board{
					Dashboard: b,
					Asks:      func(q *source.Query) evaluate.Store { return store(stores[q]) },
					Offers:    func(x *source.Variable) evaluate.Store { return store(sourceName(b, x.Datasource)) },
				},
				report: report.Board{Name: f.Path, Title: b.Title.Value, Data: v.servers.String()},
			})
		}
	}
	return nil
}

// storesOf are the stores that queries ask: their own data source, or that of their panel.
func storesOf(b *source.Dashboard) map[*source.Query]string {
	out := map[*source.Query]string{}
	for _, p := range b.Panels {
		for _, q := range p.Queries {
			ds := q.Datasource
			if ds.Type == "" && ds.UID.Value == "" {
				ds = p.Datasource
			}
			out[q] = sourceName(b, ds)
		}
	}
	return out
}

// sourceName is the name under which a data source may be given: its uid or name, or that of the variable in its place.
func sourceName(b *source.Dashboard, ds source.Datasource) string {
	name := ds.UID.Value
	for _, cut := range [][2]string{{"${", "}"}, {"[[", "]]"}, {"$", ""}} {
		inner, ok := strings.CutPrefix(name, cut[0])
		inner, closed := strings.CutSuffix(inner, cut[1])
		if !ok || !closed {
			continue
		}
		for _, v := range b.Variables {
			if v.Type == "datasource" && v.Name.Value == inner {
				return cmp.Or(v.Node.String("current", "value").Value, inner)
			}
		}
		return inner
	}
	return name
}

// add takes a dashboard in, and whom it asks what.
func (v *verification) add(s *sitting) {
	s.board.Chosen = chosen(v.o.variables)
	v.sittings = append(v.sittings, s)
	ask := func(store evaluate.Store, expr string) {
		if v.asked == nil {
			v.asked = map[string]string{}
		}
		if v.asked[store.Name] == "" {
			v.asked[store.Name] = s.report.Name
		}
		if e := v.examine(store.Name); e != nil {
			e.expressions = append(e.expressions, expr)
		}
	}
	for _, p := range s.board.Panels {
		for _, q := range p.Queries {
			if !q.Hidden {
				ask(s.board.Asks(q), q.Text.Value)
			}
		}
	}
	for _, x := range s.board.Dashboard.Variables {
		if x.Query != nil {
			ask(s.board.Offers(x), x.Query.Text.Value)
		}
	}
}

// answers is who answers what is asked of a store.
func (v *verification) answers(store string) (prom.Querier, evaluate.Expert) {
	if e := v.examine(store); e != nil {
		return e.cached, e
	}
	return nil, nil
}

// covered checks that every store that is asked has a server, and every server that is named is asked.
func (v *verification) covered() error {
	var errs diag.List
	var known []string
	for name := range v.asked {
		known = append(known, name)
	}
	slices.Sort(known)
	for _, name := range known {
		if v.servers.find(name) == nil {
			errs.Add(diag.Position{}, "store %q has no address", name).
				Because("dashboard %s asks it", v.asked[name]).Help("give --store %s=URL, or --prometheus for all that are not named", name)
		}
	}
	for _, server := range v.servers.order {
		if server.name != "" && v.asked[server.name] == "" {
			errs.Add(diag.Position{}, "--store %s: no dashboard asks it", server.name).Help("they ask %s", strings.Join(known, ", "))
		}
	}
	return errs.Err()
}
