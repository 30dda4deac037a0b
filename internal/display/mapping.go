package display

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// The types of a [Mapping] (packages/grafana-data/src/types/valueMapping.ts, MappingType).
const (
	ValueMapping   = "value"   // by the number or text itself
	RangeMapping   = "range"   // by a range, both ends included
	RegexMapping   = "regex"   // texts only: a number never matches
	SpecialMapping = "special" // by what is no number or text
)

// What a special [Mapping] matches (valueMapping.ts, SpecialValueMatch). A number is never true, false or empty: those
// three are for columns of text.
const (
	MatchNull       = "null"
	MatchNaN        = "nan"
	MatchNullAndNaN = "null+nan"
	MatchTrue       = "true"
	MatchFalse      = "false"
	MatchEmpty      = "empty"
)

// A Mapping replaces the text or the colour of some values. The first one that matches wins.
type Mapping struct {
	Type     string
	Values   map[string]Result // of a value mapping, by the number as JavaScript writes it: "1", "0.5"
	From, To *float64          // of a range, nil: without end
	Pattern  string            // of a regular expression: /pattern/flags, or a pattern for the whole text
	Match    string            // of a special mapping
	Result   Result            // of all but value mappings
}

// A Result is what a [Mapping] sets; what is nil stays. An empty text hides the value.
type Result struct {
	Text  *string `json:"text"`
	Color *string `json:"color"`
}

// UnmarshalJSON reads a mapping as a dashboard has it: the options depend on the type. The error says that the type is not
// known, or that the options are not of it.
func (m *Mapping) UnmarshalJSON(data []byte) error {
	var head struct {
		Type    string          `json:"type"`
		Options json.RawMessage `json:"options"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return err
	}
	*m = Mapping{Type: head.Type}
	switch head.Type {
	case ValueMapping:
		return json.Unmarshal(head.Options, &m.Values)
	case RangeMapping, RegexMapping, SpecialMapping:
	default:
		return fmt.Errorf("unknown type of value mapping %q", head.Type)
	}
	var options struct {
		From, To *number
		Pattern  string
		Match    string
		Result   Result
	}
	if err := json.Unmarshal(head.Options, &options); err != nil {
		return err
	}
	m.From, m.To = (*float64)(options.From), (*float64)(options.To)
	m.Pattern, m.Match, m.Result = options.Pattern, options.Match, options.Result
	return nil
}

// A number may be a text in JSON: old dashboards have "from": "1", and JavaScript compares it all the same.
type number float64

// UnmarshalJSON reads a number or a text with one; anything else is an error.
func (n *number) UnmarshalJSON(data []byte) error {
	text := strings.Trim(string(data), `"`)
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return fmt.Errorf("%s is not a number", data)
	}
	*n = number(f)
	return nil
}

// mapped is the result for a number, nil for null (packages/grafana-data/src/utils/valueMappings.ts,
// getValueMappingResult).
func mapped(mappings []Mapping, v *float64) (Result, bool) {
	for _, m := range mappings {
		switch m.Type {
		case ValueMapping:
			if v == nil {
				continue
			}
			if r, ok := m.Values[jsString(*v)]; ok {
				return r, true
			}
		case RangeMapping:
			if v != nil && m.contains(*v) {
				return m.Result, true
			}
		case SpecialMapping:
			null, nan := v == nil, v != nil && math.IsNaN(*v)
			if null && m.Match == MatchNull || nan && m.Match == MatchNaN || (null || nan) && m.Match == MatchNullAndNaN {
				return m.Result, true
			}
		}
	}
	return Result{}, false
}

func (m Mapping) contains(v float64) bool {
	return !math.IsNaN(v) && (m.From == nil || v >= *m.From) && (m.To == nil || v <= *m.To)
}

// mappedText is the result for a text.
func mappedText(mappings []Mapping, s string) (Result, bool) {
	for _, m := range mappings {
		switch m.Type {
		case ValueMapping:
			if r, ok := m.Values[s]; ok {
				return r, true
			}
		case RangeMapping:
			if m.contains(leadingNumber(s)) {
				return m.Result, true
			}
		case RegexMapping:
			if r, ok := m.replace(s); ok {
				return r, true
			}
		case SpecialMapping:
			if m.Match == MatchTrue && s == "true" || m.Match == MatchFalse && s == "false" || m.Match == MatchEmpty && s == "" {
				return m.Result, true
			}
		}
	}
	return Result{}, false
}

// replace applies a regular expression. Go's know no look-around; such a mapping never matches.
func (m Mapping) replace(s string) (Result, bool) {
	pattern, flags := "^"+m.Pattern+"$", ""
	if rest, ok := strings.CutPrefix(m.Pattern, "/"); ok {
		// As Grafana reads it: the pattern ends before the first slash with nothing but flags behind it.
		end := len(rest)
		for i := range len(rest) {
			if rest[i] == '/' && strings.Trim(rest[i+1:], "gimys") == "" {
				end = i
				break
			}
		}
		if end == len(rest) {
			return Result{}, false
		}
		pattern, flags = rest[:end], rest[end+1:]
	}
	goFlags := ""
	for _, f := range "ims" {
		if strings.ContainsRune(flags, f) {
			goFlags += string(f)
		}
	}
	if goFlags != "" {
		pattern = "(?" + goFlags + ")" + pattern
	}
	re, err := regexp.Compile(pattern)
	if err != nil || !re.MatchString(s) {
		return Result{}, false
	}
	r := m.Result
	if r.Text == nil {
		return r, true
	}
	matches := re.FindAllStringSubmatchIndex(s, -1)
	if !strings.Contains(flags, "g") {
		matches = matches[:1]
	}
	var b strings.Builder
	last := 0
	for _, at := range matches {
		b.WriteString(s[last:at[0]])
		b.WriteString(fill(*r.Text, s, at))
		last = at[1]
	}
	text := b.String() + s[last:]
	r.Text = &text
	return r, true
}

// fill writes a template with JavaScript's $1, $& and $$ for a match. A group that the pattern has not stays as written.
func fill(template, s string, at []int) string {
	var b strings.Builder
	for i := 0; i < len(template); i++ {
		group := -1
		if template[i] == '$' && i+1 < len(template) {
			switch next := template[i+1]; {
			case next == '$':
				b.WriteByte('$')
				i++
				continue
			case next == '&':
				group = 0
			case next >= '1' && next <= '9':
				group = int(next - '0')
			}
		}
		if group < 0 || 2*group >= len(at) {
			b.WriteByte(template[i])
			continue
		}
		if at[2*group] >= 0 {
			b.WriteString(s[at[2*group]:at[2*group+1]])
		}
		i++
	}
	return b.String()
}

// notDecimal are the letters of numbers that Go reads and JavaScript does not.
const notDecimal = "xXpP_iInN"

// leadingNumber is JavaScript's parseFloat: the number that a text begins with, or NaN.
func leadingNumber(s string) float64 {
	s = strings.TrimSpace(s)
	for end := len(s); end > 0; end-- {
		if f := wholeNumber(s[:end]); !math.IsNaN(f) {
			return f
		}
	}
	return math.NaN()
}

// wholeNumber is the decimal number or infinity that a text is, or NaN.
func wholeNumber(s string) float64 {
	s = strings.TrimSpace(s)
	switch s {
	case "Infinity", "+Infinity":
		return math.Inf(1)
	case "-Infinity":
		return math.Inf(-1)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && !strings.ContainsAny(s, notDecimal) {
		return f
	}
	return math.NaN()
}
