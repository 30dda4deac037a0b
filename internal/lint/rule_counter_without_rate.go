package lint

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

var counterWithoutRateRule = &Rule{
	Name:     "counter-without-rate",
	Title:    "a raw counter shown as a value",
	Severity: Warning,
	Since:    "0.2",
	Why: "A counter counts from the start of its process. Its value says how long the process has been running as much as what " +
		"happened, it does not follow the time range of the dashboard, and it falls to 0 when the process restarts or a pod is " +
		"replaced: a total that shrinks. The quotient of two raw counters, such as _sum over _count, is a mean over the same " +
		"arbitrary time. What counts as a counter is read from the catalogue, not from the TYPE line: the ready-made rates of " +
		"DCGM are typed counter and may be shown as they are, and the totals of the OpenShift router are counters although they are " +
		"typed gauge. A counter that a function for gauges takes, or avg, max and min, is found by rate-of-gauge instead, and raw " +
		"buckets in histogram_quantile by quantile-without-rate: one selector has one finding.",
	Cost: "Totals jump after every rollout, do not match the time range, and compare old pods with new ones.",
	Except: "You want the total since the process started, and say so in the title. Some counters outlive their exporter and are " +
		"not reported: the restarts in a pod's status, and the tallies of memory errors that a GPU keeps.",
	Bad: []Example{
		{Input: `sum(authorized_hits)`, Note: "falls when Limitador restarts"},
		{Input: `topk(10, sum by (user) (authorized_hits))`},
		{Input: `sum(vllm:time_to_first_token_seconds_sum) / sum(vllm:time_to_first_token_seconds_count)`, Note: "the mean since each server started"},
	},
	Good: []Example{
		{Input: `sum(increase(authorized_hits[$__range]))`},
		{Input: `sum(rate(vllm:time_to_first_token_seconds_sum[$__rate_interval])) / (sum(rate(vllm:time_to_first_token_seconds_count[$__rate_interval])) > 0)`},
		{Input: `count(count by (user) (authorized_hits))`, Note: "how many users there are: no value of the counter is read"},
	},
	Needs: HasSelector,
	Query: rawCounters,
}

// rawCounters reports each counter whose value is a part of the result, once per name.
func rawCounters(p *Pass, q *Query) {
	if !asksForValues(q) {
		return
	}
	var reported []string
	for _, s := range q.Facts.Selectors {
		if !isCounter(s) {
			continue
		}
		use, by := useOfCounter(s.Node)
		if use != counterRaw || isLasting(s) || slices.Contains(reported, called(s)) || unsettled(q) || q.Panel.showsChange() {
			continue
		}
		reported = append(reported, called(s))
		if by != nil {
			reportLifetimeMean(p, q, s, by)
			continue
		}
		p.Report(q.At(naming(s)), "%s is a raw counter: it counts from the start of each process, whatever the time range, and falls to 0 when one restarts", called(s)).
			Help("write increase(%[1]s[$__range]) for the total of the time range, or rate(%[1]s[$__rate_interval]) for how much per second", called(s))
	}
}

// reportLifetimeMean reports the quotient of two raw counters.
func reportLifetimeMean(p *Pass, q *Query, s *promql.Selector, quotient *promql.Node) {
	f := p.Report(q.At(naming(s)), "%s is divided by another raw counter: the quotient covers the life of each process, whatever the time range", called(s))
	for n := range quotient.Children[1].All() {
		if _, ok := n.AST.(*parser.VectorSelector); ok && isCounter(n.Selector) {
			f.Help("divide rate(%s[$__rate_interval]) by rate(%s[$__rate_interval])", called(s), called(n.Selector))
			return
		}
	}
}
