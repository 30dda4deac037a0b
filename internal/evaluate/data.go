package evaluate

import (
	"maps"
	"math"
	"slices"

	"github.com/prometheus/common/model"

	"github.com/llm-observability/dashgen/internal/prom"
)

// The names that Grafana gives the fields of a frame.
const (
	timeName  = "Time"
	valueName = "Value"
)

// A data is a data frame as Grafana's browser has it: columns of one length.
type data struct {
	refID  string
	fields []*column
}

// A column is a field of a data frame: numbers, or texts where a label became a column.
type column struct {
	name    string            // Time, Value, or of a label
	shown   string            // by what a person knows it, where that differs
	labels  map[string]string // of a series
	refID   string            // of the target that it came from
	time    bool
	texts   []string   // nil for numbers
	numbers []*float64 // nil for texts; times are in milliseconds
}

// title is what a person knows the column by.
func (c *column) title() string {
	if c.shown != "" {
		return c.shown
	}
	return c.name
}

func (c *column) len() int {
	if c.texts != nil {
		return len(c.texts)
	}
	return len(c.numbers)
}

func (d *data) rows() int {
	if len(d.fields) == 0 {
		return 0
	}
	return d.fields[0].len()
}

// field returns the column that a person knows by a title, or nil.
func (d *data) field(title string) *column {
	for _, c := range d.fields {
		if c.title() == title || c.name == title {
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

func (c *column) cell(row int) cell {
	switch {
	case c.texts != nil:
		return cell{text: c.texts[row], null: c.texts[row] == ""}
	case c.numbers[row] == nil:
		return cell{null: true}
	case math.IsNaN(*c.numbers[row]):
		return cell{text: "NaN"} // equal to itself
	default:
		return cell{number: *c.numbers[row]}
	}
}

// set puts a cell of another column into a row.
func (c *column) set(row int, from *column, at int) {
	if c.texts != nil && from.texts != nil {
		c.texts[row] = from.texts[at]
	} else if c.numbers != nil && from.numbers != nil {
		c.numbers[row] = from.numbers[at]
	}
}

// like returns an empty column of the same look with room for rows.
func (c *column) like(rows int) *column {
	out := *c
	if c.texts != nil {
		out.texts = make([]string, rows)
	} else {
		out.numbers = make([]*float64, rows)
	}
	return &out
}

// pick keeps the rows of these numbers, in their order.
func (d *data) pick(rows []int) *data {
	out := &data{refID: d.refID}
	for _, c := range d.fields {
		kept := c.like(len(rows))
		for to, from := range rows {
			kept.set(to, c, from)
		}
		out.fields = append(out.fields, kept)
	}
	return out
}

// framesOf are the data frames of a panel's queries: one for each series, or in the format table one for each query.
func framesOf(frames []prom.Frame) []*data {
	var out []*data
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
func seriesOf(f prom.Frame, s prom.NamedSeries) *data {
	times, values := &column{name: timeName, time: true, refID: f.RefID}, &column{name: valueName, shown: s.Legend, labels: s.Labels, refID: f.RefID}
	times.numbers, values.numbers = make([]*float64, len(s.Points)), make([]*float64, len(s.Points))
	for i, p := range s.Points {
		times.numbers[i], values.numbers[i] = ptr(float64(p.T)), ptr(p.V)
	}
	return &data{refID: f.RefID, fields: []*column{times, values}}
}

// tableOf is the frame of a query in the format table: time, labels and value, a row for each point. Where there are
// several queries, values are told apart by the query's letter.
func tableOf(f prom.Frame, several bool) *data {
	names := map[string]bool{}
	rows := 0
	for _, s := range f.Series {
		rows += len(s.Points)
		for name := range s.Labels {
			names[name] = true
		}
	}
	times, values := &column{name: timeName, time: true, refID: f.RefID}, &column{name: valueName, refID: f.RefID}
	if several {
		values.name += " #" + f.RefID
	}
	labels := slices.Sorted(maps.Keys(names))
	if i := slices.Index(labels, model.MetricNameLabel); i > 0 {
		labels = slices.Insert(slices.Delete(labels, i, i+1), 0, model.MetricNameLabel)
	}
	columns := make([]*column, len(labels))
	for i, name := range labels {
		columns[i] = &column{name: name, refID: f.RefID, texts: make([]string, 0, rows)}
	}
	for _, s := range f.Series {
		for _, p := range s.Points {
			times.numbers, values.numbers = append(times.numbers, ptr(float64(p.T))), append(values.numbers, ptr(p.V))
			for i, name := range labels {
				columns[i].texts = append(columns[i].texts, s.Labels[name])
			}
		}
	}
	return &data{refID: f.RefID, fields: slices.Concat([]*column{times}, columns, []*column{values})}
}

func ptr[T any](v T) *T { return &v }
