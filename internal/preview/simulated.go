package preview

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/llm-observability/dashgen/internal/dataset"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/simulate"
)

// Simulated is data of a simulated workload. An environment is simulated when somebody first looks at it.
type Simulated struct {
	scenario simulate.Scenario
	envs     map[string]*simulatedSet
}

type simulatedSet struct {
	of   simulate.Config
	once sync.Once
	set  *dataset.Set // nil after an error
	err  error
}

// Simulate returns the data of a scenario for environments by name, of which the configurations say what runs; "" is
// for files of somebody else. It fails on a scenario that there is not. The caller must close it.
func Simulate(scenario string, seed uint64, installed map[string]simulate.Config) (*Simulated, error) {
	named, err := simulate.Named(scenario)
	if err != nil {
		return nil, err
	}
	s := &Simulated{scenario: named, envs: map[string]*simulatedSet{}}
	for name, of := range installed {
		of.Scenario, of.Seed = named, seed
		s.envs[name] = &simulatedSet{of: of}
	}
	return s, nil
}

// Close removes what was simulated. The error says what of it is left on the disk.
func (s *Simulated) Close() error {
	var errs []error
	for _, e := range s.envs {
		e.once.Do(func() { e.err = errClosed }) // waits for one that is being simulated
		if e.set != nil {
			errs = append(errs, e.set.Close())
		}
	}
	return errors.Join(errs...)
}

// errClosed is what a query gets whose answer nobody waits for.
var errClosed = errors.New("the preview ended")

// Querier answers from the store of an environment. The error says that there is no such environment or store, or why it
// could not be simulated.
func (s *Simulated) Querier(environment, store string) (prom.Querier, error) {
	e := s.envs[environment]
	if e == nil {
		return nil, fmt.Errorf("environment %q is not simulated", environment)
	}
	e.once.Do(func() { e.set, e.err = dataset.Simulated(e.of, dataset.Span, false, answering) })
	if e.err != nil {
		return nil, e.err
	}
	q := e.set.Querier(store)
	if q == nil {
		return nil, fmt.Errorf("nothing was simulated for the store %q", store)
	}
	return q, nil
}

// Span is the hour that is simulated.
func (s *Simulated) Span(string) (first, last time.Time) {
	return dataset.Start(), dataset.Start().Add(dataset.Span)
}

// Name is the scenario.
func (s *Simulated) Name() string { return "simulated workload, scenario " + s.scenario.Name }

// Ask knows from the scenario whether there are requests.
func (s *Simulated) Ask() evaluate.Ask { return dataset.Known(s.scenario) }
