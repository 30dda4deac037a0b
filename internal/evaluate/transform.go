package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// transform applies a panel's transformations, as far as they are known here. The first one that is not known ends it:
// what it would have made of the data nobody can say, and its name is returned.
func transform(frames []*Data, ts []source.Transformation) (out []*Data, unknown string) {
	for _, t := range ts {
		if t.Disabled {
			continue
		}
		apply := transformations()[t.ID.Value]
		if apply == nil {
			return frames, t.ID.Value
		}
		next, ok := apply(frames, t.Options)
		if !ok {
			return frames, t.ID.Value
		}
		frames = next
	}
	return frames, ""
}

// A transformation makes new frames of frames. ok is false for options that are not known here.
type transformation func(frames []*Data, options *source.Node) (out []*Data, ok bool)

// transformations are those that are known, by the id that Grafana gives them
// (packages/grafana-data/src/transformations/transformers/ids.ts).
func transformations() map[string]transformation {
	return map[string]transformation{
		"merge": merge, "organize": organize, "joinByField": join, "seriesToColumns": join, "sortBy": sortRows, "limit": limitRows,
		"filterFieldsByName": filterFields, "filterByRefId": filterFrames, "renameByRegex": rename, "calculateField": calculate,
		"reduce": reduce, "labelsToFields": labelsToFields, "convertFieldType": same, "prepareTimeSeries": same,
	}
}

func same(frames []*Data, _ *source.Node) ([]*Data, bool) { return frames, true }

// merge makes one table of all frames: rows that agree in what all frames have become one, if they do not disagree in
// anything else (transformers/merge.ts).
func merge(frames []*Data, _ *source.Node) ([]*Data, bool) {
	frames = slices.DeleteFunc(slices.Clone(frames), func(d *Data) bool { return len(d.Fields) == 0 })
	if len(frames) < 2 {
		return frames, true
	}
	var columns []*Column
	index := map[string]int{}
	total := 0
	for _, d := range frames {
		total += d.Rows()
		for _, c := range d.Fields {
			if _, known := index[c.Title()]; !known {
				index[c.Title()] = len(columns)
				columns = append(columns, c)
			}
		}
	}
	var shared []string
	for _, c := range columns {
		if !slices.ContainsFunc(frames, func(d *Data) bool { return d.field(c.Title()) == nil }) {
			shared = append(shared, c.Title())
		}
	}
	out := &Data{RefID: "merge"}
	for _, c := range columns {
		out.Fields = append(out.Fields, c.like(total))
	}
	byKey := map[string][]int{}
	used := 0
	for _, d := range frames {
		for row := range d.Rows() {
			key := keyOf(d, shared, row)
			at := -1
			for _, candidate := range byKey[key] {
				if out.takes(d, index, candidate, row) {
					at = candidate
					break
				}
			}
			if at < 0 {
				at = used
				used++
				byKey[key] = append(byKey[key], at)
			}
			for _, c := range d.Fields {
				out.Fields[index[c.Title()]].set(at, c, row)
			}
		}
	}
	rows := make([]int, used)
	for i := range rows {
		rows[i] = i
	}
	return []*Data{out.pick(rows)}, true
}

func keyOf(d *Data, names []string, row int) string {
	var b strings.Builder
	for _, name := range names {
		c := d.field(name).cell(row)
		b.WriteString(c.text)
		if c.text == "" && !c.null {
			b.WriteString(number(c.number))
		}
		b.WriteByte(0)
	}
	return b.String()
}

// takes reports whether a row fits into one of the table.
func (d *Data) takes(from *Data, index map[string]int, at, row int) bool {
	for _, c := range from.Fields {
		have, want := d.Fields[index[c.Title()]].cell(at), c.cell(row)
		if !have.null && !want.null && have != want {
			return false
		}
	}
	return true
}

// organize drops, orders and names columns (transformers/organize.ts).
func organize(frames []*Data, options *source.Node) ([]*Data, bool) {
	var out []*Data
	for _, d := range frames {
		kept := &Data{RefID: d.RefID}
		place := map[*Column]float64{}
		for i, c := range d.Fields {
			if options.Bool("excludeByName", c.Title()) {
				continue
			}
			if include := options.Get("includeByName"); include != nil && len(include.Members) > 0 && !options.Bool("includeByName", c.Title()) {
				continue
			}
			copied := *c
			place[&copied] = float64(len(d.Fields)*1000 + i) // those without a place come last
			if at, ok := options.Number("indexByName", c.Title()); ok {
				place[&copied] = at
			}
			if name := options.String("renameByName", c.Title()); name.Value != "" {
				copied.Shown = name.Value
			}
			kept.Fields = append(kept.Fields, &copied)
		}
		slices.SortStableFunc(kept.Fields, func(a, b *Column) int { return cmp.Compare(place[a], place[b]) })
		if len(kept.Fields) > 0 {
			out = append(out, kept)
		}
	}
	return out, true
}

// join puts frames side by side, by time unless another column is named (transformers/joinByField.ts).
func join(frames []*Data, options *source.Node) ([]*Data, bool) {
	by := options.String("byField").Value
	inner := options.String("mode").Value == "inner"
	find := func(d *Data) *Column {
		for _, c := range d.Fields {
			if by == "" && c.Time || by != "" && (c.Title() == by || c.Name == by) {
				return c
			}
		}
		return nil
	}
	frames = slices.DeleteFunc(slices.Clone(frames), func(d *Data) bool { return find(d) == nil })
	if len(frames) < 2 {
		return frames, true
	}
	rows := map[cell]int{}
	count := map[cell]int{}
	var order []cell
	for _, d := range frames {
		c := find(d)
		seen := map[cell]bool{}
		for i := range c.len() {
			value := c.cell(i)
			if _, known := rows[value]; !known {
				rows[value] = 0
				order = append(order, value)
			}
			if !seen[value] {
				seen[value] = true
				count[value]++
			}
		}
	}
	if inner {
		order = slices.DeleteFunc(order, func(c cell) bool { return count[c] < len(frames) })
		clear(rows)
	}
	slices.SortFunc(order, func(a, b cell) int { return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.number, b.number)) })
	for i, c := range order {
		rows[c] = i
	}
	out := &Data{RefID: "join", Fields: []*Column{find(frames[0]).like(len(order))}}
	for _, d := range frames {
		key := find(d)
		for i := range key.len() {
			if at, ok := rows[key.cell(i)]; ok {
				out.Fields[0].set(at, key, i)
			}
		}
		for _, c := range d.Fields {
			if c == key {
				continue
			}
			copied := c.like(len(order))
			for i := range key.len() {
				if at, ok := rows[key.cell(i)]; ok {
					copied.set(at, c, i)
				}
			}
			out.Fields = append(out.Fields, copied)
		}
	}
	return []*Data{out}, true
}

// sortRows sorts by the first column that is named (transformers/sortBy.ts).
func sortRows(frames []*Data, options *source.Node) ([]*Data, bool) {
	sorts := options.List("sort")
	if len(sorts) == 0 {
		return frames, true
	}
	name, down := sorts[0].String("field").Value, sorts[0].Bool("desc")
	var out []*Data
	for _, d := range frames {
		out = append(out, d.Sorted(name, down))
	}
	return out, true
}

// Sorted is the frame with its rows in the order of a column; without that column, as it is.
func (d *Data) Sorted(name string, down bool) *Data {
	c := d.field(name)
	if c == nil {
		return d
	}
	rows := make([]int, d.Rows())
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		x, y := c.cell(a), c.cell(b)
		order := cmp.Or(cmp.Compare(x.text, y.text), cmp.Compare(x.number, y.number))
		if down {
			return -order
		}
		return order
	})
	return d.pick(rows)
}

// limitRows keeps the first rows (transformers/limit.ts).
func limitRows(frames []*Data, options *source.Node) ([]*Data, bool) {
	limit := 10
	if n, ok := options.Number("limitField"); ok {
		limit = int(n)
	}
	var out []*Data
	for _, d := range frames {
		rows := make([]int, min(max(limit, 0), d.Rows()))
		for i := range rows {
			rows[i] = i
		}
		out = append(out, d.pick(rows))
	}
	return out, true
}
