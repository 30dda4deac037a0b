package simulate

import (
	"math"
	"strconv"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A vllmMeter exports what an engine does as vLLM does, or as the simulator of llm-d stands in for it.
type vllmMeter struct {
	x      *exporter
	model  string
	engine *engine
	lazy   bool // histograms appear with their first observation

	running, waiting, capacity, deferred *series
	usage, hits, queries                 []*series // under the names that the release has
	prompt, generation, preemptions      *series
	computed, cachedTokens               *series
	promptCached, promptComputed         *series
	success                              map[string]*series
	iteration                            *series
	gaps                                 []*series
	hist                                 map[string]*series
}

// The histograms that a request is observed in.
const (
	ttftSeconds       = "vllm:time_to_first_token_seconds"
	e2eSeconds        = "vllm:e2e_request_latency_seconds"
	queueSeconds      = "vllm:request_queue_time_seconds"
	inferenceSeconds  = "vllm:request_inference_time_seconds"
	prefillSeconds    = "vllm:request_prefill_time_seconds"
	decodeSeconds     = "vllm:request_decode_time_seconds"
	perTokenSeconds   = "vllm:request_time_per_output_token_seconds"
	promptLength      = "vllm:request_prompt_tokens"
	generationLength  = "vllm:request_generation_tokens"
	maxTokensLength   = "vllm:request_max_num_generation_tokens"
	maxTokensLength2  = "vllm:max_num_generation_tokens"
	paramsMaxTokens   = "vllm:request_params_max_tokens"
	paramsN           = "vllm:request_params_n"
	prefillKVComputed = "vllm:request_prefill_kv_computed_tokens"
)

var requestHistograms = []string{
	ttftSeconds, e2eSeconds, queueSeconds, inferenceSeconds, prefillSeconds, decodeSeconds, perTokenSeconds, promptLength,
	generationLength, maxTokensLength, maxTokensLength2, paramsMaxTokens, paramsN, prefillKVComputed,
}

// newVLLMMeter makes the metrics of a server. They are there from the start, with zeros, as vLLM's are; a simulator's
// histograms are not.
func newVLLMMeter(x *exporter, model string, blocks int) *vllmMeter {
	m := &vllmMeter{x: x, model: model, lazy: x.dialect != "", success: map[string]*series{}, hist: map[string]*series{}}
	m.running, m.waiting = m.one("vllm:num_requests_running"), m.one("vllm:num_requests_waiting")
	m.capacity = m.one("vllm:num_requests_waiting_by_reason", "reason", "capacity")
	m.deferred = m.one("vllm:num_requests_waiting_by_reason", "reason", "deferred")
	m.usage = m.all("vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc")
	m.queries = m.all("vllm:prefix_cache_queries_total", "vllm:gpu_prefix_cache_queries_total", "vllm:prefix_cache_queries")
	m.hits = m.all("vllm:prefix_cache_hits_total", "vllm:gpu_prefix_cache_hits_total", "vllm:prefix_cache_hits")
	m.prompt, m.generation = m.one("vllm:prompt_tokens_total"), m.one("vllm:generation_tokens_total")
	m.preemptions = m.one("vllm:num_preemptions_total")
	m.computed = m.one("vllm:prompt_tokens_by_source_total", "source", "local_compute")
	m.cachedTokens = m.one("vllm:prompt_tokens_by_source_total", "source", "local_cache_hit")
	m.one("vllm:prompt_tokens_by_source_total", "source", "external_kv_transfer")
	m.promptCached = m.one("vllm:prompt_tokens_cached_total")
	m.promptComputed = m.one("vllm:prompt_tokens_recomputed_total")
	m.iteration = m.one("vllm:iteration_tokens_total")
	m.gaps = m.all("vllm:inter_token_latency_seconds", "vllm:time_per_output_token_seconds")
	for _, reason := range m.reasons() {
		m.success[reason] = m.one("vllm:request_success_total", "finished_reason", reason, "finish_reason", reason)
	}
	if !m.lazy {
		for _, name := range requestHistograms {
			m.histogram(name)
		}
	}
	m.standing(blocks)
	x.before = append(x.before, func(float64) { m.gauges() })
	return m
}

// standing are the metrics of features that this workload does not use, and of settings.
func (m *vllmMeter) standing(blocks int) {
	for _, name := range []string{
		"vllm:external_prefix_cache_queries_total", "vllm:external_prefix_cache_hits_total", "vllm:mm_cache_queries_total",
		"vllm:mm_cache_hits_total",
	} {
		m.one(name)
	}
	for i, state := range []string{"awake", "weights_offloaded", "discard_all"} {
		m.one("vllm:engine_sleep_state", "sleep_state", state).set(float64(max(0, 1-i)))
	}
	m.x.metric("vllm:cache_config_info").with("engine", "0", "block_size", strconv.Itoa(blockSize), "cache_dtype", "auto",
		"enable_prefix_caching", "True", "gpu_memory_utilization", "0.9", "num_gpu_blocks", strconv.Itoa(blocks), "num_cpu_blocks", "None").set(1)
	if m.lazy {
		m.x.metric("vllm:lora_requests_info").with("max_lora", "1", "running_lora_adapters", "", "waiting_lora_adapters", "").set(1)
	}
	m.x.metric("vllm:websocket_connections_active").with()
	m.x.metric("vllm:websocket_connections_total").with()
	m.x.metric("vllm:websocket_connection_duration_seconds").with()
}

// reasons are those with which vLLM begins to count from the start. Errors are since about 0.14.
func (m *vllmMeter) reasons() []string {
	if m.lazy {
		return nil
	}
	if since, err := catalogue.ParseVersion("0.14"); err == nil && m.x.version.Compare(since) < 0 {
		return []string{stop, length, abort}
	}
	return []string{stop, length, abort, failed, repeated}
}

func (m *vllmMeter) one(name string, pairs ...string) *series {
	return m.x.metric(name).with(append([]string{"model_name", m.model, "engine", "0"}, pairs...)...)
}

// all are the series under each of the names that the release has.
func (m *vllmMeter) all(names ...string) []*series {
	var found []*series
	for _, name := range names {
		if f := m.x.metric(name); f != nil {
			found = append(found, m.one(name))
		}
	}
	return found
}

func (m *vllmMeter) histogram(name string) *series {
	s, ok := m.hist[name]
	if !ok {
		s = m.one(name)
		m.hist[name] = s
	}
	return s
}

func (m *vllmMeter) gauges() {
	e := m.engine
	m.running.set(float64(len(e.running)))
	m.waiting.set(float64(len(e.waiting)))
	m.capacity.set(float64(len(e.waiting)))
	for _, s := range m.usage {
		s.set(e.usage())
	}
}

func (m *vllmMeter) queued(*request) {}

func (m *vllmMeter) scheduled(r *request) {
	for _, s := range m.queries {
		s.add(float64(r.prompt))
	}
	for _, s := range m.hits {
		s.add(float64(r.cached))
	}
}

func (m *vllmMeter) preempted(r *request) {
	m.preemptions.inc()
	m.promptComputed.add(float64(r.total()))
}

func (m *vllmMeter) prefilled(r *request) {
	m.prompt.add(float64(r.prompt))
	m.computed.add(float64(r.prompt - r.cached))
	m.cachedTokens.add(float64(r.cached))
	m.promptCached.add(float64(r.cached))
	m.generation.inc()
	m.histogram(ttftSeconds).observe(r.firstToken())
}

func (m *vllmMeter) gap(seconds float64, n int) {
	m.generation.add(float64(n))
	for _, s := range m.gaps {
		s.observeN(seconds, n)
	}
}

func (m *vllmMeter) step(tokens int) { m.iteration.observe(float64(tokens)) }

// finished counts how a request ended. Its times and lengths count when it was answered.
func (m *vllmMeter) finished(now float64, r *request) {
	s, ok := m.success[r.reason]
	if !ok && (m.lazy || r.reason != failed) { // an old release does not count errors
		s = m.one("vllm:request_success_total", "finished_reason", r.reason, "finish_reason", r.reason)
		m.success[r.reason] = s
	}
	s.inc()
	m.http(now, r)
	if !r.served() {
		return
	}
	observe := func(name string, v float64) { m.histogram(name).observe(v) }
	observe(e2eSeconds, now-r.arrived)
	observe(queueSeconds, r.scheduled-r.arrived)
	observe(inferenceSeconds, now-r.scheduled)
	observe(prefillSeconds, r.first-r.scheduled)
	observe(decodeSeconds, now-r.first)
	observe(perTokenSeconds, (now-r.first)/math.Max(1, float64(r.generated-1)))
	observe(promptLength, float64(r.prompt))
	observe(generationLength, float64(r.generated))
	observe(maxTokensLength, float64(r.maxTokens))
	observe(maxTokensLength2, float64(r.maxTokens))
	observe(paramsMaxTokens, float64(r.maxTokens))
	observe(paramsN, 1)
	observe(prefillKVComputed, float64(r.prompt-r.cached))
}

// http counts the call that carried the request, as the server's web framework does.
func (m *vllmMeter) http(now float64, r *request) {
	if m.x.dialect != "" {
		return
	}
	const handler = "/v1/chat/completions"
	class := "2xx"
	switch r.reason {
	case failed:
		class = "5xx"
	case abort:
		return // it has no status
	}
	m.x.metric("http_requests_total").with("handler", handler, "method", "POST", "status", class).inc()
	m.x.metric("http_request_duration_seconds").with("handler", handler, "method", "POST").observe(now - r.arrived)
	m.x.metric("http_request_duration_highr_seconds").with().observe(now - r.arrived)
	m.x.metric("http_request_size_bytes").with("handler", handler).observe(float64(220 + 4*r.prompt))
	m.x.metric("http_response_size_bytes").with("handler", handler).observe(float64(400 + 4*r.generated))
}
