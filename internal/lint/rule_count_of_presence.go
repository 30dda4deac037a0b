package lint

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

var countOfPresenceRule = &Rule{
	Name:     "count-of-presence",
	Title:    "a count of state series that are 0 as well as 1",
	Severity: Warning,
	Since:    "0.2",
	Why: "kube-state-metrics exports one series for each state that a pod could be in: 1 for the phase or condition it has, 0 for all others. " +
		"count counts series, whatever their value, so count(kube_pod_status_phase{phase=\"Failed\"}) is the number of all pods. " +
		"vllm:engine_sleep_state works the same way. The rule knows these metrics from the catalogue, and by the names of " +
		"kube-state-metrics that end in _status_phase and _status_condition. Metrics that only exist while something is the case, " +
		"such as kube_pod_container_status_waiting_reason, may be counted.",
	Cost: "The number of failed pods is the number of all pods: a red panel that nobody believes, or a green one.",
	Bad: []Example{
		{Input: `count(kube_pod_status_phase{phase="Running"})`},
		{Input: `count by (phase) (kube_pod_status_phase)`, Note: "the same number for every phase"},
	},
	Good: []Example{
		{Input: `count(kube_pod_status_phase{phase="Running"} == 1)`},
		{Input: `sum by (phase) (kube_pod_status_phase)`},
		{Input: `count(count by (namespace, pod) (kube_pod_status_phase))`, Note: "the number of pods"},
	},
	Needs: HasAggregation | HasSelector,
	Query: func(p *Pass, q *Query) {
		if !asksForValues(q) {
			return
		}
		for _, s := range q.Facts.Selectors {
			if !hasStates(s) {
				continue
			}
			n := s.Node
			for n.Parent != nil && useOf(n) == useKept && !isSetOperation(n.Parent) {
				n = n.Parent
			}
			if n.Parent == nil {
				continue
			}
			e, ok := n.Parent.AST.(*parser.AggregateExpr)
			if !ok || e.Op != parser.COUNT || n.Parent.Variable != nil || !readCount(n.Parent) || unsettled(q) {
				continue
			}
			p.Report(q.At(word(n.Parent)), "%s has a series for every state, 0 for those that are not the case: count counts them all", called(s)).
				Help("write count(%[1]s == 1), or sum(%[1]s)", s.Node.Text())
		}
	},
}

// hasStates reports whether all that a selector asks for are metrics with a series for each state.
func hasStates(s *promql.Selector) bool {
	if len(s.Series) == 0 {
		return !s.NameVariable && strings.HasPrefix(s.Name, "kube_") &&
			(strings.HasSuffix(s.Name, "_status_phase") || strings.HasSuffix(s.Name, "_status_condition"))
	}
	for i := range s.Series {
		if s.Series[i].Metric.StateLabel() == "" {
			return false
		}
	}
	return true
}

// isSetOperation reports whether a node is a union or a filter by another vector, which may leave only the series that
// are 1.
func isSetOperation(n *promql.Node) bool {
	e, ok := n.AST.(*parser.BinaryExpr)
	return ok && e.Op.IsSetOperator()
}

// readCount reports whether a count is a part of the result, or of a share: not a mere list of what there is.
func readCount(n *promql.Node) bool {
	for ; n.Parent != nil; n = n.Parent {
		switch useOf(n) {
		case useKept, useScaled, useShared, useDivided, useAdded, usePicked, useAveraged:
		default:
			return false
		}
	}
	return true
}
