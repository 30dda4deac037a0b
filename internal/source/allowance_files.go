package source

import "strings"

// yamlAllowances reads the allowances in the comments of a YAML file. One on a line of its own is for what begins on
// the next line that is no comment, with all that is indented below it: a rule, a group. One before a document is for
// all of it, and one behind a value for its line. Comments inside of an expression are the expression's own.
func (r *reader) yamlAllowances(t *Text) {
	if !strings.Contains(t.Value, allow) {
		return
	}
	lines := strings.Split(t.Value, "\n")
	offset := 0
	for i, line := range lines {
		at := strings.Index(line, "# "+allow)
		if at < 0 {
			at = strings.Index(line, "#"+allow)
		}
		if at >= 0 && !r.expressionHolds(t, offset+at) {
			if rule, reason, ok := ParseAllowance(strings.TrimSuffix(line[at+1:], "\r")); ok {
				a := &Allowance{Rule: rule, Reason: reason, Pos: t.Position(offset + at), First: i + 1, Last: i + 1}
				if strings.TrimSpace(line[:at]) == "" {
					a.First, a.Last = block(lines, i+1)
				}
				r.file.Allowances = append(r.file.Allowances, a)
			}
		}
		offset += len(line) + 1
	}
}

// expressionHolds reports whether a byte of a file is in one of its expressions.
func (r *reader) expressionHolds(t *Text, at int) bool {
	pos := t.Position(at)
	for _, q := range r.file.Queries {
		if !strings.Contains(q.Text.Value, allow) {
			continue
		}
		from, to := q.Text.Position(0), q.Text.Position(len(q.Text.Value))
		if from.Line <= pos.Line && pos.Line <= to.Line {
			return true
		}
	}
	return false
}

// block is the lines, counted from 1, of what begins at the first line from an index on that is neither empty nor
// a comment: up to the next one that is not indented below it.
func block(lines []string, from int) (first, last int) {
	for from < len(lines) && !isContent(lines[from]) {
		from++
	}
	if from == len(lines) {
		return from, from
	}
	indent := spaces(lines[from])
	if begins(lines, from) {
		indent = -1 // all of the document
	}
	first, last = from+1, from+1
	for i := from + 1; i < len(lines); i++ {
		if !isContent(lines[i]) {
			continue
		}
		if spaces(lines[i]) <= indent || strings.HasPrefix(lines[i], "---") {
			break
		}
		last = i + 1
	}
	return first, last
}

// begins reports whether a line is the first of a document that is neither empty nor a comment.
func begins(lines []string, at int) bool {
	for at--; at >= 0; at-- {
		if strings.HasPrefix(lines[at], "---") {
			return true
		}
		if isContent(lines[at]) {
			return false
		}
	}
	return true
}

// isContent reports whether a line is neither empty nor a comment.
func isContent(line string) bool {
	line = strings.TrimSpace(line)
	return line != "" && line[0] != '#'
}

// htmlComment returns what a line of Markdown says in an HTML comment that is all of the line.
func htmlComment(line string) (comment string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), "<!--")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(rest, "-->")
}

// allowFence makes the allowances that stand before a block of Markdown be for its lines.
func (r *reader) allowFence(t *Text, f fence, end int) {
	for _, a := range r.waiting {
		a.First, a.Last = t.Position(f.start).Line, t.Position(end).Line
		r.file.Allowances = append(r.file.Allowances, a)
	}
	r.waiting = nil
}
