package lint

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// outagePaintedGreenRule finds fallbacks that make missing data look like good news.
var outagePaintedGreenRule = &Rule{
	Name:     "outage-painted-green",
	Title:    "a fallback that turns missing data into a good value, or a success ratio that is 1 whatever happens",
	Severity: Warning,
	Since:    "0.2",
	Why: "x or vector(0) is 0 when x is empty, and x is empty when its exporter is down, not scraped, or renamed the metric. Where x is errors, an error ratio, a latency or a queue, 0 is the best value there is: the outage shows as perfect health, " +
		"in green. A ratio that divides a counter by itself, or finished requests by another count of finished requests (vLLM adds to request_success_total and observes e2e_request_latency_seconds for the same requests), is 1 for the same reason: it does not look at failures.",
	Cost: "During the outage the panel that should show it is green.",
	Except: "A fallback that is bad news is honest: up or vector(0), running pods or vector(0). So is one that vanishes with the rest, as in (errors or vector(0)) / total or errors or 0 * total, " +
		"one that means that no series fulfils a condition, as count(x > 5) or vector(0) and ALERTS, and 0 requests where there is no traffic. What a panel's own thresholds and mappings say of the value goes first.",
	Bad: []Example{
		{Input: `sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) or vector(0)`},
		{Input: `1 - (sum(rate(litellm_proxy_failed_requests_metric_total[5m])) or vector(0))`},
		{Input: `sum(rate(vllm:request_success_total[5m])) / sum(rate(vllm:e2e_request_latency_seconds_count[5m]))`, Note: "both sides count requests that finish"},
	},
	Good: []Example{
		{Input: `(sum(rate(http_requests_total{status=~"5.."}[5m])) or 0 * sum(rate(http_requests_total[5m]))) / (sum(rate(http_requests_total[5m])) > 0)`},
		{Input: `max(up{job="vllm"}) or vector(0)`},
	},
	Needs: HasSelector,
	Query: outagePaintedGreen,
}

func outagePaintedGreen(p *Pass, q *Query) {
	if q.Has&(HasOr|HasDivision) == 0 || q.Hidden || q.Kind != source.PanelQuery && q.Kind != source.Snippet {
		return
	}
	nodes := q.Facts.Nodes()
	for i := range nodes {
		n := &nodes[i]
		e, ok := n.AST.(*parser.BinaryExpr)
		switch {
		case !ok:
		case e.Op == parser.LOR:
			paintedFallback(p, q, n)
		case e.Op == parser.DIV && sameEvents(q, n.Children[0], n.Children[1]):
			p.Report(q.At(n.Span), "both sides count the same events: the ratio is 1 whatever happens").
				Help("count what succeeded in the numerator only, by a matcher such as finished_reason!~\"abort|error\" or status!~\"5..\"")
		}
	}
}

// paintedFallback reports a fallback that is good news.
func paintedFallback(p *Pass, q *Query, or *promql.Node) {
	k, ok := constantVector(or.Children[1])
	if !ok {
		return
	}
	shown, subtracted, reaches := settlesAt(or, k)
	if !reaches || normallyAbsent(or.Children[0]) {
		return
	}
	v := goodnessOf(or.Children[0])
	if v == unsure && subtracted {
		v = lowIsGood // 1 - x is a success ratio: x is what fails
	}
	colour := moodUnknown
	if q.Panel != nil && coloursValues(q.Panel.Type.Value) {
		colour = colourAt(&q.Panel.Field, shown)
	}
	good := v == lowIsGood && k == 0 || v == highIsGood && (k == 1 || k == 100)
	switch {
	case colour == alarming || colour == mapped:
	case v == unsure && colour == calm:
		p.Report(q.At(or.Children[1].Span), "without data this is %s, which the panel paints green: an outage looks fine", numeral(shown)).
			Help("leave the fallback out, and set a text for no data")
	case good:
		p.Report(q.At(or.Children[1].Span), "without data this is %s, as when all is well: an outage looks fine", numeral(shown)).
			Help("%s", honest(or.Children[0]))
	}
}

// honest is what to write in place of a fallback: one that is missing when everything is.
func honest(n *promql.Node) string {
	n = essence(n)
	e, ok := n.AST.(*parser.BinaryExpr)
	switch {
	case grown(n) != nil:
		return "fall back to 0 times what is always counted: … or 0 * sum(rate(all[$__rate_interval])), with the counter of all requests for all"
	case ok && e.Op == parser.DIV && grown(essence(n.Children[0])) != nil && n.Unit.Dimension != catalogue.Time:
		return "fill the numerator only: (errors or 0 * all) / (all > 0), which is empty when nothing is measured"
	}
	return "leave the fallback out, and set a text for no data"
}

// constantVector returns the number of an expression that has a value without any data: vector(0), with
// labels or without.
func constantVector(n *promql.Node) (float64, bool) {
	n = n.Unwrap()
	for n.Operation() == "label_replace" || n.Operation() == "label_join" {
		n = n.Children[0].Unwrap()
	}
	return n.Number, n.Constant && n.Variable == nil
}

// coloursValues reports whether a panel colours values by its thresholds.
func coloursValues(panel string) bool {
	switch panel {
	case "stat", "gauge", "bargauge", "table", "singlestat":
		return true
	}
	return false
}

// sameEvents reports whether the two sides of a division count the same: one counter by itself, or what
// vLLM counts twice.
func sameEvents(q *Query, left, right *promql.Node) bool {
	left, right = essence(left), essence(right)
	if sameValue(q, left, right) {
		return grown(left) != nil
	}
	x, ok := left.AST.(*parser.AggregateExpr)
	y, aggregated := right.AST.(*parser.AggregateExpr)
	if !ok || !aggregated || x.Op != parser.SUM || y.Op != parser.SUM || x.Without || y.Without || !sameSet(x.Grouping, y.Grouping) {
		return false
	}
	success, finished := grown(left), grown(right)
	return success != nil && finished != nil && sameTime(success, finished) && sameMatchers(success, finished) &&
		!slices.Contains(x.Grouping, "finished_reason") &&
		len(success.Series) > 0 && success.Series[0].Metric.Identity == "vllm:request_success_total" && countsFinished(finished)
}

// countsFinished reports whether a selector is of a histogram that vLLM observes once for every request that
// finishes, in the same loop as it counts the request by its finish reason (vllm/v1/metrics/loggers.py).
func countsFinished(s *promql.Selector) bool {
	if len(s.Series) == 0 || s.Series[0].Component != catalogue.Observed {
		return false
	}
	switch s.Series[0].Metric.Identity {
	case "vllm:e2e_request_latency_seconds", "vllm:request_queue_time_seconds", "vllm:request_inference_time_seconds",
		"vllm:request_prefill_time_seconds", "vllm:request_decode_time_seconds", "vllm:request_prompt_tokens", "vllm:request_generation_tokens":
		return true
	}
	return false
}

// essence is a side of a division without constant factors and guards.
func essence(n *promql.Node) *promql.Node {
	for {
		n = n.Unwrap()
		e, ok := n.AST.(*parser.BinaryExpr)
		switch {
		case n.Operation() == "clamp_min":
			n = n.Children[0]
		case !ok:
			return n
		case e.Op == parser.MUL && n.Children[0].Constant:
			n = n.Children[1]
		case (e.Op == parser.MUL || e.Op == parser.DIV || e.Op.IsComparisonOperator()) && n.Children[1].Constant:
			n = n.Children[0]
		default:
			return n
		}
	}
}

// grown is the selector of the counter whose growth a node is, summed or not; nil when it is none.
func grown(n *promql.Node) *promql.Selector {
	n = n.Unwrap()
	switch n.AST.(type) {
	case *parser.AggregateExpr:
		if n.Operation() == "sum" {
			return grown(n.Children[0])
		}
	case *parser.Call:
		if grows(n.Operation()) {
			return n.Children[0].Unwrap().Selector
		}
	}
	return nil
}
