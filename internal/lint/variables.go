package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// This file is about where a dashboard uses its variables.

// A variableUse says what a variable is good for.
type variableUse uint8

const (
	unused    variableUse = iota
	shownOnly             // it stands in titles and texts, or repeats panels
	asked                 // it decides what is asked, or where a link leads
)

// usesOf tells what each variable of a dashboard is good for, in their order. It is nil where that can't be known:
// the dashboard hands all variables on, or has panels that are elsewhere.
func usesOf(d *Dashboard) []variableUse {
	uses := make([]variableUse, len(d.Variables))
	left := len(uses)
	mark := func(name string, how variableUse) {
		for i, v := range d.Variables {
			if v.Name.Value == name && uses[i] < how {
				if uses[i] = how; how == asked {
					left--
				}
			}
		}
	}
	// Most variables are found where they are looked for first.
	for _, q := range d.Queries {
		if q.Kind == source.VariableQuery {
			continue
		}
		if q.Facts != nil {
			for i := range q.Facts.Expr.Variables {
				mark(q.Facts.Expr.Variables[i].Name, asked)
			}
		}
		markText(q.Datasource.UID.Value, asked, mark)
	}
	if left == 0 {
		return uses
	}
	w := walker{dashboard: d, mark: mark}
	w.walk(d.Node, "", asked)
	if w.everything {
		return nil
	}
	chain(d, uses, mark)
	return uses
}

// markText marks the variables of a text.
func markText(text string, how variableUse, mark func(string, variableUse)) {
	if strings.IndexByte(text, '$') < 0 && !strings.Contains(text, "[[") {
		return
	}
	for v := range promql.Variables(text) {
		mark(v.Name, how)
	}
}

// chain marks the variables that others depend on, as far as those are good for anything.
func chain(d *Dashboard, uses []variableUse, mark func(string, variableUse)) {
	for range d.Variables {
		for i, v := range d.Variables {
			how := uses[i]
			if how == unused {
				how = shownOnly // its own finding is enough
			}
			if appliesByItself(v.Type) {
				how = asked
			}
			markTree(v.Node, how, func(name string, how variableUse) {
				if name != v.Name.Value {
					mark(name, how)
				}
			})
		}
	}
}

// markTree marks the variables of all texts of a value.
func markTree(n *source.Node, how variableUse, mark func(string, variableUse)) {
	if n == nil {
		return
	}
	if n.Kind == source.String {
		markText(n.Text.Value, how, mark)
	}
	for _, item := range n.Items {
		markTree(item, how, mark)
	}
	for i := range n.Members {
		markTree(n.Members[i].Value, how, mark)
	}
}

// A walker looks for variables in everything that a dashboard says, its variables left out.
type walker struct {
	dashboard  *Dashboard
	mark       func(string, variableUse)
	everything bool // all variables are used, or may be
}

// walk visits a value, which is that of a key of the object around it.
func (w *walker) walk(n *source.Node, key string, how variableUse) {
	switch {
	case n == nil || w.defines(n):
		return
	case key == "title" || key == "description" || key == "content":
		how = shownOnly
	case key == "libraryPanel":
		w.everything = true
	case key == "includeVars" && n.Text.Value == "true":
		w.everything = true
	case (key == "repeat" || key == "repeatVariable") && n.Kind == source.String: // the second one is of Perses
		w.mark(n.Text.Value, shownOnly)
	case key == "repeat":
		w.mark(n.String("value").Value, shownOnly)
	}
	if n.Kind == source.String {
		if strings.Contains(n.Text.Value, "__all_variables") {
			w.everything = true
		}
		markText(n.Text.Value, how, w.mark)
	}
	for _, item := range n.Items {
		w.walk(item, key, how)
	}
	for i := range n.Members {
		w.walk(n.Members[i].Value, n.Members[i].Key.Value, how)
	}
}

// defines reports whether a value is the definition of a variable.
func (w *walker) defines(n *source.Node) bool {
	if n.Kind != source.Object {
		return false
	}
	for _, v := range w.dashboard.Variables {
		if v.Node == n {
			return true
		}
	}
	return false
}

// appliesByItself reports whether Grafana adds a variable of a type to queries where it is not written.
func appliesByItself(kind string) bool {
	switch kind {
	case "adhoc", "groupby", "AdhocVariable", "GroupByVariable":
		return true
	}
	return false
}
