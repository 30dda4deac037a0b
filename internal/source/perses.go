package source

import "strings"

// isPerses reports whether the specification of a dashboard is one of Perses.
func isPerses(spec *Node) bool {
	panels := spec.Get("panels")
	if panels == nil || panels.Kind != Object {
		return false
	}
	for _, m := range panels.Members {
		if m.Value.Get("spec", "plugin") != nil {
			return true
		}
	}
	return spec.Get("layouts") != nil
}

// perses reads a dashboard of Perses. Its panels are a mapping, which the layouts refer to.
func (r *reader) perses(n *Node, c carrier) {
	spec := n.Get("spec")
	if config := spec.Get("config"); config != nil { // since v1alpha2
		spec = config
	}
	if spec.Get("panels") == nil {
		return
	}
	b := &persesReader{board: newBoard(spec, Perses, c), panels: map[string]*Node{}}
	b.Place, b.UID, b.Refresh = n.Place, n.String("metadata", "name"), spec.String("refreshInterval")
	if b.Title = spec.String("display", "name"); !b.Title.Exists() {
		b.Title = b.UID
	}
	for _, v := range spec.List("variables") {
		b.Variables = append(b.Variables, persesVariable(v))
	}
	panels := spec.Get("panels").Members
	for _, m := range panels {
		b.panels[m.Key.Value] = m.Value
	}
	for i, layout := range spec.List("layouts") {
		ls := layout.Get("spec")
		row := ls.String("display", "title")
		b.Rows = append(b.Rows, &Row{Place: layout.Place, Title: row, Repeat: ls.String("repeatVariable"), Node: ls})
		for _, item := range ls.List("items") {
			ref := item.String("content", "$ref").Value
			b.panel(ref[strings.LastIndexByte(ref, '/')+1:], item, row, i)
		}
	}
	for _, m := range panels {
		b.panel(m.Key.Value, nil, Text{}, 0)
	}
	r.file.Dashboards = append(r.file.Dashboards, b.Dashboard)
}

// A persesReader puts panels where the layouts have them.
type persesReader struct {
	*board
	panels map[string]*Node // those that were not put anywhere yet
}

func (b *persesReader) panel(name string, at *Node, row Text, grid int) {
	e := b.panels[name]
	if e == nil {
		return
	}
	b.panels[name] = nil
	n := e.Get("spec")
	plugin := n.Get("plugin")
	p := &Panel{
		Place: e.Place, Node: n, Row: row, Grid: grid, Type: plugin.String("kind"),
		Title: n.String("display", "name"), Description: n.String("display", "description"), Options: plugin.Get("spec"),
		X: at.integer("x"), Y: at.integer("y"), W: at.integer("width"), H: at.integer("height"),
	}
	for _, path := range [][]string{{"yAxis", "format", "unit"}, {"format", "unit"}} {
		if unit := plugin.Get("spec").String(path...); unit.Exists() {
			p.Field.Unit = unit
		}
	}
	p.Content = plugin.String("spec", "text")
	for _, q := range n.List("queries") {
		b.query(p, q)
	}
	b.Panels = append(b.Panels, p)
}

func (b *persesReader) query(p *Panel, n *Node) {
	plugin := n.Get("spec", "plugin")
	spec := plugin.Get("spec")
	expr := spec.String("query")
	if plugin.String("kind").Value != "PrometheusTimeSeriesQuery" || !expr.Exists() {
		p.Others++
		return
	}
	if strings.TrimSpace(expr.Value) == "" {
		return
	}
	p.Queries = append(p.Queries, &Query{
		Place: n.Place, Kind: PanelQuery, Text: expr, Legend: spec.String("seriesNameFormat"), Interval: spec.String("minStep"),
		Range: true, Datasource: persesDatasource(spec.Get("datasource")), Node: spec,
	})
}

func persesDatasource(n *Node) Datasource {
	return Datasource{Type: "prometheus", UID: n.String("name")}
}

// persesVariable reads a variable. Those that ask Prometheus are like query variables of Grafana.
func persesVariable(n *Node) *Variable {
	spec := n.Get("spec")
	v := &Variable{
		Place: n.Place, Name: spec.String("name"), Label: spec.String("display", "name"), Type: "custom", Node: spec,
		Multi: spec.Bool("allowMultiple"), IncludeAll: spec.Bool("allowAllValue"), AllValue: spec.String("customAllValue"), Regex: spec.String("capturingRegexp"),
	}
	if n.String("kind").Value == "TextVariable" {
		v.Type = "textbox"
		if value := spec.Scalar("value"); value.Exists() {
			v.Values = []string{value.Value}
		}
		return v
	}
	plugin := spec.Get("plugin")
	ps := plugin.Get("spec")
	kind := plugin.String("kind").Value
	if strings.HasPrefix(kind, "Prometheus") {
		v.Type, v.Datasource, v.LabelName = "query", persesDatasource(ps.Get("datasource")), ps.String("labelName")
	}
	switch kind {
	case "StaticListVariable":
		for _, value := range ps.List("values") {
			if inner := value.Scalar("value"); inner.Exists() {
				v.Values = append(v.Values, inner.Value)
			} else {
				v.Values = append(v.Values, value.Text.Value)
			}
		}
	case "PrometheusLabelValuesVariable":
		v.Function = "label_values"
		if matchers := ps.List("matchers"); len(matchers) > 0 && matchers[0].Kind == String {
			v.Metric = matchers[0].Text
			v.query(v.Metric)
		}
	case "PrometheusLabelNamesVariable":
		v.Function = "label_names"
	case "PrometheusPromQLVariable":
		v.Function = "query_result"
		v.query(ps.String("expr"))
	}
	return v
}
