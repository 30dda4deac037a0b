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

	// LLMDEppRequestTTFTSeconds is llm_d_epp_request_ttft_seconds (histogram, seconds).
	// Time to first token seen by the endpoint picker.
	// Source: opendatahub-io/kserve:config/monitoring/llmisvc/dashboards-odc/context/scheduler_metrics.txt
	LLMDEppRequestTTFTSeconds = queries.NewHistogram[Exporter]("llm_d_epp_request_ttft_seconds")

	// RequestError is llm_d_epp_request_error_total (counter, requests).
	// Requests answered with an error; absent until there is one.
	// Also known as inference_objective_request_error_total.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	RequestError = queries.NewCounter[Exporter]("llm_d_epp_request_error_total")

	// FlowControlRequestQueueDuration is llm_d_epp_flow_control_request_queue_duration_seconds (histogram, seconds).
	// Time of a request in flow control, to its outcome; only with flow control on.
	// Also known as inference_extension_flow_control_request_queue_duration_seconds.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	FlowControlRequestQueueDuration = queries.NewHistogram[Exporter]("llm_d_epp_flow_control_request_queue_duration_seconds")

	// FlowControlPoolSaturation is llm_d_epp_flow_control_pool_saturation (gauge, ratio (0-1)).
	// How full the pool is, 0 to 1 and beyond; only with flow control on.
	// Also known as inference_extension_flow_control_pool_saturation.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	FlowControlPoolSaturation = queries.NewRatioGauge[Exporter]("llm_d_epp_flow_control_pool_saturation")

	// FlowControlDispatchCycleDuration is llm_d_epp_flow_control_dispatch_cycle_duration_seconds (histogram, seconds).
	// Time of one dispatch cycle; only with flow control on.
	// Also known as inference_extension_flow_control_dispatch_cycle_duration_seconds.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	FlowControlDispatchCycleDuration = queries.NewHistogram[Exporter]("llm_d_epp_flow_control_dispatch_cycle_duration_seconds")

	// FlowControlRequestEnqueueDuration is llm_d_epp_flow_control_request_enqueue_duration_seconds (histogram, seconds).
	// Time to put a request into a queue; only with flow control on.
	// Also known as inference_extension_flow_control_request_enqueue_duration_seconds.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	FlowControlRequestEnqueueDuration = queries.NewHistogram[Exporter]("llm_d_epp_flow_control_request_enqueue_duration_seconds")

	// FlowControlQueueSize is llm_d_epp_flow_control_queue_size (gauge, requests).
	// Requests held in the queues; only with flow control on.
	// Also known as inference_extension_flow_control_queue_size.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	FlowControlQueueSize = queries.NewGauge[Exporter]("llm_d_epp_flow_control_queue_size")

	// FlowControlQueueBytes is llm_d_epp_flow_control_queue_bytes (gauge, bytes).
	// Size of the requests held in the queues; only with flow control on.
	// Also known as inference_extension_flow_control_queue_bytes.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	FlowControlQueueBytes = queries.NewGauge[Exporter]("llm_d_epp_flow_control_queue_bytes")

	// ModelRewriteDecisions is llm_d_epp_model_rewrite_decisions_total (counter, decisions).
	// Decisions of model rewrites; only where there are rewrites.
	// Also known as inference_extension_model_rewrite_decisions_total.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	ModelRewriteDecisions = queries.NewCounter[Exporter]("llm_d_epp_model_rewrite_decisions_total")

	// DatalayerPollErrors is llm_d_epp_datalayer_poll_errors_total (counter, errors).
	// Errors when polling a source of data; absent until there is one.
	// Also known as llm_d_inference_scheduler_datalayer_poll_errors_total.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	DatalayerPollErrors = queries.NewCounter[Exporter]("llm_d_epp_datalayer_poll_errors_total")

	// DatalayerExtractErrors is llm_d_epp_datalayer_extract_errors_total (counter, errors).
	// Errors when reading what a source gave; absent until there is one.
	// Also known as llm_d_inference_scheduler_datalayer_extract_errors_total.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	DatalayerExtractErrors = queries.NewCounter[Exporter]("llm_d_epp_datalayer_extract_errors_total")

	// RequestStreamingTpot is llm_d_epp_request_streaming_tpot_seconds (histogram, seconds).
	// Mean time per output token of a streamed request.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/metrics/llm_d_router_metrics.go
	RequestStreamingTpot = queries.NewHistogram[Exporter]("llm_d_epp_request_streaming_tpot_seconds")

	// InferenceObjectiveRequestTTFTSeconds is inference_objective_request_ttft_seconds (histogram, seconds).
	// Time to first token, as the latency predictor measures it.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/predictedlatency/metrics.go
	InferenceObjectiveRequestTTFTSeconds = queries.NewHistogram[Exporter]("inference_objective_request_ttft_seconds")

	// RequestTpot is inference_objective_request_tpot_seconds (histogram, seconds).
	// Time per output token, as the latency predictor measures it.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/predictedlatency/metrics.go
	RequestTpot = queries.NewHistogram[Exporter]("inference_objective_request_tpot_seconds")

	// RequestPredictedTTFT is llm_d_epp_request_predicted_ttft_seconds (histogram, seconds).
	// Predicted time to first token; only with the latency predictor.
	// Also known as inference_objective_request_predicted_ttft_seconds.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/predictedlatency/metrics.go
	RequestPredictedTTFT = queries.NewHistogram[Exporter]("llm_d_epp_request_predicted_ttft_seconds")

	// RequestPredictedTpot is llm_d_epp_request_predicted_tpot_seconds (histogram, seconds).
	// Predicted time per output token; only with the latency predictor.
	// Also known as inference_objective_request_predicted_tpot_seconds.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/predictedlatency/metrics.go
	RequestPredictedTpot = queries.NewHistogram[Exporter]("llm_d_epp_request_predicted_tpot_seconds")

	// RequestTTFTPredictionDuration is llm_d_epp_request_ttft_prediction_duration_seconds (histogram, seconds).
	// Time that predicting the time to first token takes; only with the latency predictor.
	// Also known as inference_objective_request_ttft_prediction_duration_seconds.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/predictedlatency/metrics.go
	RequestTTFTPredictionDuration = queries.NewHistogram[Exporter]("llm_d_epp_request_ttft_prediction_duration_seconds")

	// RequestTpotPredictionDuration is llm_d_epp_request_tpot_prediction_duration_seconds (histogram, seconds).
	// Time that predicting the time per output token takes; only with the latency predictor.
	// Also known as inference_objective_request_tpot_prediction_duration_seconds.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/predictedlatency/metrics.go
	RequestTpotPredictionDuration = queries.NewHistogram[Exporter]("llm_d_epp_request_tpot_prediction_duration_seconds")

	// RequestSloViolation is llm_d_epp_request_slo_violation_total (counter, violations).
	// Requests beyond their objective, by type; only with the latency predictor.
	// Also known as inference_objective_request_slo_violation_total.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/predictedlatency/metrics.go
	RequestSloViolation = queries.NewCounter[Exporter]("llm_d_epp_request_slo_violation_total")

	// InferenceRequest is llm_d_epp_inference_request_metric (gauge, unknown).
	// Latencies, objectives and predictions of the last request, by type; only with the latency predictor.
	// Also known as inference_objective_inference_request_metric.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/predictedlatency/metrics.go
	InferenceRequest = queries.NewGauge[Exporter]("llm_d_epp_inference_request_metric")

	// EncoderCacheQueries is llm_d_epp_encoder_cache_queries_total (counter, items).
	// Multimodal items looked up in the affinity cache of the encoder.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/multimodal/metrics.go
	EncoderCacheQueries = queries.NewCounter[Exporter]("llm_d_epp_encoder_cache_queries_total")

	// EncoderCacheHits is llm_d_epp_encoder_cache_hits_total (counter, items).
	// Multimodal items that were in the affinity cache of an endpoint.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/multimodal/metrics.go
	EncoderCacheHits = queries.NewCounter[Exporter]("llm_d_epp_encoder_cache_hits_total")

	// EncoderCacheHitRatio is llm_d_epp_encoder_cache_hit_ratio (histogram, ratio (0-1)).
	// Share of the items of a request that an endpoint had.
	// Source: llm-d/llm-d-inference-scheduler:pkg/epp/framework/plugins/requestcontrol/dataproducer/multimodal/metrics.go
	EncoderCacheHitRatio = queries.NewHistogram[Exporter]("llm_d_epp_encoder_cache_hit_ratio")
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

	// EndpointName is the label endpoint_name: Model server that was picked.
	EndpointName = queries.NewLabel[Exporter]("endpoint_name")

	// ErrorCode is the label error_code.
	ErrorCode = queries.NewLabel[Exporter]("error_code")

	// ExtensionPoint is the label extension_point.
	ExtensionPoint = queries.NewLabel[Exporter]("extension_point")

	// ExtractorType is the label extractor_type.
	ExtractorType = queries.NewLabel[Exporter]("extractor_type")

	// FairnessID is the label fairness_id.
	FairnessID = queries.NewLabel[Exporter]("fairness_id")

	// InferencePool is the label inference_pool.
	InferencePool = queries.NewLabel[Exporter]("inference_pool")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// Modality is the label modality.
	Modality = queries.NewLabel[Exporter]("modality")

	// ModelName is the label model_name.
	ModelName = queries.NewLabel[Exporter]("model_name")

	// ModelRewriteName is the label model_rewrite_name.
	ModelRewriteName = queries.NewLabel[Exporter]("model_rewrite_name")

	// ModelServerEndpoint is the label model_server_endpoint: Model server behind the picker.
	ModelServerEndpoint = queries.NewLabel[Exporter]("model_server_endpoint")

	// Name is the label name.
	Name = queries.NewLabel[Exporter]("name")

	// Namespace is the label namespace.
	Namespace = queries.NewLabel[Exporter]("namespace")

	// Outcome is the label outcome.
	Outcome = queries.NewLabel[Exporter]("outcome")

	// PluginName is the label plugin_name.
	PluginName = queries.NewLabel[Exporter]("plugin_name")

	// PluginType is the label plugin_type.
	PluginType = queries.NewLabel[Exporter]("plugin_type")

	// Pod is the label pod.
	Pod = queries.NewLabel[Exporter]("pod")

	// Port is the label port.
	Port = queries.NewLabel[Exporter]("port")

	// Priority is the label priority.
	Priority = queries.NewLabel[Exporter]("priority")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// SourceType is the label source_type.
	SourceType = queries.NewLabel[Exporter]("source_type")

	// Status is the label status.
	Status = queries.NewLabel[Exporter]("status")

	// Streaming is the label streaming.
	Streaming = queries.NewLabel[Exporter]("streaming")

	// TargetModel is the label target_model.
	TargetModel = queries.NewLabel[Exporter]("target_model")

	// TargetModelName is the label target_model_name.
	TargetModelName = queries.NewLabel[Exporter]("target_model_name")

	// TargetNamespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	TargetNamespace = queries.NewTargetLabel[Exporter]("namespace")

	// TargetPod is the label pod that the store adds: scraped pod.
	TargetPod = queries.NewTargetLabel[Exporter]("pod")

	// Type is the label type.
	Type = queries.NewLabel[Exporter]("type")
)
