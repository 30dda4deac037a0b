package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/fix"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// An input is a file to judge.
type input struct {
	path  string // as positions print it: below the working folder without the way there
	named bool   // by the user, not found in a folder
}

// What standard input and an argument are called in positions.
const (
	stdinName = "stdin"
	exprName  = "expression"
)

// maxInput is the size of the largest file that is read, in bytes. etcd takes objects of a megabyte and a half.
const maxInput = 64 << 20

// inputs are the files that paths name, each once: folders are searched for what may hold dashboards or rules.
func inputs(paths []string) ([]input, diag.List) {
	var found []input
	var errs diag.List
	for _, p := range paths {
		if p == "-" {
			found = append(found, input{p, true})
			continue
		}
		p = shown(p)
		info, err := os.Stat(p)
		switch {
		case err != nil:
			errs.Add(diag.Position{File: p}, "the file cannot be read").Because("%s", cause(err))
		case !info.IsDir():
			found = append(found, input{p, true})
		default:
			found = append(found, walk(p, &errs)...)
		}
	}
	slices.SortStableFunc(found, byPath)
	return slices.CompactFunc(found, func(a, b input) bool { return a.path == b.path }), errs
}

// byPath orders inputs; of one that was named and found, the named one comes first.
func byPath(a, b input) int {
	if c := strings.Compare(a.path, b.path); c != 0 || a.named == b.named {
		return c
	}
	if a.named {
		return -1
	}
	return 1
}

// walk finds the files below a folder. Hidden ones are somebody else's, and links may lead anywhere.
func walk(folder string, errs *diag.List) []input {
	var found []input
	_ = filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error { // what goes wrong is gathered
		if err != nil {
			errs.Add(diag.Position{File: p}, "the folder cannot be read").Because("%s", cause(err))
			return nil
		}
		if p != folder && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() && slices.Contains([]string{".json", ".yaml", ".yml", ".md"}, strings.ToLower(path.Ext(d.Name()))) {
			found = append(found, input{path: filepath.ToSlash(p)})
		}
		return nil
	})
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

// cause is an error of the file system without the path, which the position says.
func cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// judgeFiles reads and judges one file after another on every core, so that no more of them are in memory.
func (r *lintRun) judgeFiles(linter *lint.Linter) {
	if r.o.exprGiven {
		r.judged = append(r.judged, linter.File(source.Expression(exprName, r.o.expr)))
		return
	}
	found, errs := inputs(r.o.paths)
	r.errs = append(r.errs, errs...)
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
		if f != nil && holds(f) {
			out.judged, out.some = linter.File(f), true
		}
	})
	r.sums = map[string]fix.Sum{}
	for i, out := range outcomes {
		r.errs.Join(out.err)
		if out.some {
			r.sums[found[i].path] = out.sum
			r.judged = append(r.judged, out.judged)
		}
	}
}

// holds reports whether a file has anything to judge.
func holds(f *source.File) bool {
	return len(f.Dashboards)+len(f.Queries)+len(f.Allowances) > 0
}

// read reads a file. It may return what it could read of one and what is wrong with the rest.
func (r *lintRun) read(in input) (f *source.File, sum fix.Sum, err error) {
	if in.path == "-" {
		f, err = r.readStdin()
		return f, sum, err
	}
	file, err := os.Open(in.path)
	if err != nil {
		return nil, sum, unreadable(in.path, err)
	}
	defer func() { _ = file.Close() }()
	data, err := readLimited(in.path, file)
	if err != nil {
		return nil, sum, err
	}
	if r.o.fix {
		sum = fix.SumOf(data)
	}
	if !in.named {
		f, err = source.Input{Path: in.path}.Parse(data) // what is wrong with somebody else's files is no error
		return f, sum, err
	}
	f, err = source.Read(in.path, data)
	if err == nil && !r.o.skipUnrelated && !holds(f) {
		err = diag.New(diag.Position{File: in.path}, "the file holds nothing to judge").Because("it has no dashboard, no rules and no PromQL").
			Help("leave it out; in folders such files are skipped, and with --skip-unrelated everywhere")
	}
	return f, sum, err
}

func unreadable(name string, err error) *diag.Error {
	e := diag.New(diag.Position{File: name}, "the file cannot be read").Because("%s", cause(err))
	e.Err = err
	return e
}

func readLimited(name string, from io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, maxInput+1))
	switch {
	case err != nil:
		return nil, unreadable(name, err)
	case len(data) > maxInput:
		return nil, diag.New(diag.Position{File: name}, "the file is larger than %d MiB", maxInput>>20).
			Because("that is more than any dashboard needs")
	}
	return data, nil
}

// readStdin reads what a file may hold, or else one expression.
func (r *lintRun) readStdin() (*source.File, error) {
	data, err := readLimited(stdinName, r.app.Stdin)
	if err != nil {
		return nil, err
	}
	expr := strings.TrimRight(string(data), "\r\n")
	if strings.TrimSpace(expr) == "" {
		return nil, diag.New(diag.Position{File: stdinName}, "there is nothing to judge").Because("standard input is empty")
	}
	f, err := source.Read(stdinName, data)
	if err == nil && holds(f) {
		return f, nil
	}
	if _, wrong := promql.Parse(expr); err == nil || wrong == nil { // {job="x"} is no JSON
		return source.Expression(stdinName, expr), nil
	}
	return f, fmt.Errorf("%w", err)
}
