package chart

import (
	"fmt"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// unknown says which kind of panel this is and lists its values.
func (p *painter) unknown() {
	label := fmt.Sprintf("panel kind %q is not drawn; its values:", p.r.Type.Value)
	p.Text(draw.Text{X: 12, Y: 18, Size: 12, Color: p.faint, S: draw.Fit(label, 12, draw.Regular, p.w-24)})
	p.Path(draw.NewPath().Rect(4.5, 4.5, p.w-9, p.h-9), draw.Style{Stroke: p.border, Width: 1, Dash: []float64{4, 4}})
	names, values := &evaluate.Column{Name: "Series", Texts: []string{}}, &evaluate.Column{Name: "Last", Texts: []string{}, Look: &evaluate.Look{}}
	values.Look.Custom.Align = "right"
	for i := range p.r.Series {
		s := &p.r.Series[i]
		names.Texts = append(names.Texts, s.Name)
		values.Texts = append(values.Texts, display.Display(p.field(s, i, p.dataRange()), last(s.V)).String())
	}
	t := &evaluate.Data{Fields: []*evaluate.Column{names, values}}
	for _, d := range p.r.Data {
		if len(d.Fields) > 2 { // more than a time and a value
			t = d
		}
	}
	whole := p.h
	p.h -= 24
	p.Within(0, 20, func() { p.rowsAndColumns(t, tableOptions{}) })
	p.h = whole
}
