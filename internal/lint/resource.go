package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// The groups of Kubernetes' interface that rules know.
const (
	coreGroup       = "" // ConfigMap, Secret
	operatorGroup   = "grafana.integreatly.org"
	monitoringGroup = "monitoring.coreos.com"
)

// A Resource is a Kubernetes object and the file that it is in.
type Resource struct {
	*source.Resource
	File *source.File
	base *base
}

// Group is the group of the object's interface: grafana.integreatly.org of grafana.integreatly.org/v1beta1, "" of v1.
func (r *Resource) Group() string { return apiGroup(r.Resource) }

func apiGroup(r *source.Resource) string {
	group, _, found := strings.Cut(r.APIVersion.Value, "/")
	if !found {
		return coreGroup
	}
	return group
}

// Is reports whether the object is of a group and of one of its kinds.
func (r *Resource) Is(group string, kinds ...string) bool {
	for _, kind := range kinds {
		if r.Kind.Value == kind {
			return r.Group() == group
		}
	}
	return false
}

// At is a text of the object, or where that is not in the file, its name.
func (r *Resource) At(t source.Text) Place {
	if !t.Exists() {
		t = r.Name
	}
	if !t.Exists() {
		t = r.Kind
	}
	return Place{text: t, end: len(t.Value), resource: r.Resource}
}

// AtKey is the last key of a path, or where the object has no such key, its name.
func (r *Resource) AtKey(path ...string) Place {
	last := len(path) - 1
	if m := member(r.Node.Get(path[:last]...), path[last]); m != nil {
		return r.At(m.Key)
	}
	return r.At(r.Name)
}

// member is an object's member of that name, or nil.
func member(n *source.Node, key string) *source.Member {
	if n == nil {
		return nil
	}
	for i := range n.Members {
		if n.Members[i].Key.Value == key {
			return &n.Members[i]
		}
	}
	return nil
}

// isSet reports whether there is a value at the end of a path: the server drops null.
func isSet(n *source.Node, path ...string) bool {
	n = n.Get(path...)
	return n != nil && n.Kind != source.Null
}

// Base is the object as it was at the base revision; nil where there is no base, or where the same file did not
// have the object exactly once, then and now.
func (r *Resource) Base() *Resource {
	old := r.base.file()
	if old == nil {
		return nil
	}
	was := r.find(old)
	if was == nil || r.find(r.File) == nil {
		return nil
	}
	return &Resource{Resource: was, File: old}
}

// find returns the one object of a file that is of the same kind and name.
func (r *Resource) find(f *source.File) *source.Resource {
	var found *source.Resource
	for _, other := range f.Resources {
		if other.Kind.Value != r.Kind.Value || other.Name.Value != r.Name.Value || other.Namespace.Value != r.Namespace.Value ||
			apiGroup(other) != r.Group() {
			continue
		}
		if found != nil {
			return nil
		}
		found = other
	}
	return found
}

// A base is a file as it was at the base revision, read when it is first asked for.
type base struct {
	load func(path string) *source.File
	path string
	read bool
	old  *source.File
}

func (b *base) file() *source.File {
	if b == nil || b.load == nil {
		return nil
	}
	if !b.read {
		b.read, b.old = true, b.load(b.path)
	}
	return b.old
}

// resources judges the Kubernetes objects of a file.
func (j *judge) resources(f *source.File) {
	b := &base{load: j.l.opts.Base, path: f.Path}
	for _, src := range f.Resources {
		r := &Resource{Resource: src, File: f, base: b}
		j.summary.add(r)
		for _, rule := range j.l.resources {
			rule.Resource(j.l.pass(rule, &j.found), r)
		}
	}
}
