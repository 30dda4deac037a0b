package evaluate

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/jsregexp"
	"github.com/llm-observability/dashgen/internal/source"
)

// A Look is how a column is shown: the panel's field configuration with the overrides that match. It is shared by
// columns and must not be changed.
type Look struct {
	display.Field
	DisplayName string
	Custom      Custom
	// Own says that an override gave it a colour.
	Own bool
}

// Custom is what the kinds of panels add to a field's look.
type Custom struct {
	DrawStyle         string  `json:"drawStyle"`
	LineInterpolation string  `json:"lineInterpolation"`
	LineWidth         float64 `json:"lineWidth"`
	FillOpacity       float64 `json:"fillOpacity"`
	GradientMode      string  `json:"gradientMode"`
	ShowPoints        string  `json:"showPoints"`
	PointSize         float64 `json:"pointSize"`
	SpanNulls         any     `json:"spanNulls"`
	BarWidthFactor    float64 `json:"barWidthFactor"`
	LineStyle         struct {
		Fill string    `json:"fill"`
		Dash []float64 `json:"dash"`
	} `json:"lineStyle"`
	Stacking struct {
		Mode  string `json:"mode"`
		Group string `json:"group"`
	} `json:"stacking"`
	AxisPlacement     string   `json:"axisPlacement"`
	AxisLabel         string   `json:"axisLabel"`
	AxisSoftMin       *float64 `json:"axisSoftMin"`
	AxisSoftMax       *float64 `json:"axisSoftMax"`
	ScaleDistribution struct {
		Type string  `json:"type"`
		Log  float64 `json:"log"`
	} `json:"scaleDistribution"`
	ThresholdsStyle struct {
		Mode string `json:"mode"`
	} `json:"thresholdsStyle"`
	HideFrom struct {
		Viz    bool `json:"viz"`
		Legend bool `json:"legend"`
	} `json:"hideFrom"`
	CellOptions struct {
		Type             string `json:"type"`
		Mode             string `json:"mode"`
		ValueDisplayMode string `json:"valueDisplayMode"`
	} `json:"cellOptions"`
	DisplayMode string  `json:"displayMode"` // of a table's cells, before Grafana 9
	Align       string  `json:"align"`
	Width       float64 `json:"width"`
	Hidden      bool    `json:"hidden"`
}

// looks are those of a panel's columns: the field configuration with its overrides, read once.
type looks struct {
	base      Look
	overrides []overridden
	known     map[string]*Look // by the overrides that match, one byte each
}

// An overridden look is what an override sets, for the columns that it matches.
type overridden struct {
	matches    func(*Column) bool
	properties []source.Property
}

// looksOf reads the looks of a panel. What can't be read is as if it were not there, as in Grafana.
func looksOf(p *source.Panel) *looks {
	l := &looks{known: map[string]*Look{}}
	if defaults := p.Node.Get("fieldConfig", "defaults"); defaults != nil {
		for _, m := range defaults.Members {
			l.base.set(source.Property{ID: m.Key, Value: m.Value})
		}
		l.base.Own = false
	} else {
		l.base.Field, l.base.DisplayName = fieldFrom(p.Field), p.Field.DisplayName.Value // of a format that keeps it elsewhere
	}
	if p.Custom != nil {
		for _, m := range p.Custom.Members {
			l.base.Custom.set(m.Key.Value, m.Value)
		}
	}
	for _, o := range p.Overrides {
		if matches := matcher(o); matches != nil {
			l.overrides = append(l.overrides, overridden{matches, o.Properties})
		}
	}
	return l
}

// read decodes one value. A part of it that is of the wrong type leaves its field alone.
func read(n *source.Node, into any) {
	_ = json.Unmarshal(n.JSON(), into) // what could be read is there
}

// fieldFrom is the part of a look that every format has.
func fieldFrom(f source.Field) display.Field {
	out := display.Field{Unit: f.Unit.Value, Min: f.Min, Max: f.Max, NoValue: f.NoValue.Value}
	if f.Decimals != nil {
		out.Decimals = ptr(int(*f.Decimals))
	}
	if f.ColorMode != "" {
		out.Color = &display.Color{Mode: f.ColorMode}
	}
	for _, m := range f.Mappings {
		var mapping display.Mapping
		read(m, &mapping)
		out.Mappings = append(out.Mappings, mapping)
	}
	if len(f.Thresholds.Steps) > 0 {
		out.Thresholds = &display.Thresholds{}
		if f.Thresholds.Percentage {
			out.Thresholds.Mode = "percentage"
		}
		for _, s := range f.Thresholds.Steps {
			out.Thresholds.Steps = append(out.Thresholds.Steps, display.Step{Value: s.Value, Color: s.Color.Value})
		}
	}
	return out
}

// matcher is what an override asks of a column; nil for those that are not known here
// (packages/grafana-data/src/transformations/matchers).
func matcher(o source.Override) func(*Column) bool {
	text := ""
	if o.Options != nil && o.Options.Kind == source.String {
		text = o.Options.Text.Value
	}
	switch o.Matcher {
	case "byName":
		return func(c *Column) bool { return c.Title() == text || c.Shown == "" && c.Name == text }
	case "byRegexp":
		pattern, err := jsregexp.Compile(text)
		if err != nil || text == "" {
			return nil // Grafana matches nothing by either
		}
		return func(c *Column) bool { return pattern.MatchString(c.Title()) }
	case "byFrameRefID":
		return func(c *Column) bool { return c.RefID == text }
	case "byType":
		return func(c *Column) bool {
			return text == "time" && c.Time || text == "number" && c.Numbers != nil && !c.Time || text == "string" && c.Texts != nil
		}
	case "byNames":
		var names []string
		for _, n := range o.Options.List("names") {
			names = append(names, n.Text.Value)
		}
		exclude := o.Options.String("mode").Value == "exclude"
		return func(c *Column) bool { return slices.Contains(names, c.Title()) != exclude }
	default:
		return nil
	}
}

// set applies a property of an override.
func (l *Look) set(p source.Property) {
	switch p.ID.Value {
	case "displayName":
		l.DisplayName = p.Value.Scalar().Value
	case "unit":
		replace(p.Value, &l.Unit)
	case "decimals":
		replace(p.Value, &l.Decimals)
	case "min":
		replace(p.Value, &l.Min)
	case "max":
		replace(p.Value, &l.Max)
	case "noValue":
		replace(p.Value, &l.NoValue)
	case "fieldMinMax":
		replace(p.Value, &l.FieldMinMax)
	case "mappings":
		l.Mappings = nil
		for _, n := range p.Value.Items {
			var m display.Mapping
			if replace(n, &m); m.Type != "" { // old kinds of mappings are not read
				l.Mappings = append(l.Mappings, m)
			}
		}
	case "thresholds":
		replace(p.Value, &l.Thresholds)
	case "color":
		replace(p.Value, &l.Color)
		l.Own = true
	default:
		if name, ok := strings.CutPrefix(p.ID.Value, "custom."); ok {
			l.Custom.set(name, p.Value)
		}
	}
}

// replace decodes a value in place of another one, which looks share.
func replace[T any](n *source.Node, into *T) {
	var fresh T
	if json.Unmarshal(n.JSON(), &fresh) == nil {
		*into = fresh
	}
}

// set replaces what has a name in JSON.
func (c *Custom) set(name string, n *source.Node) {
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("json") != name {
			continue
		}
		fresh := reflect.New(v.Field(i).Type())
		if json.Unmarshal(n.JSON(), fresh.Interface()) == nil {
			v.Field(i).Set(fresh.Elem())
		}
	}
}

// of is how a column is shown.
func (l *looks) of(c *Column) *Look {
	if len(l.overrides) == 0 {
		return &l.base
	}
	match := make([]byte, len(l.overrides))
	for i, o := range l.overrides {
		if o.matches(c) {
			match[i] = 1
		}
	}
	if known := l.known[string(match)]; known != nil {
		return known
	}
	out := l.base
	for i, o := range l.overrides {
		if match[i] == 0 {
			continue
		}
		for _, p := range o.properties {
			out.set(p)
		}
	}
	l.known[string(match)] = &out
	return &out
}

// dress gives every column its look, and the name by which a person knows it then.
func (l *looks) dress(frames []*Data) {
	for _, d := range frames {
		for _, c := range d.Fields {
			c.Look = l.of(c)
			if c.Look.DisplayName == "" || c.Time && c.Look.DisplayName == l.base.DisplayName {
				continue
			}
			c.Shown = fieldReference.ReplaceAllStringFunc(c.Look.DisplayName, func(ref string) string {
				m := fieldReference.FindStringSubmatch(ref)
				switch m[1] {
				case "__series.name", "__field.displayName", "__field.name":
					return c.Title()
				default:
					return c.Labels[strings.Trim(strings.TrimPrefix(m[1], "__field.labels"), `."'[]`)]
				}
			})
		}
	}
}

// fieldReference is a use of what Grafana knows of a field in a display name.
var fieldReference = regexp.MustCompile(`\$\{(__series\.name|__field\.displayName|__field\.name|__field\.labels[^}]*)\}`)
