package evaluate

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/source"
)

func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// filterFields keeps columns by name or pattern (transformers/filterByName.ts).
func filterFields(frames []*data, options *source.Node) ([]*data, bool) {
	matches := func(which string) (func(string) bool, bool) {
		at := options.Get(which)
		if at == nil {
			return nil, true
		}
		var names []string
		for _, n := range at.List("names") {
			names = append(names, n.Text.Value)
		}
		var pattern *regexp.Regexp
		if p := at.String("pattern").Value; p != "" {
			compiled, err := scriptRegex(p)
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
	return keep(frames, func(c *column) bool {
		return (include == nil || include(c.title())) && (exclude == nil || !exclude(c.title()))
	}), true
}

// keep keeps columns, and frames that have any.
func keep(frames []*data, wanted func(*column) bool) []*data {
	var out []*data
	for _, d := range frames {
		kept := &data{refID: d.refID}
		for _, c := range d.fields {
			if wanted(c) {
				kept.fields = append(kept.fields, c)
			}
		}
		if len(kept.fields) > 0 {
			out = append(out, kept)
		}
	}
	return out
}

// filterFrames keeps the frames of queries (transformers/filterByRefId.ts).
func filterFrames(frames []*data, options *source.Node) ([]*data, bool) {
	include, err := scriptRegex("^(?:" + strings.Trim(options.String("include").Value, "/^$") + ")$")
	if err != nil || !options.String("include").Exists() {
		return nil, false
	}
	return slices.DeleteFunc(slices.Clone(frames), func(d *data) bool { return !include.MatchString(d.refID) }), true
}

// rename renames columns by a pattern (transformers/renameByRegex.ts).
func rename(frames []*data, options *source.Node) ([]*data, bool) {
	pattern, err := scriptRegex(options.String("regex").Value)
	if err != nil {
		return nil, false
	}
	to := dollars.ReplaceAllString(options.String("renamePattern").Value, "$${$1}")
	var out []*data
	for _, d := range frames {
		renamed := &data{refID: d.refID}
		for _, c := range d.fields {
			copied := *c
			if !c.time {
				copied.shown = pattern.ReplaceAllString(c.title(), to)
			}
			renamed.fields = append(renamed.fields, &copied)
		}
		out = append(out, renamed)
	}
	return out, true
}

// dollars are the groups of a replacement as JavaScript writes them; Go takes $1x for a group called 1x.
var dollars = regexp.MustCompile(`\$(\d+)`)

// calculate adds a column with the running total or mean of another one. Its other modes are not known here. All series
// are joined by time first (transformers/calculateField.ts).
func calculate(frames []*data, options *source.Node) ([]*data, bool) {
	from, reducer := options.String("cumulative", "field").Value, options.String("cumulative", "reducer").Value
	if options.String("mode").Value != "cumulativeFunctions" || reducer != "sum" && reducer != "mean" {
		return nil, false
	}
	joined, _ := join(frames, nil)
	if len(joined) == 0 {
		return frames, true
	}
	d := &data{refID: joined[0].refID, fields: slices.Clone(joined[0].fields)}
	c := d.field(from)
	if c == nil || c.numbers == nil {
		return []*data{d}, true
	}
	total := *c
	total.name = options.String("alias").Value
	total.shown, total.numbers = total.name, make([]*float64, len(c.numbers))
	sum, n := 0.0, 0.0
	for i, v := range c.numbers {
		if v != nil {
			sum, n = sum+*v, n+1
		}
		value := sum
		if reducer == "mean" && n > 0 {
			value /= n
		}
		total.numbers[i] = ptr(value)
	}
	d.fields = append(d.fields, &total)
	return []*data{d}, true
}

// reduce makes a row of every series (transformers/reduce.ts); its other mode is not known here.
func reduce(frames []*data, options *source.Node) ([]*data, bool) {
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
	out := &data{refID: "reduce", fields: []*column{{name: "Field", texts: []string{}}}}
	for _, name := range names {
		out.fields = append(out.fields, &column{name: reducerTitle(name), numbers: []*float64{}})
	}
	for _, d := range frames {
		for _, c := range d.fields {
			if c.time || c.numbers == nil {
				continue
			}
			out.fields[0].texts = append(out.fields[0].texts, c.title())
			for i, name := range names {
				v, err := display.Reduce(name, c.numbers)
				if err != nil {
					return nil, false
				}
				out.fields[i+1].numbers = append(out.fields[i+1].numbers, v)
			}
		}
	}
	if len(out.fields[0].texts) == 0 {
		return nil, true
	}
	return []*data{out}, true
}

// reducerTitle is the heading of a reducer's column.
func reducerTitle(id string) string {
	titles := map[string]string{
		"lastNotNull": "Last *", "last": "Last", "firstNotNull": "First *", "first": "First", "mean": "Mean", "max": "Max", "min": "Min", "sum": "Total", "count": "Count",
	}
	if title := titles[id]; title != "" {
		return title
	}
	return id
}

// labelsToFields makes columns of labels, and one table of all series (transformers/labelsToFields.ts, mode columns).
func labelsToFields(frames []*data, options *source.Node) ([]*data, bool) {
	if mode := options.String("mode").Value; mode == "rows" {
		return nil, false
	}
	var out []*data
	for _, d := range frames {
		made := &data{refID: d.refID}
		for _, c := range d.fields {
			copied := *c
			for _, label := range slices.Sorted(maps.Keys(c.labels)) {
				if label == options.String("valueLabel").Value {
					copied.shown, copied.name = "", c.labels[label]
					continue
				}
				texts := make([]string, d.rows())
				for i := range texts {
					texts[i] = c.labels[label]
				}
				made.fields = append(made.fields, &column{name: label, texts: texts, refID: c.refID})
			}
			if c.labels != nil {
				copied.labels, copied.shown = nil, ""
			}
			made.fields = append(made.fields, &copied)
		}
		out = append(out, made)
	}
	return merge(out, nil)
}
