package report

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/llm-observability/dashgen/internal/inspect"
)

// writePanelsJUnit writes a suite per dashboard with a test per panel. A panel that may be empty is a test that was
// skipped, with the reason.
func writePanelsJUnit(w io.Writer, r *Panels) error {
	out := junitSuites{Name: r.Tool + " verify"}
	for _, g := range r.groups() {
		suite := junitSuite{Name: printable(g.name)}
		for _, p := range g.panels {
			c := junitCase{Name: printable(rowAndPanel(p)), ClassName: printable(g.name), File: p.File}
			var lines []string
			for _, n := range remarks(p) {
				line := n.what(p) + n.text
				if n.help != "" {
					line += " (" + n.help + ")"
				}
				lines = append(lines, printable(line))
			}
			text := strings.Join(lines, "\n")
			switch {
			case !p.Accepted():
				c.Failure = &junitFailure{Type: string(p.Status), Message: first(lines), Text: "\n" + text}
				suite.Failures++
			case p.Status == inspect.Empty || p.Status == inspect.None:
				c.Skipped = &junitSkipped{Message: text}
			}
			suite.Tests++
			suite.Cases = append(suite.Cases, c)
		}
		out.Tests, out.Failures = out.Tests+suite.Tests, out.Failures+suite.Failures
		out.Suites = append(out.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func first(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}
