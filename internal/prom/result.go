package prom

import (
	"context"
	"math"
	"time"
)

// A Querier answers what a dashboard asks a Prometheus: [Engine] from a [Storage], other types from a live server.
type Querier interface {
	// Instant evaluates an expression at one time.
	Instant(ctx context.Context, expr string, at time.Time) (Result, error)
	// Range evaluates an expression at start and then every step up to end, which is included when a step meets it.
	Range(ctx context.Context, expr string, start, end time.Time, step time.Duration) (Result, error)
	// Series are the labels of the series that have a sample between two times, both included, and match a series
	// selector; an empty selector means all. They are sorted by their labels.
	Series(ctx context.Context, selector string, from, to time.Time) ([]map[string]string, error)
}

// A Lister is a [Querier] that lists the values of a label itself. Servers do: they need not send all series for it.
type Lister interface {
	// LabelValues are the values of a label among the series that [Querier.Series] would list, sorted.
	LabelValues(ctx context.Context, label, selector string, from, to time.Time) ([]string, error)
}

// ResultType is the type of an expression's value.
type ResultType string

// The types of a [Result]. A result of a range query is always a matrix.
const (
	TypeScalar ResultType = "scalar" // one series without labels
	TypeVector ResultType = "vector" // series of one point each
	TypeMatrix ResultType = "matrix"
)

// A Result is the value of an expression.
//
// The series of a matrix are sorted by their labels, and so are those of a vector unless the expression itself orders
// them with sort, topk or the like.
type Result struct {
	Type     ResultType
	Series   []Series
	Warnings []string // what the engine calls warnings: the result is probably not what was meant
	Infos    []string // what it calls infos: the result may not be what was meant
}

// A Series is one line of a [Result].
type Series struct {
	Labels map[string]string // the metric's name is the label __name__
	Points []Point           // in order of time; a step without a value has no point
}

// A Point is a value at a time.
type Point struct {
	T int64   // milliseconds since 1970-01-01T00:00:00Z
	V float64 // may be NaN or infinite
}

// Time is the point's time, UTC.
func (p Point) Time() time.Time { return time.UnixMilli(p.T).UTC() }

// Last is what Grafana's reducer lastNotNull ("Last *") takes of a series: the last point whose value is not NaN. Grafana
// skips NaN since 10.3. The result is false when there is none, and the panel shows its text for no value.
func Last(s Series) (Point, bool) {
	for i := len(s.Points) - 1; i >= 0; i-- {
		if !math.IsNaN(s.Points[i].V) {
			return s.Points[i], true
		}
	}
	return Point{}, false
}
