package simulate

import (
	"iter"
	"math"
)

// A Sample is a value at a time.
type Sample struct {
	T int64 // milliseconds since 1970-01-01T00:00:00Z
	V float64
}

// Ended reports whether the sample is no value but Prometheus' marker that the series has ended.
func (s Sample) Ended() bool { return isStale(s.V) }

// Series are the series of a store, or of all stores when the name is empty, in the order in which they began: labels
// sorted by name, with the name of the metric as __name__, and samples in the order of time, with a marker where the
// series ends. The samples are valid until the next series.
func (rec *Recording) Series(store string) iter.Seq2[[]Label, []Sample] {
	return func(yield func([]Label, []Sample) bool) {
		samples := make([]Sample, 0, len(rec.times))
		for _, c := range rec.columns {
			if store != "" && c.store != store {
				continue
			}
			samples = samples[:0]
			for i, v := range c.values {
				if math.Float64bits(v) != absentBits {
					samples = append(samples, Sample{rec.times[c.first+i], v})
				}
			}
			if !yield(c.labels, samples) {
				return
			}
		}
	}
}
