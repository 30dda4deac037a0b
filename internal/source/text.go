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
	in    *origin   // what it was cut out of
	start int32     // where it begins in there, when from is nil: all bytes follow each other
	from  []segment // where its runs of bytes come from, when they don't; the first one begins at 0
}

// A segment says where a run of bytes comes from: those from at on, byte by byte, from those from off on. When
// off is negative, all of them come from what stands at ^off: an escape, or a place that is known no better.
type segment struct {
	at, off int32
}

// pinned is a segment of bytes that all come from one place.
func pinned(at, off int) segment { return segment{int32(at), ^int32(off)} }

// copied is a segment of bytes that stand at a place as they are.
func copied(at, off int) segment { return segment{int32(at), int32(off)} }

// An origin is what texts are cut out of: a file, a text that was decoded itself, or something with no more
// than one position.
type origin struct {
	file  *lines
	text  Text
	fixed diag.Position
	apart bool // the bytes follow each other from fixed on
}

// lines are a file and the offsets at which its lines begin.
type lines struct {
	path    string
	content string
	starts  []int32
}

// bom is the mark that some editors put before UTF-8. It is no part of the first line.
const bom = "\ufeff"

// Whole is the text of a whole file.
func Whole(path, content string) *Text {
	l := &lines{path: path, content: content, starts: []int32{0}}
	if strings.HasPrefix(content, bom) {
		l.starts[0] = int32(len(bom))
	}
	for i := 0; ; {
		n := strings.IndexByte(content[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		l.starts = append(l.starts, int32(i))
	}
	return &Text{Value: content, in: &origin{file: l}}
}

// Fixed is a text that stands at one place: one that Go code made.
func Fixed(value string, pos diag.Position) Text {
	if pos == (diag.Position{}) {
		return Text{Value: value}
	}
	return Text{Value: value, in: &origin{fixed: pos}}
}

// Slice is a part of the text, decoded as it stands.
func (t *Text) Slice(start, end int) Text {
	part := Text{Value: t.Value[start:end], in: t.in}
	if t.from == nil {
		part.start = t.start + int32(start)
		return part
	}
	for i := t.segment(start); i < len(t.from) && int(t.from[i].at) <= end; i++ {
		s := t.from[i]
		if skip := int32(start) - s.at; skip > 0 {
			s.at += skip
			if s.off >= 0 {
				s.off += skip
			}
		}
		s.at -= int32(start)
		part.from = append(part.from, s)
	}
	return part
}

// Trim is the text without white space around it.
func (t *Text) Trim() Text {
	start := len(t.Value) - len(strings.TrimLeft(t.Value, " \t\r\n"))
	end := max(start, len(strings.TrimRight(t.Value, " \t\r\n")))
	return t.Slice(start, end)
}

// Exists reports whether the text is in a file at all; it may be empty there.
func (t Text) Exists() bool { return t.in != nil }

// Position is where a byte of the text stands in the file. An offset of len(Value) is the end.
func (t Text) Position(offset int) diag.Position {
	if t.in == nil {
		return diag.Position{}
	}
	at, _ := t.origin(offset)
	switch o := t.in; {
	case o.file != nil:
		return o.file.position(at)
	case o.text.in != nil:
		return o.text.Position(at)
	case o.apart && o.fixed.Column > 0:
		p := o.fixed
		p.Column += at
		return p
	default:
		return o.fixed
	}
}

// Detach is the text with the place of its first byte only, the others behind it as if nothing was escaped: it
// does not keep the file in memory.
func (t Text) Detach() Text {
	if !t.Exists() {
		return t
	}
	return Text{Value: strings.Clone(t.Value), in: &origin{fixed: t.Position(0), apart: t.in.file != nil || t.in.text.in != nil || t.in.apart}}
}

// origin is where a byte stands in what this text was cut out of, and whether it stands there as it is.
func (t Text) origin(offset int) (at int, exact bool) {
	if t.from == nil {
		return int(t.start) + offset, true
	}
	s := t.from[max(0, t.segment(offset))]
	if s.off < 0 {
		return int(^s.off), false
	}
	return int(s.off) + offset - int(s.at), true
}

// segment is the index of the segment that a byte is in.
func (t *Text) segment(offset int) int {
	return sort.Search(len(t.from), func(i int) bool { return int(t.from[i].at) > offset }) - 1
}

func (l *lines) position(offset int) diag.Position {
	offset = max(int(l.starts[0]), min(offset, len(l.content)))
	line, found := slices.BinarySearch(l.starts, int32(offset))
	if !found {
		line--
	}
	return diag.Position{File: l.path, Line: line + 1, Column: offset - int(l.starts[line]) + 1}
}

// Start is the empty text at the beginning of the text.
func (t Text) Start() Text {
	t.Value = ""
	return t
}

// at makes a text whose bytes are all at the beginning of another one: nothing better is known of them.
func (t *Text) at(value string) Text {
	in, start := t.base()
	return Text{Value: value, in: in, from: []segment{pinned(0, start)}}
}

// base is what a text is cut out of, and where it begins there. For one that doesn't stand there byte by byte,
// that is the text itself.
func (t *Text) base() (in *origin, start int) {
	if t.in != nil && t.from == nil {
		return t.in, int(t.start)
	}
	return &origin{text: *t}, 0
}
