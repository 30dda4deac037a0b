package promql

import (
	"errors"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// A settler decides what the words stand for that the text around them leaves open, from the types of a
// first tree: the parser hands it out even when types don't fit.
type settler struct {
	expr    *Expr
	vectors []Span // the operations that the parser wants two vectors for
	changed bool
}

// settle gives the words other stand-ins where the parser asked for other types. It reports whether
// parsing again may help.
func (e *Expr) settle(sub *substitution, ast parser.Expr, err error) bool {
	if !complete(ast) {
		return false
	}
	s := settler{expr: e}
	var list parser.ParseErrors
	errors.As(err, &list)
	for _, p := range list {
		if strings.Contains(p.Err.Error(), "only allowed between instant vectors") {
			s.vectors = append(s.vectors, sub.span(spanOf(p.PositionRange)))
		}
	}
	sub.positions(ast)
	s.want(ast, false)
	return s.changed
}

// complete reports whether a tree has all its parts: after a syntax error, or with an unknown function, it
// has not.
func complete(n parser.Expr) bool {
	switch n := n.(type) {
	case nil:
		return false
	case *parser.Call:
		if n.Func == nil {
			return false
		}
	case *parser.AggregateExpr:
		if n.Expr == nil {
			return false
		}
	}
	var buf [2]parser.Expr
	for _, c := range parts(n, &buf) {
		if !complete(c) {
			return false
		}
	}
	return true
}

// want walks down the tree; vector says that a node has to be one.
func (s *settler) want(n parser.Expr, vector bool) {
	switch n := n.(type) {
	case *parser.NumberLiteral:
		if w := s.expr.wordAt(int(n.PosRange.Start), RoleNumber); vector && w != nil && w.either {
			w.role = RoleOperand
			s.changed = true
		}
	case *parser.ParenExpr:
		s.want(n.Expr, vector)
	case *parser.UnaryExpr:
		s.want(n.Expr, vector)
	case *parser.BinaryExpr:
		s.binary(n, vector)
	case *parser.AggregateExpr:
		if n.Param != nil {
			s.want(n.Param, false)
		}
		s.want(n.Expr, true)
	case *parser.Call:
		s.call(n)
	case *parser.SubqueryExpr:
		s.want(n.Expr, true)
	}
}

func (s *settler) binary(n *parser.BinaryExpr, vector bool) {
	scalars := n.LHS.Type() == parser.ValueTypeScalar && n.RHS.Type() == parser.ValueTypeScalar
	left, right := false, false
	switch {
	case n.Op.IsSetOperator(), s.matched(n):
		left, right = true, true
	case n.Op.IsComparisonOperator() && !n.ReturnBool && scalars:
		// Two numbers are not compared this way: a variable is no number then.
		left = s.open(n.LHS)
		right = !left
	case scalars:
		left, right = vector, vector
	}
	s.want(n.LHS, left)
	s.want(n.RHS, right)
}

func (s *settler) matched(n *parser.BinaryExpr) bool {
	for _, at := range s.vectors {
		if at == spanOf(n.PositionRange()) {
			return true
		}
	}
	return false
}

// open reports whether a word with a choice is in a node.
func (s *settler) open(n parser.Expr) bool {
	at := spanOf(n.PositionRange())
	for _, w := range s.expr.words {
		if w.either && w.role == RoleNumber && at.Contains(w.span) {
			return true
		}
	}
	return false
}

func (s *settler) call(n *parser.Call) {
	w := s.expr.wordAt(int(n.PosRange.Start), RoleFunction)
	if w != nil {
		if name := s.standInFor(n.Args); name != "" && name != w.function {
			w.function = name
			s.changed = true
			n.Func = parser.Functions[name]
		}
	}
	for i, arg := range n.Args {
		if types := n.Func.ArgTypes; len(types) > 0 {
			s.want(arg, types[min(i, len(types)-1)] == parser.ValueTypeVector)
		}
	}
}

// functionStandIn guesses what stands in for a function: the parser must accept the text before the types
// of its arguments are known.
func (c *classifier) functionStandIn(next token) string {
	sc := c.scan
	aggregation := false
	if !next.is('(') {
		aggregation = true // by or without come first
		for t := sc.next(); t.kind != tokenEnd && !t.is(')'); t = sc.next() {
		}
	}
	sc.next()
	first := sc.peek()
	depth, commas := 1, 0
	for depth > 0 {
		t := sc.next()
		switch {
		case t.kind == tokenEnd:
			depth = 0
		case t.is('('), t.is('{'), t.is('['):
			depth++
		case t.is(')'), t.is('}'), t.is(']'):
			depth--
		case t.is(',') && depth == 1:
			commas++
		}
	}
	if after := sc.next(); after.kind == tokenWord {
		s := strings.ToLower(c.text(after))
		aggregation = aggregation || s == "by" || s == "without"
	}
	switch {
	case !aggregation:
		return functionStandIns[0]
	case commas == 0:
		return "sum"
	case first.kind == tokenString:
		return "count_values"
	}
	return "topk"
}

// functionStandIns are functions of different arguments.
var functionStandIns = [...]string{
	"abs", "last_over_time", "vector", "time", "histogram_quantile", "quantile_over_time", "clamp_min",
	"predict_linear", "sort_by_label", "clamp", "double_exponential_smoothing", "histogram_fraction",
	"label_replace", "label_join", "histogram_quantiles",
}

// standInFor returns a function that takes the arguments, or "".
func (s *settler) standInFor(args parser.Expressions) string {
	for _, name := range functionStandIns {
		if s.accepts(parser.Functions[name], args) {
			return name
		}
	}
	return ""
}

func (s *settler) accepts(f *parser.Function, args parser.Expressions) bool {
	n := len(f.ArgTypes)
	switch {
	case f.Variadic == 0 && len(args) != n, len(args) < n-1, len(args) < n && f.Variadic < 1,
		f.Variadic > 0 && len(args) > n-1+f.Variadic:
		return false
	}
	for i, arg := range args {
		want := f.ArgTypes[min(i, n-1)]
		if arg.Type() != want && (want != parser.ValueTypeVector || arg.Type() != parser.ValueTypeScalar || !s.open(arg)) {
			return false
		}
	}
	return true
}

// wordAt returns the word of a role that begins at an offset, or nil. A number's sign may be before it.
func (e *Expr) wordAt(at int, role Role) *word {
	for i := range e.words {
		w := &e.words[i]
		if w.role == role && (w.span.Start == at || (role == RoleNumber || role == RoleDuration) && e.signed(at, w.span.Start)) {
			return w
		}
	}
	return nil
}

// signed reports whether only signs and spaces are between two offsets.
func (e *Expr) signed(from, to int) bool {
	return from < to && strings.Trim(e.Text[from:to], "+- \t\r\n") == "" && strings.ContainsAny(e.Text[from:to], "+-")
}
