package catalogue

import (
	"slices"
	"strings"
)

// A Component is which of a family's series a name stands for.
type Component string

// The components.
const (
	Value    Component = ""         // the metric itself; the quantiles of a summary
	Bare     Component = "bare"     // the base name of a histogram, which no classic histogram exposes
	Bucket   Component = "_bucket"  // cumulative buckets with the label le
	Sum      Component = "_sum"     // sum of the observed values
	Observed Component = "_count"   // number of observations
	Created  Component = "_created" // unix time at which the series began
)

// A Series is a name as it stands in a query, resolved to the metric that it belongs to.
type Series struct {
	Metric    *Metric
	Component Component
	// Alias is how the name came about, where a collector, rule or relabelling renamed it. Nil otherwise.
	Alias *Alias
}

// Behaviour is what PromQL may do with the series: sums, counts and buckets of a histogram are counters.
func (s Series) Behaviour() Type {
	switch s.Component {
	case Bucket, Sum, Observed:
		return Counter
	case Created:
		return Gauge
	default:
		return s.Metric.Behaviour
	}
}

// Unit is the unit of the series' values.
func (s Series) Unit() Unit {
	switch s.Component {
	case Bucket, Observed:
		return Counted(s.Metric.Observations())
	case Created:
		return Unit{Dimension: Timestamp, Scale: 1}
	}
	if s.Alias != nil && s.Alias.Rescaled {
		return Unit{}
	}
	return s.Metric.Unit
}

// Observations names what a histogram or summary counts.
func (m *Metric) Observations() string {
	switch {
	case strings.Contains(m.Name, "inter_token") || strings.Contains(m.Name, "time_per_output_token_seconds") && !strings.Contains(m.Name, "request_"):
		return "tokens"
	case strings.Contains(m.Name, "iteration"):
		return "steps"
	default:
		return "requests"
	}
}

// Lasting reports whether a counter is kept by something other than its exporter, so that its value is worth reading
// by itself: a pod's status counts the restarts of its containers, a card what became of its memory.
func (m *Metric) Lasting() bool {
	switch m.Identity {
	case "kube_pod_container_status_restarts_total",
		"DCGM_FI_DEV_ECC_SBE_VOL_TOTAL", "DCGM_FI_DEV_ECC_SBE_AGG_TOTAL",
		"DCGM_FI_DEV_ECC_DBE_VOL_TOTAL", "DCGM_FI_DEV_ECC_DBE_AGG_TOTAL",
		"DCGM_FI_DEV_RETIRED_SBE", "DCGM_FI_DEV_RETIRED_DBE",
		"DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS", "DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS":
		return true
	}
	return false
}

// StateLabel returns the label that names the state where a metric has one series for each state of a thing, 1 for
// the current one and 0 for all others. It is "" for other metrics: a reason why a container waits is only there
// while it does.
func (m *Metric) StateLabel() string {
	if m.Unit.Dimension != Bool {
		return ""
	}
	for _, l := range m.Labels {
		switch {
		case l == "phase", l == "condition", l == "sleep_state", l == "reason" && m.Name == "kube_pod_status_reason":
			return l
		}
	}
	return ""
}

// Labels returns the exporter's labels of the series, le and quantile included.
func (s Series) Labels() []string {
	switch {
	case s.Component == Bucket:
		return append(slices.Clone(s.Metric.Labels), "le")
	case s.Component == Value && s.Metric.Behaviour == Summary && !slices.Contains(s.Metric.Labels, "quantile"):
		return append(slices.Clone(s.Metric.Labels), "quantile")
	default:
		return s.Metric.Labels
	}
}

// Lookup resolves a name as it stands in a query. Several programs may export one name; none of the
// results means that the catalogue does not know it.
func (c *Catalogue) Lookup(name string) []Series {
	if found := c.series[name]; found != nil {
		return found
	}
	for i, p := range c.patterns {
		before, after, _ := strings.Cut(p.Name, "*")
		if len(name) <= len(before)+len(after) || !strings.HasPrefix(name, before) || !strings.HasSuffix(name, after) {
			continue
		}
		rest := name[len(before) : len(name)-len(after)]
		found := c.series[strings.Replace(p.Canonical, "*", rest, 1)]
		if len(found) == 0 {
			continue
		}
		aliased := make([]Series, len(found))
		for j, s := range found {
			s.Alias = &c.patterns[i]
			aliased[j] = s
		}
		return aliased
	}
	return nil
}

// Owner returns the exporter whose programs alone use names that begin like this one, or "".
func (c *Catalogue) Owner(name string) string {
	for _, p := range c.programs {
		for _, prefix := range p.Prefixes {
			if strings.HasPrefix(name, prefix) {
				return p.Exporter
			}
		}
	}
	return ""
}

// index fills the catalogue's look-up tables.
func (c *Catalogue) index() {
	c.series = make(map[string][]Series, 3*len(c.metrics))
	c.identity = map[[2]string][]*Metric{}
	add := func(name string, s Series) { c.series[name] = append(c.series[name], s) }
	for _, m := range c.metrics {
		key := [2]string{m.Exporter, m.Identity}
		c.identity[key] = append(c.identity[key], m)
		switch m.Behaviour {
		case Histogram:
			add(m.Name, Series{Metric: m, Component: Bare})
			add(m.Name+"_bucket", Series{Metric: m, Component: Bucket})
		case Summary:
			add(m.Name, Series{Metric: m})
		default:
			add(m.Name, Series{Metric: m})
			if m.Type == Counter {
				add(strings.TrimSuffix(m.Name, "_total")+"_created", Series{Metric: m, Component: Created})
			}
			continue
		}
		add(m.Name+"_sum", Series{Metric: m, Component: Sum})
		add(m.Name+"_count", Series{Metric: m, Component: Observed})
		add(m.Name+"_created", Series{Metric: m, Component: Created})
	}
	for key, names := range c.identity {
		slices.SortStableFunc(names, func(a, b *Metric) int {
			// The canonical name first, then names of later releases; those of one release stay in the tables' order.
			if x, y := a.Name == key[1], b.Name == key[1]; x != y {
				if x {
					return -1
				}
				return 1
			}
			return b.Life.Min.Compare(a.Life.Min)
		})
	}
	c.added, c.adds = map[string][]TargetLabel{}, map[[2]string]bool{}
	for _, t := range c.targets {
		// Clipped, so that whoever appends to what TargetLabels returns gets a copy.
		c.added[t.Store] = slices.Clip(append(c.added[t.Store], t))
		c.adds[[2]string{t.Store, t.Name}], c.adds[[2]string{"", t.Name}] = true, true
	}
	for i, a := range c.aliases {
		if strings.Contains(a.Name, "*") || strings.Contains(a.Name, "<") {
			p := a
			p.Name = strings.ReplaceAll(p.Name, "<anything>", "*")
			p.Canonical = strings.ReplaceAll(p.Canonical, "<anything>", "*")
			c.patterns = append(c.patterns, p)
			continue
		}
		if c.series[a.Name] != nil {
			continue // a row of its own says more
		}
		for _, s := range c.series[a.Canonical] {
			s.Alias = &c.aliases[i]
			add(a.Name, s)
		}
	}
}
