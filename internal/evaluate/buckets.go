package evaluate

import (
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
)

// A Bucket is a row of a heatmap: how many observations fell between the bound of the one before and its own.
type Bucket struct {
	Name string
	T    []int64 // milliseconds
	V    []float64
	Step time.Duration
}

// Buckets are the rows of a heatmap, each with its own count.
func (s *Shown) Buckets() []Bucket {
	var out []Bucket
	for _, f := range s.Frames {
		series := f.Series
		if f.Format == prom.FormatHeatmap {
			series = prom.BucketCounts(series)
		}
		for _, one := range series {
			b := Bucket{Name: one.Legend, Step: f.Query.Steps.Step}
			for _, p := range one.Points {
				b.T, b.V = append(b.T, p.T), append(b.V, p.V)
			}
			out = append(out, b)
		}
	}
	return out
}
