// Package chart draws panels as Grafana draws them: one file per kind, from the answers to a panel's queries to a
// picture with the values that a pointer finds in it.
//
// Sizes, spacings and the choice of ticks follow Grafana 12 where a reader would notice; how a value reads and which
// colour it has is internal/display's. A kind that is not known here is a box with its values as a table.
package chart

import (
	"fmt"
	"math"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// A Drawing is a drawn panel, without its title.
type Drawing struct {
	Scene *draw.Scene
	Hover *Hover // nil where a pointer finds nothing
}

// Hover is what a pointer finds in a panel over time.
type Hover struct {
	Plot   [4]float64    `json:"plot"`  // x, y, width, height in the picture
	Range  [2]int64      `json:"range"` // from and to, in milliseconds since 1970
	Times  []int64       `json:"t"`     // of values, as above
	Series []HoverSeries `json:"series"`
	Words  []string      `json:"words"` // the values' texts, each once
}

// A HoverSeries is a line: for each time the number of its text, or -1.
type HoverSeries struct {
	Name  string `json:"name"`
	Color string `json:"color"`
	Words []int  `json:"v"`
}

// A painter draws the body of one panel.
type painter struct {
	*draw.Scene
	colours
	theme display.Theme
	clock display.Clock
	r     *Result
	w, h  float64
	hover *Hover
}

// colours are what surrounds the data.
type colours struct {
	text, faint, link, grid, border, panel, canvas, track, bad string
}

func coloursOf(t display.Theme) colours {
	if t == display.Light {
		return colours{
			text: "#24292e", faint: "#5b5f63", link: "#1f62e0", grid: "#000a1717", border: "#e4e5e6", panel: "#ffffff", canvas: "#f4f5f5",
			track: "#f1f2f3", bad: "#cf0e5b",
		}
	}
	return colours{
		text: "#ccccdc", faint: "#9a9ba8", link: "#6e9fff", grid: "#f0faff17", border: "#2d3036", panel: "#181b1f", canvas: "#111217",
		track: "#22252b", bad: "#ff5286",
	}
}

// kinds are the kinds of panels that are drawn as Grafana draws them, with its own names for them.
var kinds = map[string]func(*painter){
	"timeseries": (*painter).timeSeries, "graph": (*painter).timeSeries, "trend": (*painter).timeSeries,
	"stat": (*painter).stat, "singlestat": (*painter).stat,
	"gauge": (*painter).gauge, "bargauge": (*painter).barGauge, "heatmap": (*painter).heatmap,
	"table": (*painter).table, "table-old": (*painter).table,
	"state-timeline": (*painter).timeline, "status-history": (*painter).timeline,
	"piechart": (*painter).pie, "grafana-piechart-panel": (*painter).pie, "text": (*painter).markdown,
}

// Scrolled draws the body of a panel for a page that can move it sideways: a table may be wider than asked for.
func Scrolled(r *Result, w, h float64, theme display.Theme) Drawing {
	p := &painter{theme: theme, clock: display.Clock{Now: r.Window.To}, r: r, w: max(w, 20)}
	return Panel(r, p.widened(), h, theme)
}

// Panel draws the body of a panel of a size.
func Panel(r *Result, w, h float64, theme display.Theme) Drawing {
	w, h = max(w, 20), max(h, 10)
	p := &painter{Scene: draw.New(w, h), colours: coloursOf(theme), theme: theme, r: r, w: w, h: h}
	p.clock = display.Clock{Now: r.Window.To}
	kind := kinds[r.Type.Value]
	if kind == nil {
		kind = (*painter).unknown
	}
	top := p.errors()
	if len(r.Errs) > 0 && len(r.Series)+len(r.Buckets) == 0 && p.rows() == 0 && r.Type.Value != "text" {
		return Drawing{Scene: p.Scene}
	}
	if top > 0 && top < h/2 {
		whole := p.h
		p.h -= top
		p.Within(0, top, func() { kind(p) })
		p.h = whole
		if p.hover != nil {
			p.hover.Plot[1] += top
		}
	} else {
		kind(p)
	}
	p.Title = Summary(r)
	return Drawing{p.Scene, p.hover}
}

// rows is how many rows the panel's tables have.
func (p *painter) rows() int {
	n := 0
	for _, t := range p.r.Tables {
		n += t.Rows()
	}
	return n
}

// errors says above the picture what went wrong, and returns how much room that takes.
func (p *painter) errors() float64 {
	if len(p.r.Errs) == 0 {
		return 0
	}
	y := 6.0
	for _, line := range draw.Wrap(strings.Join(p.r.Errs, "; "), 12, draw.Regular, p.w-24) {
		if y+16 > p.h-4 {
			break
		}
		p.Text(draw.Text{X: 12, Y: y + 12, Size: 12, Color: p.bad, S: line})
		y += 16
	}
	return y + 4
}

// message stands in the middle of a panel that has nothing to draw, and says why where there is room.
func (p *painter) message(s string) {
	if s == "" {
		s = "No data"
	}
	lines := draw.Wrap(s, 14, draw.Regular, p.w-24)
	var why []string
	if p.r.Why != "" && p.h >= 60 {
		why = draw.Wrap(p.r.Why, 12, draw.Regular, p.w-24)
		why = why[:min(len(why), max(int((p.h-40)/16), 0), 4)]
	}
	y := p.h/2 - float64(len(lines)-1)*9 - float64(len(why))*8 + 5
	for _, line := range lines {
		p.Text(draw.Text{X: p.w / 2, Y: y, Size: 14, Anchor: draw.Middle, Color: p.faint, S: line})
		y += 18
	}
	for _, line := range why {
		p.Text(draw.Text{X: p.w / 2, Y: y, Size: 12, Anchor: draw.Middle, Color: p.faint, S: line})
		y += 16
	}
}

// field is how a series is shown, with what display must know of it.
func (p *painter) field(s *Series, index int, data *display.Range) display.Field {
	f := s.Look.Field
	f.Name, f.Index, f.Theme, f.Clock = s.Name, index, p.theme, p.clock
	f.Range = data
	return f
}

// last is the last value of a series that is a number, or nil.
func last(values []*float64) *float64 {
	for i := len(values) - 1; i >= 0; i-- {
		if values[i] != nil && !math.IsNaN(*values[i]) {
			return values[i]
		}
	}
	return nil
}

// colour is the one colour of a series: by its last value where values decide.
func (p *painter) colour(s *Series, index int, data *display.Range) string {
	f := p.field(s, index, data)
	f.Mappings = nil
	return display.Display(f, last(s.V)).Color
}

// inkOn is the colour of a text on a coloured ground.
func inkOn(ground string) string {
	if draw.Light(ground) {
		return "#202226"
	}
	return "#f7f8fa"
}

// flat is a value's text in one piece, with single spaces as a browser shows it.
func flat(t display.Text) string { return strings.Join(strings.Fields(t.String()), " ") }

// dataRange is the range of all series.
func (p *painter) dataRange() *display.Range {
	var all [][]*float64
	for _, s := range p.r.Series {
		all = append(all, s.V)
	}
	return display.DataRange(all...)
}

// maxSummary is how many things a summary names.
const maxSummary = 8

// Summary says in words what a panel shows, for those who can't see it.
func Summary(r *Result) string {
	var parts []string
	for i, s := range r.Series {
		if i == maxSummary {
			parts = append(parts, fmt.Sprintf("%d more", len(r.Series)-i))
			break
		}
		if s.Look == nil || s.IsTable {
			continue
		}
		text := flat(display.Display(s.Look.Field, last(s.V)).Text)
		if text == "" {
			text = "no value"
		}
		parts = append(parts, s.Name+" "+text)
	}
	switch {
	case len(r.Errs) > 0:
		parts = append([]string{"error: " + r.Errs[0]}, parts...)
	case len(r.Buckets) > 0:
		parts = append(parts, fmt.Sprintf("a distribution over %d buckets", len(r.Buckets)))
	case len(r.Tables) > 0:
		parts = append(parts, fmt.Sprintf("a table of %d rows", r.Tables[0].Rows()))
	case len(parts) == 0 && r.Type.Value == "text":
		parts = append(parts, "a text")
	case len(parts) == 0:
		parts = append(parts, "no data")
	}
	return draw.Clean(r.Title + ": " + strings.Join(parts, ", "))
}
