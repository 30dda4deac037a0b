package simulate

import (
	"math"
	"strconv"

	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/limitador"
)

// A gateway is the front of Models-as-a-Service: OpenShift's router, Istio's gateway, Authorino that says who asks and
// Limitador that says how much they may, in front of all models.
type gateway struct {
	f         *Fleet
	rng       stream
	customers []*customer
	tiers     []string

	istio, authorino, limitador, router, api *exporter
	gatewayPod, authorinoPod, limitadorPod   *pod
	latency                                  meanTime
	flying, calls                            int
}

// A customer is a user with a plan, and what is left of it in the current minute.
type customer struct {
	name   string
	tier   int
	rate   float64 // requests per second
	greedy bool

	minute float64
	used   int
}

// allowance is the tokens a minute of a plan, by its rank.
func allowance(rank int) int { return 6000 * int(math.Pow(8, float64(min(rank, 5)))) }

func customers() []*customer {
	return []*customer{
		{name: "ada", tier: 0, rate: 0.16, greedy: true}, {name: "ben", tier: 0, rate: 0.12}, {name: "cleo", tier: 0, rate: 0.05},
		{name: "dara", tier: 1, rate: 0.5}, {name: "emil", tier: 1, rate: 0.3}, {name: "finn", tier: 2, rate: 0.9},
	}
}

const maasRoute = "maas-gateway"

// buildGateway makes the front.
func (f *Fleet) buildGateway() {
	if !f.runs("limitador") && !f.runs("istio") && !f.runs("authorino") {
		return
	}
	g := &gateway{f: f, rng: newStream(f.cfg.Seed, "gateway"), customers: customers(), tiers: f.tiers()}
	if f.runs("istio") {
		g.gatewayPod = f.pod("openshift-ingress", "maas-default-gateway-openshift-default", "istio-proxy", 0.5, 1)
		f.pod("openshift-ingress", "maas-default-gateway-openshift-default", "istio-proxy", 0.5, 1)
		g.istio = f.export(f.released("istio"), g.gatewayPod, port{"maas-default-gateway-openshift-default", "http-envoy-prom", 15020})
		g.istio.metric("istio_build").with("component", "proxy", "tag", "1.26.2").set(1)
	}
	if f.runs("authorino") {
		g.authorinoPod = f.pod("kuadrant-system", "authorino", "authorino", 0.1, 0.25)
		g.authorino = f.export(f.released("authorino"), g.authorinoPod, port{"authorino-controller-metrics", "http", 8080})
		for _, status := range []string{"OK", "UNAUTHENTICATED", "PERMISSION_DENIED"} {
			g.authorino.metric("auth_server_response_status").with("status", status)
		}
	}
	if f.runs("limitador") {
		g.limitadorPod = f.pod("kuadrant-system", "limitador-limitador", "limitador", 0.1, 0.25)
		g.limitador = f.export(f.released("limitador"), g.limitadorPod, port{"limitador-limitador", "http", 8080})
		g.limitador.metric("limitador_up").with().set(1)
		g.limitador.metric("datastore_partitioned").with().set(0)
	}
	g.buildRouter()
	g.buildAPI()
	for _, c := range g.customers {
		c.tier = min(c.tier, len(g.tiers)-1)
		rate := c.rate
		if c.greedy && f.scenario.Greedy > 0 {
			rate *= f.scenario.Greedy
		}
		f.clients("customer "+c.name, rate, func(now float64) { g.ask(now, c) })
	}
	f.clients("strangers", 0.04, func(now float64) { // they have no token
		took := g.check("UNAUTHENTICATED")
		g.answer(now+took, now, nil, "401", took)
	})
	f.clients("lost", 0.02, func(now float64) { g.answer(now, now, nil, "404", 0.002) })
}

// check is Authorino's decision, and how long it took.
func (g *gateway) check(status string) float64 {
	took := g.rng.lognormal(0.009, 0.7)
	if g.authorino == nil {
		return took
	}
	config := []string{"namespace", "openshift-ingress", "authconfig", "maas-gateway-auth"}
	g.authorino.metric("auth_server_response_status").with("status", status).inc()
	g.authorino.metric("auth_server_authconfig_total").with(config...).inc()
	g.authorino.metric("auth_server_authconfig_response_status").with(append(config, "status", status)...).inc()
	g.authorino.metric("auth_server_authconfig_duration_seconds").with(config...).observe(took)
	method := []string{"grpc_method", "Check", "grpc_service", "envoy.service.auth.v3.Authorization", "grpc_type", "unary"}
	for _, name := range []string{"grpc_server_started_total", "grpc_server_msg_received_total", "grpc_server_msg_sent_total"} {
		g.authorino.metric(name).with(method...).inc()
	}
	g.authorino.metric("grpc_server_handled_total").with(append(method, "grpc_code", "OK")...).inc()
	g.authorino.metric("grpc_server_handling_seconds").with(method...).observe(took)
	g.authorinoPod.cpu += 0.002
	return took
}

// ask is a request of a customer.
func (g *gateway) ask(now float64, c *customer) {
	f := g.f
	if len(f.models) == 0 {
		return
	}
	m := f.models[g.rng.IntN(len(f.models))]
	took := g.check("OK")
	if minute := math.Floor(now / 60); minute != c.minute {
		c.minute, c.used = minute, 0
	}
	if c.used >= allowance(c.tier) {
		g.count("limited_calls", c, m, 1)
		g.answer(now+took, now, m, "429", took)
		return
	}
	g.count("authorized_calls", c, m, 1)
	shape := shape{prompt: 320, answer: 160, cached: 0.3, streams: 0.5}
	r := shape.draw(g.rng, f.scenario, m.size.maxLen)
	g.flying++
	f.at(now+took, func(called float64) {
		f.infer(called, m, ThroughGateway, r, func(end float64, r *request) {
			g.flying--
			code := "200"
			switch {
			case r.reason == abort:
				code = "0"
			case !r.served():
				code = "500"
				if r.first == 0 && r.arrived == end {
					code = "503"
				}
			default:
				c.used += r.total()
				f.tally.GatewayHits += r.total()
				g.count("authorized_hits", c, m, r.total())
			}
			g.answer(end+0.001, now, m, code, end-now+0.001)
		})
	})
}

// count adds to what Limitador counts for a customer. Which labels say so is the installation's choice.
func (g *gateway) count(name string, c *customer, m *model, n int) {
	if g.limitador == nil {
		return
	}
	labels := []string{"limitador_namespace", m.namespace + "/" + m.service + "-route"}
	chosen := func(key queries.AnyLabel, otherwise, value string) {
		label, ok := g.f.env.Labels[queries.LabelKey(key)]
		if !ok {
			label = otherwise
		}
		if label != "" {
			labels = append(labels, label, value)
		}
	}
	chosen(limitador.Plan, "tier", g.tiers[c.tier])
	chosen(limitador.User, "user", c.name)
	if name == "authorized_hits" {
		labels = append(labels, "model", m.name)
	} else {
		chosen(limitador.CallModel, "", m.name)
	}
	g.limitador.metric(name).with(labels...).add(float64(n))
	g.limitadorPod.cpu += 0.001
}

// answer counts an answer at the gateway and at the router before it.
func (g *gateway) answer(end, since float64, m *model, code string, took float64) {
	g.calls++
	if g.gatewayPod != nil {
		g.gatewayPod.cpu += 0.004
	}
	if g.istio != nil {
		service, namespace := "unknown", "unknown"
		if m != nil {
			service, namespace = m.service, m.namespace
		}
		flags := map[string]string{"0": "DC", "503": "UH", "429": "UAEX", "401": "UAEX", "404": "NR"}[code]
		if flags == "" {
			flags = "-"
		}
		labels := []string{
			"reporter", "source", "source_workload", "maas-default-gateway-openshift-default", "source_canonical_service", "maas-default-gateway-openshift-default",
			"source_canonical_revision", "latest", "source_workload_namespace", "openshift-ingress", "source_principal", "unknown", "source_app", "unknown",
			"source_version", "unknown", "source_cluster", "Kubernetes", "destination_workload", service, "destination_workload_namespace", namespace,
			"destination_principal", "unknown", "destination_app", "unknown", "destination_version", "unknown",
			"destination_service", service + "." + namespace + ".svc.cluster.local", "destination_canonical_service", service,
			"destination_canonical_revision", "latest", "destination_service_name", service, "destination_service_namespace", namespace,
			"destination_cluster", "Kubernetes", "request_protocol", "http", "response_code", code, "grpc_response_status", "", "response_flags", flags,
			"connection_security_policy", "unknown",
		}
		g.istio.metric("istio_requests_total").with(labels...).inc()
		g.istio.metric("istio_request_duration_milliseconds").with(labels...).observe(math.Round(1000 * took))
	}
	g.routed(end, since, code)
}

// buildRouter makes OpenShift's router, which has other routes, too.
func (g *gateway) buildRouter() {
	f := g.f
	if !f.runs("haproxy") {
		return
	}
	p := f.pod("openshift-ingress", "router-default", "router", 0.2, 0.5)
	g.router = f.export(f.released("haproxy"), p, port{"router-internal-default", "metrics", 1936})
	g.router.metric("haproxy_up").with().set(1)
	for _, code := range []string{"1xx", "2xx", "3xx", "4xx", "5xx", "other"} {
		g.router.metric("haproxy_backend_http_responses_total").with(append(maasBackend(), "code", code)...)
	}
	for _, name := range []string{"haproxy_backend_connection_errors_total", "haproxy_backend_response_errors_total", "haproxy_backend_current_queue"} {
		g.router.metric(name).with(maasBackend()...)
	}
	g.router.metric("haproxy_backend_up").with(maasBackend()...).set(1)
	g.router.before = append(g.router.before, func(float64) {
		g.router.metric("haproxy_backend_http_average_response_latency_milliseconds").with(maasBackend()...).set(math.Round(g.latency.mean()))
		g.router.metric("haproxy_backend_current_sessions").with(maasBackend()...).set(float64(g.flying))
	})
	passthrough := []string{"backend", "tcp", "namespace", "openshift-ingress", "route", "maas-passthrough"}
	f.clients("passthrough", 0.2, func(float64) { // the router sees connections, and nothing of what they carry
		g.router.metric("haproxy_backend_connections_total").with(passthrough...).inc()
	})
	g.router.metric("haproxy_backend_connection_errors_total").with(passthrough...)
	g.router.metric("haproxy_backend_http_average_response_latency_milliseconds").with(passthrough...)
}

func maasBackend() []string {
	return []string{"backend", "https-edge", "namespace", "openshift-ingress", "route", maasRoute}
}

func (g *gateway) routed(end, since float64, code string) {
	if g.router == nil {
		return
	}
	class := code[:1] + "xx"
	if code == "0" {
		class = "other"
	} else {
		g.latency.observe(1000 * (end - since))
	}
	g.router.metric("haproxy_backend_http_responses_total").with(append(maasBackend(), "code", class)...).inc()
	g.router.metric("haproxy_backend_bytes_in_total").with(maasBackend()...).add(1400)
	g.router.metric("haproxy_backend_bytes_out_total").with(maasBackend()...).add(900)
	if g.calls%4 == 0 { // clients keep their connections for a while
		g.router.metric("haproxy_backend_connections_total").with(maasBackend()...).inc()
	} else {
		g.router.metric("haproxy_backend_connections_reused_total").with(maasBackend()...).inc()
	}
}

// buildAPI makes the API where customers get their keys.
func (g *gateway) buildAPI() {
	f := g.f
	if !f.runs("maas-api") {
		return
	}
	p := f.pod("opendatahub", "maas-api", "maas-api", 0.1, 0.25)
	g.api = f.export(f.released("maas-api"), p, port{"maas-api", "http", 8080})
	g.api.metric("maas_api_http_requests_in_flight").with("method", "GET").set(0)
	for i, tenant := range []string{"acme", "umbra"} {
		count := func(method, route, status string) {
			labels := []string{"method", method, "route", route, "status", status, "tenant_name", tenant}
			g.api.metric("maas_api_http_requests_total").with(labels...).inc()
			g.api.metric("maas_api_http_request_duration_seconds").with(labels...).observe(g.rng.lognormal(0.018, 0.7))
			p.cpu += 0.003
		}
		f.clients("api "+strconv.Itoa(i), 0.25/float64(i+1), func(float64) {
			status := "200"
			if g.rng.chance(f.scenario.Errors) {
				status = "500"
			}
			count("GET", "/v1/models", status)
			result := "valid"
			if g.rng.chance(0.03) {
				result = "invalid"
			}
			g.api.metric("maas_api_key_validation_total").with("tenant_name", tenant, "result", result).inc()
			if g.rng.chance(0.3) {
				g.api.metric("sar_cache_misses_total").with().inc()
			} else {
				g.api.metric("sar_cache_hits_total").with().inc()
			}
		})
		f.clients("keys "+strconv.Itoa(i), 0.01, func(float64) {
			count("POST", "/v1/api-keys", "201")
			g.api.metric("maas_api_token_mint_total").with("tenant_name", tenant, "result", "success").inc()
		})
	}
}
