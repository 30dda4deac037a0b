package simulate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Target is an endpoint that a store scrapes.
type Target struct {
	Path    string // of its metrics: /targets/<program>/<pod>/metrics
	Program string
	Version string
	Store   string // the name of the store that scrapes it
	// Labels are those that the store adds, sorted by name.
	Labels []Label
	// HonorLabels says that a label of the program itself stays where the store has one of the same name. Otherwise it
	// is stored as exported_….
	HonorLabels bool
	// Pushed says that the program sends its metrics, by OTLP: nothing scrapes it, and there is no series up.
	Pushed bool

	store queries.Store
}

// A Label is the name and the value of a label.
type Label struct{ Name, Value string }

// target works out how the store of an exporter sees a pod.
func (f *Fleet) target(r release, p *pod, at port) Target {
	program := r.program()
	store := f.env.Store(r.exporter)
	t := Target{
		Path: "/targets/" + program.Name + "/" + p.name + "/metrics", Program: program.Name, Version: r.version.String(),
		Store: store.Name, store: store,
		HonorLabels: program.HonorLabels || slices.Contains(store.HonorLabels, r.exporter),
	}
	all := map[string]string{
		"namespace": p.namespace, "pod": p.name, "container": p.container, "service": at.service, "endpoint": at.endpoint,
		"job": at.service, "instance": p.ip + ":" + strconv.Itoa(at.number),
	}
	if clusterWide(r.exporter) {
		// Their monitors drop what says where they run: their series are about other pods.
		for _, l := range []string{"namespace", "pod", "container"} {
			delete(all, l)
		}
	}
	for _, l := range f.env.Catalogue.TargetLabels(store.Dialect, "monitor") {
		if v := all[l.Name]; v != "" {
			t.Labels = append(t.Labels, Label{l.Name, v})
		}
	}
	slices.SortFunc(t.Labels, func(a, b Label) int { return cmp.Compare(a.Name, b.Name) })
	return t
}

// clusterWide reports whether a program tells of other pods than its own.
func clusterWide(exporter string) bool {
	return slices.Contains([]string{"kube-state-metrics", "cadvisor", "haproxy"}, exporter)
}

// push makes a target of a program that sends its metrics to a store by OTLP: all that is known of it is how its
// service is called. Where the dialect of the store knows no such way, it is scraped like the others.
func (t *Target) push(c *catalogue.Catalogue, service string) {
	if len(c.TargetLabels(t.store.Dialect, "otlp")) > 0 {
		t.Pushed, t.Labels = true, []Label{{"service_name", service}}
	}
}

// spell is the name of a metric in the target's store.
func (x *exporter) spell(name string) string {
	for _, a := range x.catalogue.Aliases() {
		if a.Canonical == name && a.Store == x.store.Dialect && a.Store != "" {
			return a.Name
		}
	}
	return name
}

// stored are the labels of a series once it is in the store, sorted, with the name of the metric.
func (x *exporter) stored(name string, own []Label) []Label {
	labels := []Label{{"__name__", name}}
	for _, l := range own {
		if l.Value == "" {
			continue // an empty label is none
		}
		clash := slices.ContainsFunc(x.Labels, func(t Label) bool { return t.Name == l.Name })
		if clash && !x.HonorLabels {
			l.Name = "exported_" + l.Name
		}
		labels = append(labels, l)
	}
	for _, t := range x.Labels {
		if !slices.ContainsFunc(labels, func(l Label) bool { return l.Name == t.Name }) {
			labels = append(labels, t)
		}
	}
	slices.SortFunc(labels, func(a, b Label) int { return strings.Compare(a.Name, b.Name) })
	return labels
}

// Targets are the endpoints that exist at the fleet's time, by store and path.
func (f *Fleet) Targets() []Target {
	var ts []Target
	for _, x := range f.exporters {
		ts = append(ts, x.Target)
	}
	slices.SortStableFunc(ts, func(a, b Target) int {
		return cmp.Or(strings.Compare(a.Store, b.Store), strings.Compare(a.Path, b.Path))
	})
	return ts
}
