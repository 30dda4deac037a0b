package build

import (
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/panels/alerts"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/dcgm"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func setting() RuleSetting {
	return RuleSetting{Namespaces: map[string]string{"": "tools", "vllm": "models"}, Runbooks: "https://example.com/runbooks"}
}

func queueLong(c alerts.Condition, means string) alerts.Alert {
	return alerts.New("QueueLong", alerts.Warning, 5*time.Minute, c, alerts.Text{Summary: "Requests wait", Means: means}).See("test")
}

func only(as ...alerts.Alert) alerts.Rules {
	return alerts.Rules{Groups: []alerts.Group{{Name: "g", Namespace: vllm.Namespace, Alerts: as}}}
}

// TestRulesSayWhatIsWrong: every mistake that the compiler can't see is found, with the author's own line.
func TestRulesSayWhatIsWrong(t *testing.T) {
	waiting := vllm.RequestsWaiting.Sum(vllm.ModelName)
	bad := alerts.Bad(waiting, panels.QueueDepthLimits())
	tests := []struct {
		name  string
		rules alerts.Rules
		want  string
	}{
		{"a label that an aggregation removed", only(queueLong(bad, "{{value}} on {{pod}}")), "the text names pod: the alert has no such label where it fires"},
		{"a limit of another unit", only(queueLong(alerts.Bad(waiting, panels.TimeToFirstTokenLimits()), "{{value}}")), "has a limit of 3s: it asks for requests"},
		{"a time range, which a rule does not have", only(queueLong(alerts.Positive(vllm.GenerationTokens.Increase(queries.WholeRange())), "{{value}}")), "a rule asks for a window of $__range"},
		{"no value in the description", only(queueLong(bad, "Many.")), "the description says the value of what is always the same, or does not say one that is not"},
		{"the value of what is always 0", only(queueLong(alerts.Zero(waiting), "{{value}}")), "the description says the value of what is always the same"},
		{"a placeholder that is none", only(queueLong(bad, "{{value}} of {{total}}")), "the text names total"},
		{"a limit where nothing is compared with one", only(queueLong(alerts.Positive(waiting), "{{value}} of {{limit}}")), "the text names limit"},
		{"two of a name", only(queueLong(bad, "{{value}}"), queueLong(bad, "{{value}}")), "rule QueueLong: there are two of them: the first is at internal/build/rules_test.go:"},
		{"a name in lower case", only(alerts.New("queue", alerts.Info, time.Hour, bad, alerts.Text{Summary: "x", Means: "{{value}}"}).See("x")), "the name is no word in capitals"},
		{"an alert that a failed scrape fires", only(alerts.New("Q", alerts.Info, time.Second, bad, alerts.Text{Summary: "x", Means: "{{value}}"}).See("x")), "it fires in less than a minute"},
		{"no dashboard", only(alerts.New("Q", alerts.Info, time.Hour, bad, alerts.Text{Summary: "x", Means: "{{value}}"})), "it names no dashboard"},
		{"seconds beside requests", only(queueLong(alerts.True(queries.Template("%s + %s > 1", waiting, vllm.TimeToFirstToken.Mean(vllm.ModelName))), "{{value}}")), "rule QueueLong: puts "},
		{
			"a recording without a level",
			alerts.Rules{Groups: []alerts.Group{{Name: "g", Recordings: []alerts.Recording{alerts.Record("", "waiting", "sum", vllm.RequestsWaiting.Sum())}}}},
			"is not named level:metric:operation",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := Rules(tt.rules, testEnvironment(t), setting())
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "internal/build/rules_test.go:") {
				t.Errorf("error is %v, want %q and the line", err, tt.want)
			}
		})
	}
}

// TestRulesLiveWhereTheirMetricsAre: a rule that must see its own namespace only is there once for each.
func TestRulesLiveWhereTheirMetricsAre(t *testing.T) {
	rules := only(
		queueLong(alerts.Bad(vllm.RequestsWaiting.Sum(vllm.ModelName), panels.QueueDepthLimits()), "{{value}} wait for {{series}}; the limit is {{limit}}"))
	rules.Groups = append(rules.Groups, alerts.Group{Name: "gpu", Alerts: []alerts.Alert{
		alerts.New("GPUBusy", alerts.Info, time.Minute, alerts.Positive(dcgm.FBUsed.Sum(dcgm.GPU)), alerts.Text{Summary: "x", Means: "Busy."}).See("gpu"),
	}})
	env := testEnvironment(t)
	delete(env.Releases, "dcgm-exporter")
	env.Dashboards = []string{"test"}
	files, _, err := Rules(rules, env, setting())
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 || files[0].Namespace != "models" || len(files[0].Groups) != 1 || len(files[0].Groups[0].Rules) != 1 {
		t.Fatalf("files are %+v", files)
	}
	r := files[0].Groups[0].Rules[0]
	if want := `sum by (model_name) (vllm:num_requests_waiting{namespace="models"}) >= 10`; r.Expr != want {
		t.Errorf("the expression is %s, want %s", r.Expr, want)
	}
	want := map[string]string{
		"summary": "Requests wait", "description": `{{ $value | printf "%.0f" }} requests wait for {{ $labels.model_name }}; the limit is 10`,
		"runbook_url": "https://example.com/runbooks/QueueLong.md", "dashboard_url": "/d/lab-test",
	}
	for k, v := range want {
		if r.Annotations[k] != v {
			t.Errorf("%s is %q, want %q", k, r.Annotations[k], v)
		}
	}
	env.Limits = map[string]panels.Limits{"queueDepth": {Name: "queueDepth", Warn: panels.Number(1), Bad: panels.Number(3)}}
	env.Stores[0].Dialect, env.Stores[0].ScrapeInterval = "local", 90*time.Second
	rate := queueLong(alerts.Positive(vllm.GenerationTokens.Rate(vllm.ModelName)), "{{value}}")
	files, _, err = Rules(only(rate), env, setting())
	if err != nil || len(files) != 1 || files[0].Namespace != "tools" || !strings.Contains(files[0].Groups[0].Rules[0].Expr, "[15m]") {
		t.Errorf("files are %+v, %v", files, err)
	}
}
