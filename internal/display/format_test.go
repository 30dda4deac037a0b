package display

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// formatCases are values and the text Grafana 12.2 has for them: "value = text", or "value:decimals = text".
var formatCases = []struct{ unit, cases string }{
	{"none", "0 = 0 | 1 = 1 | -1 = -1 | 1.5 = 1.50 | 12.34 = 12.3 | 123.4 = 123 | 1234.5 = 1235 | 1234567 = 1234567 | " +
		"0.1 = 0.100 | 0.05 = 0.0500 | 0.0123 = 0.0123 | 0.000012 = 0.0000120 | 1e-7 = 1e-7 | 1e21 = 1e+21 | " +
		"-0.5 = -0.500 | Inf = ∞ | -Inf = -∞ | 1:0 = 1 | 2.5:0 = 3 | -2.5:0 = -2 | 1.005:2 = 1.00 | 0:2 = 0.00 | " +
		"-0.001:2 = 0.00 | 99.995:2 = 100.00"},
	{"short", "0 = 0 | 999 = 999 | 1000 = 1 K | 1234 = 1.23 K | 12345 = 12.3 K | 999999 = 1000 K | 1000000 = 1 Mil | " +
		"1234567 = 1.23 Mil | 1e9 = 1 Bil | 1e12 = 1 Tri | 1e15 = 1 Quadr | 1e18 = 1 Quint | 1e21 = 1 Sext | " +
		"1e24 = 1 Sept | 1e27 = 1000 Sept | 0.5 = 0.500 | 0.123 = 0.123 | -1500 = -1.50 K | 1000:2 = 1.00 K | " +
		"1234:0 = 1 K | Inf = ∞ | -Inf = -∞"},
	{"sishort", "1000 = 1 k | 0.001 = 1 m | 0.000002 = 2 µ | 1e6 = 1 M"},
	{"percent", "0 = 0% | 50 = 50% | 99.95 = 100.0% | 0.5 = 0.500% | 100 = 100% | 12.345 = 12.3% | -3 = -3% | Inf = ∞% | " +
		"99.95:0 = 100% | 99.95:1 = 100.0%"},
	{"percentunit", "0 = 0% | 0.5 = 50% | 0.9995 = 100.0% | 1 = 100% | 0.123456 = 12.3% | 1.5 = 150% | 0.00001 = 0.00100% | " +
		"-0.03 = -3% | 0.05:2 = 5.00% | Inf = ∞%"},
	{"s", "0 = 0 s | 0:2 = 0 s | 1 = 1 s | 59.9 = 59.9 s | 60 = 1 min | 61 = 1.02 mins | 119 = 1.98 mins | " +
		"3599 = 60.0 mins | 3600 = 1 hour | 7200 = 2 hours | 86400 = 1 day | 604800 = 1 week | 31536000 = 0.999 year | " +
		"63072000 = 2.00 years | 0.5 = 500 ms | 0.25 = 250 ms | 0.0123 = 12.3 ms | 0.000123 = 123 µs | 1e-7 = 100 ns | " +
		"2e-9 = 2 ns | -0.5 = -500 ms | -90 = -1.50 mins | 1.5:0 = 2 s | 0.25:1 = 250.0 ms | Inf = ∞ years"},
	{"ms", "0 = 0 ms | 0.5 = 0.500 ms | 999 = 999 ms | 1000 = 1 s | 1500 = 1.50 s | 60000 = 1 min | 90000 = 1.50 mins | " +
		"3600000 = 1 hour | 86400000 = 1 day | 31536000000 = 1 year | -250 = -250 ms | 1234.5678 = 1.23 s"},
	{"µs", "12 = 12 µs | 1500 = 1.50 ms | 2500000 = 2.50 s | 0.3 = 0.300 µs"},
	{"ns", "5 = 5 ns | 1500 = 1.50 µs | 2500000 = 2.50 ms | 1e9 = 1 s | 6e10 = 1 min | 3.6e12 = 1 hour | 8.64e13 = 1 day | " +
		"1.728e14 = 2 days"},
	{"m", "1 = 1 min | 59 = 59 min | 60 = 1 hour | 90 = 1.50 hours | 1440 = 1 day | 10080 = 1 week | " +
		"604800 = 1.15 years | 5.25948e5 = 52.2 weeks"},
	{"h", "1 = 1 hour | 20 = 20 hour | 24 = 1 day | 30 = 1.25 days | 168 = 1 week | 8760 = 1 year"},
	{"d", "1 = 1 day | 6 = 6 days | 7 = 1 week | 14 = 2 weeks | 365 = 1 year | 730 = 2 years"},
	{"bytes", "0 = 0 B | 1 = 1 B | 1023 = 1023 B | 1024 = 1 KiB | 1536 = 1.50 KiB | 1048576 = 1 MiB | 1073741824 = 1 GiB | " +
		"1099511627776 = 1 TiB | 80e9 = 74.5 GiB | -2048 = -2 KiB | 0.5 = 0.500 B | 1e30 = 827181 YiB | Inf = ∞"},
	{"decbytes", "1000 = 1 kB | 1536 = 1.54 kB | 1e9 = 1 GB | 80e9 = 80 GB"},
	{"kbytes", "1 = 1 KiB | 1024 = 1 MiB | 0.5 = 512 B | 1048576 = 1 GiB"},
	{"mbytes", "1 = 1 MiB | 512 = 512 MiB | 1024 = 1 GiB | 40960 = 40 GiB"},
	{"gbytes", "1 = 1 GiB | 1024 = 1 TiB | 0.5 = 512 MiB"},
	{"Bps", "0 = 0 B/s | 999 = 999 B/s | 1000 = 1 kB/s | 1.5e6 = 1.50 MB/s | -3000 = -3 kB/s"},
	{"KBs", "1 = 1 kB/s | 1000 = 1 MB/s | 0.5 = 500 B/s"},
	{"MBs", "1 = 1 MB/s | 1000 = 1 GB/s | 25000 = 25 GB/s | 0.001 = 1 kB/s"},
	{"binBps", "1024 = 1 KiB/s | 1048576 = 1 MiB/s"},
	{"bps", "1e9 = 1 Gb/s"},
	{"reqps", "0 = 0 req/s | 0.05 = 0.0500 req/s | 1 = 1 req/s | 12.5 = 12.5 req/s | 999 = 999 req/s | 1000 = 1K req/s | " +
		"1234 = 1.23K req/s | 1e6 = 1M req/s | 1e9 = 1B req/s | 1e12 = 1T req/s | 1e15 = 1000T req/s | " +
		"-1500 = -1.50K req/s | Inf = ∞undefined req/s"},
	{"ops", "1500 = 1.50K ops/s"},
	{"cps", "42 = 42 c/s | 1234567 = 1.23M c/s"},
	{"rps", "10 = 10 rd/s"},
	{"wps", "10 = 10 wr/s"},
	{"iops", "1000000 = 1M io/s"},
	{"reqpm", "90 = 90 req/m | 1200 = 1.20K req/m"},
	{"celsius", "0 = 0 °C | 61 = 61 °C | 61.55 = 61.6 °C | -5 = -5 °C"},
	{"watt", "0 = 0 W | 250 = 250 W | 1500 = 1.50 kW | 0.25 = 250 mW | 700000 = 700 kW"},
	{"mwatt", "1 = 1 mW | 1000 = 1 W | 250000 = 250 W"},
	{"kwatt", "1 = 1 kW | 1000 = 1 MW | 0.5 = 500 W"},
	{"joule", "1 = 1 J | 3600 = 3.60 kJ | 0.5 = 500 mJ"},
	{"kwatth", "1 = 1 kWh | 1000 = 1 MWh | 0.25 = 250 Wh"},
	{"hertz", "1 = 1 Hz | 1000 = 1 kHz | 1410e6 = 1.41 GHz"},
	{"rotmhz", "1410 = 1.41 GHz | 210 = 210 MHz"},
	{"rotghz", "1.41 = 1.41 GHz | 0.5 = 500 MHz"},
	{"currencyUSD", "0 = $0 | 0.005 = $0.00500 | 12.345 = $12.3 | 1234.5 = $1.23K | 1e6 = $1M | 1e9 = $1B | 1e12 = $1T | " +
		"1e15 = $1000T | -42 = -$42 | -1500 = -$1.50K | 1.5:2 = $1.50 | Inf = $∞ | -Inf = -$∞"},
	{"currencySEK", "1500 = 1.50Kkr | Inf = ∞"},
	{"bool", "0 = False | 1 = True | -1 = True | 0.5 = True"},
	{"bool_yes_no", "0 = No | 1 = Yes | 2 = Yes"},
	{"bool_on_off", "0 = Off | 1 = On"},
	{"locale", "1234567.891 = 1,234,567.891 | 1234.5 = 1,234.5 | 0 = 0 | -1234567 = -1,234,567 | 1.005:2 = 1.01 | " +
		"999.9999 = 1,000 | 999.9999:2 = 1,000"},
	{"suffix: tok/s", "1234.5 = 1235  tok/s | 0 = 0  tok/s | 0.25 = 0.250  tok/s"},
	{"suffix: cores", "3.5 = 3.50  cores"},
	{"suffix:x", "7 = 7 x"},
	{"prefix: x", "7 =  x7"},
	{"prefix:€", "12.5 = €12.5"},
	{"si: x", "1500 = 1.50 k x"},
	{"si:mW", "1500 = 1.50 W"},
	{"si:kB", "1500 = 1.50 MB | 0.5 = 500 B"},
	{"si:B/s", "2e6 = 2 MB/s"},
	{"count:tok/s", "1234 = 1.23K tok/s"},
	{"currency:€", "1234.5 = €1.23K"},
	{"currency:financial:€", "1234567.85 = €1,234,567.9"},
	{"currency:financial:€:suffix", "1234.5:2 = 1,234.50€"},
	{"bool:up/down", "1 = up | 0 = down"},
	{"bool:up", "0 = -"},
	{"tokens", "1234 = 1234 tokens"},
	{"foo:bar", "1 = 1 foo:bar"},
	{"dateTimeAsIso", "0 = 1970-01-01 00:00:00 | 1700000000000 = 2023-11-14 22:13:20 | -1 = 1969-12-31 23:59:59 | " +
		"1e16 = Invalid date"},
	{"dateTimeAsUS", "1700000000000 = 11/14/2023 10:13:20 pm"},
	{"dateTimeAsSystem", "1700000000999 = 2023-11-14 22:13:20"},
	{"time:YYYY-MM-DD", "1700000000000 = 2023-11-14"},
	{"time:MMM D, HH:mm:ss.SSS", "1700000000123 = Nov 14, 22:13:20.123"},
	{"dtdurations", "0 = 0 seconds | 61 = 1 minute | 61:1 = 1 minute, 1 second | 90061:3 = 1 day, 1 hour, 1 minute, 1 second | " +
		"-5 = 5 seconds ago"},
	{"dtdurationms", "1500 = 1 second"},
	{"dthms", "3661 = 01:01:01 | -59 = 00:00:59 ago | 360000 = 100:00:00"},
	{"dtdhms", "90061 = 1 d 01:01:01"},
	{"clocks", "75 = 01m:15s:000ms | 75:0 = 01m | 3661:2 = 1h:01m:01s"},
	{"timeticks", "12000 = 2 mins"},
	{"string", "1.5 = 1.5"},
	{"pressurepsi", "1500 = 1.50ksi"},
	{"farenheit", "70 = 70 °F"}, //nolint:misspell // the unit's id in old dashboards
	{"decmbytes", "1500 = 1.50 GB"},
}

// documentedCases are those of Grafana's own test (packages/grafana-data/src/valueFormats/valueFormats.test.ts).
var documentedCases = []struct{ unit, cases string }{
	{"currencyUSD", "1532.82:2 = $1.53K"}, {"currencyKRW", "1532.82:2 = ₩1.53K"},
	{"ms", "0.0024:4 = 0.0024 ms | 100:0 = 100 ms | 1250:2 = 1.25 s | 10000086.123:1 = 2.8 hours | 1200:0 = 1 s"},
	{"short", "98765:2 = 98.77 K | 9876543:6 = 9.876543 Mil | 9876543:2 = 9.88 Mil"},
	{"kbytes", "10000000:3 = 9.537 GiB"}, {"deckbytes", "10000000:3 = 10.000 GB"}, {"megwatt", "1000:3 = 1.000 GW"},
	{"kohm", "1000:3 = 1.000 MΩ"}, {"Mohm", "1000:3 = 1.000 GΩ"}, {"farad", "1000:3 = 1.000 kF"}, {"µfarad", "1000:3 = 1.000 mF"},
	{"nfarad", "1000:3 = 1.000 µF"}, {"pfarad", "1000:3 = 1.000 nF"}, {"ffarad", "1000:3 = 1.000 pF"},
	{"henry", "1000:3 = 1.000 kH"}, {"mhenry", "1000:3 = 1.000 H"}, {"µhenry", "1000:3 = 1.000 mH"},
	{"a", "1532.82:0 = 1533 a"}, {"b", "1532.82:0 = 1533 b"}, {"prefix:b", "1532.82 = b1533"}, {"suffix:d", "1532.82 = 1533 d"},
	{"si:µF", "1234:2 = 1.23 mF | 1234000000:2 = 1.23 kF | 1234000000000000:2 = 1.23 GF"}, {"si:μF", "1234:2 = 1.23 mF"},
	{"count:xpm", "1234567:2 = 1.23M xpm"}, {"count:x/min", "1234:2 = 1.23K x/min"},
	{"currency:@", "1234567:2 = @1.23M | 1234:2 = @1.23K"},
	{"time:YYYY", "930873600000:0 = 1999"}, {"time:YYYY.MM", "1278028800000:0 = 2010.07"},
	{"dateTimeAsIso", "1278028800000:0 = 2010-07-02 00:00:00"}, {"dateTimeAsUS", "1278028800000:0 = 07/02/2010 12:00:00 am"},
	{"dateTimeAsSystem", "1278028800000:0 = 2010-07-02 00:00:00"},
	{"", "100 = 100 | 100.4 = 100 | 100.5 = 101 | 100:1 = 100.0 | 100.37:1 = 100.4 | 100.63:1 = 100.6 | 100.4:2 = 100.40 | " +
		"100.5:2 = 100.50 | 186.123:-2 = 186 | NaN = NaN | Inf = ∞ | -Inf = -∞"},
}

func TestFormat(t *testing.T) {
	n := 0
	for _, table := range append(formatCases[:len(formatCases):len(formatCases)], documentedCases...) {
		for _, c := range strings.Split(table.cases, " | ") {
			n++
			input, want, _ := strings.Cut(c, " = ")
			number, digits, explicit := strings.Cut(input, ":")
			value, err := strconv.ParseFloat(number, 64)
			if err != nil {
				t.Fatalf("%s: %v", c, err)
			}
			var decimals *int
			if explicit {
				d, err := strconv.Atoi(digits)
				if err != nil {
					t.Fatalf("%s: %v", c, err)
				}
				decimals = &d
			}
			if got := Format(value, table.unit, decimals).String(); got != want {
				t.Errorf("%q: %s is %q, want %q", table.unit, input, got, want)
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d cases", n)
	}
}

// TestLogarithm: on powers of ten hangs whether a number is 1 K or 1000, and Go's own logarithm misses some.
func TestLogarithm(t *testing.T) {
	power := 1.0
	for n := range 23 {
		if got := jsLog10(power); got != float64(n) {
			t.Errorf("of 1e%d: %v", n, got)
		}
		power *= 10
	}
	// V8's results, to the bit.
	for x, want := range map[float64]float64{2: 0.6931471805599453, 1e-7: -16.11809565095832, 123.456: 4.815884817283264, 5e-324: -744.4400719213812} {
		if got := jsLog(x); got != want {
			t.Errorf("of %v: %v, want %v", x, got, want)
		}
	}
}

// TestFormatParts: Grafana sets the unit smaller than the number, so it matters which is which.
func TestFormatParts(t *testing.T) {
	for _, c := range []struct {
		value float64
		unit  string
		want  Text
	}{
		{1234, "reqps", Text{"", "1.23", "K req/s"}},
		{0.25, "s", Text{"", "250", " ms"}},
		{-12.5, "currencyUSD", Text{"-$", "12.5", ""}},
		{0.5, "percentunit", Text{"", "50", "%"}},
		{1, "bool_yes_no", Text{"", "Yes", ""}},
		{3.5, "suffix: cores", Text{"", "3.50", "  cores"}},
		{7, "none", Text{"", "7", ""}},
	} {
		if got := Format(c.value, c.unit, nil); got != c.want {
			t.Errorf("%v %s: got %q, want %q", c.value, c.unit, got, c.want)
		}
	}
}

// TestFormatAtTheEnds: where Grafana's rounding overflows, the number itself is better than "Infinity".
func TestFormatAtTheEnds(t *testing.T) {
	two, many := 2, 99
	for _, c := range []struct {
		value    float64
		unit     string
		decimals *int
		want     string
	}{
		{1.7e308, "none", &two, "1.7e+308"},
		{5e-324, "none", nil, "5e-324"},
		{-1e-310, "s", nil, "-1e-301 ns"},
		{1.5, "none", &many, "1.50000000000000000000"},
		{1.7e308, "percentunit", nil, "∞%"},
	} {
		if got := Format(c.value, c.unit, c.decimals).String(); got != c.want {
			t.Errorf("%v %s: got %q, want %q", c.value, c.unit, got, c.want)
		}
	}
}

func TestClock(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) float64 { return float64(now.Add(-d).UnixMilli()) }
	const day = 24 * time.Hour
	for _, c := range []struct {
		clock Clock
		value float64
		unit  string
		want  string
	}{
		{Clock{Zone: berlin}, 0, "dateTimeAsIso", "1970-01-01 01:00:00"},
		{Clock{Now: now}, ago(time.Hour), "dateTimeAsIsoNoDateIfToday", "11:00:00"},
		{Clock{Now: now}, ago(13 * time.Hour), "dateTimeAsIsoNoDateIfToday", "2026-03-30 23:00:00"},
		{Clock{Now: now, Zone: berlin}, ago(12 * time.Hour), "dateTimeAsUSNoDateIfToday", "1:00:00 am"},
		{Clock{Now: now}, ago(0), "dateTimeAsLocalNoDateIfToday", "12:00:00 PM"},
		{Clock{}, 0, "dateTimeAsLocal", "01/01/1970, 12:00:00 AM"},
		{Clock{}, 0, "dateTimeFromNow", "1970-01-01 00:00:00"},
		{Clock{Now: now}, ago(0), "dateTimeFromNow", "a few seconds ago"},
		{Clock{Now: now}, ago(44 * time.Second), "dateTimeFromNow", "a few seconds ago"},
		{Clock{Now: now}, ago(45 * time.Second), "dateTimeFromNow", "a minute ago"},
		{Clock{Now: now}, ago(-10 * time.Minute), "dateTimeFromNow", "in 10 minutes"},
		{Clock{Now: now}, ago(45 * time.Minute), "dateTimeFromNow", "an hour ago"},
		{Clock{Now: now}, ago(21 * time.Hour), "dateTimeFromNow", "21 hours ago"},
		{Clock{Now: now}, ago(22 * time.Hour), "dateTimeFromNow", "a day ago"},
		{Clock{Now: now}, ago(25 * day), "dateTimeFromNow", "25 days ago"},
		{Clock{Now: now}, ago(31 * day), "dateTimeFromNow", "a month ago"},
		{Clock{Now: now}, ago(200 * day), "dateTimeFromNow", "7 months ago"},
		{Clock{Now: now}, ago(365 * day), "dateTimeFromNow", "a year ago"},
		{Clock{Now: now}, ago(-1000 * day), "dateTimeFromNow", "in 3 years"},
		{Clock{Now: now}, 1e300, "dateTimeFromNow", "Invalid date"},
		{Clock{}, 1e12, "time:[at] dddd D MMMM YY, h:mm a Z", "at Sunday 9 September 01, 1:46 am +00:00"},
	} {
		if got := c.clock.Format(c.value, c.unit, nil).String(); got != c.want {
			t.Errorf("%v %s: got %q, want %q", c.value, c.unit, got, c.want)
		}
	}
}

func TestKnown(t *testing.T) {
	for _, unit := range []string{"", "none", "short", "reqps", "currencyUSD", "dateTimeFromNow", "dateTimeAsIsoNoDateIfToday", "suffix: tok/s", "count:x"} {
		if !Known(unit) {
			t.Errorf("%q is not known", unit)
		}
	}
	for _, unit := range []string{"tokens", "hex", "suffix", "foo:bar", "currencyNone", "dateTimeFromNowNoDateIfToday", "dateTimeAsSystemNoDateIfToday"} {
		if Known(unit) {
			t.Errorf("%q is known", unit)
		}
	}
}

// FuzzFormat: whatever the unit, a number reads as one. "undefined" may only come from infinity.
func FuzzFormat(f *testing.F) {
	for _, table := range formatCases {
		f.Add(1234.5, table.unit, -1)
		f.Add(-0.00012, table.unit, 3)
		f.Add(1.7e308, table.unit, 2)
		f.Add(5e-324, table.unit, 20)
	}
	f.Fuzz(func(t *testing.T, value float64, unit string, decimals int) {
		var d *int
		if decimals >= 0 {
			d = &decimals
		}
		text := Format(value, unit, d)
		if value-value != 0 || strings.HasPrefix(unit, "bool:") || strings.HasPrefix(unit, "time:") {
			return
		}
		for _, garbage := range []string{"NaN", "undefined", "Infinity", "%!"} {
			if strings.Contains(text.Value, garbage) {
				t.Errorf("%v %q: %q", value, unit, text)
			}
		}
		if text.Value == "" && !strings.HasPrefix(unit, "dtduration") {
			t.Errorf("%v %q: %q has no value", value, unit, text)
		}
		if again := Format(value, unit, d); again != text {
			t.Errorf("%v %q: %q, then %q", value, unit, text, again)
		}
	})
}
