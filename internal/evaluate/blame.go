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
)

// A blamer finds the smallest part of an expression that has no value though its own parts have. It asks the store for
// the parts, each as the panel asked for the whole, but only for whether there is anything: a server need not send what
// nobody will see.
type blamer struct {
	ctx    context.Context
	store  Store
	frame  prom.Frame
	window prom.Window
	err    error // the first that the store had
}

// blame says why a frame has no value. The error is the store's.
func (b *blamer) blame(facts *promql.Facts) (Why, error) {
	switch {
	case facts == nil:
		return Why{Cause: Unclear, Text: "the query has no result"}, nil
	case len(b.frame.Series) > 0:
		return undefined(facts.Result), nil
	}
	why, found := b.find(facts.Result)
	if b.err != nil {
		return Why{}, b.err
	}
	if !found { // it came meanwhile
		return Why{Cause: Pending, Text: "its first value came after the last point of the panel", Help: "look again in a minute", node: facts.Result}, nil
	}
	return why, nil
}

func undefined(n *promql.Node) Why {
	return Why{Cause: Undefined, Text: "every value is NaN or infinite: a division by 0, or a quantile of nothing", node: n}
}

// find looks below a node. found is false when the node has series.
func (b *blamer) find(n *promql.Node) (why Why, found bool) {
	n = n.Unwrap()
	if n.Type == parser.ValueTypeScalar || n.Type == parser.ValueTypeString || b.has(n) {
		return Why{}, false
	}
	for _, child := range n.Children {
		below, empty := b.find(child)
		if !empty {
			continue
		}
		if binary, ok := n.AST.(*parser.BinaryExpr); !ok || binary.Op != parser.LOR {
			return below, true
		}
		if !found || below.Cause.rank() < why.Cause.rank() {
			why, found = below, true // of an or, neither side has series: the likelier to be meant counts
		}
	}
	if found {
		return why, true
	}
	return b.judge(n), true
}

// judge says why a node has no series though all of its parts have.
func (b *blamer) judge(n *promql.Node) Why {
	if n.Selector != nil {
		why := b.missing(n.Selector)
		why.node = n
		return why
	}
	switch x := n.AST.(type) {
	case *parser.BinaryExpr:
		bothVectors := len(n.Children) == 2 && n.Children[0].Type == parser.ValueTypeVector && n.Children[1].Type == parser.ValueTypeVector
		switch {
		case x.Op == parser.LUNLESS:
			return Why{Cause: Filtered, Text: "everything on its left is taken away by unless", node: n}
		case x.Op.IsComparisonOperator() && (!bothVectors || b.compares(x)):
			return Why{Cause: Filtered, Text: fmt.Sprintf("no value passes %s", short(n.Text())), node: n}
		case bothVectors:
			return Why{Cause: Unmatched, Text: fmt.Sprintf("no series of the left side of %s matches one of the right: %s and %s",
				x.Op, b.example(n.Children[0]), b.example(n.Children[1])), node: n}
		}
	case *parser.Call:
		if x.Func.Name == "absent" || x.Func.Name == "absent_over_time" {
			return Why{Cause: Filtered, Text: x.Func.Name + " is empty because what it looks for is there", node: n}
		}
		if window, step := windowOf(n); !step.Zero() {
			return Why{Cause: Samples, Text: fmt.Sprintf("no step of %s meets a value", short(n.Text())), Help: "its series began a moment ago", node: n}
		} else if !window.Zero() {
			return Why{Cause: Samples, Text: fmt.Sprintf("%s needs two samples, and no window of %s has them", x.Func.Name, model.Duration(window.Fixed)),
				Help: "the series are scraped less often than the scrape interval says, or they began a moment ago", node: n}
		}
	}
	return Why{Cause: Unclear, Text: fmt.Sprintf("%s has no value, though what it is made of has", short(n.Text())), node: n}
}

// compares reports whether a comparison has series to compare on both sides: with bool, it returns what it otherwise leaves
// out.
func (b *blamer) compares(e *parser.BinaryExpr) bool {
	kept := *e
	kept.ReturnBool = true
	return len(b.run("group("+kept.String()+")").Series) > 0
}

// short keeps an expression to a length that people read.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 100 {
		return strings.ToValidUTF8(s[:97], "") + "…"
	}
	return s
}

// windowOf is the range that a function looks back over, and the step of a subquery.
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
		return b.there(n.Selector, bare(n.Selector))
	}
	return len(b.run("group(\n"+n.Text()+"\n)").Series) > 0 // what the panel's line says of comments holds: they end with it
}

// run evaluates an expression as the panel does. After an error nothing has a result any more.
func (b *blamer) run(expr string) prom.Result {
	if b.frame.Instant {
		return b.instant(expr, b.window.To)
	}
	q := b.frame.Query
	return b.kept(b.store.Range(b.ctx, expr, q.Start, q.End, q.Steps.Step))
}

func (b *blamer) instant(expr string, at time.Time) prom.Result {
	return b.kept(b.store.Instant(b.ctx, expr, at))
}

func (b *blamer) kept(r prom.Result, err error) prom.Result {
	if err != nil && b.err == nil {
		b.err = err
	}
	return r
}

// example prints the labels of one series of a node.
func (b *blamer) example(n *promql.Node) string {
	r := b.run(n.Text())
	if len(r.Series) == 0 {
		return "{}"
	}
	var parts []string
	labels := r.Series[0].Labels
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		parts = append(parts, fmt.Sprintf("%s=%q", name, labels[name]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
