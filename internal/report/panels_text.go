package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/inspect"
)

// writePanelsText writes what a person wants to know: of each dashboard the panels that are not as they should be, and
// why, then what runs on the servers.
func writePanelsText(w io.Writer, r *Panels) error {
	b := bufio.NewWriter(w)
	p := painter{r.Colour}
	for _, s := range r.Stores {
		writeStore(b, s, p)
	}
	for _, g := range r.groups() {
		fmt.Fprintf(b, "\n%s: %s\n", p.bold(printable(g.name)), counts(g.panels))
		for _, panel := range g.panels {
			if panel.Status != inspect.None {
				writePanel(b, panel, p)
			}
		}
	}
	if len(r.Exporters) > 0 {
		fmt.Fprintf(b, "\n%s\n", p.bold("exporters"))
		for i := range r.Exporters {
			writeExporter(b, &r.Exporters[i], len(r.Stores) > 1, p)
		}
	}
	fmt.Fprintf(b, "\n%s\n", r.summary())
	return b.Flush()
}

func writeStore(b *bufio.Writer, s inspect.Store, p painter) {
	name := printable(s.URL)
	if s.Name != "" {
		name = printable(s.Name) + " at " + name
	}
	fmt.Fprintf(b, "%s: ", p.bold(name))
	if s.Version != "" {
		fmt.Fprintf(b, "version %s, ", printable(s.Version))
	}
	fmt.Fprintln(b, plural(s.Metrics, "metric name"))
	for _, n := range s.Notes {
		fmt.Fprintf(b, "  %s\n", printable(n))
	}
}

// writePanel writes a panel that has something to be said of.
func writePanel(b *bufio.Writer, panel *inspect.Panel, p painter) {
	all := remarks(panel)
	if len(all) == 0 {
		return
	}
	word := fmt.Sprintf("%-9s", verdict(panel))
	switch {
	case !panel.Accepted():
		word = p.paint("1;31", word)
	case panel.Status == inspect.Partial:
		word = p.paint("1;33", word)
	default:
		word = p.dim(word)
	}
	fmt.Fprintf(b, "  %s %s\n", word, printable(rowAndPanel(panel)))
	for _, n := range all {
		fmt.Fprintf(b, "            %s%s\n", n.what(panel), printable(n.text))
		if n.help != "" {
			fmt.Fprintf(b, "            %s %s\n", p.bold("help:"), printable(n.help))
		}
	}
}

func writeExporter(b *bufio.Writer, e *inspect.Asked, store bool, p painter) {
	name := e.Name
	if store {
		name = cmp.Or(e.Store, "default") + ": " + name
	}
	fmt.Fprintf(b, "  %s: %s; %d of %s asked for\n", p.bold(printable(name)), fleets(e), len(e.Present), plural(len(e.Present)+len(e.Missing), "name"))
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
		fmt.Fprintf(b, "    %s %s\n", p.paint("1;33", "note:"), printable(n))
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

// summary is the last line.
func (r *Panels) summary() string {
	all := make([]*inspect.Panel, len(r.Panels))
	for i := range r.Panels {
		all[i] = &r.Panels[i]
	}
	text := plural(len(all), "panel") + ": " + counts(all)
	if len(all) == 0 {
		text = "no panels"
	}
	if len(all) < r.Planned {
		text += fmt.Sprintf("; %d of %d were not looked at", r.Planned-len(all), r.Planned)
	}
	return text
}
