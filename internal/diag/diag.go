// Package diag is how dashgen says that an input is wrong: where it is, what is wrong with it, why
// that matters, and what to do about it.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// A Position is a place in an input. Line and Column start at 1 and count lines and bytes; a zero
// Line means the whole file, a zero Column the whole line.
type Position struct {
	File   string
	Line   int
	Column int
}

// String prints the position as editors understand it: file:line:column, without the parts not known.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
}

// An Error is one thing that is wrong with an input.
type Error struct {
	Pos  Position
	What string // lower case, no full stop: the thing and what is wrong with it
	Why  string // optional: the rule it breaks
	Hint string // optional: what to do, shown on a line of its own
	Err  error  // optional: the cause
}

// New returns an Error at a position.
func New(pos Position, format string, args ...any) *Error {
	return &Error{Pos: pos, What: fmt.Sprintf(format, args...)}
}

// Because sets why the thing is wrong.
func (e *Error) Because(format string, args ...any) *Error {
	e.Why = fmt.Sprintf(format, args...)
	return e
}

// Help sets what the reader can do about it.
func (e *Error) Help(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// Error prints path:line:column: what: why, on one line and without the hint.
func (e *Error) Error() string {
	var b strings.Builder
	if pos := e.Pos.String(); pos != "" {
		b.WriteString(pos)
		b.WriteString(": ")
	}
	b.WriteString(e.What)
	if e.Why != "" {
		b.WriteString(": ")
		b.WriteString(e.Why)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// A List is everything that is wrong with an input. Whoever checks an input gathers all of it, so that
// a reader mends it in one go.
type List []*Error

// Add appends an Error at a position and returns it, so that a reason or a hint can be set.
func (l *List) Add(pos Position, format string, args ...any) *Error {
	e := New(pos, format, args...)
	*l = append(*l, e)
	return e
}

// Join appends what err holds: a List, an Error, or any other error as one without a position. Of errors that were put
// together by [errors.Join] it appends each.
func (l *List) Join(err error) {
	if err == nil {
		return
	}
	if parts := joined(err); len(parts) > 0 {
		for _, part := range parts {
			l.Join(part)
		}
		return
	}
	var list List
	if errors.As(err, &list) {
		*l = append(*l, list...)
		return
	}
	var e *Error
	if errors.As(err, &e) {
		*l = append(*l, e)
		return
	}
	*l = append(*l, &Error{What: err.Error(), Err: err})
}

// joined are the errors that errors.Join put together, or nil. An error that wraps several in a sentence of its own is
// none of these: it would lose the sentence.
func joined(err error) []error {
	many, ok := err.(interface{ Unwrap() []error }) // of this error alone: what it wraps is looked at later
	if !ok {
		return nil
	}
	parts := many.Unwrap()
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = part.Error()
	}
	if err.Error() != strings.Join(texts, "\n") {
		return nil
	}
	return parts
}

// Err returns the list sorted by position and without repetitions, or nil when it is empty. The list itself stays as
// it is.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	l = slices.Clone(l)
	slices.SortStableFunc(l, func(a, b *Error) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			cmp.Compare(a.What, b.What),
		)
	})
	return slices.CompactFunc(l, func(a, b *Error) bool { return a.Error() == b.Error() })
}

// Error prints one error a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Reason is an error of the file system in the system's words, without the operation and the path, which the position
// of a diagnostic says.
func Reason(err error) string {
	var inPath *fs.PathError
	var inLink *os.LinkError
	switch {
	case errors.As(err, &inPath):
		return inPath.Err.Error()
	case errors.As(err, &inLink):
		return inLink.Err.Error()
	}
	return err.Error()
}

// Fprint writes an error as a person reads it: each line prefixed by the program's name where it has no
// position, hints on lines of their own.
func Fprint(w io.Writer, program string, err error) {
	var list List
	list.Join(err)
	for _, e := range list {
		line := e.Error()
		if e.Pos.File == "" {
			line = program + ": " + line
		}
		fmt.Fprintln(w, line)
		if e.Hint != "" {
			fmt.Fprintf(w, "  hint: %s\n", e.Hint)
		}
	}
}
