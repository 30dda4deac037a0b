package draw

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/color"
	"io"
	"math"
	"strings"
	"testing"
)

func sample() *Scene {
	s := New(200, 100)
	s.Title = `a "b" <c>`
	s.Rect(0, 0, 200, 100, Style{Fill: "#181b1f"})
	s.Path(NewPath().MoveTo(10, 90).LineTo(60, 20).LineTo(110, 80).LineTo(190, 15), Style{Stroke: "#73bf69", Width: 2})
	s.Path(NewPath().Ring(150, 60, 10, 20, 0, 4), Style{Fill: "#f2495c80"})
	s.Clip(0, 0, 100, 50, func() { s.Rect(96, 40, 50, 50, Style{Fill: "#ffffff"}) })
	s.Line(10, 95, 190, 95, Style{Stroke: "#ccccdc", Width: 1, Dash: []float64{6, 6}})
	s.Text(Text{X: 100, Y: 38, Size: 14, Anchor: Middle, Color: "#ccccdc", S: `<script>"é" & ≥ 10 s`, Weight: Medium})
	s.Text(Text{X: 5, Y: 14, Size: 12, Color: "#ccccdc", S: "1.69 req/s"})
	return s
}

func TestBothBackendsShowTheSame(t *testing.T) {
	s := sample()
	img := s.Raster(1)
	at := func(x, y int) color.RGBA { return img.RGBAAt(x, y) }
	if got := at(97, 48); got != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("inside of the clip is %v", got)
	}
	if got := at(20, 40); got != (color.RGBA{0x18, 0x1b, 0x1f, 255}) {
		t.Errorf("outside of the clip is %v", got)
	}
	if got := at(57, 23); got.G < 0x90 {
		t.Errorf("the line is %v", got)
	}
	if got := at(150, 60); got != (color.RGBA{0x18, 0x1b, 0x1f, 255}) {
		t.Errorf("the hole of the ring is %v", got)
	}
	svg := string(s.SVG())
	if strings.Contains(svg, "<script>") || !strings.Contains(svg, "&lt;script&gt;&quot;é&quot; &amp; ≥ 10 s</text>") {
		t.Errorf("the text is not escaped: %s", svg)
	}
	if !strings.Contains(svg, `aria-label="a &quot;b&quot; &lt;c&gt;"`) {
		t.Errorf("no label: %s", svg)
	}
	for _, data := range [][]byte{s.SVG(), s.SVGFile()} {
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestBytesAreTheSame(t *testing.T) {
	a, err := sample().PNG(2)
	if err != nil {
		t.Fatal(err)
	}
	b, err := sample().PNG(2)
	if err != nil || !bytes.Equal(a, b) || !bytes.Equal(sample().SVGFile(), sample().SVGFile()) {
		t.Error("two pictures of the same differ", err)
	}
}

func TestFontIsRead(t *testing.T) {
	for _, w := range []Weight{Regular, Medium} {
		f := faces[w]()
		if f.font == nil || len(f.advances) < 1000 || f.ascii['A'] == 0 {
			t.Errorf("weight %d has %d glyphs", w, len(f.advances))
		}
	}
	if w := Width("iiii", 12, Regular); w >= Width("WWWW", 12, Regular) || w <= 0 {
		t.Errorf("four i are %v wide", w)
	}
}

func TestFit(t *testing.T) {
	long := strings.Repeat("word ", 2000)
	for _, tt := range []struct {
		s     string
		width float64
		want  string
	}{
		{"short", 100, "short"},
		{"", 10, ""},
		{"Time To First Token", 66, "Time To…"},
		{"anything", 3, ""},
		{"two\nlines\tand\x00", 200, "two lines and\ufffd"},
		{"turned \u202e around", 200, "turned  around"},
	} {
		if got := Fit(tt.s, 14, Medium, tt.width); got != tt.want {
			t.Errorf("%q in %v is %q, want %q", tt.s, tt.width, got, tt.want)
		}
	}
	if got := Fit(long, 14, Regular, 300); Width(got, 14, Regular) > 300 || !strings.HasSuffix(got, "…") {
		t.Errorf("%q is too long", got)
	}
	if got := FitMiddle("granite-3-2-8b-instruct-predictor-5d6b9c7f88-4hznr", 12, Regular, 150); !strings.HasPrefix(got, "granite") || !strings.HasSuffix(got, "4hznr") || Width(got, 12, Regular) > 150 {
		t.Errorf("cut in the middle: %q", got)
	}
	for _, line := range Wrap(long+strings.Repeat("x", 500), 12, Regular, 200) {
		if Width(line, 12, Regular) > 200 {
			t.Errorf("the line %q is too wide", line)
		}
	}
}

func TestColours(t *testing.T) {
	if got := Alpha("#ff0000", 0.5); got != "#ff000080" {
		t.Error(got)
	}
	if got := Alpha("#ff000080", 0.5); got != "#ff000040" {
		t.Error(got)
	}
	if got := Mix("#000000", "#ffffff", 0.5); got != "#808080" {
		t.Error(got)
	}
	if parse("nonsense").A != 0 || parse("#12g").A != 0 || parse("#fff").R != 255 {
		t.Error("colours are misread")
	}
}

// TestSubset leaves the outlines out that a picture does not need, those of composed characters kept.
func TestSubset(t *testing.T) {
	whole, some := WOFF(Glyphs{Regular, nil}), WOFF(Glyphs{Regular, map[rune]bool{'é': true, 'A': true}})
	if len(some) > len(whole)/4 || len(some) < 5000 {
		t.Errorf("two characters take %d bytes of %d", len(some), len(whole))
	}
	t.Logf("whole %d, two characters %d bytes", len(whole), len(some))
	f := faces[Regular]()
	tables := readTables(f.data)
	keepGlyphs(tables, f, map[rune]bool{'é': true})
	if len(tables["loca"]) != len(readTables(f.data)["loca"]) {
		t.Error("glyphs changed their numbers")
	}
}

// TestFarAwayValues: a line to a value far outside of the picture is neither cut into dashes without end nor written as a
// number that wraps around.
func TestFarAwayValues(t *testing.T) {
	line := polyline{pts: []point{{0, 0}, {10, 1e15}, {20, 0}}}
	if pieces := dashed(line, []float64{10, 10}); len(pieces) > 10 {
		t.Errorf("%d dashes", len(pieces))
	}
	s := New(100, 100)
	s.Path(NewPath().MoveTo(0, 50).LineTo(50, 1e300).LineTo(100, math.Inf(-1)), Style{Stroke: "#ffffff", Width: 1, Dash: []float64{5, 5}})
	if svg := string(s.SVG()); !strings.Contains(svg, `d="M0 50L50 1000000000 100 -1000000000"`) {
		t.Error(svg)
	}
	s.Raster(1)
}
