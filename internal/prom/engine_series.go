package prom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
)

// Series are the labels of the series that have a sample between two times, both included, and match a series selector;
// an empty selector means all. They are sorted by their labels. Staleness markers do not count as samples. A server is
// less exact: it also lists series whose samples lie elsewhere in the same block.
//
// It returns the parser's errors, an error for a selector that an empty label would pass (a server refuses it too), the context's error, and [ErrClosed].
func (e *Engine) Series(ctx context.Context, selector string, from, to time.Time) (found []map[string]string, err error) {
	if to.Before(from) {
		return nil, fmt.Errorf("series: the end %s is before the start %s", when(to.UnixMilli()), when(from.UnixMilli()))
	}
	matchers := []*labels.Matcher{labels.MustNewMatcher(labels.MatchNotEqual, model.MetricNameLabel, "")}
	if selector != "" {
		if matchers, err = e.limits.Parser.ParseMetricSelector(selector); err != nil {
			return nil, fmt.Errorf("series: %w", err)
		}
		if !slices.ContainsFunc(matchers, func(m *labels.Matcher) bool { return !m.Matches("") }) {
			return nil, fmt.Errorf("series: %s matches everything, which Prometheus refuses", selector)
		}
	}
	done, err := e.storage.use()
	if err != nil {
		return nil, err
	}
	defer done()
	querier, err := e.storage.querier(from.UnixMilli(), to.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("series: %w", err)
	}
	defer func() { err = errors.Join(err, querier.Close()) }()
	found, err = present(ctx, querier.Select(ctx, true, nil, matchers...))
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("series: %w", err)
	}
	return found, nil
}

// present lists the series of a set that have a sample.
func present(ctx context.Context, set storage.SeriesSet) ([]map[string]string, error) {
	var found []map[string]string
	var samples chunkenc.Iterator
	for set.Next() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		series := set.At()
		samples = series.Iterator(samples)
		for samples.Next() == chunkenc.ValFloat {
			if _, v := samples.At(); !value.IsStaleNaN(v) {
				found = append(found, series.Labels().Map())
				break
			}
		}
		if err := samples.Err(); err != nil {
			return nil, err
		}
	}
	return found, set.Err()
}
