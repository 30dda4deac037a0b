package source

import "unicode/utf16"

// root is the file that the text stands in and where a byte of the text stands there; nil for a text that is in
// no file.
func (t *Text) root(offset int) (*Text, int) {
	for t.in != nil {
		t, offset = t.in, t.origin(offset)
	}
	if t.file == nil {
		return nil, 0
	}
	return t, max(0, min(offset, len(t.Value)))
}

// Raw is where a part of the text stands in the file, in bytes. ok is false unless the file has exactly these
// bytes there: something is escaped or compressed, or the text is in no file.
func (t Text) Raw(start, end int) (from, to int, ok bool) {
	if start < 0 || start > end || end > len(t.Value) {
		return 0, 0, false
	}
	file, from := t.root(start)
	_, to = t.root(end)
	if file == nil || to-from != end-start || file.Value[from:to] != t.Value[start:end] {
		return 0, 0, false
	}
	return from, to, true
}

// Column is the column of a byte of the text, counted from 1 in UTF-16 code units as editors and SARIF count; 0
// where there is none.
func (t Text) Column(offset int) int {
	file, at := t.root(offset)
	if file == nil {
		return t.Position(offset).Column
	}
	line := file.Value[at-t.Position(offset).Column+1 : at]
	column := 1
	for _, r := range line {
		column += max(1, utf16.RuneLen(r))
	}
	return column
}
