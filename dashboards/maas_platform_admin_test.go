package dashboards_test

import (
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/panels"
)

func TestPlatformAdminShowsItsValues(t *testing.T) {
	type want = map[string]float64
	const admin = "maas-platform-admin"
	is := func(panel string, w want) shown { return shown{"maas", admin, panel, "", w} }
	const pod = "ai501 llama32-kserve-7d9f6c5b4-"
	checkShown(t, []shown{
		is("Limitador", want{"limitador": 1}),
		is("Authorino", want{"running": 1}), // and not its operator
		is("MaaS API", want{"running": 1}),  // and not the pod that is pending
		is("Gateway", want{"running": 2}),
		is("Firing Alerts", want{"firing": 1}), // neither Watchdog nor what is pending
		is("Alerts", want{"Firing: MaaSAPIPodsMissing critical opendatahub": 1}),
		is("Tokens", want{"tokens": 158400}),
		is("Requests", want{"requests": 2160}),
		is("Token Rate", want{"tokens": 132}),
		is("Request Rate", want{"requests": 1.8}),
		is("Active Users", want{"users": 4}),
		is("P50 Latency", want{"p50": 375}),
		is("Rate-Limited Share", want{"refused": 0.1 / 1.9}),
		is("Rate-Limited Requests", want{"refused": 120}),
		is("Auth Evaluation Latency", want{"p50": 0.026, "p95": 0.0485, "p99": 0.0505, "mean": 0.02}),
		is("Auth Decisions", want{"OK": 10.5, "UNAUTHENTICATED": 0.5, "PERMISSION_DENIED": 0}),
		is("Auth Denied Share", want{"denied": 0.5 / 11}),
		is("Token Rate by Model", want{"llama32": 112, "phi-4-mini": 20}),
		is("Token Rate by Tier", want{"free": 10, "premium": 100, "enterprise": 20, "trial": 2}),
		is("P50/P95/P99 Latency", want{"p50": 375, "p95": 487.5, "p99": 497.5, "mean": 400}),
		is("4xx", want{"4xx": 0.8}),
		is("Unauthorized (401)", want{"401": 0.5}),
		is("Rate Limited (429)", want{"free": 0.1, "premium": 0, "enterprise": 0, "trial": 0}),
		is("5xx", want{"5xx": 0.3}),
		is("Top Users by Tokens", want{"user1": 12000, "user10": 120000, "user2": 24000, "user3": 0, "user4": 2400}),
		is("Top Users by Requests", want{"user1": 240, "user10": 1200, "user2": 600, "user3": 0, "user4": 120}),
		is("Top Users by Rate-Limited Requests", want{"user1": 120}),
		is("Breakdown by Tier", want{
			"Tokens: free": 12000, "Tokens/s: free": 10, "Requests: free": 240, "Refused: free": 120,
			"Tokens: premium": 120000, "Tokens/s: premium": 100, "Requests: premium": 1200, "Refused: premium": 0,
			"Tokens: enterprise": 24000, "Tokens/s: enterprise": 20, "Requests: enterprise": 600, "Refused: enterprise": 0,
			"Tokens: trial": 2400, "Tokens/s: trial": 2, "Requests: trial": 120, "Refused: trial": 0,
		}),
		is("Model Resource Allocation", want{
			"GPUs requested: " + pod + "abcde": 1, "GPUs requested: " + pod + "fghij": 1,
			"CPU requested: " + pod + "abcde": 4, "CPU requested: " + pod + "fghij": 4, "CPU used: " + pod + "abcde": 2,
			"Memory requested: " + pod + "abcde": 16 << 30, "Memory requested: " + pod + "fghij": 16 << 30, "Memory used: " + pod + "abcde": 8 << 30,
		}),
		is("Tenant Requests", want{"acme": 2.2, "acme2": 1}),
		is("Tenant Errors", want{"acme": 0.2 / 2.2, "acme2": 0}),
		is("Tenant Latency", want{"p95 acme": 0.09625, "p95 acme2": 0.09625}),
		is("Key Validation", want{"acme valid": 1, "acme invalid": 0.1}),
		is("Keys Minted", want{"acme success": 40}),
		is("Router Requests", want{"openshift-ingress maas-gateway": 5.1, "openshift-ingress maas-passthrough": 0}),
		is("Router Errors", want{
			"5xx openshift-ingress maas-gateway": 0.1, "5xx openshift-ingress maas-passthrough": 0,
			"connection openshift-ingress maas-gateway": 0, "connection openshift-ingress maas-passthrough": 0.2,
		}),
		is("Router Connections", want{"openshift-ingress maas-gateway": 1, "openshift-ingress maas-passthrough": 3}),
		is("Router Mean Latency", want{"openshift-ingress maas-gateway": 40, "openshift-ingress maas-passthrough": 0}),
	}...)
	_, p := find(t, shipped(t), "maas", admin, "Router Mean Latency")
	if !strings.Contains(p.Description, "passthrough route reports 0 ms") {
		t.Error("nobody says what 0 ms of a passthrough route means")
	}
	_, p = find(t, shipped(t), "maas", admin, "P50/P95/P99 Latency")
	if s := p.Targets[0].Store.Name; s != "rhoai" {
		t.Errorf("the gateway is asked for in store %s", s)
	}
}

// TestInferenceSuccessCountsAnswers: aborts and failures are no success, and neither is nothing at all. The
// simulator spells the reason differently.
func TestInferenceSuccessCountsAnswers(t *testing.T) {
	e := openSeries(t, `load 30s from 2026-01-01T00:00:00Z
vllm:request_success_total{model_name="m",namespace="n",pod="real",finished_reason="stop"} 0+30x60
vllm:request_success_total{model_name="m",namespace="n",pod="real",finished_reason="abort"} 0+3x60
vllm:request_success_total{model_name="m",namespace="n",pod="real",finished_reason="error"} 0+3x60
vllm:request_success_total{model_name="m",namespace="n",pod="simulator",finish_reason="length"} 0+24x60
vllm:request_success_total{model_name="idle",namespace="n",pod="idle",finished_reason="stop"} 7x60
`)
	d, p := find(t, shipped(t), "maas", "maas-platform-admin", "Inference Success")
	checkValues(t, lastValues(t, e, byHand().window, d, p, ""), map[string]float64{"answered": 0.9})
}

// TestAlertsAreZeroOnlyWhileRulesAnswer: Watchdog alone is 0 alerts, nothing at all is no number.
func TestAlertsAreZeroOnlyWhileRulesAnswer(t *testing.T) {
	d, p := find(t, shipped(t), "maas", "maas-platform-admin", "Firing Alerts")
	e := openSeries(t, "load 30s from 2026-01-01T00:00:00Z\n"+`ALERTS{alertname="Watchdog",alertstate="firing",severity="none"} 1x60`+"\n")
	checkValues(t, lastValues(t, e, byHand().window, d, p, ""), map[string]float64{"firing": 0})
	e = openSeries(t, "load 30s from 2026-01-01T00:00:00Z\n"+`up{job="x"} 1x60`+"\n")
	checkValues(t, lastValues(t, e, byHand().window, d, p, ""), map[string]float64{})
}

// TestNothingIsGoodWhenEverythingIsGone looks at a day when nothing reports any more, and at a store that never
// held anything: no share of 100 %, no 0 %, no alerts at 0, no flat line of errors. Only status cells have a value,
// and it is the one that stands for down.
func TestNothingIsGoodWhenEverythingIsGone(t *testing.T) {
	after := minutes(100, 120, 30*time.Second) // the series end after 30 minutes, and some panels look back an hour
	nothing := openSeries(t, "load 30s from 2026-01-01T00:00:00Z\n"+`up{job="x"} 1x2`+"\n")
	cells, others := 0, 0
	for name, e := range map[string]*prom.Engine{"everything is gone": open(t, byHand()), "nothing was ever there": nothing} {
		for _, env := range shipped(t) {
			for _, d := range env.Dashboards {
				if !maasDashboards[d.Name] {
					continue
				}
				eachPanel(d, func(p build.Panel) {
					if p.Kind == panels.KindText {
						return
					}
					got := lastValues(t, e, after, d, p, "")
					if len(p.States) == 0 {
						others++
						if len(got) > 0 {
							t.Errorf("%s: %s of %s shows %v", name, p.Title, d.Name, got)
						}
						return
					}
					cells++
					for _, v := range got {
						if v != 0 || p.States[0].Value != 0 || p.States[0].Colour != panels.Bad() || p.States[0].AndUp {
							t.Errorf("%s: %s is %v, whose look is %+v", name, p.Title, v, p.States)
						}
					}
					if len(got) != 1 {
						t.Errorf("%s: %s shows %v, want 0", name, p.Title, got)
					}
				})
			}
		}
	}
	if cells != 8 || others < 100 {
		t.Errorf("%d cells and %d other panels were looked at", cells, others)
	}
}

// TestPlatformAdminFollowsWhatRuns: panels come and go with the programs that feed them.
func TestPlatformAdminFollowsWhatRuns(t *testing.T) {
	for _, tt := range []struct {
		replace, with, title string
		shown                bool
	}{
		{"limitador: \"2.4\"\n", "limitador: \"2.4\"\n", "Tenant Requests", true},
		{"      maas-api: current", "      # none", "Tenant Requests", false},
		{"      haproxy: current", "      # none", "Router Mean Latency", false},
		{"limitador: \"2.4\"\n", "limitador: \"2.4\"\n", "GPU Use by Model Pod", true},
		{"      dcgm-exporter: \"4.5\" # the GPUs below the models", "      # none", "GPU Use by Model Pod", false},
	} {
		if got := hasPanel(changed(t, tt.replace, tt.with), "maas-platform-admin", tt.title); got != tt.shown {
			t.Errorf("with %q, %s is shown: %v", tt.with, tt.title, got)
		}
	}
}

// TestGPUUseOfModelPods: of two GPUs of one pod, the busier counts.
func TestGPUUseOfModelPods(t *testing.T) {
	checkShown(t, shown{"maas", "maas-platform-admin", "GPU Use by Model Pod", "", map[string]float64{"granite-a": 80, "scout-a": 50}})
}
