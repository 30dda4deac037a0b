package board

import (
	"encoding/json"

	"github.com/llm-observability/dashgen/internal/source"
)

// encode is the JSON of a node; nil for none.
func encode(n *source.Node) json.RawMessage {
	if n == nil {
		return nil
	}
	return appendJSON(nil, n)
}

func appendJSON(b []byte, n *source.Node) []byte {
	switch n.Kind {
	case source.Object:
		b = append(b, '{')
		for i, m := range n.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendString(b, m.Key.Value)
			b = append(b, ':')
			b = appendJSON(b, m.Value)
		}
		return append(b, '}')
	case source.Array:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(b, item)
		}
		return append(b, ']')
	case source.String:
		return appendString(b, n.Text.Value)
	case source.Number:
		if json.Valid([]byte(n.Text.Value)) {
			return append(b, n.Text.Value...)
		}
		return append(b, '0') // YAML knows numbers that JSON does not
	case source.Bool:
		if n.Text.Value == "true" {
			return append(b, "true"...)
		}
		return append(b, "false"...)
	case source.Null:
	}
	return append(b, "null"...)
}

func appendString(b []byte, s string) []byte {
	data, err := json.Marshal(s)
	if err != nil {
		return append(b, `""`...) // a string always is JSON
	}
	return append(b, data...)
}
