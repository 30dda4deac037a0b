package lint

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var rateOfGaugeRule = &Rule{
	Name:     "rate-of-gauge",
	Title:    "a rate of a gauge, or a mean of a counter",
	Severity: Error,
	Since:    "0.2",
	Why: "rate, irate and increase take every fall of a value for the restart of a counter, and add what was there before: of a gauge " +
		"that goes from 8 to 7 they make a growth of 7. Prometheus documents them for counters only, and delta, deriv and their " +
		"like for gauges only, since those take the restart of a counter for a fall. A mean, maximum or minimum of raw counters is " +
		"as empty: it compares how long processes have been running. What is a gauge is read from the catalogue, not from the TYPE " +
		"line: DCGM types ready-made rates as counters (DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL), the OpenShift router types counters as " +
		"gauges (haproxy_backend_connections_total). Raw counters that are shown or added up as they are belong to " +
		"counter-without-rate, rates of a sum to rate-of-aggregate, sums of a gauge over time to sum-over-time-as-total.",
	Cost: "The panel shows a number that means nothing, and often looks plausible.",
	Bad: []Example{
		{Input: `sum(rate(vllm:num_requests_running[$__rate_interval]))`},
		{Input: `rate(DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL[$__rate_interval])`, Note: "DCGM has divided by the time already"},
		{Input: `avg(vllm:request_success_total)`},
		{Input: `delta(vllm:generation_tokens_total[$__range])`, Note: "negative after a restart"},
	},
	Good: []Example{
		{Input: `sum(vllm:num_requests_running)`},
		{Input: `max by (Hostname, gpu) (DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL)`},
		{Input: `topk(10, sum by (namespace, route) (rate(haproxy_backend_connections_total[$__rate_interval])))`, Note: "typed gauge, yet a counter"},
	},
	Needs: HasSelector,
	Query: func(p *Pass, q *Query) {
		if q.Has&(HasCall|HasAggregation) == 0 {
			return
		}
		ratesOfGauges(p, q)
		countersAsGauges(p, q)
	},
}

// ratesOfGauges reports the functions for counters that take something else.
func ratesOfGauges(p *Pass, q *Query) {
	nodes := q.Facts.Nodes()
	for i := range nodes {
		n := &nodes[i]
		e, ok := n.AST.(*parser.Call)
		if !ok || n.Variable != nil || len(n.Children) != 1 {
			continue
		}
		switch e.Func.Name {
		case "rate", "irate", "increase":
			if arg := n.Children[0]; neverCounts(arg) && !unsettled(q) {
				reportRateOfGauge(p, q, n, arg)
			}
		}
	}
}

// neverCounts reports whether a value is certainly none that only grows. Of a value that is 1 or 0, an increase is a
// way to count how often it came back: no rate either, but not without meaning.
func neverCounts(n *promql.Node) bool {
	switch n.Shape {
	case promql.ShapeGauge, promql.ShapeRate, promql.ShapeQuantile, promql.ShapeRatio, promql.ShapeInfo:
		return n.Unit.Dimension != catalogue.Bool && sourced(n, verified)
	}
	return false
}

func reportRateOfGauge(p *Pass, q *Query, call, arg *promql.Node) {
	function := call.Operation()
	s := arg.Selector
	if s == nil {
		p.Report(q.At(word(call)), "%s of a %s: it takes each fall for the restart of a counter", function, arg.Shape).
			Help("take %s of the counter itself, inside the aggregation, or show the values as they are", function)
		return
	}
	at, name := q.At(call.Span), called(s)
	m := s.Series[0].Metric
	switch {
	case arg.Shape == promql.ShapeInfo:
		p.Report(at, "%s is always 1 and its labels carry the fact: its %s is 0", name, function).
			Help("count the series of %s, or join its labels to another metric", name)
	case arg.Shape == promql.ShapeQuantile:
		p.Report(at, "%s holds quantiles, which rise and fall: %s takes each fall for the restart of a counter", name, function).
			Help("show %[1]s as it is, or divide rate(%[1]s_sum[$__rate_interval]) by rate(%[1]s_count[$__rate_interval]) for a mean", name)
	case m.Type == catalogue.Counter && arg.Unit.PerSecond:
		p.Report(at, "%s is typed counter, but holds ready-made values per second", name).
			Help("show %s as it is", name)
	case arg.Unit.PerSecond:
		p.Report(at, "%s is a gauge that is per second already: %s takes each fall for the restart of a counter", name, function).
			Help("show %s as it is", name)
	default:
		p.Report(at, "%s is a gauge: %s takes each fall for the restart of a counter", name, function).
			Help("show %[1]s as it is, or write delta(%[1]s[…]) for its change and deriv(%[1]s[…]) for its slope", name)
	}
}

// countersAsGauges reports the functions and aggregations for gauges that take raw counters, once each.
func countersAsGauges(p *Pass, q *Query) {
	if !asksForValues(q) {
		return
	}
	var last *promql.Node
	for _, s := range q.Facts.Selectors {
		if !isCounter(s) {
			continue
		}
		use, by := useOfCounter(s.Node)
		if use != counterAsGauge || by == last || isLasting(s) || unsettled(q) {
			continue
		}
		last = by
		f := p.Report(q.At(word(by)), "%s of the raw counter %s: the result depends on when each process started", by.Operation(), called(s))
		if e, ok := by.AST.(*parser.AggregateExpr); ok && e.Param == nil {
			f.Help("write %s%s(rate(%s[$__rate_interval]))", by.Operation(), clause(e), called(s))
			continue
		}
		f.Help("write rate(%[1]s[…]) or increase(%[1]s[…]), which know about restarts", called(s))
	}
}
