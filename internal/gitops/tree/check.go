package tree

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// A Kind is how a file differs from the plan.
type Kind int

// The kinds of a Change.
const (
	Missing Kind = iota + 1 // planned, and not there
	Changed                 // planned, and something else is there
	Stale                   // ours, there, and no longer planned
	Stray                   // there, neither planned nor ours
)

// String returns the kind in one word.
func (k Kind) String() string {
	switch k {
	case Missing:
		return "missing"
	case Changed:
		return "changed"
	case Stale:
		return "stale"
	case Stray:
		return "stray"
	default:
		return fmt.Sprintf("kind %d", int(k))
	}
}

// A Change is one file that is not as planned. Path is below the output folder, with forward slashes.
type Change struct {
	Path string
	Kind Kind
}

// String prints the change as "kind path".
func (c Change) String() string { return c.Kind.String() + " " + c.Path }

// A Filter tells which part of the output folder a run covers. Planned files always belong to the run; the
// filter decides about files that the run finds. A nil Filter covers everything.
type Filter func(path string) bool

func (f Filter) covers(name string) bool { return f == nil || f(name) }

// Check compares the folder with the plan and returns what differs, sorted by path. It writes nothing.
//
// The manifest counts as a planned file; with a filter only the entries of the covered part are compared.
// A folder that does not exist misses everything. Empty folders and file modes do not count, nor does a
// .git directly in the folder. An error means that the folder could not be read, or that the manifest is
// broken.
func Check(dir string, p *Plan, covers Filter) ([]Change, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		changes := []Change{{ManifestName, Missing}}
		for _, name := range p.Paths() {
			changes = append(changes, Change{name, Missing})
		}
		return sorted(changes), nil
	}
	if err != nil {
		return nil, failed(dir, "", "cannot open the output folder", err)
	}
	defer func() { _ = root.Close() }()
	old, stored, err := readManifest(root, dir)
	if err != nil {
		return nil, err
	}
	found, err := scan(root, dir)
	if err != nil {
		return nil, err
	}

	var changes []Change
	switch {
	case stored == nil:
		changes = append(changes, Change{ManifestName, Missing})
	case covers == nil && !bytes.Equal(stored, manifestOf(p).bytes()), covers != nil && !agrees(old, p, covers):
		changes = append(changes, Change{ManifestName, Changed})
	}
	files := &comparer{root: root}
	for _, name := range p.Paths() {
		mode, ok := found[name]
		if !ok {
			changes = append(changes, Change{name, Missing})
			continue
		}
		same := false
		if mode.IsRegular() {
			if same, err = files.same(name, p.files[name]); err != nil {
				return nil, failed(dir, name, "cannot read the file", err)
			}
		}
		if !same {
			changes = append(changes, Change{name, Changed})
		}
	}
	for name, mode := range found {
		switch {
		case mode.IsDir() || p.has(name) || !covers.covers(name):
		case old.has(name):
			changes = append(changes, Change{name, Stale})
		default:
			changes = append(changes, Change{name, Stray})
		}
	}
	return sorted(changes), nil
}

// agrees tells whether the manifest says of the covered part what it should.
func agrees(old *manifest, p *Plan, covers Filter) bool {
	for name, sum := range manifestOf(p).Files {
		if old.Files[name] != sum {
			return false
		}
	}
	for name := range old.Files {
		if !p.has(name) && covers(name) {
			return false
		}
	}
	for name := range old.Replacing {
		if p.has(name) || covers(name) {
			return false
		}
	}
	return true
}

// sorted sorts changes by path.
func sorted(changes []Change) []Change {
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Kind, b.Kind))
	})
	return changes
}
