package source

import "unicode/utf16"

// root is the file that the text stands in, where a byte of the text stands there, and whether it does so as it is;
// nil for a text that is in no file.
func (t Text) root(offset int) (file *lines, at int, exact bool) {
	exact = true
	for t.in != nil {
		at, ok := t.origin(offset)
		exact = exact && ok
		if file := t.in.file; file != nil {
			return file, max(0, min(at, len(file.content))), exact
		}
		t, offset = t.in.text, at
	}
	return nil, 0, false
}

// Raw is where a part of the text stands in the file, in bytes. ok is false unless the file has exactly these
// bytes there: something is escaped or compressed, or the text is in no file.
func (t Text) Raw(start, end int) (from, to int, ok bool) {
	if start < 0 || start > end || end > len(t.Value) {
		return 0, 0, false
	}
	file, from, ok := t.root(start)
	for i := start + 1; ok && i < end; i++ {
		var at int
		_, at, ok = t.root(i)
		ok = ok && at == from+i-start
	}
	to = from + end - start
	if !ok || to > len(file.content) {
		return 0, 0, false
	}
	return from, to, file.content[from:to] == t.Value[start:end]
}

// Column is the column of a byte of the text, counted from 1 in UTF-16 code units as editors and SARIF count; 0
// where there is none.
func (t Text) Column(offset int) int {
	file, at, _ := t.root(offset)
	if file == nil {
		return t.Position(offset).Column
	}
	column := 1
	for _, r := range file.content[at-t.Position(offset).Column+1 : at] {
		column += max(1, utf16.RuneLen(r))
	}
	return column
}
