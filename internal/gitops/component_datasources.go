package gitops

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
)

// Where OpenShift has its stores. The RHOAI Prometheus shows a certificate for the Service that the Prometheus operator
// makes, prometheus-operated, and not for the one that it is reached by: the opendatahub-operator's own monitor of it
// has to say so, too.
const (
	thanosQuerier    = "https://thanos-querier.openshift-monitoring.svc.cluster.local:9091"
	thanosTenancy    = "https://thanos-querier.openshift-monitoring.svc.cluster.local:9092"
	rhoaiPrometheus  = "https://data-science-monitoringstack-prometheus.redhat-ods-monitoring.svc.cluster.local:9090"
	rhoaiCertificate = "prometheus-operated.redhat-ods-monitoring.svc"
)

// address is where a store is asked.
func address(s config.Store) string {
	switch {
	case s.URL != "":
		return s.URL
	case s.Dialect == "uwm" && s.Tenancy != "":
		return thanosTenancy
	case s.Dialect == "uwm":
		return thanosQuerier
	case s.Dialect == "rhoai":
		return rhoaiPrometheus
	}
	return ""
}

// inCluster reports whether an address is that of a Service, whose certificate the cluster's own authority signs.
func inCluster(s config.Store) bool {
	u, err := url.Parse(address(s))
	return err == nil && u.Scheme == "https" && (strings.HasSuffix(u.Hostname(), ".svc") || strings.HasSuffix(u.Hostname(), ".svc.cluster.local"))
}

// withToken reports whether a store wants to know who asks. The token goes nowhere else.
func withToken(s config.Store) bool { return s.Dialect == "uwm" && inCluster(s) }

func datasourcesNeed(env *config.Environment, name string) error {
	for _, s := range env.Stores {
		if address(s) == "" {
			return lacks(name, fmt.Sprintf("needs the address of store %q", s.Name), "only OpenShift's own stores are always at the same one", "add url to the store")
		}
		if inCluster(s) && !hasComponent(env, "grafana-instance") {
			return lacks(name, "needs the component grafana-instance", fmt.Sprintf("store %q is asked with the certificate authority that is found there", s.Name), "add grafana-instance to components")
		}
	}
	if hasComponent(env, "grafana-instance") || env.Grafana.Shared {
		return placedInstance(env, name)
	}
	return nil
}

type datasourceSpec struct {
	AllowCrossNamespaceImport bool        `json:"allowCrossNamespaceImport,omitempty"`
	Datasource                grafanaData `json:"datasource"`
	InstanceSelector          *selector   `json:"instanceSelector"`
	ResyncPeriod              string      `json:"resyncPeriod"`
	UID                       string      `json:"uid"`
	ValuesFrom                []valueFrom `json:"valuesFrom,omitempty"`
}

// grafanaData is a data source as Grafana has it. Nobody edits it there: the operator would put it back.
type grafanaData struct {
	Access         string            `json:"access"`
	Editable       bool              `json:"editable"`
	IsDefault      bool              `json:"isDefault"`
	JSONData       jsonData          `json:"jsonData"`
	Name           string            `json:"name"`
	SecureJSONData map[string]string `json:"secureJsonData,omitempty"`
	Type           string            `json:"type"`
	URL            string            `json:"url"`
}

// jsonData are the settings of a data source for Prometheus. See "Prometheus data source" in Grafana's manual.
type jsonData struct {
	CustomQueryParameters string `json:"customQueryParameters,omitempty"`
	HTTPHeaderName1       string `json:"httpHeaderName1,omitempty"`
	HTTPMethod            string `json:"httpMethod"`
	ServerName            string `json:"serverName,omitempty"`
	TimeInterval          string `json:"timeInterval"`
	TLSAuthWithCACert     bool   `json:"tlsAuthWithCACert"`
	TLSSkipVerify         bool   `json:"tlsSkipVerify"`
}

type valueFrom struct {
	TargetPath string    `json:"targetPath"`
	ValueFrom  reference `json:"valueFrom"`
}

type reference struct {
	ConfigMap *keyRef `json:"configMapKeyRef,omitempty"`
	Secret    *keyRef `json:"secretKeyRef,omitempty"`
}

type keyRef struct {
	Name string `json:"name"`
	Key  string `json:"key"`
}

// datasources are the stores as Grafana has them.
func datasources(env Environment) ([]object, error) {
	var all []resource[datasourceSpec]
	for _, s := range env.Stores {
		all = append(all, datasourceOf(env.Environment, s))
	}
	return objectsOf(all...)
}

func datasourceOf(env *config.Environment, s config.Store) resource[datasourceSpec] {
	d := grafanaData{
		Access: "proxy", IsDefault: s.Default, Name: s.Datasource, Type: "prometheus", URL: address(s),
		JSONData: jsonData{HTTPMethod: "POST", TimeInterval: duration(s.ScrapeInterval), TLSAuthWithCACert: inCluster(s)},
	}
	if s.Dialect == "rhoai" && s.URL == "" {
		d.JSONData.ServerName = rhoaiCertificate
	}
	if s.Tenancy != "" { // the port looks for the namespace in the address, and not in what is posted
		d.JSONData.CustomQueryParameters, d.JSONData.HTTPMethod = "namespace="+s.Tenancy, "GET"
	}
	spec := datasourceSpec{
		AllowCrossNamespaceImport: env.Grafana.CrossNamespace && env.Grafana.Namespace == "",
		InstanceSelector:          &selector{env.Grafana.Selector}, ResyncPeriod: resync, UID: build.Shorten(env.Name+"-"+s.Name, build.MaxUID),
	}
	secret := map[string]string{}
	if inCluster(s) {
		secret["tlsCACert"] = "${service-ca.crt}"
		spec.ValuesFrom = append(spec.ValuesFrom, valueFrom{"secureJsonData.tlsCACert", reference{ConfigMap: &keyRef{serviceCA(env), "service-ca.crt"}}})
	}
	if withToken(s) {
		d.JSONData.HTTPHeaderName1, secret["httpHeaderValue1"] = "Authorization", "Bearer ${token}"
		spec.ValuesFrom = append(spec.ValuesFrom, valueFrom{"secureJsonData.httpHeaderValue1", reference{Secret: &keyRef{tokenSecret(env), "token"}}})
	}
	d.SecureJSONData = secret
	spec.Datasource = d
	return resource[datasourceSpec]{
		APIVersion: grafanaAPI, Kind: "GrafanaDatasource",
		Metadata: metadata{Name: prefixed(env, s.Name), Namespace: env.Grafana.Namespace}, Spec: spec,
	}
}

// duration is a duration as Prometheus and Grafana read it.
func duration(d time.Duration) string {
	switch {
	case d%time.Minute == 0:
		return fmt.Sprintf("%dm", d/time.Minute)
	case d%time.Second == 0:
		return fmt.Sprintf("%ds", d/time.Second)
	default:
		return fmt.Sprintf("%dms", d/time.Millisecond)
	}
}
