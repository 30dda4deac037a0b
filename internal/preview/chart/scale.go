package chart

import (
	"math"
	"time"
)

// A scale maps values to places.
type scale struct {
	min, max float64 // values
	from, to float64 // places
	log      float64 // the base of a logarithmic scale, or 0
	binary   bool    // ticks at powers of two, for units that count in 1024s
}

func (s scale) at(v float64) float64 {
	lo, hi := s.min, s.max
	if s.log > 0 {
		v, lo, hi = math.Log(max(v, s.min)), math.Log(lo), math.Log(hi)
	}
	return s.from + (v-lo)/(hi-lo)*(s.to-s.from)
}

// tiny is the least range of an axis: with a smaller one, numbers have no digits left to tell ticks apart.
const tiny = 1e-300

// bounds are what a person set for an axis: hard ends and soft ends.
type bounds struct {
	min, max, softMin, softMax *float64
}

// axisRange is the range of an axis for data between two values, as uPlot pads it: a tenth of the range on both sides,
// rounded to a tenth of its magnitude, and zero in place of a padding that would cross it.
func axisRange(low, high float64, b bounds) (lo, hi float64) {
	if b.softMin != nil {
		low = min(low, *b.softMin)
	}
	if b.softMax != nil {
		high = max(high, *b.softMax)
	}
	if b.min != nil {
		low = *b.min
	}
	if b.max != nil {
		high = *b.max
	}
	if math.IsInf(low, 0) || math.IsInf(high, 0) || math.IsNaN(low) || math.IsNaN(high) {
		low, high = 0, 100
	}
	delta := high - low
	size := delta
	pad := 0.1 * delta
	if delta <= 1e-24*math.Abs(high) || delta < tiny {
		size = math.Abs(high)
		pad = size
		if size < tiny {
			size, pad = 1000, 100
		}
	}
	unit := math.Pow(10, math.Floor(math.Log10(size))) / 10
	lo = math.Floor((low-pad)/unit+1e-9) * unit
	hi = math.Ceil((high+pad)/unit-1e-9) * unit
	if low >= 0 && lo < 0 {
		lo = 0
	}
	if high <= 0 && hi > 0 {
		hi = 0
	}
	if b.min != nil {
		lo = *b.min
	}
	if b.max != nil {
		hi = *b.max
	}
	if hi <= lo {
		hi = lo + 1
		if lo == 0 {
			hi = 100
		}
	}
	return lo, hi
}

// ticks are the round values of an axis, so far apart at least, and their distance.
func (s scale) ticks(space float64) (values []float64, step float64) {
	if s.log > 0 {
		return s.logTicks(space), 0
	}
	length := math.Abs(s.to - s.from)
	span := s.max - s.min
	if length <= 0 || !(span >= tiny) || math.IsInf(span, 0) { // nor where it is no number
		return nil, 0
	}
	if s.binary {
		for step = math.Exp2(math.Floor(math.Log2(span)) - 10); step/span*length < space; step *= 2 {
		}
		return s.multiples(step), step
	}
	magnitude := math.Pow(10, math.Floor(math.Log10(span))-3)
	for {
		for _, m := range []float64{1, 2, 2.5, 5} {
			if step = m * magnitude; step/span*length >= space {
				return s.multiples(step), step
			}
		}
		magnitude *= 10
	}
}

// multiples are those of a step on the scale.
func (s scale) multiples(step float64) []float64 {
	var values []float64
	first := math.Ceil(s.min/step - 1e-9)
	for i := 0.0; i < 200; i++ {
		v := (first + i) * step
		if v > s.max+step*1e-6 {
			break
		}
		values = append(values, round(v, step))
	}
	return values
}

// round takes what binary fractions add to a multiple of a step away.
func round(v, step float64) float64 {
	digits := math.Pow(10, max(math.Ceil(-math.Log10(step))+2, 0))
	return math.Round(v*digits) / digits
}

func (s scale) logTicks(space float64) []float64 {
	var values []float64
	if !(s.min >= tiny && s.max > s.min) {
		return nil
	}
	place := math.Inf(1)
	for e := math.Floor(math.Log(s.min) / math.Log(s.log)); ; e++ {
		v := math.Pow(s.log, e)
		if v > s.max*1.0001 || len(values) > 100 {
			return values
		}
		if at := s.at(v); v >= s.min*0.9999 && math.Abs(at-place) >= space {
			values = append(values, v)
			place = at
		}
	}
}

// decimals is how many digits after the point tell two ticks apart.
func decimals(step float64) int {
	for d := range 12 {
		if scaled := step * math.Pow(10, float64(d)); math.Abs(scaled-math.Round(scaled)) < 1e-6*scaled {
			return d
		}
	}
	return 0
}

var timeSteps = []time.Duration{
	time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 4 * time.Hour, 6 * time.Hour, 8 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 2 * 24 * time.Hour, 4 * 24 * time.Hour, 7 * 24 * time.Hour, 14 * 24 * time.Hour, 28 * 24 * time.Hour, 91 * 24 * time.Hour, 365 * 24 * time.Hour,
}

// A timeTick is a round time of an axis with its text.
type timeTick struct {
	at   time.Time
	text string
}

// timeTicks are the round times between two, for an axis of a length.
func timeTicks(from, to time.Time, length, labelWidth float64) []timeTick {
	span := to.Sub(from)
	if span <= 0 || length <= 0 {
		return nil
	}
	step := timeSteps[len(timeSteps)-1]
	for _, s := range timeSteps {
		if float64(s)/float64(span)*length >= labelWidth {
			step = s
			break
		}
	}
	layout := "15:04"
	switch {
	case step < time.Minute:
		layout = "15:04:05"
	case step >= 24*time.Hour:
		layout = "01/02"
	case span > 24*time.Hour:
		layout = "01/02 15:04"
	}
	var out []timeTick
	for t := from.Truncate(step); !t.After(to) && len(out) < 500; t = t.Add(step) {
		if !t.Before(from) {
			out = append(out, timeTick{t, t.UTC().Format(layout)})
		}
	}
	return out
}
