// Code generated from queries/catalogue/canopy-ui.tsv by go generate; DO NOT EDIT.

// Package canopyui holds the metrics and labels of canopy-ui.
//
// Streamlit UI of the Canopy lab; otel-http-old is the build before frontend 2e4c5c43.
package canopyui

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to canopy-ui.
type Exporter struct{}

// ExporterName is the key of canopy-ui in the catalogue and in environments.
func (Exporter) ExporterName() string { return "canopy-ui" }

// The metrics.
var (
	// HTTPRequests is http_requests_total (counter, requests, since current).
	// Canopy UI (prometheus_client): calls from the UI to the backend, status is the code or the word error.
	// Source: rhoai-genaiops/frontend@2e4c5c43:app/app.py
	HTTPRequests = queries.NewCounter[Exporter]("http_requests_total")

	// HTTPClientDuration is http_client_duration_milliseconds (histogram, milliseconds, since otel-http-old, removed in current).
	// Older build (OpenTelemetry auto-instrumentation): time of calls from the UI to others, the backend above all; has no http_target. The current build exports the calls to the backend as http_server_duration_milliseconds.
	// Also known as http_server_duration_milliseconds.
	// Source: rhoai-genaiops/frontend before 2e4c5c43; open-telemetry/opentelemetry-python-contrib:opentelemetry-instrumentation/_semconv.py
	HTTPClientDuration = queries.NewHistogram[Exporter]("http_client_duration_milliseconds")

	// HTTPServerDuration is http_server_duration_milliseconds (histogram, milliseconds, since otel-http-old, removed in current).
	// Older build (OpenTelemetry auto-instrumentation): time of pages and other requests that the UI served. The current build gave the name to something else.
	// Source: rhoai-genaiops/frontend before 2e4c5c43; open-telemetry/opentelemetry-python-contrib:opentelemetry-instrumentation/_semconv.py
	HTTPServerDuration = queries.NewHistogram[Exporter]("http_server_duration_milliseconds")

	// HTTPServerActiveRequests is http_server_active_requests (gauge, requests, since otel-http-old, removed in current).
	// Older build (OpenTelemetry auto-instrumentation): requests that the UI is serving.
	// Source: rhoai-genaiops/frontend before 2e4c5c43; open-telemetry/opentelemetry-python-contrib:opentelemetry-instrumentation/_semconv.py
	HTTPServerActiveRequests = queries.NewGauge[Exporter]("http_server_active_requests")
)

// The labels.
var (
	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Endpoint is the label endpoint: Canopy UI own metrics: path on the backend.
	Endpoint = queries.NewLabel[Exporter]("endpoint")

	// HTTPFlavor is the label http_flavor.
	HTTPFlavor = queries.NewLabel[Exporter]("http_flavor")

	// HTTPHost is the label http_host.
	HTTPHost = queries.NewLabel[Exporter]("http_host")

	// HTTPMethod is the label http_method.
	HTTPMethod = queries.NewLabel[Exporter]("http_method")

	// HTTPScheme is the label http_scheme.
	HTTPScheme = queries.NewLabel[Exporter]("http_scheme")

	// HTTPServerName is the label http_server_name.
	HTTPServerName = queries.NewLabel[Exporter]("http_server_name")

	// HTTPStatusCode is the label http_status_code: Older build: numeric status.
	HTTPStatusCode = queries.NewLabel[Exporter]("http_status_code")

	// HTTPTarget is the label http_target: Older build, server metrics only: requested path.
	HTTPTarget = queries.NewLabel[Exporter]("http_target")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// NetHostName is the label net_host_name.
	NetHostName = queries.NewLabel[Exporter]("net_host_name")

	// NetHostPort is the label net_host_port.
	NetHostPort = queries.NewLabel[Exporter]("net_host_port")

	// NetPeerName is the label net_peer_name.
	NetPeerName = queries.NewLabel[Exporter]("net_peer_name")

	// NetPeerPort is the label net_peer_port.
	NetPeerPort = queries.NewLabel[Exporter]("net_peer_port")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Status is the label status: Canopy UI own metrics: status code or error.
	Status = queries.NewLabel[Exporter]("status")

	// TargetEndpoint is the label endpoint that the store adds: port name.
	TargetEndpoint = queries.NewTargetLabel[Exporter]("endpoint")
)
