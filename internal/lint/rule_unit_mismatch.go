package lint

import (
	"fmt"
	"math"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// unitMismatchRule compares the unit of the values with the one that Grafana writes behind them.
var unitMismatchRule = &Rule{
	Name:     "unit-mismatch",
	Title:    "values shown in a unit that they are not in",
	Severity: Warning,
	Since:    "0.2",
	Why: "Grafana does not convert: it writes the unit that the panel names behind whatever number the query returns. Under ms, a latency of 2 seconds " +
		"reads 2 ms; under percent, which is for 0 to 100, a full cache reads 1 %; under mbytes, bytes read as a million times too much. " +
		"The unit of the values follows from the metric and from what the expression does with it: vLLM's latencies are seconds and its usages " +
		"0 to 1, OVMS counts microseconds, DCGM reports framebuffer in MiB, an increase is a number and no rate. Dates are in milliseconds, so a " +
		"timestamp of Prometheus has to be multiplied by 1000.",
	Cost:   "The number is wrong by a factor of up to a million, and looks right.",
	Except: "None is known. Megabytes for mebibytes, and any word for what is counted, are left alone.",
	Bad: []Example{{Input: `{
  "type": "stat",
  "title": "Time to first token (p95)",
  "targets": [
    {"refId": "A", "expr": "histogram_quantile(0.95, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval])))"}
  ],
  "fieldConfig": {"defaults": {"unit": "ms"}}
}`, Note: "the metric is in seconds"}},
	Good: []Example{{Input: `{
  "type": "stat",
  "title": "Time to first token (p95)",
  "description": "How long users wait for the first token. Above 3 s, look at the queue.",
  "targets": [
    {"refId": "A", "expr": "1000 * histogram_quantile(0.95, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval])))", "legendFormat": "p95"}
  ],
  "fieldConfig": {"defaults": {"unit": "ms"}}
}`}},
	Panel: func(p *Pass, panel *Panel) {
		if !panel.showsUnits() {
			return
		}
		for _, q := range panel.Queries {
			if !q.shown() {
				continue
			}
			m := mismatch{values: q.valueUnit()}
			if !m.values.Known() {
				continue
			}
			id, ok := panel.unitOf(q)
			if !ok || id.Value == "" {
				continue
			}
			m.id = id.Value
			if shown, _ := grafanaUnit(m.id); shown.Known() && !fits(m.values, shown) && !excused(q, shown) {
				p.Report(q.AtText(id), "%s", m.message(q, shown)).Help("%s", m.help(q, shown))
			}
		}
	},
}

// A mismatch is a unit of values under one of Grafana's.
type mismatch struct {
	values catalogue.Unit
	id     string
}

// excused are values that other rules are about, or that are what the unit says by another way of counting.
func excused(q *Query, shown catalogue.Unit) bool {
	switch q.Facts.Result.Shape {
	case promql.ShapeCounter, promql.ShapeBuckets:
		return shown.PerSecond // what lacks is the rate
	case promql.ShapeIncrease:
		return shown.PerSecond && shown.Dimension == catalogue.Count && shown.Scale < 1 // over a minute, per minute
	case promql.ShapeHistogram:
		return true
	case promql.ShapeRatio:
		// Accepted tokens per draft are a share at each position, and a number of tokens in all.
		return q.valueUnit().Dimension == catalogue.Count && shown.Dimension == catalogue.Ratio
	}
	for _, s := range q.Facts.Selectors {
		if s.Inside("sum_over_time") {
			return true // a sum over samples is in no unit at all
		}
	}
	return false
}

func (m mismatch) message(q *Query, shown catalogue.Unit) string {
	values := nameUnit(q)
	switch {
	case m.values.Dimension == catalogue.Timestamp && shown.Dimension == catalogue.Timestamp:
		return fmt.Sprintf("values in seconds since 1970 are shown as %s, which takes milliseconds: the dates are those of January 1970", m.id)
	case m.values.Dimension == shown.Dimension && m.values.PerSecond == shown.PerSecond:
		return fmt.Sprintf("values in %s are shown as %s, %s", values, m.id, wrongBy(m.values.Scale/shown.Scale))
	case m.values.Dimension == shown.Dimension && shown.PerSecond:
		return fmt.Sprintf("values in %s are shown as %s, which is per second", values, m.id)
	case m.values.Dimension == shown.Dimension:
		return fmt.Sprintf("values in %s are shown as %s, which is not per second", values, m.id)
	}
	return fmt.Sprintf("values in %s are shown as %s", values, m.id)
}

// nameUnit names the unit of a query's values.
func nameUnit(q *Query) string {
	if secondsPerSecond(q) {
		return "seconds per second"
	}
	return q.valueUnit().String()
}

// secondsPerSecond reports whether the values are the growth of a counter of seconds: a number of things that go on
// at once, no share and no duration.
func secondsPerSecond(q *Query) bool {
	return q.Facts.Result.Shape == promql.ShapeRate && q.Facts.Result.Unit.Dimension == catalogue.Ratio
}

// wrongBy puts into words how much less is shown than there is.
func wrongBy(factor float64) string {
	if factor >= 1 {
		return fmt.Sprintf("%s times too small", digits(factor))
	}
	return fmt.Sprintf("%s times too large", digits(1/factor))
}

// digits writes a factor without the noise of binary fractions.
func digits(f float64) string {
	if r := math.Round(f); math.Abs(f-r) < 1e-6*f {
		return fmt.Sprintf("%.0f", r)
	}
	return fmt.Sprintf("%.3g", f)
}

func (m mismatch) help(q *Query, shown catalogue.Unit) string {
	advice := "take the unit away"
	switch id := unitFor(m.values); {
	case secondsPerSecond(q) && shown.Dimension == catalogue.Time:
		return "divide by the rate of what is counted for the mean in seconds, or set the unit to short"
	case m.values.Dimension == catalogue.Timestamp && shown.Dimension == catalogue.Timestamp:
		return "multiply the expression by 1000"
	case id != "":
		advice = "set the unit to " + id
	}
	switch {
	case m.values.Dimension != shown.Dimension:
		if other := rightFor(q.Panel, q, shown); other != nil {
			advice += fmt.Sprintf(" for this query alone, by an override: query %s has the one of the panel", other.called())
		}
	case m.values.PerSecond != shown.PerSecond:
		if q.Facts.Result.Shape == promql.ShapeIncrease {
			advice += ", or write rate in place of increase"
		}
	case m.values.Scale >= shown.Scale:
		advice += ", or multiply the expression by " + digits(m.values.Scale/shown.Scale)
	default:
		advice += ", or divide the expression by " + digits(shown.Scale/m.values.Scale)
	}
	return advice
}

// rightFor returns another query of the panel whose values the unit is right for, or nil.
func rightFor(panel *Panel, but *Query, shown catalogue.Unit) *Query {
	for _, q := range panel.Queries {
		if q != but && q.shown() && q.valueUnit().Known() && fits(q.valueUnit(), shown) {
			return q
		}
	}
	return nil
}
