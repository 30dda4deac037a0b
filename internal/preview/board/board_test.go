package board

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

// read reads a dashboard that stands in a test.
func read(t *testing.T, json string) *Board {
	t.Helper()
	f, err := source.Read("test.json", []byte(json))
	if err != nil || len(f.Dashboards) != 1 {
		t.Fatalf("%d dashboards: %v", len(f.Dashboards), err)
	}
	return Read("test", f.Dashboards[0])
}

func TestRowsAndPlaces(t *testing.T) {
	b := read(t, `{"title": "T", "panels": [
		{"id": 1, "type": "stat", "title": "a", "gridPos": {"x": 0, "y": 0, "w": 6, "h": 4}},
		{"id": 2, "type": "stat", "title": "b", "gridPos": {"x": 6, "y": 0, "w": 6, "h": 4}},
		{"id": 3, "type": "row", "title": "Open", "collapsed": false, "gridPos": {"x": 0, "y": 4, "w": 24, "h": 1}, "panels": []},
		{"id": 4, "type": "stat", "title": "c", "gridPos": {"x": 0, "y": 5, "w": 12, "h": 8}},
		{"id": 4, "type": "stat", "title": "the same id and place", "gridPos": {"x": 6, "y": 5, "w": 99, "h": 8}},
		{"id": 5, "type": "row", "title": "Closed", "collapsed": true, "gridPos": {"x": 0, "y": 20, "w": 24, "h": 1}, "panels": [
			{"type": "stat", "title": "no place"}, {"id": 6, "type": "stat", "title": "d", "gridPos": {"x": -3, "y": 30, "w": 8, "h": 2}}]}]}`)
	var got []string
	for _, r := range b.Rows {
		state := "open"
		if r.Collapsed {
			state = "closed"
		}
		got = append(got, r.Title+" "+state)
	}
	if want := []string{" open", "Open open", "Closed closed"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
	ids := map[int]bool{}
	for p := range b.Panels {
		if ids[p.ID] || p.X < 0 || p.X+p.W > 24 || p.W <= 0 || p.H <= 0 || p.Y < 0 {
			t.Errorf("%s has the id %d and the place %d %d %d %d", p.Title, p.ID, p.X, p.Y, p.W, p.H)
		}
		ids[p.ID] = true
	}
	for _, r := range b.Rows {
		for i, p := range r.Panels {
			for _, q := range r.Panels[i+1:] {
				if p.X < q.X+q.W && q.X < p.X+p.W && p.Y < q.Y+q.H && q.Y < p.Y+p.H {
					t.Errorf("%s and %s overlap", p.Title, q.Title)
				}
			}
		}
	}
	if b.Rows[0].Height() != 4 || b.Rows[1].Height() != 16 {
		t.Errorf("rows are %d and %d high", b.Rows[0].Height(), b.Rows[1].Height())
	}
}

// TestOverrides: each matcher finds its field, later ones win, and what has another type than expected is left out.
func TestOverrides(t *testing.T) {
	b := read(t, `{"panels": [{"id": 1, "type": "timeseries", "title": "p", "targets": [],
		"fieldConfig": {"defaults": {"unit": "s", "decimals": "two", "min": 0, "mappings": [{"type": 1, "value": "old"}, {"type": "value", "options": {"1": {"text": "up"}}}],
			"custom": {"lineWidth": 2, "fillOpacity": "much"}},
		"overrides": [
			{"matcher": {"id": "byName", "options": "a"}, "properties": [{"id": "unit", "value": "ms"}, {"id": "custom.lineWidth", "value": 3}]},
			{"matcher": {"id": "byRegexp", "options": "/^A.*/i"}, "properties": [{"id": "max", "value": 9}]},
			{"matcher": {"id": "byRegexp", "options": "("}, "properties": [{"id": "unit", "value": "never"}]},
			{"matcher": {"id": "byFrameRefID", "options": "B"}, "properties": [{"id": "displayName", "value": "b"}]},
			{"matcher": {"id": "byNames", "options": {"mode": "exclude", "names": ["a", "x"]}}, "properties": [{"id": "custom.hideFrom", "value": {"viz": true}}]},
			{"matcher": {"id": "byType", "options": "string"}, "properties": [{"id": "unit", "value": "string"}]}]}}]}`)
	f := b.Panel(1).fields
	a := f.look(identity{"a", "A", "number"})
	if a.Unit != "ms" || a.Custom.LineWidth != 3 || a.Max == nil || *a.Max != 9 || a.Decimals != nil || len(a.Mappings) != 1 || a.Custom.HideFrom.Viz {
		t.Errorf("a looks like %+v", a)
	}
	other := f.look(identity{"other", "B", "number"})
	if other.Unit != "s" || other.Custom.LineWidth != 2 || other.DisplayName != "b" || !other.Custom.HideFrom.Viz || other.Max != nil {
		t.Errorf("other looks like %+v", other)
	}
	if x := f.look(identity{"x", "", "string"}); x.Unit != "string" {
		t.Errorf("a text looks like %+v", x)
	}
}

func column(name, kind string, values ...any) *Column {
	c := &Column{Name: name, Kind: kind}
	for _, v := range values {
		switch v := v.(type) {
		case string:
			c.S = append(c.S, v)
		case nil:
			c.V = append(c.V, nil)
		case int:
			f := float64(v)
			c.V = append(c.V, &f)
		}
	}
	return c
}

// rows prints a table.
func rows(t *Table) string {
	var out []string
	for i := range t.Rows {
		var row []string
		for _, c := range t.Columns {
			row = append(row, strings.ReplaceAll(c.key(i), "\x00", "-"))
		}
		out = append(out, strings.Join(row, " "))
	}
	return strings.Join(out, "; ")
}

// TestMerge: rows that agree in the columns that all tables have become one, also where a table lacks a row.
func TestMerge(t *testing.T) {
	a := &Table{Rows: 2, Columns: []*Column{column("m", "string", "x", "y"), column("Value #A", "number", 1, 2)}}
	b := &Table{Rows: 2, Columns: []*Column{column("m", "string", "y", "z"), column("Value #B", "number", 3, 4)}}
	if got := rows(merged([]*Table{a, b})); got != "x 1 -; y 2 3; z - 4" {
		t.Errorf("merged: %s", got)
	}
	twice := &Table{Rows: 2, Columns: []*Column{column("m", "string", "x", "x"), column("v", "number", 1, 2)}}
	if got := rows(merged([]*Table{twice})); got != "x 1; x 2" {
		t.Errorf("a row that is there twice: %s", got)
	}
	if got := merged(nil); got.Rows != 0 {
		t.Errorf("nothing merged has %d rows", got.Rows)
	}
	m := merged([]*Table{a, b})
	m.Sort("Value #B", true)
	if got := rows(m); got != "z - 4; y 2 3; x 1 -" {
		t.Errorf("sorted: %s", got)
	}
}

func TestTransformSeries(t *testing.T) {
	v := func(fs ...float64) []*float64 {
		var out []*float64
		for _, f := range fs {
			out = append(out, &f)
		}
		return out
	}
	r := &Result{
		Panel: &Panel{transformations: []transformation{
			{"calculateField", []byte(`{"mode": "cumulativeFunctions", "alias": "a so far", "cumulative": {"field": "a", "reducer": "sum"}}`)},
			{"organize", []byte(`{"excludeByName": {"a": true}, "renameByName": {"a so far": "a"}, "indexByName": {"a so far": 0, "b": 1}}`)},
			{"renameByRegex", []byte(`{"regex": "(b)", "renamePattern": "$1x"}`)},
			{"histogram", nil},
		}},
		Series: []Series{{Name: "a", V: v(1, 2, 3)}, {Name: "b", V: v(5)}},
	}
	r.transformSeries()
	if len(r.Series) != 2 || r.Series[0].Name != "a" || *r.Series[0].V[2] != 6 || r.Series[1].Name != "bx" {
		t.Errorf("the series are %+v", r.Series)
	}
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], `"histogram"`) {
		t.Errorf("the notes are %q", r.Notes)
	}
}

func TestGuard(t *testing.T) {
	b := &Board{Variables: []*Variable{{Name: "v", Type: "query"}, {Name: "c", Type: "custom"}}}
	w := prom.Window{From: time.Unix(0, 0), To: time.Unix(3600, 0)}
	for _, tt := range []struct {
		expr, value string
		multi       bool
		refused     bool
	}{
		{`up{a="$v"}`, `plain`, false, false},
		{`up{a="$v"}`, `x",b="y`, false, true},
		{`up{a="$v"}`, `"} or vector(1) or x{a="`, false, true},
		{`up{a=~"$v"}`, `x",b!~"`, true, true},
		{`up{a=~"$v"}`, `it's (a|b).*`, true, false},
		{`up{a='$v'}`, `it's`, false, true},
		{"up{a=`$v`}", "a`b", false, true},
		{`up{a="$v"}`, `שלום 🦜`, false, false},
		{`sum by (a) (up{a=~"$v"}) > 0`, `a"b`, true, true},
		{`up > $v`, `1 or vector(2)`, false, true},
		{`up{b="x"}`, `"`, false, false},
	} {
		vs := prom.Variables{"v": {Values: []string{tt.value}, Multi: tt.multi}}
		why := b.injects(w, vs, prom.Target{RefID: "A", Expr: tt.expr, Range: true})
		if (why != "") != tt.refused {
			t.Errorf("%s with %s: %q", tt.expr, tt.value, why)
		}
	}
	// The dashboard's own texts may be parts of queries.
	vs := prom.Variables{"c": {Values: []string{`up{a="b"} > 5`}}}
	if why := b.injects(w, vs, prom.Target{RefID: "A", Expr: `sum($c)`}); why != "" {
		t.Errorf("an author's own text is refused: %s", why)
	}
}

func TestSpans(t *testing.T) {
	for s, want := range map[string]time.Duration{"15m": 15 * time.Minute, "3h": 3 * time.Hour, "7d": 168 * time.Hour, "": 0, "h": 0, "-3h": 0, "1.5h": 0, "99999h": 0, "3x": 0} {
		if got, ok := ParseSpan(s); got != want && ok || ok != (want > 0) {
			t.Errorf("%q is %v, %v", s, got, ok)
		}
	}
}
