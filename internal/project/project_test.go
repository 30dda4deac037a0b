package project

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func doc() panels.Doc { return panels.Doc{Means: "What.", Good: "Good.", Act: "Act."} }

func one() panels.Dashboard {
	return panels.New("one", "Title", "Description.").Row("Row",
		panels.TimeSeries("First token", doc(), vllm.TimeToFirstToken.Mean()).Limits(panels.TimeToFirstTokenLimits()))
}

const lab = `version: 1
environments:
  lab:
    dashboards: [one]
    namespace: apps
    folder: Apps
    grafana: {selector: {app: grafana}}
    stores: {main: {datasource: Prometheus, scrapeInterval: 30s, dialect: local}}
    exporters: {vllm: "0.12"}
`

func load(t *testing.T, text string, registry ...panels.Dashboard) (*Project, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "dashgen.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return Load(path, catalogue.Default(), registry)
}

func TestTwoDashboardsOfOneName(t *testing.T) {
	_, err := load(t, lab, one(), one())
	if err == nil || !strings.Contains(err.Error(), `internal/project/project_test.go:`) || !strings.Contains(err.Error(), `two dashboards are called "one": both would have the same uid; the first is at internal/project/project_test.go:`) {
		t.Errorf("error is %v", err)
	}
}

func TestADashboardWhoseExporterDoesNotRun(t *testing.T) {
	p, err := load(t, strings.Replace(lab, `{vllm: "0.12"}`, `{ovms: "2025.4"}`, 1), one())
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Build(Selection{})
	if err == nil || !strings.Contains(err.Error(), `dashgen.yaml:4:18: dashboard "one" asks for metrics of vllm: environment lab runs none`) {
		t.Errorf("error is %v", err)
	}
}

func TestErrorsNameTheEnvironment(t *testing.T) {
	bad := panels.New("one", "Title", "Description.").Row("Row", panels.TimeSeries("", doc(), vllm.TimeToFirstToken.Mean()))
	p, err := load(t, lab, bad)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Build(Selection{})
	if err == nil || !strings.Contains(err.Error(), "the panel has no title (environment lab)") {
		t.Errorf("error is %v", err)
	}
}

// TestThresholdsKeepTheirUnit: every threshold that the configuration knows becomes limits that measure the
// same as the built-in ones of that name.
func TestThresholdsKeepTheirUnit(t *testing.T) {
	built := map[string]panels.Limits{}
	for _, l := range []panels.Limits{panels.TimeToFirstTokenLimits(), panels.KVCacheLimits(), panels.ErrorShareLimits(), panels.QueueDepthLimits(),
		panels.EndToEndLimits(), panels.RateLimitedLimits(), panels.GPUTemperatureLimits()} {
		built[l.Name] = l
	}
	for _, name := range config.ThresholdNames() {
		got := limits(name, config.Threshold{Warn: 0.25, Bad: 0.5})
		if own, ok := built[name]; ok {
			if _, ok := got.Warn.In(own.Warn.Unit); !ok {
				t.Errorf("%s is %s, and built in as %s", name, got.Warn.Unit, own.Warn.Unit)
			}
			delete(built, name)
		}
	}
	if len(built) > 0 {
		t.Errorf("the configuration does not know %v", built)
	}
	if got := limits("kvCache", config.Threshold{Warn: 0.25, Bad: 0.5}).String(); got != "Amber from 25 %, red from 50 %." {
		t.Errorf("limits are %s", got)
	}
	p, err := load(t, lab+"    thresholds: {ttft: {warn: 250ms, bad: 2s}}\n", one())
	if err != nil {
		t.Fatal(err)
	}
	envs, err := p.Build(Selection{})
	if err != nil {
		t.Fatal(err)
	}
	if got := envs[0].Dashboards[0].Rows[0].Panels[0].Limits.String(); got != "Amber from 250ms, red from 2s." {
		t.Errorf("the environment's limits are %s", got)
	}
}

// TestModelsBecomeAMatcher: the models that a configuration names limit every question about vLLM, by exact names.
func TestModelsBecomeAMatcher(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   `(rate(vllm:time_to_first_token_seconds_sum[`,
		"    models: []\n":                   `(rate(vllm:time_to_first_token_seconds_sum[`,
		"    models: [granite-3.2, org/m]\n": `(rate(vllm:time_to_first_token_seconds_sum{model_name=~"granite-3\\.2|org/m"}[`,
	} {
		p, err := load(t, lab+text, one())
		if err != nil {
			t.Fatal(err)
		}
		envs, err := p.Build(Selection{})
		if err != nil {
			t.Fatal(err)
		}
		if got := envs[0].Dashboards[0].Rows[0].Panels[0].Targets[0].Expr; !strings.Contains(got, want) {
			t.Errorf("with %q the expression is %s", text, got)
		}
	}
}
