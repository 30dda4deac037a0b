package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// writePanelJUnit writes a suite per dashboard with a test per panel. A panel that may be empty was skipped.
func writePanelJUnit(w io.Writer, r *PanelReport) error {
	_, empty, failed, _ := r.Counts()
	out := junitSuites{Name: r.Tool + " " + r.Command, Failures: failed, Skipped: empty}
	for _, b := range r.Boards {
		s := junitSuite{Name: printable(b.Place() + " on " + b.Data)}
		for _, p := range b.Panels {
			c := junitCase{Name: printable(caseName(p)), ClassName: printable(b.Place()), File: p.Pos.File, Line: p.Pos.Line}
			switch {
			case len(p.Problems) > 0:
				c.Failure = panelFailure(p)
				s.Failures++
			case p.Reason != "":
				c.Skipped = &junitSkipped{Message: string(p.Reason)}
				s.Skipped++
			}
			s.Tests++
			s.Cases = append(s.Cases, c)
		}
		out.Tests += s.Tests
		out.Suites = append(out.Suites, s)
	}
	return writeSuites(w, out)
}

func caseName(p Panel) string {
	if p.Row == "" {
		return p.Title
	}
	return p.Row + ": " + p.Title
}

func panelFailure(p Panel) *junitFailure {
	var b strings.Builder
	for _, x := range p.Problems {
		fmt.Fprintf(&b, "\n%s: %s", x.Pos, x.What)
		if x.Expr != "" {
			fmt.Fprintf(&b, "\n  %s: %s", x.RefID, x.Expr)
		}
		if x.Help != "" {
			fmt.Fprintf(&b, "\n  help: %s", x.Help)
		}
	}
	b.WriteByte('\n')
	return &junitFailure{Type: string(p.Problems[0].Kind), Message: printable(p.Problems[0].What), Text: printableLines(b.String())}
}

// printableLines is printable that leaves the ends of lines alone.
func printableLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = printable(line)
	}
	return strings.Join(lines, "\n")
}

func writeSuites(w io.Writer, out junitSuites) error {
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
