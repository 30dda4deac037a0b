package diff

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Text writes a report for a person. The error is that of the writer.
func Text(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	for _, env := range outline(r.Changes) {
		fmt.Fprintf(b, "%s\n", printable(env.title))
		for _, subject := range env.children {
			fmt.Fprintf(b, "  %s\n", printable(subject.title))
			for _, part := range subject.children {
				indent := "    "
				if part.title != "" {
					fmt.Fprintf(b, "    %s\n", printable(part.title))
					indent += "  "
				}
				for _, c := range part.changes {
					textEntry(b, indent, c)
				}
			}
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintln(b, headline(r))
	if text := respelled(r); text != "" {
		fmt.Fprintln(b, text)
	}
	return b.Flush()
}

func textEntry(w io.Writer, indent string, c *Change) {
	e := describe(c)
	fmt.Fprintf(w, "%s%s", indent, printable(e.head))
	if !e.lines && e.old+e.new != "" {
		fmt.Fprintf(w, ": %s", printable(arrow(e.old, e.new)))
	}
	fmt.Fprintf(w, "%s\n", printable(e.after))
	if e.lines {
		for _, line := range diffLines(e.old, e.new, "~") {
			fmt.Fprintf(w, "%s  %s\n", indent, printable(line))
		}
	}
	if c.Action != "" {
		fmt.Fprintf(w, "%s  ! %s\n", indent, printable(c.Action))
	}
}

// arrow prints two short texts.
func arrow(old, new string) string {
	switch {
	case old == "":
		return new
	case new == "":
		return "was " + old
	}
	return old + " → " + new
}

// diffLines are the lines of two texts, and what differs in them behind a mark.
func diffLines(old, new, mark string) []string {
	var out []string
	for _, side := range []struct{ sign, text string }{{"-", old}, {"+", new}} {
		if side.text == "" {
			continue
		}
		for line := range strings.SplitSeq(strings.TrimRight(side.text, "\n"), "\n") {
			out = append(out, strings.TrimRight(side.sign+" "+line, " "))
		}
	}
	if old == "" || new == "" {
		return out
	}
	for _, h := range hunks(old, new) {
		out = append(out, mark+" "+change(h))
	}
	return out
}

// change prints a part that became another on one line.
func change(h hunk) string {
	flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	text := ""
	switch old, new := flat(h.old), flat(h.new); {
	case old == "":
		text = "added " + new
	case new == "":
		text = "removed " + old
	default:
		text = old + " → " + new
	}
	if h.times > 1 {
		text += fmt.Sprintf(" (%d times)", h.times)
	}
	return text
}

// headline says how much differs, and from what.
func headline(r *Report) string {
	if len(r.Changes) == 0 {
		return "no differences from " + printable(r.Against)
	}
	return plural(len(r.Changes), "difference") + " from " + printable(r.Against) + ": " + count(r.Changes)
}

// respelled says how many files differ in their bytes only.
func respelled(r *Report) string {
	switch n := len(r.Respelled); n {
	case 0:
		return ""
	case 1:
		return "1 file is written differently and means the same: " + printable(r.Respelled[0])
	default:
		return number(n) + " files are written differently and mean the same: " + printable(r.Respelled[0]) + ", …"
	}
}

// printable makes a text harmless and one line: a terminal must not be told what to do by a dashboard.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return ' '
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '·'
		}
		return r
	}, s)
}
