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

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/preview/chart"
	"github.com/llm-observability/dashgen/internal/preview/draw"
	"github.com/llm-observability/dashgen/internal/prom"
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
	State                     string       // see [Server.state]
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
	Scenarios                  []pageOption
	Findings                   []Finding // of the dashboard
	Base, Compare              string    // the revision that it is compared with, and the page that does
	Changes                    []string
	Compared                   bool
	Pickers                    []pagePicker
	Ranges, Refreshes          []pageOption
	Links                      []pageLink
	Menus                      []pageMenu
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
	Name, Key                 string // Name is an id of the page
	Title, Description, Notes string
	Links                     []pageLink
	Findings                  []Finding
	Wide, Narrow              template.HTML
	Moves                     bool // the narrow one is wider than its panel
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
	for _, p := range v.Dashboard.Variables {
		hide, _ := p.Node.Number("hide")
		if hide == 2 || slices.Contains([]string{"constant", "datasource", "adhoc", "groupby"}, p.Type) {
			continue
		}
		name, now := p.Name.Value, v.Variables[p.Name.Value]
		row := pagePicker{
			Field: "var-" + name, Label: shorten(p.Label.Value), Description: shorten(p.Node.String("description").Value),
			Multi: p.Multi, Free: p.Type == "textbox",
		}
		if row.Label == "" {
			row.Label = name
		}
		if err := v.Failed[name]; err != nil {
			row.Error = shorten(plain(err))
		}
		if row.Free && len(now.Values) > 0 {
			row.Typed = now.Values[0]
		}
		row.Shown = shorten(strings.Join(shownAs(now), " + "))
		if now.All {
			row.Shown = "All"
		}
		if p.IncludeAll {
			row.Options = append(row.Options, pageOption{"All", evaluate.AllValue, now.All})
		}
		for _, o := range v.Options[name] {
			row.Options = append(row.Options, pageOption{shorten(o.Text), o.Value, !now.All && slices.Contains(now.Values, o.Value)})
		}
		out = append(out, row)
	}
	return out
}

// shownAs is what a picker calls the values that a variable has.
func shownAs(v prom.Variable) []string {
	if len(v.Texts) == len(v.Values) {
		return v.Texts
	}
	return v.Values
}

// ranges are time ranges to choose from, up to all that there is.
func (v *View) ranges(asked string) []pageOption {
	first, last := v.data.Span(v.Entry.Environment)
	out := []pageOption{{Text: "as it opens", Value: "", Picked: asked == ""}}
	for _, span := range []string{"5m", "15m", "30m", "1h", "3h", "6h", "12h", "24h", "7d"} {
		if d, ok := evaluate.Duration(span); ok && d < last.Sub(first) {
			out = append(out, pageOption{"last " + span, "now-" + span, asked == "now-"+span})
		}
	}
	all := first.UTC().Format(time.RFC3339)
	return append(out, pageOption{"all of the data", all, asked == all})
}

// refreshes are how often a page may ask for its panels again.
func refreshes(asked string) []pageOption {
	out := []pageOption{{Text: "by hand", Value: "0"}}
	for _, o := range []pageOption{{Text: "every 5 s", Value: "5"}, {Text: "every 30 s", Value: "30"}, {Text: "every minute", Value: "60"}} {
		o.Picked = o.Value == asked
		out = append(out, o)
	}
	return out
}

// compare adds what the dashboard is compared with, and the way there or back.
func (p *page) compare(s *Site, v *View, compared bool, there, back string) {
	p.Base, p.Compared, p.Changes = s.Base, compared, v.Entry.Changes
	if p.Compare = there; compared {
		p.Compare = back
	}
	if v.Entry.Before == nil {
		p.Changes = append([]string{"the dashboard is new"}, p.Changes...)
	}
}

// findings are what the linter says of the dashboard, by panel.
func (v *View) findings() map[int][]Finding {
	if v.Entry.Findings == nil {
		return nil
	}
	return v.Entry.Findings()
}

// scenarios are what to choose from.
func (s *Site) scenarios(now string) []pageOption {
	var out []pageOption
	for _, name := range s.Scenarios {
		out = append(out, pageOption{name, name, name == now || now == "" && name == s.Scenarios[0]})
	}
	return out
}

// rows are the panels with their places; fill completes each.
func (v *View) rows(to linking, fill func(evaluate.View, *pagePanel)) []pageRow {
	var out []pageRow
	findings := v.findings()
	for _, r := range v.Rows {
		row := pageRow{Title: shorten(r.Title), Collapsed: r.Collapsed}
		for _, p := range r.Views {
			pp := pagePanel{
				Name: "p" + p.Key, Key: p.Key, Title: shorten(p.Title), Description: draw.CleanLines(v.Variables.Text(strings.TrimSpace(p.Description.Value))),
			}
			pp.Links = v.panelLinks(p, to)
			if !strings.HasPrefix(p.Key, earlier) {
				pp.Findings = findings[p.ID]
			}
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
	for p := range v.Panels {
		fmt.Fprintf(&b, "#p%s{grid-area:%d/%d/span %d/span %d}", p.Key, p.Box.Y+1, p.Box.X+1, p.Box.H, p.Box.W)
	}
	fmt.Fprintf(&b, "@media(max-width:%dpx){", narrow)
	for p := range v.Panels {
		fmt.Fprintf(&b, "#p%s{grid-area:auto/span %d;height:%.0fpx}", p.Key, narrowColumns(p.Box), narrowHeight(p.Box))
	}
	b.WriteString("}")
	return template.CSS(b.String())
}

// narrowColumns is how many of a phone's two columns a panel takes.
func narrowColumns(b evaluate.Box) int {
	if b.W <= 6 && b.H <= 5 {
		return 1
	}
	return 2
}

// narrowHeight is the height of a panel on a narrow page: what it has on a wide one, within what a phone shows.
func narrowHeight(b evaluate.Box) float64 {
	_, _, _, h := chart.PanelSize(b, 1000)
	return min(max(h, 120), 520)
}
