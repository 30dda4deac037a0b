package prom

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/tsdb/chunkenc"

	"github.com/llm-observability/dashgen/internal/diag"
)

// checkParsed is what must hold of every input: what is wrong has a position, and what is right is stored as it is.
func checkParsed(t *testing.T, text string, b *batch, err error) {
	if err != nil {
		var list diag.List
		list.Join(err)
		for _, one := range list {
			if one.Pos.File != "x" || one.Pos.Line < 0 || one.Pos.Line > 1+strings.Count(text, "\n") {
				t.Errorf("position of %v", one)
			}
		}
		return
	}
	var want []string
	for _, series := range b.series {
		line := series.labels.String()
		last := int64(-1)
		for _, s := range series.samples {
			if s.t <= last {
				t.Errorf("%s is out of order", series.labels)
			}
			last = s.t
			if !value.IsStaleNaN(s.v) {
				line += fmt.Sprintf(" %d:%v", s.t, s.v)
			}
		}
		if strings.HasSuffix(line, series.labels.String()) {
			continue // only markers
		}
		want = append(want, line)
	}
	s := empty(t, Options{})
	loaded, err := s.store(b, nil)
	if err != nil {
		t.Fatal(err)
	}
	if loaded.Series != len(b.series) {
		t.Errorf("%d series, not %d", loaded.Series, len(b.series))
	}
	querier, err := s.querier(minTime, maxTime)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := querier.Close(); err != nil {
			t.Error(err)
		}
	}()
	var got []string
	set := querier.Select(t.Context(), false, nil, labels.MustNewMatcher(labels.MatchNotEqual, model.MetricNameLabel, ""))
	for set.Next() {
		line := set.At().Labels().String()
		samples := set.At().Iterator(nil)
		for samples.Next() != chunkenc.ValNone {
			if at, v := samples.At(); !value.IsStaleNaN(v) {
				line += fmt.Sprintf(" %d:%v", at, v)
			}
		}
		if line != set.At().Labels().String() {
			got = append(got, line)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := gocmp.Diff(want, got); diff != "" || set.Err() != nil {
		t.Errorf("stored differs (-parsed +stored):\n%s%v", diff, set.Err())
	}
}

func FuzzOpenMetrics(f *testing.F) {
	for _, seed := range []string{
		"# EOF\n",
		"# TYPE a counter\n# UNIT a_seconds seconds\na_total{b=\"x\"} 1 10 # {id=\"1\"} 0.5 9.5\n# EOF\n",
		"# TYPE h histogram\nh_bucket{le=\"1\"} 1 10\nh_bucket{le=\"+Inf\"} 3 10\nh_bucket{le=\"1\"} 1 20\n# EOF\n",
		"{\"utf-8\",\"b\nc\"=\"\\\"q\\\"\"} NaN 1e9\n# HELP \"x\ny\" z\na 1 1\n# EOF",
		"a 1 1\n\x00\n# EOF\n", "a 1 1e300\n# EOF\n", "a 1 2200000000\na 1 1\n# EOF\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkOpenMetrics(t, text)
		checkOpenMetrics(t, text+"\n# EOF\n") // so that it rarely ends at the first check
	})
}

func checkOpenMetrics(t *testing.T, text string) {
	b, err := parseOpenMetrics("x", []byte(text), loadOptions{})
	checkParsed(t, text, b, err)
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{
		"", "a 1\n", "# HELP a b\n# TYPE a summary\n\n \na{quantile=\"1\",} 1 5\n",
		"# TYPE h histogram\nh_bucket {le=\"+Inf\"} 3\n#\n# x\n", "a{b=\"c\nd\"} 1\nb{\n", "a 1\n#\x00\nb 1\n", "{\"a b\"} 1\n", " a 1\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text += "\n" // so that it rarely ends at the first check
		b, err := parseText("x", []byte(text), loadOptions{at: at(60)})
		checkParsed(t, text, b, err)
	})
}

func FuzzSeries(f *testing.F) {
	for _, seed := range []string{
		small, "load 1m from 2026-01-01T00:00:00Z\na 1 _ stale NaN -Inf\nload 1h from 1767225600\nb{c=\"#\"} _x3 1-2x5 # so\n",
		"load 1ms\nload{} 0x1\n", "load 290y\na 1 1\n", "load 1m\na {{schema:1}}x5\n", "load 1m\na 1x99999999999\n", "load 1m\na 1x7000000000{b=\"\"}\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, match := range repetition.FindAllStringSubmatch(text, -1) {
			if len(match[1]) == 4 || len(match[1]) == 5 {
				t.Skip("allowed, but slow")
			}
		}
		b, err := parseSeries("x", []byte(text), loadOptions{})
		checkParsed(t, text, b, err)
	})
}

// FuzzInterpolation checks that replacing variables never falls over, leaves a text without references alone, and leaves
// nothing that it knows.
func FuzzInterpolation(f *testing.F) {
	for _, seed := range []string{
		`sum by (x) (rate(a{b=~"$two",c="${quoted:regex}"}[$__rate_interval]))`, `[[one:csv]] ${all.text} ${__from:date:iso}`,
		`$$$ ${ } [[]] $namespace_x_y ${two["a]"]:x:y}`, `$loop ${nested:percentencode}`, "$\xff ${\xff}",
	} {
		f.Add(seed)
	}
	w := Window{From: at(0), To: at(3600)}
	f.Fuzz(func(t *testing.T, text string) {
		vars := chosen()
		got := w.Expand(vars.Expr(text), Steps{Step: 1, Rate: 1})
		if !strings.ContainsAny(text, "$[") && got != text {
			t.Errorf("%q became %q", text, got)
		}
		if _, err := w.Resolve(vars, Target{Expr: text, Legend: text, MinInterval: text}); err != nil && !strings.HasPrefix(err.Error(), "min step: ") {
			t.Error(err)
		}
		vars.Text(text)
		// Single values without references: after one pass none of these names is left in its plain form.
		simple := Variables{"a": {Values: []string{"x"}}, "b": {Values: []string{"y", "z"}, Multi: true}}
		replaceReferences(simple.Expr(text), func(u usage) (string, bool) {
			if _, known := simple[u.name]; known && u.plain && !strings.Contains(text, "$$") && !strings.Contains(text, "$[") && !strings.Contains(text, "${") {
				t.Errorf("%q still has %s: %q", text, u.name, simple.Expr(text))
			}
			return "", false
		})
	})
}

// FuzzStep checks that no min step and no window gives an interval that a query cannot have.
func FuzzStep(f *testing.F) {
	for _, seed := range []string{"", "30s", "1d", "0s", "90", "<5m>", "$__interval", "${__rate_interval}", "1e9h", "99999999999w", "-1s", "1ns"} {
		f.Add(seed, int64(3600), 1000, 15)
	}
	f.Fuzz(func(t *testing.T, minStep string, seconds int64, points, scrape int) {
		if seconds <= 0 || seconds > 1<<32 || points < 0 || scrape < 0 || scrape > 1<<20 || points > math.MaxInt32 {
			t.Skip("no dashboard has such a window")
		}
		w := Window{From: at(0), To: at(seconds), MaxDataPoints: points, ScrapeInterval: at(int64(scrape)).Sub(at(0))}
		steps, err := w.Steps(minStep, 1)
		if err != nil {
			return
		}
		if steps.Step <= 0 || steps.Panel <= 0 || steps.Rate <= 0 {
			t.Errorf("%+v %q: %+v", w, minStep, steps)
		}
		start, end := w.Align(steps.Step)
		if start.After(w.From) || end.After(w.To) || end.Before(start) || w.From.Sub(start) >= steps.Step {
			t.Errorf("%+v %q: %s to %s every %s", w, minStep, start, end, steps.Step)
		}
	})
}
