package cli

import (
	"context"
	"sync"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/git"
	"github.com/llm-observability/dashgen/internal/source"
)

// base lets the linter read files as they were at the revision that --base asks for. What it returns ends that, and
// adds what could not be read to the errors.
func (r *lintRun) base(ctx context.Context) (end func(), err error) {
	if !r.o.baseGiven {
		return func() {}, nil
	}
	tree, err := git.OpenTree(ctx, "--base", r.o.base, r.o.paths)
	if err != nil {
		return nil, err
	}
	var mutex sync.Mutex
	var errs diag.List
	r.opts.Base = func(path string) *source.File {
		data, ok, err := tree.Read(path)
		if err != nil {
			mutex.Lock()
			defer mutex.Unlock()
			errs.Add(diag.Position{File: path}, "--base: the file at %s cannot be read", r.o.base).Because("%v", err)
		}
		if !ok {
			return nil
		}
		f, _ := source.Read(path, data) // what was wrong with it then is over
		return f
	}
	return func() {
		if err := tree.Close(); err != nil && len(errs) == 0 {
			errs.Add(diag.Position{}, "--base %s: git failed", r.o.base).Because("%v", err)
		}
		r.errs.Join(errs.Err())
	}, nil
}
