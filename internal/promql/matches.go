package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// A Clause is where a label name is used.
type Clause string

// The clauses.
const (
	By         Clause = "by"
	Without    Clause = "without"
	On         Clause = "on"
	Ignoring   Clause = "ignoring"
	GroupLeft  Clause = "group_left"
	GroupRight Clause = "group_right"
)

// A Grouping is one label name in a clause of an aggregation or a binary operation.
type Grouping struct {
	Label    string // a variable as written, where one stands here
	Variable bool
	Clause   Clause
	Span     Span  // the label
	Node     *Node // the aggregation or binary operation
	// Operand is what the label is looked for in: the aggregated expression, the left side of on and
	// ignoring, the side that group_left and group_right copy from.
	Operand *Node
	// Other is the right side of on and ignoring, and nil otherwise.
	Other *Node
}

// Fact is what is known of the label in the operand.
func (g Grouping) Fact() LabelFact { return g.Operand.Label(g.Label) }

// A Verdict says whether the two sides of a vector match can match.
type Verdict uint8

// The verdicts.
const (
	MayMatch    Verdict = iota
	HardlyMatch         // the exporter sets a label on one side that the other can't have
	NeverMatch          // a label is certain on one side and impossible, or another, on the other
)

// A Match is a binary operation between two vectors.
type Match struct {
	Node    *Node
	Verdict Verdict
	// Label is the label that keeps the sides apart; Left and Right are what each side knows of it.
	// Empty when the sides may match.
	Label       string
	Left, Right LabelFact
}

// Required reports whether the operation returns nothing where the sides don't match: not so for or,
// unless and fill.
func (m Match) Required() bool {
	e, ok := m.Node.AST.(*parser.BinaryExpr)
	if !ok || e.VectorMatching == nil {
		return false
	}
	fill := e.VectorMatching.FillValues
	return e.Op != parser.LOR && e.Op != parser.LUNLESS && fill.LHS == nil && fill.RHS == nil
}

// Operator is the span of the operator with its modifiers.
func (m Match) Operator() Span { return m.Node.operatorSpan() }

// A UnitConflict is an operation that adds, compares or unites values that don't fit.
type UnitConflict struct {
	Node        *Node
	Span        Span // the operator
	Left, Right *Node
}

// operatorSpan is the span of a binary operator with its modifiers.
func (n *Node) operatorSpan() Span {
	if len(n.Children) != 2 {
		return n.Span
	}
	s := Span{n.Children[0].Span.End, n.Children[1].Span.Start}
	text := n.facts.Expr.Text
	for s.Start < s.End && isSpace(text[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && isSpace(text[s.End-1]) {
		s.End--
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// groupings records the labels that an aggregation lists.
func (a *analyser) groupings(n *Node, e *parser.AggregateExpr, operand *Node) {
	if len(e.Grouping) == 0 {
		return
	}
	clause := By
	if e.Without {
		clause = Without
	}
	sc := scanner{text: a.expr.Text[:n.Span.End], pos: n.Span.Start, variables: a.variables}
	sc.next() // the operator
	if !sc.peek().is('(') {
		a.list(&sc, Grouping{Clause: clause, Node: n, Operand: operand})
		return
	}
	sc.pos = operand.Span.End
	for t := sc.next(); t.kind != tokenEnd; t = sc.next() {
		if t.kind == tokenWord {
			sc.pos = t.start
			a.list(&sc, Grouping{Clause: clause, Node: n, Operand: operand})
			return
		}
	}
}

// list records the labels in parentheses after a keyword, the next word of the scanner.
func (a *analyser) list(sc *scanner, g Grouping) {
	sc.next() // the keyword
	if !sc.peek().is('(') {
		return
	}
	sc.next()
	for t := sc.next(); t.kind != tokenEnd && !t.is(')'); t = sc.next() {
		if t.is(',') {
			continue
		}
		g.Span = Span{t.start, t.end}
		g.Label = g.Span.In(a.expr.Text)
		if t.kind == tokenString {
			g.Label, _ = unquote(g.Label)
		}
		g.Variable = t.variable
		a.facts.Groupings = append(a.facts.Groupings, g)
	}
}

// matching records a vector match and the labels that its clauses list.
func (a *analyser) matching(n *Node, e *parser.BinaryExpr, left, right *Node) {
	m := e.VectorMatching
	if len(m.MatchingLabels) > 0 || len(m.Include) > 0 {
		sc := scanner{text: a.expr.Text[:right.Span.Start], pos: left.Span.End, variables: a.variables}
		for t := sc.next(); t.kind != tokenEnd; t = sc.next() {
			if t.kind != tokenWord {
				continue
			}
			g := Grouping{Clause: Clause(Span{t.start, t.end}.lower(a.expr.Text)), Node: n, Operand: left, Other: right}
			switch g.Clause {
			case On, Ignoring:
			case GroupLeft:
				g.Operand, g.Other = right, nil
			case GroupRight:
				g.Operand, g.Other = left, nil
			default:
				continue
			}
			sc.pos = t.start
			a.list(&sc, g)
		}
	}
	a.facts.Matches = append(a.facts.Matches, Match{Node: n})
	a.verdict(&a.facts.Matches[len(a.facts.Matches)-1], matchRule{m.On, m.MatchingLabels}, left, right)
}

// verdict tells whether series of both sides can match.
func (a *analyser) verdict(r *Match, rule matchRule, left, right *Node) {
	if a.variables && slices.ContainsFunc(rule.names, isVariable) {
		return
	}
	judge := func(name string, e, f labelEntry) {
		if r.Verdict == NeverMatch || !rule.matches(name) {
			return
		}
		v := MayMatch
		switch {
		case e.state == Guaranteed && f.state == Impossible, e.state == Impossible && f.state == Guaranteed,
			e.constant && f.constant && e.value != f.value:
			v = NeverMatch
		case e.state == Possible && f.state == Impossible && left.exporter(name) != "",
			e.state == Impossible && f.state == Possible && right.exporter(name) != "":
			v = HardlyMatch
		}
		if v > r.Verdict {
			r.Verdict, r.Label = v, name
		}
	}
	if rule.on {
		for _, name := range rule.names {
			judge(name, left.labels.get(name), right.labels.get(name))
		}
	} else {
		merge(left.labels, right.labels, func(e, f labelEntry) { judge(e.name, e, f) })
		a.restVerdict(left, right, judge)
		a.restVerdict(right, left, func(name string, f, e labelEntry) { judge(name, e, f) })
	}
	if r.Verdict != MayMatch {
		r.Left, r.Right = left.Label(r.Label), right.Label(r.Label)
	}
}

// restVerdict judges the labels that exporters give to one side while the other has none but a few.
func (a *analyser) restVerdict(x, y *Node, judge func(name string, e, f labelEntry)) {
	if x.labels.rest != Possible || y.labels.rest != Impossible {
		return
	}
	for _, s := range x.labels.from {
		for _, series := range s.Series {
			for _, name := range series.Metric.Labels {
				if _, ok := x.labels.find(name); ok {
					continue
				}
				if _, ok := y.labels.find(name); !ok {
					judge(name, x.labels.get(name), y.labels.get(name))
				}
			}
		}
	}
}
