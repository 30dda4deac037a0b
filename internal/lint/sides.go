package lint

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// mixed reports whether series of several origins flow together in a part of an expression, or a variable decides
// their labels, so that what holds of the labels of one need not hold of another.
func mixed(q *Query, part *promql.Node) bool {
	for n := range part.All() {
		if n.Variable != nil {
			return true
		}
		switch e := n.AST.(type) {
		case *parser.BinaryExpr:
			if m := e.VectorMatching; e.Op == parser.LOR || m != nil && (m.FillValues.LHS != nil || m.FillValues.RHS != nil) {
				return true
			}
		case *parser.Call:
			switch n.Operation() {
			case "label_replace", "label_join", "info":
				return true
			}
		}
	}
	for i := range q.Facts.Groupings {
		if g := &q.Facts.Groupings[i]; g.Variable && part.Span.Contains(g.Span) {
			return true
		}
	}
	return false
}

// ofTarget reports whether every store gives a label to the series of a target.
func ofTarget(label string) bool {
	switch label {
	case "job", "instance", "namespace", "pod":
		return true
	}
	return false
}

// labelled returns a label that series of a node are sure to have, or that an aggregation lists and the exporter or the
// target gives them: "" when there is none. What somebody's relabelling adds elsewhere, such as cluster, may be missing.
func labelled(n *promql.Node) string {
	for f := range n.Labels() {
		if f.State == promql.Guaranteed || f.State == promql.Possible && f.Untouched && (f.Exporter != "" || f.Target || ofTarget(f.Name)) {
			return f.Name
		}
	}
	return ""
}
