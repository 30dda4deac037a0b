package prom

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/storage"
)

// Stale is a value that marks the end of a series, as Prometheus writes it when a target or a series disappears.
func Stale() float64 { return math.Float64frombits(value.StaleNaN) }

// portion is how many samples are stored in one step: a step holds all of its samples in memory.
const portion = 200_000

// LoadSamples loads series that are at hand already, without the way through a text: labels with the name of the
// metric among them, and points in the order of time. Values of le are stored as they are given, so they are written
// as Prometheus 3 stores them ("1.0"). Both may be used again by the caller after the next series is asked for.
//
// It fails on series without a name, on points that are out of order or that the storage has already. What was
// stored before the error stays.
func (s *Storage) LoadSamples(name string, series iter.Seq2[labels.Labels, []Point]) (Loaded, error) {
	s.loading.Lock()
	defer s.loading.Unlock()
	done, err := s.use()
	if err != nil {
		return Loaded{}, fmt.Errorf("load %s: %w", name, err)
	}
	defer done()
	l := &sampleLoader{storage: s, result: Loaded{Name: name}, first: maxTime, last: minTime}
	for lset, points := range series {
		if err := l.series(lset, points); err != nil {
			return l.loaded(), errors.Join(fmt.Errorf("load %s: %s: %w", name, lset, err), l.commit())
		}
	}
	if err := l.commit(); err != nil {
		return l.loaded(), fmt.Errorf("load %s: %w", name, err)
	}
	return l.loaded(), nil
}

// A sampleLoader is a load under way.
type sampleLoader struct {
	storage     *Storage
	result      Loaded
	first, last int64
	appender    storage.Appender
	pending     int
	times       []int64 // of the last series: most have the same
	buf         []byte
}

func (l *sampleLoader) series(lset labels.Labels, points []Point) error {
	if len(points) == 0 {
		return nil
	}
	if lset.Get(model.MetricNameLabel) == "" {
		return errors.New("the series has no metric name")
	}
	for i, p := range points {
		if p.T < minTime || p.T >= maxTime {
			return fmt.Errorf("timestamp %d ms is outside 1970 to 2199", p.T)
		}
		if i > 0 && p.T <= points[i-1].T {
			return fmt.Errorf("it goes back in time from %s to %s", when(points[i-1].T), when(p.T))
		}
	}
	l.buf = lset.Bytes(l.buf[:0])
	key := string(l.buf)
	times := l.timestamps(points)
	for _, earlier := range l.storage.loaded[key] {
		for _, t := range times {
			if _, found := slices.BinarySearch(earlier.timestamps, t); found {
				return fmt.Errorf("it has a value at %s already, from %s", when(t), earlier.input)
			}
		}
	}
	if l.appender == nil {
		l.appender = l.storage.db.Appender(context.Background())
	}
	var ref storage.SeriesRef
	var err error
	for _, p := range points {
		if ref, err = l.appender.Append(ref, lset, p.T, p.V); err != nil {
			return err
		}
	}
	l.storage.loaded[key] = append(l.storage.loaded[key], span{l.result.Name, times})
	l.result.Series++
	l.result.Samples += len(points)
	l.first, l.last = min(l.first, times[0]), max(l.last, times[len(times)-1])
	if l.pending += len(points); l.pending >= portion {
		return l.commit()
	}
	return nil
}

// timestamps are those of the points, in the slice of the series before where they are the same.
func (l *sampleLoader) timestamps(points []Point) []int64 {
	same := len(points) == len(l.times)
	for i := 0; same && i < len(points); i++ {
		same = points[i].T == l.times[i]
	}
	if !same {
		l.times = make([]int64, len(points))
		for i, p := range points {
			l.times[i] = p.T
		}
	}
	return l.times
}

func (l *sampleLoader) commit() error {
	if l.appender == nil {
		return nil
	}
	a := l.appender
	l.appender, l.pending = nil, 0
	return a.Commit()
}

// loaded is the result so far.
func (l *sampleLoader) loaded() Loaded {
	s := l.storage
	s.first, s.last = min(s.first, l.first), max(s.last, l.last)
	if l.result.Samples > 0 {
		l.result.First, l.result.Last = time.UnixMilli(l.first).UTC(), time.UnixMilli(l.last).UTC()
	}
	return l.result
}
