package evaluate

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/jsregexp"
	"github.com/llm-observability/dashgen/internal/source"
)

func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// filterFields keeps columns by name or pattern (transformers/filterByName.ts).
func filterFields(frames []*Data, options *source.Node) ([]*Data, bool) {
	matches := func(which string) (func(string) bool, bool) {
		at := options.Get(which)
		if at == nil {
			return nil, true
		}
		var names []string
		for _, n := range at.List("names") {
			names = append(names, n.Text.Value)
		}
		var pattern *jsregexp.Pattern
		if p := at.String("pattern").Value; p != "" {
			compiled, err := jsregexp.Compile(p)
			if err != nil {
				return nil, false
			}
			pattern = compiled
		}
		if len(names) == 0 && pattern == nil {
			return nil, true
		}
		return func(name string) bool {
			return slices.Contains(names, name) || pattern != nil && pattern.MatchString(name)
		}, true
	}
	include, ok := matches("include")
	exclude, also := matches("exclude")
	if !ok || !also || options.Bool("byVariable") {
		return nil, false
	}
	return keep(frames, func(c *Column) bool {
		return (include == nil || include(c.Title())) && (exclude == nil || !exclude(c.Title()))
	}), true
}

// keep keeps columns, and frames that have any.
func keep(frames []*Data, wanted func(*Column) bool) []*Data {
	var out []*Data
	for _, d := range frames {
		kept := &Data{RefID: d.RefID}
		for _, c := range d.Fields {
			if wanted(c) {
				kept.Fields = append(kept.Fields, c)
			}
		}
		if len(kept.Fields) > 0 {
			out = append(out, kept)
		}
	}
	return out
}

// filterFrames keeps the frames of queries: of one letter, of several with bars between them, or by a pattern
// (transformers/filterByRefId.ts, matchers/refIdMatcher.ts).
func filterFrames(frames []*Data, options *source.Node) ([]*Data, bool) {
	include := options.String("include")
	if !include.Exists() {
		return nil, false
	}
	wanted := func(id string) bool { return slices.Contains(strings.Split(include.Value, "|"), id) }
	if strings.HasPrefix(include.Value, "/") {
		pattern, err := jsregexp.Compile(include.Value)
		if err != nil {
			return nil, false
		}
		wanted = pattern.MatchString
	}
	return slices.DeleteFunc(slices.Clone(frames), func(d *Data) bool { return !wanted(d.RefID) }), true
}

// rename renames columns by a pattern (transformers/renameByRegex.ts).
func rename(frames []*Data, options *source.Node) ([]*Data, bool) {
	pattern, err := jsregexp.Compile(options.String("regex").Value)
	if err != nil {
		return nil, false
	}
	var out []*Data
	for _, d := range frames {
		renamed := &Data{RefID: d.RefID}
		for _, c := range d.Fields {
			copied := *c
			if !c.Time && pattern.MatchString(c.Title()) {
				copied.Shown = pattern.Replace(c.Title(), options.String("renamePattern").Value)
			}
			renamed.Fields = append(renamed.Fields, &copied)
		}
		out = append(out, renamed)
	}
	return out, true
}

// calculate adds a column with the running total or mean of another one. Its other modes are not known here. All series
// are joined by time first (transformers/calculateField.ts).
func calculate(frames []*Data, options *source.Node) ([]*Data, bool) {
	from, reducer := options.String("cumulative", "field").Value, options.String("cumulative", "reducer").Value
	if options.String("mode").Value != "cumulativeFunctions" || reducer != "sum" && reducer != "mean" {
		return nil, false
	}
	joined, _ := join(frames, nil)
	if len(joined) == 0 {
		return frames, true
	}
	d := &Data{RefID: joined[0].RefID, Fields: slices.Clone(joined[0].Fields)}
	c := d.field(from)
	if c == nil || c.Numbers == nil {
		return []*Data{d}, true
	}
	total := *c
	total.Name = cmp.Or(options.String("alias").Value, "cumulative_"+reducer+"("+from+")")
	total.Shown, total.Numbers = total.Name, make([]*float64, len(c.Numbers))
	sum, n := 0.0, 0.0
	for i, v := range c.Numbers {
		if v != nil {
			sum, n = sum+*v, n+1
		}
		value := sum
		if reducer == "mean" && n > 0 {
			value /= n
		}
		total.Numbers[i] = ptr(value)
	}
	if options.Bool("replaceFields") {
		d.Fields = slices.DeleteFunc(d.Fields, func(c *Column) bool { return !c.Time })
	}
	d.Fields = append(d.Fields, &total)
	return []*Data{d}, true
}

// reduce makes a row of every series (transformers/reduce.ts); its other mode is not known here.
func reduce(frames []*Data, options *source.Node) ([]*Data, bool) {
	if mode := options.String("mode").Value; mode != "" && mode != "seriesToRows" {
		return nil, false
	}
	var names []string
	for _, n := range options.List("reducers") {
		names = append(names, n.Text.Value)
	}
	if len(names) == 0 {
		names = []string{"max"}
	}
	out := &Data{RefID: "reduce", Fields: []*Column{{Name: "Field", Texts: []string{}}}}
	for _, name := range names {
		out.Fields = append(out.Fields, &Column{Name: CalcName(name), Numbers: []*float64{}})
	}
	for _, d := range frames {
		for _, c := range d.Fields {
			if c.Time || c.Numbers == nil {
				continue
			}
			out.Fields[0].Texts = append(out.Fields[0].Texts, c.Title())
			for i, name := range names {
				v, err := display.Reduce(name, c.Numbers)
				if err != nil {
					return nil, false
				}
				out.Fields[i+1].Numbers = append(out.Fields[i+1].Numbers, v)
			}
		}
	}
	if len(out.Fields[0].Texts) == 0 {
		return nil, true
	}
	return []*Data{out}, true
}

// CalcName is what Grafana calls a calculation, in legends and over columns.
func CalcName(id string) string {
	titles := map[string]string{
		"lastNotNull": "Last *", "last": "Last", "firstNotNull": "First *", "first": "First", "mean": "Mean", "max": "Max", "min": "Min",
		"sum": "Total", "count": "Count", "range": "Range", "delta": "Delta", "diff": "Difference", "diffperc": "Difference percent",
		"median": "Median", "stdDev": "StdDev", "variance": "Variance", "changeCount": "Change count", "distinctCount": "Distinct count", "logmin": "Min (above zero)",
	}
	if title := titles[id]; title != "" {
		return title
	}
	return id
}

// labelsToFields makes columns of labels, and one table of all series (transformers/labelsToFields.ts, mode columns).
func labelsToFields(frames []*Data, options *source.Node) ([]*Data, bool) {
	if mode := options.String("mode").Value; mode == "rows" {
		return nil, false
	}
	var out []*Data
	for _, d := range frames {
		made := &Data{RefID: d.RefID}
		for _, c := range d.Fields {
			copied := *c
			for _, label := range slices.Sorted(maps.Keys(c.Labels)) {
				if label == options.String("valueLabel").Value {
					copied.Shown, copied.Name = "", c.Labels[label]
					continue
				}
				texts := make([]string, d.Rows())
				for i := range texts {
					texts[i] = c.Labels[label]
				}
				made.Fields = append(made.Fields, &Column{Name: label, Texts: texts, RefID: c.RefID})
			}
			if c.Labels != nil {
				copied.Labels, copied.Shown = nil, ""
			}
			made.Fields = append(made.Fields, &copied)
		}
		out = append(out, made)
	}
	return merge(out, nil)
}
