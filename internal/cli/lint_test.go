package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/vllm"
)

const labs = `version: 1
environments:
  old:
    dashboards: [one]
    namespace: apps
    folder: Apps
    grafana: {selector: {app: grafana}}
    stores: {main: {datasource: Prometheus, scrapeInterval: 30s, dialect: local}}
    exporters: {vllm: "0.12"}
  new:
    dashboards: [one]
    namespace: apps
    folder: Apps
    grafana: {selector: {app: grafana}}
    stores:
      main: {datasource: Prometheus, scrapeInterval: 30s, dialect: local, default: true}
      other: {datasource: Other, scrapeInterval: 15s, dialect: uwm, exporters: [vllm]}
    exporters: {vllm: "0.16"}
`

func doc() panels.Doc { return panels.Doc{Means: "What.", Good: "Good.", Act: "Act."} }

// The lines of one: findings are expected there.
func one(panel panels.TimeSeriesPanel) panels.Dashboard {
	return panels.New("one", "Title", "Description.").
		Scope(panels.Pick("model_name", "Model", vllm.RequestsRunning, vllm.ModelName)).
		Row("Row", panel)
}

func waiting() panels.TimeSeriesPanel {
	return panels.TimeSeries("Waiting", doc(),
		vllm.RequestsWaiting.Sum(),
	)
}

// app is dashgen in a folder with a configuration.
func app(t *testing.T, config string, dashboards ...panels.Dashboard) (a *App, run func(args ...string) (stdout, stderr string, code int)) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile("dashgen.yaml", []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	a = &App{Name: "dashgen", Version: "test", Dashboards: dashboards, Catalogue: catalogue.Default()}
	return a, func(args ...string) (string, string, int) {
		var stdout, stderr bytes.Buffer
		a.Stdout, a.Stderr = &stdout, &stderr
		code := a.Run(context.Background(), args)
		return stdout.String(), stderr.String(), code
	}
}

// TestLintOwnStandsInGo: all that can be found in a dashboard of ours stands at its Go line, and is judged against what
// its store and environment are.
func TestLintOwnStandsInGo(t *testing.T) {
	a, _ := app(t, labs, one(waiting()))
	p, err := a.load("dashgen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	envs, err := p.Build(project.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	by := map[*source.Query]*lint.Setting{}
	var boards []ownBoard
	for _, env := range envs {
		against, err := p.Environment(env.Environment)
		if err != nil {
			t.Fatal(err)
		}
		asked, err := catalogue.Default().Primary("vllm").Range("0.20")
		if err != nil {
			t.Fatal(err)
		}
		upgrades := map[string]catalogue.Range{"vllm": asked, "ovms": asked}
		boards = append(boards, ownBoard{built: env.Dashboards[0], site: a.site("one"), settings: storeSettings(against, upgrades), fallback: env.DefaultStore().Name})
	}
	for i := range boards {
		if err := boards[i].read(); err != nil {
			t.Fatal(err)
		}
		boards[i].settle(by)
	}
	panel := waiting().Spec()
	for i, want := range []struct {
		dialect  string
		interval time.Duration
	}{{"local", 30 * time.Second}, {"uwm", 15 * time.Second}} {
		d := boards[i].file.Dashboards[0]
		q := d.Panels[0].Queries[0]
		if got, want := q.Text.Position(3), panel.Queries[0].Position(); got != want || path.Base(got.File) != "lint_test.go" {
			t.Errorf("the query stands at %s, not %s", got, want)
		}
		if got, want := d.Panels[0].Title.Position(0), panel.Site.Position(); got != want || got == q.Text.Position(0) {
			t.Errorf("the panel stands at %s, not %s", got, want)
		}
		if got, want := d.Variables[0].Name.Position(0), a.site("one"); got != want {
			t.Errorf("a variable stands at %s, not %s", got, want)
		}
		if s := by[q]; s.Dialect != want.dialect || s.ScrapeInterval != want.interval {
			t.Errorf("the query is judged against %+v", s)
		}
		if r, ok := by[q].Versions("vllm"); !ok || r.String() != ">=0.20 <0.21" {
			t.Errorf("the upgrade is judged against vllm %s", r)
		}
		if _, ok := by[q].Versions("ovms"); ok {
			t.Error("asking about an upgrade of what does not run makes it run")
		}
		if len(d.Inputs) == 0 {
			t.Error("the inputs that the operator substitutes are not known")
		}
	}
	if r, _ := boards[0].settings["main"].Versions("vllm"); r.String() != ">=0.20 <0.21" {
		t.Errorf("vllm is %s", r)
	}
}

// TestLintOwnAllowances: an allowance beside a panel is met once per environment and said once.
func TestLintOwnAllowances(t *testing.T) {
	_, run := app(t, labs, one(panels.Allow(waiting(), "syntax", "it parses")))
	stdout, stderr, code := run("lint")
	if want := "warning: the allowance of syntax silences nothing [unused-exclusion]\n  help: delete it\n\n1 warning in 1 file, "; code != 1 || stderr != "" ||
		!strings.HasPrefix(stdout, "internal/cli/lint_test.go:") || strings.Count(stdout, "allowance") != 1 || !strings.Contains(stdout, want) {
		t.Errorf("exit %d\n%s%s", code, stdout, stderr)
	}
	if stdout, _, code := run("lint", "--disable", "syntax"); code != 0 || stdout != "" {
		t.Errorf("an allowance of a rule that is not asked: exit %d\n%s", code, stdout)
	}

	_, run = app(t, labs, one(panels.Allow(waiting(), "sintax", "it parses")))
	stdout, stderr, code = run("lint")
	if want := "an allowance names rule \"sintax\", which is not known\n  hint: did you mean \"syntax\"?\n"; code != 2 || stdout != "" || !strings.HasSuffix(stderr, want) {
		t.Errorf("exit %d\n%s%s", code, stdout, stderr)
	}
	_, run = app(t, labs, one(panels.Allow(waiting(), "syntax", " ")))
	if _, stderr, code = run("lint"); code != 2 || !strings.Contains(stderr, "gives no reason") {
		t.Errorf("exit %d\n%s", code, stderr)
	}
}

// TestLintVersions: what is not stated is the newest.
func TestLintVersions(t *testing.T) {
	a, _ := app(t, "version: 1\nlint: {scrapeInterval: 15s, exporters: {vllm: \"0.12\", ovms: \"2025.4\"}}\n")
	for _, tt := range []struct {
		flags    []string
		exporter string
		want     string
	}{
		{nil, "vllm", ">=0.12 <0.13"},
		{[]string{"vllm=0.16"}, "vllm", ">=0.16 <0.17"},
		{[]string{"vllm=>=0.10 <0.12"}, "vllm", ">=0.10 <0.12"},
		{[]string{"vllm=0.16"}, "ovms", ">=2025.4 <2025.5"},
		{nil, "dcgm-exporter", ""},
	} {
		r := &lintRun{app: a, o: lintOptions{config: "dashgen.yaml", exporters: tt.flags}}
		if err := errors.Join(r.loadSettings(), r.options()); err != nil {
			t.Fatal(err)
		}
		setting, err := r.setting()
		if err != nil {
			t.Fatal(err)
		}
		s := setting(nil)
		if got, ok := s.Versions(tt.exporter); ok != (tt.want != "") || ok && got.String() != tt.want || !s.Others || s.ScrapeInterval != 15*time.Second {
			t.Errorf("%v: %s is %s, want %s", tt.flags, tt.exporter, got, tt.want)
		}
	}
	r := &lintRun{app: a, o: lintOptions{config: "none.yaml"}}
	if err := errors.Join(r.loadSettings(), r.options()); err != nil {
		t.Fatal(err)
	}
	if setting, err := r.setting(); err != nil || setting(nil).Versions != nil {
		t.Errorf("nothing is stated, and the newest is not what is judged against: %v", err)
	}
}
