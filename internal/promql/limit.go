package promql

import (
	"fmt"
	"strings"
)

// maxOperations is how many operators and brackets around each other an expression may have. The parser's time grows
// with the square of them: with tens of thousands, which fit into one query, it is minutes.
const maxOperations = 2000

// tooMany returns the error about an expression that would take too long to parse, or nil.
func tooMany(text string) *ParseError {
	if len(text) <= maxOperations {
		return nil
	}
	operations, depth, braces := 0, 0, 0
	sc := scanner{text: text}
	for t := sc.next(); t.kind != tokenEnd; t = sc.next() {
		switch {
		case t.is('{'):
			braces++
		case t.is('}'):
			braces = max(0, braces-1)
		case braces > 0, t.is(','), t.is(':'), t.is('['), t.is(']'):
		case t.is('('):
			depth++
		case t.is(')'):
			depth = max(0, depth-1)
		case t.kind == tokenPunct, t.kind == tokenMatch, t.kind == tokenWord && setOperator(text[t.start:t.end]):
			operations++
		}
		if operations+depth > maxOperations {
			return &ParseError{Text: text, Problems: []Problem{{
				Message: fmt.Sprintf("the expression has more than %d operators or brackets around each other", maxOperations), Span: Span{t.start, t.end},
			}}}
		}
	}
	return nil
}

// setOperator reports whether a word is an operator.
func setOperator(word string) bool {
	switch len(word) {
	case 2, 3, 5, 6:
		switch strings.ToLower(word) {
		case "or", "and", "atan2", "unless":
			return true
		}
	}
	return false
}
