package lint

// angularPanelRule finds panels of a kind that Grafana gave up.
var angularPanelRule = &Rule{
	Name:     "angular-panel",
	Title:    "a panel of a kind that newer Grafana no longer has",
	Severity: Warning,
	Since:    "0.2",
	Why: "The old graph, singlestat and table were written in AngularJS, which Grafana switched off in release 11 and removed in 12. Grafana turns them into today's panels when the dashboard is loaded, each time anew and not in " +
		"all respects: axes, thresholds and aliases of series may be lost. Plugins of that time that have no successor show an error.",
	Cost: "The panel looks different from what the file says, or is not there.",
	Bad: []Example{{Input: `{
  "type": "singlestat",
  "title": "Running requests",
  "format": "short",
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)"}]
}`}},
	Good: []Example{{Input: `{
  "type": "stat",
  "title": "Running requests",
  "description": "Requests in the running batch.",
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)", "legendFormat": "running"}]
}`}},
	Panel: func(p *Pass, panel *Panel) {
		if !panel.Angular {
			return
		}
		f := p.Report(panel.At(panel.Type), "Grafana 12 has no panel %s", panel.Type.Value)
		if successor := successors[panel.Type.Value]; successor != "" {
			f.Help("use %s: open the dashboard in Grafana 11 or newer, look at the panel, and save it", successor)
		} else {
			f.Help("use a panel that Grafana still has")
		}
	},
}

// successors are the kinds that Grafana turns old panels into.
var successors = map[string]string{
	"graph": "timeseries", "singlestat": "stat", "grafana-singlestat-panel": "stat", "table-old": "table",
	"grafana-piechart-panel": "piechart", "grafana-worldmap-panel": "geomap",
}
