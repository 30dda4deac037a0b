package display

import "math"

// The colour modes of a [Field] (packages/grafana-data/src/types/fieldColor.ts, FieldColorModeId). Grafana also has
// continuous-GrYlRd and the like, which blend by the share between min and max.
const (
	ColorThresholds    = "thresholds"              // by the value; the default
	ColorFixed         = "fixed"                   // one colour, whatever the value
	ColorShades        = "shades"                  // only the first shade is known here: the colour itself
	ColorPalette       = "palette-classic"         // by the series' place
	ColorPaletteByName = "palette-classic-by-name" // by the series' name
)

// A Field is how values are shown: the part of a dashboard's fieldConfig that decides text and colour, with its names in
// JSON, and what Grafana knows of the series besides.
type Field struct {
	Unit     string   `json:"unit"`
	Decimals *int     `json:"decimals"` // nil: as many as needed
	Min      *float64 `json:"min"`      // in the unit; nil: the smallest value of all series
	Max      *float64 `json:"max"`
	// FieldMinMax takes the range from the series alone.
	FieldMinMax bool        `json:"fieldMinMax"`
	NoValue     string      `json:"noValue"`
	Mappings    []Mapping   `json:"mappings"`
	Thresholds  *Thresholds `json:"thresholds"` // nil: Grafana's default, see [DefaultThresholds]
	Color       *Color      `json:"color"`      // nil: by thresholds

	Name  string `json:"-"` // of the series, for the palette by name
	Index int    `json:"-"` // of the series among all, from 0, for the palette
	Range *Range `json:"-"` // of the data, where Min or Max is not set; nil: 0 to 100
	Theme Theme  `json:"-"`
	Clock Clock  `json:"-"`
}

// A Color is fieldConfig's color.
type Color struct {
	Mode       string `json:"mode"`
	FixedColor string `json:"fixedColor"`
}

// Thresholds colour values. The mode is "absolute" (also when empty) or "percentage", of the range from min to max.
type Thresholds struct {
	Mode  string `json:"mode"`
	Steps []Step `json:"steps"`
}

// A Step is where a colour begins. Grafana takes the first step for the base and ignores its value; a later one without
// a value begins at 0 (packages/grafana-data/src/panel/getPanelOptionsWithDefaults.ts, fixThresholds).
type Step struct {
	Value *float64 `json:"value"`
	Color string   `json:"color"`
}

// A Range is the smallest and the largest value of a panel's data.
type Range struct{ Min, Max float64 }

// A Value is what a person sees of one value.
type Value struct {
	Text  Text
	Color string // hexadecimal in the field's theme
	// Percent is the share of the range from min to max, 1 for the whole: 0 for what is no number, and where a mapping
	// sets the colour. It is not limited to 0 to 1.
	Percent float64
	// Missing says that there is no number: null, NaN, or no series at all.
	Missing bool
}

// String is the value's text.
func (v Value) String() string { return v.Text.String() }

// DefaultThresholds are what a panel has that says nothing of thresholds: green, and red from 80
// (public/app/core/components/OptionsUI/registry.tsx). They paint an outage green.
func DefaultThresholds() Thresholds {
	limit := 80.0
	return Thresholds{Steps: []Step{{Color: "green"}, {Value: &limit, Color: "red"}}}
}

// Display shows a number of a field, nil for null.
//
// A mapping comes first. What it does not say is the number's text and the colour of the field's mode. Null is the
// field's text for no value, or empty; NaN is "NaN", and the text for no value does not apply to it. Both get the colour
// of what is below every threshold: the base step, or the lower end of a gradient
// (packages/grafana-data/src/field/displayProcessor.ts).
func Display(f Field, v *float64) Value {
	isNumber := v != nil && !math.IsNaN(*v)
	out := Value{Missing: !isNumber}
	result, _ := mapped(f.Mappings, v)
	switch {
	case result.Text != nil:
		out.Text = Text{Value: *result.Text}
	case isNumber:
		out.Text = f.Clock.Format(*v, f.Unit, f.Decimals)
	case v != nil:
		out.Text = Text{Value: "NaN"}
	default:
		out.Text = Text{Value: f.NoValue}
	}
	at := math.Inf(-1)
	if isNumber {
		at = *v
	}
	return f.paint(out, result, at)
}

// Label shows a text of a field, such as a label of a series in a table's column. With a unit, a text that is a number is formatted
// (displayProcessor.ts). It has the colour of no number, except for such a text.
func Label(f Field, s string) Value {
	f.Min, f.Max, f.Decimals = nil, nil, nil // for numbers alone (registry.tsx, shouldApply)
	f.Range = nil
	number := math.NaN()
	if f.Unit != "" && f.Unit != "string" {
		number = wholeNumber(s)
	}
	isNumber := !math.IsNaN(number)
	out := Value{Missing: s == ""}
	result, _ := mappedText(f.Mappings, s)
	switch {
	case result.Text != nil:
		out.Text = Text{Value: *result.Text}
	case isNumber:
		out.Text = f.Clock.Format(number, f.Unit, nil)
	case s == "":
		out.Text = Text{Value: f.NoValue}
	default:
		out.Text = Text{Value: s}
	}
	at := math.Inf(-1)
	if isNumber {
		at = number
	}
	return f.paint(out, result, at)
}

// paint gives a value its colour: the mapping's, or that of the mode at a number, negative infinity for none.
func (f Field) paint(out Value, result Result, at float64) Value {
	if result.Color != nil {
		out.Color = f.Theme.Color(*result.Color)
		return out
	}
	out.Percent = f.share(at)
	out.Color = f.color(at, out.Percent)
	return out
}

// share is where a value lies between min and max (packages/grafana-data/src/field/scale.ts).
func (f Field) share(v float64) float64 {
	if math.IsInf(v, -1) {
		return 0
	}
	low, high := 0.0, 100.0
	if f.Range != nil {
		low, high = f.Range.Min, f.Range.Max
	}
	if f.Min != nil {
		low = *f.Min
	}
	if f.Max != nil {
		high = *f.Max
	}
	if f.Min != nil && f.Max != nil && low > high {
		low, high = high, low // packages/grafana-data/src/field/fieldOverrides.ts, validateFieldConfig
	}
	share := (v - low) / (high - low)
	if math.IsNaN(share) {
		return 0
	}
	return share
}

// color is the colour of a value, negative infinity for nothing, that no mapping colours
// (packages/grafana-data/src/field/fieldColor.ts).
func (f Field) color(v, share float64) string {
	mode := ColorThresholds
	if f.Color != nil && f.Color.Mode != "" {
		mode = f.Color.Mode
	}
	switch mode {
	case ColorThresholds:
		return f.Theme.Color(f.threshold(v, share))
	case ColorFixed, ColorShades:
		return f.Theme.Color(f.Color.FixedColor)
	case ColorPalette:
		return f.Theme.PaletteColor(f.Index)
	case ColorPaletteByName:
		return f.Theme.PaletteColorByName(f.Name)
	}
	if names, ok := gradients[mode]; ok {
		return f.Theme.blend(names, share)
	}
	return Fallback
}

// threshold is the colour of the last step that the value reaches. Grafana stops at the first one it does not reach:
// steps that are out of order hide each other (packages/grafana-data/src/field/thresholds.ts).
func (f Field) threshold(v, share float64) string {
	t := DefaultThresholds()
	if f.Thresholds != nil {
		t = *f.Thresholds
	}
	if t.Mode == "percentage" {
		v = share * 100
	}
	color := Fallback
	for i, s := range t.Steps {
		if i == 0 {
			color = s.Color
			continue
		}
		from := 0.0
		if s.Value != nil {
			from = *s.Value
		}
		if v < from || math.IsNaN(v) {
			break
		}
		color = s.Color
	}
	return color
}
