package inspect

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// Absent says why the server has no series of a selector's metric: it ended, it has another name here, or it never was.
// The error is the server's.
func (s *Survey) Absent(ctx context.Context, sel *promql.Selector) (*evaluate.Why, error) {
	if s.names[sel.Name] {
		window := strconv.FormatInt(max(int64(s.window.Seconds()), 1), 10) + "s"
		was, err := s.some(ctx, "group(last_over_time("+selectorOf(sel.Name)+"["+window+"]))")
		if err != nil {
			return nil, err
		}
		if was {
			if why, err := s.gone(ctx, sel); err != nil || why.Cause == evaluate.Renamed {
				return why, err // an upgrade within the window
			}
			return &evaluate.Why{Cause: evaluate.Stale, Metric: sel.Name, Text: fmt.Sprintf("%s has no series any more: the last ended within %s", sel.Name, model.Duration(s.window)),
				Help: "whatever exports it is gone, or not scraped any more"}, nil
		}
	}
	return s.gone(ctx, sel)
}

// Mismatched says of a metric of which no series passes a matcher whether the label has another name here, whether what
// is asked for has not happened yet, or where the right value goes.
func (s *Survey) Mismatched(sel *promql.Selector, m *labels.Matcher, values []string, why *evaluate.Why) {
	values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	if len(values) == 0 {
		for _, series := range sel.Series {
			if other := s.twin(series.Metric, m.Name); other != "" {
				why.Found, why.Help = other, "this server spells it "+other
			}
		}
		if why.Help == "" && s.catalogue.IsTargetLabel(m.Name) {
			why.Help = "this server's targets don't get it: look at the dialect of the store, or at the relabelling of the scrape"
		}
		return
	}
	switch {
	case s.kindOfEvent(sel, m):
		why.Cause = evaluate.Pending
		why.Text += ": it has not happened yet"
	case s.Namespace != "" && m.Name == "namespace":
		why.Help = "this server shows namespace " + s.Namespace + " only"
	case slices.Contains([]string{"namespace", "model_name", "service_name"}, m.Name):
		why.Help = "put the right one under values or models of the environment"
	}
}

// twin is another spelling of a label that the server has, or "".
func (s *Survey) twin(m *catalogue.Metric, label string) string {
	p := s.exporters[m.Exporter]
	if p == nil {
		return ""
	}
	canonical := s.catalogue.CanonicalLabel(m.Exporter, label)
	for _, found := range p.labels {
		if found != label && s.catalogue.CanonicalLabel(m.Exporter, found) == canonical {
			return found
		}
	}
	return ""
}

// kindOfEvent reports whether a matcher asks for a kind of event that the exporter makes a series of when the first
// happens: one of the values that the catalogue knows, or an error by its status.
func (s *Survey) kindOfEvent(sel *promql.Selector, m *labels.Matcher) bool {
	if m.Type != labels.MatchEqual && m.Type != labels.MatchRegexp {
		return false
	}
	for _, series := range sel.Series {
		if series.Behaviour() != catalogue.Counter || !series.Metric.HasLabel(m.Name) {
			continue
		}
		if l := s.catalogue.Label(series.Metric.Exporter, m.Name); l != nil && outcome(m.Name) && slices.ContainsFunc(l.Values, func(v string) bool {
			return v != "..." && m.Matches(v)
		}) {
			return true
		}
		if outcome(m.Name) && !m.Matches("200") && !m.Matches("2xx") &&
			slices.ContainsFunc([]string{"500", "503", "404", "401", "403", "429", "5xx", "4xx"}, m.Matches) {
			return true
		}
	}
	return false
}

// outcome reports whether a label says how something ended, so that its values come with the events.
func outcome(label string) bool {
	return slices.ContainsFunc([]string{"reason", "status", "code", "outcome", "result", "error", "exception"}, func(word string) bool {
		return strings.Contains(label, word)
	})
}
