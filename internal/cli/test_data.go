package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/internal/simulate/replay"
)

// A dataset is what panels are evaluated on: the stores of an environment, or one that holds everything.
type dataset struct {
	name        string
	first, last time.Time
	traffic     evaluate.Traffic
	stores      map[string]*held // by name; "" is that of a recording
}

// held is what a store holds, in memory.
type held struct {
	storage *prom.Storage
	engine  *prom.Engine
	cached  prom.Querier
}

// maxRecording is how much a recording may hold after decompression: more than an hour of everything that is simulated.
const maxRecording = 2 << 30

// hold makes an empty store.
func hold() (*held, error) {
	storage, err := prom.Open(prom.Options{MaxFileBytes: maxRecording})
	if err != nil {
		return nil, err
	}
	engine, err := prom.NewEngine(storage, prom.EngineOptions{})
	if err != nil {
		return nil, errors.Join(err, storage.Close())
	}
	return &held{storage, engine, prom.Cached(engine)}, nil
}

// store is the store of a name, or the only one.
func (d *dataset) store(name string) *held {
	if s := d.stores[""]; s != nil {
		return s
	}
	return d.stores[name]
}

// answers is who answers what is asked of a store.
func (d *dataset) answers(name string) (prom.Querier, evaluate.Expert) {
	if s := d.store(name); s != nil {
		return s.cached, nil
	}
	return nil, nil
}

// samples is how many samples all stores have read.
func (d *dataset) samples() int64 {
	var n int64
	for _, s := range d.stores {
		n += s.engine.Samples()
	}
	return n
}

func (d *dataset) close() error {
	var errs []error
	for _, s := range d.stores {
		errs = append(errs, s.storage.Close())
	}
	return errors.Join(errs...)
}

// simulated runs a scenario. Unless it is all one, each store holds what it would have scraped.
func (r *testRun) simulated(cfg simulate.Config, one bool) (d *dataset, err error) {
	if cfg.Start, err = time.Parse(time.RFC3339, recordingStart); err != nil {
		return nil, err
	}
	cfg.Seed = r.o.seed
	rec, err := simulate.Record(cfg, r.o.duration, testInterval)
	if err != nil {
		return nil, err
	}
	d = &dataset{
		name: "scenario " + cfg.Scenario.Name, first: cfg.Start, last: cfg.Start.Add(r.o.duration), traffic: evaluate.Some, stores: map[string]*held{},
	}
	if !cfg.Scenario.Busy() {
		d.traffic = evaluate.None
	}
	names := rec.Stores()
	if one {
		names = []string{""}
	}
	for _, name := range names {
		s, err := hold()
		if err != nil {
			return nil, errors.Join(err, d.close())
		}
		d.stores[name] = s
		if _, err := replay.Load(s.storage, rec, name); err != nil {
			return nil, errors.Join(err, d.close())
		}
	}
	return d, nil
}

// recorded loads the files of a recording into one store.
func (r *testRun) recorded(ctx context.Context) (*dataset, error) {
	start, err := time.Parse(time.RFC3339, recordingStart)
	if err != nil {
		return nil, err
	}
	s, err := hold()
	if err != nil {
		return nil, err
	}
	d := &dataset{name: strings.Join(r.o.data, ", "), stores: map[string]*held{"": s}}
	for _, file := range r.o.data {
		if err := ctx.Err(); err != nil {
			return nil, errors.Join(err, d.close())
		}
		r.progress("loading %s", file)
		if _, err := s.storage.LoadFile(file, prom.At(start)); err != nil {
			return nil, errors.Join(readable(file, err), d.close())
		}
	}
	r.progress("")
	d.first, d.last, _ = s.storage.TimeRange()
	return d, nil
}

// readable says of a file that can't be opened where it was named.
func readable(file string, err error) error {
	var at *diag.Error
	var list diag.List
	if errors.As(err, &at) || errors.As(err, &list) {
		return err
	}
	return diag.New(diag.Position{File: file}, "the recording can't be read").Because("%s", cause(err))
}
