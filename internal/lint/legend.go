package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
)

// nextLabel finds the next {{label}} of a legend from an offset on: its name, where the name stands, and where
// what follows the braces begins.
func nextLabel(legend string, from int) (name string, at promql.Span, next int, ok bool) {
	start := strings.Index(legend[from:], "{{")
	if start < 0 {
		return "", promql.Span{}, 0, false
	}
	start += from + 2
	length := strings.Index(legend[start:], "}}")
	if length < 0 {
		return "", promql.Span{}, 0, false
	}
	inner := legend[start : start+length]
	name = strings.TrimSpace(inner)
	at.Start = start + strings.Index(inner, name)
	at.End = at.Start + len(name)
	return name, at, start + length + 2, true
}

// isLiteral reports whether a legend names every series of its query the same, whatever its labels.
func isLiteral(legend string) bool {
	return legend != "" && legend != "__auto" && !strings.Contains(legend, "{{") && !hasVariable(legend)
}

// hasVariable reports whether Grafana may put something in the place of a part of a text.
func hasVariable(text string) bool {
	return strings.Contains(text, "$") || strings.Contains(text, "[[")
}

// legendReads tells whether a legend calls all series of its query by a name.
func legendReads(legend, name string) verdict {
	switch {
	case legend == "" || legend == "__auto" || hasVariable(legend) || hasVariable(name):
		return notKnown
	case legend == name:
		if isLiteral(legend) {
			return surely
		}
		return notKnown
	case !canRead(legend, name) && !canRead(legend, withoutNumber(name)):
		return surelyNot
	}
	return notKnown
}

// canRead reports whether a legend can become a name: the texts around its labels are in the name, in order.
func canRead(legend, name string) bool {
	from := 0
	for first := true; ; first = false {
		_, at, next, ok := nextLabel(legend, from)
		if !ok {
			rest := legend[from:]
			if first {
				return rest == name
			}
			return strings.HasSuffix(name, rest)
		}
		text := legend[from : from+strings.Index(legend[from:at.Start], "{{")]
		i := strings.Index(name, text)
		if i < 0 || first && i > 0 {
			return false
		}
		name, from = name[i+len(text):], next
	}
}

// withoutNumber is the name that Grafana put a number behind, since several series have it: "P99 2".
func withoutNumber(name string) string {
	short := strings.TrimRight(name, "0123456789")
	if cut, ok := strings.CutSuffix(short, " "); ok && len(short) < len(name) {
		return cut
	}
	return name
}
