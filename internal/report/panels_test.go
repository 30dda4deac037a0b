package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/inspect"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

func releasesOf(t *testing.T, constraint string) catalogue.Range {
	t.Helper()
	r, err := catalogue.Default().Primary("vllm").Range(constraint)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// inspected is a run that has something of everything.
func inspected(t *testing.T) *Panels {
	t.Helper()
	reason := func(cause inspect.Cause, text, help string) *inspect.Reason {
		return &inspect.Reason{Cause: cause, Metric: "m", Text: text, Help: help}
	}
	return &Panels{Tool: "dashgen", Report: &inspect.Report{
		Planned: 8,
		Stores:  []inspect.Store{{URL: "http://127.0.0.1:9090", Version: "3.15.0", Metrics: 1}, {Name: "rhoai", URL: "https://rhoai\x1b[31m", Metrics: 20}},
		Panels: []inspect.Panel{
			{Environment: "local", Dashboard: "canopy-vllm", Row: "Latency", Panel: "Good", Status: inspect.Data, Targets: []inspect.Target{
				{RefID: "A", Status: inspect.Data, Series: 2, Warnings: []string{"partial response"}},
				{RefID: "B", Status: inspect.Empty, Reason: reason(inspect.Quiet, "not yet", "")},
			}},
			{Environment: "local", Dashboard: "canopy-vllm", Panel: "Renamed", Status: inspect.Empty, Targets: []inspect.Target{
				{RefID: "A", Status: inspect.Empty, Reason: reason(inspect.Renamed, "a is absent", "set it")},
				{RefID: "B", Status: inspect.Empty, Reason: reason(inspect.Renamed, "a is absent", "set it")},
				{RefID: "C", Status: inspect.Empty, Reason: reason(inspect.Idle, "idle", "")},
			}},
			{Environment: "local", Dashboard: "canopy-vllm", Panel: "Words", Status: inspect.None, Reason: "text"},
			{Environment: "local", Dashboard: "gpu", Panel: "Idle", Status: inspect.Empty, Targets: []inspect.Target{{RefID: "A", Status: inspect.Empty, Reason: reason(inspect.Idle, "no traffic", "")}}},
			{Environment: "local", Dashboard: "gpu", Panel: "Half", Status: inspect.Partial, Targets: []inspect.Target{
				{RefID: "A", Status: inspect.Data, Series: 1}, {RefID: "B", Status: inspect.Empty, Reason: reason(inspect.Matcher, "nothing passes", "")},
			}},
			{File: "a.json", Dashboard: "x", Title: "Theirs", Panel: "", Status: inspect.Failed, Targets: []inspect.Target{{RefID: "A", Status: inspect.Failed, Error: "parse error\nwith a line"}}},
			{File: "a.json", Dashboard: "x", Title: "Theirs", Panel: "Variable", Status: inspect.Failed, Reason: "variable x: no"},
		},
		Exporters: []inspect.Asked{
			{Store: "rhoai", Name: "vllm", Present: []string{"a", "b"}, Missing: []string{"c"}, Labels: []string{"finished_reason"}, Spelling: "rhoai", Notes: []string{"look here"},
				Said: map[string]catalogue.Range{"local": releasesOf(t, ">=0.10"), "any": {}},
				Fleets: []inspect.Fleet{
					{Program: "vllm", Targets: 2, Known: true, Run: releasesOf(t, ">=0.16"), Likely: releasesOf(t, ">=0.16 <0.20")},
					{Program: "sim", Targets: 1},
				}},
			{Name: "ovms", Missing: []string{"x"}}, {Name: "istio", Present: []string{"x"}},
		},
	}}
}

func written(t *testing.T, format string, r *Panels) string {
	t.Helper()
	f, ok := FindPanelFormat(format)
	if !ok {
		t.Fatalf("no format %s", format)
	}
	var b bytes.Buffer
	if err := f.Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPanelsText(t *testing.T) {
	want := `http://127.0.0.1:9090: version 3.15.0, 1 metric name
rhoai at https://rhoai·[31m: 20 metric names

local/canopy-vllm: 1 data, 1 empty, 1 none
  data      Latency / Good
            A: the server warns: partial response
  empty     Renamed
            A, B: a is absent
            help: set it
            C: idle

local/gpu: 1 partial, 1 idle
  idle      Idle
            no traffic
  partial   Half
            B: nothing passes

a.json: Theirs: 2 error
  error     (no title)
            parse error with a line
  error     Variable
            variable x: no

exporters
  rhoai: vllm: >=0.16 <0.20 (surely >=0.16) on 2 targets; sim any release on 1 target; 2 of 3 names asked for
    labels: finished_reason
    spelled as rhoai
    missing: c
    note: look here
    dashgen.yaml says >=0.10 in local
  default: ovms: nothing is there; 0 of 1 name asked for
  default: istio: its names don't tell releases apart; 1 of 1 name asked for

7 panels: 1 data, 1 partial, 1 empty, 2 error, 1 idle, 1 none; 1 of 8 were not looked at
`
	if diff := gocmp.Diff(want, written(t, "text", inspected(t))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := written(t, "text", &Panels{Report: &inspect.Report{}}); got != "\nno panels\n" {
		t.Errorf("%q", got)
	}
}

func TestPanelsJSON(t *testing.T) {
	text := written(t, "json", inspected(t))
	if strings.Contains(text, "null") {
		t.Errorf("something is null:\n%s", text)
	}
	var out struct {
		Version  int
		Complete bool
		Summary  map[string]int
		Panels   []struct {
			Status   string
			Accepted bool
			Targets  []struct{ Cause, Reason, Help, Metric string }
		}
		Exporters []struct {
			Said   map[string]string
			Fleets []map[string]any
		}
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(map[string]int{"planned": 8, "panels": 7, "data": 1, "partial": 1, "empty": 2, "error": 2, "none": 1, "rejected": 3}, out.Summary); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if out.Version != 1 || out.Complete || out.Panels[1].Targets[0].Cause != "renamed" || out.Panels[1].Accepted || !out.Panels[3].Accepted {
		t.Errorf("%+v", out)
	}
	if diff := gocmp.Diff(map[string]any{"program": "vllm", "targets": 2.0, "from": "0.16", "below": "", "likelyFrom": "0.16", "likelyBelow": "0.20"}, out.Exporters[0].Fleets[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPanelsJUnit(t *testing.T) {
	text := written(t, "junit", inspected(t))
	var out junitSuites
	if err := xml.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range out.Suites {
		for _, c := range s.Cases {
			line := s.Name + ": " + c.Name
			if c.Failure != nil {
				line += " FAIL " + c.Failure.Message
			}
			if c.Skipped != nil {
				line += " SKIP " + c.Skipped.Message
			}
			got = append(got, line)
		}
	}
	if diff := gocmp.Diff([]string{
		"local/canopy-vllm: Latency / Good", "local/canopy-vllm: Renamed FAIL A, B: a is absent (set it)", "local/canopy-vllm: Words SKIP text",
		"local/gpu: Idle SKIP no traffic", "local/gpu: Half", "a.json: Theirs: (no title) FAIL parse error with a line", "a.json: Theirs: Variable FAIL variable x: no",
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if out.Tests != 7 || out.Failures != 3 {
		t.Errorf("%d tests, %d failures", out.Tests, out.Failures)
	}
}
