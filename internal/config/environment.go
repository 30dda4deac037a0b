package config

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/near"
)

// A draft is an environment while it is read, with what the checks across its fields need to know.
type draft struct {
	Environment
	value     value
	tenants   []tenant
	hasTenant bool    // tenants are given, be they right or wrong
	templates []value // what contains {tenant}
}

// environment reads one environment.
func (r *reader) environment(v value) Environment {
	name, before := v.key, len(r.errs)
	v.label, v.inner = "environment "+quote(name), ""
	if !isLabel(name) {
		r.notLabel(v.name, "environment", name)
	}
	e := &draft{value: v, Environment: Environment{
		Name:    name,
		Overlay: name,
		Grafana: Grafana{Name: name + "-grafana"},
		UWM:     UWM{Retention: "7d"},
	}}
	r.fields(v,
		optional("overlay", func(v value) { e.Overlay = r.label(v) }),
		required("dashboards", "an environment is made of dashboards", func(v value) { e.Dashboards = r.dashboards(v) }),
		required("namespace", "the dashboards live in one", func(v value) { e.Namespace = r.namespace(e, v) }),
		required("folder", "Grafana shows the dashboards in one", func(v value) { e.Folder = r.folder(e, v) }),
		required("grafana", "its selector says which Grafana shows the dashboards", func(v value) { r.grafana(&e.Grafana, v) }),
		required("stores", "the dashboards ask them for metrics", func(v value) { e.Stores = r.stores(e, v) }),
		optional("exporters", func(v value) { e.Exporters, e.Simulator = r.exporters(v) }),
		optional("values", func(v value) { e.Values = r.values(e, v) }),
		optional("tenants", func(v value) { e.hasTenant, e.tenants = true, r.tenants(v) }),
		optional("components", func(v value) { e.Components = r.components(v) }),
		optional("argocd", func(v value) { e.ArgoCD = r.boolean(v) }),
		optional("provisioning", func(v value) { r.provisioning(e, v) }),
		optional("configMaps", func(v value) { r.configMaps(e, v) }),
		optional("models", func(v value) { e.Models = r.models(v) }),
		optional("runtimes", func(v value) { e.Runtimes = r.runtimes(v) }),
		optional("uwm", func(v value) { r.uwm(&e.UWM, v) }),
		optional("maas", func(v value) { e.MaaS = r.maas(v) }),
		optional("thresholds", func(v value) { e.Thresholds = r.thresholds(v) }),
		optional("alerts", func(v value) { r.alerts(e, v) }),
	)
	if isLabel(name) && e.Grafana.Name == name+"-grafana" && !isLabel(e.Grafana.Name) {
		r.report(v.name, "the Grafana of %s has a name of more than %d characters", v.label, maxLabel).
			Because("it is the environment's name and -grafana unless you give one").Help("set grafana.name")
	}
	r.residents(e)
	r.checkAlerts(e)
	r.checkTenants(e)
	r.checkFiles(e)
	if len(r.errs) == before { // what a component lacks may be there, misspelt
		r.checkComponents(e)
	}
	return e.Environment
}

// dashboards reads a list of names of the registry.
func (r *reader) dashboards(v value) []string {
	list := r.strs(v, func(item value, s string) bool {
		if slices.Contains(r.known.Dashboards, s) {
			return true
		}
		r.add(item, "unknown dashboard %s", quote(s)).Help("%s", near.Hint(s, r.known.Dashboards))
		return false
	})
	r.notEmpty(v)
	return list
}

// notEmpty reports a list without entries.
func (r *reader) notEmpty(v value) {
	if v.node.Kind == yaml.SequenceNode && len(v.node.Content) == 0 {
		r.add(v, "%s is an empty list", v.label).Because("at least one entry is wanted")
	}
}

// components reads a list of components that this version builds.
func (r *reader) components(v value) []string {
	return r.strs(v, func(item value, s string) bool {
		switch {
		case slices.Contains(r.known.Built, s):
			return true
		case r.known.Refused[s] != [2]string{}:
			r.add(item, "component %q is not built", s).Because("%s", r.known.Refused[s][0]).Help("%s", r.known.Refused[s][1])
		case slices.Contains(r.known.Components, s):
			e := r.add(item, "component %q is not built yet", s).Because("this version of dashgen does not have it")
			if len(r.known.Built) > 0 {
				e.Help("leave it out; built are: %s", strings.Join(r.known.Built, ", "))
			}
		default:
			r.add(item, "unknown component %s", quote(s)).Help("%s", near.Hint(s, r.known.Components))
		}
		return false
	})
}

// models reads a list of model names, which end up in matchers.
func (r *reader) models(v value) []string {
	return r.strs(v, func(item value, s string) bool { return r.braces(item, s, false) && r.plain(item, s) })
}

// grafana reads which Grafana shows the dashboards.
func (r *reader) grafana(g *Grafana, v value) {
	r.fields(v,
		optional("name", func(v value) { g.Name = r.label(v) }),
		required("selector", "the operator finds the Grafana by its labels", func(v value) { g.Selector = r.selector(v) }),
		optional("shared", func(v value) { g.Shared = r.boolean(v) }),
		optional("crossNamespace", func(v value) { g.CrossNamespace = r.boolean(v) }),
		optional("namespace", func(v value) { g.Namespace = r.label(v) }),
	)
}

// selector reads the labels of a Grafana resource.
func (r *reader) selector(v value) map[string]string {
	labels := make(map[string]string)
	for _, entry := range r.entries(v) {
		if !isLabelKey(entry.key) {
			r.report(entry.name, "%s is not the key of a Kubernetes label", quote(entry.key)).
				Because(labelPartRule).Help(labelPrefix)
		}
		labels[entry.key] = r.labelValue(entry)
	}
	return labels
}

const (
	labelPartRule = "at most 63 letters, digits and inner hyphens, underscores and dots are wanted"
	labelPrefix   = "a DNS name and a slash may stand before it, such as app.kubernetes.io/name"
)

// labelValue reads the value of a label.
func (r *reader) labelValue(v value) string {
	s := r.str(v)
	if s != "" && !isLabelValue(s) {
		r.add(v, "%s is %s, which is not the value of a Kubernetes label", v.label, quote(s)).Because(labelPartRule)
	}
	return s
}

// exporters reads which programs run in which versions. The simulator is not one of them, it is a switch.
func (r *reader) exporters(v value) (list []Exporter, simulator bool) {
	for _, entry := range r.entries(v) {
		if entry.key == "simulator" {
			simulator = r.boolean(entry)
			continue
		}
		constraint := r.str(entry)
		if constraint == "" {
			continue
		}
		r.checkExporter(entry, constraint)
		list = append(list, Exporter{Name: entry.key, Constraint: constraint})
	}
	return list, simulator
}

// checkExporter reports what Known says is wrong with an exporter: at its name when that is unknown, at the
// constraint otherwise.
func (r *reader) checkExporter(v value, constraint string) {
	listed := slices.Contains(r.known.Exporters, v.key)
	if r.known.CheckExporter == nil {
		if !listed {
			r.unknown(v, "exporter", r.known.Exporters)
		}
		return
	}
	err := r.known.CheckExporter(v.key, constraint)
	if err == nil {
		return
	}
	pos := v.place.pos
	if !listed {
		pos = v.name
	}
	var list diag.List
	list.Join(err)
	for _, cause := range list {
		e := *cause
		e.Pos = pos
		switch {
		case e.Hint != "":
		case listed:
			e.Hint = "current stands for the newest version that was studied"
		default:
			e.Hint = near.Hint(v.key, r.known.Exporters)
		}
		r.gather(&e)
	}
}

// values reads what the inputs of dashboards are replaced with.
func (r *reader) values(e *draft, v value) map[string]string {
	values := make(map[string]string)
	for _, entry := range r.entries(v) {
		if !identifier.MatchString(entry.key) {
			r.report(entry.name, "%s is not the name of a value", quote(entry.key)).
				Because("letters, digits and underscores are wanted, and no digit first").
				Help("write something like model_name")
		}
		s := r.str(entry)
		if r.template(e, entry, s) && r.plain(entry, s) {
			values[entry.key] = s
		}
	}
	return values
}

// overlaps reports environments that would be written to the same overlay.
func (r *reader) overlaps(environments []Environment) {
	first := make(map[string]diag.Position)
	for _, e := range environments {
		if e.Overlay == "" {
			continue
		}
		pos := r.at("environments", e.Name, "overlay")
		if again, ok := first[e.Overlay]; ok {
			r.report(pos, "overlay %s is written by two environments", quote(e.Overlay)).
				Because("the first is on line %d", again.Line).Help("give one of them another overlay")
			continue
		}
		first[e.Overlay] = pos
	}
}

// at returns where a value stands, as [File.At] does.
func (r *reader) at(path ...string) diag.Position { return r.root.find(path...).pos }

// oneOf reads one of a few words.
func (r *reader) oneOf(v value, kind string, known []string) string {
	s := r.str(v)
	if s != "" && !slices.Contains(known, s) {
		r.add(v, "unknown %s %s", kind, quote(s)).Help("%s", near.Hint(s, known))
		return ""
	}
	return s
}
