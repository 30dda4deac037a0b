package config

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// str reads a string that is not empty. Numbers and the like are not taken for strings: YAML reads 0.10 as 0.1.
func (r *reader) str(v value) string {
	switch {
	case !isString(v.node):
		e := r.wrong(v, "a string")
		if v.node.Kind == yaml.ScalarNode {
			e.Help("put it in quotes: %s", quote(v.node.Value))
		} else if v.node.Kind == yaml.MappingNode && v.node.Style&yaml.FlowStyle != 0 {
			e.Help(`put text that begins with { in double quotes, such as "{tenant}"`)
		}
		return ""
	case v.node.Value == "":
		r.add(v, "%s is an empty string", v.label).Help("give it a text or delete it")
		return ""
	case strings.TrimSpace(v.node.Value) != v.node.Value:
		r.add(v, "%s begins or ends with white space", v.label).Help("write %s", quote(strings.TrimSpace(v.node.Value)))
		return ""
	}
	return v.node.Value
}

// boolean reads true or false.
func (r *reader) boolean(v value) bool {
	if v.node.Kind != yaml.ScalarNode || v.node.Tag != "!!bool" {
		e := r.wrong(v, "true or false")
		if isString(v.node) {
			switch strings.ToLower(v.node.Value) {
			case "true", "yes", "on", "y":
				e.Help("write true, without quotes")
			case "false", "no", "off", "n":
				e.Help("write false, without quotes")
			}
		}
		return false
	}
	return strings.EqualFold(v.node.Value, "true")
}

var (
	integerPattern = regexp.MustCompile(`^-?(?:0|[1-9]\d*)$`)
	numberPattern  = regexp.MustCompile(`^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$`)
)

// integer reads a decimal number without a fraction, in a range.
func (r *reader) integer(v value, low, high int) int {
	if !isNumber(v.node) || !integerPattern.MatchString(v.node.Value) {
		e := r.wrong(v, "a whole number without leading zeros")
		if isString(v.node) && integerPattern.MatchString(v.node.Value) {
			e.Help("leave the quotes out: %s", short(v.node.Value))
		}
		return 0
	}
	n, err := strconv.Atoi(v.node.Value)
	if err != nil || n < low || n > high {
		r.add(v, "%s is %s", v.label, short(v.node.Value)).Because("%d to %d is wanted", low, high)
		return 0
	}
	return n
}

// number reads a decimal number and says whether it is one.
func (r *reader) number(v value) (float64, bool) {
	if !isNumber(v.node) || !numberPattern.MatchString(v.node.Value) {
		e := r.wrong(v, "a decimal number")
		if isString(v.node) && numberPattern.MatchString(v.node.Value) {
			e.Help("leave the quotes out: %s", short(v.node.Value))
		}
		return 0, false
	}
	f, err := strconv.ParseFloat(v.node.Value, 64)
	if err != nil {
		r.add(v, "%s is %s", v.label, short(v.node.Value)).Because("numbers that large cannot be computed with")
		return 0, false
	}
	return f, true
}

// isNumber reports whether a value is written like a number. YAML takes those that it cannot store for text.
func isNumber(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && (!isString(n) || numberPattern.MatchString(n.Value))
}

// duration reads a duration above 0 as Prometheus writes it.
func (r *reader) duration(v value) (time.Duration, bool) {
	if v.node.Kind != yaml.ScalarNode {
		r.wrong(v, "a duration")
		return 0, false
	}
	d, ok := parseDuration(v.node.Value)
	if !ok || d == 0 {
		r.add(v, "%s is %s", v.label, quote(v.node.Value)).Because("a duration above 0 is wanted").
			Help("write a number and its unit (ms, s, m, h, d, w, y), such as %s", durationExample(v.node.Value))
		return 0, false
	}
	return d, true
}

func durationExample(s string) string {
	if integerPattern.MatchString(s) && s[0] != '-' && s != "0" {
		return short(s) + "s"
	}
	return "30s"
}

// quote returns text in quotes, and short text as it is unless it has characters that cannot be seen. Neither
// is longer than fits in an error.
func quote(s string) string { return strconv.Quote(cut(s)) }

func short(s string) string {
	if strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsPrint(c) }) {
		return strings.Trim(quote(s), `"`)
	}
	return cut(s)
}

func cut(s string) string {
	const longest = 80
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + "…"
}
