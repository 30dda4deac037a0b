package dashboards_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/grafana"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// TestAlertsFireWherePanelsTurnRed compares the numbers that are written: in the expressions of rules, and in the JSON of
// every panel of the environment with limits of that name; as they are built in, and as an environment has its own.
func TestAlertsFireWherePanelsTurnRed(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "dashgen.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	const own = "\n    thresholds: {ttft: {warn: 250ms, bad: 1500ms}, e2e: {warn: 5s, bad: 7s}, kvCache: {warn: 50%, bad: 0.7}, errorShare: {warn: 0.1%, bad: 12.5%}," +
		" queueDepth: {warn: 2, bad: 33}, rateLimited: {warn: 1%, bad: 3%}, gpuTemperature: {warn: 60, bad: 66}}\n    components: ["
	changed := strings.ReplaceAll(string(data), "\n    components: [", own)
	if changed == string(data) {
		t.Fatal("no environment has limits of its own: dashgen.yaml is written otherwise")
	}
	for name, text := range map[string]string{"built in": string(data), "of the environment": changed} {
		t.Run(name, func(t *testing.T) { checkLimits(t, text) })
	}
}

func checkLimits(t *testing.T, config string) {
	file := filepath.Join(t.TempDir(), "dashgen.yaml")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := project.Load(file, catalogue.Default(), dashboards.All(), dashboards.Rules())
	if err != nil {
		t.Fatal(err)
	}
	envs, err := p.Build(project.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	compared := map[string]int{}
	for _, env := range envs {
		red := redValues(t, env)
		for _, f := range env.Alerts {
			for _, g := range f.Groups {
				for _, r := range g.Rules {
					if r.Limits != nil {
						compared[r.Limits.Name] += checkRule(t, env.Name, r, red[r.Limits.Name])
					}
				}
			}
		}
	}
	for _, name := range []string{"ttft", "e2e", "kvCache", "errorShare", "queueDepth", "gpuTemperature", "rateLimited"} {
		if compared[name] == 0 {
			t.Errorf("no alert was compared with a panel by its limits %s", name)
		}
	}
}

// A redValue is where a panel turns red, and the unit of that.
type redValue struct {
	panel string
	value float64
	unit  catalogue.Unit
}

// redValues are where the panels of an environment turn red, as their JSON has it, by the name of their limits.
func redValues(t *testing.T, env gitops.Environment) map[string][]redValue {
	t.Helper()
	red := map[string][]redValue{}
	for _, d := range env.Dashboards {
		data, err := grafana.JSON(d)
		if err != nil {
			t.Fatal(err)
		}
		steps := stepsOf(t, data)
		eachPanel(d, func(p build.Panel) {
			if p.Limits == nil {
				return
			}
			for _, s := range steps[p.ID] {
				if s.Color == panels.Bad().Value() && s.Value != nil {
					red[p.Limits.Name] = append(red[p.Limits.Name], redValue{d.Name + "/" + p.Title, *s.Value, p.Unit})
				}
			}
		})
	}
	return red
}

type step struct {
	Color string
	Value *float64
}

type panelJSON struct {
	ID          int
	Panels      []panelJSON
	FieldConfig struct {
		Defaults struct{ Thresholds struct{ Steps []step } }
	}
}

func stepsOf(t *testing.T, data []byte) map[int][]step {
	t.Helper()
	var board panelJSON
	if err := json.Unmarshal(data, &board); err != nil {
		t.Fatal(err)
	}
	steps := map[int][]step{}
	var walk func([]panelJSON)
	walk = func(ps []panelJSON) {
		for _, p := range ps {
			steps[p.ID] = p.FieldConfig.Defaults.Thresholds.Steps
			walk(p.Panels)
		}
	}
	walk(board.Panels)
	return steps
}

// checkRule compares the number in a rule's expression with where panels turn red. It returns how many there were.
func checkRule(t *testing.T, env string, r build.Rule, red []redValue) int {
	t.Helper()
	condition, _, _ := strings.Cut(r.Expr, " and ")
	text := condition[strings.LastIndex(condition, ">= ")+3:]
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatalf("%s of %s compares with %q", r.Alert, env, text)
	}
	for _, p := range red {
		alert, ok := panels.Amount{Value: number, Unit: r.Unit}.In(p.unit)
		if !ok || alert != p.value {
			t.Errorf("%s of %s fires from %g %s on, and %s is red from %g %s on", r.Alert, env, number, r.Unit, p.panel, p.value, p.unit)
		}
	}
	return len(red)
}
