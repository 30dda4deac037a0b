package display

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A Text is a formatted value in the three parts that Grafana sets in different sizes. Spaces between them belong to
// the prefix and the suffix (packages/grafana-data/src/valueFormats/valueFormats.ts, FormattedValue).
type Text struct{ Prefix, Value, Suffix string }

// String is the text in one piece (valueFormats.ts, formattedValueToString).
func (t Text) String() string { return t.Prefix + t.Value + t.Suffix }

// A Clock is what the units of date and time need: the time now and the dashboard's time zone. The zero clock is UTC
// and knows no "today": a relative unit is written as a date.
type Clock struct {
	Now  time.Time
	Zone *time.Location
}

// Format is the text of a value with the zero [Clock]. The value is in the unit that the id names ("s": seconds,
// "percentunit": 1 is 100 %, dates: milliseconds since 1970). An empty unit is a bare number; an unknown id is a suffix.
// Without decimals the number has about three significant digits; decimals outside 0 to 20 are taken as the nearer end.
//
// From packages/grafana-data/src/valueFormats: valueFormats.ts, categories.ts, symbolFormatters.ts,
// dateTimeFormatters.ts, arithmeticFormatters.ts. Two things differ. NaN is "NaN" without a unit: no panel of Grafana
// lets a formatter see one. And a number near the ends of what a float holds is written out, where Grafana's rounding
// overflows into "Infinity" or "NaN".
func Format(value float64, unit string, decimals *int) Text {
	return Clock{}.Format(value, unit, decimals)
}

// Format is as the function [Format], with dates in the clock's zone and relative to its time.
func (c Clock) Format(value float64, unit string, decimals *int) Text {
	if math.IsNaN(value) {
		return Text{Value: "NaN"}
	}
	d := precision{auto: decimals == nil}
	if decimals != nil {
		d.digits = min(max(*decimals, 0), maxDecimals)
	}
	return c.formatter(unit)(value, d)
}

// maxDecimals is the most that Grafana's way of padding survives: from 1e21 on JavaScript writes powers of ten with an
// exponent. Grafana's editor offers 15 (public/app/core/components/OptionsUI/registry.tsx).
const maxDecimals = 20

// A precision is the configured number of decimals, or auto.
type precision struct {
	auto   bool
	digits int
}

type formatter func(value float64, d precision) Text

// formatter finds the rule of a unit id (valueFormats.ts, getValueFormat).
func (c Clock) formatter(unit string) formatter {
	if f, ok := c.known(unit); ok {
		return f
	}
	key, rest, ok := strings.Cut(unit, ":")
	if !ok || key == "" {
		return suffixed(unit)
	}
	switch key {
	case "prefix":
		return func(v float64, d precision) Text { return Text{rest, fixed(v, d), ""} }
	case "suffix":
		// Grafana sets a space of its own before the suffix, so "suffix: x" has two of them.
		return suffixed(rest)
	case "time":
		return func(v float64, _ precision) Text { return Text{Value: c.date(v, rest)} }
	case "si":
		offset, symbol := 0, rest
		first, size := utf8.DecodeRuneInString(rest)
		if first == 'μ' {
			first = 'µ' // the Greek letter and the sign look alike, and Grafana takes both
		}
		if i := slices.Index(siPrefixes(), string(first)); i >= 0 {
			offset, symbol = i-siBase, rest[size:]
		}
		return si(symbol, offset)
	case "count":
		return count(rest)
	case "currency":
		return currencyOf(rest)
	case "bool":
		yes, no, ok := strings.Cut(rest, "/")
		if !ok {
			no = "-"
		}
		return boolean(yes, no)
	}
	return suffixed(unit)
}

// fixed writes a number with a fixed number of decimals (valueFormats.ts, toFixed).
func fixed(value float64, d precision) string {
	switch {
	case math.IsInf(value, 1):
		return "∞"
	case math.IsInf(value, -1):
		return "-∞"
	case value == 0 && (d.auto || d.digits == 0):
		return "0"
	}
	digits := d.digits
	if d.auto {
		digits = autoDecimals(value)
	}
	factor := math.Pow10(digits)
	rounded := jsRound(value*factor) / factor
	if math.IsInf(value*factor, 0) || math.IsInf(factor, 0) {
		rounded = value
	}
	text := jsString(rounded)
	if strings.Contains(text, "e") {
		return text
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) >= digits {
		return text
	}
	return whole + "." + fraction + strings.Repeat("0", digits-len(fraction))
}

// autoDecimals are the decimals of three significant digits, and none for a whole number (valueFormats.ts,
// getDecimalsForValue: its test for one digit more is always true).
func autoDecimals(value float64) int {
	if value == math.Trunc(value) {
		return 0
	}
	return max(0, 2-int(math.Floor(jsLog(math.Abs(value))/math.Ln10)))
}

// suffixed is a plain number before a unit (valueFormats.ts, toFixedUnit).
func suffixed(symbol string) formatter {
	if symbol != "" {
		symbol = " " + symbol
	}
	return func(v float64, d precision) Text { return Text{"", fixed(v, d), symbol} }
}

// scaled divides a value by the largest power of factor that leaves at least 1, and writes the power's name behind it.
// The offset is the name of the unit itself. An infinite value has no suffix (valueFormats.ts, scaledUnits).
func scaled(factor float64, names []string, offset int) formatter {
	return func(v float64, d precision) Text {
		if math.IsInf(v, 0) {
			return Text{Value: fixed(v, d)}
		}
		power := 0
		if v != 0 {
			power = int(math.Floor(jsLog10(math.Abs(v)) / jsLog10(factor)))
		}
		power = min(max(power, -offset), len(names)-offset-1)
		return Text{"", fixed(v/math.Pow(factor, float64(power)), d), names[offset+power]}
	}
}

// siPrefixes are the steps of the metric units (symbolFormatters.ts, SI_PREFIXES); siBase is the unit's own place.
func siPrefixes() []string {
	return []string{"f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"}
}

const siBase = 5

// si is a metric unit, offset steps of a thousand away from its base (symbolFormatters.ts, SIPrefix).
func si(symbol string, offset int) formatter {
	return scaled(1000, named(siPrefixes(), symbol), siBase+offset)
}

// binary is a unit with steps of 1024 (symbolFormatters.ts, binaryPrefix).
func binary(symbol string, offset int) formatter {
	return scaled(1024, named([]string{"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"}, symbol), offset)
}

func named(prefixes []string, symbol string) []string {
	names := make([]string, len(prefixes))
	for i, p := range prefixes {
		names[i] = " " + p + symbol
	}
	return names
}

func thousands() []string { return []string{"", "K", "M", "B", "T"} }

// count is a number of things: 1.23K req/s. An infinite one has no step to name, and Grafana prints the word that
// JavaScript has for that (valueFormats.ts, simpleCountUnit).
func count(symbol string) formatter {
	scale := scaled(1000, thousands(), 0)
	return func(v float64, d precision) Text {
		t := scale(v, d)
		if math.IsInf(v, 0) {
			t.Suffix = "undefined"
		}
		t.Suffix += " " + symbol
		return t
	}
}

// currency is an amount of money, the sign before the symbol (symbolFormatters.ts, currency).
func currency(symbol string, behind bool) formatter {
	scale := scaled(1000, thousands(), 0)
	return func(v float64, d precision) Text {
		t := scale(math.Abs(v), d)
		switch {
		case !behind:
			t.Prefix = symbol
		case !math.IsInf(v, 0):
			t.Suffix += symbol
		}
		if v < 0 {
			t.Prefix = "-" + t.Prefix
		}
		return t
	}
}

// currencyOf is the money of a custom unit: "currency:€", or written out with "currency:financial:€:suffix"
// (valueFormats.ts, getValueFormat; symbolFormatters.ts, fullCurrency).
func currencyOf(rest string) formatter {
	parts := strings.Split(rest, ":")
	if parts[0] != "financial" || len(parts) < 2 {
		return currency(rest, false)
	}
	if parts[1] == "" {
		return suffixed("")
	}
	behind := len(parts) > 2 && parts[2] == "suffix"
	return func(v float64, d precision) Text {
		least, most := 0, 1
		if !d.auto {
			least, most = d.digits, d.digits
		}
		t := Text{Value: localeNumber(v, least, most), Prefix: parts[1]}
		if behind {
			t.Prefix, t.Suffix = "", parts[1]
		}
		return t
	}
}

// boolean is one of two words; only zero is the second (valueFormats.ts, booleanValueFormatter).
func boolean(yes, no string) formatter {
	return func(v float64, _ precision) Text {
		if v != 0 {
			return Text{Value: yes}
		}
		return Text{Value: no}
	}
}
