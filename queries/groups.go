package queries

import "strings"

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
func SumGroups(q Query, by ...AnyLabel) Query { return regrouped("sum", q, by) }

// MaxGroups is the highest group of a query over everything but the labels.
func MaxGroups(q Query, by ...AnyLabel) Query { return regrouped("max", q, by) }

// CountGroups is how many groups a query has.
func CountGroups(q Query) Query { return regrouped("count", q, nil) }

func regrouped(op string, q Query, by []AnyLabel) Query {
	var labels []labelRef
	for _, l := range by {
		labels = append(labels, l.ref())
	}
	out := newQuery(regroup{op, labels, q.node}, labels)
	out.available = q.available
	return out.at(2)
}

// A regroup aggregates the groups of an expression to fewer.
type regroup struct {
	op string
	by []labelRef
	of node
}

func (g regroup) render(r *renderer) (string, precedence) {
	text, _ := g.of.render(r)
	var spelled []string
	for _, label := range g.by {
		spelled = append(spelled, r.spelled[label])
		if r.spelled[label] == "" && !r.missing && len(r.errs) == 0 {
			r.fail("groups by %s", label.name).Because("what it aggregates is not grouped by it")
		}
	}
	if len(spelled) == 0 {
		return g.op + "(" + text + ")", bindsAtom
	}
	return g.op + " by (" + strings.Join(spelled, ", ") + ") (" + text + ")", bindsAtom
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
	if have == nowhere {
		return w.all.render(r)
	}
	missing, available := r.missing, r.query.available
	r.query.available = true // that not all releases have it is what this is for
	some := w.some
	if have == somewhere && w.op == "+" {
		some = binary{op: "or", left: w.some, right: binary{op: "*", left: literal("0"), right: w.all}}
	}
	text, binds := binary{op: w.op, left: w.all, right: some}.render(r)
	r.missing, r.query.available = missing, available
	return text, binds
}

func (w withSome) leaves(visit func(leaf)) { w.all.leaves(visit) }
