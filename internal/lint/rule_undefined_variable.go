package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

var undefinedVariableRule = &Rule{
	Name:     "undefined-variable",
	Title:    "a variable that the dashboard does not define",
	Severity: Error,
	Since:    "0.2",
	Why: "Grafana leaves a variable that it does not know as it is written. A matcher then asks for a label whose value is the text $model, which " +
		"no series has, and a range that is not replaced is a syntax error. It happens when panels are copied from another dashboard. " +
		"Grafana's own variables all begin with two underscores; an input of an export (${DS_…}, ${VAR_…}) is replaced on import. " +
		"Each variable is reported once, where it is first used.",
	Cost: "The panel says No data or shows an error; a legend or a title shows the name of the variable.",
	Bad: []Example{
		{Input: `{
  "title": "Model server",
  "templating": {"list": [{"type": "textbox", "name": "model", "query": "llama"}]},
  "panels": [
    {
      "type": "timeseries",
      "title": "Running requests",
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=\"$model_name\"})"}]
    }
  ]
}`, Note: "the dashboard's variable is called model"},
	},
	Good: []Example{
		{Input: `sum(vllm:num_requests_running{model_name="$model_name"})`, Note: "nothing is known of the dashboard"},
	},
	Dashboard: func(p *Pass, d *Dashboard) {
		if !d.Lone {
			(&undefined{pass: p, dashboard: d}).look()
		}
	},
}

// An undefined collects the variables that a dashboard uses and does not define.
type undefined struct {
	pass      *Pass
	dashboard *Dashboard
	found     []undefinedUse
}

// An undefinedUse is where such a variable is first used, and how often it is.
type undefinedUse struct {
	promql.Variable
	at       Place
	severity Severity
	places   int
}

// look goes through the expressions first, since those break.
func (u *undefined) look() {
	for _, q := range u.dashboard.Queries {
		if q.Facts == nil {
			continue
		}
		for i := range q.Facts.Expr.Variables {
			v := &q.Facts.Expr.Variables[i]
			if v.Span.Start > 0 && q.Text.Value[v.Span.Start-1] == '\\' {
				continue // a dollar in a pattern: \$SYS
			}
			u.use(*v, func() Place { return q.At(v.Span) }, Error)
		}
	}
	for _, q := range u.dashboard.Queries {
		u.text(q.Legend, q.AtText)
		u.text(q.Interval, q.AtText)
	}
	for _, panel := range u.dashboard.Panels {
		u.text(panel.Title, panel.At)
		if name := panel.Repeat.Value; name != "" {
			u.use(promql.Variable{Name: name, Text: name}, func() Place { return panel.At(panel.Repeat) }, Warning)
		}
	}
	for _, f := range u.found {
		u.report(f)
	}
}

// text looks at a text that is no expression.
func (u *undefined) text(t source.Text, at func(source.Text) Place) {
	if strings.IndexByte(t.Value, '$') < 0 && !strings.Contains(t.Value, "[[") {
		return
	}
	for v := range promql.Variables(t.Value) {
		if strings.HasPrefix(v.Text, "$") && !strings.HasPrefix(v.Text, "${") && strings.ToUpper(v.Name) == v.Name {
			continue // a currency: $USD
		}
		u.use(v, func() Place {
			place := at(t)
			if place.text.Value == t.Value {
				place.start, place.end = v.Span.Start, v.Span.End
			}
			return place
		}, Warning)
	}
}

// use counts a use of a variable.
func (u *undefined) use(v promql.Variable, at func() Place, severity Severity) {
	if v.Builtin() || u.dashboard.Variable(v.Name) != nil || u.input(v.Name) {
		return
	}
	for i := range u.found {
		if u.found[i].Name == v.Name {
			u.found[i].places++
			return
		}
	}
	u.found = append(u.found, undefinedUse{Variable: v, at: at(), severity: severity, places: 1})
}

// input reports whether something replaces the name before Grafana sees it. Exports begin such names with DS_ and
// VAR_, and the inputs themselves may be listed elsewhere.
func (u *undefined) input(name string) bool {
	return slices.Contains(u.dashboard.Inputs, name) || strings.HasPrefix(name, "DS_") || strings.HasPrefix(name, "VAR_")
}

func (u *undefined) report(use undefinedUse) {
	often := ""
	if use.places > 1 {
		often = fmt.Sprintf(", which it uses in %d places", use.places)
	}
	f := u.pass.Report(use.at, "the dashboard defines no variable %s%s", use.Name, often)
	f.Severity = min(f.Severity, use.severity)
	var have []string
	for _, v := range u.dashboard.Variables {
		if v.Name.Value != "" {
			have = append(have, v.Name.Value)
		}
	}
	switch {
	case len(have) == 0:
		f.Help("add a variable %s to the dashboard, or write what it stands for", use.Name)
	default:
		f.Help("add a variable %s, or use one that is there: %s", use.Name, strings.Join(have, ", "))
	}
}
