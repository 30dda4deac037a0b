package lint

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// A window is a range in brackets as far as it can be compared with others. The zero window is one that is
// not known: a dashboard's own variable may stand for anything.
type window struct {
	fixed   time.Duration
	builtin string // __rate_interval, __interval or __range
}

// windowOf reads the range of a selector of a query.
func windowOf(q *Query, r promql.Range) window {
	if r.Fixed != 0 || r.Variable == "" {
		return window{fixed: r.Fixed}
	}
	switch r.Variable {
	case "__rate_interval", "__interval", "__range":
	default:
		return window{}
	}
	for i := range q.Facts.Expr.Variables {
		if v := &q.Facts.Expr.Variables[i]; v.Span == r.Span && v.Format == "" {
			return window{builtin: r.Variable}
		}
	}
	return window{} // arithmetic: [4 * $__interval]
}

func (w window) known() bool { return w != window{} }

// text is the window as a person writes it.
func (w window) text() string {
	if w.builtin != "" {
		return "$" + w.builtin
	}
	return durationText(w.fixed)
}

// durationUnits are those of PromQL, the longest first.
var durationUnits = [...]struct {
	name  string
	stem  string // what words begin with that mean it: hours, hourly
	short string // another word for it
	is    time.Duration
}{
	{"w", "week", "wk", 7 * 24 * time.Hour},
	{"d", "day", "daily", 24 * time.Hour},
	{"h", "hour", "hr", time.Hour},
	{"m", "minute", "min", time.Minute},
	{"s", "second", "sec", time.Second},
	{"ms", "millisecond", "msec", time.Millisecond},
}

// durationText prints a duration in the largest unit that divides it: 90m, 1d.
func durationText(d time.Duration) string {
	for _, u := range durationUnits {
		if d%u.is == 0 && d >= u.is && (u.is >= time.Second || d < time.Second) {
			return strconv.FormatInt(int64(d/u.is), 10) + u.name
		}
	}
	return d.String()
}

// drawsOverTime reports whether a panel draws the values of a query over time.
func drawsOverTime(q *Query) bool {
	if q.Panel == nil || q.Kind != source.PanelQuery || q.Hidden || !q.Range {
		return false
	}
	switch q.Panel.Type.Value {
	case "timeseries", "graph", "barchart", "state-timeline", "heatmap":
	default:
		return false
	}
	return !slices.ContainsFunc(q.Panel.Transformations, func(t source.Transformation) bool {
		return !t.Disabled && (t.ID.Value == "reduce" || t.ID.Value == "groupBy")
	})
}

// minInterval is the least distance between two points that the query or else its panel asks for. It is
// zero when nothing is set, and negative when what is set can't be known.
func minInterval(q *Query) time.Duration {
	set := q.Interval.Value
	if set == "" && q.Panel != nil && q.Panel.Node != nil {
		set = q.Panel.Node.String("interval").Value
	}
	if set == "" {
		return 0
	}
	n, rest := leadingNumber(strings.TrimPrefix(set, ">"))
	if n > 0 {
		for _, u := range durationUnits {
			if rest == u.name {
				return time.Duration(n) * u.is
			}
		}
	}
	return -1
}

// leadingNumber splits a whole number from what follows it.
func leadingNumber(s string) (n int64, rest string) {
	for s != "" && s[0] >= '0' && s[0] <= '9' && n < 1e6 {
		n = n*10 + int64(s[0]-'0')
		s = s[1:]
	}
	return n, s
}

// A wording is how a text speaks of a period.
type wording uint8

const (
	anyWording  wording = iota // "last 5 minutes", "per hour", "hourly"
	pastWording                // "last 5 minutes" and "5m": what is per hour may as well be counted once an hour
)

// stated reports whether the panel says that its values are of a window.
func stated(q *Query, w time.Duration, how wording) bool {
	if states(q.Legend.Value, w, how) {
		return true
	}
	p := q.Panel
	return p != nil && (states(p.Title.Value, w, how) || states(p.Description.Value, w, how) || states(p.Row.Value, w, how))
}

// states reports whether a text names a period of a length, or says that its values are smoothed.
func states(text string, w time.Duration, how wording) bool {
	number := int64(0) // of the word before
	per := false       // so was the word before
	for word := range wordsOf(text) {
		n, unit := leadingNumber(word)
		if how == pastWording && (per || strings.HasSuffix(word, "ly")) {
			per, number = false, 0
			continue
		}
		per = strings.EqualFold(word, "per") || strings.EqualFold(word, "each") || strings.EqualFold(word, "every")
		switch {
		case n > 0 && unit == "":
			number = n
			continue
		case n > 0:
			number = n
		case number == 0:
			number = 1
		}
		if lasts(unit, number, n > 0) == w || smooths(unit) {
			return true
		}
		number = 0
	}
	return false
}

// lasts is how long a number of units is: "5m", "hours", "daily". It is zero when the word is no unit.
func lasts(unit string, number int64, attached bool) time.Duration {
	for _, u := range durationUnits {
		if attached && strings.EqualFold(unit, u.name) || hasFold(unit, u.stem) ||
			hasFold(unit, u.short) && (len(unit) == len(u.short) || strings.EqualFold(unit[len(u.short):], "s")) {
			return time.Duration(number) * u.is
		}
	}
	return 0
}

// smooths reports whether a word says that a value is of a window, without saying of which.
func smooths(word string) bool {
	for _, w := range [...]string{"moving", "rolling", "sliding", "trailing", "smooth"} {
		if hasFold(word, w) {
			return true
		}
	}
	return false
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// wordsOf visits the words of a text: runs of letters and digits.
func wordsOf(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := -1
		for i := 0; i <= len(text); i++ {
			word := i < len(text) && (text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' || text[i] >= '0' && text[i] <= '9' || text[i] >= 0x80)
			switch {
			case word && start < 0:
				start = i
			case !word && start >= 0:
				if !yield(text[start:i]) {
					return
				}
				start = -1
			}
		}
	}
}
