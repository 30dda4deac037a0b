package board

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/prom"
)

// harmless are values that can't end a string or a query, wherever they stand.
var harmless = regexp.MustCompile(`^[A-Za-z0-9_:./ -]*$`)

// injects says why a target is not asked: a value of a variable would make another query of it. Grafana escapes neither
// kind of quotes so that this could not happen, and label values come from whoever writes metrics. Nothing is said of
// values that mean themselves.
func (b *Board) injects(w prom.Window, vs prom.Variables, t prom.Target) string {
	plain, name := b.withoutHarm(vs)
	if name == "" {
		return ""
	}
	asked, err := w.Resolve(vs, t)
	if err != nil {
		return "" // evaluating it says so, too
	}
	meant, err := w.Resolve(plain, t)
	if err != nil {
		return ""
	}
	is, err := shape(asked.Expr)
	want, other := shape(meant.Expr)
	if err == nil && other == nil && is == want || err != nil && other != nil {
		return ""
	}
	return fmt.Sprintf("the value of the variable %s would change the query, and is not put into it", name)
}

// withoutHarm are the variables with a word in place of each value that may do harm, and the name of one such variable.
// The dashboard's own texts are those of whoever wrote its queries.
func (b *Board) withoutHarm(vs prom.Variables) (prom.Variables, string) {
	out, found := prom.Variables{}, ""
	for name, v := range vs {
		out[name] = v
		i := slices.IndexFunc(b.Variables, func(v *Variable) bool { return v.Name == name })
		if i < 0 || slices.Contains([]string{"custom", "interval", "constant", "datasource"}, b.Variables[i].Type) {
			continue
		}
		if !slices.ContainsFunc(v.Values, func(s string) bool { return !harmless.MatchString(s) }) {
			continue
		}
		if v.All && v.AllValue != "" {
			continue // the values stand nowhere
		}
		if found == "" || name < found {
			found = name
		}
		v.Values = slices.Clone(v.Values)
		for i, s := range v.Values {
			if !harmless.MatchString(s) {
				v.Values[i] = "value"
			}
		}
		out[name] = v
	}
	return out, found
}

// shape is an expression without what stands between quotes.
func shape(expr string) (string, error) {
	e, err := parser.NewParser(prom.ParserOptions()).ParseExpr(expr)
	if err != nil {
		return "", err
	}
	parser.Inspect(e, func(n parser.Node, _ []parser.Node) error {
		switch n := n.(type) {
		case *parser.VectorSelector:
			for _, m := range n.LabelMatchers {
				m.Value = ""
			}
		case *parser.StringLiteral:
			n.Val = ""
		}
		return nil
	})
	return e.String(), nil
}
