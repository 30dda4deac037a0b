package chart

import (
	"math"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// statOptions are the options of panels that show one number per series.
type statOptions struct {
	Reduce      display.ReduceOptions `json:"reduceOptions"`
	GraphMode   string                `json:"graphMode"`
	ColorMode   string                `json:"colorMode"`
	TextMode    string                `json:"textMode"`
	JustifyMode string                `json:"justifyMode"`
	Orientation string                `json:"orientation"`
	DisplayMode string                `json:"displayMode"` // of a bar gauge
	ShowUnfill  *bool                 `json:"showUnfilled"`
	Markers     *bool                 `json:"showThresholdMarkers"`
	Text        struct {
		TitleSize float64 `json:"titleSize"`
		ValueSize float64 `json:"valueSize"`
	} `json:"text"`
	Legend       legendOptions `json:"legend"`
	PieType      string        `json:"pieType"`
	DisplayLabel []string      `json:"displayLabels"`
}

// A number is one number of a panel, with the series that it is of: nil for that of no series.
type number struct {
	display.StatValue
	series *Series
}

// numbers reduces the panel's series as Grafana does.
func (p *painter) numbers() (statOptions, []number) {
	o := statOptions{GraphMode: "area", ColorMode: "value", Reduce: display.ReduceOptions{Calcs: []string{"lastNotNull"}}}
	p.r.Into(&o)
	f := p.r.Look.Field
	f.Theme, f.Clock = p.theme, p.clock
	var in []display.Series
	var of []*Series
	for i := range p.r.Series {
		s := &p.r.Series[i]
		if s.Look.Custom.HideFrom.Viz {
			continue
		}
		own := s.Look.Field
		own.Theme, own.Clock = p.theme, p.clock
		in = append(in, display.Series{Name: s.Name, Values: s.V, Field: &own})
		of = append(of, s)
	}
	values, err := display.Stat(f, o.Reduce, in...)
	if err != nil {
		p.r.Notes = append(p.r.Notes, err.Error())
		return o, nil
	}
	var out []number
	perSeries := max(1, len(o.Reduce.Calcs))
	at, row := 0, 0
	for i, v := range values {
		n := number{StatValue: v}
		switch {
		case len(of) == 0:
		case o.Reduce.Values:
			for at < len(of)-1 && row >= len(of[at].V) {
				at, row = at+1, 0
			}
			n.series = of[at]
			if row < len(n.series.Rows) && n.series.Rows[row] != "" {
				n.Name = n.series.Rows[row]
			}
			row++
		case i/perSeries < len(of):
			n.series = of[i/perSeries]
			if perSeries > 1 {
				n.Name += " " + evaluate.CalcName(v.Calc)
			}
		}
		out = append(out, n)
	}
	return o, out
}

// maxBoxes is how many numbers are drawn; more could not be read.
const maxBoxes = 60

func (p *painter) stat() {
	o, values := p.numbers()
	if len(values) == 0 {
		p.message("")
		return
	}
	if len(p.r.Series) == 0 {
		p.footnote(p.r.Why)
	}
	values = values[:min(len(values), maxBoxes)]
	columns := 1
	if len(values) > 1 {
		columns = gridColumns(len(values), p.w, p.h, o.Orientation)
	}
	rows := (len(values) + columns - 1) / columns
	gap := 8.0
	if len(values) == 1 {
		gap = 0
	}
	w, h := (p.w-gap*float64(columns-1))/float64(columns), (p.h-gap*float64(rows-1))/float64(rows)
	course := o.GraphMode == "area" && courseFits(w, h) && slices.ContainsFunc(values, func(v number) bool { return v.series != nil && v.series.Step > 0 })
	named := o.TextMode == "value_and_name" || o.TextMode == "name" || (o.TextMode == "" || o.TextMode == "auto") && len(values) > 1
	room := h // for a name and a number
	if course && named {
		room -= h * courseShare
	}
	size := p.commonSize(o, values, w, room, named)
	for i, v := range values {
		p.Within(float64(i%columns)*(w+gap), float64(i/columns)*(h+gap), func() {
			if p.ground(o, v, w, h); course {
				p.sparkline(v, w, h, p.ink(o, v))
			}
			p.bigValue(o, v, w, room, named, size)
		})
	}
}

// courseShare is how much of a box's height the course of its value takes, at the lower edge.
const courseShare = 0.42

// courseFits reports whether there is room for a course behind a number. Grafana leaves it out of low boxes
// (packages/grafana-ui/src/components/BigValue/BigValueLayout.tsx, buildLayout).
func courseFits(w, h float64) bool {
	if w > 2.5*h {
		return h > 50
	}
	return h > 100
}

// footnote is a line at the lower edge, where there is room for it.
func (p *painter) footnote(s string) {
	if s != "" && p.h >= 80 {
		p.Text(draw.Text{X: p.w / 2, Y: p.h - 8, Size: 12, Anchor: draw.Middle, Color: p.faint, S: draw.Fit(s, 12, draw.Regular, p.w-16)})
	}
}

// gridColumns is how many boxes stand beside each other so that they come closest to twice as wide as high.
func gridColumns(n int, w, h float64, orientation string) int {
	switch orientation {
	case "horizontal":
		return 1
	case "vertical":
		return n
	}
	best, score := 1, math.Inf(1)
	for c := 1; c <= n; c++ {
		rows := math.Ceil(float64(n) / float64(c))
		ratio := (w / float64(c)) / (h / rows)
		empty := rows*float64(c) - float64(n)
		if s := math.Abs(math.Log(ratio/2)) + 0.2*empty; s < score {
			best, score = c, s
		}
	}
	return best
}

const (
	maxValueSize = 50
	suffixShare  = 0.66 // of the size of the number
)

// commonSize is the size at which every value fits into its box, so that all are equal.
func (p *painter) commonSize(o statOptions, values []number, w, h float64, named bool) float64 {
	room := h * 0.55
	if named {
		room = h * 0.42
	}
	size := min(room, maxValueSize)
	if o.Text.ValueSize > 0 {
		size = min(o.Text.ValueSize, h*0.9)
	}
	for _, v := range values {
		if width := textWidth(v.Text, 100); width > 0 {
			size = min(size, (w-20)/width*100)
		}
	}
	return max(size, 8)
}

func textWidth(t display.Text, size float64) float64 {
	return draw.Width(t.Prefix+t.Suffix, size*suffixShare, draw.Medium) + draw.Width(t.Value, size, draw.Medium)
}

// inBackground reports whether the colour of a value is that of its box.
func (o statOptions) inBackground() bool {
	return o.ColorMode == "background" || o.ColorMode == "background_solid" || o.ColorMode == "background_gradient"
}

// ground paints a box in the colour of its value, where the panel asks for that.
func (p *painter) ground(o statOptions, v number, w, h float64) {
	if o.inBackground() {
		p.Rect(0, 0, w, h, draw.Style{Fill: v.Color})
	}
}

// ink is the colour of a number in its box.
func (p *painter) ink(o statOptions, v number) string {
	switch {
	case o.inBackground():
		return inkOn(v.Color)
	case o.ColorMode == "none":
		return p.text
	}
	return v.Color
}

// bigValue draws a number, and its name above it, in the middle of a box of a height.
func (p *painter) bigValue(o statOptions, v number, w, h float64, named bool, size float64) {
	if o.TextMode == "none" {
		return
	}
	ink := p.ink(o, v)
	name := v.Name
	if o.TextMode == "name" {
		v.Text, name, named = display.Text{Value: v.Name}, "", false
		size = min(size, maxValueSize)
	}
	y := h/2 + size*0.36
	if named && name != "" {
		title := min(max(size*0.4, 12), 20)
		if o.Text.TitleSize > 0 {
			title = min(o.Text.TitleSize, 40)
		}
		total := title*1.3 + size
		y = (h-total)/2 + title*1.3 + size*0.8
		p.Text(draw.Text{X: w / 2, Y: (h-total)/2 + title, Size: title, Weight: draw.Medium, Anchor: draw.Middle, Color: p.nameInk(o, v), S: draw.Fit(name, title, draw.Medium, w-16)})
	}
	p.value(v.Text, w/2, y, size, ink, w-8)
}

// nameInk is the colour of a name beside its value.
func (p *painter) nameInk(o statOptions, v number) string {
	if o.inBackground() {
		return inkOn(v.Color)
	}
	return p.text
}

// value writes a value around a middle, its unit smaller. What does not fit is cut.
func (p *painter) value(t display.Text, middle, baseline, size float64, ink string, width float64) {
	t = display.Text{Prefix: t.Prefix, Value: draw.Clean(t.Value), Suffix: t.Suffix}
	if strings.HasPrefix(t.Suffix, " ") {
		t.Suffix = " " + strings.TrimLeft(t.Suffix, " ")
	}
	small := size * suffixShare
	pieces := []draw.Text{
		{S: t.Prefix, Size: small}, {S: t.Value, Size: size}, {S: t.Suffix, Size: small},
	}
	if textWidth(t, size) > width {
		pieces = []draw.Text{{S: draw.Fit(t.String(), size, draw.Medium, width), Size: size}}
	}
	total := 0.0
	for _, piece := range pieces {
		total += draw.Width(piece.S, piece.Size, draw.Medium)
	}
	x := middle - total/2
	for _, piece := range pieces {
		// A space at an end has a width, and a page would drop it.
		lead := piece.S
		for len(lead) > 0 && lead[0] == ' ' {
			x += draw.Width(" ", piece.Size, draw.Medium)
			lead = lead[1:]
		}
		p.Text(draw.Text{X: x, Y: baseline, Size: piece.Size, Weight: draw.Medium, Color: ink, S: lead})
		x += draw.Width(lead, piece.Size, draw.Medium)
	}
}

// even writes a value around a middle in one size.
func (p *painter) even(t display.Text, middle, baseline, size float64, ink string, width float64) {
	text := flat(t)
	if w := draw.Width(text, size, draw.Medium); w > width {
		size = max(size*width/w, 9)
	}
	p.Text(draw.Text{X: middle, Y: baseline, Size: size, Weight: draw.Medium, Anchor: draw.Middle, Color: ink, S: draw.Fit(text, size, draw.Medium, width+1)})
}

// sparkline draws the course of a value along the lower edge, where it has one.
func (p *painter) sparkline(v number, w, h float64, ink string) {
	if v.series == nil || v.series.Step == 0 {
		return
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, value := range v.series.V {
		if value != nil && !math.IsNaN(*value) && !math.IsInf(*value, 0) {
			low, high = min(low, *value), max(high, *value)
		}
	}
	if low > high {
		return
	}
	if f := v.series.Look.Field; f.Min != nil {
		low = *f.Min
	} else {
		low = min(low, 0)
	}
	if f := v.series.Look.Field; f.Max != nil {
		high = *f.Max
	}
	if high <= low {
		high = low + 1
	}
	room := h * courseShare
	l := &line{Series: v.series, scale: &axis{scale: scale{min: low, max: high, from: h - 1, to: h - room}}}
	pl := plot{x: 0, y: h - room, w: w, h: room}
	pl.time = scale{min: float64(p.r.Window.From.UnixMilli()), max: float64(p.r.Window.To.UnixMilli()), to: w}
	p.Clip(0, 0, w, h, func() {
		for _, piece := range l.pieces(pl) {
			if len(piece) < 2 {
				continue
			}
			y := func(s spot) float64 { return s.y }
			area := trace(draw.NewPath(), piece, "", y).LineTo(piece[len(piece)-1].x, h).LineTo(piece[0].x, h).Close()
			p.Path(area, draw.Style{Fill: draw.Alpha(ink, 0.2)})
			p.Path(trace(draw.NewPath(), piece, "", y), draw.Style{Stroke: draw.Alpha(ink, 0.9), Width: 1})
		}
	})
}
