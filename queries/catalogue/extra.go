package catalogue

import (
	"bytes"
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/diag"
)

// An Extra is a file that tells of more metrics: a table like those beside this file, of which any columns may be
// left out but metric and type, or what a program answers at its /metrics.
type Extra struct {
	File string
	Data []byte
	// Exporter is who exports the metrics, by default the file's name without its ending.
	Exporter string
	// Prefixes are the beginnings of names that nobody else uses, and Complete says that the file has all metrics that
	// begin like this.
	Prefixes []string
	Complete bool
}

// With returns a catalogue that knows what the files tell, too. A row of a table takes the place of what was known of
// its name; of a capture only names that are not known are taken, as it says less than a row. A name that several
// programs use, such as http_requests_total, is known of each of them. The error is a diag.List of all that is wrong
// with the files.
func (c *Catalogue) With(extras ...Extra) (*Catalogue, error) {
	more := &Catalogue{
		metrics: slices.Clone(c.metrics), programs: slices.Clone(c.programs), labels: c.labels, buckets: maps.Clone(c.buckets),
		aliases: c.aliases, targets: c.targets, others: c.others,
	}
	l := &loader{c: more, extra: true}
	for _, e := range extras {
		e.Exporter = cmp.Or(e.Exporter, strings.TrimSuffix(path.Base(e.File), path.Ext(e.File)))
		e.Data = bytes.TrimPrefix(e.Data, []byte("\ufeff"))
		known := len(l.errs)
		if at := notText(e.Data); at >= 0 {
			l.errs.Add(position(e, at), "byte 0x%02x is not UTF-8", e.Data[at]).Help("save the file as UTF-8")
			continue
		}
		l.own(e)
		read := l.capture
		if isTable(e.Data) {
			read = l.table
		}
		if found := read(e, c); found == 0 && len(l.errs) == known {
			l.errs.Add(diag.Position{File: e.File}, "there is no metric in the file").Help("write a table with the columns metric and type, or capture what a program answers at /metrics")
		}
	}
	if err := l.errs.Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(more.programs, func(a, b *Program) int { return cmp.Compare(a.Exporter, b.Exporter) })
	more.index()
	return more, nil
}

// notText is the first byte that is not UTF-8, or -1.
func notText(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// position is that of a byte of a file.
func position(e Extra, at int) diag.Position {
	before := e.Data[:at]
	return diag.Position{File: e.File, Line: 1 + bytes.Count(before, []byte("\n")), Column: at - bytes.LastIndexByte(before, '\n')}
}

// isTable reports whether a file is a table: its first line has parted columns, and metric is one.
func isTable(data []byte) bool {
	first, _, _ := bytes.Cut(data, []byte("\n"))
	cells := strings.Split(strings.TrimRight(string(first), "\r"), "\t")
	return slices.Contains(cells, "metric")
}

// own makes the exporter of a file known, with what it says of names.
func (l *loader) own(e Extra) {
	p := l.c.Primary(e.Exporter)
	if p == nil {
		p = &Program{Exporter: e.Exporter, Name: e.Exporter, Role: Primary}
		l.c.programs = append(l.c.programs, p)
	}
	if len(e.Prefixes) == 0 {
		return
	}
	for _, prefix := range e.Prefixes {
		for _, other := range l.c.programs {
			for _, taken := range other.Prefixes {
				if strings.HasPrefix(prefix, taken) || strings.HasPrefix(taken, prefix) {
					l.errs.Add(diag.Position{File: e.File}, "names that begin with %s belong to %s", taken, other.Name).Because("the configuration gives %s to %s", prefix, e.Exporter).
						Help("leave the prefix out")
				}
			}
		}
	}
	mine := *p
	// The file can answer for its own prefixes only: what was incomplete before it stays so.
	mine.Prefixes, mine.Complete = slices.Concat(p.Prefixes, e.Prefixes), e.Complete && (len(p.Prefixes) == 0 || p.Complete)
	l.c.programs[slices.Index(l.c.programs, p)] = &mine
}

// table reads a table of metrics and returns how many rows it has. Its header says which columns there are.
func (l *loader) table(e Extra, known *Catalogue) int {
	replaced := map[string]bool{}
	rows := l.rows(e.File, e.Data, l.header)
	for _, r := range rows {
		if !isName(r.get("metric")) {
			r.errorf("metric", "%q is not the name of a metric", r.get("metric"))
			continue
		}
		name := cmp.Or(r.get("program"), l.c.Primary(e.Exporter).Name)
		p := l.c.Program(name)
		switch {
		case p == nil:
			p = &Program{Exporter: e.Exporter, Name: name, Role: Companion}
			l.c.programs = append(l.c.programs, p)
		case p.Exporter != e.Exporter:
			r.errorf("program", "program %s belongs to exporter %s, and the file to %s", name, p.Exporter, e.Exporter)
			continue
		}
		m := l.metric(r, p)
		if !replaced[m.Name] {
			replaced[m.Name] = true
			l.c.metrics = slices.DeleteFunc(l.c.metrics, func(old *Metric) bool {
				return old.Name == m.Name && (old.Exporter == m.Exporter || known.Owner(m.Name) != "")
			})
		}
		l.c.metrics = append(l.c.metrics, m)
	}
	return len(rows)
}

// header checks the columns of an extra table.
func (l *loader) header(pos diag.Position, header []string) bool {
	known, column := len(l.errs), 1
	seen := map[string]bool{}
	for _, name := range header {
		pos.Column = column
		switch {
		case !slices.Contains(metricColumns, name):
			l.errs.Add(pos, "unknown column %q", name).Help("known: %s", strings.Join(metricColumns, ", "))
		case seen[name]:
			l.errs.Add(pos, "column %s is there twice", name)
		}
		seen[name] = true
		column += len(name) + 1
	}
	if pos.Column = 0; !seen["type"] {
		l.errs.Add(pos, "the table has no column type").Help("say of each metric whether it is a counter, gauge, histogram, summary or untyped")
	}
	return len(l.errs) == known
}

// isName reports whether a text can be written as the name of a metric.
func isName(s string) bool {
	for i, c := range []byte(s) {
		if c != '_' && c != ':' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
