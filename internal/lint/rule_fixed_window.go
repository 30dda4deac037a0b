package lint

import (
	"fmt"
	"time"

	"github.com/llm-observability/dashgen/internal/promql"
)

// fixedWindowRule finds rates whose window does not follow the zoom.
var fixedWindowRule = &Rule{
	Name:     "fixed-window",
	Title:    "a rate over time whose window does not follow the zoom",
	Severity: Warning,
	Since:    "0.2",
	Why: "Grafana asks for a value every step, and the step grows with the time range: about one per pixel. A rate over [5m] still looks " +
		"at five minutes only, so that over a week, where points are further apart than that, everything between two windows is never looked at: " +
		"a burst can be missing from the graph altogether. Zoomed in, points seconds apart are all smeared over the same five minutes. $__rate_interval " +
		"is at least the step and at least four scrapes (Grafana's Prometheus data source computes it so).",
	Cost: "The same graph shows other peaks at every zoom, and over long ranges it leaves events out.",
	Except: "A window that is meant is left alone when the panel says so, in its title, description, row or legend (\"last 5 minutes\", \"hourly\", \"rolling\"), when it " +
		"is an hour or more, when a min interval makes points exactly as far apart as the window is long, and where variables don't work: in alerts. Stats, gauges and tables, irate, and tests such as > bool 0 are not looked at. Of several such queries in a panel, the first is reported.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "title": "Generated tokens",
  "targets": [
    {"refId": "A", "legendFormat": "{{model_name}}", "expr": "sum by (model_name) (rate(vllm:generation_tokens_total[5m]))"}
  ]
}`}},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Generated Tokens",
  "description": "Tokens that the models generate per second. If it falls while requests wait, look at the GPUs.",
  "fieldConfig": {"defaults": {"unit": "count:tok/s"}},
  "targets": [
    {"refId": "A", "legendFormat": "{{model_name}}", "expr": "sum by (model_name) (rate(vllm:generation_tokens_total[$__rate_interval]))"}
  ]
}`}},
	Needs: HasRange | HasCall,
	Query: fixedWindow,
}

func fixedWindow(p *Pass, q *Query) {
	if !drawsOverTime(q) {
		return
	}
	s := unstatedWindow(q)
	if s == nil {
		return
	}
	others, first := 0, true
	for _, other := range q.Panel.Queries {
		switch {
		case other == q:
			first = false
		case other.Facts == nil || !drawsOverTime(other) || unstatedWindow(other) == nil:
		case first:
			return // it speaks for this one
		default:
			others++
		}
	}
	too := ""
	switch {
	case others == 1:
		too = "; another query of the panel has a fixed window, too"
	case others > 1:
		too = fmt.Sprintf("; %d other queries of the panel have fixed windows, too", others)
	}
	w := durationText(s.Range.Fixed)
	p.Report(q.At(s.Range.Span), "every point looks at %s whatever the zoom: where points are further apart, what happens between them is never looked at%s", w, too).
		Help("write %s, or say in the title that values are of %s", followingZoom(q, s), w)
}

// unstatedWindow returns the first selector of a query whose window does not follow the zoom, with nothing that says
// so. The others have the same window, or it is a mismatch.
func unstatedWindow(q *Query) *promql.Selector {
	for _, s := range q.Facts.Selectors {
		if ratesFixed(q, s) && !stated(q, s.Range.Fixed, anyWording) && q.Panel.Node.Get("alert") == nil {
			return s
		}
	}
	return nil
}

// followingZoom is what to write in place of a fixed window.
func followingZoom(q *Query, s *promql.Selector) string {
	switch {
	case s.Function() == "rate":
		return "rate(…[$__rate_interval])"
	case q.Panel.Type.Value == "heatmap":
		return "increase(…[$__rate_interval])"
	}
	return "rate(…[$__rate_interval]), which is per second already" // increase(…) / 300
}

// ratesFixed reports whether a selector makes a rate, or an increase that is used like one, of a short
// window that nothing but its author chose.
func ratesFixed(q *Query, s *promql.Selector) bool {
	w := s.Range.Fixed
	if w == 0 || w >= time.Hour || s.Subquery != nil || s.At {
		return false
	}
	switch s.Function() {
	case "rate":
	case "increase":
		if q.Panel.Type.Value != "heatmap" && drawnAmount(s) {
			return false // windowed-increase-series says more
		}
	default:
		return false
	}
	set := minInterval(q)
	return set >= 0 && set != w && drawn(s)
}
