// Code generated from queries/catalogue/ovms.tsv by go generate; DO NOT EDIT.

// Package ovms holds the metrics and labels of ovms.
//
// OpenVINO Model Server.
package ovms

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to ovms.
type Exporter struct{}

// ExporterName is the key of ovms in the catalogue and in environments.
func (Exporter) ExporterName() string { return "ovms" }

// The metrics.
var (
	// RequestsSuccess is ovms_requests_success (counter, requests, since 2022.2).
	// Requests answered for a model or DAG; no _total; version is absent on ModelReady and GetModelStatus series.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	RequestsSuccess = queries.NewCounter[Exporter]("ovms_requests_success")

	// RequestsFail is ovms_requests_fail (counter, requests, since 2022.2).
	// Requests failed for a model or DAG; no _total.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	RequestsFail = queries.NewCounter[Exporter]("ovms_requests_fail")

	// RequestTime is ovms_request_time_us (histogram, microseconds, since 2022.2).
	// Request processing time.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	RequestTime = queries.NewHistogram[Exporter]("ovms_request_time_us")

	// InferenceTime is ovms_inference_time_us (histogram, microseconds, since 2022.2).
	// Time in the OpenVINO backend.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	InferenceTime = queries.NewHistogram[Exporter]("ovms_inference_time_us")

	// WaitForInferReqTime is ovms_wait_for_infer_req_time_us (histogram, microseconds, since 2022.2).
	// Wait for a free inference request.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	WaitForInferReqTime = queries.NewHistogram[Exporter]("ovms_wait_for_infer_req_time_us")

	// Streams is ovms_streams (gauge, streams, since 2022.2).
	// OpenVINO execution streams.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	Streams = queries.NewGauge[Exporter]("ovms_streams")

	// CurrentRequests is ovms_current_requests (gauge, requests, since 2022.2).
	// Requests between reception and reply.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	CurrentRequests = queries.NewGauge[Exporter]("ovms_current_requests")

	// InferReqQueueSize is ovms_infer_req_queue_size (gauge, requests, since 2022.2).
	// Size of the inference request pool (nireq).
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	InferReqQueueSize = queries.NewGauge[Exporter]("ovms_infer_req_queue_size")

	// InferReqActive is ovms_infer_req_active (gauge, requests, since 2022.2).
	// Inference requests in use.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	InferReqActive = queries.NewGauge[Exporter]("ovms_infer_req_active")

	// CurrentGraphs is ovms_current_graphs (gauge, graphs, since 2024.4).
	// MediaPipe graphs running (LLM endpoints are graphs).
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	CurrentGraphs = queries.NewGauge[Exporter]("ovms_current_graphs")

	// RequestsAccepted is ovms_requests_accepted (counter, requests, since 2024.4).
	// Requests that entered a MediaPipe graph; the success counter for LLM (api V3) endpoints.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	RequestsAccepted = queries.NewCounter[Exporter]("ovms_requests_accepted")

	// RequestsRejected is ovms_requests_rejected (counter, requests, since 2024.4).
	// Requests that failed before entering a graph.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	RequestsRejected = queries.NewCounter[Exporter]("ovms_requests_rejected")

	// Responses is ovms_responses (counter, responses, since 2024.4).
	// Packets produced by a graph; streaming gives many per request.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	Responses = queries.NewCounter[Exporter]("ovms_responses")

	// GraphError is ovms_graph_error (counter, errors, since 2025.0).
	// Graph executions that failed.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	GraphError = queries.NewCounter[Exporter]("ovms_graph_error")

	// GraphProcessingTime is ovms_graph_processing_time_us (histogram, microseconds, since 2025.0).
	// Life time of a graph.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	GraphProcessingTime = queries.NewHistogram[Exporter]("ovms_graph_processing_time_us")

	// GraphRequestLatency is ovms_graph_request_latency_us (histogram, microseconds, since 2025.1).
	// Packet in to packet out, streaming methods only; in neither the default nor the optional family list of 2026.3, so it cannot be switched on.
	// Source: openvinotoolkit/model_server:src/metrics/metric_config.cpp; src/model_metric_reporter.cpp; docs/metrics.md
	GraphRequestLatency = queries.NewHistogram[Exporter]("ovms_graph_request_latency_us")
)

// The labels.
var (
	// API is the label api: API family.
	API = queries.NewLabel[Exporter]("api")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Interface is the label interface: Transport.
	Interface = queries.NewLabel[Exporter]("interface")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// Method is the label method: API method.
	Method = queries.NewLabel[Exporter]("method")

	// Name is the label name: Model, DAG or graph name.
	Name = queries.NewLabel[Exporter]("name")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Version is the label version: Model version; absent on some methods and on graphs.
	Version = queries.NewLabel[Exporter]("version")
)
