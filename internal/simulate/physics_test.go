package simulate

import (
	"bytes"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// TestLittlesLaw: the mean number of requests in a server is their rate of arrival times the time they spend there.
func TestLittlesLaw(t *testing.T) {
	f, _ := ordinary(t)
	for _, s := range f.servers {
		e := s.engine
		e.account(f.now)
		inside := e.inSystem / f.now
		rate, sojourn := float64(e.ended)/f.now, e.sojourn/float64(e.ended)
		if math.Abs(inside-rate*sojourn) > 0.02*inside {
			t.Errorf("%s: %.3f requests inside, but %.3f/s × %.3f s = %.3f", s.pod.name, inside, rate, sojourn, rate*sojourn)
		}
		if e.ended+s.burden() != e.arrivals {
			t.Errorf("%s: %d arrived, %d ended, %d are there", s.pod.name, e.arrivals, e.ended, s.burden())
		}
	}
}

// TestTooLongForTheCache: a request that does not fit into an empty cache fails; it must not wait for ever.
func TestTooLongForTheCache(t *testing.T) {
	f, _ := play(t, named(t, "idle"), 1, time.Minute)
	e := f.servers[0].engine
	r := &request{prompt: blockSize * e.blocks, answer: 1, maxTokens: 1, failAfter: -1, patience: math.Inf(1)}
	e.submit(e.now, r)
	e.advance(e.now + 60)
	if r.reason != failed || e.usage() != 0 {
		t.Errorf("it ended with %q, %v of the cache is in use", r.reason, e.usage())
	}
}

// TestSeriesAreSound looks at every series of every scenario: counters never decrease, buckets are cumulative and end
// at the count, shares are between 0 and 1, and no server does more than it can.
func TestSeriesAreSound(t *testing.T) {
	for _, sc := range Scenarios() {
		t.Run(sc.Name, func(t *testing.T) {
			t.Parallel()
			f, rec := play(t, sc, 2, 12*time.Minute)
			for _, x := range f.exporters {
				if len(x.strange) > 0 {
					t.Errorf("%s exports what the catalogue does not know: %v", x.Program, x.strange)
				}
			}
			checkCounters(t, rec)
			checkHistograms(t, rec)
			for _, c := range rec.columns {
				for _, v := range c.values {
					if !isNone(v) && (math.IsNaN(v) || math.IsInf(v, 0) && !strings.Contains(c.family, "remaining")) {
						t.Fatalf("%v is %v", c.labels, v)
					}
				}
			}
			for _, name := range []string{"vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc", "DCGM_FI_PROF_GR_ENGINE_ACTIVE", "DCGM_FI_PROF_DRAM_ACTIVE", "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE"} {
				checkBetween(t, rec, name, 0, 1)
			}
			checkBetween(t, rec, "vllm:num_requests_running", 0, 32)
			checkBetween(t, rec, "DCGM_FI_DEV_GPU_UTIL", 0, 100)
			checkBetween(t, rec, "DCGM_FI_DEV_GPU_TEMP", ambient, 95)
			checkBetween(t, rec, "DCGM_FI_DEV_POWER_USAGE", 30, 400)
		})
	}
}

func checkCounters(t *testing.T, rec *Recording) {
	t.Helper()
	counters := 0
	for _, c := range rec.columns {
		m := catalogue.Default().Lookup(c.label("__name__"))
		if len(m) == 0 || m[0].Behaviour() != catalogue.Counter || m[0].Metric.Behaviour == catalogue.Summary {
			continue
		}
		counters++
		before := 0.0
		for i := range rec.times {
			if v, ok := c.at(i); ok {
				if v < before {
					t.Fatalf("%v falls from %v to %v", c.labels, before, v)
				}
				before = v
			}
		}
	}
	if counters < 1000 {
		t.Errorf("only %d counters", counters)
	}
}

func checkHistograms(t *testing.T, rec *Recording) {
	t.Helper()
	checked := 0
	cs := rec.sorted("")
	for n, c := range cs {
		if c.label("le") != "+Inf" {
			continue
		}
		checked++
		sum, count := cs[n+1], cs[n+2]
		if sum.label("__name__") != c.family+"_sum" || count.label("__name__") != c.family+"_count" {
			t.Fatalf("%v is followed by %v", c.labels, sum.labels)
		}
		for i := range rec.times {
			all, ok := c.at(i)
			if !ok {
				continue
			}
			if v, _ := count.at(i); v != all {
				t.Fatalf("%v: +Inf is %v, the count %v", c.labels, all, v)
			}
			if v, _ := sum.at(i); v < 0 || all == 0 && v != 0 {
				t.Fatalf("%v: a sum of %v of %v observations", c.labels, v, all)
			}
			below := all
			for k := n - 1; k >= 0 && cs[k].family == c.family && cs[k].label("le") != "" && cs[k].label("le") != "+Inf"; k-- {
				v, _ := cs[k].at(i)
				if v > below {
					t.Fatalf("%v has more than the next bucket: %v of %v", cs[k].labels, v, below)
				}
				below = v
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d histograms", checked)
	}
}

func checkBetween(t *testing.T, rec *Recording, name string, low, high float64) {
	t.Helper()
	for _, c := range rec.named(name) {
		for _, v := range c.values {
			if !isNone(v) && (v < low || v > high) {
				t.Fatalf("%v is %v", c.labels, v)
			}
		}
	}
}

// TestEveryLayerCountsTheSame lets traffic end so that nothing is under way, with clients that stay and servers that do
// not fail, and compares what the layers counted.
func TestEveryLayerCountsTheSame(t *testing.T) {
	sc := Scenario{Name: "counted", Load: []Phase{{0.8, 1}, {1, 0}}}
	f, rec := play(t, sc, 3, 30*time.Minute)
	n := rec.last()
	tally := f.Tally()
	if tally.Asked != tally.Served || tally.Asked < 2000 {
		t.Fatalf("%+v", tally)
	}
	sum := func(name string, pairs ...string) float64 { return total(rec.named(name, pairs...), n) }
	gaps := 0.0
	for _, srv := range f.servers { // where a release has both names, each holds them all
		gaps += max(sum("vllm:inter_token_latency_seconds_count", "pod", srv.pod.name), sum("vllm:time_per_output_token_seconds_count", "pod", srv.pod.name))
	}
	const llama, count = "llama_stack_inference_duration_seconds_count", "_count"
	equal := []struct {
		what      string
		got, want float64
	}{
		{"requests of vLLM and all ways to it", sum("vllm:request_success_total"), float64(tally.Asked)},
		{"answers timed", sum(e2eSeconds + count), float64(tally.Served)},
		{"first tokens", sum(ttftSeconds + count), float64(tally.Served)},
		{"requests through LlamaStack", sum(llama), float64(tally.ByWay[ThroughLlamaStack])},
		{"requests through LiteLLM", sum("litellm_deployment_total_requests_total", "api_provider", liteProvider), float64(tally.ByWay[ThroughLiteLLM])},
		{"requests through the gateway", sum("authorized_calls"), float64(tally.ByWay[ThroughGateway])},
		{"answers of the gateway", sum("istio_requests_total", "response_code", "200"), sum("authorized_calls")},
		{"refusals of the gateway", sum("istio_requests_total", "response_code", "429"), sum("limited_calls")},
		{"the router and the gateway", sum("haproxy_backend_http_responses_total"), sum("istio_requests_total")},
		{"decisions of Authorino", sum("auth_server_response_status", "status", "OK"), sum("authorized_calls") + sum("limited_calls")},
		{"ways", sum("authorized_calls") + sum(llama) + sum("litellm_deployment_total_requests_total", "api_provider", liteProvider), sum(e2eSeconds + count)},
		{"tokens of prompts", sum(promptLength + "_sum"), float64(tally.Prompt)},
		{"tokens of prompts, as they are computed", sum("vllm:prompt_tokens_total"), float64(tally.Prompt)},
		{"tokens of answers", sum(generationLength + "_sum"), float64(tally.Generated)},
		{"tokens of answers, as they are written", sum("vllm:generation_tokens_total"), float64(tally.Generated)},
		{"tokens that the gateway charged", sum("authorized_hits"), float64(tally.GatewayHits)},
		{"gaps between tokens", gaps, float64(tally.Generated - tally.Served)},
		{"calls of the UI and answers of the backend", sum("http_requests_total", "container", "canopy-ui"), pagesOf(rec, n)},
		{"tokens of LiteLLM", sum("litellm_total_tokens_metric_total"), sum("litellm_input_tokens_metric_total") + sum("litellm_output_tokens_metric_total")},
	}
	for _, e := range equal {
		if e.got != e.want || e.want == 0 {
			t.Errorf("%s: %v, want %v", e.what, e.got, e.want)
		}
	}
	for _, s := range f.servers {
		if s.engine.usage() != 0 || s.burden() != 0 {
			t.Errorf("%s is not empty: %v of its cache, %d requests", s.pod.name, s.engine.usage(), s.burden())
		}
	}
}

func pagesOf(rec *Recording, n int) float64 {
	all := 0.0
	for _, c := range rec.named("http_server_duration_milliseconds_count", "container", "canopy-backend") {
		if c.label("http_target") != "" {
			v, _ := c.at(n)
			all += v
		}
	}
	return all
}

// TestEnergyIsPower: the energy that a GPU used is its power over time, and busier platforms use more.
func TestEnergyIsPower(t *testing.T) {
	f, rec := ordinary(t)
	for _, g := range f.gpus {
		power := rec.named("DCGM_FI_DEV_POWER_USAGE", "UUID", g.uuid)
		energy := rec.named("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "UUID", g.uuid)
		if len(power) != 1 || len(energy) != 1 {
			t.Fatalf("%s: %d and %d series", g.uuid, len(power), len(energy))
		}
		integral := 0.0
		for i := range rec.last() {
			v, _ := power[0].at(i)
			integral += 15 * v
		}
		used := increase(energy, 0, rec.last()) / 1000
		// Power is a sample a quarter of a minute: a busy GPU's is anywhere between idle and full.
		if math.Abs(used-integral) > 0.08*used {
			t.Errorf("%s: %.0f J used, %.0f J by its power", g.uuid, used, integral)
		}
	}
	idle, _ := play(t, named(t, "idle"), 1, time.Hour)
	if a, b := idle.Tally().Energy, f.Tally().Energy; a > 0.6*b {
		t.Errorf("an idle platform used %.0f J, a busy one %.0f J", a, b)
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	sc := named(t, "burst")
	record := func(seed uint64) []byte {
		_, rec := play(t, sc, seed, 5*time.Minute)
		return text(t, rec)
	}
	first := record(1)
	if bytes.Equal(first, record(2)) {
		t.Error("another seed gives the same bytes")
	}
	before := runtime.GOMAXPROCS(1)
	again := record(1)
	runtime.GOMAXPROCS(before)
	if !bytes.Equal(first, again) {
		t.Error("the same seed gives other bytes")
	}
}

// TestStepsOfTime: it does not matter in which steps time passes.
func TestStepsOfTime(t *testing.T) {
	scrape := func(step time.Duration) string {
		f, err := New(Config{Scenario: named(t, "overload"), Seed: 4, Start: begin, Period: 10 * time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		for at := begin; !at.After(begin.Add(6 * time.Minute)); at = at.Add(step) {
			f.Advance(at)
		}
		var b strings.Builder
		for _, x := range f.exporters {
			if err := x.write(&b, f.now, openMetrics); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	}
	if a, b := scrape(time.Second), scrape(3*time.Minute); a != b {
		t.Error("a platform that is looked at more often is another one")
	}
}
