package queries

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// An Environment is where dashboards run: which releases of which exporters, and which stores hold their
// series. It decides names and spellings.
type Environment struct {
	Name      string
	Catalogue *catalogue.Catalogue
	// Releases are the releases that run of each exporter, by the exporter's name.
	Releases map[string]catalogue.Range
	// Simulators says that simulators stand in for some of the servers, with their own dialect.
	Simulators bool
	Stores     []Store
	// Values are the environment's values that dashboards refer to, such as the name of a namespace.
	Values map[string]string
	// Labels are what stands for labels that installations choose, by [LabelKey]: the tier or the subscription for
	// a plan. The empty name says that the installation does not have the label.
	Labels map[string]string
	// Prices are in dollars per 1000 tokens, by plan.
	Prices map[string]float64
	// RateWindow is what RateInterval is where nobody looks at a dashboard, which is in rules; nil: Grafana decides.
	RateWindow func(Store) time.Duration
}

// A Store is a Prometheus, or what answers like one.
type Store struct {
	Name       string
	Datasource string // the name of Grafana's data source
	// Dialect says how the store spells names and which labels it adds for each target.
	Dialect        string
	ScrapeInterval time.Duration
	Default        bool
	// Exporters are the exporters whose series live in this store and not in the default one.
	Exporters []string
	// HonorLabels are the exporters whose monitors keep the exporters' own labels where they clash with those
	// of targets: DCGM's pod is then the workload. Elsewhere it is exported_pod.
	HonorLabels []string
}

// Store returns the store that holds an exporter's series.
func (e *Environment) Store(exporter string) Store {
	for _, s := range e.Stores {
		if slices.Contains(s.Exporters, exporter) {
			return s
		}
	}
	for _, s := range e.Stores {
		if s.Default || len(e.Stores) == 1 {
			return s
		}
	}
	return Store{}
}

// Adds reports whether the store that holds an exporter's series adds a label of its target to them.
func (e *Environment) Adds(l AnyLabel) bool {
	return e.Catalogue.Adds(e.Store(l.ref().exporter).Dialect, l.Name())
}

// Runs reports whether the environment runs an exporter, or something that stands in for it.
func (e *Environment) Runs(exporter string) bool { return len(e.deployments(exporter)) > 0 }

// Exporters are the exporters that the environment runs, by name.
func (e *Environment) Exporters() []string { return slices.Sorted(maps.Keys(e.Releases)) }

// RunsAny reports whether the environment runs an exporter of one of the labels.
func (e *Environment) RunsAny(labels []AnyLabel) bool {
	return slices.ContainsFunc(labels, func(l AnyLabel) bool { return e.Runs(l.ref().exporter) })
}

// A deployment is one program and the releases of it that run.
type deployment struct {
	programs []string // the program, and its companions
	releases catalogue.Range
	dialect  bool
}

func (e *Environment) deployments(exporter string) []deployment {
	var ds []deployment
	if releases, ok := e.Releases[exporter]; ok {
		d := deployment{releases: releases}
		for _, p := range e.Catalogue.Programs() {
			if p.Exporter == exporter && p.Role != catalogue.Dialect {
				d.programs = append(d.programs, p.Name)
			}
		}
		ds = append(ds, d)
	}
	if e.Simulators {
		for _, p := range e.Catalogue.Dialects(exporter) {
			ds = append(ds, deployment{programs: []string{p.Name}, releases: catalogue.Range{Min: p.Newest}, dialect: true})
		}
	}
	return ds
}

// A coverage is how much of an environment's releases has a metric.
type coverage int

const (
	nowhere coverage = iota
	somewhere
	everywhere
)

// A variant is one name under which an environment's releases export an identity, with the labels that it
// has in some of them.
type variant struct {
	*catalogue.Metric
	name   string // as the store spells it
	Labels []string
}

// variants returns the names needed to find an identity in every release that the environment runs,
// newest first, and how many of the releases of the exporter itself have it at all.
func (e *Environment) variants(exporter, identity string) ([]variant, coverage) {
	names := e.Catalogue.Names(exporter, identity)
	var out []variant
	var have coverage
	sawPrimary := false
	for _, d := range e.deployments(exporter) {
		found, c := d.cover(names)
		switch {
		case !d.dialect:
			have, sawPrimary = c, true
		case !sawPrimary:
			have = c
		case c != nowhere && have == nowhere:
			have = somewhere
		}
		for _, v := range e.relabelled(found, d.releases) {
			if !slices.ContainsFunc(out, func(o variant) bool { return o.name == v.name && slices.Equal(o.Labels, v.Labels) && o.Unit == v.Unit }) {
				out = append(out, v)
			}
		}
	}
	return out, have
}

// relabelled are the metrics as a range of releases has them: one that spells a label anew on the way is
// there twice, the newer first.
func (e *Environment) relabelled(found []*catalogue.Metric, releases catalogue.Range) []variant {
	var out []variant
	for _, m := range found {
		name := e.spellMetric(m)
		rest := releases
		for _, l := range m.Labels {
			from := m.LabelLife(l).Min
			if from.IsZero() || !rest.Contains(from) {
				continue
			}
			out = append(out, variant{m, name, labelsIn(m, catalogue.Range{Min: from, Below: rest.Below})})
			rest.Below = from
		}
		if rest.Min.IsZero() || rest.Below.IsZero() || rest.Min.Compare(rest.Below) < 0 {
			out = append(out, variant{m, name, labelsIn(m, rest)})
		}
	}
	return out
}

// labelsIn are the labels that a metric has in some release of a range.
func labelsIn(m *catalogue.Metric, releases catalogue.Range) []string {
	var labels []string
	for _, l := range m.Labels {
		if m.LabelLife(l).Overlap(releases) {
			labels = append(labels, l)
		}
	}
	return labels
}

// cover picks, newest first, the fewest names that the deployed releases have between them.
func (d deployment) cover(names []*catalogue.Metric) ([]*catalogue.Metric, coverage) {
	var picked []*catalogue.Metric
	rest := d.releases
	have := everywhere
	for _, m := range names {
		if !slices.Contains(d.programs, m.Program) || m.Status == catalogue.Unreleased && !d.releases.Unreleased || !m.Life.Overlap(rest) {
			continue
		}
		if len(picked) == 0 && !m.Life.Below.IsZero() && (rest.Below.IsZero() || m.Life.Below.Compare(rest.Below) < 0) {
			have = somewhere // gone in the newest of the releases
		}
		picked = append(picked, m)
		if m.Life.Min.IsZero() || !rest.Min.IsZero() && m.Life.Min.Compare(rest.Min) <= 0 {
			return picked, have
		}
		rest.Below = m.Life.Min
	}
	switch {
	case len(picked) == 0:
		return nil, nowhere
	case rest.Min.IsZero():
		return picked, have // the constraint names no first release, so neither can we
	default:
		return picked, somewhere
	}
}

// spellMetric is a metric's name in the store that holds it.
func (e *Environment) spellMetric(m *catalogue.Metric) string {
	dialect := e.Store(m.Exporter).Dialect
	if dialect == "" {
		return m.Name
	}
	for _, a := range e.Catalogue.Aliases() {
		if a.Canonical == m.Name && a.Store == dialect {
			return a.Name
		}
	}
	return m.Name
}

// spellLabel is a label of a variant as its store spells it. ok is false when the variant has no such
// label there.
func (e *Environment) spellLabel(v variant, l labelRef) (name string, ok bool) {
	if e.off(l) {
		return l.name, false
	}
	l = e.chosen(l)
	store := e.Store(v.Exporter)
	isTarget := e.Catalogue.Adds(store.Dialect, l.name)
	if l.target {
		return l.name, isTarget
	}
	if l.name == "le" || l.name == "quantile" {
		return l.name, true
	}
	for _, own := range v.Labels {
		if own != l.name && e.Catalogue.CanonicalLabel(v.Exporter, own) != l.name {
			continue
		}
		p := e.Catalogue.Program(v.Program)
		if isTarget && !p.HonorLabels && !slices.Contains(store.HonorLabels, v.Exporter) {
			return "exported_" + own, true
		}
		return own, true
	}
	return l.name, v.OpenLabels || v.HasLabel(l.name)
}

// releasesText describes what the environment runs of an exporter, for messages.
func (e *Environment) releasesText(exporter string) string {
	var parts []string
	for _, d := range e.deployments(exporter) {
		parts = append(parts, fmt.Sprintf("%s %s", d.programs[0], d.releases))
	}
	if len(parts) == 0 {
		return "no " + exporter
	}
	return strings.Join(parts, " and ")
}

// A Scope is what every selector of a dashboard is limited to.
type Scope []ScopeMatcher

// A ScopeMatcher limits every selector by one label of its exporter.
type ScopeMatcher struct {
	Name  string // the picker's name, for messages
	Op    string // = or =~
	Value string // a literal, or a Grafana variable
	// Needed says that a selector without the label's matcher would show too much: where the environment does not
	// have the label, its queries are not available.
	Needed bool
	// Partial says that exporters without a label are left alone. Otherwise they are an error.
	Partial bool
	labels  []labelRef
	fixed   bool // set by the environment, so that Unscoped does not lift it
}

// NewScopeMatcher returns the matcher of a picker. Where it has several labels of one exporter, each selector is
// limited by the first that its metric has.
func NewScopeMatcher(name, op, value string, labels ...AnyLabel) ScopeMatcher {
	m := ScopeMatcher{Name: name, Op: op, Value: value}
	for _, l := range labels {
		m.labels = append(m.labels, l.ref())
	}
	return m
}

// Only returns a matcher that is no picker but the environment's own: it limits the exporters that it has a
// label for to some values, in every selector, be it out of the pickers' scope or not. Other exporters are
// left as they are.
func Only(values []string, labels ...AnyLabel) ScopeMatcher {
	m := NewScopeMatcher("", "=~", alternation(values), labels...)
	m.fixed = true
	return m
}

// of are the picker's labels of an exporter.
func (m ScopeMatcher) of(exporter string) []labelRef {
	var ls []labelRef
	for _, l := range m.labels {
		if l.exporter == exporter {
			ls = append(ls, l)
		}
	}
	return ls
}
