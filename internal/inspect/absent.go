package inspect

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var component = regexp.MustCompile(`_(bucket|sum|count)$`)

// gone explains a name that the server does not have.
func (s *Survey) gone(ctx context.Context, sel *promql.Selector) (*evaluate.Why, error) {
	name := sel.Name
	r := &evaluate.Why{Cause: evaluate.Absent, Metric: name, Text: name + " is absent"}
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
		r.Cause = evaluate.Pending
		r.Text += fmt.Sprintf(": %s announces it, and what it counts has not happened yet", m.Program)
		return r, nil
	case name == "ALERTS" || name == "ALERTS_FOR_STATE":
		r.Cause = evaluate.Pending
		r.Text += ": no alert is pending or firing, or this server has no rules"
		return r, nil
	case !p.here():
		r.Cause = evaluate.NotScraped
		r.Text += ", and so is everything else of " + m.Exporter
		r.Help = "nothing scrapes it here"
		if s.Namespace != "" {
			r.Help = "nothing scrapes it in namespace " + s.Namespace
		}
		return r, nil
	}
	if run, ok := p.run(m.Program, false); ok && !m.Life.Overlap(run) {
		r.Cause = evaluate.Release
		r.Text += fmt.Sprintf(": %s, and here %s", lifeOf(m, run), runs(m.Exporter, run))
		r.Help = setExporter(m.Exporter, run)
		return r, nil
	}
	if likely, ok := p.run(m.Program, true); ok && !m.Life.Overlap(likely) {
		r.Cause = evaluate.Release
		r.Text += fmt.Sprintf(": %s, and here %s, to judge by what is missing", lifeOf(m, likely), runs(m.Exporter, likely))
		r.Help = setExporter(m.Exporter, likely)
		return r, nil
	}
	if m.Default == catalogue.Feature {
		r.Cause = evaluate.Feature
		r.Text += fmt.Sprintf(": %s exports it only with a feature that is off here", m.Program)
		return r, nil
	}
	r.Text += fmt.Sprintf(", and here are %s of %s", plural(len(p.names)+p.shared, "other name", "other names"), m.Exporter)
	r.Help = "relabelling may drop it, or what it counts has not happened since its exporter started"
	return r, nil
}

// likeliest is the metric that a name stands for here: of a program that runs.
func (s *Survey) likeliest(found []catalogue.Series) catalogue.Series {
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
func (s *Survey) otherName(ctx context.Context, sel *promql.Selector, exporter string) (otherName, error) {
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
func (s *Survey) calledOtherwise(r *evaluate.Why, asked catalogue.Series, other otherName) {
	r.Found = other.name
	r.Text += "; this server has " + other.name
	was, is := asked.Alias, other.series.Alias
	m := asked.Metric
	switch {
	case is != nil && (was == nil || was.Store != is.Store):
		r.Cause = evaluate.Spelling
		r.Text += ": " + is.Context
		r.Help = "ask the store that has it as exported"
		if is.Store != "" {
			r.Help = fmt.Sprintf("this store's dialect is %s: set stores.….dialect", is.Store)
		}
	case was != nil:
		r.Cause = evaluate.Spelling
		r.Text += ", as its exporter calls it"
		r.Help = "this store keeps names as they are exported: set stores.….dialect"
	case m.Program != other.series.Metric.Program:
		r.Cause = evaluate.Renamed
		r.Text += fmt.Sprintf(", as %s calls it", other.series.Metric.Program)
		r.Help = "ask for that name, too"
	default:
		r.Cause = evaluate.Renamed
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

// lifeOf says when a metric came, or went: what explains that releases don't have it.
func lifeOf(m *catalogue.Metric, run catalogue.Range) string {
	before := catalogue.Range{Below: m.Life.Min}
	if m.Life.Below.IsZero() || !m.Life.Min.IsZero() && run.Overlap(before) {
		return fmt.Sprintf("%s %s added it", m.Program, m.Life.Min)
	}
	return fmt.Sprintf("%s %s removed it", m.Program, m.Life.Below)
}

// unknown explains a name that the catalogue does not know.
func (s *Survey) unknown(ctx context.Context, r *evaluate.Why) (*evaluate.Why, error) {
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
