package chart

import (
	"math"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// A line is a series as it is drawn: its values stacked where it is part of a stack.
type line struct {
	*Series
	index int
	color string
	scale *axis
	// Of a stack: the times of all its series, and what is below and above this one there; NaN is a gap.
	times    []int64
	low, top []float64
}

// An axis is a scale of values with its ticks.
type axis struct {
	scale
	field     display.Field
	label     string
	right     bool
	hidden    bool
	set       bounds
	low, high float64
	values    []float64
	texts     []string
	width     float64
}

func (p *painter) timeSeries() {
	var o struct {
		Legend legendOptions `json:"legend"`
	}
	p.r.Into(&o)
	if len(p.r.Series) == 0 {
		p.message(p.r.Look.NoValue)
		return
	}
	data := p.dataRange()
	w, h := p.legend(o.Legend, p.entries(o.Legend, data))
	lines, axes := p.lines(data)
	pl := p.plot(axes, w, h)
	if pl.w < 10 || pl.h < 10 {
		return
	}
	p.Clip(pl.x, pl.y-1, pl.w+1, pl.h+2, func() {
		for _, a := range axes {
			p.thresholds(pl, a, lines)
		}
		for _, l := range lines {
			p.draw(pl, l)
		}
	})
	p.hoverLines(pl, lines)
}

// lines are the series with their axes, stacked.
func (p *painter) lines(data *display.Range) ([]*line, []*axis) {
	var lines []*line
	var axes []*axis
	stacks := map[string][]*line{}
	var order []string
	for i := range p.r.Series {
		s := &p.r.Series[i]
		if s.Look.Custom.HideFrom.Viz || s.IsTable || len(s.V) == 0 {
			continue
		}
		l := &line{Series: s, index: i, color: p.colour(s, i, data), scale: p.axisOf(&axes, s)}
		lines = append(lines, l)
		if mode := s.Look.Custom.Stacking.Mode; mode == "normal" || mode == "percent" {
			key := mode + s.Look.Custom.Stacking.Group + s.Look.Custom.DrawStyle
			if stacks[key] == nil {
				order = append(order, key)
			}
			stacks[key] = append(stacks[key], l)
		}
	}
	for _, key := range order {
		stack(stacks[key])
	}
	for _, l := range lines {
		l.scale.include(l)
	}
	for _, a := range axes {
		a.min, a.max = axisRange(a.low, a.high, a.set)
		if a.max <= 0 {
			a.log = 0 // nothing here has a logarithm
		}
		if a.log > 0 && a.min <= 0 {
			if a.min = a.low; a.min <= 0 || a.min >= a.max {
				a.min = a.max / 1000
			}
		}
	}
	return lines, axes
}

// axisOf is the axis of a series: series of one unit share it. The first is on the left, others are on the right.
func (p *painter) axisOf(axes *[]*axis, s *Series) *axis {
	c := s.Look.Custom
	for _, a := range *axes {
		if a.field.Unit == s.Look.Unit && (c.AxisPlacement != "right" || a.right) && (c.AxisPlacement != "left" || !a.right) {
			return a
		}
	}
	f := s.Look.Field
	f.Theme, f.Clock = p.theme, p.clock
	f.Mappings = nil
	a := &axis{
		field: f, label: c.AxisLabel, right: c.AxisPlacement == "right" || len(*axes) > 0 && c.AxisPlacement != "left",
		hidden: c.AxisPlacement == "hidden", set: bounds{f.Min, f.Max, c.AxisSoftMin, c.AxisSoftMax}, low: math.Inf(1), high: math.Inf(-1),
	}
	if c.ScaleDistribution.Type == "log" {
		a.log = max(c.ScaleDistribution.Log, 2)
	}
	switch f.Unit {
	case "bytes", "bits", "kbytes", "mbytes", "gbytes", "tbytes", "pbytes", "binBps", "binbps", "KiBs", "MiBs", "GiBs", "TiBs", "PiBs", "Kibits", "Mibits", "Gibits":
		a.binary = true
	}
	*axes = append(*axes, a)
	return a
}

// include widens the axis for what is drawn on it.
func (a *axis) include(l *line) {
	add := func(v float64) {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			a.low, a.high = min(a.low, v), max(a.high, v)
		}
	}
	if l.times != nil {
		for i := range l.times {
			add(l.top[i])
			add(l.low[i])
		}
		return
	}
	for _, v := range l.V {
		if v != nil {
			add(*v)
		}
	}
	if l.Look.Custom.DrawStyle == "bars" {
		add(0)
	}
}

// stack puts lines on each other. A line without a value at a time adds nothing there and has a gap.
func stack(lines []*line) {
	var times []int64
	for _, l := range lines {
		times = append(times, l.T...)
	}
	slices.Sort(times)
	times = slices.Compact(times)
	place := make(map[int64]int, len(times))
	for i, t := range times {
		place[t] = i
	}
	up, down := make([]float64, len(times)), make([]float64, len(times))
	for _, l := range lines {
		l.times = times
		l.low, l.top = make([]float64, len(times)), make([]float64, len(times))
		for i := range times {
			l.low[i], l.top[i] = math.NaN(), math.NaN()
		}
		for i, t := range l.T {
			if l.V[i] == nil || math.IsNaN(*l.V[i]) || math.IsInf(*l.V[i], 0) {
				continue
			}
			at := place[t]
			level := up
			if *l.V[i] < 0 {
				level = down
			}
			l.low[at] = level[at]
			level[at] += *l.V[i]
			l.top[at] = level[at]
		}
	}
	if lines[0].Look.Custom.Stacking.Mode != "percent" {
		return
	}
	for _, l := range lines {
		for i := range times {
			if total := up[i] - down[i]; total > 0 {
				l.low[i] /= total
				l.top[i] /= total
			}
		}
	}
}

// A plot is where the data is drawn.
type plot struct {
	x, y, w, h float64
	time       scale
}

// plot draws the axes and the grid, and returns what is left for the data.
func (p *painter) plot(axes []*axis, w, h float64) plot {
	const size = 12.0
	pl := plot{x: 12, y: 10, h: h - 10 - 26}
	right := 16.0
	for _, a := range axes {
		a.from, a.to = pl.y+pl.h, pl.y
		space := 30.0
		if pl.h < 200 {
			space = 20
		}
		var step float64
		a.values, step = a.ticks(space)
		digits := decimals(step)
		for _, v := range a.values {
			text := a.tickText(v, digits)
			a.texts = append(a.texts, text)
			a.width = max(a.width, draw.Width(text, size, draw.Regular))
		}
		a.width = min(a.width, w*0.3)
		switch {
		case a.hidden:
		case a.right:
			right += a.width + 8
		default:
			pl.x += a.width + 8
		}
	}
	pl.w = w - pl.x - right
	if pl.w < 10 || pl.h < 10 {
		return pl
	}
	pl.time = scale{min: float64(p.r.Window.From.UnixMilli()), max: float64(p.r.Window.To.UnixMilli()), from: pl.x, to: pl.x + pl.w}
	edge := pl.x + pl.w + 8
	for i, a := range axes {
		for j, v := range a.values {
			y := math.Round(a.at(v)) + 0.5
			if i == 0 {
				p.Line(pl.x, y, pl.x+pl.w, y, draw.Style{Stroke: p.grid, Width: 1})
			}
			t := draw.Text{X: pl.x - 8, Y: y + 4, Size: size, Anchor: draw.End, Color: p.text, S: draw.Fit(a.texts[j], size, draw.Regular, a.width+1)}
			if a.right {
				t.X, t.Anchor = edge, draw.Start
			}
			if !a.hidden {
				p.Text(t)
			}
		}
		if a.right && !a.hidden {
			edge += a.width + 8
		}
	}
	p.timeAxis(pl, true)
	return pl
}

// tickText is a tick's text: with as many digits as tell ticks apart, zeros at the end left out unless the panel asks for
// them (packages/grafana-data/src/field/displayProcessor.ts).
func (a *axis) tickText(v float64, digits int) string {
	f := a.field
	if f.Decimals != nil || digits == 0 {
		return flat(f.Clock.Format(v, f.Unit, f.Decimals))
	}
	t := f.Clock.Format(v, f.Unit, &digits)
	if strings.Contains(t.Value, ".") {
		t.Value = strings.TrimRight(strings.TrimRight(t.Value, "0"), ".")
	}
	return flat(t)
}

// timeAxis draws the times below a plot. A text that would not fit at an end moves inwards.
func (p *painter) timeAxis(pl plot, lines bool) {
	const size = 12.0
	label := draw.Width("00:00", size, draw.Regular)
	if p.r.Window.To.Sub(p.r.Window.From).Hours() > 24 {
		label = draw.Width("01/02 00:00", size, draw.Regular)
	}
	end := -1.0
	for _, t := range timeTicks(p.r.Window.From, p.r.Window.To, pl.w, label+24) {
		x := pl.time.at(float64(t.at.UnixMilli()))
		if lines {
			p.Line(math.Round(x)+0.5, pl.y, math.Round(x)+0.5, pl.y+pl.h, draw.Style{Stroke: p.grid, Width: 1})
		}
		half := draw.Width(t.text, size, draw.Regular) / 2
		x = min(max(x, half+4), p.w-half-4)
		if x-half < end+8 {
			continue
		}
		end = x + half
		p.Text(draw.Text{X: x, Y: pl.y + pl.h + 18, Size: size, Anchor: draw.Middle, Color: p.text, S: t.text})
	}
}

// thresholds draws limits as lines or areas.
func (p *painter) thresholds(pl plot, a *axis, lines []*line) {
	i := slices.IndexFunc(lines, func(l *line) bool { return l.scale == a })
	if i < 0 {
		return
	}
	look := lines[i].Look
	mode := look.Custom.ThresholdsStyle.Mode
	if mode == "" || mode == "off" || look.Thresholds == nil {
		return
	}
	steps := look.Thresholds.Steps
	place := func(i int) float64 {
		if i == 0 {
			return a.from
		}
		v := 0.0
		if steps[i].Value != nil {
			v = *steps[i].Value
		}
		if look.Thresholds.Mode == "percentage" {
			v = a.min + v/100*(a.max-a.min)
		}
		return a.at(v)
	}
	for i, s := range steps {
		color := p.theme.Color(s.Color)
		y := place(i)
		if mode == "area" || mode == "line+area" || mode == "dashed+area" {
			top := a.to
			if i+1 < len(steps) {
				top = place(i + 1)
			}
			p.Rect(pl.x, max(top, pl.y), pl.w, min(y, pl.y+pl.h)-max(top, pl.y), draw.Style{Fill: draw.Alpha(color, 0.15)})
		}
		if i == 0 || mode == "area" {
			continue
		}
		style := draw.Style{Stroke: draw.Alpha(color, 0.7), Width: 1.5}
		if mode == "dashed" || mode == "dashed+area" {
			style.Dash = []float64{10, 10}
		}
		p.Line(pl.x, y, pl.x+pl.w, y, style)
	}
}
