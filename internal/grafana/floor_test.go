package grafana

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// TestAFloorIsSaid: where a quantile reached the highest bound of its buckets, every kind of panel writes "at least"
// in place of the number, and only for the quantile: a mean may have that value.
func TestAFloorIsSaid(t *testing.T) {
	p95 := vllm.RequestQueueTime.Quantile(0.95).SayFloor()
	byModel := vllm.RequestQueueTime.Quantile(0.95, vllm.ModelName).SayFloor()
	const mapping = `{"type":"value","options":{"7680":{"text":"≥ 7680 s"}}}`
	for _, tt := range []struct {
		panel panels.Panel
		want  string
	}{
		{panels.Stat("T", doc(), p95), `"mappings":[` + mapping + `,`},
		{panels.BarGauge("T", doc(), byModel), `"mappings":[` + mapping + `,`},
		{panels.TimeSeries("T", doc(), vllm.RequestQueueTime.Mean(), p95), `"overrides":[{"matcher":{"id":"byName","options":"mean"},`},
		{panels.TimeSeries("T", doc(), vllm.RequestQueueTime.Mean(), p95), `{"matcher":{"id":"byFrameRefID","options":"B"},"properties":[{"id":"mappings","value":[` + mapping + `]}]}`},
		{panels.Table("T", doc(), panels.Col("p95", byModel)), `{"id":"mappings","value":[` + mapping + `]}`},
	} {
		d, err := build.Build(panels.New("floor", "Floor", "For tests.").Row("Row", tt.panel), environment(t))
		if err != nil {
			t.Fatal(err)
		}
		data, err := JSON(d)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), tt.want) {
			t.Errorf("%s lacks\n\t%s\n\t%s", tt.panel.Spec().Kind, tt.want, data)
		}
		if n := strings.Count(string(data), "≥ 7680 s\""); n != 1 {
			t.Errorf("%s says it %d times", tt.panel.Spec().Kind, n)
		}
		if !json.Valid(data) {
			t.Error("the JSON is broken")
		}
	}
}
