package display

import "strings"

// This file is the list of units (packages/grafana-data/src/valueFormats/categories.ts). Left out are hex, hex0x and
// sci, which show a number in another notation.

// plainUnits are written behind the number, as it is.
var plainUnits = map[string]string{
	"none": "", "humidity": "%H", "dB": "dB", "pixel": "px",
	"accMS2": "m/sec²", "accFS2": "f/sec²", "accG": "g",
	"degree": "°", "radian": "rad", "grad": "grad", "arcmin": "arcmin", "arcsec": "arcsec",
	"areaM2": "m²", "areaF2": "ft²", "areaMI2": "mi²", "acres": "ac", "hectares": "ha",
	"ppm": "ppm", "conppb": "ppb", "conngm3": "ng/m³", "conngNm3": "ng/Nm³", "conμgm3": "μg/m³", "conμgNm3": "μg/Nm³",
	"conmgm3": "mg/m³", "conmgNm3": "mg/Nm³", "congm3": "g/m³", "congNm3": "g/Nm³", "conmgdL": "mg/dL", "conmmolL": "mmol/L",
	"flowgpm": "gpm", "flowcms": "cms", "flowcfs": "cfs", "flowcfm": "cfm", "litreh": "L/h", "flowlpm": "L/min",
	"flowmlpm": "mL/min", "lux": "lux",
	"masslb": "lb", "masst": "t", "lengthin": "in", "lengthft": "ft", "lengthmi": "mi",
	"pressurehpa": "hPa", "pressurekpa": "kPa", "pressurehg": `"Hg`,
	"rotrpm": "rpm", "rotrads": "rad/s", "rotdegs": "°/s",
	"celsius": "°C", "fahrenheit": "°F", "kelvin": "K",
	"farenheit":  "°F", //nolint:misspell // the unit's id in old dashboards
	"velocityms": "m/s", "velocitykmh": "km/h", "velocitymph": "mph", "velocityknot": "kn",
	"m3": "m³", "Nm3": "Nm³", "dm3": "dm³", "gallons": "gal",
}

// countUnits scale by thousands, with letters.
var countUnits = map[string]string{
	"cps": "c/s", "ops": "ops/s", "reqps": "req/s", "rps": "rd/s", "wps": "wr/s", "iops": "io/s", "eps": "evt/s",
	"mps": "msg/s", "recps": "rec/s", "rowsps": "rows/s",
	"cpm": "c/m", "opm": "ops/m", "reqpm": "req/m", "rpm": "rd/m", "wpm": "wr/m", "epm": "evts/m", "mpm": "msgs/m",
	"recpm": "rec/m", "rowspm": "rows/m",
}

// A prefixedUnit is a symbol and the number of steps between the unit and its base.
type prefixedUnit struct {
	symbol string
	offset int
}

// binaryUnits scale by 1024.
var binaryUnits = map[string]prefixedUnit{
	"bytes": {"B", 0}, "kbytes": {"B", 1}, "mbytes": {"B", 2}, "gbytes": {"B", 3}, "tbytes": {"B", 4}, "pbytes": {"B", 5},
	"bits": {"b", 0}, "binBps": {"B/s", 0}, "binbps": {"b/s", 0},
	"KiBs": {"B/s", 1}, "MiBs": {"B/s", 2}, "GiBs": {"B/s", 3}, "TiBs": {"B/s", 4}, "PiBs": {"B/s", 5},
	"Kibits": {"b/s", 1}, "Mibits": {"b/s", 2}, "Gibits": {"b/s", 3}, "Tibits": {"b/s", 4}, "Pibits": {"b/s", 5},
}

// metricUnits scale by 1000.
var metricUnits = map[string]prefixedUnit{
	"sishort": {"", 0}, "candela": {"cd", 0},
	"flops": {"FLOPS", 0}, "mflops": {"FLOPS", 2}, "gflops": {"FLOPS", 3}, "tflops": {"FLOPS", 4}, "pflops": {"FLOPS", 5},
	"eflops": {"FLOPS", 6}, "zflops": {"FLOPS", 7}, "yflops": {"FLOPS", 8},
	"decbytes": {"B", 0}, "deckbytes": {"B", 1}, "decmbytes": {"B", 2}, "decgbytes": {"B", 3}, "dectbytes": {"B", 4},
	"decpbytes": {"B", 5}, "decbits": {"b", 0},
	"pps": {"p/s", 0}, "Bps": {"B/s", 0}, "bps": {"b/s", 0},
	"KBs": {"B/s", 1}, "MBs": {"B/s", 2}, "GBs": {"B/s", 3}, "TBs": {"B/s", 4}, "PBs": {"B/s", 5},
	"Kbits": {"b/s", 1}, "Mbits": {"b/s", 2}, "Gbits": {"b/s", 3}, "Tbits": {"b/s", 4}, "Pbits": {"b/s", 5},
	"watt": {"W", 0}, "kwatt": {"W", 1}, "megwatt": {"W", 2}, "gwatt": {"W", 3}, "mwatt": {"W", -1}, "Wm2": {"W/m²", 0},
	"voltamp": {"VA", 0}, "kvoltamp": {"VA", 1}, "voltampreact": {"VAr", 0}, "kvoltampreact": {"VAr", 1},
	"watth": {"Wh", 0}, "watthperkg": {"Wh/kg", 0}, "kwatth": {"Wh", 1}, "kwattm": {"W-Min", 1}, "mwatth": {"Wh", 2},
	"amph": {"Ah", 0}, "kamph": {"Ah", 1}, "mamph": {"Ah", -1}, "joule": {"J", 0}, "ev": {"eV", 0},
	"amp": {"A", 0}, "kamp": {"A", 1}, "mamp": {"A", -1}, "volt": {"V", 0}, "kvolt": {"V", 1}, "mvolt": {"V", -1},
	"dBm": {"dBm", 0}, "mohm": {"Ω", -1}, "ohm": {"Ω", 0}, "kohm": {"Ω", 1}, "Mohm": {"Ω", 2},
	"farad": {"F", 0}, "µfarad": {"F", -2}, "nfarad": {"F", -3}, "pfarad": {"F", -4}, "ffarad": {"F", -5},
	"henry": {"H", 0}, "mhenry": {"H", -1}, "µhenry": {"H", -2}, "lumens": {"Lm", 0},
	"forceNm": {"Nm", 0}, "forcekNm": {"Nm", 1}, "forceN": {"N", 0}, "forcekN": {"N", 1},
	"Hs": {"H/s", 0}, "KHs": {"H/s", 1}, "MHs": {"H/s", 2}, "GHs": {"H/s", 3}, "THs": {"H/s", 4}, "PHs": {"H/s", 5},
	"EHs":    {"H/s", 6},
	"massmg": {"g", -1}, "massg": {"g", 0}, "masskg": {"g", 1}, "lengthmm": {"m", -1}, "lengthm": {"m", 0}, "lengthkm": {"m", 1},
	"pressurembar": {"bar", -1}, "pressurebar": {"bar", 0}, "pressurekbar": {"bar", 1}, "pressurepa": {"Pa", 0},
	"radbq": {"Bq", 0}, "radci": {"Ci", 0}, "radgy": {"Gy", 0}, "radrad": {"rad", 0}, "radsv": {"Sv", 0}, "radmsv": {"Sv", -1},
	"radusv": {"Sv", -2}, "radrem": {"rem", 0}, "radexpckg": {"C/kg", 0}, "radr": {"R", 0}, "radsvh": {"Sv/h", 0},
	"radmsvh": {"Sv/h", -1}, "radusvh": {"Sv/h", -2},
	"rothz": {"Hz", 0}, "rotkhz": {"Hz", 1}, "rotmhz": {"Hz", 2}, "rotghz": {"Hz", 3}, "hertz": {"Hz", 0},
	"mlitre": {"L", -1}, "litre": {"L", 0},
}

// currencies are money; the symbol of those in moneyBehind follows the number.
var currencies = map[string]string{
	"USD": "$", "GBP": "£", "EUR": "€", "JPY": "¥", "RUB": "₽", "UAH": "₴", "BRL": "R$", "DKK": "kr", "ISK": "kr", "NOK": "kr",
	"SEK": "kr", "CZK": "czk", "CHF": "CHF", "PLN": "PLN", "BTC": "฿", "mBTC": "mBTC", "μBTC": "μBTC", "ZAR": "R", "INR": "₹",
	"KRW": "₩", "IDR": "Rp", "PHP": "PHP", "VND": "đ", "TRY": "₺", "MYR": "RM", "XPF": "XPF", "BGN": "BGN", "PYG": "₲",
	"UYU": "UYU", "ILS": "₪",
}

var moneyBehind = map[string]bool{"DKK": true, "ISK": true, "NOK": true, "SEK": true, "VND": true, "TRY": true}

// durations are times; see duration.go.
var durations = map[string]formatter{
	"ns": nanoseconds, "µs": microseconds, "ms": milliseconds, "s": seconds, "m": minutes, "h": hours, "d": days,
	"dtdurationms": durationMs, "dtdurations": durationS, "dthms": clockFace, "dtdhms": daysAndClockFace,
	"timeticks": func(v float64, d precision) Text { return seconds(v/100, d) },
	"clockms":   clockWords,
	"clocks":    func(v float64, d precision) Text { return clockWords(times(v, 1000), d) },
}

// others are the units with a rule of their own.
var others = map[string]formatter{
	"short":       scaled(1000, []string{"", " K", " Mil", " Bil", " Tri", " Quadr", " Quint", " Sext", " Sept"}, 0),
	"pressurepsi": scaled(1000, []string{"psi", "ksi", "Mpsi"}, 0),
	"percent":     func(v float64, d precision) Text { return Text{"", fixed(v, d), "%"} },
	"percentunit": func(v float64, d precision) Text { return Text{"", fixed(100*v, d), "%"} },
	"bool":        boolean("True", "False"),
	"bool_yes_no": boolean("Yes", "No"),
	"bool_on_off": boolean("On", "Off"),
	"string":      func(v float64, _ precision) Text { return Text{Value: jsString(v)} },
	"locale": func(v float64, d precision) Text {
		if d.auto {
			d.digits = 3
		}
		return Text{Value: localeNumber(v, 0, d.digits)}
	},
}

// known finds a unit of the list.
func (c Clock) known(unit string) (formatter, bool) {
	if unit == "" {
		return suffixed(""), true
	}
	if symbol, ok := plainUnits[unit]; ok {
		return suffixed(symbol), true
	}
	if symbol, ok := countUnits[unit]; ok {
		return count(symbol), true
	}
	if u, ok := metricUnits[unit]; ok {
		return si(u.symbol, u.offset), true
	}
	if u, ok := binaryUnits[unit]; ok {
		return binary(u.symbol, u.offset), true
	}
	if code, ok := strings.CutPrefix(unit, "currency"); ok {
		if symbol, ok := currencies[code]; ok {
			return currency(symbol, moneyBehind[code]), true
		}
	}
	if f, ok := durations[unit]; ok {
		return f, true
	}
	if f, ok := others[unit]; ok {
		return f, true
	}
	return c.dateUnit(unit)
}

// Known reports whether the unit is one of Grafana's list that [Format] has, or empty, or a custom unit such as
// "suffix: tok/s". Any other text is taken as a suffix, by Grafana too, except hex, hex0x and sci.
func Known(unit string) bool {
	if _, ok := (Clock{}).known(unit); ok {
		return true
	}
	switch key, _, _ := strings.Cut(unit, ":"); key {
	case "prefix", "suffix", "time", "si", "count", "currency", "bool":
		return strings.Contains(unit, ":")
	}
	return false
}
