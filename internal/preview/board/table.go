package board

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/prom"
)

// A Table is rows and columns.
type Table struct {
	Columns []*Column
	Rows    int
}

// A Column is a column of a table: numbers, or texts, or times in milliseconds.
type Column struct {
	Name   string
	RefID  string
	Kind   string // number, string, time
	Labels map[string]string
	V      []*float64
	S      []string
	Look   *Look
}

func (c *Column) key(i int) string {
	if c.Kind == "string" {
		return c.S[i]
	}
	if c.V[i] == nil {
		return "\x00"
	}
	return strconv.FormatFloat(*c.V[i], 'g', -1, 64)
}

// appendFrom adds a cell of another column, or an empty one for a row below 0.
func (c *Column) appendFrom(from *Column, row int) {
	if c.Kind == "string" {
		s := ""
		if row >= 0 {
			s = from.S[row]
		}
		c.S = append(c.S, s)
		return
	}
	var v *float64
	if row >= 0 {
		v = from.V[row]
	}
	c.V = append(c.V, v)
}

func (t *Table) column(name string) *Column {
	for _, c := range t.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// tables makes the tables that Grafana makes of answers, transforms them, and gives columns their looks.
func (r *Result) tables(frames []prom.Frame) {
	numbered := 0
	for _, f := range frames {
		if f.Format == prom.FormatTable {
			numbered++
		}
	}
	for _, f := range frames {
		if f.Format == prom.FormatTable {
			r.Tables = append(r.Tables, tableOf(f, numbered > 1))
			continue
		}
		for _, s := range seriesOf(f) {
			r.Tables = append(r.Tables, tableOfSeries(s))
		}
	}
	r.transformTables()
	for _, t := range r.Tables {
		for _, c := range t.Columns {
			c.Look = r.Panel.fields.look(identity{c.Name, c.RefID, c.Kind})
			if c.Look.DisplayName != "" {
				c.Name = nameWith(c.Look.DisplayName, c.Labels, c.Name)
			}
		}
	}
	if r.Panel.Type != "table" {
		r.columnsAsSeries()
	}
}

// tableOf is the table of one query: time, labels, value.
func tableOf(f prom.Frame, numbered bool) *Table {
	names := map[string]bool{}
	for _, s := range f.Series {
		for name := range s.Labels {
			names[name] = true
		}
	}
	value := &Column{Name: "Value", RefID: f.RefID, Kind: "number"}
	if numbered {
		value.Name = "Value #" + f.RefID
	}
	times := &Column{Name: "Time", RefID: f.RefID, Kind: "time"}
	t := &Table{Columns: []*Column{times}}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		t.Columns = append(t.Columns, &Column{Name: name, RefID: f.RefID, Kind: "string"})
	}
	t.Columns = append(t.Columns, value)
	for _, s := range f.Series {
		for _, p := range s.Points {
			at, v := float64(p.T), p.V
			times.V, value.V = append(times.V, &at), append(value.V, &v)
			for _, c := range t.Columns[1 : len(t.Columns)-1] {
				c.S = append(c.S, s.Labels[c.Name])
			}
			t.Rows++
		}
	}
	return t
}

// tableOfSeries is the table of one series: time and value.
func tableOfSeries(s Series) *Table {
	times := &Column{Name: "Time", RefID: s.RefID, Kind: "time"}
	value := &Column{Name: s.Name, RefID: s.RefID, Kind: "number", Labels: s.Labels, V: s.V}
	for _, t := range s.T {
		at := float64(t)
		times.V = append(times.V, &at)
	}
	return &Table{Columns: []*Column{times, value}, Rows: len(s.T)}
}

// columnsAsSeries lets a panel that is no table show the numbers of one: each column of numbers is a series whose
// values are the rows.
func (r *Result) columnsAsSeries() {
	for _, t := range r.Tables {
		var texts []*Column
		for _, c := range t.Columns {
			if c.Kind == "string" {
				texts = append(texts, c)
			}
		}
		for _, c := range t.Columns {
			if c.Kind != "number" {
				continue
			}
			s := Series{Name: c.Name, RefID: c.RefID, V: c.V, Look: c.Look, IsTable: true}
			for i := range c.V {
				var parts []string
				for _, text := range texts {
					if text.S[i] != "" {
						parts = append(parts, text.S[i])
					}
				}
				s.Rows = append(s.Rows, strings.Join(parts, " "))
			}
			r.Series = append(r.Series, s)
		}
	}
}

// less orders two cells: numbers by size, nothing first, texts by their letters.
func (c *Column) less(a, b int) int {
	if c.Kind == "string" {
		return cmp.Compare(c.S[a], c.S[b])
	}
	x, y := math.Inf(-1), math.Inf(-1)
	if c.V[a] != nil {
		x = *c.V[a]
	}
	if c.V[b] != nil {
		y = *c.V[b]
	}
	return cmp.Compare(x, y)
}

// Sort orders the rows by a column.
func (t *Table) Sort(name string, descending bool) {
	by := t.column(name)
	if by == nil {
		return
	}
	order := make([]int, t.Rows)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if descending {
			a, b = b, a
		}
		return by.less(a, b)
	})
	t.take(order)
}

// take keeps rows, in an order.
func (t *Table) take(order []int) {
	for _, c := range t.Columns {
		was := *c
		c.V, c.S = nil, nil
		for _, i := range order {
			c.appendFrom(&was, i)
		}
	}
	t.Rows = len(order)
}
