package inspect

import (
	"context"
	"fmt"
	"regexp"
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

var component = regexp.MustCompile(`_(bucket|sum|count)$`)

// absent explains a name that the server does not have.
func (s *survey) absent(ctx context.Context, sel *promql.Selector) (*Reason, error) {
	name := sel.Name
	r := &Reason{Cause: Absent, Metric: name, Text: name + " is absent"}
	if len(sel.Series) == 0 {
		return s.unknown(ctx, r)
	}
	series := s.likeliest(sel.Series)
	m := series.Metric
	p := s.exporters[m.Exporter]
	other, err := s.otherName(ctx, sel, m.Exporter)
	switch {
	case err != nil:
		return nil, err
	case other.name != "":
		s.calledOtherwise(r, series, other)
		return r, nil
	case s.announces(m):
		r.Cause = Quiet
		r.Text += fmt.Sprintf(": %s announces it, and what it counts has not happened yet", m.Program)
		return r, nil
	case name == "ALERTS" || name == "ALERTS_FOR_STATE":
		r.Cause = Quiet
		r.Text += ": no alert is pending or firing, or this server has no rules"
		return r, nil
	case !p.here():
		r.Cause = Exporter
		r.Text += ", and so is everything else of " + m.Exporter
		r.Help = "nothing scrapes it here"
		if s.Namespace != "" {
			r.Help = "nothing scrapes it in namespace " + s.Namespace
		}
		return r, nil
	}
	if run, ok := p.run(m.Program, false); ok && !m.Life.Overlap(run) {
		r.Cause = Release
		r.Text += fmt.Sprintf(": %s, and here %s", lifeOf(m), runs(m.Exporter, run))
		r.Help = setExporter(m.Exporter, run)
		return r, nil
	}
	if likely, ok := p.run(m.Program, true); ok && !m.Life.Overlap(likely) {
		r.Cause = Release
		r.Text += fmt.Sprintf(": %s, and here %s, to judge by what is missing", lifeOf(m), runs(m.Exporter, likely))
		r.Help = setExporter(m.Exporter, likely)
		return r, nil
	}
	if m.Default == catalogue.Feature {
		r.Cause = Feature
		r.Text += fmt.Sprintf(": %s exports it only with a feature that is off here", m.Program)
		return r, nil
	}
	r.Text += fmt.Sprintf(", and here are %s of %s", plural(len(p.names)+p.shared, "other name", "other names"), m.Exporter)
	r.Help = "relabelling may drop it, or what it counts has not happened since its exporter started"
	return r, nil
}

// likeliest is the metric that a name stands for here: of a program that runs.
func (s *survey) likeliest(found []catalogue.Series) catalogue.Series {
	for _, series := range found {
		if p := s.exporters[series.Metric.Exporter]; p != nil && slices.ContainsFunc(p.fleets, func(f Fleet) bool { return f.Program == series.Metric.Program }) {
			return series
		}
	}
	for _, series := range found {
		if s.exporters[series.Metric.Exporter].here() {
			return series
		}
	}
	return found[0]
}

// An otherName is what a server has in place of a name.
type otherName struct {
	name   string
	series catalogue.Series
}

// otherName finds the metric of an exporter that a name stands for under another one.
func (s *survey) otherName(ctx context.Context, sel *promql.Selector, exporter string) (otherName, error) {
	for _, series := range sel.Series {
		if series.Metric.Exporter != exporter {
			continue
		}
		for _, other := range s.index[identity{series.Metric.Exporter, series.Metric.Identity, series.Component}] {
			if other == sel.Name {
				continue
			}
			there, err := s.present(ctx, other)
			if err != nil {
				return otherName{}, err
			}
			if !there {
				continue
			}
			for _, o := range s.catalogue.Lookup(other) {
				if o.Metric.Exporter == series.Metric.Exporter && o.Metric.Identity == series.Metric.Identity {
					return otherName{other, o}, nil
				}
			}
		}
	}
	return otherName{}, nil
}

// calledOtherwise says under which name the server has a metric, and why.
func (s *survey) calledOtherwise(r *Reason, asked catalogue.Series, other otherName) {
	r.Found = other.name
	r.Text += "; this server has " + other.name
	was, is := asked.Alias, other.series.Alias
	m := asked.Metric
	switch {
	case is != nil && (was == nil || was.Store != is.Store):
		r.Cause = Spelling
		r.Text += ": " + is.Context
		r.Help = "ask the store that has it as exported"
		if is.Store != "" {
			r.Help = fmt.Sprintf("this store's dialect is %s: set stores.….dialect", is.Store)
		}
	case was != nil:
		r.Cause = Spelling
		r.Text += ", as its exporter calls it"
		r.Help = "this store keeps names as they are exported: set stores.….dialect"
	case m.Program != other.series.Metric.Program:
		r.Cause = Renamed
		r.Text += fmt.Sprintf(", as %s calls it", other.series.Metric.Program)
		r.Help = "ask for that name, too"
	default:
		r.Cause = Renamed
		var run catalogue.Range
		if p := s.exporters[m.Exporter]; p != nil {
			run, _ = p.run(m.Program, true)
		}
		theirs := other.series.Metric.Life
		if !m.Life.Below.IsZero() && (theirs.Below.IsZero() || theirs.Below.Compare(m.Life.Below) > 0) {
			run = narrower(run, catalogue.Range{Min: m.Life.Below})
		} else {
			run = narrower(run, catalogue.Range{Below: theirs.Below})
		}
		r.Text += ": " + runs("its "+m.Exporter, run)
		r.Help = setExporter(m.Exporter, run)
	}
}

// narrower is what two ranges have in common, or the first when that is nothing.
func narrower(a, b catalogue.Range) catalogue.Range {
	if !a.Overlap(b) {
		return a
	}
	if later(b.Min, a.Min) {
		a.Min = b.Min
	}
	if sooner(b.Below, a.Below) {
		a.Below = b.Below
	}
	return a
}

// runs says which releases of a program run: "its vllm is >=0.12".
func runs(what string, r catalogue.Range) string {
	if known(r) {
		return what + " is " + r.String()
	}
	return what + " is of another release"
}

// known reports whether a range says anything.
func known(r catalogue.Range) bool { return !r.Min.IsZero() || !r.Below.IsZero() }

func setExporter(exporter string, r catalogue.Range) string {
	if known(r) {
		return fmt.Sprintf("set exporters.%s to %q", exporter, r.String())
	}
	return "set exporters." + exporter
}

// lifeOf says in which releases a metric is.
func lifeOf(m *catalogue.Metric) string {
	switch {
	case m.Life.Below.IsZero():
		return fmt.Sprintf("%s %s added it", m.Program, m.Life.Min)
	default:
		return fmt.Sprintf("%s %s removed it", m.Program, m.Life.Below)
	}
}

// unknown explains a name that the catalogue does not know.
func (s *survey) unknown(ctx context.Context, r *Reason) (*Reason, error) {
	name := r.Metric
	if o := s.catalogue.Other(name); o != nil {
		r.Text += ", a metric of " + o.Program
		return r, nil
	}
	var candidates []string
	for _, c := range []string{
		s.catalogue.Respelt(name), s.catalogue.Abbreviated(name), name + "_total", strings.TrimSuffix(name, "_total"),
		component.ReplaceAllString(name, ""), name + "_count", name + "_bucket",
	} {
		if c != "" && c != name && s.names[c] && !slices.Contains(candidates, c) {
			candidates = append(candidates, c)
		}
	}
	for _, c := range candidates {
		there, err := s.present(ctx, c)
		if err != nil {
			return nil, err
		}
		if there {
			r.Found = c
			r.Text += "; this server has " + c
			return r, nil
		}
	}
	if strings.Contains(name, ":") && s.catalogue.Owner(name) == "" {
		r.Help = "by its name a recording rule makes it: this server has no such rule"
	}
	return r, nil
}
