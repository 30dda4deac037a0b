package simulate

import (
	"iter"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/prom"
)

// Load puts what a store holds, or all stores together when the name is empty, into a storage of the engine. Series
// that ended have a marker of that, which a file cannot hold.
func (rec *Recording) Load(into *prom.Storage, store string) (prom.Loaded, error) {
	name := "simulation"
	if store != "" {
		name += " " + store
	}
	return into.LoadSamples(name, rec.Series(store))
}

// Series are the series of a store, or of all stores when the name is empty, in the order in which they began. The
// points are valid until the next series.
func (rec *Recording) Series(store string) iter.Seq2[labels.Labels, []prom.Point] {
	return func(yield func(labels.Labels, []prom.Point) bool) {
		points := make([]prom.Point, 0, len(rec.times))
		var builder labels.ScratchBuilder
		for _, c := range rec.columns {
			if store != "" && c.store != store {
				continue
			}
			builder.Reset()
			for _, l := range c.labels {
				builder.Add(l.Name, l.Value)
			}
			points = points[:0]
			for i, v := range c.values {
				switch {
				case isStale(v):
					v = prom.Stale()
				case isNone(v):
					continue
				}
				points = append(points, prom.Point{T: rec.times[c.first+i], V: v})
			}
			if !yield(builder.Labels(), points) {
				return
			}
		}
	}
}
