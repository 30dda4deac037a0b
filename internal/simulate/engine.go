package simulate

import (
	"math"
	"slices"
)

// A size is what a model server can do.
type size struct {
	maxRequests int // that run at the same time
	batchTokens int // of one step
	blocks      int // of the cache
	maxLen      int // tokens of a prompt and its answer
	// What a step takes, in seconds: for itself, for every request that decodes, for every token of a prompt.
	step, perRequest, perToken float64
}

// An engine is the scheduler of a model server: a loop of steps, each of which decodes a token of every running
// request and computes parts of prompts, as vLLM's first version of the V1 engine does it.
type engine struct {
	size
	now     float64 // end of the last step
	stepEnd float64
	inStep  bool
	slow    float64 // how many times as long everything takes
	waiting []*request
	running []*request
	free    int // blocks
	meter   serverMeter
	leaves  float64 // when the next client loses patience, at the earliest

	// Work since the GPU last looked.
	busy    float64 // seconds
	prompts int     // tokens computed
	tokens  int     // tokens written

	// For the laws of queues: integrals over time since the beginning.
	inSystem float64 // requests × seconds
	arrivals int
	sojourn  float64 // seconds in the system, of those that ended
	ended    int
	lastSeen float64
}

// A serverMeter hears what an engine does.
type serverMeter interface {
	queued(r *request)                // it entered
	scheduled(r *request)             // it runs for the first time
	preempted(r *request)             // it was thrown out to make room
	prefilled(r *request)             // its prompt is computed, and its first token is out
	gap(seconds float64, n int)       // n running requests waited so long for their next token
	step(tokens int)                  // a step ended that computed so many tokens
	finished(now float64, r *request) // it ended
}

func newEngine(s size, meter serverMeter, now float64) *engine {
	return &engine{size: s, free: s.blocks, slow: 1, meter: meter, now: now, lastSeen: now, leaves: math.Inf(1)}
}

// submit hands a request in at a time up to which the engine has advanced.
func (e *engine) submit(now float64, r *request) {
	e.account(now)
	r.arrived = now
	e.arrivals++
	e.leaves = math.Min(e.leaves, now+r.patience)
	e.waiting = append(e.waiting, r)
	e.meter.queued(r)
}

// account brings the integrals up to a time.
func (e *engine) account(now float64) {
	if now > e.lastSeen {
		e.inSystem += float64(len(e.waiting)+len(e.running)) * (now - e.lastSeen)
		e.lastSeen = now
	}
}

// advance runs all steps that end up to a time.
func (e *engine) advance(until float64) {
	for {
		if e.inStep {
			if e.stepEnd > until {
				return
			}
			e.endStep()
		}
		if len(e.running)+len(e.waiting) == 0 {
			e.now = max(e.now, until)
			return
		}
		e.beginStep()
	}
}

// beginStep decides what the next step computes, and how long it takes.
func (e *engine) beginStep() {
	e.leave()
	budget := e.batchTokens
	decodes, prompts := 0, 0
	for i := 0; i < len(e.running); i++ {
		r := e.running[i]
		if r.prefilling || budget == 0 {
			continue
		}
		if !e.grow(r, r.total()+1) {
			// No block is left: whoever came last makes room, which may be the request itself.
			e.preempt()
			i--
			continue
		}
		decodes++
		budget--
	}
	for _, r := range e.running {
		if r.prefilling {
			chunk := min(budget, r.total()-r.computed)
			r.computed += chunk
			prompts += chunk
			budget -= chunk
		}
	}
	prompts += e.admit(budget)
	d := (e.step + e.perRequest*float64(decodes) + e.perToken*float64(prompts)) * e.slow
	if len(e.running) == 0 {
		// Whatever was there has left.
		return
	}
	e.inStep, e.stepEnd = true, e.now+d
	e.busy += d
	e.prompts += prompts
	e.tokens += decodes
	e.meter.step(decodes + prompts)
}

// admit lets requests in that wait, as long as there is room, and returns the tokens of prompts that are computed.
func (e *engine) admit(budget int) int {
	prompts := 0
	for len(e.waiting) > 0 && len(e.running) < e.maxRequests && budget > 0 {
		r := e.waiting[0]
		if !e.grow(r, r.total()+1) {
			if len(e.running) > 0 {
				break
			}
			// It does not fit into an empty cache either, so it never will.
			e.waiting = e.waiting[1:]
			r.reason = failed
			e.end(r)
			continue
		}
		e.waiting = e.waiting[1:]
		if r.scheduled == 0 {
			r.scheduled = e.now
			e.meter.scheduled(r)
		}
		r.prefilling = true
		r.computed = min(r.cached, r.total()-1)
		chunk := min(budget, r.total()-r.computed)
		r.computed += chunk
		prompts += chunk
		budget -= chunk
		e.running = append(e.running, r)
	}
	return prompts
}

// endStep gives every request its token.
func (e *engine) endStep() {
	e.inStep = false
	begin := e.now
	e.account(e.stepEnd)
	e.now = e.stepEnd
	steady := 0
	keep := e.running[:0]
	var ended []*request
	for _, r := range e.running {
		switch {
		case r.prefilling && r.computed < r.total():
			// More of its prompt is to come.
		case r.prefilling && r.first == 0:
			r.prefilling, r.first, r.last = false, e.now, e.now
			r.generated = 1
			e.meter.prefilled(r)
		default:
			r.prefilling = false
			r.generated++
			if r.last == begin {
				steady++
			} else {
				e.meter.gap(e.now-r.last, 1)
			}
			r.last = e.now
		}
		if r.ends() {
			e.release(r)
			ended = append(ended, r)
			continue
		}
		keep = append(keep, r)
	}
	clear(e.running[len(keep):])
	e.running = keep
	e.meter.gap(e.now-begin, steady)
	for _, r := range ended {
		e.end(r)
	}
}

// ends decides whether a request is through.
func (r *request) ends() bool {
	switch {
	case r.generated == 0:
		return false
	case r.failAfter >= 0 && r.generated > r.failAfter:
		r.reason = failed
	case r.generated >= min(r.answer, r.maxTokens):
		r.reason = stop
		if r.answer > r.maxTokens {
			r.reason = length
		}
	default:
		return false
	}
	return true
}

// end tells everybody that a request is through.
func (e *engine) end(r *request) {
	e.ended++
	e.sojourn += e.now - r.arrived
	e.meter.finished(e.now, r)
	if r.done != nil {
		r.done(e.now, r)
	}
}

// leave takes out those whose client has lost patience.
func (e *engine) leave() {
	if e.now <= e.leaves {
		return
	}
	e.leaves = math.Inf(1)
	var gone []*request
	out := func(rs []*request) []*request {
		keep := rs[:0]
		for _, r := range rs {
			if e.now-r.arrived > r.patience {
				r.reason = abort
				e.release(r)
				gone = append(gone, r)
				continue
			}
			e.leaves = math.Min(e.leaves, r.arrived+r.patience)
			keep = append(keep, r)
		}
		clear(rs[len(keep):])
		return keep
	}
	e.waiting, e.running = out(e.waiting), out(e.running)
	for _, r := range gone {
		e.end(r)
	}
}

// drop ends everything: the server is gone.
func (e *engine) drop(now float64) {
	e.account(now)
	e.now, e.inStep = now, false
	all := slices.Concat(e.running, e.waiting)
	e.running, e.waiting = nil, nil
	for _, r := range all {
		r.reason = failed
		e.release(r)
		e.end(r)
	}
}

// grow gives a request the blocks for its tokens. It reports false when there are not enough.
func (e *engine) grow(r *request, tokens int) bool {
	need := (tokens+blockSize-1)/blockSize - r.blocks
	if need > e.free {
		return false
	}
	if need > 0 {
		r.blocks += need
		e.free -= need
	}
	return true
}

func (e *engine) release(r *request) {
	e.free += r.blocks
	r.blocks = 0
}

// preempt throws out the request that came last; it starts anew when there is room, and its tokens are computed again.
func (e *engine) preempt() {
	r := e.running[len(e.running)-1]
	e.running = e.running[:len(e.running)-1]
	e.release(r)
	r.computed, r.prefilling = 0, false
	e.waiting = append([]*request{r}, e.waiting...)
	e.meter.preempted(r)
}

// usage is how full the cache is, 0 to 1.
func (e *engine) usage() float64 { return 1 - float64(e.free)/float64(e.blocks) }
