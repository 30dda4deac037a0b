package lint

import (
	"fmt"
	"slices"
)

// angularPanelRule finds panels of a kind that Grafana gave up.
var angularPanelRule = &Rule{
	Name:     "angular-panel",
	Title:    "a panel of a kind that newer Grafana no longer has",
	Severity: Warning,
	Since:    "0.2",
	Why: "The old graph, singlestat and table were written in AngularJS, which Grafana switched off in release 11 and removed in 12. Grafana turns them into today's panels when the dashboard is loaded, each time anew and not in " +
		"all respects: axes, thresholds and aliases of series may be lost. Plugins of that time that have no successor show an error. Panels of a kind that is turned into another are reported once for each dashboard.",
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
	Dashboard: func(p *Pass, d *Dashboard) {
		for i, panel := range d.Panels {
			if !panel.Angular {
				continue
			}
			kind := panel.Type.Value
			if successors[kind] == "" {
				p.Report(panel.At(panel.Type), "Grafana 12 has no panel %s", kind).Help("use a panel that Grafana still has")
				continue
			}
			if isOld := func(o *Panel) bool { return o.Angular && o.Type.Value == kind }; !slices.ContainsFunc(d.Panels[:i], isOld) {
				reportAngular(p, panel, countPanels(d.Panels[i+1:], isOld))
			}
		}
	},
}

// reportAngular reports the first panel of a kind that Grafana turns into another one. A dashboard of that time mostly
// has dozens of them, and one save changes all.
func reportAngular(p *Pass, panel *Panel, others int) {
	name, too := panel.Type.Value, ""
	if name == "table" {
		name = "table with styles"
	}
	switch {
	case others == 1:
		too = "; another panel of the dashboard is one, too"
	case others > 1:
		too = fmt.Sprintf("; %d other panels of the dashboard are such, too", others)
	}
	p.Report(panel.At(panel.Type), "Grafana 12 has no panel %s%s", name, too).
		Help("use %s: open the dashboard in Grafana 11 or newer, look at its panels, and save it", successors[panel.Type.Value])
}

func countPanels(panels []*Panel, is func(*Panel) bool) int {
	n := 0
	for _, panel := range panels {
		if is(panel) {
			n++
		}
	}
	return n
}

// successors are the kinds that Grafana turns old panels into.
var successors = map[string]string{
	"graph": "timeseries", "singlestat": "stat", "grafana-singlestat-panel": "stat", "table-old": "table", "table": "the table of today",
	"grafana-piechart-panel": "piechart", "grafana-worldmap-panel": "geomap",
}
