package inspect

import (
	"context"
	"fmt"
	"maps"
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
		return s.subquery(ctx, n, ast)
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

// subquery explains one that holds nothing: what it asks for is not there, or began after its last step, which is at a
// whole multiple of its length.
func (s *survey) subquery(ctx context.Context, n *promql.Node, ast *parser.SubqueryExpr) (*Reason, error) {
	inner := n.Children[0]
	some, err := s.some(ctx, inner.Text())
	if err != nil {
		return nil, err
	}
	if !some {
		return s.node(ctx, inner)
	}
	return &Reason{Cause: Samples, Text: fmt.Sprintf("%s has values now, and none at the steps of %s", short(inner.Text()), short(ast.String()[strings.LastIndex(ast.String(), "["):])),
		Help: "its series began a moment ago"}, nil
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
	var found [2]map[string]map[string]bool // values by label
	for i, side := range sides {
		r, err := s.now(ctx, side.Text())
		if err != nil {
			return nil, err
		}
		found[i] = map[string]map[string]bool{}
		for _, series := range r.Series {
			for l, v := range series.Labels {
				if found[i][l] == nil {
					found[i][l] = map[string]bool{}
				}
				found[i][l][v] = true
			}
		}
	}
	return &Reason{Cause: Unmatched, Text: "both sides of " + n.Operation() + " have series, and no two match" + differences(found)}, nil
}

// differences say what keeps two sides apart: labels that one of them has, and labels of which the values differ.
func differences(found [2]map[string]map[string]bool) string {
	text := ""
	for i, which := range []string{"left", "right"} {
		var only []string
		for l := range found[i] {
			if found[1-i][l] == nil && l != "__name__" {
				only = append(only, l)
			}
		}
		if slices.Sort(only); len(only) > 0 {
			text += fmt.Sprintf("; only the %s has %s", which, list(only))
		}
	}
	for _, l := range slices.Sorted(maps.Keys(found[0])) {
		left, right := slices.Sorted(maps.Keys(found[0][l])), slices.Sorted(maps.Keys(found[1][l]))
		if l != "__name__" && len(right) > 0 && !slices.ContainsFunc(left, func(v string) bool { return found[1][l][v] }) {
			text += fmt.Sprintf("; %s is %s on the left and %s on the right", l, list(left), list(right))
		}
	}
	return text
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
