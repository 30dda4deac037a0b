// Package docs writes the pages of docs/ that code knows better than people: they can't lie, for a test
// compares them with what is committed.
package docs

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/panels"
)

// Dashboards is the page of every dashboard, panel by panel. A dashboard that several environments have is
// described as the first of them shows it.
func Dashboards(envs []gitops.Environment) []byte {
	var b bytes.Buffer
	b.WriteString("# The dashboards\n\n")
	b.WriteString("Generated from the dashboards themselves by `make docs`; edits here are lost.\n")
	var names []string
	shown := map[string][]*build.Dashboard{}
	for _, env := range envs {
		for _, d := range env.Dashboards {
			if shown[d.Name] == nil {
				names = append(names, d.Name)
			}
			shown[d.Name] = append(shown[d.Name], d)
		}
	}
	for _, name := range names {
		dashboard(&b, shown[name])
	}
	return b.Bytes()
}

func dashboard(b *bytes.Buffer, in []*build.Dashboard) {
	d := in[0]
	var environments []string
	for _, other := range in {
		environments = append(environments, other.Environment)
	}
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n`%s`, in %s. ", d.Title, d.Description, d.Name, strings.Join(environments, ", "))
	var stores []string
	for _, s := range d.Stores {
		stores = append(stores, s.Name)
	}
	fmt.Fprintf(b, "Asks %s.\n", strings.Join(stores, " and "))
	for _, row := range d.Rows {
		title := row.Title
		if title == "" {
			title = "At the top"
		}
		fmt.Fprintf(b, "\n### %s\n\n| panel | kind | unit | metrics | what it says |\n|---|---|---|---|---|\n", title)
		for _, p := range row.Panels {
			fmt.Fprintf(b, "| **%s** | %s | %s | %s | %s |\n", cell(p.Title), p.Kind, cell(Unit(p)), code(Metrics(p)), cell(p.Description))
		}
	}
}

// Unit is what a panel's values are measured in; of a table, column by column.
func Unit(p build.Panel) string {
	switch {
	case p.Kind == panels.KindTable:
		var us []string
		for _, t := range p.Targets {
			us = append(us, t.Column.Title()+": "+t.Unit.String())
		}
		return strings.Join(us, ", ")
	case p.Unit.Known():
		return p.Unit.String()
	}
	return ""
}

// Metrics are the names that a panel asks for, each once.
func Metrics(p build.Panel) []string {
	var names []string
	for _, t := range p.Targets {
		for _, m := range t.Metrics {
			if !slices.Contains(names, m.Name) {
				names = append(names, m.Name)
			}
		}
	}
	return names
}

func code(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "`" + strings.Join(names, "` `") + "`"
}

// cell makes text fit into a cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(s)
}
