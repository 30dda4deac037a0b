package evaluate

import (
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

const theirs = `{"title": "Theirs", "uid": "abc", "time": {"from": "now-30m", "to": "now"}, "templating": {"list": [
  {"name": "ds", "type": "datasource", "query": "prometheus", "current": {"text": "Main", "value": "main-uid"}},
  {"name": "env", "type": "constant", "query": "prod"},
  {"name": "size", "type": "custom", "query": "small : s,large : l", "includeAll": true, "multi": true, "current": {"value": ["$__all"]}},
  {"name": "one", "type": "custom", "query": "a,b", "current": {"value": "b"}},
  {"name": "step", "type": "interval", "query": "1m,5m", "auto": true, "current": {"value": "$__auto_interval_step"}},
  {"name": "text", "type": "textbox", "query": "typed"},
  {"name": "pod", "type": "query", "datasource": {"uid": "${ds}"}, "query": {"query": "label_values(m, pod)", "refId": "x"}, "sort": 2, "includeAll": true, "multi": true, "current": {"value": ["p1", "gone"]}},
  {"name": "first", "type": "query", "datasource": "$ds", "query": "label_values(m, pod)", "regex": "/p./", "current": {}},
  {"name": "every", "type": "query", "query": "label_values(m, pod)", "includeAll": true, "allValue": ".*", "current": {"value": "$__all"}},
  {"name": "none", "type": "query", "query": "label_values(nothing, pod)"},
  {"name": "filters", "type": "adhoc"}]},
 "panels": [
  {"id": 1, "type": "timeseries", "title": "Lines", "maxDataPoints": 100, "interval": "1m", "datasource": {"type": "prometheus", "uid": "$ds"}, "targets": [
    {"refId": "A", "expr": "sum by (pod) (m{pod=~\"$pod\"})", "legendFormat": "{{pod}}"},
    {"refId": "B", "expr": "m{pod=\"$first\"}", "instant": true, "datasource": {"uid": "other"}},
    {"refId": "C", "expr": "hidden", "hide": true}, {"refId": "D", "expr": " "}]},
  {"type": "row", "title": "More", "panels": [{"id": 2, "type": "text", "title": "Words"}]},
  {"id": 3, "type": "logs", "title": "Logs", "datasource": {"type": "loki", "uid": "l"}, "targets": [{"refId": "A", "expr": "{a=\"b\"}"}]}]}`

func foreign(t *testing.T, text string) *Board {
	t.Helper()
	f, err := source.Read("theirs.json", []byte(text))
	if err != nil || len(f.Dashboards) != 1 {
		t.Fatalf("%d dashboards, %v", len(f.Dashboards), err)
	}
	return Foreign("theirs.json", f.Dashboards[0])
}

func TestForeign(t *testing.T) {
	s, err := prom.Open(prom.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := s.LoadSeries("test", strings.NewReader("load 30s from 2026-01-01T00:00:00Z\nm{pod=\"p1\"} 1x60\nm{pod=\"p2\"} 2x60\n")); err != nil {
		t.Fatal(err)
	}
	e, err := prom.NewEngine(s, prom.EngineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	b := foreign(t, theirs)
	if b.Span != 30*time.Minute || b.Title != "Theirs" || b.Name != "abc" {
		t.Errorf("%s %s %s", b.Name, b.Title, b.Span)
	}
	var asked []string
	stores := func(name string) prom.Querier { asked = append(asked, name); return e }
	w := b.Window(time.Date(2026, 1, 1, 0, 20, 0, 0, time.UTC))
	vars, err := b.Resolve(t.Context(), stores, w)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name := range vars {
		got[name] = vars.Expr("$" + name)
	}
	if diff := gocmp.Diff(map[string]string{
		"env": "prod", "size": "(s|l)", "one": "b", "step": "1m", "text": "typed", "pod": "p1", "first": "p1", "every": ".*", "none": "",
	}, got); diff != "" {
		t.Errorf("variables (-want +got):\n%s", diff)
	}
	frames, err := b.Panels[0].Frames(t.Context(), stores, w, vars)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range frames {
		line := f.RefID + " " + f.Query.Expr + " " + f.Query.Steps.Step.String()
		for _, s := range f.Series {
			line += " " + s.Legend
		}
		lines = append(lines, line)
	}
	if diff := gocmp.Diff([]string{`A sum by (pod) (m{pod=~"p1"}) 1m0s p1`, `B m{pod="p1"} 1m0s m{pod="p1"}`}, lines); diff != "" {
		t.Errorf("frames (-want +got):\n%s", diff)
	}
	if diff := gocmp.Diff([]string{"main-uid", "main-uid", "", "main-uid", "other"}, asked); diff != "" {
		t.Errorf("stores (-want +got):\n%s", diff)
	}
	if b.Panels[1].Reason != ReasonText || b.Panels[1].Row != "More" || b.Panels[2].Reason != ReasonOther {
		t.Errorf("%+v", b.Panels[1:])
	}
}

func TestSpan(t *testing.T) {
	for from, want := range map[string]time.Duration{
		`"now-2d"`: 48 * time.Hour, `"now/d"`: defaultSpan, `"now-x"`: defaultSpan, `"2026-01-01"`: defaultSpan, `"now-0s"`: defaultSpan,
	} {
		b := foreign(t, `{"title": "T", "schemaVersion": 39, "panels": [{"type": "text", "title": "x"}], "time": {"from": `+from+`, "to": "now"}}`)
		if b.Span != want {
			t.Errorf("%s is %s, want %s", from, b.Span, want)
		}
	}
	if b := foreign(t, `{"schemaVersion": 39, "panels": [{"type": "text", "title": "x"}], "time": {"from": "now-1h", "to": "now-5m"}}`); b.Span != defaultSpan || b.Name != "theirs.json" {
		t.Errorf("%s %s", b.Span, b.Name)
	}
}

// TestStoresThatNobodyKnows: a panel says which, and so does a variable.
func TestStoresThatNobodyKnows(t *testing.T) {
	nobody := func(string) prom.Querier { return nil }
	b := foreign(t, theirs)
	w := b.Window(time.Date(2026, 1, 1, 0, 20, 0, 0, time.UTC))
	if _, err := b.Resolve(t.Context(), nobody, w); err == nil || err.Error() != `variable pod: nobody says where store "main-uid" is` {
		t.Errorf("%v", err)
	}
	if _, err := b.Panels[0].Frames(t.Context(), nobody, w, nil); err == nil {
		t.Error("a panel asks nobody")
	}
}
