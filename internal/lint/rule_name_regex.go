package lint

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var nameRegexRule = &Rule{
	Name:     "name-regex",
	Title:    "metrics chosen by a pattern of names that don't belong together",
	Severity: Warning,
	Since:    "0.2",
	Why: "{__name__=~…} takes whatever fits: buckets, sums and counts of one histogram, seconds beside tokens, and on KServe every " +
		"metric of vLLM twice, since its pods are scraped once as vllm:… and once as kserve_vllm:…. An aggregation adds it all up. " +
		"A function such as rate drops the name, and where two metrics have the same labels Prometheus then refuses the query: " +
		"vector cannot contain metrics with the same labelset.",
	Cost:   "A number that means nothing, twice the true one, or an error in place of the panel.",
	Except: "A count of series, or anything that groups by (__name__), has no finding.",
	Bad: []Example{
		{Input: `sum(rate({__name__=~"vllm:e2e_request_latency_seconds_(sum|count)"}[5m]))`, Note: "the server refuses it"},
		{Input: `sum by (model_name) ({__name__=~"vllm:(num_requests_running|kv_cache_usage_perc)"})`, Note: "adds requests and shares"},
	},
	Good: []Example{
		{Input: `sum by (__name__) ({__name__=~"vllm:num_requests_(running|waiting)"})`},
		{Input: `sum by (model_name) ({__name__=~"vllm:num_requests_(running|waiting)"})`, Note: "one unit, one set of labels"},
	},
	Needs: HasRegexp,
	Query: func(p *Pass, q *Query) {
		for _, s := range q.Facts.Selectors {
			if m := s.Matcher(nameLabel); m != nil && m.Type == labels.MatchRegexp && !m.Variable && !m.Unknown {
				nameRegex(p, q, s, m)
			}
		}
	},
}

func nameRegex(p *Pass, q *Query, s *promql.Selector, m *promql.Matcher) {
	fits := &fitting{pass: p, query: q, selector: s, matcher: m}
	for n := range s.Node.Enclosing() {
		switch e := n.AST.(type) {
		case *parser.AggregateExpr:
			fits.aggregate(n, e)
			return
		case *parser.BinaryExpr:
			if e.VectorMatching != nil || n.State(nameLabel) == promql.Impossible && fits.clash(n) {
				return
			}
		case *parser.Call:
			if n.Variable != nil {
				return
			}
			switch n.Operation() {
			case "absent", "absent_over_time", "label_replace", "label_join", "histogram_quantile", "histogram_fraction":
				return
			}
			if n.State(nameLabel) == promql.Impossible && fits.clash(n) {
				return
			}
		}
	}
}

// A fitting is what a pattern of names selects.
type fitting struct {
	pass     *Pass
	query    *Query
	selector *promql.Selector
	matcher  *promql.Matcher
	series   []fit
	done     bool
}

// A fit is a series whose name fits.
type fit struct {
	catalogue.Series
	name string
}

// all are the series that a plain start of a program has and that fit.
func (f *fitting) all() []fit {
	if f.done {
		return f.series
	}
	f.done = true
	c := f.pass.Catalogue
	for _, m := range c.Metrics() {
		if p := c.Program(m.Program); m.Default != catalogue.Always || p == nil || p.Role == catalogue.Dialect || f.query.releases(m.Exporter).has(c, m) == nowhere {
			continue
		}
		parts := []catalogue.Component{catalogue.Value}
		switch m.Behaviour {
		case catalogue.Histogram:
			parts = []catalogue.Component{catalogue.Bucket, catalogue.Sum, catalogue.Observed}
		case catalogue.Summary:
			parts = []catalogue.Component{catalogue.Value, catalogue.Sum, catalogue.Observed}
		}
		for _, part := range parts {
			s := fit{catalogue.Series{Metric: m, Component: part}, m.Name + string(part)}
			if f.matcher.Matches(s.name) && f.passes(s) {
				f.series = append(f.series, s)
			}
		}
	}
	return f.series
}

// passes reports whether the other matchers leave a series.
func (f *fitting) passes(s fit) bool {
	for i := range f.selector.Matchers {
		m := &f.selector.Matchers[i]
		if m.Name == nameLabel || m.Unknown || m.Variable || m.Matches("") || f.pass.Catalogue.IsTargetLabel(m.Name) {
			continue
		}
		// Any label that none of the exporter's metrics has comes from somewhere else, and to all of them.
		own := m.Name == "le" || f.pass.Catalogue.Label(s.Metric.Exporter, m.Name) != nil
		if own && !s.Metric.OpenLabels && !slices.Contains(s.Labels(), m.Name) {
			return false
		}
	}
	return true
}

// clash reports two metrics that are the same but for the name, where an operation drops that.
func (f *fitting) clash(n *promql.Node) bool {
	all := f.all()
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.Metric.Program != b.Metric.Program || a.Metric.Identity == b.Metric.Identity && a.Component == b.Component || !sameLabels(a, b) {
				continue
			}
			f.pass.Report(f.query.At(f.matcher.Span), "%s drops the name, and then %s and %s have the same labels: the server refuses that",
				n.Operation(), a.name, b.name).
				Help("ask for each metric by its name")
			return true
		}
	}
	return false
}

func sameLabels(a, b fit) bool {
	x, y := a.Labels(), b.Labels()
	return len(x) == len(y) && !a.Metric.OpenLabels && !b.Metric.OpenLabels &&
		!slices.ContainsFunc(x, func(l string) bool { return !slices.Contains(y, l) })
}

// aggregate reports what an aggregation adds up that does not belong together.
func (f *fitting) aggregate(n *promql.Node, e *parser.AggregateExpr) {
	switch e.Op {
	case parser.SUM, parser.AVG, parser.MAX, parser.MIN, parser.STDDEV, parser.STDVAR, parser.QUANTILE:
	default:
		return
	}
	for i := range f.query.Facts.Groupings {
		g := &f.query.Facts.Groupings[i]
		if g.Node == n && (g.Variable || g.Clause == promql.By && g.Label == nameLabel) {
			return
		}
	}
	if n.Variable != nil {
		return
	}
	all := f.all()
	at := f.query.At(f.matcher.Span)
	for i, a := range all {
		for _, b := range all[i+1:] {
			switch {
			case a.Metric == b.Metric:
				f.pass.Report(at, "%s takes %s and %s together: they are parts of one histogram", n.Operation(), a.name, b.name).
					Help("ask for the part that you want by its name")
				return
			case a.Unit().Known() && b.Unit().Known() && !a.Unit().Compatible(b.Unit()):
				f.pass.Report(at, "%s takes %s and %s together: %s and %s", n.Operation(), a.name, b.name, a.Unit(), b.Unit()).
					Help("ask for each metric by its name, or group by (__name__)")
				return
			}
		}
	}
	if e.Op == parser.SUM {
		f.twice(at)
	}
}

// twice reports a pattern that takes a metric under two names, of which KServe's monitors scrape both.
func (f *fitting) twice(at Place) {
	for _, a := range f.all() {
		if again := "kserve_" + a.name; a.Metric.Exporter == "vllm" && f.matcher.Matches(again) {
			f.pass.Report(at, "on KServe this counts everything twice: its monitors scrape %s and %s", a.name, again).
				Help("write a pattern that only one of them fits, such as %s", a.name)
			return
		}
	}
}
