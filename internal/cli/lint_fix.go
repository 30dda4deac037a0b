package cli

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/fix"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/source"
)

// plainName is what a fix may write: a name that is the same in PromQL, in JSON, in YAML of any style and in Markdown.
var plainName = regexp.MustCompile(`^[a-zA-Z_:][a-zA-Z0-9_:]*$`)

// fix mends the files of findings that say what to write instead, and returns the other findings. Each file is mended
// whole or not at all.
func (r *lintRun) fix(findings []*lint.Finding) (left []*lint.Finding, fixed int) {
	byFile := map[string][]*lint.Finding{}
	var files []string
	for _, f := range findings {
		if f.Fix == nil {
			continue
		}
		if byFile[f.Pos.File] == nil {
			files = append(files, f.Pos.File)
		}
		byFile[f.Pos.File] = append(byFile[f.Pos.File], f)
	}
	done := map[*lint.Finding]bool{}
	for _, file := range files {
		mended, err := r.mend(file, byFile[file])
		if err != nil {
			r.errs.Add(diag.Position{File: file}, "the file was not fixed").Because("%v", err)
			continue
		}
		for _, f := range mended {
			done[f] = true
		}
	}
	return slices.DeleteFunc(findings, func(f *lint.Finding) bool { return done[f] }), len(done)
}

// mend mends one file, and returns the findings that are gone.
func (r *lintRun) mend(file string, findings []*lint.Finding) (mended []*lint.Finding, err error) {
	var edits []fix.Edit
	for _, f := range findings {
		old := f.Quoted[f.Span.Start:f.Span.End]
		if !f.Fix.Exact || !plainName.MatchString(f.Fix.New) || !plainName.MatchString(old) {
			continue // it is a finding still
		}
		edits = append(edits, fix.Edit{From: f.Fix.From, To: f.Fix.To, Old: old, New: f.Fix.New})
		mended = append(mended, f)
	}
	sum, read := r.sums[file]
	if len(edits) == 0 || !read {
		return nil, nil
	}
	before, err := fix.Read(file, sum)
	if err != nil {
		return nil, err
	}
	after, err := fix.Apply(before, edits)
	if err != nil {
		return nil, err
	}
	if _, err := source.Read(file, after); err != nil {
		return nil, fmt.Errorf("it could not be read any more: %w", err)
	}
	if err := fix.Write(file, after); err != nil {
		return nil, fmt.Errorf("%s", diag.Reason(err))
	}
	to := r.app.Stdout
	if r.o.format != "text" {
		to = r.app.Stderr // a report is one document
	}
	fmt.Fprint(to, fix.Diff(file, before, after))
	return mended, nil
}
