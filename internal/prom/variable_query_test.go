package prom

import (
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// testVariableQueries fills pickers from the recording.
func testVariableQueries(t *testing.T, e *Engine) {
	w := Window{From: clock(t, "00:00:00"), To: clock(t, "00:20:00").Add(-300 * time.Millisecond)}
	vars := Variables{
		"namespace": {Values: []string{"ai501"}, Multi: true, IncludeAll: true},
		"label":     {Values: []string{"pod"}},
	}
	for _, test := range []struct {
		query string
		want  []string
	}{
		{`label_values(namespace)`, []string{"ai501", "llm-hosting"}},
		{`label_values(vllm:num_requests_running, model_name)`, []string{"granite-3-2-8b-instruct", "llama32"}},
		{`label_values(vllm:num_requests_running{namespace=~"$namespace"},model_name)`, []string{"llama32"}},
		{`label_values(up{namespace=~"$namespace", job!=""}, $label)  `, []string{"llama-32-predictor-7f9c8d6b54-k2xqv", "llama-32-predictor-7f9c8d6b54-w8m5t"}},
		{`label_values({ }, container)`, []string{"kserve-container"}},
		{`label_values({namespace="ai501"}, model_name)`, []string{"llama32"}},
		{`label_values(up, model_name)`, nil},
		{`label_values(nothing, pod)`, nil},
		{`metrics(^vllm:num_requests_)`, []string{"vllm:num_requests_running", "vllm:num_requests_waiting"}},
		{`metrics(scrape)`, []string{"scrape_duration_seconds", "scrape_samples_scraped"}},
		{`query_result(sum by (model_name) (max_over_time(vllm:num_requests_waiting[$__range])))`, []string{
			`{model_name="granite-3-2-8b-instruct"} 20 1767226800000`, `{model_name="llama32"} 59 1767226800000`}},
		{`query_result(topk(1, sum by (model_name) (vllm:num_requests_running)))`, []string{`{model_name="llama32"} 3 1767226800000`}},
		{`query_result(scalar(sum(up)) + $__range_s)`, []string{"1203"}},
		{`query_result(1/0)`, []string{"+Inf"}},
		{`query_result($__interval_ms)`, []string{"15000"}},
		{`up{namespace=~"$namespace",pod=~".*k2xqv"}`, []string{`up{container="kserve-container",endpoint="llama-32-metrics",instance="10.131.0.41:8080",` +
			`job="llama-32-metrics",namespace="ai501",pod="llama-32-predictor-7f9c8d6b54-k2xqv",service="llama-32-metrics"}`}},
		{``, nil},
	} {
		options, err := EvaluateVariable(t.Context(), e, w, vars, VariableQuery{Query: test.query})
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		var got []string
		for _, option := range options {
			got = append(got, option.Value)
			if option.Text != option.Value {
				t.Errorf("%s: %q is shown as %q", test.query, option.Value, option.Text)
			}
		}
		if diff := gocmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.query, diff)
		}
	}
	names, err := EvaluateVariable(t.Context(), e, w, nil, VariableQuery{Query: `label_names()`, Regex: `/^(?!x)|__name__|namespace|le/`})
	if err == nil {
		t.Errorf("go has no lookahead: %v", names)
	}
	names, err = EvaluateVariable(t.Context(), e, w, nil, VariableQuery{Query: `label_names()`, Regex: `/^(__name__|le|pod)$/`})
	if want := []Option{{"__name__", "__name__"}, {"le", "le"}, {"pod", "pod"}}; err != nil || !gocmp.Equal(want, names) {
		t.Errorf("label names: %v %v", names, err)
	}
	// Each value is offered once.
	names, err = EvaluateVariable(t.Context(), e, w, nil, VariableQuery{Query: `label_values(up, pod)`, Regex: `/^(\w+)-/`, Sort: SortAlphabeticalDesc})
	if want := []Option{{"llama", "llama"}, {"granite", "granite"}}; err != nil || !gocmp.Equal(want, names) {
		t.Errorf("first words: %v %v", names, err)
	}
	// The window counts: the counters of the second replica appear with its first request.
	early := Window{From: clock(t, "00:00:00"), To: clock(t, "00:01:30")}
	options, err := EvaluateVariable(t.Context(), e, early, nil, VariableQuery{Query: `label_values(vllm:generation_tokens_total, pod)`})
	if want := 2; err != nil || len(options) != want {
		t.Errorf("%d pods in the first minutes, not %d: %v (%v)", len(options), want, options, err)
	}
}

func TestVariableErrors(t *testing.T) {
	e := engine(t, written(t, small), EngineOptions{})
	w := Window{From: at(0), To: at(600)}
	for _, test := range []struct {
		query VariableQuery
		want  string
	}{
		{VariableQuery{Query: `label_values(sum(up), pod)`}, `variable query label_values(sum(up), pod): series: 1:4: parse error: unexpected "("`},
		{VariableQuery{Query: `query_result(sum()`}, `variable query query_result(sum(): 1:5: parse error: unclosed left parenthesis`},
		{VariableQuery{Query: `query_result(sum(up)[5m:])`}, `variable query query_result(sum(up)[5m:]): the value is a range vector, which has no options`},
		{VariableQuery{Query: `query_result("x")`}, `variable query query_result("x"): the value is a string, which has no series`},
		{VariableQuery{Query: `metrics(()`}, "variable query metrics((): error parsing regexp: missing closing ): `(`"},
		{VariableQuery{Query: `label_values(room)`, Regex: `(`}, "variable regex (: error parsing regexp: missing closing ): `^($`"},
		{VariableQuery{Query: `label_values(room)`, Regex: `/x/ig`}, `variable regex /x/ig: it does not end with / and flags out of g i m y s, in this order`},
		{VariableQuery{Query: `label_values(room)`, Sort: 9}, `variable query: sort 9 is not between 0 and 8`},
	} {
		if _, err := EvaluateVariable(t.Context(), e, w, nil, test.query); err == nil || err.Error() != test.want {
			t.Errorf("%+v\ngot  %v\nwant %s", test.query, err, test.want)
		}
	}
	if _, err := EvaluateVariable(t.Context(), e, Window{}, nil, VariableQuery{}); err == nil {
		t.Error("an empty window has options")
	}
}

func TestPicker(t *testing.T) {
	for _, test := range []struct {
		regex string
		text  string
		want  []Option
	}{
		{``, `gpu-1`, []Option{{`gpu-1`, `gpu-1`}}},
		{`gpu`, `gpu-1`, nil}, // without slashes the whole text must match
		{`gpu-.`, `gpu-1`, []Option{{`gpu-1`, `gpu-1`}}},
		{`/gpu/`, `gpu-1`, []Option{{`gpu-1`, `gpu-1`}}},
		{`/GPU-(\d)/i`, `gpu-1 gpu-2`, []Option{{`1`, `1`}}},
		{`/gpu-(\d)/g`, `gpu-1 gpu-2`, []Option{{`1`, `1`}, {`2`, `2`}}},
		{`/gpu-(?<value>\d)/`, `gpu-1`, []Option{{`1`, `1`}}},
		{`/(?<text>\w+)-(?<value>\d)/`, `gpu-1`, []Option{{Text: `gpu`, Value: `1`}}},
		{`/(?<text>\w+)-\d/g`, `gpu-1 cpu-2`, []Option{{`gpu`, `gpu`}}},
		{`/a.b/s`, "a\nb", []Option{{"a\nb", "a\nb"}}},
		{`/^b$/m`, "a\nb", []Option{{"a\nb", "a\nb"}}},
	} {
		p, err := newPicker(test.regex)
		if err != nil {
			t.Errorf("%s: %v", test.regex, err)
			continue
		}
		if diff := gocmp.Diff(test.want, p.options(test.text)); diff != "" {
			t.Errorf("%s of %q (-want +got):\n%s", test.regex, test.text, diff)
		}
	}
}

func TestSort(t *testing.T) {
	texts := []string{"pod-10", "Pod-2", "pod-2", "x", "pod-02", "ä", "7"}
	for sort, want := range map[Sort][]string{
		SortNone:                {"pod-10", "Pod-2", "pod-2", "x", "pod-02", "ä", "7"},
		SortAlphabeticalAsc:     {"7", "Pod-2", "pod-02", "pod-10", "pod-2", "x", "ä"},
		SortAlphabeticalDesc:    {"ä", "x", "pod-2", "pod-10", "pod-02", "Pod-2", "7"},
		SortNumericalAsc:        {"x", "ä", "Pod-2", "pod-2", "pod-02", "7", "pod-10"},
		SortNumericalDesc:       {"pod-10", "7", "pod-02", "pod-2", "Pod-2", "ä", "x"},
		SortCaseInsensitiveAsc:  {"7", "pod-02", "pod-10", "Pod-2", "pod-2", "x", "ä"},
		SortCaseInsensitiveDesc: {"ä", "x", "pod-2", "Pod-2", "pod-10", "pod-02", "7"},
		SortNaturalAsc:          {"7", "Pod-2", "pod-2", "pod-02", "pod-10", "x", "ä"},
		SortNaturalDesc:         {"ä", "x", "pod-10", "pod-02", "pod-2", "Pod-2", "7"},
	} {
		var options []Option
		for _, text := range texts {
			options = append(options, Option{Text: text, Value: "value of " + text})
		}
		sorted, err := sort.apply(options)
		if err != nil {
			t.Errorf("sort %d: %v", sort, err)
		}
		var got []string
		for _, option := range sorted {
			got = append(got, option.Text)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("sort %d (-want +got):\n%s", sort, diff)
		}
	}
}
