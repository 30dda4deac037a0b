package draw

import (
	"math"
	"strconv"
)

// SVG is the picture for a page that has the font.
func (s *Scene) SVG() []byte { return s.svg("") }

// SVGFile is the picture as a file of its own, with the glyphs that it needs.
func (s *Scene) SVGFile() []byte {
	return s.svg("<style>" + FontFaces(s.used()...) + "</style>")
}

func (s *Scene) svg(head string) []byte {
	b := make([]byte, 0, 1<<12)
	b = append(b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `...)
	b = number(b, s.Width)
	b = append(b, ' ')
	b = number(b, s.Height)
	b = append(b, `" width="`...)
	b = number(b, s.Width)
	b = append(b, `" height="`...)
	b = number(b, s.Height)
	b = append(b, `" role="img" font-family="`+FontFamily+`" font-kerning="none"`...)
	if s.Title != "" {
		b = append(b, ` aria-label="`...)
		b = Escape(b, s.Title)
		b = append(b, '"')
	}
	b = append(b, '>')
	b = append(b, head...)
	var open []string
	for _, it := range s.items {
		switch {
		case it.end:
			b = append(b, open[len(open)-1]...)
			open = open[:len(open)-1]
		case it.begin != nil && it.begin.clip:
			b = it.begin.clipSVG(b)
			open = append(open, "</svg>")
		case it.begin != nil:
			open = append(open, "</g>")
			b = append(b, `<g transform="translate(`...)
			b = number(b, it.begin.dx)
			b = append(b, ' ')
			b = number(b, it.begin.dy)
			b = append(b, `)">`...)
		case it.path != nil:
			b = it.path.svg(b, it.style)
		default:
			b = it.text.svg(b)
		}
	}
	return append(b, "</svg>"...)
}

// clipSVG begins what is seen through a rectangle: an svg element cuts what lies outside of it, and needs no name, which
// would have to be unique on the page.
func (p *part) clipSVG(b []byte) []byte {
	place := func(name string, v float64) {
		b = append(b, name...)
		b = number(b, v)
		b = append(b, '"')
	}
	b = append(b, "<svg"...)
	place(` x="`, p.x)
	place(` y="`, p.y)
	place(` width="`, p.w)
	place(` height="`, p.h)
	b = append(b, ` viewBox="`...)
	for i, v := range []float64{p.x, p.y, p.w, p.h} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = number(b, v)
	}
	return append(b, `">`...)
}

func (p *Path) svg(b []byte, s Style) []byte {
	b = append(b, `<path d="`...)
	at := 0
	last := op(255)
	for _, o := range p.ops {
		n := 1
		switch o {
		case moveTo:
			b = append(b, 'M')
		case lineTo:
			if last != lineTo {
				b = append(b, 'L')
			} else {
				b = append(b, ' ')
			}
		case cubicTo:
			b = append(b, 'C')
			n = 3
		case closePath:
			b = append(b, 'Z')
			n = 0
		}
		for i := range n {
			if i > 0 {
				b = append(b, ' ')
			}
			b = number(b, p.pts[at].x)
			b = append(b, ' ')
			b = number(b, p.pts[at].y)
			at++
		}
		last = o
	}
	b = append(b, '"')
	b = paint(b, "fill", s.Fill)
	if s.Stroke != "" && s.Width > 0 {
		b = paint(b, "stroke", s.Stroke)
		if s.Width != 1 {
			b = append(b, ` stroke-width="`...)
			b = number(b, s.Width)
			b = append(b, '"')
		}
		if len(s.Dash) > 0 {
			b = append(b, ` stroke-dasharray="`...)
			for i, d := range s.Dash {
				if i > 0 {
					b = append(b, ' ')
				}
				b = number(b, d)
			}
			b = append(b, '"')
		}
	}
	return append(b, "/>"...)
}

// paint writes a colour attribute; what is not painted must say so only for the inside.
func paint(b []byte, name, hex string) []byte {
	c := parse(hex)
	if c.A == 0 {
		if name == "fill" {
			b = append(b, ` fill="none"`...)
		}
		return b
	}
	b = append(b, ' ')
	b = append(b, name...)
	b = append(b, `="`...)
	b = append(b, hexOf(c)...)
	b = append(b, '"')
	if c.A < 255 {
		b = append(b, ' ')
		b = append(b, name...)
		b = append(b, `-opacity="`...)
		b = number(b, math.Round(float64(c.A)/255*1000)/1000)
		b = append(b, '"')
	}
	return b
}

func (t *Text) svg(b []byte) []byte {
	b = append(b, `<text x="`...)
	b = number(b, t.X)
	b = append(b, `" y="`...)
	b = number(b, t.Y)
	b = append(b, `" font-size="`...)
	b = number(b, t.Size)
	b = append(b, '"')
	switch t.Anchor {
	case Middle:
		b = append(b, ` text-anchor="middle"`...)
	case End:
		b = append(b, ` text-anchor="end"`...)
	case Start:
	}
	if t.Weight == Medium {
		b = append(b, ` font-weight="500"`...)
	}
	b = paint(b, "fill", t.Color)
	b = append(b, '>')
	b = Escape(b, t.S)
	return append(b, "</text>"...)
}

// number writes a coordinate with two digits after the point at most. What lies far outside of any picture stays outside.
func number(b []byte, f float64) []byte {
	if math.IsNaN(f) {
		return append(b, '0')
	}
	const far = 1e9
	n := int64(math.Round(min(max(f, -far), far) * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	if r := n % 100; r != 0 {
		b = append(b, '.', byte('0'+r/10))
		if r%10 != 0 {
			b = append(b, byte('0'+r%10))
		}
	}
	return b
}

// Escape appends a text as XML and HTML hold it, in an element or between double quotes.
func Escape(b []byte, s string) []byte {
	for _, r := range Clean(s) {
		switch r {
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		case '&':
			b = append(b, "&amp;"...)
		case '"':
			b = append(b, "&quot;"...)
		case '\'':
			b = append(b, "&#39;"...)
		default:
			b = append(b, string(r)...)
		}
	}
	return b
}
