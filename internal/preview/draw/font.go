package draw

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"eliasnaur.com/font/roboto/robotomedium"
	"eliasnaur.com/font/roboto/robotoregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// FontFamily is the name under which a page knows the font, and what a browser takes for characters that it lacks.
const FontFamily = "Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"

// A face is a weight of the font with the widths of its glyphs.
type face struct {
	data     []byte
	font     *sfnt.Font
	units    float64 // of an em
	advances []float64
	ascii    [utf8.RuneSelf]sfnt.GlyphIndex
}

var faces = [...]func() *face{
	Regular: sync.OnceValue(func() *face { return newFace(robotoregular.TTF) }),
	Medium:  sync.OnceValue(func() *face { return newFace(robotomedium.TTF) }),
}

func newFace(data []byte) *face {
	f, err := sfnt.Parse(data)
	if err != nil {
		return &face{data: data, units: 1} // the font is a part of the binary; a test reads it
	}
	out := &face{data: data, font: f, units: float64(f.UnitsPerEm()), advances: make([]float64, f.NumGlyphs())}
	var buf sfnt.Buffer
	for i := range out.advances {
		a, err := f.GlyphAdvance(&buf, sfnt.GlyphIndex(i), fixed.I(int(f.UnitsPerEm())), font.HintingNone)
		if err == nil {
			out.advances[i] = float64(a) / 64
		}
	}
	for r := range rune(utf8.RuneSelf) {
		out.ascii[r], _ = f.GlyphIndex(&buf, r)
	}
	return out
}

// glyph is the glyph of a character; 0 where the font has none.
func (f *face) glyph(buf *sfnt.Buffer, r rune) sfnt.GlyphIndex {
	if r < utf8.RuneSelf {
		return f.ascii[max(r, 0)]
	}
	g, err := f.font.GlyphIndex(buf, r)
	if err != nil {
		return 0
	}
	return g
}

// Width is how wide a text is.
func Width(s string, size float64, w Weight) float64 {
	f := faces[w]()
	var buf sfnt.Buffer
	sum := 0.0
	for _, r := range s {
		sum += f.advance(&buf, r)
	}
	return sum / f.units * size
}

func (f *face) advance(buf *sfnt.Buffer, r rune) float64 {
	if invisible(r) {
		return 0
	}
	return f.advances[f.glyph(buf, r)]
}

// invisible reports whether a character takes no room: marks on the one before, joiners, directions.
func invisible(r rune) bool {
	return r >= 0x300 && (unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || r >= 0xfe00 && r <= 0xfe0f)
}

// Fit cuts a text to a width and ends it with an ellipsis where it is longer. Nothing is left where not even that fits.
func Fit(s string, size float64, w Weight, width float64) string {
	s = Clean(s)
	f := faces[w]()
	var buf sfnt.Buffer
	limit := width / size * f.units
	dots := f.advance(&buf, '…')
	sum, cut := 0.0, 0
	for i, r := range s {
		a := f.advance(&buf, r)
		if sum+dots <= limit && a > 0 {
			cut = i
		}
		if sum += a; sum > limit+1e-9 {
			if dots > limit {
				return ""
			}
			return strings.TrimRight(s[:cut], " ") + "…"
		}
	}
	return s
}

// FitMiddle cuts a text to a width in its middle, for names whose ends tell them apart.
func FitMiddle(s string, size float64, w Weight, width float64) string {
	s = Clean(s)
	if Width(s, size, w) <= width {
		return s
	}
	runes := []rune(s)
	for keep := min(len(runes)-1, 200); keep > 2; keep-- {
		head := (keep + 1) / 2
		short := string(runes[:head]) + "…" + string(runes[len(runes)-(keep-head):])
		if Width(short, size, w) <= width {
			return short
		}
	}
	return Fit(s, size, w, width)
}

// Wrap breaks a text into lines of a width at most, between words where it can.
func Wrap(s string, size float64, w Weight, width float64) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		line := ""
		for word := range strings.FieldsSeq(Clean(paragraph)) {
			next := word
			if line != "" {
				next = line + " " + word
			}
			if Width(next, size, w) <= width {
				line = next
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for line = word; Width(line, size, w) > width; {
				cut := prefix(line, size, w, width)
				lines = append(lines, line[:cut])
				line = line[cut:]
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// prefix is how many bytes of a text fit into a width, one character at least.
func prefix(s string, size float64, w Weight, width float64) int {
	f := faces[w]()
	var buf sfnt.Buffer
	sum := 0.0
	for i, r := range s {
		if sum += f.advance(&buf, r); i > 0 && sum > width/size*f.units {
			return i
		}
	}
	return len(s)
}

// Clean makes one line of a text, without characters that XML can't hold or that turn the text around it.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r', r == '\u2028', r == '\u2029':
			return ' '
		case r < ' ', r >= 0x7f && r < 0xa0, r == 0xfffe, r == 0xffff:
			return '\ufffd'
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

// CleanLines is Clean with the line breaks kept.
func CleanLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = Clean(lines[i])
	}
	return strings.Join(lines, "\n")
}
