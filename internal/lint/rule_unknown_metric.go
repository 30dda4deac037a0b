package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var unknownMetricRule = &Rule{
	Name:     "unknown-metric",
	Title:    "a metric that no program exports",
	Severity: Warning,
	Since:    "0.2",
	Why: "Prometheus answers a query of a name that does not exist with nothing, and no error. Names are misspelt, taken from documentation " +
		"that leaves out _total (the endpoint of vLLM has vllm:request_success_total, its pages say vllm:request_success), or made up. " +
		"The rule judges only names whose beginning belongs to one program, such as vllm: or ovms_. Where the catalogue does not hold every metric of " +
		"a program, only another spelling of a known name is reported.",
	Cost: "The panel says No data, ever, and looks like a system without load.",
	Except: "A recording rule of your own that begins like an exporter's metrics, a fork that adds metrics, or a release newer than the catalogue: " +
		"name it in an extra catalogue file.",
	Bad: []Example{
		{Input: `sum by (model_name) (rate(vllm:request_success[$__rate_interval]))`, Note: "the counter ends in _total"},
		{Input: `max(vllm:num_request_running)`, Note: "it is vllm:num_requests_running"},
	},
	Good: []Example{
		{Input: `sum by (model_name) (rate(vllm:request_success_total[$__rate_interval]))`},
		{Input: `sum(rate(ovms_requests_success_total[$__rate_interval]))`, Note: "an OpenTelemetry collector ends every counter in _total"},
	},
	Needs: HasSelector,
	Query: func(p *Pass, q *Query) {
		for _, s := range q.Facts.Selectors {
			if len(s.Series) == 0 && s.Name != "" && !s.NameVariable {
				unknownMetric(p, q, s)
			}
		}
	},
}

func unknownMetric(p *Pass, q *Query, s *promql.Selector) {
	c := p.Catalogue
	owner := owners(c, s.Name)
	if owner == nil || recorded(owner, s.Name) || c.Other(s.Name) != nil || c.Collected(s.Name) {
		return
	}
	respelt := cmp.Or(c.Respelt(s.Name), c.Abbreviated(s.Name))
	if respelt != "" && c.Owner(respelt) != owner.Exporter {
		respelt = ""
	}
	if !owner.Complete && (respelt == "" || dropsTotal(s.Name, respelt) && !alwaysTotal(c, owner)) {
		return
	}
	f := p.Report(q.At(s.NameSpan), "%s", whyUnknown(c, owner, s.Name, respelt)).UnlessRecorded(s.Name)
	switch near := living(c, q, c.Nearest(s.Name)); {
	case respelt != "" && respelt == c.Abbreviated(s.Name):
		f.Help("did you mean %s?", respelt)
	case respelt != "":
		f.Help("write %s", respelt)
	case len(near) > 0:
		f.Help("did you mean %s?", strings.Join(near, " or "))
	default:
		f.Help("look for it with dashgen list metrics")
	}
}

// owners returns the program whose metrics begin like a name, the exporter itself before others, or nil.
func owners(c *catalogue.Catalogue, name string) *catalogue.Program {
	var best *catalogue.Program
	for _, p := range c.Programs() {
		for _, prefix := range p.Prefixes {
			if strings.HasPrefix(name, prefix) && (best == nil || p.Role == catalogue.Primary) {
				best = p
			}
		}
	}
	return best
}

// recorded reports whether a name may be that of a recording rule: it has a colon behind its prefix.
func recorded(p *catalogue.Program, name string) bool {
	for _, prefix := range p.Prefixes {
		if rest, ok := strings.CutPrefix(name, prefix); ok && strings.Contains(rest, ":") {
			return true
		}
	}
	return false
}

// dropsTotal reports whether two spellings differ by _total.
func dropsTotal(name, respelt string) bool { return respelt == name+"_total" }

// alwaysTotal reports whether every counter that is known of a program ends in _total: the names of Envoy do and
// don't, so that leaving it out may be right.
func alwaysTotal(c *catalogue.Catalogue, p *catalogue.Program) bool {
	return !slices.ContainsFunc(c.Metrics(), func(m *catalogue.Metric) bool {
		return m.Program == p.Name && m.Type == catalogue.Counter && !strings.HasSuffix(m.Name, "_total")
	})
}

// whyUnknown says what is wrong with a name.
func whyUnknown(c *catalogue.Catalogue, p *catalogue.Program, name, respelt string) string {
	if found := c.Lookup(respelt); len(found) > 0 {
		m := found[0].Metric
		switch {
		case strings.EqualFold(name, respelt):
			return p.Name + " exports no " + name + ": the case of letters counts"
		case dropsTotal(name, respelt) && m.Type == catalogue.Counter:
			return p.Name + " exports no " + name + ": the counter ends in _total"
		case found[0].Component == catalogue.Value && m.Type != catalogue.Counter && strings.HasPrefix(name, respelt):
			return p.Name + " exports no " + name + ": " + respelt + " is a " + string(m.Type)
		}
	}
	if p.Newest.IsZero() {
		return p.Name + " exports no " + name
	}
	return p.Name + " exports no " + name + ", up to release " + p.Newest.String()
}

// living are the names that the releases have.
func living(c *catalogue.Catalogue, q *Query, names []string) []string {
	return slices.DeleteFunc(names, func(name string) bool {
		return !slices.ContainsFunc(exported(c, c.Lookup(name)), func(s catalogue.Series) bool {
			return q.releases(s.Metric.Exporter).has(c, s.Metric) != nowhere
		})
	})
}
