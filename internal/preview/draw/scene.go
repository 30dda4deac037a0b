package draw

import (
	"image/color"
	"strconv"
)

// A Scene is a picture: what is drawn first lies below.
type Scene struct {
	Width, Height float64
	// Title says what is seen to those who can't see it.
	Title string
	items []item
}

// New returns an empty picture.
func New(width, height float64) *Scene { return &Scene{Width: width, Height: height} }

// Len is how many shapes and texts a picture has.
func (s *Scene) Len() int { return len(s.items) }

// An item is one of a shape, a text, and the begin or end of a part that is moved and clipped.
type item struct {
	path  *Path
	style Style
	text  *Text
	begin *part
	end   bool
}

type part struct {
	dx, dy     float64
	clip       bool
	x, y, w, h float64 // of the clip, in the part's coordinates
}

// A Style is how a shape is painted. Colours are as in CSS: #rrggbb or #rrggbbaa; none is not painted.
type Style struct {
	Fill, Stroke string
	Width        float64   // of the stroke
	Dash         []float64 // lengths of strokes and gaps
}

// An Anchor is where a text stands relative to its place.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// A Weight is one of the two weights of the font.
type Weight uint8

// The weights.
const (
	Regular Weight = iota
	Medium
)

// A Text is one line of text. Y is its baseline.
type Text struct {
	X, Y, Size float64
	Weight     Weight
	Anchor     Anchor
	Color      string
	S          string
}

// Path adds a shape.
func (s *Scene) Path(p *Path, style Style) {
	if p != nil && len(p.ops) > 0 {
		s.items = append(s.items, item{path: p, style: style})
	}
}

// Rect adds a rectangle. An empty one is not drawn.
func (s *Scene) Rect(x, y, w, h float64, style Style) {
	if w > 0 && h > 0 {
		s.Path(NewPath().Rect(x, y, w, h), style)
	}
}

// Line adds a straight line.
func (s *Scene) Line(x1, y1, x2, y2 float64, style Style) {
	s.Path(NewPath().MoveTo(x1, y1).LineTo(x2, y2), style)
}

// Text adds a text. An empty one is not drawn.
func (s *Scene) Text(t Text) {
	if t.S != "" && t.Size > 0 {
		s.items = append(s.items, item{text: &t})
	}
}

// Within draws a part of the picture in coordinates of its own.
func (s *Scene) Within(dx, dy float64, draw func()) {
	s.items = append(s.items, item{begin: &part{dx: dx, dy: dy}})
	draw()
	s.items = append(s.items, item{end: true})
}

// Clip draws what is seen through a rectangle only.
func (s *Scene) Clip(x, y, w, h float64, draw func()) {
	s.items = append(s.items, item{begin: &part{clip: true, x: x, y: y, w: w, h: h}})
	draw()
	s.items = append(s.items, item{end: true})
}

// Add draws another picture into this one, its corner at x and y.
func (s *Scene) Add(other *Scene, x, y float64) {
	s.Within(x, y, func() { s.items = append(s.items, other.items...) })
}

// Alpha gives a colour #rrggbb or #rrggbbaa an opacity, 0 to 1, that it is multiplied with.
func Alpha(hex string, opacity float64) string {
	c := parse(hex)
	a := float64(c.A) * min(max(opacity, 0), 1)
	const digits = "0123456789abcdef"
	out := []byte{'#'}
	for _, b := range []uint8{c.R, c.G, c.B, uint8(a + 0.5)} {
		out = append(out, digits[b>>4], digits[b&15])
	}
	return string(out)
}

// Mix is a colour between two, by the share of the second.
func Mix(a, b string, share float64) string {
	ca, cb := parse(a), parse(b)
	mix := func(x, y uint8) uint8 { return uint8(float64(x)*(1-share) + float64(y)*share + 0.5) }
	return Alpha(hexOf(color.NRGBA{R: mix(ca.R, cb.R), G: mix(ca.G, cb.G), B: mix(ca.B, cb.B), A: 255}), 1)[:7]
}

// Light reports whether dark text reads better than white on a colour.
func Light(hex string) bool {
	c := parse(hex)
	return 0.299*float64(c.R)+0.587*float64(c.G)+0.114*float64(c.B) > 150
}

func hexOf(c color.NRGBA) string {
	const digits = "0123456789abcdef"
	out := []byte{'#'}
	for _, b := range []uint8{c.R, c.G, c.B} {
		out = append(out, digits[b>>4], digits[b&15])
	}
	return string(out)
}

// parse reads a colour: #rgb, #rrggbb or #rrggbbaa. Anything else is transparent.
func parse(hex string) color.NRGBA {
	if len(hex) == 4 && hex[0] == '#' {
		hex = string([]byte{'#', hex[1], hex[1], hex[2], hex[2], hex[3], hex[3]})
	}
	if len(hex) == 7 {
		hex += "ff"
	}
	if len(hex) != 9 || hex[0] != '#' {
		return color.NRGBA{}
	}
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		return color.NRGBA{}
	}
	return color.NRGBA{R: uint8(n >> 24), G: uint8(n >> 16), B: uint8(n >> 8), A: uint8(n)}
}
