package queries_test

import (
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// TestInstallationsChooseLabelsAndPrices renders the same queries for two installations: one with tiers, users and
// prices, one with subscriptions and neither.
func TestInstallationsChooseLabelsAndPrices(t *testing.T) {
	tiers := environment(t, "uwm", "limitador 2.4", "vllm >=0.12")
	tiers.Labels = map[string]string{queries.LabelKey(limitador.Plan): "tier", queries.LabelKey(limitador.User): "user"}
	tiers.Prices = map[string]float64{"pro": 0.25, "free": 0}
	subscriptions := environment(t, "uwm", "limitador 2.4", "vllm >=0.12")
	subscriptions.Labels = map[string]string{queries.LabelKey(limitador.Plan): "subscription", queries.LabelKey(limitador.User): ""}
	hour := queries.Last(time.Hour)
	tests := []struct {
		name                        string
		query                       queries.Query
		scope                       queries.Scope
		want, legend                string // with tiers
		otherwise, otherwiseLegend  string // with subscriptions; "" where the query is left out
		errorUnlessWhereAvailableIs string // with subscriptions
	}{
		{
			name: "by plan", query: limitador.AuthorizedHits.Rate(limitador.Plan),
			want: `sum by (tier) (rate(authorized_hits[$__rate_interval]))`, legend: "{{tier}}",
			otherwise: `sum by (subscription) (rate(authorized_hits[$__rate_interval]))`, otherwiseLegend: "{{subscription}}",
		},
		{
			name: "of a plan", query: limitador.AuthorizedHits.Where(limitador.Plan.Is("free")).Rate().As("free"),
			want: `sum(rate(authorized_hits{tier="free"}[$__rate_interval]))`, legend: "free",
			otherwise: `sum(rate(authorized_hits{subscription="free"}[$__rate_interval]))`, otherwiseLegend: "free",
		},
		{
			name: "by user", query: limitador.AuthorizedHits.Rate(limitador.User),
			want: `sum by (user) (rate(authorized_hits[$__rate_interval]))`, legend: "{{user}}",
			errorUnlessWhereAvailableIs: "metrics of limitador have no label user in environment test",
		},
		{
			name: "of a user", query: limitador.AuthorizedHits.Where(limitador.User.Is("user1")).Rate().As("user1"),
			want: `sum(rate(authorized_hits{user="user1"}[$__rate_interval]))`, legend: "user1",
			errorUnlessWhereAvailableIs: "no label user",
		},
		{
			name: "a choice by user", query: queries.FirstOf(limitador.AuthorizedHits.Rate(limitador.User), limitador.AuthorizedCalls.Rate(limitador.User)),
			want: `sum by (user) (rate(authorized_hits[$__rate_interval]))`, legend: "{{user}}",
			errorUnlessWhereAvailableIs: "no label user",
		},
		{
			name: "in the scope of one user", query: limitador.AuthorizedHits.Rate().As("mine"), scope: needed("user", limitador.User),
			want: `sum(rate(authorized_hits{user="$user"}[$__rate_interval]))`, legend: "mine",
			errorUnlessWhereAvailableIs: "no label user",
		},
		{
			name: "out of that scope", query: limitador.AuthorizedHits.Unscoped("everybody's").Rate().As("all"), scope: needed("user", limitador.User),
			want: `sum(rate(authorized_hits[$__rate_interval]))`, legend: "all",
			otherwise: `sum(rate(authorized_hits[$__rate_interval]))`, otherwiseLegend: "all",
		},
		{
			name: "in a scope of other exporters", query: vllm.RequestsRunning.Sum().As("all"), scope: partial("plan", limitador.Plan),
			want: `sum(vllm:num_requests_running)`, legend: "all", otherwise: `sum(vllm:num_requests_running)`, otherwiseLegend: "all",
		},
		{
			name: "total", query: queries.SumGroups(limitador.AuthorizedHits.Increase(hour, limitador.Plan, limitador.Model), limitador.Plan),
			want: `sum by (tier) (sum by (tier, model) (increase(authorized_hits[1h])))`, legend: "{{tier}}",
			otherwise: `sum by (subscription) (sum by (subscription, model) (increase(authorized_hits[1h])))`, otherwiseLegend: "{{subscription}}",
		},
		{
			name: "active", query: queries.Active(limitador.AuthorizedHits.Increase(hour, limitador.User)).As("users"),
			want: `count(sum by (user) (increase(authorized_hits[1h])) > 0)`, legend: "users",
			errorUnlessWhereAvailableIs: "no label user",
		},
		{
			name: "once", query: queries.Once(limitador.AuthorizedHits.Rate(limitador.Plan)),
			want: `group by (tier) (sum by (tier) (rate(authorized_hits[$__rate_interval])))`, legend: "{{tier}}",
			otherwise: `group by (subscription) (sum by (subscription) (rate(authorized_hits[$__rate_interval])))`, otherwiseLegend: "{{subscription}}",
		},
		{
			name: "priced", query: queries.Priced(limitador.AuthorizedHits.Increase(hour, limitador.Plan), limitador.Plan),
			want:   `sum by (tier) (increase(authorized_hits[1h])) * on (tier) group_left () (label_replace(vector(0), "tier", "free", "", "") or label_replace(vector(0.25), "tier", "pro", "", ""))`,
			legend: "{{tier}}", errorUnlessWhereAvailableIs: "environment test has no prices",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, ok, err := tt.query.Render(tiers, tt.scope)
			if err != nil || !ok || r.Expr != tt.want || r.Legend != tt.legend {
				t.Errorf("with tiers: ok %v, error %v, legend %q\n\t%s\nwant\n\t%s", ok, err, r.Legend, r.Expr, tt.want)
			}
			if _, err := promql.Parse(r.Expr); err != nil {
				t.Error(err)
			}
			r, ok, err = tt.query.Render(subscriptions, tt.scope)
			if tt.errorUnlessWhereAvailableIs == "" {
				if err != nil || !ok || r.Expr != tt.otherwise || r.Legend != tt.otherwiseLegend {
					t.Errorf("with subscriptions: ok %v, error %v, legend %q\n\t%s\nwant\n\t%s", ok, err, r.Legend, r.Expr, tt.otherwise)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.errorUnlessWhereAvailableIs) {
				t.Errorf("error is %v, want it to say %q", err, tt.errorUnlessWhereAvailableIs)
			}
			if _, ok, err := tt.query.WhereAvailable().Render(subscriptions, tt.scope); ok || err != nil {
				t.Errorf("WhereAvailable: ok %v, error %v, want it left out", ok, err)
			}
		})
	}
	_, _, err := queries.SumGroups(limitador.AuthorizedHits.Rate(limitador.Model), limitador.Plan).Render(tiers, nil)
	if err == nil || !strings.Contains(err.Error(), "groups by plan: what it aggregates is not grouped by it") {
		t.Errorf("a total by a label that is gone: %v", err)
	}
}

func needed(name string, label queries.AnyLabel) queries.Scope {
	m := queries.NewScopeMatcher(name, "=", "$"+name, label)
	m.Needed = true
	return queries.Scope{m}
}

func partial(name string, label queries.AnyLabel) queries.Scope {
	m := queries.NewScopeMatcher(name, "=~", "$"+name, label)
	m.Partial = true
	return queries.Scope{m}
}
