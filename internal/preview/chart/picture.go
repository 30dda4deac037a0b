package chart

import (
	"math"
	"strconv"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// The measures of Grafana's grid, in pixels.
const (
	Cell   = 30.0 // the height of a unit
	Gap    = 8.0
	Header = 33.0 // of a panel with a title
	margin = 16.0
	top    = 52.0 // above the first row
)

// PanelSize is the size of a panel on a page of a width, without its margins.
func PanelSize(p evaluate.Box, width float64) (x, y, w, h float64) {
	column := (width + Gap) / 24
	return float64(p.X) * column, float64(p.Y) * (Cell + Gap), float64(p.W)*column - Gap, float64(p.H)*(Cell+Gap) - Gap
}

// HeaderOf is the height of a panel's title.
func HeaderOf(v evaluate.View) float64 {
	if v.Title == "" {
		return 0
	}
	return Header
}

// Picture draws a whole dashboard. result answers for a panel; of collapsed rows only the heading is drawn.
func Picture(title string, rows []evaluate.Row, width float64, theme display.Theme, subtitle string, result func(evaluate.View) *Result) *draw.Scene {
	c := coloursOf(theme)
	inner := width - 2*margin
	height := top
	for _, r := range rows {
		height += rowHeight(r)
	}
	s := draw.New(width, math.Max(height+margin-Gap, 120))
	s.Title = draw.Clean(title)
	s.Rect(0, 0, s.Width, s.Height, draw.Style{Fill: c.canvas})
	right := draw.Width(draw.Clean(subtitle), 13, draw.Regular)
	s.Text(draw.Text{X: margin, Y: 34, Size: 18, Weight: draw.Medium, Color: c.text, S: draw.Fit(title, 18, draw.Medium, inner-right-24)})
	s.Text(draw.Text{X: width - margin, Y: 34, Size: 13, Anchor: draw.End, Color: c.faint, S: draw.Clean(subtitle)})
	y := top
	for _, r := range rows {
		rowY := y
		if r.Title != "" {
			rowHeading(s, c, r, margin, y, inner)
			rowY += Cell + Gap
		}
		if !r.Collapsed {
			for _, p := range r.Views {
				px, py, w, h := PanelSize(p.Box, inner)
				box(s, c, theme, result(p), margin+px, rowY+py, w, h)
			}
		}
		y += rowHeight(r)
	}
	return s
}

func rowHeight(r evaluate.Row) float64 {
	h := 0.0
	if r.Title != "" {
		h += Cell + Gap
	}
	if !r.Collapsed {
		h += float64(r.Height()) * (Cell + Gap)
	}
	return h
}

// rowHeading draws the title of a row with the sign that it is open or closed.
func rowHeading(s *draw.Scene, c colours, r evaluate.Row, x, y, w float64) {
	chevron := draw.NewPath().MoveTo(x+8, y+12).LineTo(x+12.5, y+16.5).LineTo(x+17, y+12)
	title := r.Title
	if r.Collapsed {
		chevron = draw.NewPath().MoveTo(x+10, y+10).LineTo(x+14.5, y+14.5).LineTo(x+10, y+19)
	}
	s.Path(chevron, draw.Style{Stroke: c.text, Width: 1.5})
	s.Text(draw.Text{X: x + 28, Y: y + 20, Size: 16, Weight: draw.Medium, Color: c.text, S: draw.Fit(title, 16, draw.Medium, w-200)})
	if r.Collapsed {
		at := x + 36 + draw.Width(draw.Clean(title), 16, draw.Medium)
		s.Text(draw.Text{X: at, Y: y + 20, Size: 13, Color: c.faint, S: counted(len(r.Views), "panel")})
		s.Line(x, y+Cell+2, x+w, y+Cell+2, draw.Style{Stroke: c.border, Width: 1})
	}
}

func counted(n int, noun string) string {
	if n == 1 {
		return "(1 " + noun + ")"
	}
	return "(" + strconv.Itoa(n) + " " + noun + "s)"
}

// box draws a panel with its frame and its title.
func box(s *draw.Scene, c colours, theme display.Theme, r *Result, x, y, w, h float64) {
	header := HeaderOf(r.View)
	s.Within(x, y, func() {
		s.Path(draw.NewPath().RoundRect(0.5, 0.5, w-1, h-1, 2), draw.Style{Fill: c.panel, Stroke: c.border, Width: 1})
		if header > 0 {
			room := w - 16
			if r.Description.Value != "" {
				room -= 24
			}
			title := draw.Fit(r.Title, 14, draw.Medium, room)
			s.Text(draw.Text{X: 9, Y: 21, Size: 14, Weight: draw.Medium, Color: c.text, S: title})
			if r.Description.Value != "" {
				info(s, c, 9+draw.Width(title, 14, draw.Medium)+14, 16.5)
			}
		}
		d := Panel(r, w-2, h-header-2, theme)
		s.Clip(1, header, w-2, h-header-1, func() { s.Add(d.Scene, 1, header) })
	})
}

// info is the sign that there is a description.
func info(s *draw.Scene, c colours, x, y float64) {
	s.Path(draw.NewPath().Circle(x, y, 6), draw.Style{Stroke: c.faint, Width: 1.2})
	s.Rect(x-0.75, y-1, 1.5, 4, draw.Style{Fill: c.faint})
	s.Rect(x-0.75, y-3.4, 1.5, 1.6, draw.Style{Fill: c.faint})
}
