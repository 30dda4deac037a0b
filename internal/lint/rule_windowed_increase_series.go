package lint

import (
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// windowedIncreaseSeriesRule finds sliding totals that are drawn as if they were counts.
var windowedIncreaseSeriesRule = &Rule{
	Name:     "windowed-increase-series",
	Title:    "the increase over a fixed window drawn over time",
	Severity: Warning,
	Since:    "0.2",
	Why: "increase(x[1h]) at a moment is the total of the hour before it. Drawn over time, with points 15 seconds apart, every event is counted in 240 points: " +
		"a reader who sees 50 at one point and 50 at the next thinks of 100 requests where there were 50, and a burst of a second is an hour-long plateau. Where points are " +
		"further apart than the window, events between them are in no point at all. With [$__range] the leftmost point is about a time that the graph does not show.",
	Cost: "Counts are read off the graph that are wrong by the ratio of window and step.",
	Except: "Sliding totals that say what they are: \"Requests per Day\", \"last hour\" in the title, the description, the row or the legend. Bars whose min interval is the window, and " +
		"stats, gauges and tables, are not reported.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "title": "Finished requests",
  "targets": [
    {"refId": "A", "legendFormat": "{{finished_reason}}", "expr": "sum by (finished_reason) (increase(vllm:request_success_total[5m]))"}
  ]
}`}},
	Good: []Example{
		{Input: `{
  "type": "timeseries",
  "title": "Finished Requests",
  "description": "Requests that finish per second, by reason. If aborts grow, clients time out.",
  "fieldConfig": {"defaults": {"unit": "reqps"}},
  "targets": [
    {"refId": "A", "legendFormat": "{{finished_reason}}", "expr": "sum by (finished_reason) (rate(vllm:request_success_total[$__rate_interval]))"}
  ]
}`},
		{Note: "bars that are as far apart as the window is long count every request once", Input: `{
  "type": "timeseries",
  "title": "Finished Requests",
  "description": "Requests that finished, by reason. If aborts grow, clients time out.",
  "interval": "1h",
  "fieldConfig": {"defaults": {"unit": "short", "custom": {"drawStyle": "bars"}}},
  "targets": [
    {"refId": "A", "legendFormat": "{{finished_reason}}", "expr": "sum by (finished_reason) (increase(vllm:request_success_total[1h]))"}
  ]
}`},
	},
	Needs: HasRange | HasCall,
	Query: windowedIncreaseSeries,
}

func windowedIncreaseSeries(p *Pass, q *Query) {
	if !drawsOverTime(q) || q.Panel.Type.Value == "heatmap" || q.Panel.Type.Value == "state-timeline" {
		return
	}
	for _, s := range q.Facts.Selectors {
		if s.Range.Zero() || s.Subquery != nil || s.At || s.Function() != "increase" || !drawn(s) || !drawnAmount(s) {
			continue
		}
		switch w := windowOf(q, s.Range); {
		case w.builtin == "__range":
			p.Report(q.At(s.Range.Span), "every point counts the whole time range before it: all but the last are about a time that the graph does not show").
				Help("show the total as a stat with an instant query, or draw rate(…[$__rate_interval])")
			return
		case w.fixed != 0 && !stated(q, w.fixed, pastWording):
			if set := minInterval(q); set < 0 || set == w.fixed {
				return
			}
			p.Report(q.At(s.Range.Span), "every point counts the %s before it, so that events are in many points, or in none when points are further apart", w.text()).
				Help("draw rate(…[$__rate_interval]); or count by bars, with increase(…[$__interval]) and a min interval; or say in the title that values are of the last %s", w.text())
			return
		}
	}
}

// drawnAmount reports whether an increase is drawn as the amount it is: it is neither part of a ratio nor
// of a quantile, and not made a rate again by a division by the window's length.
func drawnAmount(s *promql.Selector) bool {
	call := growth(s)
	if call == nil {
		return false
	}
	n := call
	for up := range call.Enclosing() {
		if !keepsAmount(up, n, s.Range.Fixed) {
			return false
		}
		n = up
	}
	return true
}

// keepsAmount reports whether an operation leaves the amount that one of its operands is an amount.
func keepsAmount(up, operand *promql.Node, w time.Duration) bool {
	switch e := up.AST.(type) {
	case *parser.UnaryExpr:
		return true
	case *parser.AggregateExpr:
		switch e.Op {
		case parser.SUM, parser.AVG, parser.MAX, parser.MIN, parser.TOPK, parser.BOTTOMK:
			return up.Variable == nil
		}
		return false
	case *parser.Call:
		return keepsValue(up.Operation())
	case *parser.BinaryExpr:
		switch {
		case e.Op == parser.DIV:
			by := up.Children[1]
			return by.Constant && !by.Span.Contains(operand.Span) && !unitOfTime(by.Number, w)
		case e.Op == parser.MUL, e.Op == parser.ADD, e.Op == parser.SUB, e.Op == parser.LOR:
			return true
		case e.Op == parser.LAND, e.Op == parser.LUNLESS, e.Op.IsComparisonOperator():
			return !e.ReturnBool
		}
	}
	return false
}

// unitOfTime reports whether a number is the length of a window in some unit.
func unitOfTime(number float64, w time.Duration) bool {
	for _, u := range durationUnits {
		if number == float64(w)/float64(u.is) {
			return true
		}
	}
	return false
}
