package source

import "strings"

// Read reads a file. The error is a *diag.Error or a diag.List of them; the file holds what could be read
// all the same.
func Read(path string, data []byte) (*File, error) {
	f := &File{Path: path}
	text := Whole(path, string(data))
	if !strings.HasPrefix(strings.TrimSpace(text.Value), "{") {
		return f, nil
	}
	n, err := parseJSON(text)
	if err != nil {
		return f, err
	}
	f.read(n)
	return f, nil
}

// Expression is a file that is one expression.
func Expression(path, expr string) *File {
	t := Whole(path, expr)
	return &File{Path: path, Queries: []*Query{{Place: *t, Kind: Snippet, Text: *t}}}
}

// read reads what a JSON or YAML document holds.
func (f *File) read(n *Node) {
	switch {
	case n.Get("dashboard").Get("panels") != nil: // as Grafana's API answers
		f.Dashboards = append(f.Dashboards, classic(n.Get("dashboard")))
	case n.Get("panels") != nil || n.Get("templating") != nil || n.Get("rows") != nil:
		f.Dashboards = append(f.Dashboards, classic(n))
	case n.Get("targets") != nil && n.Get("type") != nil: // the JSON of a panel, as Grafana's inspector shows it
		d := &Dashboard{Place: n.Place, Node: n, Lone: true}
		d.Panels = append(d.Panels, panel(n, Text{}))
		f.Dashboards = append(f.Dashboards, d)
	}
}
