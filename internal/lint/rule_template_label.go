package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// templateLabelRule follows the labels that an alert's texts name through its expression.
var templateLabelRule = &Rule{
	Name:     "template-label",
	Title:    "an alert's text names a label which the alert does not have",
	Severity: Warning,
	Since:    "0.2",
	Why: "In annotations and labels, {{ $labels.pod }} is the label pod of the series that fires the alert, as the expression returns it: sum by (model_name) " +
		"leaves model_name alone, and absent knows only the labels that its selector asks for with =. Prometheus writes nothing in place of a label that is not there, " +
		"and no error. The labels that the rule itself adds are no part of $labels. Which labels are left is followed through the whole expression; " +
		"a label that only may be missing is no finding, and neither is one that the text tests for with if.",
	Cost: "The notification does not say what it is about, or all alerts go to a route that asks for the label.",
	Bad: []Example{{Input: `groups:
- name: inference
  rules:
  - alert: QueueTooLong
    expr: sum by (model_name) (vllm:num_requests_waiting) > 50
    for: 5m
    annotations:
      summary: "{{ $value }} requests wait for {{ $labels.pod }}"
      runbook_url: https://runbooks.example.com/queue
`}},
	Good: []Example{{Input: `groups:
- name: inference
  rules:
  - alert: QueueTooLong
    expr: sum by (model_name, pod) (vllm:num_requests_waiting) > 50
    for: 5m
    annotations:
      summary: "{{ $value }} requests of {{ $labels.model_name }} wait for {{ $labels.pod }}"
      runbook_url: https://runbooks.example.com/queue
`}},
	Alert: func(p *Pass, a *Alert) {
		if a.Query.Facts == nil {
			return
		}
		for _, pair := range a.Labels {
			templateLabel(p, a, pair.Value)
		}
		for _, pair := range a.Annotations {
			templateLabel(p, a, pair.Value)
		}
	},
}

func templateLabel(p *Pass, a *Alert, t source.Text) {
	result := a.Query.Facts.Result
	missing := func(name string) bool {
		return name != "alertgroup" && result.Label(name).State == promql.Impossible // vmalert adds its group
	}
	if !strings.Contains(t.Value, "{{") || !mayUse(t.Value, missing) {
		return
	}
	for _, use := range labelUses(t.Value) {
		if !missing(use.name) {
			continue
		}
		at := a.At(t)
		at.start, at.end = use.span.Start, use.span.End
		added := text(a.Labels, use.name)
		if added.Exists() || use.name == "alertname" {
			p.Report(at, "$labels.%s is always empty: the label is added behind the expression", use.name).Help("write the value itself")
			continue
		}
		p.Report(at, "$labels.%s is always empty: %s", use.name, result.Label(use.name).Reason).Help("%s", helpTemplate(a.Query, use.name))
	}
}

// helpTemplate says which labels there are in place of one that is missing.
func helpTemplate(q *Query, missing string) string {
	switch left := labelsLeft(q); {
	case len(left) > 0 && q.Has&HasAggregation != 0:
		return "name a label that is left (" + strings.Join(left, ", ") + "), or keep " + missing + " in the aggregation"
	case len(left) > 0:
		return "name a label that is left: " + strings.Join(left, ", ")
	case q.Has&HasAggregation != 0:
		return "keep " + missing + " in the aggregation, or leave it out of the text"
	}
	return "leave it out of the text"
}
