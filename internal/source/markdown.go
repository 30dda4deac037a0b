package source

import "strings"

// markdown reads the expressions in fences that are marked as promql. Other fences are passed over whole, whatever
// they show.
func (r *reader) markdown(t *Text) {
	var open fence
	for at := 0; at < len(t.Value); {
		end, next := len(t.Value), len(t.Value)
		if n := strings.IndexByte(t.Value[at:], '\n'); n >= 0 {
			end, next = at+n, at+n+1
		}
		line := strings.TrimSuffix(t.Value[at:end], "\r")
		switch mark := readFence(line); {
		case open.length == 0:
			if mark.length > 0 {
				open, open.start = mark, next
			} else if comment, ok := htmlComment(line); ok {
				if rule, reason, ok := ParseAllowance(comment); ok {
					r.waiting = append(r.waiting, &Allowance{Rule: rule, Reason: reason, Pos: t.Position(at)})
				}
			}
		case mark.char == open.char && mark.length >= open.length && mark.info == "":
			r.fence(t, open, at)
			open = fence{}
		}
		at = next
	}
	if open.length > 0 { // it runs to the end
		r.fence(t, open, len(t.Value))
	}
	r.file.Allowances = append(r.file.Allowances, r.waiting...) // for nothing
}

// A fence is a line that begins or ends a block of code.
type fence struct {
	char   byte
	length int // of the mark; 0 for another line
	indent int
	info   string // the first word behind the mark
	start  int    // where the block begins
}

// readFence reads a line as a fence. In a list, it is indented, and may stand behind the bullet.
func readFence(line string) fence {
	f := fence{}
	rest := strings.TrimLeft(line, " \t")
	for _, bullet := range []string{"- ", "* ", "+ "} {
		if after, ok := strings.CutPrefix(rest, bullet); ok {
			rest = strings.TrimLeft(after, " \t")
		}
	}
	f.indent = len(line) - len(rest)
	if rest == "" || rest[0] != '`' && rest[0] != '~' {
		return fence{}
	}
	f.char = rest[0]
	info := strings.TrimLeft(rest, rest[:1])
	if f.length = len(rest) - len(info); f.length < 3 || f.char == '`' && strings.Contains(info, "`") {
		return fence{}
	}
	info, _, _ = strings.Cut(strings.TrimLeft(info, " {."), " ")
	f.info = strings.TrimRight(info, "}, \t")
	return f
}

// fence reads the expressions in a block that ends at an offset.
func (r *reader) fence(t *Text, f fence, end int) {
	if !strings.EqualFold(f.info, "promql") {
		return
	}
	r.allowFence(t, f, end)
	block := unindent(t, f, end)
	for _, span := range expressions(block.Value) {
		expr := block.Slice(span[0], span[1])
		r.file.Queries = append(r.file.Queries, &Query{Place: expr, Kind: Snippet, Text: expr})
	}
}

// unindent is a block without the indentation of its fence.
func unindent(t *Text, f fence, end int) Text {
	if f.indent == 0 {
		return t.Slice(f.start, end)
	}
	in, base := t.base()
	var out strings.Builder
	block := Text{in: in, from: []segment{copied(0, base+f.start)}}
	for at := f.start; at < end; {
		next := end
		if n := strings.IndexByte(t.Value[at:end], '\n'); n >= 0 {
			next = at + n + 1
		}
		line := t.Value[at:next]
		skip := min(f.indent, len(line)-len(strings.TrimLeft(line, " \t")))
		if out.Len() == 0 {
			block.from = block.from[:0]
		}
		block.from = append(block.from, copied(out.Len(), base+at+skip))
		out.WriteString(line[skip:])
		at = next
	}
	block.Value = out.String()
	return block
}

// expressions cuts a block into the expressions that empty lines separate. An empty line inside of brackets, or next
// to an operator, separates nothing; comments alone are no expression.
func expressions(s string) [][2]int {
	var spans [][2]int
	start, last := -1, -1 // of the expression: where it begins, and behind its last character
	empty := false        // there was an empty line since
	depth := 0
	open := false // the last word was an operator
	for i := 0; i < len(s); {
		n, kind := scanWord(s[i:])
		switch kind {
		case lineWord:
			empty = empty || i > 0 && blankBefore(s, i)
		case spaceWord:
		case commentWord:
		default:
			joins := kind == operatorWord && n > 0 && s[i] != '-' && s[i] != '+' || depth > 0 || open
			if start >= 0 && empty && !joins {
				spans = append(spans, [2]int{start, last})
				start = -1
			}
			if start < 0 {
				start = i
			}
			last, empty = i+n, false
			open = kind == operatorWord
			switch s[i] {
			case '(', '{', '[':
				depth++
			case ')', '}', ']':
				depth--
			}
		}
		i += n
	}
	if start >= 0 {
		spans = append(spans, [2]int{start, last})
	}
	return spans
}

// blankBefore reports whether the line that ends at an offset is empty.
func blankBefore(s string, end int) bool {
	line := s[strings.LastIndexByte(s[:end], '\n')+1 : end]
	return strings.TrimSpace(line) == ""
}

// What scanWord finds.
const (
	otherWord = iota
	spaceWord
	lineWord // a line feed
	commentWord
	operatorWord
)

// operators are those that are words, and what may stand behind an expression.
var operators = map[string]bool{"and": true, "or": true, "unless": true, "on": true, "ignoring": true, "group_left": true, "group_right": true, "by": true, "without": true, "offset": true, "bool": true, "atan2": true}

// scanWord returns the length and the kind of the word that a text begins with.
func scanWord(s string) (n, kind int) {
	switch c := s[0]; {
	case c == '\n':
		return 1, lineWord
	case c == ' ' || c == '\t' || c == '\r':
		return 1, spaceWord
	case c == '#':
		if n := strings.IndexByte(s, '\n'); n >= 0 {
			return n, commentWord
		}
		return len(s), commentWord
	case c == '"' || c == '\'' || c == '`':
		for n = 1; n < len(s) && s[n] != c; n++ {
			if s[n] == '\\' && c != '`' {
				n++
			}
		}
		return min(n+1, len(s)), otherWord
	case strings.IndexByte("+-*/%^=!<>,", c) >= 0:
		return 1, operatorWord
	}
	for n < len(s) && (s[n] == '_' || s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z' || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	if operators[strings.ToLower(s[:n])] {
		return n, operatorWord
	}
	return max(1, n), otherWord
}
