package gitops

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
)

// Rules live where the Prometheus looks for them that holds their metrics, which is not where the dashboards are. Those
// about what tenants share are applied once, with the overlay above the tenants; those about a tenant's own namespace
// with the tenant's overlay, which says the namespace.

// The components that are rules.
const (
	alertsComponent     = "alerts"
	recordingsComponent = "recording-rules"
)

// rhobsAPI is the prometheus-operator's API as the Cluster Observability Operator has it, whose MonitoringStack is the
// Prometheus of OpenShift AI: rhobs/observability-operator, opendatahub-operator internal/controller/services/monitoring.
const rhobsAPI = "monitoring.rhobs/v1"

// A ruleSpec is the spec of a PrometheusRule.
type ruleSpec struct {
	Groups []ruleGroup `json:"groups"`
}

type ruleGroup struct {
	Name  string `json:"name"`
	Rules []rule `json:"rules"`
}

type rule struct {
	Alert       string            `json:"alert,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
	Expr        string            `json:"expr"`
	For         string            `json:"for,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Record      string            `json:"record,omitempty"`
}

// ruleFiles are the rules of a component: those of each tenant, or those of all together.
func (e Environment) ruleFiles(component string, ofTenants bool) []build.RuleFile {
	files := e.Alerts
	if component == recordingsComponent {
		files = e.Recordings
	}
	if !hasComponent(e.Environment, component) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(files), func(f build.RuleFile) bool {
		return strings.Contains(f.Namespace, config.Tenant) != ofTenants
	})
}

// rules writes a component that is rules, with a file per store and namespace: that of all together and, beside it,
// that of each tenant.
func (p *planner) rules(env Environment, component string) []placed {
	var all []placed
	for _, ofTenants := range []bool{false, true} {
		files := env.ruleFiles(component, ofTenants)
		if len(files) == 0 {
			continue
		}
		place := placed{name: ruleDir(component, ofTenants), perTenant: ofTenants, kinds: []string{ruleKind}}
		dir := path.Join("components", env.Name, place.name)
		k := kustomization{APIVersion: componentAPI, Kind: "Component"}
		for _, f := range files {
			name := f.Store.Name + "-" + f.Namespace + ".yaml"
			if ofTenants {
				name = f.Store.Name + ".yaml"
				place.holes = append(place.holes, hole{ruleKind, ruleName(env.Environment, component, f), []string{"metadata", "namespace"}, f.Namespace})
			}
			k.Resources = append(k.Resources, name)
			p.addYAML(path.Join(dir, name), prometheusRuleOf(env.Environment, component, f))
		}
		p.addYAML(path.Join(dir, "kustomization.yaml"), k)
		all = append(all, place)
	}
	return all
}

const ruleKind = "PrometheusRule"

func ruleDir(component string, ofTenants bool) string {
	if ofTenants {
		return component + "-tenant"
	}
	return component
}

// ruleName is unique in a namespace that several stores look into.
func ruleName(env *config.Environment, component string, f build.RuleFile) string {
	return build.Shorten(env.Name+"-"+f.Store.Name+"-"+component, maxLabel)
}

func prometheusRuleOf(env *config.Environment, component string, f build.RuleFile) resource[ruleSpec] {
	r := resource[ruleSpec]{
		APIVersion: monitoringAPI, Kind: ruleKind,
		Metadata: metadata{Name: ruleName(env, component, f), Annotations: annotations(env, waveDashboard), Labels: labels(env)},
	}
	if f.Store.Dialect == "rhoai" {
		r.APIVersion = rhobsAPI
	}
	if !strings.Contains(f.Namespace, config.Tenant) {
		r.Metadata.Namespace = f.Namespace
	}
	for key, value := range env.Alerts.Labels {
		r.Metadata.Labels[key] = value
	}
	for _, g := range f.Groups {
		out := ruleGroup{Name: env.Name + "-" + g.Name}
		for _, x := range g.Rules {
			out.Rules = append(out.Rules, rule{
				Alert: x.Alert, Record: x.Record, Expr: x.Expr, For: forText(x.For), Labels: x.Labels, Annotations: x.Annotations,
			})
		}
		r.Spec.Groups = append(r.Spec.Groups, out)
	}
	return r
}

// forText is how long an alert's condition must hold, or "" where it fires at once.
func forText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return duration(d)
}
