package simulate

import "math"

// A request is one call of a model, from the moment it reaches a server.
type request struct {
	prompt    int     // tokens
	cached    int     // of them in the prefix cache
	answer    int     // tokens the model would write
	maxTokens int     // that the client allows
	stream    bool    // the client reads token by token
	patience  float64 // seconds until the client leaves
	failAfter int     // tokens after which the server fails it; negative: it does not
	done      func(now float64, r *request)

	// What became of it.
	arrived, scheduled, first, last float64
	computed                        int // tokens in the cache
	generated                       int
	blocks                          int
	prefilling                      bool
	reason                          string // how it ended
}

// The ways in which a request ends, as vLLM names them.
const (
	stop     = "stop"
	length   = "length"
	abort    = "abort"
	failed   = "error"
	repeated = "repetition"
)

// served reports whether the client got an answer.
func (r *request) served() bool { return r.reason == stop || r.reason == length }

// total is the tokens of the prompt and the answer so far.
func (r *request) total() int { return r.prompt + r.generated }

// firstToken is how long the client waited for the first token.
func (r *request) firstToken() float64 { return r.first - r.arrived }

// A shape is how long prompts and answers are.
type shape struct {
	prompt, answer float64 // medians, in tokens
	cached         float64 // share of requests that begin like an earlier one
	streams        float64 // share of requests that stream
}

const blockSize = 16 // tokens in a block of vLLM's cache

// draw makes a request of a shape.
func (s shape) draw(rng stream, sc *Scenario, maxLen int) *request {
	r := &request{failAfter: -1, patience: math.Inf(1)}
	r.prompt = clamp(int(rng.lognormal(s.prompt, 0.7)), 4, maxLen/2)
	r.answer = clamp(int(rng.lognormal(s.answer, 0.8)), 2, maxLen/2)
	r.maxTokens = []int{256, 512, 1024}[rng.pick([]float64{1, 3, 2})]
	if rng.chance(s.cached) {
		r.cached = int(float64(r.prompt)*rng.between(0.3, 0.8)) / blockSize * blockSize
	}
	r.stream = rng.chance(s.streams)
	// Nobody waits for ever; and some leave early.
	if sc.Aborts > 0 {
		r.patience = rng.between(60, 180)
		if rng.chance(sc.Aborts) {
			r.patience = rng.between(0.2, 3)
		}
	}
	if rng.chance(sc.Errors) {
		r.failAfter = rng.IntN(r.answer)
	}
	return r
}

func clamp(v, low, high int) int { return min(max(v, low), high) }
