package simulate

import (
	"math"
	"strconv"
)

// A canopy is the application of one tenant of the Canopy lab: pupils at a UI, which calls a backend, which calls
// LlamaStack, which calls the shared model. Where the environment runs no LlamaStack, the backend calls the model itself.
type canopy struct {
	f         *Fleet
	tenant    string
	namespace string
	rng       stream
	ui        *exporter
	backend   *exporter
	stack     *llamaStack
	model     *model
	pods      [2]*pod

	answering map[string]int // requests that the backend works on, by method
}

// A page is something the UI offers: what it asks the backend for, and what the backend asks the model for.
type page struct {
	path   string
	share  float64
	model  bool
	shape  shape
	method string
}

func pages() []page {
	return []page{
		{"/summarize", 0.42, true, shape{prompt: 520, answer: 130, cached: 0.5, streams: 0.6}, "POST"},
		{"/information-search", 0.25, true, shape{prompt: 900, answer: 150, cached: 0.7, streams: 0.5}, "POST"},
		{"/student-assistant", 0.18, true, shape{prompt: 380, answer: 200, cached: 0.6, streams: 0.7}, "POST"},
		{"/feature-flags", 0.13, false, shape{}, "GET"},
		{"/feedback", 0.02, false, shape{}, "POST"},
	}
}

// buildCanopy makes the applications of all tenants.
func (f *Fleet) buildCanopy() {
	if !f.runs("canopy-ui") && !f.runs("canopy-backend") && !f.runs("llama-stack") {
		return
	}
	tenants := f.cfg.Tenants
	if len(tenants) == 0 {
		tenants = []string{"user1", "user2"}
	}
	for _, t := range tenants {
		f.canopy(t)
	}
}

func (f *Fleet) canopy(tenant string) {
	c := &canopy{
		f: f, tenant: tenant, namespace: f.value("namespace", tenant, tenant+"-canopy"),
		rng: newStream(f.cfg.Seed, "canopy "+tenant), answering: map[string]int{},
	}
	if len(f.models) > 0 {
		c.model = f.models[0]
	}
	if f.runs("canopy-ui") {
		c.pods[0] = f.pod(c.namespace, "canopy-ui", "canopy-ui", 0.1, 0.25)
		c.ui = f.export(f.released("canopy-ui"), c.pods[0], port{"canopy-ui", "metrics", 8000})
		c.ui.before = append(c.ui.before, func(float64) {
			c.ui.metric("http_server_active_requests").with("http_method", "POST", "http_host", "canopy-ui:8501", "http_scheme", "http", "http_flavor", "1.1", "http_server_name", "canopy-ui").set(float64(c.answering["POST"]))
		})
	}
	if f.runs("canopy-backend") {
		c.pods[1] = f.pod(c.namespace, "canopy-backend", "canopy-backend", 0.2, 0.5)
		c.backend = f.export(f.released("canopy-backend"), c.pods[1], port{"canopy-backend", "http", 8000})
		c.backend.metric("target_info").with("service_name", "canopy-backend", "telemetry_sdk_language", "python",
			"telemetry_sdk_name", "opentelemetry", "telemetry_sdk_version", "1.38.0").set(1)
		c.backend.before = append(c.backend.before, func(float64) { c.active() })
	}
	if f.runs("llama-stack") {
		c.stack = f.llamaStack(tenant, c.namespace)
		f.clients("models "+tenant, 0.08, func(now float64) { c.stack.list(now) })
	}
	weights := []float64{}
	for _, p := range pages() {
		weights = append(weights, p.share)
	}
	f.clients("pupils "+tenant, 0.55, func(now float64) {
		p := pages()[c.rng.pick(weights)]
		c.visit(now, p)
	})
	f.clients("strays "+tenant, 0.01, func(now float64) { // somebody asks the backend for what it does not have
		c.answered(now, now, page{method: "GET"}, "404", 0.002)
	})
}

// visit is one click of a pupil.
func (c *canopy) visit(now float64, p page) {
	c.answering[p.method]++
	c.work(0.004)
	if !p.model || c.model == nil {
		took, status := c.rng.lognormal(0.006, 0.5), "200"
		if c.rng.chance(0.03) {
			status = "404" // what was asked for is not there any more
		}
		c.f.at(now+took, func(end float64) {
			c.answering[p.method]--
			c.answered(end, now, p, status, took)
		})
		return
	}
	r := p.shape.draw(c.rng, c.f.scenario, c.model.size.maxLen)
	before := c.rng.lognormal(0.008, 0.4)
	c.f.at(now+before, func(called float64) {
		c.ask(called, r, func(end float64, r *request) {
			c.answering[p.method]--
			status := "200"
			switch {
			case r.reason == abort:
				status = "" // the client left before there was one
			case !r.served():
				status = "500"
			}
			c.called(end, called, status)
			c.answered(end, now, p, status, end-now)
		})
	})
}

// ask asks the model, through LlamaStack where there is one.
func (c *canopy) ask(now float64, r *request, done func(float64, *request)) {
	if c.stack != nil {
		c.stack.chat(now, c.model, r, done)
		return
	}
	c.f.infer(now, c.model, Direct, r, done)
}

func (c *canopy) work(seconds float64) {
	for _, p := range c.pods {
		if p != nil {
			p.cpu += seconds
		}
	}
}

// answered counts an answer of the backend, at the backend and at the UI that waited for it.
func (c *canopy) answered(now, since float64, p page, status string, took float64) {
	if c.backend != nil {
		labels := []string{
			"http_method", p.method, "http_host", c.host(), "http_scheme", "http", "http_flavor", "1.1", "http_server_name", c.host(),
			"net_host_name", c.host(), "net_host_port", "8000", "http_request_method", p.method, "url_scheme", "http",
			"network_protocol_version", "1.1",
		}
		if p.path != "" {
			labels = append(labels, "http_target", p.path, "http_route", p.path)
		}
		if status != "" {
			labels = append(labels, "http_status_code", status, "http_response_status_code", status)
		}
		if status != "" && status[0] == '5' {
			labels = append(labels, "error_type", status)
		}
		c.backend.metric("http_server_duration_milliseconds").with(labels...).observe(1000 * took)
		c.backend.metric("http_server_request_duration_seconds").with(labels...).observe(took)
		c.backend.metric("http_server_request_size_bytes", "http_server_request_body_size_bytes").with(labels...).observe(math.Round(200 + 1500*c.rng.Float64()))
		c.backend.metric("http_server_response_size_bytes", "http_server_response_body_size_bytes").with(labels...).observe(math.Round(80 + 3000*c.rng.Float64()))
	}
	if c.ui == nil || p.path == "" {
		return
	}
	seen := status
	if status == "" {
		seen = "error" // the UI gave up waiting
	}
	c.ui.metric("http_requests_total").with("endpoint", p.path, "status", seen).inc()
	took = now - since + 0.003
	c.ui.metric("http_server_duration_milliseconds").with("endpoint", p.path, "http_method", "GET", "http_host", "canopy-ui", "http_scheme", "http",
		"http_flavor", "1.1", "http_server_name", "canopy-ui", "net_host_name", "canopy-ui", "net_host_port", "8501", "http_target", p.path, "http_status_code", "200").observe(1000 * took)
	pairs := []string{"http_host", c.host(), "http_method", p.method, "http_flavor", "1.1", "http_scheme", "http", "net_peer_port", "8000", "net_peer_name", c.host()}
	if status != "" {
		pairs = append(pairs, "http_status_code", status)
	}
	c.ui.metric("http_client_duration_milliseconds").with(pairs...).observe(1000 * took)
}

// called counts a call of the backend to whoever answers with the model.
func (c *canopy) called(now, since float64, status string) {
	if c.backend == nil {
		return
	}
	host, at := c.model.service+"."+c.model.namespace, 8080
	if c.stack != nil {
		host, at = "llamastack", 8321
	}
	pairs := []string{
		"http_host", host, "http_method", "POST", "http_flavor", "1.1", "http_scheme", "http", "net_peer_port", strconv.Itoa(at), "net_peer_name", host,
		"http_request_method", "POST", "server_address", host, "server_port", strconv.Itoa(at), "network_protocol_version", "1.1",
	}
	if status != "" {
		pairs = append(pairs, "http_status_code", status, "http_response_status_code", status)
	} else {
		pairs = append(pairs, "error_type", "ReadTimeout")
	}
	c.backend.metric("http_client_duration_milliseconds").with(pairs...).observe(1000 * (now - since))
	c.backend.metric("http_client_request_duration_seconds").with(pairs...).observe(now - since)
}

// active exports what the backend works on.
func (c *canopy) active() {
	for _, method := range []string{"GET", "POST"} {
		c.backend.metric("http_server_active_requests").with("http_method", method, "http_host", c.host(), "http_scheme", "http", "http_flavor", "1.1",
			"http_server_name", c.host(), "http_request_method", method, "url_scheme", "http").set(float64(c.answering[method]))
	}
}

func (c *canopy) host() string { return "canopy-backend" }
