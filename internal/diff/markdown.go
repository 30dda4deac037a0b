package diff

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxMarkdown is how long a report is at most, in bytes: GitHub refuses comments of more than 65,536 characters.
const maxMarkdown = 65_000

const (
	maxValue   = 3000 // characters of a value that are shown
	maxActions = 20   // things to do that are listed
)

// Markdown writes a report for a comment on a pull request: what somebody has to do first, then each dashboard folded.
// What does not fit is left out, and counted. The error is that of the writer.
func Markdown(w io.Writer, r *Report) error {
	m := &markdown{left: len(r.Changes)}
	title := "no differences"
	if n := len(r.Changes); n > 0 {
		title = plural(n, "difference")
	}
	m.write("### Dashboards: " + title + " from " + code(r.Against) + "\n")
	if len(r.Changes) > 0 {
		m.write("\n" + escape(count(r.Changes)) + "\n")
	}
	m.actions(r.Changes)
	for _, env := range outline(r.Changes) {
		for _, subject := range env.children {
			m.subject(env.title, subject)
		}
	}
	if m.left > 0 {
		m.b.WriteString("\n" + plural(m.left, "more difference") + " did not fit into a comment: `dashgen diff` shows all.\n")
	} else if text := respelled(r); text != "" {
		m.write("\n" + escape(text) + "\n")
	}
	_, err := io.WriteString(w, m.b.String())
	return err
}

// A markdown is a report that is being written.
type markdown struct {
	b    strings.Builder
	left int // changes that are not written yet
	full bool
}

// room is what is kept for the end of a section and of the report.
const room = 300

// write adds a text if there is room for it. Behind one that did not fit nothing more is written.
func (m *markdown) write(text string) bool {
	if m.full || m.b.Len()+len(text) > maxMarkdown-room {
		m.full = true
		return false
	}
	m.b.WriteString(text)
	return true
}

// actions lists what has to be done beside applying the change.
func (m *markdown) actions(changes []Change) {
	var lines []string
	for i := range changes {
		if c := &changes[i]; c.Action != "" {
			what, field := subject(c), label(c)
			if c.Object.Name != "" {
				what = c.Object.String()
			}
			if c.Kind == ResourceRecreate {
				field = c.Field
			}
			lines = append(lines, fmt.Sprintf("> - %s (%s): %s. %s\n", code(what), escape(strings.Join(c.Environments, ", ")+forWhom(c)), escape(field), escape(c.Action)))
		}
	}
	if len(lines) == 0 {
		return
	}
	m.write("\n> [!WARNING]\n> To do by hand:\n>\n")
	for i, line := range lines {
		if i == maxActions {
			m.write(fmt.Sprintf("> - and %d more\n", len(lines)-i))
			break
		}
		m.write(line)
	}
}

// subject writes a folded section.
func (m *markdown) subject(env string, h *heading) {
	head := "\n<details>\n<summary><b>" + escape(h.title) + "</b> · " + escape(env) + " · " + escape(count(h.all())) + "</summary>\n"
	var parts []string
	var sizes []int
	for _, part := range h.children {
		text := "\n"
		if part.title != "" {
			text += "**" + escape(part.title) + "**\n\n"
		}
		for _, c := range part.changes {
			parts, sizes = append(parts, text+markdownEntry(c)), append(sizes, 1)
			text = ""
		}
	}
	// A heading alone says nothing.
	if len(parts) == 0 || m.full || m.b.Len()+len(head)+len(parts[0]) > maxMarkdown-room || !m.write(head) {
		m.full = true
		return
	}
	for i, text := range parts {
		if !m.write(text) {
			break
		}
		m.left -= sizes[i]
	}
	m.b.WriteString("\n</details>\n")
}

func markdownEntry(c *Change) string {
	e := describe(c)
	text := "- " + escape(e.head)
	if !e.lines && e.old+e.new != "" {
		switch {
		case e.old == "":
			text += ": " + code(e.new)
		case e.new == "":
			text += ": was " + code(e.old)
		default:
			text += ": " + code(e.old) + " → " + code(e.new)
		}
	}
	text += escape(e.after) + "\n"
	if e.lines {
		lines := diffLines(clip(e.old), clip(e.new), "!")
		fence := strings.Repeat("`", max(3, longestRun(strings.Join(lines, "\n"), '`')+1))
		text += "  " + fence + "diff\n"
		for _, line := range lines {
			text += "  " + printable(line) + "\n"
		}
		text += "  " + fence + "\n"
	}
	return text
}

// clip cuts what is too long for a comment.
func clip(s string) string {
	if utf8.RuneCountInString(s) <= maxValue {
		return s
	}
	r := []rune(s)
	return string(r[:maxValue]) + fmt.Sprintf("… (%s characters more)", number(len(r)-maxValue))
}

// code prints a text as it is.
func code(s string) string {
	s = printable(clip(s))
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || strings.TrimSpace(s) == "" {
		s = " " + s + " "
	}
	return fence + s + fence
}

func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := range len(s) {
		if s[i] != c {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}

// escape makes a text mean nothing but itself, in Markdown and in HTML; a name in it calls nobody.
func escape(s string) string {
	var b strings.Builder
	for _, r := range printable(s) {
		if strings.ContainsRune("&<>@#*_`[]|\\~", r) {
			fmt.Fprintf(&b, "&#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
