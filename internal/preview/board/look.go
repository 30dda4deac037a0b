package board

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/source"
)

// A Look is how a series or a column is shown: the panel's fieldConfig with the overrides that match.
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
	Hide        bool    `json:"hide"`
	Transform   string  `json:"transform"`
}

// fieldConfig is what a panel says of looks.
type fieldConfig struct {
	defaults  map[string]json.RawMessage
	custom    map[string]json.RawMessage
	overrides []fieldOverride
}

type fieldOverride struct {
	matcher    string
	options    json.RawMessage
	name       string         // of byName, byFrameRefID and byType
	names      []string       // of byNames
	exclude    bool           // of byNames
	pattern    *regexp.Regexp // of byRegexp
	properties []property
}

type property struct {
	id    string
	value json.RawMessage
}

func readFields(p *source.Panel) fieldConfig {
	f := fieldConfig{defaults: map[string]json.RawMessage{}, custom: map[string]json.RawMessage{}}
	read := func(into map[string]json.RawMessage, n *source.Node) {
		if n == nil {
			return
		}
		for _, m := range n.Members {
			into[m.Key.Value] = encode(m.Value)
		}
	}
	read(f.defaults, p.Node.Get("fieldConfig", "defaults"))
	read(f.custom, p.Custom)
	delete(f.defaults, "custom")
	for _, o := range p.Overrides {
		f.overrides = append(f.overrides, readOverride(o))
	}
	return f
}

func readOverride(o source.Override) fieldOverride {
	out := fieldOverride{matcher: o.Matcher, options: encode(o.Options)}
	switch {
	case o.Options == nil:
	case o.Options.Kind == source.String:
		out.name = o.Options.Text.Value
		if o.Matcher == "byRegexp" {
			out.pattern = javaScript(out.name)
		}
	case o.Options.Kind == source.Object:
		for _, n := range o.Options.List("names") {
			out.names = append(out.names, n.Text.Value)
		}
		out.exclude = o.Options.String("mode").Value == "exclude"
	default:
	}
	for _, p := range o.Properties {
		out.properties = append(out.properties, property{p.ID.Value, encode(p.Value)})
	}
	return out
}

// javaScript reads a regular expression as Grafana does: /pattern/flags, or a pattern for the whole text. It is nil
// when Go can't read it, and then matches nothing.
func javaScript(s string) *regexp.Regexp {
	pattern := "^(?:" + s + ")$"
	if rest, ok := strings.CutPrefix(s, "/"); ok {
		if end := strings.LastIndexByte(rest, '/'); end >= 0 {
			pattern = rest[:end]
			if strings.Contains(rest[end:], "i") {
				pattern = "(?i)" + pattern
			}
		}
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil
	}
	return re
}

// An identity is what overrides know of a field.
type identity struct {
	name, refID, kind string // kind: number, string or time
}

func (o *fieldOverride) matches(id identity) bool {
	switch o.matcher {
	case "byName":
		return o.name == id.name
	case "byRegexp":
		return o.pattern != nil && o.pattern.MatchString(id.name)
	case "byFrameRefID":
		return o.name == id.refID
	case "byType":
		return o.name == id.kind
	case "byNames":
		return slices.Contains(o.names, id.name) != o.exclude
	}
	return false
}

// look is how a field is shown.
func (f *fieldConfig) look(id identity) *Look {
	defaults, custom := f.defaults, f.custom
	cloned, own := false, false
	for i := range f.overrides {
		o := &f.overrides[i]
		if !o.matches(id) {
			continue
		}
		if !cloned {
			defaults, custom, cloned = maps.Clone(defaults), maps.Clone(custom), true
		}
		for _, p := range o.properties {
			if name, ok := strings.CutPrefix(p.id, "custom."); ok {
				custom[name] = p.value
				continue
			}
			own = own || p.id == "color"
			defaults[p.id] = p.value
		}
	}
	out := decodeLook(defaults, custom)
	out.Own = own
	return out
}

func decodeLook(defaults, custom map[string]json.RawMessage) *Look {
	l := &Look{}
	fill(defaults["unit"], &l.Unit)
	fill(defaults["decimals"], &l.Decimals)
	fill(defaults["min"], &l.Min)
	fill(defaults["max"], &l.Max)
	fill(defaults["fieldMinMax"], &l.FieldMinMax)
	fill(defaults["noValue"], &l.NoValue)
	fill(defaults["thresholds"], &l.Thresholds)
	fill(defaults["color"], &l.Color)
	fill(defaults["displayName"], &l.DisplayName)
	var mappings []json.RawMessage
	fill(defaults["mappings"], &mappings)
	for _, raw := range mappings {
		var m display.Mapping
		if json.Unmarshal(raw, &m) == nil { // old kinds of mappings are not read
			l.Mappings = append(l.Mappings, m)
		}
	}
	whole, err := json.Marshal(custom)
	if err == nil {
		_ = json.Unmarshal(whole, &l.Custom) // as above
	}
	return l
}

// fill decodes a value; one of another type is as if it was not there.
func fill[T any](raw json.RawMessage, into *T) {
	var v T
	if len(raw) > 0 && json.Unmarshal(raw, &v) == nil {
		*into = v
	}
}

// Look is how the panel shows what no override matches.
func (p *Panel) Look() *Look { return p.fields.look(identity{}) }
