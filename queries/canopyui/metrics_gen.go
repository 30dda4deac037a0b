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

	// HTTPServerDuration is http_server_duration_milliseconds (histogram, milliseconds, since current).
	// Canopy UI (prometheus_client): time of calls from the UI to the BACKEND under a server-side name; only label endpoint, no http_status_code or http_target.
	// Source: rhoai-genaiops/frontend@2e4c5c43:app/app.py
	HTTPServerDuration = queries.NewHistogram[Exporter]("http_server_duration_milliseconds")
)

// The labels.
var (
	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Endpoint is the label endpoint: Canopy UI own metrics: path on the backend.
	Endpoint = queries.NewLabel[Exporter]("endpoint")

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
