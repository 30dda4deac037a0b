package evaluate

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/prom"
)

// harmless are values that can't end a string or a query, wherever they stand.
var harmless = regexp.MustCompile(`^[A-Za-z0-9_:./ -]*$`)

// guard takes targets out that a value would make another query of, and says so.
func (o *Opened) guard(s *Shown, targets []prom.Target) {
	vs := o.narrowed(s.View)
	plain, name := o.withoutHarm(vs)
	if name == "" {
		return
	}
	at := 0
	for i, t := range targets {
		if !injects(s.Window, vs, plain, t) {
			at += queriesOf(t)
			continue
		}
		s.Problems = append(s.Problems, Problem{Kind: Unreadable, What: wouldChange(name), RefID: t.RefID, Query: s.Asked[at]})
		targets[i].Expr = "" // it is not run
		s.Asked = slices.Delete(s.Asked, at, at+queriesOf(t))
	}
}

func wouldChange(name string) string {
	return fmt.Sprintf("the value of the variable %s would change the query, and is not put into it", name)
}

// injects reports whether the values of variables make another query of a target than plain values do. Grafana escapes
// neither kind of quotes so that this could not happen, and label values come from whoever writes metrics.
func injects(w prom.Window, vs, plain prom.Variables, t prom.Target) bool {
	asked, err := w.Resolve(vs, t)
	if err != nil {
		return false // evaluating it says so, too
	}
	meant, err := w.Resolve(plain, t)
	if err != nil {
		return false
	}
	is, err := shape(asked.Expr)
	want, other := shape(meant.Expr)
	if err != nil && other != nil {
		return false
	}
	return err != nil || other != nil || is != want
}

// withoutHarm are the variables with a word in place of each value that may do harm, and the name of one such variable.
// The dashboard's own texts are those of whoever wrote its queries.
func (o *Opened) withoutHarm(vs prom.Variables) (prom.Variables, string) {
	out, found := prom.Variables{}, ""
	for name, v := range vs {
		out[name] = v
		if !o.fromData(name) || !slices.ContainsFunc(v.Values, func(s string) bool { return !harmless.MatchString(s) }) {
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

// fromData reports whether a variable's values come from data or from whoever looks.
func (o *Opened) fromData(name string) bool {
	for _, v := range o.Dashboard.Variables {
		if v.Name.Value == name {
			return v.Type == "query" || v.Type == "" || v.Type == "textbox"
		}
	}
	return false
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
