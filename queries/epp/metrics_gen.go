// Code generated from queries/catalogue/llm-d-epp.tsv by go generate; DO NOT EDIT.

// Package epp holds the metrics and labels of llm-d-epp.
//
// Endpoint picker.
package epp

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to llm-d-epp.
type Exporter struct{}

// ExporterName is the key of llm-d-epp in the catalogue and in environments.
func (Exporter) ExporterName() string { return "llm-d-epp" }

// The metrics.
var (
	// InferenceExtensionInfo is inference_extension_info (gauge, behaves as info, constant 1).
	// Build facts of the endpoint picker.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	InferenceExtensionInfo = queries.NewInfo[Exporter]("inference_extension_info")

	// PluginDuration is llm_d_epp_plugin_duration_seconds (histogram, seconds).
	// Plugin time.
	// Also known as inference_extension_plugin_duration_seconds.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	PluginDuration = queries.NewHistogram[Exporter]("llm_d_epp_plugin_duration_seconds")

	// PrefixIndexerHitBytes is llm_d_epp_prefix_indexer_hit_bytes (histogram, bytes).
	// Prefix match length.
	// Also known as inference_extension_prefix_indexer_hit_bytes.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	PrefixIndexerHitBytes = queries.NewHistogram[Exporter]("llm_d_epp_prefix_indexer_hit_bytes")

	// PrefixIndexerHitRatio is llm_d_epp_prefix_indexer_hit_ratio (histogram, ratio (0-1)).
	// Prefix match share.
	// Also known as inference_extension_prefix_indexer_hit_ratio.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	PrefixIndexerHitRatio = queries.NewHistogram[Exporter]("llm_d_epp_prefix_indexer_hit_ratio")

	// PrefixIndexerSize is llm_d_epp_prefix_indexer_size (gauge, count).
	// Size of the prefix index.
	// Also known as inference_extension_prefix_indexer_size.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	PrefixIndexerSize = queries.NewGauge[Exporter]("llm_d_epp_prefix_indexer_size")

	// SchedulerAttempts is llm_d_epp_scheduler_attempts_total (counter, count).
	// Scheduling attempts.
	// Also known as inference_extension_scheduler_attempts_total.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	SchedulerAttempts = queries.NewCounter[Exporter]("llm_d_epp_scheduler_attempts_total")

	// SchedulerE2EDuration is llm_d_epp_scheduler_e2e_duration_seconds (histogram, seconds).
	// Scheduling time.
	// Also known as inference_extension_scheduler_e2e_duration_seconds.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	SchedulerE2EDuration = queries.NewHistogram[Exporter]("llm_d_epp_scheduler_e2e_duration_seconds")

	// RequestInputTokens is llm_d_epp_request_input_tokens (histogram, tokens).
	// Input tokens per request.
	// Also known as inference_objective_input_tokens.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	RequestInputTokens = queries.NewHistogram[Exporter]("llm_d_epp_request_input_tokens")

	// RequestNTPOT is llm_d_epp_request_ntpot_seconds (histogram, seconds).
	// Request time divided by output tokens.
	// Also known as inference_objective_normalized_time_per_output_token_seconds.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	RequestNTPOT = queries.NewHistogram[Exporter]("llm_d_epp_request_ntpot_seconds")

	// RequestOutputTokens is llm_d_epp_request_output_tokens (histogram, tokens).
	// Output tokens per request.
	// Also known as inference_objective_output_tokens.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	RequestOutputTokens = queries.NewHistogram[Exporter]("llm_d_epp_request_output_tokens")

	// RequestCachedTokens is llm_d_epp_request_cached_tokens (histogram, tokens).
	// Cached prompt tokens per request.
	// Also known as inference_objective_prompt_cached_tokens.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	RequestCachedTokens = queries.NewHistogram[Exporter]("llm_d_epp_request_cached_tokens")

	// RequestDuration is llm_d_epp_request_duration_seconds (histogram, seconds).
	// End-to-end request time.
	// Also known as inference_objective_request_duration_seconds.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	RequestDuration = queries.NewHistogram[Exporter]("llm_d_epp_request_duration_seconds")

	// RequestSizeBytes is llm_d_epp_request_size_bytes (histogram, bytes).
	// Request body size.
	// Also known as inference_objective_request_sizes.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	RequestSizeBytes = queries.NewHistogram[Exporter]("llm_d_epp_request_size_bytes")

	// Request is llm_d_epp_request_total (counter, count).
	// Requests handled by the endpoint picker.
	// Also known as inference_objective_request_total.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	Request = queries.NewCounter[Exporter]("llm_d_epp_request_total")

	// ResponseSizeBytes is llm_d_epp_response_size_bytes (histogram, bytes).
	// Response body size.
	// Also known as inference_objective_response_sizes.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	ResponseSizeBytes = queries.NewHistogram[Exporter]("llm_d_epp_response_size_bytes")

	// RequestRunning is llm_d_epp_request_running (gauge, count).
	// Requests in flight.
	// Also known as inference_objective_running_requests.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	RequestRunning = queries.NewGauge[Exporter]("llm_d_epp_request_running")

	// AverageKVCacheUtilization is llm_d_epp_average_kv_cache_utilization (gauge, ratio (0-1)).
	// Mean KV-cache use of the pool.
	// Also known as inference_pool_average_kv_cache_utilization.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	AverageKVCacheUtilization = queries.NewRatioGauge[Exporter]("llm_d_epp_average_kv_cache_utilization")

	// AverageQueueSize is llm_d_epp_average_queue_size (gauge, count).
	// Mean queue length of the pool.
	// Also known as inference_pool_average_queue_size.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	AverageQueueSize = queries.NewGauge[Exporter]("llm_d_epp_average_queue_size")

	// AverageRunningRequests is llm_d_epp_average_running_requests (gauge, count).
	// Mean running requests of the pool.
	// Also known as inference_pool_average_running_requests.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	AverageRunningRequests = queries.NewGauge[Exporter]("llm_d_epp_average_running_requests")

	// PerPodQueueSize is inference_pool_per_pod_queue_size (gauge, count).
	// Queue length per pod.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	PerPodQueueSize = queries.NewGauge[Exporter]("inference_pool_per_pod_queue_size")

	// ReadyEndpoints is llm_d_epp_ready_endpoints (gauge, count).
	// Ready endpoints of the pool.
	// Also known as inference_pool_ready_pods.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	ReadyEndpoints = queries.NewGauge[Exporter]("llm_d_epp_ready_endpoints")

	// DisaggDecision is llm_d_epp_disagg_decision_total (counter, count).
	// Prefill/decode split decisions.
	// Also known as llm_d_inference_scheduler_disagg_decision_total.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	DisaggDecision = queries.NewCounter[Exporter]("llm_d_epp_disagg_decision_total")

	// LLMDEppInfo is llm_d_epp_info (gauge, behaves as info, constant 1).
	// Build facts.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	LLMDEppInfo = queries.NewInfo[Exporter]("llm_d_epp_info")

	// PerEndpointQueueSize is llm_d_epp_per_endpoint_queue_size (gauge, count).
	// Queue length per endpoint.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	PerEndpointQueueSize = queries.NewGauge[Exporter]("llm_d_epp_per_endpoint_queue_size")

	// RequestStreamingITL is llm_d_epp_request_streaming_itl_seconds (histogram, seconds).
	// Time between streamed chunks.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	RequestStreamingITL = queries.NewHistogram[Exporter]("llm_d_epp_request_streaming_itl_seconds")

	// RequestTTFT is llm_d_epp_request_ttft_seconds (histogram, seconds).
	// Time to first token seen by the endpoint picker.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	RequestTTFT = queries.NewHistogram[Exporter]("llm_d_epp_request_ttft_seconds")

	// RequestError is inference_objective_request_error_total (counter, requests).
	// Requests answered with an error; queried by RHOAI dashboards but absent from the sampled endpoint until an error happens.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc (name from dashboard queries)
	RequestError = queries.NewCounter[Exporter]("inference_objective_request_error_total")

	// FlowControlRequestQueueDuration is inference_extension_flow_control_request_queue_duration_seconds (histogram, seconds).
	// Flow control queue time; only with flow control on.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc (name from dashboard queries)
	FlowControlRequestQueueDuration = queries.NewHistogram[Exporter]("inference_extension_flow_control_request_queue_duration_seconds")

	// FlowControlPoolSaturation is inference_extension_flow_control_pool_saturation (gauge, ratio (0-1)).
	// Pool saturation; only with flow control on.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc (name from dashboard queries)
	FlowControlPoolSaturation = queries.NewRatioGauge[Exporter]("inference_extension_flow_control_pool_saturation")
)

// The labels.
var (
	// BuildRef is the label build_ref.
	BuildRef = queries.NewLabel[Exporter]("build_ref")

	// Commit is the label commit.
	Commit = queries.NewLabel[Exporter]("commit")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// DecisionType is the label decision_type.
	DecisionType = queries.NewLabel[Exporter]("decision_type")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// EndpointName is the label endpoint_name.
	EndpointName = queries.NewLabel[Exporter]("endpoint_name")

	// ExtensionPoint is the label extension_point.
	ExtensionPoint = queries.NewLabel[Exporter]("extension_point")

	// FairnessID is the label fairness_id.
	FairnessID = queries.NewLabel[Exporter]("fairness_id")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// ModelName is the label model_name.
	ModelName = queries.NewLabel[Exporter]("model_name")

	// ModelServerEndpoint is the label model_server_endpoint.
	ModelServerEndpoint = queries.NewLabel[Exporter]("model_server_endpoint")

	// ModelServerPod is the label model_server_pod.
	ModelServerPod = queries.NewLabel[Exporter]("model_server_pod")

	// Name is the label name.
	Name = queries.NewLabel[Exporter]("name")

	// Namespace is the label namespace.
	Namespace = queries.NewLabel[Exporter]("namespace")

	// PluginName is the label plugin_name.
	PluginName = queries.NewLabel[Exporter]("plugin_name")

	// PluginType is the label plugin_type.
	PluginType = queries.NewLabel[Exporter]("plugin_type")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// PodName is the label pod_name.
	PodName = queries.NewLabel[Exporter]("pod_name")

	// Port is the label port.
	Port = queries.NewLabel[Exporter]("port")

	// Priority is the label priority.
	Priority = queries.NewLabel[Exporter]("priority")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Status is the label status.
	Status = queries.NewLabel[Exporter]("status")

	// Streaming is the label streaming.
	Streaming = queries.NewLabel[Exporter]("streaming")

	// TargetModelName is the label target_model_name.
	TargetModelName = queries.NewLabel[Exporter]("target_model_name")

	// TargetNamespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	TargetNamespace = queries.NewTargetLabel[Exporter]("namespace")
)
