package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// oversizedObjectRule finds objects that a cluster does not take.
var oversizedObjectRule = &Rule{
	Name:     "oversized-object",
	Title:    "a Kubernetes object that is too large to be applied",
	Severity: Error,
	Since:    "0.2",
	Why: "kubectl apply stores the whole object, as JSON, in its annotation kubectl.kubernetes.io/last-applied-configuration, and Kubernetes takes no more than 262,144 bytes " +
		"of annotations in all. A ConfigMap or Secret holds at most 1,048,576 bytes of data, and etcd takes no request above 1,572,864 bytes unless it is told to. " +
		"The size counted is that of the object as compact JSON, where the JSON of a dashboard is a text whose quotes are escaped.",
	Cost: "The server rejects the object, and the dashboard stays as it was.",
	Except: "For the limit of annotations: objects that are applied with kubectl apply --server-side, by Flux, or by Helm, which write no such annotation. " +
		"Argo CD's ServerSideApply=true and Replace=true in the object's own annotations, and the marks of Helm, are recognised.",
	Bad: []Example{{Input: `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDashboard
metadata:
  name: gateway
spec:
  a: &a ` + strings.Repeat("x", 100) + `
  b: &b [*a, *a, *a, *a, *a, *a, *a, *a]
  c: &c [*b, *b, *b, *b, *b, *b, *b, *b]
  d: &d [*c, *c, *c, *c, *c, *c, *c, *c]
  e: [*d, *d, *d, *d, *d, *d]
`, Note: "what the aliases stand for is written out when the object is applied"}},
	Good: []Example{{Input: `apiVersion: v1
kind: ConfigMap
metadata:
  name: dashboards
data:
  notes: small
`}},
	Resource: func(p *Pass, r *Resource) {
		if !isKept(r) {
			return
		}
		if data := dataSize(r); data > dataLimit {
			p.Report(r.At(r.Name), "the %s holds %d bytes of data: Kubernetes takes at most %d", r.Kind.Value, data, dataLimit).
				Help("split it into several objects")
			return
		}
		size := r.Size()
		switch {
		case size > requestLimit:
			p.Report(r.At(r.Name), "the object has %d bytes: etcd takes at most %d", size, requestLimit).Help("%s", helpSize(r))
		case appliedSize(r, size) > annotationLimit && !appliedWhole(r):
			p.Report(r.At(r.Name), "the object has %d bytes: kubectl apply keeps them in an annotation, which holds at most %d", size, annotationLimit).
				Help("%s, or apply it with --server-side", helpSize(r))
		}
	},
}

// The limits, in bytes.
const (
	annotationLimit = 256 << 10 // of all annotations of an object, keys and values
	dataLimit       = 1 << 20   // of the values of a ConfigMap or Secret
	requestLimit    = 3 << 19   // of what is sent to etcd, by default
)

// lastApplied is the annotation in which kubectl keeps what it applied.
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

// isKept reports whether an object is one that a cluster keeps, and whose size is no news: definitions of kinds are
// known to be large, and others are for tools alone, or for Grafana's own server.
func isKept(r *Resource) bool {
	switch group := r.Group(); {
	case r.Kind.Value == "CustomResourceDefinition", strings.HasSuffix(group, "kustomize.config.k8s.io"), group == "dashboard.grafana.app":
		return false
	}
	return r.Name.Exists()
}

// dataSize is how many bytes a ConfigMap or Secret holds.
func dataSize(r *Resource) int {
	size := 0
	switch {
	case r.Is(coreGroup, "ConfigMap"):
		size = sizeOf(r.Node.Get("data"), false) + sizeOf(r.Node.Get("binaryData"), true)
	case r.Is(coreGroup, "Secret"):
		size = sizeOf(r.Node.Get("data"), true) + sizeOf(r.Node.Get("stringData"), false)
	}
	return size
}

// sizeOf is the size of an object's values.
func sizeOf(n *source.Node, base64 bool) int {
	size := 0
	if n == nil {
		return 0
	}
	for i := range n.Members {
		text := n.Members[i].Value.Text.Value
		if base64 {
			size += (len(text)-strings.Count(text, "\n"))/4*3 - strings.Count(text, "=")
			continue
		}
		size += len(text)
	}
	return size
}

// appliedSize is the size of an object's annotations once kubectl has applied it.
func appliedSize(r *Resource, size int) int {
	total := len(lastApplied) + size + len("\n")
	annotations := r.Node.Get("metadata", "annotations")
	if annotations == nil {
		return total
	}
	for i := range annotations.Members {
		m := &annotations.Members[i]
		if n := len(m.Value.Text.Value); m.Key.Value == lastApplied {
			total -= n // what a cluster had added is not applied again
		} else {
			total += len(m.Key.Value) + n
		}
	}
	return total
}

// appliedWhole reports whether an object says of itself that it is not applied in the way that needs the annotation.
func appliedWhole(r *Resource) bool {
	metadata := r.Node.Get("metadata")
	options := metadata.Scalar("annotations", "argocd.argoproj.io/sync-options").Value
	return strings.Contains(options, "ServerSideApply=true") || strings.Contains(options, "Replace=true") ||
		metadata.Scalar("labels", "app.kubernetes.io/managed-by").Value == "Helm" ||
		metadata.Get("labels", "helm.sh/chart") != nil || metadata.Get("annotations", "meta.helm.sh/release-name") != nil
}

// helpSize says how to make an object smaller.
func helpSize(r *Resource) string {
	switch {
	case r.Is(operatorGroup, "GrafanaDashboard", "GrafanaLibraryPanel") && isSet(r.Node, "spec", "json"):
		return "put the JSON into spec.gzipJson (gzip -c dashboard.json | base64 -w0)"
	case r.Is(coreGroup, "ConfigMap", "Secret"):
		return "split it into several objects"
	}
	return "split it"
}
