// Package alerts is what Prometheus evaluates while nobody looks: alerts, which say in words what a panel says in
// colours, from the same typed metrics and the same limits, and recordings of what is asked often. Everything here is a
// plain value; internal/build turns it into the rules of one environment.
package alerts

import (
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/callsite"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
)

// Rules are the alerts and recordings of a registry, in the order in which they are written.
type Rules struct{ Groups []Group }

// A Group is rules on the metrics of one exporter. They are evaluated one after the other.
type Group struct {
	Name       string
	Namespace  queries.AnyLabel // of the target; nil where the exporter's series are not told apart by it
	Alerts     []Alert
	Recordings []Recording
}

// Join is the rules of several registries, one behind the other.
func Join(all ...Rules) Rules {
	var out Rules
	for _, r := range all {
		out.Groups = append(out.Groups, r.Groups...)
	}
	return out
}

// Alerts are all alerts of all groups.
func (r Rules) Alerts() []Alert {
	var all []Alert
	for _, g := range r.Groups {
		all = append(all, g.Alerts...)
	}
	return all
}

// A Severity says how soon somebody must look.
type Severity string

// The severities, as OpenShift's own alerts have them.
const (
	Critical Severity = "critical" // people are affected: now
	Warning  Severity = "warning"  // people will be affected: today
	Info     Severity = "info"     // worth knowing
)

// A Text is an alert in words. Labels of the series that fires are named as in legends ({{model_name}}); {{series}} is
// all of them, {{value}} the value with its unit, {{limit}} the limit as a person writes it.
type Text struct {
	Summary string // one line: what is wrong with what
	Means   string // the description: what it means to people, with the value
}

// A Condition is what makes an alert fire.
type Condition struct {
	Query  queries.Query
	Limits *panels.Limits // fire where the query reached the bad one
	While  *queries.Query
	Kind   Kind
}

// A Kind is how a condition compares.
type Kind int

// The kinds of conditions.
const (
	Reaches Kind = iota // the limits
	Is0
	Over0
	Missing // the query has no series
	Holds   // the query compares by itself
)

// An Alert tells people that something is wrong. Methods return a changed copy.
type Alert struct {
	Name       string
	Text       Text
	Severity   Severity
	For        time.Duration
	Condition  Condition
	Instead    *Alternative
	Every      time.Duration // between samples, where that is more than the store's scrape interval
	Dashboards []string      // that show it, the best first
	Site       callsite.Site
}

// An Alternative is what an alert asks where a store does not add a label.
type Alternative struct {
	Label queries.AnyLabel
	Query queries.Query
}

// New returns an alert. Its name is a word in capitals, stable for ever: its page among the runbooks is named after it.
func New(name string, severity Severity, holds time.Duration, c Condition, t Text) Alert {
	return Alert{Name: name, Severity: severity, For: holds, Condition: c, Text: t, Site: callsite.Here(0)}
}

// Bad holds where a query reaches the bad one of the limits that panels have.
func Bad(q queries.Query, l panels.Limits) Condition { return Condition{Query: q, Limits: &l} }

// Zero holds where a query is 0.
func Zero(q queries.Query) Condition { return Condition{Query: q, Kind: Is0} }

// Positive holds where a query is above 0.
func Positive(q queries.Query) Condition { return Condition{Query: q, Kind: Over0} }

// Gone holds while a query has no series.
func Gone(q queries.Query) Condition { return Condition{Query: q, Kind: Missing} }

// True holds where a query, which compares by itself, has series.
func True(q queries.Query) Condition { return Condition{Query: q, Kind: Holds} }

// And holds where another condition, grouped alike, holds too.
func (c Condition) And(other queries.Query) Condition {
	c.While = &other
	return c
}

// See names the dashboards that show what the alert is about; the first that an environment has is linked.
func (a Alert) See(dashboards ...string) Alert {
	a.Dashboards = dashboards
	return a
}

// Unless asks another query where the store does not add a label that the first is grouped by.
func (a Alert) Unless(l queries.AnyLabel, q queries.Query) Alert {
	a.Instead = &Alternative{l, q}
	return a
}

// SampledEvery says that series get a new sample only so often: windows then are as long as that takes.
func (a Alert) SampledEvery(d time.Duration) Alert {
	a.Every = d
	return a
}

// Exporters are the exporters that the alert can't do without.
func (a Alert) Exporters() []string {
	return union(a.Condition.Query.Exporters(), whileOf(a.Condition).Exporters())
}

func whileOf(c Condition) queries.Query {
	if c.While != nil {
		return *c.While
	}
	return c.Query
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// A Recording is the result of a query under a name of its own, for what dashboards and alerts ask often.
type Recording struct {
	// Metric and Operation are the second and third part of its name; the first are the labels that it keeps, or Level
	// where it keeps none.
	Level, Metric, Operation string
	Query                    queries.Query
	Instead                  *Alternative
	Every                    time.Duration
	Site                     callsite.Site
}

// Record returns the recording of a query. level is for one that keeps no labels: what it is about.
func Record(level, metric, operation string, q queries.Query) Recording {
	return Recording{Level: level, Metric: metric, Operation: operation, Query: q, Site: callsite.Here(0)}
}

// Unless is what it is for alerts.
func (r Recording) Unless(l queries.AnyLabel, q queries.Query) Recording {
	r.Instead = &Alternative{l, q}
	return r
}

// SampledEvery is what it is for alerts.
func (r Recording) SampledEvery(d time.Duration) Recording {
	r.Every = d
	return r
}

// Problems says what the author left out, in words for an error message.
func (a Alert) Problems() []string {
	var ps []string
	add := func(bad bool, what string) {
		if bad {
			ps = append(ps, what)
		}
	}
	add(!isName(a.Name), "the name is no word in capitals, such as ModelSlow")
	add(a.Text.Summary == "" || a.Text.Means == "", "the summary or the description is empty")
	add(strings.ContainsAny(a.Text.Summary, "\n"), "the summary has several lines")
	add(a.Severity != Critical && a.Severity != Warning && a.Severity != Info, "the severity is none")
	add(a.For < time.Minute, "it fires in less than a minute: a single scrape that fails would wake somebody")
	add(len(a.Dashboards) == 0, "it names no dashboard")
	return ps
}

func isName(s string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !letter || i == 0 && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return s != ""
}
