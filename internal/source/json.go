package source

import (
	"bytes"
	"errors"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/llm-observability/dashgen/internal/diag"
)

// parseJSON reads a JSON document. The error is a *diag.Error.
func parseJSON(t *Text) (*Node, error) {
	d := &jsonReader{text: t}
	d.dec = jsontext.NewDecoder(bytes.NewBufferString(t.Value))
	n, err := d.value()
	if err == nil {
		if _, err = d.dec.ReadToken(); errors.Is(err, io.EOF) {
			return n, nil
		}
		if err == nil {
			at := int(d.dec.InputOffset())
			return nil, diag.New(t.Position(at), "there is something behind the end of the JSON")
		}
	}
	return nil, d.explain(err)
}

type jsonReader struct {
	text *Text
	dec  *jsontext.Decoder
}

// explain turns an error of the decoder into one with a position.
func (d *jsonReader) explain(err error) error {
	at := int(d.dec.InputOffset())
	why := err.Error()
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		at = int(syntax.ByteOffset)
		why = syntax.Err.Error()
	}
	e := diag.New(d.text.Position(at), "this is not JSON").Because("%s", why)
	e.Err = err
	return e
}

func (d *jsonReader) value() (*Node, error) {
	tok, err := d.dec.ReadToken()
	if err != nil {
		return nil, err
	}
	end := int(d.dec.InputOffset())
	n := &Node{}
	switch tok.Kind() {
	case '{':
		n.Kind, n.Place = Object, d.text.Slice(end-1, end)
		for d.dec.PeekKind() == '"' {
			tok, err := d.dec.ReadToken()
			if err != nil {
				return nil, err
			}
			key := d.string(tok)
			v, err := d.value()
			if err != nil {
				return nil, err
			}
			n.Members = append(n.Members, Member{Key: key, Value: v})
		}
		_, err = d.dec.ReadToken()
	case '[':
		n.Kind, n.Place = Array, d.text.Slice(end-1, end)
		for {
			if k := d.dec.PeekKind(); k == ']' || k == 0 {
				break
			}
			v, err := d.value()
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, v)
		}
		_, err = d.dec.ReadToken()
	case '"':
		n.Kind, n.Text = String, d.string(tok)
		n.Place = n.Text
	default:
		word := tok.String()
		n.Text = d.text.Slice(end-len(word), end)
		n.Place = n.Text
		switch tok.Kind() {
		case 't', 'f':
			n.Kind = Bool
		case 'n':
			n.Kind = Null
		default:
			n.Kind = Number
		}
	}
	return n, err
}

// string decodes the string that was just read, and remembers where its bytes stand.
func (d *jsonReader) string(tok jsontext.Token) Text {
	decoded := tok.String()
	end := int(d.dec.InputOffset())
	start := end - 1 - len(decoded)
	if start > 0 && d.text.Value[start:end-1] == decoded && d.text.Value[start-1] == '"' && d.text.Value[end-1] == '"' && !escaped(d.text.Value, start-1) {
		return d.text.Slice(start, end-1) // nothing was escaped
	}
	// The quote that begins the string is the one from which the rest has as many bytes as were decoded.
	for start = end - 2; ; start-- {
		if d.text.Value[start] == '"' && !escaped(d.text.Value, start) {
			break
		}
	}
	return unescape(d.text, start+1, end-1, decoded)
}

// escaped reports whether an odd number of backslashes stands before a byte.
func escaped(s string, at int) bool {
	n := 0
	for at > n && s[at-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

// unescape maps the bytes of a decoded string to those between its quotes.
func unescape(t *Text, start, end int, decoded string) Text {
	out := Text{Value: decoded, in: t, from: []segment{{0, int32(start)}}}
	at := 0 // in decoded
	for i := start; i < end; {
		if t.Value[i] != '\\' {
			i, at = i+1, at+1
			continue
		}
		width, written := 1, 2 // of the escape: bytes it stands for, and bytes it takes
		if t.Value[i+1] == 'u' {
			width, written = escapeWidth(t.Value[i:end])
		}
		out.from = append(out.from, segment{int32(at), int32(i)}, segment{int32(at + width), int32(i + written)})
		i, at = i+written, at+width
	}
	return out
}

// escapeWidth is how many bytes of UTF-8 a \u escape stands for, and how many it takes itself: a surrogate
// pair is two escapes.
func escapeWidth(s string) (width, written int) {
	r := hex(s[2:6])
	switch {
	case r < 0x80:
		return 1, 6
	case r < 0x800:
		return 2, 6
	case r >= 0xd800 && r < 0xdc00 && len(s) >= 12 && s[6] == '\\' && s[7] == 'u':
		return 4, 12
	}
	return 3, 6
}

func hex(s string) int {
	n := 0
	for i := range len(s) {
		c := int(s[i])
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		default:
			c = c&^0x20 - 'A' + 10
		}
		n = n<<4 | c
	}
	return n
}
