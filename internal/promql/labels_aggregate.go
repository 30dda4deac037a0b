package promql

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// metadata labels say what a series' values mean: the engine drops them where an operation changes that.
var metadataLabels = [...]string{metricName, "__type__", "__unit__"}

// dropName removes the labels that say what the values mean.
func (a *analyser) dropName(n *Node) {
	w := why{cause: byDropName, node: n, at: n.operator().spot()}
	for _, name := range metadataLabels {
		// Almost nothing has a type or unit label: only what is known to have one loses it.
		if _, ok := n.labels.find(name); ok || name == metricName && n.labels.rest != Impossible {
			n.labels = n.labels.with(&a.arena, labelEntry{name: name, state: Impossible, why: w})
		}
	}
}

// operator is the span of the name of a function or aggregation; of the whole node for others.
func (n *Node) operator() Span {
	switch n.AST.(type) {
	case *parser.AggregateExpr, *parser.Call:
		if n.Variable != nil && n.Variable.Role == RoleFunction {
			return n.Variable.Span
		}
		return Span{n.Span.Start, n.Span.Start + len(n.Operation())}
	}
	return n.Span
}

func (a *analyser) aggregate(n *Node, e *parser.AggregateExpr) {
	operand := n.Children[len(n.Children)-1]
	n.Variable = a.expr.variable(n.Span.Start, RoleFunction)
	a.aggregateUnit(n, e, operand)
	a.groupings(n, e, operand)
	switch {
	case n.Variable != nil:
		// Whatever the aggregation is, it either keeps the series or groups them.
		grouped := a.grouped(n, e, operand)
		n.labels = join(&a.arena, operand.labels, grouped, why{cause: byVariable, at: n.Variable.Span.spot()})
	case e.Op == parser.TOPK, e.Op == parser.BOTTOMK, e.Op == parser.LIMITK, e.Op == parser.LIMIT_RATIO:
		n.labels = operand.labels
	case e.Op == parser.COUNT_VALUES:
		n.labels = a.countValues(n, e, operand)
	default:
		n.labels = a.grouped(n, e, operand)
	}
}

// grouped is what by and without leave of the labels.
func (a *analyser) grouped(n *Node, e *parser.AggregateExpr, operand *Node) *labelSet {
	removed := labelEntry{state: Impossible, why: why{cause: byGroup, node: n, at: n.operator().spot()}}
	if e.Without {
		r := operand.labels
		for _, name := range e.Grouping {
			if a.variables && isVariable(name) {
				return r.weaken(&a.arena, why{cause: byVariable, at: n.Span.spot()})
			}
			removed.name = name
			r = r.with(&a.arena, removed)
		}
		removed.name = metricName
		return r.with(&a.arena, removed)
	}
	r := a.arena.set(Impossible, removed.why, operand.labels.from)
	names := e.Grouping
	if !slices.IsSorted(names) {
		names = slices.Clone(names)
		slices.Sort(names)
	}
	r.entries = a.arena.entries(len(names))
	varying := false
	for i, name := range names {
		switch {
		case i > 0 && name == names[i-1]:
		case a.variables && isVariable(name):
			varying = true
		default:
			r.entries = append(r.entries, operand.labels.get(name))
		}
	}
	if varying {
		// Any label of the operand may be the one that stays.
		w := why{cause: byVariable, at: n.Span.spot()}
		return join(&a.arena, operand.labels, r, w)
	}
	return r
}

// countValues adds the label that holds the counted value.
func (a *analyser) countValues(n *Node, e *parser.AggregateExpr, operand *Node) *labelSet {
	set := labelEntry{state: Guaranteed, why: why{cause: byFunction, node: n, at: n.operator().spot()}}
	name, ok := text(e.Param)
	if !ok {
		return a.grouped(n, e, operand).weaken(&a.arena, why{cause: byVariable, at: spanOf(e.Param.PositionRange()).spot()})
	}
	set.name = name
	if !e.Without {
		return a.grouped(n, e, operand).with(&a.arena, set)
	}
	// without applies after the label was set.
	if slices.Contains(e.Grouping, set.name) || set.name == metricName {
		return a.grouped(n, e, operand)
	}
	return a.grouped(n, e, operand).with(&a.arena, set)
}

// isVariable reports whether a name or string holds a variable.
func isVariable(s string) bool {
	return (strings.IndexByte(s, '$') >= 0 || strings.Contains(s, "[[")) && hasVariable(s)
}
