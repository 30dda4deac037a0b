package lint

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// exactLeRule finds bucket bounds that are compared as text and not there.
var exactLeRule = &Rule{
	Name:     "exact-le",
	Title:    "a bucket's bound that is compared as text, in a spelling or of a value that buckets don't have",
	Severity: Warning,
	Since:    "0.2",
	Why: "le is a label, so that le=\"1\" matches the text 1 and nothing else. Prometheus 3 stores every bound as OpenMetrics spells it, 1 as 1.0 and 1000000 as 1e+06 (its migration guide lists this among the breaking changes); before, " +
		"the exporter decided: Go programs wrote 1, Python programs 1.0. And a bound must be one of the histogram's own: vLLM and LiteLLM changed theirs between releases.",
	Cost: "The selector finds nothing: an Apdex score is empty or, where the empty part is in a sum of its own, silently wrong.",
	Except: "Bounds with decimals, such as le=\"0.5\", are spelled alike everywhere: unless the catalogue knows that the histogram has no such bound, the finding is of severity info. " +
		"le=\"+Inf\" is in every histogram. Where both spellings are asked for, le=~\"1|1.0\", there is nothing to find.",
	Bad: []Example{
		{Input: `sum(rate(vllm:e2e_request_latency_seconds_bucket{le="5"}[5m]))`},
		{Input: `sum(rate(vllm:e2e_request_latency_seconds_bucket{le="0.6"}[5m]))`, Note: "the nearest bounds are 0.5 and 0.8"},
	},
	Good: []Example{
		{Input: `sum(rate(vllm:e2e_request_latency_seconds_bucket{le=~"5|5.0"}[5m]))`},
		{Input: `sum(rate(vllm:e2e_request_latency_seconds_bucket{le="+Inf"}[5m]))`},
	},
	Needs: HasSelector,
	Query: exactLe,
}

func exactLe(p *Pass, q *Query) {
	for _, s := range q.Facts.Selectors {
		for i := range s.Matchers {
			m := &s.Matchers[i]
			if m.Name != "le" || m.Unknown || m.Variable || !areBuckets(s) {
				continue
			}
			switch m.Type {
			case labels.MatchEqual:
				boundIsThere(p, q, s, m, m.Value)
			case labels.MatchRegexp:
				// The parts of 0.5|1 are no literals to the engine, because of the dots.
				for part := range strings.SplitSeq(m.Value, "|") {
					if boundIsThere(p, q, s, m, strings.ReplaceAll(part, `\`, "")) {
						break
					}
				}
			}
		}
	}
}

// boundIsThere looks for a bound among those that buckets can have, and reports it when it is not.
func boundIsThere(p *Pass, q *Query, s *promql.Selector, m *promql.Matcher, bound string) (reported bool) {
	f, err := strconv.ParseFloat(bound, 64)
	if err != nil || strings.EqualFold(bound, "+Inf") {
		return false
	}
	if known, bounds := hasBound(p, q, s, f); !known {
		p.Report(q.At(m.ValueSpan), "%s has no bucket up to %s", s.Name, bound).
			Help("take one of its bounds (%s), or histogram_fraction where histograms are native", nearest(bounds, f))
		return true
	}
	stored := labels.FormatOpenMetricsFloat(f)
	if m.Type == labels.MatchEqual && stored == bound {
		p.Report(q.At(m.ValueSpan), "le is compared as text: where buckets have other bounds than %s, this finds nothing and says nothing", bound).
			Help("ask for it where you know the buckets; histogram_fraction needs native histograms").Severity = Info
		return true
	}
	if m.Matches(stored) {
		return false
	}
	found := p.Report(q.At(m.ValueSpan), "le is compared as text: Prometheus 3 stores this bound as %s", stored)
	if f == math.Trunc(f) {
		found.Help(`write le=~"%s|%s", which fits both spellings`, bound, strings.ReplaceAll(stored, "+", `\\+`))
	} else {
		found.Help(`write le="%s"`, stored)
	}
	return true
}

// hasBound reports whether some histogram that a selector may mean can have a bucket with an upper bound;
// otherwise it returns the bounds there are. What the catalogue does not know may have any.
func hasBound(p *Pass, q *Query, s *promql.Selector, bound float64) (known bool, bounds []float64) {
	if len(s.Series) == 0 {
		return true, nil
	}
	for i := range s.Series {
		metric := s.Series[i].Metric
		if s.Series[i].Alias != nil && s.Series[i].Alias.Rescaled || p.Catalogue.Owner(metric.Name) == "" {
			return true, nil // http_request_duration_seconds is many programs', each with its own bounds
		}
		listed := false
		for _, b := range p.Catalogue.Buckets(metric.Name) {
			if b.Exporter != metric.Exporter || !runs(q, &b) {
				continue
			}
			if b.Open || slices.Contains(b.Bounds, bound) {
				return true, nil
			}
			listed, bounds = true, b.Bounds
		}
		if !listed {
			return true, nil
		}
	}
	return false, bounds
}

// runs reports whether a release with these buckets may run where the query is asked.
func runs(q *Query, b *catalogue.Buckets) bool {
	if q.Setting.Versions == nil {
		return true
	}
	r, ok := q.Setting.Versions(b.Exporter)
	return !ok || r.Overlap(b.Versions)
}

// nearest prints the bounds on both sides of a number.
func nearest(bounds []float64, f float64) string {
	i, _ := slices.BinarySearch(bounds, f)
	var texts []string
	for _, b := range bounds[max(0, i-1):min(len(bounds), i+1)] {
		texts = append(texts, strconv.FormatFloat(b, 'g', -1, 64))
	}
	return strings.Join(texts, ", ")
}
