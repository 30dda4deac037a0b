package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// panels compares the panels of two dashboards.
func (f *finder) panels(l *layout) {
	moves := l.moves()
	for _, p := range l.new.Panels {
		if l.was[p] == nil {
			f.whole(p, PanelAdded, QueryAdded)
			continue
		}
		g := &panelFinder{finder: f, old: l.was[p], new: p}
		if m, ok := moves[p]; ok {
			g.add(Change{Kind: PanelMoved, Old: m[0], New: m[1]})
		}
		g.compare()
	}
	for _, p := range l.old.Panels {
		if l.becomes[p] == nil {
			f.whole(p, PanelRemoved, QueryRemoved)
		}
	}
}

// whole tells of a panel that came or went, and of what it asks.
func (f *finder) whole(p *source.Panel, kind, query Kind) {
	g := &panelFinder{finder: f, old: p, new: p}
	tell := func(kind Kind, refID, text string) {
		c := Change{Kind: kind, Query: refID, New: text}
		if kind == PanelRemoved || kind == QueryRemoved {
			c.Old, c.New = c.New, ""
		}
		g.add(c)
	}
	tell(kind, "", describePanel(p))
	for _, q := range p.Queries {
		tell(query, q.RefID.Value, spelled(q.Text.Value))
	}
}

func describePanel(p *source.Panel) string {
	text := cmp.Or(p.Type.Value, "panel")
	if unit := p.Field.Unit.Value; unit != "" {
		text += " in " + unit
	}
	return text
}

// panelName is the title of a panel, or what tells it apart without one.
func panelName(p *source.Panel) string {
	if p.Title.Value != "" {
		return p.Title.Value
	}
	return fmt.Sprintf("(%s %d without a title)", cmp.Or(p.Type.Value, "panel"), p.ID)
}

// A panelFinder compares a panel with what it was.
type panelFinder struct {
	*finder
	old, new *source.Panel
	asked    [2]string // the data source of the panel, old and new, if it changed
}

func (g *panelFinder) add(c Change) {
	c.Row, c.Panel, c.panel = g.new.Row.Value, panelName(g.new), fmt.Sprint(g.new.ID)
	g.finder.add(c)
}

func (g *panelFinder) compare() {
	old, new := g.old, g.new
	if old.Title.Value != new.Title.Value {
		g.add(Change{Kind: PanelRetitled, Old: panelName(old), New: panelName(new)})
	}
	if old.W != new.W || old.H != new.H {
		g.add(Change{Kind: PanelResized, Old: fmt.Sprintf("%d × %d", old.W, old.H), New: fmt.Sprintf("%d × %d", new.W, new.H)})
	}
	turned := old.Type.Value != new.Type.Value
	if turned {
		g.add(Change{Kind: PanelKind, Old: old.Type.Value, New: new.Type.Value})
	}
	if a, b := datasource(old.Node.Get("datasource")), datasource(new.Node.Get("datasource")); a != b {
		g.asked = [2]string{a, b}
		g.add(Change{Kind: PanelDatasource, Old: a, New: b})
	}
	g.queries()
	skip := func(path string, _, _ *source.Node) bool {
		switch path {
		case "title", "type", "gridPos", "datasource", "targets", "panels":
			return true
		case "id": // it follows from the title
			return old.Title.Value != new.Title.Value
		case "options", "fieldConfig.defaults.custom": // each kind has its own
			return turned
		}
		return false
	}
	for _, d := range differences("", old.Node, new.Node, skip) {
		c := Change{Old: show(property(d.old)), New: show(property(d.new)), Field: shortened(d.path)}
		c.Kind = panelKind(c.Field)
		if c.Field == "description" || c.Field == "defaults.unit" || c.Field == "defaults.thresholds" {
			c.Field = ""
		}
		g.add(c)
	}
}

// shortened leaves out of a path what every path has: overrides[byName p50].unit.
func shortened(path string) string {
	path = strings.TrimPrefix(path, "fieldConfig.")
	before, property, ok := strings.Cut(path, "].properties[")
	if !ok || !strings.HasPrefix(path, "overrides[") {
		return path
	}
	name, rest, _ := strings.Cut(property, "]")
	return before + "]." + name + strings.TrimPrefix(rest, ".value")
}

// property is the value of an override's property, where one came or went as a whole.
func property(n *source.Node) *source.Node {
	if n.Get("id") != nil && n.Get("value") != nil && len(n.Members) == 2 {
		return n.Get("value")
	}
	return n
}

// panelKind is which kind of change the value at a path is.
func panelKind(path string) Kind {
	last := path[strings.LastIndexByte(path, '.')+1:]
	switch {
	case path == "description":
		return PanelDescription
	case last == "unit":
		return PanelUnit
	case strings.Contains(path, "thresholds") && !strings.Contains(path, "thresholdsStyle"):
		return PanelThresholds
	case path == "links" || strings.HasPrefix(path, "links[") || strings.Contains(path, ".links"):
		return PanelLinks
	}
	return PanelOption
}

// datasource names a data source. Where nothing else is said it is a Prometheus.
func datasource(n *source.Node) string {
	uid, kind := n.Scalar("uid").Value, n.Scalar("type").Value
	switch {
	case uid == "":
		return show(n)
	case kind == "" || kind == "prometheus":
		return uid
	}
	return kind + " " + uid
}

// queries compares what a panel asks. A query is the same where it asks the same; of the others, where it has the
// same letter.
func (g *panelFinder) queries() {
	was := map[*source.Query]*source.Query{}
	taken := map[*source.Query]bool{}
	for _, same := range []func(a, b *source.Query) bool{
		func(a, b *source.Query) bool {
			return a.RefID.Value == b.RefID.Value && sameExpression(a.Text.Value, b.Text.Value)
		},
		func(a, b *source.Query) bool { return sameExpression(a.Text.Value, b.Text.Value) },
		func(a, b *source.Query) bool { return a.RefID.Value == b.RefID.Value },
	} {
		for _, q := range g.new.Queries {
			for _, o := range g.old.Queries {
				if was[q] == nil && !taken[o] && same(o, q) {
					was[q], taken[o] = o, true
				}
			}
		}
	}
	for _, q := range g.new.Queries {
		if o := was[q]; o != nil {
			g.query(o, q)
		} else {
			g.add(Change{Kind: QueryAdded, Query: q.RefID.Value, New: spelled(q.Text.Value)})
		}
	}
	for _, q := range g.old.Queries {
		if !taken[q] {
			g.add(Change{Kind: QueryRemoved, Query: q.RefID.Value, Old: spelled(q.Text.Value)})
		}
	}
	g.others()
}

func (g *panelFinder) query(old, new *source.Query) {
	letter := new.RefID.Value
	if a, b := old.Text.Value, new.Text.Value; !sameExpression(a, b) {
		g.add(Change{Kind: QueryChanged, Query: letter, Old: spelled(a), New: spelled(b)})
	}
	if a, b := old.Legend.Value, new.Legend.Value; a != b {
		g.add(Change{Kind: QueryLegend, Query: letter, Old: a, New: b})
	}
	skip := func(path string, a, b *source.Node) bool {
		switch path {
		case "expr", "legendFormat":
			return true
		case "datasource": // of the whole panel
			x, y := datasource(a), datasource(b)
			return x == y || g.asked == [2]string{x, y}
		}
		return false
	}
	for _, d := range differences("", old.Node, new.Node, skip) {
		g.add(Change{Kind: QueryOption, Query: letter, Field: d.path, Old: show(d.old), New: show(d.new)})
	}
}

// others compares the targets that ask no Prometheus.
func (g *panelFinder) others() {
	rest := func(p *source.Panel) *source.Node {
		targets := &source.Node{Kind: source.Array}
		for _, n := range p.Node.List("targets") {
			if !slices.ContainsFunc(p.Queries, func(q *source.Query) bool { return q.Node == n }) {
				targets.Items = append(targets.Items, n)
			}
		}
		return targets
	}
	for _, d := range differences("targets", rest(g.old), rest(g.new), nil) {
		g.add(Change{Kind: PanelOption, Field: d.path, Old: show(d.old), New: show(d.new)})
	}
}
