package simulate

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/limitador"
)

// Demo is an environment that runs everything there is, in one store of a plain Prometheus: what is simulated when
// nobody names an environment.
func Demo(c *catalogue.Catalogue) *queries.Environment {
	env := &queries.Environment{
		Name: "demo", Catalogue: c, Releases: map[string]catalogue.Range{}, Simulators: true,
		Stores: []queries.Store{{Name: "prometheus", Dialect: "local", ScrapeInterval: 15 * time.Second, Default: true}},
		Values: map[string]string{
			"model_namespace": "ai501", "namespace": "{tenant}-canopy", "llamastack_service": "llamastack-{tenant}-canopy",
		},
		Labels: map[string]string{
			queries.LabelKey(limitador.Plan): "tier", queries.LabelKey(limitador.User): "user", queries.LabelKey(limitador.CallModel): "model",
		},
		Prices: map[string]float64{"free": 0.005, "premium": 0.008, "enterprise": 0.01},
	}
	for exporter, constraint := range demonstrated() {
		if p := c.Primary(exporter); p != nil {
			if r, err := p.Range(constraint); err == nil {
				env.Releases[exporter] = r
			}
		}
	}
	return env
}

// demonstrated are all exporters that can be simulated, with the releases that [Demo] runs.
func demonstrated() map[string]string {
	return map[string]string{
		"vllm": ">=0.10", "dcgm-exporter": "4.5", "ovms": "2025.4", "litellm": "1.83", "llama-stack": "0.7", "canopy-ui": "current",
		"canopy-backend": "otel-http-old", "limitador": "2.4", "istio": "current", "authorino": "0.27", "maas-api": "current",
		"kube-state-metrics": "current", "cadvisor": "current", "prometheus": "current", "haproxy": "current",
	}
}

// Simulates reports whether a fleet has the metrics of an exporter, if its environment runs that.
func Simulates(exporter string) bool {
	_, ok := demonstrated()[exporter]
	return ok
}

// build makes everything that the environment runs.
func (f *Fleet) build() {
	f.buildModels()
	f.buildCanopy()
	f.buildLiteLLM()
	f.buildOVMS()
	f.buildGateway()
	f.buildDirect()
	f.buildKubernetes()
	f.dcgm()
	f.every(1, f.heat)
	f.plan()
}

// buildModels makes the model servers. Where a range of releases runs, so do replicas of its oldest and its newest.
func (f *Fleet) buildModels() {
	namespace := f.value("model_namespace", "", "ai501")
	names := f.modelNames()
	if f.runs("vllm") {
		oldest, newest := f.releases("vllm")
		if len(f.scenario.Upgrades) > 0 {
			newest = oldest
		}
		for i, name := range names {
			m := &model{name: name, namespace: namespace, service: serviceOf(name), perReplica: 1, card: l40s(), size: medium()}
			switch {
			case strings.Contains(name, "scout") || strings.Contains(name, "70b"):
				m.perReplica, m.card, m.size = 2, a100(), large()
			case strings.Contains(name, "llama32") || strings.Contains(name, "phi"):
				m.size = small()
			}
			if i == 0 || m.perReplica == 1 {
				f.serve(m, oldest, newest)
			} else {
				f.serve(m, newest)
			}
		}
		f.spare = append(f.spare, f.gpu(l40s()))
	}
	if f.env.Simulators {
		for _, p := range f.env.Catalogue.Dialects("vllm") {
			r := release{catalogue: f.env.Catalogue, exporter: "vllm", dialect: p.Name, version: p.Newest}
			const name = "phi-4-mini"
			f.serve(&model{name: name, namespace: namespace, service: serviceOf(name), card: l40s(), size: small()}, r)
		}
	}
}

// buildDirect lets somebody ask the models that no front door leads to.
func (f *Fleet) buildDirect() {
	if f.runs("litellm") || f.runs("limitador") || f.runs("istio") || f.runs("authorino") {
		return
	}
	led := f.runs("canopy-ui") || f.runs("canopy-backend") || f.runs("llama-stack")
	for i, m := range f.models {
		if i == 0 && led {
			continue
		}
		rng := newStream(f.cfg.Seed, "direct "+m.name)
		f.clients("direct "+m.name, 1.1, func(now float64) {
			r := shape{prompt: 350, answer: 140, cached: 0.3, streams: 0.5}.draw(rng, f.scenario, m.size.maxLen)
			f.infer(now, m, Direct, r, func(float64, *request) {})
		})
	}
}

func serviceOf(model string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(model)) + "-predictor"
}

// modelNames are the models that vLLM serves.
func (f *Fleet) modelNames() []string {
	if len(f.cfg.Models) > 0 {
		return f.cfg.Models
	}
	names := []string{f.value("model_name", "", "llama32")}
	if f.runs("litellm") || f.runs("limitador") {
		names = append(names, "granite-3-2-8b-instruct")
	}
	if f.runs("litellm") {
		names = append(names, "llama-scout-17b")
	}
	return names
}

// tiers are the plans that customers book, the cheapest first.
func (f *Fleet) tiers() []string {
	tiers := slices.SortedFunc(maps.Keys(f.env.Prices), func(a, b string) int {
		switch d := f.env.Prices[a] - f.env.Prices[b]; {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return strings.Compare(a, b)
	})
	if len(tiers) == 0 {
		return []string{"free", "premium", "enterprise"}
	}
	return tiers
}

// plan brings the scenario's incidents about.
func (f *Fleet) plan() {
	moment := func(at float64) float64 { return f.start + at*f.period }
	if len(f.models) == 0 {
		return
	}
	first := f.models[0]
	for _, r := range f.scenario.Restarts {
		s := first.servers[r.Replica%len(first.servers)]
		f.at(moment(r.At), func(now float64) { s.replace(now, r.Down.Seconds(), s.release) })
	}
	for i, at := range f.scenario.Upgrades {
		for _, m := range f.models {
			for j, s := range m.servers {
				if j%len(f.scenario.Upgrades) != i || s.release.dialect != "" {
					continue
				}
				_, newest := f.releases("vllm")
				f.at(moment(at), func(now float64) { s.replace(now, 60, newest) })
			}
		}
	}
	for _, fault := range f.scenario.Faults {
		f.at(moment(fault.At), func(float64) {
			for _, s := range first.servers {
				for _, g := range s.gpus {
					if len(f.gpus) > fault.GPU && g == f.gpus[fault.GPU] {
						g.fail(fault)
						s.engine.slow = s.slowest()
					}
				}
			}
		})
	}
}
