package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

func (p *painter) pie() {
	o, values := p.numbers()
	total := 0.0
	amounts := make([]float64, len(values))
	for i, v := range values {
		if v.series == nil || v.Missing {
			continue
		}
		calc := v.Calc
		if calc == "" {
			calc = "lastNotNull"
		}
		if n, err := display.Reduce(calc, v.series.V); err == nil && n != nil && *n > 0 {
			amounts[i] = *n
			total += *n
		}
	}
	if total <= 0 {
		p.message(p.r.Look.NoValue)
		return
	}
	share := func(i int) string {
		percent := math.Round(amounts[i] / total * 100)
		return strconv.FormatFloat(percent, 'f', -1, 64) + "%"
	}
	// Grafana asks "values" where other panels ask "calcs".
	o.Legend.Calcs, o.Legend.SortBy = nil, ""
	// Slices and legend begin with the largest; colours are those of the series' places.
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(amounts[b], amounts[a]) })
	var entries []legendEntry
	for _, i := range order {
		v := values[i]
		e := legendEntry{name: v.Name, color: v.Color}
		for _, want := range o.Legend.Values {
			if want == "percent" {
				e.values = append(e.values, share(i))
			} else {
				e.values = append(e.values, flat(v.Text))
			}
		}
		entries = append(entries, e)
	}
	for _, want := range o.Legend.Values {
		o.Legend.Calcs = append(o.Legend.Calcs, map[string]string{"percent": "Percent", "value": "Value"}[want])
	}
	w, h := p.legend(o.Legend, entries)
	r := max(min(w, h)/2-10, 8)
	inner := 0.0
	if o.PieType == "donut" {
		inner = r * 0.68
	}
	from := -math.Pi / 2
	for _, i := range order {
		v := values[i]
		if amounts[i] == 0 {
			continue
		}
		to := from + amounts[i]/total*2*math.Pi
		p.Path(draw.NewPath().Ring(w/2, h/2, inner, r, from, to), draw.Style{Fill: v.Color, Stroke: p.panel, Width: 1})
		p.sliceLabel(o, v, share(i), w/2, h/2, (r+inner)/2, (from+to)/2, to-from)
		from = to
	}
}

// sliceLabel writes what a panel asks for into a slice that is wide enough.
func (p *painter) sliceLabel(o statOptions, v number, share string, x, y, r, angle, width float64) {
	var text string
	for _, want := range []struct{ id, text string }{{"name", v.Name}, {"value", flat(v.Text)}, {"percent", share}} {
		if slices.Contains(o.DisplayLabel, want.id) {
			text += " " + want.text
		}
	}
	if text == "" || width*r < draw.Width(text, 12, draw.Regular) {
		return
	}
	p.Text(draw.Text{X: x + r*math.Cos(angle), Y: y + r*math.Sin(angle) + 4, Size: 12, Anchor: draw.Middle, Color: inkOn(v.Color), S: draw.Clean(text[1:])})
}
