package grafana

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// TestNothingIsNeutral checks the colours of nothing: the base is neutral, green begins at an explicit 0, and
// no value has a text and a colour of its own.
func TestNothingIsNeutral(t *testing.T) {
	p := panelJSON(t, "Cache")
	steps := path(p, "fieldConfig", "defaults", "thresholds", "steps").([]any)
	want := []string{"<nil> text", "0 green", "0.8 orange", "0.95 red"}
	for i, s := range steps {
		step := s.(map[string]any)
		if got := fmt.Sprint(step["value"], " ", step["color"]); i >= len(want) || got != want[i] {
			t.Errorf("step %d is %s, want %v", i, got, want)
		}
	}
	mapping := fmt.Sprint(path(p, "fieldConfig", "defaults", "mappings"))
	if want := "[map[options:map[match:null+nan result:map[color:text text:no server]] type:special]]"; mapping != want {
		t.Errorf("mappings are %s, want %s", mapping, want)
	}
	if got := path(p, "fieldConfig", "defaults", "noValue"); got != "no server" {
		t.Errorf("noValue is %v", got)
	}
	if target := path(p, "targets").([]any)[0].(map[string]any); target["instant"] != true || target["range"] != false {
		t.Error("a stat asks for a range: Grafana would show its last sample, however old")
	}
}

func TestTimeSeriesHasTheHouseLook(t *testing.T) {
	p := panelJSON(t, "Latency")
	if unit := path(p, "fieldConfig", "defaults", "unit"); unit != "s" {
		t.Errorf("unit is %v", unit)
	}
	if min := path(p, "fieldConfig", "defaults", "min"); min != 0.0 {
		t.Errorf("min is %v", min)
	}
	overrides := fmt.Sprint(path(p, "fieldConfig", "overrides"))
	for _, part := range []string{"options:p50", "#8ab8ff", "options:p99", "#1f60c4", "options:mean", "dash:[6 6]"} {
		if !strings.Contains(overrides, part) {
			t.Errorf("overrides lack %s: %s", part, overrides)
		}
	}
	if mode := path(p, "options", "tooltip", "mode"); mode != "multi" {
		t.Errorf("tooltip is %v", mode)
	}
	if desc := path(p, "description"); !strings.HasSuffix(desc.(string), "Amber from 1s, red from 3s.") {
		t.Errorf("the description does not name the limits: %v", desc)
	}
	stack := panelJSON(t, "Finished")
	if mode := path(stack, "fieldConfig", "defaults", "custom", "stacking", "mode"); mode != "normal" {
		t.Errorf("stacking is %v", mode)
	}
}

// TestTheAuthorsColourWins: a mean that has a colour of its own is a part of something, not a dashed line beside
// quantiles.
func TestTheAuthorsColourWins(t *testing.T) {
	mean := vllm.TimeToFirstToken.Mean().As("prefill")
	for _, tt := range []struct {
		panel panels.TimeSeriesPanel
		want  []panels.SeriesStyle
	}{
		{panels.TimeSeries("T", doc(), mean), []panels.SeriesStyle{{Series: "prefill", Colour: panels.Aborted(), Dashed: true}}},
		{panels.TimeSeries("T", doc(), vllm.TimeToFirstToken.Quantile(0.95, vllm.ModelName)), nil},
		{panels.TimeSeries("T", doc(), mean).Colour("prefill", panels.Prompt()), []panels.SeriesStyle{{Series: "prefill", Colour: panels.Prompt()}}},
	} {
		if got := tt.panel.Spec().SeriesStyles(); !slices.Equal(got, tt.want) {
			t.Errorf("styles are %+v, want %+v", got, tt.want)
		}
	}
}

// TestNothingIsSaidOfSeriesThatAreLeftOut: an override for a series that the environment can't feed matches nothing.
func TestNothingIsSaidOfSeriesThatAreLeftOut(t *testing.T) {
	panel := panels.TimeSeries("T", doc(), vllm.RequestsRunning.Sum().As("running"), vllm.RequestsSwapped.Sum().As("swapped").WhereAvailable()).
		Colour("running", panels.Running()).Colour("swapped", panels.Swapped())
	d, err := build.Build(panels.New("left-out", "Left out", "For tests.").Row("Row", panel), environment(t))
	if err != nil {
		t.Fatal(err)
	}
	data, err := JSON(d)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(data); strings.Contains(got, `"options":"swapped"`) || !strings.Contains(got, `"options":"running"`) {
		t.Errorf("the colours are of other series: %s", got)
	}
}

func TestHeatmapShowsTheServersBuckets(t *testing.T) {
	p := panelJSON(t, "Lengths")
	target := path(p, "targets").([]any)[0].(map[string]any)
	if target["format"] != "heatmap" || target["legendFormat"] != "{{le}}" {
		t.Errorf("target is %v", target)
	}
	if path(p, "options", "calculate") != false || path(p, "options", "yAxis", "unit") != "short" {
		t.Errorf("options are %v", path(p, "options"))
	}
}

// TestAThingThatIsGoneIsRed: a status cell has no neutral state, for what is not there is not well.
func TestAThingThatIsGoneIsRed(t *testing.T) {
	p := panelJSON(t, "Server")
	if steps := fmt.Sprint(path(p, "fieldConfig", "defaults", "thresholds", "steps")); steps != "[map[color:red value:<nil>]]" {
		t.Errorf("the base of a status cell is %s", steps)
	}
	mappings := fmt.Sprint(path(p, "fieldConfig", "defaults", "mappings"))
	for _, part := range []string{"0:map[color:red index:1 text:down]", "1:map[color:green index:0 text:up]", "match:null+nan result:map[color:red text:gone]"} {
		if !strings.Contains(mappings, part) {
			t.Errorf("mappings lack %s: %s", part, mappings)
		}
	}
	if path(p, "options", "colorMode") != "background" {
		t.Error("only the number of a status cell is coloured")
	}
}

func TestTableMergesToOneRowPerThing(t *testing.T) {
	p := panelJSON(t, "Models")
	transformations := fmt.Sprint(path(p, "transformations"))
	for _, part := range []string{"id:merge", "id:organize", "Time:true", "Value #A:Tokens/s", "Value #B:Cache", "model_name:Model", "indexByName:map[Value #A:1 Value #B:2 model_name:0]"} {
		if !strings.Contains(transformations, part) {
			t.Errorf("transformations lack %s: %s", part, transformations)
		}
	}
	overrides := fmt.Sprint(path(p, "fieldConfig", "overrides"))
	for _, part := range []string{"options:Tokens/s", "count:tok/s", "type:gauge", "options:Cache", "percentunit", "value:0.95"} {
		if !strings.Contains(overrides, part) {
			t.Errorf("overrides lack %s: %s", part, overrides)
		}
	}
	for _, target := range path(p, "targets").([]any) {
		if m := target.(map[string]any); m["format"] != "table" || m["instant"] != true {
			t.Errorf("a column asks %v", m)
		}
	}
}

func TestBarsAndStates(t *testing.T) {
	bars := panelJSON(t, "Queue")
	if bars["type"] != "bargauge" || path(bars, "options", "orientation") != "horizontal" || path(bars, "fieldConfig", "defaults", "min") != 0.0 {
		t.Errorf("bars are %v", bars)
	}
	timeline := panelJSON(t, "Sleep")
	if timeline["type"] != "state-timeline" || !strings.Contains(fmt.Sprint(path(timeline, "fieldConfig", "defaults", "mappings")), "text:in it") {
		t.Errorf("the timeline is %v", timeline)
	}
}

// TestRunningTotalsAddUpEverySeries: each by its name, which its total then takes over.
func TestRunningTotalsAddUpEverySeries(t *testing.T) {
	p := panelJSON(t, "Total")
	transformations := fmt.Sprint(path(p, "transformations"))
	for _, part := range []string{
		"alias:prompt so far cumulative:map[field:prompt reducer:sum] mode:cumulativeFunctions", "cumulative:map[field:generation reducer:sum]",
		"excludeByName:map[generation:true prompt:true]", "renameByName:map[generation so far:generation prompt so far:prompt]",
	} {
		if !strings.Contains(transformations, part) {
			t.Errorf("transformations lack %s: %s", part, transformations)
		}
	}
	if target := path(p, "targets").([]any)[0].(map[string]any); target["interval"] != "5m" {
		t.Errorf("the points of a running total are %v apart, want 5m", target["interval"])
	}
}
