package draw

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// PNG is the picture as pixels, scale of them to a CSS pixel. The error is that of the encoder, such as for a picture
// without any pixel.
func (s *Scene) PNG(scale float64) ([]byte, error) {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	err := encoder.Encode(&b, paletted(s.Raster(scale)))
	return b.Bytes(), err
}

// Raster is the picture as an image, scale pixels to a CSS pixel.
func (s *Scene) Raster(scale float64) *image.RGBA {
	w, h := int(math.Ceil(s.Width*scale)), int(math.Ceil(s.Height*scale))
	r := &raster{
		img: image.NewRGBA(image.Rect(0, 0, w, h)), scale: scale, rast: vector.NewRasterizer(0, 0),
		outlines: map[glyphKey][]polyline{}, masks: map[maskKey]*mask{},
	}
	r.state = state{clip: r.img.Bounds()}
	var saved []state
	for _, it := range s.items {
		switch {
		case it.end:
			r.state, saved = saved[len(saved)-1], saved[:len(saved)-1]
		case it.begin != nil:
			saved = append(saved, r.state)
			r.enter(it.begin)
		case it.path != nil:
			r.path(it.path, it.style)
		default:
			r.text(it.text)
		}
	}
	return r.img
}

type state struct {
	dx, dy float64 // in CSS pixels
	clip   image.Rectangle
}

type raster struct {
	state
	img      *image.RGBA
	scale    float64
	rast     *vector.Rasterizer
	outlines map[glyphKey][]polyline
	masks    map[maskKey]*mask
	buf      sfnt.Buffer
}

type glyphKey struct {
	weight Weight
	glyph  sfnt.GlyphIndex
}

// A maskKey is a glyph at a size and at one of four places within a pixel.
type maskKey struct {
	glyphKey
	size float64
	sub  uint8
}

type mask struct {
	alpha *image.Alpha
	at    image.Point // of its corner, from the pen
}

func (r *raster) enter(p *part) {
	if !p.clip {
		r.dx, r.dy = r.dx+p.dx, r.dy+p.dy
		return
	}
	pixel := func(v float64) int { return int(math.Round(v * r.scale)) }
	r.clip = r.clip.Intersect(image.Rect(pixel(p.x+r.dx), pixel(p.y+r.dy), pixel(p.x+p.w+r.dx), pixel(p.y+p.h+r.dy)))
}

func (r *raster) path(p *Path, s Style) {
	if c := parse(s.Fill); c.A > 0 {
		r.fill(p.flatten(), c)
	}
	if c := parse(s.Stroke); c.A > 0 && s.Width > 0 {
		r.fill(stroke(p, s.Width, s.Dash), c)
	}
}

// fill paints shapes, moved and scaled, where they are seen.
func (r *raster) fill(shapes []polyline, c color.NRGBA) {
	box := bounds(shapes)
	area := image.Rect(
		int(math.Floor((box[0]+r.dx)*r.scale)), int(math.Floor((box[1]+r.dy)*r.scale)),
		int(math.Ceil((box[2]+r.dx)*r.scale))+1, int(math.Ceil((box[3]+r.dy)*r.scale))+1).Intersect(r.clip)
	if area.Empty() {
		return
	}
	r.rast.Reset(area.Dx(), area.Dy())
	r.rast.DrawOp = draw.Over
	r.trace(shapes, r.dx*r.scale-float64(area.Min.X), r.dy*r.scale-float64(area.Min.Y), r.scale)
	r.rast.Draw(r.img, area, image.NewUniform(c), image.Point{})
}

func (r *raster) trace(shapes []polyline, dx, dy, scale float64) {
	for _, shape := range shapes {
		for i, p := range shape.pts {
			x, y := float32(p.x*scale+dx), float32(p.y*scale+dy)
			if i == 0 {
				r.rast.MoveTo(x, y)
			} else {
				r.rast.LineTo(x, y)
			}
		}
		r.rast.ClosePath()
	}
}

func bounds(shapes []polyline) [4]float64 {
	box := [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, s := range shapes {
		for _, p := range s.pts {
			box[0], box[1] = min(box[0], p.x), min(box[1], p.y)
			box[2], box[3] = max(box[2], p.x), max(box[3], p.y)
		}
	}
	for i, v := range box {
		if math.IsInf(v, 0) || math.IsNaN(v) || math.Abs(v) > 1e6 {
			box[i] = math.Copysign(1e6, v)
		}
	}
	return box
}

// text paints glyph by glyph, from masks that are kept.
func (r *raster) text(t *Text) {
	c := parse(t.Color)
	f := faces[t.Weight]()
	if c.A == 0 || f.font == nil {
		return
	}
	x := t.X
	switch t.Anchor {
	case Middle:
		x -= Width(t.S, t.Size, t.Weight) / 2
	case End:
		x -= Width(t.S, t.Size, t.Weight)
	case Start:
	}
	pen := (x + r.dx) * r.scale
	baseline := int(math.Round((t.Y + r.dy) * r.scale))
	ink := image.NewUniform(c)
	size := t.Size * r.scale
	for _, ch := range Clean(t.S) {
		if invisible(ch) {
			continue
		}
		g := f.glyph(&r.buf, ch)
		whole := math.Floor(pen)
		m := r.mask(maskKey{glyphKey{t.Weight, g}, size, uint8((pen - whole) * 4)}, f)
		if m != nil {
			corner := image.Pt(int(whole), baseline).Add(m.at)
			area := m.alpha.Bounds().Add(corner).Intersect(r.clip)
			draw.DrawMask(r.img, area, ink, image.Point{}, m.alpha, area.Min.Sub(corner), draw.Over)
		}
		pen += f.advances[g] / f.units * size
	}
}

// mask is a glyph's coverage, or nil where it has no ink.
func (r *raster) mask(key maskKey, f *face) *mask {
	if m, ok := r.masks[key]; ok {
		return m
	}
	shapes := r.outline(key.glyphKey, f)
	var m *mask
	if len(shapes) > 0 {
		scale := key.size / f.units
		shift := float64(key.sub)/4 + 0.125
		box := bounds(shapes)
		area := image.Rect(int(math.Floor(box[0]*scale)), int(math.Floor(box[1]*scale)), int(math.Ceil(box[2]*scale))+2, int(math.Ceil(box[3]*scale))+1)
		alpha := image.NewAlpha(image.Rect(0, 0, area.Dx(), area.Dy()))
		r.rast.Reset(area.Dx(), area.Dy())
		r.rast.DrawOp = draw.Src
		r.trace(shapes, shift-float64(area.Min.X), -float64(area.Min.Y), scale)
		r.rast.Draw(alpha, alpha.Bounds(), image.Opaque, image.Point{})
		m = &mask{alpha: alpha, at: area.Min}
	}
	r.masks[key] = m
	return m
}

// outline is a glyph's shape in units of the font.
func (r *raster) outline(key glyphKey, f *face) []polyline {
	if o, ok := r.outlines[key]; ok {
		return o
	}
	segments, err := f.font.LoadGlyph(&r.buf, key.glyph, fixed.I(int(f.units)), nil)
	if err != nil {
		return nil
	}
	p := NewPath()
	at := func(i fixed.Point26_6) (x, y float64) { return float64(i.X) / 64, float64(i.Y) / 64 }
	var x0, y0 float64
	for _, s := range segments {
		x1, y1 := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.MoveTo(x1, y1)
			x0, y0 = x1, y1
		case sfnt.SegmentOpLineTo:
			p.LineTo(x1, y1)
			x0, y0 = x1, y1
		case sfnt.SegmentOpQuadTo:
			x2, y2 := at(s.Args[1])
			p.CubicTo(x0+(x1-x0)*2/3, y0+(y1-y0)*2/3, x2+(x1-x2)*2/3, y2+(y1-y2)*2/3, x2, y2)
			x0, y0 = x2, y2
		case sfnt.SegmentOpCubeTo:
			x2, y2 := at(s.Args[1])
			x3, y3 := at(s.Args[2])
			p.CubicTo(x1, y1, x2, y2, x3, y3)
			x0, y0 = x3, y3
		}
	}
	var shapes []polyline
	for _, s := range p.flatten() {
		s.closed = true
		shapes = append(shapes, s)
	}
	r.outlines[key] = shapes
	return shapes
}
