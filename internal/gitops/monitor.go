package gitops

import (
	"maps"
	"slices"
	"time"

	"github.com/llm-observability/dashgen/internal/config"
)

const monitoringAPI = "monitoring.coreos.com/v1"

// longestScrape is how long a store waits for metrics, if that is not longer than its interval.
const longestScrape = 10 * time.Second

// A monitor is a ServiceMonitor or a PodMonitor.
type monitor struct {
	APIVersion string      `json:"apiVersion"`
	Kind       string      `json:"kind"`
	Metadata   metadata    `json:"metadata"`
	Spec       monitorSpec `json:"spec"`
}

type monitorSpec struct {
	Endpoints    []endpoint    `json:"endpoints,omitempty"`
	PodEndpoints []endpoint    `json:"podMetricsEndpoints,omitempty"`
	Selector     labelSelector `json:"selector"`
}

// An endpoint has its port by the name that the Service gives it, or by its number in the pod.
type endpoint struct {
	HonorLabels   bool       `json:"honorLabels,omitempty"`
	Interval      string     `json:"interval"`
	Path          string     `json:"path"`
	Port          string     `json:"port,omitempty"`
	Scheme        string     `json:"scheme,omitempty"`
	ScrapeTimeout string     `json:"scrapeTimeout"`
	TargetPort    int        `json:"targetPort,omitempty"`
	TLSConfig     *tlsConfig `json:"tlsConfig,omitempty"`
}

type tlsConfig struct {
	InsecureSkipVerify bool `json:"insecureSkipVerify"`
}

type labelSelector struct {
	MatchExpressions []requirement     `json:"matchExpressions,omitempty"`
	MatchLabels      map[string]string `json:"matchLabels,omitempty"`
}

type requirement struct {
	Key      string   `json:"key"`
	Operator string   `json:"operator"`
	Values   []string `json:"values,omitempty"`
}

// storeOf is the store that holds the metrics of an exporter.
func storeOf(env *config.Environment, exporter string) config.Store {
	for _, s := range env.Stores {
		if slices.Contains(s.Exporters, exporter) {
			return s
		}
	}
	return env.DefaultStore()
}

// monitorLabels are those by which a store finds a monitor. User workload monitoring takes all but those that say that
// they are not for it; the collector of OpenShift AI takes those that ask for it.
func monitorLabels(s config.Store) map[string]string {
	switch {
	case len(s.MonitorLabels) > 0:
		return maps.Clone(s.MonitorLabels)
	case s.Dialect == "rhoai":
		return map[string]string{"monitoring.opendatahub.io/scrape": "true", "openshift.io/user-monitoring": "false"}
	}
	return nil
}

// scraped is a monitor for the store that holds an exporter's metrics, as often as that store scrapes.
func scraped(env *config.Environment, exporter, name, namespace string, sel labelSelector, e endpoint) monitor {
	s := storeOf(env, exporter)
	e.Interval, e.ScrapeTimeout = duration(s.ScrapeInterval), duration(min(longestScrape, s.ScrapeInterval))
	e.HonorLabels = slices.Contains(s.HonorLabels, exporter)
	if e.Path == "" {
		e.Path = "/metrics"
	}
	return monitor{
		APIVersion: monitoringAPI, Kind: "ServiceMonitor",
		Metadata: metadata{Name: name, Namespace: namespace, Labels: monitorLabels(s)},
		Spec:     monitorSpec{Endpoints: []endpoint{e}, Selector: sel},
	}
}

// onPods makes a PodMonitor of a ServiceMonitor, for what has no Service.
func (m monitor) onPods() monitor {
	m.Kind = "PodMonitor"
	m.Spec.PodEndpoints, m.Spec.Endpoints = m.Spec.Endpoints, nil
	return m
}

func matching(key, value string) labelSelector {
	return labelSelector{MatchLabels: map[string]string{key: value}}
}

// running reports whether an environment has an exporter.
func running(env *config.Environment, exporter string) bool {
	return slices.ContainsFunc(env.Exporters, func(x config.Exporter) bool { return x.Name == exporter })
}
