package simulate

import "math"

// A liteLLM is a proxy in two replicas with the keys of its users.
type liteLLM struct {
	f        *Fleet
	rng      stream
	replicas []*liteReplica
	keys     []*liteKey
	next     int
	embedder *servable
}

type liteReplica struct {
	x      *exporter
	pod    *pod
	flying int
}

// A liteKey is a key with its owner, budget and limit.
type liteKey struct {
	alias, hash, user, team, teamAlias string
	rate                               float64 // requests per second
	budget                             float64 // dollars; 0: none
	spent                              float64
	limit                              int // requests per minute; 0: none
	minute                             float64
	asked                              int
	greedy                             bool  // of the scenario
	embeds                             bool  // asks for embeddings, too
	models                             []int // that it asks, by their place
}

const (
	liteOrg      = "org-1"
	liteOrgAlias = "lab"
	liteProvider = "hosted_vllm"
)

func liteKeys() []*liteKey {
	return []*liteKey{
		{alias: "alice-laptop", hash: "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b", user: "alice", team: "team-1", teamAlias: "research", rate: 0.9, budget: 100, limit: 600, models: []int{0, 1}},
		{alias: "bob-ci", hash: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", user: "bob", team: "team-1", teamAlias: "research", rate: 0.5, budget: 50, limit: 90, greedy: true, models: []int{1}},
		{alias: "carol-notebook", hash: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", user: "carol", team: "team-2", teamAlias: "platform", rate: 0.25, models: []int{2}},
		{alias: "search-service", hash: "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9", user: "dave", team: "team-2", teamAlias: "platform", rate: 0.6, budget: 400, limit: 1200, embeds: true, models: []int{0}},
	}
}

// buildLiteLLM makes the proxy.
func (f *Fleet) buildLiteLLM() {
	if !f.runs("litellm") {
		return
	}
	p := &liteLLM{f: f, rng: newStream(f.cfg.Seed, "litellm"), keys: liteKeys()}
	namespace := f.value("model_namespace", "", "llm-hosting")
	set := "litellm-" + f.names.word(10)
	for range 2 {
		r := &liteReplica{pod: f.podOf(namespace, "litellm", set, "litellm", 1, 2, 0)}
		r.x = f.export(f.released("litellm"), r.pod, port{"litellm", "http", 4000})
		r.x.before = append(r.x.before, func(now float64) { p.state(now, r) })
		p.replicas = append(p.replicas, r)
	}
	for _, k := range p.keys {
		rate := k.rate
		if k.greedy && f.scenario.Greedy > 0 {
			rate *= f.scenario.Greedy
		}
		f.clients("key "+k.alias, rate, func(now float64) { p.ask(now, k) })
	}
	f.clients("keyless", 0.03, p.refuse)
	f.at(f.now, func(float64) { p.embedder = f.servable("nomic-embed") })
}

// replica is the one that serves the next request.
func (p *liteLLM) replica() *liteReplica {
	p.next++
	return p.replicas[p.next%len(p.replicas)]
}

// who are the labels that say whose a request is.
func (k *liteKey) who(more ...string) []string {
	return append([]string{
		"end_user", "", "hashed_api_key", k.hash, "api_key_alias", k.alias, "team", k.team, "team_alias", k.teamAlias, "user", k.user,
		"user_email", k.user + "@example.com", "org_id", liteOrg, "org_alias", liteOrgAlias, "route", "/chat/completions",
		"client_ip", "", "user_agent", "", "stream", "False",
	}, more...)
}

// refuse turns somebody away who has no key: there is nobody to count it for.
func (p *liteLLM) refuse(float64) {
	nobody := &liteKey{alias: "None", hash: "None", user: "None", team: "None", teamAlias: "None"}
	r := p.replica()
	labels := nobody.who("requested_model", "", "model_id", "None", "status_code", "401", "exception_status", "401", "exception_class", "ProxyException")
	r.x.metric("litellm_proxy_total_requests_metric_total").with(labels...).inc()
	r.x.metric("litellm_proxy_failed_requests_metric_total").with(labels...).inc()
}

// ask is one request with a key.
func (p *liteLLM) ask(now float64, k *liteKey) {
	r := p.replica()
	if minute := math.Floor(now / 60); minute != k.minute {
		k.minute, k.asked = minute, 0
	}
	k.asked++
	m := p.f.models[k.models[p.rng.IntN(len(k.models))]%len(p.f.models)]
	if k.limit > 0 && k.asked > k.limit {
		p.failed(r, k, m.name, "429", "RateLimitError")
		return
	}
	if k.embeds && p.embedder != nil && p.rng.chance(0.7) {
		p.embed(now, r, k)
		return
	}
	shape := shape{prompt: 420, answer: 140, cached: 0.35, streams: 0.5}
	req := shape.draw(p.rng, p.f.scenario, m.size.maxLen)
	r.flying++
	queued, before := p.rng.lognormal(0.002, 0.6), p.rng.lognormal(0.006, 0.5)
	p.f.at(now+queued+before, func(called float64) {
		p.f.infer(called, m, ThroughLiteLLM, req, func(end float64, req *request) {
			r.flying--
			r.pod.cpu += 0.03
			first := 0.0
			if req.stream && req.first > 0 {
				first = req.first - called
			}
			c := liteCall{model: m.name, base: "http://" + m.service + "." + m.namespace + ":8080/v1", provider: liteProvider, prompt: req.prompt, answer: req.generated,
				queued: queued, api: end - called, total: end - now + 0.004, first: first}
			switch {
			case req.served():
				p.served(r, k, c)
			case req.reason == abort:
				p.gaveUp(r, k, c)
			default:
				p.broke(r, k, c)
			}
		})
	})
}

// embed asks for the vectors of a text.
func (p *liteLLM) embed(now float64, r *liteReplica, k *liteKey) {
	prompt := clamp(int(p.rng.lognormal(180, 0.6)), 3, 2000)
	queued, before := p.rng.lognormal(0.002, 0.6), p.rng.lognormal(0.005, 0.5)
	r.flying++
	p.f.at(now+queued+before, func(called float64) {
		p.embedder.graph(called, func(end float64, ok bool) {
			r.flying--
			c := liteCall{model: p.embedder.name, base: "http://" + p.embedder.name + ":8080/v3", provider: "openai", prompt: prompt,
				queued: queued, api: end - called, total: end - now + 0.003}
			if ok {
				p.served(r, k, c)
			} else {
				p.broke(r, k, c)
			}
		})
	})
}

// A liteCall is a call of a deployment that is over.
type liteCall struct {
	model, base, provider     string
	prompt, answer            int
	queued, api, total, first float64
}

func (c liteCall) deployment() []string {
	return []string{"model", c.model, "requested_model", c.model, "model_group", c.model, "litellm_model_name", c.model, "model_id", "deployment-" + c.model, "api_base", c.base, "api_provider", c.provider}
}

// served counts an answer.
func (p *liteLLM) served(r *liteReplica, k *liteKey, c liteCall) {
	labels := append(k.who(), c.deployment()...)
	labels = append(labels, "status_code", "200")
	m := func(name string) *series { return r.x.metric(name).with(labels...) }
	m("litellm_proxy_total_requests_metric_total").inc()
	m("litellm_requests_metric_total").inc()
	cost := float64(c.prompt)*2e-6 + float64(c.answer)*6e-6
	k.spent += cost
	m("litellm_spend_metric_total").add(cost)
	m("litellm_total_tokens_metric_total").add(float64(c.prompt + c.answer))
	m("litellm_input_tokens_metric_total").add(float64(c.prompt))
	m("litellm_output_tokens_metric_total").add(float64(c.answer))
	m("litellm_request_total_latency_metric").observe(c.total)
	m("litellm_llm_api_latency_metric").observe(c.api)
	if c.first > 0 {
		m("litellm_llm_api_time_to_first_token_metric").observe(c.first)
	}
	m("litellm_overhead_latency_metric").observe(c.total - c.api)
	m("litellm_request_queue_time_seconds").observe(c.queued)
	m("litellm_deployment_total_requests_total").inc()
	m("litellm_deployment_success_responses_total").inc()
	if c.answer > 0 {
		m("litellm_deployment_latency_per_output_token").observe(c.api / float64(c.answer))
	}
}

// failed counts a request that the proxy itself refused.
func (p *liteLLM) failed(r *liteReplica, k *liteKey, model, status, class string) {
	labels := k.who("requested_model", model, "model_id", "None", "status_code", status, "exception_status", status, "exception_class", class)
	r.x.metric("litellm_proxy_total_requests_metric_total").with(labels...).inc()
	r.x.metric("litellm_proxy_failed_requests_metric_total").with(labels...).inc()
}

// broke counts a request that a deployment failed.
func (p *liteLLM) broke(r *liteReplica, k *liteKey, c liteCall) {
	p.failed(r, k, c.model, "500", "InternalServerError")
	p.deploymentFailed(r, k, c, "500", "InternalServerError")
}

// gaveUp counts a request whose client left: the proxy ends its call of the deployment.
func (p *liteLLM) gaveUp(r *liteReplica, k *liteKey, c liteCall) {
	p.failed(r, k, c.model, "499", "ClientDisconnect")
}

func (p *liteLLM) deploymentFailed(r *liteReplica, k *liteKey, c liteCall, status, class string) {
	labels := append(k.who("exception_status", status, "exception_class", class), c.deployment()...)
	r.x.metric("litellm_deployment_total_requests_total").with(labels...).inc()
	r.x.metric("litellm_deployment_failure_responses_total").with(labels...).inc()
	r.x.metric("litellm_llm_api_failed_requests_metric_total").with(labels...).inc()
}

// state exports what a replica knows at the moment: budgets begin anew with the month.
func (p *liteLLM) state(now float64, r *liteReplica) {
	hours := math.Round(10*(20*24-now/3600)) / 10
	set := func(name string, v float64, labels ...string) { r.x.metric(name).with(labels...).set(v) }
	budget := func(kind string, spent, most float64, labels ...string) {
		left := math.Inf(1)
		if most > 0 {
			left = most - spent
			set("litellm_"+kind+"_max_budget_metric", most, labels...)
			set("litellm_"+kind+"_budget_remaining_hours_metric", hours, labels...)
		}
		set("litellm_remaining_"+kind+"_budget_metric", left, labels...)
	}
	set("litellm_in_flight_requests", float64(r.flying))
	var all float64
	teams := map[string]float64{}
	for _, k := range p.keys {
		all += k.spent
		teams[k.team] += k.spent
		spent := 0.35*k.budget + k.spent
		budget("api_key", spent, k.budget, "hashed_api_key", k.hash, "api_key_alias", k.alias)
		budget("user", spent, 1.2*k.budget, "user", k.user)
	}
	budget("team", 400+teams["team-1"], 1000, "team", "team-1", "team_alias", "research")
	budget("team", 150+teams["team-2"], 2000, "team", "team-2", "team_alias", "platform")
	budget("org", 1000+all, 5000, "org_id", liteOrg, "org_alias", liteOrgAlias)
	set("litellm_provider_remaining_budget_metric", 300-all, "api_provider", liteProvider)
	set("litellm_total_users", float64(len(p.keys)))
	set("litellm_teams_count", 2)
	for i, m := range p.f.models {
		labels := []string{"litellm_model_name", m.name, "model_id", "deployment-" + m.name, "api_base", "http://" + m.service + "." + m.namespace + ":8080/v1", "api_provider", liteProvider}
		set("litellm_deployment_state", p.deploymentState(m), labels...)
		set("litellm_deployment_rpm_limit", float64(6000+1000*i), labels...)
	}
}

// deploymentState is 0 for a healthy deployment, 1 for a partial outage, 2 for an outage.
func (p *liteLLM) deploymentState(m *model) float64 {
	down := 0
	for _, s := range m.servers {
		if s.down {
			down++
		}
	}
	switch {
	case down == len(m.servers):
		return 2
	case down > 0:
		return 1
	default:
		return 0
	}
}
