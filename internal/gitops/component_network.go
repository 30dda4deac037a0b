package gitops

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/config"
)

// A networkPolicy says who may talk to whom.
type networkPolicy struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Metadata   metadata          `json:"metadata"`
	Spec       networkPolicySpec `json:"spec"`
}

type networkPolicySpec struct {
	Egress      []egress `json:"egress,omitempty"`
	Ingress     []netIn  `json:"ingress,omitempty"`
	PodSelector selector `json:"podSelector"`
	PolicyTypes []string `json:"policyTypes"`
}

type egress struct {
	Ports []port `json:"ports"`
	To    []peer `json:"to,omitempty"` // none: anything at these ports
}

type netIn struct {
	From  []peer `json:"from"`
	Ports []port `json:"ports"`
}

type peer struct {
	NamespaceSelector *selector `json:"namespaceSelector,omitempty"`
	PodSelector       *selector `json:"podSelector,omitempty"`
}

type port struct {
	Port     int    `json:"port"`
	Protocol string `json:"protocol"`
}

func tcp(n int) port { return port{n, "TCP"} }

// namespaceLabel is a label that every namespace has with its name.
const namespaceLabel = "kubernetes.io/metadata.name"

func inNamespace(name string) *selector { return &selector{map[string]string{namespaceLabel: name}} }

// grafanaPods are the pods of the Grafana resource, as the operator labels them.
func grafanaPods(env *config.Environment) selector {
	return selector{map[string]string{"app": env.Grafana.Name}}
}

// networkPolicies let Grafana's pods out to the stores and to what signs people in, and into the RHOAI store, whose
// own policy lets in its proxies only.
func networkPolicies(env Environment) ([]object, error) {
	out := networkPolicy{
		APIVersion: "networking.k8s.io/v1", Kind: "NetworkPolicy",
		Metadata: metadata{Name: prefixed(env.Environment, "grafana-egress"), Namespace: env.Grafana.Namespace},
		Spec: networkPolicySpec{
			PodSelector: grafanaPods(env.Environment), PolicyTypes: []string{"Egress"},
			Egress: []egress{
				// Names; CoreDNS of OpenShift listens on 5353.
				{Ports: []port{{53, "UDP"}, {53, "TCP"}, {5353, "UDP"}, {5353, "TCP"}}},
				// The API server and the OAuth server, which are at addresses that no selector has.
				{Ports: []port{tcp(443), tcp(6443)}},
			},
		},
	}
	all := []networkPolicy{out}
	for _, s := range env.Stores {
		all[0].Spec.Egress = append(all[0].Spec.Egress, egressTo(s))
		if s.Dialect == "rhoai" && s.URL == "" {
			all = append(all, intoRHOAI(env.Environment))
		}
	}
	return objectsOf(all...)
}

// egressTo lets out to a store: into its namespace where the address names one, else to its port.
func egressTo(s config.Store) egress {
	u, err := url.Parse(address(s))
	if err != nil {
		return egress{}
	}
	e := egress{Ports: []port{tcp(portOf(u))}}
	host := strings.TrimSuffix(strings.TrimSuffix(u.Hostname(), ".cluster.local"), ".svc")
	if name, namespace, ok := strings.Cut(host, "."); ok && host != u.Hostname() && name != "" {
		e.To = []peer{{NamespaceSelector: inNamespace(namespace)}}
	}
	return e
}

func portOf(u *url.URL) int {
	if n, err := strconv.Atoi(u.Port()); err == nil {
		return n
	}
	if u.Scheme == "http" {
		return 80
	}
	return 443
}

// intoRHOAI lets Grafana's pods, and nobody else, into the Prometheus of OpenShift AI.
func intoRHOAI(env *config.Environment) networkPolicy {
	from := env.Grafana.Namespace
	if from == "" {
		from = env.Namespace
	}
	pods := grafanaPods(env)
	return networkPolicy{
		APIVersion: "networking.k8s.io/v1", Kind: "NetworkPolicy",
		Metadata: metadata{Name: prefixed(env, "grafana-ingress"), Namespace: "redhat-ods-monitoring"},
		Spec: networkPolicySpec{
			PodSelector: selector{map[string]string{"app.kubernetes.io/instance": "data-science-monitoringstack", "app.kubernetes.io/name": "prometheus"}},
			PolicyTypes: []string{"Ingress"},
			Ingress:     []netIn{{From: []peer{{inNamespace(from), &pods}}, Ports: []port{tcp(9090)}}},
		},
	}
}
