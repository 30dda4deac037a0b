package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
)

// legendLabelRule follows the labels of a legend through the expression.
var legendLabelRule = &Rule{
	Name:     "legend-label",
	Title:    "a legend that names a label which the result does not have",
	Severity: Warning,
	Since:    "0.2",
	Why: "Every {{label}} of a legend is replaced by the label's value of each series. Where the series have no such label, Grafana writes nothing in " +
		"its place: sum by (model_name) leaves model_name alone, histogram_quantile uses up le, sum() without by leaves no label, and rate drops the " +
		"name that {{__name__}} asks for. Which labels are left is followed through the whole expression; a label that only may be missing is no finding.",
	Cost:   "The lines can't be told apart, or are called the same.",
	Except: "A panel that renames its series by a transformation, or by a display name, does not show the legend and is left alone.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "title": "Requests that wait",
  "targets": [
    {"refId": "A", "expr": "sum by (model_name) (vllm:num_requests_waiting)", "legendFormat": "{{pod}}"}
  ]
}`}},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Requests that wait",
  "description": "Requests that the scheduler has not taken up yet, per pod.",
  "targets": [
    {"refId": "A", "expr": "sum by (model_name, pod) (vllm:num_requests_waiting)", "legendFormat": "{{model_name}} on {{pod}}"}
  ],
  "fieldConfig": {"defaults": {"unit": "short"}}
}`}},
	Query: func(p *Pass, q *Query) {
		legend := q.Legend.Value
		if q.Panel == nil || q.Hidden || !strings.Contains(legend, "{{") || !showsLegend(q) {
			return
		}
		var first, last promql.Span
		var missing []string
		var reason string
		for from := 0; ; {
			name, at, next, ok := nextLabel(legend, from)
			if !ok {
				break
			}
			from = next
			if name == "" || hasVariable(name) {
				continue
			}
			if fact := q.Facts.Result.Label(name); fact.State == promql.Impossible {
				if missing == nil {
					first, reason = at, fact.Reason
				}
				missing, last = append(missing, name), at
			}
		}
		if missing == nil {
			return
		}
		place, what := q.AtText(q.Legend), "label"
		place.start, place.end = first.Start, last.End
		if len(missing) > 1 {
			what = "labels"
		}
		if several := namesSeveral(missing); several != "" {
			p.Report(place, "{{%s}} asks for one label, which has a comma in its name: Grafana reads no list", several).
				Help("write {{%s}}", strings.Join(labelsIn(several), "}} {{"))
			return
		}
		p.Report(place, "the result has no %s %s: %s", what, strings.Join(missing, " and "), reason).Help("%s", helpLegend(q, missing))
	},
}

// namesSeveral is what stands in the braces of a legend if it is a list of labels, such as {{namespace, pod}}.
func namesSeveral(names []string) string {
	for _, name := range names {
		if strings.Contains(name, ",") {
			return name
		}
	}
	return ""
}

// labelsIn are the labels of a list.
func labelsIn(list string) []string {
	labels := strings.Split(list, ",")
	for i := range labels {
		labels[i] = strings.TrimSpace(labels[i])
	}
	return labels
}

// showsLegend reports whether the query's series are called as its legend says.
func showsLegend(q *Query) bool {
	switch {
	case q.Format == "table", q.Panel.Field.DisplayName.Value != "":
		return false
	case q.Panel.Type.Value == "stat", q.Panel.Type.Value == "gauge", q.Panel.Type.Value == "bargauge":
		if !q.Panel.showsNames() {
			return false // one value, under the title of the panel
		}
	}
	return q.Panel.transformsOnlyBy(keepingNames)
}

// labelsLeft are the labels that the series of a query's result may have, as far as the expression names them.
func labelsLeft(q *Query) []string {
	var left []string
	for fact := range q.Facts.Result.Labels() {
		if fact.State != promql.Impossible && fact.Name != nameLabel {
			left = append(left, fact.Name)
		}
	}
	return left
}

// helpLegend says which labels there are in place of those that are missing.
func helpLegend(q *Query, missing []string) string {
	left := labelsLeft(q)
	keep := ", or keep " + strings.Join(missing, " and ") + " in the aggregation"
	switch {
	case missing[0] == nameLabel:
		keep = ", or write the name into the legend"
	case missing[0] == "le" && q.Has&HasQuantile != 0:
		keep = "" // it is used up
	case q.Has&(HasAggregation|HasMatch) == 0:
		keep = ""
	}
	switch {
	case len(left) > 0:
		return "name a label that is left (" + strings.Join(left, ", ") + ")" + keep
	case q.Facts.Result.Rest().State == promql.Impossible:
		return "write a legend without labels, of which the result has none" + keep
	}
	return "name another label" + keep
}
