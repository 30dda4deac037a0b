package lint

import (
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A goodness says which end of a scale is good news.
type goodness uint8

const (
	unsure     goodness = iota
	lowIsGood           // errors, latencies, queues
	highIsGood          // successes, things that are up
)

// goodnessOf tells which end of an expression's values is good news, from what it measures.
func goodnessOf(n *promql.Node) goodness {
	n = n.Unwrap()
	if n.Variable != nil {
		return unsure
	}
	switch e := n.AST.(type) {
	case *parser.VectorSelector:
		return goodnessOfSelector(n.Selector)
	case *parser.AggregateExpr:
		switch e.Op {
		case parser.SUM, parser.AVG, parser.MAX, parser.MIN, parser.TOPK, parser.BOTTOMK:
			return goodnessOf(n.Children[len(n.Children)-1])
		}
	case *parser.Call:
		return goodnessOfCall(n)
	case *parser.BinaryExpr:
		return goodnessOfBinary(n, e)
	}
	return unsure
}

func goodnessOfCall(n *promql.Node) goodness {
	switch op := n.Operation(); {
	case len(n.Children) == 0:
	case op == "histogram_quantile":
		if n.Unit.Dimension == catalogue.Time || timed(n.Children[1]) {
			return lowIsGood
		}
	case grows(op):
		if s := n.Children[0].Unwrap().Selector; s != nil {
			return goodnessOfSelector(s)
		}
	case keepsValue(op):
		return goodnessOf(n.Children[0])
	}
	return unsure
}

func goodnessOfBinary(n *promql.Node, e *parser.BinaryExpr) goodness {
	left, right := n.Children[0], n.Children[1]
	switch e.Op {
	case parser.MUL:
		if left.Constant {
			return goodnessOf(right)
		}
		return goodnessOf(left)
	case parser.DIV:
		if !right.Constant && n.Shape == promql.ShapeRatio && n.Unit.Dimension == catalogue.Time {
			return lowIsGood // a mean duration
		}
		return goodnessOf(left)
	case parser.ADD:
		if g := goodnessOf(left); g == goodnessOf(right) {
			return g
		}
	case parser.SUB:
		if left.Constant {
			return [...]goodness{unsure: unsure, lowIsGood: highIsGood, highIsGood: lowIsGood}[goodnessOf(right)]
		}
	case parser.LOR:
		return goodnessOf(left)
	}
	return unsure
}

// goodnessOfSelector judges a metric by its matchers and, failing that, its name.
func goodnessOfSelector(s *promql.Selector) goodness {
	for i := range s.Matchers {
		if g := goodnessOfMatcher(&s.Matchers[i]); g != unsure {
			return g
		}
	}
	g := unsure
	for word := range wordsOf(s.Name) {
		switch strings.ToLower(word) {
		case "error", "errors", "errored", "failed", "fail", "fails", "failure", "failures", "exception", "exceptions", "rejected", "rejections",
			"dropped", "drops", "timeout", "timeouts", "aborted", "aborts", "lost", "restarts", "oom":
			return lowIsGood
		case "success", "successes", "successful", "succeeded":
			g = highIsGood
		case "waiting", "queue", "queued", "pending", "backlog":
			if s.Range.Zero() && len(s.Series) > 0 {
				g = lowIsGood
			}
		case "up", "ready", "healthy", "available":
			if s.Range.Zero() {
				g = highIsGood
			}
		}
	}
	return g
}

// goodnessOfMatcher tells whether a matcher picks failures or successes.
func goodnessOfMatcher(m *promql.Matcher) goodness {
	if m.Unknown || m.Variable || m.Value == "" {
		return unsure
	}
	code := strings.Contains(m.Name, "code") || strings.Contains(m.Name, "status")
	failure := code && (m.Value[0] == '4' || m.Value[0] == '5')
	for _, word := range [...]string{"rror", "fail", "Fail", "FAIL", "bort", "imeout", "ejected", "xception"} {
		failure = failure || strings.Contains(m.Value, word)
	}
	success := code && m.Value[0] == '2' || strings.HasPrefix(m.Value, "success") || m.Value == "ok" || m.Value == "OK"
	positive := m.Type == labels.MatchEqual || m.Type == labels.MatchRegexp
	switch {
	case failure && positive, success && !positive:
		return lowIsGood
	case success, failure:
		return highIsGood
	}
	return unsure
}

// timed reports whether the metrics of a node are durations by their names.
func timed(n *promql.Node) bool {
	for c := range n.All() {
		if c.Selector == nil {
			continue
		}
		for word := range wordsOf(c.Selector.Name) {
			switch word {
			case "seconds", "milliseconds", "duration", "latency":
				return true
			}
		}
	}
	return false
}

// normallyAbsent reports whether an expression is empty when all is well: it looks for series that fulfil a
// condition, or that exist only while something is wrong.
func normallyAbsent(n *promql.Node) bool {
	for c := range n.All() {
		switch e := c.AST.(type) {
		case *parser.BinaryExpr:
			if e.Op.IsComparisonOperator() && !e.ReturnBool {
				return true
			}
		case *parser.Call:
			if op := c.Operation(); op == "absent" || op == "absent_over_time" {
				return true
			}
		case *parser.VectorSelector:
			if name := c.Selector.Name; name == "ALERTS" || name == "ALERTS_FOR_STATE" || strings.HasPrefix(name, "kube_") && c.Selector.Range.Zero() {
				return true // kube-state-metrics has series for what there is
			}
		}
	}
	return false
}
