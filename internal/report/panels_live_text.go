package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/inspect"
)

// storesText says of each server what it is.
func (r *PanelReport) storesText(b *strings.Builder) {
	for _, s := range r.Stores {
		name := printable(s.URL)
		if s.Name != "" {
			name = printable(s.Name) + " at " + name
		}
		fmt.Fprintf(b, "%s: ", r.bold(name))
		if s.Version != "" {
			fmt.Fprintf(b, "version %s, ", printable(s.Version))
		}
		b.WriteString(plural(s.Metrics, "metric name"))
		if s.Namespace != "" {
			fmt.Fprintf(b, " of namespace %s", printable(s.Namespace))
		}
		if s.Dialect != "" {
			fmt.Fprintf(b, ", labels and names like those of dialect %s", s.Dialect)
		}
		b.WriteByte('\n')
		for _, n := range s.Notes {
			fmt.Fprintf(b, "  %s\n", printable(n))
		}
	}
	if r.live() {
		b.WriteByte('\n')
	}
}

// gapsText says why single queries of a panel have no data: of one that has some those that should have, and of an empty
// one what has not happened. Queries of which the same is to be said share a line.
func (r *PanelReport) gapsText(b *strings.Builder, p Panel) {
	var lines, ids []string
	for _, q := range p.Queries {
		if q.Why == nil || p.Reason == "" && q.Why.Cause.Accepted() != "" {
			continue // what the others show is enough
		}
		line := printable(q.Why.Text)
		if q.Why.Help != "" {
			line += "\n          help: " + printable(q.Why.Help)
		}
		if i := slices.Index(lines, line); i >= 0 {
			ids[i] += ", " + q.RefID
			continue
		}
		lines, ids = append(lines, line), append(ids, q.RefID)
	}
	for i, line := range lines {
		if len(p.Queries) > 1 {
			line = printable(ids[i]) + ": " + line
		}
		fmt.Fprintf(b, "        %s\n", line)
	}
}

// exportersText says of each exporter what runs and what is missing.
func (r *PanelReport) exportersText(b *strings.Builder) {
	if len(r.Exporters) == 0 {
		return
	}
	fmt.Fprintf(b, "%s\n", r.bold("exporters"))
	for i := range r.Exporters {
		r.exporterText(b, &r.Exporters[i])
	}
	b.WriteByte('\n')
}

func (r *PanelReport) exporterText(b *strings.Builder, e *inspect.Asked) {
	name := e.Name
	if len(r.Stores) > 1 {
		name = cmp.Or(e.Store, "default") + ": " + name
	}
	fmt.Fprintf(b, "  %s: %s; %d of %s asked for\n", r.bold(printable(name)), fleets(e), len(e.Present), plural(len(e.Present)+len(e.Missing), "name"))
	if len(e.Labels) > 0 {
		fmt.Fprintf(b, "    labels: %s\n", printable(strings.Join(e.Labels, ", ")))
	}
	if e.Spelling != "" {
		fmt.Fprintf(b, "    spelled as %s\n", printable(e.Spelling))
	}
	if len(e.Missing) > 0 && len(e.Present) > 0 {
		fmt.Fprintf(b, "    missing: %s\n", printable(strings.Join(e.Missing, ", ")))
	}
	for _, n := range e.Notes {
		fmt.Fprintf(b, "    note: %s\n", printable(n))
	}
	if said := said(e); said != "" {
		fmt.Fprintf(b, "    dashgen.yaml says %s\n", said)
	}
}

// said is what the configuration says of an exporter, where that says anything.
func said(e *inspect.Asked) string {
	var parts []string
	for _, env := range slices.Sorted(maps.Keys(e.Said)) {
		if r := e.Said[env]; !r.Min.IsZero() || !r.Below.IsZero() {
			parts = append(parts, fmt.Sprintf("%s in %s", r, env))
		}
	}
	return strings.Join(parts, ", ")
}

// fleets says what runs of an exporter.
func fleets(e *inspect.Asked) string {
	var parts []string
	for _, f := range e.Fleets {
		text := fmt.Sprintf("%s on %s", releases(f), plural(f.Targets, "target"))
		if f.Program != e.Name {
			text = f.Program + " " + text
		}
		parts = append(parts, text)
	}
	switch {
	case len(parts) > 0:
		return strings.Join(parts, "; ")
	case len(e.Present) == 0:
		return "nothing is there"
	default:
		return "its names don't tell releases apart"
	}
}

// releases are those that a fleet may run.
func releases(f inspect.Fleet) string {
	switch {
	case !f.Known:
		return "any release"
	case f.Likely.String() != f.Run.String():
		return fmt.Sprintf("%s (surely %s)", f.Likely, f.Run)
	default:
		return f.Run.String()
	}
}
