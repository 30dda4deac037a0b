package build

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/panels/alerts"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A RuleFile is the rules that one store evaluates for one namespace.
type RuleFile struct {
	Store     queries.Store
	Namespace string // where the rules live; contains {tenant} where each tenant has its own
	Groups    []RuleGroup
}

// A RuleGroup is rules that are evaluated one after the other.
type RuleGroup struct {
	Name  string
	Rules []Rule
}

// A Rule is an alert or a recording of one environment, ready to be written.
type Rule struct {
	Alert, Record string // one of them
	Expr          string
	For           time.Duration
	Labels        map[string]string
	Annotations   map[string]string
	Unit          catalogue.Unit // of the value
	Metrics       []*catalogue.Metric
	Limits        *panels.Limits // that the value is compared with, as the environment has them
	Limit         float64        // the number in the expression
}

// A RuleSetting says where an environment's rules live and what they link to.
type RuleSetting struct {
	// Namespaces are those in which exporters are scraped; a store that sees only the rule's own namespace needs a
	// rule there.
	Namespaces map[string]string
	// StoreNamespaces are the namespaces of rules of stores that see everything.
	StoreNamespaces map[string]string
	Runbooks        string // the address that names of pages are appended to
	Grafana         string // the address of Grafana; empty: links begin with its path
}

// samplesPerWindow is how many samples a rate in a rule is made of. A dashboard is content with four; an alert that
// wakes somebody is not to hang on a single late scrape.
const samplesPerWindow = 10

// ruleWindow is the window of rates in rules on a store, in whole minutes.
func ruleWindow(s queries.Store, every time.Duration) time.Duration {
	w := samplesPerWindow * max(s.ScrapeInterval, every)
	return (w + time.Minute - 1).Truncate(time.Minute)
}

// Rules builds the alerts and the recordings of an environment whose exporters it runs, each in a list of files by store
// and namespace. The error is a diag.List with the Go file and line to change.
func Rules(rules alerts.Rules, env *Environment, s RuleSetting) (alarms, recordings []RuleFile, err error) {
	b := &ruleBuilder{builder: builder{env: env, words: wording(env.Words())}, setting: s}
	b.checkNames(rules)
	for _, g := range rules.Groups {
		for _, a := range g.Alerts {
			if env.runs(a.Exporters()) {
				b.alert(&alarms, g, a)
			}
		}
		for _, r := range g.Recordings {
			if env.runs(r.Query.Exporters()) {
				b.recording(&recordings, g, r)
			}
		}
	}
	return alarms, recordings, b.errs.Err()
}

func (e *Environment) runs(exporters []string) bool {
	return !slices.ContainsFunc(exporters, func(x string) bool { return !e.Runs(x) })
}

type ruleBuilder struct {
	builder
	setting RuleSetting
}

func (b *ruleBuilder) failRule(pos diag.Position, name, format string, args ...any) *diag.Error {
	return b.errs.Add(pos, "rule %s: %s", name, fmt.Sprintf(format, args...))
}

func (b *ruleBuilder) checkNames(rules alerts.Rules) {
	seen := map[string]diag.Position{}
	for _, a := range rules.Alerts() {
		pos := a.Site.Position()
		if first, ok := seen[a.Name]; ok {
			b.failRule(pos, a.Name, "there are two of them").Because("the first is at %s", first)
		}
		seen[a.Name] = pos
		for _, problem := range a.Problems() {
			b.failRule(pos, a.Name, "%s", problem)
		}
	}
}

// place is a file in which a rule is written.
type place struct {
	store     queries.Store
	namespace string
}

// places are where rules on metrics of an exporter live. Those on Prometheus' own series are about the targets of all
// other exporters of its store.
func (b *ruleBuilder) places(exporter string) []place {
	s := b.env.Store(exporter)
	if s.Dialect != enforcing {
		return []place{{s, cmp.Or(b.setting.StoreNamespaces[s.Name], b.setting.Namespaces[""])}}
	}
	if exporter != targetsOfAll {
		return []place{{s, b.namespace(exporter)}}
	}
	var ps []place
	for _, e := range b.env.Exporters() {
		p := place{s, b.namespace(e)}
		if e != targetsOfAll && b.env.Store(e).Name == s.Name && b.setting.Namespaces[e] != "" && !slices.ContainsFunc(ps, func(q place) bool { return q.namespace == p.namespace }) {
			ps = append(ps, p)
		}
	}
	slices.SortFunc(ps, func(a, b place) int { return cmp.Compare(a.namespace, b.namespace) })
	return ps
}

const (
	// enforcing is the dialect of user workload monitoring, which adds the namespace of a rule to all its selectors.
	enforcing = "uwm"
	// targetsOfAll is the exporter whose series every target has.
	targetsOfAll = "prometheus"
)

func (b *ruleBuilder) namespace(exporter string) string {
	return cmp.Or(b.setting.Namespaces[exporter], b.setting.Namespaces[""])
}

// scope is what every selector of a rule in a place is limited to: the models of the environment, and the namespace of
// the group's exporter.
func (b *ruleBuilder) scope(g alerts.Group, exporter string, p place) queries.Scope {
	scope := slices.Clone(b.env.Limited)
	if g.Namespace == nil || !b.env.Adds(g.Namespace) {
		return scope
	}
	m := queries.NewScopeMatcher("namespace", "=", p.namespace, g.Namespace)
	m.Partial = true
	if p.store.Dialect != enforcing {
		switch m.Value = b.setting.Namespaces[exporter]; {
		case exporter == targetsOfAll:
			m.Op, m.Value = "=~", strings.Join(b.scraped(p.store), "|")
		case m.Value == "":
			return scope
		}
	}
	if m.Value == "" || strings.Contains(m.Value, "{tenant}") {
		return scope // the store adds it, or nothing does
	}
	return append(scope, m)
}

// scraped are the namespaces that a store scrapes for the environment.
func (b *ruleBuilder) scraped(s queries.Store) []string {
	var names []string
	for _, e := range b.env.Exporters() {
		n := b.setting.Namespaces[e]
		if n != "" && b.env.Store(e).Name == s.Name && !slices.Contains(names, n) && !strings.Contains(n, "{tenant}") {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

func (b *ruleBuilder) alert(files *[]RuleFile, g alerts.Group, a alerts.Alert) {
	exporter := queriesExporter(a.Condition.Query)
	for _, p := range b.places(exporter) {
		r, ok := b.alertIn(a, b.scope(g, exporter, p))
		if ok {
			addRule(files, p, g.Name, r)
		}
	}
}

// queriesExporter is the exporter whose metrics a query begins with.
func queriesExporter(q queries.Query) string {
	names := q.AllExporters()
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// alertIn is an alert with a scope. ok is false where the environment can't feed it, or an error was noted.
func (b *ruleBuilder) alertIn(a alerts.Alert, scope queries.Scope) (r Rule, ok bool) {
	c := a.Condition
	if a.Instead != nil && !b.env.Adds(a.Instead.Label) {
		c.Query = a.Instead.Query
	}
	pos := a.Site.Position()
	value, _, ok := b.render(a.Name, c.Query, scope, a.Every)
	if !ok {
		return Rule{}, false
	}
	r = Rule{Alert: a.Name, For: a.For, Unit: value.Unit, Metrics: value.Metrics, Labels: map[string]string{"severity": string(a.Severity)}}
	if c.Kind == alerts.Reaches {
		if r.Limits = b.limits(a, value.Unit); r.Limits == nil {
			return Rule{}, false
		}
		r.Limit, _ = r.Limits.Bad.In(value.Unit)
	}
	whole, facts, ok := b.render(a.Name, compared(c, r.Limit), scope, a.Every)
	if !ok {
		return Rule{}, false
	}
	r.Expr = whole.Expr
	text := b.wordsOf(a, value, r.Limits)
	r.Annotations = map[string]string{
		"summary":     b.text(pos, a.Name, a.Text.Summary, text, facts),
		"description": b.text(pos, a.Name, a.Text.Means, text, facts),
		"runbook_url": b.setting.Runbooks + "/" + a.Name + ".md",
	}
	for _, name := range a.Dashboards {
		if slices.Contains(b.env.Dashboards, name) {
			r.Annotations["dashboard_url"] = b.setting.Grafana + "/d/" + UID(b.env.Name, name)
			break
		}
	}
	return r, true
}

// compared is the query of a condition: what it asks, compared as it says.
func compared(c alerts.Condition, limit float64) queries.Query {
	q := c.Query
	switch c.Kind {
	case alerts.Reaches:
		q = queries.AtLeast(q, limit)
	case alerts.Is0:
		q = queries.IsZero(q)
	case alerts.Over0:
		q = queries.Above0(q)
	case alerts.Missing:
		q = queries.Absent(q)
	case alerts.Holds:
	}
	if c.While != nil {
		q = queries.While(q, *c.While)
	}
	return q
}

// wordsOf are what an alert's texts may refer to.
func (b *ruleBuilder) wordsOf(a alerts.Alert, value Target, l *panels.Limits) texts {
	t := texts{labels: value.Labels, unit: value.Unit}
	kind := a.Condition.Kind
	if kind == alerts.Missing {
		t.labels = nil
	}
	if l != nil {
		t.limit = l.Bad.String()
	}
	always := kind == alerts.Is0 || kind == alerts.Missing || value.Unit.Dimension == catalogue.Bool
	if always == strings.Contains(a.Text.Means, "{{value}}") {
		b.failRule(a.Site.Position(), a.Name, "the description says the value of what is always the same, or does not say one that is not")
	}
	return t
}

// limits are those of an alert as the environment has them.
func (b *ruleBuilder) limits(a alerts.Alert, u catalogue.Unit) *panels.Limits {
	l := *a.Condition.Limits
	if own, ok := b.env.Limits[l.Name]; ok {
		l = own
	}
	if _, ok := l.Bad.In(u); !ok {
		b.failRule(a.Site.Position(), a.Name, "has a limit of %s", l.Bad).Because("it asks for %s", u)
		return nil
	}
	return &l
}

// render renders and proves one query of a rule. ok is false when the environment can't feed it, or an error was noted.
func (b *ruleBuilder) render(name string, q queries.Query, scope queries.Scope, every time.Duration) (t Target, facts *promql.Facts, ok bool) {
	env := b.env.Environment
	env.RateWindow = func(s queries.Store) time.Duration { return ruleWindow(s, every) }
	rendered, ok, err := q.Render(&env, scope)
	if err != nil {
		b.errs.Join(err)
		return t, nil, false
	}
	if !ok {
		return t, nil, false
	}
	t = Target{Rendered: rendered}
	t.Legend = "" // the texts are checked by themselves
	facts, wrong := b.prove(&t)
	b.gather(wrong, "rule "+name+": ")
	return t, facts, len(wrong) == 0
}

// recording writes a recording of what the environment can feed.
func (b *ruleBuilder) recording(files *[]RuleFile, g alerts.Group, rec alerts.Recording) {
	q := rec.Query
	if rec.Instead != nil && !b.env.Adds(rec.Instead.Label) {
		q = rec.Instead.Query
	}
	exporter := queriesExporter(q)
	for _, p := range b.places(exporter) {
		t, _, ok := b.render(rec.Metric+":"+rec.Operation, q, b.scope(g, exporter, p), rec.Every)
		if !ok {
			continue
		}
		level := rec.Level
		if names := q.By(); len(names) > 0 {
			level = strings.Join(names, "_")
		}
		r := Rule{Record: level + ":" + rec.Metric + ":" + rec.Operation, Expr: t.Expr, Unit: t.Unit, Metrics: t.Metrics}
		if !recordName.MatchString(r.Record) {
			b.failRule(rec.Site.Position(), r.Record, "is not named level:metric:operation").
				Help("give the query labels, or the recording a level")
		}
		addRule(files, p, g.Name, r)
	}
}

var recordName = regexp.MustCompile(`^[a-z][a-z0-9_]*:[a-z][a-z0-9_]*:[a-z][a-z0-9_]*$`)

func addRule(files *[]RuleFile, p place, group string, r Rule) {
	i := slices.IndexFunc(*files, func(f RuleFile) bool { return f.Store.Name == p.store.Name && f.Namespace == p.namespace })
	if i < 0 {
		i = len(*files)
		*files = append(*files, RuleFile{Store: p.store, Namespace: p.namespace})
	}
	f := &(*files)[i]
	if n := len(f.Groups); n == 0 || f.Groups[n-1].Name != group {
		f.Groups = append(f.Groups, RuleGroup{Name: group})
	}
	last := &f.Groups[len(f.Groups)-1]
	last.Rules = append(last.Rules, r)
}
