package source

import "github.com/llm-observability/dashgen/internal/diag"

// Placed reads a dashboard that Go code made. place says where the code is: of the panel with an id, of its query
// with a refId ("" is the panel itself), or of the dashboard (id 0). All texts stand there.
// The error is that of the JSON, a *diag.Error or a diag.List.
func Placed(path string, data []byte, place func(panel int, refID string) diag.Position) (*File, error) {
	root, err := parseJSON(Whole(path, string(data)))
	if err != nil {
		return nil, err
	}
	root.pin(place(0, ""))
	for _, n := range root.List("panels") {
		n.pinPanel(place)
		for _, inner := range n.List("panels") {
			inner.pinPanel(place)
		}
	}
	r := &reader{file: &File{Path: path}, named: true}
	r.document(root, 0)
	return r.file, nil
}

func (n *Node) pinPanel(place func(int, string) diag.Position) {
	id := n.integer("id")
	n.pin(place(id, ""))
	for _, t := range n.List("targets") {
		t.pin(place(id, t.String("refId").Value))
	}
}

// pin puts all texts of a value at one place.
func (n *Node) pin(pos diag.Position) {
	n.Text, n.Place = Fixed(n.Text.Value, pos), Fixed(n.Place.Value, pos)
	for i := range n.Members {
		m := &n.Members[i]
		m.Key = Fixed(m.Key.Value, pos)
		m.Value.pin(pos)
	}
	for _, item := range n.Items {
		item.pin(pos)
	}
}
