package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/lint"
)

// Text writes findings for a person: where, what, the expression with carets under the culprit, and what to do. The error
// is the writer's.
func Text(w io.Writer, findings []*lint.Finding) error {
	b := bufio.NewWriter(w)
	writeFindings(b, findings, painter{})
	return b.Flush()
}

// rendered is one finding as Text writes it.
func rendered(f *lint.Finding) string {
	var s strings.Builder
	b := bufio.NewWriter(&s)
	writeFindings(b, []*lint.Finding{f}, painter{})
	_ = b.Flush() // into memory
	return s.String()
}

// writeText writes the findings and, behind them, how many there are.
func writeText(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	writeFindings(b, r.Findings, painter{r.Colour})
	if len(r.Findings) > 0 {
		fmt.Fprintln(b)
	}
	if len(r.Findings) > 0 || r.Fixed > 0 || r.Terminal {
		fmt.Fprintln(b, r.summary())
	}
	return b.Flush()
}

func writeFindings(b *bufio.Writer, findings []*lint.Finding, p painter) {
	for i, f := range findings {
		if i > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintf(b, "%s: %s: %s %s\n", p.bold(printable(f.Pos.String())), p.severity(f.Severity), printable(f.Message), p.dim("["+f.Rule.Name+"]"))
		if where := where(f); where != "" {
			fmt.Fprintf(b, "  %s\n", printable(where))
		}
		quote(b, f, p)
		if f.Advice != "" {
			fmt.Fprintf(b, "  %s %s\n", p.bold("help:"), printable(f.Advice))
		}
	}
}

// A painter colours text, or leaves it as it is.
type painter struct{ on bool }

func (p painter) paint(code, s string) string {
	if !p.on {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p painter) bold(s string) string { return p.paint("1", s) }

func (p painter) dim(s string) string { return p.paint("2", s) }

func (p painter) severity(s lint.Severity) string {
	switch s {
	case lint.Error:
		return p.paint("1;31", s.String())
	case lint.Warning:
		return p.paint("1;33", s.String())
	case lint.Info:
	}
	return p.paint("1;36", s.String())
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
func quote(w io.Writer, f *lint.Finding, p painter) {
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
	fmt.Fprintf(w, "    | %s%s\n", strings.Repeat(" ", utf8.RuneCountInString(before)), p.paint("1;31", strings.Repeat("^", carets)))
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
