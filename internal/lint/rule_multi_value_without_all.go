package lint

// multiValueWithoutAllRule finds pickers of several values that don't offer all.
var multiValueWithoutAllRule = &Rule{
	Name:     "multi-value-without-all",
	Title:    "a picker of several values that does not offer All",
	Severity: Info,
	Since:    "0.2",
	Why:      "Where users may pick several values, some want them all. Without includeAll they tick each of them, and a model or a pod that is added later is missing until somebody ticks it, too.",
	Cost:     "A dashboard that is open on a wall leaves out what is new, and nobody sees that it does. This is style: the finding is shown from --severity info on.",
	Except:   "A list that never changes, or that is too long to ask for as a whole.",
	Bad: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [{"type": "custom", "name": "model", "query": "llama,granite", "multi": true}]},
  "panels": [
    {"type": "stat", "title": "Running", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=~\"$model\"})"}]}
  ]
}`}},
	Good: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [{"type": "custom", "name": "model", "query": "llama,granite", "multi": true, "includeAll": true}]},
  "panels": [
    {"type": "stat", "title": "Running", "description": "Requests in the running batch.",
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=~\"$model\"})", "legendFormat": "running"}]}
  ]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		for _, v := range d.Variables {
			if v.Multi && !v.IncludeAll && (v.Type == "query" || v.Type == "custom") {
				p.Report(d.At(v.Name), "the variable %s takes several values, but does not offer All", v.Name.Value).
					Help("set includeAll to true and allValue to .+")
			}
		}
	},
}
