package draw

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// maxColours is how many a picture has: with more, the eye sees no better and the file is larger.
const maxColours = 128

// A shade is a colour of a picture and how many pixels have it.
type shade struct {
	rgb   [3]uint8
	count int
}

// paletted is a picture with at most 128 colours: a third of the bytes. Charts have few colours, and the many shades at
// the edges of letters and lines can be told apart by nobody. Where there are no more colours, none changes.
func paletted(img *image.RGBA) *image.Paletted {
	counts := map[[3]uint8]int{}
	runs(img, func(rgb [3]uint8, _, n int) { counts[rgb] += n })
	shades := make([]shade, 0, len(counts))
	for rgb, n := range counts {
		shades = append(shades, shade{rgb, n})
	}
	slices.SortFunc(shades, func(a, b shade) int { return slices.Compare(a.rgb[:], b.rgb[:]) }) // the same on every run
	index := make(map[[3]uint8]uint8, len(shades))
	out := image.NewPaletted(img.Rect, nil)
	boxes := cut(shades)
	for _, box := range boxes {
		rgb := mean(box.shades)
		out.Palette = append(out.Palette, color.RGBA{rgb[0], rgb[1], rgb[2], 255})
		for _, s := range box.shades {
			index[s.rgb] = uint8(len(out.Palette) - 1)
		}
	}
	runs(img, func(rgb [3]uint8, at, n int) {
		to := index[rgb]
		for i := range n {
			out.Pix[at+i] = to
		}
	})
	return out
}

// runs are the pixels of one colour that follow each other: most do.
func runs(img *image.RGBA, do func(rgb [3]uint8, at, n int)) {
	pix := img.Pix
	for at := 0; at < len(pix); {
		rgb := [3]uint8{pix[at], pix[at+1], pix[at+2]}
		end := at + 4
		for end < len(pix) && pix[end] == rgb[0] && pix[end+1] == rgb[1] && pix[end+2] == rgb[2] {
			end += 4
		}
		do(rgb, at/4, (end-at)/4)
		at = end
	}
}

// A box is a group of colours that become one.
type box struct {
	shades []shade
	axis   int // of red, green and blue the one in which they differ most
	spread float64
}

func boxOf(shades []shade) box {
	b := box{shades: shades, spread: -1}
	for axis := range 3 {
		if v := spread(shades, axis); len(shades) > 1 && v > b.spread {
			b.axis, b.spread = axis, v
		}
	}
	return b
}

// cut divides colours into as many boxes as a palette has, each time the one that is farthest from being one colour.
func cut(shades []shade) []box {
	boxes := []box{boxOf(shades)}
	for len(boxes) < min(maxColours, len(shades)) {
		worst := 0
		for i := range boxes {
			if boxes[i].spread > boxes[worst].spread {
				worst = i
			}
		}
		b := boxes[worst]
		slices.SortStableFunc(b.shades, func(x, y shade) int { return cmp.Compare(x.rgb[b.axis], y.rgb[b.axis]) })
		at := middle(b.shades, b.axis)
		boxes[worst] = boxOf(b.shades[:at])
		boxes = append(boxes, boxOf(b.shades[at:]))
	}
	return boxes
}

// weight is how much a shade counts: large areas more, but not so much that small things lose their colour.
func (s shade) weight() float64 { return 1 + float64(min(s.count, 1000)) }

// spread is how far colours are from their mean, in one of red, green and blue.
func spread(box []shade, axis int) float64 {
	n, sum, squares := 0.0, 0.0, 0.0
	for _, s := range box {
		v, w := float64(s.rgb[axis]), s.weight()
		n, sum, squares = n+w, sum+w*v, squares+w*v*v
	}
	return squares - sum*sum/n
}

// middle is where sorted colours are cut: at their mean, with something on both sides.
func middle(box []shade, axis int) int {
	n, sum := 0.0, 0.0
	for _, s := range box {
		n, sum = n+s.weight(), sum+s.weight()*float64(s.rgb[axis])
	}
	at, _ := slices.BinarySearchFunc(box, sum/n, func(s shade, mean float64) int { return cmp.Compare(float64(s.rgb[axis]), mean) })
	return min(max(at, 1), len(box)-1)
}

// mean is the colour of a box: that of most of its pixels where it is that of nearly all, else between them.
func mean(box []shade) [3]uint8 {
	n, most := 0, box[0]
	var sum [3]int
	for _, s := range box {
		n += s.count
		for a := range 3 {
			sum[a] += s.count * int(s.rgb[a])
		}
		if s.count > most.count {
			most = s
		}
	}
	if most.count*10 > n*9 {
		return most.rgb
	}
	var out [3]uint8
	for a := range 3 {
		out[a] = uint8((sum[a] + n/2) / n)
	}
	return out
}
