package simulate

import (
	"strconv"
)

// A model is what vLLM serves, in replicas behind one service.
type model struct {
	name, namespace, service string
	card                     card
	size                     size
	perReplica               int // GPUs
	servers                  []*server
	next                     int // replica to ask when several are equally busy
}

// A server is a replica of a model: an engine, the GPUs below it and the exporter above.
type server struct {
	f       *Fleet
	model   *model
	release release
	engine  *engine
	meter   *vllmMeter
	pod     *pod
	x       *exporter
	gpus    []*gpu
	down    bool
}

// Sizes of servers. They are made so that an ordinary day fills a fifth of a server, and the scenario overload all.
func small() size {
	return size{maxRequests: 32, batchTokens: 2048, blocks: 1400, maxLen: 8192, step: 0.011, perRequest: 0.00045, perToken: 2.2e-5}
}

func medium() size {
	return size{maxRequests: 32, batchTokens: 2048, blocks: 1200, maxLen: 8192, step: 0.018, perRequest: 0.0005, perToken: 4e-5}
}

func large() size {
	return size{maxRequests: 24, batchTokens: 2048, blocks: 900, maxLen: 8192, step: 0.026, perRequest: 0.0006, perToken: 6e-5}
}

// serve adds a model with its replicas, each in a release of its own.
func (f *Fleet) serve(m *model, replicas ...release) {
	f.models = append(f.models, m)
	set := m.service + "-" + f.names.word(10)
	for _, r := range replicas {
		s := &server{f: f, model: m, release: r}
		if r.dialect == "" { // a simulator needs no GPU
			for range m.perReplica {
				s.gpus = append(s.gpus, f.gpu(m.card))
			}
		}
		m.servers = append(m.servers, s)
		f.servers = append(f.servers, s)
		s.start(f.now, set)
	}
}

// start begins a new life of a replica, in a new pod with new counters.
func (s *server) start(now float64, set string) {
	f, m := s.f, s.model
	s.pod = f.podOf(m.namespace, m.service, set, "kserve-container", 4, 24, len(s.gpus))
	s.x = f.export(s.release, s.pod, port{m.service + "-metrics", "http", 8080})
	s.x.limit = float64(m.size.maxLen)
	s.meter = newVLLMMeter(s.x, m.name, m.size.blocks)
	s.engine = newEngine(m.size, s.meter, now)
	s.meter.engine = s.engine
	s.engine.slow = s.slowest()
	s.down = false
	for _, g := range s.gpus {
		g.hold(s.pod)
	}
}

// slowest is how much the slowest of its GPUs holds a server back.
func (s *server) slowest() float64 {
	slow := 1.0
	for _, g := range s.gpus {
		slow = max(slow, g.slow)
	}
	return slow
}

// replace takes a replica away and brings another up some time later, in the release it should have then.
func (s *server) replace(now, after float64, r release) {
	f := s.f
	set := s.pod.owner
	if s.release.version.Compare(r.version) != 0 {
		set = s.model.service + "-" + f.names.word(10)
	}
	s.engine.drop(now)
	f.remove(s.pod, s.x)
	s.release = r
	s.start(now, set)
	s.down, s.x.down, s.pod.ready = true, true, false
	f.at(now+after, func(now float64) {
		s.engine.now = now
		s.engine.lastSeen = now
		s.down, s.x.down, s.pod.ready = false, false, true
	})
}

// submit hands a request to the replica that has least to do. It reports false when there is none.
func (m *model) submit(now float64, r *request) bool {
	var best *server
	for i := range m.servers {
		s := m.servers[(m.next+i)%len(m.servers)]
		if s.down {
			continue
		}
		if best == nil || s.burden() < best.burden() {
			best = s
		}
	}
	m.next++
	if best == nil {
		return false
	}
	best.engine.submit(now, r)
	return true
}

func (s *server) burden() int { return len(s.engine.running) + len(s.engine.waiting) }

// gpu makes a GPU in the next slot of a node: four fit into each.
func (f *Fleet) gpu(c card) *gpu {
	n := len(f.gpus)
	node := "gpu-" + strconv.Itoa(1+n/4)
	g := &gpu{
		card: c, index: n % 4, node: node, rows: map[string]*series{}, slow: 1,
		uuid:    "GPU-" + f.names.hex(8) + "-" + f.names.hex(4) + "-" + f.names.hex(4) + "-" + f.names.hex(4) + "-" + f.names.hex(12),
		address: "00000000:" + strconv.Itoa(10+10*(n%4)) + ":00.0",
		rng:     newStream(f.cfg.Seed, "gpu "+strconv.Itoa(n)), temperature: ambient + 0.145*c.idle, power: c.idle,
	}
	f.gpus = append(f.gpus, g)
	return g
}

// dcgm brings up an exporter per node with GPUs.
func (f *Fleet) dcgm() {
	if !f.runs("dcgm-exporter") {
		return
	}
	byNode := map[string]*exporter{}
	for _, g := range f.gpus {
		x := byNode[g.node]
		if x == nil {
			set := "nvidia-dcgm-exporter"
			p := f.podOf("nvidia-gpu-operator", set, set, set, 0.1, 0.25, 0)
			p.node = g.node
			x = f.export(f.released("dcgm-exporter"), p, port{set, "gpu-metrics", 9400})
			byNode[g.node] = x
		}
		g.x = x
		x.before = append(x.before, func(float64) { g.export() })
	}
}

// heat lets a second pass for all GPUs.
func (f *Fleet) heat(float64) {
	for _, s := range f.servers {
		e := s.engine
		busy := e.busy
		if e.inStep { // the step that runs is charged when it begins
			busy -= max(0, e.stepEnd-f.now)
		}
		charged := max(0, busy)
		for _, g := range s.gpus {
			g.tick(charged, e.prompts, e.tokens)
		}
		s.pod.work = 0.4 + 1.1*min(1, charged)
		e.busy -= charged
		e.prompts, e.tokens = 0, 0
	}
	for _, g := range f.spare {
		g.tick(0, 0, 0)
	}
}
