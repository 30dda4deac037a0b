package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/lint"
)

// The parts of a SARIF 2.1.0 log that code scanning reads.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string      `json:"id"`
		ShortDescription     sarifText   `json:"shortDescription"`
		FullDescription      sarifText   `json:"fullDescription"`
		Help                 sarifText   `json:"help"`
		HelpURI              string      `json:"helpUri"`
		DefaultConfiguration sarifConfig `json:"defaultConfiguration"`
		Properties           sarifTags   `json:"properties"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifConfig struct {
		Level   string `json:"level"`
		Enabled bool   `json:"enabled"`
	}
	sarifTags struct {
		Tags      []string `json:"tags"`
		Precision string   `json:"precision"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifLogical struct {
		FullyQualifiedName string `json:"fullyQualifiedName"`
	}
)

const (
	homepage    = "https://github.com/llm-observability/dashgen"
	sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"
)

func writeSARIF(w io.Writer, r *Report) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: r.Tool, Version: r.Version, InformationURI: homepage, Rules: []sarifRule{}}},
		ColumnKind: "utf16CodeUnits",
		Results:    []sarifResult{},
	}
	rules := slices.Clone(r.Rules)
	for _, f := range r.Findings {
		if !slices.Contains(rules, f.Rule) {
			rules = append(rules, f.Rule)
		}
	}
	for _, rule := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, describe(rule))
	}
	seen := map[string]int{}
	for _, f := range r.Findings {
		print := fingerprint(f)
		seen[print]++
		run.Results = append(run.Results, sarifResult{
			RuleID: f.Rule.Name, RuleIndex: slices.Index(rules, f.Rule), Level: level(f.Severity, "note"),
			Message: sarifText{Text: sentence(f)}, Locations: []sarifLocation{location(f)},
			// GitHub tells alerts of two runs apart by this one, and works out one of its own, from the line's text,
			// where there is none: all findings in JSON of one line would be the same to it.
			Fingerprints: map[string]string{"primaryLocationLineHash": fmt.Sprintf("%s:%d", print, seen[print])},
		})
	}
	return encode(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

func describe(r *lint.Rule) sarifRule {
	paragraphs := []string{r.Why, r.Cost}
	if r.Except != "" {
		paragraphs = append(paragraphs, r.Except)
	}
	text := strings.Join(paragraphs, "\n\n")
	markdown := r.Why + "\n\n**What it costs to ignore it:** " + r.Cost
	if r.Except != "" {
		markdown += "\n\n**When it may stay:** " + r.Except
	}
	return sarifRule{
		ID: r.Name, ShortDescription: sarifText{Text: r.Title}, FullDescription: sarifText{Text: r.Title + ". " + r.Why},
		Help: sarifText{Text: text, Markdown: markdown}, HelpURI: homepage + "/blob/main/docs/rules/" + r.Name + ".md",
		DefaultConfiguration: sarifConfig{Level: level(r.Severity, "note"), Enabled: r.Off == ""},
		Properties:           sarifTags{Tags: []string{"dashboards", "promql"}, Precision: "high"},
	}
}

func location(f *lint.Finding) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{
		Artifact: sarifArtifact{URI: uri(f.Pos.File)},
		Region:   sarifRegion{StartLine: max(1, f.Pos.Line), StartColumn: f.Chars[0]},
	}}
	if region := &l.Physical.Region; f.Chars[0] > 0 && (f.EndLine > f.Pos.Line || f.Chars[1] > f.Chars[0]) {
		region.EndLine, region.EndColumn = f.EndLine, f.Chars[1]
	}
	var names []string
	for _, name := range []string{f.Dashboard, f.PanelName(), f.Target} {
		if name != "" {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		l.Logical = []sarifLogical{{strings.Join(names, "/")}}
	}
	return l
}

// uri is a path as a URI: relative to the root of the repository, where the linter is expected to run.
func uri(file string) string {
	file = path.Clean(slashed(file))
	u := url.URL{Path: file}
	if path.IsAbs(file) {
		u.Scheme = "file"
	}
	return u.String()
}

// fingerprint is what a finding is, whatever line it moves to and however its message is worded.
func fingerprint(f *lint.Finding) string {
	start, end := min(f.Span.Start, len(f.Quoted)), min(f.Span.End, len(f.Quoted))
	h := sha256.New()
	for _, part := range []string{f.Rule.Name, slashed(f.Pos.File), f.Dashboard, f.PanelName(), f.Target, f.Quoted[start:max(start, end)]} {
		fmt.Fprintf(h, "%d:%s\n", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
