package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// duplicateTargetRule finds a query that a panel asks twice.
var duplicateTargetRule = &Rule{
	Name:     "duplicate-target",
	Title:    "a panel that asks the same expression twice",
	Severity: Warning,
	Since:    "0.2",
	Why: "Two queries with one expression draw two lines on top of each other, and only one is seen. Mostly the second was copied to be changed, and was not: " +
		"the line that is called P99 shows the P95. Spaces, comments and quotes make no difference.",
	Cost: "Under one of the two names stands the number of the other.",
	Except: "A series may be drawn twice on purpose, once as a line and once as an area: an override that draws one of them in another way makes it no finding. " +
		"The same expression as an instant and as a range query is none either.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "title": "Latency",
  "targets": [
    {"refId": "A", "expr": "histogram_quantile(0.95, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))", "legendFormat": "P99"},
    {"refId": "B", "expr": "histogram_quantile(0.95, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))", "legendFormat": "P95"}
  ],
  "fieldConfig": {"defaults": {"unit": "s"}}
}`}},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Latency",
  "description": "From the arrival of a request to its last token.",
  "targets": [
    {"refId": "A", "expr": "histogram_quantile(0.99, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))", "legendFormat": "P99"},
    {"refId": "B", "expr": "histogram_quantile(0.95, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))", "legendFormat": "P95"}
  ],
  "fieldConfig": {"defaults": {"unit": "s"}}
}`}},
	Panel: func(p *Pass, panel *Panel) {
		if len(panel.Queries) < 2 || !panel.transformsOnlyBy(keepingValues) {
			return
		}
		for i, q := range panel.Queries {
			if !q.shown() {
				continue
			}
			for _, first := range panel.Queries[:i] {
				if !first.shown() || !sameTarget(first, q) || drawnApart(panel, first, q) {
					continue
				}
				f := p.Report(q.At(q.whole()), "%s", sayDuplicate(first, q))
				f.Help("write the expression that query %s was meant to have, or remove it", q.called())
				break
			}
		}
	},
}

func sayDuplicate(first, q *Query) string {
	if a, b := first.Legend.Value, q.Legend.Value; a != b && a != "" && b != "" {
		return "the same expression as query " + first.called() + ", under another name: " + b + " is " + a
	}
	return "the same expression as query " + first.called()
}

// sameTarget reports whether two queries ask the same of the same, in the same way.
func sameTarget(a, b *Query) bool {
	return a.Instant == b.Instant && a.Range == b.Range && a.Format == b.Format && a.Interval.Value == b.Interval.Value &&
		sameSource(a.Datasource, b.Datasource) && sameExpression(a.Facts, b.Facts)
}

func sameSource(a, b source.Datasource) bool { return a.Type == b.Type && a.UID.Value == b.UID.Value }

// sameExpression reports whether two expressions have the same tree. Most that differ do so in what can be compared
// without printing them.
func sameExpression(f, g *promql.Facts) bool {
	if f == g || f.Expr.Text == g.Expr.Text {
		return true
	}
	x, y := f.Nodes(), g.Nodes()
	if len(x) != len(y) || len(f.Selectors) != len(g.Selectors) {
		return false
	}
	for i := range f.Selectors {
		if f.Selectors[i].Name != g.Selectors[i].Name || len(f.Selectors[i].Matchers) != len(g.Selectors[i].Matchers) {
			return false
		}
	}
	for i := range x {
		if x[i].Type != y[i].Type || x[i].Shape != y[i].Shape || x[i].Constant != y[i].Constant || x[i].Constant && x[i].Number != y[i].Number {
			return false
		}
	}
	return promql.Equal(f.Expr, g.Expr)
}

// drawnApart reports whether an override may draw one of two queries in another way than the other.
func drawnApart(panel *Panel, a, b *Query) bool {
	for i := range panel.Overrides {
		o := &panel.Overrides[i]
		if !drawsOtherwise(o) {
			continue
		}
		x, y := panel.overrides(o, a), panel.overrides(o, b)
		if x == notKnown || y == notKnown || x != y {
			return true
		}
	}
	return false
}

// drawsOtherwise reports whether an override changes more than colours and names.
func drawsOtherwise(o *source.Override) bool {
	for i := range o.Properties {
		if id := o.Properties[i].ID.Value; id == "unit" || strings.HasPrefix(id, "custom.") && id != "custom.lineWidth" && id != "custom.hideFrom" {
			return true
		}
	}
	return false
}
