package preview

import (
	"bytes"
	"context"
	"strings"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/source"
)

// earlier begins the key of a panel as it was at the site's base.
const earlier = "before-"

// Compare opens a dashboard together with what it was at the site's base. Its rows are the panels that differ: before on
// the left, after on the right. The error is that of [Site.View] for either.
func (s *Site) Compare(ctx context.Context, e Entry, r Request) (*View, error) {
	after, err := s.View(ctx, e, r)
	if err != nil {
		return nil, err
	}
	var before *View
	if e.Before != nil {
		r.Before = true
		if before, err = s.View(ctx, e, r); err != nil {
			return nil, err
		}
	}
	after.Rows, after.before, after.compared = pairs(before, after), before, true
	return after, nil
}

// pairs are the panels that differ, in rows by their own rows' titles. before may be nil.
func pairs(before, after *View) []evaluate.Row {
	type place struct{ row, title string }
	old := map[place][]evaluate.View{}
	var order []place
	if before != nil {
		for _, r := range before.Rows {
			for _, p := range r.Views {
				at := place{r.Title, p.Title}
				if old[at] == nil {
					order = append(order, at)
				}
				old[at] = append(old[at], p)
			}
		}
	}
	var rows []evaluate.Row
	add := func(row string, was, is *evaluate.View) {
		if len(rows) == 0 || rows[len(rows)-1].Title != row {
			rows = append(rows, evaluate.Row{Title: row})
		}
		into := &rows[len(rows)-1]
		y := into.Height()
		var h int
		for _, v := range []*evaluate.View{was, is} {
			if v != nil {
				h = max(h, min(v.Box.H, 14))
			}
		}
		if was != nil {
			v := *was
			v.Key, v.Title, v.Box = earlier+v.Key, "Before: "+v.Title, evaluate.Box{X: 0, Y: y, W: 12, H: h}
			into.Views = append(into.Views, v)
		}
		if is != nil {
			v := *is
			v.Title, v.Box = "After: "+v.Title, evaluate.Box{X: 12, Y: y, W: 12, H: h}
			into.Views = append(into.Views, v)
		}
	}
	for _, r := range after.Rows {
		for _, p := range r.Views {
			at := place{r.Title, p.Title}
			var was *evaluate.View
			if found := old[at]; len(found) > 0 {
				was, old[at] = &found[0], found[1:]
			}
			if was == nil || !same(was, &p) {
				add(r.Title, was, &p)
			}
		}
	}
	for _, at := range order {
		for _, p := range old[at] {
			add(at.row, &p, nil)
		}
	}
	return rows
}

// same reports whether two panels look the same: whether they differ in their numbers and places at most.
func same(a, b *evaluate.View) bool {
	return a.Box.W == b.Box.W && a.Box.H == b.Box.H && bytes.Equal(look(a.Node), look(b.Node))
}

// look is the JSON of a panel without its number and its place.
func look(n *source.Node) []byte {
	var b bytes.Buffer
	for _, m := range n.Members {
		if m.Key.Value != "id" && m.Key.Value != "gridPos" {
			b.WriteString(m.Key.Value)
			b.Write(m.Value.JSON())
		}
	}
	return b.Bytes()
}

// of is the view that a panel of the page belongs to, and the panel there.
func (v *View) of(p evaluate.View) (*View, evaluate.View) {
	if key, ok := strings.CutPrefix(p.Key, earlier); ok && v.before != nil {
		p.Key = key
		return v.before, p
	}
	return v, p
}
