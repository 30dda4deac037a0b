package lint

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
)

// alertNeverComparesRule finds alerts that fire whatever the value is.
var alertNeverComparesRule = &Rule{
	Name:     "alert-never-compares",
	Title:    "an alert whose condition is true for any value",
	Severity: Warning,
	Since:    "0.2",
	Why: "Prometheus fires an alert for every series that the expression returns: the value does not matter, 0 fires like 100. Only what removes series " +
		"makes a condition: a comparison, absent, and, unless. A comparison with bool removes none, it returns 0 or 1 for each, and x > 5 or vector(0) always " +
		"returns something. The rule is silent where series may exist only while something is wrong, as those of ALERTS, of recording rules and of metrics it does not know.",
	Cost:   "The alert fires from the first evaluation on and says nothing.",
	Except: "An alert that is meant to fire always, to prove that alerting works: vector(1) is left alone.",
	Bad: []Example{
		{Input: alertOn(`sum by (model_name) (rate(vllm:request_success_total{finished_reason="error"}[5m]))`)},
		{Input: alertOn(`sum by (model_name) (vllm:num_requests_waiting) > bool 50`), Note: "0 fires like 1"},
	},
	Good: []Example{
		{Input: alertOn(`sum by (model_name) (rate(vllm:request_success_total{finished_reason="error"}[5m])) > 0.1`)},
		{Input: alertOn(`vector(1)`)},
	},
	Alert: func(p *Pass, a *Alert) {
		f := a.Query.Facts
		if f == nil || a.Query.Has&HasVariable != 0 || len(f.Selectors) == 0 {
			return
		}
		n := alwaysTrue(f.Result)
		switch {
		case n == nil:
		case n.Constant:
			p.Report(a.Query.At(n.Span), "the alert always fires: this is there whatever the rest of the condition says").
				Help("leave it out: an alert needs no value while nothing is wrong")
		default:
			if b := boolean(n); b != nil {
				p.Report(a.Query.At(b.Span), "bool returns 0 or 1 for every series, and the alert fires for both").Help("leave out bool")
				return
			}
			p.Report(a.Query.At(n.Span), "the alert fires for any value, 0 too: nothing is compared").
				Help("put a limit behind it: > 0 where any value is too much")
		}
	},
}

// alertOn is a rule file with one alert.
func alertOn(expr string) string {
	return "groups:\n- name: inference\n  rules:\n  - alert: Example\n    expr: " + expr +
		"\n    for: 5m\n    annotations:\n      runbook_url: https://runbooks.example.com/example\n"
}

// alwaysTrue returns the part of a condition that returns series whatever their values are, or nil where that is not
// certain.
func alwaysTrue(n *promql.Node) *promql.Node {
	n = n.Unwrap()
	if b, ok := n.AST.(*parser.BinaryExpr); ok && b.Op == parser.LOR {
		for _, side := range n.Children {
			if found := alwaysTrue(side); found != nil {
				return found
			}
		}
		return nil
	}
	if n.Constant && n.Parent != nil {
		return n
	}
	valued := exists(n)
	for part := range n.All() {
		if removes(part) {
			return nil
		}
		valued = valued || measures(part)
	}
	if !valued {
		return nil
	}
	return n
}

// removes reports whether an operation leaves out series, or is about which series exist.
func removes(n *promql.Node) bool {
	switch e := n.AST.(type) {
	case *parser.BinaryExpr:
		return e.Op.IsComparisonOperator() && !e.ReturnBool || e.Op == parser.LAND || e.Op == parser.LUNLESS
	case *parser.Call:
		return e.Func.Name == "absent" || e.Func.Name == "absent_over_time" || e.Func.Name == "present_over_time"
	case *parser.VectorSelector:
		return strings.HasPrefix(n.Selector.Name, "ALERTS")
	}
	return false
}

// measures reports whether an operation makes sense only for who wants to know the value: nobody asks like this
// whether series exist.
func measures(n *promql.Node) bool {
	switch e := n.AST.(type) {
	case *parser.BinaryExpr:
		return e.ReturnBool || e.Op == parser.SUB || e.Op == parser.DIV || e.Op == parser.MOD || e.Op == parser.POW
	case *parser.AggregateExpr:
		return e.Op == parser.AVG || e.Op == parser.QUANTILE || e.Op == parser.STDDEV || e.Op == parser.STDVAR
	case *parser.Call:
		return slices.Contains(measuring, e.Func.Name)
	}
	return false
}

// measuring are functions whose result is there for any value.
var measuring = []string{
	"rate", "irate", "increase", "delta", "idelta", "deriv", "predict_linear", "changes", "resets", "histogram_quantile",
	"histogram_avg", "histogram_fraction", "avg_over_time", "quantile_over_time", "stddev_over_time",
}

// exists reports whether an expression is made of series that the catalogue knows to be there whatever their values.
// kube-state-metrics has metrics that exist only while something is so.
func exists(n *promql.Node) bool {
	switch n.Shape {
	case promql.ShapeGauge, promql.ShapeCounter, promql.ShapeBuckets, promql.ShapeHistogram, promql.ShapeQuantile:
	default:
		return false
	}
	for part := range n.All() {
		if part.Selector == nil {
			continue
		}
		if len(part.Selector.Series) == 0 {
			return false
		}
		for _, s := range part.Selector.Series {
			if s.Metric.Exporter == "kube-state-metrics" {
				return false
			}
		}
	}
	return true
}

// boolean is the outermost comparison with bool, if that is what the value is made of.
func boolean(n *promql.Node) *promql.Node {
	for part := range n.All() {
		if b, ok := part.AST.(*parser.BinaryExpr); ok && b.ReturnBool {
			return part
		}
	}
	return nil
}
