package prom

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

const small = `load 15s
http_requests_total{code="200",pod="a"} 0+15x40
http_requests_total{code="200",pod="b"} 0+30x40
http_requests_total{code="500",pod="a"} 0+0x40
temperature{room="kitchen"} 20+1x40
temperature{room="cellar"} 10x40
empty_total 0x40
`

func TestInstant(t *testing.T) {
	e := engine(t, written(t, small), EngineOptions{})
	for _, test := range []struct {
		expr string
		kind ResultType
		want []string
	}{
		{`sum by (pod) (rate(http_requests_total[1m]))`, TypeVector, []string{`{pod="a"} 600:1`, `{pod="b"} 600:2`}},
		{`temperature > 15`, TypeVector, []string{`temperature{room="kitchen"} 600:60`}},
		{`vector(1) / 0`, TypeVector, []string{`{} 600:+Inf`}},
		{`1 + 1`, TypeScalar, []string{`{} 600:2`}},
		{`time()`, TypeScalar, []string{`{} 600:600`}},
		{`nothing`, TypeVector, nil},
		{`absent(nothing{a="b"})`, TypeVector, []string{`{a="b"} 600:1`}},
		{`temperature{room="cellar"}[30s]`, TypeMatrix, []string{`temperature{room="cellar"} 585:10 600:10`}},
		// Series come in the order of their labels, unless the expression orders them.
		{`temperature`, TypeVector, []string{`temperature{room="cellar"} 600:10`, `temperature{room="kitchen"} 600:60`}},
		{`(sort_desc(temperature))`, TypeVector, []string{`temperature{room="kitchen"} 600:60`, `temperature{room="cellar"} 600:10`}},
		{`topk(2, temperature)`, TypeVector, []string{`temperature{room="kitchen"} 600:60`, `temperature{room="cellar"} 600:10`}},
		{`sort_by_label_desc(temperature, "room")`, TypeVector, []string{`temperature{room="kitchen"} 600:60`, `temperature{room="cellar"} 600:10`}},
		{`topk(2, temperature) + 0`, TypeVector, []string{`{room="cellar"} 600:10`, `{room="kitchen"} 600:60`}},
		// The syntax that servers hide behind feature flags.
		{`max_over_time(temperature{room="kitchen"}[1m * 2])`, TypeVector, []string{`{room="kitchen"} 600:60`}},
		{`mad_over_time(temperature{room="cellar"}[5m])`, TypeVector, []string{`{room="cellar"} 600:0`}},
		{`temperature @ 0 offset -1m`, TypeVector, []string{`temperature{room="cellar"} 600:10`, `temperature{room="kitchen"} 600:24`}},
	} {
		result, err := e.Instant(t.Context(), test.expr, at(600))
		if err != nil {
			t.Errorf("%s: %v", test.expr, err)
			continue
		}
		if diff := gocmp.Diff(test.want, lines(result.Series)); diff != "" || result.Type != test.kind {
			t.Errorf("%s: %s, not %s (-want +got):\n%s", test.expr, result.Type, test.kind, diff)
		}
	}
}

func TestRange(t *testing.T) {
	e := engine(t, written(t, small), EngineOptions{})
	for _, test := range []struct {
		expr string
		want []string
	}{
		{`rate(http_requests_total{pod="b"}[1m])`, []string{`{code="200", pod="b"} 60:2 120:2 180:2`}},
		{`2`, []string{`{} 0:2 60:2 120:2 180:2`}},
		{`temperature{room="kitchen"} > 25`, []string{`temperature{room="kitchen"} 120:28 180:32`}},
		{`max_over_time(temperature{room="kitchen"}[1m:15s])`, []string{`{room="kitchen"} 0:20 60:24 120:28 180:32`}},
		{`nothing`, nil},
	} {
		result, err := e.Range(t.Context(), test.expr, at(0), at(200), time.Minute)
		if err != nil {
			t.Errorf("%s: %v", test.expr, err)
			continue
		}
		if diff := gocmp.Diff(test.want, lines(result.Series)); diff != "" || result.Type != TypeMatrix {
			t.Errorf("%s: %s (-want +got):\n%s", test.expr, result.Type, diff)
		}
	}
}

func TestAnnotations(t *testing.T) {
	e := engine(t, written(t, small+"buckets_bucket{le=\"one\"} 1x40\n"), EngineOptions{})
	warnings := []string{
		`PromQL warning: bucket label "le" is missing or has a malformed value of "one" (1:64)`,
		`PromQL warning: quantile value should be between 0 and 1, got 2 (1:61)`,
	}
	infos := []string{
		`PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "temperature" (1:6)`,
	}
	for range 20 { // the engine keeps them in no order
		result, err := e.Instant(t.Context(), `rate(temperature[1m]) + on () group_left histogram_quantile(2, buckets_bucket)`, at(600))
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(warnings, result.Warnings); diff != "" {
			t.Fatalf("warnings (-want +got):\n%s", diff)
		}
		if diff := gocmp.Diff(infos, result.Infos); diff != "" {
			t.Fatalf("infos (-want +got):\n%s", diff)
		}
	}
}

func TestQueryErrors(t *testing.T) {
	s := written(t, small)
	e := engine(t, s, EngineOptions{})
	instant := func(e *Engine, expr string, at time.Time) error {
		_, err := e.Instant(t.Context(), expr, at)
		return err
	}
	ranged := func(expr string, start, end time.Time, step time.Duration) error {
		_, err := e.Range(t.Context(), expr, start, end, step)
		return err
	}
	for _, test := range []struct {
		err  error
		want string
	}{
		{instant(e, `rate(x)`, at(0)), `1:6: parse error: expected type range vector in call to function "rate", got instant vector`},
		{instant(e, ``, at(0)), `unknown position: parse error: no expression found in input`},
		{instant(e, `"text"`, at(0)), `the value is a string, which has no series`},
		{instant(e, `up`, time.Time{}), `instant query: the time 0001-01-01T00:00:00Z is outside 1970 to 2199`},
		{instant(e, `label_replace(temperature, "room", "x", "", "")`, at(600)),
			`vector cannot contain metrics with the same labelset`},
		{instant(engine(t, s, EngineOptions{MaxSamples: 100}), `{__name__=~".+"}[10m]`, at(600)),
			`the query needs more than 100 samples: query processing would load too many samples into memory in query execution`},
		{instant(engine(t, s, EngineOptions{Timeout: time.Nanosecond}), `sum(temperature)`, at(600)),
			`the query takes longer than 1ns: query timed out in query execution`},
		{instant(engine(t, s, EngineOptions{Parser: parser.NewParser(parser.Options{})}), `mad_over_time(temperature[5m])`, at(600)),
			`1:1: parse error: function "mad_over_time" is not enabled`},
		{ranged(`temperature[5m]`, at(0), at(60), time.Minute), `invalid expression type "range vector" for range query, must be Scalar or instant Vector`},
		{ranged(`up`, at(60), at(0), time.Minute), `range query: the end 1970-01-01T00:00:00Z is before the start 1970-01-01T00:01:00Z`},
		{ranged(`up`, at(0), at(60), time.Microsecond), `range query: the step must be a millisecond or more`},
		{ranged(`up`, at(0), at(11_001), time.Second), `range query: 11001 steps of 1s are more than the 11000 that Prometheus allows`},
		{ranged(`up`, at(0), at(1<<40), time.Second), `range query: the time 36812-02-20T00:36:16Z is outside 1970 to 2199`},
	} {
		if test.err == nil || test.err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", test.err, test.want)
		}
	}
	if err := ranged(`up`, at(0), at(11_000), time.Second); err != nil {
		t.Errorf("11000 steps are allowed: %v", err)
	}
	var list parser.ParseErrors
	if err := instant(e, `sum(`, at(0)); !errors.As(err, &list) {
		t.Errorf("a parse error is lost: %T", err)
	}
	var tooMany promql.ErrTooManySamples
	if err := instant(engine(t, s, EngineOptions{MaxSamples: 1}), `temperature[5m]`, at(600)); !errors.As(err, &tooMany) {
		t.Errorf("the cause is lost: %T", err)
	}
	for _, opts := range []EngineOptions{{MaxSamples: -1}, {Timeout: -1}, {LookbackDelta: -1}} {
		if _, err := NewEngine(s, opts); err == nil || !strings.HasPrefix(err.Error(), "new engine: a limit is negative: ") {
			t.Errorf("%+v: %v", opts, err)
		}
	}
}

// TestContext checks that every question ends with its context.
func TestContext(t *testing.T) {
	e := engine(t, written(t, small), EngineOptions{})
	before := runtime.NumGoroutine()
	cause := errors.New("the user went home")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	_, instant := e.Instant(ctx, `sum(temperature)`, at(600))
	_, ranged := e.Range(ctx, `sum(temperature)`, at(0), at(600), time.Second)
	_, series := e.Series(ctx, "", at(0), at(600))
	window := Window{From: at(0), To: at(600)}
	_, panel := EvaluatePanel(ctx, e, window, nil, []Target{{RefID: "A", Expr: "up"}})
	_, variable := EvaluateVariable(ctx, e, window, nil, VariableQuery{Query: "label_values(room)"})
	for name, err := range map[string]error{"instant": instant, "range": ranged, "series": series, "panel": panel, "variable": variable} {
		if !errors.Is(err, cause) {
			t.Errorf("%s: %v", name, err)
		}
	}
	late, cancelLate := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancelLate()
	if _, err := e.Instant(late, `sum(temperature)`, at(600)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("deadline: %v", err)
	}
	settled(t, before)
}

func TestSeries(t *testing.T) {
	e := engine(t, written(t, "load 1m\na{x=\"2\"} 1x2 stale\na{x=\"1\"} _x5 1x2\nb 1x10\n"), EngineOptions{})
	for _, test := range []struct {
		selector string
		from, to int64
		want     []string
	}{
		{"", 0, 600, []string{`a{x="1"}`, `a{x="2"}`, `b`}},
		{"", 120, 180, []string{`a{x="2"}`, `b`}},
		{"", 180, 240, []string{`b`}}, // a staleness marker is no sample
		{`a`, 0, 600, []string{`a{x="1"}`, `a{x="2"}`}},
		{`{x=~"1|3"}`, 0, 600, []string{`a{x="1"}`}},
		{`c`, 0, 600, nil},
	} {
		found, err := e.Series(t.Context(), test.selector, at(test.from), at(test.to))
		if err != nil {
			t.Errorf("%s: %v", test.selector, err)
			continue
		}
		var got []string
		for _, labels := range found {
			got = append(got, metricString(labels))
		}
		if diff := gocmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s from %d to %d (-want +got):\n%s", test.selector, test.from, test.to, diff)
		}
	}
	for selector, want := range map[string]string{
		`rate(a[1m])`: `series: 1:5: parse error: unexpected "("`,
		`{x=~".*"}`:   `series: {x=~".*"} matches everything, which Prometheus refuses`,
	} {
		if _, err := e.Series(t.Context(), selector, at(0), at(1)); err == nil || err.Error() != want {
			t.Errorf("%s\ngot  %v\nwant %s", selector, err, want)
		}
	}
	_, err := e.Series(t.Context(), "", at(1), at(0))
	if want := "series: the end 1970-01-01T00:00:00Z is before the start 1970-01-01T00:00:01Z"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestLast(t *testing.T) {
	e := engine(t, written(t, "load 1m\na 1 2 NaN\nb NaN NaN\nc 1 -Inf\n"), EngineOptions{})
	result, err := e.Range(t.Context(), `{__name__=~"[abc]"}`, at(0), at(120), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"2 60 true", "0 0 false", "-Inf 120 true"} {
		p, ok := Last(result.Series[i])
		got := strings.Join([]string{number(p.V), number(float64(p.T / 1000)), map[bool]string{true: "true", false: "false"}[ok]}, " ")
		if got != want {
			t.Errorf("%s: last is %s, not %s", metricString(result.Series[i].Labels), got, want)
		}
	}
	if _, ok := Last(Series{}); ok {
		t.Error("an empty series has a last point")
	}
}
