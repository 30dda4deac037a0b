package grafana

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// TestOneMustBePicked: a picker of exactly one value offers neither All nor several, and leaves it to Grafana to
// take the first.
func TestOneMustBePicked(t *testing.T) {
	d := panels.New("sample", "Sample", "What it is for.").
		Scope(
			panels.Pick("namespace", "Namespace", vllm.RequestsRunning, vllm.Namespace).Single().Except("Only models have one."),
			panels.Pick("model_name", "Model", vllm.RequestsRunning, vllm.ModelName).Single().StartAt("ns")).
		Stats(panels.Stat("Pods", doc(), vllm.RequestsRunning.Sum()).States(
			panels.State{Value: 0, Text: "down", Colour: panels.Bad()}, panels.State{Value: 1, AndUp: true, Colour: panels.Good()}))
	built, err := build.Build(d, environment(t))
	if err != nil {
		t.Fatal(err)
	}
	data, err := JSON(built)
	if err != nil {
		t.Fatal(err)
	}
	if errs := strict(data); len(errs) > 0 {
		t.Errorf("strict decoding: %v", errs)
	}
	m := decode(t, data)
	list := path(m, "templating", "list").([]any)
	first, second := list[1].(map[string]any), list[2].(map[string]any)
	if first["multi"] != false || first["includeAll"] != false || first["allValue"] != nil || first["current"] != nil || first["description"] != "Only models have one." {
		t.Errorf("the picker is %v", first)
	}
	if got := fmt.Sprint(second["current"]); !strings.Contains(got, "{tenant}-apps") || second["multi"] != false {
		t.Errorf("the picker with a start is at %s", got)
	}
	panel := m["panels"].([]any)[0].(map[string]any)
	if got := fmt.Sprint(path(panel, "fieldConfig", "defaults", "mappings")); !strings.Contains(got, "options:map[from:1 result:map[color:green index:1] to:<nil>] type:range") {
		t.Errorf("from one on is not green: %s", got)
	}
	if got := path(panel, "targets").([]any)[0].(map[string]any)["expr"]; got != `sum(vllm:num_requests_running{namespace="$namespace", model_name="$model_name"})` {
		t.Errorf("expression is %v", got)
	}
}

// TestIntervalsHaveOneUnit: Grafana reads the first number and its unit, and nothing behind it.
func TestIntervalsHaveOneUnit(t *testing.T) {
	for d, want := range map[time.Duration]string{
		10 * time.Minute: "10m", 90 * time.Minute: "90m", 150 * time.Second: "150s", 15 * time.Second: "15s", 1500 * time.Millisecond: "1500ms",
	} {
		if got := interval(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}

// TestIndent: what is spread over lines is, byte for byte, what the standard library makes of it.
func TestIndent(t *testing.T) {
	compact, err := JSON(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []string{
		string(compact), "{}\n", "[]", `{"a":{},"b":[],"c":[[],{}],"d":[1,-2.5e7,true,null]}`, `{"a\"b\\":"{[,:]}\\","\u00e9":"\\\""}`, `"text"`, "12\n",
	} {
		var want bytes.Buffer
		if err := json.Indent(&want, []byte(in), "", "  "); err != nil {
			t.Fatal(err)
		}
		if got := string(indent([]byte(in))); got != want.String() {
			t.Errorf("%.100s becomes\n%s\nwant\n%s", in, got, want.String())
		}
	}
}
