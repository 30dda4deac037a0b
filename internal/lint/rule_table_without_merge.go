package lint

// tableWithoutMergeRule finds tables that hide all results but the first.
var tableWithoutMergeRule = &Rule{
	Name:     "table-without-merge",
	Title:    "a table of several queries that nothing puts together",
	Severity: Warning,
	Since:    "0.2",
	Why: "Each query in the format of a table is a table of its own, and a table panel shows one. Without a transformation that makes one of them, such as merge or joinByField, Grafana " +
		"shows the first and a drop-down at the bottom to choose another.",
	Cost:   "The columns of all queries but the first are not there, and few people look for them in a drop-down.",
	Except: "A panel that means the drop-down: exclude it by name.",
	Bad: []Example{{Input: `{
  "type": "table",
  "title": "Models",
  "targets": [
    {"refId": "A", "expr": "sum by (model_name) (vllm:num_requests_running)", "format": "table", "instant": true},
    {"refId": "B", "expr": "sum by (model_name) (vllm:num_requests_waiting)", "format": "table", "instant": true}
  ]
}`}},
	Good: []Example{{Input: `{
  "type": "table",
  "title": "Models",
  "description": "How much each model has to do.",
  "targets": [
    {"refId": "A", "expr": "sum by (model_name) (vllm:num_requests_running)", "format": "table", "instant": true},
    {"refId": "B", "expr": "sum by (model_name) (vllm:num_requests_waiting)", "format": "table", "instant": true}
  ],
  "transformations": [{"id": "merge", "options": {}}]
}`}},
	Panel: func(p *Pass, panel *Panel) {
		if panel.Type.Value != "table" || panel.Angular || len(panel.Queries) < 2 || !panel.transformsOnlyBy(keepingFrames) {
			return
		}
		var first *Query
		for _, q := range panel.Queries {
			switch {
			case q.Hidden || q.Format != "table":
			case first == nil:
				first = q
			default:
				p.Report(q.At(q.whole()), "the table shows query %s alone: nothing puts query %s beside it", first.called(), q.called()).
					Help("add the transformation merge, or joinByField where the labels differ")
				return
			}
		}
	},
}

// keepingFrames are transformations that leave several tables several.
var keepingFrames = []string{
	"organize", "sortBy", "limit", "filterByValue", "filterFieldsByName", "renameByRegex", "convertFieldType", "formatTime", "formatString", "calculateField", "groupBy",
}
