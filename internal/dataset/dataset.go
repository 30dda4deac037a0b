// Package dataset is what panels are evaluated on without a server: stores in memory, filled with a simulated workload or
// with recordings.
package dataset

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/internal/simulate/replay"
)

// How long a workload is simulated, and how often it is scraped, where nobody says otherwise.
const (
	Span     = time.Hour
	Interval = 15 * time.Second
)

// Start is when a simulated workload begins, and when a scrape without times was made: a Monday morning, always the
// same, so that reports and pictures are.
func Start() time.Time { return time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC) }

// maxRecording is how many bytes a recording may hold after decompression: more than an hour of everything that is
// simulated.
const maxRecording = 2 << 30

// Options are how a set answers.
type Options struct {
	Timeout time.Duration // of one query; 0: [prom.DefaultTimeout]
}

// A Set is what one or more stores hold. Its methods are safe for concurrent use once it is filled.
type Set struct {
	Name        string // says what the data is, for a person
	First, Last time.Time
	Ask         evaluate.Ask // what is known of the data

	options Options
	stores  map[string]*store // by name; "" stands for every name
}

// A store is what one store holds, in memory.
type store struct {
	storage *prom.Storage
	engine  *prom.Engine
	cached  prom.Querier
}

// One is a set of one store, which has every name, and what fill puts into it. The error is fill's, or says that there
// can be no storage. The caller must close the set.
func One(o Options, fill func(*prom.Storage) error) (*Set, error) {
	d := &Set{options: o, stores: map[string]*store{}}
	if err := d.add("", fill); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	d.First, d.Last, _ = d.stores[""].storage.TimeRange()
	return d, nil
}

// Recorded loads files into one store, see [prom.Storage.LoadFile]; a scrape without times was made at [Start]. loading
// is told of each file before it is read, unless it is nil. Errors are the context's, or [diag.Error] values with the
// file. The caller must close the set.
func Recorded(ctx context.Context, files []string, o Options, loading func(file string)) (*Set, error) {
	d, err := One(o, func(s *prom.Storage) error {
		for _, file := range files {
			if err := ctx.Err(); err != nil {
				return err
			}
			if loading != nil {
				loading(file)
			}
			if _, err := s.LoadFile(file, prom.At(Start())); err != nil {
				return readable(file, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	d.Name = strings.Join(files, ", ")
	return d, nil
}

// Simulated runs a scenario from [Start] for a time, scraped every [Interval]. Each store holds what it would have
// scraped, unless it is all one. The error says what is wrong with the configuration. The caller must close the set.
func Simulated(cfg simulate.Config, span time.Duration, allInOne bool, o Options) (*Set, error) {
	cfg.Start = Start()
	rec, err := simulate.Record(cfg, span, Interval)
	if err != nil {
		return nil, err
	}
	d := &Set{
		Name: "scenario " + cfg.Scenario.Name, First: cfg.Start, Last: cfg.Start.Add(span), Ask: Known(cfg.Scenario),
		options: o, stores: map[string]*store{},
	}
	names := rec.Stores()
	if allInOne || len(names) < 2 {
		names = []string{""}
	}
	for _, name := range names {
		err := d.add(name, func(s *prom.Storage) error {
			_, err := replay.Load(s, rec, name)
			return err
		})
		if err != nil {
			return nil, errors.Join(err, d.Close())
		}
	}
	return d, nil
}

// Known is what is known of the data of a scenario before it is simulated.
func Known(s simulate.Scenario) evaluate.Ask {
	ask := evaluate.Ask{Traffic: evaluate.None, Simulates: simulate.Simulates}
	if s.Busy() {
		ask.Traffic = evaluate.Some
	}
	return ask
}

// add makes a store and fills it.
func (d *Set) add(name string, fill func(*prom.Storage) error) error {
	storage, err := prom.Open(prom.Options{MaxFileBytes: maxRecording})
	if err != nil {
		return err
	}
	engine, err := prom.NewEngine(storage, prom.EngineOptions{Timeout: d.options.Timeout})
	if err != nil {
		return errors.Join(err, storage.Close())
	}
	d.stores[name] = &store{storage, engine, prom.Cached(engine)}
	return fill(storage)
}

// Querier answers for a store of a name; it is nil when there is none.
func (d *Set) Querier(name string) prom.Querier {
	for _, name := range []string{name, ""} {
		if s := d.stores[name]; s != nil {
			return s.cached
		}
	}
	return nil
}

// Samples is how many samples all queries have read so far, see [prom.Engine.Samples].
func (d *Set) Samples() int64 {
	var n int64
	for _, s := range d.stores {
		n += s.engine.Samples()
	}
	return n
}

// Close removes what the stores hold.
func (d *Set) Close() error {
	var errs []error
	for _, s := range d.stores {
		errs = append(errs, s.storage.Close())
	}
	return errors.Join(errs...)
}

// readable says of a file that can't be opened where it was named.
func readable(file string, err error) error {
	var at *diag.Error
	var list diag.List
	if errors.As(err, &at) || errors.As(err, &list) {
		return err
	}
	why := err
	var path *fs.PathError
	if errors.As(err, &path) {
		why = path.Err
	}
	return diag.New(diag.Position{File: file}, "the recording can't be read").Because("%v", why)
}
