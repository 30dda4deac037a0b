package panels

import (
	"slices"

	"github.com/llm-observability/dashgen/queries"
)

// This file is the house look, and its only home: colours, sizes, legends.

// A Colour is a meaning; Value is how Grafana writes it.
type Colour struct{ value string }

// Value is the colour as Grafana's JSON has it: a name of its palette, or a hexadecimal.
func (c Colour) Value() string { return c.value }

// The one colour language of all dashboards: a colour is asked for by what it means.

// Neutral is for a number without judgement, or no number.
func Neutral() Colour { return Colour{"text"} }

// Good is for a number below every limit.
func Good() Colour { return Colour{"green"} }

// Warn is for what somebody should look at.
func Warn() Colour { return Colour{"orange"} }

// Bad is for what somebody should act on.
func Bad() Colour { return Colour{"red"} }

// Success is for requests that ended well.
func Success() Colour { return Colour{"green"} }

// ClientError is for errors of the caller, 4xx.
func ClientError() Colour { return Colour{"#ff9830"} }

// ServerError is for errors of ours, 5xx.
func ServerError() Colour { return Colour{"red"} }

// Aborted is for requests that the client gave up.
func Aborted() Colour { return Colour{"#9fa7b3"} }

// Truncated is for answers that a limit ended, and not the model.
func Truncated() Colour { return Colour{"blue"} }

// Prompt is for what goes in.
func Prompt() Colour { return Colour{"#5794f2"} }

// Generation is for what comes out.
func Generation() Colour { return Colour{"#b877d9"} }

// Running is for requests that are served.
func Running() Colour { return Colour{"green"} }

// Waiting is for requests that are not yet served.
func Waiting() Colour { return Colour{"orange"} }

// Swapped is for requests that were set aside.
func Swapped() Colour { return Colour{"#a352cc"} }

// Highest is for the highest of several things beside their mean.
func Highest() Colour { return quantileColour(1) }

// quantileColour shades one hue from light to dark: the further out, the darker.
func quantileColour(q float64) Colour {
	switch {
	case q <= 0.5:
		return Colour{"#8ab8ff"}
	case q <= 0.9:
		return Colour{"#5794f2"}
	case q <= 0.95:
		return Colour{"#3274d9"}
	default:
		return Colour{"#1f60c4"}
	}
}

// A SeriesStyle is how one named series is drawn.
type SeriesStyle struct {
	Series string
	Colour Colour
	Dashed bool
}

// SeriesStyles are the series of a panel that have a fixed look: those that the author coloured, and of the
// rest quantiles in shades of one hue, and the mean beside them dashed and grey. Where there is one line per
// thing, the line's name decides.
func (s Spec) SeriesStyles() []SeriesStyle {
	var styles []SeriesStyle
	for _, q := range s.Queries {
		switch {
		case s.Kind != KindTimeSeries || q.Grouped() || s.coloured(q.Legend()): // a grouped query's series have names not known here
		case q.Quantile() > 0:
			styles = append(styles, SeriesStyle{Series: q.Legend(), Colour: quantileColour(q.Quantile())})
		case q.Mean():
			styles = append(styles, meanStyle(q.Legend()))
		}
	}
	return append(styles, s.Palette...)
}

func (s Spec) coloured(series string) bool {
	return slices.ContainsFunc(s.Palette, func(c SeriesStyle) bool { return c.Series == series })
}

// meanStyle is how the mean of something is drawn: it is none of the lines that one acts on.
func meanStyle(series string) SeriesStyle {
	return SeriesStyle{Series: series, Colour: Colour{"#9fa7b3"}, Dashed: true}
}

// noData is what a panel without a value says unless its author knows better.
const noData = "no data in this window"

// Sizes in units of Grafana's grid.
const (
	PageWidth   = 24
	statWidth   = 4
	statHeight  = 4
	plotHeight  = 8
	tallHeight  = 10 // a legend table of five quantiles does not fit below a plot of 8
	textHeight  = 6
	maxStats    = 6
	LineWidth   = 1.5 // in pixels
	FillOpacity = 8   // in percent, as those below
	// StackOpacity fills the areas of a stack, which are read by their size.
	StackOpacity = 30
	// BarOpacity fills bars.
	BarOpacity = 60
)

// Size is a panel's width and height; a width of 0 is shared out by the row.
func (s Spec) Size() (width, height int) {
	width, height = s.Width, s.Height
	switch s.Kind {
	case KindStat:
		width, height = or(width, statWidth), or(height, statHeight)
	case KindText:
		height = or(height, textHeight)
	default:
		if s.Kind == KindTimeSeries && len(s.Queries) > 3 {
			height = or(height, tallHeight)
		}
		height = or(height, plotHeight)
	}
	return width, height
}

// ShareOut gives n panels of a row their widths: halves or thirds, and one alone the whole page.
func ShareOut(n int) []int {
	var widths []int
	for n > 0 {
		switch n {
		case 1:
			return append(widths, PageWidth)
		case 2, 4:
			widths, n = append(widths, 12, 12), n-2
		default:
			widths, n = append(widths, 8, 8, 8), n-3
		}
	}
	return widths
}

// LegendTable reports whether the legend is a table with last, mean and max, and not a mere list.
func (s Spec) LegendTable() bool {
	return len(s.Queries) > 2 || len(s.Queries) > 0 && manySeries(s.Queries)
}

func manySeries(qs []queries.Query) bool {
	for _, q := range qs {
		if q.Grouped() {
			return true
		}
	}
	return false
}

func or(a, b int) int {
	if a != 0 {
		return a
	}
	return b
}
