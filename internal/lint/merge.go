package lint

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// keeps reports whether an aggregation keeps a label, or may: a variable in its list stands for any.
func keeps(e *parser.AggregateExpr, label string) bool {
	if slices.ContainsFunc(e.Grouping, isVariableLabel) {
		return true
	}
	return slices.Contains(e.Grouping, label) != e.Without
}

// isVariableLabel reports whether a label in a list is a variable, as it is written.
func isVariableLabel(label string) bool { return strings.ContainsAny(label, "$[") }

// targets are the labels that tell the processes of a service apart. A value that a process has once can't meet
// another one where one of them is kept, or asked for.
var targets = [...]string{"pod", "instance", "exported_pod", "exported_instance"}

// perTarget reports whether an aggregation keeps the processes apart, or may. What a GPU's exporter says of its node
// remains when the exporter's own pod is aggregated away.
func perTarget(e *parser.AggregateExpr, operand *promql.Node) bool {
	if !e.Without {
		return slices.ContainsFunc(targets[:], func(label string) bool { return keeps(e, label) })
	}
	return keeps(e, "pod") || keeps(e, "instance") || !sourced(operand, func(s *promql.Selector) bool { return s.Exports("UUID") == "" })
}

// merges reports whether an aggregation makes one value of those of several processes or of several values of a
// label. It is false where that is not sure.
func merges(e *parser.AggregateExpr, operand *promql.Node) bool {
	if operand.Rest().State != promql.Impossible {
		return !perTarget(e, operand) && !pins(operand, targets[:]...)
	}
	for l := range operand.Labels() {
		if l.State != promql.Impossible && !l.Constant && !keeps(e, l.Name) && !pins(operand, l.Name) {
			return true
		}
	}
	return false
}

// pins reports whether every selector of an operand asks for one value of one of the labels.
func pins(operand *promql.Node, names ...string) bool {
	return sourced(operand, func(s *promql.Selector) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			m := s.Matcher(name)
			return m != nil && !m.Unknown && m.Type == labels.MatchEqual && m.Value != ""
		})
	})
}

// clause prints what stands between the name of an aggregation and its operand: " by (model_name) ", or nothing.
func clause(e *parser.AggregateExpr) string {
	switch {
	case e.Without:
		return " without (" + strings.Join(e.Grouping, ", ") + ") "
	case len(e.Grouping) > 0:
		return " by (" + strings.Join(e.Grouping, ", ") + ") "
	}
	return ""
}
