// Code generated from queries/catalogue/vllm.tsv by go generate; DO NOT EDIT.

// Package vllm holds the metrics and labels of vllm.
package vllm

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to vllm.
type Exporter struct{}

// ExporterName is the key of vllm in the catalogue and in environments.
func (Exporter) ExporterName() string { return "vllm" }

// The metrics.
var (
	// RequestsRunning is vllm:num_requests_running (gauge, requests, since 0.2.3).
	// Requests currently inside a model execution batch (V1 since 0.7.1).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestsRunning = queries.NewGauge[Exporter]("vllm:num_requests_running")

	// RequestsWaiting is vllm:num_requests_waiting (gauge, requests, since 0.2.3).
	// Requests queued and not yet scheduled; includes deferred ones (V1 since 0.7.1).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestsWaiting = queries.NewGauge[Exporter]("vllm:num_requests_waiting")

	// RequestsWaitingByReason is vllm:num_requests_waiting_by_reason (gauge, requests, since 0.20.0).
	// Waiting requests split by reason: capacity or deferred; the two add up to num_requests_waiting.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestsWaitingByReason = queries.NewGauge[Exporter]("vllm:num_requests_waiting_by_reason")

	// RequestsSwapped is vllm:num_requests_swapped (gauge, requests, since 0.2.3, removed in 0.9.1).
	// V0 only: requests whose KV blocks were swapped out to CPU memory; V1 never swaps.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	RequestsSwapped = queries.NewGauge[Exporter]("vllm:num_requests_swapped")

	// EngineSleepState is vllm:engine_sleep_state (gauge, yes/no (1/0), since 0.11.1).
	// One series per sleep_state value (awake, weights_offloaded, discard_all); 1 marks the active state.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	EngineSleepState = queries.NewStateGauge[Exporter]("vllm:engine_sleep_state")

	// AdmissionRejections is vllm:admission_rejections_total (counter, requests, since 0.30.0).
	// Requests refused at admission because a configured queue limit was reached (reason names the limit).
	// Source: docs.vllm.ai v0.32.0 usage/metrics; vllm-project/vllm PR 55812 (name seen in docs only, labels from release digests)
	AdmissionRejections = queries.NewCounter[Exporter]("vllm:admission_rejections_total")

	// KVCacheUsage is vllm:kv_cache_usage_perc (gauge, ratio (0-1), since 0.9.2).
	// Share of KV-cache blocks in use, 0 to 1 (not 0 to 100).
	// Also known as vllm:gpu_cache_usage_perc.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	KVCacheUsage = queries.NewRatioGauge[Exporter]("vllm:kv_cache_usage_perc")

	// CPUCacheUsage is vllm:cpu_cache_usage_perc (gauge, ratio (0-1), since 0.2.3, removed in 0.9.1).
	// V0 only: share of CPU swap KV-cache blocks in use, 0 to 1.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	CPUCacheUsage = queries.NewRatioGauge[Exporter]("vllm:cpu_cache_usage_perc")

	// GPUPrefixCacheHitRate is vllm:gpu_prefix_cache_hit_rate (gauge, ratio (0-1), since 0.5.5, removed in 0.9.1).
	// V0 only: prefix-cache hit rate over GPU blocks.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	GPUPrefixCacheHitRate = queries.NewRatioGauge[Exporter]("vllm:gpu_prefix_cache_hit_rate")

	// CPUPrefixCacheHitRate is vllm:cpu_prefix_cache_hit_rate (gauge, ratio (0-1), since 0.5.5, removed in 0.9.1).
	// V0 only: prefix-cache hit rate over CPU blocks.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	CPUPrefixCacheHitRate = queries.NewRatioGauge[Exporter]("vllm:cpu_prefix_cache_hit_rate")

	// PrefixCacheQueries is vllm:prefix_cache_queries_total (counter, tokens, since 0.11.0).
	// Queried prompt tokens (on main after 0.10.2).
	// Also known as vllm:prefix_cache_queries, vllm:gpu_prefix_cache_queries_total.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	PrefixCacheQueries = queries.NewCounter[Exporter]("vllm:prefix_cache_queries_total")

	// PrefixCacheHits is vllm:prefix_cache_hits_total (counter, tokens, since 0.11.0).
	// Cached prompt tokens (on main after 0.10.2).
	// Also known as vllm:prefix_cache_hits, vllm:gpu_prefix_cache_hits_total.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	PrefixCacheHits = queries.NewCounter[Exporter]("vllm:prefix_cache_hits_total")

	// ExternalPrefixCacheQueries is vllm:external_prefix_cache_queries_total (counter, tokens, since 0.11.1).
	// Prompt tokens looked up through a KV connector (cross-instance cache).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	ExternalPrefixCacheQueries = queries.NewCounter[Exporter]("vllm:external_prefix_cache_queries_total")

	// ExternalPrefixCacheHits is vllm:external_prefix_cache_hits_total (counter, tokens, since 0.11.1).
	// Prompt tokens served through a KV connector.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	ExternalPrefixCacheHits = queries.NewCounter[Exporter]("vllm:external_prefix_cache_hits_total")

	// MMCacheQueries is vllm:mm_cache_queries_total (counter, items, since 0.11.1).
	// Multi-modal inputs looked up in the processor cache.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	MMCacheQueries = queries.NewCounter[Exporter]("vllm:mm_cache_queries_total")

	// MMCacheHits is vllm:mm_cache_hits_total (counter, items, since 0.11.1).
	// Multi-modal inputs found in the processor cache.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	MMCacheHits = queries.NewCounter[Exporter]("vllm:mm_cache_hits_total")

	// CacheConfig is vllm:cache_config_info (gauge, behaves as info, constant 1, since 0.7.0).
	// Constant 1 with two cache settings as labels.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	CacheConfig = queries.NewInfo[Exporter]("vllm:cache_config_info")

	// LoRARequests is vllm:lora_requests_info (gauge, behaves as info, unix time (seconds), since 0.6.4).
	// Emit-time timestamp; labels carry comma-joined adapter names; no model_name or engine label; only with LoRA enabled.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	LoRARequests = queries.NewInfo[Exporter]("vllm:lora_requests_info")

	// KVBlockLifetime is vllm:kv_block_lifetime_seconds (histogram, seconds, since 0.13.0).
	// Sampled time from allocation to eviction of a KV block (needs --kv-cache-metrics).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	KVBlockLifetime = queries.NewHistogram[Exporter]("vllm:kv_block_lifetime_seconds")

	// KVBlockIdleBeforeEvict is vllm:kv_block_idle_before_evict_seconds (histogram, seconds, since 0.13.0).
	// Sampled idle time of a KV block before eviction (needs --kv-cache-metrics).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	KVBlockIdleBeforeEvict = queries.NewHistogram[Exporter]("vllm:kv_block_idle_before_evict_seconds")

	// KVBlockReuseGap is vllm:kv_block_reuse_gap_seconds (histogram, seconds, since 0.13.0).
	// Sampled gap between two uses of a KV block (needs --kv-cache-metrics).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	KVBlockReuseGap = queries.NewHistogram[Exporter]("vllm:kv_block_reuse_gap_seconds")

	// PromptTokens is vllm:prompt_tokens_total (counter, tokens, since 0.7.0).
	// Prompt tokens processed.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	PromptTokens = queries.NewCounter[Exporter]("vllm:prompt_tokens_total")

	// GenerationTokens is vllm:generation_tokens_total (counter, tokens, since 0.7.0).
	// Output tokens produced.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	GenerationTokens = queries.NewCounter[Exporter]("vllm:generation_tokens_total")

	// PromptTokensBySource is vllm:prompt_tokens_by_source_total (counter, tokens, since 0.16.0).
	// Prompt tokens by origin: local_compute, local_cache_hit or external_kv_transfer.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	PromptTokensBySource = queries.NewCounter[Exporter]("vllm:prompt_tokens_by_source_total")

	// PromptTokensCached is vllm:prompt_tokens_cached_total (counter, tokens, since 0.16.0).
	// Prompt tokens that skipped prefill because they were cached locally or externally.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	PromptTokensCached = queries.NewCounter[Exporter]("vllm:prompt_tokens_cached_total")

	// PromptTokensRecomputed is vllm:prompt_tokens_recomputed_total (counter, tokens, since 0.16.0, removed in 0.20.0).
	// Cached prompt tokens that were computed again anyway.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	PromptTokensRecomputed = queries.NewCounter[Exporter]("vllm:prompt_tokens_recomputed_total")

	// Tokens is vllm:tokens_total (counter, tokens, since 0.6.4, removed in 0.8.0).
	// Declared in V0 but never fed.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	Tokens = queries.NewCounter[Exporter]("vllm:tokens_total")

	// AvgPromptThroughputToksPerS is vllm:avg_prompt_throughput_toks_per_s (gauge, tokens/s, since 0.2.3, removed in 0.7.0).
	// V0 only: prompt throughput over the log interval.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	AvgPromptThroughputToksPerS = queries.NewGauge[Exporter]("vllm:avg_prompt_throughput_toks_per_s")

	// AvgGenerationThroughputToksPerS is vllm:avg_generation_throughput_toks_per_s (gauge, tokens/s, since 0.2.3, removed in 0.7.0).
	// V0 only: generation throughput over the log interval.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	AvgGenerationThroughputToksPerS = queries.NewGauge[Exporter]("vllm:avg_generation_throughput_toks_per_s")

	// IterationTokens is vllm:iteration_tokens_total (histogram, tokens, since 0.6.4).
	// Tokens handled per engine step; a HISTOGRAM in spite of its _total name (V1 since 0.7.3; KV-transferred tokens left out since ~0.23.0).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	IterationTokens = queries.NewHistogram[Exporter]("vllm:iteration_tokens_total")

	// Preemptions is vllm:num_preemptions_total (counter, preemptions, since 0.4.3).
	// Requests pushed back from running to waiting for lack of KV space (V1 since 0.8.0).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	Preemptions = queries.NewCounter[Exporter]("vllm:num_preemptions_total")

	// RequestSuccess is vllm:request_success_total (counter, requests, since 0.5.2).
	// Finished requests; the label is finish_reason, vLLM says finished_reason.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	RequestSuccess = queries.NewCounter[Exporter]("vllm:request_success_total")

	// CorruptedRequests is vllm:corrupted_requests_total (counter, requests, since 0.11.1).
	// Requests whose logits held NaN (needs VLLM_COMPUTE_NANS_IN_LOGITS).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	CorruptedRequests = queries.NewCounter[Exporter]("vllm:corrupted_requests_total")

	// RequestPromptTokens is vllm:request_prompt_tokens (histogram, tokens, since 0.5.2).
	// Prompt length per request.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	RequestPromptTokens = queries.NewHistogram[Exporter]("vllm:request_prompt_tokens")

	// RequestGenerationTokens is vllm:request_generation_tokens (histogram, tokens, since 0.5.2).
	// Output length per request.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	RequestGenerationTokens = queries.NewHistogram[Exporter]("vllm:request_generation_tokens")

	// RequestMaxNumGenerationTokens is vllm:request_max_num_generation_tokens (histogram, tokens, since 0.6.4).
	// Largest output length asked of any sequence of a request (V1 since 0.8.0).
	// Also known as vllm:max_num_generation_tokens.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestMaxNumGenerationTokens = queries.NewHistogram[Exporter]("vllm:request_max_num_generation_tokens")

	// RequestPrefillKVComputedTokens is vllm:request_prefill_kv_computed_tokens (histogram, tokens, since 0.13.0).
	// Prompt tokens per finished request whose KV was really computed (cache hits left out).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestPrefillKVComputedTokens = queries.NewHistogram[Exporter]("vllm:request_prefill_kv_computed_tokens")

	// RequestParamsN is vllm:request_params_n (histogram, count, since 0.4.2).
	// The n parameter of requests (V1 since 0.8.0).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestParamsN = queries.NewHistogram[Exporter]("vllm:request_params_n")

	// RequestParamsMaxTokens is vllm:request_params_max_tokens (histogram, tokens, since 0.6.4).
	// The max_tokens parameter of requests (V1 since 0.8.0).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestParamsMaxTokens = queries.NewHistogram[Exporter]("vllm:request_params_max_tokens")

	// RequestParamsBestOf is vllm:request_params_best_of (histogram, count, since 0.4.2, removed in 0.6.3).
	// V0 only: the best_of parameter of requests.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	RequestParamsBestOf = queries.NewHistogram[Exporter]("vllm:request_params_best_of")

	// TimeToFirstToken is vllm:time_to_first_token_seconds (histogram, seconds, since 0.5.2).
	// Simulated time to first token.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	TimeToFirstToken = queries.NewHistogram[Exporter]("vllm:time_to_first_token_seconds")

	// InterTokenLatency is vllm:inter_token_latency_seconds (histogram, seconds, since 0.10.2).
	// Gap between two successive output tokens, one observation per gap.
	// Also known as vllm:time_per_output_token_seconds.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	InterTokenLatency = queries.NewHistogram[Exporter]("vllm:inter_token_latency_seconds")

	// RequestTimePerOutputToken is vllm:request_time_per_output_token_seconds (histogram, seconds, since 0.11.0).
	// Mean time per output token of a finished request, one observation per request.
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestTimePerOutputToken = queries.NewHistogram[Exporter]("vllm:request_time_per_output_token_seconds")

	// E2ERequestLatency is vllm:e2e_request_latency_seconds (histogram, seconds, since 0.6.0).
	// Request arrival to completion.
	// Source: llm-d/llm-d-inference-sim:pkg/llm-d-inference-sim/metrics.go
	E2ERequestLatency = queries.NewHistogram[Exporter]("vllm:e2e_request_latency_seconds")

	// RequestQueueTime is vllm:request_queue_time_seconds (histogram, seconds, since 0.6.4).
	// Time a request spent waiting before it was first scheduled (V1 since 0.7.3).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestQueueTime = queries.NewHistogram[Exporter]("vllm:request_queue_time_seconds")

	// RequestInferenceTime is vllm:request_inference_time_seconds (histogram, seconds, since 0.6.4).
	// Time a request spent running: prefill plus decode (V1 since 0.7.3).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestInferenceTime = queries.NewHistogram[Exporter]("vllm:request_inference_time_seconds")

	// RequestPrefillTime is vllm:request_prefill_time_seconds (histogram, seconds, since 0.6.4).
	// Time a request spent in prefill (V1 since 0.7.3).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestPrefillTime = queries.NewHistogram[Exporter]("vllm:request_prefill_time_seconds")

	// RequestDecodeTime is vllm:request_decode_time_seconds (histogram, seconds, since 0.6.4).
	// Time a request spent in decode (V1 since 0.7.3).
	// Source: vllm-project/vllm:vllm/v1/metrics/loggers.py
	RequestDecodeTime = queries.NewHistogram[Exporter]("vllm:request_decode_time_seconds")

	// TimeInQueueRequests is vllm:time_in_queue_requests (histogram, seconds, since 0.6.4, removed in 0.9.1).
	// V0 only duplicate of the queue time.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	TimeInQueueRequests = queries.NewHistogram[Exporter]("vllm:time_in_queue_requests")

	// ModelForwardTime is vllm:model_forward_time_milliseconds (histogram, milliseconds, since 0.6.4, removed in 0.9.1).
	// V0 only: model forward pass time.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	ModelForwardTime = queries.NewHistogram[Exporter]("vllm:model_forward_time_milliseconds")

	// ModelExecuteTime is vllm:model_execute_time_milliseconds (histogram, milliseconds, since 0.6.4, removed in 0.9.1).
	// V0 only: forward pass plus block and sync time.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	ModelExecuteTime = queries.NewHistogram[Exporter]("vllm:model_execute_time_milliseconds")

	// SpecDecodeNumDrafts is vllm:spec_decode_num_drafts_total (counter, drafts, since 0.8.5).
	// Draft proposals made (only with speculative decoding on).
	// Source: vllm-project/vllm:vllm/v1/spec_decode/metrics.py
	SpecDecodeNumDrafts = queries.NewCounter[Exporter]("vllm:spec_decode_num_drafts_total")

	// SpecDecodeNumDraftTokens is vllm:spec_decode_num_draft_tokens_total (counter, tokens, since 0.5.3).
	// Draft tokens proposed (V0 0.5.3 to 0.9.2, V1 since 0.8.3).
	// Source: vllm-project/vllm:vllm/v1/spec_decode/metrics.py
	SpecDecodeNumDraftTokens = queries.NewCounter[Exporter]("vllm:spec_decode_num_draft_tokens_total")

	// SpecDecodeNumAcceptedTokens is vllm:spec_decode_num_accepted_tokens_total (counter, tokens, since 0.5.3).
	// Draft tokens accepted (V0 0.5.3 to 0.9.2, V1 since 0.8.3).
	// Source: vllm-project/vllm:vllm/v1/spec_decode/metrics.py
	SpecDecodeNumAcceptedTokens = queries.NewCounter[Exporter]("vllm:spec_decode_num_accepted_tokens_total")

	// SpecDecodeNumAcceptedTokensPerPos is vllm:spec_decode_num_accepted_tokens_per_pos_total (counter, tokens, since 0.8.5).
	// Accepted draft tokens by draft position.
	// Source: vllm-project/vllm:vllm/v1/spec_decode/metrics.py
	SpecDecodeNumAcceptedTokensPerPos = queries.NewCounter[Exporter]("vllm:spec_decode_num_accepted_tokens_per_pos_total")

	// SpecDecodeNumEmittedTokens is vllm:spec_decode_num_emitted_tokens_total (counter, tokens, since 0.5.3, removed in 0.10.0).
	// V0 only: tokens emitted by speculative decoding.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	SpecDecodeNumEmittedTokens = queries.NewCounter[Exporter]("vllm:spec_decode_num_emitted_tokens_total")

	// SpecDecodeDraftAcceptanceRate is vllm:spec_decode_draft_acceptance_rate (gauge, ratio (0-1), since 0.5.3, removed in 0.10.0).
	// V0 only: share of draft tokens accepted.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	SpecDecodeDraftAcceptanceRate = queries.NewRatioGauge[Exporter]("vllm:spec_decode_draft_acceptance_rate")

	// SpecDecodeEfficiency is vllm:spec_decode_efficiency (gauge, ratio (0-1), since 0.5.3, removed in 0.10.0).
	// V0 only: emitted tokens against the possible maximum.
	// Source: vllm-project/vllm:vllm/engine/metrics.py
	SpecDecodeEfficiency = queries.NewRatioGauge[Exporter]("vllm:spec_decode_efficiency")

	// DiffusionNumDenoisingSteps is vllm:diffusion_num_denoising_steps_total (counter, steps, since 0.24.0).
	// Denoising steps run by a diffusion language model.
	// Source: vllm-project/vllm:vllm/v1/spec_decode/metrics.py
	DiffusionNumDenoisingSteps = queries.NewCounter[Exporter]("vllm:diffusion_num_denoising_steps_total")

	// DiffusionNumCanvasPositions is vllm:diffusion_num_canvas_positions_total (counter, positions, since 0.24.0).
	// Canvas positions evaluated by a diffusion language model.
	// Source: vllm-project/vllm:vllm/v1/spec_decode/metrics.py
	DiffusionNumCanvasPositions = queries.NewCounter[Exporter]("vllm:diffusion_num_canvas_positions_total")

	// DiffusionNumCommittedTokens is vllm:diffusion_num_committed_tokens_total (counter, tokens, since 0.24.0).
	// Tokens finalised by a diffusion language model.
	// Source: vllm-project/vllm:vllm/v1/spec_decode/metrics.py
	DiffusionNumCommittedTokens = queries.NewCounter[Exporter]("vllm:diffusion_num_committed_tokens_total")

	// NIXLXferTime is vllm:nixl_xfer_time_seconds (histogram, seconds, since 0.11.1).
	// Duration of NIXL KV transfers (only with the NIXL connector).
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/nixl/stats.py
	NIXLXferTime = queries.NewHistogram[Exporter]("vllm:nixl_xfer_time_seconds")

	// NIXLPostTime is vllm:nixl_post_time_seconds (histogram, seconds, since 0.11.1).
	// Time to post a NIXL KV transfer.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/nixl/stats.py
	NIXLPostTime = queries.NewHistogram[Exporter]("vllm:nixl_post_time_seconds")

	// NIXLBytesTransferred is vllm:nixl_bytes_transferred (histogram, bytes, since 0.11.1).
	// Bytes per NIXL KV transfer.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/nixl/stats.py
	NIXLBytesTransferred = queries.NewHistogram[Exporter]("vllm:nixl_bytes_transferred")

	// NIXLNumDescriptors is vllm:nixl_num_descriptors (histogram, count, since 0.11.1).
	// Descriptors per NIXL KV transfer.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/nixl/stats.py
	NIXLNumDescriptors = queries.NewHistogram[Exporter]("vllm:nixl_num_descriptors")

	// NIXLNumFailedTransfers is vllm:nixl_num_failed_transfers_total (counter, transfers, since 0.11.1).
	// Failed NIXL KV transfers.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/nixl/stats.py
	NIXLNumFailedTransfers = queries.NewCounter[Exporter]("vllm:nixl_num_failed_transfers_total")

	// NIXLNumFailedNotifications is vllm:nixl_num_failed_notifications_total (counter, notifications, since 0.11.1).
	// Failed NIXL notifications.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/nixl/stats.py
	NIXLNumFailedNotifications = queries.NewCounter[Exporter]("vllm:nixl_num_failed_notifications_total")

	// NIXLNumKVExpiredReqs is vllm:nixl_num_kv_expired_reqs_total (counter, requests, since 0.15.0).
	// Requests whose KV expired on the prefill instance.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/nixl/stats.py
	NIXLNumKVExpiredReqs = queries.NewCounter[Exporter]("vllm:nixl_num_kv_expired_reqs_total")

	// EstimatedFlopsPerGPU is vllm:estimated_flops_per_gpu_total (counter, flops, since 0.17.0).
	// Estimated floating point operations per GPU (needs --enable-mfu-metrics).
	// Source: vllm-project/vllm:vllm/v1/metrics/perf.py
	EstimatedFlopsPerGPU = queries.NewCounter[Exporter]("vllm:estimated_flops_per_gpu_total")

	// EstimatedReadBytesPerGPU is vllm:estimated_read_bytes_per_gpu_total (counter, bytes, since 0.17.0).
	// Estimated bytes read from GPU memory (needs --enable-mfu-metrics).
	// Source: vllm-project/vllm:vllm/v1/metrics/perf.py
	EstimatedReadBytesPerGPU = queries.NewCounter[Exporter]("vllm:estimated_read_bytes_per_gpu_total")

	// EstimatedWriteBytesPerGPU is vllm:estimated_write_bytes_per_gpu_total (counter, bytes, since 0.17.0).
	// Estimated bytes written to GPU memory (needs --enable-mfu-metrics).
	// Source: vllm-project/vllm:vllm/v1/metrics/perf.py
	EstimatedWriteBytesPerGPU = queries.NewCounter[Exporter]("vllm:estimated_write_bytes_per_gpu_total")

	// KVOffloadTotalBytes is vllm:kv_offload_total_bytes_total (counter, bytes, since 0.16.0).
	// Bytes moved by KV offloading; transfer_type is CPU_to_GPU or GPU_to_CPU.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadTotalBytes = queries.NewCounter[Exporter]("vllm:kv_offload_total_bytes_total")

	// KVOffloadTotalTime is vllm:kv_offload_total_time_total (counter, seconds, since 0.16.0).
	// Seconds spent in KV offload transfers (name has no unit).
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadTotalTime = queries.NewCounter[Exporter]("vllm:kv_offload_total_time_total")

	// KVOffloadSize is vllm:kv_offload_size (histogram, bytes, since 0.16.0).
	// Bytes per KV offload transfer.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadSize = queries.NewHistogram[Exporter]("vllm:kv_offload_size")

	// KVOffloadLoadBytes is vllm:kv_offload_load_bytes_total (counter, bytes, since 0.24.0).
	// Bytes moved from offload storage to GPU.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadLoadBytes = queries.NewCounter[Exporter]("vllm:kv_offload_load_bytes_total")

	// KVOffloadLoadTime is vllm:kv_offload_load_time_total (counter, seconds, since 0.24.0).
	// Seconds spent moving KV from offload storage to GPU (name has no unit).
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadLoadTime = queries.NewCounter[Exporter]("vllm:kv_offload_load_time_total")

	// KVOffloadLoadSize is vllm:kv_offload_load_size (histogram, bytes, since 0.24.0).
	// Bytes per transfer from offload storage to GPU.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadLoadSize = queries.NewHistogram[Exporter]("vllm:kv_offload_load_size")

	// KVOffloadStoreBytes is vllm:kv_offload_store_bytes_total (counter, bytes, since 0.24.0).
	// Bytes moved from GPU to offload storage.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadStoreBytes = queries.NewCounter[Exporter]("vllm:kv_offload_store_bytes_total")

	// KVOffloadStoreTime is vllm:kv_offload_store_time_total (counter, seconds, since 0.24.0).
	// Seconds spent moving KV from GPU to offload storage (name has no unit).
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadStoreTime = queries.NewCounter[Exporter]("vllm:kv_offload_store_time_total")

	// KVOffloadStoreSize is vllm:kv_offload_store_size (histogram, bytes, since 0.24.0).
	// Bytes per transfer from GPU to offload storage.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadStoreSize = queries.NewHistogram[Exporter]("vllm:kv_offload_store_size")

	// KVOffloadStoresSkipped is vllm:kv_offload_stores_skipped_total (counter, stores, since 0.24.0).
	// Stores skipped because the block was not reused often enough.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/cpu/spec.py
	KVOffloadStoresSkipped = queries.NewCounter[Exporter]("vllm:kv_offload_stores_skipped_total")

	// KVOffloadCPUCacheUsage is vllm:kv_offload_cpu_cache_usage_perc (gauge, ratio (0-1), since 0.24.0).
	// Share of CPU KV space pinned by running transfers, 0 to 1.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/cpu/spec.py
	KVOffloadCPUCacheUsage = queries.NewRatioGauge[Exporter]("vllm:kv_offload_cpu_cache_usage_perc")

	// KVOffloadCPUCacheWriteUsage is vllm:kv_offload_cpu_cache_write_usage_perc (gauge, ratio (0-1), since 0.26.0).
	// Share of CPU KV space pinned by unfinished stores, 0 to 1.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/cpu/spec.py
	KVOffloadCPUCacheWriteUsage = queries.NewRatioGauge[Exporter]("vllm:kv_offload_cpu_cache_write_usage_perc")

	// KVOffloadCPUCacheReadUsage is vllm:kv_offload_cpu_cache_read_usage_perc (gauge, ratio (0-1), since 0.26.0).
	// Share of CPU KV space pinned by unfinished loads, 0 to 1.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/cpu/spec.py
	KVOffloadCPUCacheReadUsage = queries.NewRatioGauge[Exporter]("vllm:kv_offload_cpu_cache_read_usage_perc")

	// KVOffloadCPUAllocationSize is vllm:kv_offload_cpu_allocation_size (histogram, blocks, since 0.25.0).
	// CPU blocks asked for per store.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/cpu/spec.py
	KVOffloadCPUAllocationSize = queries.NewHistogram[Exporter]("vllm:kv_offload_cpu_allocation_size")

	// KVOffloadAllocationFailure is vllm:kv_offload_allocation_failure_total (counter, attempts, since 0.25.0).
	// Store allocations that failed.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadAllocationFailure = queries.NewCounter[Exporter]("vllm:kv_offload_allocation_failure_total")

	// KVOffloadLookupSyncDelay is vllm:kv_offload_lookup_sync_delay_seconds (histogram, seconds, since 0.25.0).
	// Time of one offload lookup call.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadLookupSyncDelay = queries.NewHistogram[Exporter]("vllm:kv_offload_lookup_sync_delay_seconds")

	// KVOffloadLookupAsyncDelay is vllm:kv_offload_lookup_async_delay_seconds (histogram, seconds, since 0.25.0).
	// Time from a deferred lookup to its resolution.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/offloading/metrics.py
	KVOffloadLookupAsyncDelay = queries.NewHistogram[Exporter]("vllm:kv_offload_lookup_async_delay_seconds")

	// KVOffloadTieringLookupSyncDelay is vllm:kv_offload_tiering_lookup_sync_delay_seconds (histogram, seconds, since 0.26.0).
	// Blocking time of a per-block tier lookup.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringLookupSyncDelay = queries.NewHistogram[Exporter]("vllm:kv_offload_tiering_lookup_sync_delay_seconds")

	// KVOffloadTieringLookupAsyncDelay is vllm:kv_offload_tiering_lookup_async_delay_seconds (histogram, seconds, since 0.26.0).
	// Time from first retry to resolution of a tier lookup.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringLookupAsyncDelay = queries.NewHistogram[Exporter]("vllm:kv_offload_tiering_lookup_async_delay_seconds")

	// KVOffloadTieringReadBytes is vllm:kv_offload_tiering_read_bytes_total (counter, bytes, since 0.27.0).
	// Bytes read from a secondary tier.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringReadBytes = queries.NewCounter[Exporter]("vllm:kv_offload_tiering_read_bytes_total")

	// KVOffloadTieringReadTime is vllm:kv_offload_tiering_read_time_total (counter, seconds, since 0.27.0).
	// Seconds spent reading from a secondary tier.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringReadTime = queries.NewCounter[Exporter]("vllm:kv_offload_tiering_read_time_total")

	// KVOffloadTieringWriteBytes is vllm:kv_offload_tiering_write_bytes_total (counter, bytes, since 0.27.0).
	// Bytes written to a secondary tier.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringWriteBytes = queries.NewCounter[Exporter]("vllm:kv_offload_tiering_write_bytes_total")

	// KVOffloadTieringWriteTime is vllm:kv_offload_tiering_write_time_total (counter, seconds, since 0.27.0).
	// Seconds spent writing to a secondary tier.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringWriteTime = queries.NewCounter[Exporter]("vllm:kv_offload_tiering_write_time_total")

	// KVOffloadTieringPromotionJobFailures is vllm:kv_offload_tiering_promotion_job_failures_total (counter, jobs, since 0.27.0).
	// Failed promotions from a secondary tier.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringPromotionJobFailures = queries.NewCounter[Exporter]("vllm:kv_offload_tiering_promotion_job_failures_total")

	// KVOffloadTieringCascadeJobFailures is vllm:kv_offload_tiering_cascade_job_failures_total (counter, jobs, since 0.27.0).
	// Failed cascades to a secondary tier.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringCascadeJobFailures = queries.NewCounter[Exporter]("vllm:kv_offload_tiering_cascade_job_failures_total")

	// KVOffloadTieringBlockQueries is vllm:kv_offload_tiering_block_queries_total (counter, lookups, since 0.27.0).
	// Block lookups sent to a tier.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringBlockQueries = queries.NewCounter[Exporter]("vllm:kv_offload_tiering_block_queries_total")

	// KVOffloadTieringBlockHits is vllm:kv_offload_tiering_block_hits_total (counter, lookups, since 0.27.0).
	// Block lookups that hit in a tier.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringBlockHits = queries.NewCounter[Exporter]("vllm:kv_offload_tiering_block_hits_total")

	// KVOffloadTieringPromotionAllocationFailures is vllm:kv_offload_tiering_promotion_allocation_failures_total (counter, attempts, since 0.27.0).
	// Promotions that found no room in the primary tier.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringPromotionAllocationFailures = queries.NewCounter[Exporter]("vllm:kv_offload_tiering_promotion_allocation_failures_total")

	// KVOffloadTieringPrimaryWriteUsage is vllm:kv_offload_tiering_primary_write_usage_perc (gauge, ratio (0-1), since 0.27.0).
	// Share of the primary tier held by writes from secondary tiers.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringPrimaryWriteUsage = queries.NewRatioGauge[Exporter]("vllm:kv_offload_tiering_primary_write_usage_perc")

	// KVOffloadTieringPrimaryReadUsage is vllm:kv_offload_tiering_primary_read_usage_perc (gauge, ratio (0-1), since 0.27.0).
	// Share of the primary tier held by reads to secondary tiers.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringPrimaryReadUsage = queries.NewRatioGauge[Exporter]("vllm:kv_offload_tiering_primary_read_usage_perc")

	// KVOffloadTieringActivePromotionJobs is vllm:kv_offload_tiering_active_promotion_jobs (gauge, jobs, since 0.27.0).
	// Promotions under way.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringActivePromotionJobs = queries.NewGauge[Exporter]("vllm:kv_offload_tiering_active_promotion_jobs")

	// KVOffloadTieringActiveCascadeJobs is vllm:kv_offload_tiering_active_cascade_jobs (gauge, jobs, since 0.27.0).
	// Cascades under way.
	// Source: vllm-project/vllm:vllm/v1/kv_offload/tiering/spec.py
	KVOffloadTieringActiveCascadeJobs = queries.NewGauge[Exporter]("vllm:kv_offload_tiering_active_cascade_jobs")

	// MooncakeStoreOperationTime is vllm:mooncake_store_operation_time_seconds (histogram, seconds, since 0.22.0).
	// Duration of Mooncake store calls.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/mooncake/store/metrics.py
	MooncakeStoreOperationTime = queries.NewHistogram[Exporter]("vllm:mooncake_store_operation_time_seconds")

	// MooncakeStoreOperation is vllm:mooncake_store_operation_total (counter, operations, since 0.22.0).
	// Mooncake store calls.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/mooncake/store/metrics.py
	MooncakeStoreOperation = queries.NewCounter[Exporter]("vllm:mooncake_store_operation_total")

	// MooncakeStoreOperationKeys is vllm:mooncake_store_operation_keys_total (counter, keys, since 0.22.0).
	// Keys touched by Mooncake store calls.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/mooncake/store/metrics.py
	MooncakeStoreOperationKeys = queries.NewCounter[Exporter]("vllm:mooncake_store_operation_keys_total")

	// MooncakeStoreOperationBytes is vllm:mooncake_store_operation_bytes_total (counter, bytes, since 0.22.0).
	// Bytes moved by Mooncake store calls.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/mooncake/store/metrics.py
	MooncakeStoreOperationBytes = queries.NewCounter[Exporter]("vllm:mooncake_store_operation_bytes_total")

	// MooncakeStoreOperationFailedKeys is vllm:mooncake_store_operation_failed_keys_total (counter, keys, since 0.22.0).
	// Keys that failed in Mooncake store calls.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/mooncake/store/metrics.py
	MooncakeStoreOperationFailedKeys = queries.NewCounter[Exporter]("vllm:mooncake_store_operation_failed_keys_total")

	// HF3FSSaveDuration is vllm:hf3fs_save_duration_seconds (histogram, seconds, since 0.20.0).
	// 3FS connector save time.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/hf3fs/hf3fs_connector.py
	HF3FSSaveDuration = queries.NewHistogram[Exporter]("vllm:hf3fs_save_duration_seconds")

	// HF3FSLoadDuration is vllm:hf3fs_load_duration_seconds (histogram, seconds, since 0.20.0).
	// 3FS connector load time.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/hf3fs/hf3fs_connector.py
	HF3FSLoadDuration = queries.NewHistogram[Exporter]("vllm:hf3fs_load_duration_seconds")

	// HF3FSNumFailedSave is vllm:hf3fs_num_failed_save_total (counter, operations, since 0.20.0).
	// Failed 3FS saves.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/hf3fs/hf3fs_connector.py
	HF3FSNumFailedSave = queries.NewCounter[Exporter]("vllm:hf3fs_num_failed_save_total")

	// HF3FSNumFailedLoad is vllm:hf3fs_num_failed_load_total (counter, operations, since 0.20.0).
	// Failed 3FS loads.
	// Source: vllm-project/vllm:vllm/distributed/kv_transfer/kv_connector/v1/hf3fs/hf3fs_connector.py
	HF3FSNumFailedLoad = queries.NewCounter[Exporter]("vllm:hf3fs_num_failed_load_total")

	// ToolCallParserInvocations is vllm:tool_call_parser_invocations_total (counter, calls, since 0.24.0).
	// Tool parser runs; mode is streaming or non_streaming, outcome tool_call or no_tool_call, request_type chat_completions, responses or other.
	// Source: vllm-project/vllm:vllm/parser/metrics.py
	ToolCallParserInvocations = queries.NewCounter[Exporter]("vllm:tool_call_parser_invocations_total")

	// WebsocketConnectionsActive is vllm:websocket_connections_active (gauge, connections, since 0.18.0).
	// Open WebSocket sessions of the realtime endpoint.
	// Source: vllm-project/vllm:vllm/entrypoints/speech_to_text/realtime/metrics.py
	WebsocketConnectionsActive = queries.NewGauge[Exporter]("vllm:websocket_connections_active")

	// WebsocketConnections is vllm:websocket_connections_total (counter, connections, since 0.18.0).
	// WebSocket sessions accepted.
	// Source: vllm-project/vllm:vllm/entrypoints/speech_to_text/realtime/metrics.py
	WebsocketConnections = queries.NewCounter[Exporter]("vllm:websocket_connections_total")

	// WebsocketConnectionDuration is vllm:websocket_connection_duration_seconds (histogram, seconds, since 0.18.0).
	// Length of WebSocket sessions.
	// Source: vllm-project/vllm:vllm/entrypoints/speech_to_text/realtime/metrics.py
	WebsocketConnectionDuration = queries.NewHistogram[Exporter]("vllm:websocket_connection_duration_seconds")

	// HTTPRequests is http_requests_total (counter, requests).
	// HTTP requests of the API server; status is grouped (2xx, 4xx, 5xx).
	// Source: prometheus-fastapi-instrumentator via vllm-project/vllm:vllm/entrypoints/serve/instrumentator/metrics.py
	HTTPRequests = queries.NewCounter[Exporter]("http_requests_total")

	// HTTPRequestDuration is http_request_duration_seconds (histogram, seconds).
	// HTTP latency per handler with three coarse buckets.
	// Source: prometheus-fastapi-instrumentator via vllm-project/vllm:vllm/entrypoints/serve/instrumentator/metrics.py
	HTTPRequestDuration = queries.NewHistogram[Exporter]("http_request_duration_seconds")

	// HTTPRequestDurationHighr is http_request_duration_highr_seconds (histogram, seconds).
	// HTTP latency over all handlers with fine buckets and no labels.
	// Source: prometheus-fastapi-instrumentator via vllm-project/vllm:vllm/entrypoints/serve/instrumentator/metrics.py
	HTTPRequestDurationHighr = queries.NewHistogram[Exporter]("http_request_duration_highr_seconds")

	// HTTPRequestSizeBytes is http_request_size_bytes (summary, bytes).
	// Request body size; _sum and _count only, no quantiles.
	// Source: prometheus-fastapi-instrumentator via vllm-project/vllm:vllm/entrypoints/serve/instrumentator/metrics.py
	HTTPRequestSizeBytes = queries.NewSummary[Exporter]("http_request_size_bytes")

	// HTTPResponseSizeBytes is http_response_size_bytes (summary, bytes).
	// Response body size; _sum and _count only, no quantiles.
	// Source: prometheus-fastapi-instrumentator via vllm-project/vllm:vllm/entrypoints/serve/instrumentator/metrics.py
	HTTPResponseSizeBytes = queries.NewSummary[Exporter]("http_response_size_bytes")
)

// The labels.
var (
	// BlockSize is the label block_size.
	BlockSize = queries.NewLabel[Exporter]("block_size")

	// CacheDtype is the label cache_dtype.
	CacheDtype = queries.NewLabel[Exporter]("cache_dtype")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// EnablePrefixCaching is the label enable_prefix_caching.
	EnablePrefixCaching = queries.NewLabel[Exporter]("enable_prefix_caching")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// Engine is the label engine: Index of the engine core under data parallelism; V1 only, since 0.8.3.
	Engine = queries.NewLabel[Exporter]("engine")

	// FinishedReason is the label finished_reason: Why a request ended.
	FinishedReason = queries.NewLabel[Exporter]("finished_reason")

	// GPUMemoryUtilization is the label gpu_memory_utilization.
	GPUMemoryUtilization = queries.NewLabel[Exporter]("gpu_memory_utilization")

	// Handler is the label handler: HTTP route template (instrumentator).
	Handler = queries.NewLabel[Exporter]("handler")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// MaxLoRA is the label max_lora: max_loras setting.
	MaxLoRA = queries.NewLabel[Exporter]("max_lora")

	// Method is the label method.
	Method = queries.NewLabel[Exporter]("method")

	// Mode is the label mode: Tool parser mode.
	Mode = queries.NewLabel[Exporter]("mode")

	// ModelName is the label model_name: Served model name (--served-model-name, first one).
	ModelName = queries.NewLabel[Exporter]("model_name")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// NumCPUBlocks is the label num_cpu_blocks.
	NumCPUBlocks = queries.NewLabel[Exporter]("num_cpu_blocks")

	// NumGPUBlocks is the label num_gpu_blocks.
	NumGPUBlocks = queries.NewLabel[Exporter]("num_gpu_blocks")

	// Operation is the label operation.
	Operation = queries.NewLabel[Exporter]("operation")

	// Outcome is the label outcome: Tool parser result.
	Outcome = queries.NewLabel[Exporter]("outcome")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Position is the label position: Draft position.
	Position = queries.NewLabel[Exporter]("position")

	// Reason is the label reason: num_requests_waiting_by_reason: why a request waits.
	Reason = queries.NewLabel[Exporter]("reason")

	// RequestType is the label request_type: API of a tool parser run.
	RequestType = queries.NewLabel[Exporter]("request_type")

	// RunningLoRAAdapters is the label running_lora_adapters: Comma-joined adapters of running requests.
	RunningLoRAAdapters = queries.NewLabel[Exporter]("running_lora_adapters")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// SleepState is the label sleep_state: Engine sleep state.
	SleepState = queries.NewLabel[Exporter]("sleep_state")

	// Source is the label source: Where prompt tokens came from.
	Source = queries.NewLabel[Exporter]("source")

	// Status is the label status: HTTP status class (instrumentator).
	Status = queries.NewLabel[Exporter]("status")

	// Tier is the label tier: Secondary offload tier type.
	Tier = queries.NewLabel[Exporter]("tier")

	// TransferType is the label transfer_type: Offload direction.
	TransferType = queries.NewLabel[Exporter]("transfer_type")

	// WaitingLoRAAdapters is the label waiting_lora_adapters: Comma-joined adapters of waiting requests.
	WaitingLoRAAdapters = queries.NewLabel[Exporter]("waiting_lora_adapters")
)
