package lint

import (
	"hash/maphash"
	"math"
	"slices"
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
	Except: "A dashboard may repeat its most important panel further down: one of the same title in another row is left alone.",
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
		seed := maphash.MakeSeed()
		alike := map[uint64][]*Panel{} // those that may be the same
		for _, panel := range d.Panels {
			if !isWhole(panel) {
				continue
			}
			key := panel.likeness(seed)
			same := slices.IndexFunc(alike[key], func(first *Panel) bool { return samePanel(first, panel) && !repeatsInRow(first, panel) })
			if same >= 0 {
				p.Report(panel.At(panel.Title), "the same as panel %q: same type, same expressions", alike[key][same].Title.Value).
					Help("write the expressions that the title promises, or remove the panel")
				continue
			}
			if len(alike[key]) < maxAlike {
				alike[key] = append(alike[key], panel)
			}
		}
	},
}

// maxAlike bounds how many panels one is compared with: thousands may ask the same and differ in how they show it.
const maxAlike = 64

// likeness is the same for panels that are the same, and mostly another for others.
func (p *Panel) likeness(seed maphash.Seed) uint64 {
	key := maphash.String(seed, p.Type.Value) + uint64(len(p.Queries))
	for _, q := range p.Queries {
		nodes := q.Facts.Nodes()
		key = key*31 + uint64(len(nodes))
		for _, s := range q.Facts.Selectors {
			key = key*31 + maphash.String(seed, s.Name)
			for i := range s.Matchers { // in any order
				if m := s.Matchers[i].Matcher; m != nil {
					key += maphash.String(seed, m.Name) ^ maphash.String(seed, m.Value)
				}
			}
		}
		for i := range nodes {
			if nodes[i].Constant {
				key = key*31 + math.Float64bits(nodes[i].Number)
			}
		}
	}
	return key
}

// repeatsInRow reports whether a panel stands in another row once more, under its own name: rows of an overview show what
// the rows further down are about.
func repeatsInRow(a, b *Panel) bool {
	return a.Title.Value != "" && a.Title.Value == b.Title.Value && a.Row.Value != b.Row.Value
}

// isWhole reports whether everything that a panel shows is known: it asks Prometheus alone, once, and nothing is
// made of the answers.
func isWhole(p *Panel) bool {
	if len(p.Queries) == 0 || p.Others > 0 || p.Library || p.Type.Value == "text" || p.Repeat.Value != "" || len(p.Transformations) > 0 {
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
	if a.Type.Value != b.Type.Value || len(a.Queries) != len(b.Queries) {
		return false
	}
	named := a.Type.Value == "stat" && (a.Options.String("textMode").Value == "name" || a.Options.String("textMode").Value == "value_and_name")
	for i, q := range a.Queries {
		if named && q.Legend.Value != b.Queries[i].Legend.Value {
			return false // it shows what the legend makes of the labels
		}
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
		alike(a.Custom.Get("scaleDistribution"), b.Custom.Get("scaleDistribution")) && alike(a.Custom.Get("drawStyle"), b.Custom.Get("drawStyle")) &&
		alike(a.Custom.Get("stacking"), b.Custom.Get("stacking"))
}
