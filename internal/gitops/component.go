package gitops

import (
	"fmt"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/diag"
)

// A component is a part of the platform around the dashboards that an environment switches on by its name. It is one
// value: what it needs of the configuration, and its objects, which know nothing of overlays.
//
// An object without a namespace goes where the dashboards are, one with a namespace stays there, and {tenant} may
// stand anywhere in its values. What follows from that is worked out once for all components, in placing.go: whether a
// component is there once per environment or once per tenant, and what a tenant's overlay changes in it.
type component struct {
	name string
	// needs says what the configuration lacks. Nothing is missing where it is nil.
	needs func(env *config.Environment, component string) error
	// objects are nil for a component that this version does not build.
	objects func(Environment) ([]object, error)
	// rules says that its objects are rules, which are there for each tenant and for all: see rules.go.
	rules bool
	// refused is why it never is, and what to do instead.
	refused [2]string
}

// table are all components, in alphabetical order.
func table() []component {
	return []component{
		{name: alertsComponent, rules: true},
		{name: "datasources", needs: datasourcesNeed, objects: datasources},
		{name: "folder", objects: folder},
		{name: "grafana-instance", needs: instanceNeeds, objects: embedded("grafana-instance")},
		{name: "grafana-operator", objects: embedded("grafana-operator")},
		{name: "monitor-dcgm", needs: dcgmNeeded, objects: monitorDCGM},
		{name: "monitors-canopy", needs: canopyNeeds, objects: monitorsCanopy},
		{name: "monitors-maas", needs: maasMonitorsNeed, objects: monitorsMaaS},
		{name: "monitors-openvino", needs: modelServersNeed, objects: monitorsOpenVINO},
		{name: "monitors-vllm", needs: modelServersNeed, objects: monitorsVLLM},
		{name: "network-policies", needs: placedInstance, objects: networkPolicies},
		{name: "rbac", needs: rbacNeeds, objects: rbac},
		{name: recordingsComponent, rules: true},
		{name: "telemetry-policy", needs: maasNeeded, objects: embedded("telemetry-policy")},
		{name: "uwm", refused: [2]string{
			"the setting is inside one text of a ConfigMap of the administrator's, which whatever is applied would replace",
			"leave it out, and do what docs/components.md says under uwm",
		}},
	}
}

// Components are all components that an environment may name, built by this version or not.
func Components() []string {
	var names []string
	for _, c := range table() {
		names = append(names, c.name)
	}
	return names
}

// Built are the components that this version builds.
func Built() []string {
	var names []string
	for _, c := range table() {
		if c.objects != nil || c.rules {
			names = append(names, c.name)
		}
	}
	return names
}

// Refused are the components that are not built, each with why and with what to do instead.
func Refused() map[string][2]string {
	all := map[string][2]string{}
	for _, c := range table() {
		if c.refused[0] != "" {
			all[c.name] = c.refused
		}
	}
	return all
}

// CheckComponent says what an environment lacks for a component that it names: a diag.Error without a position, nil where
// nothing is missing. There being no such component is an error, too.
func CheckComponent(env *config.Environment, name string) error {
	c, err := componentOf(name)
	if err != nil || c.needs == nil {
		return err
	}
	return c.needs(env, name)
}

func componentOf(name string) (component, error) {
	all := table()
	i := slices.IndexFunc(all, func(c component) bool { return c.name == name })
	if i < 0 {
		return component{}, fmt.Errorf("there is no component %q", name)
	}
	return all[i], nil
}

func hasComponent(env *config.Environment, name string) bool {
	return slices.Contains(env.Components, name)
}

// lacks is the error of a component that needs something. Whoever reads the configuration puts its position in.
func lacks(component, what, why, hint string) error {
	return diag.New(diag.Position{}, "component %s %s", component, what).Because("%s", why).Help("%s", hint)
}

// An object is a Kubernetes object, before it has the labels and annotations that all of ours have.
type object map[string]any

func (o object) kind() string { return o.text("kind") }

func (o object) name() string { return o.metadata().text("name") }

func (o object) namespace() string { return o.metadata().text("namespace") }

func (o object) metadata() object {
	m, _ := o["metadata"].(map[string]any)
	return m
}

func (o object) text(key string) string {
	s, _ := o[key].(string)
	return s
}

// clusterWide reports whether objects of the kind have no namespace. Of all there are, components make these.
func (o object) clusterWide() bool {
	return slices.Contains([]string{"ClusterRoleBinding", "Namespace"}, o.kind())
}

// wave is when Argo CD applies a kind. The token's Secret comes after its ServiceAccount, because Kubernetes deletes
// a token whose account is not there; what needs the Secret comes after it.
func wave(kind string) string {
	switch kind {
	case "Namespace":
		return "-6"
	case "OperatorGroup", "Subscription":
		return "-5"
	case "ServiceAccount", "ConfigMap", "ClusterRoleBinding", "Role", "RoleBinding":
		return "-4"
	case "Secret":
		return "-3"
	case "Grafana":
		return "-2"
	case "GrafanaDatasource", "GrafanaFolder":
		return waveFolder
	default:
		return waveDashboard
	}
}

// inOrder are the kinds that have to be there before others, for those who apply without Argo CD.
func inOrder() []string {
	return []string{"Namespace", "OperatorGroup", "Subscription", "ServiceAccount", "ConfigMap", "Secret", "Grafana", "GrafanaDatasource", "GrafanaFolder"}
}

// dress gives an object the labels and annotations that all of ours have.
func (o object) dress(env *config.Environment) {
	m := o.metadata()
	add := func(key string, values map[string]string) {
		have, _ := m[key].(map[string]any)
		if have == nil {
			have = map[string]any{}
		}
		for k, v := range values {
			have[k] = v
		}
		if len(have) > 0 {
			m[key] = have
		}
	}
	add("labels", labels(env))
	notes := annotations(env, wave(o.kind()))
	if o.kind() == "Namespace" && notes != nil {
		notes["argocd.argoproj.io/sync-options"] += ",Prune=false" // with a namespace goes all that is in it
	}
	add("annotations", notes)
}

// perTenant reports whether a component is there once for each tenant: something in it is a tenant's, be it only the
// namespace that it is put into.
func perTenant(objects []object) bool {
	return slices.ContainsFunc(objects, func(o object) bool {
		if o.namespace() == "" && !o.clusterWide() || mentionsTenant(map[string]any(o)) {
			return true
		}
		subjects, _ := o["subjects"].([]any)
		return slices.ContainsFunc(subjects, func(s any) bool {
			subject, _ := s.(map[string]any)
			return object(subject).text("kind") == "ServiceAccount" && object(subject).text("namespace") == ""
		})
	})
}

func mentionsTenant(v any) bool {
	found := false
	walk(v, nil, func(_ []string, s string) { found = found || strings.Contains(s, config.Tenant) })
	return found
}
