package chart

import (
	"fmt"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/board"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// unknown says which kind of panel this is and lists its values.
func (p *painter) unknown() {
	label := fmt.Sprintf("panel kind %q is not drawn; its values:", p.r.Panel.Type)
	p.Text(draw.Text{X: 12, Y: 18, Size: 12, Color: p.faint, S: draw.Fit(label, 12, draw.Regular, p.w-24)})
	p.Path(draw.NewPath().Rect(4.5, 4.5, p.w-9, p.h-9), draw.Style{Stroke: p.border, Width: 1, Dash: []float64{4, 4}})
	names, values := &board.Column{Name: "Series", Kind: "string"}, &board.Column{Name: "Last", Kind: "string", Look: &board.Look{}}
	values.Look.Custom.Align = "right"
	for i := range p.r.Series {
		s := &p.r.Series[i]
		names.S = append(names.S, s.Name)
		values.S = append(values.S, display.Display(p.field(s, i, p.dataRange()), last(s.V)).String())
	}
	t := &board.Table{Columns: []*board.Column{names, values}, Rows: len(names.S)}
	if len(p.r.Series) == 0 && len(p.r.Tables) > 0 {
		t = p.r.Tables[0]
	}
	whole := p.h
	p.h -= 24
	p.Within(0, 20, func() { p.rowsAndColumns(t, tableOptions{}) })
	p.h = whole
}
