package canopybackend

import "github.com/llm-observability/dashgen/queries"

// container is the backend's. The UI lives in the same namespace and exports http_server_duration_milliseconds,
// too: without the container its calls would count as requests to the backend.
func container() queries.Matcher[Exporter] { return Container.Is("canopy-backend") }

// Requests are all that the backend served, those without a route included.
func Requests() queries.Histogram[Exporter] { return HTTPServerRequestDuration.Where(container()) }

// RoutedRequests are those that reached an endpoint. What matches no route has no route to be named after.
func RoutedRequests() queries.Histogram[Exporter] { return Requests().Where(HTTPRoute.IsNot("")) }

// InFlight are the requests that the backend is serving.
func InFlight() queries.Gauge[Exporter] { return HTTPServerActiveRequests.Where(container()) }

// Calls are all that the backend sends to others: to LlamaStack, and to whatever else it needs.
func Calls() queries.Histogram[Exporter] { return HTTPClientRequestDuration.Where(container()) }

// ErrorShare is the share of requests that the backend answered with a 5xx, 0 to 1. Without traffic it has no
// value. An answer that breaks off while it streams keeps the status with which it began.
func ErrorShare(requests queries.Histogram[Exporter], by ...queries.Label[Exporter]) queries.Query {
	return queries.Share(requests.Where(HTTPResponseStatusCode.Like("5..")).Rate(by...), requests.Rate(by...))
}
