// Package queries is what a dashboard asks: typed metrics, labels and the operations that make sense for
// them, as values that become PromQL only when they are rendered for an environment.
//
// A metric's kind is its Go type. A [Counter] has a rate and no average, a [Gauge] a sum and no rate, a
// [RatioGauge] no sum, a [Histogram] quantiles and a mean: asking for anything else does not compile.
// Each exporter has its own label type, so that a vLLM metric can't be grouped by a GPU's label.
//
// What a metric is called, under which label it says something, which store holds it and which names an
// older release used is decided by [Environment], never here.
package queries

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/callsite"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Query is an expression and how its series are called in a legend. It is a plain value: methods
// return a changed copy.
type Query struct {
	node   node
	legend string
	by     []labelRef
	statistic
	unit      catalogue.Unit // said by the author
	available bool
	beside    []leaf // metrics without which the query is left out
	floor     bool
	instant   bool
	format    Format
	site      callsite.Site
}

// statistic says what a query shows of a distribution, for its colour and its name.
type statistic struct {
	quantile float64
	mean     bool
}

// A Format is the shape in which a panel wants the answer.
type Format string

// The formats, as Grafana's Prometheus data source names them.
const (
	TimeSeriesFormat Format = "time_series"
	HeatmapFormat    Format = "heatmap"
	TableFormat      Format = "table"
)

func newQuery(n node, by []labelRef) Query {
	return Query{node: n, by: by, format: TimeSeriesFormat, site: callsite.Here(1)}
}

// As names the series in the legend. The template may refer to labels by their canonical names:
// "{{model_name}}".
func (q Query) As(legend string) Query {
	q.legend = legend
	return q
}

// WhereAvailable leaves the query out of an environment in which no release has its metrics, or not all
// have. Without it such a query fails the build. Metrics that are named must be there, too: for a query that makes
// sense only for the builds that export them.
func (q Query) WhereAvailable(beside ...AnyMetric) Query {
	q.available = true
	for _, m := range beside {
		q.beside = append(q.beside[:len(q.beside):len(q.beside)], m.source())
	}
	return q
}

// Measures says what the query's values are where that can't be worked out: after a Template, or where a label
// decides. What can be worked out must agree.
func (q Query) Measures(u catalogue.Unit) Query {
	q.unit = u
	return q
}

// Declared is the unit that Measures set, or the unknown one.
func (q Query) Declared() catalogue.Unit { return q.unit }

// SayFloor shows a quantile that reached the highest bound of its buckets as "≥" that bound: it lies above, and
// nobody knows how far. The bound is the catalogue's.
func (q Query) SayFloor() Query {
	q.floor = true
	return q
}

// SaysFloor reports what SayFloor set.
func (q Query) SaysFloor() bool { return q.floor }

// Now asks for the value at the end of the time range instead of the course over it.
func (q Query) Now() Query {
	q.instant = true
	return q
}

// InTable asks for the value at the end of the time range as rows of a table.
func (q Query) InTable() Query {
	q.instant, q.format = true, TableFormat
	return q
}

// Instant reports whether the query asks for the value at the end of the time range.
func (q Query) Instant() bool { return q.instant }

// Format is the shape in which the answer is wanted.
func (q Query) Format() Format { return q.format }

// Quantile is the quantile that the query shows (0 to 1), or 0.
func (q Query) Quantile() float64 { return q.quantile }

// Mean reports whether the query shows the mean of a distribution, beside quantiles of it.
func (q Query) Mean() bool { return q.mean }

// Exporters are the exporters whose metrics the query asks for, or none when it may be left out.
func (q Query) Exporters() []string {
	if q.available {
		return nil
	}
	return q.AllExporters()
}

// AllExporters are the exporters whose metrics the query asks for, be it left out somewhere or not.
func (q Query) AllExporters() []string {
	var names []string
	q.node.leaves(func(l leaf) {
		if !slices.Contains(names, l.exporter) {
			names = append(names, l.exporter)
		}
	})
	return names
}

// Position is where the query was written.
func (q Query) Position() diag.Position { return q.site.Position() }

// Legend is the legend's template with canonical label names.
func (q Query) Legend() string {
	if q.legend != "" {
		return q.legend
	}
	parts := make([]string, len(q.by))
	for i, l := range q.by {
		parts[i] = "{{" + l.name + "}}"
	}
	return strings.Join(parts, " ")
}

// Share is part of whole as a ratio of 0 to 1, per label set of whole. Where whole is idle there is no
// value: no traffic is neither 0 % nor 100 %. A part without series counts as 0 while whole has traffic.
func Share(part, whole Query) Query {
	zero := binary{op: "*", left: literal("0"), right: whole.node}
	n := binary{op: "/", left: binary{op: "or", left: part.node, right: zero}, right: above0(whole.node)}
	return newQuery(n, whole.by)
}

// Per is a divided by b where b is above 0, and nothing where b is idle.
func Per(a, b Query) Query {
	return newQuery(binary{op: "/", left: a.node, right: above0(b.node)}, a.by)
}

// Plus is the sum of two queries of the same unit that are grouped alike.
func Plus(a, b Query) Query {
	return newQuery(binary{op: "+", left: a.node, right: b.node}, a.by)
}

// Minus is the difference of two queries of the same unit that are grouped alike.
func Minus(a, b Query) Query {
	return newQuery(binary{op: "-", left: a.node, right: b.node}, a.by)
}

// InMilliseconds shows seconds as milliseconds. A panel's unit follows from its queries, so nothing else
// has to change.
func InMilliseconds(q Query) Query {
	q.node = binary{op: "*", left: q.node, right: literal("1000")}
	return q
}

// InPercent shows a ratio of 0 to 1 as 0 to 100.
func InPercent(q Query) Query {
	q.node = binary{op: "*", left: q.node, right: literal("100")}
	return q
}

// Top keeps the n highest series of a query at each moment.
func Top(n int, q Query) Query {
	q.node = call{"topk(" + strconv.Itoa(n) + ", ", q.node, ")"}
	return q.at(1)
}

// Times is a query multiplied by a constant. Its unit moves with it where people use the result's scale;
// otherwise say what it is with Measures.
func Times(q Query, factor float64) Query {
	q.node = binary{op: "*", left: q.node, right: literal(number(factor))}
	return q.at(1)
}

// DownWhenGone is q, and 0 where q has no series at all. It is for cells that say whether a thing is up, in
// which 0 is the bad value: never for counts of what goes wrong, where 0 would hide that nobody counts.
func DownWhenGone(q Query) Query {
	q.node = binary{op: "or", left: q.node, right: call{"vector(", literal("0"), ")"}}
	return q.at(1)
}

// Present is 1 while q has a series, whatever its value, and nothing while it has none.
func Present(q Query) Query {
	q.node = call{"group(", q.node, ")"}
	q.by = nil
	return q.at(1)
}

// ZeroWhere is part, and 0 for the groups of whole that part lacks: errors per endpoint, also of endpoints
// without errors. Both are grouped alike.
func ZeroWhere(part, whole Query) Query {
	n := binary{op: "or", left: part.node, right: binary{op: "*", left: literal("0"), right: whole.node}}
	q := part
	q.node = n
	return q.at(1)
}

// PlusEither is the sum of two queries that are grouped alike, where either may lack groups that the other has: what has
// never happened has no series yet, and counts as 0.
func PlusEither(a, b Query) Query {
	return Plus(ZeroWhere(a, b), ZeroWhere(b, a)).at(1)
}

// Template is PromQL for what the kinds can't say: joins, label_replace. Each %s stands for one of the
// parts, in their order. What comes out is parsed and analysed like everything else.
func Template(text string, parts ...Query) Query {
	t := template{text: text}
	var by []labelRef
	for _, p := range parts {
		t.parts = append(t.parts, p.node)
		if by == nil {
			by = p.by
		}
	}
	return newQuery(t, slices.Clone(by))
}

// metricOf is what every kind has: which metric, and which of its series.
type metricOf[E Exporter] struct {
	id       string
	matchers []matcher
	unscoped string
	across   string
}

func (m metricOf[E]) leaf(component catalogue.Component, fn string, w Window) leaf {
	return leaf{exporter: nameOf[E](), id: m.id, component: component, matchers: m.matchers, unscoped: m.unscoped, across: m.across, fn: fn, window: w}
}

// aggregate is the metric's series, aggregated over everything but labels. It is for methods that authors call: the
// query's position is where they did.
func (m metricOf[E]) aggregate(op string, by []Label[E]) Query {
	return newQuery(aggregate{op, refs(by), m.source()}, refs(by)).at(2)
}

// summed is how much a counter of the metric grew, per second (rate) or in all (increase), summed over everything but
// labels. It is for methods that authors call, too.
func (m metricOf[E]) summed(component catalogue.Component, fn string, w Window, by []Label[E]) Query {
	return newQuery(aggregate{"sum", refs(by), m.leaf(component, fn, w)}, refs(by)).at(2)
}

func (m metricOf[E]) where(ms []Matcher[E]) metricOf[E] {
	m.matchers = slices.Clone(m.matchers)
	for _, x := range ms {
		m.matchers = append(m.matchers, x.m)
	}
	return m
}

// Identity is the metric's name across renames, as the catalogue knows it.
func (m metricOf[E]) Identity() string { return m.id }

func (m metricOf[E]) source() leaf { return m.leaf(catalogue.Value, "", Window{}) }

// AnyMetric is a metric of any kind and exporter, for what needs only its series: a picker's values.
type AnyMetric interface {
	Identity() string
	source() leaf
}

// at sets where the query was written: skip frames above the function that calls this method.
func (q Query) at(skip int) Query {
	q.site = callsite.Here(skip)
	return q
}

// Grouped reports whether the query may have one series per value of a label.
func (q Query) Grouped() bool { return len(q.by) > 0 }

// ExporterOf is the exporter of a metric.
func ExporterOf(m AnyMetric) string { return m.source().exporter }
