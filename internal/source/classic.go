package source

import (
	"slices"
	"strings"
)

// classic reads a dashboard as Grafana's own export writes it.
func classic(n *Node) *Dashboard {
	d := &Dashboard{
		Place: n.Place, Node: n, UID: n.String("uid"), Title: n.String("title"), Refresh: n.String("refresh"),
	}
	if id := n.Get("id"); id != nil && id.Kind == Number {
		d.ID = id
	}
	for _, in := range n.List("__inputs") {
		d.Inputs = append(d.Inputs, in.String("name").Value)
	}
	for _, v := range n.List("templating", "list") {
		d.Variables = append(d.Variables, variable(v))
	}
	for _, a := range n.List("annotations", "list") {
		if q := annotation(a); q != nil {
			d.Annotations = append(d.Annotations, q)
		}
	}
	d.panels(n.List("panels"))
	for _, row := range n.List("rows") { // before Grafana 5
		d.row(row)
	}
	return d
}

// panels reads panels in the order of the page: those of a collapsed row are inside it, those of an open one
// follow it.
func (d *Dashboard) panels(ns []*Node) {
	var row Text
	for _, n := range ns {
		if n.String("type").Value == "row" {
			row = n.String("title")
			d.row(n)
			continue
		}
		d.Panels = append(d.Panels, panel(n, row))
	}
}

func (d *Dashboard) row(n *Node) {
	for _, p := range n.List("panels") {
		d.Panels = append(d.Panels, panel(p, n.String("title")))
	}
}

var angular = []string{"graph", "singlestat", "table-old", "grafana-piechart-panel", "grafana-worldmap-panel"}

func panel(n *Node, row Text) *Panel {
	p := &Panel{
		Place: n.Place, Node: n, Row: row,
		Type: n.String("type"), Title: n.String("title"), Description: n.String("description"), Repeat: n.String("repeat"),
		Datasource: datasource(n.Get("datasource")),
		Options:    n.Get("options"), Custom: n.Get("fieldConfig", "defaults", "custom"),
		Content: n.String("options", "content"),
		Angular: slices.Contains(angular, n.String("type").Value),
		Library: n.Get("libraryPanel") != nil,
		ID:      n.integer("id"), X: n.integer("gridPos", "x"), Y: n.integer("gridPos", "y"),
		W: n.integer("gridPos", "w"), H: n.integer("gridPos", "h"),
		Field: field(n.Get("fieldConfig", "defaults")),
	}
	for _, o := range n.List("fieldConfig", "overrides") {
		p.Overrides = append(p.Overrides, override(o))
	}
	for _, t := range n.List("transformations") {
		p.Transformations = append(p.Transformations, Transformation{ID: t.String("id"), Disabled: t.Bool("disabled"), Options: t.Get("options")})
	}
	for _, t := range n.List("targets") {
		if q := target(t, p.Datasource); q != nil {
			p.Queries = append(p.Queries, q)
		} else {
			p.Others++
		}
	}
	return p
}

func (n *Node) integer(path ...string) int {
	f, _ := n.Number(path...)
	return int(f)
}

// target reads a target. It is nil when it does not ask Prometheus.
func target(n *Node, of Datasource) *Query {
	ds := datasource(n.Get("datasource"))
	if ds.Type == "" && !ds.UID.Exists() {
		ds = of
	}
	if !asksPrometheus(ds) || !n.String("expr").Exists() {
		return nil
	}
	q := &Query{
		Place: n.Place, Kind: PanelQuery, Text: n.String("expr"), RefID: n.String("refId"),
		Legend: n.String("legendFormat"), Interval: n.String("interval"), Format: n.String("format").Value,
		Instant: n.Bool("instant"), Hidden: n.Bool("hide"), Datasource: ds, Node: n,
	}
	q.Range = n.Bool("range") || !q.Instant
	return q
}

// asksPrometheus reports whether a data source may be Prometheus: its type says so, or nothing says another.
func asksPrometheus(ds Datasource) bool {
	switch ds.Type {
	case "", "prometheus", "mixed", "datasource":
	default:
		return strings.Contains(ds.Type, "prometheus")
	}
	return true
}

func datasource(n *Node) Datasource {
	switch {
	case n == nil:
	case n.Kind == String:
		return Datasource{UID: n.Text}
	case n.Kind == Object:
		return Datasource{Type: n.String("type").Value, UID: n.String("uid")}
	}
	return Datasource{}
}

func field(n *Node) Field {
	f := Field{
		Unit: n.String("unit"), DisplayName: n.String("displayName"), NoValue: n.String("noValue"),
		Min: n.optional("min"), Max: n.optional("max"), Decimals: n.optional("decimals"),
		Mappings: n.List("mappings"), ColorMode: n.String("color", "mode").Value,
	}
	t := n.Get("thresholds")
	if t == nil {
		return f
	}
	f.Thresholds = Thresholds{Place: t.Place, Percentage: t.String("mode").Value == "percentage"}
	for _, s := range t.List("steps") {
		f.Thresholds.Steps = append(f.Thresholds.Steps, Step{Place: s.Place, Value: s.optional("value"), Color: s.String("color")})
	}
	return f
}

func (n *Node) optional(path ...string) *float64 {
	if f, ok := n.Number(path...); ok {
		return &f
	}
	return nil
}

func override(n *Node) Override {
	o := Override{Place: n.Place, Matcher: n.String("matcher", "id").Value, Options: n.Get("matcher", "options")}
	for _, p := range n.List("properties") {
		o.Properties = append(o.Properties, Property{ID: p.String("id"), Value: p.Get("value")})
	}
	return o
}

func annotation(n *Node) *Query {
	ds := datasource(n.Get("datasource"))
	expr := n.String("expr")
	if !expr.Exists() {
		expr = n.String("target", "expr")
	}
	if !expr.Exists() || !asksPrometheus(ds) {
		return nil
	}
	return &Query{Place: n.Place, Kind: AnnotationQuery, Text: expr, Datasource: ds, Node: n, Range: true}
}

func variable(n *Node) *Variable {
	v := &Variable{
		Place: n.Place, Name: n.String("name"), Label: n.String("label"), Type: n.String("type").Value, Node: n,
		Datasource: datasource(n.Get("datasource")), Multi: n.Bool("multi"), IncludeAll: n.Bool("includeAll"),
		AllValue: n.String("allValue"), Regex: n.String("regex"),
	}
	return v
}
