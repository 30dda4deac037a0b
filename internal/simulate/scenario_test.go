package simulate

import (
	"slices"
	"testing"
	"time"
)

func TestScenariosAreNamed(t *testing.T) {
	want := []string{"steady", "burst", "overload", "idle", "replica-restart", "vllm-upgrade", "gpu-fault", "rate-limited-user"}
	if got := ScenarioNames(); !slices.Equal(got, want) {
		t.Errorf("scenarios %v, want %v", got, want)
	}
	for _, s := range Scenarios() {
		if s.Means == "" {
			t.Errorf("%s is not explained", s.Name)
		}
	}
	if _, err := Named("stedy"); err == nil {
		t.Error("a scenario that is none was found")
	}
}

// fraction is the scrape at a fraction of a recording.
func (rec *Recording) fraction(at float64) int { return int(at * float64(rec.last())) }

func TestSteadyIsOrdinary(t *testing.T) {
	_, rec := ordinary(t)
	for i := range rec.times {
		if v := total(rec.named("vllm:num_requests_waiting"), i); v > 15 {
			t.Errorf("%v requests wait after %d scrapes", v, i)
		}
	}
	n := rec.last()
	if p := increase(rec.named("vllm:num_preemptions_total"), 0, n); p > 0 {
		t.Errorf("%v requests were preempted", p)
	}
	ended := increase(rec.named("vllm:request_success_total"), 0, n)
	if ended < 10_000 {
		t.Errorf("only %v requests", ended)
	}
	if v := increase(rec.named("limited_calls"), 0, n); v == 0 || v > 0.05*ended {
		t.Errorf("%v requests were refused of %v", v, ended)
	}
}

func TestBurstQueuesAndDrains(t *testing.T) {
	_, rec := play(t, named(t, "burst"), 1, time.Hour)
	waiting := func(at float64) float64 {
		return total(rec.named("vllm:num_requests_waiting"), rec.fraction(at))
	}
	if before, in, after := waiting(0.25), waiting(0.355), waiting(0.55); in < 20 || before > 15 || after > 15 {
		t.Errorf("waiting: %v before the burst, %v in it, %v after it", before, in, after)
	}
}

func TestOverloadFillsEverything(t *testing.T) {
	f, rec := play(t, named(t, "overload"), 1, 30*time.Minute)
	n := rec.last()
	first := f.models[0]
	if w := total(rec.named("vllm:num_requests_waiting", "model_name", first.name), n); w < 50 {
		t.Errorf("only %v requests wait", w)
	}
	if p := increase(rec.named("vllm:num_preemptions_total"), 0, n); p < 100 {
		t.Errorf("only %v preemptions", p)
	}
	fullest := 0.0
	for _, c := range rec.named("vllm:kv_cache_usage_perc") {
		v, _ := c.at(n)
		fullest = max(fullest, v)
	}
	if fullest < 0.85 {
		t.Errorf("the fullest cache is %v", fullest)
	}
	if a := increase(rec.named("vllm:request_success_total", "finished_reason", abort), 0, n); a < 200 {
		t.Errorf("only %v clients gave up", a)
	}
	if len(rec.named("ALERTS", "alertname", "ModelQueueLong", "alertstate", "firing")) == 0 {
		t.Error("nobody is told of the queue")
	}
}

func TestIdleIsStill(t *testing.T) {
	_, rec := play(t, named(t, "idle"), 1, 30*time.Minute)
	n := rec.last()
	for _, name := range []string{
		"vllm:request_success_total", "vllm:generation_tokens_total", "authorized_calls", "istio_requests_total", "llama_stack_requests_total",
		"litellm_proxy_total_requests_metric_total", "http_requests_total", "http_server_duration_milliseconds_count", "maas_api_http_requests_total",
		"ovms_requests_accepted",
	} {
		cs := rec.named(name)
		if len(cs) == 0 || total(cs, n) == 0 {
			t.Errorf("%s: %d series, %v: there was traffic before", name, len(cs), total(cs, n))
		}
		if v := increase(cs, 0, n); v != 0 {
			t.Errorf("%s grows by %v", name, v)
		}
	}
	for _, name := range []string{"vllm:num_requests_running", "DCGM_FI_DEV_POWER_USAGE", "limitador_up", "kube_pod_status_phase", "up"} {
		if len(rec.named(name)) == 0 {
			t.Errorf("%s is not there", name)
		}
		for _, c := range rec.named(name) {
			if _, ok := c.at(n); !ok {
				t.Errorf("%v has ended", c.labels)
			}
		}
	}
	if v := increase(rec.named("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION"), 0, n); v == 0 {
		t.Error("idle GPUs use no energy")
	}
}

func TestRestartBeginsAnew(t *testing.T) {
	f, rec := play(t, named(t, "replica-restart"), 1, 30*time.Minute)
	model := f.models[0].name
	var gone, came []*column
	for _, c := range rec.named("vllm:generation_tokens_total", "model_name", model) {
		_, atFirst := c.at(0)
		_, atLast := c.at(rec.last())
		switch {
		case atFirst && !atLast:
			gone = append(gone, c)
		case !atFirst && atLast:
			came = append(came, c)
		}
	}
	if len(gone) != 1 || len(came) != 1 || gone[0].label("pod") == came[0].label("pod") {
		t.Fatalf("%d series went and %d came", len(gone), len(came))
	}
	if v := came[0].values[0]; v > 5000 {
		t.Errorf("the new pod begins at %v tokens", v)
	}
	if !slices.ContainsFunc(gone[0].values, isStale) {
		t.Error("the old series has no marker of its end")
	}
	starting := 0
	for _, c := range rec.named("up", "pod", came[0].label("pod")) {
		for _, v := range c.values {
			if v == 0 {
				starting++
			}
		}
	}
	if starting < 3 || starting > 6 {
		t.Errorf("the new pod did not answer %d scrapes, want about 75 s of them", starting)
	}
	if len(rec.named("DCGM_FI_DEV_GPU_UTIL", "exported_pod", came[0].label("pod"))) == 0 {
		t.Error("the new pod has no GPU")
	}
}

func TestUpgradeChangesNames(t *testing.T) {
	_, rec := play(t, named(t, "vllm-upgrade"), 1, 30*time.Minute)
	pods := func(name string, at float64) int {
		n := 0
		for _, c := range rec.named(name, "model_name", "llama32") {
			if _, ok := c.at(rec.fraction(at)); ok {
				n++
			}
		}
		return n
	}
	for _, tt := range []struct {
		at       float64
		old, new int
	}{{0.2, 2, 0}, {0.55, 1, 1}, {0.95, 0, 2}} {
		if o, n := pods("vllm:gpu_prefix_cache_queries_total", tt.at), pods("vllm:num_requests_waiting_by_reason", tt.at)/2; o != tt.old || n != tt.new {
			t.Errorf("at %v: %d replicas have old names and %d new ones, want %d and %d", tt.at, o, n, tt.old, tt.new)
		}
	}
}

func TestFaultSlowsDown(t *testing.T) {
	f, rec := play(t, named(t, "gpu-fault"), 1, time.Hour)
	n := rec.last()
	sick := f.gpus[0]
	if v := total(rec.named("DCGM_FI_DEV_XID_ERRORS", "UUID", sick.uuid), n); v != 48 {
		t.Errorf("XID %v", v)
	}
	if v := total(rec.named("DCGM_FI_DEV_XID_ERRORS"), rec.fraction(0.3)); v != 0 {
		t.Errorf("XID %v before the fault", v)
	}
	for _, name := range []string{"DCGM_FI_DEV_ECC_DBE_VOL_TOTAL", "DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS", "DCGM_FI_DEV_THERMAL_VIOLATION"} {
		if increase(rec.named(name, "UUID", sick.uuid), 0, n) == 0 {
			t.Errorf("%s does not grow", name)
		}
	}
	perToken := func(from, to float64) float64 {
		pod := []string{"pod", f.servers[0].pod.name}
		a, b := rec.fraction(from), rec.fraction(to)
		return increase(rec.named("vllm:time_per_output_token_seconds_sum", pod...), a, b) / increase(rec.named("vllm:time_per_output_token_seconds_count", pod...), a, b)
	}
	if before, after := perToken(0, 0.39), perToken(0.45, 1); after < 2*before {
		t.Errorf("a token took %v before and takes %v", before, after)
	}
	if len(rec.named("ALERTS", "alertname", "GPUError", "alertstate", "firing", "severity", "critical")) != 1 {
		t.Error("no alert fires")
	}
}

func TestGreedyUserIsRefused(t *testing.T) {
	_, rec := play(t, named(t, "rate-limited-user"), 1, 30*time.Minute)
	n := rec.last()
	refused := func(user string) float64 { return increase(rec.named("limited_calls", "user", user), 0, n) }
	if a, b := refused("ada"), refused("dara"); a < 500 || b > 20 {
		t.Errorf("ada was refused %v times, dara %v times", a, b)
	}
	if v := increase(rec.named("litellm_proxy_failed_requests_metric_total", "user", "bob", "exception_status", "429"), 0, n); v < 500 {
		t.Errorf("bob was refused only %v times", v)
	}
	if v := increase(rec.named("istio_requests_total", "response_code", "429"), 0, n); v != increase(rec.named("limited_calls"), 0, n) {
		t.Errorf("the gateway counts %v refusals, Limitador others", v)
	}
}
