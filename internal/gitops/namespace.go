package gitops

import (
	"fmt"
	"regexp"

	"github.com/llm-observability/dashgen/internal/config"
)

// besideMonitor is why a monitor needs a namespace: user workload monitoring ignores the selectors of namespaces.
const besideMonitor = "a monitor finds only what is in its own"

// modelNamespace is where the shared model runs.
func modelNamespace(env *config.Environment) string { return env.Values["model_namespace"] }

// label is a DNS label, which namespaces and InferenceServices are called by.
var label = regexp.MustCompile(`^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$`)

func isName(s string) bool { return label.MatchString(s) }

// namespaceNeeded checks a value that is the name of a namespace. As an input of dashboards it could be any text.
func namespaceNeeded(env *config.Environment, component, value, why string) error {
	template := env.Values[value]
	if template == "" {
		return lacks(component, "needs a namespace that it is not told", why, fmt.Sprintf("add %s to values", value))
	}
	tenants := env.TenantNames
	if len(tenants) == 0 {
		tenants = []string{""}
	}
	for _, tenant := range tenants {
		if name := config.Expand(template, tenant); !isName(name) {
			return lacks(component, fmt.Sprintf("needs a namespace, and values.%s is %q", value, name), why,
				"write lower-case letters, digits and inner hyphens, at most 63")
		}
	}
	return nil
}
