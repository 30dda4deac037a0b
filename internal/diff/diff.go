package diff

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/source"
)

// A Tree is an output folder.
type Tree struct {
	Name  string            // what it is called in reports and errors: HEAD:out, ../other
	Files map[string][]byte // by slash-separated path below the folder; the manifest doesn't count
}

// Compare tells what became of old in new. The error is a diag.List of the files that can't be read; files that are the
// same on both sides are not looked at.
func Compare(old, new Tree) (*Report, error) {
	c := &comparison{
		old: newSide(old), new: newSide(new), told: map[string]bool{},
	}
	differing := c.differing()
	for _, s := range []*side{c.old, c.new} {
		for _, name := range differing {
			s.read(name, &c.errs)
		}
	}
	if err := c.errs.Err(); err != nil {
		return nil, err
	}
	c.environments()
	c.dashboards()
	c.resources()
	c.kustomizations()
	c.files(differing)
	return &Report{Against: old.Name, Changes: merge(c.found), Respelled: c.respelled(differing)}, nil
}

// A comparison is two sides and what was found.
type comparison struct {
	old, new *side
	found    []Change
	told     map[string]bool // the files that a change tells of
	errs     diag.List
}

// differing are the files that are not the same on both sides, sorted.
func (c *comparison) differing() []string {
	var names []string
	for name, data := range c.new.Files {
		if was, ok := c.old.Files[name]; !ok || !bytes.Equal(was, data) {
			names = append(names, name)
		}
	}
	for name := range c.old.Files {
		if _, ok := c.new.Files[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// watch says of files that whatever is found while do runs tells of them.
func (c *comparison) watch(files []string, do func()) {
	before := len(c.found)
	do()
	if len(c.found) > before {
		for _, name := range files {
			c.told[name] = true
		}
	}
}

func (c *comparison) respelled(differing []string) []string {
	out := []string{}
	for _, name := range differing {
		_, was := c.old.Files[name]
		if _, is := c.new.Files[name]; was && is && !c.told[name] {
			out = append(out, name)
		}
	}
	return out
}

// environments tells which environments came and went.
func (c *comparison) environments() {
	left, right := c.old.environments(), c.new.environments()
	for _, env := range union(left, right) {
		f := &finder{found: &c.found, env: env}
		switch {
		case !left[env]:
			f.add(Change{Kind: EnvironmentAdded})
		case !right[env]:
			f.add(Change{Kind: EnvironmentRemoved})
		}
	}
}

// union are the keys of two maps, sorted.
func union[K ~string, A, B any](a map[K]A, b map[K]B) []K {
	all := map[K]bool{}
	for k := range a {
		all[k] = true
	}
	for k := range b {
		all[k] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// dashboards compares dashboards in each form in which both sides have them: what one form tells again is merged
// later.
func (c *comparison) dashboards() {
	for _, key := range slices.SortedFunc(maps.Keys(both(c.old.boards, c.new.boards)), boardKey.compare) {
		old, new := c.old.boards[key], c.new.boards[key]
		files := append(old.paths(), new.paths()...)
		f := &finder{found: &c.found, env: key.env, dashboard: key.name}
		switch {
		case old == nil && c.keeps(key), new == nil && c.keeps(key):
			// It is in a file that is the same on both sides, and a copy came or went.
			continue
		case old == nil:
			f.add(Change{Kind: DashboardAdded, New: describeBoard(new.any())})
		case new == nil:
			f.add(Change{Kind: DashboardRemoved, Old: describeBoard(old.any())})
		default:
			c.watch(files, func() { f.forms(old, new) })
			continue
		}
		for _, name := range files {
			c.told[name] = true
		}
	}
}

// keeps reports whether a dashboard is in a file that is the same on both sides.
func (c *comparison) keeps(key boardKey) bool {
	for _, name := range []string{path.Join("dashboards", key.env, key.name+".json"), path.Join("base", key.env, key.name+".yaml")} {
		if data, ok := c.old.Files[name]; ok && bytes.Equal(data, c.new.Files[name]) {
			return true
		}
	}
	return false
}

// both are the entries of two maps.
func both[K comparable, V any](a, b map[K]V) map[K]V {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// forms compares a dashboard in each of its forms.
func (f *finder) forms(old, new *boards) {
	ignoreUID := old.hasUID() && new.hasUID()
	compared := false
	for as := range forms {
		if a, b := old.form[as], new.form[as]; a != nil && b != nil {
			f.board(a, b, setting{ignoreUID: ignoreUID && as != importable && as != provisioned})
			compared = true
		}
	}
	if !compared {
		f.board(old.any(), new.any(), setting{ignoreInputs: true, ignoreUID: ignoreUID})
	}
}

// files tells of files that hold nothing that this package knows, on one side at least.
func (c *comparison) files(differing []string) {
	for _, name := range differing {
		_, was := c.old.Files[name]
		_, is := c.new.Files[name]
		change := Change{File: name, Kind: FileChanged}
		switch {
		case c.told[name], was && is && c.old.holds[name] && c.new.holds[name]:
			continue
		case was != is && !strings.HasPrefix(name, "dashboards/") && !isOwn(name) && (c.old.holds[name] || c.new.holds[name]):
			continue // its objects are in another file
		case !was:
			change.Kind = FileAdded
		case !is:
			change.Kind = FileRemoved
		}
		c.told[name] = true
		env := c.new.environmentOf(name)
		if !is {
			env = c.old.environmentOf(name)
		}
		f := &finder{found: &c.found, env: env}
		f.add(change)
	}
}

// known reports whether a path is of the folders whose files are read.
func known(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	switch top {
	case "dashboards":
		return path.Ext(name) == ".json"
	case "base", "components", "overlays":
		return isYAML(name)
	case "provisioning":
		return path.Ext(name) == ".json" || isYAML(name)
	}
	return false
}

func isYAML(name string) bool {
	ext := path.Ext(name)
	return ext == ".yaml" || ext == ".yml"
}

// environmentIn is the folder below the first one, by the name of an environment everywhere but below overlays.
func environmentIn(name string) string {
	parts := strings.Split(name, "/")
	if len(parts) < 3 {
		return ""
	}
	return parts[1]
}

// A form is where a dashboard is written down.
type form int

const (
	importable  form = iota // a JSON file, to import by hand
	applied                 // in a GrafanaDashboard
	provisioned             // a JSON file that Grafana reads by itself
	carried                 // in another object
	forms
)

// boards are one dashboard in its forms.
type boards struct {
	form  [forms]*source.Dashboard
	files []string
}

func (b *boards) paths() []string {
	if b == nil {
		return nil
	}
	return slices.Clone(b.files)
}

func (b *boards) any() *source.Dashboard {
	for _, d := range b.form {
		if d != nil {
			return d
		}
	}
	return nil
}

// hasUID reports whether a resource says the uid, so that the one in the JSON means nothing.
func (b *boards) hasUID() bool {
	d := b.form[applied]
	return d != nil && d.Resource != nil && d.Resource.Node.String("spec", "uid").Value != ""
}
