package config

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/near"
)

// alerts reads where rules live and what they link to.
func (r *reader) alerts(e *draft, v value) {
	a := &e.Alerts
	r.fields(v,
		optional("runbooks", func(v value) {
			if s := r.url(v); s != "" {
				a.Runbooks = strings.TrimRight(s, "/")
			}
		}),
		optional("grafanaURL", func(v value) { a.GrafanaURL = strings.TrimRight(r.url(v), "/") }),
		optional("labels", func(v value) { a.Labels = r.selector(v) }),
		optional("namespaces", func(v value) { a.Namespaces = r.namespaces(e, v) }),
		optional("storeNamespaces", func(v value) { a.StoreNamespaces = r.storeNamespaces(v) }),
	)
}

// namespaces reads namespaces by name, which may be each tenant's own.
func (r *reader) namespaces(e *draft, v value) map[string]string {
	names := make(map[string]string)
	for _, entry := range r.entries(v) {
		if s := r.namespace(e, entry); s != "" {
			names[entry.key] = s
		}
	}
	return names
}

// storeNamespaces reads namespaces by the names of stores.
func (r *reader) storeNamespaces(v value) map[string]string {
	names := make(map[string]string)
	for _, entry := range r.entries(v) {
		if s := r.label(entry); s != "" {
			names[entry.key] = s
		}
	}
	return names
}

// checkAlerts reports namespaces of exporters that do not run and of stores that are not there.
func (r *reader) checkAlerts(e *draft) {
	var running, stores []string
	for _, x := range e.Exporters {
		running = append(running, x.Name)
	}
	for _, s := range e.Stores {
		stores = append(stores, s.Name)
	}
	check := func(section, kind string, keys map[string]string, known []string) {
		for name := range keys {
			if !slices.Contains(known, name) {
				r.report(e.value.place.find("alerts", section, name).pos, "alerts.%s names the %s %s", section, kind, quote(name)).
					Because("the environment has no such %s", kind).Help("%s", near.Hint(name, known))
			}
		}
	}
	check("namespaces", "exporter", e.Alerts.Namespaces, running)
	check("storeNamespaces", "store", e.Alerts.StoreNamespaces, stores)
}
