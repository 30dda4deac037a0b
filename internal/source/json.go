package source

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/llm-observability/dashgen/internal/diag"
)

// maxValues is how many values one document may hold: ten thousand panels have a million. It bounds the memory
// that a file takes.
const maxValues = 2 << 20

// maxRepetitions is how many keys of a document that are there twice are worth saying.
const maxRepetitions = 20

// parseJSON reads a JSON document. The error is a *diag.Error or, where the document could be read all the same,
// a diag.List: a key that is there twice.
func parseJSON(t *Text) (*Node, error) {
	d := &jsonReader{text: t, left: maxValues}
	d.in, d.base = t.base()
	// What Go's reader takes, Grafana does: it decodes what isn't Unicode to a replacement character. Keys that
	// are there twice are found here, with the position of the second one.
	d.dec = jsontext.NewDecoder(bytes.NewBufferString(t.Value), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	n, err := d.value()
	if err != nil {
		return nil, d.explain(err)
	}
	if _, err = d.dec.ReadToken(); !errors.Is(err, io.EOF) {
		end := t.Slice(int(d.dec.InputOffset()), len(t.Value))
		end = end.Trim()
		return nil, diag.New(end.Position(0), "there is something behind the end of the JSON")
	}
	return n, d.bad.Err()
}

// A jsonReader makes nodes of JSON.
type jsonReader struct {
	text *Text
	in   *origin // of the strings
	base int     // where the text begins there
	dec  *jsontext.Decoder
	bad  diag.List
	left int

	slab    []Node   // nodes to hand out
	members []Member // those of the objects that are being read
	items   []*Node  // those of the arrays that are being read
	decoded []byte   // the string that is being read
}

var errValues = errors.New("it holds more than " + strconv.Itoa(maxValues) + " values")

// explain turns an error of the decoder into one with a position.
func (d *jsonReader) explain(err error) error {
	at := int(d.dec.InputOffset())
	why := err.Error()
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		at, why = int(syntax.ByteOffset), syntax.Err.Error()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		at, why = len(strings.TrimRight(d.text.Value, " \t\r\n")), "it ends too early"
	}
	e := diag.New(d.text.Position(at), "this is not JSON").Because("%s", why)
	e.Err = err
	return e
}

func (d *jsonReader) value() (*Node, error) {
	if d.left--; d.left < 0 {
		return nil, errValues
	}
	switch k := d.dec.PeekKind(); k {
	case '{':
		return d.object()
	case '[':
		return d.array()
	case '"':
		raw, err := d.dec.ReadValue()
		if err != nil {
			return nil, err
		}
		n := d.node(String)
		n.Text = d.string(raw)
		n.Place = n.Text
		return n, nil
	default:
		raw, err := d.dec.ReadValue()
		if err != nil {
			return nil, err
		}
		n := d.node(scalarKind(k))
		n.Text = d.cut(int(d.dec.InputOffset())-len(raw), len(raw))
		n.Place = n.Text
		return n, nil
	}
}

func scalarKind(k jsontext.Kind) Kind {
	switch k {
	case 't', 'f':
		return Bool
	case 'n':
		return Null
	}
	return Number
}

func (d *jsonReader) object() (*Node, error) {
	n, err := d.open(Object)
	if err != nil {
		return nil, err
	}
	base := len(d.members)
	for {
		k := d.dec.PeekKind()
		if k == '}' {
			break
		}
		var raw jsontext.Value
		if k == '"' {
			raw, err = d.dec.ReadValue()
		} else {
			_, err = d.dec.ReadToken() // says what is wrong
			if err == nil {
				err = errors.New("a name is missing")
			}
		}
		if err != nil {
			return nil, err
		}
		key := d.string(raw)
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		d.members = append(d.members, Member{Key: key, Value: v})
	}
	n.Members = distinct(append([]Member(nil), d.members[base:]...), &d.bad)
	clear(d.members[base:])
	d.members = d.members[:base]
	_, err = d.dec.ReadToken()
	return n, err
}

func (d *jsonReader) array() (*Node, error) {
	n, err := d.open(Array)
	if err != nil {
		return nil, err
	}
	base := len(d.items)
	for d.dec.PeekKind() != ']' {
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		d.items = append(d.items, v)
	}
	n.Items = append([]*Node(nil), d.items[base:]...)
	d.items = d.items[:base]
	_, err = d.dec.ReadToken()
	return n, err
}

// open reads the bracket that begins an object or array.
func (d *jsonReader) open(kind Kind) (*Node, error) {
	if _, err := d.dec.ReadToken(); err != nil {
		return nil, err
	}
	n := d.node(kind)
	n.Place = d.cut(int(d.dec.InputOffset())-1, 1)
	return n, nil
}

// node hands out a node.
func (d *jsonReader) node(kind Kind) *Node {
	if len(d.slab) == 0 {
		d.slab = make([]Node, 64)
	}
	n := &d.slab[0]
	d.slab = d.slab[1:]
	n.Kind = kind
	return n
}

// cut is a part of the document.
func (d *jsonReader) cut(start, length int) Text {
	return Text{Value: d.text.Value[start : start+length], in: d.in, start: int32(d.base + start)}
}

// string decodes the string that was just read, and remembers where its bytes stand.
func (d *jsonReader) string(raw []byte) Text {
	start := int(d.dec.InputOffset()) - len(raw) + 1
	written := d.text.Value[start : start+len(raw)-2]
	if !strings.Contains(written, `\`) {
		return d.cut(start, len(written))
	}
	t := Text{in: d.in, from: make([]segment, 0, 2+2*strings.Count(written, `\`))}
	out := d.decoded[:0]
	for i := 0; i < len(written); {
		n := strings.IndexByte(written[i:], '\\')
		if n < 0 {
			n = len(written) - i
		}
		if n > 0 {
			t.from = append(t.from, copied(len(out), d.base+start+i))
			out = append(out, written[i:i+n]...)
			i += n
			continue
		}
		t.from = append(t.from, pinned(len(out), d.base+start+i))
		out, n = escape(out, written[i:])
		i += n
	}
	t.from = append(t.from, copied(len(out), d.base+start+len(written))) // the end
	t.Value, d.decoded = string(out), out
	return t
}

// escape appends what an escape stands for, and returns how many bytes it takes. The decoder has checked it.
func escape(out []byte, s string) ([]byte, int) {
	switch c := s[1]; c {
	case 'b':
		return append(out, '\b'), 2
	case 'f':
		return append(out, '\f'), 2
	case 'n':
		return append(out, '\n'), 2
	case 'r':
		return append(out, '\r'), 2
	case 't':
		return append(out, '\t'), 2
	case 'u':
		r := hex(s[2:6])
		if utf16.IsSurrogate(r) && len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
			if pair := utf16.DecodeRune(r, hex(s[8:12])); pair != utf8.RuneError {
				return utf8.AppendRune(out, pair), 12
			}
		}
		return utf8.AppendRune(out, r), 6
	default:
		return append(out, c), 2
	}
}

func hex(s string) rune {
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}

// distinct drops members whose key comes again, as all readers of JSON and kubectl do, and says so.
func distinct(members []Member, bad *diag.List) []Member {
	const few = 24
	again := -1
	var seen map[string]bool
	if len(members) > few {
		seen = make(map[string]bool, len(members))
	}
	for i := range members {
		key := members[i].Key.Value
		twice := seen[key]
		if seen != nil {
			seen[key] = true
		} else {
			for j := range i {
				twice = twice || members[j].Key.Value == key
			}
		}
		if !twice {
			continue
		}
		if again < 0 {
			again = i
		}
		if len(*bad) < maxRepetitions {
			bad.Add(members[i].Key.Position(0), "key %q is there twice", key).
				Because("what the first one says is dropped without a word").Help("delete one of them")
		}
	}
	if again < 0 {
		return members
	}
	last := make(map[string]int, len(members))
	for i := range members {
		last[members[i].Key.Value] = i
	}
	kept := members[:0]
	for i := range members {
		if last[members[i].Key.Value] == i {
			kept = append(kept, members[i])
		}
	}
	return kept
}
