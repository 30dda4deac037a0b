package catalogue

import (
	"cmp"
	"slices"
	"strings"
)

// components are the suffixes of a family's series.
var components = [...]Component{Bucket, Sum, Observed, Created}

// Nearest returns the names that differ least from one that is not known, the likeliest first: at most three.
// A name that ends like the series of a histogram is compared with such series.
func (c *Catalogue) Nearest(name string) []string {
	type candidate struct {
		name            string
		distance, edits int
	}
	var cs []candidate
	consider := func(known string) {
		edits := distance(strings.ToLower(name), strings.ToLower(known))
		d := edits
		if strings.Contains(known, name) {
			d = min(d, 2)
		}
		if len(known) == len(name) && sameWords(known, name) {
			d = min(d, 1)
		}
		if d <= max(2, len(name)/5) && !slices.ContainsFunc(cs, func(c candidate) bool { return c.name == known }) {
			cs = append(cs, candidate{known, d, edits})
		}
	}
	suffix := Value
	for _, s := range components {
		if strings.HasSuffix(name, string(s)) {
			suffix = s
		}
	}
	for _, m := range c.metrics {
		consider(m.Name)
		if suffix != Value && m.has(suffix) {
			consider(m.Name + string(suffix))
		}
	}
	slices.SortStableFunc(cs, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.edits, b.edits), cmp.Compare(a.name, b.name))
	})
	var names []string
	for _, c := range cs[:min(3, len(cs))] {
		names = append(names, c.name)
	}
	return names
}

// sameWords reports whether two names are made of the same words.
func sameWords(a, b string) bool {
	apart := func(r rune) bool { return r == '_' || r == ':' }
	x, y := strings.FieldsFunc(a, apart), strings.FieldsFunc(b, apart)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// has reports whether the family has series of a component that its name alone does not stand for.
func (m *Metric) has(c Component) bool {
	return m.Behaviour == Histogram || m.Behaviour == Summary && c != Bucket
}

// Respelt returns the known name that an unknown one is but for its suffixes or the case of its letters, or "":
// people leave out _total and units, write _total where the program does not, and put it behind _bucket.
func (c *Catalogue) Respelt(name string) string {
	stem, suffix := name, Value
	for _, s := range components {
		if before, ok := strings.CutSuffix(name, string(s)); ok {
			stem, suffix = before, s
		}
	}
	without, _ := strings.CutSuffix(stem, "_total")
	for _, other := range []string{stem + "_total", without, stem + "_seconds", stem + "_bytes", stem + "_seconds_total", stem + "_bytes_total"} {
		if known := other + string(suffix); known != name && c.series[known] != nil {
			return known
		}
	}
	// What has the suffix of a histogram's series, and is none.
	if suffix != Value {
		for _, other := range []string{stem, stem + "_total"} {
			if c.series[other] != nil {
				return other
			}
		}
	}
	best := ""
	for known := range c.series {
		if strings.EqualFold(known, name) && (best == "" || known < best) {
			best = known
		}
	}
	return best
}

// Abbreviated returns the known name that an unknown one would be if one of its words were cut short or written
// out, or "": DCGM_FI_DEV_GPU_UTIL for DCGM_FI_DEV_GPU_UTILIZATION. It is "" where several are.
func (c *Catalogue) Abbreviated(name string) string {
	found := ""
	for known := range c.series {
		if shortens(known, name) {
			if found != "" {
				return ""
			}
			found = known
		}
	}
	return found
}

// abbreviation is the length of the shortest word that stands for a longer one, and leftOut is how much the longer
// one has at least that it lacks, if it is not the plural: time stands for no timeout.
const (
	abbreviation = 3
	leftOut      = 4
)

// shortens reports whether two names are the same but for one word, of which one has the beginning of the other.
func shortens(a, b string) bool {
	for a != "" && b != "" {
		x, restA, _ := strings.Cut(a, "_")
		y, restB, _ := strings.Cut(b, "_")
		if x != y {
			short, long := min(len(x), len(y)), max(len(x), len(y))
			return restA == restB && short >= abbreviation && x[:short] == y[:short] &&
				(long >= short+leftOut || x+"s" == y || y+"s" == x)
		}
		a, b = restA, restB
	}
	return false
}

// Collected reports whether a name may be that of a known metric behind an OpenTelemetry collector: its exporter
// takes every token "total" out of a counter's name, and ends it in one _total; gauges that are ratios end in _ratio.
func (c *Catalogue) Collected(name string) bool {
	if before, ok := strings.CutSuffix(name, "_ratio"); ok {
		return slices.ContainsFunc(c.series[before], func(s Series) bool { return s.Component == Value && s.Metric.Type == Gauge })
	}
	if !strings.HasSuffix(name, "_total") {
		return false
	}
	plain := withoutTotal(name)
	return slices.ContainsFunc(c.metrics, func(m *Metric) bool {
		return m.Type == Counter && withoutTotal(m.Name) == plain
	})
}

// withoutTotal is a name without its tokens "total".
func withoutTotal(name string) string {
	tokens := strings.Split(name, "_")
	return strings.Join(slices.DeleteFunc(tokens, func(t string) bool { return t == "total" }), "_")
}

// distance is how many letters must change to make one word the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
