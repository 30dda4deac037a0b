package lint

import (
	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/promql"
)

// expensiveSelectorRule finds selectors that read every series of the store.
var expensiveSelectorRule = &Rule{
	Name:     "expensive-selector",
	Title:    "a selector that neither a metric's name nor any value narrows down",
	Severity: Warning,
	Since:    "0.2",
	Why: "Prometheus finds series by its index of label values. {pod=~\".+\"} or {__name__!=\"\"} names no value, so that nearly every series of the store is selected, and its samples are read, at every refresh of everybody who has " +
		"the dashboard open. On a cluster those are millions, and servers that limit samples per query (Prometheus' default is 50,000,000) answer with an error.",
	Cost:   "The query is slow, fails on larger clusters, and can exhaust the memory of a shared Prometheus.",
	Except: "Looking for the metrics with most series is a reason to do this by hand, but not on a dashboard that refreshes: /api/v1/status/tsdb answers it for free.",
	Bad: []Example{
		{Input: `count({pod=~".+"})`},
		{Input: `topk(10, count by (__name__) ({__name__=~".+"}))`},
	},
	Good: []Example{
		{Input: `count(vllm:num_requests_running{pod=~".+"})`},
	},
	Needs: HasSelector,
	Query: func(p *Pass, q *Query) {
		for _, s := range q.Facts.Selectors {
			if s.Name == "" && !narrowed(s) {
				p.Report(q.At(s.Node.Span), "this selects nearly every series of the store: neither a name nor a value narrows it down").
					Help("name the metric in front of the braces, or ask for a value: {job=\"…\"}")
			}
		}
	},
}

// narrowed reports whether some matcher leaves only a part of all series, as far as one can know.
func narrowed(s *promql.Selector) bool {
	for i := range s.Matchers {
		m := &s.Matchers[i]
		switch {
		case m.Unknown, m.Type == labels.MatchEqual && m.Value != "":
			return true
		case m.Type == labels.MatchRegexp:
			switch m.Value {
			case ".*", ".+", "(.*)", "(.+)", "^.*$", "^.+$", ".*.+", ".+.*":
			default:
				return true
			}
		}
	}
	return false
}
