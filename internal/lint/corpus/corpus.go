// Package corpus measures the linter on dashboards whose defects are known: the cases in testdata/lint, half
// of them clean, and in expect.tsv what a careful reviewer says of the others. The cases were written from the
// specification, without looking at any rule, so that a rule can't be right by construction.
package corpus

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// Dir is where the corpus lies in the repository.
const Dir = "testdata/lint"

// A Corpus is all cases, and all that is wrong with them.
type Corpus struct {
	Files    []*source.File // by path, which is relative to the corpus
	Expected []*Expectation
	Known    []Known
}

// An Expectation is one defect.
type Expectation struct {
	// Target is the refId of the defective query, or empty when the defect is the panel's.
	File, Panel, Target string
	Rule                string
	Why                 string
	Or                  []string // other rules that name the defect as well as Rule does
	Also                []string // rules that may report what follows from it
}

// A Known is a defect that the linter is known to miss, or a finding that is known to be false.
type Known struct {
	Outcome
	Reason string
}

// Load reads a corpus. It fails on a file that is not there or can't be read, and on a table with other columns.
func Load(fsys fs.FS) (*Corpus, error) {
	c := &Corpus{}
	for _, pattern := range []string{"*/*.json", "*/*.yaml"} {
		names, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, err
			}
			f, err := source.Read(name, data)
			if err != nil {
				return nil, err
			}
			c.Files = append(c.Files, f)
		}
	}
	slices.SortFunc(c.Files, func(a, b *source.File) int { return strings.Compare(a.Path, b.Path) })
	rows, err := table(fsys, "expect.tsv", "file", "panel", "target", "rule", "why", "or", "also")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		c.Expected = append(c.Expected, &Expectation{File: r[0], Panel: r[1], Target: r[2], Rule: r[3], Why: r[4], Or: names(r[5]), Also: names(r[6])})
	}
	rows, err = table(fsys, "known.tsv", "kind", "file", "panel", "target", "rule", "reason")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		c.Known = append(c.Known, Known{Outcome: Outcome{Kind: Kind(r[0]), File: r[1], Panel: r[2], Target: r[3], Rule: r[4]}, Reason: r[5]})
	}
	return c, nil
}

// Open reads the corpus of a repository, with the errors of [Load].
func Open(root string) (*Corpus, error) { return Load(os.DirFS(path.Join(root, Dir))) }

// table reads the rows of tab-separated values below a header.
func table(fsys fs.FS, name string, header ...string) ([][]string, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if want := strings.Join(header, "\t"); lines[0] != want {
		return nil, fmt.Errorf("%s:1: the header is not %q", name, want)
	}
	var rows [][]string
	for i, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != len(header) {
			return nil, fmt.Errorf("%s:%d: %d cells where there are %d columns", name, i+2, len(cells), len(header))
		}
		rows = append(rows, cells)
	}
	return rows, nil
}

func names(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}

// Clean counts the files of which nothing is expected.
func (c *Corpus) Clean() int {
	bad := map[string]bool{}
	for _, e := range c.Expected {
		bad[e.File] = true
	}
	return len(c.Files) - len(bad)
}
