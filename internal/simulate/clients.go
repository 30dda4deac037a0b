package simulate

import (
	"math"
)

// A crowd is people or programs that ask for something, at random.
type crowd struct {
	f    *Fleet
	rng  stream
	rate float64 // requests per second on an ordinary day
	ask  func(now float64)
}

// clients lets a crowd ask.
func (f *Fleet) clients(name string, rate float64, ask func(now float64)) {
	c := &crowd{f: f, rng: newStream(f.cfg.Seed, "crowd "+name), rate: rate, ask: ask}
	f.at(f.now, c.next)
}

// next finds the next arrival by thinning: candidates come at the highest rate there can be, and each is kept with the
// share that the rate of its moment is.
func (c *crowd) next(now float64) {
	f := c.f
	highest := c.rate * math.Max(1, f.scenario.peak()) * topDay * topWobble
	for range 1000 { // candidates at a time
		now += c.rng.ExpFloat64() / highest
		if c.rng.Float64()*highest < c.rate*f.business(now) {
			f.at(now, func(now float64) {
				c.ask(now)
				c.next(now)
			})
			return
		}
	}
	f.at(now, c.next)
}

// Bounds of the day's shape and of its disturbances.
const (
	topDay    = 1.25
	topWobble = 1.6
)

// business is how busy everybody is, as a multiple of an ordinary day's mean.
func (f *Fleet) business(now float64) float64 {
	load := f.load(now)
	if f.scenario.Even {
		return load
	}
	hour := float64(f.begin.Hour()) + float64(f.begin.Minute())/60 + now/3600
	day := 0.8 + 0.45*math.Cos(2*math.Pi*(hour-14)/24) // busiest at two in the afternoon, UTC
	return load * day * f.wobble(now)
}

// load is the scenario's load. While the platform warms up it has the ordinary one; when it begins idle, what it had
// asked for is answered before.
func (f *Fleet) load(now float64) float64 {
	p := f.progress(now)
	switch {
	case p >= 0:
		return f.scenario.load(p)
	case f.scenario.load(0) == 0 && now > f.start-180:
		return 0
	default:
		return 1
	}
}

// wobble is a disturbance of a minute or two that all clients share: people talk to each other.
func (f *Fleet) wobble(now float64) float64 {
	minute := math.Floor(now / 90)
	a, b := noise(f.cfg.Seed, minute), noise(f.cfg.Seed, minute+1)
	x := now/90 - minute
	return 0.6 + (topWobble-0.6)*((1-x)*a+x*b)*0.75
}

// noise is a number between 0 and 1 for a place, always the same.
func noise(seed uint64, place float64) float64 {
	h := seed ^ math.Float64bits(place)*0x9e3779b97f4a7c15
	h ^= h >> 31
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 29
	h *= 0x94d049bb133111eb
	h ^= h >> 32
	return float64(h>>11) / (1 << 53)
}

// infer sends a request to a model and hears how it ended. The request counts in the fleet's tally.
func (f *Fleet) infer(now float64, m *model, way Way, r *request, done func(now float64, r *request)) {
	end := func(now float64, r *request) {
		switch {
		case r.served():
			f.tally.Served++
			f.tally.Prompt += r.prompt
			f.tally.Generated += r.generated
		case r.reason == abort:
			f.tally.Aborted++
		default:
			f.tally.Failed++
		}
		done(now, r)
	}
	r.done = end
	if !m.submit(now, r) {
		r.arrived, r.reason = now, failed // nobody is there
		done(now, r)
		return
	}
	f.tally.Asked++
	f.tally.ByWay[way]++
}

// A meanTime keeps the mean of the last observations, as some programs export it.
type meanTime struct {
	last []float64
	next int
}

func (m *meanTime) observe(v float64) {
	if len(m.last) < 1024 {
		m.last = append(m.last, v)
		return
	}
	m.last[m.next%1024] = v
	m.next++
}

func (m *meanTime) mean() float64 {
	if len(m.last) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range m.last {
		sum += v
	}
	return sum / float64(len(m.last))
}
