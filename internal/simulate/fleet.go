package simulate

import (
	"cmp"
	"container/heap"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Config says what to simulate.
type Config struct {
	// Environment is what runs: which releases of which exporters, and which stores scrape them. Nil: [Demo].
	Environment *queries.Environment
	// Models are the models that vLLM serves. None: those that the environment's values name, or a few.
	Models []string
	// Tenants are those of the environment. Only the first [MaxTenants] are simulated.
	Tenants  []string
	Scenario Scenario
	Seed     uint64
	// Start is when the scenario begins. The platform has been running for WarmUp by then.
	Start  time.Time
	WarmUp time.Duration // 0: ten minutes
	Period time.Duration // of the scenario; 0: an hour
}

// MaxTenants is how many tenants a fleet has at most: each costs a few hundred series.
const MaxTenants = 4

// A Fleet is the simulated platform at a moment of its time, which only [Fleet.Advance] moves. It is not safe for
// concurrent use.
type Fleet struct {
	cfg      Config
	env      *queries.Environment
	scenario *Scenario
	begin    time.Time // the zero of simulated seconds
	start    float64   // of the scenario
	period   float64
	now      float64

	events    events
	sequence  int
	exporters []*exporter // that exist now, in the order of their making
	pods      []*pod
	servers   []*server
	models    []*model
	servables []*servable
	gpus      []*gpu
	spare     []*gpu // nobody's
	alerts    alerts
	addresses int
	names     stream

	tally Tally
}

// A Tally is what the platform as a whole did, for tests and for people who want to check series against it.
type Tally struct {
	Asked       int     // requests that reached model servers
	Served      int     // of them answered
	Aborted     int     // given up by their client
	Failed      int     // by the server
	ByWay       [4]int  // that reached model servers, by the way they took
	Prompt      int     // tokens of prompts of those served
	Generated   int     // tokens of answers of those served
	GatewayHits int     // tokens that the gateway charged
	Energy      float64 // joules of all GPUs
}

// A Way is how a request reached a model server.
type Way int

// The ways.
const (
	Direct Way = iota
	ThroughLlamaStack
	ThroughLiteLLM
	ThroughGateway
)

// New makes a fleet at the start of its scenario, warmed up. It fails on a configuration without a scenario or a start, and
// on negative durations.
func New(cfg Config) (*Fleet, error) {
	if cfg.Environment == nil {
		cfg.Environment = Demo(catalogue.Default())
	}
	cfg.WarmUp = cmp.Or(cfg.WarmUp, 10*time.Minute)
	cfg.Period = cmp.Or(cfg.Period, time.Hour)
	switch {
	case cfg.Scenario.Name == "":
		return nil, errors.New("no scenario")
	case cfg.Start.IsZero():
		return nil, errors.New("no start")
	case cfg.WarmUp < 0 || cfg.Period < 0:
		return nil, errors.New("a negative duration")
	}
	cfg.Tenants = cfg.Tenants[:min(len(cfg.Tenants), MaxTenants)]
	f := &Fleet{
		cfg: cfg, env: cfg.Environment, scenario: &cfg.Scenario,
		begin: cfg.Start.Add(-cfg.WarmUp).UTC(), start: cfg.WarmUp.Seconds(), period: cfg.Period.Seconds(),
		names: newStream(cfg.Seed, "names"),
	}
	f.build()
	f.Advance(cfg.Start)
	return f, nil
}

// Now is the fleet's time.
func (f *Fleet) Now() time.Time { return f.begin.Add(seconds(f.now)) }

// Tally is what happened so far.
func (f *Fleet) Tally() Tally {
	t := f.tally
	for _, g := range f.gpus {
		t.Energy += g.energy
	}
	return t
}

func seconds(s float64) time.Duration { return time.Duration(math.Round(s * float64(time.Second))) }

// Advance moves the fleet's time on. A time that has passed is not an error: nothing happens.
func (f *Fleet) Advance(to time.Time) {
	until := to.Sub(f.begin).Seconds()
	for len(f.events) > 0 && f.events[0].at <= until {
		next := f.events[0].at
		f.engines(next)
		if f.events[0].at < next {
			continue // an engine ended a request before, and something follows from that
		}
		e, _ := heap.Pop(&f.events).(event)
		f.now = math.Max(f.now, e.at)
		e.do(e.at)
	}
	f.engines(until)
	f.now = math.Max(f.now, until)
}

func (f *Fleet) engines(until float64) {
	for _, s := range f.servers {
		s.engine.advance(until)
	}
}

// progress is the fraction of the scenario that has passed: negative while warming up.
func (f *Fleet) progress(now float64) float64 { return (now - f.start) / f.period }

// at runs something later. Of two at the same time, the one that was asked for first runs first.
func (f *Fleet) at(t float64, do func(now float64)) {
	f.sequence++
	heap.Push(&f.events, event{t, f.sequence, do})
}

// every runs something again and again, beginning now.
func (f *Fleet) every(interval float64, do func(now float64)) {
	var again func(now float64)
	again = func(now float64) {
		do(now)
		f.at(now+interval, again)
	}
	f.at(f.now, again)
}

type event struct {
	at       float64
	sequence int
	do       func(now float64)
}

// events is a heap.
type events []event

func (es events) Len() int { return len(es) }
func (es events) Less(i, j int) bool {
	return es[i].at < es[j].at || es[i].at == es[j].at && es[i].sequence < es[j].sequence
}
func (es events) Swap(i, j int) { es[i], es[j] = es[j], es[i] }

// Push is for the heap.
func (es *events) Push(x any) {
	if e, ok := x.(event); ok {
		*es = append(*es, e)
	}
}

// Pop is for the heap.
func (es *events) Pop() any {
	last := len(*es) - 1
	e := (*es)[last]
	(*es)[last] = event{}
	*es = (*es)[:last]
	return e
}

// A pod is where a program runs.
type pod struct {
	namespace, name, container, uid, node, ip, hostIP string
	owner                                             string // the replica set
	deployment                                        string
	created                                           float64
	ready                                             bool
	cores, memory                                     float64 // requested: cores, bytes
	gpus                                              int
	cpu                                               float64 // seconds used
	work                                              float64 // cores used beyond what an idle program needs
	used                                              float64 // bytes
}

// pod makes a pod of a deployment.
func (f *Fleet) pod(namespace, deployment, container string, cores, gib float64) *pod {
	set := deployment + "-" + f.names.word(10)
	return f.podOf(namespace, deployment, set, container, cores, gib, 0)
}

func (f *Fleet) podOf(namespace, deployment, set, container string, cores, gib float64, gpus int) *pod {
	f.addresses++
	node := 1 + f.addresses%2
	p := &pod{
		namespace: namespace, name: set + "-" + f.names.word(5), container: container, owner: set, deployment: deployment,
		uid:  f.names.hex(8) + "-" + f.names.hex(4) + "-4" + f.names.hex(3) + "-a" + f.names.hex(3) + "-" + f.names.hex(12),
		node: "worker-" + strconv.Itoa(node), hostIP: "10.0.32." + strconv.Itoa(10+node),
		ip:      "10.128." + strconv.Itoa(node) + "." + strconv.Itoa(10+f.addresses%240),
		created: f.now, ready: true, cores: cores, memory: gib * (1 << 30), gpus: gpus, used: 0.6 * gib * (1 << 30),
	}
	f.pods = append(f.pods, p)
	return p
}

// remove takes a pod and what it exports away.
func (f *Fleet) remove(p *pod, x *exporter) {
	f.pods = slices.DeleteFunc(f.pods, func(other *pod) bool { return other == p })
	f.exporters = slices.DeleteFunc(f.exporters, func(other *exporter) bool { return other == x })
}

// runs reports whether the environment runs an exporter itself, not only what stands in for it.
func (f *Fleet) runs(name string) bool {
	_, ok := f.env.Releases[name]
	return ok
}

// value is a value of the environment for a tenant.
func (f *Fleet) value(key, tenant, otherwise string) string {
	v, ok := f.env.Values[key]
	if !ok {
		v = otherwise
	}
	return strings.ReplaceAll(v, "{tenant}", tenant)
}

// A port is how a program's metrics are found.
type port struct {
	service, endpoint string
	number            int
}

// export makes the endpoint of a program in a pod.
func (f *Fleet) export(r release, p *pod, at port) *exporter {
	x := &exporter{release: r, byName: map[string]*family{}, limit: 8192}
	x.Target = f.target(r, p, at)
	f.exporters = append(f.exporters, x)
	return x
}

// released is the newest of the releases that the environment runs of an exporter.
func (f *Fleet) released(name string) release {
	_, newest := f.releases(name)
	return newest
}

// releases are the oldest and the newest that the environment runs of an exporter.
func (f *Fleet) releases(name string) (oldest, newest release) {
	r := f.env.Releases[name]
	oldest = release{catalogue: f.env.Catalogue, exporter: name, version: r.Min, unreleased: r.Unreleased}
	newest = oldest
	newest.version = newestOf(f.env.Catalogue, name, r)
	if oldest.version.IsZero() {
		oldest.version = newest.version
	}
	return oldest, newest
}

// newestOf is the newest release of a range at which anything changes, or the newest that was studied.
func newestOf(c *catalogue.Catalogue, exporter string, r catalogue.Range) catalogue.Version {
	if r.Below.IsZero() {
		return c.Primary(exporter).Newest
	}
	newest := r.Min
	for _, m := range c.Metrics() {
		if m.Exporter != exporter {
			continue
		}
		for _, v := range []catalogue.Version{m.Life.Min, m.Life.Below} {
			if !v.IsZero() && r.Contains(v) && v.Compare(newest) > 0 {
				newest = v
			}
		}
	}
	return newest
}
