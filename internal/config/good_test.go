package config

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A goodInput is fields of an environment that are right, and what one of them became.
type goodInput struct {
	name, in string
	got      func(e Environment) any
	want     any
}

func goodInputs() []goodInput {
	return []goodInput{
		{"defaults", "    argocd: false\n", func(e Environment) any { return e },
			Environment{Name: "lab", Overlay: "lab", Dashboards: []string{"gpu"}, Namespace: "apps", Folder: "Apps",
				Grafana: Grafana{Name: "lab-grafana", Selector: map[string]string{"app": "grafana"}},
				Stores:  []Store{{Name: "uwm", Datasource: "Prometheus", ScrapeInterval: 30 * time.Second, Dialect: "uwm", Default: true}},
				UWM:     UWM{Retention: "7d"}}},
		{"list of tenants keeps its order", "    namespace: \"{tenant}\"\n    tenants: [user10, user1, \"7\", a-b]\n",
			func(e Environment) any { return e.TenantNames }, []string{"user10", "user1", "7", "a-b"}},
		{"pattern", "    namespace: \"{tenant}\"\n    tenants: user{9..11}\n",
			func(e Environment) any { return e.TenantNames }, []string{"user9", "user10", "user11"}},
		{"pattern with an end", "    namespace: \"{tenant}\"\n    tenants: \"lab-{0..1}-x\"\n",
			func(e Environment) any { return e.TenantNames }, []string{"lab-0-x", "lab-1-x"}},
		{"pattern of one", "    namespace: \"{tenant}\"\n    tenants: u{3..3}\n",
			func(e Environment) any { return e.TenantNames }, []string{"u3"}},
		{"largest pattern", "    namespace: \"{tenant}\"\n    tenants: u{1..100000}\n",
			func(e Environment) any { return len(e.TenantNames) }, 100_000},
		{"file of tenants", "    namespace: \"{tenant}\"\n    tenants: {file: users.txt}\n",
			func(e Environment) any { return e.TenantNames }, []string{"user1", "user10"}},
		{"longest namespace", "    namespace: \"{tenant}-123456789-123456789-123456789-123456789-1234567890123\"\n    tenants: [user12345]\n",
			func(e Environment) any { return len(Expand(e.Namespace, e.TenantNames[0])) }, 63},
		{"longest folder of a tenant", "    namespace: \"{tenant}\"\n    folder: \"" + strings.Repeat("{tenant}", 63) + "\"\n    tenants: [abc]\n",
			func(e Environment) any { return len(Expand(e.Folder, e.TenantNames[0])) }, 189},
		{"longest labels", "    grafana: {selector: {" + strings.Repeat("x", 63) + ": " + strings.Repeat("y", 63) + ", " + strings.Repeat("z", 253) + "/a: b}}\n",
			func(e Environment) any { return len(e.Grafana.Selector) }, 2},
		{"longest folder", "    folder: " + strings.Repeat("ä", 189) + "\n", func(e Environment) any { return len(e.Folder) }, 378},
		{"folder with a dollar and quotes", "    folder: \"Costs in $ of 'us'\"\n", func(e Environment) any { return e.Folder }, "Costs in $ of 'us'"},
		{"tenant in all templates", "    namespace: a-{tenant}-b\n    folder: For {tenant}\n    values: {ns: \"{tenant}-x-{tenant}\", _a1: plain text}\n    tenants: [u]\n",
			func(e Environment) any { return e.Values }, map[string]string{"ns": "{tenant}-x-{tenant}", "_a1": "plain text"}},
		{"selector", "    grafana: {selector: {app.kubernetes.io/name: Grafana_1.x}, name: my-grafana}\n",
			func(e Environment) any { return e.Grafana }, Grafana{Name: "my-grafana", Selector: map[string]string{"app.kubernetes.io/name": "Grafana_1.x"}}},
		{"one store that says it is not the default is", "    stores: {a-1: {datasource: P, scrapeInterval: 1m30s, dialect: local, default: false, url: \"https://[::1]:9090/prom\"}}\n",
			func(e Environment) any { return e.Stores },
			[]Store{{Name: "a-1", Datasource: "P", ScrapeInterval: 90 * time.Second, Dialect: "local", Default: true, URL: "https://[::1]:9090/prom"}}},
		{"exporters of a store", "    exporters: {vllm: current, dcgm-exporter: current}\n    stores:\n      a: {datasource: P, scrapeInterval: 30s, dialect: uwm, exporters: [vllm, dcgm-exporter]}\n      b: {datasource: P, scrapeInterval: 30s, dialect: rhoai, default: true}\n",
			func(e Environment) any { return e.Stores[0].Exporters }, []string{"vllm", "dcgm-exporter"}},
		{"honoured labels", "    exporters: {dcgm-exporter: current}\n    stores:\n      a: {datasource: P, scrapeInterval: 30s, dialect: uwm, honorLabels: [dcgm-exporter]}\n",
			func(e Environment) any { return e.Stores[0].HonorLabels }, []string{"dcgm-exporter"}},
		{"bounds of the scrape interval", "    stores:\n      a: {datasource: P, scrapeInterval: 1s, dialect: local, default: true}\n      b: {datasource: P, scrapeInterval: 10m, dialect: local}\n",
			func(e Environment) any {
				return []time.Duration{e.Stores[0].ScrapeInterval, e.Stores[1].ScrapeInterval}
			},
			[]time.Duration{time.Second, 10 * time.Minute}},
		{"exporters keep their order", "    exporters: {vllm: \">=0.9 <0.20\", simulator: true, canopy-backend: current}\n",
			func(e Environment) any { return e.Exporters }, []Exporter{{"vllm", ">=0.9 <0.20"}, {"canopy-backend", "current"}}},
		{"all models", "    models: []\n", func(e Environment) any { return len(e.Models) }, 0},
		{"models with slashes", "    models: [meta-llama/Llama-3.1-8B]\n", func(e Environment) any { return e.Models }, []string{"meta-llama/Llama-3.1-8B"}},
		{"runtimes", "    runtimes: {vllm: {port: 65535}, openvino: {port: 1, path: /a/b}}\n",
			func(e Environment) any { return e.Runtimes }, map[string]Runtime{"vllm": {65535, "/metrics"}, "openvino": {1, "/a/b"}}},
		{"user workload monitoring", "    uwm: {manage: true, retention: 1w2d}\n", func(e Environment) any { return e.UWM }, UWM{true, "1w2d"}},
		{"subscriptions", "    maas: {plan: subscription, prices: {free: 0, big customer: 1.5e-3, x: 12}}\n", func(e Environment) any { return e.MaaS },
			MaaS{Plan: "subscription", Prices: map[string]float64{"free": 0, "big customer": 0.0015, "x": 12}}},
		{"thresholds", "    thresholds: {ttft: {warn: 500ms, bad: 1m}, e2e: {warn: 1s, bad: 2s}, kvCache: {warn: 80%, bad: 1}, errorShare: {warn: 0.5%, bad: 100%}, queueDepth: {warn: 5, bad: 10.5}}\n",
			func(e Environment) any { return e.Thresholds },
			map[string]Threshold{"ttft": {0.5, 60}, "e2e": {1, 2}, "kvCache": {0.8, 1}, "errorShare": {0.005, 1}, "queueDepth": {5, 10.5}}},
		{"components", "    components: [folder, datasources]\n", func(e Environment) any { return e.Components }, []string{"folder", "datasources"}},
		{"files for Grafana", "    provisioning: {path: /var/lib/grafana/dashboards}\n", func(e Environment) any { return e.Provisioning }, Provisioning{"/var/lib/grafana/dashboards"}},
		{"ConfigMaps", "    configMaps: {label: grafana_dashboard}\n", func(e Environment) any { return e.ConfigMaps }, Sidecar{Label: "grafana_dashboard", Value: "1"}},
		{"ConfigMaps in folders", "    configMaps: {label: example.com/dashboard, value: \"true\", folderAnnotation: k8s-sidecar-target-directory}\n", func(e Environment) any { return e.ConfigMaps },
			Sidecar{"example.com/dashboard", "true", "k8s-sidecar-target-directory"}},
		{"a folder with a slash, which no annotation says", "    folder: AI/ML\n    configMaps: {label: a}\n    provisioning: {path: /a}\n", func(e Environment) any { return e.Folder }, "AI/ML"},
		{"overlay", "    overlay: grafana-uwm\n", func(e Environment) any { return e.Overlay }, "grafana-uwm"},
	}
}

// TestGood reads the fields of an environment that are right, and compares what one of them became.
func TestGood(t *testing.T) {
	for _, tt := range goodInputs() {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir("testdata/files")
			f, err := Parse("dashgen.yaml", []byte(expandInput(tt.in)), testKnown())
			if err != nil {
				t.Fatal(render(err))
			}
			if diff := cmp.Diff(tt.want, tt.got(f.Environments[0])); diff != "" {
				t.Errorf("differs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestThresholdNames checks that every name listed is read, and listed in the promised order.
func TestThresholdNames(t *testing.T) {
	if !slices.IsSorted(ThresholdNames()) {
		t.Errorf("%v are not sorted", ThresholdNames())
	}
	for _, name := range ThresholdNames() {
		_, seconds := Parse("d", []byte(base+"    thresholds: {"+name+": {warn: 1s, bad: 2s}}\n"), testKnown())
		_, share := Parse("d", []byte(base+"    thresholds: {"+name+": {warn: 0.1, bad: 0.2}}\n"), testKnown())
		if (seconds == nil) == (share == nil) {
			t.Errorf("%s is read as a duration: %v; as a number: %v", name, seconds, share)
		}
	}
}

// TestTenantPositions checks that a tenant is found where it was written.
func TestTenantPositions(t *testing.T) {
	t.Chdir("testdata/files")
	for _, tt := range []struct{ tenants, want string }{
		{"[a, b]", "dashgen.yaml:9:18"},
		{"u{1..5}", "dashgen.yaml:9:14"},
		{"{file: users.txt}", "users.txt:4:3"},
	} {
		f, err := Parse("dashgen.yaml", []byte(expandInput("    namespace: \"{tenant}\"\n    tenants: "+tt.tenants+"\n")), testKnown())
		if err != nil {
			t.Error(render(err))
			continue
		}
		if got := f.At("environments", "lab", "tenants", "1").String(); got != tt.want {
			t.Errorf("the second tenant of %s is at %s, want %s", tt.tenants, got, tt.want)
		}
	}
}

func TestKnownWithoutCheckExporter(t *testing.T) {
	known := testKnown()
	known.CheckExporter = nil
	if _, err := Parse("d", []byte(base+"    exporters: {vllm: anything}\n"), known); err != nil {
		t.Error(err)
	}
	_, err := Parse("d", []byte(base+"    exporters: {weather: anything}\n"), known)
	if want := "d:9:17: unknown exporter \"weather\"\n  hint: known: canopy-backend, dcgm-exporter, vllm\n"; render(err) != want {
		t.Errorf("got %s want %s", render(err), want)
	}
}

func TestParseDuration(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"0s": 0, "1ms": time.Millisecond, "30s": 30 * time.Second, "1m": time.Minute, "1h30m": 90 * time.Minute,
		"7d": 168 * time.Hour, "1w": 168 * time.Hour, "1y": 365 * 24 * time.Hour, "1d12h": 36 * time.Hour, "007s": 7 * time.Second,
		"292y": 292 * 365 * 24 * time.Hour,
	} {
		if got, ok := parseDuration(in); !ok || got != want {
			t.Errorf("parseDuration(%s) = %v, %v; want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "1", "s", "1.5s", "-1s", "1s1m", "1s1s", "1us", "1 s", " 1s", "1M", "293y", "99999999999999999999s", "292y52w"} {
		if got, ok := parseDuration(in); ok {
			t.Errorf("parseDuration(%q) = %v, want none", in, got)
		}
	}
}
