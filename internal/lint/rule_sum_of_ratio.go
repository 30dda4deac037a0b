package lint

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var sumOfRatioRule = &Rule{
	Name:     "sum-of-ratio",
	Title:    "a sum of ratios or percentages",
	Severity: Warning,
	Since:    "0.2",
	Why: "Each server reports what share of its own cache or GPU is in use, from 0 to 1 or from 0 to 100. The sum of the shares of several " +
		"servers is no share of anything: two caches that are 60 % full sum up to 120 %. The unit is read from the catalogue; CPU seconds per " +
		"second, which are cores, and flags that are 1 or 0, whose sum is a count, are no ratios.",
	Cost: "The panel shows 300 % as soon as there are replicas, and a threshold at 80 % means another thing for every number of them.",
	Except: "A sum of busy shares is meant as a number of things that are busy: give the panel a unit that says so, such as suffix: GPUs, or " +
		"divide it by their number.",
	Bad: []Example{
		{Input: `sum(vllm:kv_cache_usage_perc)`},
		{Input: `sum by (Hostname) (DCGM_FI_DEV_GPU_UTIL)`, Note: "one node has several GPUs"},
	},
	Good: []Example{
		{Input: `max by (model_name) (vllm:kv_cache_usage_perc)`, Note: "the fullest cache"},
		{Input: `sum(vllm:kv_cache_usage_perc) / count(vllm:kv_cache_usage_perc)`, Note: "a mean"},
		{Input: `sum(rate(container_cpu_usage_seconds_total{container!=""}[$__rate_interval]))`, Note: "cores"},
	},
	Needs: HasAggregation | HasSelector,
	Query: func(p *Pass, q *Query) {
		if !asksForValues(q) {
			return
		}
		nodes := q.Facts.Nodes()
		for i := range nodes {
			n := &nodes[i]
			e, ok := n.AST.(*parser.AggregateExpr)
			if !ok || n.Variable != nil || e.Op != parser.SUM {
				continue
			}
			operand := n.Children[len(n.Children)-1]
			if !isShare(operand) || !mergesShares(e, operand) || !read(n) || countsThings(q.Panel) || unsettled(q) {
				continue
			}
			one := "ratio"
			if operand.Unit.Scale != 1 {
				one = "percentage"
			}
			f := p.Report(q.At(word(n)), "the sum of several %[1]ss is no %[1]s: it grows with the number of series", one)
			if ratio := quotient(operand); ratio != nil {
				f.Help("divide the sums: %s", dividedSums(e, ratio))
				continue
			}
			f.Help("write avg%[1]s(%[2]s) for the mean or max%[1]s(%[2]s) for the highest", clause(e), operand.Text())
		}
	},
}

// isShare reports whether each value is a share of something of its own. Shares of one common whole, by a division with
// group_left or by a scalar, may well be added up, and a rate of seconds is no share.
func isShare(n *promql.Node) bool {
	if n.Unit.Dimension != catalogue.Ratio || n.Unit.PerSecond || !sourced(n, verified) {
		return false
	}
	switch n.Shape {
	case promql.ShapeGauge:
		call, ok := n.Unwrap().AST.(*parser.Call)
		return !ok || callUse(call, true) != useSummed // a sum of samples is no share any more
	case promql.ShapeRatio:
		ratio := quotient(n)
		if ratio == nil {
			return false
		}
		e, ok := ratio.AST.(*parser.BinaryExpr)
		return ok && e.VectorMatching.Card == parser.CardOneToOne
	}
	return false
}

// coarse are labels that stand for many things with a share of their own: many servers of a model, many GPUs of a node.
var coarse = []string{
	"model_name", "model", "namespace", "exported_namespace", "job", "service", "cluster", "container",
	"Hostname", "hostname", "node", "modelName",
}

// mergesShares reports whether a sum certainly may add up shares of several things.
func mergesShares(e *parser.AggregateExpr, operand *promql.Node) bool {
	if operand.Rest().State == promql.Impossible {
		return merges(e, operand)
	}
	if pins(operand, "pod", "instance", "exported_pod", "gpu", "UUID", "device", "name") {
		return false
	}
	if e.Without {
		return !perTarget(e, operand)
	}
	return !slices.ContainsFunc(e.Grouping, func(label string) bool {
		return !slices.Contains(coarse, label) && (label != "instance" || !sourced(operand, ofGPU))
	})
}

// ofGPU reports whether one target exports a series for each of several GPUs.
func ofGPU(s *promql.Selector) bool { return s.Exports("UUID") != "" || s.Exports("gpu") != "" }

// read reports whether the values of a node are a part of the result as they are: not divided, compared or counted.
func read(n *promql.Node) bool {
	for ; n.Parent != nil; n = n.Parent {
		switch useOf(n) {
		case useKept, useScaled, useAdded, usePicked, useAveraged:
		default:
			return false
		}
	}
	return true
}

// countsThings reports whether a panel has a unit that is none for a share.
func countsThings(p *Panel) bool {
	if p == nil {
		return false
	}
	switch p.Field.Unit.Value {
	case "", "none", "short", "percent", "percentunit":
		return false
	}
	return true
}
