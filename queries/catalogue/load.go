package catalogue

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// Load reads the tables of a folder: _programs.tsv and one <exporter>.tsv per exporter; the helper
// tables _labels, _buckets, _aliases, _targets and _others may be missing. The error is a diag.List with the
// file, line and column of everything that is wrong, or that of a file that can't be read.
func Load(fsys fs.FS) (*Catalogue, error) {
	l := &loader{fsys: fsys, c: &Catalogue{labels: map[[2]string]*Label{}, buckets: map[string][]Buckets{}}}
	l.programs()
	names, err := fs.Glob(fsys, "*.tsv")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	for _, name := range names {
		if !strings.HasPrefix(name, "_") {
			l.metrics(name)
		}
	}
	l.labels()
	l.buckets()
	l.aliases()
	l.targets()
	l.others()
	if err := l.errs.Err(); err != nil {
		return nil, err
	}
	l.c.index()
	return l.c, nil
}

type loader struct {
	fsys fs.FS
	c    *Catalogue
	errs diag.List

	extra bool // the file is somebody else's: much may be left out
}

// A row is one line of a table.
type row struct {
	l       *loader
	file    string
	line    int
	columns map[string]int // the index of the cell of a column, by name: those of the table's header
	cells   []string
}

// get is the cell of a column, empty where the table has no such column.
func (r row) get(column string) string {
	i, ok := r.columns[column]
	if !ok {
		return ""
	}
	return r.cells[i]
}

// errorf reports that the cell of a column is wrong, at its first byte.
func (r row) errorf(column, format string, args ...any) {
	pos := diag.Position{File: r.file, Line: r.line}
	if i, ok := r.columns[column]; ok {
		pos.Column = 1
		for _, before := range r.cells[:i] {
			pos.Column += len(before) + 1
		}
	}
	r.l.errs.Add(pos, format, args...)
}

// read returns the rows of a table, or nil when the file is missing. Every table has exactly the
// columns named.
func (l *loader) read(file string, columns ...string) []row {
	data, err := fs.ReadFile(l.fsys, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		l.errs.Add(diag.Position{File: file}, "the table can't be read").Because("%v", err)
		return nil
	}
	return l.rows(file, data, func(pos diag.Position, header []string) bool {
		if slices.Equal(header, columns) {
			return true
		}
		l.errs.Add(pos, "header is %q", strings.Join(header, " ")).Because("the columns are %q", strings.Join(columns, " "))
		return false
	})
}

// rows returns the rows of a table whose header is right.
func (l *loader) rows(file string, data []byte, right func(pos diag.Position, header []string) bool) []row {
	var rows []row
	var header []string
	columns := map[string]int{}
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		cells := strings.Split(sc.Text(), "\t")
		pos := diag.Position{File: file, Line: line}
		if line == 1 {
			header = cells
			if !right(pos, header) {
				return nil
			}
			for i, name := range header {
				columns[name] = i
			}
			continue
		}
		if len(cells) != len(header) {
			l.errs.Add(pos, "%d cells", len(cells)).Because("the header has %d", len(header))
			continue
		}
		r := row{l: l, file: file, line: line, columns: columns, cells: cells}
		for i, text := range cells {
			if text != strings.TrimSpace(text) {
				r.errorf(header[i], "%s has spaces around it", header[i])
			}
		}
		rows = append(rows, r)
	}
	if err := sc.Err(); err != nil {
		l.errs.Add(diag.Position{File: file}, "%v", err)
	}
	return rows
}

func (l *loader) programs() {
	for _, r := range l.read("_programs.tsv", "exporter", "program", "role", "package", "versions", "newest", "honorLabels", "prefixes", "complete", "note") {
		p := &Program{
			Exporter: r.get("exporter"), Name: r.get("program"), Role: Role(r.get("role")), Package: r.get("package"),
			Named: list(r.get("versions")), HonorLabels: r.get("honorLabels") == "yes", Prefixes: list(r.get("prefixes")),
			Complete: r.get("complete") == "yes", Note: r.get("note"),
		}
		if !slices.Contains([]Role{Primary, Companion, Dialect}, p.Role) {
			r.errorf("role", "unknown role %q", p.Role)
		}
		if newest := r.get("newest"); newest != "current" || len(p.Named) > 0 {
			v, err := p.release(newest)
			if err != nil {
				r.errorf("newest", "%v", err)
			}
			p.Newest = v
		}
		l.c.programs = append(l.c.programs, p)
	}
	slices.SortStableFunc(l.c.programs, func(a, b *Program) int { return cmp.Compare(a.Exporter, b.Exporter) })
	if len(l.c.programs) == 0 {
		l.errs.Add(diag.Position{File: "_programs.tsv"}, "no programs")
	}
}

// metricColumns are the columns of an exporter's table.
var metricColumns = []string{
	"metric", "program", "type", "behaviour", "unit", "noun", "labels", "since", "deprecated", "removed",
	"status", "identity", "replaced_by", "default", "help", "source",
}

func (l *loader) metrics(file string) {
	exporter := strings.TrimSuffix(path.Base(file), ".tsv")
	for _, r := range l.read(file, metricColumns...) {
		p := l.c.Program(r.get("program"))
		if p == nil || p.Exporter != exporter {
			r.errorf("program", "no program %q of exporter %q in _programs.tsv", r.get("program"), exporter)
			continue
		}
		l.c.metrics = append(l.c.metrics, l.metric(r, p))
	}
}

// metric reads a row of a program's table.
func (l *loader) metric(r row, p *Program) *Metric {
	m := &Metric{
		Name: r.get("metric"), Exporter: p.Exporter, Program: p.Name, File: r.file, Line: r.line,
		Type: Type(r.get("type")), Behaviour: cmp.Or(Type(r.get("behaviour")), Type(r.get("type"))),
		Status: Status(r.get("status")), Identity: cmp.Or(r.get("identity"), r.get("metric")), ReplacedBy: r.get("replaced_by"),
		Default: Presence(r.get("default")), Help: r.get("help"), Source: r.get("source"),
	}
	unit := r.get("unit")
	if l.extra {
		m.leftOut(r)
		unit = cmp.Or(unit, "unknown")
	}
	l.check(r, m)
	var ok bool
	if m.Unit, ok = Named(unit, r.get("noun")); !ok {
		r.errorf("unit", "unknown unit %q", unit)
	}
	for _, label := range list(r.get("labels")) {
		if label == "..." {
			m.OpenLabels = true
			continue
		}
		m.addLabel(r, p, label)
	}
	m.Life = Range{Min: r.release(p, "since"), Below: r.release(p, "removed")}
	m.Deprecated = r.release(p, "deprecated")
	if !m.Life.Min.IsZero() && !m.Life.Below.IsZero() && m.Life.Min.Compare(m.Life.Below) >= 0 {
		r.errorf("removed", "%s was removed in %s before it came in %s", m.Name, m.Life.Below, m.Life.Min)
	}
	if (m.Status == Removed) != !m.Life.Below.IsZero() {
		r.errorf("status", "status is %s but removed is %q", m.Status, r.get("removed"))
	}
	return m
}

// leftOut fills in what somebody else's table need not say: it is said in the way from which the least follows.
func (m *Metric) leftOut(r row) {
	if m.Status == "" {
		m.Status = Current
		if r.get("removed") != "" {
			m.Status = Removed
		}
	}
	if m.Default == Gone && m.Status != Removed {
		m.Default = Feature
	}
	if _, ok := r.columns["labels"]; !ok {
		m.OpenLabels = true
	}
	m.Help, m.Source = cmp.Or(m.Help, "No help text."), cmp.Or(m.Source, r.file)
}

// addLabel reads a label, with the release before or from which the metric has it where that is known:
// "Hostname<4.6.0", "hostname>=4.6.0".
func (m *Metric) addLabel(r row, p *Program, text string) {
	name := text
	if i := strings.IndexAny(text, "<>="); i >= 0 {
		life, err := p.Range(text[i:])
		if err != nil {
			r.errorf("labels", "label %s: %v", text, err)
		}
		name = text[:i]
		if m.labelLives == nil {
			m.labelLives = map[string]Range{}
		}
		m.labelLives[name] = life
	}
	m.Labels = append(m.Labels, name)
}

func (l *loader) check(r row, m *Metric) {
	if m.Name == "" || m.Help == "" || m.Source == "" {
		r.errorf("metric", "metric %q needs a name, a help text and a source", m.Name)
	}
	if !slices.Contains([]Type{Counter, Gauge, Histogram, Summary, Untyped}, m.Type) {
		r.errorf("type", "unknown type %q", m.Type)
	}
	if !slices.Contains([]Type{Counter, Gauge, Histogram, Summary, InfoType}, m.Behaviour) && (!l.extra || m.Behaviour != Untyped) {
		r.errorf("behaviour", "unknown behaviour %q", m.Behaviour)
	}
	if !slices.Contains([]Status{Current, Deprecated, Removed, Unreleased, Seen}, m.Status) {
		r.errorf("status", "unknown status %q", m.Status)
	}
	if !slices.Contains([]Presence{Always, Feature, Gone}, m.Default) {
		r.errorf("default", "unknown default %q", m.Default)
	}
}

func (r row) release(p *Program, column string) Version {
	v, err := p.release(r.get(column))
	if err != nil {
		r.errorf(column, "%v", err)
	}
	return v
}

func (l *loader) labels() {
	for _, r := range l.read("_labels.tsv", "exporter", "program", "label", "canonical", "meaning", "values") {
		key := [2]string{r.get("exporter"), r.get("label")}
		if l.c.Program(r.get("program")) == nil {
			r.errorf("program", "no program %q in _programs.tsv", r.get("program"))
		}
		if l.c.labels[key] != nil {
			r.errorf("label", "label %s of %s stands twice", key[1], key[0])
		}
		l.c.labels[key] = &Label{
			Exporter: key[0], Program: r.get("program"), Name: key[1], Canonical: r.get("canonical"),
			Meaning: r.get("meaning"), Values: list(r.get("values")),
		}
	}
}

func (l *loader) buckets() {
	for _, r := range l.read("_buckets.tsv", "exporter", "program", "metric", "bounds", "versions", "note") {
		b := Buckets{Exporter: r.get("exporter"), Program: r.get("program"), Metric: r.get("metric"), Note: r.get("note")}
		p := l.c.Program(b.Program)
		if p == nil {
			r.errorf("program", "no program %q in _programs.tsv", b.Program)
			continue
		}
		for _, s := range list(r.get("bounds")) {
			if s == "..." {
				b.Open = true
				continue
			}
			f, err := strconv.ParseFloat(s, 64)
			if err != nil {
				r.errorf("bounds", "bound %q is no number", s)
			}
			b.Bounds = append(b.Bounds, f)
		}
		if v := r.get("versions"); v != "" {
			var err error
			if b.Versions, err = p.Range(v); err != nil {
				r.errorf("versions", "%v", err)
			}
		}
		l.c.buckets[b.Metric] = append(l.c.buckets[b.Metric], b)
	}
}

func (l *loader) aliases() {
	for _, r := range l.read("_aliases.tsv", "alias", "canonical", "kind", "store", "rescaled", "context", "caveat") {
		l.c.aliases = append(l.c.aliases, Alias{
			Name: r.get("alias"), Canonical: r.get("canonical"), Kind: r.get("kind"), Store: r.get("store"),
			Rescaled: r.get("rescaled") == "yes", Context: r.get("context"), Caveat: r.get("caveat"),
		})
	}
}

func (l *loader) targets() {
	for _, r := range l.read("_targets.tsv", "store", "origin", "label", "meaning", "note") {
		l.c.targets = append(l.c.targets, TargetLabel{
			Store: r.get("store"), Origin: r.get("origin"), Name: r.get("label"), Means: r.get("meaning"), Note: r.get("note"),
		})
	}
}

func (l *loader) others() {
	for _, r := range l.read("_others.tsv", "metric", "program", "labels", "source") {
		l.c.others = append(l.c.others, Other{
			Name: r.get("metric"), Program: r.get("program"), Labels: list(r.get("labels")), Source: r.get("source"),
		})
	}
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}
