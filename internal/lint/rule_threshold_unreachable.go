package lint

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// thresholdUnreachableRule compares thresholds that are drawn with the values that there can be.
var thresholdUnreachableRule = &Rule{
	Name:     "threshold-unreachable",
	Title:    "a threshold that no value reaches, or that nobody chose",
	Severity: Warning,
	Since:    "0.2",
	Why: "Thresholds are compared with the number that the query returns, whatever the unit makes of it: a cache usage is 0 to 1 even where percentunit writes it as 0 to 100 %, " +
		"so a step at 80 is never reached. Every new panel of Grafana begins with green and red from 80 on; on latencies, tokens and 0-1 ratios that is a limit which nobody chose. " +
		"Only thresholds that are seen count: those of stats, gauges, coloured cells, and of time series that draw them.",
	Cost:   "A panel that can't turn red says that all is well; one that is red above 80 tokens says nothing.",
	Except: "A red from 80 on that is meant: write the colours that are meant, and the finding is gone.",
	Bad: []Example{{Input: `{
  "type": "gauge",
  "title": "KV cache in use",
  "targets": [{"refId": "A", "expr": "max(vllm:kv_cache_usage_perc)", "legendFormat": "fullest"}],
  "fieldConfig": {"defaults": {"unit": "percentunit", "thresholds": {"mode": "absolute", "steps": [
    {"color": "green", "value": null}, {"color": "orange", "value": 80}, {"color": "red", "value": 95}
  ]}}}
}`}},
	Good: []Example{{Input: `{
  "type": "gauge",
  "title": "KV cache in use",
  "description": "The fullest cache. Above 95 %, requests are preempted.",
  "targets": [{"refId": "A", "expr": "max(vllm:kv_cache_usage_perc)", "legendFormat": "fullest"}],
  "fieldConfig": {"defaults": {"unit": "percentunit", "min": 0, "max": 1, "thresholds": {"mode": "absolute", "steps": [
    {"color": "green", "value": null}, {"color": "orange", "value": 0.8}, {"color": "red", "value": 0.95}
  ]}}}
}`}},
	Panel: func(p *Pass, panel *Panel) {
		steps := panel.Field.Thresholds.Steps
		if len(steps) < 2 || panel.Field.Thresholds.Percentage || !panel.drawsThresholds() || !panel.transformsOnlyBy(keepingValues) {
			return
		}
		last, ok := 0.0, false
		for i := range steps {
			if v := steps[i].Value; v != nil && (!ok || *v > last) {
				last, ok = *v, true
			}
		}
		var judged *Query
		for _, q := range panel.Queries {
			switch {
			case !q.shown():
				continue
			case !q.valueUnit().Known() || panel.hasOwnThresholds(q) || !panel.reducesToItsUnit():
				return
			case judged == nil:
				judged = q
			case limit(q) > limit(judged):
				judged = q // the one that reaches most
			}
		}
		if judged == nil || !ok {
			return
		}
		highest := limit(judged)
		switch {
		case last > highest:
			i := firstAbove(steps, highest)
			p.Report(panel.At(panel.atStep(i)), "values in %s never reach %s", nameUnit(judged), digits(*steps[i].Value)).
				Help("write the steps as the query returns the values, from 0 to %s", digits(1/judged.valueUnit().Scale))
		case panel.hasDefaultThresholds() && !likelyAround80(judged):
			p.Report(panel.At(panel.atStep(1)), "green, and red from 80 on, is what Grafana gives every new panel: nobody chose it for %s", nameValues(judged)).
				Help("write steps that fit the values, or one step alone where no value is bad")
		}
	},
}

// drawsThresholds reports whether somebody sees the thresholds of the panel's fields.
func (p *Panel) drawsThresholds() bool {
	if mode := p.Field.ColorMode; mode != "" && mode != "thresholds" && p.Type.Value != "timeseries" || p.Library {
		return false
	}
	switch p.Type.Value {
	case "stat":
		return p.Options.String("colorMode").Value != "none" && !p.hasWords()
	case "gauge", "bargauge":
		return true
	case "table":
		return colouredCells(p.Custom.String("cellOptions", "type").Value) || colouredCells(p.Custom.String("displayMode").Value)
	case "timeseries":
		style := p.Custom.String("thresholdsStyle", "mode").Value
		return style != "" && style != "off" || p.Field.ColorMode == "thresholds"
	}
	return false
}

// colouredCells reports whether a kind of cell shows the colour of its value.
func colouredCells(kind string) bool {
	switch kind {
	case "color-text", "color-background", "color-background-solid", "gauge", "basic", "lcd-gauge", "gradient-gauge":
		return true
	}
	return false
}

// hasOwnThresholds reports whether an override may give a query other thresholds, or colours without any.
func (p *Panel) hasOwnThresholds(q *Query) bool {
	for i := range p.Overrides {
		o := &p.Overrides[i]
		for _, id := range [...]string{"thresholds", "color", "custom.thresholdsStyle", "custom.cellOptions", "custom.displayMode", "mappings"} {
			if property(o, id) != nil && p.overrides(o, q) != surelyNot {
				return true
			}
		}
	}
	return false
}

// hasDefaultThresholds reports whether the thresholds are those that Grafana begins a panel with.
func (p *Panel) hasDefaultThresholds() bool {
	steps := p.Field.Thresholds.Steps
	return len(steps) == 2 && steps[0].Value == nil && steps[0].Color.Value == "green" &&
		steps[1].Value != nil && *steps[1].Value == 80 && steps[1].Color.Value == "red"
}

// likelyAround80 reports whether 80 may well be a limit for the values: percent, degrees, seconds of a long task.
func likelyAround80(q *Query) bool {
	u := q.valueUnit()
	switch u.Dimension {
	case catalogue.Ratio:
		return u.Scale == 1e-2
	case catalogue.Temperature, catalogue.Code, catalogue.Info:
		return true
	}
	return false
}

// atStep is where the value of a step stands.
func (p *Panel) atStep(i int) source.Text {
	if steps := p.Node.List("fieldConfig", "defaults", "thresholds", "steps"); i < len(steps) {
		if v := steps[i].Get("value"); v != nil {
			return v.Place
		}
	}
	return p.Field.Thresholds.Place
}

// firstAbove returns the first step above a limit.
func firstAbove(steps []source.Step, limit float64) int {
	for i := range steps {
		if v := steps[i].Value; v != nil && *v > limit {
			return i
		}
	}
	return 0
}

// noLimit is above every threshold that anybody writes.
const noLimit = 1e300

// limit is a number that the values of a query don't exceed.
func limit(q *Query) float64 {
	u := q.valueUnit()
	switch u.Dimension {
	case catalogue.Ratio, catalogue.Bool:
	default:
		return noLimit
	}
	switch n := q.Facts.Result.Unwrap(); {
	case isBounded(n):
		return 1 / u.Scale
	case u.Dimension == catalogue.Ratio && isPart(n) && !sums(n):
		// A share may exceed the whole where its parts are no parts: limits and requests, memory and its budget.
		return 10 / u.Scale
	}
	return noLimit
}

// isBounded reports whether values are those of gauges that end at 1, or at 100 %, and nothing adds them up.
func isBounded(n *promql.Node) bool {
	n = n.Unwrap()
	switch e := n.AST.(type) {
	case *parser.VectorSelector, *parser.MatrixSelector:
		return n.Shape == promql.ShapeGauge && (n.Unit.Dimension == catalogue.Ratio || n.Unit.Dimension == catalogue.Bool)
	case *parser.AggregateExpr:
		switch e.Op {
		case parser.AVG, parser.MAX, parser.MIN, parser.TOPK, parser.BOTTOMK, parser.QUANTILE:
			return n.Variable == nil && isBounded(n.Children[len(n.Children)-1])
		}
	case *parser.Call:
		switch e.Func.Name {
		case "avg_over_time", "max_over_time", "min_over_time", "last_over_time", "label_replace", "label_join", "sort", "sort_desc":
			return n.Variable == nil && isBounded(n.Children[0])
		}
	case *parser.BinaryExpr:
		if n.AnyUnit {
			return false
		}
		left, right := n.Children[0], n.Children[1]
		switch {
		case e.Op == parser.MUL && right.Constant, e.Op == parser.DIV && right.Constant, e.Op == parser.LAND, e.Op == parser.LUNLESS:
			return isBounded(left)
		case e.Op == parser.MUL && left.Constant:
			return isBounded(right)
		case e.Op == parser.LOR:
			return (isBounded(left) || fillsIn(left, n)) && (isBounded(right) || fillsIn(right, n))
		case e.Op.IsComparisonOperator():
			return !e.ReturnBool && isBounded(left) && right.Constant
		}
	}
	return false
}

// sums reports whether something in the expression adds ratios up.
func sums(n *promql.Node) bool {
	for m := range n.All() {
		if e, ok := m.AST.(*parser.AggregateExpr); ok && e.Op == parser.SUM && m.Unit.Dimension == catalogue.Ratio {
			return true
		}
		if e, ok := m.AST.(*parser.BinaryExpr); ok && e.Op == parser.ADD && m.Unit.Dimension == catalogue.Ratio {
			return true
		}
	}
	return false
}

// fillsIn reports whether one side of or is a number within the bounds of the whole.
func fillsIn(side, whole *promql.Node) bool {
	side = side.Unwrap()
	return side.Constant && side.Number*whole.Unit.Scale <= 1
}

// nameValues says what the values of a query are.
func nameValues(q *Query) string {
	if unit := nameUnit(q); unit != "series" {
		return "values in " + unit
	}
	return "a number of series"
}
