package display

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// This file is the units of dates (packages/grafana-data/src/valueFormats/dateTimeFormatters.ts), which Grafana leaves
// to moment.js. Values are milliseconds since 1970.

const (
	isoDate   = "YYYY-MM-DD HH:mm:ss"
	usDate    = "MM/DD/YYYY h:mm:ss a"
	localDate = "MM/DD/YYYY, hh:mm:ss A" // what the browser says is English
)

// invalidDate is what moment.js writes for what is no date.
const invalidDate = "Invalid date"

// instant is the time of a value; ok is false outside of what JavaScript's dates hold, 8.64e15 ms either way.
func instant(v float64) (at time.Time, ok bool) {
	if math.IsNaN(v) || math.Abs(v) > 8.64e15 {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(v)), true
}

// dateUnit is the rule of a unit of dates.
func (c Clock) dateUnit(unit string) (formatter, bool) {
	short := ""
	pattern, today := strings.CutSuffix(unit, "NoDateIfToday")
	switch pattern {
	case "dateTimeAsIso":
		pattern, short = isoDate, "HH:mm:ss"
	case "dateTimeAsUS":
		pattern, short = usDate, "h:mm:ss a"
	case "dateTimeAsLocal":
		pattern, short = localDate, "hh:mm:ss A"
	case "dateTimeAsSystem":
		pattern = isoDate
	case "dateTimeFromNow":
		return func(v float64, _ precision) Text { return Text{Value: c.fromNow(v)} }, !today
	default:
		return nil, false
	}
	if today && short == "" {
		return nil, false
	}
	return func(v float64, _ precision) Text {
		if today && c.sameDay(v) {
			return Text{Value: c.date(v, short)}
		}
		return Text{Value: c.date(v, pattern)}
	}, true
}

func (c Clock) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

func (c Clock) sameDay(v float64) bool {
	at, ok := instant(v)
	if !ok || c.Now.IsZero() {
		return false
	}
	y, m, d := at.In(c.zone()).Date()
	y2, m2, d2 := c.Now.In(c.zone()).Date()
	return y == y2 && m == m2 && d == d2
}

// date writes a date by one of moment.js's patterns. The tokens are those that people use on dashboards; others stand
// for themselves.
func (c Clock) date(v float64, pattern string) string {
	at, ok := instant(v)
	if !ok {
		return invalidDate
	}
	at = at.In(c.zone())
	var b strings.Builder
	for pattern != "" {
		if pattern[0] == '[' {
			if literal, rest, ok := strings.Cut(pattern[1:], "]"); ok {
				b.WriteString(literal)
				pattern = rest
				continue
			}
		}
		token, text := dateToken(at, pattern)
		b.WriteString(text)
		pattern = pattern[token:]
	}
	return b.String()
}

// dateTokens are moment.js's tokens, longer ones before their beginnings.
var dateTokens = []struct {
	token string
	write func(time.Time) string
}{
	{"YYYY", func(t time.Time) string { return pad(4, t.Year()) }},
	{"YY", func(t time.Time) string { return pad(2, t.Year()%100) }},
	{"MMMM", func(t time.Time) string { return t.Format("January") }},
	{"MMM", func(t time.Time) string { return t.Format("Jan") }},
	{"MM", func(t time.Time) string { return pad(2, int(t.Month())) }},
	{"M", func(t time.Time) string { return pad(1, int(t.Month())) }},
	{"DD", func(t time.Time) string { return pad(2, t.Day()) }},
	{"D", func(t time.Time) string { return pad(1, t.Day()) }},
	{"dddd", func(t time.Time) string { return t.Format("Monday") }},
	{"ddd", func(t time.Time) string { return t.Format("Mon") }},
	{"HH", func(t time.Time) string { return pad(2, t.Hour()) }},
	{"H", func(t time.Time) string { return pad(1, t.Hour()) }},
	{"hh", func(t time.Time) string { return pad(2, twelve(t)) }},
	{"h", func(t time.Time) string { return pad(1, twelve(t)) }},
	{"mm", func(t time.Time) string { return pad(2, t.Minute()) }},
	{"m", func(t time.Time) string { return pad(1, t.Minute()) }},
	{"SSS", func(t time.Time) string { return pad(3, t.Nanosecond()/1e6) }},
	{"ss", func(t time.Time) string { return pad(2, t.Second()) }},
	{"s", func(t time.Time) string { return pad(1, t.Second()) }},
	{"A", func(t time.Time) string { return t.Format("PM") }},
	{"a", func(t time.Time) string { return t.Format("pm") }},
	{"X", func(t time.Time) string { return pad(1, int(t.Unix())) }},
	{"x", func(t time.Time) string { return pad(1, int(t.UnixMilli())) }},
	{"ZZ", func(t time.Time) string { return t.Format("-0700") }},
	{"Z", func(t time.Time) string { return t.Format("-07:00") }},
}

// dateToken writes the token at the beginning of a pattern, and says how long it is.
func dateToken(at time.Time, pattern string) (length int, text string) {
	for _, t := range dateTokens {
		if strings.HasPrefix(pattern, t.token) {
			return len(t.token), t.write(at)
		}
	}
	return 1, pattern[:1]
}

func pad(width, n int) string {
	if n < 0 {
		return fmt.Sprintf("-%0*d", width, -n)
	}
	return fmt.Sprintf("%0*d", width, n)
}

func twelve(t time.Time) int {
	if h := t.Hour() % 12; h != 0 {
		return h
	}
	return 12
}

// fromNow says how long ago or ahead a time is, as moment.js does with its default limits: 45 s, 45 min, 22 h, 26 d,
// 11 months.
func (c Clock) fromNow(v float64) string {
	at, ok := instant(v)
	if !ok {
		return invalidDate
	}
	if c.Now.IsZero() {
		return c.date(v, isoDate)
	}
	now := time.UnixMilli(c.Now.UnixMilli()).In(c.zone())
	at = at.In(c.zone())
	months, rest := between(now, at)
	words := span(months, rest)
	if at.After(now) {
		return "in " + words
	}
	return words + " ago"
}

// between is the time between two times in whole months of the calendar and the rest, both positive.
func between(a, b time.Time) (months int, rest time.Duration) {
	if b.Before(a) {
		a, b = b, a
	}
	months = int(b.Month()) - int(a.Month()) + 12*(b.Year()-a.Year())
	if addMonths(a, months).After(b) {
		months--
	}
	return months, b.Sub(addMonths(a, months))
}

// addMonths adds months; a day that the month has not becomes its last.
func addMonths(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// span writes months and a rest in words.
func span(months int, rest time.Duration) string {
	const monthDays = 146097.0 / 4800 // days of a month, over 400 years
	ms := float64(rest.Milliseconds())
	wholeDays := jsRound(float64(months) * monthDays)
	seconds := jsRound(wholeDays*86400 + ms/1e3)
	minutes := jsRound(wholeDays*1440 + ms/6e4)
	hours := jsRound(wholeDays*24 + ms/36e5)
	days := jsRound(wholeDays + ms/864e5)
	allMonths := float64(months) + ms/864e5/monthDays
	inMonths, years := jsRound(allMonths), jsRound(allMonths/12)
	switch {
	case seconds <= 44:
		return "a few seconds"
	case minutes <= 1:
		return "a minute"
	case minutes < 45:
		return pad(1, int(minutes)) + " minutes"
	case hours <= 1:
		return "an hour"
	case hours < 22:
		return pad(1, int(hours)) + " hours"
	case days <= 1:
		return "a day"
	case days < 26:
		return pad(1, int(days)) + " days"
	case inMonths <= 1:
		return "a month"
	case inMonths < 11:
		return pad(1, int(inMonths)) + " months"
	case years <= 1:
		return "a year"
	}
	return pad(1, int(years)) + " years"
}
