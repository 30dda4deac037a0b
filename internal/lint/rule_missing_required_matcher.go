package lint

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A RequiredMatcher is a label that selectors of dashboards must have a matcher of.
type RequiredMatcher struct {
	Label     string
	Exporters []string // whose metrics; empty stands for all metrics
}

// missingRequiredMatcherRule finds selectors without the matchers that the configuration asks for.
var missingRequiredMatcherRule = &Rule{
	Name:     "missing-required-matcher",
	Title:    "a selector without a matcher that the configuration requires",
	Severity: Warning,
	Since:    "0.2",
	Why: "Where one store holds the metrics of many regions, clusters or teams, a selector without a matcher of their label adds all of them up, and asks for more series than anybody wants. " +
		"Which labels these are is known from nothing but the configuration: lint.requiredMatchers lists them, for the metrics of some exporters or for all. Without it the rule finds nothing. " +
		"The examples are judged with requiredMatchers: [region, {label: model_name, exporters: [vllm]}].",
	Cost: "The panel shows the sum over regions that have nothing to do with each other, under a title that promises one.",
	Except: "A panel about the whole fleet. Left alone are rules and expressions outside dashboards, recording rules, which may have lost the label, " +
		"selectors with a variable that may stand for any matcher, and the picker that lists the label's values.",
	Assume: &Setting{Required: []RequiredMatcher{{Label: "region"}, {Label: "model_name", Exporters: []string{"vllm"}}}},
	Bad: []Example{{Input: `{
  "type": "stat",
  "title": "Waiting",
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting{model_name=\"llama\"})"}]
}`}},
	Good: []Example{{Input: `{
  "type": "stat",
  "title": "Waiting Requests",
  "description": "Requests that wait for the model, now. Above 10, add replicas.",
  "fieldConfig": {"defaults": {"unit": "short"}},
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting{region=\"north\", model_name=\"llama\"})"}]
}`}},
	Needs: HasSelector,
	Query: func(p *Pass, q *Query) {
		if len(q.Setting.Required) == 0 || q.Dashboard == nil {
			return
		}
		for _, s := range q.Facts.Selectors {
			for i := range q.Setting.Required {
				if r := &q.Setting.Required[i]; lacksRequired(p.Catalogue, q, s, r) {
					reportRequired(p, q, s, r)
				}
			}
		}
	},
}

// lacksRequired reports whether a selector has no matcher of a label that its series can have.
func lacksRequired(c *catalogue.Catalogue, q *Query, s *promql.Selector, r *RequiredMatcher) bool {
	for i := range s.Matchers {
		if m := &s.Matchers[i]; m.Name == r.Label || m.Unknown {
			return false
		}
	}
	switch {
	case s.NameVariable, listsValues(q, r.Label):
		return false
	case len(s.Series) == 0:
		return len(r.Exporters) == 0 && !strings.Contains(s.Name, ":")
	}
	for i := range s.Series {
		m := s.Series[i].Metric
		if len(r.Exporters) > 0 && !slices.Contains(r.Exporters, m.Exporter) || !canHave(c, m, r.Label) {
			return false
		}
	}
	return true
}

// canHave reports whether a metric can have a label: its own, or one that its target has. A label that only other
// metrics of its exporter have as their own is neither.
func canHave(c *catalogue.Catalogue, m *catalogue.Metric, label string) bool {
	if m.HasLabel(label) || m.OpenLabels || c.IsTargetLabel(label) {
		return true
	}
	return !slices.ContainsFunc(c.Metrics(), func(other *catalogue.Metric) bool {
		return other.Exporter == m.Exporter && other.HasLabel(label)
	})
}

// listsValues reports whether a query is the picker's that lists the values of a label.
func listsValues(q *Query, label string) bool {
	if q.Kind != source.VariableQuery {
		return false
	}
	return slices.ContainsFunc(q.Dashboard.Variables, func(v *source.Variable) bool {
		return v.Query == q.Query && v.LabelName.Value == label
	})
}

func reportRequired(p *Pass, q *Query, s *promql.Selector, r *RequiredMatcher) {
	f := p.Report(q.At(naming(s)), "%s is not filtered by %s, which the configuration requires", called(s), r.Label)
	if q.Dashboard.Variable(r.Label) != nil {
		f.Help("add %s=~\"$%s\"", r.Label, r.Label)
		return
	}
	f.Help("add a matcher of %s", r.Label)
}
