package evaluate

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/panels"
)

// A cause is why an expression has no value.
type cause struct {
	kind causeKind
	what string
	node *promql.Node
}

type causeKind int

const (
	unclear   causeKind = iota
	absent              // no series matches a selector
	filtered            // a comparison lets nothing pass
	undefined           // every value is NaN or infinite: 0/0
	unmatched           // both sides of an operation have series, which do not match
	tooShort            // a window has fewer than two samples
)

// empty says why the panel has nothing to show: as a reason if there is one, else as a problem.
func (c *check) empty(ctx context.Context) error {
	if c.Untransformed == "" && c.Series > 0 && len(c.Values) == 0 && !c.isCells() {
		c.add(Empty, "the transformations leave nothing of %d series", c.Series)
		return nil
	}
	if slices.ContainsFunc(c.Problems, func(p Problem) bool { return p.Kind == Unreadable || p.Kind == Unresolved }) {
		return nil // that is why
	}
	var found []Problem
	excused := true
	needs := panels.Occasion("")
	if c.ask.Needs != nil {
		needs = c.ask.Needs(c.Panel)
	}
	for i, f := range c.Frames {
		store := c.opened.Asks(c.Asked[i])
		b := &blamer{ctx: ctx, q: store, frame: f, window: c.window}
		why := b.blame(c.facts(c.Asked[i], f))
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		excused = excused && c.excuse(why)
		problem := Problem{Kind: Empty, What: "no data: " + why.what, RefID: f.RefID, Query: c.Asked[i], Help: c.nothingPicked(c.Asked[i])}
		if !slices.ContainsFunc(found, func(p Problem) bool { return p.What == problem.What }) {
			found = append(found, problem) // several queries of a panel often lack the same
		}
	}
	switch {
	case needs != "":
		c.Reason = Reason(needs)
	case excused && c.ask.Traffic == None:
		c.Reason = Idle
	case excused:
		c.Reason = Quiet
	default:
		c.Problems = append(c.Problems, found...)
	}
	return nil
}

// nothingPicked names a variable of a query that has no value to speak of.
func (c *check) nothingPicked(q *source.Query) string {
	for used := range promql.Variables(q.Text.Value) {
		chosen, known := c.opened.Variables[used.Name]
		if !known || chosen.AllValue != "" || strings.Join(chosen.Values, "") != "" {
			continue
		}
		if err := c.opened.Failed[used.Name]; err != nil {
			return fmt.Sprintf("variable $%s has no values: %v", used.Name, err)
		}
		for _, v := range c.opened.Dashboard.Variables {
			if v.Name.Value == used.Name && queryOf(v) != "" {
				return fmt.Sprintf("variable $%s has no values: %s finds none", used.Name, c.opened.Variables.Expr(queryOf(v)))
			}
		}
		return fmt.Sprintf("variable $%s is empty", used.Name)
	}
	return ""
}

// excuse reports whether data without requests explain a cause.
func (c *check) excuse(why cause) bool {
	nothing := why.kind == filtered || why.kind == undefined
	switch c.ask.Traffic {
	case Some:
		return false
	case Unknown:
		return nothing
	default:
		// What counts requests may not even exist before the first one.
		return nothing || why.kind == absent && why.node != nil && why.node.Selector != nil && why.node.Selector.Inside("rate", "increase", "irate")
	}
}

// A blamer finds the smallest part of an expression that has no value though its own parts have.
type blamer struct {
	ctx    context.Context
	q      prom.Querier
	frame  prom.Frame
	window prom.Window
}

func (b *blamer) blame(facts *promql.Facts) cause {
	if facts == nil {
		return cause{what: "the query has no result"}
	}
	if why, found := b.find(facts.Result); found {
		return why
	}
	return cause{kind: undefined, what: "every value is NaN or infinite: a division by 0, or a quantile of nothing", node: facts.Result}
}

// find looks below a node. found is false when the node has series.
func (b *blamer) find(n *promql.Node) (why cause, found bool) {
	n = n.Unwrap()
	if n.Type == parser.ValueTypeScalar || n.Type == parser.ValueTypeString || b.has(n) {
		return cause{}, false
	}
	for _, child := range n.Children {
		if why, found := b.find(child); found {
			return why, true // of an or, neither side has series
		}
	}
	return b.judge(n), true
}

// judge says why a node has no series though all of its parts have.
func (b *blamer) judge(n *promql.Node) cause {
	if n.Selector != nil {
		return cause{kind: absent, what: b.missing(n.Selector), node: n}
	}
	switch x := n.AST.(type) {
	case *parser.BinaryExpr:
		bothVectors := len(n.Children) == 2 && n.Children[0].Type == parser.ValueTypeVector && n.Children[1].Type == parser.ValueTypeVector
		switch {
		case x.Op.IsComparisonOperator() && !bothVectors:
			return cause{kind: filtered, what: fmt.Sprintf("no value passes %s", n.Text()), node: n}
		case bothVectors:
			return cause{kind: unmatched, what: fmt.Sprintf("no series of the left side of %s matches one of the right: %s and %s",
				x.Op, b.example(n.Children[0]), b.example(n.Children[1])), node: n}
		}
	case *parser.Call:
		if window, _ := windowOf(n); !window.Zero() {
			return cause{kind: tooShort, what: fmt.Sprintf("%s needs two samples, and no window of %s has them", x.Func.Name, model.Duration(window.Fixed)), node: n}
		}
	}
	return cause{what: fmt.Sprintf("%s has no value, though what it is made of has", n.Text()), node: n}
}

// windowOf is the range that a function looks back over.
func windowOf(n *promql.Node) (window, step promql.Range) {
	for _, child := range n.Children {
		if s := child.Unwrap().Selector; s != nil {
			return s.Range, promql.Range{}
		}
		if window, step := child.Unwrap().Window(); !window.Zero() {
			return window, step
		}
	}
	return promql.Range{}, promql.Range{}
}

// has reports whether a node has series that the panel would show.
func (b *blamer) has(n *promql.Node) bool {
	if n.Type == parser.ValueTypeMatrix {
		if n.Selector == nil {
			return len(n.Children) > 0 && b.has(n.Children[0].Unwrap()) // a subquery
		}
		return len(b.series(n.Selector, bare(n.Selector))) > 0
	}
	r, err := b.run(n.Text())
	return err == nil && len(r.Series) > 0
}

func (b *blamer) run(expr string) (prom.Result, error) {
	if b.frame.Instant {
		return b.q.Instant(b.ctx, expr, b.window.To)
	}
	q := b.frame.Query
	return b.q.Range(b.ctx, expr, q.Start, q.End, q.Steps.Step)
}

// bare is a selector without its range and modifiers.
func bare(s *promql.Selector) string {
	v := *s.AST
	v.OriginalOffset, v.Offset, v.Timestamp, v.StartOrEnd = 0, 0, nil, 0
	v.Anchored, v.Smoothed = false, false
	return v.String()
}

// series are those that a selector, written as text, finds in the window and as far before as it looks back.
func (b *blamer) series(s *promql.Selector, text string) []map[string]string {
	back := max(s.Range.Fixed, prom.DefaultLookbackDelta) + s.Offset.Fixed
	from := b.window.From
	if b.frame.Instant {
		from = b.window.To
	}
	if from = from.Add(-back); from.Before(time.UnixMilli(0)) {
		from = time.UnixMilli(0)
	}
	found, err := b.q.Series(b.ctx, text, from, b.window.To)
	if err != nil {
		return nil
	}
	return found
}

// missing says what of a selector finds nothing: the metric, or one of its matchers.
func (b *blamer) missing(s *promql.Selector) string {
	if s.Name == "" {
		return fmt.Sprintf("no series matches %s", bare(s))
	}
	if len(b.series(s, `{__name__="`+s.Name+`"}`)) == 0 {
		return fmt.Sprintf("%s is not in the data", s.Name)
	}
	for i, m := range s.Matchers {
		if m.Matcher == nil || m.Name == "__name__" {
			continue
		}
		others := []string{`__name__="` + s.Name + `"`}
		for j, other := range s.Matchers {
			if i != j && other.Matcher != nil && other.Name != "__name__" {
				others = append(others, other.String())
			}
		}
		if found := b.series(s, "{"+strings.Join(others, ",")+"}"); len(found) > 0 {
			return fmt.Sprintf("%s has no series with %s, but with %s", s.Name, m.Matcher, valuesOf(found, m.Name))
		}
	}
	if len(b.series(s, bare(s))) > 0 {
		return fmt.Sprintf("%s has series, and they have ended", bare(s))
	}
	return fmt.Sprintf("no series matches all matchers of %s", bare(s))
}

// valuesOf lists the values that a label has.
func valuesOf(series []map[string]string, label string) string {
	const most = 3
	values := map[string]bool{}
	for _, s := range series {
		values[s[label]] = true
	}
	sorted := slices.Sorted(maps.Keys(values))
	var words []string
	for _, v := range sorted[:min(len(sorted), most)] {
		words = append(words, fmt.Sprintf("%s=%q", label, v))
	}
	if len(sorted) == 1 && sorted[0] == "" {
		return "no " + label + " at all"
	}
	if more := len(sorted) - most; more > 0 {
		words = append(words, fmt.Sprintf("%d more", more))
	}
	return strings.Join(words, ", ")
}

// example prints the labels of one series of a node.
func (b *blamer) example(n *promql.Node) string {
	r, err := b.run(n.Text())
	if err != nil || len(r.Series) == 0 {
		return "{}"
	}
	var parts []string
	labels := r.Series[0].Labels
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		parts = append(parts, fmt.Sprintf("%s=%q", name, labels[name]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
