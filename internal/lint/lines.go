package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
)

// A line is what a query tells of a histogram: a quantile of it, or the mean.
type line struct {
	query    *Query
	of       string // the histogram
	quantile float64
	selector *promql.Selector
	window   window
}

// mean stands for a quantile.
const mean = -1

// lineOf reads a query that tells one thing of one histogram; ok is false for others.
func lineOf(q *Query) (l line, ok bool) {
	if q.Facts == nil || q.Hidden || q.Has&HasRange == 0 {
		return line{}, false
	}
	l.query, l.quantile = q, mean
	for _, s := range q.Facts.Selectors {
		of, w := histogramOf(s), windowOf(q, s.Range)
		switch {
		case of == "" || s.Range.Zero() || s.Subquery != nil || s.At || !grows(s.Function()):
			return line{}, false
		case l.selector == nil:
			l.of, l.window, l.selector = of, w, s
		case l.of != of || l.window != w || !sameTime(l.selector, s) || !sameMatchers(l.selector, s):
			return line{}, false
		}
	}
	if q.Has&HasQuantile != 0 {
		nodes := q.Facts.Nodes()
		for i := range nodes {
			if n := &nodes[i]; n.Operation() == "histogram_quantile" {
				l.quantile, ok = n.Children[0].Number, n.Children[0].Constant
			}
		}
		return l, ok
	}
	return l, q.Has&HasDivision != 0 && len(q.Facts.Selectors) > 1
}

// mismatchedLines compares the lines of a panel. It does so once, when the first of them is asked.
func mismatchedLines(p *Pass, q *Query) {
	if !linesDiffer(q) {
		return
	}
	var lines []line
	for _, o := range q.Panel.Queries {
		if l, ok := lineOf(o); ok {
			lines = append(lines, l)
		}
	}
	for i := range lines {
		if l := &lines[i]; !l.compared(lines) {
			l.compareWindows(p, lines)
			l.compareSeries(p, lines)
		}
	}
}

// linesDiffer reports whether the query has the first line of its panel and some other line differs from it.
func linesDiffer(q *Query) bool {
	first, ok := lineOf(q)
	if !ok {
		return false
	}
	after := false
	for _, o := range q.Panel.Queries {
		l, ok := lineOf(o)
		switch {
		case o == q:
			after = true
		case ok && !after:
			return false
		case ok && (l.of != first.of || l.window != first.window || !sameMatchers(l.selector, first.selector)):
			return true
		}
	}
	return false
}

// beside reports whether two lines are of one histogram at one time, so that they are read against each other.
func (l *line) beside(m *line) bool { return l.of == m.of && sameTime(l.selector, m.selector) }

// compared reports whether another line tells the same: two windows or selections of one quantile are drawn
// to be compared.
func (l *line) compared(lines []line) bool {
	for i := range lines {
		if m := &lines[i]; m != l && m.beside(l) && m.quantile == l.quantile {
			return true
		}
	}
	return false
}

// usual returns the first of the largest group of lines beside this one that are alike, and its size.
func (l *line) usual(lines []line, alike func(x, y *line) bool) (first *line, size int) {
	for i := range lines {
		n := 0
		for j := range lines {
			if lines[i].beside(l) && lines[j].beside(l) && alike(&lines[i], &lines[j]) {
				n++
			}
		}
		if n > size {
			first, size = &lines[i], n
		}
	}
	return first, size
}

// compareWindows reports a line over another window than those beside it.
func (l *line) compareWindows(p *Pass, lines []line) {
	ref, _ := l.usual(lines, func(x, y *line) bool { return x.window == y.window })
	if ref.window == l.window || !ref.window.known() || !l.window.known() || l.window.fixed != 0 && states(l.query.Legend.Value, l.window.fixed, anyWording) {
		return
	}
	p.Report(l.query.At(l.selector.Range.Span), "%s is over %s and %s of query %s over %s: lines of one panel are read as of the same requests",
		l.name(), l.window.text(), ref.name(), ref.query.called(), ref.window.text()).
		Help("write one window in all queries: [$__rate_interval] in a graph")
}

// compareSeries reports a line of other series than at least two lines beside it that agree.
func (l *line) compareSeries(p *Pass, lines []line) {
	ref, size := l.usual(lines, func(x, y *line) bool { return sameMatchers(x.selector, y.selector) })
	if size < 2 || sameMatchers(ref.selector, l.selector) {
		return
	}
	at, differs := l.selector.Node.Span, ""
	for i := range l.selector.Matchers {
		if m := &l.selector.Matchers[i]; m.Name != "le" && !asks(ref.selector, m) {
			if m.Value != "" && strings.Contains(l.query.Legend.Value, m.Value) {
				return
			}
			at, differs = m.Span, m.Name
		}
	}
	for i := range ref.selector.Matchers {
		if m := &ref.selector.Matchers[i]; differs == "" && m.Name != "le" && !asks(l.selector, m) {
			differs = m.Name
		}
	}
	p.Report(l.query.At(at), "%s selects other series than %s of query %s, they differ in %s: lines of one panel are read as of the same requests",
		l.name(), ref.name(), ref.query.called(), differs).
		Help("select the same series as query %s, or name the difference in the legend", ref.query.called())
}

// name is what a line tells, for people.
func (l *line) name() string {
	if l.quantile == mean {
		return "the mean"
	}
	return "the " + numeral(l.quantile) + " quantile"
}
