package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

type tableOptions struct {
	SortBy []struct {
		DisplayName string `json:"displayName"`
		Desc        bool   `json:"desc"`
	} `json:"sortBy"`
	ShowHeader *bool  `json:"showHeader"`
	CellHeight string `json:"cellHeight"`
}

// A cell is what is seen of one value of a table.
type cell struct {
	display.Value
	right bool
}

func (p *painter) table() {
	if len(p.r.Tables) == 0 {
		p.message(p.r.Look.NoValue)
		return
	}
	var o tableOptions
	p.r.Into(&o)
	t := p.r.Tables[0]
	if len(p.r.Tables) > 1 {
		p.r.Notes = append(p.r.Notes, fmt.Sprintf("the first of %d tables is shown; Grafana lets one choose", len(p.r.Tables)))
	}
	if len(o.SortBy) > 0 {
		t = t.Sorted(o.SortBy[0].DisplayName, o.SortBy[0].Desc)
	}
	p.rowsAndColumns(t, o)
}

// visible are the columns that are shown.
func visible(t *evaluate.Data) []*evaluate.Column {
	return slices.DeleteFunc(slices.Clone(t.Fields), func(c *evaluate.Column) bool {
		return c.Look != nil && (c.Look.Custom.Hidden || c.Look.Custom.HideFrom.Viz)
	})
}

// tableSize is the size of a table's letters, and tablePad what is left and right of them.
const tableSize, tablePad = 13.0, 8.0

// widened is the width of a panel, or what a table needs so that no column is cut to less than can be read: a page lets a
// reader move such a table sideways, as Grafana does.
func (p *painter) widened() float64 {
	if !isTable(p.r.Type.Value) || len(p.r.Tables) == 0 {
		return p.w
	}
	const name, most = 112.0, 30
	total := 8.0
	for _, c := range visible(p.r.Tables[0]) {
		need := draw.Width(c.Title(), tableSize, draw.Medium)
		for _, cell := range p.cellsOf(p.r.Tables[0], c, min(p.r.Tables[0].Rows(), most)) {
			need = max(need, draw.Width(flat(cell.Text), tableSize, draw.Regular))
		}
		total += min(need+2*tablePad, name)
	}
	return max(p.w, math.Ceil(total))
}

// rowsAndColumns draws a table: widths by what the cells need.
func (p *painter) rowsAndColumns(t *evaluate.Data, o tableOptions) {
	const size, pad = tableSize, tablePad
	columns := visible(t)
	if t.Rows() == 0 || len(columns) == 0 {
		p.message(p.r.Look.NoValue)
		return
	}
	row := 34.0
	switch o.CellHeight {
	case "md":
		row = 42
	case "lg":
		row = 48
	}
	if p.h < 120 {
		row = 26
	}
	top := 6.0
	headed := o.ShowHeader == nil || *o.ShowHeader
	if headed {
		top += row
	}
	shown := min(t.Rows(), max(int((p.h-top-4)/row), 1))
	if shown < t.Rows() {
		shown = min(t.Rows(), max(int((p.h-top-20)/row), 1))
	}
	cells := make([][]cell, len(columns))
	need := make([]float64, len(columns))
	for i, c := range columns {
		need[i] = draw.Width(c.Title(), size, draw.Medium) + 2*pad
		cells[i] = p.cellsOf(t, c, shown)
		for _, cell := range cells[i] {
			n := draw.Width(flat(cell.Text), size, draw.Regular) + 2*pad
			if isGauge(c.Look) {
				n += 50
			}
			need[i] = max(need[i], n)
		}
	}
	widths := shareWidths(columns, need, p.w-8)
	x := 4.0
	for i, c := range columns {
		p.Clip(x, 0, widths[i], p.h, func() {
			if headed {
				p.cellText(c.Title(), x, 6, widths[i], row, size, draw.Medium, p.text, rightAligned(c))
			}
			bars, textRoom := p.barScale(c), 0.0
			for _, cell := range cells[i] {
				textRoom = max(textRoom, draw.Width(flat(cell.Text), size, draw.Regular))
			}
			for j, cell := range cells[i] {
				p.cell(c, cell, bars, textRoom, j, x, top+float64(j)*row, widths[i], row)
			}
		})
		x += widths[i]
	}
	for j := range shown + 1 {
		if y := math.Round(top+float64(j)*row) + 0.5; y < p.h {
			p.Line(4, y, p.w-4, y, draw.Style{Stroke: p.border, Width: 1})
		}
	}
	if shown < t.Rows() {
		p.Text(draw.Text{X: 12, Y: min(top+float64(shown)*row+16, p.h-4), Size: 12, Color: p.faint, S: fmt.Sprintf("%d more rows", t.Rows()-shown)})
	}
}

// shareWidths gives columns what they need, and shares what is left, or what is missing, among them.
func shareWidths(columns []*evaluate.Column, need []float64, width float64) []float64 {
	widths := slices.Clone(need)
	for i, c := range columns {
		if c.Look != nil && c.Look.Custom.Width > 0 {
			widths[i] = c.Look.Custom.Width
		}
	}
	total := sum(widths)
	if total <= width {
		for i := range widths {
			widths[i] += (width - total) / float64(len(widths))
		}
		return widths
	}
	// The widest give first: a long name is cut before a number is.
	for total > width+0.5 {
		widest, second := 0, 0.0
		for i := range widths {
			if widths[i] > widths[widest] {
				widest = i
			}
		}
		for i := range widths {
			if i != widest {
				second = max(second, widths[i])
			}
		}
		cut := min(total-width, max(widths[widest]-second, 8))
		widths[widest] -= cut
		total -= cut
	}
	return widths
}

func rightAligned(c *evaluate.Column) bool {
	if c.Look != nil && c.Look.Custom.Align != "" && c.Look.Custom.Align != "auto" {
		return c.Look.Custom.Align == "right"
	}
	return isNumber(c)
}

// cellsOf are the first cells of a column.
func (p *painter) cellsOf(t *evaluate.Data, c *evaluate.Column, n int) []cell {
	f := display.Field{}
	if c.Look != nil {
		f = c.Look.Field
	}
	f.Name, f.Theme, f.Clock = c.Title(), p.theme, p.clock
	for _, other := range t.Fields { // the palette counts every column but the time
		if other == c {
			break
		}
		if !other.Time {
			f.Index++
		}
	}
	if isNumber(c) {
		f.Range = display.DataRange(c.Numbers)
	}
	out := make([]cell, n)
	for i := range out {
		out[i].right = rightAligned(c)
		switch {
		case c.Texts != nil:
			out[i].Value = display.Label(f, c.Texts[i])
		case c.Time && !isDate(f.Unit): // a time is none of another unit's numbers, whatever an override says
			if c.Numbers[i] != nil {
				out[i].Text.Value = time.UnixMilli(int64(*c.Numbers[i])).UTC().Format("2006-01-02 15:04:05")
			}
		default:
			out[i].Value = display.Display(f, c.Numbers[i])
		}
	}
	return out
}

// isDate reports whether a unit is one of dates.
func isDate(unit string) bool {
	return strings.HasPrefix(unit, "dateTime") || strings.HasPrefix(unit, "time:")
}

func cellType(l *evaluate.Look) string {
	if l == nil {
		return ""
	}
	if l.Custom.CellOptions.Type != "" {
		return l.Custom.CellOptions.Type
	}
	return l.Custom.DisplayMode
}

func isGauge(l *evaluate.Look) bool {
	switch cellType(l) {
	case "gauge", "gradient-gauge", "lcd-gauge", "basic":
		return true
	}
	return false
}

// barScale is the range of a column's bars.
func (p *painter) barScale(c *evaluate.Column) display.Range {
	if !isNumber(c) {
		return display.Range{}
	}
	r := *display.DataRange(c.Numbers)
	if c.Look != nil && c.Look.Min != nil {
		r.Min = *c.Look.Min
	}
	if c.Look != nil && c.Look.Max != nil {
		r.Max = *c.Look.Max
	}
	return r
}

func (p *painter) cell(c *evaluate.Column, v cell, bars display.Range, text float64, row int, x, y, w, h float64) {
	const size = 13.0
	ink := p.text
	switch kind := cellType(c.Look); {
	case kind == "color-text":
		ink = v.Color
	case kind == "color-background" || kind == "color-background-solid":
		p.Rect(x, y, w, h, draw.Style{Fill: v.Color})
		ink = inkOn(v.Color)
	case isGauge(c.Look) && isNumber(c):
		room := w - text - 32
		if room > 10 && c.Numbers[row] != nil && bars.Max > bars.Min {
			share := min(max((*c.Numbers[row]-bars.Min)/(bars.Max-bars.Min), 0), 1)
			p.Rect(x+8, y+6, room, h-12, draw.Style{Fill: p.track})
			p.Rect(x+8, y+6, max(share*room, 1.5), h-12, draw.Style{Fill: draw.Alpha(v.Color, 0.45)})
			p.Rect(x+8+max(share*room-1.5, 0), y+6, 1.5, h-12, draw.Style{Fill: v.Color})
		}
		v.right = true
	}
	p.cellText(flat(v.Text), x, y, w, h, size, draw.Regular, ink, v.right)
}

func (p *painter) cellText(s string, x, y, w, h, size float64, weight draw.Weight, ink string, right bool) {
	t := draw.Text{X: x + 8, Y: y + h/2 + size*0.36, Size: size, Weight: weight, Color: ink, S: draw.Fit(s, size, weight, w-14)}
	if right {
		t.X, t.Anchor = x+w-8, draw.End
	}
	p.Text(t)
}

// isNumber reports whether a column has numbers that are no times.
func isNumber(c *evaluate.Column) bool { return c.Numbers != nil && !c.Time }
