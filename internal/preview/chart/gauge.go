package chart

import (
	"math"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// gaugeFrom and gaugeTo are where the arc of a gauge begins and ends: from the lower left to the lower right.
const (
	gaugeFrom = math.Pi * 0.89
	gaugeTo   = math.Pi * 2.11
)

func (p *painter) gauge() {
	o, values := p.numbers()
	if len(values) == 0 {
		p.message("")
		return
	}
	if len(p.r.Series) == 0 {
		p.message(values[0].String())
		return
	}
	values = values[:min(len(values), maxBoxes)]
	columns := gridColumns(len(values), p.w, p.h*1.6, o.Orientation)
	rows := (len(values) + columns - 1) / columns
	w, h := p.w/float64(columns), p.h/float64(rows)
	markers := o.Markers == nil || *o.Markers
	for i, v := range values {
		p.Within(float64(i%columns)*w, float64(i/columns)*h, func() { p.dial(v, w, h, len(values) > 1, markers) })
	}
}

// dial draws one gauge.
func (p *painter) dial(v number, w, h float64, named, markers bool) {
	title := 0.0
	if named {
		title = 20
	}
	r := max(min((w-16)/2, (h-title-16)/1.36), 8)
	x, y := w/2, 8+r+max(0, (h-title-16-1.36*r)/2)
	ring, gap := r*0.07, r*0.03
	if !markers {
		ring, gap = 0, 0
	}
	outer, inner := r-ring-gap, r*0.62
	p.Path(draw.NewPath().Ring(x, y, inner, outer, gaugeFrom, gaugeTo), draw.Style{Fill: p.track})
	share := min(max(v.Percent, 0), 1)
	if !v.Missing && share > 0 {
		p.Path(draw.NewPath().Ring(x, y, inner, outer, gaugeFrom, gaugeFrom+share*(gaugeTo-gaugeFrom)), draw.Style{Fill: v.Color})
	}
	if markers {
		p.thresholdRing(v, x, y, r-ring, r)
	}
	size := min(r*0.4, 60)
	p.even(v.Text, x, y+size*0.4, size, v.Color, 2*inner-12)
	if named {
		p.Text(draw.Text{X: x, Y: h - 6, Size: 14, Anchor: draw.Middle, Color: p.text, S: draw.FitMiddle(v.Name, 14, draw.Regular, w-8)})
	}
}

// thresholdRing shows where which colour begins.
func (p *painter) thresholdRing(v number, x, y, inner, outer float64) {
	f := p.r.Look.Field
	if v.series != nil {
		f = v.series.Look.Field
	}
	t := display.DefaultThresholds()
	if f.Thresholds != nil {
		t = *f.Thresholds
	}
	low, high := 0.0, 100.0
	if data := p.dataRange(); len(p.r.Series) > 0 {
		low, high = data.Min, data.Max
	}
	if f.Min != nil {
		low = *f.Min
	}
	if f.Max != nil {
		high = *f.Max
	}
	if t.Mode == "percentage" {
		low, high = 0, 100
	}
	if high <= low {
		return
	}
	at := func(i int) float64 {
		switch {
		case i == 0:
			return gaugeFrom
		case i == len(t.Steps):
			return gaugeTo
		case t.Steps[i].Value == nil:
			return gaugeFrom
		}
		share := (*t.Steps[i].Value - low) / (high - low)
		return gaugeFrom + min(max(share, 0), 1)*(gaugeTo-gaugeFrom)
	}
	for i, s := range t.Steps {
		if from, to := at(i), at(i+1); to > from {
			p.Path(draw.NewPath().Ring(x, y, inner, outer, from, to), draw.Style{Fill: p.theme.Color(s.Color)})
		}
	}
}
