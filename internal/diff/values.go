package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// A difference is a value that is not the same on both sides; nil where there is none.
type difference struct {
	path     string
	old, new *source.Node
}

// A walk compares two values and collects the smallest parts that differ.
type walk struct {
	skip func(path string, old, new *source.Node) bool // or nil
	// deep looks into objects that are on one side only, so that each of their values is told.
	deep bool
	out  []difference
}

// differences compares two values part by part. The items of an array are told apart by what names them, if
// something does; arrays of plain values are one part. Null is the same as nothing.
func differences(path string, old, new *source.Node, skip func(path string, old, new *source.Node) bool) []difference {
	w := &walk{skip: skip}
	w.compare(path, old, new)
	return w.out
}

// fieldsOf compares like differences, and tells each value of an object that came or went.
func fieldsOf(old, new *source.Node, skip func(path string, old, new *source.Node) bool) []difference {
	w := &walk{skip: skip, deep: true}
	w.compare("", old, new)
	return w.out
}

func (w *walk) compare(path string, old, new *source.Node) {
	old, new = something(old), something(new)
	if old == nil && new == nil || w.skip != nil && w.skip(path, old, new) {
		return
	}
	switch {
	case w.deep && old == nil && new.Kind == source.Object && len(new.Members) > 0:
		w.objects(path, nothing, new)
	case w.deep && new == nil && old.Kind == source.Object && len(old.Members) > 0:
		w.objects(path, old, nothing)
	case old == nil && isList(new):
		w.arrays(path, noItems, new)
	case new == nil && isList(old):
		w.arrays(path, old, noItems)
	case old == nil || new == nil || old.Kind != new.Kind:
		w.out = append(w.out, difference{path, old, new})
	case isThresholds(old) && isThresholds(new):
		if thresholds(old) != thresholds(new) {
			w.out = append(w.out, difference{path, old, new})
		}
	case old.Kind == source.Object:
		w.objects(path, old, new)
	case old.Kind == source.Array:
		w.arrays(path, old, new)
	case !sameScalar(old, new):
		w.out = append(w.out, difference{path, old, new})
	}
}

// An object without members, and an array without items.
var (
	nothing = &source.Node{Kind: source.Object}
	noItems = &source.Node{Kind: source.Array}
)

// isList reports whether a value is an array whose items are told one by one.
func isList(n *source.Node) bool { return n.Kind == source.Array && !plain(n) }

// something is a value, or nil for null.
func something(n *source.Node) *source.Node {
	if n == nil || n.Kind == source.Null {
		return nil
	}
	return n
}

func (w *walk) objects(path string, old, new *source.Node) {
	theirs := members(new)
	seen := map[string]bool{}
	for key, m := range ordered(old) {
		seen[key] = true
		w.compare(join(path, key), m, theirs[key])
	}
	for key, m := range ordered(new) {
		if !seen[key] {
			w.compare(join(path, key), nil, m)
		}
	}
}

// ordered visits the members of an object in written order, each key once. Where a key is there twice, the last
// counts.
func ordered(n *source.Node) func(yield func(string, *source.Node) bool) {
	return func(yield func(string, *source.Node) bool) {
		last := members(n)
		for i := range n.Members {
			key, value := n.Members[i].Key.Value, n.Members[i].Value
			if last[key] == value && !yield(key, value) {
				return
			}
		}
	}
}

func members(n *source.Node) map[string]*source.Node {
	m := make(map[string]*source.Node, len(n.Members))
	for i := range n.Members {
		m[n.Members[i].Key.Value] = n.Members[i].Value
	}
	return m
}

func (w *walk) arrays(path string, old, new *source.Node) {
	if plain(old) && plain(new) {
		if !slices.EqualFunc(old.Items, new.Items, func(a, b *source.Node) bool { return a.Kind == b.Kind && sameScalar(a, b) }) {
			w.out = append(w.out, difference{path, old, new})
		}
		return
	}
	left, right, ok := names(old.Items, new.Items)
	if !ok {
		for i := range max(len(old.Items), len(new.Items)) {
			w.compare(path+"["+strconv.Itoa(i)+"]", item(old, i), item(new, i))
		}
		return
	}
	for i, name := range left {
		w.compare(path+"["+name+"]", old.Items[i], item(new, slices.Index(right, name)))
	}
	for i, name := range right {
		if !slices.Contains(left, name) {
			w.compare(path+"["+name+"]", nil, new.Items[i])
		}
	}
	stay := func(list, other []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return !slices.Contains(other, name) })
	}
	if a, b := stay(left, right), stay(right, left); !slices.Equal(a, b) {
		w.out = append(w.out, difference{path + " (order)", texts(old, a), texts(new, b)})
	}
}

// texts is an array of names, in place of what they name.
func texts(at *source.Node, names []string) *source.Node {
	n := &source.Node{Kind: source.Array, Place: at.Place}
	for _, name := range names {
		n.Items = append(n.Items, &source.Node{Kind: source.String, Text: source.Text{Value: name}})
	}
	return n
}

func item(n *source.Node, i int) *source.Node {
	if i < 0 || i >= len(n.Items) {
		return nil
	}
	return n.Items[i]
}

// plain reports whether an array holds plain values only.
func plain(n *source.Node) bool {
	return !slices.ContainsFunc(n.Items, func(i *source.Node) bool { return i.Kind == source.Object || i.Kind == source.Array })
}

// maxNamed is how long arrays are matched by name: longer ones cost more than they are worth.
const maxNamed = 2000

// names are what the items of two arrays are called. ok is false when that does not tell them apart.
func names(old, new []*source.Node) (left, right []string, ok bool) {
	if len(old)+len(new) > maxNamed {
		return nil, nil, false
	}
	for _, key := range []string{"matcher", "refId", "inputName", "alert", "record", "name", "title", "id", "key"} {
		left, ok = named(old, key)
		if !ok {
			continue
		}
		if right, ok = named(new, key); ok {
			return left, right, true
		}
	}
	return nil, nil, false
}

func named(items []*source.Node, key string) ([]string, bool) {
	list := make([]string, len(items))
	seen := make(map[string]bool, len(items))
	for i, n := range items {
		name := n.Scalar(key).Value
		if m := n.Get(key); key == "matcher" && m != nil && m.Kind == source.Object {
			name = strings.TrimSpace(m.String("id").Value + " " + show(m.Get("options")))
		}
		if name == "" || seen[name] {
			return nil, false
		}
		seen[name] = true
		list[i] = name
	}
	return list, true
}

func join(path, key string) string {
	switch {
	case strings.ContainsAny(key, "./[] "):
		return path + "[" + key + "]"
	case path == "":
		return key
	}
	return path + "." + key
}

// sameScalar compares two plain values of one kind. Numbers are compared as such: 1.0 is 1.
func sameScalar(a, b *source.Node) bool {
	if a.Text.Value == b.Text.Value || a.Kind == source.Null {
		return true
	}
	if a.Kind == source.Bool {
		return strings.EqualFold(a.Text.Value, b.Text.Value)
	}
	if a.Kind != source.Number {
		return false
	}
	x, err := strconv.ParseFloat(a.Text.Value, 64)
	y, err2 := strconv.ParseFloat(b.Text.Value, 64)
	return err == nil && err2 == nil && x == y
}

// show prints a value for a person: text as it is, anything else as JSON. Nothing is "".
func show(n *source.Node) string {
	switch {
	case n == nil || n.Kind == source.Null:
		return ""
	case isThresholds(n):
		return thresholds(n)
	case n.Kind == source.Array && plain(n):
		parts := make([]string, len(n.Items))
		for i, v := range n.Items {
			parts[i] = v.Text.Value
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	var b strings.Builder
	if n.Kind == source.String {
		return n.Text.Value
	}
	write(&b, n)
	return b.String()
}

func write(b *strings.Builder, n *source.Node) {
	switch n.Kind {
	case source.Object:
		b.WriteByte('{')
		for i := range n.Members {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(n.Members[i].Key.Value)
			b.WriteString(": ")
			write(b, n.Members[i].Value)
		}
		b.WriteByte('}')
	case source.Array:
		b.WriteByte('[')
		for i, v := range n.Items {
			if i > 0 {
				b.WriteString(", ")
			}
			write(b, v)
		}
		b.WriteByte(']')
	case source.String:
		b.WriteString(strconv.Quote(n.Text.Value))
	default:
		b.WriteString(n.Text.Value)
	}
}

// isThresholds reports whether a value is the steps of colours of a panel or an override.
func isThresholds(n *source.Node) bool {
	steps := n.Get("steps")
	return steps != nil && steps.Kind == source.Array && len(steps.Items) > 0 && steps.Items[0].Get("color") != nil
}

// thresholds prints steps as text, 0 green, 80 red.
func thresholds(n *source.Node) string {
	var parts []string
	for _, step := range n.List("steps") {
		value := "base"
		if v, ok := step.Number("value"); ok {
			value = strconv.FormatFloat(v, 'g', -1, 64)
		}
		parts = append(parts, value+" "+show(step.Get("color")))
	}
	text := strings.Join(parts, ", ")
	if mode := n.String("mode").Value; mode != "" && mode != "absolute" {
		text += " (" + mode + ")"
	}
	return text
}
