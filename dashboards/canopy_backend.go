package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/canopybackend"
)

// CanopyBackend shows one user's backend: nobody sees another user's.
func CanopyBackend() panels.Dashboard {
	return panels.New("canopy-backend", "Canopy Backend Metrics Dashboard",
		"Does the Canopy backend answer, how fast, and what does it wait for? Its endpoints, errors and outgoing calls.").
		Tags("canopy").
		Shows(3*time.Hour).
		Scope(panels.Pick("namespace", "Namespace", canopybackend.HTTPServerRequestDuration, canopybackend.Namespace).FixedBy("namespace")).
		Stats(backendTotal(), backendResponseTimeNow(), backendErrorShare(), backendActive()).
		Row("Traffic", backendRequestRate(), backendStatuses()).
		Row("Latency", backendResponseTime(), backendModelCalls()).
		Row("Endpoints", backendSummary(), aboutBackend()).
		Detail("Outgoing calls", backendCallsByHost())
}
