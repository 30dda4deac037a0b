package prom

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Expand replaces Grafana's own variables in an expression: $__interval, $__rate_interval, $__range, their _ms and (for the
// range) _s forms, $__from and $__to. Those that the backend replaces, all but the interval, can be written $name and
// ${name} only. Others stay as they are.
//
// Dashboard variables come first ([Variables.Expr]), since their values may use these.
func (w Window) Expand(expr string, steps Steps) string {
	expr = replaceReferences(expr, w.times)
	return replaceReferences(expr, func(u usage) (string, bool) {
		switch {
		case u.name == "__interval":
			return formatInterval(steps.Step), u.field == ""
		case u.name == "__interval_ms":
			return milliseconds(steps.Step), u.field == ""
		case !u.plain:
			return "", false
		case u.name == "__rate_interval":
			return steps.Rate.String(), true
		case u.name == "__rate_interval_ms":
			return milliseconds(steps.Rate), true
		default:
			return w.length(u.name)
		}
	})
}

// expandVariableQuery replaces Grafana's own variables in the query of a variable, which has no panel: its interval is the
// scrape interval, and there is no rate interval.
func (w Window) expandVariableQuery(query string) string {
	query = replaceReferences(query, w.times)
	return replaceReferences(query, func(u usage) (string, bool) {
		switch {
		case u.field != "":
			return "", false
		case u.name == "__interval":
			return formatInterval(w.ScrapeInterval), true
		case u.name == "__interval_ms":
			return milliseconds(w.ScrapeInterval), true
		default:
			return w.length(u.name)
		}
	})
}

// length is the window's length in the unit of a variable.
func (w Window) length(name string) (string, bool) {
	seconds := strconv.FormatInt(int64(math.Round(float64(w.Range().Milliseconds())/1000)), 10)
	switch name {
	case "__range":
		return seconds + "s", true
	case "__range_s":
		return seconds, true
	case "__range_ms":
		return milliseconds(w.Range()), true
	default:
		return "", false
	}
}

// times are the ends of the window, in milliseconds or as a date.
func (w Window) times(u usage) (string, bool) {
	var t time.Time
	switch {
	case u.field != "":
		return "", false
	case u.name == "__from":
		t = w.From
	case u.name == "__to":
		t = w.To
	default:
		return "", false
	}
	ms := t.UnixMilli()
	format, kind, _ := strings.Cut(u.format, ":")
	switch {
	case format != "date" || kind == "ms":
		return strconv.FormatInt(ms, 10), true
	case kind == "" || kind == "iso":
		return t.UTC().Format("2006-01-02T15:04:05.000Z"), true
	case kind == "seconds":
		return strconv.FormatInt(int64(math.Round(float64(ms)/1000)), 10), true
	default: // a pattern of another library
		return "", false
	}
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
