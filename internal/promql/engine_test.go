package promql

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	engine "github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/util/annotations"
)

// memory is the smallest storage that the engine can query: a list of series.
type memory []storage.Series

func (m memory) Querier(int64, int64) (storage.Querier, error) { return memoryQuerier{m}, nil }

type memoryQuerier struct{ series memory }

func (q memoryQuerier) Select(_ context.Context, _ bool, _ *storage.SelectHints, ms ...*labels.Matcher) storage.SeriesSet {
	set := &memorySet{}
	for _, s := range q.series {
		if !slices.ContainsFunc(ms, func(m *labels.Matcher) bool { return !m.Matches(s.Labels().Get(m.Name)) }) {
			set.series = append(set.series, s)
		}
	}
	slices.SortFunc(set.series, func(a, b storage.Series) int { return labels.Compare(a.Labels(), b.Labels()) })
	return set
}

func (memoryQuerier) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (memoryQuerier) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (memoryQuerier) Close() error { return nil }

type memorySet struct {
	series []storage.Series
	next   int
}

func (s *memorySet) Next() bool                        { s.next++; return s.next <= len(s.series) }
func (s *memorySet) At() storage.Series                { return s.series[s.next-1] }
func (s *memorySet) Err() error                        { return nil }
func (s *memorySet) Warnings() annotations.Annotations { return nil }

// points is a series with a sample every 15 s.
type points struct {
	metric labels.Labels
	values []float64
}

const scrape = 15 * time.Second

func (p points) Labels() labels.Labels { return p.metric }

func (p points) Iterator(chunkenc.Iterator) chunkenc.Iterator {
	var fs []engine.FPoint
	for i, v := range p.values {
		fs = append(fs, engine.FPoint{T: int64(i) * scrape.Milliseconds(), F: v})
	}
	return engine.NewStorageSeries(engine.Series{Metric: p.metric, Floats: fs}).Iterator(nil)
}

const steps = 81 // 20 minutes

// TestFactsHoldInTheEngine evaluates random expressions and holds the label flow against what comes back.
func TestFactsHoldInTheEngine(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	series := world(rng)
	eng := engine.NewEngine(engine.EngineOpts{
		MaxSamples: 1e6, Timeout: time.Minute, LookbackDelta: 5 * time.Minute,
		EnableAtModifier: true, EnableNegativeOffset: true,
		NoStepSubqueryIntervalFn: func(int64) int64 { return scrape.Milliseconds() }, Parser: parser.NewParser(options()),
	})
	defer func() {
		if err := eng.Close(); err != nil {
			t.Error(err)
		}
	}()
	n := 12000
	if testing.Short() {
		n = 3000
	}
	g := generator{rng}
	var seen stats
	for range n {
		seen.check(t, eng, series, g.vector(1+rng.IntN(4)))
		if t.Failed() {
			return
		}
	}
	seen.report(t)
	if seen.data*3 < seen.parsed {
		t.Errorf("only %d of %d expressions returned data", seen.data, seen.parsed)
	}
	for _, claim := range []struct {
		what string
		got  int
	}{{"guaranteed", seen.guaranteed}, {"impossible", seen.impossible}, {"constant", seen.constant}, {"never match", seen.never}} {
		if claim.got < n/100 {
			t.Errorf("%q was claimed %d times only: the test shows little", claim.what, claim.got)
		}
	}
}

// stats counts what the engine test saw.
type stats struct {
	parsed, failed, data, guaranteed, impossible, possible, constant, never int
}

func (s *stats) report(t *testing.T) { t.Logf("%+v", *s) }

func (s *stats) check(t *testing.T, eng *engine.Engine, series memory, text string) {
	t.Helper()
	e, err := Parse(text)
	if err != nil {
		return
	}
	s.parsed++
	f := Analyse(e, Context{})
	q, err := eng.NewInstantQuery(t.Context(), series, nil, text, time.Unix(0, 0).Add((steps-1)*scrape))
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return
	}
	defer q.Close()
	res := q.Exec(t.Context())
	if res.Err != nil {
		s.failed++
		return
	}
	v, ok := res.Value.(engine.Vector)
	if !ok {
		t.Errorf("%s: %s", text, res.Value.Type())
		return
	}
	s.matches(t, f, v)
	if len(v) == 0 {
		return
	}
	s.data++
	for _, name := range labelNames {
		s.label(t, f, name, v)
	}
}

func (s *stats) label(t *testing.T, f *Facts, name string, v engine.Vector) {
	fact := f.Result.Label(name)
	switch fact.State {
	case Guaranteed:
		s.guaranteed++
	case Impossible:
		s.impossible++
	default:
		s.possible++
	}
	if fact.Constant {
		s.constant++
	}
	for _, sample := range v {
		got := sample.Metric.Get(name)
		switch {
		case fact.State == Guaranteed && got == "", fact.State == Impossible && got != "",
			fact.Constant && fact.State == Guaranteed && got != fact.Value:
			t.Errorf("%s:\nlabel %s is %s %q (%s), but the engine returned %s", f.Expr.Text, name, fact.State, fact.Value, fact.Reason, sample.Metric)
			return
		}
	}
}

// matches holds the verdict on the outermost operation against its result.
func (s *stats) matches(t *testing.T, f *Facts, v engine.Vector) {
	for _, m := range f.Matches {
		if m.Node != f.Result.Unwrap() || m.Verdict != NeverMatch {
			continue
		}
		e := m.Node.AST.(*parser.BinaryExpr)
		if e.Op == parser.LOR || e.Op == parser.LUNLESS || e.VectorMatching.FillValues.LHS != nil || e.VectorMatching.FillValues.RHS != nil {
			continue
		}
		s.never++
		if len(v) > 0 {
			t.Errorf("%s:\nnever matches because of %s, but returned %s", f.Expr.Text, m.Label, v)
		}
	}
}
