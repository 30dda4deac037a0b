package lint

import (
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// windowBelowScrapeRule finds ranges that hold less than the two samples a rate needs.
var windowBelowScrapeRule = &Rule{
	Name:     "window-below-scrape",
	Title:    "a rate over a range that is too short for two samples",
	Severity: Warning,
	Since:    "0.2",
	Why: "rate, increase and their kin need two samples in the range; where there is one they return nothing. A range that is shorter than two scrapes holds one sample or two, as it happens, " +
		"and four scrapes leave room for one that fails. [$__interval] is such a range: zoomed in, it is the data source's min interval, which is one scrape, and even zoomed out the growth between the last sample of one window and the first of the next is counted nowhere. " +
		"That is what Grafana has $__rate_interval for.",
	Cost: "The graph has gaps or is empty, for no reason that anybody sees; zoomed out the data is back.",
	Except: "With a min interval of two scrapes or more in the query or the panel, increase(x[$__interval]) counts every event in one bar, up to the edges. Where the scrape interval is not configured, only " +
		"ranges below 20s and $__interval without a min interval are reported.",
	Bad: []Example{
		{Input: `rate(vllm:generation_tokens_total[5s])`},
		{Input: `{
  "type": "timeseries",
  "title": "Generated tokens",
  "targets": [
    {"refId": "A", "legendFormat": "{{model_name}}", "expr": "sum by (model_name) (rate(vllm:generation_tokens_total[$__interval]))"}
  ]
}`},
	},
	Good: []Example{
		{Input: `sum(rate(vllm:generation_tokens_total[1m]))`},
		{Note: "the min interval makes the windows long enough, and side by side", Input: `{
  "type": "timeseries",
  "title": "Generated Tokens",
  "description": "Tokens that the models generate, by model. If bars vanish while requests wait, look at the GPUs.",
  "interval": "10m",
  "fieldConfig": {"defaults": {"unit": "short", "custom": {"drawStyle": "bars"}}},
  "targets": [
    {"refId": "A", "legendFormat": "{{model_name}}", "expr": "sum by (model_name) (increase(vllm:generation_tokens_total[$__interval]))"}
  ]
}`},
	},
	Needs: HasRange | HasCall,
	Query: windowBelowScrape,
}

// shortest is the range below which no usual scrape interval leaves two samples: monitors scrape every 15s to 60s, and
// hardly anybody more often than every 10s.
const shortest = 20 * time.Second

func windowBelowScrape(p *Pass, q *Query) {
	if q.Hidden {
		return
	}
	for _, s := range q.Facts.Selectors {
		if s.Range.Zero() || !needsTwo(s.Function()) || len(s.Series) == 0 && strings.Contains(s.Name, ":") {
			continue // a recording rule has its own interval
		}
		switch w := windowOf(q, s.Range); {
		case w.fixed > 0:
			if reportShort(p, q, s, w.fixed) {
				return // the others of the query are as short
			}
		case w.builtin == "__interval" && s.Subquery == nil && followsZoom(q):
			p.Report(q.At(s.Range.Span), "zoomed in, $__interval is as short as one scrape, and %s needs two samples", s.Function()).
				Help("write %s(…[$__rate_interval]), or set a min interval of several scrapes", s.Function())
			return
		}
	}
}

// reportShort reports a fixed range that holds fewer than two scrapes.
func reportShort(p *Pass, q *Query, s *promql.Selector, w time.Duration) (reported bool) {
	switch scrape := q.Setting.ScrapeInterval; {
	case scrape == 0 && w < shortest:
		p.Report(q.At(s.Range.Span), "a range of %s holds a single sample, unless scrapes are %s apart or less, and %s needs two", durationText(w), durationText(w/2), s.Function()).
			Help("write [$__rate_interval] in a panel, and elsewhere a range of four scrapes")
	case w < 2*scrape:
		p.Report(q.At(s.Range.Span), "a range of %s can hold a single sample, with scrapes %s apart, and %s needs two", durationText(w), durationText(scrape), s.Function()).
			Help("write [$__rate_interval] in a panel, and elsewhere [%s], which is four scrapes", durationText(4*scrape))
	default:
		return false
	}
	return true
}

// needsTwo reports whether a function returns nothing for a range with one sample.
func needsTwo(function string) bool {
	switch function {
	case "delta", "idelta", "deriv", "predict_linear":
		return true
	}
	return grows(function)
}

// followsZoom reports whether nothing keeps $__interval of a query from being one scrape.
func followsZoom(q *Query) bool {
	if q.Kind != source.PanelQuery || q.Node == nil || q.Panel == nil {
		return false
	}
	if n, ok := q.Node.Number("intervalFactor"); ok && n > 1 {
		return false // Grafana multiplies the step by it
	}
	if n, ok := q.Panel.Node.Number("maxDataPoints"); ok && n <= 30 {
		return false // so few points are far apart on purpose
	}
	set, least := minInterval(q), shortest
	if scrape := q.Setting.ScrapeInterval; scrape > 0 {
		least = 2 * scrape
	}
	return set >= 0 && set < least
}
