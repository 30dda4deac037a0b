// Code generated from queries/catalogue/haproxy.tsv by go generate; DO NOT EDIT.

// Package haproxy holds the metrics and labels of haproxy.
//
// OpenShift router.
package haproxy

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to haproxy.
type Exporter struct{}

// ExporterName is the key of haproxy in the catalogue and in environments.
func (Exporter) ExporterName() string { return "haproxy" }

// The metrics.
var (
	// Up is haproxy_up (gauge, yes/no (1/0)).
	// Whether the last HAProxy scrape worked.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	Up = queries.NewStateGauge[Exporter]("haproxy_up")

	// MaxConnections is haproxy_max_connections (gauge, connections, since 4.22).
	// Connection limit of the process.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	MaxConnections = queries.NewGauge[Exporter]("haproxy_max_connections")

	// ExporterScrapeInterval is haproxy_exporter_scrape_interval (gauge, seconds).
	// Pause before the next HAProxy scrape; grows with the number of routes.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ExporterScrapeInterval = queries.NewGauge[Exporter]("haproxy_exporter_scrape_interval")

	// ExporterServerThreshold is haproxy_exporter_server_threshold (gauge, servers).
	// Servers seen and the limit (type current or limit); above the limit (500) server series vanish.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ExporterServerThreshold = queries.NewGauge[Exporter]("haproxy_exporter_server_threshold")

	// ExporterTotalScrapes is haproxy_exporter_total_scrapes (counter, scrapes).
	// HAProxy scrapes; no _total.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ExporterTotalScrapes = queries.NewCounter[Exporter]("haproxy_exporter_total_scrapes")

	// ExporterCSVParseFailures is haproxy_exporter_csv_parse_failures (counter, errors).
	// HAProxy stats parse errors; no _total.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ExporterCSVParseFailures = queries.NewCounter[Exporter]("haproxy_exporter_csv_parse_failures")

	// BackendUp is haproxy_backend_up (gauge, yes/no (1/0)).
	// Health of the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendUp = queries.NewStateGauge[Exporter]("haproxy_backend_up")

	// BackendCurrentQueue is haproxy_backend_current_queue (gauge, requests).
	// Requests queued at the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendCurrentQueue = queries.NewGauge[Exporter]("haproxy_backend_current_queue")

	// BackendMaxQueue is haproxy_backend_max_queue (gauge, requests).
	// Highest queue seen at the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendMaxQueue = queries.NewGauge[Exporter]("haproxy_backend_max_queue")

	// BackendCurrentSessions is haproxy_backend_current_sessions (gauge, sessions).
	// Sessions open at the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendCurrentSessions = queries.NewGauge[Exporter]("haproxy_backend_current_sessions")

	// BackendMaxSessions is haproxy_backend_max_sessions (gauge, sessions).
	// Highest sessions seen at the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendMaxSessions = queries.NewGauge[Exporter]("haproxy_backend_max_sessions")

	// BackendLimitSessions is haproxy_backend_limit_sessions (gauge, sessions).
	// Session limit of the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendLimitSessions = queries.NewGauge[Exporter]("haproxy_backend_limit_sessions")

	// BackendCurrentSessionRate is haproxy_backend_current_session_rate (gauge, sessions/s).
	// Sessions in the last second at the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendCurrentSessionRate = queries.NewGauge[Exporter]("haproxy_backend_current_session_rate")

	// BackendMaxSessionRate is haproxy_backend_max_session_rate (gauge, sessions/s).
	// Highest session rate seen at the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendMaxSessionRate = queries.NewGauge[Exporter]("haproxy_backend_max_session_rate")

	// BackendConnections is haproxy_backend_connections_total (gauge, behaves as counter, connections).
	// Connections to the backend; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendConnections = queries.NewCounter[Exporter]("haproxy_backend_connections_total")

	// BackendConnectionsReused is haproxy_backend_connections_reused_total (gauge, behaves as counter, connections).
	// Reused connections to the backend; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendConnectionsReused = queries.NewCounter[Exporter]("haproxy_backend_connections_reused_total")

	// BackendBytesIn is haproxy_backend_bytes_in_total (gauge, behaves as counter, bytes).
	// Bytes received for the backend; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendBytesIn = queries.NewCounter[Exporter]("haproxy_backend_bytes_in_total")

	// BackendBytesOut is haproxy_backend_bytes_out_total (gauge, behaves as counter, bytes).
	// Bytes sent by the backend; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendBytesOut = queries.NewCounter[Exporter]("haproxy_backend_bytes_out_total")

	// BackendConnectionErrors is haproxy_backend_connection_errors_total (gauge, behaves as counter, errors).
	// Connection errors of the backend; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendConnectionErrors = queries.NewCounter[Exporter]("haproxy_backend_connection_errors_total")

	// BackendResponseErrors is haproxy_backend_response_errors_total (gauge, behaves as counter, errors).
	// Response errors of the backend; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendResponseErrors = queries.NewCounter[Exporter]("haproxy_backend_response_errors_total")

	// BackendHTTPResponses is haproxy_backend_http_responses_total (gauge, behaves as counter, responses).
	// Responses of the backend by class (code 1xx to 5xx, other); TYPE says gauge, behaves as counter; 0 for passthrough (TCP) routes.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendHTTPResponses = queries.NewCounter[Exporter]("haproxy_backend_http_responses_total")

	// BackendHTTPAverageQueueLatency is haproxy_backend_http_average_queue_latency_milliseconds (gauge, milliseconds).
	// Mean queue time of the last 1024 requests of the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendHTTPAverageQueueLatency = queries.NewGauge[Exporter]("haproxy_backend_http_average_queue_latency_milliseconds")

	// BackendHTTPAverageConnectLatency is haproxy_backend_http_average_connect_latency_milliseconds (gauge, milliseconds).
	// Mean connect time of the last 1024 requests of the backend.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendHTTPAverageConnectLatency = queries.NewGauge[Exporter]("haproxy_backend_http_average_connect_latency_milliseconds")

	// BackendHTTPAverageResponseLatency is haproxy_backend_http_average_response_latency_milliseconds (gauge, milliseconds).
	// Mean response time of the last 1024 requests of the backend; 0 for passthrough (TCP) routes; a mean, so no percentiles.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	BackendHTTPAverageResponseLatency = queries.NewGauge[Exporter]("haproxy_backend_http_average_response_latency_milliseconds")

	// ServerUp is haproxy_server_up (gauge, yes/no (1/0)).
	// Health of the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerUp = queries.NewStateGauge[Exporter]("haproxy_server_up")

	// ServerCurrentQueue is haproxy_server_current_queue (gauge, requests).
	// Requests queued at the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerCurrentQueue = queries.NewGauge[Exporter]("haproxy_server_current_queue")

	// ServerMaxQueue is haproxy_server_max_queue (gauge, requests).
	// Highest queue seen at the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerMaxQueue = queries.NewGauge[Exporter]("haproxy_server_max_queue")

	// ServerCurrentSessions is haproxy_server_current_sessions (gauge, sessions).
	// Sessions open at the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerCurrentSessions = queries.NewGauge[Exporter]("haproxy_server_current_sessions")

	// ServerMaxSessions is haproxy_server_max_sessions (gauge, sessions).
	// Highest sessions seen at the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerMaxSessions = queries.NewGauge[Exporter]("haproxy_server_max_sessions")

	// ServerLimitSessions is haproxy_server_limit_sessions (gauge, sessions).
	// Session limit of the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerLimitSessions = queries.NewGauge[Exporter]("haproxy_server_limit_sessions")

	// ServerCurrentSessionRate is haproxy_server_current_session_rate (gauge, sessions/s).
	// Sessions in the last second at the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerCurrentSessionRate = queries.NewGauge[Exporter]("haproxy_server_current_session_rate")

	// ServerMaxSessionRate is haproxy_server_max_session_rate (gauge, sessions/s).
	// Highest session rate seen at the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerMaxSessionRate = queries.NewGauge[Exporter]("haproxy_server_max_session_rate")

	// ServerConnections is haproxy_server_connections_total (gauge, behaves as counter, connections).
	// Connections to the server (pod of a route); TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerConnections = queries.NewCounter[Exporter]("haproxy_server_connections_total")

	// ServerConnectionsReused is haproxy_server_connections_reused_total (gauge, behaves as counter, connections).
	// Reused connections to the server (pod of a route); TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerConnectionsReused = queries.NewCounter[Exporter]("haproxy_server_connections_reused_total")

	// ServerBytesIn is haproxy_server_bytes_in_total (gauge, behaves as counter, bytes).
	// Bytes received for the server (pod of a route); TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerBytesIn = queries.NewCounter[Exporter]("haproxy_server_bytes_in_total")

	// ServerBytesOut is haproxy_server_bytes_out_total (gauge, behaves as counter, bytes).
	// Bytes sent by the server (pod of a route); TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerBytesOut = queries.NewCounter[Exporter]("haproxy_server_bytes_out_total")

	// ServerConnectionErrors is haproxy_server_connection_errors_total (gauge, behaves as counter, errors).
	// Connection errors of the server (pod of a route); TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerConnectionErrors = queries.NewCounter[Exporter]("haproxy_server_connection_errors_total")

	// ServerResponseErrors is haproxy_server_response_errors_total (gauge, behaves as counter, errors).
	// Response errors of the server (pod of a route); TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerResponseErrors = queries.NewCounter[Exporter]("haproxy_server_response_errors_total")

	// ServerHTTPResponses is haproxy_server_http_responses_total (gauge, behaves as counter, responses).
	// Responses of the server (pod of a route) by class (code 1xx to 5xx, other); TYPE says gauge, behaves as counter; 0 for passthrough (TCP) routes.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerHTTPResponses = queries.NewCounter[Exporter]("haproxy_server_http_responses_total")

	// ServerHTTPAverageQueueLatency is haproxy_server_http_average_queue_latency_milliseconds (gauge, milliseconds).
	// Mean queue time of the last 1024 requests of the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerHTTPAverageQueueLatency = queries.NewGauge[Exporter]("haproxy_server_http_average_queue_latency_milliseconds")

	// ServerHTTPAverageConnectLatency is haproxy_server_http_average_connect_latency_milliseconds (gauge, milliseconds).
	// Mean connect time of the last 1024 requests of the server (pod of a route).
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerHTTPAverageConnectLatency = queries.NewGauge[Exporter]("haproxy_server_http_average_connect_latency_milliseconds")

	// ServerHTTPAverageResponseLatency is haproxy_server_http_average_response_latency_milliseconds (gauge, milliseconds).
	// Mean response time of the last 1024 requests of the server (pod of a route); 0 for passthrough (TCP) routes; a mean, so no percentiles.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerHTTPAverageResponseLatency = queries.NewGauge[Exporter]("haproxy_server_http_average_response_latency_milliseconds")

	// ServerCheckFailures is haproxy_server_check_failures_total (gauge, behaves as counter, checks).
	// Failed health checks; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerCheckFailures = queries.NewCounter[Exporter]("haproxy_server_check_failures_total")

	// ServerDowntime is haproxy_server_downtime_seconds_total (gauge, behaves as counter, seconds).
	// Total time down; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerDowntime = queries.NewCounter[Exporter]("haproxy_server_downtime_seconds_total")

	// ServerCheckDuration is haproxy_server_check_duration_milliseconds (gauge, milliseconds).
	// Length of the last health check.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	ServerCheckDuration = queries.NewGauge[Exporter]("haproxy_server_check_duration_milliseconds")

	// FrontendCurrentSessions is haproxy_frontend_current_sessions (gauge, sessions).
	// Frontend: Sessions open.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendCurrentSessions = queries.NewGauge[Exporter]("haproxy_frontend_current_sessions")

	// FrontendMaxSessions is haproxy_frontend_max_sessions (gauge, sessions).
	// Frontend: Highest sessions seen.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendMaxSessions = queries.NewGauge[Exporter]("haproxy_frontend_max_sessions")

	// FrontendLimitSessions is haproxy_frontend_limit_sessions (gauge, sessions).
	// Frontend: Session limit.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendLimitSessions = queries.NewGauge[Exporter]("haproxy_frontend_limit_sessions")

	// FrontendBytesIn is haproxy_frontend_bytes_in_total (gauge, behaves as counter, bytes).
	// Frontend: Bytes received; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendBytesIn = queries.NewCounter[Exporter]("haproxy_frontend_bytes_in_total")

	// FrontendBytesOut is haproxy_frontend_bytes_out_total (gauge, behaves as counter, bytes).
	// Frontend: Bytes sent; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendBytesOut = queries.NewCounter[Exporter]("haproxy_frontend_bytes_out_total")

	// FrontendCurrentSessionRate is haproxy_frontend_current_session_rate (gauge, sessions/s).
	// Frontend: Sessions in the last second.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendCurrentSessionRate = queries.NewGauge[Exporter]("haproxy_frontend_current_session_rate")

	// FrontendMaxSessionRate is haproxy_frontend_max_session_rate (gauge, sessions/s).
	// Frontend: Highest session rate seen.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendMaxSessionRate = queries.NewGauge[Exporter]("haproxy_frontend_max_session_rate")

	// FrontendConnections is haproxy_frontend_connections_total (gauge, behaves as counter, connections).
	// Frontend: Connections; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendConnections = queries.NewCounter[Exporter]("haproxy_frontend_connections_total")

	// FrontendHTTPRequests is haproxy_frontend_http_requests_total (gauge, behaves as counter, requests).
	// Frontend: HTTP requests; not among the default columns.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendHTTPRequests = queries.NewCounter[Exporter]("haproxy_frontend_http_requests_total")

	// FrontendRequestsDenied is haproxy_frontend_requests_denied_total (gauge, behaves as counter, requests).
	// Frontend: Requests refused for security.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendRequestsDenied = queries.NewCounter[Exporter]("haproxy_frontend_requests_denied_total")

	// FrontendRequestErrors is haproxy_frontend_request_errors_total (gauge, behaves as counter, errors).
	// Frontend: Request errors.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendRequestErrors = queries.NewCounter[Exporter]("haproxy_frontend_request_errors_total")

	// FrontendHTTPResponses is haproxy_frontend_http_responses_total (gauge, behaves as counter, responses).
	// Frontend: responses by class; TYPE says gauge, behaves as counter.
	// Source: openshift/router:pkg/router/metrics/haproxy/haproxy.go
	FrontendHTTPResponses = queries.NewCounter[Exporter]("haproxy_frontend_http_responses_total")

	// TemplateRouterReload is template_router_reload_seconds (summary, seconds).
	// Router reload time (no quantiles).
	// Source: openshift/router:pkg/router/template/router.go
	TemplateRouterReload = queries.NewSummary[Exporter]("template_router_reload_seconds")

	// TemplateRouterWriteConfig is template_router_write_config_seconds (summary, seconds).
	// Time to write the router config (no quantiles).
	// Source: openshift/router:pkg/router/template/router.go
	TemplateRouterWriteConfig = queries.NewSummary[Exporter]("template_router_write_config_seconds")

	// TemplateRouterReloadFailure is template_router_reload_failure (gauge, yes/no (1/0)).
	// 1 when the last reload failed.
	// Source: openshift/router:pkg/router/template/router.go
	TemplateRouterReloadFailure = queries.NewStateGauge[Exporter]("template_router_reload_failure")
)

// The labels.
var (
	// Backend is the label backend: Route mode.
	Backend = queries.NewLabel[Exporter]("backend")

	// Code is the label code: Status class.
	Code = queries.NewLabel[Exporter]("code")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// Frontend is the label frontend.
	Frontend = queries.NewLabel[Exporter]("frontend")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// Namespace is the label namespace: Route that owns the backend; needs honorLabels or becomes exported_namespace.
	Namespace = queries.NewLabel[Exporter]("namespace")

	// Pod is the label pod: Endpoint, pod and service behind a route.
	Pod = queries.NewLabel[Exporter]("pod")

	// Route is the label route: Route that owns the backend; needs honorLabels or becomes exported_namespace.
	Route = queries.NewLabel[Exporter]("route")

	// Server is the label server: Endpoint, pod and service behind a route.
	Server = queries.NewLabel[Exporter]("server")

	// Service is the label service: Endpoint, pod and service behind a route.
	Service = queries.NewLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// TargetNamespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	TargetNamespace = queries.NewTargetLabel[Exporter]("namespace")

	// TargetPod is the label pod that the store adds: scraped pod.
	TargetPod = queries.NewTargetLabel[Exporter]("pod")

	// TargetService is the label service that the store adds: Kubernetes Service.
	TargetService = queries.NewTargetLabel[Exporter]("service")

	// Type is the label type: haproxy_exporter_server_threshold.
	Type = queries.NewLabel[Exporter]("type")
)
