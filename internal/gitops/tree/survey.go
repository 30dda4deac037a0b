package tree

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// A survey is what a Write finds out before it changes anything.
type survey struct {
	dir  string
	root *os.Root
	plan *Plan
	opts WriteOptions

	Summary           // what there is to write and to remove, until it is done
	old     *manifest // the manifest on disk
	stored  []byte    // its bytes, nil if there is none
	final   *manifest // the manifest when all is done
	pending *manifest // the manifest while files change
	first   []string  // those of Removed that stand where a planned file or folder must go
	last    []string  // the others
	gone    []string  // stale files that are not there, but their folders may be
	empty   []string  // folders without files in such a place, the innermost first
	found   disk      // the folder as it is
	goes    nameSet   // the names in Removed
	refuse  refusal   // what stands in the way and is not ours
}

type nameSet map[string]bool

// look fills the survey. It returns an error if something that is not ours stands in the way.
func (s *survey) look() (err error) {
	s.refuse.dir = s.dir
	if s.old, s.stored, err = readManifest(s.root, s.dir); err != nil {
		return err
	}
	if s.found, err = scan(s.root, s.dir); err != nil {
		return err
	}
	s.final = manifestOf(s.plan)
	s.pending = &manifest{
		Version:   manifestVersion,
		Files:     maps.Clone(s.old.Files),
		Replacing: map[string]string{},
	}
	maps.Copy(s.pending.Files, s.final.Files)
	maps.Copy(s.pending.Replacing, s.old.Replacing)

	if err := s.planned(); err != nil {
		return err
	}
	if err := s.stale(); err != nil {
		return err
	}
	s.leftovers()
	s.unplanned()
	if s.opts.Alone {
		s.refuseOthers()
	}
	return s.refuse.err()
}

// refuseOthers refuses what is not ours and stands in nobody's way.
func (s *survey) refuseOthers() {
	const hint = "move it out of the folder or delete it, then run again"
	for _, name := range s.Edited {
		if !s.refuse.knows(name) {
			s.refuse.say(name, "is not ours any more", "dashgen made it and no longer does, but it was edited since", hint)
		}
	}
	for _, name := range s.Strays {
		if !s.refuse.knows(name) {
			s.refuse.say(name, "is not ours", "dashgen did not make it, and the folder holds only what dashgen makes", hint)
		}
	}
}

// planned compares the planned files with the disk.
func (s *survey) planned() error {
	files := &comparer{root: s.root}
	for _, name := range s.plan.Paths() {
		mode, there := s.found[name]
		if !there || mode.IsDir() { // a folder with something in it is refused in unplanned
			s.Written = append(s.Written, name)
			continue
		}
		if !mode.IsRegular() {
			s.refuse.add(name, "it is "+kindName(mode)+", and dashgen writes plain files only",
				"move it away or delete it, then run again")
			continue
		}
		same, err := files.same(name, s.plan.files[name])
		if err != nil {
			return failed(s.dir, name, "cannot read the file", err)
		}
		switch {
		case same:
			s.Unchanged = append(s.Unchanged, name)
		case !s.old.has(name):
			s.refuse.add(name, "dashgen did not make it, and it is not what dashgen would write",
				"move it away or delete it, then run again")
		default:
			s.Written = append(s.Written, name)
			sum, err := s.hashOf(name)
			if err != nil {
				return err
			}
			if s.old.made(name, sum) {
				s.pending.Replacing[name] = sum
			}
		}
	}
	return nil
}

// stale decides what becomes of the files that are ours and no longer planned.
func (s *survey) stale() error {
	s.goes = nameSet{}
	for _, name := range slices.Sorted(maps.Keys(s.old.Files)) {
		mode, there := s.found[name]
		switch {
		case s.plan.has(name):
		case !s.opts.Covers.covers(name):
			s.keep(name)
		case !there || mode.IsDir(): // somebody removed it, or a killed run never made it
			if s.opts.Prune {
				s.gone = append(s.gone, name)
			}
		case !s.opts.Prune:
			s.Stale = append(s.Stale, name)
			s.keep(name)
		default:
			made := false
			if mode.IsRegular() {
				sum, err := s.hashOf(name)
				if err != nil {
					return err
				}
				made = s.old.made(name, sum)
			}
			if !made {
				s.Edited = append(s.Edited, name)
				continue
			}
			s.remove(name)
		}
	}
	return nil
}

// keep leaves a file in the manifest that this run has no say about.
func (s *survey) keep(name string) {
	s.final.Files[name] = s.old.Files[name]
	if sum, ok := s.old.Replacing[name]; ok {
		if s.final.Replacing == nil {
			s.final.Replacing = map[string]string{}
		}
		s.final.Replacing[name] = sum
	}
}

func (s *survey) remove(name string) {
	s.Removed = append(s.Removed, name)
	s.goes[name] = true
}

func (s *survey) hashOf(name string) (string, error) {
	data, err := s.root.ReadFile(name)
	if err != nil {
		return "", failed(s.dir, name, "cannot read the file", err)
	}
	return hash(data), nil
}

// leftovers finds the temporary files of a killed run. They are ours in folders that hold files of ours.
func (s *survey) leftovers() {
	folders := nameSet{".": true}
	for name := range s.pending.Files {
		for dir := range parents(name) {
			if folders[dir] {
				break
			}
			folders[dir] = true
		}
	}
	for _, name := range s.found.paths() {
		if s.found.regular(name) && leftover.MatchString(path.Base(name)) && folders[path.Dir(name)] {
			s.remove(name)
		}
	}
	slices.Sort(s.Removed)
}

// unplanned looks at all that stays and at what must go first: strays are noted, and what stands where
// the plan has something else is refused.
func (s *survey) unplanned() {
	occupied := nameSet{} // folders that keep a file
	for _, name := range s.found.paths() {
		if s.found[name].IsDir() || s.goes[name] {
			continue
		}
		for dir := range parents(name) {
			if occupied[dir] {
				break
			}
			occupied[dir] = true
		}
		if s.plan.has(name) {
			continue
		}
		if !s.old.has(name) && s.opts.Covers.covers(name) {
			s.Strays = append(s.Strays, name)
		}
		if part, planned, blocks := s.plan.inTheWay(name, false); blocks && s.collides(part, planned) {
			why, hint := s.whyInTheWay(name, part, planned)
			s.refuse.add(part, why, hint)
		}
	}
	for _, name := range s.Removed {
		if _, _, blocks := s.plan.inTheWay(name, false); blocks {
			s.first = append(s.first, name)
		} else {
			s.last = append(s.last, name)
		}
	}
	for _, name := range slices.Backward(s.found.paths()) {
		if !s.found[name].IsDir() || occupied[name] {
			continue
		}
		if part, planned, blocks := s.plan.inTheWay(name, true); blocks && s.collides(part, planned) {
			s.empty = append(s.empty, name)
		}
	}
}

// collides tells whether a part of a path on disk and what is planned under the same letters are one and
// the same for this file system. If they differ in case only, that depends on the file system.
func (s *survey) collides(part, planned string) bool {
	if part == planned {
		return true
	}
	if _, both := s.found[planned]; both {
		return false
	}
	_, err := s.root.Lstat(planned)
	return err == nil
}

// whyInTheWay words why a part of the path of a file that stays on disk is in the way of what is planned.
func (s *survey) whyInTheWay(name, part, planned string) (why, hint string) {
	goes := "a planned folder goes there"
	if s.plan.has(planned) {
		goes = "a planned file goes there"
	}
	if part != planned {
		goes = fmt.Sprintf("%q is planned, which differs in case only", planned)
	}
	stays, holds := "dashgen did not make it", "which dashgen did not make"
	hint = "move it away or delete it, then run again"
	switch {
	case s.found[part]&fs.ModeSymlink != 0:
		stays = "it is a symbolic link"
	case slices.Contains(s.Edited, name):
		stays, holds = "it was edited since dashgen made it", "which was edited since dashgen made it"
	case s.old.has(name):
		stays, holds = "only a full run removes it", "which only a full run removes"
		hint = "run dashgen generate without --only and --environment"
	}
	if name != part {
		stays = "it holds " + strings.TrimPrefix(name, part+"/") + ", " + holds
	}
	return goes + ", and " + stays, hint
}
