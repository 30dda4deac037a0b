package lint

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

var unmatchedBinaryRule = &Rule{
	Name:     "unmatched-binary",
	Title:    "an operation between two vectors whose labels never match",
	Severity: Error,
	Since:    "0.2",
	Why: "Prometheus pairs the series of two vectors by all their labels, unless on or ignoring says otherwise. A series with a label " +
		"finds no partner among series without it, or with another value of it, and what has no partner is dropped without an error. " +
		"The rule is certain where the expression itself decides both sides; where the catalogue says that the exporter sets the label, it warns.",
	Cost: "The panel says No data, whatever the load.",
	Bad: []Example{
		{Input: `vllm:num_requests_running{model_name="a"} + vllm:num_requests_running{model_name="b"}`},
		{Input: `sum by (model_name) (vllm:num_requests_running) / sum(vllm:num_requests_waiting)`, Note: "the right side has no model_name"},
		{Input: `vllm:e2e_request_latency_seconds_bucket{le="10.0"} / vllm:e2e_request_latency_seconds_count`, Note: "only buckets have le"},
	},
	Good: []Example{
		{Input: `sum by (model_name) (vllm:num_requests_running) + sum by (model_name) (vllm:num_requests_waiting)`},
		{Input: `sum by (model_name) (vllm:num_requests_running) - on () group_left () avg(vllm:num_requests_running)`},
	},
	Needs: HasMatch,
	Query: func(p *Pass, q *Query) {
		for i := range q.Facts.Matches {
			switch m := &q.Facts.Matches[i]; {
			case !m.Required():
			case m.Verdict != promql.MayMatch:
				unmatchedBinary(p, q, m)
			case m.Node.Children[0].State("le") != m.Node.Children[1].State("le"):
				unmatchedBuckets(p, q, m)
			}
		}
	},
}

func unmatchedBinary(p *Pass, q *Query, m *promql.Match) {
	e, ok := m.Node.AST.(*parser.BinaryExpr)
	if !ok || e.VectorMatching.On && slices.Contains(e.VectorMatching.MatchingLabels, m.Label) && (removed(m.Left) || removed(m.Right)) {
		return // impossible-label says so
	}
	if m.Verdict == promql.HardlyMatch && (mixed(q, m.Node.Children[0]) || mixed(q, m.Node.Children[1])) {
		return // some series of one side may lack the label
	}
	at := q.At(m.Operator())
	var f *Finding
	switch l, r := m.Left, m.Right; {
	case l.Constant && r.Constant:
		f = p.Report(at, "the sides never match: %s is %q on the left and %q on the right", m.Label, l.Value, r.Value)
	case r.State == promql.Impossible:
		f = p.Report(at, "the sides never match: the left one has %s (%s), the right one has not (%s)", m.Label, l.Reason, r.Reason)
	default:
		f = p.Report(at, "the sides never match: the right one has %s (%s), the left one has not (%s)", m.Label, r.Reason, l.Reason)
	}
	if m.Verdict == promql.HardlyMatch {
		f.Severity = min(f.Severity, Warning)
	}
	op := m.Node.Operation()
	switch single := m.Node.Children[1].Bare(); {
	case m.Left.Constant && m.Right.Constant:
		f.Help("aggregate %s away on both sides, or write %s ignoring (%s)", m.Label, op, m.Label)
	case single && e.Op.IsSetOperator():
		f.Help("write %s on ()", op)
	case single:
		f.Help("write %s on () group_left (), which sets every series on the left against the one on the right", op)
	default:
		f.Help("group both sides by the same labels, or say with on (…) which of them match")
	}
}

// unmatchedBuckets reports buckets that are set against series that are none: relabelling never adds le.
func unmatchedBuckets(p *Pass, q *Query, m *promql.Match) {
	e, ok := m.Node.AST.(*parser.BinaryExpr)
	if !ok || e.VectorMatching.On != slices.Contains(e.VectorMatching.MatchingLabels, "le") {
		return
	}
	left, right := m.Node.Children[0], m.Node.Children[1]
	side := "left"
	if right.State("le") == promql.Guaranteed {
		left, right, side = right, left, "right"
	}
	if left.State("le") != promql.Guaranteed || mixed(q, left) || mixed(q, right) {
		return
	}
	for n := range right.All() {
		if n.Selector == nil {
			continue
		}
		if n.Selector.Matcher("le") != nil || len(n.Selector.Series) == 0 || n.Selector.Exports("le") != "" {
			return
		}
	}
	f := p.Report(q.At(m.Operator()), "the sides never match: the %s one has le, which only the buckets of a histogram have", side)
	f.Severity = min(f.Severity, Warning)
	f.Help("write %s ignoring (le), or sum both sides", m.Node.Operation())
}
