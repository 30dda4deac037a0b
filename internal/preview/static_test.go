package preview

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestFilesAreTheSameBytes draws a site twice, once on one processor.
func TestFilesAreTheSameBytes(t *testing.T) {
	first, err := testSite(t, "every-kind").Files(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second, err := testSite(t, "every-kind").Files(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != 4 || len(second) != 4 {
		t.Fatalf("%d and %d files", len(first), len(second))
	}
	for path, data := range first {
		if !bytes.Equal(data, second[path]) {
			t.Errorf("%s differs", path)
		}
	}
}

// TestFilesNeedNothingElse looks for what a browser would load, and at the sizes.
func TestFilesNeedNothingElse(t *testing.T) {
	for _, theme := range []string{"dark", "light"} {
		s := testSite(t, "every-kind")
		s.Theme = "light"
		if theme == "dark" {
			s.Theme = "dark"
		}
		files, err := s.Files(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for path, data := range files {
			for _, m := range regexp.MustCompile(`(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]+)`).FindAllSubmatch(data, -1) {
				to := string(m[1])
				if strings.HasSuffix(path, ".png") || strings.HasPrefix(to, "data:") || strings.HasPrefix(to, "#") || to == "index.html" || to == "every-kind.html" {
					continue
				}
				if to != "https://example.org/" { // a link that a text panel has
					t.Errorf("%s refers to %s", path, to)
				}
			}
			t.Logf("%s: %d kB", path, len(data)/1000)
		}
		img, err := png.Decode(bytes.NewReader(files["every-kind.png"]))
		if err != nil || img.Bounds().Dx() != pictureWidth || img.Bounds().Dy() < 1000 {
			t.Errorf("the picture is %v: %v", img.Bounds(), err)
		}
		wellFormed(t, files["every-kind.svg"])
	}
}

func wellFormed(t *testing.T, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("the SVG is not well-formed: %v", err)
		}
	}
}

// TestHostileTextIsText shows titles, labels, units and contents that are markup, queries and other scripts.
func TestHostileTextIsText(t *testing.T) {
	files, err := testSite(t, "hostile").Files(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for path, data := range files {
		if strings.HasSuffix(path, ".png") {
			continue
		}
		text := string(data)
		if strings.Contains(text, "<script>window") || strings.Contains(text, "<img src=x") || strings.Contains(text, "\u202e") {
			t.Errorf("%s holds markup of a label or a title", path)
		}
		if !strings.Contains(text, "&lt;script&gt;window.pwned=1&lt;/script&gt;") {
			t.Errorf("%s does not show the title", path)
		}
		if n := strings.Count(text, "<script"); path == "hostile.html" && n != 2 {
			t.Errorf("%s has %d scripts", path, n)
		}
		if longest := slices.Max(lengths(text)); strings.HasSuffix(path, ".svg") && longest > 500 {
			t.Errorf("%s shows a text of %d characters", path, longest)
		}
	}
	wellFormed(t, files["hostile.svg"])
}

// lengths are those of all texts of an SVG.
func lengths(svg string) []int {
	var out []int
	for _, m := range regexp.MustCompile(`<text[^>]*>([^<]*)<`).FindAllStringSubmatch(svg, -1) {
		out = append(out, len([]rune(m[1])))
	}
	return append(out, 0)
}
