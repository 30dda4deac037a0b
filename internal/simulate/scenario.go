package simulate

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Scenario is what happens on the platform. Moments are fractions of the simulation's period, from 0 to 1.
type Scenario struct {
	Name string
	// Means says in a sentence what happens, and what dashboards should show of it.
	Means string
	// Load is how busy the platform is, as a multiple of an ordinary day. None: 1 throughout.
	Load []Phase
	// Even takes bursts and the shape of the day away.
	Even bool
	// Aborts and Errors are the shares of requests that their client abandons and that a model server fails.
	Aborts, Errors float64
	// Restarts replace replicas of the first model by new pods.
	Restarts []Restart
	// Upgrades move replicas of every model, one after the other, from the oldest release that the environment runs
	// to the newest. With any, all begin with the oldest.
	Upgrades []float64
	// Faults are what GPUs suffer.
	Faults []Fault
	// Greedy is how many times as much as usual one user asks for: of the gateway, and of LiteLLM.
	Greedy float64
}

// A Phase is a load up to a moment. After the last one its load stays.
type Phase struct{ Until, Load float64 }

// A Restart replaces a replica: its pod goes, and another begins to answer after some time.
type Restart struct {
	At      float64
	Replica int
	Down    time.Duration
}

// A Fault is what befalls one GPU of the first model.
type Fault struct {
	At   float64
	GPU  int
	XID  int
	Text string
	Slow float64 // how many times as long everything takes from then on
}

// What a client's patience and a server's health are on an ordinary day.
const (
	usualAborts = 0.01
	usualErrors = 0.004
)

// Scenarios returns the scenarios, the ordinary one first.
func Scenarios() []Scenario {
	return []Scenario{
		{
			Name: "steady", Aborts: usualAborts, Errors: usualErrors,
			Means: "an ordinary day: everything has traffic, little fails, nothing is full",
		},
		{
			Name: "burst", Aborts: usualAborts, Errors: usualErrors,
			Load:  []Phase{{0.30, 1}, {0.36, 7}, {0.60, 1}, {0.63, 10}, {1, 1}},
			Means: "two short bursts of 7 and 10 times the load: queues build up and drain again",
		},
		{
			Name: "overload", Aborts: usualAborts, Errors: 2 * usualErrors,
			Load:  []Phase{{0.15, 1}, {1, 6}},
			Means: "more than the model servers can do, for good: full batches and caches, preemptions, clients that give up",
		},
		{
			Name: "idle", Load: []Phase{{1, 0}},
			Means: "everything is up and nobody asks anything: gauges live, counters stand still",
		},
		{
			Name: "replica-restart", Aborts: usualAborts, Errors: usualErrors,
			Restarts: []Restart{{At: 0.5, Replica: 0, Down: 75 * time.Second}},
			Means:    "a replica of the first model is replaced: its requests are lost, counters begin anew under another pod name",
		},
		{
			Name: "vllm-upgrade", Aborts: usualAborts, Errors: usualErrors,
			Upgrades: []float64{1. / 3, 2. / 3},
			Means:    "replicas move from the oldest to the newest release one by one: for a third of the time both export their names",
		},
		{
			Name: "gpu-fault", Aborts: usualAborts, Errors: 3 * usualErrors,
			Faults: []Fault{{At: 0.4, GPU: 0, XID: 48, Text: "Double Bit ECC Error", Slow: 2.5}},
			Means:  "a GPU reports a double-bit error, runs hot and is throttled: its replica slows down and queues",
		},
		{
			Name: "rate-limited-user", Aborts: usualAborts, Errors: usualErrors, Greedy: 12,
			Means: "one user asks for 12 times as much as usual and is refused: by Limitador, by LiteLLM's limit of a key",
		},
	}
}

// Named returns the scenario of a name. The error lists those there are.
func Named(name string) (Scenario, error) {
	all := Scenarios()
	i := slices.IndexFunc(all, func(s Scenario) bool { return s.Name == name })
	if i < 0 {
		return Scenario{}, fmt.Errorf("no scenario %q: there are %s", name, strings.Join(ScenarioNames(), ", "))
	}
	return all[i], nil
}

// ScenarioNames are the names of the scenarios.
func ScenarioNames() []string {
	var names []string
	for _, s := range Scenarios() {
		names = append(names, s.Name)
	}
	return names
}

// load is the load at a fraction of the period.
func (s *Scenario) load(at float64) float64 {
	load := 1.0
	for _, p := range s.Load {
		load = p.Load
		if at < p.Until {
			break
		}
	}
	return load
}

// Busy reports whether anybody asks anything.
func (s *Scenario) Busy() bool { return s.peak() > 0 }

// peak is the highest load of all.
func (s *Scenario) peak() float64 {
	if len(s.Load) == 0 {
		return 1
	}
	peak := 0.0
	for _, p := range s.Load {
		peak = max(peak, p.Load)
	}
	return peak
}
