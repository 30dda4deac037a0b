package lint

import (
	"slices"
	"strconv"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// sameValue reports whether two nodes of one query ask for the same, however they are written.
func sameValue(q *Query, a, b *promql.Node) bool {
	a, b = a.Unwrap(), b.Unwrap()
	if a.Operation() != b.Operation() || len(a.Children) != len(b.Children) || a.Variable != nil || b.Variable != nil {
		return false
	}
	switch x := a.AST.(type) {
	case *parser.VectorSelector:
		_, ok := b.AST.(*parser.VectorSelector)
		return ok && sameSelector(a.Selector, b.Selector)
	case *parser.MatrixSelector:
		if _, ok := b.AST.(*parser.MatrixSelector); !ok || windowOf(q, a.Selector.Range) != windowOf(q, b.Selector.Range) {
			return false
		}
		if w := windowOf(q, a.Selector.Range); !w.known() && a.Selector.Range.Span.In(q.Facts.Expr.Text) != b.Selector.Range.Span.In(q.Facts.Expr.Text) {
			return false
		}
	case *parser.AggregateExpr:
		y, ok := b.AST.(*parser.AggregateExpr)
		if !ok || x.Without != y.Without || !sameSet(x.Grouping, y.Grouping) {
			return false
		}
	case *parser.Call:
		if _, ok := b.AST.(*parser.Call); !ok {
			return false
		}
	case *parser.NumberLiteral:
		return a.Constant && b.Constant && a.Number == b.Number
	default:
		return false // nothing else is worth comparing
	}
	for i := range a.Children {
		if !sameValue(q, a.Children[i], b.Children[i]) {
			return false
		}
	}
	return true
}

// sameSelector reports whether two selectors select the same series at the same time, their ranges aside.
func sameSelector(a, b *promql.Selector) bool {
	return a.Name == b.Name && sameTime(a, b) && sameMatchers(a, b) && sameBound(a, b)
}

// sameTime reports whether two selectors look at the same moment.
func sameTime(a, b *promql.Selector) bool {
	return a.Offset.Fixed == b.Offset.Fixed && a.Offset.Variable == b.Offset.Variable && !a.At && !b.At
}

// sameMatchers reports whether two selectors ask the same of all labels but le and the metric's name.
func sameMatchers(a, b *promql.Selector) bool { return implies(a, b) && implies(b, a) }

// implies reports whether every matcher of b is one of a, too.
func implies(a, b *promql.Selector) bool {
	for i := range b.Matchers {
		if m := &b.Matchers[i]; m.Name != "le" && m.Name != nameLabel && !asks(a, m) {
			return false
		}
	}
	return true
}

// asks reports whether a selector has a matcher.
func asks(s *promql.Selector, m *promql.Matcher) bool {
	for i := range s.Matchers {
		if o := &s.Matchers[i]; o.Name == m.Name && o.Type == m.Type && o.Value == m.Value && o.Unknown == m.Unknown {
			return true
		}
	}
	return false
}

// sameBound reports whether two selectors ask for the same buckets.
func sameBound(a, b *promql.Selector) bool {
	x, y := a.Matcher("le"), b.Matcher("le")
	return x == nil && y == nil || x != nil && y != nil && asks(b, x) && asks(a, y)
}

// sameSet reports whether two lists without repetition hold the same.
func sameSet(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
next:
	for _, x := range a {
		for _, y := range b {
			if x == y {
				continue next
			}
		}
		return false
	}
	return true
}

// alike reports whether two values of JSON or YAML are the same to Grafana and Kubernetes: the order of keys does not
// matter. Of two that are not there, it is true.
func alike(a, b *source.Node) bool {
	switch {
	case a == nil || b == nil:
		return a == b
	case a.Kind != b.Kind || a.Text.Value != b.Text.Value || len(a.Members) != len(b.Members):
		return false
	}
	for i := range a.Members {
		if !alike(a.Members[i].Value, b.Get(a.Members[i].Key.Value)) {
			return false
		}
	}
	return slices.EqualFunc(a.Items, b.Items, alike)
}

// excerpt is a node as it is written, on one line; the middle of a long one is left out.
func excerpt(n *promql.Node) string { return shortened(n.Text()) }

func shortened(text string) string {
	b := make([]rune, 0, len(text))
	for _, r := range text {
		if r == '\n' || r == '\t' || r == ' ' {
			if len(b) > 0 && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
			continue
		}
		b = append(b, r)
	}
	const limit = 72
	if len(b) > limit {
		b = append(append(b[:limit*2/3:limit*2/3], '…'), b[len(b)-limit/3:]...)
	}
	return string(b)
}

// numeral prints a number as PromQL writes it.
func numeral(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
