package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/lint"
)

// A Report is a run of the linter, ready to be written.
type Report struct {
	Findings           []*lint.Finding // those to be shown, in order
	Files, Expressions int             // how many were judged
	Fixed              int             // how many findings are gone because their files were mended
	Rules              []*lint.Rule    // those that were asked
	Tool, Version      string          // of the program
	// Terminal says that a person is looking: the text format says then that nothing was found, where otherwise it
	// says nothing. Colour says that their terminal shows colours.
	Terminal, Colour bool
}

// A Format is a way to write a report.
type Format struct {
	Name  string
	Means string                         // what it is for
	Write func(io.Writer, *Report) error // the error is the writer's
}

// Formats are all formats, the default first.
func Formats() []Format {
	return []Format{
		{"text", "for people", writeText},
		{"json", "one object, for programs", writeJSON},
		{"sarif", "SARIF 2.1.0, for code scanning", writeSARIF},
		{"github", "workflow commands: annotations in GitHub Actions", writeGitHub},
		{"junit", "JUnit XML, for test reports", writeJUnit},
	}
}

// Find returns the format of that name; ok is false when there is none.
func Find(name string) (f Format, ok bool) {
	all := Formats()
	i := slices.IndexFunc(all, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return all[i], true
}

// Count is how many findings have a severity.
func (r *Report) Count(s lint.Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// summary is the last line for people: what was found, and in how much.
func (r *Report) summary() string {
	var found []string
	for s := lint.Error + 1; s > lint.Info; {
		s--
		if n := r.Count(s); n > 0 {
			noun := s.String()
			if s == lint.Info {
				noun = "note"
			}
			found = append(found, plural(n, noun))
		}
	}
	if r.Fixed > 0 {
		found = append(found, fmt.Sprintf("%d fixed", r.Fixed))
	}
	if len(found) == 0 {
		found = []string{"no findings"}
	}
	return fmt.Sprintf("%s in %s, %s", strings.Join(found, ", "), plural(r.Files, "file"), plural(r.Expressions, "expression"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
