package panels

import (
	"slices"

	"github.com/llm-observability/dashgen/queries"
)

// A Picker is a variable at the top of a dashboard. Every selector of the dashboard is limited by it.
type Picker struct {
	name, label string
	labels      []queries.AnyLabel
	from        queries.AnyMetric
	more        []queries.AnyMetric
	older       *Picker
	fixedBy     string
	startAt     string
	single      bool
	optional    bool
	except      string
}

// Pick returns a picker of the values that a label has on a metric of the dashboard. Other exporters'
// labels for the same thing follow. Where an exporter has several, its metrics are limited by the first that they have.
func Pick(name, label string, from queries.AnyMetric, labels ...queries.AnyLabel) Picker {
	return Picker{name: name, label: label, from: from, labels: labels}
}

// And names more metrics whose series have values to pick, of the same exporter: things of two kinds that one
// label names.
func (p Picker) And(more ...queries.AnyMetric) Picker {
	p.more = slices.Concat(p.more, more)
	return p
}

// Or names a metric and its labels to pick from in an environment whose releases do not have the first one.
func (p Picker) Or(from queries.AnyMetric, labels ...queries.AnyLabel) Picker {
	p.older = &Picker{name: p.name, from: from, labels: labels}
	return p
}

// FixedBy names a value of the environment. Where the environment has it, there is nothing to pick: every
// selector is limited to that value, exactly.
func (p Picker) FixedBy(value string) Picker {
	p.fixedBy = value
	return p
}

// StartAt names a value of the environment that is picked when the dashboard opens, in place of All.
func (p Picker) StartAt(value string) Picker {
	p.startAt = value
	return p
}

// Single makes people pick exactly one value: there is no All, and no sum over everybody. Where an environment
// does not have the label, what the picker would limit is left out.
func (p Picker) Single() Picker {
	p.single = true
	return p
}

// Optional says that series may lack the label, or have it empty, and belong to All none the less: requests that
// no user could be found for.
func (p Picker) Optional() Picker {
	p.optional = true
	return p
}

// Except leaves alone the exporters that the picker has no label for, for the reason given, which people see
// beside the picker. Without it such a query fails the build.
func (p Picker) Except(reason string) Picker {
	p.except = reason
	return p
}

// Name is the variable's name.
func (p Picker) Name() string { return p.name }

// Label is what stands beside the picker.
func (p Picker) Label() string { return p.label }

// IsOptional reports whether All takes series without the label, too.
func (p Picker) IsOptional() bool { return p.optional }

// Labels are the labels that the picker limits: one per exporter, and those of Or.
func (p Picker) Labels() []queries.AnyLabel {
	if p.older == nil {
		return p.labels
	}
	return slices.Concat(p.labels, p.older.labels)
}

// Source is the metric whose series have the values to pick from, and the label that has them.
func (p Picker) Source(env *queries.Environment) (queries.AnyMetric, queries.AnyLabel) {
	if p.older != nil && !queries.Has(env, p.from) {
		return p.older.from, p.older.labels[0]
	}
	return p.from, p.labels[0]
}

// More are the metrics that And named.
func (p Picker) More() []queries.AnyMetric { return p.more }

// Fixed is the name of the environment's value that replaces the picker, or "".
func (p Picker) Fixed() string { return p.fixedBy }

// Start is the name of the environment's value that is picked at first, or "".
func (p Picker) Start() string { return p.startAt }

// IsSingle reports whether exactly one value is picked.
func (p Picker) IsSingle() bool { return p.single }

// Exception says why some of the dashboard is not limited by the picker, or is "".
func (p Picker) Exception() string { return p.except }
