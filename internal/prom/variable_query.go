package prom

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"
)

// A VariableQuery is a dashboard variable that takes its options from Prometheus.
type VariableQuery struct {
	// Query is one of label_values(label), label_values(selector, label), label_names(), metrics(regex),
	// query_result(expression), or a series selector.
	Query string
	Regex string // picks options or parts of them: /pattern/flags, or a pattern for the whole option; empty: all
	Sort  Sort
}

// An Option is one entry of a variable's picker.
type Option struct {
	Text  string // what the picker shows
	Value string // what is inserted
}

// The forms of a query.
var (
	labelValuesQuery = regexp.MustCompile(`^label_values\((?:(.+),\s*)?(.+)\)\s*$`)
	labelNamesQuery  = regexp.MustCompile(`^label_names\(\)\s*$`)
	metricsQuery     = regexp.MustCompile(`^metrics\((.+)\)\s*$`)
	resultQuery      = regexp.MustCompile(`^query_result\((.+)\)\s*$`)
)

// EvaluateVariable returns the options of a variable as Grafana does: variables in the query replaced, label values and
// names of the window sorted alphabetically as Prometheus returns them, the result of an expression at the window's end
// (rounded up to a second) in its own order, then the regex, each value once, and the sort order of the variable.
//
// It fails on a bad window, on a query or regex that cannot be read, and with the errors of the Querier.
func EvaluateVariable(ctx context.Context, q Querier, w Window, vars Variables, query VariableQuery) ([]Option, error) {
	w, err := w.checked()
	if err != nil {
		return nil, err
	}
	text := w.expandVariableQuery(vars.Expr(query.Query))
	pick, err := newPicker(query.Regex)
	if err != nil {
		return nil, err
	}
	found, err := optionTexts(ctx, q, w, text)
	if err != nil {
		return nil, fmt.Errorf("variable query %s: %w", text, err)
	}
	var options []Option
	seen := map[string]bool{}
	for _, text := range found {
		for _, option := range pick.options(text) {
			if !seen[option.Value] {
				seen[option.Value] = true
				options = append(options, option)
			}
		}
	}
	return query.Sort.apply(options)
}

// optionTexts runs a query.
func optionTexts(ctx context.Context, q Querier, w Window, query string) ([]string, error) {
	from, to := ceilSecond(w.From), ceilSecond(w.To)
	filter := func(selector string) string {
		if strings.ReplaceAll(selector, " ", "") == "{}" {
			return "" // Grafana drops an empty filter
		}
		return strings.TrimSpace(selector)
	}
	distinct := func(selector string, collect func(labels map[string]string, add func(string))) ([]string, error) {
		series, err := q.Series(ctx, filter(selector), from, to)
		values := map[string]bool{}
		for _, labels := range series {
			collect(labels, func(value string) { values[value] = true })
		}
		return slices.Sorted(maps.Keys(values)), err
	}
	switch {
	case labelNamesQuery.MatchString(query):
		return distinct("", func(labels map[string]string, add func(string)) {
			for name := range labels {
				add(name)
			}
		})
	case labelValuesQuery.MatchString(query):
		m := labelValuesQuery.FindStringSubmatch(query)
		if lister, ok := q.(Lister); ok {
			return lister.LabelValues(ctx, m[2], filter(m[1]), from, to)
		}
		return distinct(m[1], func(labels map[string]string, add func(string)) {
			if value := labels[m[2]]; value != "" {
				add(value)
			}
		})
	case metricsQuery.MatchString(query):
		name, err := regexp.Compile(metricsQuery.FindStringSubmatch(query)[1])
		if err != nil {
			return nil, err
		}
		metrics, err := MetricNames(ctx, q, from, to)
		return slices.DeleteFunc(metrics, func(metric string) bool { return !name.MatchString(metric) }), err
	case resultQuery.MatchString(query):
		result, err := q.Instant(ctx, resultQuery.FindStringSubmatch(query)[1], to)
		if err != nil {
			return nil, err
		}
		return resultTexts(result)
	case strings.TrimSpace(query) == "":
		return nil, nil
	default: // a selector lists its series
		series, err := q.Series(ctx, query, from, to)
		if err != nil {
			return nil, err
		}
		texts := make([]string, len(series))
		for i, labels := range series {
			texts[i] = seriesText(labels)
		}
		return texts, nil
	}
}

// MetricNames are the names of all series that have a sample between two times, sorted. The error is the
// Querier's.
func MetricNames(ctx context.Context, q Querier, from, to time.Time) ([]string, error) {
	if lister, ok := q.(Lister); ok {
		return lister.LabelValues(ctx, model.MetricNameLabel, "", from, to)
	}
	series, err := q.Series(ctx, "", from, to)
	names := map[string]bool{}
	for _, labels := range series {
		names[labels[model.MetricNameLabel]] = true
	}
	return slices.Sorted(maps.Keys(names)), err
}

// resultTexts prints what query_result offers: the value of a scalar, or series with value and milliseconds.
func resultTexts(result Result) ([]string, error) {
	if result.Type == TypeMatrix {
		return nil, fmt.Errorf("the value is a range vector, which has no options")
	}
	var texts []string
	for _, series := range result.Series {
		for _, p := range series.Points {
			value := strconv.FormatFloat(p.V, 'f', -1, 64)
			if result.Type == TypeVector {
				value = seriesText(series.Labels) + " " + value + " " + strconv.FormatInt(p.T, 10)
			}
			texts = append(texts, value)
		}
	}
	return texts, nil
}

// seriesText prints a series as Grafana's variables do: name{a="b",c="d"}, nothing escaped.
func seriesText(labels map[string]string) string {
	var parts []string
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		if label != model.MetricNameLabel {
			parts = append(parts, label+`="`+labels[label]+`"`)
		}
	}
	return labels[model.MetricNameLabel] + "{" + strings.Join(parts, ",") + "}"
}

// ceilSecond rounds up to a whole second, as Grafana does for queries of variables.
func ceilSecond(t time.Time) time.Time {
	if down := t.Truncate(time.Second); down.Before(t) {
		return down.Add(time.Second)
	}
	return t
}
