package source

import (
	"strconv"
	"strings"
)

// A Kind is what a Node is.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// A Node is a value of a JSON or YAML document, with its place. All methods take a nil Node for one that
// is not there.
type Node struct {
	Kind Kind
	// Text is what a string holds, and a number, a bool or a null as it is written.
	Text    Text
	Members []Member // of an object, in written order
	Items   []*Node  // of an array
	// Place is where the value begins and how it is written.
	Place Text
}

// A Member is a key of an object and its value.
type Member struct {
	Key   Text
	Value *Node
}

// Get returns the value at the end of a path of keys, or nil.
func (n *Node) Get(path ...string) *Node {
	for _, key := range path {
		if n == nil {
			return nil
		}
		var next *Node
		for i := range n.Members {
			if n.Members[i].Key.Value == key {
				next = n.Members[i].Value
				break
			}
		}
		n = next
	}
	return n
}

// String returns the text of a string at the end of a path; for anything else, one that does not exist.
func (n *Node) String(path ...string) Text {
	if n = n.Get(path...); n != nil && n.Kind == String {
		return n.Text
	}
	return Text{}
}

// Scalar returns the text of a string, number or bool at the end of a path: YAML takes text that looks like a
// number for one.
func (n *Node) Scalar(path ...string) Text {
	if n = n.Get(path...); n != nil && n.Kind != Null {
		return n.Text
	}
	return Text{}
}

// Bool reports whether there is true at the end of a path.
func (n *Node) Bool(path ...string) bool {
	n = n.Get(path...)
	return n != nil && n.Kind == Bool && strings.EqualFold(n.Text.Value, "true")
}

// Number returns the number at the end of a path; ok is false when there is none.
func (n *Node) Number(path ...string) (f float64, ok bool) {
	if n = n.Get(path...); n == nil || n.Kind != Number {
		return 0, false
	}
	f, err := strconv.ParseFloat(n.Text.Value, 64)
	return f, err == nil
}

// List returns the items of an array at the end of a path.
func (n *Node) List(path ...string) []*Node {
	if n = n.Get(path...); n == nil {
		return nil
	}
	return n.Items
}
