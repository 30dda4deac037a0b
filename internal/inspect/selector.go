package inspect

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// selector explains a selector that nothing passes.
func (s *survey) selector(ctx context.Context, sel *promql.Selector) (*Reason, error) {
	if sel.Name != "" {
		there, err := s.present(ctx, sel.Name)
		if err != nil {
			return nil, err
		}
		if !there {
			return s.gone(ctx, sel)
		}
	}
	if !sel.Offset.Zero() || sel.At {
		some, err := s.some(ctx, "group("+without(sel.AST, nil)+")")
		if err != nil || some {
			return &Reason{Cause: Quiet, Metric: sel.Name, Text: sel.Name + " has series now, and had none at the time that the query looks at"}, err
		}
	}
	return s.matchers(ctx, sel)
}

// without prints a selector as it is now, leaving matchers out.
func without(sel *parser.VectorSelector, leave func(*labels.Matcher) bool) string {
	clone := &parser.VectorSelector{Name: sel.Name}
	for _, m := range sel.LabelMatchers {
		if leave == nil || !leave(m) {
			clone.LabelMatchers = append(clone.LabelMatchers, m)
		}
	}
	return clone.String()
}

// gone explains a metric that has no series now.
func (s *survey) gone(ctx context.Context, sel *promql.Selector) (*Reason, error) {
	if s.names[sel.Name] {
		window := strconv.FormatInt(max(int64(s.window.Seconds()), 1), 10) + "s"
		was, err := s.some(ctx, "group(last_over_time("+selectorOf(sel.Name)+"["+window+"]))")
		if err != nil {
			return nil, err
		}
		if was {
			if r, err := s.absent(ctx, sel); err != nil || r.Cause == Renamed {
				return r, err // an upgrade within the window
			}
			return &Reason{Cause: Stale, Metric: sel.Name, Text: fmt.Sprintf("%s has no series any more: the last ended within %s", sel.Name, model.Duration(s.window)),
				Help: "whatever exports it is gone, or not scraped any more"}, nil
		}
	}
	return s.absent(ctx, sel)
}

// matchers explains a metric that has series, of which none passes.
func (s *survey) matchers(ctx context.Context, sel *promql.Selector) (*Reason, error) {
	var ms []*labels.Matcher
	for _, m := range sel.AST.LabelMatchers {
		if m.Name != model.MetricNameLabel || sel.Name == "" {
			ms = append(ms, m)
		}
	}
	culprit, others, err := s.culprit(ctx, sel, ms)
	if err != nil {
		return nil, err
	}
	if culprit == nil {
		return &Reason{Cause: Unclear, Metric: sel.Name, Text: without(sel.AST, nil) + " is empty"}, nil
	}
	if culprit.Name == model.MetricNameLabel {
		return &Reason{Cause: Absent, Text: "no metric has a name that passes " + culprit.String()}, nil
	}
	r, err := s.now(ctx, "group by ("+culprit.Name+") ("+without(sel.AST, others)+")")
	if err != nil {
		return nil, err
	}
	var values []string
	for _, series := range r.Series {
		if v := series.Labels[culprit.Name]; v != "" {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return s.nothingPasses(sel, culprit, values), nil
}

// culprit is the matcher that takes the last series away: the one without which there are some, or the first that passes
// none by itself. others are those to leave out to see which values there are.
func (s *survey) culprit(ctx context.Context, sel *promql.Selector, ms []*labels.Matcher) (m *labels.Matcher, others func(*labels.Matcher) bool, err error) {
	for _, m := range ms {
		leave := func(o *labels.Matcher) bool { return o == m }
		if !selective(sel.AST, leave) {
			if m.Name == model.MetricNameLabel {
				return m, leave, nil // it alone says what is wanted
			}
			continue
		}
		if some, err := s.some(ctx, "group("+without(sel.AST, leave)+")"); err != nil || some {
			return m, leave, err
		}
	}
	for i, m := range ms { // several at once
		leave := func(o *labels.Matcher) bool { return slices.Contains(ms[i:], o) }
		alone := func(o *labels.Matcher) bool { return slices.Contains(ms[i+1:], o) }
		if !selective(sel.AST, leave) {
			continue
		}
		if some, err := s.some(ctx, "group("+without(sel.AST, alone)+")"); err != nil || !some {
			return m, leave, err
		}
	}
	return nil, nil, nil
}

// selective reports whether a selector is one that a server takes when matchers are left out of it.
func selective(sel *parser.VectorSelector, leave func(*labels.Matcher) bool) bool {
	return slices.ContainsFunc(sel.LabelMatchers, func(m *labels.Matcher) bool { return !leave(m) && !m.Matches("") })
}

// nothingPasses says that none of a label's values passes a matcher.
func (s *survey) nothingPasses(sel *promql.Selector, m *labels.Matcher, values []string) *Reason {
	what := sel.Name
	if what == "" {
		what = without(sel.AST, func(o *labels.Matcher) bool { return o == m })
	}
	r := &Reason{Cause: Matcher, Metric: sel.Name}
	if len(values) == 0 {
		r.Text = fmt.Sprintf("no series of %s has a label %s, which %s wants", what, m.Name, m)
		for _, series := range sel.Series {
			if other := s.twin(series.Metric, m.Name); other != "" {
				r.Found = other
				r.Help = "this server spells it " + other
			}
		}
		if r.Help == "" && s.catalogue.IsTargetLabel(m.Name) {
			r.Help = "this server's targets don't get it: look at the dialect of the store, or at the relabelling of the scrape"
		}
		return r
	}
	r.Text = fmt.Sprintf("no series of %s passes %s: here it is %s", what, m, list(values))
	switch {
	case s.kindOfEvent(sel, m):
		r.Cause = Quiet
		r.Text = fmt.Sprintf("%s has no series that passes %s: it has not happened yet (there is %s)", what, m, list(values))
	case s.Namespace != "" && m.Name == "namespace":
		r.Help = "this server shows namespace " + s.Namespace + " only"
	case slices.Contains([]string{"namespace", "model_name", "service_name"}, m.Name):
		r.Help = "put the right one under values or models of the environment"
	}
	return r
}

// twin is another spelling of a label that the server has, or "".
func (s *survey) twin(m *catalogue.Metric, label string) string {
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
func (s *survey) kindOfEvent(sel *promql.Selector, m *labels.Matcher) bool {
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
