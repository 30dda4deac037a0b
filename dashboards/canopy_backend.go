package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/canopybackend"
)

// CanopyBackend shows one user's backend: nobody sees another user's.
func CanopyBackend() panels.Dashboard {
	return panels.New("canopy-backend", "Canopy Backend Metrics Dashboard",
		"What the Canopy backend is asked, endpoint by endpoint.").
		Tags("canopy").
		Shows(3*time.Hour).
		Scope(panels.Pick("namespace", "Namespace", canopybackend.HTTPServerRequestDuration, canopybackend.Namespace).FixedBy("namespace")).
		Row("Traffic", backendRequestRate(), aboutBackend())
}

func backendRequestRate() panels.Panel {
	return panels.TimeSeries("Request Rate by Endpoint", panels.Doc{
		Means: "Requests per second that the backend served, by route template.",
		Good:  "Every endpoint that people use has a line.",
		Act:   "If a line is missing while people use its page, the UI can't reach the backend.",
	}, canopybackend.RoutedRequests().Rate(canopybackend.HTTPRoute)).
		Wide(16)
}

func aboutBackend() panels.Panel {
	return panels.Text("How to Read This", `The backend counts **requests it served**. A call that never reached it is not here: the UI's dashboard has those.

- Endpoints are route templates, so /chat/{id} is one line.
- The backend speaks the OpenTelemetry HTTP convention that the environment names; both are shown the same way.`).
		Wide(8)
}
