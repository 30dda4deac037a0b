package lint

import (
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// A Feature is a kind of operation in an expression: a set of them tells which rules have nothing to look for.
type Feature uint32

// The features.
const (
	HasSelector    Feature = 1 << iota
	HasRange               // a range selector: x[5m]
	HasSubquery            // (…)[1h:5m]
	HasAggregation         // sum, avg, quantile, …
	HasCall                // any function
	HasDivision            // x / y
	HasOr                  // x or y
	HasMatch               // any operation between two vectors, set operations too
	HasQuantile            // histogram_quantile
	HasRegexp              // a matcher =~ or !~
	HasVariable            // a Grafana variable
	HasGrouping            // a label in by, without, on, ignoring, group_left, group_right
)

// features tells what an expression is made of.
func features(f *promql.Facts) Feature {
	var has Feature
	if len(f.Expr.Variables) > 0 {
		has |= HasVariable
	}
	if len(f.Groupings) > 0 {
		has |= HasGrouping
	}
	if len(f.Matches) > 0 {
		has |= HasMatch
	}
	for _, s := range f.Selectors {
		for i := range s.Matchers {
			if m := s.Matchers[i].Matcher; m != nil && (m.Type == labels.MatchRegexp || m.Type == labels.MatchNotRegexp) {
				has |= HasRegexp
			}
		}
	}
	nodes := f.Nodes()
	for i := range nodes {
		switch n := nodes[i].AST.(type) {
		case *parser.VectorSelector:
			has |= HasSelector
		case *parser.MatrixSelector:
			has |= HasRange
		case *parser.SubqueryExpr:
			has |= HasSubquery
		case *parser.AggregateExpr:
			has |= HasAggregation
		case *parser.Call:
			has |= HasCall
			if n.Func.Name == "histogram_quantile" {
				has |= HasQuantile
			}
		case *parser.BinaryExpr:
			switch n.Op {
			case parser.DIV:
				has |= HasDivision
			case parser.LOR:
				has |= HasOr
			}
		}
	}
	return has
}
