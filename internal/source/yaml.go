package source

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
)

// yamlDocuments cuts a stream into its documents. A line that begins with --- begins one, whatever stands around
// it; so a document that can't be read costs no other one, and none costs more memory than it has itself. A
// stream with directives, or with ... between documents, is left whole.
func yamlDocuments(t *Text) []Text {
	var docs []Text
	start := 0
	for i := 0; i < len(t.Value); {
		line := t.Value[i:]
		switch {
		case strings.HasPrefix(line, "---") && (len(line) == 3 || strings.IndexByte(" \t\r\n", line[3]) >= 0):
			if i > start {
				docs = append(docs, t.Slice(start, i))
			}
			start = i
		case line[0] == '%' || strings.HasPrefix(line, "..."):
			return []Text{t.Slice(0, len(t.Value))}
		}
		n := strings.IndexByte(line, '\n')
		if n < 0 {
			break
		}
		i += n + 1
	}
	return append(docs, t.Slice(start, len(t.Value)))
}

// parseYAML reads the documents of a text, mostly one. Those that were read are returned beside an error, which
// is a *diag.Error or a diag.List.
func parseYAML(t *Text) ([]*Node, error) {
	if n := countYAML(t.Value); n > maxValues {
		return nil, diag.New(t.Position(0), "the document is too large").Because("it may hold more than %d values", maxValues)
	}
	r := newYAMLReader(t)
	dec := yaml.NewDecoder(strings.NewReader(t.Value))
	var docs []*Node
	for {
		var doc yaml.Node
		err := decodeYAML(dec, &doc)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.bad.Join(r.explain(err))
			break
		}
		r.done = map[*yaml.Node]*Node{}
		n, bad := r.node(doc.Content[0])
		if bad != nil {
			r.bad = append(r.bad, bad)
			break
		}
		docs = append(docs, n)
	}
	return docs, r.bad.Err()
}

// decodeYAML reads the next document. The YAML reader panics where it meets a fault of its own.
func decodeYAML(d *yaml.Decoder, n *yaml.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: the reader failed: %v", p)
		}
	}()
	return d.Decode(n)
}

// countYAML returns no less than the number of values in a document, up to maxValues, without reading it: those
// between commas and in lines, but for the lines of block scalars.
func countYAML(s string) int {
	n := 0
	block := -1 // how far the line is indented that a block scalar began in
	for len(s) > 0 && n <= maxValues {
		line := s
		if i := strings.IndexByte(s, '\n'); i >= 0 {
			line = s[:i+1]
		}
		s = s[len(line):]
		content := strings.TrimLeft(line, " ")
		indent := len(line) - len(content)
		content = strings.TrimRight(content, " \t\r\n")
		if content == "" || block >= 0 && indent > block {
			continue
		}
		block = -1
		if beginsBlock(content) {
			block = indent
		}
		n += 2 + strings.Count(content, ",") + strings.Count(content, "- ") + strings.Count(content, "[") + strings.Count(content, ": ") + strings.Count(content, "? ")
	}
	return n
}

// beginsBlock reports whether a line ends with the head of a block scalar.
func beginsBlock(line string) bool {
	if strings.Contains(line, "#") || strings.IndexByte(`"'[{`, line[0]) >= 0 {
		return false
	}
	head := strings.TrimRight(line, "+-123456789")
	if !strings.HasSuffix(head, "|") && !strings.HasSuffix(head, ">") {
		return false
	}
	before := head[:len(head)-1]
	return before == "" || strings.HasSuffix(before, ": ") || strings.HasSuffix(before, "- ")
}

// A yamlReader makes nodes of what the YAML library read.
type yamlReader struct {
	text    *Text
	in      *origin // of the scalars
	base    int     // where the text begins there
	lines   []int   // the offsets at which lines begin, as YAML counts lines
	cursor  cursor
	left    int
	done    map[*yaml.Node]*Node // nodes with an anchor; nil while they are being read
	weights map[*Node]int        // how many values such a node stands for
	bad     diag.List
}

// A cursor is a place in a line, counted in characters and in bytes.
type cursor struct {
	line, characters, bytes int
}

func newYAMLReader(t *Text) *yamlReader {
	r := &yamlReader{text: t, left: maxValues, lines: []int{0}, weights: map[*Node]int{}}
	r.in, r.base = t.base()
	oneKind := !strings.ContainsAny(t.Value, "\r\u0085\u2028\u2029")
	for i := 0; i < len(t.Value); {
		if oneKind {
			n := strings.IndexByte(t.Value[i:], '\n')
			if n < 0 {
				break
			}
			i += n
		}
		n := lineBreak(t.Value[i:])
		if n == 0 {
			i++
			continue
		}
		i += n
		r.lines = append(r.lines, i)
	}
	return r
}

// lineBreak is how many bytes the line break has that a text begins with, or 0. YAML 1.1 knows more of them than
// other formats.
func lineBreak(s string) int {
	switch s[0] {
	case '\n':
		return 1
	case '\r':
		if strings.HasPrefix(s, "\r\n") {
			return 2
		}
		return 1
	case 0xc2:
		if strings.HasPrefix(s, "\u0085") {
			return 2
		}
	case 0xe2:
		if strings.HasPrefix(s, "\u2028") || strings.HasPrefix(s, "\u2029") {
			return 3
		}
	}
	return 0
}

// offset is where a node begins. YAML counts characters.
func (r *yamlReader) offset(n *yaml.Node) int {
	line, column := n.Line-1, n.Column-1
	if line < 0 || column < 0 {
		return 0
	}
	if line >= len(r.lines) {
		return len(r.text.Value)
	}
	if r.cursor.line != line || r.cursor.characters > column {
		r.cursor = cursor{line: line}
	}
	s := r.text.Value[r.lines[line]:]
	for c := &r.cursor; c.characters < column && c.bytes < len(s); c.characters++ {
		for c.bytes++; c.bytes < len(s) && s[c.bytes]&0xc0 == 0x80; {
			c.bytes++
		}
	}
	return r.lines[line] + r.cursor.bytes
}

// position is where a node stands in the file.
func (r *yamlReader) position(n *yaml.Node) diag.Position { return r.text.Position(r.offset(n)) }

// cut is a part of the document.
func (r *yamlReader) cut(start, end int) Text {
	end = min(end, len(r.text.Value))
	start = min(start, end)
	return Text{Value: r.text.Value[start:end], in: r.in, start: int32(r.base + start)}
}

// node makes a node. What an alias stands for is one node in several places.
func (r *yamlReader) node(y *yaml.Node) (*Node, *diag.Error) {
	if y.Kind == yaml.AliasNode {
		n, ok := r.done[y.Alias]
		if !ok {
			return nil, diag.New(r.position(y), "alias *%s stands inside of what it stands for", y.Value)
		}
		return n, r.take(y, r.weights[n])
	}
	if err := r.take(y, 1); err != nil {
		return nil, err
	}
	before := r.left
	n := &Node{}
	var err *diag.Error
	switch y.Kind {
	case yaml.MappingNode:
		err = r.mapping(n, y)
	case yaml.SequenceNode:
		err = r.sequence(n, y)
	default:
		r.scalar(n, y)
	}
	if err == nil && y.Anchor != "" {
		r.done[y] = n
		r.weights[n] = before - r.left + 1
	}
	return n, err
}

// take counts values, those that aliases stand for again and again.
func (r *yamlReader) take(y *yaml.Node, n int) *diag.Error {
	if r.left -= n; r.left >= 0 {
		return nil
	}
	r.left = 0
	return diag.New(r.position(y), "the document is too large").Because("it holds more than %d values, aliases written out", maxValues)
}

func (r *yamlReader) sequence(n *Node, y *yaml.Node) *diag.Error {
	at := r.offset(y)
	n.Kind, n.Place = Array, r.cut(at, at+1)
	n.Items = make([]*Node, 0, len(y.Content))
	for _, c := range y.Content {
		item, err := r.node(c)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
	}
	return nil
}

func (r *yamlReader) mapping(n *Node, y *yaml.Node) *diag.Error {
	at := r.offset(y)
	n.Kind, n.Place = Object, r.cut(at, at+1)
	n.Members = make([]Member, 0, len(y.Content)/2)
	var merged []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, err := r.node(y.Content[i])
		if err != nil {
			return err
		}
		value, err := r.node(y.Content[i+1])
		if err != nil {
			return err
		}
		switch {
		case y.Content[i].Tag == "!!merge":
			merged = append(merged, value)
		case key.Kind < Array: // a list as a key is nothing that anybody here writes
			n.Members = append(n.Members, Member{Key: key.Text, Value: value})
		}
	}
	n.Members = distinct(n.Members, &r.bad)
	return r.merge(n, y, merged)
}

// merge adds the members of what << names, unless the mapping has them itself.
func (r *yamlReader) merge(n *Node, y *yaml.Node, merged []*Node) *diag.Error {
	if len(merged) == 0 {
		return nil
	}
	have := map[string]bool{}
	for _, m := range n.Members {
		have[m.Key.Value] = true
	}
	for _, from := range merged {
		sources := []*Node{from}
		if from.Kind == Array {
			sources = from.Items
		}
		for _, s := range sources {
			if err := r.take(y, len(s.Members)); err != nil {
				return err
			}
			for _, m := range s.Members {
				if !have[m.Key.Value] {
					have[m.Key.Value] = true
					n.Members = append(n.Members, m)
				}
			}
		}
	}
	return nil
}

func (r *yamlReader) scalar(n *Node, y *yaml.Node) {
	n.Text = r.scalarText(y)
	n.Place = n.Text
	switch y.Tag {
	case "!!int", "!!float":
		n.Kind = Number
	case "!!bool":
		n.Kind = Bool
	case "!!null":
		n.Kind = Null
	default:
		n.Kind = String
	}
}
