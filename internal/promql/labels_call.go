package promql

import (
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

func (a *analyser) call(n *Node, e *parser.Call) {
	if v := a.expr.variable(n.Span.Start, RoleFunction); v != nil {
		// Nothing can be said of a function that nobody knows.
		n.Variable = v
		n.Type = parser.ValueTypeNone
		n.labels = a.arena.anything(why{cause: byVariable, at: v.Span.spot()})
		return
	}
	a.callUnit(n, e)
	a.callLabels(n, e)
}

// argument returns the operand of a call that brings the series, or nil.
func (n *Node) argument() *Node {
	for _, c := range n.Children {
		switch c.AST.Type() {
		case parser.ValueTypeVector, parser.ValueTypeMatrix:
			return c
		}
	}
	return nil
}

func (a *analyser) callLabels(n *Node, e *parser.Call) {
	arg := n.argument()
	if e.Func.ReturnType == parser.ValueTypeScalar || arg == nil {
		// Numbers, vector(…) and hour() without an argument.
		n.labels = a.arena.none(why{cause: byScalar, node: n, at: n.operator().spot()})
		for _, c := range n.Children {
			if c.Type == parser.ValueTypeNone && e.Func.ReturnType != parser.ValueTypeScalar && e.Func.Name != "vector" {
				n.labels = a.arena.anything(why{cause: byVariable, at: c.Span.spot()})
			}
		}
		return
	}
	n.labels = arg.labels
	switch e.Func.Name {
	case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "last_over_time", "first_over_time":
	case "absent", "absent_over_time":
		n.labels = a.absent(n, arg)
	case "label_replace":
		n.labels = a.labelReplace(n, e, arg)
	case "label_join":
		n.labels = a.labelJoin(n, e, arg)
	case "info":
		n.labels = a.info(n, arg)
	case "histogram_quantile", "histogram_fraction":
		a.dropBuckets(n)
		a.dropName(n)
	case "histogram_quantiles":
		a.dropBuckets(n)
		a.dropName(n)
		if label, ok := text(e.Args[1]); ok {
			n.labels = n.labels.with(&a.arena, labelEntry{
				name: label, state: Guaranteed, why: why{cause: byFunction, node: n, at: n.operator().spot()},
			})
		} else {
			n.labels = n.labels.weaken(&a.arena, why{cause: byVariable, at: n.Children[1].Span.spot()})
		}
	default:
		a.dropName(n)
	}
}

// dropBuckets removes le, which a quantile is computed over.
func (a *analyser) dropBuckets(n *Node) {
	n.labels = n.labels.with(&a.arena, labelEntry{
		name: "le", state: Impossible, why: why{cause: byQuantile, node: n, at: n.operator().spot()},
	})
}

// text returns the value of a string argument that no variable has a part in.
func text(e parser.Expr) (string, bool) {
	for {
		p, ok := e.(*parser.ParenExpr)
		if !ok {
			break
		}
		e = p.Expr
	}
	s, ok := e.(*parser.StringLiteral)
	if !ok || isVariable(s.Val) {
		return "", false
	}
	return s.Val, true
}

// absent gives its one series the labels that a plain selector asks for by equality. The engine looks
// no further than the argument itself, parentheses aside.
func (a *analyser) absent(n, arg *Node) *labelSet {
	arg = arg.Unwrap()
	w := why{cause: byAbsent, node: n, at: n.operator().spot()}
	r := a.arena.none(w)
	if arg.Variable != nil {
		r.rest = Possible
		return r
	}
	s := arg.Selector
	if s == nil {
		return r
	}
	for i := range s.Matchers {
		m := &s.Matchers[i]
		switch {
		case m.Unknown:
			return r.weaken(&a.arena, why{cause: byVariable, at: m.Span.spot()})
		case m.Name == metricName:
			continue
		}
		e := labelEntry{name: m.Name, state: Impossible, why: w}
		if m.Type == labels.MatchEqual && !s.equalBefore(i) {
			var known bool
			if e, known = m.entry(); !known {
				e.why.cause = byVariable
			}
		}
		r = r.with(&a.arena, e)
	}
	return r
}

// equalBefore reports whether the label of the i-th matcher was compared by equality before.
func (s *Selector) equalBefore(i int) bool {
	for _, m := range s.Matchers[:i] {
		if m.Name == s.Matchers[i].Name && m.Type == labels.MatchEqual {
			return true
		}
	}
	return false
}

// labelJoin sets its label to the values of others.
func (a *analyser) labelJoin(n *Node, e *parser.Call, arg *Node) *labelSet {
	w := why{cause: byFunction, node: n, at: n.operator().spot()}
	dst, ok := text(e.Args[1])
	if !ok {
		return arg.labels.weaken(&a.arena, why{cause: byVariable, at: n.Children[1].Span.spot()})
	}
	sep, known := text(e.Args[2])
	set := labelEntry{name: dst, state: Impossible, why: w}
	if sources := e.Args[3:]; len(sources) > 1 && sep != "" {
		set.state = Guaranteed
	}
	for _, src := range e.Args[3:] {
		name, ok := text(src)
		state := Possible
		if ok {
			state = arg.labels.get(name).state
		}
		if state == Guaranteed || state == Possible && set.state == Impossible {
			set.state = state
		}
	}
	if !known && set.state == Impossible {
		set.state = Possible
	}
	set.why.cause = set.state.bySetting()
	return arg.labels.with(&a.arena, set)
}

// info adds labels of info metrics to those the series have.
func (a *analyser) info(n *Node, arg *Node) *labelSet {
	w := why{cause: byInfo, node: n, at: n.operator().spot()}
	r := arg.labels
	var wanted []Matcher
	if len(n.Children) > 1 && n.Children[1].Selector != nil {
		wanted = n.Children[1].Selector.Matchers
	}
	listed := false
	for i := range wanted {
		if wanted[i].Unknown {
			listed = false
			break
		}
		listed = listed || wanted[i].Name != metricName
	}
	add := func(e labelEntry) labelEntry {
		if e.state == Impossible && e.name != metricName {
			e.state, e.why = Possible, w
		}
		return e
	}
	if !listed {
		entries := a.arena.entries(len(r.entries) + 1)
		for _, entry := range r.entries {
			entries = append(entries, add(entry))
		}
		named, rest := r.get(metricName), add(r.other(""))
		r = a.arena.set(rest.state, rest.why, r.from)
		r.entries = entries
		return r.with(&a.arena, named)
	}
	for i := range wanted {
		if name := wanted[i].Name; name != metricName {
			r = r.with(&a.arena, add(r.get(name)))
		}
	}
	return r
}
