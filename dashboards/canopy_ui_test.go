package dashboards_test

import (
	"slices"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
)

func TestUIShowsItsValues(t *testing.T) {
	type want = map[string]float64
	checkShown(t, []shown{
		{"canopy", "canopy-ui", "Total Requests (Last Hour)", "user1", want{"calls": 49 * 102}},
		{"canopy", "canopy-ui", "Average Response Time", "user1", want{"p50": 50 + 50*51.0/66}},
		{"canopy", "canopy-ui", "Error Rate (%)", "user1", want{"failed": 100 * 9.0 / 102}},
		{"canopy", "canopy-ui", "Outgoing Calls", "user1", want{"calls": 3.4}},
		{"canopy", "canopy-ui", "Request Rate (req/sec)", "user1", want{"calls to the backend": 3.4}},
		{"canopy", "canopy-ui", "Response Time Percentiles", "user1", want{"p50": 50 + 50*51.0/66, "p95": 5000, "p99": 5000}},
		{"canopy", "canopy-ui", "HTTP Status Codes", "user1", want{"2xx": 3, "4xx": 0.1, "5xx": 0.2, "no answer": 0.1}},
		{"canopy", "canopy-ui", "Backend Request Duration", "user1", want{"/summarize": 5000, "/information-search": 97.5}},
		{"canopy", "canopy-ui", "Calls by Endpoint", "user1", want{"/summarize": 2.4, "/information-search": 1, "/student-assistant": 0}},
		{"canopy", "canopy-ui", "Request Rate (req/sec)", "user10", want{"calls to the backend": 340}},
		{"local", "canopy-ui", "Request Rate (req/sec)", "", want{"calls to the backend": 343.4}},

		// user2 does nothing: no share and no time, which is neither 0 % nor fast.
		{"canopy", "canopy-ui", "Error Rate (%)", "user2", want{}},
		{"canopy", "canopy-ui", "Average Response Time", "user2", want{}},
		{"canopy", "canopy-ui", "Response Time Percentiles", "user2", want{}},
		{"canopy", "canopy-ui", "Request Rate (req/sec)", "user2", want{"calls to the backend": 0}},
	}...)
}

// TestOlderUIShowsWhatItServes: the same titles, fed by what the older build has.
func TestOlderUIShowsWhatItServes(t *testing.T) {
	d := inLab(t, dashboards.CanopyUI(), "canopy-ui", "otel-http-old")
	set := unshipped("canopy-ui-old.series")
	e := open(t, set)
	p50 := 100 + 150*33.0/60
	want := map[string]map[string]float64{
		"Total Requests (Last Hour)": {"requests": 49 * 66},
		"Average Response Time":      {"p50": p50},
		"Error Rate (%)":             {"failed": 100 * 3.0 / 66},
		"Active Requests":            {"in flight": 2},
		"Outgoing Calls":             {"calls": 1},
		"Request Rate (req/sec)":     {"requests to the UI": 2.2},
		"Response Time Percentiles":  {"p50": p50, "p95": 10000, "p99": 10000},
		"HTTP Status Codes":          {"2xx": 2, "4xx": 0.1, "5xx": 0.1},
		"Backend Request Duration":   {"p95": 2500 + 0.95*2500},
	}
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

// TestUIHasThePanelsThatItsBuildFeeds: every title of the other build too, but for what the build can't say.
func TestUIHasThePanelsThatItsBuildFeeds(t *testing.T) {
	both := []string{
		"Total Requests (Last Hour)", "Average Response Time", "Error Rate (%)", "Outgoing Calls",
		"Request Rate (req/sec)", "HTTP Status Codes", "Response Time Percentiles", "Backend Request Duration",
	}
	for version, tt := range map[string]struct {
		only  string
		floor string // where the buckets of this build end
	}{
		"current":       {"Calls by Endpoint", "5 s"},
		"otel-http-old": {"Active Requests", "10 s"},
	} {
		var titles []string
		eachPanel(inLab(t, dashboards.CanopyUI(), "canopy-ui", version), func(p build.Panel) {
			titles = append(titles, p.Title)
			for _, target := range p.Targets {
				if target.Query.Quantile() > 0 && (target.Floor == nil || target.Floor.Bound != tt.floor) {
					t.Errorf("%s: %s says that its buckets end at %+v", version, p.Title, target.Floor)
				}
			}
		})
		want := append(slices.Clone(both), tt.only)
		slices.Sort(titles)
		slices.Sort(want)
		if !slices.Equal(titles, want) {
			t.Errorf("%s shows\n\t%q\nwant\n\t%q", version, titles, want)
		}
	}
}
