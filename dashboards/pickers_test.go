package dashboards_test

import (
	"context"
	"slices"
	"testing"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
)

// TestPickersOfferValues runs the queries of the pickers on the recording.
func TestPickersOfferValues(t *testing.T) {
	e := open(t, recorded())
	want := map[string][]string{
		"namespace":  {"ai501", "llm-hosting"},
		"model_name": {"granite-3-2-8b-instruct", "llama32"},
	}
	n := 0
	for _, env := range shipped(t) {
		for _, d := range env.Dashboards {
			if d.Name != "canopy-vllm" || !env.Simulator {
				continue
			}
			for _, p := range d.Pickers {
				n++
				options, err := prom.EvaluateVariable(context.Background(), e, recorded().window, evaluate.Variables(d, ""), prom.VariableQuery{Query: p.Query, Sort: prom.SortNaturalAsc})
				if err != nil {
					t.Errorf("%s: %v", p.Query, err)
					continue
				}
				var got []string
				for _, o := range options {
					got = append(got, o.Value)
				}
				if !slices.Equal(got, want[p.Name]) {
					t.Errorf("%s offers %v, want %v", p.Query, got, want[p.Name])
				}
			}
		}
	}
	if n != len(want) {
		t.Errorf("%d pickers were tried, want %d", n, len(want))
	}
}
