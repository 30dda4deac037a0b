package config

import (
	"bytes"
	"math"
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A text is a file's content cut into lines, to turn places in it into positions.
type text struct {
	name  string
	lines [][]byte      // without their line ends
	marks map[int][]int // by index of a line that is not ASCII: the byte that every stride-th character begins at
}

// stride keeps the marks of a line small and the walk from a mark to a character short.
const stride = 64

func newText(name string, data []byte) *text {
	return &text{name: name, lines: bytes.Split(data, []byte("\n")), marks: make(map[int][]int)}
}

// at returns the position of a line and a column counted in characters, as YAML counts them, kept inside
// the text: YAML puts what is missing behind the end of it. A column of 0 is the whole line.
func (t *text) at(line, column int) diag.Position {
	switch {
	case line < 1:
		return diag.Position{File: t.name}
	case line > len(t.lines):
		line, column = len(t.lines), math.MaxInt
	}
	if column < 1 {
		return diag.Position{File: t.name, Line: line}
	}
	return diag.Position{File: t.name, Line: line, Column: t.bytes(line-1, column-1) + 1}
}

// bytes returns how many bytes the first so many characters of a line have.
func (t *text) bytes(line, characters int) int {
	content := t.lines[line]
	marks, ok := t.marks[line]
	if !ok {
		marks = index(content)
		t.marks[line] = marks
	}
	if marks == nil {
		return min(characters, len(content))
	}
	mark := min(characters/stride, len(marks)-1)
	offset := marks[mark]
	for range characters - mark*stride {
		if offset == len(content) {
			break
		}
		_, size := utf8.DecodeRune(content[offset:])
		offset += size
	}
	return offset
}

// index returns the marks of a line, nil when it is ASCII and needs none.
func index(line []byte) []int {
	if !bytes.ContainsFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return nil
	}
	var marks []int
	for n, offset := 0, 0; offset < len(line); n++ {
		if n%stride == 0 {
			marks = append(marks, offset)
		}
		_, size := utf8.DecodeRune(line[offset:])
		offset += size
	}
	return marks
}

// offset returns the position of a byte.
func (t *text) offset(offset int) diag.Position {
	for i, line := range t.lines {
		if offset <= len(line) {
			return diag.Position{File: t.name, Line: i + 1, Column: offset + 1}
		}
		offset -= len(line) + 1
	}
	return diag.Position{File: t.name}
}

// A place is where a value stands, and where the values below it do.
type place struct {
	pos   diag.Position
	below map[string]*place
}

// add returns a new place below p.
func (p *place) add(name string, pos diag.Position) *place {
	if p.below == nil {
		p.below = make(map[string]*place)
	}
	child := &place{pos: pos}
	p.below[name] = child
	return child
}

// find returns the place at the end of a path, or as far along it as there are places.
func (p *place) find(path ...string) *place {
	for _, name := range path {
		child, ok := p.below[name]
		if !ok {
			break
		}
		p = child
	}
	return p
}
