package lint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// This file is about what a panel makes of its queries' values: which of its overrides are theirs, and in which unit
// they are shown.

// A verdict says whether something holds, where that may not be known.
type verdict uint8

const (
	notKnown verdict = iota
	surely
	surelyNot
)

// shown reports whether the panel draws the query, and it is known what that is.
func (q *Query) shown() bool { return !q.Hidden && q.Facts != nil }

// These are transformations by what they leave alone.
var (
	// keepingValues may move, rename and drop columns, but a number stays what it was.
	keepingValues = []string{
		"organize", "merge", "sortBy", "limit", "filterByValue", "renameByRegex", "seriesToColumns", "joinByField",
		"labelsToFields", "seriesToRows", "concatenate", "prepareTimeSeries",
	}
	// keepingColumns leave the columns of a table their names, or say the new ones.
	keepingColumns = []string{"organize", "merge", "sortBy", "limit", "filterByValue"}
	// keepingNames leave the series of a graph their names.
	keepingNames = []string{"sortBy", "limit", "filterByValue"}
)

// transformsOnlyBy reports whether all transformations that are on are among some.
func (p *Panel) transformsOnlyBy(ids []string) bool {
	for i := range p.Transformations {
		if t := &p.Transformations[i]; !t.Disabled && !slices.Contains(ids, t.ID.Value) {
			return false
		}
	}
	return true
}

// property returns what an override sets, or nil.
func property(o *source.Override, id string) *source.Property {
	for i := range o.Properties {
		if o.Properties[i].ID.Value == id {
			return &o.Properties[i]
		}
	}
	return nil
}

// overrides tells whether an override is about all values of a query.
func (p *Panel) overrides(o *source.Override, q *Query) verdict {
	switch o.Matcher {
	case "byFrameRefID":
		switch {
		case len(p.Transformations) > 0:
			return notKnown // what comes out of one has a refId of its own
		case o.Options.String().Value == q.RefID.Value:
			return surely
		}
		return surelyNot
	case "byName":
		return p.named(q, o.Options.String().Value)
	case "byType":
		switch o.Options.String().Value {
		case "number":
			return surely
		case "string", "time", "boolean":
			return surelyNot
		}
	}
	return notKnown
}

// named tells whether all values of a query go by a name.
func (p *Panel) named(q *Query, name string) verdict {
	switch {
	case name == "" || p.Field.DisplayName.Value != "":
		return notKnown
	case q.Format == "table":
		return p.columnNamed(q, name)
	case name == "Value" || !p.transformsOnlyBy(keepingNames):
		return notKnown // Value is what the field of every series is called underneath
	}
	for i := range p.Overrides {
		if property(&p.Overrides[i], "displayName") != nil {
			return notKnown
		}
	}
	return legendReads(q.Legend.Value, name)
}

// columnNamed tells whether the values of a query in the format of a table are in a column of a name. Grafana calls
// it "Value", beside other queries "Value #A"; an override matches this name even when organize shows another.
func (p *Panel) columnNamed(q *Query, name string) verdict {
	if !p.transformsOnlyBy(keepingColumns) {
		return notKnown
	}
	own, alone := p.isColumn(q, name), len(p.Queries)+p.Others == 1
	switch {
	case own && (alone || name != "Value"):
		return surely
	case own || name == "Value":
		return notKnown
	}
	for i := range p.Transformations {
		t := &p.Transformations[i]
		if t.Disabled || t.ID.Value != "organize" {
			continue
		}
		renamed := t.Options.Get("renameByName")
		if renamed == nil {
			continue
		}
		for j := range renamed.Members {
			if m := &renamed.Members[j]; p.isColumn(q, m.Key.Value) && m.Value.String().Value == name {
				return surely
			}
		}
	}
	for i := range p.Overrides {
		if shown := property(&p.Overrides[i], "displayName"); shown != nil && shown.Value.String().Value == name {
			return notKnown
		}
	}
	return surelyNot
}

// isColumn reports whether a name is one that Grafana gives the column of a query's values.
func (p *Panel) isColumn(q *Query, name string) bool {
	if rest, ok := strings.CutPrefix(name, "Value #"); ok {
		return rest == q.RefID.Value
	}
	return name == "Value" && len(p.Queries)+p.Others == 1
}

// drops reports whether the panel may leave the values of a query out.
func (p *Panel) drops(q *Query) bool {
	for i := range p.Transformations {
		t := &p.Transformations[i]
		if t.Disabled || t.ID.Value != "organize" {
			continue
		}
		excluded := t.Options.Get("excludeByName")
		if excluded == nil {
			continue
		}
		for j := range excluded.Members {
			m := &excluded.Members[j]
			if m.Value.Bool() && (p.isColumn(q, m.Key.Value) || q.Format != "table" && legendReads(q.Legend.Value, m.Key.Value) != surelyNot) {
				return true
			}
		}
	}
	return false
}

// called is what to call a query in a finding: its refId, or where it has none, as in Perses, which one of the panel it is.
func (q *Query) called() string {
	if q.RefID.Value == "" && q.Panel != nil {
		return strconv.Itoa(slices.Index(q.Panel.Queries, q) + 1)
	}
	return q.RefID.Value
}

// showsUnits reports whether the numbers of the panel are written in the unit of its fields. Heatmaps and histograms
// are not such: theirs are on an axis of buckets.
func (p *Panel) showsUnits() bool {
	if p.Angular {
		return false
	}
	switch p.Type.Value {
	case "timeseries", "barchart", "trend":
	case "stat", "gauge", "bargauge", "piechart", "table":
		return p.reducesToItsUnit()
	default:
		return false
	}
	return !p.Library
}

// reducesToItsUnit reports whether what a panel makes of a series is still in the unit of its values: not a number
// of samples.
func (p *Panel) reducesToItsUnit() bool {
	if p.Type.Value == "stat" {
		switch p.Options.String("textMode").Value {
		case "name", "none":
			return false
		}
	}
	for _, calc := range p.Options.List("reduceOptions", "calcs") {
		switch calc.Text.Value {
		case "last", "lastNotNull", "first", "firstNotNull", "min", "max", "mean", "median", "range", "diff", "delta", "step":
		default:
			return false
		}
	}
	return !p.Library
}

// unitOf is the id of the unit that the values of a query are shown in. known is false where it can't be told which
// of several that is.
func (p *Panel) unitOf(q *Query) (id source.Text, known bool) {
	if !p.transformsOnlyBy(keepingValues) || p.drops(q) {
		return source.Text{}, false
	}
	id = p.Field.Unit
	for i := range p.Overrides {
		o := &p.Overrides[i]
		set := property(o, "unit")
		if set == nil {
			continue
		}
		switch other := set.Value.String(); p.overrides(o, q) {
		case surely:
			id = other
		case notKnown:
			if other.Value != id.Value {
				return source.Text{}, false
			}
		}
	}
	return id, true
}

// valueUnit is the unit of a query's values, or unknown. Bare numbers have none.
func (q *Query) valueUnit() catalogue.Unit {
	if q.Facts.Result.AnyUnit {
		return catalogue.Unit{}
	}
	return q.Facts.Result.Unit
}
