package prom

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
)

// LegendAuto is the legend of a target that leaves the name to Grafana.
const LegendAuto = "__auto"

// valueName is what Grafana calls a series that has nothing else to be called by.
const valueName = "Value"

var legendLabel = regexp.MustCompile(`\{\{\s*(.+?)\s*\}\}`)

// legendOf names a series as Grafana's backend does. The result is empty when the name is left to the browser, which sees
// all series of the panel: see autoLegend.
func legendOf(template, expr string, labels map[string]string) string {
	legend := metricString(labels)
	switch {
	case template == LegendAuto && len(labels) > 0:
		legend = ""
	case template == LegendAuto || template == "":
	default:
		legend = legendLabel.ReplaceAllStringFunc(template, func(match string) string {
			name := strings.Replace(strings.Replace(match, "{{", "", 1), "}}", "", 1)
			return labels[strings.TrimSpace(name)]
		})
	}
	if legend == "{}" {
		return expr
	}
	return legend
}

// metricString prints labels as a selector: name{a="b", c="d"}, or {} when there are none.
func metricString(labels map[string]string) string {
	name, named := labels[model.MetricNameLabel]
	var parts []string
	for label, value := range labels {
		if label != model.MetricNameLabel {
			parts = append(parts, label+"="+strconv.Quote(value))
		}
	}
	if named && len(parts) == 0 {
		return name
	}
	slices.Sort(parts)
	return name + "{" + strings.Join(parts, ", ") + "}"
}

// autoLegend names a series as Grafana's browser does when the backend did not: by the value of the only label that the
// panel's series have, or else by all its labels.
func autoLegend(labels map[string]string, only string) string {
	if only != "" {
		if value := labels[only]; value != "" {
			return value
		}
		return valueName
	}
	if len(labels) == 0 {
		return valueName
	}
	var parts []string
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		parts = append(parts, label+`="`+labels[label]+`"`)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// onlyLabel is the label that all series of a panel have between them, or empty when there are several or none.
func onlyLabel(frames []Frame) string {
	only := ""
	for _, frame := range frames {
		for _, series := range frame.Series {
			for label := range series.Labels {
				if only != "" && label != only {
					return ""
				}
				only = label
			}
		}
	}
	return only
}
