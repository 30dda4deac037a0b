package simulate

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Recording is what the stores of an environment hold after they have scraped a fleet for a while: series as each
// store spells them, with the labels of targets, with up and its like, and with the alerts that fired.
type Recording struct {
	times   []int64 // of the scrapes, in milliseconds since 1970
	columns []*column
}

// A column is a series of a recording.
type column struct {
	store  string
	labels []Label // sorted, with the name
	family string
	typ    catalogue.Type
	help   string
	order  int // of the lines of one series within its family
	first  int // the scrape of its first value
	values []float64
}

// Values that are none.
const (
	staleBits  = 0x7ff0000000000002 // Prometheus' marker: the series has ended
	absentBits = 0x7ff0000000000003
)

// Record scrapes a new fleet at the configuration's start and then every interval for a time. It fails as [New] does, and
// on a time or an interval that is not positive.
func Record(cfg Config, duration, interval time.Duration) (*Recording, error) {
	if duration <= 0 || interval <= 0 {
		return nil, fmt.Errorf("a recording of %s every %s: want positive times", duration, interval)
	}
	if cfg.Period == 0 {
		cfg.Period = duration
	}
	f, err := New(cfg)
	if err != nil {
		return nil, err
	}
	return f.Record(duration, interval), nil
}

// Record scrapes the fleet now and then every interval for a time. A fleet can be recorded once.
func (f *Fleet) Record(duration, interval time.Duration) *Recording {
	rec := &Recording{}
	from := f.Now()
	for t := from; !t.After(from.Add(duration)); t = t.Add(interval) {
		f.Advance(t)
		rec.scrape(f, t)
	}
	return rec
}

// scrape adds a value to every series that there is.
func (rec *Recording) scrape(f *Fleet, at time.Time) {
	i := len(rec.times)
	rec.times = append(rec.times, at.UnixMilli())
	for _, x := range f.exporters {
		lines := 0
		if !x.down {
			lines = rec.exporter(x, i, f.now)
		}
		rec.up(x, i, lines)
	}
	if _, ok := f.env.Releases["prometheus"]; ok {
		rec.alerts(f, i)
	}
	// What has no value by now has ended.
	for _, c := range rec.columns {
		if n := i - c.first - len(c.values); n == 0 && len(c.values) > 0 {
			c.values = append(c.values, missing(c.values[len(c.values)-1]))
		}
	}
}

// missing is what stands for a value that a series does not have any more, after the value before.
func missing(before float64) float64 {
	if isNone(before) {
		return math.Float64frombits(absentBits)
	}
	return math.Float64frombits(staleBits)
}

func isStale(v float64) bool { return math.Float64bits(v) == staleBits }

func isNone(v float64) bool { return isStale(v) || math.Float64bits(v) == absentBits }

// exporter reads everything that an exporter has, and returns how many lines that is.
func (rec *Recording) exporter(x *exporter, i int, now float64) int {
	x.refresh(now)
	lines := 0
	for _, f := range x.families {
		for _, s := range f.series {
			if s.gone {
				continue
			}
			if s.columns == nil {
				rec.columnsOf(x, f, s, i)
			}
			lines += s.record()
		}
	}
	return lines
}

// columnsOf makes the columns of a series that is new.
func (rec *Recording) columnsOf(x *exporter, f *family, s *series, i int) {
	name := x.spell(f.metric.Name)
	s.parts(func(n int, p part) bool {
		own := s.labels
		if p.le != "" {
			own = append(slices.Clone(own), Label{"le", p.le})
		}
		s.columns = append(s.columns, rec.column(x.Store, name, f.metric.Type, f.metric.Help, x.stored(name+p.suffix, own), n, i))
		return true
	})
}

func (rec *Recording) column(store, family string, typ catalogue.Type, help string, labels []Label, order, i int) *column {
	c := &column{store: store, labels: labels, family: family, typ: typ, help: help, order: order, first: i, values: make([]float64, 0, 256)}
	rec.columns = append(rec.columns, c)
	return c
}

// up adds the series that a Prometheus writes of every scrape.
func (rec *Recording) up(x *exporter, i, lines int) {
	if x.Pushed {
		return
	}
	if x.meta == nil {
		for _, m := range []struct{ name, help string }{
			{"up", "Whether the target answered."}, {"scrape_duration_seconds", "How long the scrape took."},
			{"scrape_samples_scraped", "Samples that the target had."}, {"scrape_samples_post_metric_relabeling", "Samples that were kept."},
			{"scrape_series_added", "Series that were new."},
		} {
			x.meta = append(x.meta, rec.column(x.Store, m.name, catalogue.Gauge, m.help, x.stored(m.name, nil), 0, i))
		}
	}
	up := 1.0
	if x.down {
		up = 0
	}
	added := max(0, lines-x.seriesWas)
	x.seriesWas = lines
	for n, v := range []float64{up, math.Round(1e4*(0.002+3e-6*float64(lines))) / 1e4, float64(lines), float64(lines), float64(added)} {
		x.meta[n].values = append(x.meta[n].values, v)
	}
}

// alerts adds the series of rules.
func (rec *Recording) alerts(f *Fleet, i int) {
	if f.alerts.x == nil {
		r := f.released("prometheus")
		f.alerts.x = &exporter{release: r, byName: map[string]*family{}}
		store := f.env.Store("prometheus")
		f.alerts.x.Target = Target{Program: "prometheus", Store: store.Name, store: store}
	}
	f.evaluate(f.now)
	x := f.alerts.x
	for _, s := range x.metric("ALERTS").seriesOf() {
		if s.gone {
			continue
		}
		if s.columns == nil {
			rec.columnsOf(x, s.family, s, i)
		}
		s.record()
	}
}

func (f *family) seriesOf() []*series {
	if f == nil {
		return nil
	}
	return f.series
}

// Len is how many series and samples a recording holds.
func (rec *Recording) Len() (series, samples int) {
	for _, c := range rec.columns {
		for _, v := range c.values {
			if !isNone(v) {
				samples++
			}
		}
	}
	return len(rec.columns), samples
}

// Stores are the names of the stores that recorded something, sorted.
func (rec *Recording) Stores() []string {
	var names []string
	for _, c := range rec.columns {
		if !slices.Contains(names, c.store) {
			names = append(names, c.store)
		}
	}
	slices.Sort(names)
	return names
}

// sorted are the columns of a store by family, series and line, as an exposition has them.
func (rec *Recording) sorted(store string) []*column {
	var cs []*column
	for _, c := range rec.columns {
		if store == "" || c.store == store {
			cs = append(cs, c)
		}
	}
	slices.SortStableFunc(cs, func(a, b *column) int {
		return cmp.Or(strings.Compare(a.family, b.family), compareLabels(a.labels, b.labels), cmp.Compare(a.order, b.order))
	})
	return cs
}

// compareLabels orders series by their labels, those of one histogram together.
func compareLabels(a, b []Label) int {
	for i, j := 0, 0; ; i, j = i+1, j+1 {
		for i < len(a) && (a[i].Name == "le" || a[i].Name == "__name__") {
			i++
		}
		for j < len(b) && (b[j].Name == "le" || b[j].Name == "__name__") {
			j++
		}
		switch {
		case i == len(a) || j == len(b):
			return cmp.Compare(len(a)-i, len(b)-j)
		case a[i] != b[j]:
			return cmp.Or(strings.Compare(a[i].Name, b[j].Name), strings.Compare(a[i].Value, b[j].Value))
		}
	}
}

// WriteOpenMetrics writes what a store holds, or all stores together when the name is empty, as promtool tsdb
// create-blocks-from openmetrics takes it: families one after the other, the samples of a series in the order of time,
// # EOF at the end. The format has no way to say that a series has ended. The error is the writer's.
func (rec *Recording) WriteOpenMetrics(w io.Writer, store string) error {
	b := bufio.NewWriterSize(w, 1<<16)
	family := ""
	var head, line []byte
	for _, c := range rec.sorted(store) {
		if c.family != family {
			family = c.family
			writeHead(b, c.family, c.typ, c.help, openMetrics)
		}
		head = appendSeries(head[:0], c.labels)
		for n, v := range c.values {
			if isNone(v) {
				continue
			}
			line = append(line[:0], head...)
			line = append(line, ' ')
			line = appendValue(line, v)
			line = append(line, ' ')
			t := rec.times[c.first+n]
			line = strconv.AppendInt(line, t/1000, 10)
			line = append(line, '.')
			line = append(line, fmt.Sprintf("%03d", t%1000)...)
			line = append(line, '\n')
			_, _ = b.Write(line) // Flush has the error
		}
	}
	_, _ = b.WriteString("# EOF\n")
	return b.Flush()
}
