package queries

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Rendered query is PromQL for one environment.
type Rendered struct {
	Expr   string
	Legend string // with labels as the environment spells them
	Store  Store
	// Metrics are the names that the expression asks for, in their order of appearance.
	Metrics []*catalogue.Metric
	// Labels are those that the series are grouped by, in the query's order.
	Labels []RenderedLabel
	Query  Query
}

// A RenderedLabel is a label in its canonical spelling and in that of an environment.
type RenderedLabel struct{ Canonical, Spelled string }

// Render turns the query into PromQL for an environment and a dashboard's scope. ok is false when the
// query is left out there because no release has its metrics, as WhereAvailable allows. The error is a
// diag.List with the Go file and line of the query.
func (q Query) Render(env *Environment, scope Scope) (out Rendered, ok bool, err error) {
	for _, l := range q.beside {
		if _, have := env.variants(l.exporter, l.id); have != everywhere {
			return Rendered{}, false, nil
		}
	}
	r := &renderer{env: env, scope: scope, query: q, spelled: map[labelRef]string{}}
	text, _ := q.node.render(r)
	if r.missing && q.available && len(r.errs) == 0 {
		return Rendered{}, false, nil
	}
	if err := r.errs.Err(); err != nil {
		return Rendered{}, false, err
	}
	out = Rendered{Expr: text, Legend: r.legend(q), Store: r.store, Metrics: r.metrics, Query: q}
	for _, l := range q.by {
		out.Labels = append(out.Labels, RenderedLabel{l.name, r.spelled[l]})
	}
	return out, true, nil
}

type renderer struct {
	env     *Environment
	scope   Scope
	query   Query
	store   Store
	metrics []*catalogue.Metric
	missing bool // some metric is not there
	short   bool // some metric is not in every release
	errs    diag.List
	spelled map[labelRef]string // how each label leaves the aggregations
}

func (r *renderer) fail(format string, args ...any) *diag.Error {
	return r.errs.Add(r.query.Position(), format, args...)
}

func (r *renderer) failLabel(v variant, l labelRef) {
	if l.target {
		r.fail("no label %s in store %s", l.name, r.env.Store(v.Exporter).Name).
			Because("stores of the dialect %q do not add it", r.env.Store(v.Exporter).Dialect)
		return
	}
	r.fail("%s has no label %s", v.name, l.name).
		Because("its labels are %s", strings.Join(v.Labels, ", ")).
		Help("dashgen explain %s", v.Name)
}

// find returns the variants of a leaf's metric and notes where it lives.
func (r *renderer) find(l leaf) ([]variant, coverage) {
	if !r.env.Runs(l.exporter) {
		if !r.query.available {
			r.fail("%s is not there in environment %s", l.id, r.env.Name).
				Because("the environment runs no %s", l.exporter).
				Help("state its version under environments.%s.exporters, or mark the query WhereAvailable", r.env.Name)
		}
		r.missing, r.short = true, true
		return nil, nowhere
	}
	variants, have := r.env.variants(l.exporter, l.id)
	if len(r.env.Catalogue.Names(l.exporter, l.id)) == 0 {
		r.fail("%s is not in the catalogue of %s", l.id, l.exporter)
		return nil, nowhere
	}
	store := r.env.Store(l.exporter)
	switch {
	case store.Name == "":
		r.fail("no store for %s", l.exporter).Because("environment %s has no default store", r.env.Name)
	case r.store.Name != "" && r.store.Name != store.Name && r.query.available:
		r.missing = true
		return nil, nowhere
	case r.store.Name != "" && r.store.Name != store.Name:
		r.fail("%s lives in store %s", l.id, store.Name).
			Because("the rest of the query lives in store %s, and no expression reaches two", r.store.Name)
	}
	r.store = store
	if len(variants) == 0 {
		r.miss(l, nowhere)
	}
	for _, v := range variants {
		r.metrics = append(r.metrics, v.Metric)
	}
	return variants, have
}

// miss notes that not all releases have a metric.
func (r *renderer) miss(l leaf, have coverage) {
	if have == everywhere {
		return
	}
	r.short = true
	if have == nowhere {
		r.missing = true
	}
	if r.query.available {
		return
	}
	which := "no release"
	if have == somewhere {
		which = "not every release"
	}
	e := r.fail("%s of environment %s has %s", which, r.env.Name, l.id).
		Because("it runs %s%s", r.env.releasesText(l.exporter), lifeText(r.env.Catalogue.Names(l.exporter, l.id)))
	e.Help("mark the query WhereAvailable to leave it out where the metric is missing, or change environments.%s.exporters", r.env.Name)
}

func lifeText(names []*catalogue.Metric) string {
	var parts []string
	for _, m := range names {
		switch {
		case m.Status == catalogue.Unreleased:
			parts = append(parts, m.Name+" was never released")
		case !m.Life.Below.IsZero():
			parts = append(parts, fmt.Sprintf("%s was removed in %s %s", m.Name, m.Program, m.Life.Below))
		case !m.Life.Min.IsZero():
			parts = append(parts, fmt.Sprintf("%s came in %s %s", m.Name, m.Program, m.Life.Min))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "; " + strings.Join(parts, ", ")
}

// selectorMatchers is the part in braces: the dashboard's scope, then the query's own matchers.
func (r *renderer) selectorMatchers(b branch, l leaf) string {
	var ms []string
	for _, s := range r.scope {
		if l.unscoped != "" && !s.fixed {
			continue
		}
		if l.across != "" && s.Name == l.across {
			continue
		}
		labels := s.of(l.exporter)
		if len(labels) == 0 && (s.fixed || s.Partial) {
			continue
		}
		if len(labels) == 0 {
			r.fail("picker %s has no label for %s", s.Name, l.exporter).
				Because("every selector of the dashboard must be limited by it").
				Help("give the picker a label of %s, or say Unscoped(reason) on the metric", l.exporter)
			continue
		}
		if name, ok := r.scopeLabel(b.variant, labels); ok {
			ms = append(ms, name+s.Op+quote(s.Value))
		}
	}
	for _, m := range l.matchers {
		done := map[string]bool{}
		for _, d := range b.dialect {
			if name := d[m.label]; !done[name] {
				done[name] = true
				ms = append(ms, name+m.op+quote(m.value))
			}
		}
	}
	if len(ms) == 0 {
		return ""
	}
	return "{" + strings.Join(ms, ", ") + "}"
}

// scopeLabel is the first of a picker's labels that a variant has. A variant without any is not limited, as info
// metrics have no model; but a store that lacks the label of a target would show everybody's series.
func (r *renderer) scopeLabel(v variant, labels []labelRef) (name string, ok bool) {
	for _, l := range labels {
		if name, ok := r.env.spellLabel(v, l); ok {
			return name, true
		}
	}
	if labels[0].target {
		r.failLabel(v, labels[0])
	}
	return "", false
}

// quote writes a string of PromQL. It is Go's syntax, but a "$" of a Grafana variable stays as it is.
func quote(s string) string { return strconv.Quote(s) }

// valueScale converts the values of an older name to the unit of the newest: " / 1000", or nothing.
func (r *renderer) valueScale(l leaf, m *catalogue.Metric) string {
	if l.component == catalogue.Bucket || l.component == catalogue.Observed {
		return "" // counts of observations; bucketScale sees to the bounds
	}
	return r.scale(l, m)
}

// bucketScale converts a quantile of an older name's buckets. Buckets of two units can't be united.
func (r *renderer) bucketScale(l leaf) string {
	variants, _ := r.env.variants(l.exporter, l.id)
	scale := ""
	for i, v := range variants {
		s := r.scale(l, v.Metric)
		if i > 0 && s != scale {
			r.fail("%s has buckets in %s and in %s", l.id, variants[0].Unit, v.Unit).
				Because("a quantile can't be taken over both").
				Help("narrow environments.%s.exporters to releases of one of them", r.env.Name)
		}
		scale = s
	}
	return scale
}

func (r *renderer) scale(l leaf, m *catalogue.Metric) string {
	newest := r.env.Catalogue.Names(l.exporter, l.id)[0]
	if m.Unit.Scale == newest.Unit.Scale || !m.Unit.Known() {
		return ""
	}
	factor := m.Unit.Scale / newest.Unit.Scale
	if factor < 1 {
		return " / " + number(1/factor)
	}
	return " * " + number(factor)
}

func number(f float64) string {
	if r := math.Round(f); math.Abs(f-r) < 1e-9*math.Abs(f) {
		f = r
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// legend is the query's legend with labels as its expression spells them.
func (r *renderer) legend(q Query) string {
	var own, pairs []string
	for _, l := range q.by {
		spelled := "{{" + r.spelled[l] + "}}"
		own = append(own, spelled)
		pairs = append(pairs, "{{"+l.name+"}}", spelled)
	}
	if q.legend == "" { // a label of the exporter's and one of its target may have one name: the text can't tell them apart
		return strings.Join(own, " ")
	}
	return strings.NewReplacer(pairs...).Replace(q.legend) // in one pass: a spelling may be another label's name
}

// Has reports whether some release of the environment has a metric.
func Has(env *Environment, metric AnyMetric) bool {
	l := metric.source()
	variants, _ := env.variants(l.exporter, l.id)
	return len(variants) > 0
}

// Values is the query of a picker's values: the label's values on a metric's series, and on those of more metrics
// where some release has them, as far as earlier pickers leave them. Where releases spell the label in two
// ways, the newer is offered: Grafana asks for one label. The error is a diag.List without positions, which says that
// no release has the metric, or that it has no such label; more metrics live in the same store.
func Values(env *Environment, scope Scope, label AnyLabel, metric AnyMetric, more ...AnyMetric) (string, error) {
	l := metric.source()
	r := &renderer{env: env, scope: scope, spelled: map[labelRef]string{}}
	variants, _ := r.find(l)
	if len(variants) == 0 {
		return "", r.errs.Err()
	}
	for _, m := range more {
		found, _ := env.variants(ExporterOf(m), m.Identity())
		variants = append(variants, found...)
	}
	b := branch{variant: variants[0], dialect: []map[labelRef]string{{}}}
	name, ok := env.spellLabel(b.variant, label.ref())
	if !ok {
		r.failLabel(b.variant, label.ref())
	}
	var names []string
	for _, v := range variants {
		n := v.name
		if v.Behaviour == catalogue.Histogram {
			n += string(catalogue.Observed)
		}
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	matchers := r.selectorMatchers(b, l)
	selector := names[0] + matchers
	if len(names) > 1 { // Grafana takes one selector, and servers of every release must be in the list
		rest := strings.TrimPrefix(strings.TrimSuffix(matchers, "}"), "{")
		selector = "{__name__=~" + quote(strings.Join(names, "|"))
		if rest != "" {
			selector += ", " + rest
		}
		selector += "}"
	}
	return "label_values(" + selector + ", " + name + ")", r.errs.Err()
}
