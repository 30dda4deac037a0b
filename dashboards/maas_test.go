package dashboards_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// changed builds the shipped environment maas with some of its text replaced.
func changed(t *testing.T, replace ...string) []gitops.Environment {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "dashgen.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("dashgen.yaml does not say %q", replace[i])
		}
		text = strings.ReplaceAll(text, replace[i], replace[i+1])
	}
	path := filepath.Join(t.TempDir(), "dashgen.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := project.Load(path, catalogue.Default(), dashboards.All())
	if err != nil {
		t.Fatal(err)
	}
	envs, err := p.Build(project.Selection{Environments: []string{"maas"}})
	if err != nil {
		t.Fatal(err)
	}
	return envs
}

// handmade is a file of testdata/series.
func handmade(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "testdata", "series", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTokenMetricsShowsItsValues(t *testing.T) {
	type want = map[string]float64
	is := func(panel string, w want) shown { return shown{"maas", "maas-token-metrics", panel, "", w} }
	checkShown(t, []shown{
		is("Total Hits", want{"tokens": 158400}),
		is("Token Rate", want{"tokens": 132}),
		is("Active Users", want{"users": 4}), // and not user3, who is idle
		is("Requests", want{"requests": 2160}),
		is("Revenue", want{"revenue": 0.06 + 0.96 + 0.24}),
		is("Token Rate by Tier", want{"free": 10, "premium": 100, "enterprise": 20, "trial": 2}),
		is("Token Rate by User and Tier", want{"user1 (free)": 10, "user10 (premium)": 100, "user2 (enterprise)": 20, "user3 (free)": 0, "user4 (trial)": 2}),
		is("Total by Tier", want{"free": 12000, "premium": 120000, "enterprise": 24000, "trial": 2400}),
		is("Top 10 Users", want{"user1": 12000, "user10": 120000, "user2": 24000, "user3": 0, "user4": 2400}),
		// The series begin 25 minutes before the end.
		is("Hourly Tokens by User", want{"user1": 15000, "user10": 150000, "user2": 30000, "user3": 0, "user4": 3000}),
		is("Revenue by Tier", want{"free": 0.06, "premium": 0.96, "enterprise": 0.24}),
		is("Cost by User", want{"user1": 0.06, "user10": 0.96, "user2": 0.24, "user3": 0}),
		is("Hourly Revenue by Tier", want{"free": 0.075, "premium": 1.2, "enterprise": 0.3}),
		is("Billing Report", want{
			"Tokens: user1 free": 12000, "Price of 1000: user1 free": 0.005, "Cost: user1 free": 0.06,
			"Tokens: user10 premium": 120000, "Price of 1000: user10 premium": 0.008, "Cost: user10 premium": 0.96,
			"Tokens: user2 enterprise": 24000, "Price of 1000: user2 enterprise": 0.01, "Cost: user2 enterprise": 0.24,
			"Tokens: user3 free": 0, "Price of 1000: user3 free": 0.005, "Cost: user3 free": 0,
			"Tokens: user4 trial": 2400, // no price, and so no cost: not a cost of 0
		}),
		is("Billing by Tier", want{
			"Tokens: free": 12000, "Price of 1000: free": 0.005, "Cost: free": 0.06,
			"Tokens: premium": 120000, "Price of 1000: premium": 0.008, "Cost: premium": 0.96,
			"Tokens: enterprise": 24000, "Price of 1000: enterprise": 0.01, "Cost: enterprise": 0.24,
			"Tokens: trial": 2400,
		}),
	}...)
}

func TestAIEngineerShowsOneUsersValues(t *testing.T) {
	type want = map[string]float64
	is := func(panel string, w want) shown { return shown{"maas", "maas-ai-engineer", panel, "", w} }
	checkShown(t, []shown{ // of user1, whom Grafana picks first; user10 uses ten times as much
		is("My Tokens", want{"tokens": 12000}),
		is("My Requests", want{"requests": 240}),
		is("My Rate-Limited Requests", want{"refused": 120}),
		is("My Success", want{"let through": 240.0 / 360}),
		is("Token Rate by Model", want{"llama32": 10}),
		is("Request Rate by Model", want{"llama32": 0.2}),
		is("Hourly Usage", want{"llama32": 15000}),
		is("My Limits Hit by Tier", want{"free": 0.1}),
		is("Latency", want{"p50 llama32": 3.75, "p95 llama32": 4.875}),
		is("Time To First Token", want{"p95 llama32": 0.975}),
		is("Usage by Model and Tier", want{"Tokens: llama32 free": 12000, "Requests: llama32 free": 240, "Tokens/s: llama32 free": 10}),
	}...)
}

// TestAUserSeesOnlyTheirOwn: another user is picked, one who was never refused and whose models nobody serves
// here, and then one who does not exist.
func TestAUserSeesOnlyTheirOwn(t *testing.T) {
	e := open(t, byHand())
	envs := shipped(t)
	for user, want := range map[string]map[string]map[string]float64{
		"user10": {"My Tokens": {"tokens": 120000}, "My Rate-Limited Requests": {"refused": 0}, "My Success": {"let through": 1}},
		"user2":  {"My Tokens": {"tokens": 24000}, "Latency": {}},
		"user3":  {"My Tokens": {"tokens": 0}, "My Success": {}, "Latency": {}}, // idle: neither 0 % nor 100 %
		"user":   {"My Tokens": {}, "My Rate-Limited Requests": {}, "My Success": {}, "Latency": {}, "Usage by Model and Tier": {}},
	} {
		for title, values := range want {
			d, p := find(t, envs, "maas", "maas-ai-engineer", title)
			picked := *d
			picked.Pickers = slices.Clone(d.Pickers)
			picked.Pickers[0].Start = user
			t.Run(user+"/"+title, func(t *testing.T) {
				checkValues(t, lastValues(t, e, byHand().window, &picked, p, ""), values)
			})
		}
	}
}

// TestPricesAreATable: a price whose plan nobody uses does not blank the sum, another price is another sum, and
// without prices there is nothing about money.
func TestPricesAreATable(t *testing.T) {
	const shipped = "planNames: [free, premium, enterprise] # what may be booked: a price for anything else is an error\n      prices: {free: 0.005, premium: 0.008, enterprise: 0.01}"
	e := openSeries(t, handmade(t, "limitador.series"))
	for prices, revenue := range map[string]float64{
		"prices: {free: 0.005, premium: 0.008, enterprise: 0.01, gold: 7}": 1.26,
		"prices: {free: 0, premium: 0.008}":                                0.96,
		"prices: {trial: 1000}":                                            2400,
	} {
		d, p := find(t, changed(t, shipped, prices), "maas", "maas-token-metrics", "Revenue")
		checkValues(t, lastValues(t, e, byHand().window, d, p, ""), map[string]float64{"revenue": revenue})
	}
	envs := changed(t, shipped, "")
	for _, title := range []string{"Revenue", "Revenue by Tier", "Cost by User", "Hourly Revenue by Tier"} {
		if hasPanel(envs, "maas-token-metrics", title) {
			t.Errorf("%s is shown without prices", title)
		}
	}
	_, p := find(t, envs, "maas", "maas-token-metrics", "Billing Report")
	if len(p.Targets) != 1 {
		t.Errorf("the billing report has %d columns without prices", len(p.Targets))
	}
}

func hasPanel(envs []gitops.Environment, dashboard, title string) bool {
	found := false
	for _, env := range envs {
		for _, d := range env.Dashboards {
			eachPanel(d, func(p build.Panel) { found = found || d.Name == dashboard && p.Title == title })
		}
	}
	return found
}

// maasDashboards are the dashboards that follow plan and userLabel.
var maasDashboards = map[string]bool{"maas-platform-admin": true, "maas-ai-engineer": true, "maas-token-metrics": true}

// TestPlanDecidesTheLabel: with subscriptions nothing asks for a tier or speaks of one, and the same values come
// from series that carry the new label.
func TestPlanDecidesTheLabel(t *testing.T) {
	envs := changed(t, "plan: tier", "plan: subscription")
	n := 0
	for _, d := range envs[0].Dashboards {
		if !maasDashboards[d.Name] {
			continue
		}
		for _, p := range d.Pickers {
			if strings.Contains(strings.ToLower(p.Label+p.Query), "tier") {
				t.Errorf("%s: the picker %s speaks of tiers: %s", d.Name, p.Label, p.Query)
			}
		}
		eachPanel(d, func(p build.Panel) {
			text := p.Title + p.Description + p.Markdown + p.NoValue
			for _, h := range p.Heads {
				text += h.Title
			}
			for _, target := range p.Targets {
				n++
				text += target.Expr + target.Legend
			}
			if strings.Contains(strings.ToLower(text), "tier") || strings.Contains(text, "{plan}") || strings.Contains(text, "{Plan}") {
				t.Errorf("%s of %s speaks of tiers: %s", p.Title, d.Name, text)
			}
		})
	}
	if n < 20 {
		t.Errorf("only %d targets were looked at", n)
	}
	e := openSeries(t, strings.ReplaceAll(handmade(t, "limitador.series"), "tier=", "subscription="))
	d, p := find(t, envs, "maas", "maas-token-metrics", "Token Rate by Subscription")
	checkValues(t, lastValues(t, e, byHand().window, d, p, ""), map[string]float64{"free": 10, "premium": 100, "enterprise": 20, "trial": 2})
	d, p = find(t, envs, "maas", "maas-token-metrics", "Revenue")
	checkValues(t, lastValues(t, e, byHand().window, d, p, ""), map[string]float64{"revenue": 1.26})
}

// TestWithoutUserLabelNobodyIsEverybody: where metrics carry no user, no query asks for one, and panels by user
// say why they are empty.
func TestWithoutUserLabelNobodyIsEverybody(t *testing.T) {
	envs := changed(t, "userLabel: true", "userLabel: false")
	said := 0
	for _, d := range envs[0].Dashboards {
		if !maasDashboards[d.Name] {
			continue
		}
		for _, p := range d.Pickers {
			if p.Name == "user" {
				t.Errorf("%s lets people pick a user", d.Name)
			}
		}
		eachPanel(d, func(p build.Panel) {
			if p.Kind == panels.KindText && strings.Contains(p.Markdown, "no `user` label") {
				said++
			}
			for _, target := range p.Targets {
				if strings.Contains(target.Expr, "user") {
					t.Errorf("%s of %s asks for users: %s", p.Title, d.Name, target.Expr)
				}
			}
		})
	}
	if said != 13 {
		t.Errorf("%d panels say that there are no users, want 13", said)
	}
	e := openSeries(t, strings.ReplaceAll(handmade(t, "limitador.series"), ",user=", ",organization_id="))
	d, p := find(t, envs, "maas", "maas-token-metrics", "Token Rate by Tier")
	checkValues(t, lastValues(t, e, byHand().window, d, p, ""), map[string]float64{"free": 10, "premium": 100, "enterprise": 20, "trial": 2})
}
