package cli

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/report"
)

// explainRule prints all that a rule says of itself, and what it finds in its bad examples.
func (a *App) explainRule(r *lint.Rule) error {
	w := a.Stdout
	fmt.Fprintf(w, "%s: %s\n", r.Name, r.Title)
	f := facts{w}
	f.line("severity", "%s", r.Severity)
	f.line("since", "%s", r.Since)
	if r.Off != "" {
		f.line("off", "%s", fold(r.Off+"; --enable "+r.Name+" asks it"))
	}
	f.line("why", "%s", fold(r.Why))
	f.line("cost", "%s", fold(r.Cost))
	f.line("except", "%s", fold(r.Except))
	for _, e := range r.Bad {
		findings, err := e.Try(a.Catalogue, r)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "\nfound%s:\n%s\n\n", note(e), indent(e.Input))
		var found strings.Builder
		if err := report.Text(&found, findings); err != nil {
			return err
		}
		fmt.Fprintln(w, indent(found.String()))
	}
	for _, e := range r.Good {
		fmt.Fprintf(w, "\nnot found%s:\n%s\n", note(e), indent(e.Input))
	}
	fmt.Fprint(w, "\nto silence it:\n")
	if r.Silencers == nil {
		fmt.Fprintf(w, `    expression, rule file   # dashgen:allow %[1]s REASON
    Markdown                <!-- dashgen:allow %[1]s REASON -->
    Go                      panels.Allow(panel, %[1]q, reason)
    dashgen.yaml            lint: {exclusions: [{rule: %[1]s, file: F, panel: P, reason: R}]}
`, r.Name)
	}
	fmt.Fprintf(w, "    everywhere              --disable %[1]s, or in dashgen.yaml lint: {disable: [%[1]s]}\n", r.Name)
	return nil
}

func note(e lint.Example) string {
	text := ""
	if e.Note != "" {
		text = ", " + strings.TrimSuffix(e.Note, ".")
	}
	if e.Base != "" {
		text += ", where this was before:\n" + indent(e.Base) + "\n\nand is now"
	}
	return text
}

// indent moves lines that are not empty to the right.
func indent(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "    " + line
		}
	}
	return strings.Join(lines, "\n")
}

// fold breaks text into lines that fit beside the keys of facts.
func fold(text string) string {
	const before, width = 14, 100
	var b strings.Builder
	column := before
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", before))
			column = before
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}
