package build

import (
	"regexp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// prove parses a target's expression back and analyses it: every metric is in the catalogue, no label is
// asked for that an inner aggregation removed, nothing adds seconds to bytes, and the legend names only
// labels that are left. It sets the target's unit, and returns the facts, or nil where the expression does not parse, and
// what is wrong.
func (b *builder) prove(t *Target) (facts *promql.Facts, wrong diag.List) {
	pos := t.Query.Position()
	expr, err := promql.Parse(t.Expr)
	if err != nil {
		wrong.Add(pos, "%v", err).Because("the expression is %s", t.Expr)
		return nil, wrong
	}
	facts = promql.Analyse(expr, b.analysis(t.Store))
	for _, sel := range facts.Selectors {
		if len(sel.Series) == 0 {
			wrong.Add(pos, "%s is not in the catalogue", sel.Span.In(t.Expr))
		}
	}
	proveLabels(facts, t, &wrong)
	proveUnit(facts, t, &wrong)
	return facts, wrong
}

// proveLabels finds labels that are asked for, matched or named in the legend, and are not there.
func proveLabels(facts *promql.Facts, t *Target, wrong *diag.List) {
	pos := t.Query.Position()
	for _, g := range facts.Groupings {
		if f := g.Fact(); f.State == promql.Impossible && (g.Clause == promql.By || g.Clause == promql.On) {
			wrong.Add(pos, "asks for the label %s, which is not there", g.Label).Because("%s", f.Reason)
		}
	}
	for _, m := range facts.Matches {
		if !m.Required() && m.Left.State == promql.Guaranteed && m.Right.State == promql.Guaranteed {
			continue // a union of series that all have the label, each with its own value
		}
		if m.Verdict != promql.MayMatch {
			wrong.Add(pos, "the two sides of %s do not match", m.Node.Operation()).
				Because("label %s: on the left %s; on the right %s", m.Label, m.Left.Reason, m.Right.Reason)
		}
	}
	for _, label := range legendLabels(t.Legend) {
		if l := facts.Result.Label(label); l.State == promql.Impossible {
			wrong.Add(pos, "the legend names %s", label).
				Because("the expression has no such label: %s", l.Reason).
				Help("group by it, or leave it out of the legend")
		}
	}
}

// proveUnit sets the unit of a target, and finds quantities that are put together and do not belong together.
func proveUnit(facts *promql.Facts, t *Target, wrong *diag.List) {
	pos := t.Query.Position()
	for _, c := range facts.UnitConflicts {
		wrong.Add(pos, "puts %s beside %s", c.Left.Unit, c.Right.Unit).Because("they measure different things")
	}
	t.Unit = facts.Result.Unit
	if said := t.Query.Declared(); said.Known() {
		if t.Unit.Known() && !t.Unit.Compatible(said) && !areCores(t.Unit, said) {
			wrong.Add(pos, "a query is said to measure %s", said).Because("it measures %s", t.Unit)
		}
		t.Unit = said
	}
	if t.Query.Format() == queries.HeatmapFormat {
		t.Unit = t.Metrics[0].Unit // of the bounds: that is the axis
	}
}

// areCores reports whether seconds per second, which are a ratio, are said to be cores: of CPU time they are.
func areCores(u, said catalogue.Unit) bool {
	return said.Dimension == catalogue.Cores && said.Scale == 1 && u.Dimension == catalogue.Ratio && u.Scale == 1
}

func (b *builder) analysis(s queries.Store) promql.Context {
	return promql.Context{
		Catalogue: b.env.Catalogue,
		Dialect:   s.Dialect,
		Versions: func(exporter string) (catalogue.Range, bool) {
			r, ok := b.env.Releases[exporter]
			return r, ok
		},
	}
}

// legendLabels are the labels that a legend's template names.
func legendLabels(template string) []string {
	var ls []string
	for _, m := range legendLabel.FindAllStringSubmatch(template, -1) {
		ls = append(ls, m[1])
	}
	return ls
}

var legendLabel = regexp.MustCompile(`{{\s*([^{}\s]+)\s*}}`)

// unit is what a panel's values are measured in: all its targets must agree, for they share an axis.
func (b *builder) unit(p *Panel) {
	for i, t := range p.Targets {
		if i == 0 {
			p.Unit = t.Unit
			continue
		}
		sum, ok := p.Unit.Plus(t.Unit)
		switch {
		case !ok:
			b.fail(t.Query.Position(), "panel %q shows %s and %s on one axis", p.Title, p.Unit, t.Unit).
				Help("convert one of them in its query, or make two panels")
			return
		case sum.Known():
			p.Unit = sum
		case !p.Unit.Known():
			p.Unit = t.Unit
		}
	}
	if p.Kind != panels.KindText && len(p.Targets) > 0 && !p.Unit.Known() {
		b.failPanel(p.Site.Position(), p.Title, "the unit of its queries is not known")
	}
}

// rowLabels checks that all columns of a table are grouped alike: only then do they merge to one row per thing.
func (b *builder) rowLabels(p *Panel) {
	names := func(t Target) string {
		var ns []string
		for _, l := range t.Labels {
			ns = append(ns, l.Spelled)
		}
		slices.Sort(ns)
		return strings.Join(ns, ", ")
	}
	for _, t := range p.Targets {
		switch {
		case len(t.Labels) == 0:
			b.failPanel(t.Query.Position(), p.Title, "column %q is not grouped", t.Legend).Because("its row would have no name")
		case names(t) != names(p.Targets[0]):
			b.failPanel(t.Query.Position(), p.Title, "column %q is grouped by %s, the first by %s", t.Legend, names(t), names(p.Targets[0])).
				Because("rows merge by all their labels")
		case !t.Unit.Known():
			b.failPanel(t.Query.Position(), p.Title, "the unit of column %q is not known", t.Legend)
		}
	}
}

// legends checks that no two targets of a panel draw series of the same name: nobody could tell them
// apart.
func (b *builder) legends(p *Panel) {
	seen := map[string]int{}
	for i := range p.Targets {
		t := &p.Targets[i]
		if t.Legend == "" {
			if len(p.Targets) > 1 {
				b.failPanel(t.Query.Position(), p.Title, "query %s has no legend", t.RefID).
					Because("the panel has several").Help("name it with As")
				continue
			}
			t.Legend = p.Title
		}
		if j, ok := seen[t.Legend]; ok {
			b.failPanel(t.Query.Position(), p.Title, "queries %s and %s are both called %q", p.Targets[j].RefID, t.RefID, t.Legend)
		}
		seen[t.Legend] = i
	}
}

// unique checks that no two panels of a dashboard have the same title or show the same expressions.
func (b *builder) unique() {
	titles := map[string]panels.Spec{}
	shown := map[string]panels.Spec{}
	for _, row := range b.out.Rows {
		for _, p := range row.Panels {
			if first, ok := titles[p.Title]; ok {
				b.fail(p.Site.Position(), "two panels are called %q", p.Title).Because("the first is at %s", first.Site.Position())
			}
			titles[p.Title] = p.Spec
			var exprs []string
			for _, t := range p.Targets {
				exprs = append(exprs, t.Expr)
			}
			key := strings.Join(exprs, "\n")
			if key == "" {
				continue
			}
			if first, ok := shown[key]; ok && first.Kind == p.Kind {
				b.fail(p.Site.Position(), "panel %q shows the same as %q", p.Title, first.Title)
			}
			shown[key] = p.Spec
		}
	}
}

// samplesPerTotal is how many samples an interval of a running total has at least. An increase is worked out from
// the samples inside its interval and stretched over the rest; with two samples, of which one may be the other
// scraped again, the total would be nothing or the double.
const samplesPerTotal = 10

// interval works out how close to each other a panel's points may lie.
func (b *builder) interval(p *Panel) {
	p.MinInterval = b.def.Interval()
	if !p.Cumulative {
		return
	}
	for _, t := range p.Targets {
		if !strings.Contains(t.Expr, "[$__interval]") {
			b.failPanel(t.Query.Position(), p.Title, "is cumulative and adds up what is no increase over Interval()").
				Because("windows that overlap count things several times")
		}
		if t.Query.Grouped() {
			b.failPanel(t.Query.Position(), p.Title, "is cumulative and has a query with several series").
				Because("Grafana adds series up by their names, which must be known").Help("make a query per series")
		}
		p.MinInterval = max(p.MinInterval, samplesPerTotal*max(b.def.Interval(), t.Store.ScrapeInterval))
	}
}
