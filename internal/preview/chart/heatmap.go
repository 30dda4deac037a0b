package chart

import (
	"math"
	"slices"
	"strconv"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

type heatmapOptions struct {
	Color struct {
		Mode     string   `json:"mode"`
		Scheme   string   `json:"scheme"`
		Fill     string   `json:"fill"`
		Exponent float64  `json:"exponent"`
		Scale    string   `json:"scale"`
		Steps    int      `json:"steps"`
		Reverse  bool     `json:"reverse"`
		Min      *float64 `json:"min"`
		Max      *float64 `json:"max"`
	} `json:"color"`
	CellGap *float64 `json:"cellGap"`
	Filter  struct {
		Le *float64 `json:"le"`
		Ge *float64 `json:"ge"`
	} `json:"filterValues"`
	YAxis struct {
		Unit     string `json:"unit"`
		Decimals *int   `json:"decimals"`
		Reverse  bool   `json:"reverse"`
	} `json:"yAxis"`
	Legend struct {
		Show *bool `json:"show"`
	} `json:"legend"`
	Calculate bool `json:"calculate"`
}

func (p *painter) heatmap() {
	o := heatmapOptions{}
	o.Color.Scheme, o.Color.Exponent, o.Color.Steps, o.Color.Scale = "Oranges", 0.5, 64, "exponential"
	nothing := 1e-9
	o.Filter.Le = &nothing
	p.r.Into(&o)
	buckets := p.r.Buckets
	if o.Calculate {
		p.r.Notes = append(p.r.Notes, "Grafana would count the series into buckets here; they are drawn one per row")
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, b := range buckets {
		for _, v := range b.V {
			if o.shown(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low > high {
		p.message(p.r.Look.NoValue)
		return
	}
	if o.Color.Min != nil {
		low = *o.Color.Min
	}
	if o.Color.Max != nil {
		high = *o.Color.Max
	}
	h := p.h
	if o.Legend.Show == nil || *o.Legend.Show {
		h -= 38
		p.colourScale(o, low, high, h)
	}
	pl := p.bucketAxis(o, h)
	if pl.w < 10 || pl.h < 10 {
		return
	}
	p.cells(o, pl, low, high)
	p.hoverBuckets(pl)
}

// shown reports whether a cell with a value is drawn.
func (o *heatmapOptions) shown(v float64) bool {
	if math.IsNaN(v) || math.IsInf(v, 0) || o.Filter.Le != nil && v <= *o.Filter.Le || o.Filter.Ge != nil && v >= *o.Filter.Ge {
		return false
	}
	return true
}

// share is where a value lies on the scale of colours.
func (o *heatmapOptions) share(v, low, high float64) float64 {
	share := 1.0
	if high > low {
		share = min(max((v-low)/(high-low), 0), 1)
	}
	if o.Color.Scale == "exponential" && o.Color.Exponent > 0 {
		share = math.Pow(share, o.Color.Exponent)
	}
	return share
}

func (p *painter) heat(o *heatmapOptions, share float64) string {
	if o.Color.Mode == "opacity" {
		return draw.Alpha(p.theme.Color(orDefault(o.Color.Fill, "dark-orange")), max(share, 0.05))
	}
	// Grafana turns a scheme around in the dark theme, so that much is far from the background in both.
	if (p.theme != display.Light) != o.Color.Reverse {
		share = 1 - share
	}
	return schemeColour(o.Color.Scheme, share)
}

func orDefault(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// boundText is a bucket's upper bound with its unit, or its name.
func (p *painter) boundText(o *heatmapOptions, name string) string {
	bound, err := strconv.ParseFloat(name, 64)
	if err != nil || math.IsInf(bound, 0) {
		return name
	}
	return flat(p.clock.Format(bound, o.YAxis.Unit, o.YAxis.Decimals))
}

// bucketAxis draws the bounds of the buckets beside the plot, as many as there is room for.
func (p *painter) bucketAxis(o heatmapOptions, h float64) plot {
	const size = 12.0
	pl := plot{x: 12, y: 10, h: h - 10 - 26}
	texts := make([]string, len(p.r.Buckets))
	width := 0.0
	for i, b := range p.r.Buckets {
		texts[i] = p.boundText(&o, b.Name)
		width = max(width, draw.Width(texts[i], size, draw.Regular))
	}
	width = min(width, p.w*0.3)
	pl.x += width + 8
	pl.w = p.w - pl.x - 16
	if pl.w < 10 || pl.h < 10 {
		return pl
	}
	pl.time = scale{min: float64(p.r.Window.From.UnixMilli()), max: float64(p.r.Window.To.UnixMilli()), from: pl.x, to: pl.x + pl.w}
	step := pl.h / float64(len(texts))
	every := max(int(math.Ceil(14/step)), 1)
	for i, text := range texts {
		if (len(texts)-1-i)%every != 0 {
			continue
		}
		y := pl.y + pl.h - float64(i+1)*step
		p.Text(draw.Text{X: pl.x - 8, Y: y + 4, Size: size, Anchor: draw.End, Color: p.text, S: draw.Fit(text, size, draw.Regular, width+1)})
		p.Line(pl.x, math.Round(y)+0.5, pl.x+pl.w, math.Round(y)+0.5, draw.Style{Stroke: p.grid, Width: 1})
	}
	p.timeAxis(pl, true)
	return pl
}

// cells draws one rectangle per bucket and time.
func (p *painter) cells(o heatmapOptions, pl plot, low, high float64) {
	gap := 1.0
	if o.CellGap != nil {
		gap = *o.CellGap
	}
	height := pl.h / float64(len(p.r.Buckets))
	// One path per colour: a heatmap has thousands of cells.
	byColour := map[string]*draw.Path{}
	var order []string
	for i, b := range p.r.Buckets {
		width := 2.0
		if b.Step > 0 {
			width = pl.time.at(pl.time.min+float64(b.Step.Milliseconds())) - pl.x
		}
		// Whole pixels: neighbours that share one would both be pale in it. Narrow cells have no room for a gap.
		top, bottom := math.Round(pl.y+pl.h-float64(i+1)*height), math.Round(pl.y+pl.h-float64(i)*height)
		across, down := gap, min(gap, height/3)
		if width < 4 {
			across = 0
		}
		for j, v := range b.V {
			if !o.shown(v) {
				continue
			}
			share := o.share(v, low, high)
			if n := float64(max(o.Color.Steps, 2)); n <= 128 {
				share = math.Round(share*(n-1)) / (n - 1)
			}
			color := p.heat(&o, share)
			path := byColour[color]
			if path == nil {
				path = draw.NewPath()
				byColour[color] = path
				order = append(order, color)
			}
			right := pl.time.at(float64(b.T[j]))
			left := math.Round(right - width)
			right = max(math.Round(right), left+1)
			path.Rect(left+across/2, top+down/2, max(right-left-across, 0.5), max(bottom-top-down, 0.5))
		}
	}
	p.Clip(pl.x, pl.y, pl.w, pl.h, func() {
		for _, color := range order {
			p.Path(byColour[color], draw.Style{Fill: color})
		}
	})
}

// colourScale is the legend: from the lowest to the highest count.
func (p *painter) colourScale(o heatmapOptions, low, high, y float64) {
	w := min(p.w-40, 300)
	const steps = 60
	for i := range steps {
		v := low + (high-low)*float64(i)/(steps-1)
		p.Rect(20+w*float64(i)/steps, y+4, w/steps+0.5, 8, draw.Style{Fill: p.heat(&o, o.share(v, low, high))})
	}
	f := p.r.Look.Field
	f.Theme = p.theme
	p.Text(draw.Text{X: 20, Y: y + 26, Size: 12, Color: p.faint, S: flat(display.Display(f, &low).Text)})
	p.Text(draw.Text{X: 20 + w, Y: y + 26, Size: 12, Anchor: draw.End, Color: p.faint, S: flat(display.Display(f, &high).Text)})
}

// hoverBuckets are the counts at a time, the highest bucket first.
func (p *painter) hoverBuckets(pl plot) {
	o := heatmapOptions{}
	p.r.Into(&o)
	h := p.newHover(pl)
	var times []int64
	for _, b := range p.r.Buckets {
		times = append(times, b.T...)
	}
	h.setTimes(times)
	f := p.r.Look.Field
	f.Theme, f.Clock, f.Color = p.theme, p.clock, plainColour
	words := map[string]int{}
	for _, b := range slices.Backward(p.r.Buckets) {
		h.add(words, "≤ "+p.boundText(&o, b.Name), p.heat(&o, 0.7), b.T, func(i int) string { return flat(display.Display(f, &b.V[i]).Text) })
	}
	p.hover = h
}
