package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/llm-observability/dashgen/internal/lint"
)

// writeGitHub writes a workflow command per finding, which GitHub Actions turns into an annotation of its line.
func writeGitHub(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	for _, f := range r.Findings {
		fmt.Fprintf(b, "::%s %s::%s\n", level(f.Severity, "notice"), properties(f), commandData.Replace(sentence(f)))
	}
	return b.Flush()
}

// level is the word for a severity where errors and warnings are called so, and an information otherwise.
func level(s lint.Severity, info string) string {
	if s == lint.Info {
		return info
	}
	return s.String()
}

// properties say where an annotation stands. Columns are for one line only: GitHub rejects them over several.
func properties(f *lint.Finding) string {
	ps := []string{"file=" + commandProperty.Replace(slashed(f.Pos.File))}
	if f.Pos.Line > 0 {
		ps = append(ps, fmt.Sprintf("line=%d", f.Pos.Line), fmt.Sprintf("endLine=%d", max(f.Pos.Line, f.EndLine)))
	}
	if f.EndLine == f.Pos.Line && f.Chars[0] > 0 {
		ps = append(ps, fmt.Sprintf("col=%d", f.Chars[0]), fmt.Sprintf("endColumn=%d", max(f.Chars[0], f.Chars[1])))
	}
	return strings.Join(append(ps, "title="+commandProperty.Replace(f.Rule.Name)), ",")
}

// Workflow commands are lines of text: what would end one, or one of its parts, is escaped.
var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// sentence is all that a finding says, for formats that have one text for it.
func sentence(f *lint.Finding) string {
	s := printable(f.Message)
	if where := where(f); where != "" {
		s += "\n" + printable(where)
	}
	if f.Advice != "" {
		s += "\nhelp: " + printable(f.Advice)
	}
	return s
}

// slashed is a path as URLs and patterns have it.
func slashed(path string) string { return strings.ReplaceAll(path, "\\", "/") }
