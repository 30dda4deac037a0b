package lint

import (
	"slices"

	"github.com/llm-observability/dashgen/internal/source"
)

// pickerFiltersNothingRule finds pickers whose choice no query sees.
var pickerFiltersNothingRule = &Rule{
	Name:     "picker-filters-nothing",
	Title:    "a picker that changes titles, but no query",
	Severity: Warning,
	Since:    "0.2",
	Why: "A variable that is only shown, in titles and texts, or that only decides what another such variable offers, lets users choose between views that are all the same. With repeat it is worse: there are as many copies " +
		"of a panel as values, each under the name of one, and all show the same numbers.",
	Cost:   "A panel that is titled with one model shows them all.",
	Except: "A hidden variable or a constant is no picker: it may well stand in titles alone.",
	Bad: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [
    {"type": "custom", "name": "model", "query": "llama,granite"}
  ]},
  "panels": [
    {"type": "stat", "title": "Running: $model", "repeat": "model", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)"}]}
  ]
}`}},
	Good: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [
    {"type": "custom", "name": "model", "query": "llama,granite"}
  ]},
  "panels": [
    {"type": "stat", "title": "Running: $model", "description": "Requests in the running batch.", "repeat": "model",
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=\"$model\"})", "legendFormat": "running"}]}
  ]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		if d.Lone || len(d.Variables) == 0 || !slices.ContainsFunc(d.Panels, func(panel *Panel) bool { return len(panel.Queries) > 0 }) {
			return
		}
		for i, use := range usesOf(d) {
			v := d.Variables[i]
			if use != shownOnly || !isPicker(v) {
				continue
			}
			what := "stands in texts alone"
			if repeats(d, v.Name.Value) {
				what = "repeats panels"
			}
			p.Report(d.At(v.Name), "the variable %s %s: no query depends on it", v.Name.Value, what).
				Help("filter the queries by it, or remove it")
		}
	},
}

// isPicker reports whether users choose a value of a variable for the sake of data.
func isPicker(v *source.Variable) bool {
	switch v.Type {
	case "query", "custom", "textbox":
	default:
		return false
	}
	hide, _ := v.Node.Number("hide")
	return hide != 2 && v.Node.String("spec", "hide").Value != "hideVariable"
}

// repeats reports whether a panel or a row is repeated for the values of a variable.
func repeats(d *Dashboard, name string) bool {
	return slices.ContainsFunc(d.Panels, func(p *Panel) bool { return p.Repeat.Value == name }) ||
		slices.ContainsFunc(d.Rows, func(r *source.Row) bool { return r.Repeat.Value == name })
}
