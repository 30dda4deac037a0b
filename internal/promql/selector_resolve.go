package promql

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// selector works out a vector selector.
func (a *analyser) selector(n *Node, e *parser.VectorSelector) {
	i := len(a.selectors)
	a.selectors = a.selectors[:i+1]
	s := &a.selectors[i]
	s.Node, s.AST, s.Span, s.Name, s.Subquery, s.catalogue = n, e, n.Span, e.Name, a.subquery, a.ctx.Catalogue
	n.Selector = s
	a.facts.Selectors = append(a.facts.Selectors, s)
	a.matchers(s)
	if e.Name != "" {
		s.NameSpan = Span{n.Span.Start, n.Span.Start + len(e.Name)}
	}
	s.NameVariable = len(a.expr.Variables) > 0 && isVariable(s.Name)
	s.self[0] = s
	s.At = e.Timestamp != nil || e.StartOrEnd != 0
	if e.OriginalOffset != 0 || e.OriginalOffsetExpr != nil {
		s.Offset = a.offset(n.Span, e)
	}
	s.Series = a.resolve(s)
	n.labels = a.selectorLabels(n, s)
	a.selectorUnit(n, s)
}

// matchers locates the matchers of a selector.
func (a *analyser) matchers(s *Selector) {
	ms := s.AST.LabelMatchers
	if s.AST.Name != "" {
		ms = ms[:len(ms)-1] // the parser appends the name
	}
	if len(ms) == 0 {
		return
	}
	variables := len(a.expr.Variables) > 0
	sc := scanMatchers(a.expr.Text, s.Span, variables)
	s.Matchers = a.arena.w.matchers.take(len(ms))
	for i, m := range ms {
		p := &s.Matchers[i]
		at, _ := sc.next()
		p.Matcher, p.Span, p.LabelSpan, p.ValueSpan = m, at.whole, at.label, at.value
		if variables {
			p.Unknown = at.value.Empty() || isVariable(at.op.In(a.expr.Text)) || isVariable(m.Name)
			p.Variable = isVariable(m.Value)
		}
		if m.Name == metricName && m.Type == labels.MatchEqual && s.Name == "" {
			s.Name, s.NameSpan = m.Value, p.ValueSpan
		}
	}
}

// resolve looks the metrics of a selector up.
func (a *analyser) resolve(s *Selector) []catalogue.Series {
	c := a.ctx.Catalogue
	if c == nil || s.NameVariable {
		return nil
	}
	if s.Name != "" {
		return a.narrow(s, c.Lookup(s.Name))
	}
	m := s.Matcher(metricName)
	if m == nil || m.Type != labels.MatchRegexp || m.Variable || m.Unknown {
		return nil
	}
	var found []catalogue.Series
	for _, name := range m.SetMatches() { // a|b|c
		found = append(found, c.Lookup(name)...)
	}
	return a.narrow(s, found)
}

// narrow leaves out series that the context or the matchers speak against, as long as some remain.
func (a *analyser) narrow(s *Selector, found []catalogue.Series) []catalogue.Series {
	if len(found) < 2 {
		return found
	}
	keep := func(ok func(catalogue.Series) bool) {
		n := 0
		for _, f := range found {
			if ok(f) {
				n++
			}
		}
		if n == 0 || n == len(found) {
			return
		}
		left := make([]catalogue.Series, 0, n)
		for _, f := range found {
			if ok(f) {
				left = append(left, f)
			}
		}
		found = left
	}
	if a.ctx.Dialect != "" {
		keep(func(f catalogue.Series) bool {
			return f.Alias == nil || f.Alias.Store == "" || f.Alias.Store == a.ctx.Dialect
		})
	}
	if a.ctx.Versions != nil {
		keep(func(f catalogue.Series) bool { _, ok := a.ctx.Versions(f.Metric.Exporter); return ok })
		// One program may have two rows of a name, for two ranges of its releases. Releases of different
		// programs don't compare, not even of an exporter and of what stands in for it.
		lives := func(f catalogue.Series) bool {
			r, ok := a.ctx.Versions(f.Metric.Exporter)
			return !ok || r.Overlap(f.Metric.Life)
		}
		all := found
		keep(func(f catalogue.Series) bool {
			return lives(f) || !slices.ContainsFunc(all, func(g catalogue.Series) bool {
				return g.Metric.Program == f.Metric.Program && lives(g)
			})
		})
	}
	for i := range s.Matchers {
		m := &s.Matchers[i]
		if m.Unknown || m.Name == metricName || m.Variable || m.Matches("") || a.ctx.Catalogue.IsTargetLabel(strings.TrimPrefix(m.Name, "exported_")) {
			continue
		}
		keep(func(f catalogue.Series) bool { return f.Metric.HasLabel(m.Name) || f.Metric.OpenLabels })
	}
	return found
}

// matrix adds the range to the selector inside a range selector.
func (a *analyser) matrix(n *Node, e *parser.MatrixSelector) {
	s := n.Selector
	if s == nil {
		return
	}
	s.Span = n.Span
	s.Range = a.expr.brackets(Span{s.Node.Span.End, n.Span.End}, inRange)
	if s.Range.Variable == "" && e.RangeExpr == nil {
		s.Range.Fixed = e.Range
	}
	if vs := s.AST; vs.OriginalOffset != 0 || vs.OriginalOffsetExpr != nil {
		s.Offset = a.offset(Span{s.Range.Span.End, n.Span.End}, vs)
	}
}

// brackets finds the range or step between the first brackets of a span.
func (e *Expr) brackets(at Span, p place) Range {
	var r Range
	sc := scanner{text: e.Text[:at.End], pos: at.Start, variables: len(e.words) > 0}
	for t := sc.next(); t.kind != tokenEnd; t = sc.next() {
		switch {
		case t.is('['), p == inStep && t.is(':'):
			r.Span = Span{}
		case t.is(']'), t.is(':'):
			r.Variable = e.durationVariable(r.Span, p)
			return r
		case r.Span.Empty():
			r.Span = Span{t.start, t.end}
		default:
			r.Span.End = t.end
		}
	}
	return r
}

// offset finds the duration after offset in a span.
func (a *analyser) offset(at Span, e *parser.VectorSelector) Range {
	var r Range
	sc := scanner{text: a.expr.Text[:at.End], pos: at.Start, variables: len(a.expr.words) > 0}
	depth := 0
	for t := sc.next(); t.kind != tokenEnd; t = sc.next() {
		switch {
		case t.is('{'), t.is('['):
			depth++
		case t.is('}'), t.is(']'):
			depth = max(0, depth-1)
		case depth == 0 && t.kind == tokenWord && strings.EqualFold(a.expr.Text[t.start:t.end], "offset"):
			r.Span = a.offsetSpan(&sc)
			r.Variable = a.expr.durationVariable(r.Span, inOffset)
			if r.Variable == "" && e.OriginalOffsetExpr == nil {
				r.Fixed = e.OriginalOffset
			}
			return r
		}
	}
	return r
}

// offsetSpan is what follows offset, up to the next modifier.
func (a *analyser) offsetSpan(sc *scanner) Span {
	first := sc.next()
	s := Span{first.start, first.end}
	for t := sc.next(); t.kind != tokenEnd && !t.is('@'); t = sc.next() {
		if w := (Span{t.start, t.end}).lower(a.expr.Text); w == "anchored" || w == "smoothed" {
			break
		}
		s.End = t.end
	}
	return s
}

// durationVariable returns the name of the variable that a duration is made of.
func (e *Expr) durationVariable(at Span, p place) string {
	for i, w := range e.words {
		if w.place != p || !at.Contains(w.span) {
			continue
		}
		for _, v := range e.Variables {
			if e.words[i].span.Contains(v.Span) {
				return v.Name
			}
		}
	}
	return ""
}
