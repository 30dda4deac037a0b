package lint

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
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

// File is the example as a file to be judged. The error is that of [source.Read].
func (e Example) File() (*source.File, error) {
	switch {
	case e.IsJSON():
		return source.Read("example.json", []byte(e.Input))
	case e.IsYAML():
		return source.Read("example.yaml", []byte(e.Input))
	}
	return source.Expression("example", e.Input), nil
}

// Try returns what the rules find in an example. The error says that it or its base can't be read.
func (e Example) Try(c *catalogue.Catalogue, rules ...*Rule) ([]*Finding, error) {
	f, err := e.File()
	if err != nil {
		return nil, err
	}
	var base *source.File
	if e.Base != "" {
		if base, err = (Example{Input: e.Base}).File(); err != nil {
			return nil, err
		}
	}
	if len(rules) == 1 {
		return rules[0].Judge(f, base, c), nil
	}
	return Run([]*source.File{f}, Options{Catalogue: c, Rules: rules, Base: func(string) *source.File { return base }}).Findings, nil
}

// Judge returns what the rule finds in a file that was another one at the base revision; base is nil where it was not
// there. A rule that finds nothing without settings is given those that it assumes, and a rule about what silences others is asked with them.
func (r *Rule) Judge(f, base *source.File, c *catalogue.Catalogue) []*Finding {
	rules := []*Rule{r}
	if r.Silencers != nil {
		rules = Default()
	}
	opts := Options{Catalogue: c, Rules: rules, Base: func(string) *source.File { return base }}
	if r.Assume != nil {
		opts.Setting = func(*source.Query) *Setting { return r.Assume }
	}
	return slices.DeleteFunc(Run([]*source.File{f}, opts).Findings, func(f *Finding) bool { return f.Rule != r })
}
