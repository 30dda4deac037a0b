package diff

import "strings"

// immutable are the fields that Kubernetes doesn't let anybody change once they are set. Those of Grafana's kinds
// are the rules of grafana-operator v5.24.0 that compare self with oldSelf; adding a field or taking it away is rejected as
// well. Those of the other kinds are what the Kubernetes API server itself rejects.
var immutable = map[string][]string{
	"GrafanaAlertRuleGroup":       {"spec.editable", "spec.folderRef", "spec.folderUID", "spec.instanceSelector"},
	"GrafanaContactPoint":         {"spec.editable", "spec.instanceSelector", "spec.name", "spec.uid"},
	"GrafanaDashboard":            {"spec.instanceSelector", "spec.uid"},
	"GrafanaDatasource":           {"spec.instanceSelector", "spec.uid"},
	"GrafanaFolder":               {"spec.instanceSelector", "spec.uid"},
	"GrafanaLibraryPanel":         {"spec.instanceSelector", "spec.uid"},
	"GrafanaManifest":             {"spec.instanceSelector", "spec.template.kind", "spec.template.metadata.name", "spec.template.metadata.namespace"},
	"GrafanaMuteTiming":           {"spec.editable", "spec.instanceSelector"},
	"GrafanaNotificationPolicy":   {"spec.editable", "spec.instanceSelector"},
	"GrafanaNotificationTemplate": {"spec.editable", "spec.instanceSelector"},
	"Grafana":                     {"spec.external.tenantNamespace"},
	"GrafanaServiceAccount":       {"spec.instanceName", "spec.name"},

	"ClusterRoleBinding": {"roleRef"},
	"RoleBinding":        {"roleRef"},
	"DaemonSet":          {"spec.selector"},
	"Deployment":         {"spec.selector"},
	"Job":                {"spec.selector", "spec.template"},
	"Secret":             {"type"},
	"Service":            {"spec.clusterIP"},
	"StatefulSet":        {"spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"},
}

// oneWay is the field of Grafana's kinds that can become true and not false again.
const oneWay = "spec.allowCrossNamespaceImport"

// fixed returns the immutable field that a difference is in, or "".
func fixed(kind string, d difference) string {
	for _, field := range immutable[kind] {
		if rest, ok := strings.CutPrefix(d.path, field); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return field
		}
	}
	if d.path == oneWay && hasOneWay(kind) && show(d.old) == "true" && show(d.new) != "true" {
		return oneWay
	}
	return ""
}

// hasOneWay reports whether a kind has the field that goes one way: those that are put into a Grafana.
func hasOneWay(kind string) bool {
	for _, field := range immutable[kind] {
		if field == "spec.instanceSelector" {
			return true
		}
	}
	return false
}

// recreate says how an object is made anew.
func recreate(o Object, namespace string) string {
	cmd := "kubectl delete " + strings.ToLower(o.Kind) + " " + o.Name
	if ns := o.Namespace; ns != "" || namespace != "" {
		if ns == "" {
			ns = namespace
		}
		cmd += " -n " + ns
	}
	run := "Run "
	if strings.Contains(cmd, "{tenant}") {
		run = "For each tenant run "
	}
	text := "re-create: Kubernetes rejects the change. " + run + cmd + ", then apply the overlay"
	switch o.Kind {
	case "GrafanaDashboard":
		text += "; Grafana forgets the versions and permissions of the dashboard"
	case "GrafanaFolder":
		text += "; Grafana deletes the dashboards in the folder with it, and the operator puts them back at its next resync"
	}
	return text
}
