package chart

import (
	"math"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

type timelineOptions struct {
	Merge     *bool         `json:"mergeValues"`
	ShowValue string        `json:"showValue"`
	RowHeight float64       `json:"rowHeight"`
	Legend    legendOptions `json:"legend"`
}

// A phase is a time in which a series has one value.
type phase struct {
	from, to int64
	value    display.Value
}

func (p *painter) timeline() {
	o := timelineOptions{ShowValue: "auto", RowHeight: 0.9}
	p.r.Into(&o)
	if len(p.r.Series) == 0 {
		p.message(p.r.Look.NoValue)
		return
	}
	data := p.dataRange()
	merge := (o.Merge == nil || *o.Merge) && p.r.Type.Value == "state-timeline"
	rows := make([][]phase, len(p.r.Series))
	var entries []legendEntry
	seen := map[string]bool{}
	for i := range p.r.Series {
		rows[i] = p.phases(&p.r.Series[i], i, data, merge)
		for _, ph := range rows[i] {
			if text := ph.value.String(); !seen[text] {
				seen[text] = true
				entries = append(entries, legendEntry{name: text, color: ph.value.Color})
			}
		}
	}
	o.Legend.Calcs = nil
	w, h := p.legend(o.Legend, entries)
	const size = 12.0
	pl := plot{x: 12, y: 8, h: h - 8 - 26}
	for _, s := range p.r.Series {
		pl.x = max(pl.x, draw.Width(s.Name, size, draw.Regular)+20)
	}
	pl.x = min(pl.x, w*0.35)
	pl.w = w - pl.x - 16
	if pl.w < 10 || pl.h < 10 {
		return
	}
	pl.time = scale{min: float64(p.r.Window.From.UnixMilli()), max: float64(p.r.Window.To.UnixMilli()), from: pl.x, to: pl.x + pl.w}
	shown := min(len(rows), max(int(pl.h/14), 1))
	height := pl.h / float64(shown)
	for i := range shown {
		y := pl.y + float64(i)*height
		bar := height * min(max(o.RowHeight, 0.1), 1)
		p.Text(draw.Text{X: pl.x - 8, Y: y + height/2 + 4, Size: size, Anchor: draw.End, Color: p.text, S: draw.FitMiddle(p.r.Series[i].Name, size, draw.Regular, pl.x-16)})
		for _, ph := range rows[i] {
			p.phase(pl, ph, y+(height-bar)/2, bar, o.ShowValue, p.r.Series[i].Look)
		}
	}
	if shown < len(rows) {
		p.r.Notes = append(p.r.Notes, "there is no room for all rows")
	}
	p.timeAxis(pl, false)
	p.hoverStates(pl, data)
}

// phases are the values of a series and how long each lasts.
func (p *painter) phases(s *Series, index int, data *display.Range, merge bool) []phase {
	f := p.field(s, index, data)
	step := s.Step.Milliseconds()
	if step == 0 {
		step = p.r.Window.To.Sub(p.r.Window.From).Milliseconds()
	}
	var out []phase
	for i, t := range s.T {
		v := display.Display(f, s.V[i])
		if n := len(out); n > 0 && merge && out[n-1].value == v && t-out[n-1].to <= step/2 {
			out[n-1].to = t + step
			continue
		}
		out = append(out, phase{t, t + step, v})
	}
	return out
}

func (p *painter) phase(pl plot, ph phase, y, h float64, show string, look *evaluate.Look) {
	x1, x2 := max(pl.time.at(float64(ph.from)), pl.x), min(pl.time.at(float64(ph.to)), pl.x+pl.w)
	opacity := look.Custom.FillOpacity / 100
	if opacity == 0 {
		opacity = 0.7
	}
	fill := draw.Mix(p.panel, ph.value.Color, opacity)
	p.Rect(x1, y, math.Max(x2-x1, 1), h, draw.Style{Fill: fill})
	text := ph.value.String()
	const size = 12.0
	if show != "never" && h >= 14 && draw.Width(text, size, draw.Regular)+8 <= x2-x1 {
		p.Text(draw.Text{X: (x1 + x2) / 2, Y: y + h/2 + 4, Size: size, Anchor: draw.Middle, Color: inkOn(fill), S: draw.Clean(text)})
	}
}

func (p *painter) hoverStates(pl plot, data *display.Range) {
	h := p.newHover(pl)
	var times []int64
	for _, s := range p.r.Series {
		times = append(times, s.T...)
	}
	h.setTimes(times)
	words := map[string]int{}
	for i := range p.r.Series {
		s := &p.r.Series[i]
		f := p.field(s, i, data)
		h.add(words, s.Name, display.Display(f, last(s.V)).Color, s.T, func(j int) string { return display.Display(f, s.V[j]).String() })
	}
	p.hover = h
}
