package lint

import (
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// alertWithoutForRule finds alerts that a single evaluation fires.
var alertWithoutForRule = &Rule{
	Name:     "alert-without-for",
	Title:    "an alert on a limit that fires at the first sample over it",
	Severity: Warning,
	Since:    "0.2",
	Why: "Without for, Prometheus fires an alert at the first evaluation that finds its condition true, and resolves it at the first that does not. " +
		"A gauge such as a queue's length crosses a limit for one scrape now and then, and a value near the limit crosses it again and again. " +
		"The rule is about limits on values of the moment and on windows below five minutes, for quantiles below ten. Longer windows smooth by themselves, increase and changes " +
		"count events that are to be told at once, and times that come nearer, of a day and more, don't jump: all those are left alone, and so is for: 0s, which says that it is meant. " +
		"Conditions such as x == 0, x > 0 and absent(x) are a state, not a limit; for them the finding is only an information.",
	Cost:   "Pages about nothing, until nobody reads them.",
	Except: "Something that is never normal even once; write for: 0s to say so.",
	Bad: []Example{{Input: `groups:
- name: inference
  rules:
  - alert: QueueTooLong
    expr: sum by (model_name) (vllm:num_requests_waiting) > 50
    annotations:
      runbook_url: https://runbooks.example.com/queue
`}},
	Good: []Example{{Input: `groups:
- name: inference
  rules:
  - alert: QueueTooLong
    expr: sum by (model_name) (vllm:num_requests_waiting) > 50
    for: 5m
    annotations:
      runbook_url: https://runbooks.example.com/queue
`}},
	Alert: func(p *Pass, a *Alert) {
		if a.For.Exists() || a.KeepFiringFor.Exists() || a.Query.Facts == nil || steady(a.Query) {
			return
		}
		limit, state := conditions(a.Query.Facts)
		switch {
		case limit:
			p.Report(a.At(a.Alert), "a single evaluation beyond the limit fires the alert: it has no for").
				Help("write for: 5m, so that it fires when the condition has held that long")
		case state:
			p.Report(a.At(a.Alert), "a single evaluation fires the alert: it has no for").
				Help("write for: 1m to outlast a failed scrape, or for: 0s to say that it is meant").Severity = Info
		}
	},
}

// smoothWindow is the window from which on a value does not jump from one evaluation to the next. Rates hardly do
// over half of it, but quantiles: a few requests decide them.
const smoothWindow = 10 * time.Minute

// steady reports whether the value of an expression can't jump, counts events, or is not known well enough to tell.
func steady(q *Query) bool {
	if q.Has&(HasVariable|HasSubquery) != 0 {
		return true
	}
	smooth := smoothWindow
	if q.Has&HasQuantile == 0 {
		smooth /= 2
	}
	for _, s := range q.Facts.Selectors {
		unknown := s.Name == "" || len(s.Series) == 0 && strings.Contains(s.Name, ":") // a pattern, or a recording rule
		if unknown || s.Range.Fixed >= smooth || strings.HasPrefix(s.Name, "ALERTS") {
			return true
		}
	}
	nodes := q.Facts.Nodes()
	for i := range nodes {
		if c, ok := nodes[i].AST.(*parser.Call); ok && slices.Contains(settled, c.Func.Name) {
			return true
		}
	}
	return false
}

// settled are the functions that count events, or whose result only grows or falls.
var settled = []string{"increase", "changes", "resets", "time", "timestamp", "predict_linear"}

// conditions tells what an alert's expression asks for: a value beyond a limit, or a state.
func conditions(f *promql.Facts) (limit, state bool) {
	nodes := f.Nodes()
	for i := range nodes {
		n := &nodes[i]
		switch e := n.AST.(type) {
		case *parser.Call:
			state = state || e.Func.Name == "absent"
		case *parser.BinaryExpr:
			if !e.Op.IsComparisonOperator() || e.ReturnBool || isDeadline(n.Children[0], n.Children[1]) || isDeadline(n.Children[1], n.Children[0]) {
				continue
			}
			if e.Op == parser.EQLC || e.Op == parser.NEQ || isFlag(n.Children[0]) || isFlag(n.Children[1]) {
				state = true
			} else {
				limit = true
			}
		}
	}
	return limit, state
}

// isFlag reports whether a side of a comparison is 0 or 1: the other side is then asked whether it is there.
func isFlag(n *promql.Node) bool {
	n = n.Unwrap()
	return n.Constant && (n.Number == 0 || n.Number == 1)
}

// isDeadline reports whether a comparison asks how near a time is, by a limit of a day or more.
func isDeadline(value, limit *promql.Node) bool {
	if limit = limit.Unwrap(); !limit.Constant || limit.Number < 24*60*60 {
		return false
	}
	for n := range value.All() {
		if s := n.Selector; s != nil && strings.HasSuffix(s.Name, "_seconds") {
			return true
		}
	}
	return false
}
