package simulate

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A family is one metric of an exporter with its series, as the catalogue describes it for the exporter's release. The
// nil family is one that the release does not have: it has series that take everything and keep nothing.
type family struct {
	metric *catalogue.Metric
	labels []string // those that the release gives it
	bounds []float64
	les    []string  // bounds and +Inf as they are spelled
	series []*series // in the order of their making, which is the same every time
	byKey  map[string]*series
	asked  map[string]*series // by what a caller passed
	buf    []byte
}

// A series is one child of a family.
type series struct {
	labels []Label
	value  float64
	counts []uint64 // of a histogram: observations by bucket, not cumulative, the last one beyond all bounds
	sum    float64
	family *family
	gone   bool // it is not exported at the moment

	columns []*column // where a recording keeps it
}

// with returns the series of a family with these names and values of labels. Labels that the release does not give
// the metric are left out, so that callers need not know releases.
func (f *family) with(pairs ...string) *series {
	if f == nil {
		return nil
	}
	f.buf = f.buf[:0]
	for _, p := range pairs {
		f.buf = append(append(f.buf, p...), 0)
	}
	s := f.asked[string(f.buf)]
	if s == nil {
		s = f.child(pairs)
		f.asked[string(f.buf)] = s
	}
	s.gone = false
	return s
}

// child finds or makes the series of labels in any order.
func (f *family) child(pairs []string) *series {
	labels := make([]Label, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		if f.metric.OpenLabels || slices.Contains(f.labels, pairs[i]) {
			labels = append(labels, Label{pairs[i], pairs[i+1]})
		}
	}
	slices.SortFunc(labels, func(a, b Label) int { return strings.Compare(a.Name, b.Name) })
	var b strings.Builder
	for _, l := range labels {
		b.WriteString(l.Name)
		b.WriteByte(0)
		b.WriteString(l.Value)
		b.WriteByte(0)
	}
	key := b.String()
	s := f.byKey[key]
	if s == nil {
		s = &series{labels: labels, family: f}
		if f.observes() {
			s.counts = make([]uint64, len(f.bounds)+1)
		}
		f.byKey[key] = s
		f.series = append(f.series, s)
	}
	return s
}

// bucketed gives a histogram its bounds.
func (f *family) bucketed(bounds []float64) {
	f.bounds = bounds
	for _, b := range bounds {
		f.les = append(f.les, formatBound(b))
	}
	f.les = append(f.les, formatBound(math.Inf(1)))
}

// observes reports whether the family counts observations: a histogram, or a summary without quantiles.
func (f *family) observes() bool {
	return f.metric.Type == catalogue.Histogram || f.metric.Type == catalogue.Summary
}

// hide takes all series of the family out of what is exported, until somebody asks for them again.
func (f *family) hide() {
	if f == nil {
		return
	}
	for _, s := range f.series {
		s.gone = true
	}
}

func (s *series) add(v float64) {
	if s != nil {
		s.value += v
	}
}

func (s *series) inc() { s.add(1) }

func (s *series) set(v float64) {
	if s != nil {
		s.value = v
	}
}

func (s *series) observe(v float64) { s.observeN(v, 1) }

func (s *series) observeN(v float64, n int) {
	if s == nil || n == 0 {
		return
	}
	s.counts[sort.SearchFloat64s(s.family.bounds, v)] += uint64(n)
	s.sum += v * float64(n)
}

// count is how many observations a histogram has.
func (s *series) count() uint64 {
	if s == nil {
		return 0
	}
	var n uint64
	for _, c := range s.counts {
		n += c
	}
	return n
}

// A part is one line of a series in an exposition.
type part struct {
	suffix string
	le     string
	value  float64
}

// parts yields the lines of a series, in the order of the format.
func (s *series) parts(yield func(int, part) bool) {
	f := s.family
	if !f.observes() {
		yield(0, part{value: s.value})
		return
	}
	var sum uint64
	i := 0
	if f.metric.Type == catalogue.Histogram {
		for ; i < len(s.counts); i++ {
			sum += s.counts[i]
			if !yield(i, part{"_bucket", f.les[i], float64(sum)}) {
				return
			}
		}
	} else {
		sum = s.count()
	}
	_ = yield(i, part{suffix: "_sum", value: s.sum}) && yield(i+1, part{suffix: "_count", value: float64(sum)})
}

// record appends the values of the lines to the columns of a series, and returns how many there are.
func (s *series) record() int {
	if s.counts == nil {
		s.columns[0].values = append(s.columns[0].values, s.value)
		return 1
	}
	var sum uint64
	lines := len(s.columns)
	for i, c := range s.counts {
		sum += c
		if lines > 2 { // a histogram
			s.columns[i].values = append(s.columns[i].values, float64(sum))
		}
	}
	s.columns[lines-2].values = append(s.columns[lines-2].values, s.sum)
	s.columns[lines-1].values = append(s.columns[lines-1].values, float64(sum))
	return lines
}

// formatBound spells the bound of a bucket as OpenMetrics does, which is how Prometheus 3 stores it whatever an
// exporter wrote.
func formatBound(v float64) string {
	if math.IsInf(v, 1) {
		return "+Inf"
	}
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if strings.ContainsAny(s, "e.") {
		return s
	}
	return s + ".0"
}
