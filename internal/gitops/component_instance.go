package gitops

import (
	"fmt"

	"github.com/llm-observability/dashgen/internal/config"
)

// maxGrafana is how long the name of a Grafana resource may be, so that the names that the operator makes of it, such
// as <name>-deployment and the host of its Route, still are DNS labels.
const maxGrafana = 50

func instanceNeeds(env *config.Environment, name string) error {
	if len(env.Grafana.Name) > maxGrafana {
		return lacks(name, fmt.Sprintf("needs a shorter name of the Grafana resource than %d characters", len(env.Grafana.Name)),
			fmt.Sprintf("the operator appends to it, and at most %d are left", maxGrafana), "set grafana.name")
	}
	return placedInstance(env, name)
}

// placedInstance checks that it is known where Grafana is, and that the dashboards can get there.
func placedInstance(env *config.Environment, name string) error {
	switch elsewhere := env.Grafana.Namespace != "" && env.Grafana.Namespace != env.Namespace; {
	case env.Grafana.Shared && len(env.TenantNames) > 0 && !elsewhere:
		return lacks(name, "needs the namespace of the Grafana resource", "the tenants share it, and each has another namespace", "add namespace to grafana")
	case env.Grafana.CrossNamespace && env.Grafana.Namespace == "":
		return lacks(name, "needs the namespace of the Grafana resource", "it is not that of the dashboards: grafana.crossNamespace is true", "add namespace to grafana")
	case elsewhere && !env.Grafana.CrossNamespace:
		return lacks(name, "would have a Grafana without dashboards", "they are in another namespace, and it imports only what says that it may", "add crossNamespace: true to grafana")
	}
	return nil
}
