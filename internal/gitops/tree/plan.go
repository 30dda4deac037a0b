// Package tree is the output folder as one value, and what can be done with it: write it to disk (generate), check the
// disk against it (generate --check), and read what is there (diff).
//
// The folder belongs to the team as much as to us, so a manifest in it says which files are ours. Only
// those are ever replaced or removed, and a removal also wants the bytes to be the ones we wrote. A Write
// may be killed at any moment: each file is then wholly old or wholly new, and the next Write finishes
// the work.
package tree

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A Plan is every file that the output folder should hold: a slash-separated path below the folder, and
// its bytes. The zero value is an empty plan. It is not safe for concurrent use while files are added.
type Plan struct {
	files map[string][]byte
	nodes map[string]node // every file and every folder above one, by folded path
}

// A node is a file or a folder of the plan as it is spelled there.
type node struct {
	name string
	file bool
}

// Add puts a file into the plan. The plan keeps data; it must not be modified afterwards.
//
// The path must mean the same file on every system and in Git: clean, relative, printable ASCII, and
// different from all others also where case does not count. The data must have LF line ends. The error is a
// diag.Error that says which of these does not hold; the plan is then as it was.
func (p *Plan) Add(name string, data []byte) error {
	refuse := func(why string, args ...any) error {
		return diag.New(diag.Position{}, "cannot plan the file %q", name).Because(why, args...)
	}
	if why := unportable(name); why != "" {
		return refuse("%s", why)
	}
	if bytes.IndexByte(data, '\r') >= 0 {
		return refuse("it holds a carriage return, and lines end in LF")
	}
	if p.files == nil {
		p.files, p.nodes = map[string][]byte{}, map[string]node{}
	}
	switch have, ok := p.nodes[fold(name)]; {
	case ok && have.file && have.name == name:
		return refuse("it is planned twice")
	case ok && have.file:
		return refuse("it differs from %q in case only", have.name)
	case ok:
		return refuse("%q is a folder of other planned files", have.name)
	}
	for dir := range parents(name) {
		switch have, ok := p.nodes[fold(dir)]; {
		case ok && have.file:
			return refuse("%q is a planned file, not a folder", have.name)
		case ok && have.name != dir:
			return refuse("its folder %q differs from %q in case only", dir, have.name)
		}
	}
	for dir := range parents(name) {
		p.nodes[fold(dir)] = node{name: dir}
	}
	p.nodes[fold(name)] = node{name: name, file: true}
	p.files[name] = data
	return nil
}

// Len returns the number of files.
func (p *Plan) Len() int { return len(p.files) }

// Paths returns the paths of all files, sorted.
func (p *Plan) Paths() []string { return slices.Sorted(maps.Keys(p.files)) }

// Files returns what each file should hold, by path. The map and the bytes are the plan's own.
func (p *Plan) Files() map[string][]byte { return p.files }

// has tells whether a file is planned.
func (p *Plan) has(name string) bool {
	_, ok := p.files[name]
	return ok
}

// inTheWay tells whether something on disk stands where the plan needs something else: a folder at a
// planned file, a file at a planned folder, or a path that differs from a planned one in case only. It
// returns the part of the path that does, and what is planned there.
func (p *Plan) inTheWay(name string, dir bool) (part, planned string, ok bool) {
	for part := range prefixes(name) {
		n, ok := p.nodes[fold(part)]
		if !ok {
			return "", "", false
		}
		isDir := dir || part != name
		if n.name != part || n.file == isDir {
			return part, n.name, true
		}
	}
	return "", "", false
}

// fold maps the spellings of a path that a case-insensitive file system merges onto one.
func fold(name string) string { return strings.ToLower(name) }

// parents yields the folders above a path, the nearest first, without the output folder itself.
func parents(name string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if !yield(dir) {
				return
			}
		}
	}
}

// prefixes yields the folders above a path and then the path, the outermost first.
func prefixes(name string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := range len(name) {
			if name[i] == '/' && !yield(name[:i]) {
				return
			}
		}
		yield(name)
	}
}
