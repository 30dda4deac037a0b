package lint

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

var impossibleLabelRule = &Rule{
	Name:     "impossible-label",
	Title:    "grouping or joining by a label that an inner aggregation removed",
	Severity: Error,
	Since:    "0.2",
	Why: "An aggregation keeps only the labels that it lists, and histogram_quantile uses up le. What stands around it can't group or join " +
		"by another label: every series falls into one group without the label, and a join finds no partner. Prometheus reports no error. " +
		"To list such a label in without or ignoring changes nothing, and is no finding.",
	Cost: "One line where there should be many, an empty panel, or a join that drops the label it should bring.",
	Bad: []Example{
		{Input: `max by (pod) (sum by (model_name) (vllm:num_requests_running))`, Note: "pod is gone before max looks for it"},
		{Input: `sum by (namespace) (kube_pod_info) * on (namespace, pod) group_left () sum by (namespace, pod) (kube_pod_status_phase == 1)`, Note: "only the right side has pod"},
	},
	Good: []Example{
		{Input: `max by (pod) (sum by (model_name, pod) (vllm:num_requests_running))`},
		{Input: `sum without (engine) (sum by (model_name) (vllm:num_requests_running))`, Note: "without a label that is gone is harmless"},
	},
	Needs: HasGrouping,
	Query: func(p *Pass, q *Query) {
		for i := range q.Facts.Groupings {
			if g := &q.Facts.Groupings[i]; !g.Variable && g.Label != nameLabel {
				impossibleLabel(p, q, g)
			}
		}
	},
}

// nameLabel is the label of the metric's name: a server that removes names late lets rules group by it.
const nameLabel = "__name__"

func impossibleLabel(p *Pass, q *Query, g *promql.Grouping) {
	if g.Operand.State(g.Label) != promql.Impossible && (g.Other == nil || g.Other.State(g.Label) != promql.Impossible) {
		return
	}
	f := g.Operand.Label(g.Label)
	switch g.Clause {
	case promql.By:
		if removed(f) {
			p.Report(q.At(g.Span), "no series has %s here: %s", g.Label, f.Reason).Help("%sleave it out here", keep(g.Label, f))
		}
	case promql.GroupLeft, promql.GroupRight:
		if removed(f) {
			p.Report(q.At(g.Span), "%s has no %s to bring: %s", g.Clause, g.Label, f.Reason).Help("%sleave it out here", keep(g.Label, f))
		}
	case promql.On:
		side, other := "left", g.Other.Label(g.Label)
		if !removed(f) {
			f, other, side = other, f, "right"
		}
		if removed(f) && removed(other) && matchesAll(g) {
			p.Report(q.At(g.Span), "the sides can't be matched on %s: neither has it, %s", g.Label, f.Reason).
				Help("%sleave it out of on", keep(g.Label, f))
			return
		}
		if removed(f) && other.State != promql.Impossible {
			p.Report(q.At(g.Span), "the sides can't be matched on %s: the %s one has none, %s", g.Label, side, f.Reason).
				Help("%sleave it out of on", keep(g.Label, f))
		}
	}
}

// matchesAll reports whether two sides have none of the labels that they are matched on, so that every series matches
// every one, which the server refuses where there are several.
func matchesAll(g *promql.Grouping) bool {
	e, ok := g.Node.AST.(*parser.BinaryExpr)
	if !ok || g.Operand.Bare() && g.Other.Bare() {
		return false
	}
	return !slices.ContainsFunc(e.VectorMatching.MatchingLabels, func(label string) bool {
		return g.Operand.State(label) != promql.Impossible || g.Other.State(label) != promql.Impossible
	})
}

// removed reports whether an operation took a label away that was there before.
func removed(f promql.LabelFact) bool {
	if f.State != promql.Impossible || f.By == nil {
		return false
	}
	switch f.By.AST.(type) {
	case *parser.AggregateExpr, *parser.BinaryExpr:
		return true
	case *parser.Call:
		switch f.By.Operation() {
		case "histogram_quantile", "histogram_fraction":
			return true
		}
	}
	return false
}

// keep says how a label would reach the place where it is missing, as the first of two ways out, or "" where it
// can't.
func keep(label string, f promql.LabelFact) string {
	switch e := f.By.AST.(type) {
	case *parser.AggregateExpr:
		if e.Without {
			return "take " + label + " out of without in the inner " + f.By.Operation() + ", or "
		}
		return "list " + label + " in by (…) of the inner " + f.By.Operation() + ", or "
	case *parser.BinaryExpr:
		if e.VectorMatching != nil && e.VectorMatching.On {
			return "bring " + label + " through the inner " + f.By.Operation() + " with group_left, or "
		}
	}
	return ""
}
