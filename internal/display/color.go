package display

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A Theme is one of Grafana's two default themes. Empty is dark.
type Theme string

// The themes (packages/grafana-data/src/themes/createColors.ts).
const (
	Dark  Theme = "dark"
	Light Theme = "light"
)

// Fallback is the grey that Grafana takes where no colour is configured (packages/grafana-data/src/types/fieldColor.ts,
// FALLBACK_COLOR).
const Fallback = "#808080"

// shades are the five colours of a hue, from light to dark.
type shades [5]string

// hues are the named colours of a theme (packages/grafana-data/src/themes/createVisualizationColors.ts).
var hues = map[Theme]map[string]shades{
	Dark: {
		"red":    {"#FFA6B0", "#FF7383", "#F2495C", "#E02F44", "#C4162A"},
		"orange": {"#FFCB7D", "#FFB357", "#FF9830", "#FF780A", "#FA6400"},
		"yellow": {"#FFF899", "#FFEE52", "#FADE2A", "#F2CC0C", "#E0B400"},
		"green":  {"#C8F2C2", "#96D98D", "#73BF69", "#56A64B", "#37872D"},
		"blue":   {"#C0D8FF", "#8AB8FF", "#5794F2", "#3274D9", "#1F60C4"},
		"purple": {"#DEB6F2", "#CA95E5", "#B877D9", "#A352CC", "#8F3BB8"},
	},
	Light: {
		"red":    {"#FF7383", "#F2495C", "#E02F44", "#C4162A", "#AD0317"},
		"orange": {"#FFB357", "#FF9830", "#FF780A", "#FA6400", "#E55400"},
		"yellow": {"#FFEE52", "#FADE2A", "#F2CC0C", "#E0B400", "#CC9D00"},
		"green":  {"#96D98D", "#73BF69", "#56A64B", "#37872D", "#19730E"},
		"blue":   {"#8AB8FF", "#5794F2", "#3274D9", "#1F60C4", "#1250B0"},
		"purple": {"#CA95E5", "#B877D9", "#A352CC", "#8F3BB8", "#7C2EA3"},
	},
}

// surfaces are the named colours that are no hue: what is behind a panel and what is written on it.
var surfaces = map[Theme]map[string]string{
	Dark:  {"transparent": "#00000000", "panel-bg": "#181b1f", "text": "#ccccdc"},
	Light: {"transparent": "#ffffff00", "panel-bg": "#ffffff", "text": "#24292e"},
}

// or is the theme, or dark.
func (t Theme) or() Theme {
	if t == Light {
		return Light
	}
	return Dark
}

// Text is the colour of text on a panel.
func (t Theme) Text() string { return surfaces[t.or()]["text"] }

// Background is the colour of a panel.
func (t Theme) Background() string { return surfaces[t.or()]["panel-bg"] }

// Color is a colour's hexadecimal: #rrggbb, or #rrggbbaa when one sees through it. It takes Grafana's names
// ("semi-dark-red", "text", "transparent"), CSS names, rgb(), rgba(), and hexadecimals, which stay as they are written.
// Anything else comes out black, as in Grafana, and no name as [Fallback].
//
// From createVisualizationColors.ts, getColorByName, and packages/grafana-data/src/themes/colorManipulator.ts,
// asHexString.
func (t Theme) Color(name string) string {
	t = t.or()
	if name == "" {
		return Fallback
	}
	if c, ok := surfaces[t][name]; ok {
		return c
	}
	shade, hue := 2, name
	for i, prefix := range []string{"super-light-", "light-", "", "semi-dark-", "dark-"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && prefix != "" {
			shade, hue = i, rest
			break
		}
	}
	if s, ok := hues[t][hue]; ok {
		return s[shade]
	}
	if name[0] == '#' {
		return name
	}
	if hex, ok := rgbHex(name); ok {
		return hex
	}
	if hex, ok := cssNames()[strings.ToLower(name)]; ok {
		return "#" + hex
	}
	return "#000000"
}

// rgbHex reads rgb(1, 2, 3) and rgba(1, 2, 3, 0.5).
func rgbHex(color string) (string, bool) {
	inner, ok := strings.CutPrefix(color, "rgba(")
	if !ok {
		if inner, ok = strings.CutPrefix(color, "rgb("); !ok {
			return "", false
		}
	}
	inner, ok = strings.CutSuffix(inner, ")")
	parts := strings.Split(inner, ",")
	if !ok || len(parts) < 3 || len(parts) > 4 {
		return "", false
	}
	hex := "#"
	for i, part := range parts {
		n, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(n) {
			return "", false
		}
		if i == 3 {
			if n >= 1 || n < 0 {
				break
			}
			n *= 255
		}
		hex += fmt.Sprintf("%02x", int(jsRound(min(max(n, 0), 255))))
	}
	return hex, true
}

// classicPalette colours series by their place (createVisualizationColors.ts, getClassicPalette).
func classicPalette() []string {
	return []string{
		"green", "yellow", "blue", "orange", "red", "purple",
		"dark-green", "dark-yellow", "dark-blue", "dark-orange", "dark-red", "dark-purple",
		"super-light-green", "super-light-yellow", "super-light-blue", "super-light-orange", "super-light-red", "super-light-purple",
		"#447EBC", "#C15C17", "#890F02", "#0A437C", "#6D1F62", "#584477", "#B7DBAB", "#F4D598", "#70DBED", "#F9BA8F", "#F29191",
		"#82B5D8", "#E5A8E2", "#AEA2E0", "#629E51", "#E5AC0E", "#64B0C8", "#E0752D", "#BF1B00", "#0A50A1", "#962D82", "#614D93",
		"#9AC48A", "#F2C96D", "#65C5DB", "#F9934E", "#EA6460", "#5195CE", "#D683CE", "#806EB7", "#3F6833", "#967302", "#2F575E",
		"#99440A", "#58140C", "#052B51", "#511749", "#3F2B5B", "#E0F9D7", "#FCEACA", "#CFFAFF", "#F9E2D2", "#FCE2DE", "#BADFF4",
		"#F9D9F9", "#DEDAF7",
	}
}

// PaletteColor is the colour of the series with this index, from 0, in the classic palette
// (packages/grafana-data/src/field/fieldColor.ts, palette-classic).
func (t Theme) PaletteColor(index int) string {
	palette := classicPalette()
	if index < 0 {
		index = 0
	}
	return t.Color(palette[index%len(palette)])
}

// PaletteColorByName is the colour that the classic palette gives a series' name: stable whatever other series there
// are. Colours with a contrast to the panel below 3 are left out (fieldColor.ts, palette-classic-by-name and
// getColorByStringHash; createColors.ts, contrastThreshold).
func (t Theme) PaletteColorByName(name string) string {
	var visible []string
	background := luminance(t.Background())
	for _, c := range classicPalette() {
		hex := t.Color(c)
		a, b := luminance(hex), background
		if (max(a, b)+0.05)/(min(a, b)+0.05) >= 3 {
			visible = append(visible, hex)
		}
	}
	return visible[int(nameHash(name))%len(visible)]
}

// nameHash is the hash of npm's string-hash, over UTF-16 from the end.
func nameHash(name string) uint32 {
	hash := uint32(5381)
	units := utf16.Encode([]rune(name))
	for i := len(units) - 1; i >= 0; i-- {
		hash = hash*33 ^ uint32(units[i])
	}
	return hash
}

// luminance is the relative luminance of #rrggbb, 0 to 1, to three digits (colorManipulator.ts, getLuminance).
func luminance(hex string) float64 {
	weights := [3]float64{0.2126, 0.7152, 0.0722}
	sum := 0.0
	for i, c := range channels(hex) {
		c /= 255
		if c <= 0.03928 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weights[i] * c
	}
	return math.Round(sum*1000) / 1000
}

// channels are red, green and blue of #rrggbb, 0 to 255.
func channels(hex string) (rgb [3]float64) {
	for i := range rgb {
		if at := 1 + 2*i; at+2 <= len(hex) {
			n, _ := strconv.ParseUint(hex[at:at+2], 16, 8)
			rgb[i] = float64(n)
		}
	}
	return rgb
}
