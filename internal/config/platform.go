package config

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/near"
)

// runtimeNames are the model servers that have a port and a path of their own.
func runtimeNames() []string { return []string{"vllm", "openvino"} }

// runtimes reads where model servers answer scrapes.
func (r *reader) runtimes(v value) map[string]Runtime {
	known := runtimeNames()
	runtimes := make(map[string]Runtime)
	for _, entry := range r.entries(v) {
		if !slices.Contains(known, entry.key) {
			r.unknown(entry, "runtime", known)
			continue
		}
		rt := Runtime{Path: "/metrics"}
		r.fields(entry,
			required("port", "it is where metrics are scraped", func(v value) { rt.Port = r.integer(v, 1, 65535) }),
			optional("path", func(v value) { rt.Path = r.path(v) }),
			optional("selector", func(v value) { rt.Selector = r.selector(v) }),
		)
		runtimes[entry.key] = rt
	}
	return runtimes
}

// path reads the path of a URL.
func (r *reader) path(v value) string {
	s := r.inert(v)
	switch {
	case s == "":
	case s[0] != '/':
		r.add(v, "%s is %s", v.label, quote(s)).Because("it has to begin with /").Help("did you mean %s?", quote("/"+s))
		return ""
	case strings.ContainsAny(s, " ?#"):
		r.add(v, "%s is %s", v.label, quote(s)).Because("a path without spaces, query and fragment is wanted")
		return ""
	}
	return s
}

// uwm reads what to do about user workload monitoring.
func (r *reader) uwm(u *UWM, v value) {
	r.fields(v,
		optional("manage", func(v value) {
			if r.boolean(v) {
				r.add(v, "%s is true", v.label).Because("the setting is inside one text of a ConfigMap of the administrator's, which whatever is applied would replace").
					Help("write false, and do what docs/components.md says under uwm")
			}
		}),
		optional("retention", func(v value) {
			if _, ok := r.duration(v); ok {
				u.Retention = v.node.Value
			}
		}),
	)
}

// plans are the labels that may carry what a customer booked.
func plans() []string { return []string{"tier", "subscription"} }

// maas reads what a Models-as-a-Service installation is like.
func (r *reader) maas(v value) MaaS {
	m := MaaS{
		Gateway: "maas-default-gateway", GatewayNamespace: "openshift-ingress",
		KuadrantNamespace: "kuadrant-system", APINamespace: "redhat-ods-applications",
	}
	var prices value // read last: it refers to the names of plans
	r.fields(v,
		required("plan", "panels are split by that label", func(v value) {
			m.Plan = r.oneOf(v, "plan", plans())
		}),
		optional("userLabel", func(v value) { m.UserLabel = r.boolean(v) }),
		optional("planNames", func(v value) {
			m.PlanNames = r.models(v)
			r.notEmpty(v)
		}),
		optional("prices", func(v value) { prices = v }),
		optional("gateway", func(v value) { m.Gateway = r.label(v) }),
		optional("gatewayNamespace", func(v value) { m.GatewayNamespace = r.label(v) }),
		optional("kuadrantNamespace", func(v value) { m.KuadrantNamespace = r.label(v) }),
		optional("apiNamespace", func(v value) { m.APINamespace = r.label(v) }),
		optional("monitored", func(v value) { m.Monitored = r.monitored(v) }),
	)
	if prices.node != nil {
		m.Prices = r.prices(prices, m.PlanNames)
	}
	return m
}

// MaaSPrograms returns what the metrics of Models-as-a-Service come from, in alphabetical order.
func MaaSPrograms() []string {
	return []string{"authorino", "gateway", "limitador", "maas-api", "models"}
}

// monitored reads which programs have a monitor already.
func (r *reader) monitored(v value) []string {
	return r.strs(v, func(item value, s string) bool {
		if slices.Contains(MaaSPrograms(), s) {
			return true
		}
		r.add(item, "unknown program %s", quote(s)).Help("%s", near.Hint(s, MaaSPrograms()))
		return false
	})
}

// prices reads the price of plans. Without a list of them, whether there is such a plan only the cluster knows.
func (r *reader) prices(v value, plans []string) map[string]float64 {
	prices := make(map[string]float64)
	for _, entry := range r.entries(v) {
		name := entry
		name.label, name.place = "the name of a plan", &place{pos: entry.name}
		if entry.key == "" {
			r.add(name, "%s is an empty string", name.label)
		}
		if !r.braces(name, entry.key, false) || !r.plain(name, entry.key) {
			continue
		}
		if len(plans) > 0 && entry.key != "" && !slices.Contains(plans, entry.key) {
			r.report(entry.name, "a price for %s, which is no plan", quote(entry.key)).Because("planNames does not have it").Help("%s", near.Hint(entry.key, plans))
		}
		price, ok := r.number(entry)
		if ok && price < 0 {
			r.add(entry, "%s is %s", entry.label, short(entry.node.Value)).Because("a price is 0 or more")
		}
		prices[entry.key] = price
	}
	return prices
}

// ThresholdNames returns the names that thresholds have, in alphabetical order: durations (e2e, ttft), shares
// (errorShare, kvCache, rateLimited), counts (queueDepth) and degrees Celsius (gpuTemperature).
func ThresholdNames() []string {
	return []string{"e2e", "errorShare", "gpuTemperature", "kvCache", "queueDepth", "rateLimited", "ttft"}
}

// thresholds reads where panels and alerts change their colour.
func (r *reader) thresholds(v value) map[string]Threshold {
	thresholds := make(map[string]Threshold)
	for _, entry := range r.entries(v) {
		var read func(value) float64
		switch entry.key {
		case "e2e", "ttft":
			read = r.seconds
		case "errorShare", "kvCache", "rateLimited":
			read = r.share
		case "queueDepth", "gpuTemperature":
			read = r.count
		default:
			r.unknown(entry, "threshold", ThresholdNames())
			continue
		}
		const why = "a threshold has both, so that the colours have an order"
		var t Threshold
		r.fields(entry,
			required("warn", why, func(v value) { t.Warn = read(v) }),
			required("bad", why, func(v value) { t.Bad = read(v) }),
		)
		if t.Warn > 0 && t.Bad > 0 && t.Warn >= t.Bad {
			bad := entry
			bad.place = entry.place.find("bad")
			r.add(bad, "%s.bad is not above %[1]s.warn", entry.label).Because("more is worse").
				Help("exchange them, or leave the threshold out to keep the built-in one")
		}
		thresholds[entry.key] = t
	}
	return thresholds
}

// seconds reads a duration.
func (r *reader) seconds(v value) float64 {
	d, _ := r.duration(v)
	return d.Seconds()
}

// share reads a part of a whole above nothing: a number up to 1, or a percentage.
func (r *reader) share(v value) float64 {
	const wanted, help = "a share above 0 and up to 1 is wanted", "write a number such as 0.8 or a percentage such as 80%%"
	s := v.node.Value
	number, percent := strings.CutSuffix(s, "%")
	if percent && isString(v.node) && numberPattern.MatchString(number) {
		f, err := strconv.ParseFloat(number, 64)
		if err != nil || f <= 0 || f > 100 {
			r.add(v, "%s is %s", v.label, short(s)).Because(wanted).Help(help)
			return 0
		}
		return f / 100
	}
	if !isNumber(v.node) || !numberPattern.MatchString(v.node.Value) {
		r.wrong(v, "a share").Help(help)
		return 0
	}
	f, ok := r.number(v)
	if ok && (f <= 0 || f > 1) {
		r.add(v, "%s is %s", v.label, short(s)).Because(wanted).Help(help)
		return 0
	}
	return f
}

// count reads a number above 0.
func (r *reader) count(v value) float64 {
	f, ok := r.number(v)
	if ok && f <= 0 {
		r.add(v, "%s is %s", v.label, short(v.node.Value)).Because("a number above 0 is wanted")
		return 0
	}
	return f
}
