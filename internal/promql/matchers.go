package promql

import "github.com/prometheus/prometheus/util/strutil"

// matcherSpan is where the parts of a matcher are.
type matcherSpan struct {
	whole, label, op, value Span
}

// matcherSpans returns where the matchers in the braces of a selector are, in order. Those of a metric
// name in quotes have a value only.
func matcherSpans(text string, at Span, variables bool) []matcherSpan {
	sc := scanner{text: text[:at.End], pos: at.Start, variables: variables}
	brace := sc.next()
	if brace.kind == tokenWord {
		brace = sc.next()
	}
	if !brace.is('{') {
		return nil
	}
	var spans []matcherSpan
	for t := sc.next(); t.kind != tokenEnd && !t.is('}'); t = sc.next() {
		if t.is(',') {
			continue
		}
		here := Span{t.start, t.end}
		m := matcherSpan{whole: here, value: here}
		if t.kind == tokenWord {
			m = matcherSpan{whole: here, label: here}
		}
		op := sc.peek()
		// A variable may stand for the operator.
		if op.kind == tokenMatch || t.kind == tokenWord && !t.variable && op.kind == tokenWord && op.variable {
			sc.next()
			value := sc.next()
			m = matcherSpan{
				whole: Span{t.start, value.end},
				label: here,
				op:    Span{op.start, op.end},
				value: Span{value.start, value.end},
			}
		}
		spans = append(spans, m)
	}
	return spans
}

// unquote returns the value of a PromQL string.
func unquote(s string) (string, error) { return strutil.Unquote(s) }
