package promql

import (
	"fmt"
	"testing"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// context is what the tests judge by: the shipped catalogue, user workload monitoring, any release.
func testContext() Context { return Context{Catalogue: catalogue.Default(), Dialect: "uwm"} }

// labelCases are what is known of one label of a result, why, and the text that decides it.
var labelCases = []struct {
	text, label string
	state       State
	value       string // where there is only one
	reason      string
	at          string
}{
	{`foo`, "a", Possible, "", "the target or relabelling may add it", `foo`},
	{`foo`, "__name__", Guaranteed, "foo", "the name of the metric", `foo`},
	{`vllm:prompt_tokens_total`, "model_name", Possible, "", "exported by vllm", `vllm:prompt_tokens_total`},
	{`vllm:prompt_tokens_total`, "engine", Possible, "", "exported by vllm", `vllm:prompt_tokens_total`},
	{`vllm:prompt_tokens_total`, "pod", Possible, "", "the store adds it to the series of a target", `vllm:prompt_tokens_total`},
	{`vllm:prompt_tokens_total`, "__name__", Guaranteed, "vllm:prompt_tokens_total", "the name of the metric", `vllm:prompt_tokens_total`},
	{`vllm:prompt_tokens_total`, "le", Possible, "", "the target or relabelling may add it", `vllm:prompt_tokens_total`},
	{`vllm:e2e_request_latency_seconds_bucket`, "le", Guaranteed, "", "the buckets of a histogram have it", `vllm:e2e_request_latency_seconds_bucket`},
	{`vllm:e2e_request_latency_seconds_bucket`, "model_name", Possible, "", "exported by vllm", `vllm:e2e_request_latency_seconds_bucket`},
	{`foo{a="x"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{a=""}`, "a", Impossible, "", "the selector asks for series without it", `a=""`},
	{`foo{a!=""}`, "a", Guaranteed, "", "the selector asks for it", `a!=""`},
	{`foo{a!="x"}`, "a", Possible, "", "the target or relabelling may add it", `foo{a!="x"}`},
	{`foo{a=~"x|y"}`, "a", Guaranteed, "", "the selector asks for it", `a=~"x|y"`},
	{`foo{a=~"x|"}`, "a", Possible, "", "the target or relabelling may add it", `foo{a=~"x|"}`},
	{`foo{a=~".*"}`, "a", Possible, "", "the target or relabelling may add it", `foo{a=~".*"}`},
	{`foo{a=~".+"}`, "a", Guaranteed, "", "the selector asks for it", `a=~".+"`},
	{`foo{a!~"x"}`, "a", Possible, "", "the target or relabelling may add it", `foo{a!~"x"}`},
	{`foo{a!~".+"}`, "a", Impossible, "", "the selector asks for series without it", `a!~".+"`},
	{`foo{a!~".*"}`, "a", Guaranteed, "", "the selector asks for it", `a!~".*"`},
	{`foo{a="$x"}`, "a", Possible, "", "the target or relabelling may add it", `foo{a="$x"}`},
	{`foo{a="v-$x"}`, "a", Guaranteed, "", "the selector asks for it", `a="v-$x"`},
	{`foo{a=~"v-$x"}`, "a", Possible, "", "the target or relabelling may add it", `foo{a=~"v-$x"}`},
	{`foo{$f,a="x"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{$f,a="x"}`, "b", Possible, "", "the target or relabelling may add it", `foo{$f,a="x"}`},
	{`{a="x"}`, "__name__", Possible, "", "the target or relabelling may add it", `{a="x"}`},
	{`{__name__=~"foo|bar"}`, "__name__", Guaranteed, "", "the selector asks for it", `__name__=~"foo|bar"`},
	{`{__name__="foo"}`, "__name__", Guaranteed, "foo", "the name of the metric", `"foo"`},
	{`{__name__="foo"}`, "a", Possible, "", "the target or relabelling may add it", `{__name__="foo"}`},
	{`$metric{a="x"}`, "__name__", Possible, "", "the target or relabelling may add it", `$metric{a="x"}`},
	{`$metric{a="x"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`$query`, "a", Possible, "", "a variable decides", `$query`},
	{`rate(foo{a="x"}[5m])`, "__name__", Impossible, "", "rate drops the name of the metric", `rate`},
	{`rate(foo{a="x"}[5m])`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`last_over_time(foo[5m])`, "__name__", Guaranteed, "foo", "the name of the metric", `foo`},
	{`rate(vllm:prompt_tokens_total[5m])`, "model_name", Possible, "", "exported by vllm", `vllm:prompt_tokens_total`},
	{`sum by (a) (foo{a="x",b="y"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`sum by (a) (foo{a="x",b="y"})`, "b", Impossible, "", "removed by sum by (a)", `sum`},
	{`sum by (a) (foo{a="x",b="y"})`, "__name__", Impossible, "", "removed by sum by (a)", `sum`},
	{`sum(foo{a="x"})`, "a", Impossible, "", "removed by sum", `sum`},
	{`sum without (a) (foo{a="x",b="y"})`, "a", Impossible, "", "removed by sum without (a)", `sum`},
	{`sum without (a) (foo{a="x",b="y"})`, "b", Guaranteed, "y", "the selector asks for it", `b="y"`},
	{`sum without (a) (foo{a="x",b="y"})`, "__name__", Impossible, "", "removed by sum without (a)", `sum`},
	{`topk(3, foo{a="x"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`topk(3, foo{a="x"})`, "b", Possible, "", "the target or relabelling may add it", `foo{a="x"}`},
	{`count_values by (a) ("c", foo{a="x",b="y"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`count_values by (a) ("c", foo{a="x",b="y"})`, "b", Impossible, "", "removed by count_values by (a)", `count_values`},
	{`count_values by (a) ("c", foo{a="x",b="y"})`, "c", Guaranteed, "", "set by count_values", `count_values`},
	{`count_values without (c) ("c", foo{a="x"})`, "c", Impossible, "", "removed by count_values without (c)", `count_values`},
	{`count_values without (c) ("c", foo{a="x"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`count_values("$c", foo{a="x"})`, "a", Possible, "", "a variable decides", `"$c"`},
	{`count_values("$c", foo{a="x"})`, "c", Possible, "", "a variable decides", `"$c"`},
	{`sum by (a, $g) (foo{a="x",b="y"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`sum by (a, $g) (foo{a="x",b="y"})`, "b", Possible, "", "a variable decides", `sum by (a, $g) (foo{a="x",b="y"})`},
	{`sum by ($g) (sum by (a) (foo{a="x",b="y"}))`, "a", Possible, "", "a variable decides", `sum by ($g) (sum by (a) (foo{a="x",b="y"}))`},
	{`sum by ($g) (sum by (a) (foo{a="x",b="y"}))`, "b", Impossible, "", "removed by sum by (a)", `sum`},
	{`sum without ($g) (foo{a="x"})`, "a", Possible, "", "a variable decides", `sum without ($g) (foo{a="x"})`},
	{`sum without ($g) (foo{a="x"})`, "b", Possible, "", "a variable decides", `sum without ($g) (foo{a="x"})`},
	{`${agg} by (a) (foo{a="x",b="y"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`${agg} by (a) (foo{a="x",b="y"})`, "b", Possible, "", "a variable decides", `${agg}`},
	{`${fn}(foo{a="x"})`, "a", Possible, "", "a variable decides", `${fn}`},
	{`sum by (a) (sum by (b) (foo{a="x"}))`, "a", Impossible, "", "removed by sum by (b)", `sum`},
	{`sum by (a) (sum by (b) (foo{a="x"}))`, "c", Impossible, "", "removed by sum by (a)", `sum`},
	{`histogram_quantile(0.9, sum by (le, model_name) (rate(vllm:e2e_request_latency_seconds_bucket[5m])))`, "le", Impossible, "", "histogram_quantile uses up le", `histogram_quantile`},
	{`histogram_quantile(0.9, sum by (le, model_name) (rate(vllm:e2e_request_latency_seconds_bucket[5m])))`, "model_name", Possible, "", "exported by vllm", `vllm:e2e_request_latency_seconds_bucket`},
	{`histogram_quantile(0.9, sum by (le, model_name) (rate(vllm:e2e_request_latency_seconds_bucket[5m])))`, "pod", Impossible, "", "removed by sum by (le, model_name)", `sum`},
	{`histogram_quantile(0.9, rate(vllm:e2e_request_latency_seconds_bucket[5m]))`, "le", Impossible, "", "histogram_quantile uses up le", `histogram_quantile`},
	{`histogram_quantiles(rate(foo_bucket[5m]), "q", 0.5, 0.9)`, "q", Guaranteed, "", "set by histogram_quantiles", `histogram_quantiles`},
	{`histogram_quantiles(rate(foo_bucket[5m]), "q", 0.5, 0.9)`, "le", Impossible, "", "histogram_quantiles uses up le", `histogram_quantiles`},
	{`label_replace(foo{src="x"}, "dst", "$1", "src", "(.*)")`, "dst", Guaranteed, "x", "set by label_replace", `label_replace`},
	{`label_replace(foo{src="x"}, "dst", "$1", "src", "(.*)")`, "src", Guaranteed, "x", "the selector asks for it", `src="x"`},
	{`label_replace(foo, "dst", "$1", "src", "(.*)")`, "dst", Possible, "", "label_replace sets it for some series", `label_replace`},
	{`label_replace(foo{src!=""}, "dst", "$1", "src", "(.*)")`, "dst", Guaranteed, "", "set by label_replace", `label_replace`},
	{`label_replace(foo{src!=""}, "dst", "$1", "src", "(.+)-.*")`, "dst", Possible, "", "the target or relabelling may add it", `foo{src!=""}`},
	{`label_replace(foo, "dst", "lit", "src", ".*")`, "dst", Guaranteed, "lit", "set by label_replace", `label_replace`},
	{`label_replace(foo, "dst", "", "", "")`, "dst", Impossible, "", "label_replace leaves it empty", `label_replace`},
	{`label_replace(foo{dst="x"}, "dst", "$1", "src", "(.+)")`, "dst", Guaranteed, "", "set by label_replace", `label_replace`},
	{`label_replace(foo{a="x"}, "$dst", "$1", "src", "(.+)")`, "dst", Possible, "", "a variable decides", `"$dst"`},
	{`label_replace(foo{a="x"}, "$dst", "$1", "src", "(.+)")`, "a", Possible, "", "a variable decides", `"$dst"`},
	{`label_replace(sum by (a) (foo), "dst", "$1", "src", "(.*)")`, "dst", Impossible, "", "label_replace leaves it empty", `label_replace`},
	{`label_replace(sum by (a) (foo), "dst", "none$1", "src", "(.*)")`, "dst", Guaranteed, "none", "set by label_replace", `label_replace`},
	{`label_join(foo{a="x"}, "dst", "-", "a", "b")`, "dst", Guaranteed, "", "set by label_join", `label_join`},
	{`label_join(foo{a="x"}, "dst", "-", "a", "b")`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`label_join(foo, "dst", "", "a")`, "dst", Possible, "", "label_join sets it for some series", `label_join`},
	{`label_join(sum(foo), "dst", "", "a")`, "dst", Impossible, "", "label_join leaves it empty", `label_join`},
	{`absent(foo{a="x",b=~"y"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`absent(foo{a="x",b=~"y"})`, "b", Impossible, "", "absent makes a series of its own", `absent`},
	{`absent(foo{a="x",b=~"y"})`, "__name__", Impossible, "", "absent makes a series of its own", `absent`},
	{`absent(foo{a="$x"})`, "a", Possible, "", "a variable decides", `a="$x"`},
	{`absent(sum(foo{a="x"}))`, "a", Impossible, "", "absent makes a series of its own", `absent`},
	{`absent_over_time(foo{a="x"}[5m])`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`vector(1)`, "a", Impossible, "", "a number has no labels", `vector`},
	{`time()`, "a", Impossible, "", "a number has no labels", `time`},
	{`scalar(foo{a="x"})`, "a", Impossible, "", "a number has no labels", `scalar`},
	{`hour()`, "a", Impossible, "", "a number has no labels", `hour`},
	{`-foo{a="x"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`-foo{a="x"}`, "__name__", Impossible, "", "- drops the name of the metric", `-foo{a="x"}`},
	{`(foo{a="x"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`(foo{a="x"})`, "__name__", Guaranteed, "foo", "the name of the metric", `foo`},
	{`sort(foo{a="x"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`sort(foo{a="x"})`, "__name__", Guaranteed, "foo", "the name of the metric", `foo`},
	{`foo{a="x"} * 2`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{a="x"} * 2`, "__name__", Impossible, "", "* drops the name of the metric", `foo{a="x"} * 2`},
	{`2 < foo{a="x"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`2 < foo{a="x"}`, "__name__", Guaranteed, "foo", "the name of the metric", `foo`},
	{`foo > bool 2`, "a", Possible, "", "the target or relabelling may add it", `foo`},
	{`foo > bool 2`, "__name__", Impossible, "", "> drops the name of the metric", `foo > bool 2`},
	{`foo{a="x"} / bar{b="y"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{a="x"} / bar{b="y"}`, "b", Guaranteed, "y", "the selector asks for it", `b="y"`},
	{`foo / bar`, "__name__", Impossible, "", "/ drops the name of the metric", `foo / bar`},
	{`foo > bar`, "__name__", Guaranteed, "foo", "the name of the metric", `foo`},
	{`foo{a="x",b="y"} / on (a) bar`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{a="x",b="y"} / on (a) bar`, "b", Impossible, "", "on (a) keeps only the labels it lists", `/ on (a)`},
	{`foo{a="x",b="y"} / on (a) bar`, "__name__", Impossible, "", "on (a) keeps only the labels it lists", `/ on (a)`},
	{`foo{a="x"} / ignoring (a) bar{b="y"}`, "a", Impossible, "", "ignoring (a) removes the labels it lists", `/ ignoring (a)`},
	{`foo{a="x"} / ignoring (a) bar{b="y"}`, "b", Guaranteed, "y", "the selector asks for it", `b="y"`},
	{`foo / on (a) bar{a="x",b="y"}`, "b", Impossible, "", "on (a) keeps only the labels it lists", `/ on (a)`},
	{`foo / on (a) bar{a="x",b="y"}`, "c", Impossible, "", "on (a) keeps only the labels it lists", `/ on (a)`},
	{`foo / on (a) bar{a="x"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{b="y"} * on (a) group_left (c) bar{a="x",c="z"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{b="y"} * on (a) group_left (c) bar{a="x",c="z"}`, "b", Guaranteed, "y", "the selector asks for it", `b="y"`},
	{`foo{b="y"} * on (a) group_left (c) bar{a="x",c="z"}`, "c", Guaranteed, "z", "the selector asks for it", `c="z"`},
	{`foo * on (a) group_right (c) bar{b="z"}`, "a", Possible, "", "the target or relabelling may add it", `bar{b="z"}`},
	{`foo * on (a) group_right (c) bar{b="z"}`, "b", Guaranteed, "z", "the selector asks for it", `b="z"`},
	{`foo * on (a) group_right (c) bar{b="z"}`, "c", Possible, "", "the target or relabelling may add it", `foo`},
	{`foo * on (a) group_left (c) sum by (a) (bar)`, "c", Impossible, "", "removed by sum by (a)", `sum`},
	{`foo{a="x"} and bar{b="y"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{a="x"} and bar{b="y"}`, "b", Guaranteed, "y", "the selector asks for it", `b="y"`},
	{`foo and on (b) bar{b="y"}`, "b", Guaranteed, "y", "the selector asks for it", `b="y"`},
	{`foo unless bar{a="x"}`, "a", Possible, "", "the target or relabelling may add it", `foo`},
	{`foo{a="x"} or bar{a="x",b="y"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{a="x"} or bar{a="x",b="y"}`, "b", Possible, "", "the target or relabelling may add it", `foo{a="x"}`},
	{`foo{a="x"} or vector(0)`, "a", Possible, "", "only one side of or has it", `or`},
	{`sum by (a) (foo{a="x"}) or sum(bar)`, "a", Possible, "", "only one side of or has it", `or`},
	{`foo / on ($l) bar{a="x"}`, "a", Possible, "", "the target or relabelling may add it", `foo`},
	{`foo{a="x"} + fill (0) bar`, "a", Possible, "", "the target or relabelling may add it", `bar`},
	{`foo{a="x",b="y"} + on (a) fill_left (0) bar{a="x"}`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{a="x",b="y"} + on (a) fill_left (0) bar{a="x"}`, "b", Impossible, "", "on (a) keeps only the labels it lists", `+ on (a) fill_left (0)`},
	{`foo{a="x"} + ignoring (a) group_left () fill (0) bar`, "a", Possible, "", "the target or relabelling may add it", `bar`},
	{`foo{a="x"} + ignoring (a) group_left () fill (0) bar`, "__name__", Impossible, "", "+ drops the name of the metric", `foo{a="x"} + ignoring (a) group_left () fill (0) bar`},
	{`label_replace(foo{dst="x",src!=""}, "dst", "$1", "src", "(x)?.*")`, "dst", Possible, "", "label_replace sets it for some series", `label_replace`},
	{`label_replace(foo{dst="x",src!=""}, "dst", "$1", "src", "(x).*")`, "dst", Guaranteed, "", "set by label_replace", `label_replace`},
	{`info(sum by (a) (foo{a="x"}), {data=~".+"})`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`info(sum by (a) (foo{a="x"}), {data=~".+"})`, "data", Possible, "", "info adds labels", `info`},
	{`info(sum by (a) (foo{a="x"}))`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`info(sum by (a) (foo{a="x"}))`, "other", Possible, "", "info adds labels", `info`},
	{`max_over_time(sum by (a) (foo{a="x"})[1h:5m])`, "a", Guaranteed, "x", "the selector asks for it", `a="x"`},
	{`foo{a="x"} $op bar`, "a", Possible, "", "a variable decides", `foo{a="x"} $op bar`},
	{`sum(foo{a="x"}) $by`, "a", Possible, "", "a variable decides", `sum(foo{a="x"})`},
	{`sum by (pod) (rate(foo{a="x"}[5m] $offset))`, "a", Impossible, "", "removed by sum by (pod)", `sum`},
	{`rate(foo{a="x"}[5m] $offset)`, "a", Possible, "", "a variable decides", `foo{a="x"}[5m]`},
	{`(foo{a="x"} $op bar) * 2`, "a", Possible, "", "a variable decides", `foo{a="x"} $op bar`},
	{`baz{a="x"} + foo{a="x"} $op bar`, "a", Possible, "", "a variable decides", `baz{a="x"} + foo{a="x"} $op bar`},
	{`sum by (a) (foo{a="x"} $op bar)`, "b", Impossible, "", "removed by sum by (a)", `sum`},
	{`sum $by (foo{a="x"})`, "a", Possible, "", "a variable decides", `sum $by (foo{a="x"})`},
	{`sum by (pod) (rate(container_cpu_usage_seconds_total[5m]))`, "pod", Possible, "", "exported by cadvisor", `container_cpu_usage_seconds_total`},
	{`sum by (model_name) (vllm:num_requests_running) or sum by (model_name) (foo)`, "model_name", Possible, "", "exported by vllm", `vllm:num_requests_running`},
	{`sum by ("foo.bar") (x{"foo.bar"="y"})`, "foo.bar", Guaranteed, "y", "the selector asks for it", `"foo.bar"="y"`},
}

func TestLabels(t *testing.T) {
	if len(labelCases) < 100 {
		t.Fatalf("only %d cases", len(labelCases))
	}
	for _, c := range labelCases {
		f := Analyse(mustParse(t, c.text), testContext()).Result.Label(c.label)
		if f.State != c.state || f.Value != c.value || f.Constant != (c.value != "") {
			t.Errorf("%s\nlabel %s is %s %q, want %s %q", c.text, c.label, f.State, f.Value, c.state, c.value)
		}
		if f.Reason != c.reason {
			t.Errorf("%s\nlabel %s: got %q, want %q", c.text, c.label, f.Reason, c.reason)
		}
		if at := f.Span.In(c.text); at != c.at {
			t.Errorf("%s\nlabel %s is decided at %q, want %q", c.text, c.label, at, c.at)
		}
	}
}

func TestLabelsAndRest(t *testing.T) {
	f := Analyse(mustParse(t, `sum by (b, a) (foo{a="x"})`), testContext())
	var got []string
	for l := range f.Result.Labels() {
		got = append(got, l.Name+" "+l.State.String())
	}
	if want := "[a guaranteed b possible]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
	rest := f.Result.Rest()
	if rest.State != Impossible || rest.Reason != "removed by sum by (b, a)" || rest.Span != (Span{0, 3}) {
		t.Errorf("got %+v", rest)
	}
}

// TestWhoAddsALabel tells the exporter's own labels from those of the store.
func TestWhoAddsALabel(t *testing.T) {
	for _, c := range []struct {
		text, label, exporter string
		target                bool
	}{
		{`vllm:prompt_tokens_total`, "model_name", "vllm", false},
		{`vllm:prompt_tokens_total`, "pod", "", true},
		{`vllm:prompt_tokens_total`, "whatever", "", false},
		{`DCGM_FI_DEV_GPU_UTIL`, "exported_pod", "dcgm-exporter", false}, // the workload: labels are not honoured
		{`DCGM_FI_DEV_GPU_UTIL`, "exported_gpu", "", false},
		{`container_cpu_usage_seconds_total`, "exported_pod", "", false}, // the kubelet's are
		{`vllm:e2e_request_latency_seconds_bucket`, "le", "vllm", false},
		{`datastore_latency`, "quantile", "limitador", false},
		{`sum by (model_name) (rate(vllm:prompt_tokens_total[5m]))`, "model_name", "vllm", false},
		{`sum(vllm:prompt_tokens_total)`, "model_name", "", false},
		{`foo or vllm:prompt_tokens_total`, "model_name", "vllm", false},
		{`foo * on (pod) group_left (model_name) vllm:prompt_tokens_total`, "model_name", "vllm", false},
	} {
		f := Analyse(mustParse(t, c.text), testContext()).Result.Label(c.label)
		if f.Exporter != c.exporter || f.Target != c.target {
			t.Errorf("%s: %s: got %q, %v", c.text, c.label, f.Exporter, f.Target)
		}
	}
}
