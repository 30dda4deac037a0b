package preview

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"strings"
	"sync"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/internal/preview/chart"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// The widths at which files are drawn: a picture, the panels of a wide page, and a panel of a narrow one.
const (
	pictureWidth = 1600
	wideWidth    = 1200
	narrowWidth  = 380
)

// Files draws every dashboard of the site: for each a page that needs nothing else, an SVG and a PNG, and an index.
// The result is by path. The same site gives the same bytes. The error is the first of [Site.View] and [Site.Compare] that a
// dashboard has, or that the context ended.
func (s *Site) Files(ctx context.Context, progress func(done, of int)) (map[string][]byte, error) {
	results := make([]map[string][]byte, len(s.Entries))
	errs := make([]error, len(s.Entries))
	var mu sync.Mutex
	done := 0
	parallel.Each(len(s.Entries), func(i int) {
		results[i], errs[i] = s.files(ctx, s.Entries[i])
		mu.Lock()
		defer mu.Unlock()
		if done++; progress != nil {
			progress(done, len(s.Entries))
		}
	})
	out := map[string][]byte{}
	for i, files := range results {
		if errs[i] != nil {
			return nil, errs[i]
		}
		for path, data := range files {
			out[path] = data
		}
	}
	index := &page{Title: "Dashboards", Data: s.Data.Name(), Groups: s.groups(func(e Entry) string { return e.Path() + ".html" })}
	var err error
	out["index.html"], err = s.file("index", index)
	return out, err
}

// files are those of one dashboard.
func (s *Site) files(ctx context.Context, e Entry) (map[string][]byte, error) {
	v, err := s.View(ctx, e, Request{})
	if err != nil {
		return nil, err
	}
	results := v.EvaluateAll(ctx, pictureWidth)
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	scene := v.Picture(results, pictureWidth, s.Theme)
	png, err := scene.PNG(s.scale())
	if err != nil {
		return nil, err
	}
	html, err := s.boardFile(v, results)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{e.Path() + ".svg": scene.SVGFile(), e.Path() + ".png": png, e.Path() + ".html": html}
	if s.Base == "" {
		return out, nil
	}
	return out, s.compared(ctx, e, out)
}

func (s *Site) scale() float64 {
	if s.Scale > 0 {
		return s.Scale
	}
	return 1
}

// compared adds the files of a comparison with the site's base.
func (s *Site) compared(ctx context.Context, e Entry, out map[string][]byte) error {
	v, err := s.Compare(ctx, e, Request{})
	if err != nil {
		return err
	}
	results := v.EvaluateAll(ctx, pictureWidth)
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if out[e.Path()+".diff.html"], err = s.boardFile(v, results); err != nil || len(v.Rows) == 0 {
		return err
	}
	scene := v.Picture(results, pictureWidth, s.Theme)
	out[e.Path()+".diff.svg"] = scene.SVGFile()
	out[e.Path()+".diff.png"], err = scene.PNG(s.scale())
	return err
}

// boardFile is a page that holds all it needs: every panel for a wide page and for a narrow one, and the values that a
// pointer finds.
func (s *Site) boardFile(v *View, results map[string]*chart.Result) ([]byte, error) {
	type hover struct {
		*chart.Hover
		Narrow [4]float64 `json:"narrow"`
	}
	hovers := map[string]hover{}
	p := &page{
		Title: v.Title(), Environment: v.Entry.Environment, Data: v.data.Name(), Span: v.Span(), Places: v.places(wideWidth + 31),
		Home: strings.Repeat("../", strings.Count(v.Entry.Path(), "/")) + "index.html",
	}
	to := s.links(v.Entry, nil, func(e Entry) string {
		return strings.Repeat("../", strings.Count(v.Entry.Path(), "/")) + e.Path() + ".html"
	})
	p.Rows = v.rows(to, func(panel evaluate.View, into *pagePanel) {
		r := results[panel.Key]
		_, _, w, h := chart.PanelSize(panel.Box, wideWidth)
		header := chart.HeaderOf(panel) + 2
		if panel.Type.Value == "text" {
			into.Wide = template.HTML(words(r))
			into.Narrow = into.Wide
		} else {
			wide := chart.Panel(r, float64(int(w))-2, h-header, s.Theme)
			room := narrowWidth * float64(narrowColumns(panel.Box)) / 2
			narrow := chart.Scrolled(r, room, narrowHeight(panel.Box)-header, s.Theme)
			into.Wide, into.Narrow = template.HTML(wide.Scene.SVG()), template.HTML(narrow.Scene.SVG())
			into.Moves = narrow.Scene.Width > room
			if wide.Hover != nil {
				both := hover{Hover: wide.Hover, Narrow: wide.Hover.Plot}
				if narrow.Hover != nil {
					both.Narrow = narrow.Hover.Plot
				}
				hovers[panel.Key] = both
			}
		}
		into.Notes = draw.CleanLines(strings.Join(r.Says(), "\n"))
	})
	if s.Base != "" {
		p.compare(s, v, v.compared, v.Entry.file()+".diff.html", v.Entry.file()+".html")
	}
	p.Findings = v.findings()[0]
	data, err := json.Marshal(hovers) // "<" is escaped, so that no text of it ends the script
	if err != nil {
		return nil, err
	}
	p.Hover, p.JS = template.JS(data), template.JS(asset("page.js"))
	return s.file("board", p)
}

// file renders a page that needs nothing else. It may load nothing, and run no script but its own.
func (s *Site) file(name string, p *page) ([]byte, error) {
	p.Theme, p.CSS = string(s.Theme), template.CSS(asset("page.css"))
	sum := sha256.Sum256(asset("page.js"))
	p.Policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	var b bytes.Buffer
	if err := writePage(&b, name, p); err != nil {
		return nil, err
	}
	used := map[rune]bool{}
	for _, r := range b.String() {
		used[r] = true
	}
	for r := ' '; r < 0x7f; r++ {
		used[r] = true
	}
	p.Fonts = template.CSS(draw.FontFaces(draw.Glyphs{Weight: draw.Regular, Used: used}, draw.Glyphs{Weight: draw.Medium, Used: used}))
	b.Reset()
	err := writePage(&b, name, p)
	return b.Bytes(), err
}
