package simulate

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// A stream is a source of random numbers of its own: what draws from one does not disturb another, so that adding a
// client to the platform changes nothing about the others.
type stream struct{ *rand.Rand }

func newStream(seed uint64, name string) stream {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // a hash never fails
	return stream{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// lognormal is a value whose median is given, and whose logarithm has the standard deviation sigma.
func (s stream) lognormal(median, sigma float64) float64 {
	return median * math.Exp(sigma*s.NormFloat64())
}

// chance reports true with a probability of p.
func (s stream) chance(p float64) bool { return s.Float64() < p }

// between is a value that is equally likely anywhere between two.
func (s stream) between(low, high float64) float64 { return low + (high-low)*s.Float64() }

// word is letters and digits as Kubernetes ends the names of pods with, which never spell a word.
func (s stream) word(n int) string {
	const letters = "bcdfghjklmnpqrstvwxz2456789"
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[s.IntN(len(letters))]
	}
	return string(b)
}

// hex is n hexadecimal digits.
func (s stream) hex(n int) string {
	const digits = "0123456789abcdef"
	b := make([]byte, n)
	for i := range b {
		b[i] = digits[s.IntN(len(digits))]
	}
	return string(b)
}

// pick chooses an index with the given weights.
func (s stream) pick(weights []float64) int {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	x := s.Float64() * sum
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}
