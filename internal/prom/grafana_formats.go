package prom

import (
	"encoding/json"
	"fmt"
	"strings"
)

// The formats that have no name in a reference, and those with a special case. The others are in [Variable.format].
const (
	formatPromQL     = "promql" // what Grafana's Prometheus datasource uses when a reference names no format
	formatGlob       = "glob"   // what everything else uses then
	formatText       = "text"
	formatPercent    = "percentencode"
	formatQueryParam = "queryparam"
)

// allText and allURL are what Grafana shows and puts into links when All is chosen.
const (
	allText = "All"
	allURL  = "$__all"
)

// format writes the current value. Unknown formats count as glob, as in Grafana.
func (v Variable) format(name, format string) string {
	format, argument, hasArgument := strings.Cut(format, ":")
	list := v.Multi || v.All
	each := func(separator string, write func(string) string) string {
		written := make([]string, len(v.Values))
		for i, value := range v.Values {
			written[i] = write(value)
		}
		return strings.Join(written, separator)
	}
	alternatives := func(escape func(string) string) string {
		if list && len(v.Values) != 1 {
			return "(" + each("|", escape) + ")"
		}
		return each(",", escape)
	}
	verbatim := func(s string) string { return s }
	glob := func() string {
		if len(v.Values) > 1 {
			return "{" + each(",", verbatim) + "}"
		}
		return each(",", verbatim)
	}
	switch format {
	case formatPromQL:
		switch {
		case v.Multi || v.IncludeAll:
			return alternatives(escapeMatcherRegex)
		case list:
			return each(",", verbatim)
		default:
			return each(",", escapeMatcherText)
		}
	case "regex":
		return alternatives(escapeRegex)
	case "pipe":
		return each("|", verbatim)
	case "csv", "raw":
		return each(",", verbatim)
	case "join":
		if !hasArgument {
			argument = ","
		}
		return each(argument, verbatim)
	case "doublequote":
		return each(",", func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` })
	case "singlequote":
		return each(",", func(s string) string { return `'` + strings.ReplaceAll(s, `'`, `\'`) + `'` })
	case "distributed":
		return each(","+name+"=", verbatim)
	case "json":
		if list {
			return marshal(v.Values)
		}
		return each(",", verbatim)
	case formatText:
		return v.text()
	case formatPercent:
		if list {
			return percentEncode("{" + each(",", verbatim) + "}")
		}
		return each(",", percentEncode)
	case formatQueryParam:
		if v.All {
			return "var-" + name + "=" + allURL
		}
		return each("&", func(s string) string { return "var-" + name + "=" + percentEncode(s) })
	default:
		return glob()
	}
}

// formatCustomAll writes a custom value for All in the few formats that do not take it verbatim.
func (v Variable) formatCustomAll(name, format string) (string, bool) {
	switch format {
	case formatText:
		return allText, true
	case formatPercent:
		return percentEncode(v.AllValue), true
	case formatQueryParam:
		return "var-" + name + "=" + allURL, true
	default:
		return "", false
	}
}

func (v Variable) text() string {
	switch {
	case v.All:
		return allText
	case len(v.Texts) > 0:
		return strings.Join(v.Texts, " + ")
	default:
		return strings.Join(v.Values, " + ")
	}
}

func marshal(values []string) string {
	if values == nil {
		values = []string{}
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(values); err != nil {
		return "" // strings always encode
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// escapeMatcherText escapes a value for a quoted string, as Grafana's Prometheus datasource does. It leaves double quotes
// alone, so a value that holds one breaks the expression, there as here.
func escapeMatcherText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `'`, `\\'`).Replace(s)
}

// escapeMatcherRegex escapes a value for a regular expression inside a quoted string: each backslash is written twice.
func escapeMatcherRegex(s string) string {
	return escape(s, `$^*{}[]+?.()|`, `\\`, `\\\\`)
}

// escapeRegex escapes a value for a regular expression. Inside a quoted PromQL string the result often is an error, which
// is how Grafana's format regex behaves.
func escapeRegex(s string) string {
	return escape(s, `$^*{}[]+?.()|/`, `\`, `\\`)
}

func escape(s, special, prefix, backslash string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\\':
			b.WriteString(backslash)
		case strings.IndexByte(special, c) >= 0:
			b.WriteString(prefix)
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// percentEncode writes a value for a URL, everything but unreserved characters encoded (RFC 3986).
func percentEncode(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_.~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}
