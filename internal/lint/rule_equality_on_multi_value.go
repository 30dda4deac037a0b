package lint

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// equalityOnMultiValueRule finds = before a variable that stands for several values.
var equalityOnMultiValueRule = &Rule{
	Name:     "equality-on-multi-value",
	Title:    "= or != before a variable that can have several values",
	Severity: Warning,
	Since:    "0.2",
	Why: "Grafana's Prometheus data source writes several values of a variable as a pattern, (a|b), and all of them as the variable's all value or a pattern of every one. Behind = that is the text " +
		"of one value that does not exist. One value alone is escaped for a pattern as well, so that even llama-3.1 by itself becomes llama-3\\.1 and finds nothing.",
	Cost:   "The panel is full with one value picked and empty with two or with All, and people blame the data.",
	Except: "In a panel or row that is repeated for the variable it has one value at a time, and the matcher is left alone.",
	Bad: []Example{{Input: `{
  "title": "Models",
  "templating": {"list": [
    {"name": "model", "type": "query", "multi": true, "includeAll": true, "query": "label_values(vllm:num_requests_running, model_name)"}
  ]},
  "panels": [
    {"type": "stat", "title": "Running", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=\"$model\"})"}]}
  ]
}`}},
	Good:  []Example{{Input: `sum(vllm:num_requests_running{model_name=~"$model"})`}},
	Needs: HasSelector | HasVariable,
	Query: equalityOnMultiValue,
}

func equalityOnMultiValue(p *Pass, q *Query) {
	for _, s := range q.Facts.Selectors {
		for i := range s.Matchers {
			if m := &s.Matchers[i]; m.Variable && !m.Unknown && (m.Type == labels.MatchEqual || m.Type == labels.MatchNotEqual) {
				severalValues(p, q, m)
			}
		}
	}
}

// severalValues looks at the variables in a value that is compared as text.
func severalValues(p *Pass, q *Query, m *promql.Matcher) {
	for i := range q.Facts.Expr.Variables {
		v := &q.Facts.Expr.Variables[i]
		if !m.ValueSpan.Contains(v.Span) || v.Field != "" {
			continue
		}
		def := q.Dashboard.Variable(v.Name)
		several := def != nil && (def.Multi || def.IncludeAll)
		if !several && v.Format != "regex" || repeated(q, v.Name) {
			continue
		}
		var f *Finding
		switch at := q.At(v.Span); {
		case !several:
			f = p.Report(at, "the regex format escapes the value for a pattern, and %s compares text", m.Type)
		case def.Multi:
			f = p.Report(at, "%s can have several values, which Grafana writes as a pattern, and %s compares text", v.Name, m.Type)
		case def.AllValue.Value != "":
			f = p.Report(at, "%s can be All, which Grafana writes as %s, and %s compares text", v.Name, def.AllValue.Value, m.Type)
		default:
			f = p.Report(at, "%s can be All, which Grafana writes as a pattern of every value, and %s compares text", v.Name, m.Type)
		}
		f.Help("write %s%s%s", m.Name, asPattern(m.Type), m.ValueSpan.In(q.Text.Value))
	}
}

// asPattern is the operator that compares with a pattern and not with a text.
func asPattern(op labels.MatchType) labels.MatchType {
	if op == labels.MatchNotEqual {
		return labels.MatchNotRegexp
	}
	return labels.MatchRegexp
}

// repeated reports whether the panel, or the row that it is in, is there once for every value of a variable. Where rows are in
// tabs and in rows, any of them may be around the panel.
func repeated(q *Query, variable string) bool {
	if q.Panel == nil {
		return false
	}
	return q.Panel.Repeat.Value == variable || slices.ContainsFunc(q.Dashboard.Rows, func(r *source.Row) bool {
		return r.Repeat.Value == variable && (r.Title.Value == q.Panel.Row.Value || q.Dashboard.Format == source.V2)
	})
}
