package lint

import "github.com/llm-observability/dashgen/internal/promql"

// syntaxRule is the one rule that is asked about expressions without facts.
var syntaxRule = &Rule{
	Name:     "syntax",
	Title:    "an expression that the server does not parse",
	Severity: Error,
	Since:    "0.2",
	Why: "Prometheus answers such a query with an error, and Grafana shows a red triangle in place of the panel. " +
		"Grafana's variables are no mistake: they are read where they stand, as a duration, a label value or a name. In a rule file they are, since Prometheus " +
		"itself knows none: a rule copied from a panel with $__rate_interval keeps the whole file from being loaded.",
	Cost: "The panel shows nothing, ever.",
	Bad:  []Example{{Input: `sum(rate(vllm:prompt_tokens_total[5m])`}},
	Good: []Example{{Input: `sum(rate(vllm:prompt_tokens_total[$__rate_interval]))`}},
	Query: func(p *Pass, q *Query) {
		if len(q.Text.Value) > maxExpression {
			p.Report(q.At(promql.Span{}), "the expression has %d bytes: servers and proxies take at most %d", len(q.Text.Value), maxExpression)
			return
		}
		for _, problem := range q.Problems {
			p.Report(q.At(problem.Span), "%s", problem.Message)
		}
		if q.Rule != nil && q.Has&HasVariable != 0 {
			variablesInRule(p, q)
		}
	},
}

// variablesInRule finds variables that Grafana alone sets where Prometheus has to read the expression. Others may be
// there for whatever writes the rule file, and within quotes they are text.
func variablesInRule(p *Pass, q *Query) {
	for _, v := range q.Facts.Expr.Variables {
		if v.Builtin() && v.Role != promql.RoleLabelValue && v.Role != promql.RoleText {
			p.Report(q.At(v.Span), "Prometheus knows no %s: it is a variable of Grafana", v.Text).Help("write a fixed duration, such as 5m")
		}
	}
}
