package simulate

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/prom/promtest"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// sometimes are labels of the catalogue that a series may lack, by exporter, and why.
var sometimes = map[string]map[string]string{
	"dcgm-exporter": {
		"GPU_I_PROFILE": "only on MIG", "GPU_I_ID": "only on MIG", "namespace": "a GPU that nobody holds", "pod": "a GPU that nobody holds",
		"container": "a GPU that nobody holds",
	},
	"canopy-backend": {
		"http_target": "no route", "http_status_code": "the client left first", "http_route": "no route", "http_response_status_code": "the client left first",
		"error_type": "only with errors",
	},
	"canopy-ui": {"http_status_code": "the client left first"},
	"istio":     {"grpc_response_status": "empty for HTTP", "subscription": "the installation has tiers"},
	"limitador": {"subscription": "the installation has tiers", "organization_id": "the installation has tiers", "cost_center": "the installation has tiers", "limit_name": "opt-in"},
	"ovms":      {"version": "absent on some methods"},
	"litellm": {
		"end_user": "off by default", "client_ip": "off by default", "user_agent": "off by default", "requested_model": "nobody without a key asked for one",
	},
	"vllm":               {"running_lora_adapters": "no adapters", "waiting_lora_adapters": "no adapters"},
	"kube-state-metrics": {"priority_class": "most pods have none", "provider_id": "not in a lab"},
}

// TestLabelsAreTheCatalogues compares the labels of every family with those that the catalogue gives it.
func TestLabelsAreTheCatalogues(t *testing.T) {
	f, _ := ordinary(t)
	checked := 0
	for _, x := range f.exporters {
		for _, family := range x.families {
			for _, s := range family.series {
				checked++
				have := map[string]bool{}
				for _, l := range s.labels {
					have[l.Name] = l.Value != ""
				}
				for _, want := range family.labels {
					if _, excused := sometimes[x.exporter][want]; !have[want] && !excused {
						t.Errorf("%s of %s has no label %s: %v", family.metric.Name, x.Program, want, s.labels)
					}
					delete(have, want)
				}
				for _, l := range slices.Sorted(maps.Keys(have)) {
					if !family.metric.OpenLabels {
						t.Errorf("%s of %s has a label %s, which the catalogue does not know", family.metric.Name, x.Program, l)
					}
				}
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d series", checked)
	}
}

// unmodelled are metrics that programs have after a plain start and that are not simulated, by the beginning of their
// names, and why.
var unmodelled = map[string]string{
	"vllm:admission_rejections_total": "the values of its label are not known", "vllm:tool_call_parser_": "no request uses tools",
	"DCGM_FI_DRIVER_VERSION": "it is a label here", "istio_tcp_": "the gateway speaks HTTP",
	"istio_request_messages_total": "no gRPC", "istio_response_messages_total": "no gRPC", "istio_request_bytes": "sizes are not modelled",
	"istio_response_bytes": "sizes are not modelled", "datastore_latency": "a summary with quantiles",
	"http_server_": "Authorino's raw HTTP interface is not used", "oidc_server_": "no wristbands", "controller_runtime_": "operators are not modelled",
	"workqueue_": "operators are not modelled", "haproxy_": "no dashboard tells more of the router than the backends of routes", "template_router_": "as haproxy_",
	"litellm_remaining_": "providers state no limits", "litellm_deployment_": "nothing is cooled down or falls back", "litellm_cache": "no cache", "litellm_cached": "no cache",
	"litellm_guardrail": "no guardrails", "litellm_callback": "no callbacks", "litellm_managed": "no batches", "litellm_check": "no batches", "litellm_team_": "teams are not modelled further",
	"llama_stack_responses": "only chats", "llama_stack_tool": "only chats", "llama_stack_vector": "only chats", "kube_pod_status_reason": "no pod fails",
	"kube_pod_labels": "labels are an installation's own", "kube_node_labels": "labels are an installation's own", "kube_pod_container_status_waiting_reason": "no pod fails",
	"kube_pod_container_status_last": "no pod fails", "kube_horizontal": "nothing scales by itself", "container_network": "networks are not modelled",
	"container_fs": "disks are not modelled",
}

// TestProgramsAreComplete finds metrics that a program has after a plain start and that a fleet does not export.
func TestProgramsAreComplete(t *testing.T) {
	f, _ := ordinary(t)
	done, used := map[string]bool{}, map[string]bool{}
	for _, x := range f.exporters {
		key := x.Program + x.Version
		if done[key] || x.exporter == "prometheus" {
			continue
		}
		done[key] = true
		has := map[string]bool{}
		for _, other := range f.exporters {
			if other.Program+other.Version == key {
				for _, family := range other.families {
					has[family.metric.Name] = true
				}
			}
		}
		for _, m := range catalogue.Default().Metrics() {
			if m.Program != x.program().Name || m.Default != catalogue.Always || !m.Life.Contains(x.version) || m.Status == catalogue.Unreleased || has[m.Name] {
				continue
			}
			excused := false
			for prefix := range unmodelled {
				if strings.HasPrefix(m.Name, prefix) {
					excused, used[prefix] = true, true
				}
			}
			if !excused {
				t.Errorf("%s %s has %s, and no target exports it", x.Program, x.Version, m.Name)
			}
		}
	}
	for prefix, why := range unmodelled {
		if !used[prefix] || why == "" {
			t.Errorf("%s is excused: %q, and nothing needs it", prefix, why)
		}
	}
	if len(done) < 14 {
		t.Errorf("only %d programs: %v", len(done), done)
	}
}

// TestLikeTheRealSimulator compares our stand-in of llm-d's simulator with what the real one exported: the same path
// reads both, and both have the same metrics with the same labels and bounds.
func TestLikeTheRealSimulator(t *testing.T) {
	storage := promtest.Storage(t)
	if _, err := storage.LoadFile(filepath.FromSlash("../../testdata/recordings/vllm-inference-sim/llama32-a.om.gz")); err != nil {
		t.Fatal(err)
	}
	first, last, _ := storage.TimeRange()
	found, err := promtest.Engine(t, storage).Series(t.Context(), `{__name__=~"vllm:.+"}`, first, last)
	if err != nil {
		t.Fatal(err)
	}
	shape := func(labels map[string]string) string {
		names := slices.Sorted(maps.Keys(labels))
		le := labels["le"]
		if strings.Contains(labels["__name__"], "tokens") {
			le = "" // bounds depend on the model
		}
		return fmt.Sprintf("%s %s %s", labels["__name__"], strings.Join(names, ","), le)
	}
	real := map[string]bool{}
	for _, labels := range found {
		real[shape(labels)] = true
	}
	_, rec := ordinary(t)
	ours := map[string]bool{}
	for _, c := range rec.columns {
		if strings.HasPrefix(c.label("__name__"), "vllm:") && c.label("model_name") == "phi-4-mini" || c.label("engine") == "" && (c.family == "vllm:cache_config_info" || c.family == "vllm:lora_requests_info") {
			labels := map[string]string{}
			for _, l := range c.labels {
				labels[l.Name] = l.Value
			}
			ours[shape(labels)] = true
		}
	}
	for s := range real {
		if !ours[s] {
			t.Errorf("the real simulator has, and ours has not: %s", s)
		}
	}
	for s := range ours {
		if !real[s] {
			t.Errorf("ours has, and the real simulator has not: %s", s)
		}
	}
	if len(real) < 100 {
		t.Errorf("only %d kinds of series", len(real))
	}
}

// TestSimulates runs every exporter of the catalogue: those that the fleet then has are those that it is said to have.
func TestSimulates(t *testing.T) {
	c := catalogue.Default()
	env := Demo(c)
	for _, exporter := range c.Exporters() {
		if _, ok := env.Releases[exporter]; ok || c.Primary(exporter) == nil {
			continue
		}
		r, err := c.Primary(exporter).Range(cmp.Or(c.Primary(exporter).Newest.String(), "current"))
		if err != nil {
			t.Fatal(err)
		}
		env.Releases[exporter] = r
	}
	sc, err := Named("steady")
	if err != nil {
		t.Fatal(err)
	}
	f, err := New(Config{Environment: env, Scenario: sc, Seed: 1, Start: time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{"prometheus": true} // ALERTS
	for _, x := range f.exporters {
		have[x.exporter] = true
	}
	for _, exporter := range append(c.Exporters(), "of-a-team") {
		if Simulates(exporter) != have[exporter] {
			t.Errorf("%s: it is said to be simulated: %v; it is: %v", exporter, Simulates(exporter), have[exporter])
		}
	}
}
