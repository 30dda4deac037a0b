package draw

import "math"

// miterLimit is the ratio of a corner's point to the stroke's width from which on the corner is cut.
const miterLimit = 2

// stroke is the outline of a line along a path: shapes to be filled.
func stroke(p *Path, width float64, dash []float64) []polyline {
	var out []polyline
	for _, line := range p.flatten() {
		for _, piece := range dashed(line, dash) {
			out = append(out, outline(piece, width/2)...)
		}
	}
	return out
}

// maxDashed is the length, in pixels, from which on a line is not dashed: it leads to a value far outside of the picture.
const maxDashed = 1e5

// dashed cuts a line into strokes and gaps.
func dashed(line polyline, dash []float64) []polyline {
	total := 0.0
	for _, d := range dash {
		total += d
	}
	if total <= 0 {
		return []polyline{line}
	}
	pts := line.pts
	if line.closed && len(pts) > 0 {
		pts = append(pts[:len(pts):len(pts)], pts[0])
	}
	var out []polyline
	var cur []point
	at, left := 0, dash[0]
	for i, b := range pts {
		if i == 0 {
			cur = []point{b}
			continue
		}
		a := pts[i-1]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		if !(length < maxDashed) {
			cur = append(cur, b)
			continue
		}
		done := 0.0
		for length-done > left {
			done += left
			t := done / length
			cut := point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t}
			if at%2 == 0 {
				out = append(out, polyline{pts: append(cur, cut)})
			}
			at++
			left = max(dash[at%len(dash)], 0.1)
			cur = []point{cut}
		}
		left -= length - done
		cur = append(cur, b)
	}
	if at%2 == 0 && len(cur) > 1 {
		out = append(out, polyline{pts: cur})
	}
	return out
}

// outline is the shape that a line of twice half covers: along one side and back along the other.
func outline(line polyline, half float64) []polyline {
	pts := distinct(line.pts)
	if line.closed && len(pts) > 1 && pts[0] == pts[len(pts)-1] {
		pts = pts[:len(pts)-1]
	}
	switch {
	case len(pts) == 0:
		return nil
	case len(pts) == 1:
		return NewPath().Circle(pts[0].x, pts[0].y, half).flatten()
	case line.closed && len(pts) > 2:
		back := make([]point, len(pts))
		for i, p := range pts {
			back[len(pts)-1-i] = p
		}
		return []polyline{{pts: side(pts, half, true), closed: true}, {pts: side(back, half, true), closed: true}}
	}
	shape := side(pts, half, false)
	back := make([]point, len(pts))
	for i, p := range pts {
		back[len(pts)-1-i] = p
	}
	return []polyline{{pts: append(shape, side(back, half, false)...), closed: true}}
}

func distinct(pts []point) []point {
	var out []point
	for _, p := range pts {
		if n := len(out); n == 0 || math.Hypot(p.x-out[n-1].x, p.y-out[n-1].y) > 1e-6 {
			out = append(out, p)
		}
	}
	return out
}

// side is a line moved to its left by half a width, corners pointed where they are flat and cut where they are sharp.
func side(pts []point, half float64, closed bool) []point {
	normal := func(a, b point) point {
		l := math.Hypot(b.x-a.x, b.y-a.y)
		return point{(b.y - a.y) / l * half, -(b.x - a.x) / l * half}
	}
	n := len(pts)
	out := make([]point, 0, n+2)
	for i, p := range pts {
		var before, after point
		switch {
		case closed:
			before, after = normal(pts[(i+n-1)%n], p), normal(p, pts[(i+1)%n])
		case i == 0:
			after = normal(p, pts[1])
			before = after
		case i == n-1:
			before = normal(pts[n-2], p)
			after = before
		default:
			before, after = normal(pts[i-1], p), normal(p, pts[i+1])
		}
		sum := point{before.x + after.x, before.y + after.y}
		square := sum.x*sum.x + sum.y*sum.y
		// The corner lies along the sum of the normals, as far out as both sides meet.
		if scale := 2 * half * half / square; square > 0 && scale*math.Sqrt(square) <= miterLimit*half {
			out = append(out, point{p.x + sum.x*scale, p.y + sum.y*scale})
			continue
		}
		out = append(out, point{p.x + before.x, p.y + before.y}, point{p.x + after.x, p.y + after.y})
	}
	return out
}
