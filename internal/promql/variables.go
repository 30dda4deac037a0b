package promql

import (
	"iter"
	"strings"
)

// A Role says what stands in for a variable: it follows from where the variable stands.
type Role uint8

// The roles.
const (
	RoleNone       Role = iota
	RoleDuration        // a range, a step or an offset: [$__rate_interval], offset $x
	RoleTimestamp       // after @
	RoleLabelValue      // in the value of a matcher: {pod=~"$pod.*"}
	RoleLabelName       // in by (…), on (…) and the like, or left of a matcher's operator
	RoleMatchers        // a whole matcher, or several: {job="x", $filters}
	RoleMetric          // a metric name or a part of one: foo_${unit}_total
	RoleFunction        // a function or aggregation: ${agg}(…)
	RoleNumber          // a number
	RoleOperand         // a whole expression: sum($query)
	RoleText            // in a string argument: label_replace(x, "$dst", …)
	RoleOperator        // an operator: x $op 5
	RoleModifier        // something after an operand: x $offset
)

// String names the role.
func (r Role) String() string {
	return [...]string{
		"none", "duration", "timestamp", "label value", "label name", "matchers", "metric", "function",
		"number", "operand", "text", "operator", "modifier",
	}[r]
}

// A Variable is one use of a Grafana variable.
type Variable struct {
	Name   string // without $ and braces: "pod"
	Field  string // after a dot: "text" of ${pod.text}
	Format string // after a colon: "regex" of ${pod:regex}, "date:iso" of ${__from:date:iso}
	Text   string // as written
	Span   Span
	Role   Role
	// Whole says that the variable alone makes up what its role names: {pod="$pod"}, not {pod="$pod-0"}.
	Whole bool
	// Label and Op are, in the value of a matcher, the label and the operator: = != =~ !~.
	Label, Op string
}

// Builtin reports whether Grafana itself sets the variable: $__rate_interval, ${__from:date}.
func (v Variable) Builtin() bool { return strings.HasPrefix(v.Name, "__") }

// Variables visits the uses of variables in a text that is no expression: a legend, a title, an interval.
func Variables(text string) iter.Seq[Variable] {
	return func(yield func(Variable) bool) {
		for i := 0; i < len(text); i++ {
			if text[i] != '$' && text[i] != '[' {
				continue
			}
			if v, ok := variableAt(text, i); ok {
				if !yield(v) {
					return
				}
				i = v.Span.End - 1
			}
		}
	}
}

// hasVariable reports whether a text may hold a variable.
func hasVariable(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '$' || s[i] == '[' {
			if _, ok := variableAt(s, i); ok {
				return true
			}
		}
	}
	return false
}

// mayHaveVariable is the cheap test before hasVariable.
func mayHaveVariable(s string) bool {
	return strings.IndexByte(s, '$') >= 0 || strings.Contains(s, "[[")
}

// variableAt reads the variable that begins at an offset, by the grammar of Grafana's own expression:
// $name, ${name.field:format} or [[name:format]]. Names that begin with a digit are the groups of
// label_replace.
func variableAt(s string, at int) (Variable, bool) {
	rest := s[at:]
	var v Variable
	var n int // length in bytes
	switch {
	case strings.HasPrefix(rest, "${"):
		name := identifier(rest[2:])
		n = 2 + len(name)
		v.Name = name
		if n < len(rest) && rest[n] == '.' {
			end := strings.IndexAny(rest[n:], ":^}")
			if end < 2 {
				return v, false
			}
			v.Field = rest[n+1 : n+end]
			n += end
		}
		if n < len(rest) && rest[n] == ':' {
			end := strings.IndexByte(rest[n:], '}')
			if end < 2 {
				return v, false
			}
			v.Format = rest[n+1 : n+end]
			n += end
		}
		if name == "" || n >= len(rest) || rest[n] != '}' {
			return v, false
		}
		n++
	case strings.HasPrefix(rest, "$"):
		v.Name = identifier(rest[1:])
		n = 1 + len(v.Name)
	case strings.HasPrefix(rest, "[["):
		v.Name = identifier(rest[2:])
		n = 2 + len(v.Name)
		if n < len(rest) && rest[n] == ':' {
			v.Format = identifierOrNumber(rest[n+1:])
			if v.Format == "" {
				return v, false
			}
			n += 1 + len(v.Format)
		}
		if !strings.HasPrefix(rest[n:], "]]") {
			return v, false
		}
		n += 2
	}
	if v.Name == "" {
		return v, false
	}
	v.Text = rest[:n]
	v.Span = Span{at, at + n}
	return v, true
}

// identifier returns the name that s begins with.
func identifier(s string) string {
	if s == "" || isDigit(s[0]) {
		return ""
	}
	return identifierOrNumber(s)
}

func identifierOrNumber(s string) string {
	n := 0
	for n < len(s) && isWord(s[n]) {
		n++
	}
	return s[:n]
}
