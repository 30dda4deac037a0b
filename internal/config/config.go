// Package config reads dashgen.yaml, the file in which a team says which environments it runs: which
// dashboards they get, where their metrics live, which exporter versions they have and who their tenants are.
//
// The reader is strict. Whatever it does not know is an error, every error has a place in the file, and all
// of them are reported at once. What it accepts is safe to become a path, a Kubernetes name and a text that
// the grafana-operator substitutes into a dashboard.
package config

import (
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
)

// Version is the version of the file format that this package reads.
const Version = 1

// A File is a configuration that passed every check of this package.
type File struct {
	Name         string        // the path it was read from, as positions print it
	Version      int           // always [Version]
	Environments []Environment // in the order of the file, at least one; none by LoadLint
	Lint         Lint

	root *place
}

// Environment returns the environment of that name and whether there is one.
func (f *File) Environment(name string) (*Environment, bool) {
	for i := range f.Environments {
		if f.Environments[i].Name == name {
			return &f.Environments[i], true
		}
	}
	return nil, false
}

// At returns where a value stands in the file, so that a later stage can report an error there:
// f.At("environments", "canopy", "values", "model_name"), entries of lists by their index from 0. A scalar
// is where its text begins, a mapping or a list is where its key is. Of what the file does not say, the
// nearest thing around it is returned; a tenant that came from a file is in that file.
func (f *File) At(path ...string) diag.Position {
	return f.root.find(path...).pos
}

// An Environment is one installation of the platform; it becomes one overlay.
type Environment struct {
	Name       string // the key in the file: a DNS label
	Overlay    string // the folder below out/overlays: a DNS label, by default the name
	Dashboards []string
	Namespace  string // where the dashboards live; with tenants it contains {tenant}
	Folder     string // title of the Grafana folder; may contain {tenant}
	Grafana    Grafana
	Stores     []Store // in the order of the file, at least one, exactly one of them the default
	Exporters  []Exporter
	Simulator  bool // the llm-d inference simulator runs beside or instead of vLLM

	// Values are what a dashboard's inputs are replaced with, by name. They are safe inside PromQL strings
	// and JSON, and may contain {tenant}.
	Values map[string]string

	TenantNames  []string // in the order given, DNS labels without repetitions; none: one installation for all
	Components   []string
	ArgoCD       bool                 // annotate what is generated for Argo CD
	Provisioning Provisioning         // of Grafana from files
	ConfigMaps   Sidecar              // for a sidecar of Grafana
	Models       []string             // the models shown; none: all
	Runtimes     map[string]Runtime   // where model servers answer scrapes: vllm, openvino
	UWM          UWM                  // OpenShift's user workload monitoring
	MaaS         MaaS                 // Models-as-a-Service
	Thresholds   map[string]Threshold // by name, see [ThresholdNames]; what is absent keeps its built-in limits
}

// DefaultStore returns the store that metrics are in unless the catalogue says otherwise.
func (e *Environment) DefaultStore() Store {
	for _, s := range e.Stores {
		if s.Default {
			return s
		}
	}
	return Store{}
}

// Grafana says which Grafana shows the dashboards.
type Grafana struct {
	Name           string            // of the Grafana resource: a DNS label, by default <environment>-grafana
	Selector       map[string]string // labels of the Grafana resource, at least one
	Shared         bool              // several tenants look at the same Grafana, so uids must differ
	CrossNamespace bool              // the Grafana resource is in another namespace than the dashboards
}

// A Store is a Prometheus, or a Thanos in front of some, and how metrics are spelled there.
type Store struct {
	Name           string        // a DNS label that begins with a letter
	Datasource     string        // name of the Grafana data source
	ScrapeInterval time.Duration // 1 s to 10 min
	Dialect        string        // one of Known.Dialects
	Default        bool          // set on exactly one store of an environment
	Exporters      []string      // the exporters whose metrics are here and not in the default store
	HonorLabels    []string      // the exporters whose own labels are kept where they clash with a target's
	URL            string        // http or https, without credentials; empty: the dialect's own
}

// An Exporter is a program whose metrics are there, and which versions of it run.
type Exporter struct {
	Name       string
	Constraint string // as written, such as ">=0.9 <0.20"; Known.CheckExporter accepted it
}

// Provisioning is how Grafana reads the dashboards from files, without an operator.
type Provisioning struct {
	Path string // where Grafana has the folder with the files, a path; empty: none are written
}

// A Sidecar of Grafana, as its Helm charts have it, finds dashboards in ConfigMaps.
type Sidecar struct {
	Label            string // the key of the label that it looks for; empty: no ConfigMaps are made
	Value            string // of the label, by default 1
	FolderAnnotation string // the key of the annotation that says the folder; empty: none does
}

// A Runtime is how a model server is scraped.
type Runtime struct {
	Port int    // 1 to 65535
	Path string // begins with /, by default /metrics
}

// UWM is what to do about OpenShift's user workload monitoring.
type UWM struct {
	Manage    bool   // switch it on and set its retention; by default it is left alone
	Retention string // a Prometheus duration as written, by default 7d
}

// MaaS describes a Models-as-a-Service installation. Plan is empty where the file has no maas section.
type MaaS struct {
	Plan      string             // the label that carries the customer's plan: tier or subscription
	UserLabel bool               // the metrics carry a user label
	Prices    map[string]float64 // dollars per 1000 tokens by name of the plan; finite, 0 or more
}

// A Threshold is where a panel and its alert begin to warn and where they turn bad, in the metric's base
// unit: seconds for durations, 0 to 1 for shares, a plain number for counts. 0 < Warn < Bad.
type Threshold struct {
	Warn, Bad float64
}

// Tenant is the placeholder for a tenant's name in templates.
const Tenant = "{tenant}"

// Expand returns a template, such as [Environment.Namespace], for one tenant.
func Expand(template, tenant string) string {
	return strings.ReplaceAll(template, Tenant, tenant)
}

// Known is what exists outside this package. Names that are not in its lists are errors.
type Known struct {
	Dashboards []string // names of the dashboards there are
	Components []string // all components, whether this version builds them or not
	Built      []string // the components that this version builds
	Dialects   []string // the spellings of metrics that stores have, such as uwm, rhoai, local
	Exporters  []string // names to suggest when CheckExporter rejects one
	Rules      []string // names of the linter's rules

	// CheckExporter says what is wrong with an exporter's name or version constraint, nil when nothing
	// is. What, Why and Hint of a *diag.Error are kept. Without it, names are looked up in Exporters.
	CheckExporter func(exporter, constraint string) error
}
