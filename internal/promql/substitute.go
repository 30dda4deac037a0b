package promql

import (
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/parser/posrange"
)

// A substitution is a text whose words with variables are replaced by something the parser can read.
type substitution struct {
	text  string
	edits []edit // the replaced words
	names string // what the names that stand in begin with
	named bool   // whether some word stands for a name
	moved bool   // whether positions in the two texts differ
}

// An edit is a replaced word: from in the original, to in the text that the parser sees.
type edit struct {
	from, to Span
}

// substitute replaces the words of a text. What stands in has the length of the word wherever it fits, so
// that positions stay.
func substitute(text string, words []word, names string) substitution {
	sub := substitution{names: names, edits: make([]edit, 0, len(words))}
	b := make([]byte, 0, len(text)+16)
	end := 0
	for i := range words {
		w := &words[i]
		b = append(b, text[end:w.span.Start]...)
		start := len(b)
		b = w.standIn(b, i, names)
		sub.edits = append(sub.edits, edit{w.span, Span{start, len(b)}})
		sub.moved = sub.moved || len(b)-start != w.span.End-w.span.Start
		switch w.role {
		case RoleLabelName, RoleMetric, RoleOperand, RoleMatchers:
			sub.named = true
		}
		end = w.span.End
	}
	sub.text = string(append(b, text[end:]...))
	return sub
}

// standIn appends what replaces the i-th word.
func (w *word) standIn(b []byte, i int, names string) []byte {
	end := len(b) + w.span.End - w.span.Start
	fill := func(c byte, upTo int) {
		for len(b) < upTo {
			b = append(b, c)
		}
	}
	switch w.role {
	case RoleDuration: // 001s
		fill('0', end-2)
		b = append(b, "1s"...)
	case RoleTimestamp, RoleNumber: // 001
		fill('0', end-1)
		b = append(b, '1')
	case RoleLabelValue: // "vv"
		b = append(b, '"')
		fill('v', end-1)
		b = append(b, '"')
	case RoleMatchers:
		if w.commaBefore {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, names...), int64(i), 10)
		b = append(b, `!=""`...)
		if w.commaAfter {
			b = append(b, ',')
		}
	case RoleFunction:
		b = append(b, w.function...)
	case RoleOperator:
		if w.matcher {
			b = append(b, '=')
		} else {
			b = append(b, '+')
		}
	case RoleModifier:
	default: // RoleLabelName, RoleMetric, RoleOperand
		b = strconv.AppendInt(append(b, names...), int64(i), 10)
		fill('_', end)
	}
	fill(' ', end)
	return b
}

// word returns which word a name of the parsed text stands for, or -1.
func (sub *substitution) word(name string) int {
	rest, ok := strings.CutPrefix(name, sub.names)
	if !ok {
		return -1
	}
	i, err := strconv.Atoi(strings.TrimRight(rest, "_"))
	if err != nil {
		return -1
	}
	return i
}

// start returns where in the original something begins that begins at a place of the parsed text.
func (sub *substitution) start(pos int) int {
	shift := 0
	for _, e := range sub.edits {
		switch {
		case pos < e.to.Start:
			return pos + shift
		case pos < e.to.End:
			return e.from.Start
		}
		shift = e.from.End - e.to.End
	}
	return pos + shift
}

// end returns where in the original something ends that ends at a place of the parsed text.
func (sub *substitution) end(pos int) int {
	shift := 0
	for _, e := range sub.edits {
		switch {
		case pos <= e.to.Start:
			return pos + shift
		case pos <= e.to.End:
			return e.from.End
		}
		shift = e.from.End - e.to.End
	}
	return pos + shift
}

func (sub *substitution) span(s Span) Span {
	if s.Empty() {
		at := sub.start(s.Start)
		return Span{at, at}
	}
	return Span{sub.start(s.Start), sub.end(s.End)}
}

// restore puts the variables, as written, and the original positions into the tree.
func (sub *substitution) restore(e *Expr) {
	sub.positions(e.AST)
	if !sub.named {
		return
	}
	for n := range nodes(e.AST) {
		sub.restoreNames(e, n)
	}
}

// positions puts the original positions into a tree.
func (sub *substitution) positions(root parser.Expr) {
	if !sub.moved {
		return
	}
	for n := range nodes(root) {
		sub.restorePositions(n)
	}
}

func (sub *substitution) name(e *Expr, s string) string {
	if i := sub.word(s); i >= 0 && i < len(e.words) {
		return e.words[i].span.In(e.Text)
	}
	return s
}

func (sub *substitution) restoreNames(e *Expr, n parser.Expr) {
	each := func(names []string) {
		for i, s := range names {
			names[i] = sub.name(e, s)
		}
	}
	switch n := n.(type) {
	case *parser.VectorSelector:
		n.Name = sub.name(e, n.Name)
		for _, m := range n.LabelMatchers {
			m.Name = sub.name(e, m.Name)
			if m.Name == "__name__" {
				m.Value = sub.name(e, m.Value)
			}
		}
	case *parser.AggregateExpr:
		each(n.Grouping)
	case *parser.BinaryExpr:
		if n.VectorMatching != nil {
			each(n.VectorMatching.MatchingLabels)
			each(n.VectorMatching.Include)
		}
	}
}

func (sub *substitution) restorePositions(n parser.Expr) {
	start := func(p *posrange.Pos) { *p = posrange.Pos(sub.start(int(*p))) }
	end := func(p *posrange.Pos) { *p = posrange.Pos(sub.end(int(*p))) }
	both := func(r *posrange.PositionRange) { start(&r.Start); end(&r.End) }
	switch n := n.(type) {
	case *parser.VectorSelector:
		both(&n.PosRange)
	case *parser.MatrixSelector:
		end(&n.EndPos)
	case *parser.SubqueryExpr:
		end(&n.EndPos)
	case *parser.NumberLiteral:
		both(&n.PosRange)
	case *parser.StringLiteral:
		both(&n.PosRange)
	case *parser.ParenExpr:
		both(&n.PosRange)
	case *parser.Call:
		both(&n.PosRange)
	case *parser.AggregateExpr:
		both(&n.PosRange)
	case *parser.UnaryExpr:
		start(&n.StartPos)
	case *parser.DurationExpr:
		start(&n.StartPos)
		end(&n.EndPos)
	}
}
