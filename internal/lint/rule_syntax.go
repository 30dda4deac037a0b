package lint

import "github.com/llm-observability/dashgen/internal/promql"

// syntaxRule is the one rule that is asked about expressions without facts.
var syntaxRule = &Rule{
	Name:     "syntax",
	Title:    "an expression that the server does not parse",
	Severity: Error,
	Since:    "0.2",
	Why: "Prometheus answers such a query with an error, and Grafana shows a red triangle in place of the panel. " +
		"Grafana's variables are no mistake: they are read where they stand, as a duration, a label value or a name.",
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
	},
}
