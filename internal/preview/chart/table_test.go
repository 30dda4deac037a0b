package chart

import (
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/source"
)

// TestTable: a time is a date whatever unit an override gives it, and a table that a phone would cut to pieces is as wide
// as it must be where a page can move it.
func TestTable(t *testing.T) {
	short := &evaluate.Look{}
	short.Unit = "short"
	at := 1767610800000.0
	d := &evaluate.Data{Fields: []*evaluate.Column{{Name: "Time", Time: true, Numbers: []*float64{&at}, Look: short}}}
	for _, name := range []string{"Prompt tokens", "Generated tokens", "Failed share", "Call time, p95"} {
		d.Fields = append(d.Fields, &evaluate.Column{Name: name, Numbers: []*float64{ptr(12345)}})
	}
	r := &Result{Shown: &evaluate.Shown{Look: &evaluate.Look{}}, Tables: []*evaluate.Data{d}}
	r.Panel = &source.Panel{}
	r.Type.Value = "table"
	whole := Panel(r, 300, 200, display.Dark)
	if whole.Scene.Width != 300 {
		t.Errorf("a picture of 300 is %v wide", whole.Scene.Width)
	}
	moved := Scrolled(r, 300, 200, display.Dark)
	if moved.Scene.Width < 400 {
		t.Errorf("five columns are %v wide", moved.Scene.Width)
	}
	svg := string(moved.Scene.SVG())
	for _, want := range []string{"2026-01-05", "Generated tok", "Failed share", "12345"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the table has no %q", want)
		}
	}
	if wide := Scrolled(r, 900, 200, display.Dark); wide.Scene.Width != 900 {
		t.Errorf("a wide table of 900 is %v wide", wide.Scene.Width)
	}
}
