package promql

import (
	"iter"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Context is what an expression is judged against.
type Context struct {
	// Catalogue is what is known of metrics. Without one, types and units are unknown.
	Catalogue *catalogue.Catalogue
	// Dialect is the dialect of the store that the expression queries, or "".
	Dialect string
	// Versions returns the releases of an exporter that run, and whether it runs at all. Nil means that
	// any release of any exporter may.
	Versions func(exporter string) (catalogue.Range, bool)
}

// adds reports whether the store adds a label to the series of every target.
func (c *Context) adds(label string) bool {
	if c.Catalogue == nil || c.Dialect == "" {
		return false
	}
	return c.Catalogue.Adds(c.Dialect, label)
}

// Facts are what is known of an expression.
type Facts struct {
	Expr *Expr
	// Result is the root of the expression: what the query returns.
	Result *Node
	// Selectors are the vector selectors in written order.
	Selectors []*Selector
	// Groupings are the uses of label names in by, without, on, ignoring, group_left and group_right.
	Groupings []Grouping
	// Matches are the binary operations between vectors.
	Matches []Match
	// UnitConflicts are the operations that mix what can't be mixed.
	UnitConflicts []UnitConflict

	nodes []Node
	ctx   Context
}

// Nodes are all nodes of the expression, each before its children. The slice is the facts' own.
func (f *Facts) Nodes() []Node { return f.nodes }

// A Node is an expression within the expression, with what is known of its result. Nodes form the same
// tree as the engine's.
type Node struct {
	AST      parser.Expr
	Parent   *Node   // nil for the root
	Children []*Node // in written order
	Span     Span
	// Type is the type of the result, or parser.ValueTypeNone where a variable decides.
	Type parser.ValueType
	// Unit is the unit of the values; AnyUnit says that they are bare numbers, which take the unit of
	// whatever they are added to or compared with.
	Unit    catalogue.Unit
	AnyUnit bool
	Shape   Shape
	// Constant says that the value is the same number everywhere and always: Number.
	Constant bool
	guess    bool // a variable hides what the node really is
	Number   float64
	// Selector is what a vector selector, or the one inside a range selector, selects. Nil for others.
	Selector *Selector
	// Variable is the variable that the whole node stands for, or that names its function. Nil for others.
	Variable *Variable

	labels   *labelSet
	observed *catalogue.Unit // what a histogram's buckets hold, as they flow to histogram_quantile
	grown    *catalogue.Unit // the unit of time whose growth per second this is, for sums over counts
	facts    *Facts
}

// State tells whether the node's series have a label. It is Label for those who need no reason.
func (n *Node) State(label string) State { return n.labels.get(label).state }

// Label returns what is known of a label of the node's result.
func (n *Node) Label(name string) LabelFact {
	e := n.labels.get(name)
	f := LabelFact{Name: name, State: e.state, Value: e.value, Constant: e.constant, By: e.why.node, Span: e.why.at.span()}
	if e.state != Impossible {
		f.Exporter = n.exporter(name)
	}
	f.Reason = e.why.sentence(name)
	if e.why.cause == byRelabel {
		f.Untouched = true
		switch f.Target = n.facts.ctx.adds(name); {
		case f.Exporter != "":
			f.Reason = "exported by " + f.Exporter
		case f.Target:
			f.Reason = "the store adds it to the series of a target"
		}
	}
	return f
}

// exporter returns the exporter that gives a label to one of the series the node is made of.
func (n *Node) exporter(label string) string {
	for _, s := range n.labels.from {
		if exporter := s.Exports(label); exporter != "" {
			return exporter
		}
	}
	return ""
}

// Labels visits what is known of single labels, sorted by name. All others are as Rest says.
func (n *Node) Labels() iter.Seq[LabelFact] {
	return func(yield func(LabelFact) bool) {
		for _, e := range n.labels.entries {
			if !yield(n.Label(e.name)) {
				return
			}
		}
	}
}

// Bare reports whether the node's series have no labels at all, so that there is one at most.
func (n *Node) Bare() bool {
	if n.labels.rest != Impossible {
		return false
	}
	for i := range n.labels.entries {
		if n.labels.entries[i].state != Impossible {
			return false
		}
	}
	return true
}

// Rest is what holds of every label that Labels does not name.
func (n *Node) Rest() LabelFact {
	s := n.labels
	return LabelFact{State: s.rest, Untouched: s.why.cause == byRelabel, Reason: s.why.sentence("it"), Span: s.why.at.span()}
}

// All visits the node and everything below it, from the top down.
func (n *Node) All() iter.Seq[*Node] {
	return func(yield func(*Node) bool) { n.walk(yield) }
}

func (n *Node) walk(yield func(*Node) bool) bool {
	if !yield(n) {
		return false
	}
	for _, c := range n.Children {
		if !c.walk(yield) {
			return false
		}
	}
	return true
}

// Enclosing visits the operations around the node, from the inside out, parentheses left out.
func (n *Node) Enclosing() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		for p := n.Parent; p != nil; p = p.Parent {
			if _, ok := p.AST.(*parser.ParenExpr); !ok && !yield(p) {
				return
			}
		}
	}
}

// Text is the node as written.
func (n *Node) Text() string { return n.Span.In(n.facts.Expr.Text) }

// Operation names what the node does: a function, an aggregation, an operator, or "" for others.
func (n *Node) Operation() string {
	if n.Variable != nil && n.Variable.Role == RoleFunction {
		return n.Variable.Text
	}
	switch e := n.AST.(type) {
	case *parser.AggregateExpr:
		return e.Op.String()
	case *parser.Call:
		return e.Func.Name
	case *parser.BinaryExpr:
		return e.Op.String()
	case *parser.UnaryExpr:
		return e.Op.String()
	case *parser.SubqueryExpr:
		return "subquery"
	}
	return ""
}

// Window returns the range and the step of a subquery; the step is zero when the server decides. Both are
// zero for other nodes.
func (n *Node) Window() (window, step Range) {
	q, ok := n.AST.(*parser.SubqueryExpr)
	if !ok {
		return Range{}, Range{}
	}
	after := Span{n.Children[0].Span.End, n.Span.End}
	window, step = n.facts.Expr.brackets(after, inRange), n.facts.Expr.brackets(after, inStep)
	if window.Variable == "" && q.RangeExpr == nil {
		window.Fixed = q.Range
	}
	if step.Variable == "" && q.StepExpr == nil {
		step.Fixed = q.Step
	}
	return window, step
}

// Unwrap returns the node without the parentheses around it.
func (n *Node) Unwrap() *Node {
	for {
		if _, ok := n.AST.(*parser.ParenExpr); !ok {
			return n
		}
		n = n.Children[0]
	}
}
