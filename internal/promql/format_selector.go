package promql

import (
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// place prints the word that stands for the duration of a place within a span.
func (p *printer) place(at Span, where place) bool {
	for _, w := range p.expr.words {
		if w.place == where && at.Contains(w.span) {
			if sign := p.expr.sign(w.span.Start); sign != 0 {
				p.WriteByte(sign)
			}
			p.WriteString(w.span.In(p.expr.Text))
			return true
		}
	}
	return false
}

// sign returns the minus before an offset, or 0.
func (e *Expr) sign(at int) byte {
	for at > 0 && isSpace(e.Text[at-1]) {
		at--
	}
	if at > 0 && e.Text[at-1] == '-' {
		return '-'
	}
	return 0
}

func (p *printer) matrix(n *parser.MatrixSelector) {
	vs, ok := n.VectorSelector.(*parser.VectorSelector)
	if !ok {
		return
	}
	p.selector(vs)
	after := Span{int(vs.PosRange.End), int(n.EndPos)}
	p.WriteByte('[')
	p.span(after, inRange, n.Range, n.RangeExpr)
	p.WriteByte(']')
	p.modifiers(vs, after)
}

// span prints a range or a step.
func (p *printer) span(at Span, where place, d time.Duration, e *parser.DurationExpr) {
	switch {
	case e != nil:
		p.duration(e)
	case p.place(at, where):
	default:
		p.WriteString(duration(d))
	}
}

func (p *printer) subquery(n *parser.SubqueryExpr) {
	p.print(n.Expr)
	after := Span{int(n.Expr.PositionRange().End), int(n.EndPos)}
	p.WriteByte('[')
	p.span(after, inRange, n.Range, n.RangeExpr)
	p.WriteByte(':')
	if n.Step != 0 || n.StepExpr != nil {
		p.span(after, inStep, n.Step, n.StepExpr)
	}
	p.WriteByte(']')
	p.at(n.Timestamp, n.StartOrEnd, after)
	p.offset(n.OriginalOffset, n.OriginalOffsetExpr, after)
}

func (p *printer) modifiers(n *parser.VectorSelector, at Span) {
	switch {
	case n.Anchored:
		p.WriteString(" anchored")
	case n.Smoothed:
		p.WriteString(" smoothed")
	}
	p.at(n.Timestamp, n.StartOrEnd, at)
	p.offset(n.OriginalOffset, n.OriginalOffsetExpr, at)
}

func (p *printer) at(ts *int64, startOrEnd parser.ItemType, at Span) {
	switch {
	case ts != nil:
		p.WriteString(" @ ")
		for _, w := range p.expr.words {
			if w.role == RoleTimestamp && at.Contains(w.span) {
				if *ts < 0 {
					p.WriteByte('-')
				}
				p.WriteString(w.span.In(p.expr.Text))
				return
			}
		}
		p.WriteString(strconv.FormatFloat(float64(*ts)/1000, 'f', -1, 64))
	case startOrEnd == parser.START:
		p.WriteString(" @ start()")
	case startOrEnd == parser.END:
		p.WriteString(" @ end()")
	}
}

func (p *printer) offset(d time.Duration, e *parser.DurationExpr, at Span) {
	switch {
	case e != nil:
		p.WriteString(" offset ")
		p.duration(e)
	case d != 0:
		p.WriteString(" offset ")
		if !p.place(at, inOffset) {
			p.WriteString(duration(d))
		}
	}
}

func (p *printer) duration(n *parser.DurationExpr) {
	if n.Wrapped {
		p.WriteByte('(')
	}
	switch {
	case n.Op == parser.STEP, n.Op == parser.RANGE:
		p.WriteString(n.Op.String() + "()")
	case n.Op == parser.MIN_OF, n.Op == parser.MAX_OF:
		p.WriteString(n.Op.String() + "(")
		p.print(n.LHS)
		p.WriteString(", ")
		p.print(n.RHS)
		p.WriteByte(')')
	case n.LHS == nil:
		if n.Op == parser.SUB {
			p.WriteByte('-')
		}
		p.print(n.RHS)
	default:
		p.print(n.LHS)
		p.WriteString(" " + n.Op.String() + " ")
		p.print(n.RHS)
	}
	if n.Wrapped {
		p.WriteByte(')')
	}
}

func (p *printer) selector(n *parser.VectorSelector) {
	ms := n.LabelMatchers
	if n.Name != "" {
		p.WriteString(n.Name)
		ms = ms[:len(ms)-1] // the name's own
	}
	if len(ms) == 0 && n.Name != "" {
		if w := p.expr.wordAt(int(n.PosRange.Start), RoleMetric); w != nil && !namePart(n.Name) {
			p.WriteString("{}") // or else the variable could be a number
		}
		return
	}
	var sc matcherScanner
	if len(p.expr.words) > 0 {
		sc = scanMatchers(p.expr.Text, spanOf(n.PosRange), true)
	}
	p.WriteByte('{')
	for i, m := range ms {
		if i > 0 {
			p.WriteByte(',')
		}
		at, _ := sc.next()
		p.matcher(m, at)
	}
	p.WriteByte('}')
}

func (p *printer) matcher(m *labels.Matcher, at matcherSpan) {
	if at.op.Empty() && at.value.Empty() && !at.label.Empty() {
		p.WriteString(m.Name) // a variable that stands for matchers
		return
	}
	p.label(m.Name)
	if op := at.op.In(p.expr.Text); isVariable(op) {
		p.WriteString(" " + op + " ")
	} else {
		p.WriteString(m.Type.String())
	}
	value := at.value.In(p.expr.Text)
	if isVariable(value) && !strings.ContainsRune("\"'`", rune(value[0])) {
		p.WriteString(value)
		return
	}
	p.WriteString(strconv.Quote(m.Value))
}
