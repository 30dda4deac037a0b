package build

import (
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/canopybackend"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func lab(t *testing.T, exporter, version string) *Environment {
	t.Helper()
	env := &Environment{Environment: queries.Environment{
		Name: "lab", Catalogue: catalogue.Default(), Releases: map[string]catalogue.Range{},
		Stores: []queries.Store{{Name: "uwm", Datasource: "UWM", Dialect: "uwm", ScrapeInterval: 30 * time.Second, Default: true}},
	}}
	r, err := env.Catalogue.Primary(exporter).Range(version)
	if err != nil {
		t.Fatal(err)
	}
	env.Releases[exporter] = r
	return env
}

// TestFloorIsWhereBucketsEnd: in the unit that is shown, whatever the unit of the buckets, and only where asked for.
func TestFloorIsWhereBucketsEnd(t *testing.T) {
	p95 := canopybackend.HTTPServerRequestDuration.Quantile(0.95)
	for _, tt := range []struct {
		name    string
		version string
		query   queries.Query
		want    Floor
	}{
		{"milliseconds", "otel-http-old", p95.SayFloor(), Floor{10, "10 s"}},
		{"seconds", "otel-http-new", p95.SayFloor(), Floor{10, "10 s"}},
		{"shown in milliseconds", "otel-http-old", queries.InMilliseconds(p95).SayFloor(), Floor{10000, "10 s"}},
		{"not asked for", "otel-http-old", p95, Floor{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := mustBuild(t, dashboard(panels.TimeSeries("T", good(), tt.query)), lab(t, "canopy-backend", tt.version)).Rows[0].Panels[0]
			var got Floor
			if f := p.Targets[0].Floor; f != nil {
				got = *f
			}
			if got != tt.want {
				t.Errorf("the floor is %+v, want %+v", got, tt.want)
			}
			if said := strings.HasSuffix(p.Description, " Buckets end at 10 s: ≥ 10 s is that or any value above."); said != (tt.want.At > 0) {
				t.Errorf("the description is %q", p.Description)
			}
		})
	}
}

func TestFloorMustBeKnown(t *testing.T) {
	for name, tt := range map[string]struct {
		query     queries.Query
		exporters string
		want      string
	}{
		"no quantile":  {canopybackend.HTTPServerRequestDuration.Mean().SayFloor(), "canopy-backend otel-http-old", "a query that is no quantile says its floor"},
		"open buckets": {vllm.RequestPromptTokens.Quantile(0.5).SayFloor(), "vllm >=0.12", "where the buckets of vllm:request_prompt_tokens end is not known"},
		"two bounds":   {vllm.RequestQueueTime.Quantile(0.5).SayFloor(), "vllm >=0.8 <0.9", "where the buckets of vllm:request_queue_time_seconds end is not known"},
	} {
		t.Run(name, func(t *testing.T) {
			exporter, version, _ := strings.Cut(tt.exporters, " ")
			_, err := Build(dashboard(panels.TimeSeries("T", good(), tt.query)), lab(t, exporter, version))
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "internal/build/floor_test.go:") {
				t.Errorf("error is\n\t%v\nwant it to say\n\t%s", err, tt.want)
			}
		})
	}
}
