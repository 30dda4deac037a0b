package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
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

// verified is a run on live servers that has something of everything.
func verified(t *testing.T) *PanelReport {
	t.Helper()
	why := func(cause evaluate.Cause, text, help string) *evaluate.Why {
		return &evaluate.Why{Cause: cause, Metric: "m", Text: text, Help: help}
	}
	at := diag.Position{File: "a.json", Line: 3, Column: 7}
	failed := func(kind evaluate.Kind, what, help string) []PanelProblem {
		return []PanelProblem{{Problem: evaluate.Problem{Kind: kind, What: what, Help: help, RefID: "A\x1b[2J"}, Pos: at, Expr: "sum(m)"}}
	}
	one := 1.0
	return &PanelReport{
		Tool: "dashgen", Command: "verify", Planned: 8,
		Stores: []inspect.Store{
			{URL: "http://127.0.0.1:9090", Version: "3.15.0", Metrics: 1, Dialect: "local"},
			{Name: "rhoai", URL: "https://rhoai\x1b[31m", Namespace: "team-a", Metrics: 20, Notes: []string{"it says little"}},
		},
		Boards: []Board{
			{Environment: "local", Name: "canopy-vllm", Data: "http://127.0.0.1:9090", Panels: []Panel{
				{Row: "Latency", Title: "Good", Series: 2, Note: "the server warns: partial response", Values: []evaluate.Value{{Text: "1 s", Number: &one}},
					Queries: []PanelQuery{{RefID: "A", Series: 2}, {RefID: "B", Why: why(evaluate.Pending, "not yet", "")}}},
				{Title: "Renamed", Problems: failed(evaluate.Empty, "no data: a is absent", "set it"), Queries: []PanelQuery{{RefID: "A", Why: why(evaluate.Renamed, "a is absent", "set it")}}},
				{Title: "Words", Reason: evaluate.Text},
				{Title: "Idle", Reason: evaluate.NoTraffic, Queries: []PanelQuery{{RefID: "A", Why: why(evaluate.Undefined, "every value is NaN", "")}}},
				{Title: "Half", Series: 1, Queries: []PanelQuery{
					{RefID: "A", Series: 1}, {RefID: "B", Why: why(evaluate.Mismatched, "nothing passes", "look")}, {RefID: "C", Why: why(evaluate.Mismatched, "nothing passes", "look")},
				}},
			}},
			{Name: "a.json", Title: "Theirs", Data: "http://127.0.0.1:9090", Panels: []Panel{
				{Title: "Broken", Problems: failed(evaluate.Unreadable, "parse error\nwith a line", "")},
			}},
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
	}
}

func written(t *testing.T, format string, r *PanelReport) string {
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

func TestLivePanelsText(t *testing.T) {
	want := `http://127.0.0.1:9090: version 3.15.0, 1 metric name, labels and names like those of dialect local
rhoai at https://rhoai·[31m: 20 metric names of namespace team-a
  it says little

local/canopy-vllm on http://127.0.0.1:9090
  ok    Good                                 2 series  1 s
        note: the server warns: partial response
  FAIL  Renamed                              0 series
        a.json:3:7: no data: a is absent
          A·[2J: sum(m)
          help: set it
  -     Words                                          text
  -     Idle                                           no traffic: every value is undefined
        every value is NaN
  ok    Half                                 1 series
        B, C: nothing passes
          help: look

a.json on http://127.0.0.1:9090
  FAIL  Broken                               0 series
        a.json:3:7: parse error with a line
          A·[2J: sum(m)

exporters
  rhoai: vllm: >=0.16 <0.20 (surely >=0.16) on 2 targets; sim any release on 1 target; 2 of 3 names asked for
    labels: finished_reason
    spelled as rhoai
    missing: c
    note: look here
    dashgen.yaml says >=0.10 in local
  default: ovms: nothing is there; 0 of 1 name asked for
  default: istio: its names don't tell releases apart; 1 of 1 name asked for

2 panels failed, 2 with data, 2 empty for a reason; 2 dashboards; 2 of 8 panels were not looked at
`
	if diff := gocmp.Diff(want, written(t, "text", verified(t))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLivePanelsJSON(t *testing.T) {
	text := written(t, "json", verified(t))
	if strings.Contains(strings.ReplaceAll(text, `"number": null`, ""), "null") {
		t.Errorf("something is null:\n%s", text)
	}
	var out struct {
		Version  int
		Complete bool
		Summary  map[string]int
		Stores   []map[string]any
		Panels   []struct {
			Outcome string
			Queries []struct{ Cause, Why, Help, Metric string }
		}
		Exporters []struct {
			Said   map[string]string
			Fleets []map[string]any
		}
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(map[string]int{"dashboards": 2, "planned": 8, "panels": 6, "passed": 2, "empty": 2, "failed": 2, "problems": 2, "samples": 0}, out.Summary); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if out.Version != 1 || out.Complete || out.Panels[1].Queries[0].Cause != "renamed" || out.Panels[1].Outcome != "failed" || out.Panels[3].Outcome != "empty" {
		t.Errorf("%+v", out)
	}
	if diff := gocmp.Diff(map[string]any{"program": "vllm", "targets": 2.0, "from": "0.16", "below": "", "likelyFrom": "0.16", "likelyBelow": "0.20"}, out.Exporters[0].Fleets[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if out.Stores[1]["namespace"] != "team-a" || out.Stores[0]["dialect"] != "local" {
		t.Errorf("%v", out.Stores)
	}
}

func TestLivePanelsJUnit(t *testing.T) {
	text := written(t, "junit", verified(t))
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
	const ours, theirs = "local/canopy-vllm on http://127.0.0.1:9090: ", "a.json on http://127.0.0.1:9090: "
	if diff := gocmp.Diff([]string{
		ours + "Latency: Good", ours + "Renamed FAIL no data: a is absent", ours + "Words SKIP text", ours + "Idle SKIP " + string(evaluate.NoTraffic),
		ours + "Half", theirs + "Broken FAIL parse error with a line",
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if out.Tests != 6 || out.Failures != 2 || out.Name != "dashgen verify" {
		t.Errorf("%s: %d tests, %d failures", out.Name, out.Tests, out.Failures)
	}
}
