package lint

import "strconv"

// overlappingPanelsRule finds panels whose places on the page overlap.
var overlappingPanelsRule = &Rule{
	Name:     "overlapping-panels",
	Title:    "panels that are placed on top of each other",
	Severity: Warning,
	Since:    "0.2",
	Why: "The grid of a dashboard is 24 columns wide, and each panel says where it stands (gridPos). When two claim the same cells, or one reaches beyond the edge, Grafana moves panels down until they fit, so that the page does " +
		"not look as the file says. It happens when panels are copied between files, or when their places are edited by hand. Panels of different rows and tabs are not compared: Grafana moves the lower row down as a whole.",
	Cost: "The order on the page is another, and changes again when somebody saves.",
	Bad: []Example{{Input: `{
  "title": "Model server",
  "panels": [
    {"type": "stat", "title": "Running", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 4}, "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)"}]},
    {"type": "stat", "title": "Waiting", "gridPos": {"x": 8, "y": 2, "w": 12, "h": 4}, "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting)"}]}
  ]
}`}},
	Good: []Example{{Input: `{
  "title": "Model server",
  "panels": [
    {"type": "stat", "title": "Running", "description": "Requests in the running batch.", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 4},
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)", "legendFormat": "running"}]},
    {"type": "stat", "title": "Waiting", "description": "Requests that the scheduler has not taken up.", "gridPos": {"x": 12, "y": 0, "w": 12, "h": 4},
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"}]}
  ]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		var first *Finding
		more := 0
		for i, panel := range d.Panels {
			if !isPlaced(panel) {
				continue
			}
			if panel.X+panel.W > columns {
				p.Report(panel.At(panel.Title), "the panel reaches to column %d of %d", panel.X+panel.W, columns).Help("make it narrower, or move it to the left")
				continue
			}
			for _, other := range d.Panels[:i] {
				if !isPlaced(other) || !overlap(panel, other) {
					continue
				}
				if first != nil {
					more++ // moving one moves those below
					break
				}
				f := p.Report(panel.At(panel.Title), "the panel lies over panel %q", other.Title.Value)
				first = f
				if right := other.X + other.W; right+panel.W <= columns {
					f.Help("move it to x %d, or to y %d", right, other.Y+other.H)
				} else {
					f.Help("move it to y %d", other.Y+other.H)
				}
				break
			}
		}
		switch {
		case more == 1:
			first.Message += ", and another panel lies over one"
		case more > 1:
			first.Message += ", and " + strconv.Itoa(more) + " more panels lie over others"
		}
	},
}

// columns is the width of Grafana's grid.
const columns = 24

// isPlaced reports whether a panel says where it stands; of one that is repeated, that is only where it begins.
func isPlaced(p *Panel) bool { return p.W > 0 && p.H > 0 && p.Repeat.Value == "" }

func overlap(a, b *Panel) bool {
	return a.Grid == b.Grid && a.Row.Value == b.Row.Value && a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}
