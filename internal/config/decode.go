package config

import (
	"errors"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/near"
)

// A reader turns YAML values into Go values and gathers what is wrong with them. Its methods return the
// zero value for what they report, so that reading goes on.
type reader struct {
	text  *text
	known Known
	root  *place
	errs  diag.List
	more  int // errors that were too many
}

// maxErrors is how many errors are reported. Whoever has more gave the wrong file.
const maxErrors = 1000

// gather keeps an error.
func (r *reader) gather(e *diag.Error) *diag.Error {
	if len(r.errs) < maxErrors {
		r.errs = append(r.errs, e)
	} else {
		r.more++
	}
	return e
}

// report gathers an error at a position.
func (r *reader) report(pos diag.Position, format string, args ...any) *diag.Error {
	return r.gather(diag.New(pos, format, args...))
}

// err returns what was gathered, sorted by position.
func (r *reader) err() error {
	err := r.errs.Err()
	var list diag.List
	if r.more == 0 || !errors.As(err, &list) {
		return err
	}
	list.Add(list[len(list)-1].Pos, "%d more errors", r.more).Because("the first %d found are reported", maxErrors)
	return list
}

// A value is a YAML value, where it is and what errors call it.
type value struct {
	node  *yaml.Node
	key   string        // its key in the mapping, empty for entries of lists
	label string        // such as grafana.selector
	inner string        // what the labels of values in it begin with
	name  diag.Position // where its key is; of an entry of a list, where it is itself
	place *place
}

// add reports that something is wrong with a value, at its place.
func (r *reader) add(v value, format string, args ...any) *diag.Error {
	return r.report(v.place.pos, format, args...)
}

// wrong reports that a value is not of the type wanted.
func (r *reader) wrong(v value, wanted string) *diag.Error {
	return r.add(v, "%s is %s", v.label, describe(v.node)).Because("%s is wanted", wanted)
}

func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case isNull(n):
		return "empty"
	case n.Tag == "!!int" || n.Tag == "!!float":
		return "the number " + short(n.Value)
	case n.Tag == "!!bool":
		return n.Value
	case n.Tag == "!!timestamp":
		return "a date"
	default:
		return "a string"
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

func isString(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!str" }

// refuse reports the YAML features that a configuration does not use. Aliases make small files large and
// take positions away from where a reader looks; tags and merge keys hide what a value is.
func (r *reader) refuse(n *yaml.Node) {
	pos := r.text.at(n.Line, n.Column)
	if n.Anchor != "" {
		r.report(pos, "anchor &%s is not allowed", short(n.Anchor)).
			Because("every environment says all of what it is").Help("write the value out where it is needed")
	}
	switch {
	case n.Kind == yaml.AliasNode:
		r.gather(aliasError(pos))
		return
	case n.Style&yaml.TaggedStyle != 0:
		r.report(pos, "tag %s is not allowed", short(n.Tag)).
			Because("a value's type is known from its key").Help("leave the tag out; put text in quotes")
	case n.Tag == "!!merge":
		r.report(pos, "merge key << is not allowed").
			Because("every environment says all of what it is").Help("write the values out")
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Tag == "!!merge" && child.Kind == yaml.AliasNode {
			continue // one error is enough
		}
		r.refuse(child)
	}
}

// refused reports whether refuse reported a value, which says nothing more then.
func refused(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || n.Style&yaml.TaggedStyle != 0 || n.Tag == "!!merge"
}

func aliasError(pos diag.Position) *diag.Error {
	return diag.New(pos, "an alias is not allowed").
		Because("every environment says all of what it is").
		Help("write the value out; put text that begins with * in double quotes")
}

// pairs returns the values of a mapping in the order of the file, nil when it is something else or empty.
// What refuse reported is left out.
func (r *reader) pairs(v value) []value {
	if v.node.Kind != yaml.MappingNode {
		e := r.wrong(v, "a mapping")
		if v.node.Kind == yaml.SequenceNode {
			e.Help("write key: value, without dashes")
		}
		return nil
	}
	if len(v.node.Content) == 0 {
		r.add(v, "%s is empty", v.label).Because("at least one entry is wanted")
		return nil
	}
	var pairs []value
	first := make(map[string]diag.Position)
	for i := 0; i < len(v.node.Content); i += 2 {
		key, node := v.node.Content[i], v.node.Content[i+1]
		pos := r.text.at(key.Line, key.Column)
		if refused(key) {
			continue
		}
		if !isString(key) {
			e := r.report(pos, "a key in %s is %s", v.label, describe(key)).Because("a name is wanted")
			if key.Kind == yaml.ScalarNode && key.Value != "" {
				e.Help("put it in quotes: %s", quote(key.Value))
			}
			continue
		}
		if again, ok := first[key.Value]; ok {
			r.report(pos, "key %s is in %s twice", quote(key.Value), v.label).
				Because("the first is on line %d", again.Line).Help("delete one of them")
			continue
		}
		first[key.Value] = pos
		child := value{node: node, key: key.Value, label: v.inner + short(key.Value), name: pos}
		child.place = v.place.add(key.Value, pos)
		child.inner = child.label + "."
		if node.Kind == yaml.ScalarNode && !isNull(node) {
			child.place.pos = r.text.at(node.Line, node.Column)
		}
		pairs = append(pairs, child)
	}
	return pairs
}

// A field is a key that a mapping may have and what reads its value.
type field struct {
	name     string
	required string // why it must be there, empty when it may be left out
	read     func(value)
}

func optional(name string, read func(value)) field { return field{name: name, read: read} }

func required(name, why string, read func(value)) field { return field{name, why, read} }

// fields reads a mapping with a fixed set of keys.
func (r *reader) fields(v value, fields ...field) {
	pairs := r.pairs(v)
	if pairs == nil {
		return
	}
	names := make([]string, len(fields))
	byName := make(map[string]field)
	for i, f := range fields {
		names[i], byName[f.name] = f.name, f
	}
	seen := make(map[string]bool)
	for _, p := range pairs {
		f, ok := byName[p.key]
		if !ok {
			r.unknown(p, "key", names).What += " in " + v.label
			seen[near.Name(p.key, names)] = true // not missing but misspelt
			continue
		}
		seen[f.name] = true
		if r.present(p) {
			f.read(p)
		}
	}
	merged := slices.ContainsFunc(v.node.Content, func(n *yaml.Node) bool { return n.Tag == "!!merge" })
	for _, f := range fields {
		if f.required != "" && !seen[f.name] && !merged {
			r.add(v, "%s has no %s", v.label, f.name).Because("%s", f.required)
		}
	}
}

// unknown reports a key that is not one of the known names of a kind of thing.
func (r *reader) unknown(v value, kind string, known []string) *diag.Error {
	return r.report(v.name, "unknown %s %s", kind, quote(v.key)).Help("%s", near.Hint(v.key, known))
}

// present reports a value that is missing behind its key, and says whether there is one to be read.
func (r *reader) present(v value) bool {
	if isNull(v.node) {
		r.add(v, "%s is empty", v.label).Help("give it a value or delete it")
		return false
	}
	return !refused(v.node)
}

// entries returns the values of a mapping whose keys are names that the file chooses.
func (r *reader) entries(v value) []value {
	var entries []value
	for _, p := range r.pairs(v) {
		if r.present(p) {
			entries = append(entries, p)
		}
	}
	return entries
}

// maxEntries is how many entries a list may have. Only lists of tenants come near it.
const maxEntries = maxTenants

// items returns the entries of a list.
func (r *reader) items(v value) []value {
	if v.node.Kind != yaml.SequenceNode {
		e := r.wrong(v, "a list")
		if isString(v.node) {
			e.Help("write [%s]", short(v.node.Value))
		}
		return nil
	}
	if n := len(v.node.Content); n > maxEntries {
		r.add(v, "%s has %d entries", v.label, n).Because("at most %d are allowed", maxEntries)
		return nil
	}
	var items []value
	for i, node := range v.node.Content {
		item := value{node: node, label: "an entry of " + v.label}
		item.name = r.text.at(node.Line, node.Column)
		item.place = v.place.add(strconv.Itoa(i), item.name)
		if r.present(item) {
			items = append(items, item)
		}
	}
	return items
}

// strs reads a list of different strings. check, if any, sees each of them and reports whether to keep it.
func (r *reader) strs(v value, check func(item value, s string) bool) []string {
	var list []string
	first := make(map[string]diag.Position)
	for _, item := range r.items(v) {
		s := r.str(item)
		if s == "" {
			continue
		}
		if again, ok := first[s]; ok {
			r.add(item, "%s is in %s twice", quote(s), v.label).Because("the first is on line %d", again.Line).
				Help("delete one of them")
			continue
		}
		first[s] = item.place.pos
		if check == nil || check(item, s) {
			list = append(list, s)
		}
	}
	return list
}
