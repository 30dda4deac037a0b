// Package project brings together what a command works on: the configuration, the catalogue and the
// registry of dashboards, and builds the dashboards of its environments.
package project

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/panels/alerts"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// A Project is a configuration and the dashboards that it may name.
type Project struct {
	Config     *config.File
	Catalogue  *catalogue.Catalogue
	Dashboards []panels.Dashboard
	Rules      alerts.Rules
}

// Load reads a configuration against a catalogue and a registry of dashboards and, if there are some, rules. The error is
// a diag.List of all that is wrong with the registry, or with the file: see [config.Load].
func Load(path string, c *catalogue.Catalogue, registry []panels.Dashboard, rules ...alerts.Rules) (*Project, error) {
	if err := checkRegistry(registry); err != nil {
		return nil, err
	}
	file, err := config.Load(path, Known(c, registry))
	if err != nil {
		return nil, err
	}
	return &Project{Config: file, Catalogue: c, Dashboards: registry, Rules: alerts.Join(rules...)}, nil
}

// LintSettings reads how the linter judges from a configuration, which need not describe environments. The error is that
// of [config.LoadLint].
func LintSettings(path string, c *catalogue.Catalogue) (*config.File, error) {
	return config.LoadLint(path, Known(c, nil))
}

// Known is what a configuration may name.
func Known(c *catalogue.Catalogue, registry []panels.Dashboard) config.Known {
	k := config.Known{
		Components: gitops.Components(), Built: gitops.Built(), Refused: gitops.Refused(), Dialects: c.Stores(), Exporters: c.Exporters(),
		CheckExporter: c.CheckExporter, CheckComponent: gitops.CheckComponent, Rules: lint.Names(),
	}
	for _, d := range registry {
		k.Dashboards = append(k.Dashboards, d.Name())
	}
	return k
}

// checkRegistry finds dashboards that would have the same uid.
func checkRegistry(registry []panels.Dashboard) error {
	var errs diag.List
	seen := map[string]panels.Dashboard{}
	for _, d := range registry {
		if first, ok := seen[d.Name()]; ok {
			errs.Add(d.Site().Position(), "two dashboards are called %q", d.Name()).
				Because("both would have the same uid; the first is at %s", first.Site().Position()).
				Help("rename one of them")
			continue
		}
		seen[d.Name()] = d
	}
	return errs.Err()
}

// A Selection is the part of a project that a command is about. Empty lists select everything.
type Selection struct {
	Environments []string
	Dashboards   []string
}

// Build builds the selected dashboards of the selected environments, proving each on the way. The error is a diag.List of
// all that is wrong with the selection, or with the dashboards and rules.
func (p *Project) Build(sel Selection) ([]gitops.Environment, error) {
	if err := p.checkSelection(sel); err != nil {
		return nil, err
	}
	var jobs []job
	var out []gitops.Environment
	var errs diag.List
	for i := range p.Config.Environments {
		cfg := &p.Config.Environments[i]
		if len(sel.Environments) > 0 && !slices.Contains(sel.Environments, cfg.Name) {
			continue
		}
		env, err := p.Environment(cfg)
		if err != nil {
			errs.Join(err)
			continue
		}
		defs := p.selected(cfg, env, sel, &errs)
		planned := gitops.Environment{Environment: cfg, Partial: len(sel.Dashboards) > 0, Dashboards: make([]*build.Dashboard, len(defs))}
		k := len(out)
		jobs = append(jobs, job{env.Name, func() error { return p.rules(&out[k], env) }})
		for j, d := range defs {
			jobs = append(jobs, job{env.Name, func() (err error) {
				planned.Dashboards[j], err = build.Build(d, env)
				return err
			}})
		}
		out = append(out, planned)
	}
	errs.Join(doAll(jobs))
	if err := errs.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// A job is a part of building an environment.
type job struct {
	environment string
	do          func() error
}

// doAll does jobs on every core. The error has those of all, in their order.
func doAll(jobs []job) error {
	results := make([]error, len(jobs))
	parallel.Each(len(jobs), func(i int) { results[i] = inEnvironment(jobs[i].do(), jobs[i].environment) })
	return errors.Join(results...)
}

// selected are the dashboards to build of an environment. Those that it can't feed are errors.
func (p *Project) selected(cfg *config.Environment, env *build.Environment, sel Selection, errs *diag.List) []panels.Dashboard {
	var defs []panels.Dashboard
	for i, name := range cfg.Dashboards {
		if len(sel.Dashboards) > 0 && !slices.Contains(sel.Dashboards, name) {
			continue
		}
		d := p.dashboard(name)
		if missing := missingExporters(d, env); len(missing) > 0 {
			errs.Add(p.Config.At("environments", cfg.Name, "dashboards", strconv.Itoa(i)), "dashboard %q asks for metrics of %s", name, strings.Join(missing, " and ")).
				Because("environment %s runs none", cfg.Name).
				Help("state the version under environments.%s.exporters, or leave the dashboard out", cfg.Name)
			continue
		}
		defs = append(defs, d)
	}
	return defs
}

// missingExporters are the exporters that a dashboard needs and an environment does not run.
func missingExporters(d panels.Dashboard, env *build.Environment) []string {
	return slices.DeleteFunc(d.Exporters(), env.Runs)
}

// inEnvironment says for which environment a dashboard could not be built.
func inEnvironment(err error, name string) error {
	var list diag.List
	if !errors.As(err, &list) {
		return err
	}
	for _, e := range list {
		if !strings.Contains(e.Error(), "environment "+name) {
			e.What += fmt.Sprintf(" (environment %s)", name)
		}
	}
	return list
}

func (p *Project) dashboard(name string) panels.Dashboard {
	i := slices.IndexFunc(p.Dashboards, func(d panels.Dashboard) bool { return d.Name() == name })
	return p.Dashboards[i] // the configuration was checked against the registry
}

func (p *Project) checkSelection(sel Selection) error {
	var errs diag.List
	for _, name := range sel.Environments {
		if _, ok := p.Config.Environment(name); !ok {
			errs.Join(p.NoEnvironment(diag.Position{}, name))
		}
	}
	for _, name := range sel.Dashboards {
		used := slices.ContainsFunc(p.Config.Environments, func(e config.Environment) bool {
			return slices.Contains(e.Dashboards, name) && (len(sel.Environments) == 0 || slices.Contains(sel.Environments, e.Name))
		})
		if !used {
			errs.Add(diag.Position{}, "no selected environment has a dashboard %q", name).Help("dashgen list dashboards")
		}
	}
	return errs.Err()
}

// NoEnvironment is the error that somebody named an environment which the configuration does not have.
func (p *Project) NoEnvironment(pos diag.Position, name string) *diag.Error {
	return diag.New(pos, "no environment %q in %s", name, p.Config.Name).Help("dashgen list environments")
}

// Environment is an environment of the configuration as dashboards are built for it. The error is a diag.List of
// versions that exporters of the catalogue do not have.
func (p *Project) Environment(cfg *config.Environment) (*build.Environment, error) {
	var errs diag.List
	env := &build.Environment{
		Environment: queries.Environment{
			Name: cfg.Name, Catalogue: p.Catalogue, Releases: map[string]catalogue.Range{}, Simulators: cfg.Simulator, Values: cfg.Values,
		},
		Limits: map[string]panels.Limits{},
		Config: p.Config.At("environments", cfg.Name),
	}
	if !cfg.Grafana.Shared || len(cfg.TenantNames) == 0 {
		env.Dashboards = cfg.Dashboards // in a shared Grafana a tenant's have a uid of their own
	}
	for _, e := range cfg.Exporters {
		r, err := p.Catalogue.Primary(e.Name).Range(e.Constraint)
		if err != nil {
			errs.Add(p.Config.At("environments", cfg.Name, "exporters", e.Name), "%v", err)
		}
		env.Releases[e.Name] = r
	}
	for _, s := range cfg.Stores {
		env.Stores = append(env.Stores, queries.Store{
			Name: s.Name, Datasource: s.Datasource, Dialect: s.Dialect, ScrapeInterval: s.ScrapeInterval, Default: s.Default, Exporters: s.Exporters,
			HonorLabels: s.HonorLabels,
		})
	}
	if len(cfg.Models) > 0 {
		env.Limited = queries.Scope{vllm.OnlyModels(cfg.Models)}
	}
	if cfg.MaaS.Plan != "" {
		env.Labels, env.Prices = maasLabels(cfg.MaaS), cfg.MaaS.Prices
	}
	for name, t := range cfg.Thresholds {
		env.Limits[name] = limits(name, t)
	}
	return env, errs.Err()
}

// maasLabels are the labels that an installation's TelemetryPolicy adds to Limitador's metrics.
func maasLabels(m config.MaaS) map[string]string {
	labels := map[string]string{
		queries.LabelKey(limitador.Plan): m.Plan, queries.LabelKey(limitador.User): "", queries.LabelKey(limitador.CallModel): "",
	}
	if m.UserLabel {
		labels[queries.LabelKey(limitador.User)] = limitador.User.Name()
	}
	if m.Plan == limitador.Tier.Name() {
		// The policy that knew tiers took the model from the path. Its successor takes it from the answer, which
		// only authorized_hits waits for.
		labels[queries.LabelKey(limitador.CallModel)] = limitador.Model.Name()
	}
	return labels
}

// limits are an environment's thresholds with the unit that their name implies.
func limits(name string, t config.Threshold) panels.Limits {
	amount := panels.Number
	switch name {
	case panels.KVCacheLimits().Name, panels.ErrorShareLimits().Name, panels.RateLimitedLimits().Name:
		amount = func(share float64) panels.Amount { return panels.Percent(100 * share) }
	case panels.QueueDepthLimits().Name:
	case panels.GPUTemperatureLimits().Name:
		amount = panels.Celsius
	default:
		amount = func(seconds float64) panels.Amount {
			return panels.Duration(time.Duration(seconds * float64(time.Second)))
		}
	}
	return panels.Limits{Name: name, Warn: amount(t.Warn), Bad: amount(t.Bad)}
}
