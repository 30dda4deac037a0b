package evaluate

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/llm-observability/dashgen/internal/source"
)

// A View is one panel on the page: a panel, or one of those that it is repeated as.
type View struct {
	*source.Panel
	Key   string // tells the dashboard's views apart
	Title string // with the values of variables
	// Repeated is the variable that the panel is repeated for, and Value what it stands for here; else both are empty.
	Repeated, Value string
	Box             Box
	Pixels          int // how wide it is drawn; 0: as wide as its box on a large page
}

// A Box is a place on the grid, in units of it, from the upper left of a row.
type Box struct{ X, Y, W, H int }

// A Row is a heading and what is below it. The first row may have no heading.
type Row struct {
	Title     string // with the values of variables
	Collapsed bool
	Views     []View
}

// columns is how many units of the grid a page is wide.
const columns = 24

// maxRepeats is how many times a panel is repeated at most. Nobody looks at more.
const maxRepeats = 20

// Views are the panels that a person sees, in the order of the page.
func (o *Opened) Views() []View {
	var views []View
	for _, r := range o.Rows() {
		views = append(views, r.Views...)
	}
	return views
}

// Rows are the rows of the page with their panels, each at a place where no other is. A panel is repeated for each value
// of its variable, a row with all that is in it for each of its own; where there are no values, there is one, as in Grafana.
func (o *Opened) Rows() []Row {
	var rows []Row
	for rest := o.Panels; len(rest) > 0; {
		n := slices.IndexFunc(rest, func(p *source.Panel) bool { return p.Row.Value != rest[0].Row.Value })
		if n < 0 {
			n = len(rest)
		}
		rows = append(rows, o.rows(rest[:n])...)
		rest = rest[n:]
	}
	seen := map[string]int{}
	for _, r := range rows {
		for i := range r.Views {
			v := &r.Views[i]
			v.Key = strconv.Itoa(max(v.ID, 0))
			if seen[v.Key]++; seen[v.Key] > 1 {
				v.Key += "-" + strconv.Itoa(seen[v.Key])
			}
		}
	}
	return rows
}

// rows are the row that panels are in, once for each of its values.
func (o *Opened) rows(panels []*source.Panel) []Row {
	title := panels[0].Row
	row := Row{}
	name := ""
	for _, r := range o.Dashboard.Rows {
		if title.Exists() && r.Title.Value == title.Value {
			row.Collapsed = r.Node.Bool("collapsed") || r.Node.Bool("collapse") || r.Node.Bool("spec", "collapse")
			name = r.Repeat.Value
		}
	}
	values := o.repeats(name)
	if len(values) == 0 {
		row.Title = o.Variables.Text(title.Value)
		row.Views = o.views(panels, "", "")
		return []Row{row}
	}
	var out []Row
	for _, value := range values {
		one := row
		one.Title = o.narrowed(View{Repeated: name, Value: value}).Text(title.Value)
		one.Views = o.views(panels, name, value)
		out = append(out, one)
	}
	return out
}

// repeats are the values that something is repeated for.
func (o *Opened) repeats(name string) []string {
	if name == "" {
		return nil
	}
	values := o.Variables[name].Values
	return values[:min(len(values), maxRepeats)]
}

// views are the panels of a row, placed.
func (o *Opened) views(panels []*source.Panel, repeated, value string) []View {
	panels = slices.SortedStableFunc(slices.Values(panels), func(a, b *source.Panel) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) })
	first := panels[0].Y
	var out []View
	for _, p := range panels {
		v := View{Panel: p, Repeated: repeated, Value: value, Box: Box{p.X, max(p.Y-first, 0), p.W, p.H}}
		if v.Box.W <= 0 || v.Box.H <= 0 {
			v.Box.W, v.Box.H = columns/2, 8
		}
		v.Box.W, v.Box.H = min(v.Box.W, columns), min(v.Box.H, 100)
		v.Box.X = min(max(v.Box.X, 0), columns-v.Box.W)
		values := o.repeats(p.Repeat.Value)
		if len(values) == 0 {
			v.Title = o.narrowed(v).Text(p.Title.Value)
			out = append(out, v)
			continue
		}
		for i, value := range values {
			one := v
			one.Repeated, one.Value = p.Repeat.Value, value
			one.Box = repeatedBox(p, v.Box, i, len(values))
			one.Title = o.narrowed(one).Text(p.Title.Value)
			out = append(out, one)
		}
	}
	arrange(out)
	return out
}

// repeatedBox is the place of one of several: beside each other over the whole width, so many in a line at most, or below
// each other (public/app/features/dashboard-scene/scene/layout-default/DashboardGridItem.tsx).
func repeatedBox(p *source.Panel, b Box, i, n int) Box {
	if p.Node.String("repeatDirection").Value == "v" {
		b.Y += i * b.H
		return b
	}
	most := 4
	if m, ok := p.Node.Number("maxPerRow"); ok && m >= 1 {
		most = int(min(m, columns))
	}
	line := min(n, most)
	b.W = columns / line
	b.X, b.Y = i%line*b.W, b.Y+i/line*b.H
	return b
}

// arrange lets each panel float up as far as those before it allow.
func arrange(views []View) {
	var level [columns]int // up to where each column is taken
	for i := range views {
		b := &views[i].Box
		b.Y = slices.Max(level[b.X : b.X+b.W])
		for x := b.X; x < b.X+b.W; x++ {
			level[x] = b.Y + b.H
		}
	}
}

// Height is how many units of the grid the panels of a row take.
func (r Row) Height() int {
	h := 0
	for _, v := range r.Views {
		h = max(h, v.Box.Y+v.Box.H)
	}
	return h
}
