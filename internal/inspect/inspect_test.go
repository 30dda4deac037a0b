package inspect

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

func moment() time.Time { return time.Date(2026, 1, 1, 0, 20, 0, 0, time.UTC) }

// server is the embedded engine with series written by hand.
func server(t *testing.T, series string) *Server {
	t.Helper()
	return &Server{Querier: promtest.Series(t, "load 30s from 2026-01-01T00:00:00Z\n"+series)}
}

// surveyed is a server that was looked at, for dashboards that ask an exporter for something.
func surveyed(t *testing.T, server *Server, exporters ...string) *Survey {
	t.Helper()
	o := Options{Catalogue: catalogue.Default(), At: moment(), Window: time.Hour}
	for _, name := range exporters {
		for _, m := range o.Catalogue.Metrics() {
			if m.Exporter == name {
				o.Expressions = append(o.Expressions, m.Name)
			}
		}
	}
	s, err := Look(t.Context(), server, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// explain shows a panel with an expression, and returns what is said of it.
func explain(t *testing.T, s *Survey, expr string) evaluate.Why {
	t.Helper()
	text, err := json.Marshal(map[string]any{"title": "d", "panels": []any{map[string]any{
		"type": "stat", "title": "p", "targets": []any{map[string]any{"refId": "A", "expr": expr, "instant": true}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := source.Read("test.json", text)
	if err != nil {
		t.Fatal(err)
	}
	b := &evaluate.Board{Dashboard: f.Dashboards[0], Asks: func(*source.Query) evaluate.Store { return evaluate.Store{Querier: s.Querier, Expert: s} }}
	opened, err := b.Open(t.Context(), prom.Window{From: moment().Add(-15 * time.Minute), To: moment()})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := opened.Show(t.Context(), opened.Views()[0], evaluate.Ask{Live: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(shown.Gaps) != 1 {
		t.Fatalf("%s has %d gaps: %v", expr, len(shown.Gaps), shown.Problems)
	}
	return shown.Gaps[0].Why
}

const (
	current = `
vllm:num_requests_running{model_name="m",pod="new"} 1x60
vllm:kv_cache_usage_perc{model_name="m",pod="new"} 0.5x60
vllm:prefix_cache_hits_total{model_name="m",pod="new"} 0+1x60
vllm:inter_token_latency_seconds_bucket{model_name="m",pod="new",le="+Inf"} 0+1x60
vllm:inter_token_latency_seconds_count{model_name="m",pod="new"} 0+1x60
vllm:request_time_per_output_token_seconds_count{model_name="m",pod="new"} 0+0x60
vllm:request_time_per_output_token_seconds_bucket{model_name="m",pod="new",le="+Inf"} 0+0x60
vllm:engine_sleep_state{model_name="m",pod="new"} 1x60
vllm:request_prefill_kv_computed_tokens_count{model_name="m",pod="new"} 0+0x60
vllm:prompt_tokens_cached_total{model_name="m",pod="new"} 0+0x60
vllm:request_success_total{model_name="m",pod="new",finished_reason="stop"} 0+1x60
http_requests_total{handler="/v1",status="2xx",pod="new"} 0+1x60
ended{pod="new"} 1x9 _x51
lately _x39 1 _x20
began{pod="new"} _x39 1x20
slow{pod="new"} 1 _x19 2 _x17 3 _x20
slower{pod="new"} 1 _x19 2 _x18 3 _x20
left{pod="new",a="1"} 1x60
right{instance="new",a="1"} 1x60
up{job="x"} 1x60
`
	older = `
vllm:num_requests_running{model_name="m",pod="old"} 1x60
vllm:gpu_cache_usage_perc{model_name="m",pod="old"} 0.5x60
vllm:kv_cache_usage_perc{model_name="m",pod="old"} 0.5x60
vllm:time_per_output_token_seconds_bucket{model_name="m",pod="old",le="+Inf"} 0+1x60
vllm:time_per_output_token_seconds_count{model_name="m",pod="old"} 0+1x60
`
)

// An explained is an expression that is empty, and what is said of it.
type explained struct {
	expr       string
	cause      evaluate.Cause
	text, help string
}

func checkExplained(t *testing.T, s *Survey, tests []explained) {
	t.Helper()
	for _, tt := range tests {
		r := explain(t, s, tt.expr)
		if r.Cause != tt.cause || !strings.Contains(r.Text, tt.text) || !strings.Contains(r.Help, tt.help) {
			t.Errorf("%s\ngot  %s: %s (%s)\nwant %s: %s (%s)", tt.expr, r.Cause, r.Text, r.Help, tt.cause, tt.text, tt.help)
		}
	}
}

func TestExplain(t *testing.T) {
	checkExplained(t, surveyed(t, server(t, current), "vllm", "limitador", "dcgm-exporter"), []explained{
		// names
		{`max(vllm:gpu_cache_usage_perc)`, evaluate.Renamed, "vllm:gpu_cache_usage_perc is absent; this server has vllm:kv_cache_usage_perc: its vllm is >=0.16.0", `set exporters.vllm to ">=0.16.0 <0.20.0"`},
		{`vllm:time_per_output_token_seconds_bucket`, evaluate.Renamed, "this server has vllm:inter_token_latency_seconds_bucket", "exporters.vllm"},
		{`sum(vllm:num_requests_swapped)`, evaluate.Release, "vllm 0.9.1 removed it, and here vllm is >=0.16.0", "exporters.vllm"},
		{`vllm:num_requests_waiting_by_reason`, evaluate.Release, "vllm 0.20.0 added it, and here vllm is >=0.16.0 <0.20.0, to judge by what is missing", "exporters.vllm"},
		{`rate(vllm:spec_decode_num_drafts_total[5m])`, evaluate.Feature, "only with a feature that is off", ""},
		{`rate(vllm:prompt_tokens_total[5m])`, evaluate.Absent, "vllm:prompt_tokens_total is absent, and here are 12 other names of vllm", "relabelling"},
		{`rate(authorized_hits[5m])`, evaluate.NotScraped, "and so is everything else of limitador", "nothing scrapes it"},
		{`vllm:prefix_cache_hits`, evaluate.Renamed, "this server has vllm:prefix_cache_hits_total, as vllm calls it", ""},
		{`rate(my_requests_totl[5m])`, evaluate.Absent, "my_requests_totl is absent", ""},
		{`sum(job:requests:rate5m)`, evaluate.Absent, "job:requests:rate5m is absent", "recording rule"},
		{`ended`, evaluate.Stale, "ended has no series any more: the last ended within 1h", "gone"},
		// matchers
		{`sum(vllm:num_requests_running{model_name="x"})`, evaluate.Mismatched, `vllm:num_requests_running has no series with model_name="x", but with model_name="m"`, "under values"},
		{`vllm:num_requests_running{model_name="m",namespace=~".+"}`, evaluate.Mismatched, "but with no namespace at all", "targets don't get it"},
		{`vllm:num_requests_running{model_name="x",pod="y"}`, evaluate.Mismatched, `model_name="x", but with model_name="m"`, ""},
		{`sum(rate(vllm:request_success_total{finish_reason="stop"}[5m]))`, evaluate.Mismatched, "but with no finish_reason at all", "spells it finished_reason"},
		{`sum(rate(vllm:request_success_total{finished_reason="abort"}[5m]))`, evaluate.Pending, "it has not happened yet", ""},
		{`sum(rate(vllm:request_success_total{finished_reason="aborted"}[5m]))`, evaluate.Mismatched, `but with finished_reason="stop"`, ""},
		{`rate(http_requests_total{status="5xx"}[5m])`, evaluate.Pending, "not happened yet", ""},
		{`rate(http_requests_total{status="2yy"}[5m])`, evaluate.Mismatched, `but with status="2xx"`, ""},
		{`{__name__=~"nothing.*"}`, evaluate.Absent, "no series matches", ""},
		{`{__name__="ended",pod="new"}`, evaluate.Stale, "ended", ""},
		// operations
		{`vllm:num_requests_running > 3`, evaluate.Filtered, "no value passes vllm:num_requests_running > 3", ""},
		{`sum(rate(vllm:prefix_cache_hits_total[5m])) / (sum(vllm:num_requests_running) > 100)`, evaluate.Filtered, "no value passes", ""},
		{`left / right`, evaluate.Unmatched, `no series of the left side of / matches one of the right: {__name__="left", a="1", pod="new"} and {__name__="right", a="1", instance="new"}`, ""},
		{`left * on (b) label_replace(right, "b", "2", "", "")`, evaluate.Unmatched, "matches one of the right", ""},
		{`left * on (a) label_replace(right, "a", "2", "", "")`, evaluate.Unmatched, "matches one of the right", ""},
		{`left > on (a) right`, evaluate.Filtered, "no value passes left > on (a) right", ""},
		{`left > right`, evaluate.Unmatched, "matches one of the right", ""},
		{`left{"http.status"="200"}`, evaluate.Mismatched, `left has no series with "http.status"="200", but with no http.status at all`, ""},
		{`sum_over_time(sum(lately)[1h:30m])`, evaluate.Samples, "no step of sum_over_time(sum(lately)[1h:30m]) meets a value", "a moment ago"},
		{`count(ALERTS{alertstate="firing"})`, evaluate.Pending, "no alert is pending or firing", ""},
		{`left and on (pod) right`, evaluate.Unmatched, "matches one of the right", ""},
		{`vllm:gpu_cache_usage_perc or vllm:num_requests_running{model_name="x"}`, evaluate.Mismatched, "model_name", ""},
		{`left unless on (a) right`, evaluate.Filtered, "taken away by unless", ""},
		{`absent(left)`, evaluate.Filtered, "what it looks for is there", ""},
		{`sum(nothing) / sum(left)`, evaluate.Absent, "nothing is absent", ""},
		{`-nothing`, evaluate.Absent, "nothing is absent", ""},
		{`max_over_time(sum(nothing)[5m:1m])`, evaluate.Absent, "nothing is absent", ""},
		{`histogram_quantile(0.9, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[5m])))`, evaluate.Absent, "vllm:e2e_request_latency_seconds_bucket is absent", ""},
		// windows
		{`rate(slow[1m])`, evaluate.Samples, "rate needs two samples, and no window of 1m has them", "scrape interval"},
		{`rate(slower[1m])`, evaluate.Samples, "needs two samples", "scrape interval"},
		{`rate(began[5m] offset 15m)`, evaluate.Pending, "had none at the time", ""},
	})
}

func TestExplainOnAnOlderServer(t *testing.T) {
	checkExplained(t, surveyed(t, server(t, older), "vllm"), []explained{
		{`vllm:inter_token_latency_seconds_bucket`, evaluate.Renamed, "this server has vllm:time_per_output_token_seconds_bucket: its vllm is >=0.9.2 <0.10.2", `set exporters.vllm to ">=0.9.2 <0.10.2"`},
		{`vllm:num_requests_waiting_by_reason`, evaluate.Release, "vllm 0.20.0 added it, and here vllm is >=0.9.2 <0.12.0", "exporters.vllm"},
		{`vllm:num_requests_swapped`, evaluate.Release, "vllm 0.9.1 removed it", ""},
		{`rate(vllm:prompt_tokens_recomputed_total[5m])`, evaluate.Release, "vllm 0.16.0 added it, and here vllm is >=0.9.2 <0.12.0", "exporters.vllm"},
	})
}

// TestExplainSpellings is about a store behind an OpenTelemetry collector, and dashboards made for the other kind.
func TestExplainSpellings(t *testing.T) {
	checkExplained(t, surveyed(t, server(t, "authorized_hits_total{a=\"b\"} 0+1x60\n"), "limitador"), []explained{
		{`rate(authorized_hits[5m])`, evaluate.Spelling, "authorized_hits is absent; this server has authorized_hits_total", "dialect is rhoai"},
	})
	checkExplained(t, surveyed(t, server(t, "authorized_hits{a=\"b\"} 0+1x60\n"), "limitador"), []explained{
		{`rate(authorized_hits_total[5m])`, evaluate.Spelling, "this server has authorized_hits, as its exporter calls it", "dialect"},
	})
}

func TestAnnouncedIsQuiet(t *testing.T) {
	s := server(t, current)
	s.Announced = func(context.Context) (map[string]string, bool, error) {
		return map[string]string{"vllm:prompt_tokens": "counter"}, true, nil
	}
	s.Namespace = "team-a"
	checkExplained(t, surveyed(t, s, "vllm"), []explained{
		{`rate(vllm:prompt_tokens_total[5m])`, evaluate.Pending, "vllm announces it", ""},
		{`rate(authorized_hits[5m])`, evaluate.NotScraped, "", "in namespace team-a"},
		{`left{namespace="other"}`, evaluate.Mismatched, "no namespace at all", ""},
	})
}

func TestReleasesThatRun(t *testing.T) {
	for name, tt := range map[string]struct{ series, want string }{
		"new":       {current, "vllm >=0.16.0 (likely >=0.16.0 <0.20.0) on 1"},
		"old":       {older, "vllm >=0.9.2 <0.12.0 (likely >=0.9.2 <0.10.2) on 1"},
		"both":      {current + older, "vllm >=0.9.2 <0.12.0 (likely >=0.9.2 <0.10.2) on 1; vllm >=0.16.0 (likely >=0.16.0 <0.20.0) on 1"},
		"two alike": {older + strings.ReplaceAll(older, "old", "old2"), "vllm >=0.9.2 <0.12.0 (likely >=0.9.2 <0.10.2) on 2"},
		"none":      {"up 1x60\n", ""},
		"mixed up":  {"vllm:prompt_tokens_cached_total 1x60\nvllm:gpu_cache_usage_perc 1x60\n", "vllm any version (likely any version) on 1"},
		"gone":      {"vllm:prompt_tokens_cached_total 1x9\n", ""},
		"simulator": {"vllm:max_num_generation_tokens_count{pod=\"p\"} 1x60\nvllm:prefix_cache_hits{pod=\"p\"} 1x60\n", "llm-d-inference-sim >=0.8.0 <0.11.0 (likely >=0.8.0 <0.11.0) on 1"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range surveyed(t, server(t, tt.series), "vllm").exporters["vllm"].fleets {
				got = append(got, fmt.Sprintf("%s %s (likely %s) on %d", f.Program, f.Run, f.Likely, f.Targets))
			}
			if text := strings.Join(got, "; "); text != tt.want {
				t.Errorf("got  %s\nwant %s", text, tt.want)
			}
		})
	}
}

// TestUserWorkloadMonitoring: where it is off, all panels of user workloads are empty, and nobody should have to find out
// one by one.
func TestUserWorkloadMonitoring(t *testing.T) {
	const platform = `up{job="node-exporter",prometheus="openshift-monitoring/k8s"} 1x60` + "\n"
	const user = `up{job="vllm",prometheus="openshift-user-workload-monitoring/user-workload"} 1x60` + "\n"
	for _, tt := range []struct {
		name, series, namespace string
		off                     bool
	}{
		{"off", platform, "", true},
		{"on", platform + user, "", false},
		{"a plain Prometheus", `up{job="vllm"} 1x60`, "", false},
		{"one namespace of it", platform, "team-a", false},
		{"no target at all", `vllm:num_requests_running{pod="a"} 1x60`, "", false},
	} {
		s := server(t, tt.series)
		s.Namespace = tt.namespace
		notes := strings.Join(surveyed(t, s, "vllm").Store().Notes, "\n")
		if got := strings.Contains(notes, "user workload monitoring, which is off"); got != tt.off {
			t.Errorf("%s: %q", tt.name, notes)
		}
	}
}
