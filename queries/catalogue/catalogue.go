// Package catalogue is what dashgen knows about the Prometheus metrics of an LLM-serving platform: which
// program exports them, since and until which release, of what type and unit, with which labels, and
// under which other names. It is data, in the tables beside this file (README.md explains the columns);
// everything else in dashgen asks it.
//
// The facts were read from the programs' source repositories; each row names the file.
package catalogue

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed *.tsv
var tables embed.FS

// Default returns the catalogue that dashgen ships, read once.
var Default = sync.OnceValue(func() *Catalogue {
	c, err := Load(tables)
	if err != nil {
		panic("catalogue: " + err.Error()) // the tables are embedded: a test would have failed
	}
	return c
})

// Files returns the shipped tables.
func Files() fs.FS { return tables }

// A Type is the TYPE line of a metric family.
type Type string

// The types of the text exposition format.
const (
	Counter   Type = "counter"
	Gauge     Type = "gauge"
	Histogram Type = "histogram"
	Summary   Type = "summary"
	Untyped   Type = "untyped"
	// InfoType is no TYPE line but a behaviour: a constant 1 whose labels carry the fact.
	InfoType Type = "info"
)

// A Status says how a metric stands in the newest release that was studied.
type Status string

// The statuses.
const (
	Current    Status = "current"
	Deprecated Status = "deprecated" // still there, announced to go
	Removed    Status = "removed"    // gone in the release that Metric.Removed names
	Unreleased Status = "unreleased" // only ever on a branch
	Seen       Status = "seen"       // known from dashboards only, not verified at the source
)

// Presence says whether a metric is there after a plain start of its program.
type Presence string

// The presences.
const (
	Always  Presence = "yes"
	Feature Presence = "no" // needs a flag, a feature or traffic of a kind
	Gone    Presence = ""   // not in the newest release
)

// A Metric is one name that one program exports.
type Metric struct {
	Name     string // as PromQL sees it at the program's own endpoint, without _bucket, _sum, _count
	Exporter string // the key of an environment's exporters
	Program  string // who exports it: the exporter itself, a companion, or a dialect such as a simulator
	Type     Type   // the TYPE line
	// Behaviour is what PromQL may do with it. It differs from Type where the TYPE line lies: DCGM types
	// ready-made rates as counters, the OpenShift router counters as gauges.
	Behaviour Type
	Unit      Unit
	// Labels are the exporter's own labels, without target labels.
	Labels []string
	// labelLives are the releases in which it has a label, where that is not its whole life.
	labelLives map[string]Range
	// OpenLabels says that it may have more labels than those listed.
	OpenLabels bool
	// Life is the releases that have it. An unknown first release is open.
	Life       Range
	Deprecated Version
	Status     Status
	// Identity is what the metric is across renames: the newest of its names.
	Identity string
	// ReplacedBy is the name, or the expression, to use instead. Empty when there is none.
	ReplacedBy string
	Default    Presence
	Help       string // our words
	Source     string // where the fact was read
	File       string // the table that holds the row
	Line       int    // its line, from 1
}

// HasLabel reports whether the exporter itself gives the metric a label.
func (m *Metric) HasLabel(label string) bool {
	for _, l := range m.Labels {
		if l == label {
			return true
		}
		if prefix, ok := strings.CutSuffix(l, "*"); ok && strings.HasPrefix(label, prefix) {
			return true
		}
	}
	return false
}

// LabelLife is the releases in which the metric has one of its labels: open at both ends for most.
func (m *Metric) LabelLife(label string) Range { return m.labelLives[label] }

// A Role says what a program is for its exporter.
type Role string

// The roles.
const (
	Primary   Role = "primary"   // the exporter itself; environments state its version
	Companion Role = "companion" // exports beside it
	Dialect   Role = "dialect"   // stands in for it with names of its own
)

// A Program exports metrics.
type Program struct {
	Exporter string
	Name     string
	Role     Role
	Package  string // the Go package below queries/ that holds its typed handles
	Named    []string
	Newest   Version // the newest release that was studied; zero when it has none
	// HonorLabels says that monitors of this program keep its own labels where they clash with target
	// labels. Otherwise Prometheus stores them as exported_…
	HonorLabels bool
	Prefixes    []string // of metric names nobody else uses, but for those of Other
	// Complete says that the tables hold every metric of these prefixes that the newest release has: a name
	// that is not there is wrong.
	Complete bool
	Note     string
}

// A Label is a label of an exporter and what it means.
type Label struct {
	Exporter, Program string
	Name              string
	// Canonical is the spelling that dashboards are written in, where this is a dialect's or an older one.
	Canonical string
	Meaning   string
	Values    []string // the values known, or none
}

// Buckets are the upper bounds of a histogram, without +Inf.
type Buckets struct {
	Exporter, Program, Metric string
	Bounds                    []float64
	Open                      bool // the series goes on to a limit that the server's configuration sets
	Versions                  Range
	Note                      string
}

// An Alias is a name that a metric takes on its way into a store.
type Alias struct {
	Name      string // one trailing or one infix * stands for anything
	Canonical string
	Kind      string // collector, relabelling, rule, header or csv
	Store     string // the store dialect where it holds, or empty
	Rescaled  bool   // values change, too: no pure rename
	Context   string
	Caveat    string
}

// A TargetLabel is a label that a store adds to every series of a target.
type TargetLabel struct {
	Store  string // the store's dialect
	Origin string // how the target is found: monitor, otlp, scrape-label, static, external
	Name   string
	Means  string
	Note   string
}

// An Other is a metric of a program that is not in the catalogue, whose name begins like those of one that is.
type Other struct {
	Name    string // without _bucket, _sum, _count
	Program string
	Labels  []string
	Source  string // where the fact was read
}

// A Catalogue is a set of tables, read only.
type Catalogue struct {
	metrics  []*Metric
	series   map[string][]Series
	identity map[[2]string][]*Metric
	programs []*Program
	labels   map[[2]string]*Label // by exporter and name
	buckets  map[string][]Buckets
	aliases  []Alias
	patterns []Alias
	targets  []TargetLabel
	added    map[string][]TargetLabel // the same by store dialect
	adds     map[[2]string]bool       // by store dialect and label; of any store where the dialect is ""
	others   []Other
}

// Metrics returns every metric, ordered by exporter and then as in the tables.
func (c *Catalogue) Metrics() []*Metric { return c.metrics }

// Programs returns every program, ordered by exporter.
func (c *Catalogue) Programs() []*Program { return c.programs }

// Exporters returns the names of the exporters, sorted: the keys that an environment may use.
func (c *Catalogue) Exporters() []string {
	set := map[string]bool{}
	for _, p := range c.programs {
		set[p.Exporter] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// Program returns the program of that name, or nil.
func (c *Catalogue) Program(name string) *Program {
	for _, p := range c.programs {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Primary returns the exporter's own program, or nil when there is no such exporter.
func (c *Catalogue) Primary(exporter string) *Program {
	for _, p := range c.programs {
		if p.Exporter == exporter && p.Role == Primary {
			return p
		}
	}
	return nil
}

// Dialects returns the programs that stand in for an exporter.
func (c *Catalogue) Dialects(exporter string) []*Program {
	var ds []*Program
	for _, p := range c.programs {
		if p.Exporter == exporter && p.Role == Dialect {
			ds = append(ds, p)
		}
	}
	return ds
}

// Names returns every name of one identity, newest first: those of later releases before earlier ones.
func (c *Catalogue) Names(exporter, identity string) []*Metric {
	return c.identity[[2]string{exporter, identity}]
}

// Label returns what is known of an exporter's label, or nil.
func (c *Catalogue) Label(exporter, name string) *Label {
	return c.labels[[2]string{exporter, name}]
}

// Labels returns the known labels of an exporter, sorted by name.
func (c *Catalogue) Labels(exporter string) []*Label {
	var ls []*Label
	for k, l := range c.labels {
		if k[0] == exporter {
			ls = append(ls, l)
		}
	}
	slices.SortFunc(ls, func(a, b *Label) int { return strings.Compare(a.Name, b.Name) })
	return ls
}

// CanonicalLabel is the spelling that dashboards use for a label of an exporter.
func (c *Catalogue) CanonicalLabel(exporter, name string) string {
	if l := c.Label(exporter, name); l != nil && l.Canonical != "" {
		return l.Canonical
	}
	return name
}

// Buckets returns the bounds known for a histogram, by version.
func (c *Catalogue) Buckets(metric string) []Buckets { return c.buckets[metric] }

// Aliases returns the known renames on the way into a store.
func (c *Catalogue) Aliases() []Alias { return c.aliases }

// TargetLabels returns the labels that a store of the dialect adds to series found in one of the ways
// (any way when none is given).
func (c *Catalogue) TargetLabels(dialect string, origins ...string) []TargetLabel {
	all := c.added[dialect]
	if len(origins) == 0 {
		return all
	}
	var ts []TargetLabel
	for _, t := range all {
		if slices.Contains(origins, t.Origin) {
			ts = append(ts, t)
		}
	}
	return ts
}

// Adds reports whether a store of the dialect adds the label to series of some targets.
func (c *Catalogue) Adds(dialect, label string) bool { return c.adds[[2]string{dialect, label}] }

// IsTargetLabel reports whether some store adds the label.
func (c *Catalogue) IsTargetLabel(name string) bool { return c.adds[[2]string{"", name}] }

// Other returns what is known of a metric of a program outside the catalogue, by the name of one of its series, or
// nil.
func (c *Catalogue) Other(name string) *Other {
	for i := range c.others {
		rest, ok := strings.CutPrefix(name, c.others[i].Name)
		if ok && (rest == "" || slices.Contains(components[:], Component(rest))) {
			return &c.others[i]
		}
	}
	return nil
}

// Stores returns the store dialects, sorted.
func (c *Catalogue) Stores() []string {
	set := map[string]bool{}
	for _, t := range c.targets {
		set[t.Store] = true
	}
	return slices.Sorted(maps.Keys(set))
}
