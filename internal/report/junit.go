package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/llm-observability/dashgen/internal/lint"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Skipped  int          `xml:"skipped,attr,omitempty"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr,omitempty"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name      string        `xml:"name,attr"`
	ClassName string        `xml:"classname,attr"`
	File      string        `xml:"file,attr,omitempty"`
	Line      int           `xml:"line,attr,omitempty"`
	Failure   *junitFailure `xml:"failure"`
	Skipped   *junitSkipped `xml:"skipped"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes a suite per file that has findings, with a failed test per finding. A run without findings is one
// test that passed: to most readers a report without tests is a mistake.
func writeJUnit(w io.Writer, r *Report) error {
	out := junitSuites{Name: r.Tool + " lint", Tests: len(r.Findings), Failures: len(r.Findings)}
	for _, f := range r.Findings {
		if n := len(out.Suites); n == 0 || out.Suites[n-1].Name != f.Pos.File {
			out.Suites = append(out.Suites, junitSuite{Name: f.Pos.File})
		}
		s := &out.Suites[len(out.Suites)-1]
		s.Tests++
		s.Failures++
		s.Cases = append(s.Cases, junitFinding(f))
	}
	if len(r.Findings) == 0 {
		name := fmt.Sprintf("%s, %s", plural(r.Files, "file"), plural(r.Expressions, "expression"))
		out.Tests = 1
		out.Suites = []junitSuite{{Name: out.Name, Tests: 1, Cases: []junitCase{{Name: name, ClassName: out.Name}}}}
	}
	return writeSuites(w, out)
}

func junitFinding(f *lint.Finding) junitCase {
	return junitCase{
		Name: fmt.Sprintf("%s: %s", f.Rule.Name, f.Pos), ClassName: f.Pos.File, File: f.Pos.File, Line: f.Pos.Line,
		Failure: &junitFailure{Type: f.Severity.String(), Message: printable(f.Message), Text: "\n" + rendered(f)},
	}
}
