package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// plainTextSecretRule finds passwords and tokens among manifests. It never shows one.
var plainTextSecretRule = &Rule{
	Name:     "plain-text-secret",
	Title:    "a password or token that stands in a manifest",
	Severity: Error,
	Since:    "0.2",
	Why: "Whoever can read the repository, its backups and its history can use the secret, and deleting the line does not take it back. " +
		"The operator's kinds all take secrets from elsewhere: a GrafanaDatasource from valuesFrom, with ${key} in secureJsonData, a Grafana from variables of its container, " +
		"${NAME} or $__env{NAME} in spec.config. Those, encrypted values (SOPS) and words that stand for a secret are left alone. " +
		"A Secret exists to hold secrets; that one stands in a file is only a warning, and none on standard input, which nobody commits.",
	Cost:   "The secret is known to everybody who ever sees the repository.",
	Except: "Passwords of a test cluster that nobody else reaches.",
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
      httpHeaderName1: Authorization
    secureJsonData:
      httpHeaderValue1: Bearer sha256~k3Jd8sLq0vWmZ2x
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
  - targetPath: secureJsonData.httpHeaderValue1
    valueFrom:
      secretKeyRef:
        name: grafana-token
        key: token
  datasource:
    name: Prometheus
    type: prometheus
    url: https://thanos-querier.openshift-monitoring.svc:9091
    jsonData:
      httpHeaderName1: Authorization
    secureJsonData:
      httpHeaderValue1: Bearer ${token}
`}},
	Resource: func(p *Pass, r *Resource) {
		switch {
		case r.Node.Get("sops") != nil:
		case r.Is(operatorGroup, "GrafanaDatasource"):
			datasourceSecrets(p, r)
		case r.Is(operatorGroup, "Grafana"):
			grafanaSecrets(p, r)
		case r.Is(operatorGroup, "GrafanaContactPoint"):
			settingsSecrets(p, r, r.Node.Get("spec", "settings"))
			for _, receiver := range r.Node.List("spec", "receivers") {
				settingsSecrets(p, r, receiver.Get("settings"))
			}
		case r.Is(coreGroup, "Secret") && r.File.Path != source.StdinName:
			secretSecrets(p, r)
		}
	},
}

// datasourceSecrets looks at what only Grafana's server may know of a data source, and at its address.
func datasourceSecrets(p *Pass, r *Resource) {
	ds := r.Node.Get("spec", "datasource")
	if secure := ds.Get("secureJsonData"); secure != nil {
		for i := range secure.Members {
			m := &secure.Members[i]
			if m.Value.Kind != source.String || !isPlain(m.Value.Text.Value) || isPublic(ds, m.Key.Value, m.Value.Text.Value) {
				continue
			}
			p.Report(r.At(m.Key), "secureJsonData.%s holds its secret in plain text", m.Key.Value).
				Help("write ${key} there, and take the key from a Secret with spec.valuesFrom and targetPath: secureJsonData.%s", m.Key.Value)
		}
	}
	addressSecret(p, r, "spec", "datasource", "url")
}

// isPublic reports whether a value of secureJsonData is no secret: a certificate, or a header that says who asks.
func isPublic(ds *source.Node, key, value string) bool {
	if key == "tlsCACert" || key == "tlsClientCert" {
		return true
	}
	n, ok := strings.CutPrefix(key, "httpHeaderValue")
	if !ok || strings.HasPrefix(value, "Bearer ") || strings.HasPrefix(value, "Basic ") {
		return false
	}
	return !isSecretHeader(ds.String("jsonData", "httpHeaderName"+n).Value)
}

// isSecretHeader reports whether a header of HTTP says how to log in.
func isSecretHeader(name string) bool {
	name = squeeze(name)
	return name == "authorization" || name == "proxyauthorization" || name == "cookie" || isSecretKey(name)
}

func addressSecret(p *Pass, r *Resource, path ...string) {
	if url := r.Node.String(path...); holdsPassword(url.Value) {
		p.Report(r.AtKey(path...), "the address holds a password in plain text").Help("leave user and password out of it, and take them from a Secret")
	}
}

// grafanaSecrets looks at the settings of a Grafana.
func grafanaSecrets(p *Pass, r *Resource) {
	if config := r.Node.Get("spec", "config"); config != nil {
		for i := range config.Members {
			section := &config.Members[i]
			for j := range section.Value.Members {
				m := &section.Value.Members[j]
				if m.Value.Kind == source.String && isSecretKey(m.Key.Value) && isPlain(m.Value.Text.Value) {
					p.Report(r.At(m.Key), "%s of %s stands in plain text", m.Key.Value, section.Key.Value).
						Help("write ${NAME}, and set the variable NAME of Grafana's container from a Secret")
				}
			}
		}
	}
	if headers := r.Node.Get("spec", "client", "headers"); headers != nil {
		for i := range headers.Members {
			m := &headers.Members[i]
			if isSecretHeader(m.Key.Value) && isPlain(m.Value.Text.Value) {
				p.Report(r.At(m.Key), "the header %s holds its secret in plain text", m.Key.Value).Help("log in with a Secret that spec.external names")
			}
		}
	}
	addressSecret(p, r, "spec", "external", "url")
	for _, c := range r.Node.List("spec", "deployment", "spec", "template", "spec", "containers") {
		for _, env := range c.List("env") {
			if name, value := env.String("name"), env.String("value"); isSecretKey(name.Value) && isPlain(value.Value) {
				p.Report(r.At(name), "the variable %s holds its secret in plain text", name.Value).Help("take it from a Secret with valueFrom.secretKeyRef")
			}
		}
	}
}

// settingsSecrets looks at how a contact point logs in.
func settingsSecrets(p *Pass, r *Resource, settings *source.Node) {
	if settings == nil {
		return
	}
	for i := range settings.Members {
		m := &settings.Members[i]
		if m.Value.Kind == source.String && isSecretKey(m.Key.Value) && isPlain(m.Value.Text.Value) {
			p.Report(r.At(m.Key), "%s holds its secret in plain text", m.Key.Value).Help("take it from a Secret with valuesFrom and targetPath: %s", m.Key.Value)
		}
	}
}

// secretSecrets looks at a Secret.
func secretSecrets(p *Pass, r *Resource) {
	for _, field := range []string{"stringData", "data"} {
		data := r.Node.Get(field)
		if data == nil {
			continue
		}
		for i := range data.Members {
			m := &data.Members[i]
			value := m.Value.Text.Value
			if field == "data" {
				value = decoded(value)
			}
			if isSecretKey(m.Key.Value) && isPlain(value) || strings.Contains(value, "PRIVATE KEY-----") {
				p.Report(r.At(m.Key), "the Secret holds %s for everybody to read: base64 and plain text are the same", m.Key.Value).
					Help("keep a SealedSecret, an ExternalSecret or a file encrypted by SOPS in its place").Severity = Warning
			}
		}
	}
}
