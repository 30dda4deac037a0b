package gitops

import (
	"fmt"
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

func ruleComponents() []string { return []string{alertsComponent, recordingsComponent} }

const (
	// monitoringAPI is the prometheus-operator's.
	monitoringAPI = "monitoring.coreos.com/v1"
	// rhobsAPI is that of the same operator as the Cluster Observability Operator has it, whose MonitoringStack is the
	// Prometheus of OpenShift AI: rhobs/observability-operator, opendatahub-operator internal/controller/services/monitoring.
	rhobsAPI = "monitoring.rhobs/v1"
)

// A prometheusRule is a PrometheusRule with its namespace.
type prometheusRule struct {
	APIVersion string       `json:"apiVersion"`
	Kind       string       `json:"kind"`
	Metadata   ruleMetadata `json:"metadata"`
	Spec       ruleSpec     `json:"spec"`
}

type ruleMetadata struct {
	metadata
	Namespace string `json:"namespace,omitempty"`
}

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

// rules plans the components that are rules, each with a file per store and namespace.
func (p *planner) rules(env Environment) {
	for _, component := range ruleComponents() {
		for _, ofTenants := range []bool{false, true} {
			files := env.ruleFiles(component, ofTenants)
			if len(files) == 0 {
				continue
			}
			dir := path.Join("components", env.Name, ruleDir(component, ofTenants))
			k := kustomization{APIVersion: componentAPI, Kind: "Component"}
			for _, f := range files {
				name := f.Store.Name + ".yaml"
				if !ofTenants {
					name = f.Store.Name + "-" + f.Namespace + ".yaml"
				}
				k.Resources = append(k.Resources, name)
				p.addYAML(path.Join(dir, name), prometheusRuleOf(env.Environment, component, f))
			}
			p.addYAML(path.Join(dir, "kustomization.yaml"), k)
		}
	}
}

func ruleDir(component string, ofTenants bool) string {
	if ofTenants {
		return component + "-tenant"
	}
	return component
}

// ruleName is unique in a namespace that several stores look into.
func ruleName(env *config.Environment, component string, f build.RuleFile) string {
	return build.Shorten(env.Name+"-"+f.Store.Name+"-"+component, 63)
}

func prometheusRuleOf(env *config.Environment, component string, f build.RuleFile) prometheusRule {
	r := prometheusRule{
		APIVersion: monitoringAPI, Kind: "PrometheusRule",
		Metadata: ruleMetadata{metadata: metadata{Name: ruleName(env, component, f), Annotations: annotations(env, waveDashboard), Labels: labels(env)}},
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

func forText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%dm", int(d.Minutes()))
}

// placed are the components of an overlay, root being the way up to the output folder. The overlay of a tenant has the
// rules of its own namespace, that above tenants those that they share.
func (e Environment) placed(root string, of level) []string {
	var paths []string
	for _, c := range e.Components {
		isRules := slices.Contains(ruleComponents(), c)
		switch {
		case !isRules && of != aboveTenants:
			paths = append(paths, path.Join(root, "components", e.Name, c))
		case isRules && len(e.ruleFiles(c, of == ofTenant)) > 0:
			paths = append(paths, path.Join(root, "components", e.Name, ruleDir(c, of == ofTenant)))
		}
	}
	return paths
}

// A level is where an overlay stands.
type level int

const (
	alone level = iota // an environment without tenants
	aboveTenants
	ofTenant
)

// settle puts an overlay's objects into its namespace. Where rules live elsewhere, what has a namespace keeps it, which
// the field namespace would not let it.
func (k *kustomization) settle(env Environment, namespace string, of level) {
	elsewhere := of == ofTenant && slices.ContainsFunc(ruleComponents(), func(c string) bool { return len(env.ruleFiles(c, true)) > 0 })
	for _, c := range ruleComponents() {
		for _, f := range env.ruleFiles(c, false) {
			elsewhere = elsewhere || of == alone && f.Namespace != namespace
		}
	}
	if !elsewhere {
		k.Namespace = namespace
		return
	}
	k.Transformers = []string{"apiVersion: builtin\nkind: NamespaceTransformer\nmetadata:\n  name: namespace\n  namespace: " + namespace +
		"\nunsetOnly: true\nfieldSpecs:\n- path: metadata/namespace\n  create: true\n"}
}

// tenantRules say the namespace of a tenant's rules.
func (p *planner) tenantRules(env Environment, tenant string) []patch {
	var ps []patch
	for _, component := range ruleComponents() {
		for _, f := range env.ruleFiles(component, true) {
			ps = append(ps, patch{
				Patch:  fmt.Sprintf("- {op: add, path: /metadata/namespace, value: %s}\n", config.Expand(f.Namespace, tenant)),
				Target: &patchTarget{Kind: "PrometheusRule", Name: ruleName(env.Environment, component, f)},
			})
		}
	}
	return ps
}
