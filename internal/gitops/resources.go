package gitops

import (
	"bytes"
	"compress/gzip"
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
)

// The custom resources are small structs of our own, with the fields that we set, in the operator's
// spelling. internal/verify/manifests proves them against the operator's types and definitions; the
// shipped binary does not carry the Kubernetes libraries.
//
// What the operator's API forbids can't be said here: there is no folder title or folder uid beside
// folderRef, and no url, jsonnet or grafanaCom beside the JSON.

const (
	grafanaAPI   = "grafana.integreatly.org/v1beta1"
	kustomizeAPI = "kustomize.config.k8s.io/v1beta1"
	componentAPI = "kustomize.config.k8s.io/v1alpha1"

	// maxLabel is how many bytes a DNS label has at most, which most names in Kubernetes are.
	maxLabel = 63
	// resync is how often the operator puts back what somebody changed in Grafana by hand.
	resync = "10m0s"
	// maxJSON is the largest dashboard that stays readable in its resource. A resource of over 262,144 bytes
	// breaks kubectl's client-side apply, which keeps a copy of it in an annotation.
	maxJSON = 200 << 10
)

type metadata struct {
	Name        string            `json:"name"`
	Annotations map[string]string `json:"annotations,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Namespace   string            `json:"namespace,omitempty"` // empty: left to the overlay
}

type selector struct {
	MatchLabels map[string]string `json:"matchLabels"`
}

// A datasource is an input: the operator replaces every ${inputName} in the JSON's text.
type datasource struct {
	InputName      string `json:"inputName"`
	DatasourceName string `json:"datasourceName"`
}

type dashboardSpec struct {
	AllowCrossNamespaceImport bool         `json:"allowCrossNamespaceImport,omitempty"`
	Datasources               []datasource `json:"datasources,omitempty"`
	FolderRef                 string       `json:"folderRef,omitempty"`
	GzipJSON                  []byte       `json:"gzipJson,omitempty"`
	InstanceSelector          *selector    `json:"instanceSelector,omitempty"`
	JSON                      string       `json:"json,omitempty"`
	ResyncPeriod              string       `json:"resyncPeriod,omitempty"`
	UID                       string       `json:"uid,omitempty"`
}

type folderSpec struct {
	AllowCrossNamespaceImport bool      `json:"allowCrossNamespaceImport,omitempty"`
	InstanceSelector          *selector `json:"instanceSelector,omitempty"`
	ResyncPeriod              string    `json:"resyncPeriod,omitempty"`
	Title                     string    `json:"title"`
}

type resource[S any] struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Metadata   metadata `json:"metadata"`
	Spec       S        `json:"spec"`
}

// dashboardResource is the GrafanaDashboard of a dashboard and its JSON, one line that ends in a line feed.
func dashboardResource(env *config.Environment, d *build.Dashboard, data []byte) ([]byte, error) {
	r := resource[dashboardSpec]{
		APIVersion: grafanaAPI, Kind: "GrafanaDashboard",
		Metadata: metadata{Name: d.Name, Annotations: annotations(env, waveDashboard), Labels: labels(env)},
		Spec: dashboardSpec{
			AllowCrossNamespaceImport: env.Grafana.CrossNamespace,
			Datasources:               inputs(d, ""),
			InstanceSelector:          &selector{env.Grafana.Selector},
			ResyncPeriod:              resync,
		},
	}
	if hasComponent(env, "folder") {
		r.Spec.FolderRef = folderName(env)
	}
	if len(data) > maxJSON || !literal(data) {
		var err error
		if r.Spec.GzipJSON, err = compress(data); err != nil {
			return nil, err
		}
		return document(r)
	}
	r.Spec.JSON = jsonPlace
	doc, err := document(r)
	if err != nil {
		return nil, err
	}
	return bytes.Replace(doc, []byte("  json: "+jsonPlace+"\n"), append([]byte("  json: |\n    "), data...), 1), nil
}

// jsonPlace stands in for the dashboard while the resource is written, and is then replaced by a literal block:
// reading and writing the whole JSON as a YAML scalar takes longer than everything else in the plan.
const jsonPlace = "DASHBOARD"

// literal reports whether a line can stand in a literal block as it is: it has no character that YAML takes for
// the end of a line, or does not take at all.
func literal(line []byte) bool {
	for len(line) > 1 {
		r, n := utf8.DecodeRune(line)
		switch {
		case r == utf8.RuneError && n == 1, r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfeff:
			return false
		}
		line = line[n:]
	}
	return len(line) == 1 && line[0] == '\n'
}

func folderName(env *config.Environment) string {
	return build.Shorten(env.Name+"-dashboards", maxLabel)
}

// inputs are what the operator replaces in a dashboard's JSON. A value that differs between tenants is
// there only for one of them: the base alone is incomplete, and meant to be.
func inputs(d *build.Dashboard, tenant string) []datasource {
	var ds []datasource
	for _, in := range d.Inputs {
		switch {
		case in.Store != nil:
			ds = append(ds, datasource{in.Name, in.Value})
		case tenant != "":
			ds = append(ds, datasource{in.Name, config.Expand(in.Value, tenant)})
		}
	}
	return ds
}

func labels(env *config.Environment) map[string]string {
	return map[string]string{
		"app.kubernetes.io/managed-by": "dashgen",
		"app.kubernetes.io/part-of":    env.Name,
	}
}

// Sync waves: Argo CD applies the folder first, so that no dashboard has to wait for it.
const (
	waveFolder    = "-1"
	waveDashboard = "0"
)

// annotations tell Argo CD that the kinds may be unknown until the operator is installed, and that what
// the operator adds is no drift.
func annotations(env *config.Environment, wave string) map[string]string {
	if !env.ArgoCD {
		return nil
	}
	return map[string]string{
		"argocd.argoproj.io/compare-options": "IgnoreExtraneous",
		"argocd.argoproj.io/sync-options":    "SkipDryRunOnMissingResource=true",
		"argocd.argoproj.io/sync-wave":       wave,
	}
}

func compress(data []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

const header = "# Generated by dashgen. Change the source and run make generate; edits here are lost.\n"

func document(v any) ([]byte, error) {
	data, err := marshal(v)
	if err != nil {
		return nil, err
	}
	return append([]byte(header), data...), nil
}
