package project

import (
	"cmp"
	"maps"
	"slices"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/gitops"
)

// usualNamespaces are those in which operators of OpenShift's catalogue put what is scraped: the GPU Operator's own
// documentation, the Kuadrant operator's defaults, and the gateway that the samples of Models-as-a-Service create.
func usualNamespaces() map[string]string {
	return map[string]string{
		"dcgm-exporter": "nvidia-gpu-operator", "limitador": "kuadrant-system", "authorino": "kuadrant-system", "istio": "openshift-ingress",
	}
}

// rhoaiNamespace is where OpenShift AI has its Prometheus, which reads the rules of its own namespace. Open Data Hub
// calls it opendatahub.
const rhoaiNamespace = "redhat-ods-monitoring"

// ruleSetting says where the rules of an environment live: what it says itself, else what is usual.
func ruleSetting(cfg *config.Environment) build.RuleSetting {
	s := build.RuleSetting{
		Namespaces: map[string]string{}, StoreNamespaces: map[string]string{}, Runbooks: cmp.Or(cfg.Alerts.Runbooks, config.DefaultRunbooks), Grafana: cfg.Alerts.GrafanaURL,
	}
	for _, store := range cfg.Stores {
		if store.Dialect == "rhoai" {
			s.StoreNamespaces[store.Name] = rhoaiNamespace
		}
		if store.Dialect == "rhoai" || store.Dialect == "uwm" {
			maps.Copy(s.Namespaces, usualNamespaces())
		}
	}
	if cfg.MaaS.Plan != "" {
		s.Namespaces["limitador"], s.Namespaces["authorino"] = cfg.MaaS.KuadrantNamespace, cfg.MaaS.KuadrantNamespace
		s.Namespaces["istio"], s.Namespaces["maas-api"] = cfg.MaaS.GatewayNamespace, cfg.MaaS.APINamespace
	}
	for _, e := range []string{"vllm", "ovms"} {
		s.Namespaces[e] = cfg.Values["model_namespace"]
	}
	for _, e := range []string{"canopy-ui", "canopy-backend"} {
		s.Namespaces[e] = cfg.Values["namespace"]
	}
	s.Namespaces[""] = cfg.Namespace // of all others
	maps.Copy(s.Namespaces, cfg.Alerts.Namespaces)
	maps.Copy(s.StoreNamespaces, cfg.Alerts.StoreNamespaces)
	return s
}

// rules builds the rules of an environment that wants some.
func (p *Project) rules(planned *gitops.Environment, env *build.Environment) error {
	wants := func(component string) bool { return slices.Contains(planned.Components, component) }
	if planned.Partial || !wants("alerts") && !wants("recording-rules") {
		return nil
	}
	var err error
	planned.Alerts, planned.Recordings, err = build.Rules(p.Rules, env, ruleSetting(planned.Environment))
	return err
}
