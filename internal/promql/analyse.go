package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// Analyse works out the facts of an expression. It never fails: what is not known is said to be unknown.
func Analyse(e *Expr, ctx Context) *Facts { return new(Workspace).Analyse(e, ctx) }

type analyser struct {
	expr  *Expr
	ctx   Context
	facts *Facts
	arena arena
	// variables says whether there are any, so that none have to be looked for.
	variables bool

	slab      []Node // all nodes, so that they are one allocation
	children  []*Node
	selectors []Selector

	subquery *Node // the innermost around the current node
}

// count returns the number of nodes and of selectors of a tree.
func count(e parser.Expr) (n, selectors int) {
	n = 1
	if _, ok := e.(*parser.VectorSelector); ok {
		return 1, 1
	}
	var buf [2]parser.Expr
	for _, c := range parts(e, &buf) {
		m, s := count(c)
		n += m
		selectors += s
	}
	return n, selectors
}

// node builds a node and everything below it, and then its facts from those of its operands.
func (a *analyser) node(e parser.Expr, parent *Node) *Node {
	i := len(a.slab)
	a.slab = a.slab[:i+1]
	n := &a.slab[i]
	n.AST, n.Parent, n.facts, n.Type, n.Span = e, parent, a.facts, e.Type(), spanOf(e.PositionRange())
	outer := a.subquery
	if _, ok := e.(*parser.SubqueryExpr); ok {
		a.subquery = n
	}
	var buf [2]parser.Expr
	operands := parts(e, &buf)
	start := len(a.children)
	a.children = a.children[:start+len(operands)]
	n.Children = a.children[start : start+len(operands) : start+len(operands)]
	for i, o := range operands {
		n.Children[i] = a.node(o, n)
	}
	a.subquery = outer
	if a.expr.opaque && a.hidden(n) {
		matches, conflicts := len(a.facts.Matches), len(a.facts.UnitConflicts)
		a.infer(n)
		a.obscure(n)
		a.facts.Matches = a.facts.Matches[:matches]
		a.facts.UnitConflicts = a.facts.UnitConflicts[:conflicts]
		return n
	}
	a.infer(n)
	return n
}

// hidden reports whether a variable that is an operator or a modifier has a part in a node, so that the
// node is a guess: the variable stands between its operands, or right behind it, or in such an operand of
// an operation that no parentheses keep apart.
func (a *analyser) hidden(n *Node) bool {
	switch n.AST.(type) {
	case *parser.BinaryExpr:
		n.guess = n.Children[0].guess || n.Children[1].guess ||
			a.expr.hasWord(RoleOperator, Span{n.Children[0].Span.End, n.Children[1].Span.Start})
	case *parser.UnaryExpr:
		n.guess = n.Children[0].guess
	case *parser.AggregateExpr:
		n.guess = a.expr.hasWord(RoleModifier, Span{n.Span.Start, n.Children[0].Span.Start})
	}
	n.guess = n.guess || a.expr.modified(n.Span.End)
	return n.guess
}

// hasWord reports whether a word of a role lies in a span.
func (e *Expr) hasWord(role Role, at Span) bool {
	return slices.ContainsFunc(e.words, func(w word) bool { return w.role == role && at.Contains(w.span) })
}

// modified reports whether a variable that is a modifier follows an offset.
func (e *Expr) modified(at int) bool {
	return slices.ContainsFunc(e.words, func(w word) bool {
		if w.role != RoleModifier || w.span.Start < at {
			return false
		}
		sc := scanner{text: e.Text[:w.span.Start], pos: at}
		return sc.next().kind == tokenEnd
	})
}

// obscure forgets everything of a node that is not certain.
func (a *analyser) obscure(n *Node) {
	n.labels = n.labels.weaken(&a.arena, why{cause: byVariable, at: n.Span.spot()})
	n.Unit, n.AnyUnit, n.observed, n.grown = catalogue.Unit{}, false, nil, nil
	n.Shape, n.Constant = ShapeUnknown, false
}

// infer works out a node's facts from those of its operands.
func (a *analyser) infer(n *Node) {
	switch e := n.AST.(type) {
	case *parser.VectorSelector:
		a.selector(n, e)
	case *parser.MatrixSelector:
		n.adopt(n.Children[0])
		n.Selector = n.Children[0].Selector
		a.matrix(n, e)
	case *parser.SubqueryExpr:
		n.adopt(n.Children[0])
	case *parser.ParenExpr:
		n.adopt(n.Children[0])
		n.Type = n.Children[0].Type
	case *parser.UnaryExpr:
		a.unary(n, e)
	case *parser.NumberLiteral:
		a.number(n, e)
	case *parser.StringLiteral:
		n.labels = a.arena.none(why{cause: byScalar, at: n.Span.spot()})
	case *parser.AggregateExpr:
		a.aggregate(n, e)
	case *parser.Call:
		a.call(n, e)
	case *parser.BinaryExpr:
		a.binary(n, e)
	default:
		n.labels = a.arena.anything(why{at: n.Span.spot()})
	}
}

// adopt makes the facts of an operand those of the node.
func (n *Node) adopt(o *Node) {
	n.labels = o.labels
	n.Unit, n.AnyUnit, n.observed, n.grown = o.Unit, o.AnyUnit, o.observed, o.grown
	n.Shape = o.Shape
	n.Number, n.Constant = o.Number, o.Constant
}

func (a *analyser) number(n *Node, e *parser.NumberLiteral) {
	n.labels = a.arena.none(why{cause: byScalar, at: n.Span.spot()})
	if v := a.expr.variable(n.Span.Start, RoleNumber); v != nil {
		n.Variable = v
		if n.Unit = builtinUnit(v); n.Unit.Known() {
			n.Shape = ShapeConstant
			return
		}
		// Grafana may put anything here: a number, or a whole expression.
		n.Type = parser.ValueTypeNone
		n.labels = a.arena.anything(why{cause: byVariable, at: n.Span.spot()})
		return
	}
	n.AnyUnit, n.Shape = true, ShapeConstant
	n.Number, n.Constant = e.Val, true
}

// builtinUnit is the unit of a number that Grafana itself provides.
func builtinUnit(v *Variable) catalogue.Unit {
	switch {
	case !v.Whole, v.Field != "":
		return catalogue.Unit{}
	case v.Format == "date:seconds":
		return unit(catalogue.Timestamp, "")
	case v.Format != "":
		return catalogue.Unit{}
	}
	switch v.Name {
	case "__range_s", "__range", "__interval", "__rate_interval":
		return unit(catalogue.Time, "")
	case "__range_ms", "__interval_ms", "__rate_interval_ms":
		return catalogue.Unit{Dimension: catalogue.Time, Scale: 1e-3}
	case "__from", "__to":
		return catalogue.Unit{Dimension: catalogue.Timestamp, Scale: 1e-3}
	}
	return catalogue.Unit{}
}

func (a *analyser) unary(n *Node, e *parser.UnaryExpr) {
	o := n.Children[0]
	n.adopt(o)
	n.Type = o.Type
	if e.Op == parser.SUB {
		n.Number = -n.Number
		if n.Type != parser.ValueTypeScalar {
			a.dropName(n)
		}
	}
}

// variable returns the variable in the word of a role that begins at an offset, or nil.
func (e *Expr) variable(at int, role Role) *Variable {
	w := e.wordAt(at, role)
	if w == nil {
		return nil
	}
	for i := range e.Variables {
		if w.span.Contains(e.Variables[i].Span) {
			return &e.Variables[i]
		}
	}
	return nil
}
