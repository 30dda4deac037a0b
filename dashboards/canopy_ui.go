package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/canopyui"
)

// CanopyUI shows one user's UI. Its two builds count different things: the current one its calls to the backend, the
// older one the pages it served. Each panel that has the same title in both stands here twice, and the environment's
// build decides which is shown.
func CanopyUI() panels.Dashboard {
	return panels.New("canopy-ui", "Canopy UI Metrics Dashboard",
		"Does the Canopy UI get its answers? Requests, errors and times as the UI itself sees them.").
		Tags("canopy").
		Shows(3*time.Hour).
		Scope(panels.Pick("namespace", "Namespace", canopyui.HTTPClientDuration, canopyui.Namespace).FixedBy("namespace")).
		Stats(
			uiCallsTotal(), uiPagesTotal(),
			uiCallTimeNow(), uiPageTimeNow(),
			uiCallErrors(), uiPageErrors(),
			uiPagesActive(),
			uiBackendCallsNow()).
		Row("Traffic", uiCallRate(), uiPageRate(), uiCallStatuses(), uiPageStatuses()).
		Row("Latency", uiCallTimes(), uiPageTimes(), uiCallTimeByEndpoint(), uiOutgoingTime()).
		Detail("Calls", uiCallsByEndpoint())
}
