package tree

import (
	"os"
	"slices"

	"github.com/llm-observability/dashgen/internal/diag"
)

// WriteOptions say how much of the folder a Write may change.
type WriteOptions struct {
	// Prune removes files of ours that are no longer planned.
	Prune bool
	// Covers limits pruning, and what the Summary tells of unplanned files, to a part of the folder.
	// Entries of the manifest outside of it are kept as they are.
	Covers Filter
	// Alone says that the folder holds nothing but what we make: a file that is not ours is refused, also
	// where it is not in the way. Without it such files are told in the Summary and left alone.
	Alone bool
}

// A Summary is what a Write did and found, as sorted paths below the output folder.
type Summary struct {
	Written   []string // planned files that were created or replaced
	Unchanged []string // planned files that were as they should be, and were not touched
	Removed   []string // stale files and leftovers of a killed run
	Stale     []string // ours and no longer planned, left because Prune was off
	Edited    []string // stale, but not as we wrote them: left, and no longer ours from here on
	Strays    []string // neither planned nor ours: left alone
	Manifest  bool     // the manifest was written
}

// A NotOursError says that Write refused, because something that is not ours stands where the plan has a
// file or a folder, or, with WriteOptions.Alone, anywhere in the folder. Nothing was written.
type NotOursError struct {
	Paths []string // what stands in the way, sorted, below the output folder
	list  diag.List
}

// Error prints one line for each thing in the way, and only how many more there are beyond the first few.
func (e *NotOursError) Error() string { return e.list.Error() }

// Unwrap returns the diag.List with position and hint of each thing in the way.
func (e *NotOursError) Unwrap() error { return e.list }

// Write makes the folder hold the plan. Files that are as planned are not touched.
//
// It first looks, and refuses with a *NotOursError when something that we did not make stands in the way;
// any other error of looking (a broken manifest, an unreadable file) also means that nothing was written.
// Then it puts all new files next to their places under temporary names, so that a full disk or a
// read-only folder is found before any file has changed; on such an error it takes them away again. Only
// then it renames them over the old ones. Should that fail half-way, or the process be killed, the next
// Write finishes the work.
//
// Writes of several processes into one folder wait for each other.
func Write(dir string, p *Plan, opts WriteOptions) (Summary, error) {
	made, err := makeFolder(dir)
	if err != nil {
		return Summary{}, err
	}
	summary, err := write(dir, p, opts)
	if err != nil {
		made.undo()
		return Summary{}, err
	}
	return summary, nil
}

func write(dir string, p *Plan, opts WriteOptions) (Summary, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Summary{}, failed(dir, "", "cannot open the output folder", err)
	}
	defer func() { _ = root.Close() }()
	unlock, err := lock(root, dir, lockTries)
	if err != nil {
		return Summary{}, err
	}
	defer unlock()

	s := &survey{dir: dir, root: root, plan: p, opts: opts}
	if err := s.look(); err != nil {
		return Summary{}, err
	}
	w := &writer{survey: s}
	if err := w.apply(); err != nil {
		return Summary{}, err
	}
	return s.Summary, nil
}

// most is how many things of a kind are told one by one.
const most = 20

// Notes tells what a person should know about files that were left alone; dir is the output folder as the
// user wrote it.
func (s Summary) Notes(dir string) diag.List {
	var notes diag.List
	tell := func(names []string, what, why, hint string) {
		for _, name := range names[:min(len(names), most)] {
			note := diag.New(at(dir, name), "%s", what).Because("%s", why).Help("%s", hint)
			notes = append(notes, note)
		}
		if more := len(names) - most; more > 0 {
			note := diag.New(at(dir, ""), "%d more: %s", more, what).Because("%s", why).Help("%s", hint)
			notes = append(notes, note)
		}
	}
	tell(s.Edited, "left alone", "dashgen made it and no longer does, but it was edited since",
		"delete it if the edit is not needed")
	tell(s.Stale, "left alone", "dashgen no longer makes it, and a run of a part removes nothing",
		"run dashgen generate without --only and --environment to remove it")
	tell(s.Strays, "left alone", "dashgen did not make it, and --check calls it drift",
		"move it out of the folder or delete it")
	return notes
}

// refusal gathers what stands in the way.
type refusal struct {
	dir    string
	errors map[string]*diag.Error
}

func (r *refusal) add(name, why, hint string) { r.say(name, "is in the way", why, hint) }

func (r *refusal) say(name, what, why, hint string) {
	if r.errors == nil {
		r.errors = map[string]*diag.Error{}
	}
	if r.errors[name] == nil {
		r.errors[name] = diag.New(at(r.dir, name), "%s", what).Because("%s", why).Help("%s", hint)
	}
}

// knows tells whether the name, or a folder that it is in, is refused already.
func (r *refusal) knows(name string) bool {
	if r.errors[name] != nil {
		return true
	}
	for dir := range parents(name) {
		if r.errors[dir] != nil {
			return true
		}
	}
	return false
}

func (r *refusal) err() error {
	if len(r.errors) == 0 {
		return nil
	}
	e := &NotOursError{}
	for name := range r.errors {
		e.Paths = append(e.Paths, name)
	}
	slices.Sort(e.Paths)
	for _, name := range e.Paths[:min(len(e.Paths), most)] {
		e.list = append(e.list, r.errors[name])
	}
	if more := len(e.Paths) - most; more > 0 {
		e.list = append(e.list, diag.New(at(r.dir, ""), "%d more are in the way", more).
			Because("dashgen did not make them").
			Help("check that this is the folder you mean"))
	}
	return e
}
