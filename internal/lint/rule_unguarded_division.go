package lint

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// unguardedDivisionRule finds divisions whose result is NaN while nothing happens.
var unguardedDivisionRule = &Rule{
	Name:     "unguarded-division",
	Title:    "a division by a rate that is zero when nothing happens",
	Severity: Warning,
	Since:    "0.2",
	Why: "The rate of a counter of events is 0 while there are none, and in PromQL 0/0 is NaN, a value like any other: it is not missing data. A stat, gauge or table prints it as NaN " +
		"(which Grafana considers right: grafana/grafana issue 102967). or does not replace it, since a series with NaN exists. One NaN in a sum or an average makes the whole of it NaN.",
	Cost: "At night the overview reads NaN, in the colour of whatever threshold comes first, and people learn to ignore it.",
	Except: "Graphs over time draw a gap, and are left alone unless the NaN is aggregated. A mapping of NaN to a text, a comparison of the denominator or of the quotient, and clamp_min are guards. Only denominators are " +
		"looked at that are rates of events which the catalogue knows: capacities, limits and counts of series are never 0.",
	Bad: []Example{
		{Input: `{
  "type": "stat",
  "title": "Mean time to first token",
  "targets": [
    {"refId": "A", "instant": true, "expr": "sum(rate(vllm:time_to_first_token_seconds_sum[$__rate_interval])) / sum(rate(vllm:time_to_first_token_seconds_count[$__rate_interval]))"}
  ]
}`},
		{Note: "one idle model makes the sum NaN, on any panel", Input: `sum(
  sum by (model_name) (rate(vllm:generation_tokens_total[5m]))
  / sum by (model_name) (rate(vllm:request_success_total[5m]))
)`},
	},
	Good: []Example{{Input: `{
  "type": "stat",
  "title": "Mean Time to First Token",
  "description": "Seconds until the first token, over all requests. Above a second, look at the queue.",
  "fieldConfig": {"defaults": {"unit": "s"}},
  "targets": [
    {"refId": "A", "instant": true, "legendFormat": "mean", "expr": "sum(rate(vllm:time_to_first_token_seconds_sum[$__rate_interval])) / (sum(rate(vllm:time_to_first_token_seconds_count[$__rate_interval])) > 0)"}
  ]
}`}},
	Needs: HasDivision | HasRange,
	Query: unguardedDivision,
}

func unguardedDivision(p *Pass, q *Query) {
	if q.Hidden {
		return
	}
	nodes := q.Facts.Nodes()
	for i := range nodes {
		n := &nodes[i]
		if e, ok := n.AST.(*parser.BinaryExpr); !ok || e.Op != parser.DIV || !idles(n.Children[1]) {
			continue
		}
		aggregation, united, reaches := nanReaches(n)
		switch {
		case !reaches:
		case aggregation != nil:
			p.Report(q.At(n.Children[1].Span), "this is 0 where nothing happens: one quotient of 0/0 makes the whole %s NaN", aggregation.Operation()).
				Help("leave out what is idle: %s", guard(n.Children[1]))
		case !showsNaN(q):
		case united:
			p.Report(q.At(n.Children[1].Span), "this is 0 while nothing happens, and 0/0 is NaN: or does not replace it, for NaN is a value").
				Help("make idle empty, so that or sees it: %s", guard(n.Children[1]))
		default:
			p.Report(q.At(n.Children[1].Span), "this is 0 while nothing happens: a %s shows 0/0 as NaN", q.Panel.Type.Value).
				Help("make idle empty: %s", guard(n.Children[1]))
		}
	}
}

// guard writes a division by a denominator that is empty and not 0 when nothing happens. A number can't be
// empty: there the quotient is filtered.
func guard(denominator *promql.Node) string {
	denominator = denominator.Unwrap()
	text := excerpt(denominator)
	if denominator.Operation() == "or" {
		text = "(" + text + ")"
	}
	if denominator.Type == parser.ValueTypeScalar {
		return "(… / " + text + ") >= 0"
	}
	return "… / (" + text + " > 0)"
}

// idles reports whether a value is certainly 0 while no events happen, and not filtered then.
func idles(n *promql.Node) bool {
	switch e := n.AST.(type) {
	case *parser.ParenExpr, *parser.UnaryExpr:
		return idles(n.Children[0])
	case *parser.AggregateExpr:
		switch e.Op {
		case parser.SUM, parser.AVG, parser.MAX, parser.MIN:
			return n.Variable == nil && idles(n.Children[0])
		}
	case *parser.Call:
		switch op := n.Operation(); {
		case n.Variable != nil, op == "clamp", op == "clamp_min":
		case grows(op):
			arg := n.Children[0].Unwrap()
			return arg.Selector != nil && countsEvents(arg.Selector)
		case keepsValue(op):
			return idles(n.Children[0])
		}
	case *parser.BinaryExpr:
		left, right := n.Children[0], n.Children[1]
		switch e.Op {
		case parser.MUL:
			return right.Constant && idles(left) || left.Constant && idles(right)
		case parser.DIV:
			return right.Constant && idles(left)
		case parser.ADD, parser.LOR:
			return idles(left) && idles(right)
		}
	}
	return false
}

// countsEvents reports whether a selector is of counters that grow by one with every event, as the
// catalogue knows them: such a counter stands still at night. Seconds of CPU never do.
func countsEvents(s *promql.Selector) bool {
	for i := range s.Series {
		series := &s.Series[i]
		switch series.Component {
		case catalogue.Sum, catalogue.Observed, catalogue.Bucket:
		default:
			if series.Behaviour() != catalogue.Counter || series.Metric.Unit.Dimension != catalogue.Count {
				return false
			}
		}
	}
	return len(s.Series) > 0
}

// nanReaches follows a quotient to the result. It returns the aggregation that one NaN among several
// series spoils, whether the quotient is what or should replace, and whether NaN arrives anywhere at all.
func nanReaches(n *promql.Node) (aggregation *promql.Node, united, reaches bool) {
	at := n
	for up := range n.Enclosing() {
		switch e := up.AST.(type) {
		case *parser.AggregateExpr:
			switch e.Op {
			case parser.COUNT, parser.GROUP, parser.COUNT_VALUES:
				return nil, false, false
			case parser.SUM, parser.AVG, parser.STDDEV, parser.STDVAR:
				if aggregation == nil && up.Variable == nil && several(n) {
					aggregation = up
				}
			}
		case *parser.Call:
			if op := up.Operation(); !keepsValue(op) && op != "avg_over_time" && op != "sum_over_time" {
				return nil, false, false
			}
		case *parser.BinaryExpr:
			right := up.Children[1].Span.Contains(at.Span)
			switch {
			case e.Op == parser.LOR:
				united = united || !right
			case (e.Op == parser.LAND || e.Op == parser.LUNLESS) && (right || tests(up.Children[1])):
				return nil, false, false
			case e.Op.IsComparisonOperator() && (e.Op != parser.NEQ || e.ReturnBool):
				return nil, false, false // NaN is neither more nor less than anything
			}
		}
		at = up
	}
	return aggregation, united, true
}

// tests reports whether there is a comparison in an expression.
func tests(n *promql.Node) bool {
	for c := range n.All() {
		if e, ok := c.AST.(*parser.BinaryExpr); ok && e.Op.IsComparisonOperator() {
			return true
		}
	}
	return false
}

// several reports whether a result can have more than one series.
func several(n *promql.Node) bool {
	if n.Rest().State != promql.Impossible {
		return true
	}
	for l := range n.Labels() {
		if l.State != promql.Impossible {
			return true
		}
	}
	return false
}

// showsNaN reports whether a panel prints the NaN of a query.
func showsNaN(q *Query) bool {
	if q.Panel == nil || q.Kind != source.PanelQuery {
		return false
	}
	switch q.Panel.Type.Value {
	case "stat", "gauge", "bargauge", "table", "singlestat", "table-old":
	default:
		return false
	}
	filtered := slices.ContainsFunc(q.Panel.Transformations, func(t source.Transformation) bool { return t.ID.Value == "filterByValue" })
	return !filtered && !mapsNaN(q.Panel)
}

// mapsNaN reports whether a panel has a text for NaN.
func mapsNaN(p *Panel) bool {
	special := func(m *source.Node) bool {
		match := m.String("options", "match").Value
		return match == "nan" || match == "null+nan"
	}
	if slices.ContainsFunc(p.Field.Mappings, special) {
		return true
	}
	for i := range p.Overrides {
		for _, property := range p.Overrides[i].Properties {
			if property.ID.Value == "mappings" && slices.ContainsFunc(property.Value.List(), special) {
				return true
			}
		}
	}
	return false
}
