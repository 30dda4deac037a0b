package lint

import (
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// prefixRegexLeakRule finds patterns of one tenant that match others, too.
var prefixRegexLeakRule = &Rule{
	Name:     "prefix-regex-leak",
	Title:    "a pattern for one user or tenant that matches others whose name begins alike",
	Severity: Warning,
	Since:    "0.2",
	Why: "Matchers are anchored, so people append .* for the namespaces user1, user1-canopy and so on. user1.* matches user10 and user17-canopy as well: everything after the 1 is free. " +
		"Names that end in a number, as those of lab users do, are where it happens; a variable followed by .* does it for every name that begins another.",
	Cost:   "User 1 sees the requests, tokens and costs of users 10 to 19 added to their own.",
	Except: "Patterns with a separator, user1-.* or $namespace-.*, match what was meant. Pods and instances, which begin with the name of what they belong to, are left alone, and so are numbers with leading zeros.",
	Bad: []Example{
		{Input: `sum(vllm:num_requests_running{namespace=~"user1.*"})`},
		{Input: `sum(vllm:num_requests_running{namespace=~"$namespace.*"})`},
	},
	Good: []Example{
		{Input: `sum(vllm:num_requests_running{namespace=~"user1(-.*)?"})`},
		{Input: `sum(vllm:num_requests_running{pod=~"llama-predictor-.*"})`},
	},
	Needs: HasSelector | HasRegexp,
	Query: prefixRegexLeak,
}

func prefixRegexLeak(p *Pass, q *Query) {
	for _, s := range q.Facts.Selectors {
		for i := range s.Matchers {
			m := &s.Matchers[i]
			if m.Unknown || m.Type != labels.MatchRegexp && m.Type != labels.MatchNotRegexp {
				continue
			}
			if name, ok := openEnded(m.Value, isolates(m.Name)); ok {
				p.Report(q.At(m.ValueSpan), "%s.* also matches %s0: what follows the number is free", name, name).
					Help(`write %s(-.*)? for %s and what begins with %s-`, name, name, name)
			}
			if m.Variable {
				leakingVariables(p, q, m)
			}
		}
	}
}

// leakingVariables looks at the variables in the value of a matcher.
func leakingVariables(p *Pass, q *Query, m *promql.Matcher) {
	for i := range q.Facts.Expr.Variables {
		v := &q.Facts.Expr.Variables[i]
		if !m.ValueSpan.Contains(v.Span) {
			continue
		}
		rest := q.Text.Value[v.Span.End:m.ValueSpan.End]
		if free(rest) && isolates(m.Name) && aboutTenants(v.Name) {
			p.Report(q.At(promql.Span{Start: v.Span.Start, End: v.Span.End + 2}), "with user1 for %s, this also matches user10: what follows the name is free", v.Name).
				Help("write %s(-.*)?, or %s alone", v.Text, v.Text)
		}
		if !v.Whole {
			continue
		}
		if value, name, ok := leakingValue(q.Dashboard.Variable(v.Name), m.Name); ok {
			// At the variable, and once for all the queries that use it.
			p.Report(q.Dashboard.At(value), "%s.* also matches %s0: what follows the number is free, and queries compare %s with it", name, name, m.Name).
				Help(`write %s(-.*)? for %s and what begins with %s-`, name, name, name)
		}
	}
}

// leakingValue returns the value of a variable that is fixed in the dashboard, when it is a pattern that leaks.
func leakingValue(v *source.Variable, label string) (value source.Text, name string, ok bool) {
	if v == nil || v.Type != "constant" && v.Type != "textbox" {
		return source.Text{}, "", false
	}
	value = v.Node.String("query")
	name, ok = openEnded(value.Value, isolates(label))
	return value, name, ok
}

// free reports whether a pattern begins with anything at all.
func free(pattern string) bool {
	return strings.HasPrefix(pattern, ".*") || strings.HasPrefix(pattern, ".+")
}

// openEnded looks in a pattern for a name that ends in a number and that anything may follow. Unless every
// name counts, it must be one that people give to users and tenants.
func openEnded(pattern string, every bool) (name string, ok bool) {
	for i := 1; i < len(pattern)-1; i++ {
		if !free(pattern[i:]) {
			continue
		}
		end := i
		for end > 0 && pattern[end-1] == ')' {
			end--
		}
		digits := end
		for digits > 0 && pattern[digits-1] >= '0' && pattern[digits-1] <= '9' {
			digits--
		}
		if digits == end || pattern[digits] == '0' {
			continue // no number, or one that is padded to a width
		}
		letters := digits
		if letters > 0 && (pattern[letters-1] == '-' || pattern[letters-1] == '_') {
			letters--
		}
		start := letters
		for start > 0 && pattern[start-1]|0x20 >= 'a' && pattern[start-1]|0x20 <= 'z' {
			start--
		}
		if letters-start >= 2 && (every || isTenant(pattern[start:letters])) {
			return pattern[start:end], true
		}
	}
	return "", false
}

// isolates reports whether the values of a label are users, tenants or what belongs to one of them.
func isolates(label string) bool {
	switch strings.TrimPrefix(label, "exported_") {
	case "namespace", "kubernetes_namespace", "k8s_namespace_name", "destination_service_namespace", "project", "tenant", "tenant_id",
		"user", "username", "user_id", "team", "account", "account_id", "customer", "org", "organization", "organization_id":
		return true
	}
	return false
}

// aboutTenants reports whether a variable is called after users, tenants or what belongs to one of them.
func aboutTenants(variable string) bool {
	for word := range wordsOf(variable) {
		if isTenant(word) {
			return true
		}
	}
	return false
}

// isTenant reports whether a word is what users, tenants and what belongs to one of them are called.
func isTenant(word string) bool {
	for _, w := range [...]string{
		"user", "username", "tenant", "team", "group", "student", "participant", "attendee", "lab", "customer", "org", "organization", "project", "namespace", "ns", "account",
	} {
		if strings.EqualFold(word, w) {
			return true
		}
	}
	return false
}
