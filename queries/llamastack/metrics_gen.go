// Code generated from queries/catalogue/llama-stack.tsv by go generate; DO NOT EDIT.

// Package llamastack holds the metrics and labels of llama-stack.
//
// Called OGX since 0.8.
package llamastack

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to llama-stack.
type Exporter struct{}

// ExporterName is the key of llama-stack in the catalogue and in environments.
func (Exporter) ExporterName() string { return "llama-stack" }

// The metrics.
var (
	// PromptTokensTotal is prompt_tokens_total (counter, tokens, since 0.1.7, removed in 0.4.0).
	// OTel counter prompt_tokens (unit tokens) of the old telemetry provider, collector without namespace; non-streaming only up to 0.2.x/0.3.x limits.
	// Source: llamastack/llama-stack@v0.3.5:llama_stack/core/routers/inference.py; llama_stack/providers/inline/telemetry/meta_reference/telemetry.py
	PromptTokensTotal = queries.NewCounter[Exporter]("prompt_tokens_total")

	// CompletionTokensTotal is completion_tokens_total (counter, tokens, since 0.1.7, removed in 0.4.0).
	// OTel counter completion_tokens, as above.
	// Source: llamastack/llama-stack@v0.3.5:llama_stack/core/routers/inference.py; llama_stack/providers/inline/telemetry/meta_reference/telemetry.py
	CompletionTokensTotal = queries.NewCounter[Exporter]("completion_tokens_total")

	// TokensTotal is tokens_total (counter, tokens, since 0.1.7, removed in 0.4.0).
	// OTel counter total_tokens: the Go translation moves total to the end, so the name is tokens_total, never total_tokens_total.
	// Source: llamastack/llama-stack@v0.3.5:llama_stack/core/routers/inference.py; llama_stack/providers/inline/telemetry/meta_reference/telemetry.py
	TokensTotal = queries.NewCounter[Exporter]("tokens_total")

	// LlamaStackPromptTokensTotal is llama_stack_prompt_tokens_total (counter, tokens, since 0.1.7, removed in 0.4.0).
	// prompt_tokens_total through a collector whose Prometheus exporter has namespace llama_stack (upstream scripts/telemetry).
	// Source: llamastack/llama-stack@v0.3.5:llama_stack/core/routers/inference.py; llama_stack/providers/inline/telemetry/meta_reference/telemetry.py
	LlamaStackPromptTokensTotal = queries.NewCounter[Exporter]("llama_stack_prompt_tokens_total")

	// LlamaStackCompletionTokensTotal is llama_stack_completion_tokens_total (counter, tokens, since 0.1.7, removed in 0.4.0).
	// completion_tokens_total through a collector whose Prometheus exporter has namespace llama_stack (upstream scripts/telemetry).
	// Source: llamastack/llama-stack@v0.3.5:llama_stack/core/routers/inference.py; llama_stack/providers/inline/telemetry/meta_reference/telemetry.py
	LlamaStackCompletionTokensTotal = queries.NewCounter[Exporter]("llama_stack_completion_tokens_total")

	// LlamaStackTokensTotal is llama_stack_tokens_total (counter, tokens, since 0.1.7, removed in 0.4.0).
	// tokens_total through a collector whose Prometheus exporter has namespace llama_stack (upstream scripts/telemetry).
	// Source: llamastack/llama-stack@v0.3.5:llama_stack/core/routers/inference.py; llama_stack/providers/inline/telemetry/meta_reference/telemetry.py
	LlamaStackTokensTotal = queries.NewCounter[Exporter]("llama_stack_tokens_total")

	// GenAIClientTokenUsage is gen_ai_client_token_usage (histogram, tokens, since 0.4.0).
	// Tokens per call from OpenTelemetry OpenAI instrumentation (opentelemetry-instrument); gen_ai_token_type is input or output; use _sum for totals.
	// Source: OpenTelemetry GenAI auto-instrumentation; llamastack/llama-stack@v0.4.0:scripts/telemetry/llama-stack-dashboard.json
	GenAIClientTokenUsage = queries.NewHistogram[Exporter]("gen_ai_client_token_usage")

	// GenAIClientOperationDuration is gen_ai_client_operation_duration_seconds (histogram, seconds, since 0.4.0).
	// Length of model calls from the same instrumentation.
	// Source: OpenTelemetry GenAI auto-instrumentation; llamastack/llama-stack@v0.4.0:scripts/telemetry/llama-stack-dashboard.json
	GenAIClientOperationDuration = queries.NewHistogram[Exporter]("gen_ai_client_operation_duration_seconds")

	// Requests is ogx_requests_total (counter, requests, since 0.8.0).
	// API requests of the server; method is the handler name, not the HTTP verb.
	// Also known as llama_stack_requests_total.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/core/server/metrics.py
	Requests = queries.NewCounter[Exporter]("ogx_requests_total")

	// RequestDuration is ogx_request_duration_seconds (histogram, seconds, since 0.8.0).
	// Length of API requests; no status label.
	// Also known as llama_stack_request_duration_seconds.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/core/server/metrics.py
	RequestDuration = queries.NewHistogram[Exporter]("ogx_request_duration_seconds")

	// ConcurrentRequests is ogx_concurrent_requests (gauge, requests, since 0.8.0).
	// API requests in flight (OTel UpDownCounter, comes out as gauge without suffix).
	// Also known as llama_stack_concurrent_requests.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/core/server/metrics.py
	ConcurrentRequests = queries.NewGauge[Exporter]("ogx_concurrent_requests")

	// InferenceDuration is ogx_inference_duration_seconds (histogram, seconds, since 0.8.0).
	// Length of chat completions (OTel name inference.duration_seconds).
	// Also known as llama_stack_inference_duration_seconds.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	InferenceDuration = queries.NewHistogram[Exporter]("ogx_inference_duration_seconds")

	// InferenceTimeToFirstToken is ogx_inference_time_to_first_token_seconds (histogram, seconds, since 0.8.0).
	// Time to first content token, streaming only.
	// Also known as llama_stack_inference_time_to_first_token_seconds.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	InferenceTimeToFirstToken = queries.NewHistogram[Exporter]("ogx_inference_time_to_first_token_seconds")

	// InferenceTokensPerSecond is ogx_inference_tokens_per_second (histogram, tokens/s, since 0.8.0).
	// Output tokens per second of a request; no unit set, so no suffix.
	// Also known as llama_stack_inference_tokens_per_second.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	InferenceTokensPerSecond = queries.NewHistogram[Exporter]("ogx_inference_tokens_per_second")

	// ResponsesParameterUsage is ogx_responses_parameter_usage_total (counter, calls, since 0.8.0).
	// Optional parameters given in Responses API calls.
	// Also known as llama_stack_responses_parameter_usage_total.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	ResponsesParameterUsage = queries.NewCounter[Exporter]("ogx_responses_parameter_usage_total")

	// ToolRuntimeInvocations is ogx_tool_runtime_invocations_total (counter, calls, since 0.8.0).
	// Tool calls.
	// Also known as llama_stack_tool_runtime_invocations_total.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	ToolRuntimeInvocations = queries.NewCounter[Exporter]("ogx_tool_runtime_invocations_total")

	// ToolRuntimeDuration is ogx_tool_runtime_duration_seconds (histogram, seconds, since 0.8.0).
	// Length of tool calls.
	// Also known as llama_stack_tool_runtime_duration_seconds.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	ToolRuntimeDuration = queries.NewHistogram[Exporter]("ogx_tool_runtime_duration_seconds")

	// VectorIOInserts is ogx_vector_io_inserts_total (counter, operations, since 0.8.0).
	// Vector inserts.
	// Also known as llama_stack_vector_io_inserts_total.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	VectorIOInserts = queries.NewCounter[Exporter]("ogx_vector_io_inserts_total")

	// VectorIOQueries is ogx_vector_io_queries_total (counter, operations, since 0.8.0).
	// Vector queries.
	// Also known as llama_stack_vector_io_queries_total.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	VectorIOQueries = queries.NewCounter[Exporter]("ogx_vector_io_queries_total")

	// VectorIODeletes is ogx_vector_io_deletes_total (counter, operations, since 0.8.0).
	// Vector deletes.
	// Also known as llama_stack_vector_io_deletes_total.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	VectorIODeletes = queries.NewCounter[Exporter]("ogx_vector_io_deletes_total")

	// VectorIOStores is ogx_vector_io_stores_total (counter, stores, since 0.8.0).
	// Vector stores created.
	// Also known as llama_stack_vector_io_stores_total.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	VectorIOStores = queries.NewCounter[Exporter]("ogx_vector_io_stores_total")

	// VectorIOFiles is ogx_vector_io_files_total (counter, files, since 0.8.0).
	// Files attached to vector stores.
	// Also known as llama_stack_vector_io_files_total.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	VectorIOFiles = queries.NewCounter[Exporter]("ogx_vector_io_files_total")

	// VectorIOChunksProcessed is ogx_vector_io_chunks_processed_total (counter, chunks, since 0.8.0).
	// Chunks processed by inserts.
	// Also known as llama_stack_vector_io_chunks_processed_total.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	VectorIOChunksProcessed = queries.NewCounter[Exporter]("ogx_vector_io_chunks_processed_total")

	// VectorIOInsertDuration is ogx_vector_io_insert_duration_seconds (histogram, seconds, since 0.8.0).
	// Length of inserts.
	// Also known as llama_stack_vector_io_insert_duration_seconds.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	VectorIOInsertDuration = queries.NewHistogram[Exporter]("ogx_vector_io_insert_duration_seconds")

	// VectorIORetrievalDuration is ogx_vector_io_retrieval_duration_seconds (histogram, seconds, since 0.8.0).
	// Length of retrievals; upstream dashboards ask for query_duration_seconds, which does not exist.
	// Also known as llama_stack_vector_io_retrieval_duration_seconds.
	// Source: llamastack/llama-stack@v0.8.0:src/ogx/telemetry/constants.py
	VectorIORetrievalDuration = queries.NewHistogram[Exporter]("ogx_vector_io_retrieval_duration_seconds")

	// InferenceRequests is llama_stack_inference_requests_total (counter, requests, never released).
	// Seed 004 name; only on an unmerged branch.
	// Source: llamastack/llama-stack@477b8448a (unmerged branch, 2026-01-05):src/llama_stack/telemetry/metrics.py
	InferenceRequests = queries.NewCounter[Exporter]("llama_stack_inference_requests_total")

	// InferenceRequestDuration is llama_stack_inference_request_duration_seconds (histogram, seconds, never released).
	// Seed 004 name; only on an unmerged branch.
	// Source: llamastack/llama-stack@477b8448a (unmerged branch, 2026-01-05):src/llama_stack/telemetry/metrics.py
	InferenceRequestDuration = queries.NewHistogram[Exporter]("llama_stack_inference_request_duration_seconds")

	// InferenceConcurrentRequests is llama_stack_inference_concurrent_requests (gauge, requests, never released).
	// Seed 004 name; only on an unmerged branch.
	// Source: llamastack/llama-stack@477b8448a (unmerged branch, 2026-01-05):src/llama_stack/telemetry/metrics.py
	InferenceConcurrentRequests = queries.NewGauge[Exporter]("llama_stack_inference_concurrent_requests")

	// InferenceInferenceDuration is llama_stack_inference_inference_duration_seconds (histogram, seconds, never released).
	// Seed 004 name (inference twice); only on an unmerged branch.
	// Source: llamastack/llama-stack@477b8448a (unmerged branch, 2026-01-05):src/llama_stack/telemetry/metrics.py
	InferenceInferenceDuration = queries.NewHistogram[Exporter]("llama_stack_inference_inference_duration_seconds")
)

// The labels.
var (
	// API is the label api: API group of a route.
	API = queries.NewLabel[Exporter]("api")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// EndpointType is the label endpoint_type.
	EndpointType = queries.NewLabel[Exporter]("endpoint_type")

	// GenAIOperationName is the label gen_ai_operation_name.
	GenAIOperationName = queries.NewLabel[Exporter]("gen_ai_operation_name")

	// GenAIRequestModel is the label gen_ai_request_model.
	GenAIRequestModel = queries.NewLabel[Exporter]("gen_ai_request_model")

	// GenAIResponseModel is the label gen_ai_response_model.
	GenAIResponseModel = queries.NewLabel[Exporter]("gen_ai_response_model")

	// GenAISystem is the label gen_ai_system.
	GenAISystem = queries.NewLabel[Exporter]("gen_ai_system")

	// GenAITokenType is the label gen_ai_token_type: gen_ai_client_token_usage.
	GenAITokenType = queries.NewLabel[Exporter]("gen_ai_token_type")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// Method is the label method: Handler name of a route.
	Method = queries.NewLabel[Exporter]("method")

	// Model is the label model: New inference metrics.
	Model = queries.NewLabel[Exporter]("model")

	// ModelID is the label model_id: Old token counters.
	ModelID = queries.NewLabel[Exporter]("model_id")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// Operation is the label operation.
	Operation = queries.NewLabel[Exporter]("operation")

	// Parameter is the label parameter.
	Parameter = queries.NewLabel[Exporter]("parameter")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Provider is the label provider: New inference metrics.
	Provider = queries.NewLabel[Exporter]("provider")

	// ProviderID is the label provider_id: Old token counters.
	ProviderID = queries.NewLabel[Exporter]("provider_id")

	// SearchMode is the label search_mode.
	SearchMode = queries.NewLabel[Exporter]("search_mode")

	// ServerAddress is the label server_address.
	ServerAddress = queries.NewLabel[Exporter]("server_address")

	// ServerPort is the label server_port.
	ServerPort = queries.NewLabel[Exporter]("server_port")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Status is the label status: Outcome.
	Status = queries.NewLabel[Exporter]("status")

	// StatusCode is the label status_code: HTTP status of requests_total.
	StatusCode = queries.NewLabel[Exporter]("status_code")

	// Stream is the label stream: Streaming or not.
	Stream = queries.NewLabel[Exporter]("stream")

	// ToolGroup is the label tool_group.
	ToolGroup = queries.NewLabel[Exporter]("tool_group")

	// ToolName is the label tool_name.
	ToolName = queries.NewLabel[Exporter]("tool_name")

	// VectorDb is the label vector_db.
	VectorDb = queries.NewLabel[Exporter]("vector_db")
)
