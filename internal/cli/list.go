package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/docs"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/panels"
)

func (a *App) list() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List dashboards, panels, environments, metrics or rules",
		Example: `  $ dashgen list metrics --exporter vllm
  $ dashgen list panels --format json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return diag.New(diag.Position{}, "list what?").Help("%s list dashboards, panels, environments, metrics or rules", a.Name)
		},
	}
	cmd.AddCommand(a.listMetrics(), a.listDashboards(), a.listPanels(), a.listEnvironments(), a.listRules())
	return cmd
}

// A table is what list prints: as aligned columns, or as one JSON object with a named list.
type table struct {
	name    string
	columns []string
	rows    [][]any // a cell is a string or a list of strings
}

func (t *table) add(cells ...any) { t.rows = append(t.rows, cells) }

func (t *table) print(w io.Writer, format string) error {
	if format == "json" {
		return t.json(w)
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, strings.ToUpper(strings.Join(t.columns, "\t")))
	for _, row := range t.rows {
		words := make([]string, len(row))
		for i, c := range row {
			switch c := c.(type) {
			case []string:
				words[i] = strings.Join(c, ",")
			default:
				words[i] = fmt.Sprint(c)
			}
			if words[i] == "" {
				words[i] = "-"
			}
		}
		fmt.Fprintln(tw, strings.Join(words, "\t"))
	}
	return tw.Flush()
}

func (t *table) json(w io.Writer) error {
	items := make([]map[string]any, len(t.rows))
	for i, row := range t.rows {
		items[i] = map[string]any{}
		for j, c := range row {
			if list, ok := c.([]string); ok && list == nil {
				c = []string{}
			}
			items[i][t.columns[j]] = c
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{"version": 1, t.name: items})
}

// listing makes the command that lists one kind of thing.
func (a *App) listing(name, short, example string, flags func(*cobra.Command), fill func(*table) error) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: name, Short: short, Example: example, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := oneOf("format", format, "text", "json"); err != nil {
				return err
			}
			t := &table{name: name}
			if err := fill(t); err != nil {
				return err
			}
			return t.print(a.Stdout, format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	if flags != nil {
		flags(cmd)
	}
	return cmd
}

func (a *App) listMetrics() *cobra.Command {
	var exporter string
	return a.listing("metrics", "List the metrics of the catalogue", "  $ dashgen list metrics --exporter vllm",
		func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&exporter, "exporter", "", "only the metrics of this exporter")
		},
		func(t *table) error {
			if exporter != "" && a.Catalogue.Primary(exporter) == nil {
				return diag.New(diag.Position{}, "no exporter %q in the catalogue", exporter).
					Help("use one of %s", strings.Join(a.Catalogue.Exporters(), ", "))
			}
			t.columns = []string{"exporter", "program", "metric", "type", "unit", "since", "removed", "status", "labels"}
			for _, m := range a.Catalogue.Metrics() {
				if exporter == "" || m.Exporter == exporter {
					t.add(m.Exporter, m.Program, m.Name, string(m.Type), m.Unit.String(), m.Life.Min.String(), m.Life.Below.String(), string(m.Status), m.Labels)
				}
			}
			return nil
		})
}

func (a *App) listDashboards() *cobra.Command {
	return a.listing("dashboards", "List the dashboards that this binary can generate", "  $ dashgen list dashboards", nil,
		func(t *table) error {
			t.columns = []string{"name", "title", "tags"}
			for _, d := range a.Dashboards {
				t.add(d.Name(), d.Title(), d.TagList())
			}
			return nil
		})
}

func (a *App) listEnvironments() *cobra.Command {
	var config string
	return a.listing("environments", "List the environments of dashgen.yaml", "  $ dashgen list environments",
		func(cmd *cobra.Command) { configFlag(cmd.Flags(), &config) },
		func(t *table) error {
			p, err := a.load(config)
			if err != nil {
				return err
			}
			t.columns = []string{"name", "overlay", "dashboards", "stores", "components", "tenants"}
			for _, e := range p.Config.Environments {
				var stores []string
				for _, s := range e.Stores {
					stores = append(stores, s.Name)
				}
				t.add(e.Name, e.Overlay, e.Dashboards, stores, e.Components, fmt.Sprint(len(e.TenantNames)))
			}
			return nil
		})
}

func (a *App) listRules() *cobra.Command {
	return a.listing("rules", "List the rules of the linter", "  $ dashgen list rules", nil,
		func(t *table) error {
			t.columns = []string{"name", "severity", "default", "since", "title"}
			for _, r := range lint.Rules() {
				on := "on"
				if r.Off != "" {
					on = "off"
				}
				t.add(r.Name, r.Severity.String(), on, r.Since, r.Title)
			}
			return nil
		})
}

func (a *App) listPanels() *cobra.Command {
	var config string
	return a.listing("panels", "List the panels of every dashboard and environment", "  $ dashgen list panels --format json",
		func(cmd *cobra.Command) { configFlag(cmd.Flags(), &config) },
		func(t *table) error {
			p, err := a.load(config)
			if err != nil {
				return err
			}
			envs, err := p.Build(project.Selection{})
			if err != nil {
				return err
			}
			t.columns = []string{"environment", "dashboard", "row", "panel", "kind", "reason", "unit", "metrics"}
			for _, env := range envs {
				for _, d := range env.Dashboards {
					listDashboard(t, env.Name, d)
				}
			}
			return nil
		})
}

func listDashboard(t *table, env string, d *build.Dashboard) {
	for _, row := range d.Rows {
		for _, p := range row.Panels {
			reason := ""
			if p.Kind == panels.KindText {
				reason = string(evaluate.Text)
			}
			t.add(env, d.Name, row.Title, p.Title, string(p.Kind), reason, docs.Unit(p), docs.Metrics(p))
		}
	}
	for _, p := range d.Without {
		t.add(env, d.Name, p.Row, p.Title, string(p.Kind), string(evaluate.FeatureOff), "", []string(nil))
	}
}
