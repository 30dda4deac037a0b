package promql

import (
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Selector is a vector selector: what it asks for, and which metrics that is.
type Selector struct {
	Node *Node // the vector selector
	AST  *parser.VectorSelector
	// Name is the metric name as written, outside the braces, in quotes, or in an equality matcher of
	// __name__; it may hold a variable. It is empty when a pattern or nothing at all selects the name.
	Name string
	// NameVariable says that the name holds a variable.
	NameVariable bool
	NameSpan     Span
	Matchers     []Matcher // those in the braces, in written order
	Span         Span      // the selector with its range and modifiers
	// Series are the metrics that the catalogue knows by that name. Empty when it knows none.
	Series []catalogue.Series
	// Range is the range in brackets; it is zero for an instant selector.
	Range Range
	// Offset is what follows offset; it is zero when there is none.
	Offset Range
	// At says that the selector is fixed in time by @.
	At bool
	// Subquery is the innermost subquery around the selector, or nil.
	Subquery *Node

	catalogue *catalogue.Catalogue
	self      [1]*Selector // the selector itself, for lists of one
}

// A Range is a duration in an expression.
type Range struct {
	Span     Span
	Fixed    time.Duration // 0 when it is not a fixed one
	Variable string        // the name of the variable it is made of, or ""
}

// Zero reports whether there is no duration at all.
func (r Range) Zero() bool { return r == Range{} }

// A Matcher is a condition on a label.
type Matcher struct {
	*labels.Matcher
	// Variable says that the value holds a variable, so that it is not known.
	Variable bool
	// Unknown says that a variable stands for the label, the operator or the whole matcher.
	Unknown   bool
	Span      Span
	LabelSpan Span
	ValueSpan Span // with the quotes
}

// Matcher returns the first matcher of a label, or nil.
func (s *Selector) Matcher(label string) *Matcher {
	for i := range s.Matchers {
		if s.Matchers[i].Name == label {
			return &s.Matchers[i]
		}
	}
	return nil
}

// Exports returns the exporter that gives a label to the selected series by itself, or "". Where a
// target label has the same name, Prometheus stores the exporter's own as exported_….
func (s *Selector) Exports(label string) string {
	for i := range s.Series {
		series := &s.Series[i]
		m := series.Metric
		if m.HasLabel(label) ||
			label == "le" && series.Component == catalogue.Bucket ||
			label == "quantile" && series.Component == catalogue.Value && m.Behaviour == catalogue.Summary {
			return m.Exporter
		}
		own, renamed := strings.CutPrefix(label, "exported_")
		if !renamed || !m.HasLabel(own) || !s.catalogue.IsTargetLabel(own) {
			continue
		}
		if p := s.catalogue.Program(m.Program); p != nil && !p.HonorLabels {
			return m.Exporter
		}
	}
	return ""
}

// Inside reports whether a function or aggregation of one of the names is around the selector.
func (s *Selector) Inside(operations ...string) bool {
	for n := range s.Node.Enclosing() {
		op := n.Operation()
		for _, o := range operations {
			if op == o {
				return true
			}
		}
	}
	return false
}

// Function is the function that takes the selector directly, or "".
func (s *Selector) Function() string {
	for n := range s.Node.Enclosing() {
		switch n.AST.(type) {
		case *parser.MatrixSelector, *parser.SubqueryExpr:
			continue
		case *parser.Call:
			return n.Operation()
		}
		return ""
	}
	return ""
}
