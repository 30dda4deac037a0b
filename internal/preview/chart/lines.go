package chart

import (
	"math"
	"slices"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// A spot is a value of a line at its place; below is where its area begins.
type spot struct{ x, y, below float64 }

// draw draws one line, or bars.
func (p *painter) draw(pl plot, l *line) {
	c := l.Look.Custom
	pieces := l.pieces(pl)
	switch c.DrawStyle {
	case "bars":
		p.bars(pl, l, pieces)
		return
	case "points":
		for _, piece := range pieces {
			p.points(piece, l)
		}
		return
	}
	width := c.LineWidth
	if c.LineWidth == 0 && c.DrawStyle == "" {
		width = 1 // a panel that says nothing of lines
	}
	style := draw.Style{Stroke: l.color, Width: width}
	switch c.LineStyle.Fill {
	case "dash":
		style.Dash = []float64{10, 10}
	case "dot":
		style.Dash = []float64{2, 6}
	}
	if len(c.LineStyle.Dash) > 0 && c.LineStyle.Fill != "solid" && c.LineStyle.Fill != "" {
		style.Dash = c.LineStyle.Dash
	}
	opacity := c.FillOpacity / 100
	if c.GradientMode == "opacity" || c.GradientMode == "hue" {
		opacity *= 0.6
	}
	for _, piece := range pieces {
		if len(piece) == 1 {
			p.Path(draw.NewPath().Circle(piece[0].x, piece[0].y, max(width, 1)), draw.Style{Fill: l.color})
			continue
		}
		if opacity > 0 {
			area := trace(draw.NewPath(), piece, c.LineInterpolation, func(s spot) float64 { return s.y })
			p.Path(below(area, piece, c.LineInterpolation).Close(), draw.Style{Fill: draw.Alpha(l.color, opacity)})
		}
		if width > 0 {
			p.Path(trace(draw.NewPath(), piece, c.LineInterpolation, func(s spot) float64 { return s.y }), style)
		}
		if c.ShowPoints == "always" || c.ShowPoints != "never" && pl.w/float64(max(len(l.V), 1)) > 14 {
			p.points(piece, l)
		}
	}
}

func (p *painter) points(piece []spot, l *line) {
	size := l.Look.Custom.PointSize
	if size == 0 {
		size = 5
	}
	for _, s := range piece {
		p.Path(draw.NewPath().Circle(s.x, s.y, size/2), draw.Style{Fill: l.color})
	}
}

// pieces are the parts of a line between gaps.
func (l *line) pieces(pl plot) [][]spot {
	var out [][]spot
	var cur []spot
	flush := func() {
		if len(cur) > 0 {
			out = append(out, cur)
		}
		cur = nil
	}
	floor := l.scale.at(max(l.scale.min, min(0, l.scale.max)))
	if l.times != nil {
		for i, t := range l.times {
			if math.IsNaN(l.top[i]) {
				flush()
				continue
			}
			if n := len(cur); n > 0 && l.gap(l.times[i-1], t) {
				flush()
			}
			cur = append(cur, spot{pl.time.at(float64(t)), l.scale.at(l.top[i]), l.scale.at(l.low[i])})
		}
		flush()
		return out
	}
	for i, t := range l.T {
		v := l.V[i]
		if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
			if l.Look.Custom.SpanNulls != true {
				flush()
			}
			continue
		}
		if i > 0 && l.gap(l.T[i-1], t) {
			flush()
		}
		cur = append(cur, spot{pl.time.at(float64(t)), l.scale.at(*v), floor})
	}
	flush()
	return out
}

// gap reports whether values are missing between two times, unless the panel draws over that.
func (l *line) gap(a, b int64) bool {
	missing := l.Step > 0 && b-a > l.Step.Milliseconds()*3/2
	switch over := l.Look.Custom.SpanNulls.(type) {
	case bool:
		return missing && !over
	case float64:
		return missing && float64(b-a) > over
	}
	return missing
}

// trace follows spots with a line.
func trace(path *draw.Path, piece []spot, how string, y func(spot) float64) *draw.Path {
	path.MoveTo(piece[0].x, y(piece[0]))
	for i := 1; i < len(piece); i++ {
		a, b := piece[i-1], piece[i]
		switch how {
		case "stepAfter":
			path.LineTo(b.x, y(a)).LineTo(b.x, y(b))
		case "stepBefore":
			path.LineTo(a.x, y(b)).LineTo(b.x, y(b))
		case "smooth":
			// Level at each peak, and never above it: a curve must not show values that were not measured.
			third := (b.x - a.x) / 3
			path.CubicTo(a.x+third, y(a)+third*slope(piece, i-1, y), b.x-third, y(b)-third*slope(piece, i, y), b.x, y(b))
		default:
			path.LineTo(b.x, y(b))
		}
	}
	return path
}

// below leads an area back along what it stands on, in the same steps as the line above.
func below(area *draw.Path, piece []spot, how string) *draw.Path {
	for i := len(piece) - 1; i >= 0; i-- {
		s := piece[i]
		if i < len(piece)-1 {
			switch next := piece[i+1]; how {
			case "stepAfter":
				area.LineTo(next.x, s.below)
			case "stepBefore":
				area.LineTo(s.x, next.below)
			}
		}
		area.LineTo(s.x, s.below)
	}
	return area
}

// slope is the slope of a smooth line at a spot, limited so that it does not overshoot.
func slope(piece []spot, i int, y func(spot) float64) float64 {
	if i == 0 || i == len(piece)-1 {
		return 0
	}
	a, b, c := piece[i-1], piece[i], piece[i+1]
	before, after := (y(b)-y(a))/(b.x-a.x), (y(c)-y(b))/(c.x-b.x)
	if before*after <= 0 {
		return 0
	}
	return math.Copysign(min(math.Abs(before), math.Abs(after), math.Abs(before+after)/2), before)
}

// bars draws a bar per value.
func (p *painter) bars(pl plot, l *line, pieces [][]spot) {
	c := l.Look.Custom
	factor := c.BarWidthFactor
	if factor == 0 {
		factor = 0.6
	}
	distance := pl.w
	if l.Step > 0 {
		distance = pl.time.at(pl.time.min+float64(l.Step.Milliseconds())) - pl.x
	}
	width := max(math.Min(distance*factor, 200), 1)
	opacity := c.FillOpacity / 100
	path := draw.NewPath()
	for _, piece := range pieces {
		for _, s := range piece {
			if h := math.Abs(s.below - s.y); h > 0 {
				path.Rect(s.x-width/2, min(s.y, s.below), width, h)
			}
		}
	}
	style := draw.Style{Fill: draw.Alpha(l.color, opacity)}
	if c.LineWidth > 0 {
		style.Stroke, style.Width = l.color, c.LineWidth
	}
	p.Path(path, style)
}

// plainColour saves working out the colour of every value where only its text is wanted.
var plainColour = &display.Color{Mode: "fixed", FixedColor: "text"}

// hoverLines is what a pointer finds: all values at the times at which there is one.
func (p *painter) hoverLines(pl plot, lines []*line) {
	h := p.newHover(pl)
	var times []int64
	for _, l := range lines {
		times = append(times, l.T...)
	}
	h.setTimes(times)
	data := p.dataRange()
	words := map[string]int{}
	for _, l := range lines {
		f := p.field(l.Series, l.index, data)
		f.Color = plainColour
		h.add(words, l.Name, l.color, l.T, func(i int) string { return flat(display.Display(f, l.V[i]).Text) })
	}
	p.hover = h
}

func (p *painter) newHover(pl plot) *Hover {
	h := &Hover{Plot: [4]float64{pl.x, pl.y, pl.w, pl.h}, Range: [2]int64{p.r.Window.From.UnixMilli(), p.r.Window.To.UnixMilli()}}
	for i, v := range h.Plot {
		h.Plot[i] = math.Round(v*10) / 10
	}
	return h
}

func (h *Hover) setTimes(times []int64) {
	slices.Sort(times)
	h.Times = slices.Compact(times)
}

// add adds a line whose values have texts.
func (h *Hover) add(words map[string]int, name, color string, times []int64, text func(int) string) {
	s := HoverSeries{Name: draw.Clean(name), Color: color, Words: make([]int, len(h.Times))}
	at := 0
	for i, t := range h.Times {
		s.Words[i] = -1
		for at < len(times) && times[at] < t {
			at++
		}
		if at == len(times) || times[at] != t {
			continue
		}
		word := text(at)
		n, ok := words[word]
		if !ok {
			n = len(h.Words)
			words[word] = n
			h.Words = append(h.Words, word)
		}
		s.Words[i] = n
	}
	h.Series = append(h.Series, s)
}
