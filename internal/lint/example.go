package lint

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// An Example is an input as a person has it: an expression, or the JSON of a panel or a dashboard.
type Example struct {
	Input string
	Note  string // optional: what to see in it
}

// IsJSON reports whether the example is a panel or a dashboard, and not an expression.
func (e Example) IsJSON() bool {
	return strings.HasPrefix(e.Input, "{\n") || strings.HasPrefix(e.Input, `{"`)
}

// File is the example as a file to be judged.
func (e Example) File() (*source.File, error) {
	if e.IsJSON() {
		return source.Read("example.json", []byte(e.Input))
	}
	return source.Expression("example", e.Input), nil
}

// Judge returns what the rule finds in a file. A rule about what silences others is asked with them.
func (r *Rule) Judge(f *source.File, c *catalogue.Catalogue) []*Finding {
	rules := []*Rule{r}
	if r.Silencers != nil {
		rules = Default()
	}
	found := Run([]*source.File{f}, Options{Catalogue: c, Rules: rules}).Findings
	return slices.DeleteFunc(found, func(f *Finding) bool { return f.Rule != r })
}
