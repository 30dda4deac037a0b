package diff

import (
	"maps"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// sameExpression reports whether two expressions ask the same, however they are spelled. What does not parse is
// compared as text.
func sameExpression(a, b string) bool {
	if a = strings.TrimSpace(a); a == strings.TrimSpace(b) {
		return true
	}
	x, err := promql.Parse(a)
	if err != nil {
		return false
	}
	y, err := promql.Parse(b)
	return err == nil && promql.Equal(x, y)
}

// spelled is an expression in the one way in which all are shown.
func spelled(expr string) string {
	if e, err := promql.Parse(expr); err == nil {
		return promql.Format(e)
	}
	return strings.TrimSpace(expr)
}

// metrics are the names that the queries of a dashboard select, sorted. A name that holds a variable is there as
// it is written; selectors without a name have none.
func metrics(d *source.Dashboard) []string {
	seen := map[string]bool{}
	var w promql.Workspace
	add := func(q *source.Query) {
		if q == nil {
			return
		}
		e, err := promql.Parse(q.Text.Value)
		if err != nil {
			return
		}
		for _, s := range w.Analyse(e, promql.Context{}).Selectors {
			if s.Name != "" {
				seen[s.Name] = true
			}
		}
		w.Reset()
	}
	for _, p := range d.Panels {
		for _, q := range p.Queries {
			add(q)
		}
	}
	for _, q := range d.Annotations {
		add(q)
	}
	for _, v := range d.Variables {
		add(v.Query)
	}
	return slices.Sorted(maps.Keys(seen))
}

// variableQuery is what a variable asks or offers, as it is shown.
func variableQuery(v *source.Variable) string {
	text := v.Node.String("query")
	if !text.Exists() {
		text = v.Node.String("query", "query")
	}
	if v.Query == nil {
		return strings.TrimSpace(text.Value)
	}
	switch expr := spelled(v.Query.Text.Value); v.Function {
	case "":
		return expr
	case "label_values":
		return "label_values(" + expr + ", " + v.LabelName.Value + ")"
	default:
		return v.Function + "(" + expr + ")"
	}
}
