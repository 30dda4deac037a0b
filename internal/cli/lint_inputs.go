package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/fix"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/internal/source"
)

// exprName is what an argument is called in positions.
const exprName = "expression"

// inputs are the files that paths name, each once.
func (r *lintRun) inputs() []source.Input {
	var paths []string
	for _, p := range r.o.paths {
		if p != source.Stdin {
			p = shown(p)
		}
		paths = append(paths, p)
	}
	var found []source.Input
	for in, err := range source.Walk(paths, r.app.Stdin) {
		if err != nil {
			r.errs.Join(err)
			continue
		}
		found = append(found, in)
	}
	return found
}

// shown is a path as positions print it and exclusions match it.
func shown(p string) string {
	p = filepath.Clean(p)
	if wd, err := os.Getwd(); err == nil && filepath.IsAbs(p) {
		if rel, err := filepath.Rel(wd, p); err == nil && filepath.IsLocal(rel) {
			p = rel
		}
	}
	return filepath.ToSlash(p)
}

// judgeFiles reads and judges one file after another on every core, so that no more of them are in memory.
func (r *lintRun) judgeFiles(linter *lint.Linter) {
	if r.o.exprGiven {
		r.judged = append(r.judged, linter.File(source.Expression(exprName, r.o.expr)))
		return
	}
	found := r.inputs()
	type outcome struct {
		judged lint.Judged
		some   bool
		sum    fix.Sum
		err    error
	}
	outcomes := make([]outcome, len(found))
	parallel.Each(len(found), func(i int) {
		out := &outcomes[i]
		f, sum, err := r.read(found[i])
		out.sum, out.err = sum, err
		if f != nil && !f.Empty() {
			out.judged, out.some = linter.File(f), true
		}
	})
	r.sums = map[string]fix.Sum{}
	for i, out := range outcomes {
		r.errs.Join(out.err)
		if out.some {
			r.sums[found[i].Path] = out.sum
			r.judged = append(r.judged, out.judged)
		}
	}
}

// read reads a file. It may return what it could read of one and what is wrong with the rest.
func (r *lintRun) read(in source.Input) (f *source.File, sum fix.Sum, err error) {
	if r.o.fix && in.Path != source.StdinName {
		data, readErr := os.ReadFile(in.Path)
		if readErr == nil && len(data) <= source.MaxSize {
			sum = fix.SumOf(data)
			f, err = in.Parse(data)
		} else {
			f, err = in.Read() // it says what is wrong
		}
	} else {
		f, err = in.Read()
	}
	if r.o.skipUnrelated && errors.Is(err, source.ErrOther) {
		err = nil
	}
	return f, sum, err
}

// unwritten says which file can't be written, and why.
func unwritten(file string, err error) *diag.Error {
	var at *fs.PathError
	if errors.As(err, &at) {
		file = at.Path
	}
	return diag.New(diag.Position{File: file}, "the file cannot be written").Because("%s", diag.Reason(err))
}
