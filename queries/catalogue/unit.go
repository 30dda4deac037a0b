package catalogue

import (
	"fmt"
	"math"
)

// A Dimension is what a number measures. The set is closed: every metric has one of these, and two
// values can share an axis only when theirs is the same.
type Dimension string

// The dimensions.
const (
	Unknown     Dimension = ""            // not known, or decided by a label of each series
	Time        Dimension = "time"        // base unit: second
	Data        Dimension = "data"        // base unit: byte
	Count       Dimension = "count"       // base unit: one thing; the noun says which
	Ratio       Dimension = "ratio"       // base unit: 1, so that 0.5 is half
	Temperature Dimension = "temperature" // base unit: degree Celsius
	Power       Dimension = "power"       // base unit: watt
	Energy      Dimension = "energy"      // base unit: joule
	Frequency   Dimension = "frequency"   // base unit: hertz
	Money       Dimension = "money"       // base unit: US dollar
	Cores       Dimension = "cores"       // base unit: CPU core
	Timestamp   Dimension = "timestamp"   // base unit: second since 1970
	Bool        Dimension = "bool"        // 1 for yes, 0 for no
	Info        Dimension = "info"        // constant 1, the labels carry the fact
	Code        Dimension = "code"        // a number that stands for a state: no arithmetic makes sense
)

// A Unit is a dimension, a scale and whether it is per second, and for counts the noun of what is counted.
type Unit struct {
	Dimension Dimension
	// Scale is how many base units the number 1 stands for: 0.001 for milliseconds, 1048576 for MiB,
	// 0.01 for percent.
	Scale     float64
	PerSecond bool
	// Noun is what is counted, in the plural ("requests"), for display only: any two counts are compatible.
	Noun string
}

// unitWords are the words of the tables' unit column.
var unitWords = map[string]Unit{
	"seconds":      {Dimension: Time, Scale: 1},
	"milliseconds": {Dimension: Time, Scale: 1e-3},
	"microseconds": {Dimension: Time, Scale: 1e-6},
	"nanoseconds":  {Dimension: Time, Scale: 1e-9},
	"hours":        {Dimension: Time, Scale: 3600},
	"bytes":        {Dimension: Data, Scale: 1},
	"mebibytes":    {Dimension: Data, Scale: 1 << 20},
	"bytes/s":      {Dimension: Data, Scale: 1, PerSecond: true},
	"kilobytes/s":  {Dimension: Data, Scale: 1e3, PerSecond: true},
	"megabytes/s":  {Dimension: Data, Scale: 1e6, PerSecond: true},
	"ratio":        {Dimension: Ratio, Scale: 1},
	"percent":      {Dimension: Ratio, Scale: 1e-2},
	"count":        {Dimension: Count, Scale: 1},
	"count/s":      {Dimension: Count, Scale: 1, PerSecond: true},
	"count/min":    {Dimension: Count, Scale: 1.0 / 60, PerSecond: true},
	"celsius":      {Dimension: Temperature, Scale: 1},
	"watts":        {Dimension: Power, Scale: 1},
	"milliwatts":   {Dimension: Power, Scale: 1e-3},
	"joules":       {Dimension: Energy, Scale: 1},
	"millijoules":  {Dimension: Energy, Scale: 1e-3},
	"hertz":        {Dimension: Frequency, Scale: 1},
	"megahertz":    {Dimension: Frequency, Scale: 1e6},
	"dollars":      {Dimension: Money, Scale: 1},
	"cores":        {Dimension: Cores, Scale: 1},
	"timestamp":    {Dimension: Timestamp, Scale: 1},
	"bool":         {Dimension: Bool, Scale: 1},
	"info":         {Dimension: Info, Scale: 1},
	"code":         {Dimension: Code, Scale: 1},
	"unknown":      {},
}

// Named is the unit of a word of the tables' unit column ("seconds", "count/s") with a noun for display. ok is
// false for a word that is none.
func Named(word, noun string) (u Unit, ok bool) {
	u, ok = unitWords[word]
	u.Noun = noun
	return u, ok
}

// Counted is the unit of a number of things, by their noun in the plural ("requests"). Its Rate is that of things per
// second.
func Counted(noun string) Unit { return Unit{Dimension: Count, Scale: 1, Noun: noun} }

// Dollars is the unit of money, in US dollars.
func Dollars() Unit { return Unit{Dimension: Money, Scale: 1} }

// Known reports whether the unit says anything.
func (u Unit) Known() bool { return u.Dimension != Unknown }

// Compatible reports whether values of both units can stand on one axis as they are: the same
// dimension, scale and rate. Nouns don't matter.
func (u Unit) Compatible(v Unit) bool {
	return u.Dimension == v.Dimension && u.PerSecond == v.PerSecond && sameScale(u.Scale, v.Scale)
}

// Rate is the unit of the per-second increase of a value of unit u. Seconds per second is a ratio.
func (u Unit) Rate() Unit {
	switch {
	case !u.Known() || u.PerSecond:
		return Unit{}
	case u.Dimension == Time:
		return Unit{Dimension: Ratio, Scale: u.Scale}
	case u.Dimension == Energy:
		return Unit{Dimension: Power, Scale: u.Scale}
	}
	u.PerSecond = true
	return u
}

// Times is the unit of k times a value of unit u. The meaning stays, so the scale moves the other way:
// 1000 times seconds is milliseconds. A factor that leads to no unit people use makes it unknown.
func (u Unit) Times(k float64) Unit {
	switch {
	case !u.Known(), math.IsNaN(k), math.IsInf(k, 0):
		return Unit{}
	case k == 0:
		return u // nothing is nothing in every unit: "0 * x" stands in for a missing x
	case k < 0:
		k = -k
	}
	if sameScale(k, 1) {
		return u
	}
	scaled := u
	scaled.Scale = u.Scale / k
	for _, s := range usualScales(u.Dimension) {
		if sameScale(scaled.Scale, s) {
			scaled.Scale = s
			return scaled
		}
	}
	return Unit{}
}

func usualScales(d Dimension) []float64 {
	switch d {
	case Time:
		return []float64{1, 1e-3, 1e-6, 1e-9, 60, 3600, 86400}
	case Data:
		return []float64{1, 1e3, 1e6, 1e9, 1 << 10, 1 << 20, 1 << 30, 1.0 / 8}
	case Ratio:
		return []float64{1, 1e-2}
	case Count:
		return []float64{1, 1.0 / 60, 1.0 / 3600}
	case Power, Energy:
		return []float64{1, 1e-3, 1e3, 3.6e6}
	case Frequency:
		return []float64{1, 1e3, 1e6, 1e9}
	case Money, Cores:
		return []float64{1, 1e-2, 1e-3}
	default:
		return []float64{1}
	}
}

// Over is the unit of a value of unit u divided by one of unit v.
func (u Unit) Over(v Unit) Unit {
	switch {
	case !u.Known() || !v.Known():
		return Unit{}
	case v.Dimension == Ratio && sameScale(v.Scale, 1):
		return u
	case v.Dimension == Count && (u.Dimension != Count || !sameKind(u.Noun, v.Noun)):
		// Per thing counted: seconds per request, tokens per request. The rates cancel.
		switch {
		case u.PerSecond == v.PerSecond:
			u.PerSecond = false
			u.Scale /= v.Scale
			return u
		case u.Dimension == Ratio && v.PerSecond:
			// Seconds per second over things per second: seconds per thing.
			return Unit{Dimension: Time, Scale: u.Scale / v.Scale}
		}
		return Unit{}
	case u.Dimension == v.Dimension && u.PerSecond == v.PerSecond:
		return Unit{Dimension: Ratio, Scale: u.Scale / v.Scale}.usual()
	case v.Dimension == Time && !u.PerSecond && u.Dimension != Time:
		u.PerSecond = true
		u.Scale /= v.Scale
		return u
	}
	return Unit{}
}

// By is the unit of the product of values of units u and v.
func (u Unit) By(v Unit) Unit {
	switch {
	case !u.Known() || !v.Known():
		return Unit{}
	case v.Dimension == Ratio || v.Dimension == Bool || v.Dimension == Info:
		u.Scale *= v.Scale
		return u.usual()
	case u.Dimension == Ratio || u.Dimension == Bool || u.Dimension == Info:
		v.Scale *= u.Scale
		return v.usual()
	}
	return Unit{}
}

// usual is the unit itself when people use its scale, or unknown.
func (u Unit) usual() Unit {
	for _, s := range usualScales(u.Dimension) {
		if sameScale(u.Scale, s) {
			u.Scale = s
			return u
		}
	}
	return Unit{}
}

// Plus is the unit of a sum or difference, a union or a comparison of values of units u and v: ok is
// false when the two don't fit. An unknown side takes the other's unit only where both could agree.
func (u Unit) Plus(v Unit) (sum Unit, ok bool) {
	switch {
	case !u.Known() || !v.Known():
		return Unit{}, true
	case !u.Compatible(v):
		return Unit{}, false
	case u.Noun != v.Noun:
		u.Noun = ""
	}
	return u, true
}

// unitNames are the names of the scales people use, by dimension.
var unitNames = map[Dimension]map[float64]string{
	Time:        {1: "seconds", 1e-3: "milliseconds", 1e-6: "microseconds", 1e-9: "nanoseconds", 60: "minutes", 3600: "hours", 86400: "days"},
	Data:        {1: "bytes", 1e3: "kB", 1e6: "MB", 1e9: "GB", 1 << 10: "KiB", 1 << 20: "MiB", 1 << 30: "GiB", 1.0 / 8: "bits"},
	Ratio:       {1: "ratio (0-1)", 1e-2: "percent (0-100)"},
	Temperature: {1: "degrees Celsius"},
	Power:       {1: "watts", 1e-3: "milliwatts", 1e3: "kilowatts"},
	Energy:      {1: "joules", 1e-3: "millijoules", 3.6e6: "kilowatt hours"},
	Frequency:   {1: "hertz", 1e3: "kilohertz", 1e6: "megahertz", 1e9: "gigahertz"},
	Money:       {1: "US dollars"},
	Cores:       {1: "cores", 1e-3: "millicores"},
	Timestamp:   {1: "unix time (seconds)"},
	Bool:        {1: "yes/no (1/0)"},
	Info:        {1: "constant 1"},
}

// String names the unit as a person writes it: "seconds", "tokens/s", "MiB", "percent (0-100)".
func (u Unit) String() string {
	per := ""
	if u.PerSecond {
		per = "/s"
	}
	name := unitNames[u.Dimension][u.Scale]
	switch {
	case u.Dimension == Unknown:
		return "unknown"
	case u.Dimension == Code:
		return "code" + noun(" of ", u.Noun)
	case u.Dimension == Count:
		what := u.Noun
		if what == "" {
			what = "count"
		}
		if u.PerSecond && sameScale(u.Scale, 1.0/60) {
			return what + "/min"
		}
		if u.PerSecond && sameScale(u.Scale, 1.0/3600) {
			return what + "/h"
		}
		return what + per
	case name == "":
		return fmt.Sprintf("%g %s%s", u.Scale, u.Dimension, per)
	}
	return name + per
}

func noun(before, n string) string {
	if n == "" {
		return ""
	}
	return before + n
}

// sameKind reports whether a share of a in b is a share: errors in requests, hits in lookups. Tokens
// over requests is no share but tokens per request.
func sameKind(a, b string) bool { return a == b || (a != "tokens") == (b != "tokens") }

func sameScale(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}
