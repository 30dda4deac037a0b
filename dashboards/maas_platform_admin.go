package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/cadvisor"
	"github.com/llm-observability/dashgen/queries/dcgm"
	"github.com/llm-observability/dashgen/queries/kubestate"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// MaaSPlatformAdmin shows a whole Models-as-a-Service installation, from the router to the models. Nothing in it
// is good without somebody who says so: where a component is gone its cell is red, and shares and errors have no
// value.
func MaaSPlatformAdmin() panels.Dashboard {
	return panels.New("maas-platform-admin", "Platform Admin",
		"Does the platform work, for whom, and where does it fail? Components, limits, gateway, models and router of Models-as-a-Service.").
		Tags("maas", "limitador", "vllm", "istio").
		Shows(3*time.Hour).
		Scope(
			panels.Pick("namespace", "Namespace", vllm.RequestsRunning, vllm.Namespace, kubestate.Namespace, cadvisor.Namespace, dcgm.Namespace).
				Except("Limits model servers and their pods. Gateway, Authorino, Limitador and router serve all namespaces."),
			panels.Pick("model_name", "Model", vllm.RequestsRunning, vllm.ModelName).
				Except("Limits what model servers say of themselves. Pods, gateway and limits are shown for all models."),
			panels.Pick("plan", "{Plan}", limitador.AuthorizedHits, limitador.Plan).
				Except("Limits what Limitador counts: nothing else knows a {plan}.")).
		Stats(adminLimitador(), adminAuthorino(), adminAPI(), adminGateway(), adminAlerts(), adminSuccess()).
		Row("Key metrics", adminTokens(), adminRequests(), adminTokenRate(), adminRequestRate(), adminUsers(), adminLatencyNow(), adminLimitedShare(), adminLimited()).
		Row("Component health", adminAlertTable()).
		Row("Authentication", adminAuthLatency(), adminAuthDecisions(), adminAuthDenied()).
		Row("Traffic", adminTokensByModel(), tokenRateByPlan(), adminRequestsByModel(), adminLatency()).
		Row("Errors", adminClientErrors(), adminUnauthorized(), adminRateLimited(), adminServerErrors()).
		Row("Models", adminQueue(), adminRunning(), adminCache(), adminEndToEnd(), adminFirstToken(), adminModelTokens()).
		Row("Top users", adminTopTokens(), adminTopRequests(), adminTopLimited()).
		Row("Breakdown", adminByPlan(), adminByUser()).
		Row("Resources", adminResources(), adminGPUs()).
		Detail("Tenants", tenantRequests(), tenantErrors(), tenantLatency(), tenantKeys(), tenantMinted()).
		Detail("Router", routerRequests(), routerErrors(), routerConnections(), routerLatency())
}
