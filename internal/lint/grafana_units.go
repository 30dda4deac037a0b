package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// grafanaUnits are the ids of Grafana's units that say what the numbers under them are
// (packages/grafana-data/src/valueFormats/categories.ts). A unit with a prefix only sets where the scaling starts:
// under mbytes, 1 is a mebibyte.
var grafanaUnits = map[string]catalogue.Unit{
	"s": timeUnit(1), "ms": timeUnit(1e-3), "µs": timeUnit(1e-6), "ns": timeUnit(1e-9),
	"m": timeUnit(60), "h": timeUnit(3600), "d": timeUnit(86400),
	"dtdurations": timeUnit(1), "dtdurationms": timeUnit(1e-3), "dthms": timeUnit(1), "dtdhms": timeUnit(1),
	"clocks": timeUnit(1), "clockms": timeUnit(1e-3), "timeticks": timeUnit(1e-2),

	"dateTimeAsIso": millisecondsSince1970, "dateTimeAsIsoNoDateIfToday": millisecondsSince1970,
	"dateTimeAsUS": millisecondsSince1970, "dateTimeAsUSNoDateIfToday": millisecondsSince1970,
	"dateTimeAsLocal": millisecondsSince1970, "dateTimeAsLocalNoDateIfToday": millisecondsSince1970,
	"dateTimeAsSystem": millisecondsSince1970, "dateTimeFromNow": millisecondsSince1970,

	"bytes": dataUnit(1), "kbytes": dataUnit(1 << 10), "mbytes": dataUnit(1 << 20), "gbytes": dataUnit(1 << 30),
	"tbytes": dataUnit(1 << 40), "pbytes": dataUnit(1 << 50),
	"decbytes": dataUnit(1), "deckbytes": dataUnit(1e3), "decmbytes": dataUnit(1e6), "decgbytes": dataUnit(1e9),
	"dectbytes": dataUnit(1e12), "decpbytes": dataUnit(1e15),
	"bits": dataUnit(bit), "decbits": dataUnit(bit),
	"Bps": dataRate(1), "binBps": dataRate(1), "bps": dataRate(bit), "binbps": dataRate(bit),
	"KBs": dataRate(1e3), "MBs": dataRate(1e6), "GBs": dataRate(1e9), "TBs": dataRate(1e12),
	"PBs":  dataRate(1e15),
	"KiBs": dataRate(1 << 10), "MiBs": dataRate(1 << 20), "GiBs": dataRate(1 << 30),
	"TiBs": dataRate(1 << 40), "PiBs": dataRate(1 << 50),
	"Kbits": dataRate(1e3 * bit), "Mbits": dataRate(1e6 * bit), "Gbits": dataRate(1e9 * bit),
	"Tbits": dataRate(1e12 * bit), "Pbits": dataRate(1e15 * bit),
	"Kibits": dataRate((1 << 10) * bit), "Mibits": dataRate((1 << 20) * bit),
	"Gibits": dataRate((1 << 30) * bit), "Tibits": dataRate((1 << 40) * bit),
	"Pibits": dataRate((1 << 50) * bit),

	"percentunit": inUnits(catalogue.Ratio, 1), "percent": inUnits(catalogue.Ratio, 1e-2),
	"celsius": inUnits(catalogue.Temperature, 1),
	"watt":    inUnits(catalogue.Power, 1), "mwatt": inUnits(catalogue.Power, 1e-3), "kwatt": inUnits(catalogue.Power, 1e3),
	"megwatt": inUnits(catalogue.Power, 1e6), "gwatt": inUnits(catalogue.Power, 1e9),
	"joule": inUnits(catalogue.Energy, 1), "watth": inUnits(catalogue.Energy, 3600), "kwatth": inUnits(catalogue.Energy, 3.6e6),
	"mwatth": inUnits(catalogue.Energy, 3.6e9), "kwattm": inUnits(catalogue.Energy, 6e4),
	"hertz": inUnits(catalogue.Frequency, 1), "rothz": inUnits(catalogue.Frequency, 1), "rotkhz": inUnits(catalogue.Frequency, 1e3),
	"rotmhz": inUnits(catalogue.Frequency, 1e6), "rotghz": inUnits(catalogue.Frequency, 1e9),
	"currencyUSD": inUnits(catalogue.Money, 1),

	"cps": countRate(1), "ops": countRate(1), "reqps": countRate(1), "rps": countRate(1), "wps": countRate(1),
	"iops": countRate(1), "eps": countRate(1), "mps": countRate(1), "recps": countRate(1), "rowsps": countRate(1),
	"pps": countRate(1),
	"cpm": countRate(aMinute), "opm": countRate(aMinute), "reqpm": countRate(aMinute), "rpm": countRate(aMinute),
	"wpm": countRate(aMinute), "epm": countRate(aMinute), "mpm": countRate(aMinute), "recpm": countRate(aMinute),
	"rowspm": countRate(aMinute),
}

const (
	bit     = 1.0 / 8    // in bytes
	aMinute = 1.0 / 60   // one a minute, per second
	anHour  = 1.0 / 3600 // one an hour, per second
)

var millisecondsSince1970 = inUnits(catalogue.Timestamp, 1e-3)

func inUnits(d catalogue.Dimension, scale float64) catalogue.Unit {
	return catalogue.Unit{Dimension: d, Scale: scale}
}

func timeUnit(scale float64) catalogue.Unit { return inUnits(catalogue.Time, scale) }

func dataUnit(scale float64) catalogue.Unit { return inUnits(catalogue.Data, scale) }

func dataRate(scale float64) catalogue.Unit {
	return catalogue.Unit{Dimension: catalogue.Data, Scale: scale, PerSecond: true}
}

func countRate(scale float64) catalogue.Unit {
	return catalogue.Unit{Dimension: catalogue.Count, Scale: scale, PerSecond: true}
}

// grafanaUnit is what a unit of Grafana says of the numbers under it. Where it is not known, plain tells a
// unit that only writes the number from one that says something else: a currency, somebody's own words.
func grafanaUnit(id string) (u catalogue.Unit, plain bool) {
	switch id {
	case "", "none", "short", "sishort", "string", "locale", "hex", "hex0x", "sci", "bool", "bool_yes_no", "bool_on_off":
		return catalogue.Unit{}, true
	}
	if u, ok := grafanaUnits[id]; ok {
		return u, false
	}
	kind, words, custom := strings.Cut(id, ":")
	switch {
	case !custom:
		words = id // Grafana writes a unit that it does not know behind the number
	case kind == "time":
		return millisecondsSince1970, false
	case kind != "suffix" && kind != "count":
		return catalogue.Unit{}, false
	}
	return unitInWords(strings.TrimSpace(words)), false
}

// unitInWords is the unit of words that somebody wrote behind the number. Only the plainest are understood.
func unitInWords(words string) catalogue.Unit {
	switch words {
	case "s", "sec", "seconds":
		return timeUnit(1)
	case "ms":
		return timeUnit(1e-3)
	case "%":
		return inUnits(catalogue.Ratio, 1e-2)
	case "cores":
		return inUnits(catalogue.Cores, 1)
	}
	what, per, rate := strings.Cut(words, "/")
	if !rate || !isThing(what) {
		return catalogue.Unit{}
	}
	switch strings.TrimSpace(per) {
	case "s", "sec", "second":
		return countRate(1)
	case "min", "minute":
		return countRate(aMinute)
	case "h", "hour":
		return countRate(anHour)
	}
	return catalogue.Unit{}
}

// isThing reports whether a word may be a thing that is counted, as tok or requests may: not MiB, bits or ms.
func isThing(word string) bool {
	for _, r := range word {
		if (r < 'a' || r > 'z') && r != ' ' && r != '_' {
			return false
		}
	}
	switch {
	case len(word) == 1, len(word) == 2, strings.Contains(word, "byte"), strings.Contains(word, "bit"), strings.Contains(word, "sec"):
		return false
	}
	return true
}

// preferredUnits are the ids to advise, the usual one of each unit first.
var preferredUnits = []string{
	"s", "ms", "µs", "ns", "m", "h", "d", "bytes", "kbytes", "mbytes", "gbytes", "deckbytes", "decmbytes", "decgbytes",
	"bits", "Bps", "KBs", "MBs", "GBs", "KiBs", "MiBs", "GiBs", "bps", "percentunit", "percent", "celsius", "watt", "mwatt",
	"kwatt", "joule", "kwatth", "hertz", "rotkhz", "rotmhz", "rotghz", "currencyUSD",
}

// unitFor is the id of Grafana's unit for values, or "" when it has none.
func unitFor(u catalogue.Unit) string {
	if u.Dimension == catalogue.Count {
		return countUnitFor(u)
	}
	for _, id := range preferredUnits {
		if grafanaUnits[id].Compatible(u) {
			return id
		}
	}
	return ""
}

func countUnitFor(u catalogue.Unit) string {
	switch noun := u.Noun; {
	case !u.PerSecond && u.Scale == 1:
		return "short"
	case !u.PerSecond:
		return ""
	case u.Scale == 1 && noun == "requests":
		return "reqps"
	case u.Scale == 1 && noun == "tokens":
		return "count:tok/s"
	case u.Scale == 1 && noun == "":
		return "cps"
	case u.Scale == 1:
		return "count:" + noun + "/s"
	case u.Scale == aMinute:
		return "cpm"
	}
	return ""
}

// fits reports whether values may stand under a unit of Grafana. Any two counts fit, and hertz is a count per second.
// Values without a measure fit everything.
func fits(values, shown catalogue.Unit) bool {
	values, shown = often(values), often(shown)
	switch values.Dimension {
	case catalogue.Unknown, catalogue.Bool, catalogue.Info, catalogue.Code:
		return true
	}
	switch {
	case values.Dimension != shown.Dimension:
		return cores(values, shown) || cores(shown, values)
	case values.PerSecond != shown.PerSecond:
		return false
	}
	// Mebibytes under megabytes are 5 % off, tebibytes under terabytes 10 %: nobody is misled.
	r := values.Scale / shown.Scale
	return r > 1/nearly && r < nearly
}

// nearly is the factor up to which two scales are taken for one.
const nearly = 1.15

// often makes a frequency a count per second.
func often(u catalogue.Unit) catalogue.Unit {
	if u.Dimension == catalogue.Frequency {
		return countRate(u.Scale)
	}
	return u
}

// cores reports whether one unit is of cores and the other may be, too: CPU seconds per second are a bare number.
func cores(u, v catalogue.Unit) bool {
	return u.Dimension == catalogue.Cores && (v.Dimension == catalogue.Ratio || v.Dimension == catalogue.Count && !v.PerSecond)
}
