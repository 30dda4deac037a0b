package prom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
)

// The limits of an [Engine] unless its options say otherwise. They are those of a Prometheus server.
const (
	DefaultMaxSamples    = 50_000_000
	DefaultTimeout       = 2 * time.Minute
	DefaultLookbackDelta = 5 * time.Minute
)

// MaxPoints is how many points a range query may have per series. A Prometheus server refuses more.
const MaxPoints = 11_000

// EngineOptions configure an [Engine]. The zero value is usable.
type EngineOptions struct {
	MaxSamples    int           // samples one query may hold in memory at once; 0: DefaultMaxSamples
	Timeout       time.Duration // of one query; 0: DefaultTimeout
	LookbackDelta time.Duration // how long a sample counts as the current value; 0: DefaultLookbackDelta
	// Parser reads expressions; nil: [ParserOptions]. Give the one that the expressions were checked with.
	Parser parser.Parser
}

// ParserOptions allow everything that some server may allow: experimental functions, arithmetic on durations, anchored and
// smoothed range selectors, and fill modifiers. A server without its feature flags allows none of them.
func ParserOptions() parser.Options {
	return parser.Options{
		EnableExperimentalFunctions:  true,
		ExperimentalDurationExpr:     true,
		EnableExtendedRangeSelectors: true,
		EnableBinopFillModifiers:     true,
	}
}

// An Engine evaluates PromQL over a [Storage] with Prometheus' own engine. It is a [Querier] and safe for concurrent use.
// It holds nothing that must be released; the storage does.
type Engine struct {
	storage *Storage
	engine  *promql.Engine
	limits  EngineOptions // all set
	read    atomic.Int64
}

// Samples is how many samples all queries of the engine have read so far, as Prometheus counts them: a sample counts
// again for every step whose window it is in.
func (e *Engine) Samples() int64 { return e.read.Load() }

// NewEngine returns an engine over a storage. It fails on negative limits.
func NewEngine(s *Storage, opts EngineOptions) (*Engine, error) {
	if opts.MaxSamples < 0 || opts.Timeout < 0 || opts.LookbackDelta < 0 {
		return nil, fmt.Errorf("new engine: a limit is negative: %d samples, timeout %s, lookback %s",
			opts.MaxSamples, opts.Timeout, opts.LookbackDelta)
	}
	opts.MaxSamples = cmp.Or(opts.MaxSamples, DefaultMaxSamples)
	opts.Timeout = cmp.Or(opts.Timeout, DefaultTimeout)
	opts.LookbackDelta = cmp.Or(opts.LookbackDelta, DefaultLookbackDelta)
	if opts.Parser == nil {
		opts.Parser = parser.NewParser(ParserOptions())
	}
	return &Engine{
		storage: s,
		engine: promql.NewEngine(promql.EngineOpts{
			MaxSamples:               opts.MaxSamples,
			Timeout:                  opts.Timeout,
			LookbackDelta:            opts.LookbackDelta,
			NoStepSubqueryIntervalFn: func(int64) int64 { return time.Minute.Milliseconds() }, // the default evaluation interval
			EnableAtModifier:         true,
			EnableNegativeOffset:     true,
			Parser:                   opts.Parser,
		}),
		limits: opts,
	}, nil
}

// Instant evaluates an expression at one time, which is rounded down to a millisecond.
//
// It returns the parser's errors ([parser.ParseErrors], with the place in the expression), [promql.ErrTooManySamples],
// [promql.ErrQueryTimeout], the context's error when that ended the query, and [ErrClosed].
func (e *Engine) Instant(ctx context.Context, expr string, at time.Time) (Result, error) {
	if err := checkTime(at); err != nil {
		return Result{}, fmt.Errorf("instant query: %w", err)
	}
	return e.run(ctx, expr, func(q storage.Queryable) (promql.Query, error) {
		return e.engine.NewInstantQuery(ctx, q, nil, expr, at)
	})
}

// Range evaluates an expression at start and then every step up to end. Times and step are rounded down to milliseconds;
// the step must be at least one, end not before start, and there may be [MaxPoints] steps.
//
// It returns errors as [Engine.Instant] does.
func (e *Engine) Range(ctx context.Context, expr string, start, end time.Time, step time.Duration) (Result, error) {
	if err := errors.Join(checkTime(start), checkTime(end)); err != nil {
		return Result{}, fmt.Errorf("range query: %w", err)
	}
	step = step.Truncate(time.Millisecond)
	switch {
	case step <= 0:
		return Result{}, fmt.Errorf("range query: the step must be a millisecond or more")
	case end.Before(start):
		return Result{}, fmt.Errorf("range query: the end %s is before the start %s", when(end.UnixMilli()), when(start.UnixMilli()))
	case end.Sub(start)/step > MaxPoints:
		return Result{}, fmt.Errorf("range query: %d steps of %s are more than the %d that Prometheus allows",
			end.Sub(start)/step, step, MaxPoints)
	}
	return e.run(ctx, expr, func(q storage.Queryable) (promql.Query, error) {
		return e.engine.NewRangeQuery(ctx, q, nil, expr, start, end, step)
	})
}

// checkTime refuses times that no recording has, most of all the zero time.
func checkTime(t time.Time) error {
	if ms := t.UnixMilli(); ms < minTime || ms >= maxTime {
		return fmt.Errorf("the time %s is outside 1970 to 2199", t.UTC().Format(time.RFC3339))
	}
	return nil
}

// run evaluates a query while the storage stays open.
func (e *Engine) run(ctx context.Context, expr string, prepare func(storage.Queryable) (promql.Query, error)) (Result, error) {
	done, err := e.storage.use()
	if err != nil {
		return Result{}, err
	}
	defer done()
	query, err := prepare(storage.QueryableFunc(e.storage.querier))
	if err != nil {
		return Result{}, err
	}
	defer query.Close()
	answer := query.Exec(ctx)
	if statistics := query.Stats(); statistics != nil && statistics.Samples != nil {
		e.read.Add(statistics.Samples.TotalSamples)
	}
	if answer.Err != nil {
		return Result{}, e.explain(ctx, answer.Err)
	}
	result, err := e.convert(expr, answer.Value)
	if err != nil {
		return Result{}, err
	}
	result.Warnings, result.Infos = answer.Warnings.AsStrings(expr, 0, 0)
	slices.Sort(result.Warnings)
	slices.Sort(result.Infos)
	return result, nil
}

// explain adds to an error what the engine does not say.
func (e *Engine) explain(ctx context.Context, err error) error {
	var tooMany promql.ErrTooManySamples
	var timeout promql.ErrQueryTimeout
	switch {
	case ctx.Err() != nil: // the engine reports it in words only
		return fmt.Errorf("%w: %w", context.Cause(ctx), err)
	case errors.As(err, &tooMany):
		return fmt.Errorf("the query needs more than %d samples: %w", e.limits.MaxSamples, err)
	case errors.As(err, &timeout):
		return fmt.Errorf("the query takes longer than %s: %w", e.limits.Timeout, err)
	}
	return err
}

// convert copies a value out of the engine, which reuses its memory.
func (e *Engine) convert(expr string, value parser.Value) (Result, error) {
	switch v := value.(type) {
	case promql.Scalar:
		return Result{Type: TypeScalar, Series: []Series{{Labels: map[string]string{}, Points: []Point{{v.T, v.V}}}}}, nil
	case promql.Vector:
		if !Ordered(expr, e.limits.Parser) {
			slices.SortStableFunc(v, func(a, b promql.Sample) int { return labels.Compare(a.Metric, b.Metric) })
		}
		series := make([]Series, len(v))
		for i, sample := range v {
			if sample.H != nil {
				return Result{}, errNative(sample.Metric)
			}
			series[i] = Series{Labels: sample.Metric.Map(), Points: []Point{{sample.T, sample.F}}}
		}
		return Result{Type: TypeVector, Series: series}, nil
	case promql.Matrix:
		series := make([]Series, len(v))
		for i, s := range v {
			if len(s.Histograms) > 0 {
				return Result{}, errNative(s.Metric)
			}
			points := make([]Point, len(s.Floats))
			for j, p := range s.Floats {
				points[j] = Point{p.T, p.F}
			}
			series[i] = Series{Labels: s.Metric.Map(), Points: points}
		}
		return Result{Type: TypeMatrix, Series: series}, nil
	default:
		return Result{}, fmt.Errorf("the value is a %s, which has no series", parser.DocumentedType(value.Type()))
	}
}

func errNative(metric labels.Labels) error {
	return fmt.Errorf("%s is a native histogram, which cannot be shown", metric)
}

// Ordered tells whether an expression decides on the order of a vector. Engines leave the order of others open.
func Ordered(expr string, p parser.Parser) bool {
	tree, err := p.ParseExpr(expr)
	if err != nil {
		return false
	}
	for {
		switch node := tree.(type) {
		case *parser.ParenExpr:
			tree = node.Expr
		case *parser.StepInvariantExpr:
			tree = node.Expr
		case *parser.AggregateExpr:
			return node.Op == parser.TOPK || node.Op == parser.BOTTOMK
		case *parser.Call:
			switch node.Func.Name {
			case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc":
				return true
			}
			return false
		default:
			return false
		}
	}
}

var _ Querier = (*Engine)(nil)
