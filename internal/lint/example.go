package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// An Example is an input as a person has it: an expression, the JSON of a panel or a dashboard, or the YAML of rules
// or Kubernetes objects.
type Example struct {
	Input string
	Base  string // optional: what the same file held at the base revision
	Note  string // optional: what to see in it
}

// IsJSON reports whether the example is a panel or a dashboard.
func (e Example) IsJSON() bool {
	return strings.HasPrefix(e.Input, "{\n") || strings.HasPrefix(e.Input, `{"`)
}

// IsYAML reports whether the example is of rules or Kubernetes objects.
func (e Example) IsYAML() bool {
	return strings.HasPrefix(e.Input, "apiVersion:") || strings.HasPrefix(e.Input, "groups:")
}

// File is the example as a file to be judged.
func (e Example) File() (*source.File, error) {
	switch {
	case e.IsJSON():
		return source.Read("example.json", []byte(e.Input))
	case e.IsYAML():
		return source.Read("example.yaml", []byte(e.Input))
	}
	return source.Expression("example", e.Input), nil
}

// Before is the file of the example at the base revision; nil where the example has none.
func (e Example) Before() (*source.File, error) {
	if e.Base == "" {
		return nil, nil
	}
	return Example{Input: e.Base}.File()
}
