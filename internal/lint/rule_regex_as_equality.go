package lint

import (
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/promql"
)

// regexAsEqualityRule finds patterns that are compared as text.
var regexAsEqualityRule = &Rule{
	Name:     "regex-as-equality",
	Title:    "a pattern behind = or !=, which compare text",
	Severity: Warning,
	Since:    "0.2",
	Why: "= and != compare the whole value as it is written. status=\"5..\" asks for the status that reads 5.., and namespace=\"a|b\" for one namespace with a bar in its name. " +
		"Such a matcher is valid and finds nothing; with != it excludes nothing. The reverse, =~ with a plain text, finds the same series as = and is left alone.",
	Cost:   "The panel is empty, or an exclusion that everybody relies on does not happen.",
	Except: "Labels that hold routes, paths or rules may have such values and are left alone, as are single dots, stars and brackets.",
	Bad: []Example{
		{Input: `sum(rate(http_requests_total{status="5.."}[5m]))`},
		{Input: `sum(vllm:num_requests_running{namespace="prod|staging"})`},
	},
	Good: []Example{
		{Input: `sum(rate(vllm:request_success_total{finished_reason=~"abort|error"}[5m]))`},
		{Input: `sum(vllm:num_requests_running{model_name="llama-3.1"})`},
	},
	Needs: HasSelector,
	Query: regexAsEquality,
}

func regexAsEquality(p *Pass, q *Query) {
	for _, s := range q.Facts.Selectors {
		for i := range s.Matchers {
			m := &s.Matchers[i]
			if m.Unknown || m.Type != labels.MatchEqual && m.Type != labels.MatchNotEqual {
				continue
			}
			if what := pattern(m.Value); what != "" && !holdsPatterns(m.Name) {
				reportPattern(p, q, m, what)
			}
		}
	}
}

func reportPattern(p *Pass, q *Query, m *promql.Matcher, what string) {
	effect := "finds nothing"
	if m.Type == labels.MatchNotEqual {
		effect = "excludes nothing"
	}
	p.Report(q.At(m.Span), "%s compares text: with %s in it, this %s", m.Type, what, effect).
		Help("write %s%s%s", m.Name, asPattern(m.Type), m.ValueSpan.In(q.Text.Value))
}

// pattern returns what in a value belongs to regular expressions and hardly ever to names: .* .+ a|b 5..
// and classes of characters. It is "" when nothing does.
func pattern(value string) string {
	for _, sign := range [...]string{".*", ".+", `\d`, `\w`, "[0-9]", "[a-z]", "[^"} {
		if strings.Contains(value, sign) {
			return sign
		}
	}
	if bar := strings.IndexByte(value, '|'); bar > 0 && bar < len(value)-1 && strings.IndexByte(value, ' ') < 0 {
		return "|"
	}
	if len(value) == 3 && value[0] >= '1' && value[0] <= '5' && value[1:] == ".." {
		return ".."
	}
	return ""
}

// holdsPatterns reports whether the values of a label may well look like patterns: routes, rules, queries.
func holdsPatterns(label string) bool {
	for _, word := range [...]string{
		"route", "path", "uri", "url", "handler", "endpoint", "target", "resource", "rule", "pattern", "expr", "query", "regex", "match", "filter", "topic",
	} {
		if strings.Contains(label, word) {
			return true
		}
	}
	return false
}
