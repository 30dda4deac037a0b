package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// unexpandedPlaceholderRule finds what a template should have replaced.
var unexpandedPlaceholderRule = &Rule{
	Name:     "unexpanded-placeholder",
	Title:    "a placeholder that nothing replaced",
	Severity: Warning,
	Since:    "0.2",
	Why: "Dashboards travel in Helm charts and templates, and get to Grafana with {{ .Values.namespace }}, <your-namespace> or CHANGEME still in them. A data source such as ${DS_PROMETHEUS} that is no variable of the dashboard and no input " +
		"is the same: exports begin with a list of their inputs (__inputs), which is lost when somebody cuts it off, and only import by hand asks for them. Inputs of a GrafanaDashboard resource are known.",
	Cost:   "The queries find nothing, or Grafana says that there is no such data source.",
	Except: "The file is a template, which is rendered before Grafana sees it: lint what it is rendered to.",
	Bad: []Example{{Input: `{
  "title": "Model server",
  "panels": [
    {"type": "stat", "title": "Running", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{namespace=\"{{ .Values.namespace }}\"})"}]}
  ]
}`}},
	Good: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [{"type": "textbox", "name": "namespace", "query": "llm"}]},
  "panels": [
    {"type": "stat", "title": "Running", "description": "Requests in the running batch.",
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{namespace=\"$namespace\"})", "legendFormat": "running"}]}
  ]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		u := &unexpanded{pass: p, dashboard: d}
		u.text(d.Title, d.At)
		u.text(d.UID, d.At)
		for _, v := range d.Variables {
			for _, value := range v.Values {
				u.value(v, value)
			}
		}
		for _, q := range d.Queries {
			at := func(source.Text) Place { return q.At(q.whole()) }
			u.text(q.Text, at)
			u.text(q.Legend, q.AtText)
			u.matchers(q)
			u.datasource(q)
		}
		for _, panel := range d.Panels {
			u.text(panel.Title, panel.At)
		}
	},
}

// An unexpanded is a search for placeholders, each of which is reported once.
type unexpanded struct {
	pass      *Pass
	dashboard *Dashboard
	found     []string
}

func (u *unexpanded) report(at Place, what, help string) {
	for _, f := range u.found {
		if f == what {
			return
		}
	}
	u.found = append(u.found, what)
	u.pass.Report(at, "nothing replaced %s", what).Help("%s", help)
}

// text looks for the braces of Go templates, which Helm renders: those of legends have a label's name in them.
func (u *unexpanded) text(t source.Text, at func(source.Text) Place) {
	for from := 0; ; {
		start := strings.Index(t.Value[from:], "{{")
		if start < 0 {
			return
		}
		start += from
		length := strings.Index(t.Value[start:], "}}")
		if length < 0 {
			return
		}
		from = start + length + 2
		if isTemplate(t.Value[start+2 : from-2]) {
			place := at(t)
			place.start, place.end = start, from
			u.report(place, t.Value[start:from], "render the template, and lint what it is rendered to")
		}
	}
}

// isTemplate reports whether what stands in braces is an action of a template, and no label.
func isTemplate(inner string) bool {
	inner = strings.TrimSpace(strings.TrimPrefix(inner, "-"))
	if len(inner) > 1 && inner[0] == '.' && inner[1] >= 'A' && inner[1] <= 'Z' {
		return true
	}
	for _, action := range [...]string{"include ", "tpl ", "template ", "$.", "`", "\"", "if ", "range ", "end"} {
		if inner == strings.TrimSpace(action) || strings.HasSuffix(action, " ") && strings.HasPrefix(inner, action) {
			return true
		}
		if len(action) < 3 && strings.HasPrefix(inner, action) {
			return true
		}
	}
	return false
}

// matchers looks for values that somebody was to fill in.
func (u *unexpanded) matchers(q *Query) {
	if q.Facts == nil {
		return
	}
	for _, s := range q.Facts.Selectors {
		for i := range s.Matchers {
			m := &s.Matchers[i]
			if m.Matcher == nil || m.Unknown || !isToBeFilled(m.Value) {
				continue
			}
			u.report(q.At(m.ValueSpan), m.Value, "write the value of "+m.Name)
		}
	}
}

// isToBeFilled reports whether a value says that another should stand there.
func isToBeFilled(value string) bool {
	switch value {
	case "CHANGEME", "CHANGE_ME", "REPLACE_ME", "REPLACEME", "YOUR_NAMESPACE", "YOUR_MODEL", "your-namespace", "your-model":
		return true
	}
	return len(value) > 2 && value[0] == '<' && value[len(value)-1] == '>' && !strings.ContainsAny(value, "|()[]*+?")
}

// datasource looks for an input that nothing declares.
func (u *unexpanded) datasource(q *Query) {
	uid := q.Datasource.UID
	if !strings.HasPrefix(uid.Value, "${DS_") || u.dashboard.Lone {
		return
	}
	if name, ok := wholeVariable(uid.Value); ok && !u.declares(name) {
		u.report(q.AtText(uid), uid.Value, "add a variable "+name+" of type datasource, or the input to __inputs")
	}
}

// value looks at what a variable stands for from the beginning.
func (u *unexpanded) value(v *source.Variable, value string) {
	name, ok := wholeVariable(value)
	if ok && strings.HasPrefix(value, "${") && strings.ToUpper(name) == name && !u.declares(name) {
		u.report(u.dashboard.At(v.Name), value, "give the variable "+v.Name.Value+" a value")
	}
}

// wholeVariable returns the name of the variable that a text consists of.
func wholeVariable(text string) (string, bool) {
	for v := range promql.Variables(text) {
		return v.Name, v.Text == text && !v.Builtin()
	}
	return "", false
}

// declares reports whether a name is a variable of the dashboard, or something that is replaced before.
func (u *unexpanded) declares(name string) bool {
	if u.dashboard.Variable(name) != nil {
		return true
	}
	for _, input := range u.dashboard.Inputs {
		if input == name {
			return true
		}
	}
	return false
}
