package display

import (
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is shown to testdata/stat.golden; review the difference")

// house is a stat as internal/grafana writes it, with limits; bare is one by somebody who knows nothing of all this.
const (
	house = `{"unit":"s","noValue":"no traffic","mappings":[{"type":"special","options":{"match":"null+nan","result":{"text":"no traffic","color":"text"}}}],` +
		`"color":{"mode":"thresholds"},` + steps + `}`
	bare = `{"unit":"percentunit"}`
)

// TestStatOfNothing is what this package is for.
func TestStatOfNothing(t *testing.T) {
	const last, sum = "lastNotNull", "sum"
	none := []string(nil)
	for _, c := range []struct {
		name, config, calc string
		series             []string
		text, color        string
		missing            bool
	}{
		{"no series, house", house, last, none, "no traffic", "#ccccdc", true},
		{"no series, bare, is green", bare, last, none, "No data", "#73BF69", true},
		{"no series, words only, is green", `{"noValue":"idle"}`, last, none, "idle", "#73BF69", true},
		{"no series, an empty mapping", `{"noValue":"idle","mappings":[{"type":"special","options":{"match":"null","result":{"text":""}}}]}`, last, none, "No data", "#73BF69", true},
		{"no series, nan is not asked", `{"mappings":[{"type":"special","options":{"match":"nan","result":{"text":"idle","color":"red"}}}]}`, last, none, "No data", "#73BF69", true},
		{"no series, fixed", `{"color":{"mode":"fixed","fixedColor":"green"}}`, last, none, "No data", "#73BF69", true},
		{"no series, palette, is green", `{"color":{"mode":"palette-classic"}}`, last, none, "No data", "#73BF69", true},
		{"no series, sum", bare, sum, none, "No data", "#73BF69", true},
		{"nulls, house", house, last, []string{"- -"}, "no traffic", "#ccccdc", true},
		{"nulls, bare, is an empty panel", bare, last, []string{"- -"}, "", "#73BF69", true},
		{"nulls, sum, is a number", bare, sum, []string{"- -"}, "0%", "#73BF69", false},
		{"no points", bare, last, []string{""}, "", "#73BF69", true},
		{"NaN at the end", bare, last, []string{"0.5 NaN"}, "50%", "#73BF69", false},
		{"NaN alone", bare, last, []string{"NaN"}, "", "#73BF69", true},
		{"NaN, last", bare, "last", []string{"0.5 NaN"}, "NaN", "#73BF69", true},
		{"NaN, last, house", house, "last", []string{"0.5 NaN"}, "no traffic", "#ccccdc", true},
		{"NaN, words only", `{"noValue":"idle"}`, "last", []string{"NaN"}, "NaN", "#73BF69", true},
		{"no reducer is last", bare, "", []string{"0.5 NaN"}, "NaN", "#73BF69", true},
		{"a zero, house", house, last, []string{"0"}, "0 s", "#73BF69", false},
	} {
		var options ReduceOptions
		if c.calc != "" {
			options.Calcs = []string{c.calc}
		}
		var series []Series
		for _, values := range c.series {
			series = append(series, Series{Name: "a", Values: list(t, values)})
		}
		got, err := Stat(field(t, c.config), options, series...)
		if err != nil || len(got) != 1 {
			t.Fatalf("%s: %v, %v", c.name, got, err)
		}
		if v := got[0]; v.String() != c.text || v.Color != c.color || v.Missing != c.missing {
			t.Errorf("%s: got %q %s missing %v, want %q %s %v", c.name, v, v.Color, v.Missing, c.text, c.color, c.missing)
		}
	}
}

// TestStatOfNothingIsNoSeries: a field that was used for a series before has no place and no name without one.
func TestStatOfNothingIsNoSeries(t *testing.T) {
	for mode, want := range map[string]string{ColorPalette: Dark.PaletteColor(0), ColorPaletteByName: Dark.PaletteColorByName("")} {
		got, err := Stat(Field{Color: &Color{Mode: mode}, Name: "llama32", Index: 3}, ReduceOptions{})
		if err != nil || got[0].Color != want {
			t.Errorf("%s: %v, %v, want %s", mode, got, err, want)
		}
	}
}

func TestStatOfMany(t *testing.T) {
	red := field(t, `{"unit":"short","color":{"mode":"fixed","fixedColor":"red"}}`)
	series := []Series{
		{Name: "llama32", Values: list(t, "1 50")},
		{Name: "granite-3-2-8b-instruct", Values: list(t, "- 100"), Field: &red},
		{Name: "gone", Values: list(t, "- -")},
	}
	show := func(config string, o ReduceOptions) string {
		values, err := Stat(field(t, config), o, series...)
		if err != nil {
			return err.Error()
		}
		var shown []string
		for _, v := range values {
			shown = append(shown, fmt.Sprintf("%s %s %q %s %.2f", v.Name, v.Calc, v, v.Color, v.Percent))
		}
		return strings.Join(shown, "; ")
	}
	for _, c := range []struct {
		name, config string
		options      ReduceOptions
		want         string
	}{
		{"the palette goes by place", `{"color":{"mode":"palette-classic"}}`, ReduceOptions{Calcs: []string{"max"}},
			`llama32 max "50" #73BF69 0.50; granite-3-2-8b-instruct max "100" #F2495C 1.00; gone max "" #5794F2 0.00`},
		{"by name", `{"color":{"mode":"palette-classic-by-name"}}`, ReduceOptions{Calcs: []string{"max"}},
			`llama32 max "50" #C8F2C2 0.50; granite-3-2-8b-instruct max "100" #F2495C 1.00; gone max "" #806EB7 0.00`},
		{"the range is that of all series", `{` + percentage + `,"min":40}`, ReduceOptions{Calcs: []string{"max"}},
			`llama32 max "50" #73BF69 0.17; granite-3-2-8b-instruct max "100" #F2495C 1.00; gone max "" #73BF69 0.00`},
		{"or of each", `{` + percentage + `,"fieldMinMax":true}`, ReduceOptions{Calcs: []string{"max"}},
			`llama32 max "50" #F2495C 1.00; granite-3-2-8b-instruct max "100" #F2495C 1.00; gone max "" #73BF69 0.00`},
		{"two reducers", `{}`, ReduceOptions{Calcs: []string{"min", "count"}},
			`llama32 min "1" #73BF69 0.01; llama32 count "2" #73BF69 0.02; granite-3-2-8b-instruct min "100" #F2495C 1.00; ` +
				`granite-3-2-8b-instruct count "1" #F2495C 0.01; gone min "" #73BF69 0.00; gone count "0" #73BF69 0.00`},
		{"all values up to a limit", `{"color":{"mode":"palette-classic"}}`, ReduceOptions{Values: true, Limit: 3},
			`llama32  "1" #73BF69 0.01; llama32  "50" #FADE2A 0.50; granite-3-2-8b-instruct  "" #F2495C 0.00`},
		{"an unknown reducer", `{}`, ReduceOptions{Calcs: []string{"avg"}}, `unknown reducer "avg"`},
	} {
		if got := show(c.config, c.options); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
	series = []Series{{Name: "a"}}
	if got, want := show(bare, ReduceOptions{Values: true}), `No data  "No data" #73BF69 0.00`; got != want {
		t.Errorf("no values: got %s, want %s", got, want)
	}
}

func TestDataRange(t *testing.T) {
	for _, c := range []struct {
		series []string
		want   Range
	}{
		{nil, Range{0, 0}},
		{[]string{"- -"}, Range{0, 0}},
		{[]string{"5 9", "7 12"}, Range{5, 12}},
		{[]string{"5 9", "-"}, Range{0, 9}},
		{[]string{"-", "5 9"}, Range{5, 9}},
		{[]string{"5 9", "-", "7"}, Range{7, 9}}, // Grafana's null starts the search anew
	} {
		var series [][]*float64
		for _, s := range c.series {
			series = append(series, list(t, s))
		}
		if got := *DataRange(series...); got != c.want {
			t.Errorf("%q: got %v, want %v", c.series, got, c.want)
		}
	}
}

// TestGolden shows two panels with the same data, as a person sees them in both themes.
func TestGolden(t *testing.T) {
	nan := "NaN"
	cases := []struct {
		name   string
		series []string
	}{
		{"metric does not exist", nil},
		{"gaps only", []string{"- - -"}},
		{"division by zero", []string{nan}},
		{"infinite", []string{"Infinity"}},
		{"idle", []string{"0 0 0"}},
		{"fast", []string{"0.2 0.25"}},
		{"slow, then a gap", []string{"1.5 1.5 -"}},
		{"bad", []string{"95"}},
		{"two models", []string{"0.4", "4"}},
	}
	var b strings.Builder
	for _, panel := range []struct{ name, config string }{{"house", house}, {"bare", bare}} {
		for _, calc := range []string{"lastNotNull", "last", "sum"} {
			fmt.Fprintf(&b, "== %s, %s\n", panel.name, calc)
			for _, c := range cases {
				var series []Series
				for i, s := range c.series {
					series = append(series, Series{Name: fmt.Sprint("series ", i), Values: list(t, s)})
				}
				for i, theme := range []Theme{Dark, Light} {
					f := field(t, panel.config)
					f.Theme = theme
					values, err := Stat(f, ReduceOptions{Calcs: []string{calc}}, series...)
					if err != nil {
						t.Fatal(err)
					}
					var shown []string
					for _, v := range values {
						missing := ""
						if v.Missing {
							missing = " missing"
						}
						shown = append(shown, fmt.Sprintf("%q %s%s", v, v.Color, missing))
					}
					if i == 0 {
						fmt.Fprintf(&b, "%-22s %s", c.name, strings.Join(shown, ", "))
					} else {
						fmt.Fprintf(&b, " | light %s\n", values[0].Color)
					}
				}
			}
		}
	}
	const path = "testdata/stat.golden"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("run go test -update and review the difference:\n%s", b.String())
	}
}

// TestHouseIsNeverGreenOnNothing: no reducer that knows of gaps may make a house panel green without data.
func TestHouseIsNeverGreenOnNothing(t *testing.T) {
	f := field(t, house)
	green := f.Theme.Color("green")
	nan := math.NaN()
	for _, calc := range []string{"lastNotNull", "last", "firstNotNull", "first", "mean", "max", "min", "range", "diff"} {
		for _, series := range [][]Series{nil, {{}}, {{Values: []*float64{nil}}}, {{Values: []*float64{&nan}}}} {
			values, err := Stat(f, ReduceOptions{Calcs: []string{calc}}, series...)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range values {
				if v.Color == green || !v.Missing {
					t.Errorf("%s of %v: %q in %s", calc, series, v, v.Color)
				}
			}
		}
	}
}
