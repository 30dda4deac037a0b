package grafana

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/heatmap"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func doc() panels.Doc { return panels.Doc{Means: "It means <b> & \"c\".", Good: "Good.", Act: "Act."} }

func environment(t *testing.T) *build.Environment {
	t.Helper()
	r, err := catalogue.Default().Primary("vllm").Range(">=0.12")
	if err != nil {
		t.Fatal(err)
	}
	return &build.Environment{Environment: queries.Environment{
		Name: "test", Catalogue: catalogue.Default(), Releases: map[string]catalogue.Range{"vllm": r},
		Stores: []queries.Store{{Name: "main", Datasource: "Main", Dialect: "uwm", ScrapeInterval: 30 * time.Second, Default: true}},
		Values: map[string]string{"ns": "{tenant}-apps"},
	}, Dashboards: []string{"other"}}
}

// sample has every kind of panel, an open and a collapsed row, a picker and an input.
func sample(t *testing.T) *build.Dashboard {
	t.Helper()
	d := panels.New("sample", "Sample", "What it is for.").
		Tags("family", "more").
		Shows(3*time.Hour).
		Scope(
			panels.Pick("namespace", "Namespace", vllm.RequestsRunning, vllm.Namespace).FixedBy("ns"),
			panels.Pick("model_name", "Model", vllm.RequestsRunning, vllm.ModelName)).
		Stats(panels.Stat("Cache", doc(), vllm.KVCacheUsage.Max()).Limits(panels.KVCacheLimits()).Empty("no server").Opens("other")).
		Row("Open",
			panels.TimeSeries("Latency", doc(), vllm.TimeToFirstToken.Quantiles(50, 99), vllm.TimeToFirstToken.Mean()).Limits(panels.TimeToFirstTokenLimits()),
			panels.TimeSeries("Finished", doc(), vllm.FinishedRequests(vllm.FinishedReason)).Stacked().Bars().Colour("stop", panels.Success()),
			panels.Heatmap("Lengths", doc(), vllm.RequestPromptTokens.Heatmap())).
		Row("More kinds",
			panels.Stat("Server", doc(), vllm.EngineSleepState.Any()).States(panels.State{Value: 1, Text: "up", Colour: panels.Good()}, panels.State{Value: 0, Text: "down", Colour: panels.Bad()}).Empty("gone"),
			panels.Table("Models", doc(),
				panels.Col("Tokens/s", vllm.GenerationTokens.Rate(vllm.ModelName)).Bar(),
				panels.Col("Cache", vllm.KVCacheUsage.Max(vllm.ModelName)).Limits(panels.KVCacheLimits())).Head(vllm.ModelName, "Model"),
			panels.BarGauge("Queue", doc(), vllm.RequestsWaiting.Sum(vllm.ModelName)).Limits(panels.QueueDepthLimits()),
			panels.TimeSeries("Total", doc(), vllm.PromptTokens.Increase(queries.Interval()).As("prompt"), vllm.GenerationTokens.Increase(queries.Interval()).As("generation")).Cumulative().Colour("prompt", panels.Prompt()),
			panels.Timeline("Sleep", doc(), vllm.EngineSleepState.Any(vllm.SleepState), panels.State{Value: 1, Text: "in it", Colour: panels.Running()})).
		Detail("Closed", panels.Text("Notes", "Some *text*."))
	built, err := build.Build(d, environment(t))
	if err != nil {
		t.Fatal(err)
	}
	return built
}

func decode(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestJSONIsWhatGrafanaReads decodes the JSON with the SDK's strict decoder, which rejects unknown fields and
// missing ones.
func TestJSONIsWhatGrafanaReads(t *testing.T) {
	data, err := JSON(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	if errs := strict(data); len(errs) > 0 {
		t.Errorf("strict decoding: %v", errs)
	}
	if errs := strict([]byte(`{"unheardOf":1,` + string(data[1:]))); len(errs) == 0 {
		t.Error("strict decoding takes anything")
	}
	if strings.Count(string(data), "\n") != 1 {
		t.Error("the JSON of a resource is not one line")
	}
	for _, escape := range []string{`\u003c`, `\u003e`, `\u0026`} {
		if strings.Contains(string(data), escape) {
			t.Errorf("%s makes the JSON unreadable", escape)
		}
	}
	if !strings.Contains(string(data), `It means <b> & \"c\".`) {
		t.Error("the description has changed on its way")
	}
}

// strict is what the SDK's strict decoder finds wrong. It returns an error that holds nothing when all is
// well, so comparing with nil won't do.
func strict(data []byte) cog.BuildErrors {
	var d dashboard.Dashboard
	var errs cog.BuildErrors
	errors.As(d.UnmarshalJSONStrict(data), &errs)
	return errs
}

func TestUnescapeHTML(t *testing.T) {
	for in, want := range map[string]string{
		`"a \u003e b"`:         `"a > b"`,
		`"\\u003e"`:            `"\\u003e"`,
		`"\\\u003e"`:           `"\\>"`,
		`"\u003c\u0026\u003e"`: `"<&>"`,
		`"\u0041\n\t\""`:       `"\u0041\n\t\""`,
		`plain`:                `plain`,
	} {
		if got := string(unescapeHTML([]byte(in))); got != want {
			t.Errorf("%s becomes %s, want %s", in, got, want)
		}
	}
}

func TestPanelsHaveStableIDsAndPlaces(t *testing.T) {
	built := sample(t)
	wantOpen, wantClosed, wantIDs := 0, 0, 0
	for _, row := range built.Rows {
		wantIDs += len(row.Panels)
		switch {
		case row.Collapsed:
			wantClosed++
		case row.Title != "":
			wantOpen++
		}
	}
	wantIDs += wantOpen + wantClosed
	model, err := modelOf(built)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[uint32]string{}
	type box struct{ x, y, w, h uint32 }
	var boxes []box
	note := func(id uint32, what string, pos *dashboard.GridPos) {
		if id == 0 || ids[id] != "" {
			t.Errorf("%s has the id %d, as has %q", what, id, ids[id])
		}
		ids[id] = what
		if pos == nil || pos.W == 0 || pos.H == 0 || pos.X+pos.W > 24 {
			t.Errorf("%s has no place: %+v", what, pos)
			return
		}
		for _, b := range boxes {
			if pos.X < b.x+b.w && b.x < pos.X+pos.W && pos.Y < b.y+b.h && b.y < pos.Y+pos.H {
				t.Errorf("%s overlaps another panel", what)
			}
		}
		boxes = append(boxes, box{pos.X, pos.Y, pos.W, pos.H})
	}
	open, closed := 0, 0
	for _, p := range model.Panels {
		switch {
		case p.Panel != nil:
			note(*p.Panel.Id, *p.Panel.Title, p.Panel.GridPos)
		case p.RowPanel.Collapsed:
			closed++
			note(p.RowPanel.Id, *p.RowPanel.Title, p.RowPanel.GridPos)
			if len(p.RowPanel.Panels) != 1 {
				t.Errorf("the collapsed row holds %d panels, want its own", len(p.RowPanel.Panels))
			}
			for _, inner := range p.RowPanel.Panels {
				note(*inner.Id, *inner.Title, inner.GridPos)
			}
		default:
			open++
			note(p.RowPanel.Id, *p.RowPanel.Title, p.RowPanel.GridPos)
			if len(p.RowPanel.Panels) != 0 {
				t.Error("an open row holds its panels: Grafana shows it empty")
			}
		}
	}
	if open != wantOpen || closed != wantClosed || len(ids) != wantIDs || wantOpen == 0 || wantClosed == 0 {
		t.Errorf("%d open rows, %d collapsed, %d ids, want %d, %d and %d", open, closed, len(ids), wantOpen, wantClosed, wantIDs)
	}
}

func TestImportableAsksForInputs(t *testing.T) {
	compact, err := JSON(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	data, err := Importable(sample(t), compact)
	if err != nil {
		t.Fatal(err)
	}
	m := decode(t, data)
	inputs := fmt.Sprint(m["__inputs"])
	for _, part := range []string{"name:DS_MAIN", "type:datasource", "name:VAR_NS", "type:constant", "value:{tenant}-apps"} {
		if !strings.Contains(inputs, part) {
			t.Errorf("inputs lack %s: %s", part, inputs)
		}
	}
	if !strings.Contains(string(data), `namespace=\"${VAR_NS}\"`) {
		t.Error("the input is not used in a selector")
	}
	if m["id"] != nil || m["uid"] != "test-sample" {
		t.Errorf("id %v, uid %v", m["id"], m["uid"])
	}
	variables := fmt.Sprint(path(m, "templating", "list"))
	for _, part := range []string{"name:ds_main", "${DS_MAIN}", "name:model_name", "allValue:.+", `label_values(vllm:num_requests_running{namespace="${VAR_NS}"}, model_name)`} {
		if !strings.Contains(variables, part) {
			t.Errorf("variables lack %s: %s", part, variables)
		}
	}
}

// panelJSON is a panel of the sample as its JSON has it.
func panelJSON(t *testing.T, title string) map[string]any {
	t.Helper()
	data, err := JSON(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range decode(t, data)["panels"].([]any) {
		if panel := p.(map[string]any); panel["title"] == title {
			return panel
		}
	}
	t.Fatalf("no panel %q", title)
	return nil
}

func path(v any, keys ...string) any {
	for _, k := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[k]
	}
	return v
}

func TestUnitIDs(t *testing.T) {
	for metric, want := range map[string]string{
		"vllm:time_to_first_token_seconds": "s", "vllm:kv_cache_usage_perc": "percentunit", "DCGM_FI_DEV_GPU_UTIL": "percent",
		"DCGM_FI_DEV_FB_USED": "mbytes", "DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL": "MBs", "DCGM_FI_DEV_GPU_TEMP": "celsius", "DCGM_FI_DEV_POWER_USAGE": "watt",
		"ovms_request_time_us": "µs", "istio_request_duration_milliseconds": "ms", "vllm:num_requests_running": "short", "DCGM_FI_PROF_PCIE_TX_BYTES": "Bps",
	} {
		if got, err := UnitID(catalogue.Default().Lookup(metric)[0].Metric.Unit); got != want || err != nil {
			t.Errorf("%s is %q, %v, want %q", metric, got, err, want)
		}
	}
	tokens := catalogue.Default().Lookup("vllm:generation_tokens_total")[0].Metric.Unit
	if got, _ := UnitID(tokens.Rate()); got != "count:tok/s" {
		t.Errorf("tokens per second are %q", got)
	}
	if _, err := UnitID(catalogue.Unit{}); err == nil {
		t.Error("an unknown unit has a name")
	}
	if _, err := UnitID(catalogue.Unit{Dimension: catalogue.Time, Scale: 7}); err == nil {
		t.Error("seven seconds are a unit")
	}
}

// TestFaultsOfTheSDK shows that the SDK still has the faults that this package puts right. When one of these
// fails, a correction can go.
func TestFaultsOfTheSDK(t *testing.T) {
	s, err := stat.NewPanelBuilder().Title("").Build()
	if err != nil || s.Id != nil || s.Options.(*stat.Options).Orientation != "" {
		t.Errorf("a stat has an id, an orientation, or must have a title: %v", err)
	}
	h, err := heatmap.NewPanelBuilder().Build()
	if err != nil || h.Options.(*heatmap.Options).Tooltip.Mode != "" {
		t.Errorf("a heatmap has a tooltip mode: %v", err)
	}
	d, err := dashboard.NewDashboardBuilder("x").
		WithRow(dashboard.NewRowBuilder("r").WithPanel(stat.NewPanelBuilder())).Build()
	if err != nil || !d.Panels[0].RowPanel.Collapsed || d.Panels[0].RowPanel.Id != 0 {
		t.Errorf("a row with panels comes out open, or with an id: %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a foreign error no longer makes a builder panic")
		}
	}()
	timeseries.NewPanelBuilder().WithTarget(foreign{})
}

type foreign struct{}

func (foreign) Build() (variants.Dataquery, error) { return nil, errors.New("foreign") }

// TestPanelsOpenDashboards of their environment, with the time range kept, and no others.
func TestPanelsOpenDashboards(t *testing.T) {
	d := sample(t)
	data, err := JSON(d)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), `"url":"/d/test-other?${__url_time_range}"`); n != 1 {
		t.Errorf("%d panels open the other dashboard, want 1", n)
	}
	d.Rows[0].Panels[0].OpensUID = ""
	if data, err = JSON(d); err != nil || strings.Contains(string(data), "/d/") {
		t.Errorf("a panel opens what is not there, %v", err)
	}
}
