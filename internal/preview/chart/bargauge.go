package chart

import (
	"fmt"

	"github.com/llm-observability/dashgen/internal/preview/draw"
)

func (p *painter) barGauge() {
	o, values := p.numbers()
	if len(values) == 0 || len(p.r.Series) == 0 {
		text := ""
		if len(values) > 0 {
			text = values[0].String()
		}
		p.message(text)
		return
	}
	if o.Orientation == "vertical" || (o.Orientation == "" || o.Orientation == "auto") && p.w > p.h*1.5 && len(values) > 1 && p.h > 120 {
		p.barsUp(o, values)
		return
	}
	p.barsAcross(o, values)
}

// barsAcross draws bars below each other, the name above each, or beside it where rows are low.
func (p *painter) barsAcross(o statOptions, values []number) {
	const least = 26.0
	room := p.h - 12
	shown := values
	if most := int(room / least); len(shown) > max(most, 1) {
		shown = shown[:max(most-1, 1)]
	}
	row := min(room/float64(len(shown)), 120)
	if len(shown) < len(values) {
		row = least
	}
	beside := row < 44
	left, size := 8.0, 14.0
	if beside {
		size = 13
		for _, v := range shown {
			left = max(left, draw.Width(v.Name, size, draw.Regular)+20)
		}
		left = min(left, p.w*0.42)
	}
	valueSize, right := min(row*0.45, 18), 0.0
	for _, v := range shown {
		right = max(right, draw.Width(flat(v.Text), valueSize, draw.Medium))
	}
	right = min(right, p.w*0.4) + 20
	for i, v := range shown {
		y := 6 + float64(i)*row
		top, h := y+3, row-6
		if beside {
			p.Text(draw.Text{X: left - 8, Y: y + row/2 + 4.5, Size: size, Anchor: draw.End, Color: p.text, S: draw.FitMiddle(v.Name, size, draw.Regular, left-16)})
		} else {
			p.Text(draw.Text{X: 8, Y: y + 16, Size: size, Color: p.text, S: draw.FitMiddle(v.Name, size, draw.Regular, p.w-16)})
			top, h = y+23, row-29
		}
		p.bar(o, v, left, top, max(p.w-left-right, 10), h)
		p.even(v.Text, p.w-right/2, top+h/2+valueSize*0.36, valueSize, v.Color, right-8)
	}
	if n := len(values) - len(shown); n > 0 {
		p.Text(draw.Text{X: left, Y: 6 + float64(len(shown))*row + 16, Size: 12, Color: p.faint, S: fmt.Sprintf("%d more", n)})
	}
}

// bar draws one bar across.
func (p *painter) bar(o statOptions, v number, x, y, w, h float64) {
	share := min(max(v.Percent, 0), 1)
	if o.DisplayMode == "lcd" {
		const cell = 10.0
		n := int(w / cell)
		for i := range n {
			fill := p.track
			if float64(i) < share*float64(n) {
				fill = v.Color
			}
			p.Rect(x+float64(i)*cell, y, cell-2, h, draw.Style{Fill: fill})
		}
		return
	}
	if o.ShowUnfill == nil || *o.ShowUnfill {
		p.Path(draw.NewPath().RoundRect(x, y, w, h, 2), draw.Style{Fill: p.track})
	}
	fill := v.Color
	if o.DisplayMode == "gradient" || o.DisplayMode == "" {
		fill = draw.Alpha(v.Color, 0.75)
	}
	p.Path(draw.NewPath().RoundRect(x, y, max(share*w, 1.5), h, 2), draw.Style{Fill: fill})
}

// barsUp draws bars beside each other, the value above and the name below.
func (p *painter) barsUp(o statOptions, values []number) {
	most := max(int((p.w-8)/36), 1)
	shown := values[:min(len(values), most)]
	column := (p.w - 8) / float64(len(shown))
	const names, numbers = 22.0, 28.0
	for i, v := range shown {
		x := 4 + float64(i)*column
		h := p.h - names - numbers - 8
		top := 4 + numbers
		if o.ShowUnfill == nil || *o.ShowUnfill {
			p.Path(draw.NewPath().RoundRect(x+4, top, column-8, h, 2), draw.Style{Fill: p.track})
		}
		filled := max(min(max(v.Percent, 0), 1)*h, 1.5)
		p.Path(draw.NewPath().RoundRect(x+4, top+h-filled, column-8, filled, 2), draw.Style{Fill: v.Color})
		p.even(v.Text, x+column/2, 4+numbers-9, 18, v.Color, column-4)
		p.Text(draw.Text{X: x + column/2, Y: p.h - 8, Size: 12, Anchor: draw.Middle, Color: p.text, S: draw.FitMiddle(v.Name, 12, draw.Regular, column-8)})
	}
}
