package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
)

const root = "../../.."

// TestPicturesAreFresh draws every dashboard and compares. Processors round differently, so a few pixels may differ a
// little; a changed title is more than that.
func TestPicturesAreFresh(t *testing.T) {
	if testing.Short() {
		t.Skip("draws every dashboard; internal/preview draws side by side")
	}
	drawn, err := draw(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(drawn) != len(dashboards.All()) {
		t.Errorf("%d pictures of %d dashboards", len(drawn), len(dashboards.All()))
	}
	files, err := filepath.Glob(filepath.Join(root, "docs", "images", "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".png")
		kept[name] = true
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 210_000 {
			t.Errorf("%s has %d bytes", file, len(data))
		}
		if drawn[name] == nil {
			t.Errorf("%s shows a dashboard that there is not: run make pictures", file)
			continue
		}
		if n := different(decode(t, data), decode(t, drawn[name])); n > most {
			t.Errorf("%s is stale, %d pixels differ: run make pictures", file, n)
		}
	}
	for name := range drawn {
		if !kept[name] {
			t.Errorf("docs/images has no %s.png: run make pictures", name)
		}
	}
	page, err := gallery(root)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(filepath.Join(root, "docs", "gallery.md")); err != nil || !bytes.Equal(data, page) {
		t.Errorf("docs/gallery.md is stale: run make pictures: %v", err)
	}
}

// most is how many pixels may differ: fewer than one changed letter has.
const most = 12

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// different counts pixels that anybody sees to differ; all of them where the sizes do.
func different(a, b image.Image) int {
	if a.Bounds() != b.Bounds() {
		return a.Bounds().Dx() * a.Bounds().Dy()
	}
	n := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r, g, bl, _ := a.At(x, y).RGBA()
			r2, g2, bl2, _ := b.At(x, y).RGBA()
			if far(r, r2) || far(g, g2) || far(bl, bl2) {
				n++
			}
		}
	}
	return n
}

// far tells channels of 16 bits apart.
func far(a, b uint32) bool { return max(a, b)-min(a, b) > 48<<8 }

// TestADifferenceIsSeen: one letter more is found, and rounding is not.
func TestADifferenceIsSeen(t *testing.T) {
	a, b := image.NewRGBA(image.Rect(0, 0, 40, 40)), image.NewRGBA(image.Rect(0, 0, 40, 40))
	for i := range a.Pix {
		a.Pix[i], b.Pix[i] = 100, 110
	}
	if n := different(a, b); n != 0 {
		t.Errorf("rounding counts %d", n)
	}
	for i := range 4 * 40 {
		b.Pix[i] = 250
	}
	if n := different(a, b); n <= most {
		t.Errorf("a line counts %d", n)
	}
	if n := different(a, image.NewRGBA(image.Rect(0, 0, 40, 41))); n <= most {
		t.Errorf("another size counts %d", n)
	}
}
