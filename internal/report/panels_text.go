package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// How wide the columns of the text format are.
const (
	titleWidth = 34
	mostValues = 4
)

// writePanelText writes a line for each panel with its number of series and its last values, and below it what is wrong.
func writePanelText(w io.Writer, r *PanelReport) error {
	var b strings.Builder
	r.storesText(&b)
	for _, board := range r.Boards {
		fmt.Fprintf(&b, "%s on %s\n", r.bold(printable(board.Place())), printable(board.Data))
		for _, p := range board.Panels {
			r.panelText(&b, p)
		}
		b.WriteByte('\n')
	}
	r.exportersText(&b)
	b.WriteString(r.panelSummary())
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *PanelReport) panelText(b *strings.Builder, p Panel) {
	state, says := "ok  ", values(p)
	switch {
	case len(p.Problems) > 0:
		state = r.red("FAIL")
	case p.Reason != "":
		state, says = "-   ", string(p.Reason)
	}
	series := fmt.Sprintf("%d series", p.Series)
	if p.Reason != "" && p.Series == 0 {
		series = ""
	}
	line := fmt.Sprintf("  %s  %s  %9s  %s", state, padded(printable(p.Title), titleWidth), series, says)
	b.WriteString(strings.TrimRight(line, " "))
	b.WriteByte('\n')
	if p.Note != "" {
		fmt.Fprintf(b, "        note: %s\n", printable(p.Note))
	}
	if r.live() && len(p.Problems) == 0 {
		r.gapsText(b, p)
	}
	for _, problem := range p.Problems {
		fmt.Fprintf(b, "        %s: %s\n", printable(problem.Pos.String()), printable(problem.What))
		if problem.Expr != "" {
			fmt.Fprintf(b, "          %s: %s\n", printable(problem.RefID), printable(problem.Expr))
		}
		if problem.Help != "" {
			fmt.Fprintf(b, "          help: %s\n", printable(problem.Help))
		}
	}
}

// values are the first values of a panel. That of a single series needs no name.
func values(p Panel) string {
	var words []string
	for _, v := range p.Values[:min(len(p.Values), mostValues)] {
		text := v.Text
		if text == "" {
			text = "nothing"
		}
		if len(p.Values) > 1 {
			text = shortened(v.Name) + " " + text
		}
		words = append(words, printable(text))
	}
	if more := len(p.Values) - mostValues; more > 0 {
		words = append(words, fmt.Sprintf("%d more", more))
	}
	return strings.Join(words, ", ")
}

// shortened is a name that leaves room for others.
func shortened(s string) string {
	const longest = 48
	if r := []rune(s); len(r) > longest {
		return string(r[:longest-1]) + "…"
	}
	return s
}

func padded(s string, width int) string {
	if n := utf8.RuneCountInString(s); n < width {
		return s + strings.Repeat(" ", width-n)
	}
	return s
}

func (r *PanelReport) bold(s string) string { return painter{r.Colour}.bold(s) }
func (r *PanelReport) red(s string) string  { return painter{r.Colour}.paint("31", s) }
