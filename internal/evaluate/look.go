package evaluate

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/source"
)

// A look is how a panel shows its values: the field configuration with its overrides, read once.
type look struct {
	base      display.Field
	name      string // displayName
	overrides []overridden
}

// An overridden look is what an override sets, for the columns that it matches.
type overridden struct {
	matches func(*column) bool
	set     func(f *display.Field) (name string)
}

// lookOf reads the look of a panel. What can't be read is as if it were not there, as in Grafana.
func lookOf(p *source.Panel) look {
	l := look{name: p.Field.DisplayName.Value}
	if defaults := p.Node.Get("fieldConfig", "defaults"); defaults != nil {
		read(defaults, &l.base)
	} else {
		l.base = fieldFrom(p.Field) // of a format that keeps it elsewhere
	}
	for _, o := range p.Overrides {
		if matches := matcher(o); matches != nil {
			l.overrides = append(l.overrides, overridden{matches, setter(o.Properties)})
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
func matcher(o source.Override) func(*column) bool {
	text := ""
	if o.Options != nil && o.Options.Kind == source.String {
		text = o.Options.Text.Value
	}
	switch o.Matcher {
	case "byName":
		return func(c *column) bool { return c.title() == text || c.shown == "" && c.name == text }
	case "byRegexp":
		pattern, err := scriptRegex(text)
		if err != nil {
			return nil
		}
		return func(c *column) bool { return pattern.MatchString(c.title()) }
	case "byFrameRefID":
		return func(c *column) bool { return c.refID == text }
	case "byType":
		return func(c *column) bool {
			return text == "time" && c.time || text == "number" && c.numbers != nil && !c.time || text == "string" && c.texts != nil
		}
	case "byNames":
		var names []string
		for _, n := range o.Options.List("names") {
			names = append(names, n.Text.Value)
		}
		exclude := o.Options.String("mode").Value == "exclude"
		return func(c *column) bool { return slices.Contains(names, c.title()) != exclude }
	default:
		return nil
	}
}

// setter applies the properties of an override.
func setter(properties []source.Property) func(*display.Field) string {
	return func(f *display.Field) string {
		name := ""
		for _, p := range properties {
			switch p.ID.Value {
			case "displayName":
				name = p.Value.Scalar().Value
			case "unit":
				read(p.Value, &f.Unit)
			case "decimals":
				read(p.Value, &f.Decimals)
			case "min":
				read(p.Value, &f.Min)
			case "max":
				read(p.Value, &f.Max)
			case "noValue":
				read(p.Value, &f.NoValue)
			case "mappings":
				f.Mappings = nil
				read(p.Value, &f.Mappings)
			case "thresholds":
				f.Thresholds = nil
				read(p.Value, &f.Thresholds)
			case "color":
				f.Color = nil
				read(p.Value, &f.Color)
			}
		}
		return name
	}
}

// of is how a column is shown, and by which name.
func (l look) of(c *column) (display.Field, string) {
	f, name := l.base, ""
	for _, o := range l.overrides {
		if o.matches(c) {
			if given := o.set(&f); given != "" {
				name = given
			}
		}
	}
	switch {
	case name != "":
	case l.name != "" && !c.time:
		name = l.name
	default:
		return f, c.title()
	}
	return f, fieldReference.ReplaceAllStringFunc(name, func(ref string) string {
		m := fieldReference.FindStringSubmatch(ref)
		switch m[1] {
		case "__series.name", "__field.displayName", "__field.name":
			return c.title()
		default:
			label := strings.Trim(strings.TrimPrefix(m[1], "__field.labels"), `."'[]`)
			return c.labels[label]
		}
	})
}

// fieldReference is a use of what Grafana knows of a field in a display name.
var fieldReference = regexp.MustCompile(`\$\{(__series\.name|__field\.displayName|__field\.name|__field\.labels[^}]*)\}`)
