package preview

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/internal/simulate/replay"
	"github.com/llm-observability/dashgen/queries"
)

// simulatedStart is when a simulated workload begins: a Monday morning, always the same, so that pictures are.
var simulatedStart = time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)

// How much is simulated, and how often it is scraped.
const (
	simulatedSpan     = time.Hour
	simulatedInterval = 15 * time.Second
)

// An Installation is what is simulated for an environment.
type Installation struct {
	Environment *queries.Environment
	Models      []string
	Tenants     []string
}

// Simulated is data of a simulated workload. An environment is simulated when somebody first looks at it.
type Simulated struct {
	scenario simulate.Scenario
	seed     uint64
	envs     map[string]*simulatedStores
}

type simulatedStores struct {
	of     Installation
	once   sync.Once
	stores map[string]*Recording // "" has all stores together
	err    error
}

// Simulate returns the data of a scenario for environments by name; "" is for files of somebody else. The caller must
// close it.
func Simulate(scenario string, seed uint64, installed map[string]Installation) (*Simulated, error) {
	named, err := simulate.Named(scenario)
	if err != nil {
		return nil, err
	}
	s := &Simulated{scenario: named, seed: seed, envs: map[string]*simulatedStores{}}
	for name, i := range installed {
		s.envs[name] = &simulatedStores{of: i}
	}
	return s, nil
}

// Close removes what was simulated.
func (s *Simulated) Close() error {
	var first error
	for _, e := range s.envs {
		e.once.Do(func() { e.err = errClosed }) // waits for one that is being simulated
		for _, r := range e.stores {
			if err := r.Close(); err != nil && first == nil {
				first = err
			}
		}
	}
	return first
}

// errClosed is what a query gets whose answer nobody waits for.
var errClosed = errors.New("the preview ended")

// Querier answers from the store of an environment.
func (s *Simulated) Querier(environment, store string) (prom.Querier, error) {
	e := s.envs[environment]
	if e == nil {
		return nil, fmt.Errorf("environment %q is not simulated", environment)
	}
	e.once.Do(func() { e.err = s.run(e) })
	if e.err != nil {
		return nil, e.err
	}
	r := e.stores[store]
	if r == nil {
		r = e.stores[""]
	}
	if r == nil {
		return nil, fmt.Errorf("nothing was simulated for the store %q", store)
	}
	return r.cached, nil
}

// run simulates an environment and fills one storage per store.
func (s *Simulated) run(e *simulatedStores) error {
	rec, err := simulate.Record(simulate.Config{
		Environment: e.of.Environment, Models: e.of.Models, Tenants: e.of.Tenants, Scenario: s.scenario, Seed: s.seed, Start: simulatedStart,
	}, simulatedSpan, simulatedInterval)
	if err != nil {
		return err
	}
	e.stores = map[string]*Recording{}
	names := rec.Stores()
	if len(names) < 2 {
		names = []string{""}
	}
	for _, name := range names {
		r, err := newRecording()
		if err != nil {
			return err
		}
		e.stores[name] = r
		if _, err := replay.Load(r.storage, rec, name); err != nil {
			return err
		}
	}
	return nil
}

// Span is the hour that is simulated.
func (s *Simulated) Span(string) (first, last time.Time) {
	return simulatedStart, simulatedStart.Add(simulatedSpan)
}

// Name is the scenario.
func (s *Simulated) Name() string { return "simulated workload, scenario " + s.scenario.Name }

// Ask knows from the scenario whether there are requests.
func (s *Simulated) Ask() evaluate.Ask {
	if s.scenario.Busy() {
		return evaluate.Ask{Traffic: evaluate.Some}
	}
	return evaluate.Ask{Traffic: evaluate.None}
}
