// Package replay puts simulated recordings into the engine's storage, without the way through a text.
package replay

import (
	"iter"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/simulate"
)

// Load puts what a store of a recording holds, or all stores together when the name is empty, into a storage. Series
// that ended have a marker of that, which a file cannot hold. It fails as
// [prom.Storage.LoadSamples] does.
func Load(into *prom.Storage, rec *simulate.Recording, store string) (prom.Loaded, error) {
	name := "simulation"
	if store != "" {
		name += " of " + store
	}
	return into.LoadSamples(name, series(rec, store))
}

func series(rec *simulate.Recording, store string) iter.Seq2[labels.Labels, []prom.Point] {
	return func(yield func(labels.Labels, []prom.Point) bool) {
		var points []prom.Point
		var builder labels.ScratchBuilder
		for ls, samples := range rec.Series(store) {
			builder.Reset()
			for _, l := range ls {
				builder.Add(l.Name, l.Value)
			}
			points = points[:0]
			for _, s := range samples {
				p := prom.Point(s)
				if s.Ended() {
					p.V = prom.Stale()
				}
				points = append(points, p)
			}
			if !yield(builder.Labels(), points) {
				return
			}
		}
	}
}
