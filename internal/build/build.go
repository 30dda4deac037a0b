// Package build turns a dashboard into what one environment shows: queries become PromQL, pickers become
// variables or fixed matchers, units and layout are worked out, and everything is proven on the way.
// Whoever writes, evaluates, lists or draws dashboards starts from here.
package build

import (
	"fmt"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// Build builds one dashboard for an environment. The error is a diag.List of everything that is wrong
// with it, each with the Go file and line to change.
func Build(d panels.Dashboard, env *Environment) (*Dashboard, error) {
	words := wording(env.Words())
	b := &builder{env: env, def: d, words: words, out: &Dashboard{
		Name: d.Name(), UID: UID(env.Name, d.Name()), Title: d.Title(), Description: words.Replace(d.Description()),
		Tags: d.TagList(), Span: d.Span(), Environment: env.Name,
	}}
	b.checkDefinition()
	b.scope()
	b.rows()
	b.without()
	b.layout()
	b.stores()
	b.unique()
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	return b.out, nil
}

type builder struct {
	env  *Environment
	def  panels.Dashboard
	out  *Dashboard
	errs diag.List

	matchers queries.Scope
	words    *strings.Replacer
}

func (b *builder) fail(pos diag.Position, format string, args ...any) *diag.Error {
	return b.errs.Add(pos, "dashboard %s: %s", b.def.Name(), fmt.Sprintf(format, args...))
}

func (b *builder) failPanel(pos diag.Position, title, format string, args ...any) *diag.Error {
	return b.fail(pos, "panel %q: %s", title, fmt.Sprintf(format, args...))
}

// gather keeps errors, and says first what they are about.
func (b *builder) gather(wrong diag.List, about string) {
	for _, e := range wrong {
		e.What = about + e.What
	}
	b.errs = append(b.errs, wrong...)
}

// joinAt gathers errors that have no position of their own.
func (b *builder) joinAt(pos diag.Position, err error) {
	var list diag.List
	list.Join(err)
	for _, e := range list {
		if e.Pos == (diag.Position{}) {
			e.Pos = pos
		}
	}
	b.errs = append(b.errs, list...)
}

func (b *builder) checkDefinition() {
	pos := b.def.Site().Position()
	switch {
	case !isDNSLabel(b.def.Name()):
		b.fail(pos, "the name %q is no DNS label", b.def.Name()).
			Because("files, resources and the uid are named after it").
			Help("use lower-case letters, digits and hyphens, at most 63")
	case b.def.Title() == "" || b.def.Description() == "":
		b.fail(pos, "the title or the description is empty")
	case len(b.def.Rows()) == 0:
		b.fail(pos, "it has no rows")
	}
}

func isDNSLabel(s string) bool {
	if s == "" || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}

// scope works out what every selector is limited to, and which variables remain to be picked.
func (b *builder) scope() {
	b.matchers = append(b.matchers, b.env.Limited...)
	for _, p := range b.def.Pickers() {
		if !b.env.RunsAny(p.Labels()) {
			continue // there is nothing to pick from, and nothing that would be limited
		}
		op := "=~"
		if p.IsSingle() {
			op = "="
		}
		matcher := queries.NewScopeMatcher(p.Name(), op, "$"+p.Name(), p.Labels()...)
		matcher.Needed, matcher.Partial = p.IsSingle(), p.Exception() != ""
		if !b.env.HasLabel(p.Labels()[0]) {
			if p.IsSingle() {
				b.matchers = append(b.matchers, matcher)
			}
			continue // nothing to pick from
		}
		if value, fixed := b.env.Values[p.Fixed()]; fixed && p.Fixed() != "" {
			matcher.Op, matcher.Value = "=", b.value(p.Fixed(), value)
			b.matchers = append(b.matchers, matcher)
			continue
		}
		metric, label := p.Source(&b.env.Environment)
		query, err := queries.Values(&b.env.Environment, b.matchers, label, metric, p.More()...)
		if err != nil {
			b.joinAt(b.def.Site().Position(), err)
			continue
		}
		all := allValue
		if p.IsOptional() {
			all = allOrNothing
		}
		b.out.Pickers = append(b.out.Pickers, Picker{
			Name: p.Name(), Label: b.words.Replace(p.Label()), Query: query, Start: b.env.Values[p.Start()], All: all,
			Store: b.env.Store(queries.ExporterOf(metric)), Single: p.IsSingle(), Description: b.words.Replace(p.Exception()),
		})
		b.matchers = append(b.matchers, matcher)
	}
}

// value is a value of the environment as it stands in an expression. One that differs between tenants
// becomes an input, which the operator replaces.
func (b *builder) value(key, value string) string {
	if !strings.Contains(value, "{tenant}") {
		return value
	}
	in := Input{Name: valueInput(key), Value: value, Label: key}
	b.out.Inputs = append(b.out.Inputs, in)
	return in.Placeholder()
}

func (b *builder) rows() {
	for i, row := range b.def.Rows() {
		out := Row{Title: b.words.Replace(row.Title), Collapsed: row.Collapsed}
		if row.Title == "" && i > 0 {
			b.fail(b.def.Site().Position(), "row %d has no title", i+1)
		}
		for _, p := range row.Panels {
			panel, ok := b.panel(b.worded(p.Spec()))
			if !ok {
				b.out.Without = append(b.out.Without, WithoutPanel{Row: out.Title, Spec: panel.Spec})
				continue
			}
			out.Panels = append(out.Panels, panel)
		}
		if row.Title == "" && len(out.Panels) > panels.MaxStats() {
			b.fail(b.def.Site().Position(), "the first row has %d stats", len(out.Panels)).
				Because("it must answer in three seconds, which takes at most %d", panels.MaxStats())
		}
		if len(out.Panels) > 0 {
			b.out.Rows = append(b.out.Rows, out)
		}
	}
}

// without forgets the panels that are left out in favour of one of the same title: a dashboard may define a panel
// twice, for releases that need another query.
func (b *builder) without() {
	shown := map[string]bool{}
	for _, row := range b.out.Rows {
		for _, p := range row.Panels {
			shown[p.Title] = true
		}
	}
	b.out.Without = slices.DeleteFunc(b.out.Without, func(p WithoutPanel) bool { return shown[p.Title] })
}

// panel builds one panel. ok is false when the environment can feed none of its queries: it is left out.
func (b *builder) panel(s panels.Spec) (Panel, bool) {
	pos := s.Site.Position()
	for _, problem := range s.Problems() {
		b.fail(pos, "%s", problem)
	}
	p := Panel{Spec: s}
	for i, q := range s.Queries {
		rendered, ok, err := q.Render(&b.env.Environment, b.matchers)
		if err != nil {
			b.errs.Join(err)
			continue
		}
		if !ok {
			p.Left = append(p.Left, q)
			continue
		}
		t := Target{Rendered: rendered, RefID: refID(len(p.Targets))}
		_, wrong := b.prove(&t)
		b.gather(wrong, fmt.Sprintf("dashboard %s: panel %q: ", b.def.Name(), s.Title))
		b.floor(s, &t)
		if s.Kind == panels.KindTable {
			t.Column = &s.Columns[i]
			t.Limits = b.limitsOf(s, t.Column.Limit(), t.Unit)
		}
		p.Targets = append(p.Targets, t)
	}
	if s.Kind != panels.KindText && len(p.Targets) == 0 {
		if s.Instead == nil || b.env.HasLabel(s.Instead.Label) {
			return p, false
		}
		p.Spec = insteadOf(s)
		return p, true
	}
	if s.Kind == panels.KindTable {
		b.rowLabels(&p)
	} else {
		b.unit(&p)
		b.legends(&p)
	}
	b.interval(&p)
	p.Limits = b.limitsOf(s, s.Limits, p.Unit)
	if slices.Contains(b.env.Dashboards, s.Opens) {
		p.OpensUID = UID(b.env.Name, s.Opens)
	}
	p.Description = s.Doc.String()
	if p.Limits != nil {
		p.Description += " " + p.Limits.String()
	}
	p.Description += floorText(p.Targets)
	if s.Kind == panels.KindText {
		p.Description = ""
	}
	return p, true
}

func refID(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return refID(i/26-1) + refID(i%26)
}

// limitsOf takes the environment's values of limits and checks that they measure what is shown.
func (b *builder) limitsOf(s panels.Spec, want *panels.Limits, shown catalogue.Unit) *panels.Limits {
	if want == nil {
		return nil
	}
	l := *want
	if own, ok := b.env.Limits[l.Name]; ok {
		l = own
	}
	for _, a := range []panels.Amount{l.Warn, l.Bad} {
		if _, ok := a.In(shown); !ok && shown.Known() {
			b.failPanel(s.Site.Position(), s.Title, "has a limit of %s", a).Because("it shows %s", shown)
		}
	}
	return &l
}

// stores gathers which stores the panels ask, each through an input of its own.
func (b *builder) stores() {
	used := map[string]bool{}
	for _, row := range b.out.Rows {
		for _, p := range row.Panels {
			for _, t := range p.Targets {
				used[t.Store.Name] = true
			}
		}
	}
	var inputs []Input
	for _, s := range b.env.Stores {
		if used[s.Name] {
			b.out.Stores = append(b.out.Stores, s)
			inputs = append(inputs, Input{Name: DatasourceInput(s), Store: &s, Value: s.Datasource, Label: s.Datasource})
		}
	}
	b.out.Inputs = append(inputs, b.out.Inputs...)
}
