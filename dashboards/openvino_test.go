package dashboards_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
)

func TestOpenVINOShowsItsValues(t *testing.T) {
	type want = map[string]float64
	checkShown(t, []shown{
		{"litemaas", "openvino", "Requests", "", want{"requests": 12}}, // 7 to the model, 4 and 1 to the graphs; no probes
		{"litemaas", "openvino", "Failed Requests", "", want{"failed": 2.25 / 12}},
		{"litemaas", "openvino", "Inference, p95", "", want{"p95": 1938.9}},
		{"litemaas", "openvino", "Graph, p95", "", want{"p95": 2090710.2}},
		{"litemaas", "openvino", "Wait, p95", "", want{"p95": 31.3}},
		{"litemaas", "openvino", "In Progress", "", want{"in progress": 9}},
		{"litemaas", "openvino", "Inference Requests", "", want{
			"resnet": 6, "resnet failed": 1, "nomic-embed (graph)": 3, "nomic-embed (graph) failed": 0.25, "phi-3 (graph)": 1, "phi-3 (graph) failed": 0,
		}},
		{"litemaas", "openvino", "Current Requests", "", want{"resnet": 4, "nomic-embed (graph)": 2, "phi-3 (graph)": 3}},
		{"litemaas", "openvino", "Success Share", "", want{"resnet": 6.0 / 7, "nomic-embed": 1 - 1.25/4, "phi-3": 1}},
		{"litemaas", "openvino", "Accepted and Rejected", "", want{
			"nomic-embed accepted": 3, "nomic-embed rejected": 1, "phi-3 accepted": 1, "phi-3 rejected": 0,
		}},
		{"litemaas", "openvino", "Inference Duration", "", want{"p50": 1542, "p95": 1938.9, "p99": 1974.18, "mean": 1500}},
		{"litemaas", "openvino", "Graph Duration", "", want{"p50": 57471, "p95": 2090710.2, "p99": 2253887.64, "mean": 530000}},
		{"litemaas", "openvino", "Wait for an Infer Request", "", want{"p50": 25, "p95": 31.3, "p99": 31.86, "mean": 20}},
		{"litemaas", "openvino", "Infer Requests", "", want{"resnet queue size": 16, "resnet in use": 4}},
		{"litemaas", "openvino", "Streams", "", want{"resnet": 16}},
		{"litemaas", "openvino", "Models by Version", "", want{
			"Answered: resnet 1": 4, "Failed Share: resnet 1": 0.2, "Inference p95: resnet 1": 1938.9, "Wait p95: resnet 1": 31.3,
			"In Progress: resnet 1": 3, "Streams: resnet 1": 8,
			"Answered: resnet 2": 2, "Failed Share: resnet 2": 0, "Inference p95: resnet 2": 1938.9, "Wait p95: resnet 2": 31.3,
			"In Progress: resnet 2": 1, "Streams: resnet 2": 8,
		}},
		{"litemaas", "openvino", "Graphs", "", want{
			"Accepted: nomic-embed": 3, "Rejected: nomic-embed": 1, "Failed: nomic-embed": 0.25, "Responses: nomic-embed": 2.75,
			"Duration p95: nomic-embed": 65966.75, "Running: nomic-embed": 2,
			"Accepted: phi-3": 1, "Rejected: phi-3": 0, "Failed: phi-3": 0, "Responses: phi-3": 50,
			"Duration p95: phi-3": 2243689.05, "Running: phi-3": 3,
		}},
		{"litemaas", "openvino", "Request Duration", "", want{"p50": 1542, "p95": 1938.9, "p99": 1974.18, "mean": 1600}},
		{"litemaas", "openvino", "Inference Duration by Model, p95", "", want{"resnet": 1938.9}},
		{"litemaas", "openvino", "Graph Responses", "", want{"nomic-embed": 2.75, "phi-3": 50}},
	}...)
}

// TestOpenVINOOffersModelsAndGraphs: a picker of models alone would hide the embeddings.
func TestOpenVINOOffersModelsAndGraphs(t *testing.T) {
	e := open(t, byHand())
	d := litemaasWith(t, dashboards.OpenVINO(), func(*build.Environment) {})
	if len(d.Pickers) != 1 {
		t.Fatalf("pickers are %+v", d.Pickers)
	}
	options, err := prom.EvaluateVariable(t.Context(), e, byHand().window, evaluate.Variables(d, ""), prom.VariableQuery{Query: d.Pickers[0].Query})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range options {
		got = append(got, o.Value)
	}
	if want := []string{"nomic-embed", "phi-3", "resnet"}; !slices.Equal(got, want) {
		t.Errorf("the picker offers %v, want %v", got, want)
	}
}

// TestOpenVINOWithGraphsAlone: a server of embeddings has no model that could be asked.
func TestOpenVINOWithGraphsAlone(t *testing.T) {
	e := promtest.Series(t, `load 30s from 2026-01-01T00:00:00Z
ovms_requests_accepted{name="nomic-embed",api="V3",interface="REST",method="Unary",namespace="llm-hosting"} 0+90x60
ovms_requests_rejected{name="nomic-embed",api="V3",interface="REST",method="Unary",namespace="llm-hosting"} 0+30x60
ovms_current_graphs{name="nomic-embed",namespace="llm-hosting"} 2x60
`)
	d := litemaasWith(t, dashboards.OpenVINO(), func(*build.Environment) {})
	checkPanel(t, e, d, "Requests", map[string]float64{"requests": 4})
	checkPanel(t, e, d, "Failed Requests", map[string]float64{"failed": 0.25})
	checkPanel(t, e, d, "In Progress", map[string]float64{"in progress": 2})
	checkPanel(t, e, d, "Success Share", map[string]float64{"nomic-embed": 0.75})
}

// TestOpenVINOBeforeGraphsWereCounted: what an old release does not have is left out and takes nothing with it.
func TestOpenVINOBeforeGraphsWereCounted(t *testing.T) {
	e := open(t, byHand())
	d := litemaasWith(t, dashboards.OpenVINO(), runs(t, "ovms", "2024.3"))
	checkPanel(t, e, d, "Requests", map[string]float64{"requests": 7})
	checkPanel(t, e, d, "Success Share", map[string]float64{"resnet": 6.0 / 7})
	for _, title := range []string{"Graphs", "Graph Duration", "Graph Responses", "Accepted and Rejected", "Graph, p95"} {
		if _, ok := panelOf(d, title); ok {
			t.Errorf("%s is there", title)
		}
	}
	// 2024.4 counts graphs, and has neither their errors nor their times yet.
	d = litemaasWith(t, dashboards.OpenVINO(), runs(t, "ovms", "2024.4"))
	checkPanel(t, e, d, "Success Share", map[string]float64{"resnet": 6.0 / 7, "nomic-embed": 0.75, "phi-3": 1})
}

// TestOpenVINOIsIdle: without requests shares and times have no value, and counts are zero.
func TestOpenVINOIsIdle(t *testing.T) {
	e := promtest.Series(t, `load 30s from 2026-01-01T00:00:00Z
ovms_requests_success{name="resnet",version="1",api="KServe",interface="gRPC",method="ModelInfer",namespace="llm-hosting"} 5x60
ovms_requests_fail{name="resnet",version="1",api="KServe",interface="gRPC",method="ModelInfer",namespace="llm-hosting"} 0x60
ovms_inference_time_us_bucket{name="resnet",version="1",namespace="llm-hosting",le="1983.0"} 5x60
ovms_inference_time_us_bucket{name="resnet",version="1",namespace="llm-hosting",le="+Inf"} 5x60
ovms_inference_time_us_sum{name="resnet",version="1",namespace="llm-hosting"} 7500x60
ovms_inference_time_us_count{name="resnet",version="1",namespace="llm-hosting"} 5x60
`)
	d := litemaasWith(t, dashboards.OpenVINO(), func(*build.Environment) {})
	checkPanel(t, e, d, "Requests", map[string]float64{"requests": 0})
	for _, title := range []string{"Failed Requests", "Success Share", "Inference, p95", "Inference Duration"} {
		checkPanel(t, e, d, title, nil)
	}
}

// TestOpenVINOInTheOtherStore: the collector of OpenShift AI adds _total to every counter.
func TestOpenVINOInTheOtherStore(t *testing.T) {
	d := litemaasWith(t, dashboards.OpenVINO(), func(env *build.Environment) {
		env.Stores[0].Dialect = "rhoai"
		env.Stores[0].ScrapeInterval = 30 * time.Second
	})
	p, ok := panelOf(d, "Inference Requests")
	if !ok || !strings.Contains(p.Targets[0].Expr, "ovms_requests_success_total{") || !strings.Contains(p.Targets[2].Expr, "ovms_requests_accepted_total{") {
		t.Errorf("targets are %+v", p.Targets)
	}
	if strings.Contains(d.Pickers[0].Query, "ovms_requests_accepted|") || !strings.Contains(d.Pickers[0].Query, "ovms_requests_accepted_total") {
		t.Errorf("the picker asks %s", d.Pickers[0].Query)
	}
}
