package board

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
)

// A transformation is a step between the answers and the panel.
type transformation struct {
	id      string
	options json.RawMessage
}

func (t transformation) into(v any) { _ = json.Unmarshal(t.options, v) } // what has another type is left out

func (r *Result) unsupported(t transformation) {
	r.Notes = append(r.Notes, fmt.Sprintf("the transformation %q is not applied", t.id))
}

type organizeOptions struct {
	ExcludeByName map[string]bool   `json:"excludeByName"`
	IndexByName   map[string]int    `json:"indexByName"`
	RenameByName  map[string]string `json:"renameByName"`
}

// organized drops, orders and renames things by their names.
func organized[T any](things []T, o organizeOptions, name func(T) string, rename func(*T, string)) []T {
	things = slices.DeleteFunc(slices.Clone(things), func(t T) bool { return o.ExcludeByName[name(t)] })
	place := func(t T) int {
		if i, ok := o.IndexByName[name(t)]; ok {
			return i
		}
		return 1 << 30
	}
	slices.SortStableFunc(things, func(a, b T) int { return place(a) - place(b) })
	for i := range things {
		if to := o.RenameByName[name(things[i])]; to != "" {
			rename(&things[i], to)
		}
	}
	return things
}

type renameByRegexOptions struct {
	Regex         string `json:"regex"`
	RenamePattern string `json:"renamePattern"`
}

func (o renameByRegexOptions) apply(name string) string {
	re := javaScript("/" + strings.Trim(o.Regex, "/") + "/")
	if re == nil || o.Regex == "" {
		return name
	}
	// JavaScript's $1 is a group even where letters follow.
	pattern := strings.NewReplacer("$$", "$$", "$1", "${1}", "$2", "${2}", "$3", "${3}", "$4", "${4}").Replace(o.RenamePattern)
	return re.ReplaceAllString(name, pattern)
}

type filterByNameOptions struct {
	Include struct {
		Names   []string `json:"names"`
		Pattern string   `json:"pattern"`
	} `json:"include"`
	Exclude struct {
		Names   []string `json:"names"`
		Pattern string   `json:"pattern"`
	} `json:"exclude"`
}

func (o filterByNameOptions) keeps(name string) bool {
	named := func(names []string, pattern string) bool {
		if slices.Contains(names, name) {
			return true
		}
		re := javaScript(pattern)
		return pattern != "" && re != nil && re.MatchString(name)
	}
	if (len(o.Include.Names) > 0 || o.Include.Pattern != "") && !named(o.Include.Names, o.Include.Pattern) {
		return false
	}
	return !named(o.Exclude.Names, o.Exclude.Pattern)
}

// transformSeries applies the panel's transformations to series.
func (r *Result) transformSeries() {
	rename := func(s *Series, name string) { s.Name = name }
	for _, t := range r.Panel.transformations {
		switch t.id {
		case "merge", "joinByField", "seriesToColumns", "sortBy", "limit", "convertFieldType", "prepareTimeSeries":
			// Lines over time look the same.
		case "organize":
			var o organizeOptions
			t.into(&o)
			r.Series = organized(r.Series, o, func(s Series) string { return s.Name }, rename)
		case "renameByRegex":
			var o renameByRegexOptions
			t.into(&o)
			for i := range r.Series {
				r.Series[i].Name = o.apply(r.Series[i].Name)
			}
		case "filterFieldsByName":
			var o filterByNameOptions
			t.into(&o)
			r.Series = slices.DeleteFunc(r.Series, func(s Series) bool { return !o.keeps(s.Name) })
		case "calculateField":
			r.calculate(t)
		default:
			r.unsupported(t)
		}
	}
}

type calculateOptions struct {
	Mode       string `json:"mode"`
	Alias      string `json:"alias"`
	Cumulative struct {
		Field   string `json:"field"`
		Reducer string `json:"reducer"`
	} `json:"cumulative"`
	Replace bool `json:"replaceFields"`
}

// calculate adds a running total. Other calculations are not known.
func (r *Result) calculate(t transformation) {
	var o calculateOptions
	t.into(&o)
	if o.Mode != "cumulativeFunctions" || o.Cumulative.Reducer != "sum" {
		r.unsupported(t)
		return
	}
	for _, s := range r.Series {
		if s.Name != o.Cumulative.Field {
			continue
		}
		total := s
		total.V = make([]*float64, len(s.V))
		sum := 0.0
		for i, v := range s.V {
			if v != nil {
				sum += *v
			}
			at := sum
			total.V[i] = &at
		}
		if total.Name = o.Alias; total.Name == "" {
			total.Name = "cumulative_sum(" + s.Name + ")"
		}
		if o.Replace {
			r.Series = []Series{total}
		} else {
			r.Series = append(r.Series, total)
		}
		return
	}
}

// transformTables applies the panel's transformations to tables.
func (r *Result) transformTables() {
	for _, t := range r.Panel.transformations {
		switch t.id {
		case "merge", "joinByField", "seriesToColumns":
			r.Tables = []*Table{merged(r.Tables)}
		case "organize":
			var o organizeOptions
			t.into(&o)
			for _, table := range r.Tables {
				table.Columns = organized(table.Columns, o, func(c *Column) string { return c.Name }, func(c **Column, name string) { (*c).Name = name })
			}
		case "renameByRegex":
			var o renameByRegexOptions
			t.into(&o)
			for _, table := range r.Tables {
				for _, c := range table.Columns {
					c.Name = o.apply(c.Name)
				}
			}
		case "filterFieldsByName":
			var o filterByNameOptions
			t.into(&o)
			for _, table := range r.Tables {
				table.Columns = slices.DeleteFunc(table.Columns, func(c *Column) bool { return !o.keeps(c.Name) })
			}
		case "sortBy":
			var o struct {
				Sort []struct {
					Field string `json:"field"`
					Desc  bool   `json:"desc"`
				} `json:"sort"`
			}
			t.into(&o)
			for _, table := range r.Tables {
				if len(o.Sort) > 0 {
					table.Sort(o.Sort[0].Field, o.Sort[0].Desc)
				}
			}
		case "limit":
			o := struct {
				LimitField int `json:"limitField"`
			}{10}
			t.into(&o)
			for _, table := range r.Tables {
				if o.LimitField >= 0 && table.Rows > o.LimitField {
					table.take(upTo(o.LimitField))
				}
			}
		case "reduce", "seriesToRows":
			r.reduce(t)
		default:
			r.unsupported(t)
		}
	}
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// merged joins tables: rows that agree in everything that the tables share become one.
func merged(tables []*Table) *Table {
	out := &Table{}
	if len(tables) == 0 {
		return out
	}
	var shared []string
	for _, c := range tables[0].Columns {
		common := true
		for _, t := range tables[1:] {
			common = common && (t.Rows == 0 || t.column(c.Name) != nil)
		}
		if common {
			shared = append(shared, c.Name)
		}
	}
	for _, t := range tables {
		for _, c := range t.Columns {
			if out.column(c.Name) == nil {
				out.Columns = append(out.Columns, &Column{Name: c.Name, RefID: c.RefID, Kind: c.Kind, Labels: c.Labels})
			}
		}
	}
	rows := map[string]int{}
	for _, t := range tables {
		for i := range t.Rows {
			var key strings.Builder
			for _, name := range shared {
				if c := t.column(name); c != nil {
					key.WriteString(c.key(i))
				}
				key.WriteByte(0)
			}
			at, ok := rows[key.String()]
			if !ok || out.taken(at, t, shared) {
				at = out.Rows
				rows[key.String()] = at
				out.Rows++
				for _, c := range out.Columns {
					c.appendFrom(nil, -1)
				}
			}
			for _, c := range t.Columns {
				into := out.column(c.Name)
				if into.Kind != c.Kind {
					continue
				}
				if c.Kind == "string" {
					into.S[at] = c.S[i]
				} else {
					into.V[at] = c.V[i]
				}
			}
		}
	}
	return out
}

// taken reports whether a row already has values of its own in columns that a table would write.
func (t *Table) taken(row int, from *Table, shared []string) bool {
	for _, c := range from.Columns {
		if into := t.column(c.Name); c.Kind == "number" && !slices.Contains(shared, c.Name) && into.Kind == "number" && into.V[row] != nil {
			return true
		}
	}
	return false
}

// reduce makes a row of each series: its name and one number per calculation.
func (r *Result) reduce(t transformation) {
	o := struct {
		Reducers []string `json:"reducers"`
	}{[]string{"max"}}
	t.into(&o)
	name := &Column{Name: "Field", Kind: "string"}
	out := &Table{Columns: []*Column{name}}
	for _, reducer := range o.Reducers {
		out.Columns = append(out.Columns, &Column{Name: CalcName(reducer), Kind: "number"})
	}
	for _, table := range r.Tables {
		for _, c := range table.Columns {
			if c.Kind != "number" {
				continue
			}
			name.S = append(name.S, c.Name)
			for i, reducer := range o.Reducers {
				v, err := display.Reduce(reducer, c.V)
				if err != nil {
					v = nil
				}
				out.Columns[i+1].V = append(out.Columns[i+1].V, v)
			}
			out.Rows++
		}
	}
	r.Tables = []*Table{out}
}
