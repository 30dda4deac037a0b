package display

import (
	"fmt"
	"math"
)

// gradients are the colour modes that blend by the share between min and max
// (packages/grafana-data/src/field/fieldColor.ts).
var gradients = map[string][]string{
	"continuous-GrYlRd":  {"green", "yellow", "red"},
	"continuous-RdYlGr":  {"red", "yellow", "green"},
	"continuous-BlYlRd":  {"dark-blue", "super-light-yellow", "dark-red"},
	"continuous-YlRd":    {"super-light-yellow", "dark-red"},
	"continuous-BlPu":    {"blue", "purple"},
	"continuous-YlBl":    {"super-light-yellow", "dark-blue"},
	"continuous-blues":   {"panel-bg", "dark-blue"},
	"continuous-reds":    {"panel-bg", "dark-red"},
	"continuous-greens":  {"panel-bg", "dark-green"},
	"continuous-purples": {"panel-bg", "dark-purple"},
}

// blend is the colour at a share, 0 to 1, of a gradient: a cubic B-spline through the colours, as d3-interpolate's
// interpolateRgbBasis. What lies outside gets the colours of the ends.
func (t Theme) blend(names []string, share float64) string {
	share = min(max(share, 0), 1)
	n := len(names) - 1
	i := min(int(math.Floor(share*float64(n))), n-1)
	at := (share - float64(i)/float64(n)) * float64(n)
	hex := "#"
	for channel := range 3 {
		value := func(i int) float64 { return channels(t.Color(names[i]))[channel] }
		v1, v2 := value(i), value(i+1)
		v0, v3 := 2*v1-v2, 2*v2-v1
		if i > 0 {
			v0 = value(i - 1)
		}
		if i < n-1 {
			v3 = value(i + 2)
		}
		hex += fmt.Sprintf("%02x", int(jsRound(min(max(spline(at, v0, v1, v2, v3), 0), 255))))
	}
	return hex
}

func spline(t, v0, v1, v2, v3 float64) float64 {
	t2, t3 := t*t, t*t*t
	return ((1-3*t+3*t2-t3)*v0 + (4-6*t2+3*t3)*v1 + (1+3*t+3*t2-3*t3)*v2 + t3*v3) / 6
}
