package dashboards_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// oneStory is a question's way through all layers: see its head.
func oneStory() dataset {
	d := byHand()
	d.name, d.files = "one story", "series/overview/*.series"
	return d
}

func TestStackOverviewShowsItsValues(t *testing.T) {
	type want = map[string]float64
	e, envs := open(t, oneStory()), shipped(t)
	for _, tt := range []struct {
		panel, tenant string
		want          want
	}{
		{"UI Status", "user1", want{"UI Status": 1}}, // one of two pods is enough
		{"UI Calls", "user1", want{"calls": 2}},
		{"UI Failed Calls", "user1", want{"failed": 0.1}},
		{"UI Call Time", "user1", want{"mean": 4000}}, // milliseconds
		{"UI Calls Waiting", "user1", want{"calls waiting": 8}},
		{"Backend Status", "user1", want{"Backend Status": 1}},
		{"Backend Requests", "user1", want{"requests": 1.9}}, // and not the UI's calls, which have the same name
		{"Backend Errors", "user1", want{"5xx": 0.1}},
		{"Backend Response Time", "user1", want{"mean": 3.8}}, // seconds
		{"Backend Requests in Flight", "user1", want{"requests in flight": 7}},
		{"LlamaStack Status", "user1", want{"LlamaStack Status": 1}},
		{"LlamaStack Requests", "user1", want{"requests": 2}},
		{"LlamaStack Errors", "user1", want{"failed": 0.05}},
		{"LlamaStack Inference Time", "user1", want{"mean": 3.5}},
		{"LlamaStack Requests in Flight", "user1", want{"requests in flight": 6}},
		{"vLLM Status", "user1", want{"vLLM Status": 1}},
		{"Model Requests", "user1", want{"requests": 10}},
		{"Model Errors", "user1", want{"aborted or failed": 0.05}},
		{"Model Response Time", "user1", want{"mean": 3}},
		{"Model Queue", "user1", want{"waiting": 4}},
		{"GPU Status", "user1", want{"GPU Status": 1}},
		{"GPU Busy", "user1", want{"busiest GPU": 95}}, // and not the GPU of somebody else
		{"GPU Faults", "user1", want{"GPUs with an XID": 1}},
		{"GPU Temperature", "user1", want{"hottest GPU": 84}},
		{"GPU Memory", "user1", want{"fullest GPU": 0.75}},
		{"UI", "user1", want{"mean": 4000}},
		{"Backend", "user1", want{"mean": 3.8}},
		{"LlamaStack", "user1", want{"mean": 3.5}},
		{"vLLM", "user1", want{"mean": 3}},

		{"UI Calls", "user10", want{"calls": 200}},
		{"Backend Requests", "user10", want{"requests": 190}},
		{"UI Status", "user10", want{"UI Status": 0}},           // its scrape fails
		{"Backend Status", "user10", want{"Backend Status": 0}}, // there is nothing to scrape
		{"LlamaStack Status", "user10", want{"LlamaStack Status": 0}},
		{"LlamaStack Requests", "user10", want{}},
		{"LlamaStack Errors", "user10", want{}}, // gone is not without errors
		{"LlamaStack Inference Time", "user10", want{}},
		{"LlamaStack Requests in Flight", "user10", want{}},
	} {
		t.Run(tt.tenant+"/"+tt.panel, func(t *testing.T) {
			d, p := find(t, envs, "canopy", "stack-overview", tt.panel)
			checkValues(t, lastValues(t, e, oneStory().window, d, p, tt.tenant), tt.want)
		})
	}
}

// TestStackOverviewWithoutData has red cells where a layer should be, and no number that looks well.
func TestStackOverviewWithoutData(t *testing.T) {
	e, envs := open(t, oneStory()), shipped(t)
	layers := map[string]int{}
	for _, env := range envs {
		for _, d := range env.Dashboards {
			if d.Name != "stack-overview" {
				continue
			}
			for _, row := range d.Rows {
				red := 0
				for _, p := range row.Panels {
					got := lastValues(t, e, minutes(60, 80, byHand().window.ScrapeInterval), d, p, "user1") // long after the last sample
					if len(p.States) == 0 {
						checkValues(t, got, nil)
						continue
					}
					red++
					checkValues(t, got, map[string]float64{p.Title: 0})
					if state := p.States[slices.IndexFunc(p.States, func(s panels.State) bool { return s.Value == 0 })]; state.Colour.Value() != "red" {
						t.Errorf("%s is %s when its layer is gone", p.Title, state.Colour.Value())
					}
				}
				if row.Title == "How to read this" || row.Title == "Latency over time" {
					continue
				}
				layers[env.Name]++
				if red != 1 {
					t.Errorf("%s has %d cells that turn red in %s, want 1", row.Title, red, env.Name)
				}
			}
		}
	}
	if layers["canopy"] != 5 || layers["local"] < 2 {
		t.Errorf("layers per environment: %v", layers)
	}
}

// TestStackOverviewHasTheLayersThatRun, in their order, and asks each in the store that has it.
func TestStackOverviewHasTheLayersThatRun(t *testing.T) {
	all := "UI, Backend, LlamaStack, vLLM, GPU, How to read this, Latency over time"
	for _, tt := range []struct {
		exporters map[string]string
		want      string
	}{
		{map[string]string{"canopy-ui": "current", "canopy-backend": "otel-http-new", "llama-stack": "0.8", "vllm": ">=0.12", "dcgm-exporter": "4.5", "prometheus": "current"}, all},
		{map[string]string{"canopy-backend": "otel-http-old", "vllm": "0.9"}, "Backend, vLLM, How to read this, Latency over time"},
		{map[string]string{"canopy-ui": "current", "prometheus": "current"}, "UI, How to read this, Latency over time"},
		{map[string]string{"llama-stack": "0.3"}, "How to read this"}, // too old to say
	} {
		env := &build.Environment{Environment: queries.Environment{
			Name: "test", Catalogue: catalogue.Default(), Releases: map[string]catalogue.Range{},
			Stores: []queries.Store{
				{Name: "apps", Datasource: "A", Dialect: "uwm", Exporters: []string{"canopy-ui", "canopy-backend", "prometheus"}},
				{Name: "rest", Datasource: "R", Dialect: "rhoai", Default: true},
			},
			Values: map[string]string{"llamastack_service": "llamastack-x"},
		}, Dashboards: []string{"canopy-vllm"}}
		for name, constraint := range tt.exporters {
			r, err := env.Catalogue.Primary(name).Range(constraint)
			if err != nil {
				t.Fatal(err)
			}
			env.Releases[name] = r
		}
		d, err := build.Build(dashboards.StackOverview(), env)
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		for _, row := range d.Rows {
			titles = append(titles, row.Title)
		}
		if got := strings.Join(titles, ", "); got != tt.want {
			t.Errorf("with %v the rows are %s, want %s", tt.exporters, got, tt.want)
		}
		eachPanel(d, func(p build.Panel) {
			if p.OpensUID != "" && p.OpensUID != "test-canopy-vllm" {
				t.Errorf("%s opens %s, which the environment lacks", p.Title, p.OpensUID)
			}
			if strings.HasPrefix(p.Title, "Model ") && p.OpensUID == "" {
				t.Errorf("%s does not open its layer's dashboard", p.Title)
			}
		})
	}
}
