package catalogue

import (
	"slices"
	"strings"
)

// capture reads what a program answers at /metrics, and returns how many metrics that are, known ones included. It says
// less than a table: what does not follow from it for certain is left unknown.
func (l *loader) capture(e Extra, known *Catalogue) int {
	families, errs := readExposition(e.File, e.Data)
	l.errs = append(l.errs, errs...)
	typed := map[string]Type{}
	for _, f := range families {
		typed[f.name] = f.typ
	}
	for _, f := range families {
		if stem, ok := strings.CutSuffix(f.name, string(Created)); ok && startsOf(typed, stem) {
			continue // client libraries write it as a gauge of its own
		}
		m, p := f.metric(), l.c.Primary(e.Exporter)
		if !isName(m.Name) || knows(known, m, p.Exporter) {
			continue
		}
		m.Exporter, m.Program, m.File, m.Line, m.Source = p.Exporter, p.Name, e.File, f.line, e.File
		l.c.metrics = append(l.c.metrics, m)
		if len(f.bounds) > 0 && m.Type == Histogram {
			slices.Sort(f.bounds)
			l.c.buckets[m.Name] = append(l.c.buckets[m.Name], Buckets{
				Exporter: m.Exporter, Program: m.Program, Metric: m.Name, Bounds: f.bounds, Note: "As captured in " + e.File + ".",
			})
		}
	}
	return len(families)
}

// startsOf reports whether there is a family whose series begin at some time: a counter, a histogram or a summary.
func startsOf(typed map[string]Type, stem string) bool {
	for _, name := range []string{stem, stem + "_total"} {
		if t := typed[name]; t == Counter || t == Histogram || t == Summary {
			return true
		}
	}
	return false
}

// knows reports whether the catalogue knows one of the names of a metric, of this exporter or of the only one that has
// such names.
func knows(c *Catalogue, m *Metric, exporter string) bool {
	names := []string{m.Name}
	if m.Type == Histogram || m.Type == Summary {
		names = append(names, m.Name+string(Sum), m.Name+string(Observed))
	}
	return slices.ContainsFunc(names, func(name string) bool {
		return slices.ContainsFunc(c.Lookup(name), func(s Series) bool { return s.Metric.Exporter == exporter || c.Owner(name) != "" })
	})
}

// metric is the family as the tables would have it.
func (f *family) metric() *Metric {
	m := &Metric{Name: f.name, Identity: f.name, Type: f.typ, Behaviour: f.typ, Labels: f.labels, Status: Current, Default: Feature, Help: f.help}
	// Without a series, or with different ones, the labels are not all known.
	m.OpenLabels = f.samples == 0 || f.differ
	if m.Type == "" {
		m.Type, m.Behaviour = Untyped, Untyped
	}
	if m.Help == "" {
		m.Help = "No help text."
	}
	switch {
	case f.typ == Gauge && strings.HasSuffix(f.name, "_info") && f.samples > 0 && f.low == 1 && f.high == 1:
		m.Behaviour, m.Unit = InfoType, unitWords["info"]
	case f.typ == Gauge && strings.HasSuffix(f.name, "_total"):
		m.Behaviour = Untyped // the name and the type speak against each other
	default:
		m.Unit = f.unit()
	}
	return m
}

// suffixUnits are the units that a name's last word stands for. Words that are also used for other things, or for
// other scales, are not among them.
var suffixUnits = map[string]string{
	"seconds": "seconds", "milliseconds": "milliseconds", "ms": "milliseconds", "microseconds": "microseconds", "nanoseconds": "nanoseconds",
	"hours": "hours", "bytes": "bytes", "ratio": "ratio", "percent": "percent", "celsius": "celsius", "watts": "watts", "milliwatts": "milliwatts",
	"joules": "joules", "millijoules": "millijoules", "hertz": "hertz",
}

// measures are last words of names that are in the plural and yet count nothing that one could point at.
var measures = []string{
	"minutes", "days", "weeks", "kilobytes", "megabytes", "gigabytes", "bits", "cents", "dollars", "euros", "cores", "millicores", "volts", "amperes", "meters", "metres",
	"degrees", "grams", "kilowatts", "ns", "us", "secs", "msecs", "usecs", "mins", "hrs", "cpus", "times", "jiffies",
}

// unit is the unit that the name's ending says, as far as the values don't speak against it.
func (f *family) unit() Unit {
	stem := f.name
	if f.typ == Counter {
		stem = strings.TrimSuffix(stem, "_total")
	}
	word := stem[strings.LastIndexAny(stem, "_:")+1:]
	word = strings.ToLower(word)
	if strings.Contains(stem, "_per_") {
		return Unit{}
	}
	gauge := f.typ == Gauge && f.samples > 0
	switch unit := suffixUnits[word]; {
	case f.typ == Gauge && unit == "seconds" && (strings.Contains(stem, "timestamp") || gauge && f.high > 1e9):
		return unitWords["timestamp"] // seconds since 1970; as a duration they would be thirty years
	case unit == "ratio" && (f.typ == Counter || gauge && (f.high > 1 || f.low < 0)):
		return Unit{} // ready-made percentages are called ratios, too
	case unit == "percent" && (f.typ == Counter || !gauge || f.high <= 1):
		return Unit{} // and the other way round
	case unit != "":
		return unitWords[unit]
	case f.typ == Counter && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && !slices.Contains(measures, word):
		return Counted(word)
	}
	return Unit{}
}
