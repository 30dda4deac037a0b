package source

import (
	"slices"
	"strings"
)

// isLayout reports whether a document is a dashboard with elements and a layout of them.
func isLayout(n *Node) bool {
	elements := n.Get("elements")
	return elements != nil && elements.Kind == Object && n.Get("layout", "kind") != nil
}

// v2 reads a dashboard that has its panels, the elements, apart from where they are, the layout.
func v2(n *Node, c carrier) *Dashboard {
	b := &layoutReader{board: newBoard(n, V2, c), elements: map[string]*Node{}}
	b.Title, b.Refresh = n.String("title"), n.String("timeSettings", "autoRefresh")
	for _, v := range n.List("variables") {
		if kind := v.String("spec", "pluginId").Value; kind != "" {
			b.known[v.String("spec", "name").Value] = kind
		}
	}
	for _, v := range n.List("variables") {
		b.Variables = append(b.Variables, b.variable(v))
	}
	for _, a := range n.List("annotations") {
		spec := a.Get("spec")
		query := spec.Get("query")
		q := annotationQuery(a, query.String("spec", "expr"), b.asked(query, spec.Get("datasource")))
		if q != nil {
			b.Annotations = append(b.Annotations, q)
		}
	}
	elements := n.Get("elements").Members
	for _, m := range elements {
		b.elements[m.Key.Value] = m.Value
	}
	b.layout(n.Get("layout"), Text{}, 0)
	for _, m := range elements { // those that are nowhere
		b.element(m.Key.Value, nil, Text{}, 0)
	}
	return b.Dashboard
}

// A layoutReader puts elements where the layout has them.
type layoutReader struct {
	*board
	elements map[string]*Node // those that were not put anywhere yet
}

// layout reads a layout of panels or of layouts.
func (b *layoutReader) layout(n *Node, row Text, depth int) {
	if depth > maxDepth {
		return
	}
	grid := b.grids
	b.grids++
	spec := n.Get("spec")
	for _, item := range spec.List("items") {
		is := item.Get("spec")
		if item.String("kind").Value == "GridLayoutRow" {
			b.row(item)
			inside := b.grids
			b.grids++
			for _, e := range is.List("elements") {
				b.element(e.String("spec", "element", "name").Value, e.Get("spec"), is.String("title"), inside)
			}
			continue
		}
		b.element(is.String("element", "name").Value, is, row, grid)
	}
	for _, part := range slices.Concat(spec.List("rows"), spec.List("tabs")) {
		b.row(part)
		b.layout(part.Get("spec", "layout"), part.String("spec", "title"), depth+1)
	}
}

// row notes a row or a tab.
func (b *layoutReader) row(n *Node) {
	spec := n.Get("spec")
	b.Rows = append(b.Rows, &Row{Place: n.Place, Title: spec.String("title"), Repeat: spec.String("repeat", "value"), Node: spec})
}

// element reads a panel that stands at an item of the layout. One that stands twice is read once.
func (b *layoutReader) element(name string, at *Node, row Text, grid int) {
	e := b.elements[name]
	if e == nil {
		return
	}
	b.elements[name] = nil
	n := e.Get("spec")
	p := &Panel{
		Place: e.Place, Node: n, Row: row, Grid: grid, ID: n.integer("id"),
		Title: n.String("title"), Description: n.String("description"), Library: e.String("kind").Value == "LibraryPanel",
		X: at.integer("x"), Y: at.integer("y"), W: at.integer("width"), H: at.integer("height"), Repeat: at.String("repeat", "value"),
	}
	viz := n.Get("vizConfig")
	p.Type = viz.String("group")
	if !p.Type.Exists() {
		p.Type = viz.String("kind") // before beta
	}
	p.look(viz.Get("spec", "options"), viz.Get("spec", "fieldConfig"))
	data := n.Get("data", "spec")
	p.Interval = data.String("queryOptions", "interval")
	for _, t := range data.List("transformations") {
		tr := Transformation{ID: t.String("spec", "id"), Disabled: t.Bool("spec", "disabled"), Options: t.Get("spec", "options")}
		for _, key := range []string{"group", "kind"} {
			if !tr.ID.Exists() {
				tr.ID = t.String(key)
			}
		}
		p.Transformations = append(p.Transformations, tr)
	}
	for _, q := range data.List("queries") {
		b.query(p, q)
	}
	b.Panels = append(b.Panels, p)
}

// query reads a query of a panel.
func (b *layoutReader) query(p *Panel, n *Node) {
	spec := n.Get("spec")
	query := spec.Get("query")
	inner := query.Get("spec")
	if inner == nil {
		p.Others++
		return
	}
	if q := p.ask(n, inner, b.asked(query, spec.Get("datasource"))); q != nil {
		if id := spec.String("refId"); id.Exists() {
			q.RefID = id
		}
		q.Hidden = q.Hidden || spec.Bool("hidden")
	}
}

// asked is the data source of a query: beside it before beta, inside of it since. Its kind or group is its type.
func (b *layoutReader) asked(query, beside *Node) Datasource {
	ds := Datasource{Type: query.String("group").Value, UID: query.String("datasource", "name")}
	if kind := query.String("kind").Value; ds.Type == "" && kind != "DataQuery" {
		ds.Type = kind
	}
	if uid := beside.String("uid"); !ds.UID.Exists() && uid.Exists() {
		ds.UID = uid
	}
	if kind := beside.String("type").Value; ds.Type == "" {
		ds.Type = kind
	}
	return b.known.resolve(ds)
}

// variable reads a variable. Its kind is QueryVariable where a classic one has the type query.
func (b *layoutReader) variable(n *Node) *Variable {
	spec := n.Get("spec")
	kind := strings.ToLower(strings.TrimSuffix(n.String("kind").Value, "Variable"))
	if kind == "text" {
		kind = "textbox"
	}
	v := &Variable{
		Place: n.Place, Name: spec.String("name"), Label: spec.String("label"), Type: kind, Node: spec,
		Multi: spec.Bool("multi"), IncludeAll: spec.Bool("includeAll"), AllValue: spec.String("allValue"), Regex: spec.String("regex"),
	}
	query := spec.String("query")
	switch kind {
	case "query":
		v.Datasource = b.asked(spec.Get("query"), spec.Get("datasource"))
		for _, key := range []string{"query", "expr", "__legacyStringValue"} {
			if !query.Exists() {
				query = spec.String("query", "spec", key)
			}
		}
	case "datasource":
		query = spec.String("pluginId")
	}
	v.read(query, spec.List("options"))
	return v
}
