package gitops

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v2"
)

// marshal writes a value as YAML in the form that the tools of Kubernetes write: as its JSON says, the keys of every
// object sorted. The error is that the value has no JSON.
func marshal(v any) ([]byte, error) {
	tree, err := jsonOf[any](v)
	if err != nil {
		return nil, fmt.Errorf("writing YAML: %w", err)
	}
	data, err := yaml.Marshal(tree)
	if err != nil {
		return nil, fmt.Errorf("writing YAML: %w", err)
	}
	return data, nil
}

// jsonOf is a value as its JSON is read: objects, lists, texts and numbers, whole ones as such.
func jsonOf[T any](v any) (out T, err error) {
	data, err := json.Marshal(v)
	if err != nil {
		return out, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&out); err != nil {
		return out, err
	}
	numbered(any(out))
	return out, nil
}

// numbered replaces the numbers in objects and lists by those of Go, which YAML is written of.
func numbered(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, item := range v {
			v[key] = numbered(item)
		}
	case object:
		numbered(map[string]any(v))
	case []any:
		for i, item := range v {
			v[i] = numbered(item)
		}
	case json.Number:
		if n, err := strconv.ParseInt(string(v), 10, 64); err == nil {
			return n
		}
		if f, err := v.Float64(); err == nil {
			return f
		}
		return string(v)
	}
	return v
}
