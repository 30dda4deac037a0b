package source

import (
	"slices"
	"sort"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A Text is a string of a file that remembers where its bytes stand there. The zero Text is one that
// is not in the file.
type Text struct {
	Value string
	in    *Text // what it was decoded from; nil for a whole file and for a text that is fixed
	from  []segment
	file  *lines        // of a whole file
	fixed diag.Position // of a text that stands at one place with all its bytes
	apart bool          // its bytes follow each other from fixed on
}

// A segment says where a run of bytes comes from: those from at on, byte by byte, from those from off on.
type segment struct {
	at, off int32
}

// lines are the offsets at which the lines of a file begin.
type lines struct {
	path   string
	starts []int
}

// Whole is the text of a whole file.
func Whole(path, content string) *Text {
	l := &lines{path: path, starts: []int{0}}
	for i := 0; ; {
		n := strings.IndexByte(content[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		l.starts = append(l.starts, i)
	}
	return &Text{Value: content, file: l}
}

// Fixed is a text that stands at one place: one that Go code made.
func Fixed(value string, pos diag.Position) Text { return Text{Value: value, fixed: pos} }

// Slice is a part of the text, decoded as it stands.
func (t *Text) Slice(start, end int) Text {
	return Text{Value: t.Value[start:end], in: t, from: []segment{{0, int32(start)}}}
}

// Exists reports whether the text is in a file at all; it may be empty there.
func (t Text) Exists() bool { return t.in != nil || t.file != nil || t.fixed != (diag.Position{}) }

// Position is where a byte of the text stands in the file. An offset of len(Value) is the end.
func (t Text) Position(offset int) diag.Position {
	switch {
	case t.file != nil:
		offset = max(0, min(offset, len(t.Value)))
		line, found := slices.BinarySearch(t.file.starts, offset)
		if !found {
			line--
		}
		return diag.Position{File: t.file.path, Line: line + 1, Column: offset - t.file.starts[line] + 1}
	case t.in != nil:
		return t.in.Position(t.origin(offset))
	}
	if t.apart && t.fixed.Column > 0 {
		return diag.Position{File: t.fixed.File, Line: t.fixed.Line, Column: t.fixed.Column + offset}
	}
	return t.fixed
}

// Detach is the text with the place of its first byte only, the others behind it as if nothing was escaped: it
// does not keep the file in memory.
func (t Text) Detach() Text {
	if !t.Exists() {
		return t
	}
	return Text{Value: strings.Clone(t.Value), fixed: t.Position(0), apart: t.in != nil || t.file != nil}
}

// origin is where a byte stands in the text that this one was decoded from.
func (t Text) origin(offset int) int {
	i := sort.Search(len(t.from), func(i int) bool { return int(t.from[i].at) > offset }) - 1
	if i < 0 {
		return 0
	}
	return int(t.from[i].off) + offset - int(t.from[i].at)
}

// Start is the empty text at the beginning of the text.
func (t Text) Start() Text {
	t.Value = ""
	return t
}
