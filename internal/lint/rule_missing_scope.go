package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// missingScopeRule compares the matchers of a query with those of its neighbours.
var missingScopeRule = &Rule{
	Name:     "missing-scope",
	Title:    "a query without the filter that all its neighbours have",
	Severity: Warning,
	Since:    "0.2",
	Why: "When nearly all queries of an exporter are filtered by a picker ({model_name=~\"$model\"}) and one is not, that one shows the sum over all models whatever is picked, under a title that promises the picked one. " +
		"It is found where at least four other queries of the exporter have the filter, four in five of all, and the series has the label: as one of the exporter's own, or one that every target has. " +
		"A query that names the label in another way, that divides by an unfiltered total, or stands beside the filtered one for comparison is none.",
	Cost:   "One panel does not follow the picker, and its numbers are those of everybody.",
	Except: "A panel that shows the whole on purpose. Titles that say so (all, fleet, cluster, overall) are left alone. So is a row of which several queries could have the filter and none has.",
	Bad:    []Example{{Input: missingScopeExample("sum(vllm:num_requests_waiting)")}},
	Good:   []Example{{Input: missingScopeExample("sum(vllm:num_requests_waiting{model_name=~\\\"$model\\\"})")}},
	Dashboard: func(p *Pass, d *Dashboard) {
		if d.Lone || len(d.Variables) == 0 {
			return
		}
		for _, s := range scopes(d) {
			if s.filtered < 4*len(s.bare) {
				continue
			}
			for _, q := range s.bare {
				if sel := s.missing(p.Catalogue, q); sel != nil && !meansTheWhole(q) && !s.besideFiltered(q) && !s.apart(q) {
					p.Report(q.At(sel.Span), "%d of %d queries of %s filter %s by %s, and this one does not", s.filtered, s.filtered+len(s.bare), s.exporter, s.label, s.variable).
						Help("add %s=~\"$%s\", or say in the title that it is about all", s.label, s.variable)
				}
			}
		}
	},
}

// missingScopeExample is a dashboard of which one expression is given.
func missingScopeExample(expr string) string {
	const panel = `    {"type": "stat", "title": "NAME", "description": "NAME of the model.",
      "targets": [{"refId": "A", "expr": "EXPR", "legendFormat": "NAME"}]}`
	var panels []string
	for _, p := range [...][2]string{
		{"Running", `sum(vllm:num_requests_running{model_name=~\"$model\"})`},
		{"Finished", `sum(rate(vllm:request_success_total{model_name=~\"$model\"}[$__rate_interval]))`},
		{"Prompt tokens", `sum(rate(vllm:prompt_tokens_total{model_name=~\"$model\"}[$__rate_interval]))`},
		{"Generated tokens", `sum(rate(vllm:generation_tokens_total{model_name=~\"$model\"}[$__rate_interval]))`},
		{"Waiting", expr},
	} {
		panels = append(panels, strings.NewReplacer("NAME", p[0], "EXPR", p[1]).Replace(panel))
	}
	return `{
  "title": "Model server",
  "templating": {"list": [{"type": "textbox", "name": "model", "query": "llama"}]},
  "panels": [
` + strings.Join(panels, ",\n") + `
  ]
}`
}

// A scope is a label of an exporter's series that queries filter by a variable.
type scope struct {
	exporter, label, variable string
	filtered                  int      // queries of panels with the filter
	bare                      []*Query // those of the same exporter without
}

// scopes finds the filters of a dashboard, and who lacks them.
func scopes(d *Dashboard) []*scope {
	var found []*scope
	find := func(exporter, label, variable string) {
		for _, s := range found {
			if s.exporter == exporter && s.label == label && s.variable == variable {
				return
			}
		}
		found = append(found, &scope{exporter: exporter, label: label, variable: variable})
	}
	for _, q := range d.Queries {
		if !inPanel(q) || q.Has&HasVariable == 0 {
			continue
		}
		for _, sel := range q.Facts.Selectors {
			for i := range sel.Matchers {
				if m := &sel.Matchers[i]; m.Variable && !m.Unknown {
					if v := variableIn(q, m); v != "" && exporterOf(sel) != "" {
						find(exporterOf(sel), m.Name, v)
					}
				}
			}
		}
	}
	for _, s := range found {
		for _, q := range d.Queries {
			if !inPanel(q) {
				continue
			}
			switch asks, filters := s.of(q); {
			case asks && filters:
				s.filtered++
			case asks:
				s.bare = append(s.bare, q)
			}
		}
	}
	return found
}

func inPanel(q *Query) bool { return q.Panel != nil && q.shown() }

// exporterOf is the exporter whose metric a selector asks for, or "" where several may.
func exporterOf(s *promql.Selector) string {
	exporter := ""
	for _, series := range s.Series {
		if exporter != "" && series.Metric.Exporter != exporter {
			return ""
		}
		exporter = series.Metric.Exporter
	}
	return exporter
}

// variableIn is the name of the dashboard's variable that a matcher's value is made of, or "".
func variableIn(q *Query, m *promql.Matcher) string {
	for i := range q.Facts.Expr.Variables {
		if v := &q.Facts.Expr.Variables[i]; m.ValueSpan.Contains(v.Span) && !v.Builtin() {
			return v.Name
		}
	}
	return ""
}

// of tells whether a query asks for series of the scope's exporter, and whether it depends on the variable, or says
// something else of the label.
func (s *scope) of(q *Query) (asks, filters bool) {
	for _, sel := range q.Facts.Selectors {
		if exporterOf(sel) != s.exporter {
			continue
		}
		asks = true
		for i := range sel.Matchers {
			if m := &sel.Matchers[i]; m.Unknown || m.Name == s.label {
				return true, true
			}
		}
	}
	return asks, s.filters(q)
}

// filters reports whether a query depends on the variable.
func (s *scope) filters(q *Query) bool {
	for i := range q.Facts.Expr.Variables {
		if q.Facts.Expr.Variables[i].Name == s.variable {
			return true
		}
	}
	return false
}

// missing returns the first selector of a query that could have the filter, if all of the exporter could.
func (s *scope) missing(c *catalogue.Catalogue, q *Query) *promql.Selector {
	var first *promql.Selector
	for _, sel := range q.Facts.Selectors {
		if exporterOf(sel) != s.exporter {
			return nil // joined with something that may narrow it
		}
		for _, series := range sel.Series {
			if !series.Metric.HasLabel(s.label) && !c.IsTargetLabel(s.label) {
				return nil
			}
		}
		if first == nil {
			first = sel
		}
	}
	return first
}

// meansTheWhole reports whether a panel says that it is about more than what is picked.
func meansTheWhole(q *Query) bool {
	for _, text := range [...]string{q.Panel.Title.Value, q.Legend.Value, q.Panel.Description.Value, q.Panel.Row.Value} {
		text = strings.ToLower(text)
		for _, word := range [...]string{"all ", "fleet", "cluster", "overall", "every", "global", "whole", "compar"} {
			if strings.Contains(text, word) || strings.HasSuffix(text, strings.TrimSpace(word)) {
				return true
			}
		}
	}
	return false
}

// besideFiltered reports whether the panel shows a filtered query, too.
func (s *scope) besideFiltered(q *Query) bool {
	for _, other := range q.Panel.Queries {
		if other.shown() {
			if _, filters := s.of(other); filters {
				return true
			}
		}
	}
	return false
}

// apart reports whether the query is in a row of which several queries could have the filter and none has: what the
// picker is about is shown in other rows.
func (s *scope) apart(q *Query) bool {
	row, bare := q.Panel.Row.Value, 0
	for _, other := range q.Dashboard.Queries {
		if !inPanel(other) || other.Panel.Row.Value != row {
			continue
		}
		switch asks, filters := s.of(other); {
		case asks && filters:
			return false
		case asks:
			bare++
		}
	}
	return bare > 1
}
