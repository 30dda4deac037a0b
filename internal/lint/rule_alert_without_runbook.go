package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// alertWithoutRunbookRule finds alerts that tell nobody what to do.
var alertWithoutRunbookRule = &Rule{
	Name:     "alert-without-runbook",
	Title:    "an alert that does not say where to read what to do",
	Severity: Info,
	Since:    "0.2",
	Why: "Whoever is woken by an alert needs the steps that find and mend its cause. By convention their address is the annotation runbook_url, " +
		"which Alertmanager's templates and the consoles of OpenShift link. The finding is an information; it is a warning where more than three of four " +
		"other alerts of the file have the annotation, so that this one seems forgotten.",
	Cost:   "The search for what to do begins when the system is down.",
	Except: "Alerts that nobody acts on, such as one that always fires to prove that alerting works: those without any metric are left alone.",
	Bad: []Example{{Input: `groups:
- name: inference
  rules:
  - alert: QueueTooLong
    expr: sum by (model_name) (vllm:num_requests_waiting) > 50
    for: 5m
    annotations:
      summary: Requests wait
`}},
	Good: []Example{{Input: `groups:
- name: inference
  rules:
  - alert: QueueTooLong
    expr: sum by (model_name) (vllm:num_requests_waiting) > 50
    for: 5m
    annotations:
      summary: Requests wait
      runbook_url: https://runbooks.example.com/queue
`}},
	Alert: func(p *Pass, a *Alert) {
		if hasRunbook(a.Rule) || a.Query.Facts != nil && len(a.Query.Facts.Selectors) == 0 {
			return
		}
		with, without := 0, -1 // this one
		for _, g := range a.Group.File.Groups {
			for _, r := range g.Rules {
				switch {
				case r.Record.Exists():
				case hasRunbook(r):
					with++
				default:
					without++
				}
			}
		}
		if with > 3*without {
			p.Report(a.At(a.Alert), "the alert has no runbook_url, which most alerts of the file have").
				Help("add the annotation runbook_url with the address of what to do").Severity = Warning
			return
		}
		p.Report(a.At(a.Alert), "the alert has no runbook_url").Help("add the annotation runbook_url with the address of what to do")
	},
}

// hasRunbook reports whether an alert names a runbook, under any of the names that are used for it.
func hasRunbook(r *source.Rule) bool {
	for _, p := range r.Annotations {
		if strings.HasPrefix(p.Key.Value, "runbook") && p.Value.Value != "" {
			return true
		}
	}
	return false
}
