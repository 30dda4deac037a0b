package gitops

import (
	"github.com/llm-observability/dashgen/internal/config"
)

const rbacAPI = "rbac.authorization.k8s.io/v1"

// A binding gives Grafana's service account a ClusterRole, everywhere or in one namespace.
type binding struct {
	APIVersion string    `json:"apiVersion"`
	Kind       string    `json:"kind"`
	Metadata   metadata  `json:"metadata"`
	RoleRef    roleRef   `json:"roleRef"`
	Subjects   []subject `json:"subjects"`
}

type roleRef struct {
	APIGroup string `json:"apiGroup"`
	Kind     string `json:"kind"`
	Name     string `json:"name"`
}

type subject struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
}

func rbacNeeds(env *config.Environment, name string) error {
	if err := namespaceNeeded(env, name, "model_namespace", "Grafana may look into that one"); err != nil {
		return err
	}
	return placedInstance(env, name)
}

// rbac is what Grafana's service account may see: the metrics of all namespaces where a store is asked for them, those
// of one where a store has a tenancy, and the model's namespace.
func rbac(env Environment) ([]object, error) {
	var all []binding
	everywhere := false
	for _, s := range env.Stores {
		switch {
		case !withToken(s):
		case s.Tenancy != "":
			all = append(all, grant(env.Environment, "metrics-"+s.Name, s.Tenancy, "view"))
		default:
			everywhere = true
		}
	}
	if everywhere {
		all = append(all, grant(env.Environment, "monitoring-view", "", "cluster-monitoring-view"))
	}
	return objectsOf(append(all, grant(env.Environment, "model-view", modelNamespace(env.Environment), "view"))...)
}

// grant gives a ClusterRole, in every namespace if none is named.
func grant(env *config.Environment, name, namespace, role string) binding {
	kind := "RoleBinding"
	if namespace == "" {
		kind = "ClusterRoleBinding"
	}
	return binding{
		APIVersion: rbacAPI, Kind: kind, Metadata: metadata{Name: prefixed(env, "grafana-"+name), Namespace: namespace},
		RoleRef:  roleRef{"rbac.authorization.k8s.io", "ClusterRole", role},
		Subjects: []subject{{"ServiceAccount", serviceAccount(env), env.Grafana.Namespace}},
	}
}
