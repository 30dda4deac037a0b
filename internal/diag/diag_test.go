package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func screen(err error) string {
	var b strings.Builder
	Fprint(&b, "dashgen", err)
	return b.String()
}

// TestFprintLosesNothing prints errors that were gathered in every way there is.
func TestFprintLosesNothing(t *testing.T) {
	at := func(line int) Position { return Position{File: "f", Line: line} }
	list := List{New(at(2), "two").Help("mend it"), New(at(1), "one")}
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"nothing", nil, ""},
		{"an error of anybody", errors.New("plain"), "dashgen: plain\n"},
		{"one", New(at(3), "three").Because("why").Help("what to do"), "f:3: three: why\n  hint: what to do\n"},
		{"a list, in its order", list, "f:2: two\n  hint: mend it\nf:1: one\n"},
		{"joined", errors.Join(New(at(3), "three"), nil, New(at(4), "four"), errors.New("plain")), "f:3: three\nf:4: four\ndashgen: plain\n"},
		{"a list joined with others", errors.Join(list, errors.Join(New(at(3), "three"), errors.New("plain"))), "f:2: two\n  hint: mend it\nf:1: one\nf:3: three\ndashgen: plain\n"},
		{"two in a sentence", fmt.Errorf("%w, and then %w", errors.New("one"), errors.New("two")), "dashgen: one, and then two\n"},
		{"wrapped", fmt.Errorf("reading: %w", New(at(3), "three")), "f:3: three\n"},
	} {
		if got := screen(tt.err); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// TestErrSorts: the list that somebody gathers stays whole, so that they may gather more.
func TestErrSorts(t *testing.T) {
	var l List
	if l.Err() != nil {
		t.Error("an empty list is an error")
	}
	l.Add(Position{File: "b"}, "second")
	l.Add(Position{File: "a", Line: 2, Column: 3}, "first")
	l.Add(Position{File: "b"}, "second")
	if got, want := l.Err().Error(), "a:2:3: first\nb: second"; got != want {
		t.Errorf("the error is\n%s\nwant\n%s", got, want)
	}
	if got, want := l.Error(), "b: second\na:2:3: first\nb: second"; got != want {
		t.Errorf("afterwards the list is\n%s\nwant\n%s", got, want)
	}
}

func TestReason(t *testing.T) {
	dir := t.TempDir()
	_, missing := os.Open(filepath.Join(dir, "missing"))
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "open", Path: "x", Err: errors.New("too many")}, "too many"},
		{fmt.Errorf("reading: %w", &fs.PathError{Op: "open", Path: "x", Err: errors.New("too many")}), "too many"},
		{&os.LinkError{Op: "rename", Old: "x", New: "y", Err: errors.New("across devices")}, "across devices"},
		{errors.New("plain"), "plain"},
	} {
		if got := Reason(tt.err); got != tt.want {
			t.Errorf("the reason of %v is %q, want %q", tt.err, got, tt.want)
		}
	}
	if got := Reason(missing); strings.Contains(got, dir) || got == "" {
		t.Errorf("the reason is %q", got)
	}
}
