package lint

import (
	"strings"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// windowMismatchRule finds lines, and sides of a ratio, that look the same and are of different requests.
var windowMismatchRule = &Rule{
	Name:     "window-mismatch",
	Title:    "quantiles of one panel, or the sides of one ratio, over different windows or different series",
	Severity: Warning,
	Since:    "0.2",
	Why: "p50 and p99 in one panel are read against each other. When one looks at [5m] and the other at [$__rate_interval], or one at all namespaces and the other at a single one, they are of different requests: " +
		"the median can lie above the 99th percentile, and a peak shows in one line minutes before the other. In a ratio, two windows divide the errors of five minutes by the requests of another one. It happens when one of several queries is edited.",
	Cost: "Conclusions are drawn from the distance of two lines that have nothing to do with each other.",
	Except: "The same quantile over two windows or two selections is a comparison that somebody means, and so is a rate over another rate of the same series. Lines whose legend names their window or what they select are left alone, " +
		"and so are budgets: windows of a day or more in a ratio.",
	Bad: []Example{
		{Input: `{
  "type": "timeseries",
  "title": "Time to first token",
  "targets": [
    {"refId": "A", "legendFormat": "p99", "expr": "histogram_quantile(0.99, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[5m])))"},
    {"refId": "B", "legendFormat": "p50", "expr": "histogram_quantile(0.5, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval])))"}
  ]
}`},
		{Input: `sum(rate(vllm:e2e_request_latency_seconds_sum[5m])) / sum(rate(vllm:e2e_request_latency_seconds_count[1m]))`},
	},
	Good: []Example{
		{Input: `sum(rate(vllm:e2e_request_latency_seconds_sum[5m])) / sum(rate(vllm:e2e_request_latency_seconds_count[5m]))`},
		{Note: "how much faster than in the last hour", Input: `sum(rate(vllm:generation_tokens_total[5m])) / sum(rate(vllm:generation_tokens_total[1h]))`},
	},
	Needs: HasRange | HasCall,
	Query: windowMismatch,
}

func windowMismatch(p *Pass, q *Query) {
	if q.Hidden {
		return
	}
	if q.Has&HasDivision != 0 {
		mismatchedRatios(p, q)
	}
	if q.Panel != nil && q.Kind == source.PanelQuery && len(q.Panel.Queries) > 1 {
		mismatchedLines(p, q)
	}
}

// mismatchedRatios reports the divisions of two rates over different windows.
func mismatchedRatios(p *Pass, q *Query) {
	nodes := q.Facts.Nodes()
	for i := range nodes {
		n := &nodes[i]
		if e, ok := n.AST.(*parser.BinaryExpr); !ok || e.Op != parser.DIV {
			continue
		}
		over, under := oneGrowth(q, n.Children[0]), oneGrowth(q, n.Children[1])
		if over == nil || under == nil || !sameTime(over, under) {
			continue
		}
		w, v := windowOf(q, over.Range), windowOf(q, under.Range)
		if w == v || !w.known() || !v.known() || meantRatio(over, under, w, v) {
			continue
		}
		p.Report(q.At(under.Range.Span), "the numerator is over %s and the denominator over %s: this is no ratio of the same events", w.text(), v.text()).
			Help("write [%s] on both sides", w.text())
	}
}

// oneGrowth is a selector in a side of a division whose growth the side is, when all of its growths are over
// one window; nil otherwise.
func oneGrowth(q *Query, side *promql.Node) *promql.Selector {
	var found *promql.Selector
	for n := range side.All() {
		switch e := n.AST.(type) {
		case *parser.BinaryExpr:
			if e.Op == parser.DIV && !n.Children[1].Constant || e.Op == parser.LAND || e.Op == parser.LUNLESS {
				return nil
			}
		case *parser.SubqueryExpr:
			return nil
		case *parser.Call:
			if op := n.Operation(); n.Variable != nil || !grows(op) && !keepsValue(op) {
				return nil
			}
		case *parser.MatrixSelector:
			if found != nil && windowOf(q, found.Range) != windowOf(q, n.Selector.Range) {
				return nil
			}
			found = n.Selector
		case *parser.VectorSelector:
			if n.Selector.Range.Zero() {
				return nil
			}
		}
	}
	return found
}

// meantRatio reports whether a ratio over two windows makes sense: the trend of one counter, or a share of
// a budget that is counted over days.
func meantRatio(over, under *promql.Selector, w, v window) bool {
	if base := histogramOf(over); base != "" && base == histogramOf(under) && over.Name != under.Name {
		return false // a mean
	}
	return sameSelector(over, under) || max(w.fixed, v.fixed) >= 24*time.Hour
}

// histogramOf is the name of the histogram or summary that a selector is a part of, or "".
func histogramOf(s *promql.Selector) string {
	if len(s.Series) > 0 {
		switch s.Series[0].Component {
		case catalogue.Bucket, catalogue.Sum, catalogue.Observed:
		default:
			return ""
		}
	}
	for _, suffix := range [...]string{"_bucket", "_sum", "_count"} {
		if base, ok := strings.CutSuffix(s.Name, suffix); ok && !s.NameVariable {
			return base
		}
	}
	return ""
}
