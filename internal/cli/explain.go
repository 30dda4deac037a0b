package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/near"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

func (a *App) explain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE|METRIC",
		Short: "Explain a rule of the linter or a metric",
		Long: `Explains a rule of the linter: what it finds and why that matters, with examples, and how to silence it. Or a
metric: type, unit, labels, versions, other names, replacement.`,
		Example: `  $ dashgen explain unused-exclusion
  $ dashgen explain vllm:kv_cache_usage_perc
  $ dashgen explain vllm:time_per_output_token_seconds_bucket`,
		ValidArgsFunction: cobra.FixedCompletions(lint.Names(), cobra.ShellCompDirectiveNoFileComp),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return diag.New(diag.Position{}, "explain takes one name, got %d", len(args)).Help("%s explain vllm:kv_cache_usage_perc", a.Name)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if r := lint.Find(args[0]); r != nil {
				return a.explainRule(r)
			}
			found := a.Catalogue.Lookup(args[0])
			if len(found) == 0 {
				return a.unknownName(args[0])
			}
			for i, s := range found {
				if i > 0 {
					fmt.Fprintln(a.Stdout)
				}
				a.explainSeries(args[0], s)
			}
			return nil
		},
	}
}

func (a *App) unknownName(name string) error {
	if rule := near.Name(name, lint.Names()); rule != "" {
		return diag.New(diag.Position{}, "there is no rule %q", name).Help("did you mean %s?", rule)
	}
	e := diag.New(diag.Position{}, "%q is neither a rule nor in the catalogue", name)
	if names := a.Catalogue.Nearest(name); len(names) > 0 {
		return e.Help("did you mean %s?", strings.Join(names, " or "))
	}
	return e.Help("%s list metrics, or %s list rules", a.Name, a.Name)
}

// facts prints aligned pairs.
type facts struct{ w io.Writer }

func (f facts) line(key, format string, args ...any) {
	if text := fmt.Sprintf(format, args...); text != "" {
		fmt.Fprintf(f.w, "  %-11s %s\n", key, text)
	}
}

func (a *App) explainSeries(name string, s catalogue.Series) {
	m := s.Metric
	f := facts{a.Stdout}
	fmt.Fprintf(a.Stdout, "%s (%s)\n", name, program(m))
	f.line("means", "%s", m.Help)
	f.line("series", "%s", component(s))
	if s.Alias != nil {
		f.line("alias", "%s of %s, by %s; %s", s.Alias.Kind, m.Name, s.Alias.Context, s.Alias.Caveat)
	}
	f.line("type", "%s%s", m.Type, behaves(m))
	f.line("unit", "%s", s.Unit())
	for _, label := range s.Labels() {
		f.line("label", "%s", a.labelText(m, label))
	}
	if m.OpenLabels {
		f.line("label", "and more")
	}
	f.line("versions", "%s", versions(m))
	f.line("default", "%s", map[catalogue.Presence]string{
		catalogue.Always: "there after a plain start", catalogue.Feature: "needs a flag, a feature or traffic of its kind", catalogue.Gone: "",
	}[m.Default])
	f.line("instead", "%s", m.ReplacedBy)
	for _, other := range a.Catalogue.Names(m.Exporter, m.Identity) {
		if other.Name != m.Name {
			f.line("also", "%s (%s, %s)", other.Name, program(other), versions(other))
		}
	}
	for _, alias := range a.Catalogue.Aliases() {
		if alias.Canonical == m.Name && alias.Name != name {
			f.line("also", "%s (%s)", alias.Name, alias.Context)
		}
	}
	if m.Behaviour == catalogue.Histogram {
		for _, b := range a.Catalogue.Buckets(m.Name) {
			if b.Exporter == m.Exporter && b.Program == m.Program {
				f.line("buckets", "%s", bounds(b))
			}
		}
	}
	f.line("source", "%s", m.Source)
}

func program(m *catalogue.Metric) string {
	if m.Program == m.Exporter {
		return m.Program
	}
	return m.Program + ", exporter " + m.Exporter
}

func component(s catalogue.Series) string {
	switch s.Component {
	case catalogue.Bare:
		return "the base name of a histogram: a query of it returns nothing; ask for _bucket, _sum or _count"
	case catalogue.Bucket:
		return "cumulative buckets of " + s.Metric.Name
	case catalogue.Sum:
		return "sum of the observed values of " + s.Metric.Name
	case catalogue.Observed:
		return "number of observations of " + s.Metric.Name
	case catalogue.Created:
		return "when the series of " + s.Metric.Name + " began"
	}
	return ""
}

func behaves(m *catalogue.Metric) string {
	if m.Behaviour == m.Type {
		return ""
	}
	return ", but behaves as " + string(m.Behaviour)
}

func versions(m *catalogue.Metric) string {
	var parts []string
	if v := m.Life.Min; !v.IsZero() {
		about := ""
		if v.Estimated() {
			about = "about "
		}
		parts = append(parts, "since "+about+v.String())
	}
	if !m.Deprecated.IsZero() {
		parts = append(parts, "deprecated in "+m.Deprecated.String())
	} else if m.Status == catalogue.Deprecated {
		parts = append(parts, "deprecated")
	}
	if v := m.Life.Below; !v.IsZero() {
		parts = append(parts, "removed in "+v.String())
	}
	switch m.Status {
	case catalogue.Unreleased:
		parts = append(parts, "never released")
	case catalogue.Seen:
		parts = append(parts, "seen in dashboards only")
	}
	if len(parts) == 0 {
		return "in every version that was studied"
	}
	return strings.Join(parts, ", ")
}

func (a *App) labelText(m *catalogue.Metric, label string) string {
	l := a.Catalogue.Label(m.Exporter, label)
	if label == "le" {
		return "le: upper bound of the bucket"
	}
	if l == nil {
		return label
	}
	text := label
	if l.Meaning != "" {
		text += ": " + l.Meaning
	}
	if len(l.Values) > 0 {
		text += " (" + strings.Join(l.Values, ", ") + ")"
	}
	if l.Canonical != "" {
		text += "; dashboards say " + l.Canonical
	}
	return text
}

func bounds(b catalogue.Buckets) string {
	var words []string
	for _, f := range b.Bounds {
		words = append(words, strconv.FormatFloat(f, 'g', -1, 64))
	}
	text := strings.Join(words, " ")
	if b.Open {
		text += " …"
	}
	if v := b.Versions; !v.Min.IsZero() || !v.Below.IsZero() {
		text += " (" + v.String() + ")"
	}
	return text
}
