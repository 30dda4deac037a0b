package lint

// missingDescriptionRule asks for the words behind the (i).
var missingDescriptionRule = &Rule{
	Name:     "missing-description",
	Title:    "a panel without a description",
	Severity: Info,
	Since:    "0.2",
	Why: "The description of a panel is shown behind the (i) beside its title. It is the one place to say what the number means, what is normal and what to do when it is not, for whoever " +
		"is woken up by it and did not build the dashboard.",
	Cost: "None, as long as those who look know what they see. This is style: the finding is shown from --severity info on.",
	Bad: []Example{{Input: `{
  "type": "stat",
  "title": "Waiting",
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"}]
}`}},
	Good: []Example{{Input: `{
  "type": "stat",
  "title": "Waiting",
  "description": "Requests that the scheduler has not taken up. Zero most of the time; if it grows, add replicas.",
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"}]
}`}},
	Panel: func(p *Pass, panel *Panel) {
		if panel.Description.Value == "" && panel.hasData() {
			p.Report(panel.At(panel.Title), "the panel has no description").Help("say what the values mean, what is normal, and what to do when they are not")
		}
	},
}

// hasData reports whether the panel shows the answers of queries, all of which are here.
func (p *Panel) hasData() bool { return len(p.Queries)+p.Others > 0 && !p.Library }
