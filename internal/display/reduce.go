package display

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Reduce takes one number of a series by the id of a Grafana reducer: lastNotNull, last, firstNotNull, first, mean, max,
// min, sum, count, countAll, range, delta, step, diff, diffperc, logmin, median, variance, stdDev, changeCount,
// distinctCount, p1 to p99. A nil value is null, and so is a nil result. The number is in the unit of the values, except
// for the counts and diffperc, in percent.
//
// What nothing reduces to is Grafana's, and dangerous: sum, count, delta and diffperc of nulls alone are 0, and so is
// the sum of no values at all. NaN counts in count, but not in sum, mean, min, max, lastNotNull and firstNotNull; last
// and first take it as it is.
//
// The error says that the reducer is unknown or gives no number. From
// packages/grafana-data/src/transformations/fieldReducer.ts; nulls are ignored, which is the default nullValueMode.
func Reduce(name string, values []*float64) (*float64, error) {
	f, ok := reducers[name]
	if !ok {
		p, found := percentile(name)
		if !found {
			return nil, fmt.Errorf("unknown reducer %q", name)
		}
		f = func(values []*float64) *float64 { return atShare(values, p) }
	}
	if len(values) == 0 {
		switch name {
		case "sum", "count", "countAll":
			return ptr(0), nil
		}
		return nil, nil
	}
	return f(values), nil
}

var reducers = map[string]func([]*float64) *float64{
	"lastNotNull":  func(v []*float64) *float64 { return calculate(v).last },
	"firstNotNull": func(v []*float64) *float64 { return calculate(v).first },
	"last":         func(v []*float64) *float64 { return v[len(v)-1] },
	"first":        func(v []*float64) *float64 { return v[0] },
	"min":          func(v []*float64) *float64 { return calculate(v).min },
	"max":          func(v []*float64) *float64 { return calculate(v).max },
	"sum":          func(v []*float64) *float64 { return ptr(calculate(v).sum) },
	"count":        func(v []*float64) *float64 { return ptr(calculate(v).count) },
	"countAll":     func(v []*float64) *float64 { return ptr(float64(len(v))) },
	"delta":        func(v []*float64) *float64 { return ptr(calculate(v).delta) },
	"step":         func(v []*float64) *float64 { return calculate(v).step },
	"logmin":       func(v []*float64) *float64 { return ptr(calculate(v).logmin) },
	"mean": func(v []*float64) *float64 {
		if c := calculate(v); c.numbers > 0 {
			return ptr(c.sum / c.numbers)
		}
		return nil
	},
	"range":         func(v []*float64) *float64 { c := calculate(v); return minus(c.max, c.min) },
	"diff":          func(v []*float64) *float64 { c := calculate(v); return minus(c.last, c.first) },
	"diffperc":      diffPercent,
	"median":        median,
	"variance":      func(v []*float64) *float64 { return ptr(variance(v)) },
	"stdDev":        func(v []*float64) *float64 { return ptr(math.Sqrt(variance(v))) },
	"changeCount":   func(v []*float64) *float64 { return ptr(changes(v)) },
	"distinctCount": func(v []*float64) *float64 { return ptr(distinct(v)) },
}

// calcs are the numbers of one walk over a series (fieldReducer.ts, doStandardCalcs).
type calcs struct {
	first, last, min, max, step        *float64 // without NaN
	sum, count, numbers, delta, logmin float64
}

func calculate(values []*float64) calcs {
	c := calcs{logmin: math.MaxFloat64}
	low, high, step := math.MaxFloat64, -math.MaxFloat64, math.MaxFloat64
	rising := true
	for _, p := range values {
		if p == nil {
			continue
		}
		c.count++
		v := *p
		if math.IsNaN(v) {
			continue
		}
		c.sum += v
		c.numbers++
		if c.first == nil {
			c.first = p
		} else {
			difference := v - *c.last
			if difference < step {
				step = difference
			}
			// A drop is a counter's reset and not taken off. The first rise after it is not added either.
			if *c.last > v {
				rising = false
			} else {
				if rising {
					c.delta += difference
				}
				rising = true
			}
		}
		low, high = min(low, v), max(high, v)
		if v > 0 {
			c.logmin = min(c.logmin, v)
		}
		c.last = p
	}
	// A series of nothing but infinities has no largest value here, as in Grafana.
	if high != -math.MaxFloat64 {
		c.max = &high
	}
	if low != math.MaxFloat64 {
		c.min = &low
	}
	if step != math.MaxFloat64 {
		c.step = &step
	}
	return c
}

func diffPercent(values []*float64) *float64 {
	c := calculate(values)
	if c.first == nil {
		return ptr(0)
	}
	return ptr((*c.last - *c.first) / *c.first * 100)
}

// median is the middle of the numbers (calculateMedian). Of NaNs it makes what sorting makes of them.
func median(values []*float64) *float64 {
	n := numbers(values)
	mid := len(n) / 2
	switch {
	case len(n) == 0:
		return ptr(math.NaN())
	case len(n)%2 == 0:
		return ptr((n[mid-1] + n[mid]) / 2)
	}
	return ptr(n[mid])
}

// percentile reads p1 to p99.
func percentile(name string) (share float64, ok bool) {
	rest, ok := strings.CutPrefix(name, "p")
	n, err := strconv.Atoi(rest)
	if !ok || err != nil || n < 1 || n > 99 || strconv.Itoa(n) != rest {
		return 0, false
	}
	return float64(n) / 100, true
}

// atShare is the number nearest to a share of the sorted numbers (calculatePercentile).
func atShare(values []*float64, share float64) *float64 {
	n := numbers(values)
	at := int(jsRound(float64(len(n)-1) * share))
	if at < 0 || at >= len(n) {
		return nil
	}
	return ptr(n[at])
}

// numbers are the values that are not null, sorted.
func numbers(values []*float64) []float64 {
	var n []float64
	for _, v := range values {
		if v != nil {
			n = append(n, *v)
		}
	}
	slices.Sort(n)
	return n
}

// variance is the population's, with NaNs in it (calculateStdDev).
func variance(values []*float64) float64 {
	var squares, mean, n float64
	for _, v := range values {
		if v == nil {
			continue
		}
		n++
		before := mean
		mean += (*v - before) / n
		squares += float64((*v - before) * (*v - mean))
	}
	if n == 0 {
		return 0
	}
	return squares / n
}

// changes counts how often a number differs from the one before, nulls left out; NaN differs from itself
// (calculateChangeCount).
func changes(values []*float64) float64 {
	count := 0.0
	var last *float64
	for _, v := range values {
		if v == nil {
			continue
		}
		if last != nil && *last != *v {
			count++
		}
		last = v
	}
	return count
}

// distinct counts the numbers that differ; here NaN is like itself (calculateDistinctCount).
func distinct(values []*float64) float64 {
	seen := map[float64]bool{}
	nan := 0
	for _, v := range values {
		switch {
		case v == nil:
		case math.IsNaN(*v):
			nan = 1
		default:
			seen[*v] = true
		}
	}
	return float64(len(seen) + nan)
}

func minus(a, b *float64) *float64 {
	if a == nil || b == nil {
		return nil
	}
	return ptr(*a - *b)
}

func ptr(v float64) *float64 { return &v }
