package lint

import "strings"

// labelValuesWithoutMetricRule finds pickers that ask for the values of all metrics.
var labelValuesWithoutMetricRule = &Rule{
	Name:     "label-values-without-metric",
	Title:    "a picker that lists the label values of all metrics",
	Severity: Warning,
	Since:    "0.2",
	Why: "label_values(model_name) asks for every value that any series has for the label, whoever exports it: a namespace of any program, a model that only a gateway names. " +
		"label_values(metric, label) lists those for which the dashboard has data, and the store has to look at one metric only.",
	Cost: "Users pick a value for which every panel is empty, and on a large store the picker is slow.",
	Bad: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [{"type": "query", "name": "model", "query": "label_values(model_name)"}]},
  "panels": [
    {"type": "stat", "title": "Running", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=\"$model\"})"}]}
  ]
}`}},
	Good: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [{"type": "query", "name": "model", "query": "label_values(vllm:num_requests_running, model_name)"}]},
  "panels": [
    {"type": "stat", "title": "Running", "description": "Requests in the running batch.",
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=\"$model\"})", "legendFormat": "running"}]}
  ]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		for _, v := range d.Variables {
			label := v.LabelName.Value
			if label == "" || v.Function != "label_values" || strings.Contains(label, "{") || v.Metric.Value != "" && v.Metric.Value != "{}" {
				continue // it asks for all metrics only where nothing but a label is named
			}
			f := p.Report(d.At(v.LabelName), "the picker %s lists the values of %s of all metrics", v.Name.Value, label)
			if metric := filteredMetric(d, label, v.Name.Value); metric != "" {
				f.Help("write label_values(%s, %s)", metric, label)
			} else {
				f.Help("name a metric that the dashboard shows: label_values(metric, %s)", label)
			}
		}
	},
}

// filteredMetric returns a metric of the dashboard that is filtered by a label and a variable, or "".
func filteredMetric(d *Dashboard, label, variable string) string {
	for _, q := range d.Queries {
		if !inPanel(q) {
			continue
		}
		for _, s := range q.Facts.Selectors {
			if m := s.Matcher(label); m != nil && m.Variable && s.Name != "" && !s.NameVariable && variableIn(q, m) == variable {
				return s.Name
			}
		}
	}
	return ""
}
