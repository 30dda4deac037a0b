package dashboards_test

import (
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// backendShows is what the backend's dashboard shows of user1, whatever convention the backend speaks.
func backendShows() map[string]map[string]float64 {
	type want = map[string]float64
	return map[string]map[string]float64{
		"Total API Requests (Last Hour)": {"requests": 49 * 30 * 4.5},
		"API Response Time (p95)":        {"p95": 10}, // one of nine takes longer than the highest bucket
		"Error Rate (%)":                 {"answered with 5xx": 100.0 / 9},
		"Active Requests":                {"in flight": 3},
		"Request Rate by Endpoint":       {"/chat": 2, "/feedback": 1, "/summarize": 1, "/quiz": 0},
		"HTTP Status Distribution":       {"200": 3, "404": 0.5, "500": 0.5, "no status": 0.5},
		"Response Time by Endpoint (p95)": {
			"/chat": 0.1 + 0.95*0.15, "/feedback": 0.1 + 0.95*0.15, "/summarize": 10,
		},
		"LLM Call Duration (Outbound to llamastack)": {"p50": 2.5 + 2.5*15/39, "p95": 10, "p99": 10},
		"Endpoint Performance Summary": {
			"Requests/s: /chat": 2, "Requests/s: /feedback": 1, "Requests/s: /summarize": 1, "Requests/s: /quiz": 0,
			"p95: /chat": 0.1 + 0.95*0.15, "p95: /feedback": 0.1 + 0.95*0.15, "p95: /summarize": 10,
			"Errors: /chat": 25, "Errors: /feedback": 0, "Errors: /summarize": 0,
		},
		"Calls by Host": want{"llama-stack": 1.5, "mlflow": 0.5},
	}
}

func TestBackendShowsItsValues(t *testing.T) {
	var tests []shown
	for panel, want := range backendShows() {
		tests = append(tests, shown{"canopy", "canopy-backend", panel, "user1", want})
	}
	type want = map[string]float64
	checkShown(t, append(tests,
		shown{"canopy", "canopy-backend", "Request Rate by Endpoint", "user10", want{"/chat": 200, "/feedback": 100, "/summarize": 100, "/quiz": 0}},
		shown{"canopy", "canopy-backend", "Active Requests", "user10", want{"in flight": 300}},
		shown{"local", "canopy-backend", "Request Rate by Endpoint", "", want{"/chat": 202, "/feedback": 101, "/summarize": 101, "/quiz": 0}},
	)...)
}

// inLab builds a dashboard for a lab whose exporter has another version than the shipped environments have.
func inLab(t *testing.T, d panels.Dashboard, exporter, version string) *build.Dashboard {
	t.Helper()
	r, err := catalogue.Default().Primary(exporter).Range(version)
	if err != nil {
		t.Fatal(err)
	}
	out, err := build.Build(d, &build.Environment{Environment: queries.Environment{
		Name: "lab", Catalogue: catalogue.Default(), Releases: map[string]catalogue.Range{exporter: r},
		Stores: []queries.Store{{Name: "uwm", Datasource: "UWM", Dialect: "uwm", ScrapeInterval: byHand().window.ScrapeInterval, Default: true}},
		Values: map[string]string{"namespace": "{tenant}-canopy"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// unshipped are series of versions that no shipped environment runs.
func unshipped(files string) dataset {
	return dataset{"unshipped", "series/unshipped/" + files, byHand().window}
}

func TestBackendSpeaksTheStableConvention(t *testing.T) {
	d := inLab(t, dashboards.CanopyBackend(), "canopy-backend", "otel-http-new")
	set := unshipped("canopy-backend-new.series")
	e := open(t, set)
	want := backendShows()
	eachPanel(d, func(p build.Panel) {
		t.Run(p.Title, func(t *testing.T) {
			checkData(t, e, set, d, p, "user1")
			checkValues(t, lastValues(t, e, set.window, d, p, "user1"), want[p.Title])
			if got := lastValues(t, e, set.window, d, p, "user"); len(got) > 0 {
				t.Errorf("user sees %v", got)
			}
		})
	})
}

// TestBackendSaysWhereItsBucketsEnd: 10 s is the highest bound in both conventions, of whatever unit. A quantile
// there is not 10 s but at least 10 s, and every panel with a quantile says so.
func TestBackendSaysWhereItsBucketsEnd(t *testing.T) {
	for _, convention := range []string{"otel-http-old", "otel-http-new"} {
		n := 0
		eachPanel(inLab(t, dashboards.CanopyBackend(), "canopy-backend", convention), func(p build.Panel) {
			for _, target := range p.Targets {
				if target.Query.Quantile() == 0 {
					continue
				}
				n++
				if target.Floor == nil || target.Floor.At != 10 || target.Floor.Text() != "≥ 10 s" {
					t.Errorf("%s: %s/%s says %+v", convention, p.Title, target.RefID, target.Floor)
				}
			}
		})
		if n != 6 {
			t.Errorf("%s: %d quantiles", convention, n)
		}
	}
}
