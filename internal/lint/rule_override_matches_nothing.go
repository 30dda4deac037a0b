package lint

import (
	"fmt"
	"strings"

	"github.com/llm-observability/dashgen/internal/jsregexp"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// overrideMatchesNothingRule finds overrides that are about no query of their panel.
var overrideMatchesNothingRule = &Rule{
	Name:     "override-matches-nothing",
	Title:    "an override for a series or a column that the panel does not have",
	Severity: Warning,
	Since:    "0.2",
	Why: "An override says to which series or columns it applies: by the name in the legend, by a pattern, by the refId of a query. When a legend is changed or a query removed, the override " +
		"stays behind, and Grafana ignores it without a word: the unit, the colour or the axis that it sets is gone. Only what is certain is found: names against legends without labels, columns " +
		"against what the tables can have, refIds against all queries of the panel, hidden ones too. A panel is reported once, at the first such override.",
	Cost: "The series is drawn in the unit and colour of the panel, which may be the wrong ones.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "title": "Load",
  "targets": [
    {"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"},
    {"refId": "B", "expr": "max(vllm:kv_cache_usage_perc)", "legendFormat": "cache"}
  ],
  "fieldConfig": {"defaults": {"unit": "short"}, "overrides": [
    {"matcher": {"id": "byName", "options": "KV cache"}, "properties": [{"id": "unit", "value": "percentunit"}]}
  ]}
}`, Note: "the query is called cache"}},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Load",
  "description": "Requests that wait, and the fullest cache.",
  "targets": [
    {"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"},
    {"refId": "B", "expr": "max(vllm:kv_cache_usage_perc)", "legendFormat": "cache"}
  ],
  "fieldConfig": {"defaults": {"unit": "short"}, "overrides": [
    {"matcher": {"id": "byName", "options": "cache"}, "properties": [{"id": "unit", "value": "percentunit"}]}
  ]}
}`}},
	Panel: func(p *Pass, panel *Panel) {
		if len(panel.Overrides) == 0 || len(panel.Queries) == 0 || panel.Library || fromDashboard(panel.Datasource) {
			return
		}
		var idle []*source.Override
		for i := range panel.Overrides {
			if panel.matchesNothing(&panel.Overrides[i]) {
				idle = append(idle, &panel.Overrides[i])
			}
		}
		if len(idle) > 0 {
			reportIdle(p, panel, idle)
		}
	},
}

// matchesNothing reports whether an override is about nothing that the panel can have.
func (p *Panel) matchesNothing(o *source.Override) bool {
	name := o.Options.String().Value
	if name == "" || hasVariable(name) {
		return false
	}
	switch o.Matcher {
	case "byFrameRefID":
		return !p.mayHaveRefID(name)
	case "byName":
		return p.matchesNoName(name)
	case "byRegexp":
		return p.matchesNoPattern(name)
	}
	return false
}

// reportIdle reports the overrides of a panel that match nothing at the first of them: they mostly come by the dozen,
// from the panel that this one was copied from.
func reportIdle(p *Pass, panel *Panel, idle []*source.Override) {
	name, too := idle[0].Options.String(), ""
	switch others := len(idle) - 1; {
	case others == 1:
		too = ", and another override of the panel matches nothing, either"
	case others > 1:
		too = fmt.Sprintf(", and %d other overrides of the panel match nothing, either", others)
	}
	switch idle[0].Matcher {
	case "byFrameRefID":
		p.Report(panel.At(name), "no query of the panel has the refId %s%s", name.Value, too).Help("name one of its queries, or remove the override")
	case "byRegexp":
		p.Report(panel.At(name), "nothing in the panel has a name like %s%s", name.Value, too).Help("%s", helpName(panel))
	default:
		p.Report(panel.At(name), "nothing in the panel is called %s%s", name.Value, too).Help("%s", helpName(panel))
	}
}

// fromDashboard reports whether the data comes from another panel of the dashboard.
func fromDashboard(ds source.Datasource) bool {
	return ds.UID.Value == "-- Dashboard --" || ds.Type == "datasource"
}

// mayHaveRefID reports whether a query of the panel has a refId, or a transformation may make one.
func (p *Panel) mayHaveRefID(id string) bool {
	if len(p.Transformations) > 0 || p.Others > 0 {
		return true
	}
	for _, q := range p.Queries {
		if q.RefID.Value == id || q.RefID.Value == "" {
			return true
		}
	}
	return false
}

// matchesNoName reports whether nothing that the panel shows can be called by a name.
func (p *Panel) matchesNoName(name string) bool {
	if p.Others > 0 || name == "Time" || name == "Value" || !p.showsUnits() || p.Options.Get("reduceOptions").Bool("values") {
		return false
	}
	for _, q := range p.Queries {
		if q.Facts == nil || p.named(q, name) != surelyNot || q.Format == "table" && p.mayHaveColumn(q, name) {
			return false
		}
		if q.Format != "table" && p.Type.Value == "table" {
			return false // a column per series, or one of all
		}
	}
	return true
}

// mayHaveColumn reports whether the table of a query may have a column of a name beside its values: a label, or what
// organize calls one.
func (p *Panel) mayHaveColumn(q *Query, name string) bool {
	if q.Facts.Result.Label(name).State != promql.Impossible {
		return true
	}
	for i := range p.Transformations {
		renamed := p.Transformations[i].Options.Get("renameByName")
		if renamed == nil {
			continue
		}
		for j := range renamed.Members {
			m := &renamed.Members[j]
			if m.Value.String().Value == name && (strings.HasPrefix(m.Key.Value, "Value") || m.Key.Value == "Time" ||
				q.Facts.Result.Label(m.Key.Value).State != promql.Impossible) {
				return true
			}
		}
	}
	for i := range p.Overrides {
		if shown := property(&p.Overrides[i], "displayName"); shown != nil && shown.Value.String().Value == name {
			return true
		}
	}
	return false
}

// matchesNoPattern reports whether no series of the panel can have a name like a pattern: all are literal.
func (p *Panel) matchesNoPattern(pattern string) bool {
	if p.Others > 0 || p.Type.Value == "table" || !p.showsUnits() || p.Field.DisplayName.Value != "" || len(p.Transformations) > 0 {
		return false
	}
	for _, q := range p.Queries {
		if !isLiteral(q.Legend.Value) || q.Format == "table" {
			return false
		}
	}
	for i := range p.Overrides {
		if property(&p.Overrides[i], "displayName") != nil {
			return false
		}
	}
	re, err := jsregexp.Compile(pattern)
	if err != nil || re.MatchString("Value") {
		return false
	}
	for _, q := range p.Queries {
		if re.MatchString(q.Legend.Value) || re.MatchString(q.Legend.Value+" 1") {
			return false
		}
	}
	return true
}

// helpName lists what an override may name.
func helpName(p *Panel) string {
	var names []string
	for _, q := range p.Queries {
		if isLiteral(q.Legend.Value) && q.Format != "table" {
			names = append(names, shortened(q.Legend.Value))
		}
	}
	const most = 6
	if len(names) > most {
		names = append(names[:most], "…")
	}
	if len(names) == 0 {
		return "name a series or column of the panel, or remove the override"
	}
	return "name one of its series (" + strings.Join(names, ", ") + "), or remove the override"
}
