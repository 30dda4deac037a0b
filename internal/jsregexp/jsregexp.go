// Package jsregexp reads the regular expressions in Grafana's dashboards, which are JavaScript's, as Grafana reads them
// (packages/grafana-data/src/text/string.ts, stringToJsRegex).
package jsregexp

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// A Pattern is a regular expression and what its flags say of replacing.
type Pattern struct {
	*regexp.Regexp
	All bool // flag g: every match counts, not only the first
}

// slashed takes /…/flags apart.
var slashed = regexp.MustCompile(`^/(.*?)/(g?i?m?y?s?)$`)

// Compile reads /pattern/flags, or a pattern that has to match from end to end: Grafana puts ^ and $ around it, with no
// brackets, so that ^a|b$ is what a|b stands for. It fails on text that begins with a slash and is no pattern with flags,
// and on what JavaScript's regular expressions have and Go's have not, such as looking ahead.
func Compile(text string) (*Pattern, error) {
	pattern, flags := "^"+text+"$", ""
	if strings.HasPrefix(text, "/") {
		m := slashed.FindStringSubmatch(text)
		if m == nil {
			return nil, errors.New("it does not end with / and flags out of g i m y s, in this order")
		}
		pattern, flags = m[1], m[2]
	}
	all := strings.Contains(flags, "g")
	// Go knows the flags i, m and s; y matters for repeated matching only.
	if flags = strings.NewReplacer("g", "", "y", "").Replace(flags); flags != "" {
		pattern = "(?" + flags + ")" + pattern
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	return &Pattern{re, all}, nil
}

// Replace replaces the first match in a text, or with the flag g every one, by a replacement as JavaScript writes it: $1
// to $99 are groups, $& is the match, and $$ a dollar.
func (p *Pattern) Replace(text, replacement string) string {
	template := p.template(replacement)
	if p.All {
		return p.ReplaceAllString(text, template)
	}
	at := p.FindStringSubmatchIndex(text)
	if at == nil {
		return text
	}
	return string(p.ExpandString([]byte(text[:at[0]]), template, text, at)) + text[at[1]:]
}

// template is a replacement as Go writes it. A dollar that means nothing in JavaScript is text there.
func (p *Pattern) template(replacement string) string {
	var b strings.Builder
	for i := 0; i < len(replacement); i++ {
		if replacement[i] != '$' {
			b.WriteByte(replacement[i])
			continue
		}
		rest := replacement[i+1:]
		group, length := p.group(rest)
		switch {
		case length > 0:
			b.WriteString("${" + strconv.Itoa(group) + "}")
			i += length
		case strings.HasPrefix(rest, "&"):
			b.WriteString("${0}")
			i++
		case strings.HasPrefix(rest, "$"):
			b.WriteString("$$")
			i++
		default:
			b.WriteString("$$")
		}
	}
	return b.String()
}

// group is the number of a group that a text begins with, of two digits where there are so many groups, and its length; 0
// where it begins with none.
func (p *Pattern) group(text string) (number, length int) {
	for length := min(2, len(text)); length > 0; length-- {
		if n, err := strconv.Atoi(text[:length]); err == nil && n > 0 && n <= p.NumSubexp() && text[0] != '+' {
			return n, length
		}
	}
	return 0, 0
}
