package lint

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var unknownLabelRule = &Rule{
	Name:     "unknown-label",
	Title:    "a label that the metric does not have, though others of its exporter do",
	Severity: Warning,
	Since:    "0.2",
	Why: "A matcher of a label that a metric lacks selects nothing, and a grouping by it makes one group without a name. " +
		"Targets and relabelling may add any label, so the rule speaks only of labels that another metric of the same exporter has, or " +
		"that another release or program spells differently: vLLM counts requests by finished_reason where its simulator says finish_reason, and " +
		"OpenTelemetry's client metrics never have the http_target of the server's.",
	Cost: "An empty panel, or one nameless line where there should be several.",
	Bad: []Example{
		{Input: `sum(rate(vllm:prompt_tokens_total{finished_reason="stop"}[$__rate_interval]))`, Note: "only vllm:request_success_total has finished_reason"},
		{Input: `sum by (finish_reason) (rate(vllm:request_success_total[$__rate_interval]))`, Note: "vLLM spells it finished_reason"},
	},
	Good: []Example{
		{Input: `sum by (finished_reason) (rate(vllm:request_success_total{namespace="llm"}[$__rate_interval]))`},
		{Input: `sum by (exported_pod) (DCGM_FI_DEV_FB_USED{team="a"})`, Note: "relabelling may add team"},
	},
	Needs: HasSelector,
	Query: func(p *Pass, q *Query) {
		for _, s := range q.Facts.Selectors {
			if len(s.Series) == 0 {
				continue
			}
			for i := range s.Matchers {
				unknownMatcher(p, q, s, &s.Matchers[i])
			}
		}
		for i := range q.Facts.Groupings {
			unknownGrouping(p, q, &q.Facts.Groupings[i])
		}
	},
}

// unknownMatcher judges a matcher. One that lets series without the label pass does no harm.
func unknownMatcher(p *Pass, q *Query, s *promql.Selector, m *promql.Matcher) {
	if m.Unknown || m.Variable || has(q, s, m.Name) || !speaks(m.Name) || m.Matches("") {
		return
	}
	if why, help := lacks(p.Catalogue, q, s, m.Name); why != "" {
		p.Report(q.At(m.LabelSpan), "%s", why).Help("%s", help)
	}
}

// unknownGrouping judges a label in by, group_left and group_right, where every series that could have it is known.
func unknownGrouping(p *Pass, q *Query, g *promql.Grouping) {
	switch g.Clause {
	case promql.By, promql.GroupLeft, promql.GroupRight:
	default:
		return
	}
	if g.Variable || !speaks(g.Label) {
		return
	}
	if g.Operand.State(g.Label) != promql.Possible {
		return
	}
	var of *promql.Selector
	for n := range g.Operand.All() {
		if n.Selector == nil {
			continue
		}
		if len(n.Selector.Series) == 0 || has(q, n.Selector, g.Label) {
			return
		}
		if of == nil {
			of = n.Selector
		}
	}
	if of == nil || !g.Fact().Untouched {
		return
	}
	if why, help := lacks(p.Catalogue, q, of, g.Label); why != "" {
		p.Report(q.At(g.Span), "%s", why).Help("%s", help)
	}
}

// has is the cheap test before lacks: the exporter itself gives the label to the series.
func has(q *Query, s *promql.Selector, label string) bool {
	if q.Setting.Versions != nil {
		return false
	}
	for i := range s.Series {
		if m := s.Series[i].Metric; m.Program == m.Exporter && m.HasLabel(label) {
			return true
		}
	}
	return false
}

// infrastructure are labels that say where a target runs or whom it serves. Exporters have them too, and so does
// relabelling.
var infrastructure = [...]string{
	"app", "application", "cluster", "component", "container", "env", "environment", "host", "hostname", "instance", "job", "name",
	"namespace", "node", "pod", "region", "release", "service", "team", "tenant", "version", "workload", "zone",
}

// speaks reports whether the rule may say anything of a label.
func speaks(label string) bool {
	switch {
	case label == "le", label == "quantile", strings.HasPrefix(label, "__"), strings.HasPrefix(label, "exported_"),
		strings.HasPrefix(label, "k8s_"), strings.HasPrefix(label, "label_"):
		return false
	}
	return !slices.Contains(infrastructure[:], label)
}

// lacks says why a selected metric has no such label and what to write, or "" where it may have one.
func lacks(c *catalogue.Catalogue, q *Query, s *promql.Selector, label string) (why, help string) {
	if c.IsTargetLabel(label) {
		return "", ""
	}
	found := s.Series
	if s.Name != "" {
		found = exported(c, c.Lookup(s.Name)) // a matcher may have left a program only that stands in for the exporter
	}
	for _, series := range found {
		m := series.Metric
		if m.OpenLabels || m.Status == catalogue.Seen || q.releases(m.Exporter).hasLabel(m, label) != nowhere {
			return "", ""
		}
	}
	if q.fromElsewhere(c, s) {
		return "", ""
	}
	for _, series := range found {
		m := series.Metric
		r := q.releases(m.Exporter)
		if other := spelling(c, r, m, label); other != "" {
			if q.alsoUses(other) {
				return "", ""
			}
			return m.Program + " gives " + m.Name + " no " + label + ": there it is " + other, "write " + other
		}
	}
	for _, series := range found {
		m := series.Metric
		if sibling := withLabel(c, q, m.Exporter, label); sibling != nil {
			help = "leave it out"
			if own := q.ownLabels(series); len(own) > 0 && len(own) <= 8 {
				help += ": its own labels are " + strings.Join(own, ", ")
			}
			return m.Name + " has no " + label + ": that is a label of " + sibling.Name, help
		}
	}
	return "", ""
}

// spelling is another spelling of a label, under which the metric has it, or "".
func spelling(c *catalogue.Catalogue, r releases, m *catalogue.Metric, label string) string {
	canonical := c.CanonicalLabel(m.Exporter, label)
	for _, l := range m.Labels {
		if l != label && r.hasLabel(m, l) != nowhere && c.CanonicalLabel(m.Exporter, l) == canonical {
			return l
		}
	}
	return ""
}

// withLabel is a metric of the exporter that has a label, one that is always there before others, or nil.
func withLabel(c *catalogue.Catalogue, q *Query, exporter, label string) *catalogue.Metric {
	r := q.releases(exporter)
	var best *catalogue.Metric
	for _, m := range c.Metrics() {
		if m.Exporter == exporter && slices.Contains(m.Labels, label) && r.has(c, m) != nowhere && r.hasLabel(m, label) != nowhere &&
			(best == nil || best.Default != catalogue.Always && m.Default == catalogue.Always) {
			best = m
		}
	}
	return best
}

// ownLabels lists the labels that a series has by itself.
func (q *Query) ownLabels(s catalogue.Series) []string {
	r := q.releases(s.Metric.Exporter)
	var own []string
	for _, l := range s.Metric.Labels {
		if r.hasLabel(s.Metric, l) != nowhere {
			own = append(own, l)
		}
	}
	return own
}

// alsoUses reports whether the expression uses a label elsewhere, so that it serves both spellings on purpose.
func (q *Query) alsoUses(label string) bool {
	for _, s := range q.Facts.Selectors {
		if s.Matcher(label) != nil {
			return true
		}
	}
	return slices.ContainsFunc(q.Facts.Groupings, func(g promql.Grouping) bool { return g.Label == label })
}
