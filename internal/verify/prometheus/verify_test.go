package prometheus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A report is what dashgen verify prints as JSON.
type report struct {
	Version  int
	Complete bool
	Panels   []struct {
		Dashboard, Panel, Status string
		Accepted                 bool
		Targets                  []struct{ Status, Cause, Metric, Found, Reason, Help, Error string }
	}
	Exporters []struct {
		Exporter string
		Fleets   []struct {
			Program, From, Below, LikelyFrom, LikelyBelow string
			Targets                                       int
		}
		Labels, Missing, Notes []string
	}
}

// rejected are the panels that are empty without an accepted reason, each with the causes.
func (r *report) rejected() []string {
	var all []string
	for _, p := range r.Panels {
		if p.Accepted {
			continue
		}
		causes := map[string]bool{}
		text := p.Dashboard + "/" + p.Panel
		for _, target := range p.Targets {
			if target.Cause != "" && !causes[target.Cause] {
				causes[target.Cause] = true
				text += " " + target.Cause
			}
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return all
}

// A run is what dashgen did.
type run struct {
	stdout, stderr string
	code           int
	took           time.Duration
}

func command(t *testing.T, env []string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := dashgenTool()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Dir = t.TempDir()
	return cmd
}

func finish(t *testing.T, cmd *exec.Cmd, during func()) run {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if during != nil {
		during()
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return run{out.String(), errs.String(), cmd.ProcessState.ExitCode(), time.Since(began)}
}

// verify runs dashgen verify in a folder with a configuration.
func verify(t *testing.T, config string, env []string, args ...string) run {
	t.Helper()
	cmd := command(t, env, append([]string{"verify"}, args...)...)
	if err := os.WriteFile(filepath.Join(cmd.Dir, "dashgen.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return finish(t, cmd, nil)
}

func (r run) report(t *testing.T) *report {
	t.Helper()
	var out report
	if err := json.Unmarshal([]byte(r.stdout), &out); err != nil || out.Version != 1 {
		t.Fatalf("%v in %s\n%s", err, r.stdout, r.stderr)
	}
	return &out
}

// config is an environment that runs some releases of vLLM.
func config(vllm string) string {
	return fmt.Sprintf(`version: 1
environments:
  test:
    dashboards: [canopy-vllm, vllm-performance]
    namespace: monitoring
    folder: Test
    grafana: {selector: {dashboards: grafana}}
    stores: {prometheus: {datasource: Prometheus, scrapeInterval: 15s, dialect: local}}
    exporters: {vllm: %q, prometheus: current}
    values: {model_namespace: ai501}
    components: [folder]
`, vllm)
}

func vllm(t *testing.T, version string) pod {
	t.Helper()
	return pod{"llama-" + strings.ReplaceAll(version, ".", "-"), "ai501", "llama", release(t, "vllm", "vllm", version)}
}

func list(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// TestReleases is the promise: an upgrade of vLLM is seen for what it is, and so is every panel that it kills.
func TestReleases(t *testing.T) {
	t.Parallel()
	older, newer := scrape(t, vllm(t, "0.10.0")), scrape(t, vllm(t, "0.16.0"))
	for _, tt := range []struct {
		says, runs, server string
		code               int
		run                [2]string // the likely releases
		rejected           []string
	}{
		{">=0.9.2 <0.11", "0.10.0", older, 0, [2]string{"0.9.2", "0.10.2"}, nil},
		{">=0.16 <0.17", "0.16.0", newer, 0, [2]string{"0.16.0", "0.20.0"}, nil},
		{">=0.10", "0.16.0", newer, 0, [2]string{"0.16.0", "0.20.0"}, nil},
		{">=0.10", "0.10.0", older, 0, [2]string{"0.9.2", "0.10.2"}, nil},
		{"0.8", "0.16.0", newer, 1, [2]string{"0.16.0", "0.20.0"}, []string{
			"canopy-vllm/Fullest KV Cache renamed", "canopy-vllm/KV Cache Utilization renamed",
			"canopy-vllm/Prefix Cache Hit Rate renamed", "canopy-vllm/Time Per Output Token renamed",
			"vllm-performance/Fullest KV Cache renamed", "vllm-performance/KV Cache Utilization renamed",
			"vllm-performance/KV Cache by Replica renamed", "vllm-performance/Time per Output Token renamed",
		}},
		{">=0.16", "0.10.0", older, 1, [2]string{"0.9.2", "0.10.2"}, []string{
			"canopy-vllm/Time Per Output Token renamed", "vllm-performance/Time per Output Token renamed",
		}},
	} {
		t.Run(tt.says+" on "+tt.runs, func(t *testing.T) {
			got := verify(t, config(tt.says), nil, "--prometheus", tt.server, "--format", "json")
			r := got.report(t)
			if got.code != tt.code {
				t.Errorf("exit %d, want %d: %s", got.code, tt.code, got.stderr)
			}
			list(t, r.rejected(), tt.rejected...)
			for _, e := range r.Exporters {
				if e.Exporter != "vllm" {
					continue
				}
				if len(e.Fleets) != 1 || [2]string{e.Fleets[0].LikelyFrom, e.Fleets[0].LikelyBelow} != tt.run || e.Fleets[0].Program != "vllm" {
					t.Errorf("it tells %+v, want %v", e.Fleets, tt.run)
				}
				list(t, e.Labels, "finished_reason")
			}
		})
	}
}

// TestFleet is about releases side by side, as during an upgrade.
func TestFleet(t *testing.T) {
	t.Parallel()
	sim := pod{"sim", "ai501", "sim", release(t, "vllm", "llm-d-inference-sim", "0.8.0")}
	got := verify(t, config(">=0.10"), nil, "--prometheus", scrape(t, vllm(t, "0.10.0"), vllm(t, "0.16.0"), sim))
	for _, want := range []string{">=0.9.2 <0.10.2 (surely >=0.9.2 <0.12.0) on 1 target", ">=0.16.0 <0.20.0 on 1 target", "llm-d-inference-sim", "labels: finish_reason, finished_reason"} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("%q is not in\n%s", want, got.stdout)
		}
	}
	if got.code != 0 || got.stderr != "" {
		t.Errorf("exit %d: %s", got.code, got.stderr)
	}
}

// TestTroubles runs the same in front of every kind of trouble.
func TestTroubles(t *testing.T) {
	t.Parallel()
	const token = "sha256~t0k3n-0f-th3-t3st"
	server := scrape(t, vllm(t, "0.16.0"))
	secure, ca := guarded(t, server, token)
	dir := t.TempDir()
	file := func(name, data string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, bad := file("good", token+"\n"), file("bad", token+"-expired\n")
	direct := verify(t, config(">=0.16"), nil, "--prometheus", server)
	if direct.code != 0 {
		t.Fatalf("exit %d\n%s%s", direct.code, direct.stdout, direct.stderr)
	}
	outputs := []string{}
	check := func(name string, got run, code int, want ...string) {
		t.Helper()
		outputs = append(outputs, got.stdout, got.stderr)
		all := got.stdout + got.stderr
		for _, text := range want {
			if !strings.Contains(all, text) {
				t.Errorf("%s: %q is not in\n%s", name, text, all)
			}
		}
		if got.code != code {
			t.Errorf("%s: exit %d, want %d\n%s", name, got.code, code, all)
		}
		// What panels show is the same, but for the first line, which names the server.
		_, panels, _ := strings.Cut(got.stdout, "\n")
		_, wanted, _ := strings.Cut(direct.stdout, "\n")
		if code == 0 && panels != wanted {
			t.Errorf("%s: it says\n%s\nand directly\n%s", name, panels, wanted)
		}
		t.Logf("%s: %s", name, got.took.Round(time.Millisecond))
	}
	c := config(">=0.16")
	check("token file", verify(t, c, nil, "--prometheus", secure, "--ca-file", ca, "--token-file", good), 0)
	check("token variable", verify(t, c, []string{"DASHGEN_TOKEN=" + token}, "--prometheus", secure, "--ca-file", ca), 0)
	check("no token", verify(t, c, nil, "--prometheus", secure, "--ca-file", ca), 2, "wants a token", "--token-file")
	check("bad token", verify(t, c, nil, "--prometheus", secure, "--ca-file", ca, "--token-file", bad), 2, "does not accept the token")
	check("no authority", verify(t, c, nil, "--prometheus", secure, "--token-file", good), 2, "not trusted", "--ca-file")
	check("token without TLS", verify(t, c, nil, "--prometheus", "http://prometheus.example.com", "--token-file", good), 2, "use https://")
	if contains(outputs, token) {
		t.Error("the token was printed")
	}

	sulking, failed := moody(t, server)
	check("fails at random", verify(t, c, nil, "--prometheus", sulking), 0)
	if failed.Load() < 20 {
		t.Errorf("only %d requests failed", failed.Load())
	}
	check("cuts connections", verify(t, c, nil, "--prometheus", cutting(t, server)), 0)
	check("hangs at once", verify(t, c, nil, "--prometheus", hanging(t, server, 0), "--timeout", "300ms"), 2, "no answer within 300ms", "--timeout")
	check("hangs after a while", verify(t, c, nil, "--prometheus", hanging(t, server, 30), "--timeout", "300ms"), 2, "requests in a row without an answer", "were not looked at")

	port := tenancy(t, server)
	check("tenancy", verify(t, c, nil, "--prometheus", port, "--namespace", "ai501"), 0)
	check("no namespace", verify(t, c, nil, "--prometheus", port), 2, "--namespace")
	check("a namespace of others", verify(t, c, nil, "--prometheus", port, "--namespace", "not-mine"), 2, "namespace not-mine")
	check("an empty namespace", verify(t, c, nil, "--prometheus", port, "--namespace", "empty"), 1, "nothing scrapes it in namespace empty")
}

// TestInterrupted ends a run from outside: it prints what it has, and that it was ended.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	server := scrape(t, vllm(t, "0.16.0"))
	cmd := command(t, nil, "verify", "--prometheus", hanging(t, server, 40), "--timeout", "1m")
	if err := os.WriteFile(filepath.Join(cmd.Dir, "dashgen.yaml"), []byte(config(">=0.16")), 0o600); err != nil {
		t.Fatal(err)
	}
	got := finish(t, cmd, func() {
		time.Sleep(3 * time.Second)
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			t.Error(err)
		}
	})
	if got.code != 2 || !strings.Contains(got.stderr, "interrupted") || !strings.Contains(got.stdout, "were not looked at") || got.took > 10*time.Second {
		t.Errorf("exit %d after %s\n%s%s", got.code, got.took, got.stdout, got.stderr)
	}
}

// TestForeignDashboard runs somebody's file, with the names of an old release.
func TestForeignDashboard(t *testing.T) {
	t.Parallel()
	board := `{"title": "Theirs", "uid": "t", "time": {"from": "now-5m", "to": "now"},
  "templating": {"list": [
    {"name": "ds", "type": "datasource", "query": "prometheus", "current": {"value": "Prometheus"}},
    {"name": "model", "type": "query", "datasource": {"uid": "${ds}"}, "query": {"query": "label_values(vllm:num_requests_running, model_name)"}, "includeAll": true, "multi": true, "current": {"value": ["$__all"]}}]},
  "panels": [
    {"id": 1, "type": "timeseries", "title": "Running", "datasource": {"type": "prometheus", "uid": "${ds}"}, "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=~\"$model\"})"}]},
    {"id": 2, "type": "gauge", "title": "Cache", "datasource": {"type": "prometheus", "uid": "${ds}"}, "targets": [{"refId": "A", "expr": "max(vllm:gpu_cache_usage_perc{model_name=~\"$model\"})", "instant": true}]},
    {"id": 3, "type": "timeseries", "title": "Bad", "datasource": {"type": "prometheus", "uid": "${ds}"}, "targets": [{"refId": "A", "expr": "sum(rate(vllm:num_requests_running)"}]},
    {"id": 4, "type": "text", "title": "Words"}]}`
	path := filepath.Join(t.TempDir(), "board.json")
	if err := os.WriteFile(path, []byte(board), 0o600); err != nil {
		t.Fatal(err)
	}
	server := scrape(t, vllm(t, "0.16.0"))
	got := verify(t, "", nil, "--prometheus", server, "--dashboard", path)
	for _, want := range []string{
		"Theirs: 1 data, 1 empty, 1 error, 1 none", "vllm:gpu_cache_usage_perc is absent; this server has vllm:kv_cache_usage_perc: its vllm is >=0.16.0",
		"parse error: unclosed left parenthesis",
	} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("%q is not in\n%s", want, got.stdout)
		}
	}
	if got.code != 1 {
		t.Errorf("exit %d: %s", got.code, got.stderr)
	}
}

// TestEverything runs every dashboard of every environment as it is shipped, on a server with something of every
// program: no query is refused, and of each empty panel something can be said.
func TestEverything(t *testing.T) {
	t.Parallel()
	shipped, err := os.ReadFile(filepath.Join(root, "dashgen.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var pods []pod
	for _, p := range []struct{ table, program, version, namespace string }{
		{"vllm", "vllm", "0.16.0", "ai501"}, {"vllm", "vllm", "0.19.0", "llm-hosting"}, {"vllm", "llm-d-inference-sim", "0.8.0", "models"},
		{"dcgm-exporter", "dcgm-exporter", "4.5.3-4.8.2", "gpu"}, {"ovms", "ovms", "2025.4", "llm-hosting"}, {"litellm", "litellm", "1.83", "litellm"},
		{"llama-stack", "llama-stack", "0.7.0", "user1-canopy"}, {"canopy-ui", "canopy-ui", "", "user1-canopy"},
		{"limitador", "limitador", "2.4.0", "kuadrant-system"}, {"istio", "istio-proxy", "", "openshift-ingress"},
		{"authorino", "authorino", "0.27.0", "kuadrant-system"}, {"maas-api", "maas-api", "", "maas"},
		{"kube-state-metrics", "kube-state-metrics", "", "openshift-monitoring"}, {"cadvisor", "cadvisor", "", "openshift-monitoring"},
		{"haproxy", "openshift-router", "", "openshift-ingress"},
	} {
		name := strings.Trim(strings.ReplaceAll(p.program+"-"+p.version, ".", "-"), "-")
		pods = append(pods, pod{name, p.namespace, p.program, release(t, p.table, p.program, p.version)})
	}
	server := scrapeFor(t, 34, pods...) // some stores are said to be scraped every 30 s
	before := requests(t, server)
	got := verify(t, string(shipped), nil, "--prometheus", server, "--format", "json")
	r := got.report(t)
	if got.code > 1 || !r.Complete || len(r.Panels) < 300 {
		t.Fatalf("exit %d, %d panels\n%s", got.code, len(r.Panels), got.stderr)
	}
	counts, data := map[string]int{}, 0
	for _, p := range r.Panels {
		if p.Status == "data" {
			data++
		}
		if p.Status == "error" {
			t.Errorf("%s/%s: %+v", p.Dashboard, p.Panel, p.Targets)
		}
		for _, target := range p.Targets {
			if counts[target.Cause]++; target.Cause == "unclear" {
				t.Errorf("%s/%s: %s", p.Dashboard, p.Panel, target.Reason)
			}
		}
	}
	if data < 150 {
		t.Errorf("only %d panels have data", data)
	}
	t.Logf("%d panels, %d with data, in %s and %d requests; causes: %v", len(r.Panels), data, got.took.Round(time.Millisecond),
		requests(t, server)-before, counts)
}
