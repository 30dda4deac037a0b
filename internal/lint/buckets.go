package lint

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// areBuckets reports whether a selector asks for the buckets of classic histograms and nothing else. Of a metric that
// nobody knows, the suffix says it: a native histogram has no series of that name, and what a recording rule writes
// has colons in its name.
func areBuckets(s *promql.Selector) bool {
	if len(s.Series) == 0 {
		return !s.NameVariable && strings.HasSuffix(s.Name, "_bucket") && !strings.Contains(s.Name, ":")
	}
	for i := range s.Series {
		if s.Series[i].Component != catalogue.Bucket {
			return false
		}
	}
	return true
}

// quantiles calls visit for each histogram_quantile of a query, with what it reads.
func quantiles(q *Query, visit func(call, operand *promql.Node)) {
	nodes := q.Facts.Nodes()
	for i := range nodes {
		n := &nodes[i]
		if e, ok := n.AST.(*parser.Call); ok && n.Variable == nil && e.Func.Name == "histogram_quantile" && len(n.Children) == 2 {
			visit(n, n.Children[1])
		}
	}
}
