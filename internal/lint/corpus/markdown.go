package corpus

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// The markers between which the README holds the summary.
const (
	Begin = "<!-- corpus:begin -->\n"
	End   = "<!-- corpus:end -->"
)

func compare(a, b Outcome) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Panel, b.Panel), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Kind, b.Kind))
}

// Table prints every rule, as Markdown.
func (s *Score) Table(w io.Writer) {
	s.print(w, func(Row) bool { return true })
}

// Summary prints the rules that were wrong, and all others as one row.
func (s *Score) Summary(w io.Writer) { s.print(w, Row.Wrong) }

func (s *Score) print(w io.Writer, single func(Row) bool) {
	total, rest, others := Row{}, Row{}, 0
	fmt.Fprintf(w, "%d dashboards, %d of them clean, with %d expressions.\n\n| rule | defects | found | missed | false |\n|---|--:|--:|--:|--:|\n", s.Files, s.Clean, s.Expressions)
	for _, r := range s.Rows {
		total.add(r)
		if single(r) {
			r.line(w, "`"+r.Rule+"`")
			continue
		}
		others++
		rest.add(r)
	}
	if others > 0 && total.Cases+total.False > rest.Cases+rest.False {
		rest.line(w, plural(others, "other rule"))
	}
	total.line(w, "together")
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

func (r *Row) add(o Row) {
	r.Cases += o.Cases
	r.Found += o.Found
	r.Missed += o.Missed
	r.False += o.False
}

func (r Row) line(w io.Writer, name string) {
	fmt.Fprintf(w, "| %s | %d | %d | %d | %d |\n", name, r.Cases, r.Found, r.Missed, r.False)
}

// Section returns what stands between the markers of a README, and the text before and after it.
func Section(readme string) (before, section, after string, ok bool) {
	before, rest, ok := strings.Cut(readme, Begin)
	if !ok {
		return "", "", "", false
	}
	section, after, ok = strings.Cut(rest, End)
	return before + Begin, section, End + after, ok
}
