package prom

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Format is how Grafana treats the result of a target.
type Format string

// The formats of Grafana's Prometheus datasource. Empty counts as time series.
const (
	FormatTimeSeries Format = "time_series"
	FormatTable      Format = "table"
	FormatHeatmap    Format = "heatmap"
)

// A Target is one query of a panel, as the dashboard's JSON has it. Targets that are hidden in the JSON are not run by
// Grafana and should not be given.
type Target struct {
	RefID          string
	Expr           string // with variables; a target without an expression is not run
	Legend         string // legendFormat: a template with {{label}}, LegendAuto, or empty for the full metric
	Instant        bool
	Range          bool   // with Instant: both are run, and the instant query gets the RefID with -Instant added
	MinInterval    string // interval, in the editor "Min step": see [Window.Steps]
	IntervalFactor int
	Format         Format
	// Source answers the target where its panel mixes data sources; nil: the panel's. ScrapeInterval is that of the
	// source; 0: the window's.
	Source         Querier
	ScrapeInterval time.Duration
}

// A Query is a target resolved for a window and the current variables: what Grafana sends to Prometheus.
type Query struct {
	Expr       string
	Legend     string // the template, its dashboard variables replaced
	Steps      Steps
	Start, End time.Time // of a range query, aligned to the step; an instant query is for the window's end
	Unresolved []string  // variables in Expr that have no value, sorted
}

// Resolve replaces a target's variables and computes its intervals. It fails as [Window.Steps] does.
func (w Window) Resolve(vars Variables, t Target) (Query, error) {
	w, err := w.checked()
	if err != nil {
		return Query{}, err
	}
	q := Query{Legend: vars.Text(t.Legend)}
	if q.Steps, err = w.Steps(vars.Text(t.MinInterval), t.IntervalFactor); err != nil {
		return Query{}, err
	}
	q.Expr = w.Expand(vars.Expr(t.Expr), q.Steps)
	q.Unresolved = unresolved(q.Expr)
	q.Start, q.End = w.Align(q.Steps.Step)
	return q, nil
}

// A Frame is what one query of a panel returned.
type Frame struct {
	RefID   string
	Instant bool
	Format  Format
	Query   Query
	Series  []NamedSeries
	// Warnings and Infos are the engine's, as in [Result].
	Warnings, Infos []string
	// Err is why this target has no series; the panel's other targets are not affected.
	Err error
}

// A NamedSeries is a series with the name Grafana shows. A field override in the panel can still change it.
type NamedSeries struct {
	Legend string
	Series
}

// EvaluatePanel runs the targets of a panel and names their series, as Grafana does. The querier may be nil where every
// target has a source of its own. Frames are in the order of the targets. The series of a heatmap are sorted by their other labels and then by le as a number; the values stay
// cumulative, see [BucketCounts].
//
// What is wrong with one target is in its frame. The error is for the panel as a whole: a bad window, or the context's
// error.
func EvaluatePanel(ctx context.Context, q Querier, w Window, vars Variables, targets []Target) ([]Frame, error) {
	w, err := w.checked()
	if err != nil {
		return nil, err
	}
	var frames []Frame
	for _, target := range targets {
		if target.Expr == "" {
			continue
		}
		if target.Range || !target.Instant {
			frames = append(frames, evaluate(ctx, q, w, vars, target, target.RefID, false))
		}
		if target.Instant {
			refID := target.RefID
			if target.Range {
				refID += "-Instant"
			}
			frames = append(frames, evaluate(ctx, q, w, vars, target, refID, true))
		}
		if ctx.Err() != nil {
			return nil, fmt.Errorf("panel: %w", context.Cause(ctx))
		}
	}
	only := onlyLabel(frames)
	for _, frame := range frames {
		for i := range frame.Series {
			if series := &frame.Series[i]; series.Legend == "" {
				series.Legend = autoLegend(series.Labels, only)
			}
		}
	}
	return frames, nil
}

// evaluate runs one query of a target. Series that Grafana's browser names have no legend yet.
func evaluate(ctx context.Context, q Querier, w Window, vars Variables, t Target, refID string, instant bool) Frame {
	frame := Frame{RefID: refID, Instant: instant, Format: t.Format}
	if t.Source != nil {
		q = t.Source
	}
	if q == nil {
		frame.Err = errNobody
		return frame
	}
	if t.ScrapeInterval > 0 {
		w.ScrapeInterval = t.ScrapeInterval
	}
	query, err := w.Resolve(vars, t)
	if err != nil {
		frame.Err = err
		return frame
	}
	frame.Query = query
	var result Result
	if instant {
		result, err = q.Instant(ctx, query.Expr, w.To)
	} else {
		result, err = q.Range(ctx, query.Expr, query.Start, query.End, query.Steps.Step)
	}
	if err != nil {
		if len(query.Unresolved) > 0 && ctx.Err() == nil {
			err = fmt.Errorf("variable %s has no value: %w", query.Unresolved[0], err)
		}
		frame.Err = err
		return frame
	}
	frame.Warnings, frame.Infos = result.Warnings, result.Infos
	frame.Series = make([]NamedSeries, len(result.Series))
	for i, series := range result.Series {
		frame.Series[i] = NamedSeries{Legend: legendOf(query.Legend, query.Expr, series.Labels), Series: series}
	}
	if t.Format == FormatHeatmap {
		sortBuckets(frame.Series)
	}
	return frame
}

// errNobody is the error of a target whose data source is none of those at hand.
var errNobody = errors.New("nobody answers for the data source that it asks")

// Errors joins what is wrong with the targets of a panel, or is nil.
func Errors(frames []Frame) error {
	var errs []error
	for _, frame := range frames {
		if frame.Err != nil {
			errs = append(errs, fmt.Errorf("target %s: %w", frame.RefID, frame.Err))
		}
	}
	return errors.Join(errs...)
}
