// Package gitops plans what a team commits: dashboards as JSON, custom resources in Kustomize bases,
// components, the overlays of environments and tenants, and files that Grafana reads without an operator.
package gitops

import (
	"errors"
	"path"
	"slices"

	"sigs.k8s.io/yaml"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/gitops/tree"
	"github.com/llm-observability/dashgen/internal/grafana"
	"github.com/llm-observability/dashgen/internal/parallel"
)

// Components are all components that an environment may name, built by this version or not.
func Components() []string {
	return []string{
		"alerts", "datasources", "folder", "grafana-instance", "grafana-operator", "monitor-dcgm", "monitors-canopy",
		"monitors-maas", "monitors-openvino", "monitors-vllm", "network-policies", "rbac", "recording-rules", "telemetry-policy", "uwm",
	}
}

// Built are the components that this version builds.
func Built() []string { return []string{"folder"} }

// An Environment is what is planned for one environment.
type Environment struct {
	*config.Environment
	Dashboards []*build.Dashboard
	// Partial says that only the dashboards are planned: some were left out, so that what lists them all
	// can't be written.
	Partial bool
}

// Plan plans the files of environments, below the output folder.
func Plan(envs []Environment) (*tree.Plan, error) {
	p := &planner{plan: &tree.Plan{}}
	for _, env := range envs {
		p.dashboards(env)
		if env.Partial {
			continue
		}
		p.base(env)
		p.components(env)
		p.overlay(env)
		p.files(env)
	}
	return p.plan, errors.Join(p.errs...)
}

// Covers reports which paths of the output folder belong to environments and, when some are named, to
// those dashboards of them.
func Covers(envs []Environment, only []string) tree.Filter {
	return func(name string) bool {
		for _, env := range envs {
			for _, dir := range []string{"dashboards/" + env.Name, "base/" + env.Name, "components/" + env.Name, "overlays/" + env.Overlay, provisioningDir(env.Environment)} {
				if !below(name, dir) {
					continue
				}
				file := path.Base(name)
				if len(only) == 0 || slices.Contains(only, file[:len(file)-len(path.Ext(file))]) {
					return true
				}
			}
		}
		return false
	}
}

func below(name, dir string) bool {
	return len(name) > len(dir) && name[:len(dir)] == dir && name[len(dir)] == '/'
}

type planner struct {
	plan *tree.Plan
	errs []error
}

func (p *planner) add(name string, data []byte, err error) {
	if err == nil {
		err = p.plan.Add(name, data)
	}
	if err != nil {
		p.errs = append(p.errs, err)
	}
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
}

type patch struct {
	Patch string `json:"patch"`
}

type sortOptions struct {
	Order  string       `json:"order"`
	Legacy legacySorter `json:"legacySortOptions"`
}

type legacySorter struct {
	OrderFirst []string `json:"orderFirst"`
	OrderLast  []string `json:"orderLast"`
}

// folderFirst puts the folder before the dashboards that refer to it. Kustomize's own order does not, and
// each dashboard would fail until the folder is there.
func folderFirst() *sortOptions {
	return &sortOptions{Order: "legacy", Legacy: legacySorter{OrderFirst: []string{"Namespace", "GrafanaFolder"}, OrderLast: []string{}}}
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

func (p *planner) components(env Environment) {
	if hasComponent(env.Environment, "folder") {
		dir := path.Join("components", env.Name, "folder")
		data, err := folderResource(env.Environment)
		p.add(path.Join(dir, "folder.yaml"), data, err)
		p.addYAML(path.Join(dir, "kustomization.yaml"), kustomization{APIVersion: componentAPI, Kind: "Component", Resources: []string{"folder.yaml"}})
	}
}

func hasComponent(env *config.Environment, name string) bool {
	return slices.Contains(env.Components, name)
}

// overlay plans what is applied. A tenant's overlay refers to the base and never to the overlay above it,
// which lists the tenants: Kustomize rejects the cycle.
func (p *planner) overlay(env Environment) {
	dir := path.Join("overlays", env.Overlay)
	if len(env.TenantNames) == 0 {
		k := instance(env, "../..")
		k.Namespace = env.Namespace
		p.addYAML(path.Join(dir, "kustomization.yaml"), k)
		return
	}
	top := kustomization{APIVersion: kustomizeAPI, Kind: "Kustomization", SortOptions: folderFirst()}
	for _, tenant := range env.TenantNames {
		top.Resources = append(top.Resources, "tenants/"+tenant)
		k := instance(env, "../../../..")
		k.Namespace = config.Expand(env.Namespace, tenant)
		k.Patches = p.tenantPatches(env, tenant)
		p.addYAML(path.Join(dir, "tenants", tenant, "kustomization.yaml"), k)
	}
	p.addYAML(path.Join(dir, "kustomization.yaml"), top)
}

// instance is a kustomization of the base and the components, root being the way up to the output folder.
func instance(env Environment, root string) kustomization {
	k := kustomization{
		APIVersion: kustomizeAPI, Kind: "Kustomization", SortOptions: folderFirst(),
		Resources: []string{path.Join(root, "base", env.Name)},
	}
	for _, c := range env.Components {
		k.Components = append(k.Components, path.Join(root, "components", env.Name, c))
	}
	return k
}

// tenantPatches set what is a tenant's own. They name their object, so that Kustomize fails when it is
// not there; a patch with a selector that selects nothing would be ignored in silence.
func (p *planner) tenantPatches(env Environment, tenant string) []patch {
	var ps []patch
	for _, d := range env.Dashboards {
		spec := dashboardSpec{}
		if slices.ContainsFunc(d.Inputs, func(i build.Input) bool { return i.Store == nil }) {
			spec.Datasources = inputs(d, tenant) // whole: a patch replaces a list of a custom resource
		}
		if env.Grafana.Shared {
			spec.UID = build.Shorten(d.UID+"-"+tenant, 40)
		}
		if spec.Datasources != nil || spec.UID != "" {
			ps = append(ps, p.patch("GrafanaDashboard", d.Name, spec))
		}
	}
	if title := config.Expand(env.Folder, tenant); title != env.Folder && hasComponent(env.Environment, "folder") {
		ps = append(ps, p.patch("GrafanaFolder", folderName(env.Environment), folderSpec{Title: title}))
	}
	return ps
}

func (p *planner) patch(kind, name string, spec any) patch {
	data, err := yaml.Marshal(resource[any]{APIVersion: grafanaAPI, Kind: kind, Metadata: metadata{Name: name}, Spec: spec})
	if err != nil {
		p.errs = append(p.errs, err)
	}
	return patch{string(data)}
}
