package evaluate

import (
	"maps"
	"math"
	"slices"
	"time"

	"github.com/prometheus/common/model"

	"github.com/llm-observability/dashgen/internal/prom"
)

// The names that Grafana gives the fields of a frame.
const (
	timeName  = "Time"
	valueName = "Value"
)

// Data is a data frame as Grafana's browser has it: columns of one length.
type Data struct {
	RefID  string
	Fields []*Column
}

// A Column is a field of a data frame: numbers, or texts where a label became a column.
type Column struct {
	Name    string            // Time, Value, or of a label
	Shown   string            // by what a person knows it, where that differs
	Labels  map[string]string // of a series
	RefID   string            // of the target that it came from
	Time    bool
	Texts   []string      // nil for numbers
	Numbers []*float64    // nil for texts; times are in milliseconds
	Step    time.Duration // between two values of a series; 0 where they are of one moment
	Look    *Look         // how it is shown, once all transformations are made
}

// Title is what a person knows the column by.
func (c *Column) Title() string {
	if c.Shown != "" {
		return c.Shown
	}
	return c.Name
}

func (c *Column) len() int {
	if c.Texts != nil {
		return len(c.Texts)
	}
	return len(c.Numbers)
}

// Rows is how many rows the frame has.
func (d *Data) Rows() int {
	if len(d.Fields) == 0 {
		return 0
	}
	return d.Fields[0].len()
}

// field returns the column that a person knows by a title, or nil.
func (d *Data) field(title string) *Column {
	for _, c := range d.Fields {
		if c.Title() == title || c.Name == title {
			return c
		}
	}
	return nil
}

// cell is what two rows are compared by.
type cell struct {
	text   string
	number float64
	null   bool
}

func (c *Column) cell(row int) cell {
	switch {
	case c.Texts != nil:
		return cell{text: c.Texts[row], null: c.Texts[row] == ""}
	case c.Numbers[row] == nil:
		return cell{null: true}
	case math.IsNaN(*c.Numbers[row]):
		return cell{text: "NaN"} // equal to itself
	default:
		return cell{number: *c.Numbers[row]}
	}
}

// set puts a cell of another column into a row.
func (c *Column) set(row int, from *Column, at int) {
	if c.Texts != nil && from.Texts != nil {
		c.Texts[row] = from.Texts[at]
	} else if c.Numbers != nil && from.Numbers != nil {
		c.Numbers[row] = from.Numbers[at]
	}
}

// like returns an empty column of the same look with room for rows.
func (c *Column) like(rows int) *Column {
	out := *c
	if c.Texts != nil {
		out.Texts = make([]string, rows)
	} else {
		out.Numbers = make([]*float64, rows)
	}
	return &out
}

// pick keeps the rows of these numbers, in their order.
func (d *Data) pick(rows []int) *Data {
	out := &Data{RefID: d.RefID}
	for _, c := range d.Fields {
		kept := c.like(len(rows))
		for to, from := range rows {
			kept.set(to, c, from)
		}
		out.Fields = append(out.Fields, kept)
	}
	return out
}

// framesOf are the data frames of a panel's queries: one for each series, or in the format table one for each query.
func framesOf(frames []prom.Frame) []*Data {
	var out []*Data
	for _, f := range frames {
		if f.Format == prom.FormatTable {
			if len(f.Series) > 0 {
				out = append(out, tableOf(f, len(frames) > 1))
			}
			continue
		}
		for _, s := range f.Series {
			out = append(out, seriesOf(f, s))
		}
	}
	return out
}

// seriesOf is the frame of one series.
func seriesOf(f prom.Frame, s prom.NamedSeries) *Data {
	times, values := &Column{Name: timeName, Time: true, RefID: f.RefID}, &Column{Name: valueName, Shown: s.Legend, Labels: s.Labels, RefID: f.RefID}
	times.Numbers, values.Numbers = make([]*float64, len(s.Points)), make([]*float64, len(s.Points))
	for i, p := range s.Points {
		times.Numbers[i], values.Numbers[i] = ptr(float64(p.T)), ptr(p.V)
	}
	if !f.Instant {
		values.Step = f.Query.Steps.Step
	}
	return &Data{RefID: f.RefID, Fields: []*Column{times, values}}
}

// tableOf is the frame of a query in the format table: time, labels and value, a row for each point. Where there are
// several queries, values are told apart by the query's letter.
func tableOf(f prom.Frame, several bool) *Data {
	names := map[string]bool{}
	rows := 0
	for _, s := range f.Series {
		rows += len(s.Points)
		for name := range s.Labels {
			names[name] = true
		}
	}
	times, values := &Column{Name: timeName, Time: true, RefID: f.RefID}, &Column{Name: valueName, RefID: f.RefID}
	if several {
		values.Name += " #" + f.RefID
	}
	labels := slices.Sorted(maps.Keys(names))
	if i := slices.Index(labels, model.MetricNameLabel); i > 0 {
		labels = slices.Insert(slices.Delete(labels, i, i+1), 0, model.MetricNameLabel)
	}
	columns := make([]*Column, len(labels))
	for i, name := range labels {
		columns[i] = &Column{Name: name, RefID: f.RefID, Texts: make([]string, 0, rows)}
	}
	for _, s := range f.Series {
		for _, p := range s.Points {
			times.Numbers, values.Numbers = append(times.Numbers, ptr(float64(p.T))), append(values.Numbers, ptr(p.V))
			for i, name := range labels {
				columns[i].Texts = append(columns[i].Texts, s.Labels[name])
			}
		}
	}
	return &Data{RefID: f.RefID, Fields: slices.Concat([]*Column{times}, columns, []*Column{values})}
}

func ptr[T any](v T) *T { return &v }
