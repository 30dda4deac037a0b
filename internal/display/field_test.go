package display

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// field decodes a fieldConfig's defaults.
func field(t *testing.T, config string) Field {
	t.Helper()
	var f Field
	if err := json.Unmarshal([]byte(config), &f); err != nil {
		t.Fatalf("%s: %v", config, err)
	}
	return f
}

func value(v float64) *float64 { return &v }

var null *float64

// A runtime value: as a constant it would be divided exactly.
var belowThree = 2.999

const (
	steps      = `"thresholds":{"mode":"absolute","steps":[{"color":"text","value":null},{"color":"green","value":0},{"color":"orange","value":1},{"color":"red","value":3}]}`
	percentage = `"thresholds":{"mode":"percentage","steps":[{"color":"green","value":null},{"color":"red","value":80}]}`
)

func TestDisplay(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name, config string
		value        *float64
		text, color  string
		percent      float64
	}{
		{"a number", `{"unit":"s",` + steps + `}`, value(0.25), "250 ms", "#73BF69", 0.0025},
		{"zero", `{"unit":"s",` + steps + `}`, value(0), "0 s", "#73BF69", 0},
		{"on a step", `{"unit":"s",` + steps + `}`, value(1), "1 s", "#FF9830", 0.01},
		{"just below a step", `{"unit":"s",` + steps + `}`, &belowThree, "3.00 s", "#FF9830", belowThree / 100},
		{"above all steps", `{"unit":"s",` + steps + `}`, value(90), "1.50 mins", "#F2495C", 0.9},
		{"below all but the base", `{"unit":"s",` + steps + `}`, value(-1), "-1 s", "#ccccdc", -0.01},
		{"infinity", `{"unit":"percent",` + steps + `}`, &inf, "∞%", "#F2495C", inf},
		{"null", `{"unit":"s",` + steps + `}`, null, "", "#ccccdc", 0},
		{"null with words", `{"unit":"s","noValue":"no traffic",` + steps + `}`, null, "no traffic", "#ccccdc", 0},
		{"NaN has no words", `{"unit":"s","noValue":"no traffic",` + steps + `}`, &nan, "NaN", "#ccccdc", 0},
		{"decimals", `{"unit":"s","decimals":0,` + steps + `}`, value(0.0123), "12 ms", "#73BF69", 0.000123},

		{"no thresholds at all are green", `{}`, null, "", "#73BF69", 0},
		{"and red from 80", `{}`, value(80), "80", "#F2495C", 0.8},
		{"no steps", `{"thresholds":{"mode":"absolute","steps":[]}}`, value(1), "1", Fallback, 0.01},
		{"the first step is the base whatever its value", `{"thresholds":{"steps":[{"color":"green","value":50}]}}`, value(1), "1", "#73BF69", 0.01},
		{"a later step without a value is at 0", `{"thresholds":{"steps":[{"color":"text"},{"color":"red","value":null}]}}`, value(-1), "-1", "#ccccdc", -0.01},
		{"steps out of order hide each other", `{"thresholds":{"steps":[{"color":"text"},{"color":"red","value":9},{"color":"green","value":1}]}}`, value(5), "5", "#ccccdc", 0.05},

		{"percentage", `{"min":0,"max":50,` + percentage + `}`, value(40), "40", "#F2495C", 0.8},
		{"percentage below", `{"min":0,"max":50,` + percentage + `}`, value(39), "39", "#73BF69", 0.78},
		{"percentage of null", `{"min":0,"max":50,` + percentage + `}`, null, "", "#73BF69", 0},
		{"an empty range", `{"min":5,"max":5,` + percentage + `}`, value(5), "5", "#73BF69", 0},
		{"a range upside down is turned", `{"min":50,"max":0,` + percentage + `}`, value(40), "40", "#F2495C", 0.8},

		{"fixed", `{"color":{"mode":"fixed","fixedColor":"blue"}}`, value(1), "1", "#5794F2", 0.01},
		{"fixed without a colour", `{"color":{"mode":"fixed"}}`, value(1), "1", Fallback, 0.01},
		{"fixed paints nothing, too", `{"color":{"mode":"fixed","fixedColor":"green"}}`, null, "", "#73BF69", 0},
		{"palette", `{"color":{"mode":"palette-classic"}}`, value(1), "1", "#73BF69", 0.01},
		{"palette by name", `{"color":{"mode":"palette-classic-by-name"}}`, value(1), "1", "#C8F2C2", 0.01},
		{"an empty mode is thresholds", `{"color":{"mode":""},` + steps + `}`, value(1), "1", "#FF9830", 0.01},
		{"gradient", `{"color":{"mode":"continuous-GrYlRd"},"min":0,"max":1}`, value(0.5), "0.500", "#e2c03d", 0.5},
		{"a gradient paints nothing with its lower end", `{"color":{"mode":"continuous-GrYlRd"},"min":0,"max":1}`, null, "", "#73bf69", 0},
		{"an unknown mode", `{"color":{"mode":"rainbow"}}`, value(1), "1", Fallback, 0.01},
	} {
		f := field(t, c.config)
		if c.name == "palette by name" {
			f.Name = "llama32"
		}
		got := Display(f, c.value)
		if got.String() != c.text || got.Color != c.color || got.Percent != c.percent {
			t.Errorf("%s: got %q %s %v, want %q %s %v", c.name, got, got.Color, got.Percent, c.text, c.color, c.percent)
		}
		if missing := c.value == nil || math.IsNaN(*c.value); got.Missing != missing {
			t.Errorf("%s: missing is %v", c.name, got.Missing)
		}
	}
}

func TestMappings(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	const (
		zeroUp  = `{"type":"value","options":{"0":{"text":"down","color":"red"},"1":{"text":"up","color":"green"},"0.5":{"text":"half"}}}`
		ranged  = `{"type":"range","options":{"from":10,"to":20,"result":{"text":"teens","color":"blue"}}}`
		above   = `{"type":"range","options":{"from":100,"to":null,"result":{"color":"purple"}}}`
		nothing = `{"type":"special","options":{"match":"null+nan","result":{"text":"no data","color":"text"}}}`
	)
	for _, c := range []struct {
		name, mappings string
		value          *float64
		text, color    string
	}{
		{"value", zeroUp, value(0), "down", "#F2495C"},
		{"value, minus zero", zeroUp, value(math.Copysign(0, -1)), "down", "#F2495C"},
		{"value, a fraction; its colour is the thresholds'", zeroUp, value(0.5), "half", "#73BF69"},
		{"value does not match null", zeroUp, null, "none", "#ccccdc"},
		{"value, an exponent", `{"type":"value","options":{"1e-7":{"text":"tiny"}}}`, value(1e-7), "tiny", "#73BF69"},
		{"value, NaN by its name", `{"type":"value","options":{"NaN":{"text":"idle"}}}`, &nan, "idle", "#ccccdc"},
		{"range, its lower end", ranged, value(10), "teens", "#5794F2"},
		{"range, its upper end", ranged, value(20), "teens", "#5794F2"},
		{"range, outside", ranged, value(20.1), "20.1", "#F2495C"},
		{"range without end", above, value(1e9), "1000000000", "#B877D9"},
		{"range of infinity", above, &inf, "∞", "#B877D9"},
		{"range does not match NaN", `{"type":"range","options":{"from":null,"to":null,"result":{"text":"all"}}}`, &nan, "NaN", "#ccccdc"},
		{"range with texts for numbers", `{"type":"range","options":{"from":"1","to":"2","result":{"text":"old"}}}`, value(1.5), "old", "#FF9830"},
		{"regex never matches a number", `{"type":"regex","options":{"pattern":".*","result":{"text":"any"}}}`, value(2), "2", "#FF9830"},
		{"null", `{"type":"special","options":{"match":"null","result":{"text":"gone"}}}`, null, "gone", "#ccccdc"},
		{"null does not match NaN", `{"type":"special","options":{"match":"null","result":{"text":"gone"}}}`, &nan, "NaN", "#ccccdc"},
		{"nan", `{"type":"special","options":{"match":"nan","result":{"text":"idle"}}}`, &nan, "idle", "#ccccdc"},
		{"nan does not match null", `{"type":"special","options":{"match":"nan","result":{"text":"idle"}}}`, null, "none", "#ccccdc"},
		{"null+nan, null", nothing, null, "no data", "#ccccdc"},
		{"null+nan, NaN", nothing, &nan, "no data", "#ccccdc"},
		{"null+nan, a number", nothing, value(0), "0", "#73BF69"},
		{"true is no number", `{"type":"special","options":{"match":"true","result":{"text":"yes"}}}`, value(1), "1", "#FF9830"},
		{"false is no number", `{"type":"special","options":{"match":"false","result":{"text":"no"}}}`, value(0), "0", "#73BF69"},
		{"empty is not null", `{"type":"special","options":{"match":"empty","result":{"text":"-"}}}`, null, "none", "#ccccdc"},
		{"an empty text hides the value", `{"type":"value","options":{"0":{"text":""}}}`, value(0), "", "#73BF69"},
		{"an empty text hides the words for no value", `{"type":"special","options":{"match":"null","result":{"text":""}}}`, null, "", "#ccccdc"},
		{"a colour alone keeps the words", `{"type":"special","options":{"match":"null","result":{"color":"red"}}}`, null, "none", "#F2495C"},
		{"an empty colour is the fallback", `{"type":"value","options":{"0":{"color":""}}}`, value(0), "0", Fallback},
		{"the first match wins", ranged + "," + `{"type":"value","options":{"15":{"text":"fifteen"}}}`, value(15), "teens", "#5794F2"},
		{"the next is asked after a miss", ranged + "," + nothing, null, "no data", "#ccccdc"},
	} {
		f := field(t, `{"noValue":"none","mappings":[`+c.mappings+`],`+steps+`}`)
		if got := Display(f, c.value); got.String() != c.text || got.Color != c.color {
			t.Errorf("%s: got %q %s, want %q %s", c.name, got, got.Color, c.text, c.color)
		}
	}
}

func TestLabel(t *testing.T) {
	for _, c := range []struct{ name, config, value, text, color string }{
		{"a text", `{}`, "llama32", "llama32", "#ccccdc"},
		{"empty", `{"noValue":"-"}`, "", "-", "#ccccdc"},
		{"a number without a unit is a text", `{}`, "5", "5", "#ccccdc"},
		{"a number with a unit", `{"unit":"s"}`, "5", "5 s", "#F2495C"},
		{"infinity with a unit", `{"unit":"percent"}`, "Infinity", "∞%", "#F2495C"},
		{"no number with a unit", `{"unit":"s"}`, "nan", "nan", "#ccccdc"},
		{"value", `{"mappings":[{"type":"value","options":{"Running":{"text":"runs","color":"green"}}}]}`, "Running", "runs", "#73BF69"},
		{"range, by the number it begins with", `{"mappings":[{"type":"range","options":{"from":10,"to":20,"result":{"text":"teens"}}}]}`, "12 pods", "teens", "#ccccdc"},
		{"range, no number", `{"mappings":[{"type":"range","options":{"result":{"text":"all"}}}]}`, "pods", "pods", "#ccccdc"},
		{"regex, whole", `{"mappings":[{"type":"regex","options":{"pattern":"pod-(.*)-\\d","result":{"text":"$1!$2"}}}]}`, "pod-abc-1", "abc!$2", "#ccccdc"},
		{"regex, whole, misses", `{"mappings":[{"type":"regex","options":{"pattern":"pod","result":{"text":"x"}}}]}`, "pods", "pods", "#ccccdc"},
		{"regex, part", `{"mappings":[{"type":"regex","options":{"pattern":"/o/","result":{"text":"0"}}}]}`, "foo", "f0o", "#ccccdc"},
		{"regex, all parts, any case", `{"mappings":[{"type":"regex","options":{"pattern":"/O/gi","result":{"text":"<$&$$>"}}}]}`, "foo", "f<o$><o$>", "#ccccdc"},
		{"regex, colour alone", `{"mappings":[{"type":"regex","options":{"pattern":"/o/","result":{"color":"red"}}}]}`, "foo", "foo", "#F2495C"},
		{"regex, without its end", `{"mappings":[{"type":"regex","options":{"pattern":"/o","result":{"text":"x"}}}]}`, "foo", "foo", "#ccccdc"},
		{"regex, broken", `{"mappings":[{"type":"regex","options":{"pattern":"(","result":{"text":"x"}}}]}`, "(", "(", "#ccccdc"},
		{"true", `{"mappings":[{"type":"special","options":{"match":"true","result":{"text":"yes"}}}]}`, "true", "yes", "#ccccdc"},
		{"false", `{"mappings":[{"type":"special","options":{"match":"false","result":{"text":"no"}}}]}`, "false", "no", "#ccccdc"},
		{"empty, mapped", `{"noValue":"-","mappings":[{"type":"special","options":{"match":"empty","result":{"text":"nobody"}}}]}`, "", "nobody", "#ccccdc"},
		{"null is no text", `{"mappings":[{"type":"special","options":{"match":"null","result":{"text":"x"}}}]}`, "null", "null", "#ccccdc"},
	} {
		config := strings.TrimSuffix(c.config, "}")
		if config != "{" {
			config += ","
		}
		f := field(t, config+steps+"}")
		if got := Label(f, c.value); got.String() != c.text || got.Color != c.color {
			t.Errorf("%s: got %q %s, want %q %s", c.name, got, got.Color, c.text, c.color)
		}
	}
}

func TestMappingErrors(t *testing.T) {
	for _, c := range []struct{ json, want string }{
		{`{"type":"sometimes","options":{}}`, `unknown type of value mapping "sometimes"`},
		{`{"type":"range","options":{"from":"low","result":{}}}`, `"low" is not a number`},
		{`{"type":"value","options":[]}`, "cannot unmarshal array"},
		{`{"type":"special"}`, "unexpected end"},
		{`{"type":3}`, "cannot unmarshal number"},
	} {
		var m Mapping
		if err := json.Unmarshal([]byte(c.json), &m); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.json, err, c.want)
		}
	}
}
