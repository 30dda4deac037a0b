package source

import (
	"encoding/json"
	"strconv"
	"strings"
)

// JSON writes a value as JSON, whatever it was written in. A nil Node is null. Where a key is there twice, both are
// written, and readers take the last one, as everywhere.
func (n *Node) JSON() []byte { return n.appendJSON(nil) }

func (n *Node) appendJSON(b []byte) []byte {
	if n == nil {
		return append(b, "null"...)
	}
	switch n.Kind {
	case Bool:
		return strconv.AppendBool(b, strings.EqualFold(n.Text.Value, "true"))
	case Number:
		return appendNumber(b, n.Text.Value)
	case String:
		return appendString(b, n.Text.Value)
	case Array:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.appendJSON(b)
		}
		return append(b, ']')
	case Object:
		b = append(b, '{')
		for i, m := range n.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, m.Key.Value), ':')
			b = m.Value.appendJSON(b)
		}
		return append(b, '}')
	default:
		return append(b, "null"...)
	}
}

// appendNumber writes a number as JSON has it. YAML has more spellings, and numbers that JSON has not: those are null.
func appendNumber(b []byte, text string) []byte {
	if json.Valid([]byte(text)) {
		return append(b, text...)
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && f-f == 0 {
		return strconv.AppendFloat(b, f, 'g', -1, 64)
	}
	if i, err := strconv.ParseInt(text, 0, 64); err == nil {
		return strconv.AppendInt(b, i, 10)
	}
	return append(b, "null"...)
}

func appendString(b []byte, s string) []byte {
	quoted, err := json.Marshal(s)
	if err != nil {
		return append(b, `""`...) // strings always encode
	}
	return append(b, quoted...)
}
