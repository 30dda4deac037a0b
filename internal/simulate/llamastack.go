package simulate

import "strconv"

// A llamaStack is the server of one tenant. It sends its metrics by OTLP where the store takes them so.
type llamaStack struct {
	f         *Fleet
	x         *exporter
	pod       *pod
	rng       stream
	working   map[string]int // requests by API
	provider  string
	modelPort int
}

func (f *Fleet) llamaStack(tenant, namespace string) *llamaStack {
	l := &llamaStack{f: f, rng: newStream(f.cfg.Seed, "llamastack "+tenant), working: map[string]int{"inference": 0, "models": 0}, provider: "vllm", modelPort: 8080}
	l.pod = f.pod(namespace, "llamastack", "llama-stack", 0.5, 1)
	l.x = f.export(f.released("llama-stack"), l.pod, port{"llamastack", "http", 8321})
	l.x.push(f.env.Catalogue, f.value("llamastack_service", tenant, "llamastack-"+namespace))
	l.x.before = append(l.x.before, func(float64) {
		for _, api := range []string{"inference", "models"} {
			l.x.metric("llama_stack_concurrent_requests", "ogx_concurrent_requests").with("api", api).set(float64(l.working[api]))
		}
	})
	return l
}

// list answers somebody who wants to know which models there are.
func (l *llamaStack) list(now float64) {
	took := l.rng.lognormal(0.02, 0.6)
	l.working["models"]++
	l.f.at(now+took, func(float64) {
		l.working["models"]--
		l.handled("models", "openai_list_models", "success", "200", took)
	})
}

// handled counts a call of the server's API.
func (l *llamaStack) handled(api, method, status, code string, took float64) {
	l.x.metric("llama_stack_requests_total", "ogx_requests_total").with("api", api, "method", method, "status", status, "status_code", code).inc()
	l.x.metric("llama_stack_request_duration_seconds", "ogx_request_duration_seconds").with("api", api, "method", method).observe(took)
}

// chat passes a request on to the model.
func (l *llamaStack) chat(now float64, m *model, r *request, done func(float64, *request)) {
	l.working["inference"]++
	before := l.rng.lognormal(0.006, 0.4)
	l.f.at(now+before, func(called float64) {
		l.f.infer(called, m, ThroughLlamaStack, r, func(end float64, r *request) {
			l.working["inference"]--
			l.pod.cpu += 0.02
			l.answered(end, now, m, r)
			done(end+0.001, r)
		})
	})
}

// answered counts an inference.
func (l *llamaStack) answered(end, since float64, m *model, r *request) {
	status, code, took := "success", "200", end-since
	switch {
	case r.reason == abort:
		status, code = "error", "499"
	case !r.served():
		status, code = "error", "500"
	}
	l.handled("inference", "openai_chat_completion", status, code, took)
	labels := []string{"model", "vllm/" + m.name, "provider", l.provider, "stream", strconv.FormatBool(r.stream), "status", status, "endpoint_type", "chat_completion"}
	l.x.metric("llama_stack_inference_duration_seconds", "ogx_inference_duration_seconds").with(labels...).observe(took)
	l.x.metric("llama_stack_inference_requests_total").with(labels...).inc()
	l.x.metric("llama_stack_inference_request_duration_seconds").with(labels...).observe(took)
	l.x.metric("llama_stack_inference_inference_duration_seconds").with(labels...).observe(took)
	if r.stream && r.first > 0 {
		l.x.metric("llama_stack_inference_time_to_first_token_seconds", "ogx_inference_time_to_first_token_seconds").with(labels...).observe(r.first - since)
	}
	if !r.served() {
		return
	}
	if !r.stream { // only an answer in one piece says how many tokens it took
		l.x.metric("llama_stack_inference_tokens_per_second", "ogx_inference_tokens_per_second").with(labels...).observe(float64(r.generated) / took)
		l.used(m, r, took)
	}
	l.counted("prompt_tokens_total", m, r.prompt)
	l.counted("completion_tokens_total", m, r.generated)
	l.counted("tokens_total", m, r.total())
}

// used counts tokens as OpenTelemetry's instrumentation of the model's client does.
func (l *llamaStack) used(m *model, r *request, took float64) {
	labels := func(more ...string) []string {
		return append([]string{
			"gen_ai_operation_name", "chat", "gen_ai_system", "openai", "gen_ai_request_model", m.name, "gen_ai_response_model", m.name,
			"server_address", m.service + "." + m.namespace, "server_port", strconv.Itoa(l.modelPort),
		}, more...)
	}
	l.x.metric("gen_ai_client_token_usage").with(labels("gen_ai_token_type", "input")...).observe(float64(r.prompt))
	l.x.metric("gen_ai_client_token_usage").with(labels("gen_ai_token_type", "output")...).observe(float64(r.generated))
	l.x.metric("gen_ai_client_operation_duration_seconds").with(labels()...).observe(took)
}

// counted counts tokens as LlamaStack itself did up to 0.3.
func (l *llamaStack) counted(name string, m *model, tokens int) {
	l.x.metric(name).with("model_id", m.name, "provider_id", l.provider).add(float64(tokens))
}
