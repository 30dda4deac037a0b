package gitops

import "github.com/llm-observability/dashgen/internal/config"

// folder is the GrafanaFolder that the dashboards refer to. Where tenants have folders of their own, their overlays
// set the title.
func folder(env Environment) ([]object, error) {
	return objectsOf(resource[folderSpec]{
		APIVersion: grafanaAPI, Kind: "GrafanaFolder",
		Metadata: metadata{Name: folderName(env.Environment)},
		Spec: folderSpec{
			AllowCrossNamespaceImport: env.Grafana.CrossNamespace,
			InstanceSelector:          &selector{env.Grafana.Selector},
			ResyncPeriod:              resync,
			Title:                     config.Expand(env.Folder, "tenant"),
		},
	})
}
