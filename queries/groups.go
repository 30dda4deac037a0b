package queries

import (
	"strings"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// PlusSome is the sum of two queries that are grouped alike, the second of which not every release can
// answer: where it has no value it counts as nothing, and the first alone is the sum.
func PlusSome(all, some Query) Query {
	return newQuery(withSome{"+", all.node, some.node}, all.by)
}

// OrSome is a query, and beside it the groups that it lacks from another that is grouped alike and that not every
// release can answer.
func OrSome(all, some Query) Query {
	return newQuery(withSome{"or", all.node, some.node}, all.by)
}

// SumGroups adds up the groups of a query over everything but the labels. It counts a thing once of which several
// series tell, such as a GPU that two pods share: take the highest per thing first, then add up the things.
func SumGroups(q Query, by ...AnyLabel) Query { return regrouped("sum", q, labelRefs(by)) }

// MaxGroups is the highest group of a query over everything but the labels.
func MaxGroups(q Query, by ...AnyLabel) Query { return regrouped("max", q, labelRefs(by)) }

// CountGroups is how many groups a query has.
func CountGroups(q Query) Query { return regrouped("count", q, nil) }

// Active is how many series of a query are above 0: of increases by user, the users who did something.
func Active(q Query) Query {
	q.node = above0(q.node)
	return regrouped("count", q, nil)
}

// Once is 1 for each series of a query, whatever its value: what remains is who is there.
func Once(q Query) Query { return regrouped("group", q, q.by) }

func regrouped(op string, q Query, by []labelRef) Query {
	q.node, q.by, q.legend, q.statistic = regroup{op, by, q.node}, by, "", statistic{}
	if op == "count" || op == "group" { // a number of groups, whatever they measure
		q.unit = catalogue.Unit{}
	}
	return q.at(2)
}

func labelRefs(labels []AnyLabel) []labelRef {
	var out []labelRef
	for _, l := range labels {
		out = append(out, l.ref())
	}
	return out
}

// A regroup aggregates the groups of an expression to fewer.
type regroup struct {
	op string
	by []labelRef
	of node
}

func (g regroup) render(r *renderer) (string, precedence) {
	text, _ := g.of.render(r)
	if len(g.by) == 0 {
		return g.op + "(" + text + ")", bindsAtom
	}
	spelled := make([]string, len(g.by))
	for i, l := range g.by {
		spelled[i] = r.grouped(l, "groups by")
	}
	return g.op + " by (" + strings.Join(spelled, ", ") + ") (" + text + ")", bindsAtom
}

// grouped is how an inner aggregation spells a label that it keeps; use is what the label is wanted for.
func (r *renderer) grouped(l labelRef, use string) string {
	name := r.spelled[l]
	if name == "" && !r.missing && len(r.errs) == 0 {
		r.fail("%s %s", use, l.name).Because("what it aggregates is not grouped by it")
	}
	return name
}

func (g regroup) leaves(visit func(leaf)) { g.of.leaves(visit) }

// A withSome joins what some releases have to what all have: adds it group by group, or puts it beside it.
type withSome struct {
	op        string // + or "or"
	all, some node
}

func (w withSome) render(r *renderer) (string, precedence) {
	have := everywhere
	w.some.leaves(func(l leaf) {
		_, c := r.env.variants(l.exporter, l.id)
		have = min(have, c)
	})
	all, ap := w.all.render(r)
	if have == nowhere || r.missing {
		return all, ap
	}
	some := w.some
	if have == somewhere && w.op == "+" {
		some = binary{op: "or", left: w.some, right: binary{op: "*", left: literal("0"), right: w.all}}
	}
	short, available := r.short, r.query.available
	r.query.available = true // that not all releases have it is what this is for
	text, binds := some.render(r)
	missing := r.missing
	r.missing, r.short, r.query.available = false, short, available
	if missing {
		return all, ap // it is of another store, or the installation lacks a label of it
	}
	return joined(w.op, all, ap, text, binds)
}

// leaves visits what can't be done without.
func (w withSome) leaves(visit func(leaf)) { w.all.leaves(visit) }
