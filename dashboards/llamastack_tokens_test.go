package dashboards_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

func TestLlamaStackTokensShowsItsValues(t *testing.T) {
	type want = map[string]float64
	const d = "llamastack-tokens"
	checkShown(t, []shown{
		{"canopy", d, "Total Tokens, Last Hour", "user1", want{"Total Tokens, Last Hour": 21600}}, // 11 minutes, and 13 after the restart
		{"canopy", d, "Prompt Tokens, Last Hour", "user1", want{"Prompt Tokens, Last Hour": 14400}},
		{"canopy", d, "Completion Tokens, Last Hour", "user1", want{"Completion Tokens, Last Hour": 7200}},
		{"canopy", d, "Completion Tokens, Last Hour", "user10", want{"Completion Tokens, Last Hour": 720000}},
		{"canopy", d, "Tokens per Second", "user1", want{"Tokens per Second": 15}},
		{"canopy", d, "Token Processing Rate", "user1", want{"prompt": 10, "completion": 5, "total": 15}},
		{"canopy", d, "Token Processing Rate", "user10", want{"prompt": 1000, "completion": 500, "total": 1500}},
		// The ten minutes up to 20 have ten samples: 4800 tokens in the nine minutes between them.
		{"canopy", d, "Cumulative Token Usage", "user1", want{"prompt": 4800.0 * 10 / 9, "completion": 2400.0 * 10 / 9}},
	}...)
}

// shippedWith builds the shipped configuration with some of its text replaced: old, new, old, new.
func shippedWith(t *testing.T, replace ...string) ([]gitops.Environment, error) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "dashgen.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(string(text), replace[i]) {
			t.Fatalf("dashgen.yaml has no %s", replace[i])
		}
	}
	path := filepath.Join(t.TempDir(), "dashgen.yaml")
	if err := os.WriteFile(path, []byte(strings.NewReplacer(replace...).Replace(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := project.Load(path, catalogue.Default(), dashboards.All())
	if err != nil {
		t.Fatal(err)
	}
	return p.Build(project.Selection{Environments: []string{"canopy"}})
}

// checkNear compares values by name.
func checkNear(t *testing.T, got, want map[string]float64) {
	t.Helper()
	for name, v := range want {
		if g, ok := got[name]; !ok || math.Abs(g-v) > 1e-6 {
			t.Errorf("%s is %v, want %v", name, g, v)
		}
	}
	if len(got) != len(want) {
		t.Errorf("the values are %v, want %v", got, want)
	}
}

// rows are a table's cells by row and column.
func rows(t *testing.T, e prom.Querier, d *build.Dashboard, p build.Panel, tenant string) map[string]map[string]float64 {
	t.Helper()
	frames, err := evaluate.Panel(t.Context(), e, byHand().window, d, p, tenant)
	if err == nil {
		err = prom.Errors(frames)
	}
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]map[string]float64{}
	for i, f := range frames {
		for _, s := range f.Series {
			var names []string
			for _, l := range p.Targets[i].Labels {
				names = append(names, s.Labels[l.Spelled])
			}
			row := strings.Join(names, " ")
			if cells[row] == nil {
				cells[row] = map[string]float64{}
			}
			cells[row][s.Legend] = s.Points[len(s.Points)-1].V
		}
	}
	return cells
}

// TestTokensUnderEveryReleasesNames: what counts tokens changed its name, its labels and its kind.
func TestTokensUnderEveryReleasesNames(t *testing.T) {
	e := open(t, byHand())
	for version, provider := range map[string]string{"0.3": "vllm", "0.7": "openai", "0.8": "openai"} {
		t.Run(version, func(t *testing.T) {
			envs, err := shippedWith(t, `llama-stack: "0.7"`, `llama-stack: "`+version+`"`, ", llamastack-inference", "")
			if err != nil {
				t.Fatal(err)
			}
			d, p := find(t, envs, "canopy", "llamastack-tokens", "Token Processing Rate")
			checkNear(t, lastValues(t, e, byHand().window, d, p, "user1"), map[string]float64{"prompt": 10, "completion": 5, "total": 15})
			d, p = find(t, envs, "canopy", "llamastack-tokens", "Model Summary Table")
			table := rows(t, e, d, p, "user1")
			over := 10800.0 * 20 / 19 // of the 20 minutes shown, 19 lie between samples, one of them is the restart
			want := map[string]map[string]float64{
				"llama32 " + provider: {"Tokens per second": 15, "Prompt tokens": over, "Completion tokens": over / 2, "All tokens": over * 1.5},
				"granite " + provider: {"Prompt tokens": 0, "Completion tokens": 0, "All tokens": 0},
			}
			if len(table) != len(want) {
				t.Errorf("the rows are %v", table)
			}
			for row, cells := range want {
				checkNear(t, table[row], cells)
			}
		})
	}
}

// TestTokensOfReleasesThatSpanTheChangeFail: half of the tokens would look like all of them.
func TestTokensOfReleasesThatSpanTheChangeFail(t *testing.T) {
	_, err := shippedWith(t, `llama-stack: "0.7"`, `llama-stack: ">=0.3 <0.8"`, ", llamastack-inference", "")
	if err == nil || !strings.Contains(err.Error(), "not every release of environment canopy has gen_ai_client_token_usage") {
		t.Errorf("error is %v", err)
	}
}

// TestModelsOfTokensArePicked from the metric that the release has.
func TestModelsOfTokensArePicked(t *testing.T) {
	e := open(t, byHand())
	for _, version := range []string{"0.3", "0.7"} {
		envs, err := shippedWith(t, `llama-stack: "0.7"`, `llama-stack: "`+version+`"`, ", llamastack-inference", "")
		if err != nil {
			t.Fatal(err)
		}
		d, _ := find(t, envs, "canopy", "llamastack-tokens", "Token Processing Rate")
		if len(d.Pickers) != 1 {
			t.Fatalf("the pickers are %v", d.Pickers)
		}
		options, err := prom.EvaluateVariable(t.Context(), e, byHand().window, evaluate.Variables(d, "user1"), prom.VariableQuery{Query: d.Pickers[0].Query, Sort: prom.SortNaturalAsc})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, o := range options {
			got = append(got, o.Value)
		}
		if !slices.Equal(got, []string{"granite", "llama32"}) {
			t.Errorf("%s offers %v for %s", d.Pickers[0].Query, got, version)
		}
	}
}

// TestRunningTotalIsTheTotal when a store scrapes each minute's sample twice, whichever half of the minute it is in:
// an interval of two samples would add up to nothing or to the double.
func TestRunningTotalIsTheTotal(t *testing.T) {
	for _, phase := range []int{0, 1} {
		t.Run(fmt.Sprint(phase), func(t *testing.T) {
			var b strings.Builder
			b.WriteString("load 30s from 2026-01-01T00:00:15Z\n")
			b.WriteString(`gen_ai_client_token_usage_sum{service_name="llamastack-user1-canopy",gen_ai_request_model="m",gen_ai_token_type="input"}`)
			for i := range 8 * 120 {
				fmt.Fprintf(&b, " %d", (i+phase)/2*600) // 600 tokens a minute
			}
			b.WriteString("\n")
			e := promtest.Series(t, b.String())
			d, p := find(t, shipped(t), "canopy", "llamastack-tokens", "Cumulative Token Usage")
			w := prom.Window{From: start.Add(time.Hour), To: start.Add(7 * time.Hour), MaxDataPoints: 1000, ScrapeInterval: 30 * time.Second}
			frames, err := evaluate.Panel(t.Context(), e, w, d, p, "user1")
			if err == nil {
				err = prom.Errors(frames)
			}
			if err != nil || len(frames[0].Series) != 1 {
				t.Fatalf("%v, error %v", frames, err)
			}
			total := 0.0
			for _, pt := range frames[0].Series[0].Points {
				total += pt.V
			}
			if want := 600.0 * 6 * 60; math.Abs(total-want) > 0.09*want {
				t.Errorf("the total is %v, want %v", total, want)
			}
		})
	}
}
