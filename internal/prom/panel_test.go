package prom

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// testPanel runs panels of a dashboard over the recording, from variables to names.
func testPanel(t *testing.T, e *Engine) {
	w := Window{From: clock(t, "00:00:07"), To: clock(t, "00:20:07"), MaxDataPoints: 40, ScrapeInterval: 15 * time.Second}
	models := Variables{
		"namespace":  {Values: []string{"ai501", "llm-hosting"}, Multi: true, IncludeAll: true, All: true},
		"model_name": {Values: []string{"llama32", "granite-3-2-8b-instruct"}, Multi: true, IncludeAll: true},
	}
	const selector = `{namespace=~"$namespace",model_name=~"$model_name"}`
	frames, err := EvaluatePanel(t.Context(), e, w, models, []Target{
		{RefID: "A", Expr: `sum by (model_name) (rate(vllm:generation_tokens_total` + selector + `[$__rate_interval]))`, Legend: "{{model_name}}"},
		{RefID: "B", Expr: `max(vllm:num_requests_waiting` + selector + `)`, Legend: LegendAuto},
		{RefID: "C", Expr: `sum by (finish_reason, model_name) (increase(vllm:request_success_total` + selector + `[$__range]))`, Legend: LegendAuto, Instant: true},
		{RefID: "D"},
		{RefID: "E", Expr: `sum(rate(x[$window]))`},
		{RefID: "F", Expr: `sum by (model_name) (vllm:num_requests_running` + selector + `)`, Instant: true, Range: true, MinInterval: "5m"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"A: granite-3-2-8b-instruct | llama32",
		"B: max(vllm:num_requests_waiting{namespace=~\"(ai501|llm-hosting)\",model_name=~\"(llama32|granite-3-2-8b-instruct)\"})",
		`C: {finish_reason="length", model_name="granite-3-2-8b-instruct"} | {finish_reason="length", model_name="llama32"}` +
			` | {finish_reason="stop", model_name="granite-3-2-8b-instruct"} | {finish_reason="stop", model_name="llama32"}`,
		"E: ",
		`F: {model_name="granite-3-2-8b-instruct"} | {model_name="llama32"}`,
		`F-Instant: {model_name="granite-3-2-8b-instruct"} | {model_name="llama32"}`,
	}
	if diff := gocmp.Diff(want, legends(frames)); diff != "" {
		t.Errorf("legends (-want +got):\n%s", diff)
	}

	a := frames[0]
	if a.Instant || a.Query.Steps != (Steps{Panel: 30 * time.Second, Step: 30 * time.Second, Rate: time.Minute}) ||
		!a.Query.Start.Equal(clock(t, "00:00:00")) || !a.Query.End.Equal(clock(t, "00:20:00")) {
		t.Errorf("A: %+v", a.Query)
	}
	if want := `sum by (model_name) (rate(vllm:generation_tokens_total{namespace=~"(ai501|llm-hosting)",model_name=~"(llama32|granite-3-2-8b-instruct)"}[1m0s]))`; a.Query.Expr != want {
		t.Errorf("A: %s", a.Query.Expr)
	}
	// The value of the README's table, at its step.
	for _, p := range a.Series[1].Points {
		if p.Time().Equal(clock(t, "00:11:00")) && number(p.V) != "541.089" {
			t.Errorf("A at 00:11:00: %s", number(p.V))
		}
	}
	if n := len(a.Series[1].Points); n != 40 { // the first step has no rate yet
		t.Errorf("A has %d points", n)
	}
	if c := frames[2]; !c.Instant || len(c.Series[0].Points) != 1 || !c.Series[0].Points[0].Time().Equal(w.To) {
		t.Errorf("C: %+v", c.Series)
	}
	if diff := gocmp.Diff([]string{"window"}, frames[3].Query.Unresolved); diff != "" {
		t.Errorf("E (-want +got):\n%s", diff)
	}
	const unknown = `target E: variable window has no value: 1:12: parse error: unexpected character in duration expression: '$'`
	if err := Errors(frames); err == nil || err.Error() != unknown {
		t.Errorf("got  %v\nwant %s", err, unknown)
	}
	if f := frames[4]; f.Query.Steps.Step != 5*time.Minute || len(f.Series[1].Points) != 5 {
		t.Errorf("F: %+v", f)
	}
}

// TestPanelGaps checks that a panel has holes where the data has them: before the first sample, after a staleness marker,
// and where a division has nothing to divide.
func TestPanelGaps(t *testing.T) {
	e := engine(t, written(t, `load 30s
up{pod="a"}                1x20
up{pod="b"}                _x3 1x5 stale _x5 1x5
errors_total{pod="a"}      0x5 0+1x14
requests_total{pod="a"}    0x5 0+4x14
`), EngineOptions{})
	w := Window{From: at(0), To: at(600), MaxDataPoints: 20, ScrapeInterval: 30 * time.Second}
	frames, err := EvaluatePanel(t.Context(), e, w, nil, []Target{
		{RefID: "A", Expr: `up`, Legend: "{{pod}}", MinInterval: "1m"},
		{RefID: "B", Expr: `rate(errors_total[$__rate_interval]) / (rate(requests_total[$__rate_interval]) > 0)`, Legend: "share"},
		{RefID: "C", Expr: `rate(errors_total[$__rate_interval]) / rate(requests_total[$__rate_interval])`, Legend: "share", MinInterval: "2m"},
	})
	if err != nil || Errors(frames) != nil {
		t.Fatal(err, Errors(frames))
	}
	a := []string{
		`up{pod="a"} 0:1 60:1 120:1 180:1 240:1 300:1 360:1 420:1 480:1 540:1 600:1`,
		`up{pod="b"} 120:1 180:1 240:1 480:1 540:1 600:1`,
	}
	var got []Series
	for _, s := range frames[0].Series {
		got = append(got, s.Series)
	}
	if diff := gocmp.Diff(a, lines(got)); diff != "" {
		t.Errorf("A (-want +got):\n%s", diff)
	}
	for _, p := range frames[1].Series[0].Points {
		if math.IsNaN(p.V) || p.T < 180_000 {
			t.Errorf("B: a guarded division has %s at %s", number(p.V), p.Time())
		}
	}
	if p := frames[2].Series[0].Points[0]; !math.IsNaN(p.V) {
		t.Errorf("C: idle is %s, not NaN", number(p.V))
	}
	if p, ok := Last(frames[2].Series[0].Series); !ok || p.V != 0.25 {
		t.Errorf("C: the last value is %v", p)
	}
}

func TestPanelAnnotations(t *testing.T) {
	e := engine(t, written(t, small), EngineOptions{})
	frames, err := EvaluatePanel(t.Context(), e, Window{From: at(0), To: at(600)}, nil,
		[]Target{{RefID: "A", Expr: `quantile(2, rate(temperature[$__rate_interval]))`}})
	if err != nil {
		t.Fatal(err)
	}
	if len(frames[0].Warnings) != 1 || !strings.Contains(frames[0].Warnings[0], "quantile value should be between 0 and 1, got 2 (1:10)") {
		t.Errorf("warnings: %q", frames[0].Warnings)
	}
	if len(frames[0].Infos) != 1 || !strings.Contains(frames[0].Infos[0], "metric might not be a counter") {
		t.Errorf("infos: %q", frames[0].Infos)
	}
}

func TestPanelErrors(t *testing.T) {
	e := engine(t, written(t, small), EngineOptions{})
	_, err := EvaluatePanel(t.Context(), e, Window{From: at(60), To: at(0)}, nil, nil)
	if want := "window: its end 1970-01-01T00:00:00Z is not after its start 1970-01-01T00:01:00Z"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	frames, err := EvaluatePanel(t.Context(), e, Window{From: at(0), To: at(600)}, Variables{"step": {Values: []string{"soon"}}}, []Target{
		{RefID: "A", Expr: `temperature`, MinInterval: "$step"},
		{RefID: "B", Expr: `temperature`, MinInterval: "$other"},
		{RefID: "C", Expr: `sum(`, Instant: true},
		{RefID: "D", Expr: `temperature`, Legend: "{{room}}"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `target A: min step: "soon" is not a duration like 30s, 5m or 1d
target B: min step: $other is not a duration, $__interval or $__rate_interval
target C: 1:5: parse error: unclosed left parenthesis`
	if err := Errors(frames); err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if diff := gocmp.Diff([]string{"A: ", "B: ", "C: ", "D: cellar | kitchen"}, legends(frames)); diff != "" {
		t.Errorf("a bad target spoils the others (-want +got):\n%s", diff)
	}
	if _, err := (Window{}).Resolve(nil, Target{}); err == nil {
		t.Error("an empty window resolves")
	}
}

func TestHeatmap(t *testing.T) {
	s := empty(t, Options{})
	var text strings.Builder
	text.WriteString("load 15s\n")
	for _, pod := range []string{"b", "a"} {
		for i, le := range []string{"10.0", "2.5", "+Inf", "0.5", "1e+06"} {
			count := []int{3, 2, 5, 1, 4}[i]
			fmt.Fprintf(&text, "h_bucket{pod=%q,le=%q} 0+%dx40\n", pod, le, count*15)
		}
	}
	text.WriteString("h_bucket{pod=\"a\"} 1x40\n") // a bucket without a bound is no reason to fall over
	if _, err := s.LoadSeries("h", strings.NewReader(text.String())); err != nil {
		t.Fatal(err)
	}
	e := engine(t, s, EngineOptions{})
	frames, err := EvaluatePanel(t.Context(), e, Window{From: at(300), To: at(600)}, nil, []Target{
		{RefID: "A", Expr: `sum by (le) (rate(h_bucket{le!="",pod="a"}[$__rate_interval]))`, Legend: "{{le}}", Format: FormatHeatmap},
		{RefID: "B", Expr: `rate(h_bucket[$__rate_interval])`, Legend: "{{pod}} {{le}}", Format: FormatHeatmap},
		{RefID: "C", Expr: `sum by (le) (rate(h_bucket[$__rate_interval]))`, Legend: "{{le}}"},
	})
	if err != nil || Errors(frames) != nil {
		t.Fatal(err, Errors(frames))
	}
	want := []string{
		"A: 0.5 | 2.5 | 10.0 | 1e+06 | +Inf",
		"B: a  | a 0.5 | a 2.5 | a 10.0 | a 1e+06 | a +Inf | b 0.5 | b 2.5 | b 10.0 | b 1e+06 | b +Inf",
		"C: Value | +Inf | 0.5 | 10.0 | 1e+06 | 2.5",
	}
	if diff := gocmp.Diff(want, legends(frames)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, counts := range [][]NamedSeries{BucketCounts(frames[0].Series), BucketCounts(frames[1].Series)[6:]} {
		for i, s := range counts {
			for _, p := range s.Points {
				if math.Abs(p.V-1) > 1e-12 {
					t.Errorf("bucket %s has %v at %d, not 1", s.Legend, p.V, p.T)
				}
			}
			if len(s.Points) != 21 {
				t.Errorf("bucket %d has %d points", i, len(s.Points))
			}
		}
	}
	if frames[0].Series[1].Points[0].V < 1.9 {
		t.Error("counting changed its input")
	}
}

// TestBucketCounts checks the two rules that rates alone do not meet: noise and missing points.
func TestBucketCounts(t *testing.T) {
	bucket := func(le string, points ...Point) NamedSeries {
		return NamedSeries{Series: Series{Labels: map[string]string{"le": le}, Points: points}}
	}
	got := BucketCounts([]NamedSeries{
		bucket("1", Point{0, 5}, Point{20, 5}),
		bucket("2", Point{0, 5 + 1e-10}, Point{10, 7}, Point{20, 4}),
		bucket("+Inf", Point{0, 9}, Point{10, math.NaN()}),
	})
	var series []Series
	for _, s := range got {
		series = append(series, s.Series)
	}
	want := []string{`{le="1"} 0:5 0.02:5`, `{le="2"} 0:0 0.01:7 0.02:0`, `{le="+Inf"} 0:4 0.01:NaN`}
	if diff := gocmp.Diff(want, lines(series)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if BucketCounts(nil) != nil {
		t.Error("nothing became something")
	}
}
