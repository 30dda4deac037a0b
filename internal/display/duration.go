package display

import (
	"fmt"
	"math"
	"strings"
)

// This file is the units of time (packages/grafana-data/src/valueFormats/dateTimeFormatters.ts).

// A timeStep is used for values below limit: they are divided by, or multiplied, to be of the named unit.
type timeStep struct {
	limit    float64
	divide   float64
	multiply float64
	name     string
}

// in finds the step of a value; the last one has no limit. The step of the unit itself has no plural: 30 hours are
// "1.25 days", but 20 hours are "20 hour".
func in(steps []timeStep) formatter {
	return func(v float64, d precision) Text {
		step := steps[len(steps)-1]
		for _, s := range steps {
			if math.Abs(v) < s.limit {
				step = s
				break
			}
		}
		switch {
		case step.multiply != 0:
			v *= step.multiply
		case step.divide != 0:
			v /= step.divide
		default:
			return Text{"", fixed(v, d), step.name}
		}
		return Text{"", fixed(v, d), plural(step.name, v)}
	}
}

// plural adds the s of minutes and longer units for all but one and less (valueFormats.ts, appendPluralIf).
func plural(name string, v float64) string {
	switch name {
	case " min", " hour", " day", " week", " year":
		if math.Abs(v) > 1 {
			return name + "s"
		}
	}
	return name
}

var (
	nanoseconds = in([]timeStep{
		{limit: 1e3, name: " ns"}, {limit: 1e6, divide: 1e3, name: " µs"}, {limit: 1e9, divide: 1e6, name: " ms"},
		{limit: 6e10, divide: 1e9, name: " s"}, {limit: 36e11, divide: 6e10, name: " min"},
		{limit: 864e11, divide: 36e11, name: " hour"}, {divide: 864e11, name: " day"},
	})
	microseconds = in([]timeStep{
		{limit: 1e3, name: " µs"}, {limit: 1e6, divide: 1e3, name: " ms"}, {divide: 1e6, name: " s"},
	})
	milliseconds = in([]timeStep{
		{limit: 1e3, name: " ms"}, {limit: 6e4, divide: 1e3, name: " s"}, {limit: 36e5, divide: 6e4, name: " min"},
		{limit: 864e5, divide: 36e5, name: " hour"}, {limit: 31536e6, divide: 864e5, name: " day"},
		{divide: 31536e6, name: " year"},
	})
	// A year of seconds divides by more than its limit, so 365 days are "0.999 year".
	secondSteps = in([]timeStep{
		{limit: 1e-6, multiply: 1e9, name: " ns"}, {limit: 1e-3, multiply: 1e6, name: " µs"}, {limit: 1, multiply: 1e3, name: " ms"},
		{limit: 60, name: " s"}, {limit: 3600, divide: 60, name: " min"}, {limit: 86400, divide: 3600, name: " hour"},
		{limit: 604800, divide: 86400, name: " day"}, {limit: 31536e3, divide: 604800, name: " week"},
		{divide: 31556900, name: " year"},
	})
	minutes = in([]timeStep{
		{limit: 60, name: " min"}, {limit: 1440, divide: 60, name: " hour"}, {limit: 10080, divide: 1440, name: " day"},
		{limit: 604800, divide: 10080, name: " week"}, {divide: 525948, name: " year"},
	})
	hours = in([]timeStep{
		{limit: 24, name: " hour"}, {limit: 168, divide: 24, name: " day"}, {limit: 8760, divide: 168, name: " week"},
		{divide: 8760, name: " year"},
	})
	days = in([]timeStep{
		{limit: 7, divide: 1, name: " day"}, {limit: 365, divide: 7, name: " week"}, {divide: 365, name: " year"},
	})
)

// seconds knows no decimals of zero: "0 s", and not "0.00 ns".
func seconds(v float64, d precision) Text {
	if v == 0 {
		return Text{"", "0", " s"}
	}
	return secondSteps(v, d)
}

// intervals are the parts of a duration in words, in milliseconds.
var intervals = []struct {
	name string
	ms   float64
}{
	{"year", 31536e6}, {"month", 2592e6}, {"week", 6048e5}, {"day", 864e5}, {"hour", 36e5}, {"minute", 6e4}, {"second", 1e3},
	{"millisecond", 1},
}

func durationMs(v float64, d precision) Text { return duration(v, d, 1, " milliseconds") }
func durationS(v float64, d precision) Text  { return duration(v, d, 1000, " seconds") }

// duration writes the largest part of a time and as many parts more as there are decimals. A time below a millisecond
// has no part, and Grafana shows nothing (toDuration).
func duration(v float64, d precision, scale float64, zero string) Text {
	if v == 0 {
		return Text{"", "0", zero}
	}
	if v < 0 {
		t := duration(-v, d, scale, zero)
		t.Suffix += " ago"
		return t
	}
	v = times(v, scale)
	var parts []string
	more := d.digits
	for _, i := range intervals {
		share := v / i.ms
		if more < 0 || share < 1 && len(parts) == 0 {
			continue
		}
		n := math.Floor(share)
		name := i.name
		if n != 1 {
			name += "s"
		}
		parts = append(parts, jsString(n)+" "+name)
		v = math.Mod(v, i.ms)
		more--
	}
	return Text{Value: strings.Join(parts, ", ")}
}

// times multiplies; what is finite stays so.
func times(v, factor float64) float64 {
	if math.IsInf(v, 0) {
		return v
	}
	return min(max(v*factor, -math.MaxFloat64), math.MaxFloat64)
}

// clockFace writes seconds as 01:02:03 (toDurationInHoursMinutesSeconds).
func clockFace(v float64, d precision) Text {
	if v < 0 {
		t := clockFace(-v, d)
		t.Suffix += " ago"
		return t
	}
	var parts []string
	for _, part := range []float64{v / 3600, math.Mod(v, 3600) / 60, math.Mod(math.Mod(v, 3600), 60)} {
		text := jsString(math.Floor(part))
		if part < 10 || math.IsNaN(part) { // the minutes of infinity
			text = "0" + text
		}
		parts = append(parts, text)
	}
	return Text{Value: strings.Join(parts, ":")}
}

// daysAndClockFace writes seconds as "2 d 01:02:03" (toDurationInDaysHoursMinutesSeconds).
func daysAndClockFace(v float64, d precision) Text {
	if v < 0 {
		t := daysAndClockFace(-v, d)
		t.Suffix += " ago"
		return t
	}
	whole := math.Floor(v / 86400)
	rest := clockFace(v-whole*24*3600, d).Value
	if whole > 0 {
		rest = jsString(whole) + " d " + rest
	}
	return Text{Value: rest}
}

// clockWords writes milliseconds as 01h:02m:03s:004ms, from the largest part that is not zero; decimals limit the
// parts (toClock).
func clockWords(v float64, d precision) Text {
	below := []string{invalidDate}
	if at, ok := instant(v); ok {
		at = at.UTC()
		below = []string{fmt.Sprintf("%02dm", at.Minute()), fmt.Sprintf("%02ds", at.Second()), fmt.Sprintf("%03dms", at.Nanosecond()/1e6)}
	}
	var parts []string
	switch {
	case v < 1000:
		return Text{Value: below[len(below)-1]}
	case v < 6e4:
		parts = below[1:]
		d.auto = d.auto || d.digits > 0 // it is all or the seconds
	case v < 36e5:
		parts = below
	default:
		parts = append([]string{jsString(math.Floor(v/36e5)) + "h"}, below...)
	}
	if !d.auto {
		parts = parts[:min(d.digits+1, len(parts))]
	}
	return Text{Value: strings.Join(parts, ":")}
}
