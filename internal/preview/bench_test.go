package preview

import (
	"testing"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/preview/chart"
)

// BenchmarkDrawDashboard draws a dashboard of 20 panels, its queries asked before.
func BenchmarkDrawDashboard(b *testing.B) {
	v := view(b, testSite(b, "every-kind"), Request{})
	results := v.EvaluateAll(b.Context(), pictureWidth)
	var panels []evaluate.View
	for p := range v.Panels {
		panels = append(panels, p)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range 20 {
			r := results[panels[i%len(panels)].Key]
			_ = chart.Panel(r, 600, 300, "dark").Scene.SVG()
		}
	}
}

// BenchmarkAskAndDraw does what the page does for a dashboard of 20 panels.
func BenchmarkAskAndDraw(b *testing.B) {
	v := view(b, testSite(b, "every-kind"), Request{})
	var panels []evaluate.View
	for p := range v.Panels {
		panels = append(panels, p)
	}
	for b.Loop() {
		for i := range 20 {
			d, _ := v.Draw(b.Context(), panels[i%len(panels)], 600, 300, "dark")
			_ = d.Scene.SVG()
		}
	}
}

// BenchmarkPNG turns a picture of 1600 px into pixels.
func BenchmarkPNG(b *testing.B) {
	v := view(b, testSite(b, "every-kind"), Request{})
	scene := v.Picture(v.EvaluateAll(b.Context(), pictureWidth), pictureWidth, "dark")
	for b.Loop() {
		if _, err := scene.PNG(1); err != nil {
			b.Fatal(err)
		}
	}
}
