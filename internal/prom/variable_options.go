package prom

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/jsregexp"
)

// A Sort is the order of a variable's options, with the numbers that the dashboard's JSON has.
type Sort int

// The orders that Grafana offers. The zero value leaves options as the query returned them, which is alphabetical for all
// queries but query_result.
const (
	SortNone Sort = iota
	SortAlphabeticalAsc
	SortAlphabeticalDesc
	SortNumericalAsc // by the first number in the text
	SortNumericalDesc
	SortCaseInsensitiveAsc
	SortCaseInsensitiveDesc
	SortNaturalAsc // numbers inside the text count as numbers
	SortNaturalDesc
)

// apply sorts options in place. A descending order is the ascending one reversed, ties included.
func (s Sort) apply(options []Option) ([]Option, error) {
	var compare func(a, b Option) int
	switch s {
	case SortNone:
		return options, nil
	case SortAlphabeticalAsc, SortAlphabeticalDesc:
		compare = func(a, b Option) int { return cmp.Compare(a.Text, b.Text) }
	case SortNumericalAsc, SortNumericalDesc:
		compare = func(a, b Option) int { return cmp.Compare(firstNumber(a.Text), firstNumber(b.Text)) }
	case SortCaseInsensitiveAsc, SortCaseInsensitiveDesc:
		compare = func(a, b Option) int { return cmp.Compare(strings.ToLower(a.Text), strings.ToLower(b.Text)) }
	case SortNaturalAsc, SortNaturalDesc:
		compare = func(a, b Option) int { return compareNatural(strings.ToLower(a.Text), strings.ToLower(b.Text)) }
	default:
		return nil, fmt.Errorf("variable query: sort %d is not between 0 and %d", s, SortNaturalDesc)
	}
	slices.SortStableFunc(options, compare)
	if s%2 == 0 {
		slices.Reverse(options)
	}
	return options, nil
}

var digits = regexp.MustCompile(`\d+`)

// firstNumber is the first number in a text, or -1.
func firstNumber(text string) float64 {
	n, err := strconv.ParseFloat(digits.FindString(text), 64)
	if err != nil {
		return -1
	}
	return n
}

// compareNatural compares texts piece by piece, runs of digits as numbers.
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		pa, pb := firstPiece(a), firstPiece(b)
		a, b = a[len(pa):], b[len(pb):]
		c := cmp.Compare(pa, pb)
		if isDigit(pa[0]) && isDigit(pb[0]) {
			na, nb := strings.TrimLeft(pa, "0"), strings.TrimLeft(pb, "0")
			c = cmp.Or(cmp.Compare(len(na), len(nb)), cmp.Compare(na, nb))
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// firstPiece is the run of digits, or of anything else, that a text starts with.
func firstPiece(text string) string {
	for i := 1; i < len(text); i++ {
		if isDigit(text[i]) != isDigit(text[0]) {
			return text[:i]
		}
	}
	return text
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// A picker applies a variable's regex to options.
type picker struct {
	regex *jsregexp.Pattern // nil: every option as it is
}

// newPicker reads the regex of a variable.
func newPicker(text string) (picker, error) {
	if text == "" {
		return picker{}, nil
	}
	pattern, err := jsregexp.Compile(text)
	if err != nil {
		return picker{}, fmt.Errorf("variable regex %s: %w", text, err)
	}
	return picker{pattern}, nil
}

// options are what the regex makes of a text: groups called text and value, or else the first group of each match, or
// else the whole text.
func (p picker) options(text string) []Option {
	if p.regex == nil {
		return []Option{{text, text}}
	}
	limit := 1
	if p.regex.All {
		limit = -1
	}
	matches := p.regex.FindAllStringSubmatch(text, limit)
	if len(matches) == 0 {
		return nil
	}
	group := func(name string) string {
		if i := p.regex.SubexpIndex(name); i > 0 {
			for _, m := range matches {
				if m[i] != "" {
					return m[i]
				}
			}
		}
		return ""
	}
	if value, text := group("value"), group("text"); value != "" || text != "" {
		return []Option{{Text: cmp.Or(text, value), Value: cmp.Or(value, text)}}
	}
	if p.regex.NumSubexp() == 0 {
		return []Option{{text, text}}
	}
	var options []Option
	for _, m := range matches {
		options = append(options, Option{m[1], m[1]})
	}
	return options
}
