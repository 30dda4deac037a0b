package lint

// unusedVariableRule finds pickers that nothing asks.
var unusedVariableRule = &Rule{
	Name:     "unused-variable",
	Title:    "a variable that nothing in the dashboard uses",
	Severity: Warning,
	Since:    "0.2",
	Why: "A variable is used where it stands as $name, ${name} or [[name]]: in expressions, titles, legends, links, the queries of other variables, or as what a panel repeats for. One that stands nowhere is a picker that changes " +
		"nothing, and its query is asked all the same whenever the dashboard is opened. Ad hoc filters apply by themselves and are never found.",
	Cost: "Users pick something and believe that they see only that.",
	Except: "A variable that is only there to be handed on: a dashboard whose links carry all variables (${__all_variables}, or the option to include them) is left alone, and so is one with library panels, " +
		"whose content is elsewhere.",
	Bad: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [
    {"type": "textbox", "name": "model", "query": "llama"}
  ]},
  "panels": [
    {"type": "stat", "title": "Running", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)"}]}
  ]
}`}},
	Good: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [
    {"type": "textbox", "name": "model", "query": "llama"}
  ]},
  "panels": [
    {"type": "stat", "title": "Running", "description": "Requests in the running batch.",
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=\"$model\"})", "legendFormat": "running"}]}
  ]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		if d.Lone || len(d.Variables) == 0 {
			return
		}
		for i, use := range usesOf(d) {
			if v := d.Variables[i]; use == unused && !appliesByItself(v.Type) && v.Name.Value != "" {
				p.Report(d.At(v.Name), "nothing uses the variable %s", v.Name.Value).Help("use it in the queries that it is for, or remove it")
			}
		}
	},
}
