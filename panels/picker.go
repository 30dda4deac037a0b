package panels

import "github.com/llm-observability/dashgen/queries"

// A Picker is a variable at the top of a dashboard. Every selector of the dashboard is limited by it.
type Picker struct {
	name, label string
	labels      []queries.AnyLabel
	from        queries.AnyMetric
	fixedBy     string
	startAt     string
	optional    bool
}

// Pick returns a picker of the values that a label has on a metric of the dashboard. Other exporters'
// labels for the same thing follow. Where an exporter has several, its metrics are limited by the first that they have.
func Pick(name, label string, from queries.AnyMetric, labels ...queries.AnyLabel) Picker {
	return Picker{name: name, label: label, from: from, labels: labels}
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

// Optional says that series may lack the label, or have it empty, and belong to All none the less: requests that
// no user could be found for.
func (p Picker) Optional() Picker {
	p.optional = true
	return p
}

// Name is the variable's name.
func (p Picker) Name() string { return p.name }

// Label is what stands beside the picker.
func (p Picker) Label() string { return p.label }

// IsOptional reports whether All takes series without the label, too.
func (p Picker) IsOptional() bool { return p.optional }

// Labels are the labels that the picker limits.
func (p Picker) Labels() []queries.AnyLabel { return p.labels }

// Metric is the metric whose series have the values to pick from.
func (p Picker) Metric() queries.AnyMetric { return p.from }

// Fixed is the name of the environment's value that replaces the picker, or "".
func (p Picker) Fixed() string { return p.fixedBy }

// Start is the name of the environment's value that is picked at first, or "".
func (p Picker) Start() string { return p.startAt }
