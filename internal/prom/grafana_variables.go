package prom

import (
	"regexp"
	"slices"
	"strings"
)

// Variables are a dashboard's variables with their current values, by name. Nil is no variables.
type Variables map[string]Variable

// A Variable is the current choice of a dashboard variable.
type Variable struct {
	// Values are what is chosen. When All is set they are all options. A variable that is not Multi has one.
	Values []string
	// Texts are what the picker shows for Values, where that differs; only the format text uses them.
	Texts      []string
	Multi      bool   // several values can be chosen
	IncludeAll bool   // the picker offers All
	All        bool   // All is chosen
	AllValue   string // the custom value for All, used verbatim; empty: Values
}

// A reference is one way to write a variable: $name, ${name}, ${name.field:format}, [[name]] or [[name:format]].
// Group 1, 2 or 4 is the name, 5 the field, 3 or 6 the format.
var reference = regexp.MustCompile(`\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)` +
	`((?:\.[^:^{}\[\]]+|\["[^"]*"\]|\['[^']*'\]|\[[^\]"']*\])*)(?::([^}]+))?\}`)

// A usage is a reference found in a text.
type usage struct {
	name, field, format string
	plain               bool // $name or ${name}, which the backend knows too
}

// replaceReferences replaces each reference that the function knows and leaves the others untouched, as Grafana does.
func replaceReferences(text string, value func(usage) (string, bool)) string {
	if !strings.ContainsAny(text, "$[") {
		return text
	}
	var b strings.Builder
	end := 0
	for _, m := range reference.FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		u := usage{name: group(1) + group(2) + group(4), field: group(5), format: group(3) + group(6)}
		u.plain = group(2) == "" && u.field == "" && u.format == ""
		if replacement, ok := value(u); ok {
			b.WriteString(text[end:m[0]])
			b.WriteString(replacement)
			end = m[1]
		}
	}
	b.WriteString(text[end:])
	return b.String()
}

// variableName is the name in a text that is a variable and nothing else, or empty.
func variableName(text string) string {
	name := ""
	rest := replaceReferences(text, func(u usage) (string, bool) {
		if u.plain {
			name = u.name
		}
		return "", u.plain
	})
	if rest != "" {
		return ""
	}
	return name
}

// Expr replaces variables in a PromQL expression. A reference without a format is written for use in a label matcher:
// with Multi or IncludeAll as a regular expression, several values as (a|b), and otherwise as text inside quotes. A custom
// value for All is used verbatim. Unknown variables, and fields of variables, stay as they are.
//
// Grafana replaces twice, so a value may itself refer to variables; Expr does too.
func (vs Variables) Expr(expr string) string {
	once := vs.expand(expr, formatPromQL, 0)
	return vs.expand(once, formatPromQL, 0)
}

// Text replaces variables in any other text: titles, legends, min steps. A reference without a format lists several values
// as {a,b}. Unknown variables, and fields of variables, stay as they are.
func (vs Variables) Text(text string) string {
	return vs.expand(text, formatGlob, 0)
}

// maxNesting ends the expansion of custom values for All that refer to each other.
const maxNesting = 8

func (vs Variables) expand(text, defaultFormat string, depth int) string {
	return replaceReferences(text, func(u usage) (string, bool) {
		v, known := vs[u.name]
		if !known || u.field != "" {
			return "", false
		}
		format := u.format
		if format == "" {
			format = defaultFormat
		}
		if v.All && v.AllValue != "" {
			if formatted, ok := v.formatCustomAll(u.name, format); ok {
				return formatted, true
			}
			if depth < maxNesting {
				return vs.expand(v.AllValue, formatGlob, depth+1), true
			}
			return v.AllValue, true
		}
		return v.format(u.name, format), true
	})
}

// unresolved names the references in a final expression that nothing replaced, sorted. What label_replace refers to is
// not among them: $1, and ${name} of a group that is called so.
func unresolved(expr string) []string {
	var names []string
	replaceReferences(expr, func(u usage) (string, bool) {
		group := "<" + u.name + ">"
		if digit := u.name[0] >= '0' && u.name[0] <= '9'; !digit && !strings.Contains(expr, group) {
			names = append(names, u.name)
		}
		return "", false
	})
	slices.Sort(names)
	return slices.Compact(names)
}
