// Package gitops plans what a team commits: dashboards as JSON, custom resources in Kustomize bases,
// components, the overlays of environments and tenants, and files that Grafana reads without an operator.
package gitops

import (
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/gitops/tree"
	"github.com/llm-observability/dashgen/internal/grafana"
	"github.com/llm-observability/dashgen/internal/parallel"
)

// An Environment is what is planned for one environment.
type Environment struct {
	*config.Environment
	Dashboards []*build.Dashboard
	// Alerts and Recordings are the rules, by store and namespace.
	Alerts, Recordings []build.RuleFile
	// Partial says that only the dashboards are planned: some were left out, so that what lists them all
	// can't be written.
	Partial bool
}

// Plan plans the files of environments, below the output folder. The errors are those of dashboards that cannot be written,
// of components that lack something, and of paths that two files would have, joined.
func Plan(envs []Environment) (*tree.Plan, error) {
	planners := make([]planner, len(envs))
	parallel.Each(len(envs), func(i int) { planners[i].environment(envs[i]) })
	plan := &tree.Plan{}
	var errs []error
	for _, p := range planners {
		errs = append(errs, p.errs...)
		for _, f := range p.files {
			if err := plan.Add(f.name, f.data); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return plan, errors.Join(errs...)
}

func (p *planner) environment(env Environment) {
	p.dashboards(env)
	if env.Partial {
		return
	}
	p.base(env)
	p.overlay(env, p.components(env))
	p.forGrafana(env)
}

// Covers reports which paths of the output folder belong to environments and, when some are named, to
// those dashboards of them.
func Covers(envs []Environment, only []string) tree.Filter {
	return func(name string) bool {
		for _, env := range envs {
			for _, dir := range []string{"dashboards/" + env.Name, "base/" + env.Name, "components/" + env.Name, "overlays/" + env.Overlay, provisioningDir(env.Environment)} {
				file := path.Base(name)
				if strings.HasPrefix(name, dir+"/") && (len(only) == 0 || slices.Contains(only, strings.TrimSuffix(file, path.Ext(file)))) {
					return true
				}
			}
		}
		return false
	}
}

// A planner plans the files of one environment, in their order.
type planner struct {
	files []plannedFile
	errs  []error
}

type plannedFile struct {
	name string
	data []byte
}

func (p *planner) add(name string, data []byte, err error) {
	if err != nil {
		p.errs = append(p.errs, err)
		return
	}
	p.files = append(p.files, plannedFile{name, data})
}

func (p *planner) addYAML(name string, v any) {
	data, err := document(v)
	p.add(name, data, err)
}

// A kustomization is a kustomization.yaml, or a Component.
type kustomization struct {
	APIVersion       string            `json:"apiVersion"`
	Kind             string            `json:"kind"`
	Namespace        string            `json:"namespace,omitempty"`
	Resources        []string          `json:"resources,omitempty"`
	Components       []string          `json:"components,omitempty"`
	Patches          []patch           `json:"patches,omitempty"`
	ConfigMaps       []configMap       `json:"configMapGenerator,omitempty"`
	GeneratorOptions *generatorOptions `json:"generatorOptions,omitempty"`
	SortOptions      *sortOptions      `json:"sortOptions,omitempty"`
	Transformers     []string          `json:"transformers,omitempty"`
}

// A patch names its object, or has a target.
type patch struct {
	Patch  string  `json:"patch"`
	Target *target `json:"target,omitempty"`
}

type target struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

type sortOptions struct {
	Order  string       `json:"order"`
	Legacy legacySorter `json:"legacySortOptions"`
}

type legacySorter struct {
	OrderFirst []string `json:"orderFirst"`
	OrderLast  []string `json:"orderLast"`
}

// dashboards writes each dashboard for people, for the operator and, where that is wanted, for Grafana itself. That is
// most of the work, so it is spread over the cores; the files are planned in their order.
func (p *planner) dashboards(env Environment) {
	type written struct {
		importable, resource, resolved []byte
		errs                           [3]error
	}
	results := make([]written, len(env.Dashboards))
	parallel.Each(len(results), func(i int) {
		r := &results[i]
		d := env.Dashboards[i]
		data, err := grafana.JSON(d)
		if err != nil {
			r.errs[0] = err
			return
		}
		r.importable, r.errs[1] = grafana.Importable(d, data)
		r.resource, r.errs[2] = dashboardResource(env.Environment, d, data)
		if asFiles(env.Environment) {
			r.resolved = grafana.Resolved(d, data)
		}
	})
	for i, r := range results {
		name := env.Dashboards[i].Name
		if r.errs[0] != nil {
			p.errs = append(p.errs, r.errs[0])
			continue
		}
		p.add(path.Join("dashboards", env.Name, name+".json"), r.importable, r.errs[1])
		p.add(path.Join("base", env.Name, name+".yaml"), r.resource, r.errs[2])
		if asFiles(env.Environment) {
			p.file(env.Environment, env.Dashboards[i], r.resolved)
		}
	}
}

func (p *planner) base(env Environment) {
	k := kustomization{APIVersion: kustomizeAPI, Kind: "Kustomization"}
	for _, d := range env.Dashboards {
		k.Resources = append(k.Resources, d.Name+".yaml")
	}
	p.addYAML(path.Join("base", env.Name, "kustomization.yaml"), k)
}

// overlay plans what is applied. A tenant's overlay refers to the base and never to the overlay above it,
// which lists the tenants: Kustomize rejects the cycle. What is there once for all tenants is above them.
func (p *planner) overlay(env Environment, all []placed) {
	dir := path.Join("overlays", env.Overlay)
	if len(env.TenantNames) == 0 {
		k := instance(env, "../..", all)
		p.transformers(&k, env.Namespace, "", all)
		p.addYAML(path.Join(dir, "kustomization.yaml"), k)
		return
	}
	var once, each []placed
	for _, c := range all {
		if c.perTenant {
			each = append(each, c)
		} else {
			once = append(once, c)
		}
	}
	top := kustomization{APIVersion: kustomizeAPI, Kind: "Kustomization", SortOptions: ordered(all), Components: refs(env, "../..", once)}
	for _, tenant := range env.TenantNames {
		top.Resources = append(top.Resources, "tenants/"+tenant)
		k := instance(env, "../../../..", each)
		p.transformers(&k, config.Expand(env.Namespace, tenant), tenant, each)
		k.Patches = p.tenantPatches(env, tenant, each)
		p.addYAML(path.Join(dir, "tenants", tenant, "kustomization.yaml"), k)
	}
	p.addYAML(path.Join(dir, "kustomization.yaml"), top)
}

// instance is a kustomization of the base and of components, root being the way up to the output folder.
func instance(env Environment, root string, all []placed) kustomization {
	return kustomization{
		APIVersion: kustomizeAPI, Kind: "Kustomization", SortOptions: ordered(all),
		Resources:  []string{path.Join(root, "base", env.Name)},
		Components: refs(env, root, all),
	}
}

func refs(env Environment, root string, all []placed) []string {
	var paths []string
	for _, c := range all {
		paths = append(paths, path.Join(root, "components", env.Name, c.name))
	}
	return paths
}

// tenantPatches set what is a tenant's own. They name their object, so that Kustomize fails when it is
// not there; a patch with a selector that selects nothing would be ignored in silence.
func (p *planner) tenantPatches(env Environment, tenant string, all []placed) []patch {
	var ps []patch
	for _, d := range env.Dashboards {
		spec := dashboardSpec{}
		if slices.ContainsFunc(d.Inputs, func(i build.Input) bool { return i.Store == nil }) {
			spec.Datasources = inputs(d, tenant) // whole: a patch replaces a list of a custom resource
		}
		if env.Grafana.Shared {
			spec.UID = build.Shorten(d.UID+"-"+tenant, build.MaxUID)
		}
		if spec.Datasources != nil || spec.UID != "" {
			ps = append(ps, p.patch("GrafanaDashboard", d.Name, spec))
		}
	}
	if title := config.Expand(env.Folder, tenant); title != env.Folder && hasComponent(env.Environment, "folder") {
		ps = append(ps, p.patch("GrafanaFolder", folderName(env.Environment), folderSpec{Title: title}))
	}
	for _, c := range all {
		filled, err := fill(c.holes, tenant)
		if err != nil {
			p.errs = append(p.errs, err)
		}
		ps = append(ps, filled...)
	}
	return ps
}

func (p *planner) patch(kind, name string, spec any) patch {
	data, err := marshal(resource[any]{APIVersion: grafanaAPI, Kind: kind, Metadata: metadata{Name: name}, Spec: spec})
	if err != nil {
		p.errs = append(p.errs, err)
	}
	return patch{Patch: string(data)}
}
