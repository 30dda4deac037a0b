package promql

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// Format prints an expression on one line, in one way, with its variables as written. The result parses
// to the same tree, and prints as itself.
func Format(e *Expr) string {
	p := printer{expr: e}
	p.print(e.AST)
	return p.String()
}

// Equal reports whether two expressions have the same tree and the same variables in it. Spaces,
// comments, quotes and the spelling of numbers don't matter; the order of matchers and labels does.
func Equal(a, b *Expr) bool { return a.Text == b.Text || Format(a) == Format(b) }

type printer struct {
	strings.Builder
	expr *Expr
	used []bool // words that are printed where the tree has no node for them
}

// written prints the word of a role that begins at an offset, and reports whether there is one.
func (p *printer) written(at int, role Role) bool {
	for _, w := range p.expr.words {
		if w.span.Start == at && w.role == role {
			p.WriteString(w.span.In(p.expr.Text))
			return true
		}
	}
	return false
}

func (p *printer) print(n parser.Expr) {
	switch n := n.(type) {
	case *parser.AggregateExpr:
		p.aggregate(n)
	case *parser.BinaryExpr:
		p.binary(n)
	case *parser.Call:
		if !p.written(int(n.PosRange.Start), RoleFunction) {
			p.WriteString(n.Func.Name)
		}
		p.WriteByte('(')
		for i, arg := range n.Args {
			if i > 0 {
				p.WriteString(", ")
			}
			p.print(arg)
		}
		p.WriteByte(')')
	case *parser.DurationExpr:
		p.duration(n)
	case *parser.MatrixSelector:
		p.matrix(n)
	case *parser.SubqueryExpr:
		p.subquery(n)
	case *parser.NumberLiteral:
		p.number(n)
	case *parser.ParenExpr:
		p.WriteByte('(')
		p.print(n.Expr)
		p.WriteByte(')')
	case *parser.StringLiteral:
		p.WriteString(strconv.Quote(n.Val))
	case *parser.UnaryExpr:
		p.WriteString(n.Op.String())
		p.print(n.Expr)
	case *parser.VectorSelector:
		p.selector(n)
		p.modifiers(n, Span{int(n.PosRange.Start), int(n.PosRange.End)})
	}
	p.modifierWords(n)
}

// modifierWords prints the variables right behind a node that no node stands for.
func (p *printer) modifierWords(n parser.Expr) {
	if !p.expr.opaque {
		return
	}
	if p.used == nil {
		p.used = make([]bool, len(p.expr.words))
	}
	end := int(n.PositionRange().End)
	for i, w := range p.expr.words {
		if w.role != RoleModifier || p.used[i] || w.span.Start < end {
			continue
		}
		sc := scanner{text: p.expr.Text[:w.span.Start], pos: end, variables: true}
		if sc.next().kind == tokenEnd {
			p.used[i] = true
			p.WriteByte(' ')
			p.WriteString(w.span.In(p.expr.Text))
			end = w.span.End
		}
	}
}

func (p *printer) aggregate(n *parser.AggregateExpr) {
	if !p.written(int(n.PosRange.Start), RoleFunction) {
		p.WriteString(n.Op.String())
	}
	switch {
	case n.Without:
		p.WriteString(" without (")
		p.labels(n.Grouping)
		p.WriteString(") ")
	case n.Grouping != nil:
		p.WriteString(" by (")
		p.labels(n.Grouping)
		p.WriteString(") ")
	}
	p.clauseWords(n)
	p.WriteByte('(')
	if n.Param != nil {
		p.print(n.Param)
		p.WriteString(", ")
	}
	p.print(n.Expr)
	p.WriteByte(')')
}

// clauseWords prints the variables between an aggregation and its body.
func (p *printer) clauseWords(n *parser.AggregateExpr) {
	if !p.expr.opaque {
		return
	}
	head := Span{int(n.PosRange.Start), int(n.Expr.PositionRange().Start)}
	if n.Param != nil {
		head.End = int(n.Param.PositionRange().Start)
	}
	for _, w := range p.expr.words {
		if w.role == RoleModifier && head.Contains(w.span) {
			p.WriteString(" " + w.span.In(p.expr.Text) + " ")
		}
	}
}

// labels prints a list of label names. Names that are no plain ones are quoted, variables are not.
func (p *printer) labels(names []string) {
	for i, name := range names {
		if i > 0 {
			p.WriteString(", ")
		}
		p.label(name)
	}
}

func (p *printer) label(name string) {
	if model.LegacyValidation.IsValidLabelName(name) || p.expr.wordOf(name) {
		p.WriteString(name)
		return
	}
	p.WriteString(strconv.Quote(name))
}

// wordOf reports whether a name of the tree is a word that stands without quotes.
func (e *Expr) wordOf(name string) bool {
	return isVariable(name) && slices.ContainsFunc(e.words, func(w word) bool { return w.span.In(e.Text) == name })
}

func (p *printer) binary(n *parser.BinaryExpr) {
	p.print(n.LHS)
	p.WriteByte(' ')
	if !p.operatorWord(n) {
		p.WriteString(n.Op.String())
	}
	if n.ReturnBool {
		p.WriteString(" bool")
	}
	if m := n.VectorMatching; m != nil {
		p.matching(m)
	}
	p.WriteByte(' ')
	p.print(n.RHS)
}

// operatorWord prints the variable that stands for an operator.
func (p *printer) operatorWord(n *parser.BinaryExpr) bool {
	if !p.expr.opaque {
		return false
	}
	between := Span{int(n.LHS.PositionRange().End), int(n.RHS.PositionRange().Start)}
	for _, w := range p.expr.words {
		if w.role == RoleOperator && between.Contains(w.span) {
			p.WriteString(w.span.In(p.expr.Text))
			return true
		}
	}
	return false
}

func (p *printer) matching(m *parser.VectorMatching) {
	grouped := m.Card == parser.CardManyToOne || m.Card == parser.CardOneToMany
	if m.On || len(m.MatchingLabels) > 0 || grouped {
		if m.On {
			p.WriteString(" on (")
		} else {
			p.WriteString(" ignoring (")
		}
		p.labels(m.MatchingLabels)
		p.WriteByte(')')
	}
	if grouped {
		if m.Card == parser.CardManyToOne {
			p.WriteString(" group_left (")
		} else {
			p.WriteString(" group_right (")
		}
		p.labels(m.Include)
		p.WriteByte(')')
	}
	left, right := m.FillValues.LHS, m.FillValues.RHS
	fill := func(keyword string, v float64) {
		p.WriteString(" " + keyword + " (" + number(v) + ")")
	}
	switch {
	case left != nil && right != nil && (*left == *right || *left != *left && *right != *right):
		fill("fill", *left)
	default:
		if left != nil {
			fill("fill_left", *left)
		}
		if right != nil {
			fill("fill_right", *right)
		}
	}
}

func (p *printer) number(n *parser.NumberLiteral) {
	w := p.expr.wordAt(int(n.PosRange.Start), RoleNumber)
	if w == nil {
		w = p.expr.wordAt(int(n.PosRange.Start), RoleDuration)
	}
	if w != nil {
		if n.Val < 0 {
			p.WriteByte('-')
		}
		p.WriteString(w.span.In(p.expr.Text))
		return
	}
	if n.Duration {
		p.WriteString(seconds(n.Val))
		return
	}
	p.WriteString(number(n.Val))
}

// number prints a number so that it parses to the same value.
func number(v float64) string {
	if a := math.Abs(v); a >= 1e21 || a != 0 && a < 1e-9 {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// seconds prints a number of seconds that was written as a duration.
func seconds(v float64) string {
	if v < 0 {
		return "-" + seconds(-v)
	}
	return duration(time.Duration(math.Round(v * float64(time.Second))))
}

// duration prints a duration; one that PromQL's units can't express is a number of seconds.
func duration(d time.Duration) string {
	if d < 0 {
		return "-" + duration(-d)
	}
	if d%time.Millisecond != 0 {
		return number(d.Seconds())
	}
	return model.Duration(d).String()
}
