package promql

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/prometheus/prometheus/promql/parser"
)

// A Problem is one thing that is wrong with an expression.
type Problem struct {
	Message string // lower case, no full stop
	Span    Span   // in the text as written
}

// A ParseError is everything that the parser found wrong with an expression, in the order it did.
type ParseError struct {
	Text     string
	Problems []Problem
}

// Error prints the first problem as line:column: message, and how many more there are.
func (e *ParseError) Error() string {
	if len(e.Problems) == 0 {
		return "not an expression"
	}
	p := e.Problems[0]
	s := fmt.Sprintf("%s: %s", PositionAt(e.Text, p.Span.Start), p.Message)
	if n := len(e.Problems) - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s
}

// newParseError translates the parser's errors: positions and names as in the original text.
func newParseError(text string, words []word, sub *substitution, err error) *ParseError {
	e := &ParseError{Text: text}
	var list parser.ParseErrors
	if !errors.As(err, &list) {
		var single *parser.ParseErr
		if errors.As(err, &single) {
			list = parser.ParseErrors{*single}
		} else {
			e.Problems = []Problem{{Message: message(err.Error()), Span: Span{0, len(text)}}}
			return e
		}
	}
	for i, p := range list {
		msg := p.Err.Error()
		if i > 0 && msg == "no arguments for aggregate expression provided" {
			continue // the consequence of the error before
		}
		span := spanOf(p.PositionRange)
		if sub != nil {
			span = sub.span(span)
			msg = originalNames(text, words, sub, span, msg)
		}
		e.Problems = append(e.Problems, Problem{Message: message(msg), Span: tighten(text, span, msg)})
	}
	return e
}

// tighten corrects the span of an error: the lexer's reach to the end of the text, and those about an
// operator leave its last character out.
func tighten(text string, s Span, msg string) Span {
	s = s.clamp(len(text))
	switch {
	case strings.Contains(msg, "bool modifier can only"), strings.Contains(msg, "must use BOOL"),
		strings.Contains(msg, "must not occur in ON and GROUP"):
		s.End++
	case s.End < len(text):
	case strings.HasPrefix(msg, "unexpected character"):
		_, n := utf8.DecodeRuneInString(text[s.Start:])
		s.End = s.Start + n
	case strings.Contains(msg, "escape sequence"):
		sc := scanner{text: text, pos: s.Start}
		s.End = sc.next().end
	}
	return s.clamp(len(text))
}

// originalNames puts the words of the text back where a message quotes what stood in for them.
func originalNames(text string, words []word, sub *substitution, span Span, msg string) string {
	for i := range words {
		w := &words[i]
		written := w.span.In(text)
		s := strings.TrimSpace(string(w.standIn(nil, i, sub.names)))
		switch w.role {
		case RoleLabelName, RoleMetric, RoleOperand, RoleMatchers:
			name := sub.names + strconv.Itoa(i)
			if j := strings.Index(msg, name); j >= 0 {
				end := j + len(name)
				for end < len(msg) && msg[end] == '_' {
					end++
				}
				msg = msg[:j] + written + msg[end:]
			}
		default:
			if span.Start == w.span.Start && s != "" {
				msg = strings.ReplaceAll(msg, strconv.Quote(s), strconv.Quote(written))
			}
		}
	}
	return msg
}

// message makes a sentence one of ours: lower case, no full stop, on one line.
func message(s string) string {
	s = strings.TrimSuffix(strings.Join(strings.Fields(s), " "), ".")
	r, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(r) && !unicode.IsUpper(second) {
		s = string(unicode.ToLower(r)) + s[n:]
	}
	return s
}
