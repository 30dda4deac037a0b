package queries

import (
	"slices"
	"strconv"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Counter only grows, until its program restarts. Its value means nothing by itself: ask for its rate
// or its increase.
type Counter[E Exporter] struct{ metricOf[E] }

// NewCounter returns the counter of a catalogued identity. Generated code calls it.
func NewCounter[E Exporter](identity string) Counter[E] { return Counter[E]{metricOf[E]{id: identity}} }

// Where selects some of the counter's series.
func (c Counter[E]) Where(ms ...Matcher[E]) Counter[E] { return Counter[E]{c.where(ms)} }

// Unscoped leaves the dashboard's pickers out of the selector, for the reason given.
func (c Counter[E]) Unscoped(reason string) Counter[E] {
	c.unscoped = reason
	return c
}

// Rate is the increase per second, summed over everything but the labels.
func (c Counter[E]) Rate(by ...Label[E]) Query {
	return c.summed(catalogue.Value, "rate", RateInterval(), by)
}

// Increase is the increase over a window, summed over everything but the labels. Over WholeRange it
// follows the dashboard's time range and survives restarts; ask for it with Now.
func (c Counter[E]) Increase(w Window, by ...Label[E]) Query {
	return c.summed(catalogue.Value, "increase", w, by)
}

// A Gauge goes up and down, and its values add up: requests, bytes, watts.
type Gauge[E Exporter] struct{ metricOf[E] }

// NewGauge returns the gauge of a catalogued identity. Generated code calls it.
func NewGauge[E Exporter](identity string) Gauge[E] { return Gauge[E]{metricOf[E]{id: identity}} }

// Where selects some of the gauge's series.
func (g Gauge[E]) Where(ms ...Matcher[E]) Gauge[E] { return Gauge[E]{g.where(ms)} }

// Unscoped leaves the dashboard's pickers out of the selector, for the reason given.
func (g Gauge[E]) Unscoped(reason string) Gauge[E] {
	g.unscoped = reason
	return g
}

// Sum adds the values up over everything but the labels.
func (g Gauge[E]) Sum(by ...Label[E]) Query { return g.aggregate("sum", by) }

// Max is the highest value over everything but the labels.
func (g Gauge[E]) Max(by ...Label[E]) Query { return g.aggregate("max", by) }

// Min is the lowest value over everything but the labels.
func (g Gauge[E]) Min(by ...Label[E]) Query { return g.aggregate("min", by) }

// Avg is the mean over everything but the labels.
func (g Gauge[E]) Avg(by ...Label[E]) Query { return g.aggregate("avg", by) }

// SumExcept adds up the values of targets that do not export another, more detailed metric: the rest of
// a fleet that is half upgraded. Where every release has the other metric it is not available.
func (g Gauge[E]) SumExcept(detailed Gauge[E], by ...Label[E]) Query {
	l, d := g.source(), detailed.source()
	l.except = &d
	return newQuery(aggregate{"sum", refs(by), l}, refs(by))
}

// A LevelGauge goes up and down, and its values do not add up: temperatures, clocks, codes.
type LevelGauge[E Exporter] struct{ metricOf[E] }

// NewLevelGauge returns the gauge of a catalogued identity. Generated code calls it.
func NewLevelGauge[E Exporter](identity string) LevelGauge[E] {
	return LevelGauge[E]{metricOf[E]{id: identity}}
}

// Where selects some of the gauge's series.
func (g LevelGauge[E]) Where(ms ...Matcher[E]) LevelGauge[E] { return LevelGauge[E]{g.where(ms)} }

// Unscoped leaves the dashboard's pickers out of the selector, for the reason given.
func (g LevelGauge[E]) Unscoped(reason string) LevelGauge[E] {
	g.unscoped = reason
	return g
}

// Max is the highest value over everything but the labels.
func (g LevelGauge[E]) Max(by ...Label[E]) Query { return g.aggregate("max", by) }

// Min is the lowest value over everything but the labels.
func (g LevelGauge[E]) Min(by ...Label[E]) Query { return g.aggregate("min", by) }

// Avg is the mean over everything but the labels.
func (g LevelGauge[E]) Avg(by ...Label[E]) Query { return g.aggregate("avg", by) }

// A RatioGauge is a share: of 1, or of 100. Shares do not add up, and the mean of shares is not the share
// of the whole: look at the highest.
type RatioGauge[E Exporter] struct{ metricOf[E] }

// NewRatioGauge returns the gauge of a catalogued identity. Generated code calls it.
func NewRatioGauge[E Exporter](identity string) RatioGauge[E] {
	return RatioGauge[E]{metricOf[E]{id: identity}}
}

// Where selects some of the gauge's series.
func (g RatioGauge[E]) Where(ms ...Matcher[E]) RatioGauge[E] { return RatioGauge[E]{g.where(ms)} }

// Unscoped leaves the dashboard's pickers out of the selector, for the reason given.
func (g RatioGauge[E]) Unscoped(reason string) RatioGauge[E] {
	g.unscoped = reason
	return g
}

// Max is the highest share over everything but the labels.
func (g RatioGauge[E]) Max(by ...Label[E]) Query { return g.aggregate("max", by) }

// Min is the lowest share over everything but the labels.
func (g RatioGauge[E]) Min(by ...Label[E]) Query { return g.aggregate("min", by) }

// Avg is the mean share over everything but the labels, each series counting the same.
func (g RatioGauge[E]) Avg(by ...Label[E]) Query { return g.aggregate("avg", by) }

// A StateGauge is 1 where something is so and 0 where it is not.
type StateGauge[E Exporter] struct{ metricOf[E] }

// NewStateGauge returns the gauge of a catalogued identity. Generated code calls it.
func NewStateGauge[E Exporter](identity string) StateGauge[E] {
	return StateGauge[E]{metricOf[E]{id: identity}}
}

// Where selects some of the gauge's series.
func (g StateGauge[E]) Where(ms ...Matcher[E]) StateGauge[E] { return StateGauge[E]{g.where(ms)} }

// Unscoped leaves the dashboard's pickers out of the selector, for the reason given.
func (g StateGauge[E]) Unscoped(reason string) StateGauge[E] {
	g.unscoped = reason
	return g
}

// Count is how many series are in the state, over everything but the labels. A group in which none is
// shows nothing; one that exists and is not in the state is not counted.
func (g StateGauge[E]) Count(by ...Label[E]) Query {
	l := g.source()
	l.filter = " == 1"
	return newQuery(aggregate{"count", refs(by), l}, refs(by))
}

// Any is 1 where some series is in the state, 0 where all are there and none is.
func (g StateGauge[E]) Any(by ...Label[E]) Query {
	return g.aggregate("max", by)
}

// All is 1 where every series is in the state.
func (g StateGauge[E]) All(by ...Label[E]) Query {
	return g.aggregate("min", by)
}

// An Info is a constant 1 whose labels carry a fact.
type Info[E Exporter] struct{ metricOf[E] }

// NewInfo returns the info metric of a catalogued identity. Generated code calls it.
func NewInfo[E Exporter](identity string) Info[E] { return Info[E]{metricOf[E]{id: identity}} }

// Where selects some of the series.
func (i Info[E]) Where(ms ...Matcher[E]) Info[E] { return Info[E]{i.where(ms)} }

// Unscoped leaves the dashboard's pickers out of the selector, for the reason given.
func (i Info[E]) Unscoped(reason string) Info[E] {
	i.unscoped = reason
	return i
}

// Facts is one series per combination of the labels.
func (i Info[E]) Facts(by ...Label[E]) Query {
	return i.aggregate("group", by)
}

// A Histogram is a distribution in buckets.
type Histogram[E Exporter] struct{ metricOf[E] }

// NewHistogram returns the histogram of a catalogued identity. Generated code calls it.
func NewHistogram[E Exporter](identity string) Histogram[E] {
	return Histogram[E]{metricOf[E]{id: identity}}
}

// Where selects some of the histogram's series.
func (h Histogram[E]) Where(ms ...Matcher[E]) Histogram[E] { return Histogram[E]{h.where(ms)} }

// Unscoped leaves the dashboard's pickers out of the selector, for the reason given.
func (h Histogram[E]) Unscoped(reason string) Histogram[E] {
	h.unscoped = reason
	return h
}

// Across leaves one of the dashboard's pickers out of the selector, for the reason given; the others stay. Without a
// reason all stay. It is for what is set against a metric that lacks the picker's label: both must be of the same things.
func (h Histogram[E]) Across(picker, reason string) Histogram[E] {
	if reason != "" {
		h.across = picker
	}
	return h
}

// Quantile is the value that a share q (0 to 1) of the observations stays below, estimated from the
// buckets over the rate interval, per combination of the labels. Where nothing was observed there is no
// value.
func (h Histogram[E]) Quantile(q float64, by ...Label[E]) Query {
	return h.quantile(q, by, 2)
}

func (h Histogram[E]) quantile(q float64, by []Label[E], skip int) Query {
	buckets := aggregate{"sum", append([]labelRef{{exporter: nameOf[E](), name: "le"}}, refs(by)...), h.leaf(catalogue.Bucket, "rate", RateInterval())}
	out := newQuery(quantile{q: q, buckets: buckets}, refs(by))
	out.quantile = q
	out.legend = "p" + strconv.FormatFloat(100*q, 'g', 6, 64)
	for _, l := range by {
		out.legend += " {{" + l.name + "}}"
	}
	return out.at(skip)
}

// Quantiles is one query per percentage (50, 95, 99.9), all over the same window and series.
func (h Histogram[E]) Quantiles(percentages ...float64) Set {
	var set Set
	for _, p := range percentages {
		set = append(set, h.quantile(p/100, nil, 2))
	}
	return set
}

// Mean is the sum of the observed values over their number, per combination of the labels. Where nothing
// was observed there is no value.
func (h Histogram[E]) Mean(by ...Label[E]) Query {
	sum := aggregate{"sum", refs(by), h.leaf(catalogue.Sum, "rate", RateInterval())}
	count := aggregate{"sum", refs(by), h.leaf(catalogue.Observed, "rate", RateInterval())}
	q := newQuery(binary{op: "/", left: sum, right: above0(count)}, refs(by))
	q.mean = true
	q.legend = "mean"
	for _, l := range by {
		q.legend += " {{" + l.name + "}}"
	}
	return q
}

// Rate is the number of observations per second, summed over everything but the labels.
func (h Histogram[E]) Rate(by ...Label[E]) Query {
	return h.summed(catalogue.Observed, "rate", RateInterval(), by)
}

// Increase is the number of observations in a window, summed over everything but the labels.
func (h Histogram[E]) Increase(w Window, by ...Label[E]) Query {
	return h.summed(catalogue.Observed, "increase", w, by)
}

// SumRate is how much was observed per second, summed over everything but the labels: tokens per second of a
// histogram of tokens per request.
func (h Histogram[E]) SumRate(by ...Label[E]) Query {
	return h.summed(catalogue.Sum, "rate", RateInterval(), by)
}

// SumIncrease is how much was observed in a window, summed over everything but the labels.
func (h Histogram[E]) SumIncrease(w Window, by ...Label[E]) Query {
	return h.summed(catalogue.Sum, "increase", w, by)
}

// Heatmap is the number of observations per second in each bucket.
func (h Histogram[E]) Heatmap() Query {
	le := []labelRef{{exporter: nameOf[E](), name: "le"}}
	q := newQuery(aggregate{"sum", le, h.leaf(catalogue.Bucket, "rate", RateInterval())}, le)
	q.format = HeatmapFormat
	return q
}

// A Summary is a distribution whose program computed the quantiles itself: they can't be aggregated.
type Summary[E Exporter] struct{ metricOf[E] }

// NewSummary returns the summary of a catalogued identity. Generated code calls it.
func NewSummary[E Exporter](identity string) Summary[E] { return Summary[E]{metricOf[E]{id: identity}} }

// Where selects some of the summary's series.
func (s Summary[E]) Where(ms ...Matcher[E]) Summary[E] { return Summary[E]{s.where(ms)} }

// Mean is the sum of the observed values over their number.
func (s Summary[E]) Mean(by ...Label[E]) Query {
	h := Histogram[E](s)
	return h.Mean(by...).at(1)
}

// Rate is the number of observations per second.
func (s Summary[E]) Rate(by ...Label[E]) Query {
	h := Histogram[E](s)
	return h.Rate(by...).at(1)
}

// A Set is several queries for one panel.
type Set []Query

// Queries returns the queries themselves.
func (s Set) Queries() []Query { return slices.Clone(s) }

// SayFloor is [Query.SayFloor] of each quantile of the set.
func (s Set) SayFloor() Set {
	out := slices.Clone(s)
	for i := range out {
		out[i] = out[i].SayFloor()
	}
	return out
}

// WhereAvailable is [Query.WhereAvailable] of each query of the set.
func (s Set) WhereAvailable(beside ...AnyMetric) Set {
	out := slices.Clone(s)
	for i := range out {
		out[i] = out[i].WhereAvailable(beside...)
	}
	return out
}

// Queries returns the query itself: a panel takes single queries and sets alike.
func (q Query) Queries() []Query { return []Query{q} }

// Source is what a panel shows: a query or a set of them.
type Source interface{ Queries() []Query }
