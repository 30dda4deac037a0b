package lint

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// An ObjectSummary is what the rules that compare files ask of an object of the Grafana operator.
type ObjectSummary struct {
	Kind, Namespace, Name string
	Labels                map[string]string
	Selector              *instanceSelector // of the Grafanas that it is for; nil for a Grafana
	Place                 Place             // of the selector
}

// add keeps what rules ask of an object when its file is gone, in copies: a part of a file would keep the whole of it
// in memory until the end of the run.
func (s *Summary) add(r *Resource) {
	if r.Kind.Value == "Kustomization" && r.Node.String("namespace").Value != "" {
		s.MovesNamespaces = true
	}
	if r.Group() != operatorGroup {
		return
	}
	o := ObjectSummary{Kind: strings.Clone(r.Kind.Value), Namespace: strings.Clone(r.Namespace.Value), Name: strings.Clone(r.Name.Value)}
	if r.Kind.Value == "Grafana" {
		o.Labels = map[string]string{}
		if labels := r.Node.Get("metadata", "labels"); labels != nil {
			for _, m := range labels.Members {
				o.Labels[strings.Clone(m.Key.Value)] = strings.Clone(m.Value.Text.Value)
			}
		}
		s.Objects = append(s.Objects, o)
		return
	}
	selector := r.Node.Get("spec", "instanceSelector")
	if selector == nil || selector.Kind != source.Object {
		return
	}
	o.Selector = readSelector(selector)
	o.Selector.everywhere = r.Node.Bool("spec", "allowCrossNamespaceImport")
	o.Place = r.AtKey("spec", "instanceSelector")
	o.Place.text = o.Place.text.Detach()
	o.Place.resource = &source.Resource{
		Kind: source.Text{Value: o.Kind}, Namespace: source.Text{Value: o.Namespace}, Name: source.Text{Value: o.Name},
	}
	s.Objects = append(s.Objects, o)
}

// An instanceSelector says which Grafanas an object of the operator is for.
type instanceSelector struct {
	labels       map[string]string
	requirements []requirement
	everywhere   bool // Grafanas of other namespaces, too
}

// A requirement is a condition on a label.
type requirement struct {
	label, operator string
	values          []string
}

func readSelector(n *source.Node) *instanceSelector {
	s := &instanceSelector{labels: map[string]string{}}
	if labels := n.Get("matchLabels"); labels != nil {
		for _, m := range labels.Members {
			s.labels[strings.Clone(m.Key.Value)] = strings.Clone(m.Value.Text.Value)
		}
	}
	for _, e := range n.List("matchExpressions") {
		r := requirement{label: strings.Clone(e.String("key").Value), operator: strings.Clone(e.String("operator").Value)}
		for _, v := range e.List("values") {
			r.values = append(r.values, strings.Clone(v.Text.Value))
		}
		s.requirements = append(s.requirements, r)
	}
	return s
}

// matches reports whether a Grafana with these labels is selected, as the operator judges it.
func (s *instanceSelector) matches(labels map[string]string) bool {
	for name, value := range s.labels {
		if have, ok := labels[name]; !ok || have != value {
			return false
		}
	}
	for _, r := range s.requirements {
		if !r.holds(labels) {
			return false
		}
	}
	return true
}

func (r requirement) holds(labels map[string]string) bool {
	value, exists := labels[r.label]
	switch r.operator {
	case "Exists":
		return exists
	case "DoesNotExist":
		return !exists
	case "In":
		return exists && slices.Contains(r.values, value)
	case "NotIn":
		return !exists || !slices.Contains(r.values, value)
	}
	return false
}
