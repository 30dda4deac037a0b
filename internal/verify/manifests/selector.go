package manifests

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// matcher is one condition of a selector, such as namespace="user1-canopy".
type matcher struct {
	label, op, value string
}

func (m matcher) String() string { return m.label + m.op + strconv.Quote(m.value) }

// predicate returns what tells whether a series with a value of the label fulfils the condition. Regular expressions are
// anchored, as in Prometheus.
func (m matcher) predicate() (func(value string) bool, error) {
	switch m.op {
	case "=":
		return func(value string) bool { return value == m.value }, nil
	case "!=":
		return func(value string) bool { return value != m.value }, nil
	}
	expression, err := regexp.Compile("^(?s:" + m.value + ")$")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m, err)
	}
	return func(value string) bool { return expression.MatchString(value) == (m.op == "=~") }, nil
}

// isQueryKey tells whether Grafana's JSON keeps expressions under a name: expr in panels, the others in variables and
// annotations.
func isQueryKey(key string) bool { return key == "expr" || key == "query" || key == "definition" }

// queries returns the expressions of a dashboard, at whatever depth. What a variable of another kind keeps under the same
// name comes along: it holds no selector.
func queries(dashboard string) ([]string, error) {
	var root any
	if err := json.Unmarshal([]byte(dashboard), &root); err != nil {
		return nil, err
	}
	var found []string
	var walk func(key string, node any)
	walk = func(key string, node any) {
		switch node := node.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(node)) {
				walk(k, node[k])
			}
		case []any:
			for _, v := range node {
				walk(key, v)
			}
		case string:
			if isQueryKey(key) && node != "" {
				found = append(found, node)
			}
		}
	}
	walk("", root)
	return found, nil
}

var matcherPattern = regexp.MustCompile(`([a-zA-Z_][a-zA-Z0-9_.]*)\s*(=~|!~|!=|=)\s*$`)

// selectors returns the matchers of every {…} of an expression, by selector. It is a scanner, not a parser: that expressions
// are PromQL is proved where they are made, and here a parser would cost this module Prometheus.
func selectors(expr string) [][]matcher {
	var found [][]matcher
	var current []matcher
	inside, start := false, 0 // start: where the text since the last brace, comma or string begins
	for i := 0; i < len(expr); i++ {
		switch c := expr[i]; {
		case c == '"' || c == '\'' || c == '`':
			end := closingQuote(expr, i)
			if inside {
				if m := matcherPattern.FindStringSubmatch(expr[start:i]); m != nil {
					current = append(current, matcher{m[1], m[2], unquote(expr[i:end])})
				}
			}
			i, start = end-1, end
		case c == '$' && strings.HasPrefix(expr[i:], "${"): // a variable of Grafana
			if end := strings.IndexByte(expr[i:], '}'); end >= 0 {
				i += end
			}
		case c == '#':
			if end := strings.IndexByte(expr[i:], '\n'); end >= 0 {
				i += end
			} else {
				i = len(expr)
			}
		case c == '{':
			inside, start, current = true, i+1, nil
		case c == '}' && inside:
			inside = false
			found = append(found, current)
		case c == ',':
			start = i + 1
		}
	}
	return found
}

// closingQuote returns the index after the string that opens at i.
func closingQuote(expr string, i int) int {
	quote := expr[i]
	for j := i + 1; j < len(expr); j++ {
		switch {
		case expr[j] == '\\' && quote != '`':
			j++
		case expr[j] == quote:
			return j + 1
		}
	}
	return len(expr)
}

// unquote reads a PromQL string. One it cannot read is returned as it stands, so that it still compares.
func unquote(text string) string {
	if strings.HasPrefix(text, "'") && len(text) > 1 {
		body := strings.ReplaceAll(text[1:len(text)-1], `\'`, `'`)
		text = `"` + strings.ReplaceAll(body, `"`, `\"`) + `"`
	}
	if value, err := strconv.Unquote(text); err == nil {
		return value
	}
	return text
}
