package evaluate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/evaluate"
)

// TestRowsAndPlaces lays out what nobody laid out well: every panel is on the page, and none above another.
func TestRowsAndPlaces(t *testing.T) {
	o := open(t, `{"title": "T", "schemaVersion": 39, "panels": [
		{"id": 1, "type": "stat", "title": "a", "gridPos": {"x": 0, "y": 0, "w": 6, "h": 4}},
		{"id": 2, "type": "stat", "title": "b", "gridPos": {"x": 6, "y": 0, "w": 6, "h": 4}},
		{"id": 3, "type": "row", "title": "Open", "collapsed": false, "gridPos": {"x": 0, "y": 4, "w": 24, "h": 1}, "panels": []},
		{"id": 4, "type": "stat", "title": "c", "gridPos": {"x": 0, "y": 5, "w": 12, "h": 8}},
		{"id": 4, "type": "stat", "title": "the same id and place", "gridPos": {"x": 6, "y": 5, "w": 99, "h": 8}},
		{"id": 5, "type": "row", "title": "Closed", "collapsed": true, "gridPos": {"x": 0, "y": 20, "w": 24, "h": 1}, "panels": [
			{"type": "stat", "title": "no place"}, {"id": 6, "type": "stat", "title": "d", "gridPos": {"x": -3, "y": 30, "w": 8, "h": 2}}]}]}`)
	rows := o.Rows()
	var got []string
	keys := map[string]bool{}
	for _, r := range rows {
		state := "open"
		if r.Collapsed {
			state = "closed"
		}
		got = append(got, fmt.Sprintf("%s %s %d", r.Title, state, r.Height()))
		for _, v := range r.Views {
			if b := v.Box; keys[v.Key] || b.X < 0 || b.X+b.W > 24 || b.W <= 0 || b.H <= 0 || b.Y < 0 {
				t.Errorf("%s has the key %s and the place %v", v.Title, v.Key, b)
			}
			keys[v.Key] = true
		}
		apart(t, r)
	}
	if want := []string{" open 4", "Open open 16", "Closed closed 10"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
}

// apart checks that no panel lies above another.
func apart(t *testing.T, r evaluate.Row) {
	t.Helper()
	for i, v := range r.Views {
		for _, w := range r.Views[i+1:] {
			if p, q := v.Box, w.Box; p.X < q.X+q.W && q.X < p.X+p.W && p.Y < q.Y+q.H && q.Y < p.Y+p.H {
				t.Errorf("%s and %s overlap", v.Title, w.Title)
			}
		}
	}
}

// TestRepeatedPlaces: panels are repeated beside or below each other, rows as a whole, and what was below moves down.
func TestRepeatedPlaces(t *testing.T) {
	o := open(t, `{"title": "T", "schemaVersion": 39,
		"templating": {"list": [{"name": "pod", "type": "query", "query": "label_values(up, pod)", "multi": true, "includeAll": true, "current": {"value": ["$__all"]}}]},
		"panels": [
		{"id": 1, "type": "stat", "title": "beside $pod", "repeat": "pod", "gridPos": {"x": 0, "y": 0, "w": 6, "h": 4}, "targets": []},
		{"id": 2, "type": "stat", "title": "below $pod", "repeat": "pod", "repeatDirection": "v", "gridPos": {"x": 4, "y": 4, "w": 6, "h": 4}, "targets": []},
		{"id": 3, "type": "stat", "title": "after", "gridPos": {"x": 0, "y": 8, "w": 24, "h": 2}, "targets": []},
		{"id": 4, "type": "row", "title": "pod $pod", "repeat": "pod", "gridPos": {"x": 0, "y": 10, "w": 24, "h": 1}, "panels": []},
		{"id": 5, "type": "stat", "title": "in $pod", "gridPos": {"x": 0, "y": 11, "w": 12, "h": 3}, "targets": []}]}`)
	var got []string
	for _, r := range o.Rows() {
		apart(t, r)
		got = append(got, "# "+r.Title)
		for _, v := range r.Views {
			got = append(got, fmt.Sprintf("%s %s %d,%d %dx%d", v.Key, v.Title, v.Box.X, v.Box.Y, v.Box.W, v.Box.H))
		}
	}
	want := []string{
		"# ", "1 beside a 0,0 12x4", "1-2 beside b 12,0 12x4", "2 below a 4,4 6x4", "2-2 below b 4,8 6x4", "3 after 0,12 24x2",
		"# pod a", "5 in a 0,0 12x3", "# pod b", "5-2 in b 0,0 12x3",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the page is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestPicked: what is offered can be picked, and nothing else.
func TestPicked(t *testing.T) {
	const dashboard = `{"title": "T", "schemaVersion": 39, "panels": [{"id": 1, "type": "stat", "title": "p", "targets": [{"refId": "A", "expr": "up{pod=~\"$pod\"}"}]}],
		"templating": {"list": [{"name": "pod", "type": "query", "query": "label_values(up, pod)", "multi": true, "includeAll": true, "current": {"value": ["$__all"]}},
			{"name": "typed", "type": "textbox", "query": "x"}]}}`
	for _, tt := range []struct{ name, pick, want string }{
		{"pod", "b", "[b]"}, {"pod", "c", "[a b]"}, {"pod", `a"} or up{x="`, "[a b]"}, {"pod", "$__all", "[a b]"},
		{"typed", "anything \"at\" all", `[anything "at" all]`}, {"typed", "${pod}", "[x]"}, {"typed", "$pod", "[x]"},
	} {
		o := open(t, dashboard, func(b *evaluate.Board) { b.Picked = map[string][]string{tt.name: {tt.pick}} })
		if got := fmt.Sprint(o.Variables[tt.name].Values); got != tt.want {
			t.Errorf("%s picked as %q is %s, want %s", tt.name, tt.pick, got, tt.want)
		}
	}
}

// TestNoValueIsAQuery: a query that a value would make another one of is not asked, whoever wrote the value.
func TestNoValueIsAQuery(t *testing.T) {
	board := func(kind, query, expr string) string {
		return fmt.Sprintf(`{"title": "T", "schemaVersion": 39, "panels": [{"id": 1, "type": "stat", "title": "p", "targets": [{"refId": "A", "expr": %q}]}],
			"templating": {"list": [{"name": "v", "type": %q, "query": %q}, {"name": "next", "type": "query", "query": "label_values(up{pod=\"$v\"}, pod)"}]}}`, expr, kind, query)
	}
	for _, tt := range []struct {
		expr, value string
		refused     bool
	}{
		{`up{pod="$v"}`, `plain`, false},
		{`up{pod="$v"}`, `x",b="y`, true},
		{`up{pod="$v"}`, `"} or vector(1) or x{a="`, true},
		{`up{pod='$v'}`, `it's`, true},
		{"up{pod=`$v`}", "a`b", true},
		{`up{pod="$v"}`, `שלום 🦜`, false},
		{`up > $v`, `1 or vector(2)`, true},
		{`up{pod="x"}`, `"`, false},
	} {
		s := show(t, open(t, board("textbox", tt.value, tt.expr)), evaluate.Ask{})
		if refused := strings.Contains(kinds(s), "would change the query"); refused != tt.refused {
			t.Errorf("%s with %s: %s", tt.expr, tt.value, kinds(s))
		}
	}
	// Another variable's query is none either.
	o := open(t, board("textbox", `a"} or up{x="`, `sum(up)`))
	if err := o.Failed["next"]; err == nil || !strings.Contains(err.Error(), "would change the query") || len(o.Options["next"]) > 0 {
		t.Errorf("the next variable offers %v: %v", o.Options["next"], err)
	}
	// The dashboard's own texts may be parts of queries.
	if s := show(t, open(t, board("custom", `up{pod="b"}`, `sum($v)`)), evaluate.Ask{}); strings.Contains(kinds(s), "would change") {
		t.Errorf("an author's own text is refused: %s", kinds(s))
	}
}

// TestLooks: each matcher finds its column, later overrides win, and what has another type than expected is left out.
func TestLooks(t *testing.T) {
	s := show(t, open(t, panel("timeseries", `"fieldConfig": {"defaults": {"unit": "s", "decimals": "two", "min": 0,
			"mappings": [{"type": "value", "options": {"1": {"text": "up"}}}], "custom": {"lineWidth": 2, "fillOpacity": "much", "axisSoftMin": 1}},
		"overrides": [
			{"matcher": {"id": "byName", "options": "a"}, "properties": [{"id": "unit", "value": "ms"}, {"id": "custom.lineWidth", "value": 3}, {"id": "min", "value": 7}, {"id": "custom.axisSoftMin", "value": 9}]},
			{"matcher": {"id": "byRegexp", "options": "/^A.*/i"}, "properties": [{"id": "max", "value": 9}]},
			{"matcher": {"id": "byRegexp", "options": "("}, "properties": [{"id": "unit", "value": "never"}]},
			{"matcher": {"id": "byRegexp", "options": ""}, "properties": [{"id": "unit", "value": "never"}]},
			{"matcher": {"id": "byRegexp", "options": "(at)?e"}, "properties": [{"id": "unit", "value": "never of whatever: a bare pattern is for the whole name"}]},
			{"matcher": {"id": "byFrameRefID", "options": "B"}, "properties": [{"id": "displayName", "value": "all ${__field.labels.pod}"}]},
			{"matcher": {"id": "byNames", "options": {"mode": "exclude", "names": ["a", "b"]}}, "properties": [{"id": "custom.hideFrom", "value": {"viz": true}}]},
			{"matcher": {"id": "byName", "options": "b"}, "properties": [{"id": "color", "value": {"mode": "fixed", "fixedColor": "red"}}]}]}`,
		`up{pod="a"} => {{pod}}`, `busy_ratio{pod="b"} => whatever`, `busy_ratio{pod="b"} => b`)), evaluate.Ask{})
	looks := map[string]*evaluate.Look{}
	for _, d := range s.Data {
		for _, c := range d.Fields {
			if !c.Time {
				looks[c.Title()] = c.Look
			}
		}
	}
	a, all, b := looks["a"], looks["all b"], looks["b"]
	if a == nil || all == nil || b == nil {
		t.Fatalf("the columns are %v", looks)
	}
	if a.Unit != "ms" || a.Custom.LineWidth != 3 || a.Max == nil || *a.Max != 9 || a.Decimals != nil || *a.Min != 7 || *a.Custom.AxisSoftMin != 9 {
		t.Errorf("a looks like %+v", a)
	}
	if all.Unit != "s" || all.Custom.LineWidth != 2 || !all.Custom.HideFrom.Viz || all.Max != nil || *all.Min != 0 || *all.Custom.AxisSoftMin != 1 {
		t.Errorf("another looks like %+v", all)
	}
	if !b.Own || a.Own || len(b.Mappings) != 1 || b.Custom.FillOpacity != 0 {
		t.Errorf("b looks like %+v", b)
	}
}

// TestBetween: what a person picks, within the data.
func TestBetween(t *testing.T) {
	o := open(t, `{"title": "T", "time": {"from": "now-30m"}, "panels": []}`)
	first, last := start, start.Add(2*60*60*1e9)
	for _, tt := range []struct{ from, to, want string }{
		{"", "", "01:30 02:00"}, {"now-1h", "", "01:00 02:00"}, {"now-1h", "now-30m", "01:00 01:30"}, {"now-7d", "", "00:00 02:00"},
		{"2026-01-01T00:10:00Z", "2026-01-01T00:20:00Z", "00:10 00:20"}, {"1767226200000", "", "00:10 02:00"},
		{"nonsense", "", "01:55 02:00"}, {"2030-01-01T00:00:00Z", "", "01:55 02:00"}, {"", "1999-01-01T00:00:00Z", "01:30 02:00"}, {"now-99999999y", "", "01:55 02:00"},
	} {
		w := o.Between(tt.from, tt.to, first, last)
		if got := w.From.Format("15:04") + " " + w.To.Format("15:04"); got != tt.want {
			t.Errorf("from %q to %q is %s, want %s", tt.from, tt.to, got, tt.want)
		}
	}
}
