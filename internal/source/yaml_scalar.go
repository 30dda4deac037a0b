package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// scalarText finds where each byte of a scalar stands. The YAML library says only where the scalar begins, so it
// is decoded once more; where that gives another text, all of it is at the scalar's beginning.
func (r *yamlReader) scalarText(y *yaml.Node) Text {
	at := r.offset(y)
	s := scalarReader{src: r.text.Value, want: y.Value, i: at, base: r.base}
	s.properties()
	begin := s.i
	ok := false
	switch {
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		ok = s.block(y.Style&yaml.FoldedStyle != 0)
	case y.Style&yaml.DoubleQuotedStyle != 0:
		ok = s.quoted('"')
	case y.Style&yaml.SingleQuotedStyle != 0:
		ok = s.quoted('\'')
	default:
		if y.Value == "" {
			return Text{Value: "", in: r.in, start: int32(r.base + at)}
		}
		ok = s.flow(0)
	}
	if !ok || s.w != len(s.want) {
		return Text{Value: y.Value, in: r.in, from: []segment{pinned(0, r.base+min(begin, len(r.text.Value)))}}
	}
	t := Text{Value: y.Value, in: r.in, from: s.from}
	switch {
	case len(s.from) == 0:
		t.start = int32(r.base + s.i)
	case len(s.from) == 1 && s.from[0].off >= 0: // as it stands; then it needs no memory of its own
		t.start, t.from = s.from[0].off, nil
		t.Value = r.text.Value[int(t.start)-r.base:][:len(t.Value)]
	}
	return t
}

// A scalarReader follows a scalar through the document, along with the text that it is known to stand for.
type scalarReader struct {
	src  string
	want string
	i, w int // how far it is in src and in want
	base int // where src begins in its origin
	from []segment
}

// properties skips a tag and an anchor before the scalar.
func (s *scalarReader) properties() {
	for s.i < len(s.src) && (s.src[s.i] == '!' || s.src[s.i] == '&') {
		for s.i < len(s.src) && strings.IndexByte(" \t\r\n", s.src[s.i]) < 0 {
			s.i++
		}
		s.space()
	}
}

// space skips white space and comments.
func (s *scalarReader) space() {
	for s.i < len(s.src) {
		switch s.src[s.i] {
		case ' ', '\t', '\r', '\n':
			s.i++
		case '#':
			n := strings.IndexByte(s.src[s.i:], '\n')
			if n < 0 {
				n = len(s.src) - s.i
			}
			s.i += n
		default:
			return
		}
	}
}

// copy takes n bytes that stand for themselves.
func (s *scalarReader) copy(n int) bool {
	if s.w+n > len(s.want) || s.src[s.i:s.i+n] != s.want[s.w:s.w+n] {
		return false
	}
	last := len(s.from) - 1
	if last < 0 || s.from[last].off < 0 || int(s.from[last].off)-int(s.from[last].at) != s.base+s.i-s.w {
		s.from = append(s.from, copied(s.w, s.base+s.i))
	}
	s.i += n
	s.w += n
	return true
}

// stand takes what the next n bytes stand for.
func (s *scalarReader) stand(text string, n int) bool {
	if !strings.HasPrefix(s.want[s.w:], text) {
		return false
	}
	s.from = append(s.from, pinned(s.w, s.base+s.i))
	s.i += n
	s.w += len(text)
	return true
}

// end marks where the text ends, when what ends it is no byte that stands for itself.
func (s *scalarReader) end() bool {
	if last := len(s.from) - 1; last >= 0 && s.from[last].off < 0 {
		s.from = append(s.from, copied(s.w, s.base+s.i))
	}
	return s.w == len(s.want)
}

// breaks takes the line breaks that were passed in a folded block, at these offsets. The text has a space for a
// single one, and a line feed for each further one; or one for each of them, around lines that are indented more.
func (s *scalarReader) breaks(at []int) {
	if len(at) == 0 {
		return
	}
	n := 0
	for s.w+n < len(s.want) && s.want[s.w+n] == '\n' && n < len(at) {
		n++
	}
	switch {
	case n > 0:
		if s.w+n < len(s.want) {
			at = at[len(at)-n:]
		}
		for _, a := range at[:n] {
			s.from = append(s.from, pinned(s.w, s.base+a))
			s.w++
		}
	case s.w < len(s.want) && s.want[s.w] == ' ':
		s.from = append(s.from, pinned(s.w, s.base+at[0]))
		s.w++
	}
}

// block follows a literal or folded block.
func (s *scalarReader) block(folded bool) bool {
	if s.want == "" {
		return true
	}
	n := strings.IndexByte(s.src[s.i:], '\n')
	if n < 0 {
		return false
	}
	s.i += n + 1
	// The block is indented by what its first line has more than the text.
	indent := 0
	for line := range strings.SplitSeq(s.src[s.i:], "\n") {
		if strings.Trim(line, " \r") != "" {
			indent = spaces(line) - spaces(strings.TrimLeft(s.want, "\n"))
			break
		}
	}
	if indent < 0 {
		return false
	}
	if folded {
		return s.foldedLines(indent)
	}
	return s.literalLines(indent)
}

// line returns what the line has behind its indentation, without the line break, and where it ends; inside is false
// for the line that follows the block. It moves to where the content begins.
func (s *scalarReader) line(indent int) (content string, end int, inside bool) {
	end = len(s.src)
	if n := strings.IndexByte(s.src[s.i:], '\n'); n >= 0 {
		end = s.i + n
	}
	content = strings.TrimSuffix(s.src[s.i:end], "\r")
	skip := min(indent, spaces(content))
	s.i += skip
	content = content[skip:]
	return content, end, skip == indent || content == ""
}

// literalLines follows the lines of a literal block.
func (s *scalarReader) literalLines(indent int) bool {
	for s.w < len(s.want) && s.i < len(s.src) {
		content, end, inside := s.line(indent)
		if !inside || !s.copy(len(content)) {
			return false
		}
		if s.w == len(s.want) {
			break
		}
		switch end - s.i {
		case 0:
			if !s.copy(min(1, len(s.src)-s.i)) {
				return false
			}
		default: // with a carriage return
			if !s.stand("\n", 2) {
				return false
			}
		}
	}
	return s.end()
}

// foldedLines follows the lines of a folded block.
func (s *scalarReader) foldedLines(indent int) bool {
	var passed []int // line breaks that are not in the text yet
	for s.w < len(s.want) && s.i < len(s.src) {
		content, end, inside := s.line(indent)
		if !inside {
			break
		}
		if content != "" {
			if s.breaks(passed); !s.copy(len(content)) {
				return false
			}
			passed = passed[:0]
		}
		passed = append(passed, s.i)
		s.i = min(end+1, len(s.src))
	}
	s.breaks(passed)
	return s.end()
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// quoted follows a quoted scalar.
func (s *scalarReader) quoted(quote byte) bool {
	if s.i >= len(s.src) || s.src[s.i] != quote {
		return false
	}
	s.i++
	return s.flow(quote) && s.i < len(s.src) && s.src[s.i] == quote
}

// flow follows a scalar whose lines are folded; without quotes, it ends with the text.
func (s *scalarReader) flow(quote byte) bool {
	for s.i < len(s.src) && (s.w < len(s.want) || quote != 0 && s.src[s.i] != quote) {
		switch c := s.src[s.i]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			if !s.whiteSpace(false) {
				return false
			}
		case quote == '\'' && c == '\'':
			if !strings.HasPrefix(s.src[s.i:], "''") {
				return false
			}
			if !s.stand("'", 2) {
				return false
			}
		case quote == '"' && c == '\\':
			if !s.escape() {
				return false
			}
		default:
			n := 1
			for s.i+n < len(s.src) && strings.IndexByte(" \t\r\n'\"\\", s.src[s.i+n]) < 0 && s.w+n < len(s.want) {
				n++
			}
			if !s.copy(n) {
				return false
			}
		}
	}
	return s.end()
}

// whiteSpace follows white space: it stands for itself in a line. Around line breaks it stands for nothing, a break
// for a space, and several for one line feed less; all of them, behind one that was escaped.
func (s *scalarReader) whiteSpace(escaped bool) bool {
	n := len(s.src[s.i:]) - len(strings.TrimLeft(s.src[s.i:], " \t\r\n"))
	space := s.src[s.i : s.i+n]
	if !escaped && !strings.ContainsAny(space, "\r\n") {
		return s.copy(n)
	}
	var at []int
	for i := 0; i < n; i++ {
		if k := lineBreak(space[i:]); k > 0 {
			at = append(at, s.i+i)
			i += k - 1
		}
	}
	stands := "\n"
	if !escaped {
		if len(at) == 1 {
			stands = " "
		} else {
			at = at[1:]
		}
	}
	next := s.i + n
	for _, a := range at {
		if s.i = a; !s.stand(stands, 0) {
			return false
		}
	}
	s.i = next
	return true
}

// yamlEscapes are what stands behind a backslash in double quotes, but for numbers.
var yamlEscapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '\'': "'", '\\': `\`, '/': "/", 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// escape follows an escape in double quotes.
func (s *scalarReader) escape() bool {
	if s.i+1 >= len(s.src) {
		return false
	}
	c := s.src[s.i+1]
	if n := lineBreak(s.src[s.i+1:]); n > 0 {
		s.i += 1 + n
		return s.whiteSpace(true)
	}
	if text, ok := yamlEscapes[c]; ok {
		return s.stand(text, 2)
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	if digits == 0 || s.i+2+digits > len(s.src) {
		return false
	}
	r, err := strconv.ParseUint(s.src[s.i+2:s.i+2+digits], 16, 32)
	if err != nil || r > utf8.MaxRune {
		return false
	}
	return s.stand(string(rune(r)), 2+digits)
}
