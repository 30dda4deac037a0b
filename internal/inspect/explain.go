package inspect

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// explain says why an expression returns nothing now. It asks the server for the parts of the expression from the top
// down, until one is empty of which the parts are not.
func (s *survey) explain(ctx context.Context, expr string) (*Reason, error) {
	parsed, err := promql.Parse(expr)
	if err != nil {
		return &Reason{Cause: Unclear, Text: "the expression cannot be read: " + err.Error()}, nil
	}
	if len(parsed.Variables) > 0 {
		return &Reason{Cause: Variable, Text: "variable " + parsed.Variables[0].Name + " has no value"}, nil
	}
	facts := promql.Analyse(parsed, promql.Context{Catalogue: s.catalogue})
	if some, err := s.some(ctx, expr); err != nil || some {
		return &Reason{Cause: Quiet, Text: "its first value came after the last point of the panel", Help: "look again in a minute"}, err
	}
	return s.node(ctx, facts.Result)
}

// node explains a part of an expression that is empty.
func (s *survey) node(ctx context.Context, n *promql.Node) (*Reason, error) {
	n = n.Unwrap()
	switch ast := n.AST.(type) {
	case *parser.VectorSelector:
		return s.selector(ctx, n.Selector)
	case *parser.StepInvariantExpr, *parser.UnaryExpr, *parser.AggregateExpr:
		return s.operands(ctx, n)
	case *parser.SubqueryExpr:
		if len(n.Children) > 0 {
			return s.node(ctx, n.Children[0])
		}
	case *parser.MatrixSelector:
		return s.ranged(ctx, n)
	case *parser.BinaryExpr:
		return s.binary(ctx, n, ast)
	case *parser.Call:
		if name := ast.Func.Name; name == "absent" || name == "absent_over_time" {
			return &Reason{Cause: Condition, Text: name + " is empty because what it looks for is there"}, nil
		}
		return s.operands(ctx, n)
	}
	return &Reason{Cause: Unclear, Text: n.Text() + " is empty"}, nil
}

// vectors are the operands that are series.
func vectors(n *promql.Node) []*promql.Node {
	return slices.DeleteFunc(slices.Clone(n.Children), func(c *promql.Node) bool {
		return c.Type != parser.ValueTypeVector && c.Type != parser.ValueTypeMatrix
	})
}

// operands explains a function or an aggregation by the first of its operands that is empty.
func (s *survey) operands(ctx context.Context, n *promql.Node) (*Reason, error) {
	for _, c := range vectors(n) {
		if _, ok := c.Unwrap().AST.(*parser.MatrixSelector); ok {
			return s.ranged(ctx, c.Unwrap())
		}
		if _, ok := c.Unwrap().AST.(*parser.SubqueryExpr); ok {
			return s.node(ctx, c)
		}
		if some, err := s.some(ctx, c.Text()); err != nil {
			return nil, err
		} else if !some {
			return s.node(ctx, c)
		}
	}
	return &Reason{Cause: Unclear, Text: fmt.Sprintf("%s returns nothing, though there is something to work on", n.Operation())}, nil
}

// binary explains an operation between two sides.
func (s *survey) binary(ctx context.Context, n *promql.Node, ast *parser.BinaryExpr) (*Reason, error) {
	sides := vectors(n)
	var reasons []*Reason
	for i, c := range sides {
		if ast.Op == parser.LUNLESS && i > 0 {
			break
		}
		some, err := s.some(ctx, c.Text())
		if err != nil {
			return nil, err
		}
		if some {
			continue
		}
		r, err := s.node(ctx, c)
		if err != nil {
			return nil, err
		}
		reasons = append(reasons, r)
		if ast.Op != parser.LOR {
			return r, nil
		}
	}
	switch {
	case len(reasons) > 0: // of or: both sides are empty, and the likelier to be meant counts
		return slices.MinFunc(reasons, func(a, b *Reason) int { return rank(a.Cause) - rank(b.Cause) }), nil
	case ast.Op == parser.LUNLESS:
		return &Reason{Cause: Condition, Text: "everything on its left is taken away by unless"}, nil
	case ast.Op.IsComparisonOperator() && len(sides) == 1:
		return s.condition(ctx, n, sides[0])
	default:
		return s.unmatched(ctx, n, sides)
	}
}

// rank orders causes by how much they say of two names of which either would do: what is there and quiet says most.
func rank(c Cause) int {
	order := []Cause{Idle, Condition, Quiet, Samples, Stale, Matcher, Unmatched, Renamed, Spelling, Feature, Release, Absent, Exporter}
	if i := slices.Index(order, c); i >= 0 {
		return i
	}
	return len(order)
}

func (s *survey) condition(ctx context.Context, n, side *promql.Node) (*Reason, error) {
	r, err := s.now(ctx, side.Text())
	return &Reason{Cause: Condition, Text: fmt.Sprintf("%s holds for none of %s now", short(n.Text()), plural(len(r.Series), "series", "series"))}, err
}

// unmatched explains two sides that both have series and none in common.
func (s *survey) unmatched(ctx context.Context, n *promql.Node, sides []*promql.Node) (*Reason, error) {
	if len(sides) != 2 {
		return &Reason{Cause: Unclear, Text: short(n.Text()) + " is empty"}, nil
	}
	op := n.Operation()
	var labels [2]map[string]bool
	for i, side := range sides {
		r, err := s.now(ctx, side.Text())
		if err != nil {
			return nil, err
		}
		labels[i] = map[string]bool{}
		for _, series := range r.Series {
			for l := range series.Labels {
				labels[i][l] = true
			}
		}
	}
	text := "both sides of " + op + " have series, and no two match"
	for i, which := range []string{"left", "right"} {
		var only []string
		for l := range labels[i] {
			if !labels[1-i][l] && l != "__name__" {
				only = append(only, l)
			}
		}
		if slices.Sort(only); len(only) > 0 {
			text += fmt.Sprintf("; only the %s has %s", which, list(only))
		}
	}
	return &Reason{Cause: Unmatched, Text: text}, nil
}

// ranged explains a function of a range that returns nothing.
func (s *survey) ranged(ctx context.Context, n *promql.Node) (*Reason, error) {
	sel := n.Selector
	if sel == nil {
		return &Reason{Cause: Unclear, Text: short(n.Text()) + " is empty"}, nil
	}
	now, err := s.some(ctx, "group("+without(sel.AST, nil)+")")
	if err != nil {
		return nil, err
	}
	if !now || !sel.Offset.Zero() || sel.At {
		return s.selector(ctx, sel)
	}
	count, err := s.now(ctx, "max(count_over_time("+n.Text()+"))")
	if err != nil {
		return nil, err
	}
	window := strings.TrimSuffix(n.Text()[strings.LastIndex(n.Text(), "[")+1:], "]")
	if len(count.Series) == 0 || count.Series[0].Points[0].V < 2 {
		return &Reason{Cause: Samples, Metric: sel.Name, Text: fmt.Sprintf("%s has fewer than two samples within %s, and a rate takes two", sel.Name, window),
			Help: "the series are scraped less often than scrapeInterval says, or they began a moment ago"}, nil
	}
	return &Reason{Cause: Unclear, Metric: sel.Name, Text: fmt.Sprintf("%s returns nothing of %s", n.Parent.Operation(), short(n.Text()))}, nil
}

// short keeps an expression to a length that people read.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 100 {
		return strings.ToValidUTF8(s[:97], "") + "…"
	}
	return s
}

// list names a few things and how many more there are.
func list(all []string) string {
	const most = 5
	if len(all) <= most {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(all[:most-1], ", "), len(all)-most+1)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
