// Code generated from queries/catalogue/canopy-backend.tsv by go generate; DO NOT EDIT.

// Package canopybackend holds the metrics and labels of canopy-backend.
//
// FastAPI backend of the Canopy lab; the version is the OpenTelemetry HTTP convention it speaks.
package canopybackend

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to canopy-backend.
type Exporter struct{}

// ExporterName is the key of canopy-backend in the catalogue and in environments.
func (Exporter) ExporterName() string { return "canopy-backend" }

// The metrics.
var (
	// HTTPServerRequestDuration is http_server_request_duration_seconds (histogram, seconds, since otel-http-new).
	// Stable convention: time of requests served; only with OTEL_SEMCONV_STABILITY_OPT_IN=http or http/dup.
	// Also known as http_server_duration_milliseconds.
	// Source: open-telemetry/opentelemetry-python-contrib:instrumentation/opentelemetry-instrumentation-asgi; opentelemetry-instrumentation/_semconv.py
	HTTPServerRequestDuration = queries.NewHistogram[Exporter]("http_server_request_duration_seconds")

	// HTTPServerRequestBodySizeBytes is http_server_request_body_size_bytes (histogram, bytes, since otel-http-new).
	// Stable convention: request body size.
	// Also known as http_server_request_size_bytes.
	// Source: open-telemetry/opentelemetry-python-contrib:instrumentation/opentelemetry-instrumentation-asgi; opentelemetry-instrumentation/_semconv.py
	HTTPServerRequestBodySizeBytes = queries.NewHistogram[Exporter]("http_server_request_body_size_bytes")

	// HTTPServerResponseBodySizeBytes is http_server_response_body_size_bytes (histogram, bytes, since otel-http-new).
	// Stable convention: response body size.
	// Also known as http_server_response_size_bytes.
	// Source: open-telemetry/opentelemetry-python-contrib:instrumentation/opentelemetry-instrumentation-asgi; opentelemetry-instrumentation/_semconv.py
	HTTPServerResponseBodySizeBytes = queries.NewHistogram[Exporter]("http_server_response_body_size_bytes")

	// HTTPServerActiveRequests is http_server_active_requests (gauge, requests, since otel-http-new).
	// Requests in flight; the name is the same in both conventions, the labels differ; no status label.
	// Source: rhoai-genaiops/backend@46d3e33:app/main.py; open-telemetry/opentelemetry-python-contrib:instrumentation/opentelemetry-instrumentation-asgi; opentelemetry-instrumentation/_semconv.py
	HTTPServerActiveRequests = queries.NewGauge[Exporter]("http_server_active_requests")

	// HTTPClientRequestDuration is http_client_request_duration_seconds (histogram, seconds, since otel-http-new).
	// Stable convention: time of outgoing calls.
	// Also known as http_client_duration_milliseconds.
	// Source: open-telemetry/opentelemetry-python-contrib:instrumentation/opentelemetry-instrumentation-httpx
	HTTPClientRequestDuration = queries.NewHistogram[Exporter]("http_client_request_duration_seconds")

	// Target is target_info (gauge, behaves as info, constant 1, since otel-http-old).
	// Constant 1 with OTel resource attributes as labels.
	// Source: open-telemetry/opentelemetry-python:exporter/opentelemetry-exporter-prometheus
	Target = queries.NewInfo[Exporter]("target_info")
)

// The labels.
var (
	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// ErrorType is the label error_type.
	ErrorType = queries.NewLabel[Exporter]("error_type")

	// HTTPFlavor is the label http_flavor.
	HTTPFlavor = queries.NewLabel[Exporter]("http_flavor")

	// HTTPHost is the label http_host.
	HTTPHost = queries.NewLabel[Exporter]("http_host")

	// HTTPRequestMethod is the label http_request_method: Stable convention: verb.
	HTTPRequestMethod = queries.NewLabel[Exporter]("http_request_method")

	// HTTPResponseStatusCode is the label http_response_status_code: Stable convention: numeric status.
	HTTPResponseStatusCode = queries.NewLabel[Exporter]("http_response_status_code")

	// HTTPRoute is the label http_route: Stable convention: route template.
	HTTPRoute = queries.NewLabel[Exporter]("http_route")

	// HTTPServerName is the label http_server_name.
	HTTPServerName = queries.NewLabel[Exporter]("http_server_name")

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

	// NetworkProtocolVersion is the label network_protocol_version.
	NetworkProtocolVersion = queries.NewLabel[Exporter]("network_protocol_version")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// ServerAddress is the label server_address: Stable convention, client metrics: called host.
	ServerAddress = queries.NewLabel[Exporter]("server_address")

	// ServerPort is the label server_port: Stable convention, client metrics: called port.
	ServerPort = queries.NewLabel[Exporter]("server_port")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name: From OTel resource through resource_to_telemetry_conversion (RHOAI collector).
	ServiceName = queries.NewLabel[Exporter]("service_name")

	// TargetServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	TargetServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// TelemetrySdkLanguage is the label telemetry_sdk_language.
	TelemetrySdkLanguage = queries.NewLabel[Exporter]("telemetry_sdk_language")

	// TelemetrySdkName is the label telemetry_sdk_name.
	TelemetrySdkName = queries.NewLabel[Exporter]("telemetry_sdk_name")

	// TelemetrySdkVersion is the label telemetry_sdk_version.
	TelemetrySdkVersion = queries.NewLabel[Exporter]("telemetry_sdk_version")

	// URLScheme is the label url_scheme: Stable convention: scheme.
	URLScheme = queries.NewLabel[Exporter]("url_scheme")
)
