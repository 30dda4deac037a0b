package lint

import (
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// A mood is what a colour tells a person.
type mood uint8

const (
	moodUnknown mood = iota // nobody chose a colour, or it says neither
	calm                    // green
	alarming                // red, orange, yellow
	mapped                  // a text stands in place of the value
)

// moodOf tells what a colour means, by its name or its parts.
func moodOf(colour string) mood {
	switch {
	case strings.HasPrefix(colour, "#") && len(colour) >= 7:
		n, err := strconv.ParseUint(colour[1:7], 16, 32)
		if err != nil {
			return moodUnknown
		}
		return moodOfParts(int(n>>16), int(n>>8&0xff), int(n&0xff))
	case strings.HasPrefix(colour, "rgb"):
		return moodOfRGB(colour)
	case strings.HasSuffix(colour, "green"):
		return calm
	case strings.HasSuffix(colour, "red"), strings.HasSuffix(colour, "orange"), strings.HasSuffix(colour, "yellow"):
		return alarming
	}
	return moodUnknown
}

// moodOfRGB reads rgb(…) and rgba(…).
func moodOfRGB(colour string) mood {
	_, list, _ := strings.Cut(strings.TrimSuffix(colour, ")"), "(")
	var parts [3]int
	for i := range parts {
		var part string
		part, list, _ = strings.Cut(list, ",")
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			return moodUnknown
		}
		parts[i] = n
	}
	return moodOfParts(parts[0], parts[1], parts[2])
}

// moodOfParts tells greens from reds, oranges and yellows by which part is strongest.
func moodOfParts(r, g, b int) mood {
	switch {
	case g > r+20 && g > b+20:
		return calm
	case r > b+60 && r >= g:
		return alarming
	}
	return moodUnknown
}

// colourAt returns what the colour means that a panel gives to a value, where that was somebody's choice: a
// panel that nobody coloured has Grafana's thresholds, green up to 80.
func colourAt(f *source.Field, v float64) mood {
	if m := mappedColour(f, v); m != moodUnknown {
		return m
	}
	steps := f.Thresholds.Steps
	if len(steps) == 0 || f.Thresholds.Percentage || f.ColorMode != "" && f.ColorMode != "thresholds" || defaultThresholds(steps) {
		return moodUnknown
	}
	m, alarms := moodOf(steps[0].Color.Value), false
	for i := range steps {
		if steps[i].Value != nil && *steps[i].Value <= v {
			m = moodOf(steps[i].Color.Value)
		}
		alarms = alarms || moodOf(steps[i].Color.Value) == alarming
	}
	if !alarms {
		return moodUnknown // all colours are one to this panel
	}
	return m
}

// defaultThresholds reports whether steps are those of a new panel: green, and red from 80.
func defaultThresholds(steps []source.Step) bool {
	return len(steps) == 1 && moodOf(steps[0].Color.Value) == calm ||
		len(steps) == 2 && steps[1].Value != nil && *steps[1].Value == 80 && moodOf(steps[0].Color.Value) == calm
}

// mappedColour looks for a mapping of a value.
func mappedColour(f *source.Field, v float64) mood {
	for _, mapping := range f.Mappings {
		var to *source.Node
		options := mapping.Get("options")
		switch mapping.String("type").Value {
		case "value":
			to = options.Get(strconv.FormatFloat(v, 'g', -1, 64))
		case "range":
			from, above := options.Number("from")
			upTo, below := options.Number("to")
			if (!above || v >= from) && (!below || v <= upTo) {
				to = options.Get("result")
			}
		}
		if to == nil {
			continue
		}
		if m := moodOf(to.String("color").Value); m != moodUnknown {
			return m
		}
		return mapped
	}
	return moodUnknown
}
