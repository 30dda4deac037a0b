package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

func (a *analyser) binary(n *Node, e *parser.BinaryExpr) {
	left, right := n.Children[0], n.Children[1]
	a.binaryUnit(n, e, left, right)
	if left.Type == parser.ValueTypeNone || right.Type == parser.ValueTypeNone {
		n.Type = parser.ValueTypeVector
		if left.AST.Type() == parser.ValueTypeScalar && right.AST.Type() == parser.ValueTypeScalar {
			n.Type = parser.ValueTypeNone
		}
	}
	vectors := e.VectorMatching != nil && left.AST.Type() == parser.ValueTypeVector && right.AST.Type() == parser.ValueTypeVector
	switch {
	case vectors:
		a.matching(n, e, left, right)
		a.matchLabels(n, e, left, right)
	case right.AST.Type() == parser.ValueTypeVector:
		n.labels = right.labels
		a.changeName(n, e)
	case left.AST.Type() == parser.ValueTypeVector:
		n.labels = left.labels
		a.changeName(n, e)
	case n.Type == parser.ValueTypeNone:
		n.labels = a.arena.anything(why{cause: byVariable, at: n.Span.spot()})
	default:
		n.labels = a.arena.none(why{cause: byScalar, at: n.Span.spot()})
	}
}

// changesValues reports whether an operation makes values of another meaning, so that the metric's name
// is dropped.
func changesValues(e *parser.BinaryExpr) bool {
	switch e.Op {
	case parser.ADD, parser.SUB, parser.DIV, parser.MUL, parser.POW, parser.MOD, parser.ATAN2:
		return true
	}
	return e.ReturnBool
}

func (a *analyser) changeName(n *Node, e *parser.BinaryExpr) {
	if changesValues(e) {
		a.dropName(n)
	}
}

// A matchRule says which labels have to be equal for two series to match.
type matchRule struct {
	on    bool
	names []string
}

func (r matchRule) matches(name string) bool {
	if r.on {
		return slices.Contains(r.names, name)
	}
	return name != metricName && !slices.Contains(r.names, name)
}

// matchLabels is what a binary operation between vectors leaves of the labels.
func (a *analyser) matchLabels(n *Node, e *parser.BinaryExpr, left, right *Node) {
	m := e.VectorMatching
	if a.variables && (slices.ContainsFunc(m.MatchingLabels, isVariable) || slices.ContainsFunc(m.Include, isVariable)) {
		n.labels = a.unknownMatching(e, left, right, why{cause: byVariable, at: n.Span.spot()})
		return
	}
	rule := matchRule{m.On, m.MatchingLabels}
	switch {
	case e.Op == parser.LOR:
		n.labels = join(&a.arena, left.labels, right.labels, why{cause: byEither, node: n, at: n.operatorSpan().spot()})
	case e.Op == parser.LUNLESS:
		n.labels = left.labels
	case e.Op == parser.LAND:
		n.labels = a.equalLabels(rule, left.labels, right.labels)
	case m.Card == parser.CardOneToOne:
		a.oneToOne(n, e, rule, left, right)
	case m.Card == parser.CardManyToOne:
		a.manyToOne(n, e, rule, left, right)
	default:
		a.manyToOne(n, e, rule, right, left)
	}
}

// unknownMatching is the result of an operation whose matching holds a variable: a label stays possible
// where either side may have it.
func (a *analyser) unknownMatching(e *parser.BinaryExpr, left, right *Node, w why) *labelSet {
	switch e.Op {
	case parser.LOR:
		return join(&a.arena, left.labels, right.labels, w)
	case parser.LAND, parser.LUNLESS:
		return left.labels
	}
	nothing := a.arena.none(w)
	return join(&a.arena, join(&a.arena, left.labels, right.labels, w), nothing, w)
}

// equalLabels is what the series of x have that match one of y.
func (a *analyser) equalLabels(rule matchRule, x, y *labelSet) *labelSet {
	rest := x.other("")
	if !rule.on {
		rest = equalEntry(rest, y.other(""))
	}
	r := a.arena.set(rest.state, rest.why, x.from)
	r.entries = a.arena.entries(len(x.entries) + len(y.entries) + len(rule.names) + 1)
	merge(x, y, func(e, f labelEntry) {
		if rule.matches(e.name) {
			e = equalEntry(e, f)
		}
		r.entries = append(r.entries, e)
	})
	// The labels left out of the comparison, or taking part in it, that have no entry yet.
	special := func(name string) {
		if _, ok := r.find(name); ok {
			return
		}
		e, f := x.get(name), y.get(name)
		if rule.matches(name) {
			e = equalEntry(e, f)
		}
		if e.state != r.rest {
			r.put(e)
		}
	}
	for _, name := range rule.names {
		special(name)
	}
	if !rule.on {
		special(metricName)
	}
	return r
}

// oneToOne is an arithmetic or comparison whose result has the labels that match.
func (a *analyser) oneToOne(n *Node, e *parser.BinaryExpr, rule matchRule, left, right *Node) {
	r := a.filled(n, e, rule, left.labels, right.labels)
	w := why{cause: byOn, node: n, at: n.operatorSpan().spot()}
	if rule.on {
		kept := a.arena.set(Impossible, w, r.from)
		kept.entries = a.arena.entries(len(rule.names))
		for _, name := range rule.names {
			kept.put(r.get(name))
		}
		r = kept
	} else {
		w.cause = byIgnore
		for _, name := range rule.names {
			r = r.with(&a.arena, labelEntry{name: name, state: Impossible, why: w})
		}
	}
	n.labels = r
	a.changeName(n, e)
}

// manyToOne is an arithmetic or comparison whose result has the labels of the side with many series.
func (a *analyser) manyToOne(n *Node, e *parser.BinaryExpr, rule matchRule, many, one *Node) {
	n.labels = a.filled(n, e, rule, many.labels, one.labels)
	a.changeName(n, e)
	w := why{cause: byFill, node: n, at: n.operatorSpan().spot()}
	fill := e.VectorMatching.FillValues
	for _, name := range e.VectorMatching.Include {
		included := one.labels.get(name)
		if fill.LHS != nil || fill.RHS != nil {
			included = joinEntry(included, joinEntry(many.labels.get(name), labelEntry{name: name, state: Impossible, why: w}, w), w)
		}
		n.labels = n.labels.with(&a.arena, included) // a copy: its from may change
		n.labels.from = union(n.labels.from, one.labels.from)
	}
}

// filled is what the matched series of x and y have in common, or all that fill adds.
func (a *analyser) filled(n *Node, e *parser.BinaryExpr, rule matchRule, x, y *labelSet) *labelSet {
	matched := a.equalLabels(rule, x, y)
	fill := e.VectorMatching.FillValues
	if fill.LHS == nil && fill.RHS == nil {
		return matched
	}
	// A series that has no partner comes with all its labels, or with the matching ones only.
	w := why{cause: byFill, node: n, at: n.operatorSpan().spot()}
	alone := join(&a.arena, x, y, w)
	if rule.on {
		alone = join(&a.arena, alone, a.arena.none(w), w)
		for _, name := range rule.names {
			alone = alone.with(&a.arena, joinEntry(x.get(name), y.get(name), w))
		}
	} else {
		for _, name := range append([]string{metricName}, rule.names...) {
			gone := labelEntry{name: name, state: Impossible, why: w}
			alone = alone.with(&a.arena, joinEntry(alone.get(name), gone, w))
		}
	}
	return join(&a.arena, matched, alone, w)
}
