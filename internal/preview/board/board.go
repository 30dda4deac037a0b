// Package board is a dashboard as a person looks at it: panels on a grid, the variables that are picked, and what the
// queries answer, in the series and tables that Grafana's panels are given.
//
// It reads Grafana's classic JSON, ours and anybody's alike: what is shown is what Grafana would be given. Variables,
// intervals and legends are those of internal/prom; how a value looks is internal/display's.
package board

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

// A Board is a dashboard.
type Board struct {
	Name        string // of the file, or of the dashboard in the registry
	Environment string // "" for a file
	Title       string
	Description string
	Tags        []string
	From, To    string // as written: now-1h, now, or a time
	Variables   []*Variable
	Rows        []*Row
	// Stores are the names of data sources that the environment knows, by the variables that pick them.
	Stores map[string]string
	// Intervals are how often stores scrape.
	Intervals map[string]time.Duration
	// Fixed are values that something puts into the JSON before Grafana sees it, by name.
	Fixed map[string]string
}

// A Row is a heading and what is below it. The first row may have no heading.
type Row struct {
	Title     string
	Collapsed bool
	Panels    []*Panel
}

// A Panel is a panel as it is defined.
type Panel struct {
	ID              int
	Type            string
	Title           string
	Description     string
	Content         string // of a text panel
	X, Y, W, H      int
	Targets         []Target
	Others          int // targets that do not ask Prometheus
	Transparent     bool
	Options         json.RawMessage
	MaxDataPoints   int
	Interval        string // the panel's min interval
	TimeFrom        string
	Library         bool
	fields          fieldConfig
	transformations []transformation
}

// A Target is a query and the data source that it asks, as written.
type Target struct {
	prom.Target
	Datasource string
}

// Read makes a board of a dashboard.
func Read(name string, d *source.Dashboard) *Board {
	b := &Board{
		Name: name, Title: cmp.Or(d.Title.Value, name), Description: d.Node.String("description").Value,
		From: d.Node.String("time", "from").Value, To: d.Node.String("time", "to").Value,
		Stores: map[string]string{}, Intervals: map[string]time.Duration{}, Fixed: map[string]string{},
	}
	for _, t := range d.Node.List("tags") {
		b.Tags = append(b.Tags, t.Text.Value)
	}
	for _, v := range d.Variables {
		b.Variables = append(b.Variables, readVariable(v))
	}
	for _, in := range d.Node.List("__inputs") {
		if in.String("type").Value == "constant" {
			b.Fixed[in.String("name").Value] = in.String("value").Value
		}
	}
	b.rows(d)
	return b
}

// rows groups panels by their row, in the order of the page.
func (b *Board) rows(d *source.Dashboard) {
	collapsed := map[string]bool{}
	for _, n := range d.Node.List("panels") {
		if n.String("type").Value == "row" && n.Bool("collapsed") {
			collapsed[n.String("title").Value] = true
		}
	}
	var last *Row
	for _, p := range d.Panels {
		if last == nil || last.Title != p.Row.Value {
			last = &Row{Title: p.Row.Value, Collapsed: p.Row.Exists() && collapsed[p.Row.Value]}
			b.Rows = append(b.Rows, last)
		}
		last.Panels = append(last.Panels, readPanel(p))
	}
	for _, r := range b.Rows {
		slices.SortStableFunc(r.Panels, func(a, b *Panel) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) })
		r.arrange()
	}
	for i, id := range b.panelsWithoutID() {
		id.ID = -1 - i
	}
}

// panelsWithoutID are panels that no number tells apart.
func (b *Board) panelsWithoutID() []*Panel {
	seen := map[int]bool{}
	var out []*Panel
	for p := range b.Panels {
		if p.ID <= 0 || seen[p.ID] {
			out = append(out, p)
		}
		seen[p.ID] = true
	}
	return out
}

// Panels are all panels in the order of the page.
func (b *Board) Panels(yield func(*Panel) bool) {
	for _, r := range b.Rows {
		for _, p := range r.Panels {
			if !yield(p) {
				return
			}
		}
	}
}

// Panel is the panel with an id, or nil.
func (b *Board) Panel(id int) *Panel {
	for p := range b.Panels {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// columns is how many units of the grid a page is wide.
const columns = 24

// arrange gives the panels of a row places that begin at its top: within the page, none above another.
func (r *Row) arrange() {
	if len(r.Panels) == 0 {
		return
	}
	var level [columns]int // up to where each column is taken
	first := r.Panels[0].Y
	for _, p := range r.Panels {
		if p.W <= 0 || p.H <= 0 {
			p.W, p.H = 12, 8
		}
		p.W = min(p.W, columns)
		p.X = min(max(p.X, 0), columns-p.W)
		p.H = min(p.H, 100)
		y := max(p.Y-first, 0)
		for x := p.X; x < p.X+p.W; x++ {
			y = max(y, level[x])
		}
		// Grafana lets panels float up into free space.
		for y > 0 && !slices.ContainsFunc(level[p.X:p.X+p.W], func(l int) bool { return l > y-1 }) {
			y--
		}
		p.Y = y
		for x := p.X; x < p.X+p.W; x++ {
			level[x] = y + p.H
		}
	}
}

// Height is how many units of the grid the panels of a row take.
func (r *Row) Height() int {
	h := 0
	for _, p := range r.Panels {
		h = max(h, p.Y+p.H)
	}
	return h
}

func readPanel(p *source.Panel) *Panel {
	out := &Panel{
		ID: p.ID, Type: p.Type.Value, Title: p.Title.Value, Description: strings.TrimSpace(p.Description.Value), Content: p.Content.Value,
		X: p.X, Y: p.Y, W: p.W, H: p.H, Others: p.Others, Library: p.Library, Transparent: p.Node.Bool("transparent"),
		Options: encode(p.Options), Interval: p.Node.String("interval").Value, TimeFrom: p.Node.String("timeFrom").Value,
		fields: readFields(p),
	}
	if out.Content == "" {
		out.Content = p.Node.String("content").Value // before Grafana 7
	}
	if n, ok := p.Node.Number("maxDataPoints"); ok && n > 0 {
		out.MaxDataPoints = int(min(n, 10_000))
	}
	for _, q := range p.Queries {
		if q.Hidden || strings.TrimSpace(q.Text.Value) == "" {
			continue
		}
		factor, _ := q.Node.Number("intervalFactor")
		out.Targets = append(out.Targets, Target{
			Target: prom.Target{
				RefID: q.RefID.Value, Expr: q.Text.Value, Legend: q.Legend.Value, Instant: q.Instant, Range: q.Range,
				MinInterval: q.Interval.Value, IntervalFactor: int(min(max(factor, 0), 100)), Format: prom.Format(q.Format),
			},
			Datasource: cmp.Or(q.Datasource.UID.Value, p.Datasource.UID.Value),
		})
	}
	for _, t := range p.Transformations {
		if !t.Disabled {
			out.transformations = append(out.transformations, transformation{id: t.ID.Value, options: encode(t.Options)})
		}
	}
	return out
}

// Into decodes the panel's options. What has another type than expected stays as it is.
func (p *Panel) Into(options any) {
	if len(p.Options) > 0 {
		_ = json.Unmarshal(p.Options, options) // goes on behind a value of another type
	}
}
