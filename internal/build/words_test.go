package build

import (
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/cadvisor"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// installation is an environment whose metrics carry a plan under one name or another, and users or not.
func installation(t *testing.T, plan, user string) *Environment {
	t.Helper()
	env := testEnvironment(t)
	env.Releases["limitador"] = catalogue.Range{}
	env.Labels = map[string]string{queries.LabelKey(limitador.Plan): plan, queries.LabelKey(limitador.User): user}
	return env
}

// personal has a panel by plan, one by user, and pickers: of the one user, and of a plan that models do not have.
func personal() panels.Dashboard {
	return panels.New("test", "Test", "By {plan}.").
		Scope(
			panels.Pick("plan", "{Plan}", limitador.AuthorizedHits, limitador.Plan).Except("Models have no {plan}."),
			panels.Pick("user", "User", limitador.AuthorizedHits, limitador.User, vllm.ModelName).Single()).
		Row("By {plan}",
			panels.TimeSeries("Rate by {Plan}", panels.Doc{Means: "By {plan}.", Good: "Good.", Act: "Act."}, limitador.AuthorizedHits.Rate(limitador.Plan).WhereAvailable()).
				Without(limitador.User, "No users, only {plan}s."),
			panels.TimeSeries("Left Out", good(), limitador.AuthorizedCalls.Rate().WhereAvailable()),
			panels.Stat("Everybody", good(), limitador.AuthorizedCalls.Unscoped("the whole").Rate()))
}

func TestTextsSpeakOfTheEnvironmentsLabels(t *testing.T) {
	d := mustBuild(t, personal(), installation(t, "subscription", "user"))
	p := d.Rows[0].Panels[0]
	for got, want := range map[string]string{
		d.Description: "By subscription.", d.Rows[0].Title: "By subscription", p.Title: "Rate by Subscription",
		p.Description: "By subscription. Good. Act.", d.Pickers[0].Label: "Subscription", p.Targets[0].Legend: "{{subscription}}",
	} {
		if got != want {
			t.Errorf("a text is %q, want %q", got, want)
		}
	}
	if want := `sum by (subscription) (rate(authorized_hits{subscription=~"$plan", user="$user"}[$__rate_interval]))`; p.Targets[0].Expr != want {
		t.Errorf("expression is\n\t%s\nwant\n\t%s", p.Targets[0].Expr, want)
	}
	if len(d.Pickers) != 2 || !d.Pickers[1].Single || d.Pickers[0].Single || d.Pickers[0].Description != "Models have no subscription." {
		t.Errorf("pickers are %+v", d.Pickers)
	}
}

// TestWithoutALabelATextSaysSo: a panel of one user's numbers is a text or gone, and never everybody's numbers.
func TestWithoutALabelATextSaysSo(t *testing.T) {
	d := mustBuild(t, personal(), installation(t, "tier", ""))
	if len(d.Rows[0].Panels) != 2 || len(d.Pickers) != 1 {
		t.Fatalf("%d panels, %d pickers", len(d.Rows[0].Panels), len(d.Pickers))
	}
	p := d.Rows[0].Panels[0]
	if p.Kind != panels.KindText || p.Title != "Rate by Tier" || p.Markdown != "No users, only tiers." || len(p.Targets) != 0 {
		t.Errorf("in place of the panel is %+v", p)
	}
	if got := d.Rows[0].Panels[1].Targets[0].Expr; strings.Contains(got, "user") {
		t.Errorf("the whole is %s", got)
	}
}

// TestExceptIsNeededForExportersWithoutALabel: nobody forgets a picker by accident.
func TestExceptIsNeededForExportersWithoutALabel(t *testing.T) {
	pick := panels.Pick("plan", "Plan", limitador.AuthorizedHits, limitador.Plan)
	page := dashboard(panels.Stat("Running", good(), vllm.RequestsRunning.Sum()))
	if _, err := Build(page.Scope(pick), installation(t, "tier", "")); err == nil || !strings.Contains(err.Error(), "picker plan has no label for vllm") {
		t.Errorf("error is %v", err)
	}
	d := mustBuild(t, page.Scope(pick.Except("Models serve every plan.")), installation(t, "tier", ""))
	if got := d.Rows[0].Panels[0].Targets[0].Expr; got != "sum(vllm:num_requests_running)" {
		t.Errorf("expression is %s", got)
	}
}

func TestAUnionOfLabelledSeriesIsFine(t *testing.T) {
	q := queries.Priced(limitador.AuthorizedHits.Increase(queries.WholeRange(), limitador.Plan), limitador.Plan)
	dollars, _ := catalogue.Named("dollars", "")
	env := installation(t, "tier", "")
	env.Prices = map[string]float64{"free": 0, "pro": 1, "max": 2}
	d := mustBuild(t, dashboard(panels.BarGauge("Cost", good(), q.Measures(dollars))), env)
	if got := d.Rows[0].Panels[0].Unit; got != dollars {
		t.Errorf("a cost is in %s", got)
	}
}

// TestCPUTimeIsCores: seconds per second are a ratio to the analyser, and only there may an author say cores.
func TestCPUTimeIsCores(t *testing.T) {
	cores, _ := catalogue.Named("cores", "")
	env := installation(t, "tier", "")
	env.Releases["cadvisor"] = catalogue.Range{}
	d := mustBuild(t, dashboard(panels.Stat("CPU", good(), cadvisor.CPUUsage.Rate().Measures(cores))), env)
	if got := d.Rows[0].Panels[0].Unit; got != cores {
		t.Errorf("CPU is in %s", got)
	}
	for _, q := range []queries.Query{cadvisor.MemoryWorkingSetBytes.Sum(), vllm.TimeToFirstToken.Mean()} {
		if _, err := Build(dashboard(panels.Stat("CPU", good(), q.Measures(cores))), env); err == nil || !strings.Contains(err.Error(), "said to measure cores") {
			t.Errorf("error is %v", err)
		}
	}
}
