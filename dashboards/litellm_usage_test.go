package dashboards_test

import (
	"maps"
	"math"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// The proof window is 20 minutes: 1 request/s is 1200 requests. What looks back 24 hours sees the 25 minutes that
// there are.
func TestLiteLLMShowsItsValues(t *testing.T) {
	type want = map[string]float64
	shows := func(panel string, w want) shown { return shown{"litemaas", "litellm-usage", panel, "", w} }
	checkShown(t,
		shows("Spend", want{"Spend": 2.4 + 12}),
		shows("Tokens", want{"Tokens": 360_000 + 1_440_000}),
		shows("Requests", want{"Requests": 2400 + 1320 + 480}), // alice, bob over a restart, somebody without a key
		shows("Failed Requests", want{"Failed Requests": 600.0 / 4200}),
		shows("Response Time, p95", want{"p95": 4.55}),
		shows("Proxy Overhead, p95", want{"p95": 0.02425}),
		shows("Top Users", want{"alice": 2.4, "bob": 12, "carol": 0}),
		shows("Top Keys", want{"alice-laptop": 2.4, "bob-ci": 12, "carol-test": 0}),
		shows("Top Models", want{"granite-3-2-8b-instruct": 2.4, "llama-scout-17b": 12}),
		shows("Spend per Day", want{"granite-3-2-8b-instruct": 3, "llama-scout-17b": 15}),
		shows("Tokens per Day", want{"prompt": 1_800_000, "generation": 450_000}),
		shows("Requests per Day", want{"all": 5250, "failed": 750}),
		shows("Request Rate", want{"granite-3-2-8b-instruct": 2, "llama-scout-17b": 1.1}),
		shows("Token Rate", want{"prompt": 1200, "generation": 300}),
		shows("Calls by Provider", want{"hosted_vllm": 3.1}),
		shows("Requests in Flight", want{"litellm-0": 3, "litellm-1": 0}),
		shows("Failures by Reason", want{"429 RateLimitError": 0.1, "401 ProxyException": 0.4}),
		shows("Failed Share", want{"failed": 1.0 / 7}),
		shows("Deployment Failures", want{"llama-scout-17b 429": 0.1}),
		shows("Deployment State", want{"granite-3-2-8b-instruct": 0, "llama-scout-17b": 1}),
		shows("Response Time", want{"p50": 1.75, "p90": 4.1, "p95": 4.55, "p99": 4.91, "mean": 2}),
		shows("Model Call Time", want{"p50": 1.75, "p90": 4.1, "p95": 4.55, "p99": 4.91, "mean": 1.9}),
		// Seconds: 20 ms would be 20 if the help text were believed.
		shows("Proxy Overhead", want{"p50": 0.0175, "p90": 0.0235, "p95": 0.02425, "p99": 0.02485, "mean": 0.02}),
		shows("Time To First Token (Streaming)", want{"p50": 0.375, "p95": 0.4875, "p99": 0.4975, "mean": 0.3}),
		shows("Proxy Queue Time", want{"p50": 0.0025, "p95": 0.00475, "p99": 0.00495, "mean": 0.003}),
		shows("Provider Budget Left", want{"hosted_vllm": 300}), // the other has no limit
	)
}

func TestLiteLLMTablesHaveOneRowPerThing(t *testing.T) {
	type want = map[string]float64
	shows := func(panel string, w want) shown { return shown{"litemaas", "litellm-usage", panel, "", w} }
	checkShown(t,
		shows("Usage by User", want{
			"Spend: alice": 2.4, "Spend: bob": 12, "Spend: carol": 0,
			"Prompt tokens: alice": 240_000, "Prompt tokens: bob": 1_200_000, "Prompt tokens: carol": 0,
			"Generated tokens: alice": 120_000, "Generated tokens: bob": 240_000, "Generated tokens: carol": 0,
			"Requests: alice": 2400, "Requests: bob": 1320, "Requests: carol": 0, "Requests: None": 480,
			"Failed: alice": 0, "Failed: bob": 120, "Failed: carol": 0, "Failed: None": 480,
			"Failed share: alice": 0, "Failed share: bob": 1.0 / 11, "Failed share: None": 1, // carol asked nothing: no share
		}),
		shows("Usage by Model", want{
			"Spend: granite-3-2-8b-instruct": 2.4, "Spend: llama-scout-17b": 12,
			"Prompt tokens: granite-3-2-8b-instruct": 240_000, "Prompt tokens: llama-scout-17b": 1_200_000,
			"Generated tokens: granite-3-2-8b-instruct": 120_000, "Generated tokens: llama-scout-17b": 240_000,
			"Per million tokens: granite-3-2-8b-instruct": 2.4 / 0.36, "Per million tokens: llama-scout-17b": 12 / 1.44,
			"Call time, p95: granite-3-2-8b-instruct": 1.95, "Call time, p95: llama-scout-17b": 4.85,
		}),
		shows("Requests by Model Asked For", want{ // who asked for no model has no row
			"Requests: granite-3-2-8b-instruct": 2400, "Requests: llama-scout-17b": 1320,
			"Failed: granite-3-2-8b-instruct": 0, "Failed: llama-scout-17b": 120,
			"Failed share: granite-3-2-8b-instruct": 0, "Failed share: llama-scout-17b": 1.0 / 11,
			"Response time, p95: granite-3-2-8b-instruct": 1.95, "Response time, p95: llama-scout-17b": 4.85,
			"Mean: granite-3-2-8b-instruct": 1.5, "Mean: llama-scout-17b": 3,
		}),
		shows("Key Budgets", want{ // two replicas, one budget; carol has none
			"Used: alice-laptop a1a1": 0.8, "Left: alice-laptop a1a1": 20, "Budget: alice-laptop a1a1": 100, "Begins anew in: alice-laptop a1a1": 48,
			"Used: bob-ci b2b2": 1.1, "Left: bob-ci b2b2": -5, "Budget: bob-ci b2b2": 50, "Begins anew in: bob-ci b2b2": 3,
		}),
		shows("User Budgets", want{"Used: alice": 0.75, "Left: alice": 2.5, "Budget: alice": 10, "Begins anew in: alice": 100}),
		shows("Team Budgets", want{"Used: research team-1": 0.4, "Left: research team-1": 600, "Budget: research team-1": 1000, "Begins anew in: research team-1": 200}),
		shows("Organisation Budgets", want{"Used: lab org-1": 0.2, "Left: lab org-1": 4000, "Budget: lab org-1": 5000, "Begins anew in: lab org-1": 300}),
	)
}

// TestLiteLLMPickers narrow what has their label, by whatever name it has it.
func TestLiteLLMPickers(t *testing.T) {
	e := open(t, byHand())
	for _, tt := range []struct {
		picker, value, panel string
		want                 map[string]float64
	}{
		{"user", "alice", "Requests", map[string]float64{"Requests": 2400}},
		{"user", "None", "Failed Requests", map[string]float64{"Failed Requests": 1}},
		{"user", "alice", "Calls by Provider", map[string]float64{"hosted_vllm": 3.1}}, // deployments know no user
		{"key", "bob-ci", "Tokens", map[string]float64{"Tokens": 1_440_000}},
		{"key", "bob-ci", "Deployment Failures", map[string]float64{"llama-scout-17b 429": 0.1}},
		{"key", "alice-laptop", "Deployment Failures", map[string]float64{}},
		{"model", "llama-scout-17b", "Requests", map[string]float64{"Requests": 1320}},                                                                 // requested_model
		{"model", "llama-scout-17b", "Spend", map[string]float64{"Spend": 12}},                                                                         // model
		{"model", "llama-scout-17b", "Proxy Overhead", map[string]float64{"p50": 0.0175, "p90": 0.0235, "p95": 0.02425, "p99": 0.02485, "mean": 0.02}}, // model_group
		{"model", "another", "Proxy Overhead", map[string]float64{}},                                                                                   // model_group
		{"provider", "openai", "Provider Budget Left", map[string]float64{}},                                                                           // it has no limit
		{"provider", "openai", "Spend", map[string]float64{}},                                                                                          // no call went there
		{"namespace", "elsewhere", "Requests", map[string]float64{}},                                                                                   // another proxy's
		{"namespace", "llm-hosting", "Team Budgets", map[string]float64{"Used: research team-1": 0.4, "Left: research team-1": 600, "Budget: research team-1": 1000, "Begins anew in: research team-1": 200}},
	} {
		d, p := find(t, shipped(t), "litemaas", "litellm-usage", tt.panel)
		picked := *d
		for i := range picked.Pickers {
			if picked.Pickers[i].Name == tt.picker {
				picked.Pickers[i].Start = tt.value
			}
		}
		got := lastValues(t, e, byHand().window, &picked, p, "")
		if !maps.EqualFunc(got, tt.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9*math.Max(1, math.Abs(b)) }) {
			t.Errorf("%s of %s %s is %v, want %v", tt.panel, tt.picker, tt.value, got, tt.want)
		}
	}
}

// TestLiteLLMOfAnOlderRelease lacks what it did not export yet, and nothing else.
func TestLiteLLMOfAnOlderRelease(t *testing.T) {
	titles := func(release string) map[string]bool {
		r, err := catalogue.Default().Primary("litellm").Range(release)
		if err != nil {
			t.Fatal(err)
		}
		d, err := build.Build(dashboards.LiteLLMUsage(), &build.Environment{Environment: queries.Environment{
			Name: "old", Catalogue: catalogue.Default(), Releases: map[string]catalogue.Range{"litellm": r},
			Stores: []queries.Store{{Name: "uwm", Datasource: "Prometheus", Dialect: "uwm", Default: true}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]bool{}
		eachPanel(d, func(p build.Panel) { out[p.Title] = true })
		return out
	}
	old, now := titles("1.79"), titles("1.83")
	for _, title := range []string{"Proxy Queue Time", "Requests in Flight", "User Budgets", "Organisation Budgets"} {
		if old[title] || !now[title] {
			t.Errorf("%s: in 1.79 %v, in 1.83 %v", title, old[title], now[title])
		}
		delete(now, title)
	}
	if !maps.Equal(old, now) {
		t.Errorf("1.79 has %v, want %v", old, now)
	}
}
