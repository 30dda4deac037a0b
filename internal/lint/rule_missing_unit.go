package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"

	"github.com/prometheus/prometheus/promql/parser"
)

// missingUnitRule finds numbers that don't say what they are.
var missingUnitRule = &Rule{
	Name:     "missing-unit",
	Title:    "a panel that does not say in which unit its values are",
	Severity: Warning,
	Since:    "0.2",
	Why: "Without a unit, Grafana writes the bare number: 0.042 for a latency, 21474836480 for memory. Whether that is seconds or milliseconds, " +
		"bytes or MiB, a share or percent is known from the metric, so the panel can say it. Only values are meant that have such a unit: a number of " +
		"requests or tokens, or their rate, needs none. A title, a legend or the label of an axis that says the unit is good enough.",
	Cost: "Everybody who looks guesses, and one who is used to milliseconds guesses wrong.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "title": "Memory in use",
  "targets": [
    {"refId": "A", "expr": "sum by (Hostname, gpu) (DCGM_FI_DEV_FB_USED)", "legendFormat": "{{Hostname}} GPU {{gpu}}"}
  ]
}`}},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Memory in use",
  "description": "Framebuffer that is taken, per card. It stays level while vLLM runs.",
  "targets": [
    {"refId": "A", "expr": "sum by (Hostname, gpu) (DCGM_FI_DEV_FB_USED)", "legendFormat": "{{Hostname}} GPU {{gpu}}"}
  ],
  "fieldConfig": {"defaults": {"unit": "mbytes"}}
}`}},
	Panel: func(p *Pass, panel *Panel) {
		if !panel.showsUnits() || panel.Custom.String("axisLabel").Value != "" || panel.hasWords() {
			return
		}
		for _, q := range panel.Queries {
			if !q.shown() || !needsUnit(q) {
				continue
			}
			id, ok := panel.unitOf(q)
			if !ok {
				continue
			}
			if _, plain := grafanaUnit(id.Value); !plain || id.Value == "string" || panel.saysUnit(q) {
				continue
			}
			if a, _ := unitsMixed(panel); a != nil {
				return // there is no one unit to set
			}
			p.Report(panel.At(id), "values in %s are shown without a unit", nameUnit(q)).Help("set the unit to %s", unitFor(q.valueUnit()))
			return
		}
	},
}

// hasWords reports whether the panel shows words in place of numbers.
func (p *Panel) hasWords() bool {
	for _, m := range p.Field.Mappings {
		if m.String("type").Value != "special" {
			return true
		}
	}
	return false
}

// needsUnit reports whether the values are of a kind that a bare number does not say, and Grafana has the unit.
func needsUnit(q *Query) bool {
	u := q.valueUnit()
	switch u.Dimension {
	case catalogue.Time, catalogue.Data, catalogue.Power, catalogue.Energy, catalogue.Temperature, catalogue.Money:
	case catalogue.Ratio:
		if n := q.Facts.Result.Unwrap(); !isPart(n) || sums(n) {
			return false // a sum of shares is a number of things
		}
	default:
		return false
	}
	return unitFor(u) != ""
}

// isPart reports whether a ratio is a part of a whole: one that the exporter reports, or a quotient of the same
// things. Requests over replicas have no unit either, but are no share.
func isPart(n *promql.Node) bool {
	if n.Shape == promql.ShapeGauge || n.Shape == promql.ShapeQuantile {
		return true
	}
	for n.Shape == promql.ShapeRatio {
		e, ok := n.AST.(*parser.BinaryExpr)
		switch {
		case !ok && len(n.Children) == 1, ok && e.Op != parser.DIV && n.Children[0].Unit.Dimension == catalogue.Ratio:
			n = n.Children[0].Unwrap()
		case ok && e.Op != parser.DIV:
			n = n.Children[1].Unwrap()
		case ok:
			over, under := n.Children[0].Unit, n.Children[1].Unit
			return over.Compatible(under) && over.Noun == under.Noun && (over.Noun != "" || over.Dimension != catalogue.Count)
		default:
			return false
		}
	}
	return false
}

// unitWords are words that say the unit of a dimension to whoever reads a title.
var unitWords = map[catalogue.Dimension][]string{
	catalogue.Time:        {"second", "minutes", "hours", "days", "(s)", "[s]", "(ms)", "[ms]", "(µs)", "[µs]", "(us)", "[us]", " ms", " sec", "(sec", "(h)", "(min)"},
	catalogue.Data:        {"byte", "(b)", "[b]", "kib", "mib", "gib", "(mb)", "[mb]", "(gb)", "[gb]", " mb", " gb"},
	catalogue.Ratio:       {"ratio", "share", "fraction", "0-1", "0–1", "0 to 1", "%", "percent"},
	catalogue.Temperature: {"°c", "celsius", "(c)", "[c]"},
	catalogue.Power:       {"watt", "(w)", "[w]", "(kw)", "[kw]"},
	catalogue.Energy:      {"joule", "kwh", "(j)", "[j]", "(mj)"},
	catalogue.Money:       {"$", "usd", "dollar"},
}

// saysUnit reports whether the title or the legend says what the unit would.
func (p *Panel) saysUnit(q *Query) bool {
	title, legend := strings.ToLower(p.Title.Value), strings.ToLower(q.Legend.Value)
	for _, word := range unitWords[q.valueUnit().Dimension] {
		if strings.Contains(title, word) || strings.Contains(legend, word) {
			return true
		}
	}
	return false
}

// unsetUnit reports whether a unit says nothing of the numbers under it.
func unsetUnit(id source.Text) bool {
	_, plain := grafanaUnit(id.Value)
	return plain
}
