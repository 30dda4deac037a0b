package display

import (
	"strings"
	"testing"
)

func TestColor(t *testing.T) {
	for _, c := range []struct{ name, dark, light string }{
		{"green", "#73BF69", "#56A64B"},
		{"dark-green", "#37872D", "#19730E"},
		{"semi-dark-orange", "#FF780A", "#FA6400"},
		{"light-purple", "#CA95E5", "#B877D9"},
		{"super-light-red", "#FFA6B0", "#FF7383"},
		{"yellow", "#FADE2A", "#F2CC0C"},
		{"blue", "#5794F2", "#3274D9"},
		{"text", "#ccccdc", "#24292e"},
		{"transparent", "#00000000", "#ffffff00"},
		{"panel-bg", "#181b1f", "#ffffff"},
		{"#Ff9830", "#Ff9830", "#Ff9830"},
		{"rgb(255, 152, 48)", "#ff9830", "#ff9830"},
		{"rgba(10,20,30,0.5)", "#0a141e80", "#0a141e80"},
		{"rgba(10,20,30,1)", "#0a141e", "#0a141e"},
		{"rgb(300, -1, 0)", "#ff0000", "#ff0000"},
		{"HotPink", "#ff69b4", "#ff69b4"},
		{"gray", "#808080", "#808080"},
		{"", Fallback, Fallback},
		{"dark-", "#000000", "#000000"},
		{"rgb(1, 2)", "#000000", "#000000"},
		{"rgb(a, b, c)", "#000000", "#000000"},
		{"nonsense", "#000000", "#000000"},
	} {
		if dark, light := Theme("").Color(c.name), Light.Color(c.name); dark != c.dark || light != c.light {
			t.Errorf("%q: got %s and %s, want %s and %s", c.name, dark, light, c.dark, c.light)
		}
	}
	if Dark.Text() != "#ccccdc" || Light.Background() != "#ffffff" {
		t.Errorf("text %s, background %s", Dark.Text(), Light.Background())
	}
}

func TestPalette(t *testing.T) {
	for i, want := range map[int]string{0: "#73BF69", 1: "#FADE2A", 5: "#B877D9", 6: "#37872D", 18: "#447EBC", 63: "#DEDAF7", 64: "#73BF69", -1: "#73BF69"} {
		if got := Dark.PaletteColor(i); got != want {
			t.Errorf("%d: got %s, want %s", i, got, want)
		}
	}
	if got := Light.PaletteColor(1); got != "#F2CC0C" {
		t.Errorf("light: got %s", got)
	}
}

// TestPaletteByName has colours that Grafana 12.2 gives these names.
func TestPaletteByName(t *testing.T) {
	for _, c := range []struct{ name, dark, light string }{
		{"", "#DEDAF7", "#1250B0"},
		{"llama32", "#C8F2C2", "#447EBC"},
		{"granite-3-2-8b-instruct", "#F9934E", "#0A437C"},
		{"p99", "#967302", "#EA6460"},
		{"p95", "#C8F2C2", "#967302"},
		{"p50", "#F4D598", "#E0752D"},
		{"mean", "#DEB6F2", "#E02F44"},
		{"user1", "#E0B400", "#1250B0"},
		{"Ünïcode", "#FF9830", "#EA6460"},
		{"🦙", "#FFF899", "#E02F44"},
		{"A-series", "#FFF899", "#0A50A1"},
	} {
		if dark, light := Dark.PaletteColorByName(c.name), Light.PaletteColorByName(c.name); dark != c.dark || light != c.light {
			t.Errorf("%q: got %s and %s, want %s and %s", c.name, dark, light, c.dark, c.light)
		}
	}
}

// TestGradients has colours that Grafana 12.2 blends, at the ends and between.
func TestGradients(t *testing.T) {
	for _, c := range []struct{ mode, colors string }{
		{"continuous-GrYlRd", "#73bf69 #73bf69 #b4cb4c #e2c03d #f39045 #f2495c #f2495c"},
		{"continuous-RdYlGr", "#f2495c #f2495c #f39045 #e2c03d #b4cb4c #73bf69 #73bf69"},
		{"continuous-BlYlRd", "#1f60c4 #1f60c4 #89a4ad #d0b98e #dc7f60 #c4162a #c4162a"},
		{"continuous-YlRd", "#fff899 #fff899 #f0c07d #e28762 #d34f46 #c4162a #c4162a"},
		{"continuous-BlPu", "#5794f2 #5794f2 #6f8dec #8886e6 #a07edf #b877d9 #b877d9"},
		{"continuous-YlBl", "#fff899 #fff899 #c7d2a4 #8facaf #5786b9 #1f60c4 #1f60c4"},
		{"continuous-blues", "#181b1f #181b1f #1a2c48 #1c3e72 #1d4f9b #1f60c4 #1f60c4"},
		{"continuous-reds", "#181b1f #181b1f #431a22 #6e1925 #991727 #c4162a #c4162a"},
		{"continuous-greens", "#181b1f #181b1f #203623 #285126 #2f6c2a #37872d #37872d"},
		{"continuous-purples", "#181b1f #181b1f #362345 #542b6c #713392 #8f3bb8 #8f3bb8"},
	} {
		var got []string
		for _, share := range []float64{-1, 0, 0.25, 0.5, 0.75, 1, 2} {
			got = append(got, Dark.blend(gradients[c.mode], share))
		}
		if s := strings.Join(got, " "); s != c.colors {
			t.Errorf("%s: got %s, want %s", c.mode, s, c.colors)
		}
	}
}
