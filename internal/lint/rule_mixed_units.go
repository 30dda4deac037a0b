package lint

import (
	"slices"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// mixedUnitsRule finds an axis that stands for two things.
var mixedUnitsRule = &Rule{
	Name:     "mixed-units",
	Title:    "values of different units on one axis",
	Severity: Warning,
	Since:    "0.2",
	Why: "Lines on one axis are read against each other. Where one is seconds and another a number of requests, where they cross means nothing, and the " +
		"larger numbers press the others flat against the bottom: a cache usage between 0 and 1 beside a queue of 50 is a line at zero.",
	Cost:   "One of the two can't be read, and no unit of the panel is right for both.",
	Except: "An override that gives one of the queries a unit, an axis or a range of its own takes it off the axis, and is no finding.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "title": "Load",
  "targets": [
    {"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"},
    {"refId": "B", "expr": "max(vllm:kv_cache_usage_perc)", "legendFormat": "cache"}
  ]
}`}},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Load",
  "description": "Requests that wait, and the fullest cache. When the cache is full, requests begin to wait.",
  "targets": [
    {"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"},
    {"refId": "B", "expr": "max(vllm:kv_cache_usage_perc)", "legendFormat": "cache"}
  ],
  "fieldConfig": {
    "defaults": {"unit": "short"},
    "overrides": [
      {"matcher": {"id": "byFrameRefID", "options": "B"}, "properties": [
        {"id": "unit", "value": "percentunit"}, {"id": "custom.axisPlacement", "value": "right"}
      ]}
    ]
  }
}`}},
	Panel: func(p *Pass, panel *Panel) {
		if len(panel.Queries) < 2 {
			return
		}
		if a, b := unitsMixed(panel); a != nil {
			p.Report(b.AtText(b.Legend), "values in %s share an axis with query %s, whose values are in %s", nameUnit(b), a.called(), nameUnit(a)).
				Help("make a panel of its own for it, or give query %s a unit and custom.axisPlacement of its own by an override", b.called())
		}
	},
}

// unitsMixed returns the first two queries of a panel that share an axis but no unit. Where the panel names a unit, it is
// wrong for one of them, and that is found by unit-mismatch.
func unitsMixed(panel *Panel) (a, b *Query) {
	switch panel.Type.Value {
	case "timeseries", "barchart", "trend", "piechart":
	default:
		return nil, nil
	}
	if panel.Library {
		return nil, nil
	}
	for i, a := range panel.Queries {
		if !onAxis(panel, a) {
			continue
		}
		for _, b := range panel.Queries[i+1:] {
			if onAxis(panel, b) && !shareUnit(a, b) && !separated(panel, a, b) {
				return a, b
			}
		}
	}
	return nil, nil
}

// onAxis reports whether a query's values have a unit that is their own matter: the panel names none for them.
func onAxis(panel *Panel, q *Query) bool {
	if !q.shown() || !q.valueUnit().Known() || isWrongRate(q) {
		return false
	}
	id, ok := panel.unitOf(q)
	return ok && unsetUnit(id)
}

// isWrongRate reports whether the values are the rate of what is no counter: that is the bug, and not the axis.
func isWrongRate(q *Query) bool {
	return q.Facts.Result.Shape == promql.ShapeUnknown && q.valueUnit().PerSecond
}

// shareUnit reports whether the values of two queries may stand on one axis.
func shareUnit(a, b *Query) bool {
	u, v := a.valueUnit(), b.valueUnit()
	return fits(u, v) || fits(v, u) || countsTimes(a, b) || countsTimes(b, a)
}

// countsTimes reports whether the values of one query are how many of a thing there are per second or per another
// thing, so that they may stand beside a count or a share: so many seconds per second are so many things at once.
func countsTimes(q, other *Query) bool {
	u := other.valueUnit()
	return secondsPerSecond(q) && u.Dimension == catalogue.Count ||
		q.Facts.Result.Shape == promql.ShapeRatio && q.valueUnit().Dimension == catalogue.Count && u.Dimension == catalogue.Ratio
}

// axisProperties are those that Grafana makes an axis of its own for (public/app/core/components/GraphNG/utils.ts,
// buildScaleKey).
var axisProperties = []string{
	"unit", "min", "max", "custom.axisPlacement", "custom.axisLabel", "custom.axisSoftMin", "custom.axisSoftMax", "custom.scaleDistribution",
}

// separated reports whether an override may put one of two queries on another axis.
func separated(panel *Panel, a, b *Query) bool {
	for i := range panel.Overrides {
		o := &panel.Overrides[i]
		if !slices.ContainsFunc(o.Properties, func(p source.Property) bool { return slices.Contains(axisProperties, p.ID.Value) }) {
			continue
		}
		x, y := panel.overrides(o, a), panel.overrides(o, b)
		if x == notKnown || y == notKnown || x != y {
			return true
		}
	}
	return false
}
