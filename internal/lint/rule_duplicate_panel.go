package lint

import (
	"github.com/llm-observability/dashgen/internal/source"
)

// duplicatePanelRule finds a panel that a dashboard shows twice.
var duplicatePanelRule = &Rule{
	Name:     "duplicate-panel",
	Title:    "two panels of a dashboard that show the same",
	Severity: Warning,
	Since:    "0.2",
	Why: "A panel was copied to become another one, and its expressions were not changed. Two panels are the same when they are of one type and ask the same " +
		"expressions in the same way; a number and a graph of one expression complement each other and are none, nor is the mean beside the maximum, nor a " +
		"panel with another time range.",
	Cost:   "One of the two titles is wrong, and nobody notices that what it promises is not there.",
	Except: "A dashboard may repeat its most important panel further down: give the second one to a row that is about it, or exclude it by name.",
	Bad: []Example{{Input: `{
  "title": "Serving",
  "panels": [
    {"type": "stat", "title": "Running", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)"}]},
    {"type": "stat", "title": "Waiting", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)"}]}
  ]
}`}},
	Good: []Example{{Input: `{
  "title": "Serving",
  "panels": [
    {"type": "stat", "title": "Running", "description": "Requests in the running batch.",
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)", "legendFormat": "running"}]},
    {"type": "stat", "title": "Waiting", "description": "Requests that the scheduler has not taken up.",
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"}]}
  ]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		for i, panel := range d.Panels {
			if !isWhole(panel) {
				continue
			}
			for _, first := range d.Panels[:i] {
				if samePanel(first, panel) {
					p.Report(panel.At(panel.Title), "the same as panel %q: same type, same expressions", first.Title.Value).
						Help("write the expressions that the title promises, or remove the panel")
					break
				}
			}
		}
	},
}

// isWhole reports whether everything that a panel shows is known: it asks Prometheus alone, once, and nothing is
// made of the answers.
func isWhole(p *Panel) bool {
	if len(p.Queries) == 0 || p.Others > 0 || p.Library || p.Repeat.Value != "" || len(p.Transformations) > 0 {
		return false
	}
	for _, q := range p.Queries {
		if q.Facts == nil {
			return false
		}
	}
	return true
}

// samePanel reports whether two panels show the same.
func samePanel(a, b *Panel) bool {
	if a.Type.Value != b.Type.Value || len(a.Queries) != len(b.Queries) || !isWhole(a) {
		return false
	}
	for i, q := range a.Queries {
		if q.Hidden != b.Queries[i].Hidden || !sameTarget(q, b.Queries[i]) {
			return false
		}
	}
	for _, what := range [...]string{"timeFrom", "timeShift", "interval", "maxDataPoints"} {
		if !alike(a.Node.Get(what), b.Node.Get(what)) {
			return false
		}
	}
	if !alike(a.Node.Get("spec", "data", "spec", "queryOptions"), b.Node.Get("spec", "data", "spec", "queryOptions")) {
		return false // of the second format of dashboards
	}
	return alike(a.Options.Get("reduceOptions"), b.Options.Get("reduceOptions")) && alike(a.Options.Get("textMode"), b.Options.Get("textMode")) &&
		alike(a.Custom.Get("scaleDistribution"), b.Custom.Get("scaleDistribution")) &&
		alike(a.Custom.Get("stacking"), b.Custom.Get("stacking"))
}

// alike reports whether two values are written the same, the order of members aside.
func alike(a, b *source.Node) bool {
	switch {
	case a == nil || b == nil:
		return a == b
	case a.Kind != b.Kind || a.Text.Value != b.Text.Value || len(a.Items) != len(b.Items) || len(a.Members) != len(b.Members):
		return false
	}
	for i := range a.Items {
		if !alike(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Members {
		if !alike(a.Members[i].Value, b.Get(a.Members[i].Key.Value)) {
			return false
		}
	}
	return true
}
