package gitops

import (
	"slices"

	"github.com/llm-observability/dashgen/internal/config"
)

func maasNeeded(env *config.Environment, name string) error {
	if env.MaaS.Plan == "" {
		return lacks(name, "needs to know what the plan is", "a label of the metrics is called so", "add maas to the environment")
	}
	return nil
}

func maasMonitorsNeed(env *config.Environment, name string) error {
	switch {
	case env.MaaS.Plan == "":
		return lacks(name, "needs to know where the gateway is", "its monitor is beside it", "add maas to the environment")
	case len(env.MaaS.Monitored) == len(config.MaaSPrograms()):
		return lacks(name, "has nothing to scrape", "maas.monitored names everything", "leave one of them out")
	case slices.Contains(env.MaaS.Monitored, "models"):
		return nil
	}
	return namespaceNeeded(env, name, "model_namespace", besideMonitor)
}

// A service is a Service without an address of its own: it is there to be scraped through.
type service struct {
	APIVersion string      `json:"apiVersion"`
	Kind       string      `json:"kind"`
	Metadata   metadata    `json:"metadata"`
	Spec       serviceSpec `json:"spec"`
}

type serviceSpec struct {
	ClusterIP string            `json:"clusterIP"`
	Ports     []servicePort     `json:"ports"`
	Selector  map[string]string `json:"selector"`
}

type servicePort struct {
	Name       string `json:"name"`
	Port       int    `json:"port"`
	Protocol   string `json:"protocol"`
	TargetPort int    `json:"targetPort"`
}

// The names of monitors are those of the MaaS project, where it has one: what its script installed is replaced, and
// nothing is scraped twice.
const gatewayMetrics = "istio-gateway-metrics"

// monitorsMaaS scrape what is not scraped already of the gateway, the models, Limitador, Authorino and the MaaS API.
func monitorsMaaS(env Environment) ([]object, error) {
	var objects []object
	for _, program := range config.MaaSPrograms() {
		if slices.Contains(env.MaaS.Monitored, program) {
			continue
		}
		some, err := monitorOfMaaS(env.Environment, program)
		if err != nil {
			return nil, err
		}
		objects = append(objects, some...)
	}
	return objects, nil
}

func monitorOfMaaS(env *config.Environment, program string) ([]object, error) {
	m := env.MaaS
	switch program {
	case "gateway":
		return gatewayMonitor(env)
	case "models": // KServe signs the certificate of each model by itself, so that there is no authority to check it with
		return objectsOf(scraped(env, "vllm", "kserve-llm-models", modelNamespace(env), matching("app.kubernetes.io/part-of", "llminferenceservice"),
			endpoint{TargetPort: 8000, Scheme: "https", TLSConfig: &tlsConfig{InsecureSkipVerify: true}}))
	case "limitador":
		return objectsOf(scraped(env, "limitador", "limitador-metrics", m.KuadrantNamespace, matching("app", "limitador"), endpoint{Port: "http"}))
	case "authorino":
		sel := labelSelector{MatchLabels: map[string]string{"authorino-resource": "authorino", "control-plane": "controller-manager"}}
		return objectsOf(scraped(env, "authorino", "authorino-server-metrics", m.KuadrantNamespace, sel, endpoint{Port: "http", Path: "/server-metrics"}))
	default: // the API has no Service for its port of metrics
		return objectsOf(scraped(env, "maas-api", "maas-api-metrics", m.APINamespace, matching("app.kubernetes.io/name", "maas-api"), endpoint{Port: "metrics"}).onPods())
	}
}

// gatewayMonitor scrapes Envoy, through a Service of its own: that of the Gateway does not have the port.
func gatewayMonitor(env *config.Environment) ([]object, error) {
	m := env.MaaS
	s, err := objectOf(service{
		APIVersion: "v1", Kind: "Service",
		Metadata: metadata{Name: gatewayMetrics, Namespace: m.GatewayNamespace, Labels: map[string]string{"app": gatewayMetrics}},
		Spec: serviceSpec{
			ClusterIP: "None", Selector: map[string]string{"gateway.networking.k8s.io/gateway-name": m.Gateway},
			Ports: []servicePort{{"http-envoy-prom", 15090, "TCP", 15090}},
		},
	})
	if err != nil {
		return nil, err
	}
	mon, err := objectOf(scraped(env, "istio", gatewayMetrics, m.GatewayNamespace, matching("app", gatewayMetrics), endpoint{Port: "http-envoy-prom", Path: "/stats/prometheus"}))
	return []object{s, mon}, err
}
