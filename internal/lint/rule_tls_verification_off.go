package lint

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// tlsVerificationOffRule finds connections whose other end may be anybody.
var tlsVerificationOffRule = &Rule{
	Name:     "tls-verification-off",
	Title:    "a connection that takes any certificate",
	Severity: Warning,
	Since:    "0.2",
	Why: "With insecureSkipVerify in the objects of the Prometheus and Grafana operators, and tlsSkipVerify in a data source, the connection is encrypted and nobody knows " +
		"to whom: whoever gets between the ends reads everything, the token or password with which the client logs in first of all. " +
		"Scraping without credentials gives away less; there the finding is an information.",
	Cost:   "The credentials of the data source, or of Prometheus itself, can be taken, and its answers forged.",
	Except: "Targets that sign their own certificates and can't be given others, such as the kubelet of some distributions.",
	Bad: []Example{{Input: `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDatasource
metadata:
  name: thanos
spec:
  instanceSelector:
    matchLabels:
      app: grafana
  datasource:
    name: Prometheus
    type: prometheus
    url: https://thanos-querier.openshift-monitoring.svc:9091
    jsonData:
      tlsSkipVerify: true
`}},
	Good: []Example{{Input: `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDatasource
metadata:
  name: thanos
spec:
  instanceSelector:
    matchLabels:
      app: grafana
  valuesFrom:
  - targetPath: secureJsonData.tlsCACert
    valueFrom:
      configMapKeyRef:
        name: service-ca
        key: service-ca.crt
  datasource:
    name: Prometheus
    type: prometheus
    url: https://thanos-querier.openshift-monitoring.svc:9091
    jsonData:
      tlsAuthWithCACert: true
    secureJsonData:
      tlsCACert: ${service-ca.crt}
`}},
	Resource: func(p *Pass, r *Resource) {
		switch group := r.Group(); {
		case group == operatorGroup, group == monitoringGroup && r.Kind.Value != "PrometheusRule", strings.HasSuffix(group, "perses.dev"):
			skipsVerification(p, r, r.Node.Get("spec"), nil)
		}
	},
}

// skipping are the fields that switch the check of certificates off.
var skipping = []string{"insecureSkipVerify", "tlsSkipVerify"}

// skipsVerification looks for the fields in a value. around are the values that it is in, the innermost last.
func skipsVerification(p *Pass, r *Resource, n *source.Node, around []*source.Node) {
	if n == nil {
		return
	}
	for i := range n.Members {
		m := &n.Members[i]
		if !slices.Contains(skipping, m.Key.Value) {
			if m.Value.Kind >= source.Array {
				skipsVerification(p, r, m.Value, append(around, n))
			}
			continue
		}
		if !m.Value.Bool() || !usesTLS(r, around) {
			continue
		}
		f := p.Report(r.At(m.Key), "%s: true takes any certificate", m.Key.Value).Help("%s", helpTLS(r))
		if scrapes(r) && !slices.ContainsFunc(append(around, n), authenticates) {
			f.Severity = Info
		}
	}
	for _, item := range n.Items {
		skipsVerification(p, r, item, append(around, n))
	}
}

// usesTLS reports whether there is a connection whose certificate could be checked: without https, the fields do
// nothing.
func usesTLS(r *Resource, around []*source.Node) bool {
	switch {
	case r.Is(operatorGroup, "GrafanaDatasource"):
		return !strings.HasPrefix(r.Node.String("spec", "datasource", "url").Value, "http://")
	case r.Is(monitoringGroup, "ServiceMonitor", "PodMonitor"):
		return len(around) > 0 && strings.EqualFold(around[len(around)-1].String("scheme").Value, "https")
	}
	return true
}

// scrapes reports whether an object says what Prometheus scrapes.
func scrapes(r *Resource) bool {
	return r.Is(monitoringGroup, "ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig")
}

// authenticates reports whether a value says how to log in.
func authenticates(n *source.Node) bool {
	for _, field := range []string{"bearerTokenFile", "bearerTokenSecret", "authorization", "basicAuth", "oauth2"} {
		if isSet(n, field) {
			return true
		}
	}
	return false
}

func helpTLS(r *Resource) string {
	switch {
	case r.Is(operatorGroup, "GrafanaDatasource"):
		return "set jsonData.tlsAuthWithCACert: true and give the CA in secureJsonData.tlsCACert, through valuesFrom"
	case r.Group() == operatorGroup:
		return "name a Secret with the CA in certSecretRef"
	case r.Group() == monitoringGroup:
		return "name a ConfigMap or Secret with the CA in tlsConfig.ca, and the name in the certificate in tlsConfig.serverName"
	}
	return "name the CA"
}
