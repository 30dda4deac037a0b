package lint

import (
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var sumOverTimeAsTotalRule = &Rule{
	Name:     "sum-over-time-as-total",
	Title:    "sum_over_time of a gauge or of a rate taken for a total",
	Severity: Warning,
	Since:    "0.2",
	Why: "sum_over_time adds up samples, one for each scrape. For a gauge or a rate, the result depends on how often Prometheus scrapes, or " +
		"for a subquery on its step, and doubles when that is halved: requests that wait for a minute count four times at 15 seconds. " +
		"The total of what a counter counted is its increase; the mean of a gauge is avg_over_time. A sum that is divided or multiplied " +
		"is taken for an integral with the step worked in, and a sum of flags, which counts samples, is left alone.",
	Cost: "A total that nobody can check, and that changes when somebody tunes the scrape interval.",
	Bad: []Example{
		{Input: `sum_over_time(vllm:num_requests_waiting[$__range])`},
		{Input: `sum_over_time(sum(rate(vllm:generation_tokens_total[5m]))[$__range:1m])`},
	},
	Good: []Example{
		{Input: `sum(increase(vllm:generation_tokens_total[$__range]))`},
		{Input: `avg_over_time(vllm:num_requests_waiting[$__range])`},
		{Input: `sum_over_time(sum(max by (Hostname, gpu) (DCGM_FI_DEV_POWER_USAGE))[$__range:1m]) * 60 / 3.6e6`, Note: "an integral: kilowatt hours"},
	},
	Needs: HasCall | HasSelector,
	Query: func(p *Pass, q *Query) {
		if !asksForValues(q) {
			return
		}
		nodes := q.Facts.Nodes()
		for i := range nodes {
			n := &nodes[i]
			e, ok := n.AST.(*parser.Call)
			if !ok || n.Variable != nil || e.Func.Name != "sum_over_time" || len(n.Children) != 1 {
				continue
			}
			if arg := n.Children[0]; addsUpSamples(arg) && readUnscaled(n) && !unsettled(q) {
				reportSumOverTime(p, q, n, arg)
			}
		}
	},
}

// addsUpSamples reports whether the sum of a value's samples depends on how many there are.
func addsUpSamples(arg *promql.Node) bool {
	switch arg.Unit.Dimension {
	case catalogue.Bool, catalogue.Info:
		return false
	}
	if !sourced(arg, verified) || !sourced(arg, func(s *promql.Selector) bool { return s.Name != "scrape_series_added" }) {
		return false // that one is a count of each scrape, whose sum is their total
	}
	_, step := arg.Window()
	switch arg.Shape {
	case promql.ShapeGauge:
		return step.Zero() // a sum of hourly watts is watt hours
	case promql.ShapeRate:
		return step.Fixed != time.Second && step.Variable == ""
	case promql.ShapeQuantile, promql.ShapeRatio:
		return true
	}
	return false
}

// readUnscaled reports whether the values of a node are a part of the result without being multiplied.
func readUnscaled(n *promql.Node) bool {
	for ; n.Parent != nil; n = n.Parent {
		switch useOf(n) {
		case useKept, useAdded, usePicked, useAveraged:
		default:
			return false
		}
	}
	return true
}

func reportSumOverTime(p *Pass, q *Query, n, arg *promql.Node) {
	what, per, interval := "a gauge", "scrape", "scrape interval"
	if _, ok := arg.AST.(*parser.SubqueryExpr); ok {
		per, interval = "step of the subquery", "step"
	}
	help := "write avg_over_time(" + arg.Text() + ") for the mean or max_over_time(" + arg.Text() + ") for the peak"
	switch {
	case arg.Shape == promql.ShapeRate:
		what, help = "a rate", "write increase over the whole range, inside the aggregation, for the total of the counter"
	case arg.Shape == promql.ShapeQuantile:
		what, help = "a quantile", "compute one quantile over the whole range: histogram_quantile of the buckets' rate over it"
	case arg.Shape == promql.ShapeRatio:
		what, help = "a ratio", "divide the increase of one by the increase of the other over the whole range"
	case arg.Unit.PerSecond:
		what, help = "a gauge that is per second", "multiply avg_over_time("+arg.Text()+") by the seconds of the range"
	}
	p.Report(q.At(word(n)), "sum_over_time of %s adds one value per %s: the result depends on the %s and is no total", what, per, interval).Help("%s", help)
}
