package promql

import (
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/promql/parser/posrange"
)

// A Span is a part of an expression's text, in bytes: from Start up to, not including, End.
type Span struct {
	Start, End int
}

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Empty reports whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// In returns the text that the span covers, or "" when it lies outside.
func (s Span) In(text string) string {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return ""
	}
	return text[s.Start:s.End]
}

// A Position is a place in a text: line and column, counted in bytes, start at 1.
type Position struct {
	Line, Column int
}

// String prints line:column.
func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// PositionAt returns the line and column of a byte offset in a text.
func PositionAt(text string, offset int) Position {
	offset = max(0, min(offset, len(text)))
	before := text[:offset]
	return Position{
		Line:   strings.Count(before, "\n") + 1,
		Column: offset - strings.LastIndexByte(before, '\n'),
	}
}

func spanOf(r posrange.PositionRange) Span { return Span{int(r.Start), int(r.End)} }

// clamp keeps a span inside a text of n bytes: the parser reports some errors beyond the end.
func (s Span) clamp(n int) Span {
	s.Start = max(0, min(s.Start, n))
	s.End = max(s.Start, min(s.End, n))
	return s
}

func (s Span) lower(text string) string { return strings.ToLower(s.In(text)) }
