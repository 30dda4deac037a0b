package lint

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var removedMetricRule = &Rule{
	Name:     "removed-metric",
	Title:    "a metric that the release which runs does not have",
	Severity: Error,
	Since:    "0.2",
	Why: "Programs rename and drop metrics: vLLM 0.12.0 removed vllm:gpu_cache_usage_perc for vllm:kv_cache_usage_perc, and 0.15.0 " +
		"removed vllm:time_per_output_token_seconds. A query of the old name is no error for Prometheus; it finds nothing. " +
		"The catalogue has the release in which each name came and went, read from the programs' source code. " +
		"Without a stated release the newest is meant, and the finding is a warning. A name that anybody may use, such as " +
		"prompt_tokens_total, is taken for the exporter's when the query names the exporter or uses a label of its own.",
	Cost: "The panel says No data after an upgrade, or before one.",
	Except: "A dashboard for an old release: state it with --exporter vllm=0.11 or in the configuration. A query that asks for both " +
		"names, side by side or joined by or, has no finding.",
	Bad: []Example{
		{Input: `max by (model_name) (vllm:gpu_cache_usage_perc)`, Note: "vLLM 0.12.0 removed the name"},
		{Input: `sum(vllm:num_requests_swapped)`, Note: "vLLM 0.9.1 removed the metric, and nothing replaces it"},
	},
	Good: []Example{
		{Input: `max by (model_name) (vllm:kv_cache_usage_perc)`},
		{Input: `max by (model_name) (vllm:kv_cache_usage_perc or vllm:gpu_cache_usage_perc)`, Note: "serves releases before and after the change"},
	},
	Needs: HasSelector,
	Query: func(p *Pass, q *Query) {
		for _, s := range q.Facts.Selectors {
			if s.Name != "" && mayBeGone(q, s) {
				removedMetric(p, q, s)
			}
		}
	},
}

// mayBeGone is the cheap test before removedMetric.
func mayBeGone(q *Query, s *promql.Selector) bool {
	if q.Setting.Versions != nil {
		return len(s.Series) > 0
	}
	for i := range s.Series {
		if s.Series[i].Metric.Status == catalogue.Removed {
			return true
		}
	}
	return false
}

func removedMetric(p *Pass, q *Query, s *promql.Selector) {
	var gone catalogue.Series
	have := nowhere
	for _, series := range exported(p.Catalogue, s.Series) {
		if h := q.releases(series.Metric.Exporter).has(p.Catalogue, series.Metric); h <= have {
			gone, have = series, h
		}
	}
	m := gone.Metric
	if have == everywhere || m == nil || q.fromElsewhere(p.Catalogue, s) {
		return
	}
	r := q.releases(m.Exporter)
	owned := p.Catalogue.Owner(m.Name) == m.Exporter
	if !owned && !r.stated && !speaksOf(s, m) || q.hasAlternative(p.Catalogue, s, m) {
		return
	}
	instead := replacement(p.Catalogue, r, m)
	if have == somewhere && !fillsTheGap(p.Catalogue, r, m) {
		return
	}
	f := p.Report(q.At(s.NameSpan), "%s", whyGone(p.Catalogue, r, s.Name, m, have)).UnlessRecorded(s.Name)
	if !r.stated || !owned || have == somewhere || !certain(m.Life) {
		f.Severity = min(f.Severity, Warning)
	}
	switch {
	case have == somewhere && instead != nil:
		f.Help("ask for both names in one place, such as (%s or %s)", s.Name, instead.Name+suffix(gone))
	case instead != nil && pureRename(gone, instead):
		f.Help("write %s", instead.Name+suffix(gone)).Replace(requote(s.NameSpan.In(q.Text.Value), instead.Name+suffix(gone)))
	case instead != nil && gone.Alias != nil:
		f.Help("write the name that the store has for %s", instead.Name+suffix(gone))
	case instead != nil && !m.Unit.Compatible(instead.Unit):
		f.Help("write %s, which is in %s", instead.Name+suffix(gone), instead.Unit)
	case instead != nil:
		f.Help("write %s", instead.Name+suffix(gone))
	case m.ReplacedBy != "":
		f.Help("use %s", m.ReplacedBy)
	case r.stated && r.Overlap(catalogue.Range{Below: m.Life.Min}) && !m.Life.Min.IsZero():
		f.Help("leave the query out until %s runs", m.Life.Min)
	default:
		f.Help("leave the query out: nothing replaces it")
	}
}

// speaksOf reports whether a selector of a name that anybody may use means the exporter's: it has a matcher of a label
// that the exporter gives the metric, or names the exporter in one.
func speaksOf(s *promql.Selector, m *catalogue.Metric) bool {
	return slices.ContainsFunc(s.Matchers, func(matcher promql.Matcher) bool {
		if matcher.Unknown {
			return false
		}
		return m.HasLabel(matcher.Name) && speaks(matcher.Name) ||
			strings.Contains(squeeze(matcher.Value), squeeze(m.Exporter))
	})
}

// whyGone says when a metric came or went.
func whyGone(c *catalogue.Catalogue, r releases, name string, m *catalogue.Metric, have presence) string {
	who := m.Program
	since := "it is there since " + release(m.Life.Min)
	if v := m.Life.Below; !v.IsZero() && (!r.stated || !r.Overlap(catalogue.Range{Below: m.Life.Min}) || m.Life.Min.IsZero()) {
		since = release(v) + " removed it"
	}
	p := c.Program(m.Program)
	switch {
	case p != nil && p.Role == catalogue.Dialect:
		return m.Exporter + " has no " + name + ": it was a name of " + who + ", and " + since
	case !r.stated:
		return who + " has no " + name + " any more: " + since
	case have == somewhere:
		return "not every release in " + who + " " + r.String() + " has " + name + ": " + since
	}
	return who + " " + r.String() + " has no " + name + ": " + since
}

// replacement is the metric of the same identity that the releases have, or nil.
func replacement(c *catalogue.Catalogue, r releases, m *catalogue.Metric) *catalogue.Metric {
	for _, other := range c.Names(m.Exporter, m.Identity) {
		if p := c.Program(other.Program); other.Name == m.Name || p == nil || p.Role == catalogue.Dialect {
			continue
		}
		if h := r.has(c, other); h == everywhere || h == somewhere && r.has(c, m) == somewhere {
			return other
		}
	}
	return nil
}

// fillsTheGap reports whether the releases without a metric have it under another name.
func fillsTheGap(c *catalogue.Catalogue, r releases, m *catalogue.Metric) bool {
	before, after := catalogue.Range{Min: r.Min, Below: m.Life.Min}, catalogue.Range{Min: m.Life.Below, Below: r.Below}
	return slices.ContainsFunc(c.Names(m.Exporter, m.Identity), func(other *catalogue.Metric) bool {
		return other.Program == m.Program && other.Name != m.Name &&
			(!m.Life.Min.IsZero() && r.Overlap(catalogue.Range{Below: m.Life.Min}) && other.Life.Overlap(before) ||
				!m.Life.Below.IsZero() && r.Overlap(catalogue.Range{Min: m.Life.Below}) && other.Life.Overlap(after))
	})
}

// pureRename reports whether only the name changes: the values, the labels and the kind stay.
func pureRename(s catalogue.Series, other *catalogue.Metric) bool {
	m := s.Metric
	if s.Alias != nil || s.Component == catalogue.Created || m.Type != other.Type || m.Behaviour != other.Behaviour ||
		!m.Unit.Compatible(other.Unit) || len(m.Labels) != len(other.Labels) {
		return false
	}
	return !slices.ContainsFunc(m.Labels, func(l string) bool { return !slices.Contains(other.Labels, l) })
}

// suffix is what the name of a series has behind that of its family.
func suffix(s catalogue.Series) string {
	if s.Component == catalogue.Bare {
		return ""
	}
	return string(s.Component)
}

// requote writes a name as a selector has its own: bare or in quotes.
func requote(written, name string) string {
	if written != "" && strings.ContainsRune("\"'`", rune(written[0])) {
		return written[:1] + name + written[:1]
	}
	return name
}

// fromElsewhere reports whether a selector asks for a metric that a program outside the catalogue exports under
// the same name: the expression uses a label that only that one has.
func (q *Query) fromElsewhere(c *catalogue.Catalogue, s *promql.Selector) bool {
	other := c.Other(s.Name)
	if other == nil {
		return false
	}
	for _, label := range other.Labels {
		if s.Matcher(label) != nil {
			return true
		}
		for _, g := range q.Facts.Groupings {
			if g.Label == label {
				return true
			}
		}
	}
	return false
}

// hasAlternative reports whether a query spans releases on purpose: something that is there stands in place of
// the metric, on the other side of an or, or as another query of the panel.
func (q *Query) hasAlternative(c *catalogue.Catalogue, s *promql.Selector, m *catalogue.Metric) bool {
	for n := s.Node; n.Parent != nil; n = n.Parent {
		e, ok := n.Parent.AST.(*parser.BinaryExpr)
		if !ok || e.Op != parser.LOR {
			continue
		}
		for _, side := range n.Parent.Children {
			if side != n && q.holdsOther(c, side, m) {
				return true
			}
		}
	}
	if q.Panel == nil {
		return false
	}
	for _, other := range q.Panel.Queries {
		if other == q || other.Facts == nil {
			continue
		}
		for _, t := range other.Facts.Selectors {
			if replaces(c, other, t, m) {
				return true
			}
		}
	}
	return false
}

// holdsOther reports whether a part of the expression selects another metric of the exporter that is there, or
// one that the catalogue does not know.
func (q *Query) holdsOther(c *catalogue.Catalogue, part *promql.Node, m *catalogue.Metric) bool {
	for n := range part.All() {
		t := n.Selector
		if t == nil {
			continue
		}
		if len(t.Series) == 0 && c.Owner(t.Name) == "" {
			return true
		}
		for _, series := range t.Series {
			if o := series.Metric; o.Exporter == m.Exporter && o.Name != m.Name && q.releases(o.Exporter).has(c, o) != nowhere {
				return true
			}
		}
	}
	return false
}

// replaces reports whether a selector of another query asks for what stands for the metric in other releases.
func replaces(c *catalogue.Catalogue, q *Query, t *promql.Selector, m *catalogue.Metric) bool {
	for _, series := range t.Series {
		o := series.Metric
		if o.Name == m.Name || q.releases(o.Exporter).has(c, o) == nowhere {
			continue
		}
		if o.Exporter == m.Exporter && o.Identity == m.Identity || names(m.ReplacedBy, o.Name) {
			return true
		}
	}
	return false
}

// names reports whether an expression of the tables names a metric.
func names(expr, metric string) bool {
	for from := 0; ; {
		i := strings.Index(expr[from:], metric)
		if i < 0 {
			return false
		}
		end := from + i + len(metric)
		if end == len(expr) || !isNameByte(expr[end]) || strings.HasPrefix(expr[end:], "_sum") || strings.HasPrefix(expr[end:], "_count") {
			return true
		}
		from = end
	}
}

func isNameByte(b byte) bool {
	return b == '_' || b == ':' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
