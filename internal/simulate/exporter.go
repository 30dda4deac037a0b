package simulate

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A release is one program in one version, as the catalogue knows it.
type release struct {
	catalogue  *catalogue.Catalogue
	exporter   string
	dialect    string // the program that stands in for the exporter, or ""
	version    catalogue.Version
	unreleased bool
}

// program is whose metrics the release has.
func (r release) program() *catalogue.Program {
	if r.dialect != "" {
		return r.catalogue.Program(r.dialect)
	}
	return r.catalogue.Primary(r.exporter)
}

// metric is the row of a name that the release exports, or nil. known tells a name of another release from one that
// no release has.
func (r release) metric(name string) (found *catalogue.Metric, known bool) {
	for _, s := range r.catalogue.Lookup(name) {
		m := s.Metric
		if s.Alias != nil || m.Exporter != r.exporter || s.Component != catalogue.Value && s.Component != catalogue.Bare {
			continue
		}
		known = true
		stands := r.catalogue.Program(m.Program).Role == catalogue.Dialect
		if stands != (r.dialect != "") || stands && m.Program != r.dialect {
			continue
		}
		if m.Status == catalogue.Unreleased && !r.unreleased || !m.Life.Contains(r.version) {
			continue
		}
		return m, true
	}
	return nil, known
}

// bounds are the upper bounds of a histogram in the release. Bounds that go on to a limit of the configuration go on
// to that of the model.
func (r release) bounds(m *catalogue.Metric, limit float64) []float64 {
	for _, b := range r.catalogue.Buckets(m.Name) {
		if b.Exporter != m.Exporter || b.Program != m.Program || !b.Versions.Contains(r.version) {
			continue
		}
		bounds := slices.Clone(b.Bounds)
		if b.Open {
			bounds = onward(bounds, limit)
		}
		return bounds
	}
	// Not known: what OpenTelemetry's SDK does where nobody says otherwise.
	return []float64{0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000}
}

// onward continues bounds in steps of 1, 2 and 5 up to a limit.
func onward(bounds []float64, limit float64) []float64 {
	for decade := 1.0; decade <= limit; decade *= 10 {
		for _, step := range []float64{1, 2, 5} {
			if b := step * decade; b > bounds[len(bounds)-1] && b <= limit {
				bounds = append(bounds, b)
			}
		}
	}
	return bounds
}

// An exporter is one endpoint that serves metrics: a program in a pod.
type exporter struct {
	release
	Target
	limit    float64 // where open bounds of histograms end
	families []*family
	byName   map[string]*family
	before   []func(now float64) // what brings gauges up to date before they are read
	down     bool                // it does not answer
	strange  []string            // names that the catalogue knows from no release, for tests

	meta      []*column // up and its like
	seriesWas int
}

// metric returns the family of the first of the names that the release has, or nil.
func (x *exporter) metric(names ...string) *family {
	for _, name := range names {
		if f, ok := x.byName[name]; ok {
			if f != nil {
				return f
			}
			continue
		}
		m, known := x.release.metric(name)
		if !known {
			x.strange = append(x.strange, name)
		}
		if m == nil {
			x.byName[name] = nil
			continue
		}
		f := &family{metric: m, byKey: map[string]*series{}, asked: map[string]*series{}}
		for _, l := range m.Labels {
			if !strings.ContainsAny(l, "*") && m.LabelLife(l).Contains(x.version) {
				f.labels = append(f.labels, l)
			}
		}
		if m.Type == catalogue.Histogram {
			f.bucketed(x.bounds(m, x.limit))
		}
		x.byName[name] = f
		x.families = append(x.families, f)
		return f
	}
	return nil
}

// refresh brings gauges up to date.
func (x *exporter) refresh(now float64) {
	for _, f := range x.before {
		f(now)
	}
}

// sorted are the families by name.
func (x *exporter) sorted() []*family {
	fs := slices.Clone(x.families)
	slices.SortStableFunc(fs, func(a, b *family) int { return strings.Compare(a.metric.Name, b.metric.Name) })
	return fs
}
