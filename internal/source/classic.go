package source

import (
	"slices"
	"strings"
)

// A board is a dashboard that is being read.
type board struct {
	*Dashboard
	known   datasources
	library map[string]*Node // the library panels that the file brings along
	grids   int
}

func newBoard(n *Node, format Format, c carrier) *board {
	b := &board{
		Dashboard: &Dashboard{Place: n.Place, Node: n, Format: format, Resource: c.resource},
		known:     datasources{},
	}
	for _, in := range c.inputs {
		b.Inputs = append(b.Inputs, in.name)
		if kind := typeOfName(in.datasource); kind != "" {
			b.known[in.name] = kind
		}
	}
	return b
}

// classic reads a dashboard as Grafana's own export writes it.
func classic(n *Node, c carrier) *Dashboard {
	b := newBoard(n, Classic, c)
	b.UID, b.Title, b.Refresh = n.String("uid"), n.String("title"), n.String("refresh")
	if id := n.Get("id"); id != nil && id.Kind == Number {
		b.ID = id
	}
	b.names(n)
	for _, v := range n.List("templating", "list") {
		b.Variables = append(b.Variables, b.variable(v))
	}
	for _, a := range n.List("annotations", "list") {
		if q := b.annotation(a); q != nil {
			b.Annotations = append(b.Annotations, q)
		}
	}
	b.panels(n.List("panels"))
	for _, row := range n.List("rows") { // before Grafana 5
		b.row(row)
	}
	return b.Dashboard
}

// names reads what names in the dashboard stand for: inputs, data sources, library panels.
func (b *board) names(n *Node) {
	for _, in := range n.List("__inputs") {
		name := in.String("name").Value
		if !slices.Contains(b.Inputs, name) {
			b.Inputs = append(b.Inputs, name)
		}
		if kind := in.String("pluginId").Value; kind != "" && in.String("type").Value == "datasource" {
			b.known[name] = kind
		}
	}
	for _, v := range n.List("templating", "list") {
		if kind := v.String("query").Value; kind != "" && v.String("type").Value == "datasource" {
			b.known[v.String("name").Value] = kind
		}
	}
	elements := n.Get("__elements")
	if elements == nil {
		return
	}
	b.library = map[string]*Node{}
	for _, m := range elements.Members {
		b.library[m.Key.Value] = m.Value.Get("model")
	}
	for _, e := range elements.Items { // before Grafana 9.2
		b.library[e.String("uid").Value] = e.Get("model")
	}
}

// panels reads panels in the order of the page: those of a collapsed row are inside it, those of an open one
// follow it.
func (b *board) panels(ns []*Node) {
	var row Text
	for _, n := range ns {
		if n.String("type").Value == "row" {
			row = n.String("title")
			b.row(n)
			continue
		}
		b.panel(n, row, 0)
	}
}

func (b *board) row(n *Node) {
	b.Rows = append(b.Rows, &Row{Place: n.Place, Title: n.String("title"), Repeat: n.String("repeat"), Node: n})
	b.grids++
	grid := b.grids
	for _, p := range n.List("panels") {
		b.panel(p, n.String("title"), grid)
	}
}

// panel reads a panel, and panels inside of it, should there be any.
func (b *board) panel(n *Node, row Text, grid int) {
	if n.Kind != Object {
		return
	}
	if n.String("type").Value == "row" {
		b.row(n)
		return
	}
	p := &Panel{Row: row, Grid: grid, ID: n.integer("id"), Library: n.Get("libraryPanel") != nil}
	at := n
	if model := b.library[n.String("libraryPanel", "uid").Value]; model != nil {
		n, p.Library = model, false
	}
	p.X, p.Y, p.W, p.H = at.integer("gridPos", "x"), at.integer("gridPos", "y"), at.integer("gridPos", "w"), at.integer("gridPos", "h")
	p.Place, p.Node, p.Datasource = n.Place, n, b.known.read(n.Get("datasource"))
	p.Type, p.Title, p.Description = n.String("type"), n.String("title"), n.String("description")
	p.Repeat, p.Interval, p.Angular = n.String("repeat"), n.String("interval"), isAngular(n)
	p.look(n.Get("options"), n.Get("fieldConfig"))
	for _, t := range n.List("transformations") {
		p.Transformations = append(p.Transformations, Transformation{ID: t.String("id"), Disabled: t.Bool("disabled"), Options: t.Get("options")})
	}
	targets := n.List("targets")
	for _, t := range targets {
		b.target(p, t)
	}
	p.letter(targets)
	b.Panels = append(b.Panels, p)
	for _, inner := range n.List("panels") {
		b.panel(inner, row, grid)
	}
}

// isAngular reports whether a panel is of a kind that was written in AngularJS. Grafana 7 gave the name of the old
// table to a new one, whose look is in fieldConfig: only the old one has styles.
func isAngular(panel *Node) bool {
	kind := panel.String("type").Value
	return slices.Contains(angular, kind) || kind == "table" && panel.Get("styles") != nil && panel.Get("fieldConfig") == nil
}

var angular = []string{"graph", "singlestat", "table-old", "grafana-piechart-panel", "grafana-worldmap-panel"}

// look reads how the panel shows what it shows.
func (p *Panel) look(options, fields *Node) {
	p.Options, p.Content = options, options.String("content")
	defaults := fields.Get("defaults")
	if old := options.Get("fieldOptions", "defaults"); old != nil && !defaults.String("unit").Exists() {
		defaults = old // before Grafana 7
	}
	p.Field, p.Custom = field(defaults), fields.Get("defaults", "custom")
	for _, o := range fields.List("overrides") {
		p.Overrides = append(p.Overrides, override(o))
	}
}

func (n *Node) integer(path ...string) int {
	f, _ := n.Number(path...)
	return int(f)
}

// target reads a target of a panel.
func (b *board) target(p *Panel, n *Node) {
	ds := b.known.read(n.Get("datasource"))
	if ds.Type == "" && !ds.UID.Exists() {
		ds = p.Datasource
	}
	p.ask(n, n, ds)
}

// letter gives the queries without a refId the one that Grafana gives them: each target the first free letter.
func (p *Panel) letter(targets []*Node) {
	free := byte('A')
	next := func() string {
		for ; free <= 'Z'; free++ {
			id := string(free)
			if !slices.ContainsFunc(targets, func(t *Node) bool { return t.String("refId").Value == id }) {
				free++
				return id
			}
		}
		return ""
	}
	for _, t := range targets {
		if t.String("refId").Value != "" {
			continue
		}
		id := next()
		if i := slices.IndexFunc(p.Queries, func(q *Query) bool { return q.Node == t }); i >= 0 {
			p.Queries[i].RefID.Value = id
		}
	}
}

// ask adds a query to a panel, if it asks Prometheus. One without an expression asks nobody.
func (p *Panel) ask(place, n *Node, ds Datasource) *Query {
	expr := n.String("expr")
	if !expr.Exists() || !asksPrometheus(ds, expr.Value) {
		p.Others++
		return nil
	}
	if strings.TrimSpace(expr.Value) == "" {
		return nil
	}
	q := &Query{
		Place: place.Place, Kind: PanelQuery, Text: expr, RefID: n.String("refId"),
		Legend: n.String("legendFormat"), Interval: n.String("interval"), Format: n.String("format").Value,
		Instant: n.Bool("instant"), Hidden: n.Bool("hide"), Datasource: ds, Node: n,
	}
	q.Range = n.Bool("range") || !q.Instant
	p.Queries = append(p.Queries, q)
	return q
}

func (b *board) annotation(n *Node) *Query {
	ds := b.known.read(n.Get("datasource"))
	expr := n.String("expr")
	if expr.Value == "" {
		expr = n.String("target", "expr")
	}
	return annotationQuery(n, expr, ds)
}

func annotationQuery(n *Node, expr Text, ds Datasource) *Query {
	if strings.TrimSpace(expr.Value) == "" || !asksPrometheus(ds, expr.Value) {
		return nil
	}
	return &Query{Place: n.Place, Kind: AnnotationQuery, Text: expr, Datasource: ds, Node: n, Range: true}
}
