package preview

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/llm-observability/dashgen/internal/preview/board"
	"github.com/llm-observability/dashgen/internal/preview/chart"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

//go:embed assets
var assets embed.FS

func asset(name string) []byte {
	data, err := assets.ReadFile("assets/" + name)
	if err != nil {
		return nil // it is embedded; a test looks at every one
	}
	return data
}

var templates = sync.OnceValues(func() (*template.Template, error) {
	return template.New("page").ParseFS(assets, "assets/page.html")
})

// writePage executes a template. Every text in it is escaped by html/template.
func writePage(w io.Writer, name string, p *page) error {
	t, err := templates()
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(w, name, p)
}

// A page is what a template shows.
type page struct {
	Theme, Title, Data, Error string
	Live                      bool
	Policy, Nonce             string       // what the page may load
	Fonts, CSS                template.CSS // in a file
	Places                    template.CSS
	JS                        template.JS
	Hover                     template.JS

	Groups []group // of the index

	Home, Environment, Span    string
	PanelURL, Action, SVG, PNG string
	Tenant                     string
	Tenants                    []string
	Pickers                    []pagePicker
	Ranges                     []pageOption
	Rows                       []pageRow
}

type group struct {
	Name    string
	Entries []pageEntry
}

type pageEntry struct{ Link, Title, Description string }

type pageOption struct {
	Text, Value string
	Picked      bool
}

type pagePicker struct {
	Field, Label, Shown, Typed, Description, Error string
	Multi, Free                                    bool
	Options                                        []pageOption
}

type pageRow struct {
	Title     string
	Collapsed bool
	Panels    []pagePanel
}

type pagePanel struct {
	Name                      string // an id of the page
	ID                        int
	Title, Description, Notes string
	Wide, Narrow              template.HTML
}

// groups lists the site's dashboards by environment.
func (s *Site) groups(link func(Entry) string) []group {
	var out []group
	for _, e := range s.Entries {
		if n := len(out); n == 0 || out[n-1].Name != e.Environment {
			out = append(out, group{Name: e.Environment})
		}
		last := &out[len(out)-1]
		last.Entries = append(last.Entries, pageEntry{link(e), shorten(e.Title), shorten(e.Description)})
	}
	return out
}

// shorten keeps a text of any length from filling the page.
func shorten(s string) string {
	const most = 400
	s = draw.Clean(s)
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

// pickers are the form's fields.
func (v *View) pickers() []pagePicker {
	var out []pagePicker
	for _, p := range v.Pickers {
		if p.Hidden || p.Type == "constant" || p.Type == "datasource" || p.Type == "adhoc" {
			continue
		}
		row := pagePicker{Field: "var-" + p.Name, Label: shorten(p.Label), Description: shorten(p.Description), Multi: p.Multi, Free: p.Type == "textbox"}
		if row.Label == "" {
			row.Label = p.Name
		}
		if p.Err != nil {
			row.Error = shorten(p.Err.Error())
		}
		if row.Free && len(p.Picked) > 0 {
			row.Typed = p.Picked[0]
		}
		row.Shown = shorten(strings.Join(p.Picked, " + "))
		if p.IsAll {
			row.Shown = "All"
		}
		if p.IncludeAll {
			row.Options = append(row.Options, pageOption{"All", board.AllValue, p.IsAll})
		}
		for _, o := range p.Options {
			row.Options = append(row.Options, pageOption{shorten(o.Text), o.Value, slices.Contains(p.Picked, o.Value)})
		}
		out = append(out, row)
	}
	return out
}

// ranges are time ranges to choose from, up to all that there is.
func (v *View) ranges(asked string) []pageOption {
	first, last := v.data.Span(v.Board.Environment)
	out := []pageOption{{Text: "As it opens", Value: "", Picked: asked == ""}}
	for _, span := range []string{"5m", "15m", "30m", "1h", "3h", "6h", "12h", "24h", "7d"} {
		if d, ok := board.ParseSpan(span); ok && d < last.Sub(first) {
			out = append(out, pageOption{"Last " + span, "now-" + span, asked == "now-"+span})
		}
	}
	all := first.UTC().Format(time.RFC3339)
	return append(out, pageOption{"All of the data", all, asked == all})
}

// rows are the panels with their places; fill completes each.
func (v *View) rows(fill func(*board.Panel, *pagePanel)) []pageRow {
	var out []pageRow
	for _, r := range v.Board.Rows {
		row := pageRow{Title: shorten(v.Values.Text(r.Title)), Collapsed: r.Collapsed}
		for _, p := range r.Panels {
			pp := pagePanel{Name: fmt.Sprintf("p%d", p.ID), ID: p.ID, Title: shorten(v.Values.Text(p.Title)), Description: draw.CleanLines(v.Values.Text(p.Description))}
			if fill != nil {
				fill(p, &pp)
			}
			row.Panels = append(row.Panels, pp)
		}
		out = append(out, row)
	}
	return out
}

// places are rules that put panels on the grid, and one below the other on a narrow page.
func (v *View) places(narrow int) template.CSS {
	var b bytes.Buffer
	for p := range v.Board.Panels {
		fmt.Fprintf(&b, "#p%d{grid-area:%d/%d/span %d/span %d}", p.ID, p.Y+1, p.X+1, p.H, p.W)
	}
	fmt.Fprintf(&b, "@media(max-width:%dpx){", narrow)
	for p := range v.Board.Panels {
		fmt.Fprintf(&b, "#p%d{grid-area:auto/span %d;height:%.0fpx}", p.ID, narrowColumns(p), narrowHeight(p))
	}
	b.WriteString("}")
	return template.CSS(b.String())
}

// narrowColumns is how many of a phone's two columns a panel takes.
func narrowColumns(p *board.Panel) int {
	if p.W <= 6 && p.H <= 5 {
		return 1
	}
	return 2
}

// narrowHeight is the height of a panel on a narrow page: what it has on a wide one, within what a phone shows.
func narrowHeight(p *board.Panel) float64 {
	_, _, _, h := chart.PanelSize(p, 1000)
	return min(max(h, 120), 520)
}
