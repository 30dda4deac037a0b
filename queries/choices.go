package queries

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// This file holds what an installation decides beside versions: which label carries a fact, whether a label is
// there at all, and what things cost. Queries stay symbolic; the environment resolves them.

// LabelKey is the key of a label in [Environment.Labels].
func LabelKey(l AnyLabel) string { return l.ref().key() }

func (l labelRef) key() string { return l.exporter + "/" + l.name }

// HasLabel reports whether installations like this one have a label: false only where the environment says
// that it is switched off.
func (e *Environment) HasLabel(l AnyLabel) bool { return !e.off(l.ref()) }

// off reports whether the environment says that its installation does not have the label.
func (e *Environment) off(l labelRef) bool {
	chosen, decided := e.Labels[l.key()]
	return decided && chosen == ""
}

// chosen is the label that stands for a symbolic one here, or the label itself.
func (e *Environment) chosen(l labelRef) labelRef {
	if name := e.Labels[l.key()]; name != "" {
		l.name = name
	}
	return l
}

// Words are the names of the labels that the environment chose, by the names of those that they stand for: they
// belong into titles, too.
func (e *Environment) Words() map[string]string {
	words := map[string]string{}
	for key, name := range e.Labels {
		if _, symbol, ok := strings.Cut(key, "/"); ok && name != "" {
			words[symbol] = name
		}
	}
	return words
}

// lacks notes labels that a leaf needs and the installation does not have. A panel of one person's usage whose
// matcher fell away would show everybody's as theirs: such a query is left out, or fails.
func (r *renderer) lacks(l leaf, by []labelRef) bool {
	need := slices.Clone(by)
	for _, m := range l.matchers {
		need = append(need, m.label)
	}
	for _, s := range r.scope {
		for _, label := range s.labels {
			if s.Needed && label.exporter == l.exporter && l.unscoped == "" {
				need = append(need, label)
			}
		}
	}
	for _, label := range need {
		if !r.env.off(label) {
			continue
		}
		r.missing = true
		if !r.query.available {
			r.fail("metrics of %s have no label %s in environment %s", l.exporter, label.name, r.env.Name).
				Because("the environment says that it is switched off").
				Help("mark the query WhereAvailable to leave it out there")
		}
		return true
	}
	return false
}

// Priced multiplies each series of a query by the price that the environment has for the value of a label, which
// the query is grouped by. A value without a price has no cost, and a price without series changes nothing. In an
// environment without prices the query is not available. Say with Measures what comes out.
func Priced(q Query, label AnyLabel) Query {
	q.node, q.unit = priced{of: q.node, label: label.ref()}, catalogue.Unit{}
	return q.at(1)
}

// priced is an expression times the environment's prices.
type priced struct {
	of    node
	label labelRef
}

func (p priced) render(r *renderer) (string, precedence) {
	text, binds := p.of.render(r)
	label := r.grouped(p.label, "is priced by")
	var names []string
	for name := range r.env.Prices {
		names = append(names, name)
	}
	if len(names) == 0 {
		r.missing = true
		if !r.query.available {
			r.fail("environment %s has no prices", r.env.Name).
				Help("mark the query WhereAvailable to leave it out there, or state environments.%s.maas.prices", r.env.Name)
		}
		return "", bindsAtom
	}
	slices.Sort(names)
	for i, name := range names {
		names[i] = "label_replace(vector(" + number(r.env.Prices[name]) + "), " + strconv.Quote(label) + ", " + strconv.Quote(name) + `, "", "")`
	}
	return bracket(text, binds, bindsMultiply) + " * on (" + label + ") group_left () (" + strings.Join(names, " or ") + ")", bindsMultiply
}

func (p priced) leaves(visit func(leaf)) { p.of.leaves(visit) }
