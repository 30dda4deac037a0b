package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/lint"
)

// Text writes findings for a person: where, what, the expression with carets under the culprit, and what to do.
func Text(w io.Writer, findings []*lint.Finding) error {
	b := bufio.NewWriter(w)
	for i, f := range findings {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "%s: %s: %s [%s]\n", f.Pos, f.Severity, f.Message, f.Rule.Name)
		if where := where(f); where != "" {
			fmt.Fprintf(b, "  %s\n", where)
		}
		quote(b, f)
		if f.Advice != "" {
			fmt.Fprintf(b, "  help: %s\n", f.Advice)
		}
	}
	return b.Flush()
}

// where names the panel and the query that a finding is about, or the rule or object outside of dashboards.
func where(f *lint.Finding) string {
	var parts []string
	if f.Panel != "" || f.PanelID != 0 {
		name := fmt.Sprintf("panel %q", f.Panel)
		if f.Panel == "" {
			name = fmt.Sprintf("panel %d", f.PanelID)
		}
		parts = append(parts, name)
	}
	if f.Dashboard != "" {
		parts = append(parts, fmt.Sprintf("dashboard %q", f.Dashboard))
	}
	where := strings.Join(parts, " of ")
	if where == "" {
		return f.Subject
	}
	if f.Target != "" {
		where += ", query " + f.Target
	}
	return where
}

// width is how many characters of a line are shown.
const width = 100

// quote shows the line that a finding is in, with carets under it.
func quote(w io.Writer, f *lint.Finding) {
	if f.Quoted == "" || f.Span.Empty() && f.Span.Start == 0 {
		return
	}
	start, end := min(f.Span.Start, len(f.Quoted)), min(f.Span.End, len(f.Quoted))
	from := strings.LastIndexByte(f.Quoted[:start], '\n') + 1
	to := len(f.Quoted)
	if n := strings.IndexByte(f.Quoted[from:], '\n'); n >= 0 {
		to = from + n
	}
	line := f.Quoted[from:to]
	before, culprit := printable(line[:start-from]), printable(line[start-from:max(start, min(end, to))-from])
	after := printable(line[len(line)-max(0, to-max(start, min(end, to))):])
	carets := max(1, utf8.RuneCountInString(culprit))
	// A long line is cut where it is least missed: far from the culprit.
	if n := utf8.RuneCountInString(before); n+carets > width {
		keep := max(width/3, width-carets-5)
		if keep < n {
			r := []rune(before)
			before = "…" + string(r[n-keep:])
		}
	}
	shown := []rune(before + culprit + after)
	if len(shown) > width {
		shown = append(shown[:width], '…')
		carets = max(1, min(carets, width-utf8.RuneCountInString(before)))
	}
	fmt.Fprintf(w, "    | %s\n", string(shown))
	fmt.Fprintf(w, "    | %s%s\n", strings.Repeat(" ", utf8.RuneCountInString(before)), strings.Repeat("^", carets))
}

// printable makes a text harmless and one line: a terminal must not be told what to do by a dashboard.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' {
			return ' '
		}
		if r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '·'
		}
		return r
	}, s)
}
