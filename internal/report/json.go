package report

import (
	"encoding/json"
	"io"

	"github.com/llm-observability/dashgen/internal/lint"
)

type jsonReport struct {
	Version  int           `json:"version"`
	Findings []jsonFinding `json:"findings"`
	Summary  jsonSummary   `json:"summary"`
}

// A jsonFinding has columns in bytes, as the text format does. What does not apply is empty or 0, never missing.
type jsonFinding struct {
	Rule       string `json:"rule"`
	Severity   string `json:"severity"`
	File       string `json:"file"`
	Line       int    `json:"line"`
	Column     int    `json:"column"`
	EndLine    int    `json:"endLine"`
	EndColumn  int    `json:"endColumn"`
	Dashboard  string `json:"dashboard"`
	Panel      string `json:"panel"`
	Target     string `json:"target"`
	Expression string `json:"expression"`
	Message    string `json:"message"`
	Help       string `json:"help"`
}

type jsonSummary struct {
	Files       int `json:"files"`
	Expressions int `json:"expressions"`
	Findings    int `json:"findings"`
	Errors      int `json:"errors"`
	Warnings    int `json:"warnings"`
}

func writeJSON(w io.Writer, r *Report) error {
	out := jsonReport{Version: 1, Findings: []jsonFinding{}, Summary: jsonSummary{
		Files: r.Files, Expressions: r.Expressions, Findings: len(r.Findings),
		Errors: r.Count(lint.Error), Warnings: r.Count(lint.Warning),
	}}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, jsonFinding{
			Rule: f.Rule.Name, Severity: f.Severity.String(), File: f.Pos.File, Line: f.Pos.Line, Column: f.Pos.Column,
			EndLine: f.EndLine, EndColumn: f.EndColumn, Dashboard: f.Dashboard, Panel: f.Panel, Target: f.Target,
			Expression: f.Expression, Message: f.Message, Help: f.Advice,
		})
	}
	return encode(w, out)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
