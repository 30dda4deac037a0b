package prom

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/prometheus/common/model"
)

// sortBuckets orders the series of a heatmap: histograms by their other labels, their buckets by le as a number.
func sortBuckets(series []NamedSeries) {
	type bucket struct {
		NamedSeries
		histogram string
		le        float64
	}
	buckets := make([]bucket, len(series))
	for i, s := range series {
		buckets[i] = bucket{s, histogramOf(s), upperBound(s)}
	}
	slices.SortStableFunc(buckets, func(a, b bucket) int {
		return cmp.Or(cmp.Compare(a.histogram, b.histogram), cmp.Compare(a.le, b.le))
	})
	for i, b := range buckets {
		series[i] = b.NamedSeries
	}
}

// histogramOf prints the labels that the buckets of a histogram share.
func histogramOf(s NamedSeries) string {
	shared := maps.Clone(s.Labels)
	delete(shared, model.BucketLabel)
	return metricString(shared)
}

// upperBound is a bucket's le, or NaN, which sorts first, when it has none.
func upperBound(s NamedSeries) float64 {
	le, err := strconv.ParseFloat(s.Labels[model.BucketLabel], 64)
	if err != nil {
		return math.NaN()
	}
	return le
}

// noise is what Grafana takes for zero when it subtracts buckets.
const noise = 1e-9

// BucketCounts turns the cumulative buckets of a heatmap frame into counts per bucket, as Grafana does before it draws:
// from each bucket the next smaller one of the same histogram is subtracted, and less than 1e-9 counts as 0. A point
// that the smaller bucket lacks is taken for 0. The series must be sorted as [EvaluatePanel] sorts them; they are not
// changed.
func BucketCounts(series []NamedSeries) []NamedSeries {
	counts := slices.Clone(series)
	for i := len(counts) - 1; i > 0; i-- {
		if histogramOf(series[i]) != histogramOf(series[i-1]) {
			continue
		}
		smaller := make(map[int64]float64, len(series[i-1].Points))
		for _, p := range series[i-1].Points {
			smaller[p.T] = p.V
		}
		counts[i].Points = slices.Clone(series[i].Points)
		for j := range counts[i].Points {
			p := &counts[i].Points[j]
			if p.V -= smaller[p.T]; p.V < noise {
				p.V = 0
			}
		}
	}
	return counts
}
