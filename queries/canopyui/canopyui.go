package canopyui

import "github.com/llm-observability/dashgen/queries"

// container is the UI's. The backend lives in the same namespace and exports http_server_duration_milliseconds,
// too: without the container its requests would count as those of the UI.
func container() queries.Matcher[Exporter] { return Container.Is("canopy-ui") }

// Failed are statuses of calls that the backend answered with a 5xx or not at all.
const Failed = "5..|error"

// BackendCalls are the UI's calls to its backend, counted when the answer begins. Only the current build counts them.
func BackendCalls() queries.Counter[Exporter] { return HTTPRequests.Where(container()) }

// BackendCallTimes are the times until the backend's answers begin. The older build times its other outgoing calls
// with them.
func BackendCallTimes() queries.Histogram[Exporter] { return HTTPClientDuration.Where(container()) }

// Pages are the requests that the UI served, in the older build.
func Pages() queries.Histogram[Exporter] { return HTTPServerDuration.Where(container()) }

// PagesInFlight are the requests that the UI is serving, in the older build.
func PagesInFlight() queries.Gauge[Exporter] { return HTTPServerActiveRequests.Where(container()) }
