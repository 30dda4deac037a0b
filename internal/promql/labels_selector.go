package promql

import (
	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// selectorLabels is what a selector alone says of its series' labels.
func (a *analyser) selectorLabels(n *Node, s *Selector) *labelSet {
	r := a.arena.anything(why{cause: byRelabel, at: n.Span.spot()})
	if s.NameVariable && len(s.Matchers) == 0 && a.expr.variable(n.Span.Start, RoleOperand) != nil {
		r.why.cause = byVariable // any expression may stand here
		return r
	}
	if len(s.Series) > 0 {
		r.from = s.self[:]
	}
	r.entries = a.arena.entries(len(s.Matchers) + 2)
	if s.Name != "" && !s.NameVariable {
		r.put(labelEntry{
			name: metricName, value: s.Name, constant: true, state: Guaranteed, why: why{cause: byName, at: s.NameSpan.spot()},
		})
	}
	if s.buckets() {
		r.put(labelEntry{name: "le", state: Guaranteed, why: why{cause: byBucket, at: n.Span.spot()}})
	}
	for i := range s.Matchers {
		m := &s.Matchers[i]
		e, ok := m.entry()
		if !ok {
			continue
		}
		if old := r.get(e.name); old.state == Guaranteed && (old.constant || !e.constant) {
			continue
		}
		r.put(e)
	}
	return r
}

// buckets reports whether every metric selected is a histogram's buckets.
func (s *Selector) buckets() bool {
	for _, series := range s.Series {
		if series.Component != catalogue.Bucket {
			return false
		}
	}
	return len(s.Series) > 0
}

// entry is what a matcher says of its label. It says nothing when series with and without the label
// pass.
func (m *Matcher) entry() (labelEntry, bool) {
	e := labelEntry{name: m.Name, why: why{cause: byMatcher, at: m.Span.spot()}}
	switch {
	case m.Unknown:
		return e, false
	case m.Variable:
		// The value may be empty, unless something else stands beside the variable.
		if m.Type != labels.MatchEqual || !hasLiteral(m.Value) {
			return e, false
		}
		e.state = Guaranteed
		return e, true
	case m.Type == labels.MatchEqual && m.Value != "":
		e.state, e.value, e.constant = Guaranteed, m.Value, true
		return e, true
	case !m.Matches(""):
		e.state = Guaranteed
		return e, true
	case m.Type == labels.MatchEqual, m.Type == labels.MatchRegexp && m.Value == "",
		m.Type == labels.MatchNotRegexp && m.Value == ".+":
		e.state, e.why.cause = Impossible, byAbsence
		return e, true
	}
	return e, false
}

// hasLiteral reports whether something other than variables stands in a string.
func hasLiteral(s string) bool {
	for i := 0; i < len(s); {
		v, ok := variableAt(s, i)
		if !ok {
			return true
		}
		i = v.Span.End
	}
	return false
}
