package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
)

// missingTitleRule finds graphs and tables without a name.
var missingTitleRule = &Rule{
	Name:     "missing-title",
	Title:    "a panel whose values have no name",
	Severity: Warning,
	Since:    "0.2",
	Why:      "Without a title, a panel says how much, but not of what: a legend names series, not what is measured, and a single number has no legend. Links, exports, screen readers and reports name a panel by its title, too.",
	Cost:     "Whoever opens the dashboard has to read the query to know what is drawn.",
	Except: "Numbers and gauges that show the names of their series are left alone; so is a panel that is as wide as the page, in a row that has a title, and every panel " +
		"that shows no data.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"}]
}`}},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Requests that wait",
  "description": "Requests that the scheduler has not taken up.",
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"}]
}`}},
	Panel: func(p *Pass, panel *Panel) {
		if !panel.hasData() || strings.TrimSpace(panel.Title.Value) != "" || panel.W >= 24 && panel.Row.Value != "" || panel.showsNames() {
			return
		}
		p.Report(panel.At(panel.Place.Start()), "the panel has no title").Help("name what it shows")
	},
}

// showsNames reports whether a panel may write the names of its series beside their values, or is none that shows
// values by itself. Grafana writes a name where there are several values.
func (p *Panel) showsNames() bool {
	switch p.Type.Value {
	case "timeseries", "table", "barchart", "heatmap", "histogram", "piechart", "state-timeline", "status-history", "graph":
		return false
	case "stat", "gauge", "bargauge":
	default:
		return true
	}
	switch p.Options.String("textMode").Value {
	case "name", "value_and_name":
		return true
	}
	return len(p.Queries) != 1 || p.Others > 0 || p.Queries[0].Facts == nil || !isSingle(p.Queries[0].Facts.Result)
}

// isSingle reports whether a result is at most one series: none of its labels can tell two apart.
func isSingle(n *promql.Node) bool {
	if n.Rest().State != promql.Impossible {
		return false
	}
	for fact := range n.Labels() {
		if fact.State != promql.Impossible && !fact.Constant {
			return false
		}
	}
	return true
}
