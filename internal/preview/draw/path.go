package draw

import "math"

// A Path is a shape: lines and curves, in one or several pieces.
type Path struct {
	ops []op
	pts []point
}

type op uint8

const (
	moveTo  op = iota // one point
	lineTo            // one point
	cubicTo           // three points
	closePath
)

type point struct{ x, y float64 }

// NewPath returns an empty path.
func NewPath() *Path { return &Path{} }

// MoveTo begins a piece.
func (p *Path) MoveTo(x, y float64) *Path { return p.add(moveTo, point{x, y}) }

// LineTo adds a straight line.
func (p *Path) LineTo(x, y float64) *Path { return p.add(lineTo, point{x, y}) }

// CubicTo adds a Bézier curve with two control points.
func (p *Path) CubicTo(x1, y1, x2, y2, x, y float64) *Path {
	return p.add(cubicTo, point{x1, y1}, point{x2, y2}, point{x, y})
}

// Close ends a piece where it began.
func (p *Path) Close() *Path { return p.add(closePath) }

// Empty reports whether nothing was added.
func (p *Path) Empty() bool { return len(p.ops) == 0 }

func (p *Path) add(o op, pts ...point) *Path {
	p.ops = append(p.ops, o)
	p.pts = append(p.pts, pts...)
	return p
}

// Rect adds a rectangle.
func (p *Path) Rect(x, y, w, h float64) *Path {
	return p.MoveTo(x, y).LineTo(x+w, y).LineTo(x+w, y+h).LineTo(x, y+h).Close()
}

// RoundRect adds a rectangle with round corners.
func (p *Path) RoundRect(x, y, w, h, r float64) *Path {
	r = min(r, w/2, h/2)
	if r <= 0 {
		return p.Rect(x, y, w, h)
	}
	const k = 0.5522847498 // of a circle's quarter
	c := r * (1 - k)
	return p.MoveTo(x+r, y).LineTo(x+w-r, y).CubicTo(x+w-c, y, x+w, y+c, x+w, y+r).
		LineTo(x+w, y+h-r).CubicTo(x+w, y+h-c, x+w-c, y+h, x+w-r, y+h).
		LineTo(x+r, y+h).CubicTo(x+c, y+h, x, y+h-c, x, y+h-r).
		LineTo(x, y+r).CubicTo(x, y+c, x+c, y, x+r, y).Close()
}

// Circle adds a circle.
func (p *Path) Circle(x, y, r float64) *Path {
	return p.MoveTo(x+r, y).Arc(x, y, r, 0, 2*math.Pi).Close()
}

// Ring adds a piece of a ring between two radii and two angles.
func (p *Path) Ring(x, y, inner, outer, from, to float64) *Path {
	p.MoveTo(x+outer*math.Cos(from), y+outer*math.Sin(from)).Arc(x, y, outer, from, to)
	if inner <= 0 {
		return p.LineTo(x, y).Close()
	}
	return p.LineTo(x+inner*math.Cos(to), y+inner*math.Sin(to)).Arc(x, y, inner, to, from).Close()
}

// Arc continues a piece along a circle between two angles.
func (p *Path) Arc(x, y, r, from, to float64) *Path {
	n := max(1, int(math.Ceil(math.Abs(to-from)/(math.Pi/4))))
	step := (to - from) / float64(n)
	k := 4.0 / 3 * math.Tan(step/4)
	for i := range n {
		a, b := from+float64(i)*step, from+float64(i+1)*step
		sa, ca := math.Sincos(a)
		sb, cb := math.Sincos(b)
		p.CubicTo(x+r*(ca-k*sa), y+r*(sa+k*ca), x+r*(cb+k*sb), y+r*(sb-k*cb), x+r*cb, y+r*sb)
	}
	return p
}

// A polyline is a piece of a path with its curves cut into lines.
type polyline struct {
	pts    []point
	closed bool
}

// flatten cuts a path into lines, off by a tenth of a pixel at most for the sizes of a page.
func (p *Path) flatten() []polyline {
	var out []polyline
	var cur polyline
	at := 0
	flush := func() {
		if len(cur.pts) > 0 {
			out = append(out, cur)
		}
		cur = polyline{}
	}
	for _, o := range p.ops {
		switch o {
		case moveTo:
			flush()
			cur.pts = append(cur.pts, p.pts[at])
			at++
		case lineTo:
			cur.pts = append(cur.pts, p.pts[at])
			at++
		case cubicTo:
			cur.pts = cubic(cur.pts, p.pts[at], p.pts[at+1], p.pts[at+2])
			at += 3
		case closePath:
			cur.closed = true
			flush()
		}
	}
	flush()
	return out
}

func cubic(pts []point, b, c, d point) []point {
	if len(pts) == 0 {
		return append(pts, d)
	}
	a := pts[len(pts)-1]
	length := math.Hypot(b.x-a.x, b.y-a.y) + math.Hypot(c.x-b.x, c.y-b.y) + math.Hypot(d.x-c.x, d.y-c.y)
	n := min(max(2, int(math.Sqrt(length)*1.5)), 64)
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		w0, w1, w2, w3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		pts = append(pts, point{w0*a.x + w1*b.x + w2*c.x + w3*d.x, w0*a.y + w1*b.y + w2*c.y + w3*d.y})
	}
	return pts
}
