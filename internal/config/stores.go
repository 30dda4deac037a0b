package config

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/near"
)

// The shortest and longest scrape intervals that make sense. Prometheus takes a series for gone five
// minutes after its last sample, so graphs of anything much slower are all gaps.
const (
	minScrape = time.Second
	maxScrape = 10 * time.Minute
)

// stores reads the Prometheuses that dashboards ask.
func (r *reader) stores(e *draft, v value) []Store {
	var stores []Store
	var first diag.Position
	for _, entry := range r.entries(v) {
		if !isLabel(entry.key) || entry.key[0] < 'a' {
			r.report(entry.name, "store %s has an unusable name", quote(entry.key)).
				Because("variables are named after it").
				Help("use lower-case letters, digits and hyphens, and begin with a letter")
		}
		s := r.store(e, entry)
		stores = append(stores, s)
		if !s.Default {
			continue
		}
		pos := entry.place.find("default").pos
		if first.Line > 0 {
			r.report(pos, "a second store is the default").Because("the first is on line %d", first.Line).
				Help("delete one default: true")
			continue
		}
		first = pos
	}
	switch {
	case len(stores) == 1:
		stores[0].Default = true
	case len(stores) > 1 && first.Line == 0:
		names := make([]string, len(stores))
		for i, s := range stores {
			names[i] = s.Name
		}
		r.add(v, "no store is the default").Because("a metric that no dialect places is looked for there").
			Help("add default: true to one of %s", short(strings.Join(names, ", ")))
	}
	return stores
}

// store reads one of them.
func (r *reader) store(e *draft, v value) Store {
	s := Store{Name: v.key}
	outer := v
	r.fields(v,
		required("datasource", "Grafana asks the store through it", func(v value) { s.Datasource = r.inert(v) }),
		required("scrapeInterval", "rates need a few scrapes", func(v value) { s.ScrapeInterval = r.scrapeInterval(v) }),
		required("dialect", "it says how metrics are spelled there", func(v value) {
			s.Dialect = r.oneOf(v, "dialect", r.known.Dialects)
		}),
		optional("default", func(v value) { s.Default = r.boolean(v) }),
		optional("exporters", func(v value) { s.Exporters = r.strs(v, nil) }),
		optional("honorLabels", func(v value) { s.HonorLabels = r.strs(v, nil) }),
		optional("url", func(v value) { s.URL = r.url(v) }),
		optional("tenancy", func(v value) { s.Tenancy = r.namespace(e, v) }),
		optional("monitorLabels", func(v value) { s.MonitorLabels = r.selector(v) }),
	)
	if s.Tenancy != "" && s.Dialect != "" && s.Dialect != "uwm" {
		r.report(outer.place.find("tenancy").pos, "%s.tenancy is given, and the dialect is %s", outer.label, s.Dialect).
			Because("only user workload monitoring has a port for a single namespace").Help("leave it out")
	}
	return s
}

// residents checks which exporters' metrics the stores say they hold: each runs, and is in one store.
func (r *reader) residents(e *draft) {
	var running []string
	for _, x := range e.Exporters {
		running = append(running, x.Name)
	}
	claimed := map[string]string{}
	for _, s := range e.Stores {
		for i, exporter := range s.Exporters {
			pos := e.value.place.find("stores", s.Name, "exporters", strconv.Itoa(i)).pos
			if !slices.Contains(running, exporter) {
				r.report(pos, "store %s holds %s", quote(s.Name), quote(exporter)).
					Because("the environment runs no such exporter").Help("%s", near.Hint(exporter, running))
			}
			if other, ok := claimed[exporter]; ok {
				r.report(pos, "store %s holds %s, and so does %s", quote(s.Name), quote(exporter), quote(other)).
					Because("a panel asks one store").Help("name it in one of them")
			}
			claimed[exporter] = s.Name
		}
		for i, exporter := range s.HonorLabels {
			if !slices.Contains(running, exporter) {
				r.report(e.value.place.find("stores", s.Name, "honorLabels", strconv.Itoa(i)).pos, "store %s honours labels of %s", quote(s.Name), quote(exporter)).
					Because("the environment runs no such exporter").Help("%s", near.Hint(exporter, running))
			}
		}
	}
}

// scrapeInterval reads how often the store scrapes.
func (r *reader) scrapeInterval(v value) time.Duration {
	d, ok := r.duration(v)
	if ok && (d < minScrape || d > maxScrape) {
		r.add(v, "%s is %s", v.label, quote(v.node.Value)).Because("1s to 10m is wanted")
		return 0
	}
	return d
}

// url reads the address of a server. Credentials have no place in a file that is committed.
func (r *reader) url(v value) string {
	const example = "write something like http://prometheus.monitoring.svc:9090"
	s := r.inert(v)
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		r.add(v, "%s is not an address", v.label).Because("http or https and a host are wanted").Help(example)
	case u.User != nil:
		r.add(v, "%s contains credentials", v.label).Because("this file is committed").
			Help("leave them out; tokens are read from Secrets")
	case strings.ContainsAny(s, "?#"):
		r.add(v, "%s has a query or a fragment", v.label).Because("paths are appended to it").Help(example)
	default:
		return s
	}
	return ""
}
