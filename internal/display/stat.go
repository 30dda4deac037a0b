package display

// noData is what a panel says that has neither a value nor words of its own for that
// (packages/grafana-data/src/field/fieldDisplay.ts, createNoValuesFieldDisplay).
const noData = "No data"

// defaultLimit is how many rows a panel that shows all values shows at most (fieldDisplay.ts,
// DEFAULT_FIELD_DISPLAY_VALUES_LIMIT).
const defaultLimit = 25

// ReduceOptions are a panel's options.reduceOptions.
type ReduceOptions struct {
	Calcs  []string `json:"calcs"`  // reducers, see [Reduce]; none: last
	Values bool     `json:"values"` // show every value instead
	Limit  int      `json:"limit"`  // of values, over all series; 0: 25
}

// A Series is one line of a query's result.
type Series struct {
	Name   string
	Values []*float64 // in order of time, nil: null
	// Field is the series' own look where overrides match it; nil: the panel's.
	Field *Field
}

// A StatValue is one big number of a stat panel.
type StatValue struct {
	Value
	Name string // of the series; "No data" without any
	Calc string // the reducer; empty without one
}

// Stat is what a stat panel shows of a query's result, and equally a gauge, a bar gauge or a pie chart: one value per
// series and reducer. The error is that of [Reduce].
//
// Nothing comes in four kinds, and Grafana treats each in its own way
// (packages/grafana-data/src/field/fieldDisplay.ts, getFieldDisplayValues and createNoValuesFieldDisplay;
// public/app/plugins/panel/stat/StatPanel.tsx shows what they return, with colour, as if it were a value):
//
//   - No series, as when a metric does not exist or the query failed: the panel's field is asked for null. That is the
//     text of a mapping of null, else the text for no value, else "No data"; in the mapping's colour, else that of the
//     base step, the fixed colour, the lower end of a gradient, or the first colour of the palette, which is green.
//     Overrides do not count, for there is no series to match.
//   - A series without a number: the same with the series' own field, but without a text the panel is empty.
//   - A last value of NaN: lastNotNull passes over it; last shows "NaN", and the text for no value is not asked. Both in
//     the colours above.
//   - A reducer that makes a number of nothing, such as sum: 0, in the colour of 0.
func Stat(f Field, o ReduceOptions, series ...Series) ([]StatValue, error) {
	if len(series) == 0 {
		return []StatValue{nothing(f)}, nil
	}
	all := make([][]*float64, len(series))
	for i, s := range series {
		all[i] = s.Values
	}
	names := o.Calcs
	if len(names) == 0 {
		names = []string{"last"}
	}
	limit := o.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	var out []StatValue
	for i, s := range series {
		field := f
		if s.Field != nil {
			field = *s.Field
		}
		field.Name, field.Index = s.Name, i
		field.Range = DataRange(all...)
		if field.FieldMinMax {
			field.Range = DataRange(s.Values)
		}
		if o.Values {
			for _, v := range s.Values {
				if len(out) < limit {
					field.Index = len(out)
					out = append(out, StatValue{Value: Display(field, v), Name: s.Name})
				}
			}
			continue
		}
		for _, calc := range names {
			v, err := Reduce(calc, s.Values)
			if err != nil {
				return nil, err
			}
			out = append(out, StatValue{Value: Display(field, v), Name: s.Name, Calc: calc})
		}
	}
	if len(out) == 0 {
		out = append(out, nothing(f))
	}
	return out, nil
}

// nothing is the one value of a panel without any.
func nothing(f Field) StatValue {
	// It is no series: the palette takes its first colour, or that of the empty name.
	f.Name, f.Index, f.Range = "", 0, nil
	v := Display(f, nil)
	if v.Text.Value == "" {
		v.Text.Value = noData
	}
	v.Percent = 0
	return StatValue{Value: v, Name: noData}
}

// DataRange is the range that Grafana works out for all series of a panel together, where min or max is not set: from
// the smallest to the largest number. A series without a number counts as zero, unless it comes first; without any
// number both ends are zero (packages/grafana-data/src/field/fieldOverrides.ts, findNumericFieldMinMax).
func DataRange(series ...[]*float64) *Range {
	var low, high *float64
	for _, values := range series {
		c := calculate(values)
		if low == nil || orZero(c.min) < *low {
			low = c.min
		}
		if high == nil || orZero(c.max) > *high {
			high = c.max
		}
	}
	return &Range{orZero(low), orZero(high)}
}

func orZero(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}
