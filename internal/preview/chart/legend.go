package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// legendOptions are a panel's options.legend.
type legendOptions struct {
	DisplayMode string   `json:"displayMode"`
	Placement   string   `json:"placement"`
	ShowLegend  *bool    `json:"showLegend"`
	Calcs       []string `json:"calcs"`
	Values      []string `json:"values"` // of a pie chart
	SortBy      string   `json:"sortBy"`
	SortDesc    bool     `json:"sortDesc"`
	Width       float64  `json:"width"`
}

func (o legendOptions) hidden() bool {
	return o.DisplayMode == "hidden" || o.ShowLegend != nil && !*o.ShowLegend
}

// A legendEntry is a line of a legend: a name and the values of the legend's columns.
type legendEntry struct {
	name, color string
	values      []string
	sort        float64
}

// entries are the legend's lines of the panel's series.
func (p *painter) entries(o legendOptions, data *display.Range) []legendEntry {
	var out []legendEntry
	for i := range p.r.Series {
		s := &p.r.Series[i]
		if s.Look.Custom.HideFrom.Legend || s.Look.Custom.HideFrom.Viz {
			continue
		}
		e := legendEntry{name: s.Name, color: p.colour(s, i, data)}
		for _, calc := range o.Calcs {
			v, err := display.Reduce(calc, s.V)
			text := ""
			if err == nil {
				text = flat(display.Display(p.field(s, i, data), v).Text)
			}
			e.values = append(e.values, text)
			if evaluate.CalcName(calc) == o.SortBy {
				if e.sort = math.Inf(-1); v != nil && !math.IsNaN(*v) {
					e.sort = *v
				}
			}
		}
		out = append(out, e)
	}
	if o.SortBy != "" {
		slices.SortStableFunc(out, func(a, b legendEntry) int {
			c := cmp.Compare(a.sort, b.sort)
			if o.SortBy == "Name" {
				c = cmp.Compare(a.name, b.name)
			}
			if o.SortDesc {
				c = -c
			}
			return c
		})
	}
	return out
}

const (
	legendSize = 12.0
	legendLine = 21.0
)

// legend draws a legend below or beside the plot and returns the room that is left for it.
func (p *painter) legend(o legendOptions, entries []legendEntry) (w, h float64) {
	if o.hidden() || len(entries) == 0 || p.h < 70 {
		return p.w, p.h
	}
	var heads []string
	for _, calc := range o.Calcs {
		heads = append(heads, evaluate.CalcName(calc))
	}
	if o.Placement == "right" && (p.w >= 420 || p.r.Type.Value == "piechart" && p.w >= 260) {
		width := p.legendWidth(o, entries, heads)
		p.legendTable(entries, heads, p.w-width, 8, width-8, p.h-16, o.DisplayMode == "table")
		return p.w - width, p.h
	}
	if o.DisplayMode == "table" {
		rows := float64(len(entries) + 1)
		height := min(rows*legendLine, max(math.Floor(p.h*0.45/legendLine)*legendLine, legendLine))
		p.legendTable(entries, heads, 8, p.h-height-6, p.w-16, height, true)
		return p.w, p.h - height - 6
	}
	height := p.legendList(entries, heads, false)
	height = min(height, max(math.Floor(p.h*0.4/legendLine)*legendLine, legendLine))
	p.Within(0, p.h-height-4, func() {
		p.Clip(0, 0, p.w, height, func() { p.legendList(entries, heads, true) })
	})
	return p.w, p.h - height - 4
}

func (p *painter) legendWidth(o legendOptions, entries []legendEntry, heads []string) float64 {
	if o.Width > 0 {
		return min(o.Width, p.w*0.6)
	}
	width := 0.0
	for _, e := range entries {
		width = max(width, draw.Width(e.name, legendSize, draw.Regular))
	}
	width += 64
	for i, h := range heads {
		column := draw.Width(h, legendSize, draw.Medium)
		for _, e := range entries {
			column = max(column, draw.Width(e.values[i], legendSize, draw.Regular))
		}
		width += column + 14
	}
	return min(width, p.w*0.5)
}

// legendTable draws entries below each other, their values in columns.
func (p *painter) legendTable(entries []legendEntry, heads []string, x, y, w, h float64, titled bool) {
	columns := make([]float64, len(heads)) // their widths
	for i, head := range heads {
		columns[i] = draw.Width(head, legendSize, draw.Medium) + 14
		for _, e := range entries {
			columns[i] = max(columns[i], draw.Width(e.values[i], legendSize, draw.Regular)+14)
		}
	}
	name := 0.0
	for _, e := range entries {
		name = max(name, draw.Width(e.name, legendSize, draw.Regular)+40)
	}
	for len(columns) > 0 && sum(columns) > w-min(name, 90) { // a narrow panel shows the first of them
		columns = columns[:len(columns)-1]
	}
	edges := make([]float64, len(columns)) // their right ends
	at := x + w - 4
	for i := len(columns) - 1; i >= 0; i-- {
		edges[i] = at
		at -= columns[i]
	}
	line := y + legendLine
	if titled && h >= 2*legendLine {
		p.Text(draw.Text{X: x + 30, Y: line - 6, Size: legendSize, Weight: draw.Medium, Color: p.link, S: "Name"})
		for i := range columns {
			head := heads[i]
			p.Text(draw.Text{X: edges[i], Y: line - 6, Size: legendSize, Weight: draw.Medium, Anchor: draw.End, Color: p.link, S: head})
		}
		p.Line(x, line, x+w, line, draw.Style{Stroke: p.border, Width: 1})
		line += legendLine
	}
	for i, e := range entries {
		if line > y+h+1 {
			break
		}
		if line+legendLine > y+h+1 && i < len(entries)-1 {
			p.Text(draw.Text{X: x + 30, Y: line - 6, Size: legendSize, Color: p.faint, S: fmt.Sprintf("%d more", len(entries)-i)})
			break
		}
		p.key(x+8, line-6, e.color)
		p.Text(draw.Text{X: x + 30, Y: line - 6, Size: legendSize, Color: p.text, S: draw.FitMiddle(e.name, legendSize, draw.Regular, at-x-36)})
		for j := range columns {
			p.Text(draw.Text{X: edges[j], Y: line - 6, Size: legendSize, Anchor: draw.End, Color: p.text, S: e.values[j]})
		}
		if titled && i < len(entries)-1 {
			p.Line(x, line, x+w, line, draw.Style{Stroke: p.border, Width: 1})
		}
		line += legendLine
	}
}

// legendList draws entries behind each other and returns the height that they take.
func (p *painter) legendList(entries []legendEntry, heads []string, show bool) float64 {
	x, y := 14.0, legendLine
	for _, e := range entries {
		name := draw.FitMiddle(e.name, legendSize, draw.Regular, min(p.w-60, 320))
		for i, h := range heads {
			name += "  " + h + ": " + e.values[i]
		}
		width := draw.Width(name, legendSize, draw.Regular) + 22
		if x+width > p.w-8 && x > 14 {
			x, y = 14, y+legendLine
		}
		if show {
			p.key(x, y-6, e.color)
			p.Text(draw.Text{X: x + 20, Y: y - 6, Size: legendSize, Color: p.text, S: name})
		}
		x += width + 12
	}
	return y
}

// key is the mark of a series in a legend.
func (p *painter) key(x, baseline float64, color string) {
	p.Path(draw.NewPath().RoundRect(x, baseline-6, 14, 4, 2), draw.Style{Fill: color})
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}
