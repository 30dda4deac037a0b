package promql

import "strings"

// A tokenKind says what the scanner found.
type tokenKind uint8

const (
	tokenEnd    tokenKind = iota
	tokenWord             // name, keyword, number, duration or variable, or several of them glued together
	tokenString           // with its quotes
	tokenMatch            // = != =~ !~
	tokenPunct            // any other character or operator
)

// A token is a piece of an expression's text.
type token struct {
	kind       tokenKind
	first      byte // its first byte
	variable   bool // a word or string that holds a Grafana variable
	start, end int
}

func (t token) is(c byte) bool { return t.kind == tokenPunct && t.first == c && t.end == t.start+1 }

// A scanner splits a text into tokens from pos on. It is much simpler than PromQL's own lexer, since it
// only has to say where things are in a text that the parser accepts, or where variables are.
type scanner struct {
	text      string
	pos       int
	variables bool // whether to look for variables
	bracket   bool // inside [ ], where a colon parts the range from the step
}

func (s *scanner) next() token {
	s.space()
	if s.pos >= len(s.text) {
		return token{kind: tokenEnd, start: len(s.text), end: len(s.text)}
	}
	t := token{first: s.text[s.pos], start: s.pos}
	switch c := t.first; {
	case c == '"' || c == '\'' || c == '`':
		t.kind = tokenString
		s.string(c)
		t.variable = s.variables && hasVariable(s.text[t.start:s.pos])
	case s.word(&t):
		t.kind = tokenWord
	default:
		s.operator(&t, c)
	}
	t.end = s.pos
	return t
}

// peek returns the next token without consuming it.
func (s scanner) peek() token { return s.next() }

// space skips white space and comments.
func (s *scanner) space() {
	for s.pos < len(s.text) {
		switch s.text[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		case '#':
			if n := strings.IndexAny(s.text[s.pos:], "\n\r"); n >= 0 {
				s.pos += n
			} else {
				s.pos = len(s.text)
			}
		default:
			return
		}
	}
}

func (s *scanner) string(quote byte) {
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case quote:
			s.pos++
			return
		case '\\':
			if quote != '`' {
				s.pos++
			}
		}
	}
	s.pos = min(s.pos, len(s.text))
}

// word consumes a run of word characters and variables.
func (s *scanner) word(t *token) bool {
	start := s.pos
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		if wordBytes[c] || c == ':' && !s.bracket {
			s.pos++
			continue
		}
		if !s.variables || c != '$' && c != '[' {
			break
		}
		v, ok := variableAt(s.text, s.pos)
		if !ok {
			break
		}
		t.variable = true
		s.pos = v.Span.End
	}
	return s.pos > start
}

func (s *scanner) operator(t *token, c byte) {
	t.kind = tokenPunct
	s.pos++
	var d byte
	if s.pos < len(s.text) {
		d = s.text[s.pos]
	}
	switch {
	case c == '=' && d == '~', c == '!' && (d == '~' || d == '='):
		t.kind = tokenMatch
		s.pos++
	case c == '=' && d == '=', c == '<' && (d == '=' || d == '/'), c == '>' && (d == '=' || d == '/'):
		s.pos++
	case c == '=':
		t.kind = tokenMatch
	case c == '[':
		s.bracket = true
	case c == ']':
		s.bracket = false
	}
}

// wordBytes are the bytes of names, numbers and durations: letters, digits, underscores and dots.
var wordBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = isWord(byte(c)) || c == '.'
	}
	return t
}()

func isWord(c byte) bool { return isLetter(c) || isDigit(c) }

func isLetter(c byte) bool { return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
