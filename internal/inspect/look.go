package inspect

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// Options say what to look for.
type Options struct {
	Catalogue   *catalogue.Catalogue
	At          time.Time
	Window      time.Duration // how far back dashboards look
	Workers     int           // questions at a time; 0: 8
	Expressions []string      // what dashboards ask this server
}

// Settings are what a configuration says of an environment.
type Settings struct {
	Exporters map[string]catalogue.Range // the releases that run
	Dialects  map[string]string          // how stores spell names, by name
}

// Look finds out what a server has of the exporters that dashboards ask. The error is the context's cause, or those of the
// server.
func Look(ctx context.Context, server *Server, o Options) (*Survey, error) {
	s := newSurvey(server, o.Catalogue, o.At, max(o.Window, 5*time.Minute))
	for _, expr := range o.Expressions {
		asked(o.Catalogue, expr, s.asked)
	}
	if err := s.look(ctx); err != nil {
		return nil, err
	}
	names := slices.Sorted(maps.Keys(s.asked))
	found := make([]*presence, len(names))
	errs := make([]error, len(names))
	parallel.Some(cmp.Or(max(o.Workers, 0), 8), len(names), func(i int) { found[i], errs[i] = s.exporter(ctx, names[i]) })
	if err := errors.Join(errs...); err != nil {
		return nil, cmp.Or(context.Cause(ctx), err)
	}
	for i, name := range names {
		s.exporters[name] = found[i]
	}
	var err error
	if s.dialect, err = s.likeDialect(ctx); err != nil {
		return nil, err
	}
	s.platformOnly, err = s.lacksUserWorkloads(ctx)
	return s, err
}

// likeDialect is the dialect of a store that is like this one: by how names are spelled, or else by the labels that only
// one dialect adds to series. It is "" where nothing of what dashboards ask is there.
func (s *Survey) likeDialect(ctx context.Context) (string, error) {
	var present []string
	for _, name := range slices.Sorted(maps.Keys(s.exporters)) {
		if d := s.exporters[name].dialect; d != "" {
			return d, nil
		}
		for series := range s.asked[name] {
			if s.names[series] {
				present = append(present, series)
			}
		}
	}
	if len(present) == 0 {
		return "", nil
	}
	slices.Sort(present)
	only := map[string]string{} // the dialect that alone adds a label, or ""
	for _, dialect := range s.catalogue.Stores() {
		for _, l := range s.catalogue.TargetLabels(dialect) {
			if other, known := only[l.Name]; known && other != dialect {
				only[l.Name] = ""
				continue
			}
			only[l.Name] = dialect
		}
	}
	maps.DeleteFunc(only, func(_, dialect string) bool { return dialect == "" })
	labels := slices.Sorted(maps.Keys(only))
	r, err := s.now(ctx, "group by ("+strings.Join(labels, ", ")+") ("+named(present[:min(len(present), portion)])+")")
	if err != nil {
		return "", err
	}
	found := map[string]int{}
	for _, series := range r.Series {
		for label := range series.Labels {
			found[only[label]]++
		}
	}
	best := plainDialect
	for _, dialect := range slices.Sorted(maps.Keys(found)) {
		if found[dialect] > found[best] {
			best = dialect
		}
	}
	return best, nil
}

// plainDialect is that of a Prometheus that scrapes by itself, and adds no label that others don't.
const plainDialect = "local"

// Store is what is known of the server itself.
func (s *Survey) Store() Store {
	out := Store{Name: s.Name, URL: s.URL, Version: s.Version, Namespace: s.Namespace, Metrics: len(s.names), Dialect: s.dialect}
	if s.Announced != nil && s.announced == nil {
		out.Notes = append(out.Notes, "it does not say which metrics its targets describe: what has not happened yet can't be told from what is not there")
	}
	if s.platformOnly {
		out.Notes = append(out.Notes, "it has series of OpenShift's own monitoring and none of user workload monitoring, which is off or finds no monitor: docs/components.md says what an administrator does (uwm)")
	}
	return out
}

// Exporters compares what runs with what configurations say, by environment.
func (s *Survey) Exporters(settings map[string]Settings, stores []string) []Asked {
	var out []Asked
	for _, name := range slices.Sorted(maps.Keys(s.exporters)) {
		out = append(out, s.compare(name, settings, stores))
	}
	return out
}

func (s *Survey) compare(name string, settings map[string]Settings, stores []string) Asked {
	p := s.exporters[name]
	a := Asked{Store: s.Name, Name: name, Fleets: p.fleets, Labels: p.labels, Spelling: p.dialect, Said: map[string]catalogue.Range{}}
	for _, series := range slices.Sorted(maps.Keys(s.asked[name])) {
		if s.names[series] {
			a.Present = append(a.Present, series)
		} else {
			a.Missing = append(a.Missing, series)
		}
	}
	program := name
	if primary := s.catalogue.Primary(name); primary != nil {
		program = primary.Name
	}
	run, known := p.run(program, false)
	for _, env := range slices.Sorted(maps.Keys(settings)) {
		said, ok := settings[env].Exporters[name]
		if !ok {
			continue
		}
		a.Said[env] = said
		if known && !run.Overlap(said) {
			a.Notes = append(a.Notes, fmt.Sprintf("environment %s says %s, and here %s: %s", env, said, runs("it", run), setExporter(name, run)))
		}
		for _, store := range stores {
			if d := settings[env].Dialects[store]; d != "" && p.dialect != "" && d != p.dialect {
				a.Notes = append(a.Notes, fmt.Sprintf("environment %s says that store %s spells names as %s, and here they are spelled as %s", env, store, d, p.dialect))
			}
		}
	}
	return a
}

// plural is a number of things.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
