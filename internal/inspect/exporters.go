package inspect

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/prometheus/common/model"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// presence is what a server has of one exporter.
type presence struct {
	names   []string // those that nobody else exports
	shared  int      // how many it has in common with others
	fleets  []Fleet
	labels  []string
	dialect string // whose spelling the names have, or ""
}

// portion is how many names one query asks for.
const portion = 100

// exporter finds out which releases of an exporter run.
func (s *Survey) exporter(ctx context.Context, name string) (*presence, error) {
	p := &presence{}
	own, all := map[string][]*catalogue.Metric{}, map[string][]*catalogue.Metric{} // one series name for each metric found
	for _, series := range slices.Sorted(maps.Keys(s.names)) {
		found := s.catalogue.Lookup(series)
		var mine []*catalogue.Metric
		for _, f := range found {
			if f.Metric.Exporter != name {
				continue
			}
			if f.Alias != nil && f.Alias.Kind == "collector" && f.Alias.Store != "" {
				p.dialect = f.Alias.Store
			}
			mine = append(mine, f.Metric)
		}
		if len(mine) == 0 {
			continue
		}
		counts := found[0].Component == catalogue.Value || found[0].Component == catalogue.Observed
		if counts {
			all[series] = mine
		}
		if len(mine) < len(found) { // others have it, too: it says nothing of who runs
			p.shared++
			continue
		}
		p.names = append(p.names, series)
		if counts {
			own[series] = mine
		}
	}
	if !p.here() {
		return p, nil
	}
	targets, err := s.targets(ctx, own)
	if err != nil {
		return nil, err
	}
	p.fleets = s.fleets(name, targets)
	p.labels, err = s.labels(ctx, name, all)
	return p, err
}

// here reports whether the server has anything that the exporter may have made.
func (p *presence) here() bool { return p != nil && len(p.names)+p.shared > 0 }

// A targetKey says where series come from: namespace, pod, job and instance.
type targetKey [4]string

// targets are the places that have telling metrics now.
func (s *Survey) targets(ctx context.Context, byName map[string][]*catalogue.Metric) (map[targetKey]map[*catalogue.Metric]bool, error) {
	var telling []string
	for name, ms := range byName {
		if slices.ContainsFunc(ms, tells) {
			telling = append(telling, name)
		}
	}
	slices.Sort(telling)
	targets := map[targetKey]map[*catalogue.Metric]bool{}
	for some := range slices.Chunk(telling, portion) {
		r, err := s.now(ctx, "group by (__name__, namespace, pod, job, instance) ("+named(some)+")")
		if err != nil {
			return nil, err
		}
		for _, series := range r.Series {
			l := series.Labels
			key := targetKey{l["namespace"], l["pod"], l["job"], l["instance"]}
			if key[1] != "" {
				key[2], key[3] = "", "" // a pod that is scraped twice is one
			}
			if targets[key] == nil {
				targets[key] = map[*catalogue.Metric]bool{}
			}
			for _, m := range byName[l[model.MetricNameLabel]] {
				targets[key][m] = true
			}
		}
	}
	return targets, nil
}

// tells reports whether a metric tells releases apart.
func tells(m *catalogue.Metric) bool { return !m.Life.Min.IsZero() || !m.Life.Below.IsZero() }

// fleets puts targets together that run the same.
func (s *Survey) fleets(exporter string, targets map[targetKey]map[*catalogue.Metric]bool) []Fleet {
	var out []Fleet
	for _, have := range targets {
		f := s.fleet(exporter, have)
		i := slices.IndexFunc(out, func(o Fleet) bool {
			return o.Program == f.Program && o.Run.String() == f.Run.String() && o.Likely.String() == f.Likely.String()
		})
		if i < 0 {
			out, i = append(out, f), len(out)
		}
		out[i].Targets++
	}
	slices.SortFunc(out, func(a, b Fleet) int {
		return cmp.Or(cmp.Compare(a.Program, b.Program), a.Likely.Min.Compare(b.Likely.Min), a.Likely.Below.Compare(b.Likely.Below),
			a.Run.Min.Compare(b.Run.Min), a.Run.Below.Compare(b.Run.Below))
	})
	return out
}

// fleet works out which program a target runs, and which releases of it.
func (s *Survey) fleet(exporter string, have map[*catalogue.Metric]bool) Fleet {
	best, most := "", -1
	for _, p := range s.catalogue.Programs() {
		if p.Exporter != exporter || p.Role == catalogue.Companion {
			continue
		}
		n := 0
		for m := range have {
			if m.Program == p.Name {
				n++
			}
		}
		if n > most || n == most && p.Role == catalogue.Primary {
			best, most = p.Name, n
		}
	}
	f := Fleet{Program: best, Targets: 0}
	names := map[string]bool{}
	for m := range have {
		names[m.Name] = true
		if m.Program != best {
			continue
		}
		if later(m.Life.Min, f.Run.Min) && !m.Life.Min.Estimated() {
			f.Run.Min = m.Life.Min
		}
		if sooner(m.Life.Below, f.Run.Below) {
			f.Run.Below = m.Life.Below
		}
	}
	if contradicts(f.Run) {
		f.Run = catalogue.Range{} // several releases behind one address
	}
	f.Likely, f.Known = f.Run, known(f.Run)
	if !f.Known {
		return f
	}
	for _, m := range s.catalogue.Metrics() {
		if m.Program != best || names[m.Name] || s.mayCome(m) {
			continue
		}
		f.narrow(m, s.newerName(m, names))
	}
	if contradicts(f.Likely) {
		f.Likely = f.Run // what is missing contradicts itself: something is dropped on the way
	}
	return f
}

// mayCome reports whether a target that lacks a metric may have it as soon as something happens: somebody announces it,
// and nobody has it.
func (s *Survey) mayCome(m *catalogue.Metric) bool {
	return s.announces(m) && len(s.index[identity{m.Exporter, m.Identity, catalogue.Value}])+len(s.index[identity{m.Exporter, m.Identity, catalogue.Observed}]) == 0
}

// contradicts reports whether no release lies in a range.
func contradicts(r catalogue.Range) bool {
	return !r.Min.IsZero() && !r.Below.IsZero() && r.Min.Compare(r.Below) >= 0
}

// narrow takes into account that a target lacks a metric. replaced says that it has a newer name of it.
func (f *Fleet) narrow(m *catalogue.Metric, replaced bool) {
	if m.Life.Min.Estimated() || m.Life.Below.Estimated() || m.Status == catalogue.Unreleased {
		return
	}
	switch {
	case replaced && later(m.Life.Below, f.Likely.Min):
		f.Likely.Min = m.Life.Below
	case m.Default == catalogue.Always && !m.Life.Min.IsZero() && later(m.Life.Min, f.Run.Min) && sooner(m.Life.Min, f.Likely.Below):
		f.Likely.Below = m.Life.Min
	}
}

// newerName reports whether a later name of a metric that was renamed is there.
func (s *Survey) newerName(m *catalogue.Metric, names map[string]bool) bool {
	if m.Life.Below.IsZero() {
		return false
	}
	for _, other := range s.catalogue.Names(m.Exporter, m.Identity) {
		if other.Name != m.Name && names[other.Name] && (other.Life.Below.IsZero() || later(other.Life.Below, m.Life.Below)) {
			return true
		}
	}
	return false
}

func later(v, than catalogue.Version) bool {
	return !v.IsZero() && (than.IsZero() || v.Compare(than) > 0)
}

func sooner(v, than catalogue.Version) bool {
	return !v.IsZero() && (than.IsZero() || v.Compare(than) < 0)
}

// labels are those that an exporter's series have of which dialects and releases have several spellings.
func (s *Survey) labels(ctx context.Context, exporter string, byName map[string][]*catalogue.Metric) ([]string, error) {
	var spellings []string
	for _, l := range s.catalogue.Labels(exporter) {
		if l.Canonical != "" {
			spellings = append(spellings, l.Name, l.Canonical)
		}
	}
	slices.Sort(spellings)
	spellings = slices.Compact(spellings)
	var names []string
	for name, ms := range byName {
		if slices.ContainsFunc(ms, func(m *catalogue.Metric) bool { return slices.ContainsFunc(spellings, m.HasLabel) }) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	slices.Sort(names)
	r, err := s.now(ctx, "group by ("+strings.Join(spellings, ", ")+") ("+named(names[:min(len(names), portion)])+")")
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, series := range r.Series {
		for l := range series.Labels {
			found[l] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// run is what runs of a program on this server: from the oldest to the newest release that may, surely or likely. ok is
// false when nothing is known.
func (p *presence) run(program string, likely bool) (r catalogue.Range, ok bool) {
	for _, f := range p.fleets {
		if !f.Known || f.Program != program {
			continue
		}
		one := f.Run
		if likely {
			one = f.Likely
		}
		if !ok {
			r, ok = one, true
			continue
		}
		if one.Min.IsZero() || !r.Min.IsZero() && one.Min.Compare(r.Min) < 0 {
			r.Min = one.Min
		}
		if one.Below.IsZero() || !r.Below.IsZero() && one.Below.Compare(r.Below) > 0 {
			r.Below = one.Below
		}
	}
	return r, ok
}

// asked are the names that expressions ask for, by exporter: those that the catalogue knows.
func asked(c *catalogue.Catalogue, expr string, into map[string]map[string]bool) {
	parsed, err := promql.Parse(expr)
	if err != nil {
		return
	}
	for _, sel := range promql.Analyse(parsed, promql.Context{Catalogue: c}).Selectors {
		for _, series := range sel.Series {
			exporter := series.Metric.Exporter
			if into[exporter] == nil {
				into[exporter] = map[string]bool{}
			}
			into[exporter][sel.Name] = true
		}
	}
}
