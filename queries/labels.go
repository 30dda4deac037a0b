package queries

import "strings"

// An Exporter is a program whose metrics and labels belong together. Each package below queries has one.
type Exporter interface {
	// ExporterName is the exporter's key in the catalogue and in an environment.
	ExporterName() string
}

func nameOf[E Exporter]() string {
	var e E
	return e.ExporterName()
}

// A Label is a label of the metrics of exporter E, its own or one that a store adds for each target.
type Label[E Exporter] struct {
	name   string
	target bool
}

// NewLabel returns a label that the exporter itself writes, in the catalogue's canonical spelling.
// Generated code calls it.
func NewLabel[E Exporter](name string) Label[E] { return Label[E]{name: name} }

// NewTargetLabel returns a label that the store adds to every series of a target of the exporter.
// Generated code calls it.
func NewTargetLabel[E Exporter](name string) Label[E] { return Label[E]{name: name, target: true} }

// Name is the label in its canonical spelling; an environment may spell it differently.
func (l Label[E]) Name() string { return l.name }

func (l Label[E]) ref() labelRef { return labelRef{nameOf[E](), l.name, l.target} }

// AnyLabel is a label of any exporter, for what spans several: the pickers of a dashboard.
type AnyLabel interface {
	// Name is the label in its canonical spelling.
	Name() string
	ref() labelRef
}

type labelRef struct {
	exporter, name string
	target         bool
}

func refs[E Exporter](labels []Label[E]) []labelRef {
	out := make([]labelRef, len(labels))
	for i, l := range labels {
		out[i] = l.ref()
	}
	return out
}

// A Matcher selects the series of exporter E by one label.
type Matcher[E Exporter] struct{ m matcher }

type matcher struct {
	label labelRef
	op    string // =, !=, =~, !~
	value string
}

// positive reports whether only series that have the label can match.
func (m matcher) positive() bool {
	return (m.op == "=" || m.op == "=~") && m.value != ""
}

// Is selects the series whose label has the value.
func (l Label[E]) Is(value string) Matcher[E] { return Matcher[E]{matcher{l.ref(), "=", value}} }

// IsNot leaves out the series whose label has the value.
func (l Label[E]) IsNot(value string) Matcher[E] { return Matcher[E]{matcher{l.ref(), "!=", value}} }

// In selects the series whose label has one of the values.
func (l Label[E]) In(values ...string) Matcher[E] {
	return Matcher[E]{matcher{l.ref(), "=~", alternation(values)}}
}

// NotIn leaves out the series whose label has one of the values.
func (l Label[E]) NotIn(values ...string) Matcher[E] {
	return Matcher[E]{matcher{l.ref(), "!~", alternation(values)}}
}

// Like selects the series whose label matches a regular expression from start to end. Prefer In: a
// pattern such as user1.* matches more than one thinks.
func (l Label[E]) Like(pattern string) Matcher[E] { return Matcher[E]{matcher{l.ref(), "=~", pattern}} }

func alternation(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quoteRegexp(v)
	}
	return strings.Join(quoted, "|")
}

// quoteRegexp escapes what RE2 reads as syntax. A hyphen or colon outside brackets is none.
func quoteRegexp(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(`\.+*?()|[]{}^$`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
