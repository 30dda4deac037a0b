package promql

import "github.com/prometheus/prometheus/util/strutil"

// matcherSpan is where the parts of a matcher are.
type matcherSpan struct {
	whole, label, op, value Span
}

// A matcherScanner finds the matchers in the braces of a selector, one after the other.
type matcherScanner struct {
	scan scanner
	open bool // inside the braces
}

// scanMatchers begins with a selector at a place of a text.
func scanMatchers(text string, at Span, variables bool) matcherScanner {
	s := matcherScanner{scan: scanner{text: text[:at.End], pos: at.Start, variables: variables}}
	brace := s.scan.next()
	if brace.kind == tokenWord {
		brace = s.scan.next()
	}
	s.open = brace.is('{')
	return s
}

// next returns where the next matcher is; nothing is left when ok is false. That of a metric name in
// quotes has a value only.
func (s *matcherScanner) next() (m matcherSpan, ok bool) {
	if !s.open {
		return m, false
	}
	t := s.scan.next()
	for t.is(',') {
		t = s.scan.next()
	}
	if t.kind == tokenEnd || t.is('}') {
		s.open = false
		return m, false
	}
	here := Span{t.start, t.end}
	after := s.scan.pos
	op := s.scan.next()
	switch {
	case op.kind == tokenMatch, t.kind == tokenWord && !t.variable && op.kind == tokenWord && op.variable:
		// A variable may stand for the operator.
		value := s.scan.next()
		return matcherSpan{
			whole: Span{t.start, value.end},
			label: here,
			op:    Span{op.start, op.end},
			value: Span{value.start, value.end},
		}, true
	case t.kind == tokenWord:
		m = matcherSpan{whole: here, label: here}
	default:
		m = matcherSpan{whole: here, value: here}
	}
	s.scan.pos = after
	return m, true
}

// unquote returns the value of a PromQL string.
func unquote(s string) (string, error) { return strutil.Unquote(s) }
