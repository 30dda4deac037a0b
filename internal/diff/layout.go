package diff

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/llm-observability/dashgen/internal/source"
)

// A pair is a panel and what it was.
type pair struct{ old, new *source.Panel }

// A layout is which panels and rows of two dashboards are the same.
type layout struct {
	old, new    *source.Dashboard
	pairs       []pair // in the order of the page as it is now
	was         map[*source.Panel]*source.Panel
	becomes     map[*source.Panel]*source.Panel
	rowWas      map[string]string // titles
	rowBecomes  map[string]string
	inOld, inIt map[string][]*source.Panel // by the title of their row
}

func newLayout(old, new *source.Dashboard) *layout {
	l := &layout{
		old: old, new: new,
		was: map[*source.Panel]*source.Panel{}, becomes: map[*source.Panel]*source.Panel{},
		rowWas: map[string]string{}, rowBecomes: map[string]string{},
		inOld: byRow(old), inIt: byRow(new),
	}
	l.matchPanels()
	for _, p := range new.Panels {
		if was := l.was[p]; was != nil {
			l.pairs = append(l.pairs, pair{was, p})
		}
	}
	l.matchRows()
	return l
}

func byRow(d *source.Dashboard) map[string][]*source.Panel {
	m := map[string][]*source.Panel{}
	for _, p := range d.Panels {
		m[p.Row.Value] = append(m[p.Row.Value], p)
	}
	return m
}

// matchPanels finds what each panel was, the surest signs first. The id of a panel follows from its title, so that
// a panel with another id may be the same with another title: one that asks the same.
func (l *layout) matchPanels() {
	asks := map[*source.Panel]string{}
	for _, d := range []*source.Dashboard{l.old, l.new} {
		for _, p := range d.Panels {
			asks[p] = signature(p)
		}
	}
	id := func(p *source.Panel) string {
		if p.ID == 0 {
			return ""
		}
		return strconv.Itoa(p.ID)
	}
	for _, sign := range []func(p *source.Panel) string{
		func(p *source.Panel) string { return joined(id(p), p.Title.Value) },
		func(p *source.Panel) string { return joined(p.Title.Value, p.Row.Value+" ") },
		id,
		func(p *source.Panel) string { return p.Title.Value },
		func(p *source.Panel) string { return joined(asks[p], p.Type.Value, p.Row.Value+" ") },
		func(p *source.Panel) string { return joined(asks[p], p.Type.Value) },
		func(p *source.Panel) string { return asks[p] },
		func(p *source.Panel) string { // nothing but its place tells what it is
			if p.Title.Value+id(p) != "" {
				return ""
			}
			return joined(p.Type.Value+" ", p.Row.Value+" ")
		},
	} {
		l.match(sign)
	}
}

// joined joins parts that must all be there.
func joined(parts ...string) string {
	if slices.Contains(parts, "") {
		return ""
	}
	return fmt.Sprintf("%q", parts)
}

// match pairs the panels that have no partner yet and the same sign, in order.
func (l *layout) match(sign func(p *source.Panel) string) {
	waiting := map[string][]*source.Panel{}
	for _, p := range l.old.Panels {
		if s := sign(p); s != "" && l.becomes[p] == nil {
			waiting[s] = append(waiting[s], p)
		}
	}
	for _, p := range l.new.Panels {
		s := sign(p)
		if l.was[p] != nil || len(waiting[s]) == 0 {
			continue
		}
		was := waiting[s][0]
		waiting[s] = waiting[s][1:]
		l.was[p], l.becomes[was] = was, p
	}
}

// signature is what a panel asks, or what it says if it asks nothing.
func signature(p *source.Panel) string {
	if len(p.Queries) == 0 {
		return p.Content.Value
	}
	list := make([]string, len(p.Queries))
	for i, q := range p.Queries {
		list[i] = spelled(q.Text.Value)
	}
	slices.Sort(list)
	return fmt.Sprintf("%q", list)
}

// matchRows finds what each row was called. A row has another title and is the same where all panels that both
// dashboards have went from one to the other.
func (l *layout) matchRows() {
	same := func(was, is string) {
		l.rowWas[is], l.rowBecomes[was] = was, is
	}
	for title := range l.inIt {
		if _, ok := l.inOld[title]; ok {
			same(title, title)
		}
	}
	for _, r := range l.new.Rows {
		for _, o := range l.old.Rows {
			if o.Title.Value == r.Title.Value {
				same(r.Title.Value, r.Title.Value)
			}
		}
	}
	for _, p := range l.pairs {
		was, is := p.old.Row.Value, p.new.Row.Value
		if _, ok := l.rowWas[is]; ok || was == "" || is == "" {
			continue
		}
		if _, ok := l.rowBecomes[was]; !ok && l.wentTogether(was, is) {
			same(was, is)
		}
	}
}

// wentTogether reports whether the panels of a row that are still there are those of another that were there.
func (l *layout) wentTogether(was, is string) bool {
	for _, p := range l.pairs {
		if (p.old.Row.Value == was) != (p.new.Row.Value == is) {
			return false
		}
	}
	return true
}

// rows compares the rows of two dashboards.
func (f *finder) rows(l *layout) {
	old := map[string]*source.Row{}
	for _, r := range l.old.Rows {
		old[r.Title.Value] = r
	}
	var seq []int // where the rows that stay were
	var stay []*source.Row
	seen := map[string]bool{}
	for _, r := range l.new.Rows {
		title := r.Title.Value
		was, ok := l.rowWas[title]
		if o := old[was]; ok && o != nil && !seen[was] {
			seen[was] = true
			seq, stay = append(seq, slices.Index(l.old.Rows, o)), append(stay, r)
			f.row(o, r)
			continue
		}
		f.add(Change{Kind: RowAdded, Row: title, New: plural(len(l.inIt[title]), "panel")})
	}
	for _, r := range l.old.Rows {
		if !seen[r.Title.Value] {
			f.add(Change{Kind: RowRemoved, Row: r.Title.Value, Old: plural(len(l.inOld[r.Title.Value]), "panel")})
		}
		seen[r.Title.Value] = true
	}
	moved := outOfOrder(seq)
	for i, r := range stay {
		if moved[i] {
			f.add(Change{
				Kind: RowMoved, Row: r.Title.Value,
				Old: fmt.Sprintf("row %d of %d", seq[i]+1, len(l.old.Rows)), New: fmt.Sprintf("row %d of %d", slices.Index(l.new.Rows, r)+1, len(l.new.Rows)),
			})
		}
	}
}

func (f *finder) row(old, new *source.Row) {
	title := new.Title.Value
	if old.Title.Value != title {
		f.add(Change{Kind: RowRetitled, Row: title, Old: old.Title.Value, New: title})
	}
	skip := func(path string, _, _ *source.Node) bool {
		switch path {
		case "panels", "title", "gridPos", "id":
			return true
		}
		return false
	}
	for _, d := range differences("", old.Node, new.Node, skip) {
		f.add(Change{Kind: RowOption, Row: title, Field: d.path, Old: show(d.old), New: show(d.new)})
	}
}

// moves finds which panels moved and why: the sentence says from where to where.
func (l *layout) moves() map[*source.Panel][2]string {
	out := map[*source.Panel][2]string{}
	for title, list := range l.inIt {
		l.movesInRow(title, list, out)
	}
	return out
}

func (l *layout) movesInRow(title string, list []*source.Panel, out map[*source.Panel][2]string) {
	was, known := l.rowWas[title]
	var seq []int
	var stay []*source.Panel
	calm := len(l.inOld[was]) == len(list) // nobody came, went or grew
	for _, p := range list {
		o := l.was[p]
		switch {
		case o == nil:
			calm = false
		case !known || o.Row.Value != was:
			out[p] = l.places(o, p)
			calm = false
		default:
			calm = calm && o.W == p.W && o.H == p.H
			seq, stay = append(seq, slices.Index(l.inOld[was], o)), append(stay, p)
		}
	}
	moved := outOfOrder(seq)
	for i, p := range stay {
		if moved[i] {
			out[p] = l.places(l.was[p], p)
		}
	}
	if !calm || len(moved) > 0 || len(stay) == 0 {
		return
	}
	// The same panels in the same order: what is left is another place on the grid, measured from the first one.
	first, firstWas := stay[0], l.was[stay[0]]
	for _, p := range stay {
		o := l.was[p]
		if o.X != p.X || o.Y-firstWas.Y != p.Y-first.Y {
			out[p] = [2]string{
				fmt.Sprintf("column %d, line %d", o.X, o.Y-firstWas.Y), fmt.Sprintf("column %d, line %d", p.X, p.Y-first.Y),
			}
		}
	}
}

// places says where a panel was and is.
func (l *layout) places(old, new *source.Panel) [2]string {
	place := func(p *source.Panel, in []*source.Panel) string {
		title := p.Row.Value
		if title == "" {
			title = "above all rows"
		}
		return fmt.Sprintf("%s, %d of %d", title, slices.Index(in, p)+1, len(in))
	}
	return [2]string{place(old, l.inOld[old.Row.Value]), place(new, l.inIt[new.Row.Value])}
}
