package evaluate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
	"github.com/llm-observability/dashgen/internal/source"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// engineOf is an engine over series that begin at start, with a value every 15 seconds.
func engineOf(t *testing.T, series string) *prom.Engine {
	t.Helper()
	return promtest.Series(t, "load 15s from 2026-01-01T00:00:00Z\n"+series)
}

// open opens a dashboard on the servers, ten minutes after their series begin.
func open(t *testing.T, dashboard string, change ...func(*evaluate.Board)) *evaluate.Opened {
	t.Helper()
	f, err := source.Read("dashboard.json", []byte(dashboard))
	if err != nil || len(f.Dashboards) != 1 {
		t.Fatalf("%d dashboards: %v", len(f.Dashboards), err)
	}
	store := evaluate.Store{Querier: engineOf(t, servers), ScrapeInterval: 15 * time.Second}
	b := &evaluate.Board{
		Dashboard: f.Dashboards[0],
		Asks:      func(*source.Query) evaluate.Store { return store },
		Offers:    func(*source.Variable) evaluate.Store { return store },
	}
	for _, c := range change {
		c(b)
	}
	o, err := b.Open(t.Context(), b.Last(start, start.Add(10*time.Minute)))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// show evaluates the only panel of a dashboard.
func show(t *testing.T, o *evaluate.Opened, ask evaluate.Ask) *evaluate.Shown {
	t.Helper()
	views := o.Views()
	if len(views) != 1 {
		t.Fatalf("%d panels", len(views))
	}
	s, err := o.Show(t.Context(), views[0], ask)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// panel is a dashboard of one panel.
func panel(kind, rest string, targets ...string) string {
	var ts []string
	for i, expr := range targets {
		legend := ""
		if before, after, ok := strings.Cut(expr, " => "); ok {
			expr, legend = before, after
		}
		format := "time_series"
		if kind == "table" {
			format = "table"
		}
		instant := kind != "timeseries"
		ts = append(ts, fmt.Sprintf(`{"refId": %q, "expr": %q, "legendFormat": %q, "instant": %v, "format": %q}`, string(rune('A'+i)), expr, legend, instant, format))
	}
	if rest != "" {
		rest = ", " + rest
	}
	return fmt.Sprintf(`{"title": "d", "schemaVersion": 39, "panels": [{"type": %q, "title": "p", "id": 1, "targets": [%s]%s}]}`, kind, strings.Join(ts, ","), rest)
}

func kinds(s *evaluate.Shown) string {
	var out []string
	for _, p := range s.Problems {
		out = append(out, string(p.Kind)+": "+p.What)
	}
	return strings.Join(out, "\n")
}

func texts(s *evaluate.Shown) string {
	var out []string
	for _, v := range s.Values {
		out = append(out, strings.TrimSpace(v.Name+" "+v.Text))
	}
	return strings.Join(out, ", ")
}

const servers = `up{pod="a"} 1x40
up{pod="b"} 0x40
busy_ratio{pod="a"} 0.25x40
busy_ratio{pod="b"} 0.75x40
requests_total{pod="a",code="200"} 0+15x40
requests_total{pod="b",code="200"} 0+30x40
requests_total{pod="a",code="500"} 0x40
vllm:kv_cache_usage_perc 0.5x40
`

// TestWhatAPersonSees is the text of panels of every kind.
func TestWhatAPersonSees(t *testing.T) {
	tests := []struct{ name, dashboard, want string }{
		{"a stat has its unit", panel("stat", `"fieldConfig": {"defaults": {"unit": "percentunit"}}`, `avg(busy_ratio)`), "avg(busy_ratio) 50%"},
		{"a mapping replaces the text", panel("stat", `"fieldConfig": {"defaults": {"mappings": [{"type": "value", "options": {"0": {"text": "down"}}}]}}`, `min(up) => x`), "x down"},
		{"lines have their last value and legend", panel("timeseries", `"fieldConfig": {"defaults": {"unit": "reqps"}}`, `sum by (pod) (rate(requests_total[1m])) => {{pod}}`), "a 1.000 req/s, b 2.00 req/s"},
		{"an override changes one series", panel("timeseries", `"fieldConfig": {"defaults": {}, "overrides": [{"matcher": {"id": "byName", "options": "a"}, "properties": [{"id": "unit", "value": "percentunit"}, {"id": "displayName", "value": "first"}]}]}`,
			`busy_ratio => {{pod}}`), "first 25%, b 0.750"},
		{"a display name may use a label", panel("timeseries", `"fieldConfig": {"defaults": {"displayName": "pod ${__field.labels.pod}"}}`, `busy_ratio`), "pod a 0.250, pod b 0.750"},
		{"a table is merged and organised", panel("table", `"transformations": [{"id": "merge", "options": {}}, {"id": "organize", "options": {
			"excludeByName": {"Time": true}, "renameByName": {"Value #A": "Busy", "Value #B": "Up"}}}],
			"fieldConfig": {"defaults": {}, "overrides": [{"matcher": {"id": "byName", "options": "Busy"}, "properties": [{"id": "unit", "value": "percentunit"}]}]}`,
			`sum by (pod) (busy_ratio)`, `sum by (pod) (up)`), "a: Busy 25%, a: Up 1, b: Busy 75%, b: Up 0"},
		{"rows that disagree stay apart", panel("table", `"transformations": [{"id": "merge", "options": {}}, {"id": "organize", "options": {"excludeByName": {"Time": true}}}]`,
			`sum by (pod, code) (requests_total) * 0`, `sum by (pod) (busy_ratio)`, `sum by (pod, code) (requests_total) * 0 + 1`),
			"200 a: Value #A 0, 200 a: Value #B 0.250, 200 a: Value #C 1, 200 b: Value #A 0, 200 b: Value #B 0.750, 200 b: Value #C 1, 500 a: Value #A 0, 500 a: Value #B, 500 a: Value #C 1"},
		{"rows are sorted and cut off", panel("table", `"transformations": [{"id": "sortBy", "options": {"sort": [{"field": "Value", "desc": true}]}}, {"id": "limit", "options": {"limitField": 1}}]`,
			`sum by (pod) (busy_ratio)`), "b: Value 0.750"},
		{"series become rows", panel("table", `"transformations": [{"id": "reduce", "options": {"reducers": ["max"]}}]`, `sum(up)`), "Value: Max 1"},
		{"names are rewritten", panel("timeseries", `"transformations": [{"id": "renameByRegex", "options": {"regex": "pod (.*)", "renamePattern": "$1!"}}]`, `busy_ratio => pod {{pod}}`), "a! 0.250, b! 0.750"},
		{"only the first match is rewritten", panel("timeseries", `"transformations": [{"id": "renameByRegex", "options": {"regex": "/-/", "renamePattern": "_"}}]`, `sum(up) => a-b-c`), "a_b-c 1"},
		{"a bare pattern is for the whole name", panel("timeseries", `"transformations": [{"id": "renameByRegex", "options": {"regex": "pod", "renamePattern": "x"}}]`, `busy_ratio{pod="a"} => pod {{pod}}`), "pod a 0.250"},
		{"a bare pattern picks whole names", panel("timeseries", `"transformations": [{"id": "filterFieldsByName", "options": {"include": {"pattern": "Time|up"}}}]`, `sum(up) => up`, `sum(busy_ratio) => busy`, `sum(up) => down_up_down`), "up 1"},
		{"several queries are picked", panel("timeseries", `"transformations": [{"id": "filterByRefId", "options": {"include": "A|C"}}]`, `sum(up) => up`, `sum(busy_ratio) => busy`, `sum(up) + 1 => more`), "up 1, more 2"},
		{"queries are picked by a pattern", panel("timeseries", `"transformations": [{"id": "filterByRefId", "options": {"include": "/[BC]/"}}]`, `sum(up) => up`, `sum(busy_ratio) => busy`, `sum(up) + 1 => more`), "busy 1, more 2"},
		{"columns are picked", panel("timeseries", `"transformations": [{"id": "filterFieldsByName", "options": {"include": {"pattern": "Time|b"}}}]`, `busy_ratio => {{pod}}`), "b 0.750"},
		{"queries are picked", panel("timeseries", `"transformations": [{"id": "filterByRefId", "options": {"include": "B"}}]`, `sum(up) => up`, `sum(busy_ratio) => busy`), "busy 1"},
		{"a running total", panel("timeseries", `"interval": "1m", "transformations": [{"id": "calculateField", "options": {"mode": "cumulativeFunctions", "cumulative": {"field": "up", "reducer": "sum"}, "alias": "total"}},
			{"id": "organize", "options": {"excludeByName": {"up": true}}}]`, `sum(up) => up`), "total 11"},
		{"labels become columns", panel("table", `"transformations": [{"id": "labelsToFields", "options": {}}]`, `sum by (pod) (up)`), "a: Value 1, b: Value 0"},
		{"nothing has the panel's words", panel("stat", `"fieldConfig": {"defaults": {"noValue": "no GPUs"}}`, `gpus`), "no GPUs"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := show(t, open(t, tt.dashboard), evaluate.Ask{})
			if got := texts(s); got != tt.want {
				t.Errorf("it shows %s\nwant     %s\n%s", got, tt.want, kinds(s))
			}
			if s.Untransformed != "" {
				t.Errorf("%s is not known", s.Untransformed)
			}
		})
	}
}

// TestProblems is one panel for each thing that can be wrong, and its neighbour that is right.
func TestProblems(t *testing.T) {
	red := func(at string) string {
		return `"fieldConfig": {"defaults": {"unit": "percentunit", "thresholds": {"mode": "absolute", "steps": [{"color": "green", "value": null}, {"color": "red", "value": ` + at + `}]}}}`
	}
	idle := evaluate.Ask{Traffic: evaluate.None}
	steady := evaluate.Ask{Traffic: evaluate.Some, MaxSeries: 2}
	partly := evaluate.Ask{Traffic: evaluate.Some, Simulates: func(exporter string) bool { return exporter != "dcgm-exporter" }}
	tests := []struct {
		name, dashboard string
		ask             evaluate.Ask
		want            string // problems, or "-" and the reason
	}{
		{"fine", panel("stat", "", `sum(up)`), steady, ""},
		{"no metric", panel("stat", "", `sum(gpus)`), steady, "empty: no data: gpus is not in the data"},
		{"no such label value", panel("stat", "", `sum(up{pod="c"})`), steady, `empty: no data: up has no series with pod="c", but with pod="a", pod="b"`},
		{"no such label", panel("stat", "", `sum(up{node="c"})`), steady, `empty: no data: up has no series with node="c", but with no node at all`},
		{"matchers that exclude each other", panel("stat", "", `requests_total{pod="b",code="500"}`), steady, `empty: no data: requests_total has no series with pod="b", but with pod="a"`},
		{"a comparison that lets nothing pass", panel("stat", "", `sum(rate(requests_total{code="500"}[1m])) > 0`), steady,
			`empty: no data: no value passes sum(rate(requests_total{code="500"}[1m])) > 0`},
		{"sides that do not match", panel("stat", "", `sum by (pod) (up) / sum by (code) (requests_total)`), steady,
			`empty: no data: no series of the left side of / matches one of the right: {pod="a"} and {code="200"}`},
		{"a window with one sample", panel("timeseries", "", `rate(requests_total[10s])`), steady, `empty: no data: rate needs two samples, and no window of 10s has them`},
		{"one side of or suffices", panel("stat", "", `sum(gpus) or sum(up)`), steady, ""},
		{"neither side of or", panel("stat", "", `sum(gpus) or sum(tpus)`), steady, "empty: no data: gpus is not in the data"},
		{"nothing divided by nothing", panel("stat", "", `sum(requests_total{code="500"}) / sum(requests_total{code="500"})`), steady,
			`nan: sum(requests_total{code="500"}) / sum(requests_total{code="500"}) is NaN`},
		{"nothing divided by nothing in a recording", panel("stat", "", `sum(requests_total{code="500"}) / sum(requests_total{code="500"}) => share`), evaluate.Ask{}, "nan: share is NaN"},
		{"lines of nothing divided by nothing", panel("timeseries", "", `sum(requests_total{code="500"}) / sum(requests_total{code="500"})`), steady,
			"empty: no data: every value is NaN or infinite: a division by 0, or a quantile of nothing"},
		{"a quiet recording", panel("stat", "", `sum(requests_total{code="500"}) / (sum(requests_total{code="500"}) > 0)`), evaluate.Ask{},
			"- nothing of that kind happened in the recording"},
		{"a quiet scenario", panel("stat", "", `sum(rate(gone_total[1m]))`), evaluate.Ask{Traffic: evaluate.None}, "- nobody asks anything in this scenario"},
		{"a gauge that is gone is no quiet scenario", panel("stat", "", `sum(gpus)`), evaluate.Ask{Traffic: evaluate.None}, "empty: no data: gpus is not in the data"},
		{"an exporter that is not simulated", panel("stat", "", `sum(rate(DCGM_FI_DEV_GPU_UTIL[1m])) / sum(up)`, `sum(DCGM_FI_DEV_GPU_TEMP)`), partly,
			"- its exporter is not simulated: test it on a recording or with tests of panels"},
		{"an exporter that is not simulated, in a recording", panel("stat", "", `sum(DCGM_FI_DEV_GPU_TEMP)`), steady, "empty: no data: DCGM_FI_DEV_GPU_TEMP is not in the data"},
		{"a simulated exporter without the metric", panel("stat", "", `sum(vllm:num_requests_running)`), partly, "empty: no data: vllm:num_requests_running is not in the data"},
		{"a metric that nobody knows", panel("stat", "", `sum(gpus)`), partly, "empty: no data: gpus is not in the data"},
		{"one of two is simulated", panel("stat", "", `sum(DCGM_FI_DEV_GPU_TEMP) / sum(vllm:num_requests_running)`), partly, "empty: no data: DCGM_FI_DEV_GPU_TEMP is not in the data"},
		{"beside it a wrong matcher", panel("stat", "", `sum(DCGM_FI_DEV_GPU_TEMP) / sum(up{pod="c"})`), partly, "empty: no data: DCGM_FI_DEV_GPU_TEMP is not in the data"},
		{"one query of two is of another fault", panel("stat", "", `sum(DCGM_FI_DEV_GPU_TEMP)`, `sum(gpus)`), partly,
			"empty: no data: DCGM_FI_DEV_GPU_TEMP is not in the data\nempty: no data: gpus is not in the data"},
		{"infinity in a stat", panel("stat", "", `up{pod="a"} / 0 => {{pod}}`, `sum(up) => all`), steady, "nan: a is +Inf"},
		{"infinity in lines is a gap", panel("timeseries", "", `up / 0 => {{pod}}`, `sum(up) => all`), evaluate.Ask{}, ""},
		{"too many series", panel("timeseries", "", `requests_total => {{pod}} {{code}}`), steady, "series: 3 series are more than 2"},
		{"many rows", panel("table", "", `requests_total`), steady, ""},
		{"names that two have", panel("timeseries", "", `busy_ratio => busy`), steady, `legend: 2 series are called "busy"`},
		{"a threshold in percent", panel("stat", red("80"), `avg(busy_ratio)`), steady, "threshold: no value reaches the threshold 80: in percentunit that would be more than 10 times the whole"},
		{"a threshold as a share", panel("stat", red("0.8"), `avg(busy_ratio)`), steady, ""},
		{"a threshold in percent of a metric that is known to be a share", panel("stat", strings.Replace(red("80"), "percentunit", "short", 1), `vllm:kv_cache_usage_perc`), steady,
			"threshold: no value reaches the threshold 80: its values are shares, and 1 is the whole"},
		{"a threshold that any number may reach", panel("stat", strings.Replace(red("80"), "percentunit", "short", 1), `sum(busy_ratio)`), steady, ""},
		{"a threshold beyond a gauge's end", panel("gauge", `"fieldConfig": {"defaults": {"max": 5, "thresholds": {"steps": [{"color": "green"}, {"color": "red", "value": 6}]}}}`, `sum(up)`), steady,
			"threshold: no value reaches the threshold 6: the gauge ends there"},
		{"a threshold that nobody sees", panel("timeseries", red("80"), `avg(busy_ratio)`), steady, ""},
		{"a warning", panel("stat", "", `histogram_quantile(2, requests_total)`), steady, "warning: "},
		{"a variable that nobody defines", panel("stat", "", `sum(up{pod="$pod"})`), steady, "variable: $pod has no value: the dashboard has no such variable"},
		{"no PromQL", panel("stat", "", `sum(up`), steady, "error: "},
		{"a share where nothing happened", panel("stat", "", `sum(rate(requests_total{code="500"}[1m])) / sum(rate(requests_total[1m])) => errors`), idle,
			"zero: errors is 0, though nobody asked anything, and is painted #73BF69"},
		{"a zero in the place of no data", panel("stat", "", `100 * (sum(rate(requests_total{code="500"}[1m])) / (sum(rate(requests_total{code="500"}[1m])) > 0) or vector(0)) => errors`), idle,
			"zero: errors is 0, though nobody asked anything, and is painted #73BF69"},
		{"a total may be zero", panel("stat", "", `sum(increase(requests_total{code="500"}[1m]))`), idle, ""},
		{"a share of a state", panel("stat", "", `sum(up) / count(up)`), idle, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := show(t, open(t, tt.dashboard), tt.ask)
			got := kinds(s)
			if s.Reason != "" {
				got += "- " + string(s.Reason)
			}
			if got != tt.want && (tt.want == "" || !strings.HasSuffix(tt.want, ": ") || !strings.HasPrefix(got, tt.want)) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestVariables opens dashboards whose variables refer to each other.
func TestVariables(t *testing.T) {
	variable := func(name, query, rest string) string {
		return fmt.Sprintf(`{"name": %q, "type": "query", "datasource": {"type": "prometheus"}, "query": %q%s}`, name, query, rest)
	}
	dashboard := func(expr string, variables ...string) string {
		return `{"title": "d", "schemaVersion": 39, "templating": {"list": [` + strings.Join(variables, ",") + `]},
			"panels": [{"type": "stat", "title": "of $pod", "targets": [{"refId": "A", "expr": "` + expr + `", "instant": true}]}]}`
	}
	all := `, "multi": true, "includeAll": true, "current": {"value": ["$__all"]}`
	tests := []struct {
		name, dashboard, want string
		chosen                map[string][]string
	}{
		{"the first where nothing is chosen", dashboard(`up{pod='$pod'}`, variable("pod", "label_values(up, pod)", "")), `up{pod='a'}`, nil},
		{"what the file has, if it is there", dashboard(`up{pod='$pod'}`, variable("pod", "label_values(up, pod)", `, "current": {"value": "b"}`)), `up{pod='b'}`, nil},
		{"not what the file has, if it is gone", dashboard(`up{pod='$pod'}`, variable("pod", "label_values(up, pod)", `, "current": {"value": "z"}`)), `up{pod='a'}`, nil},
		{"all", dashboard(`up{pod=~'$pod'}`, variable("pod", "label_values(up, pod)", all)), `up{pod=~'(a|b)'}`, nil},
		{"all with a value of its own", dashboard(`up{pod=~'$pod'}`, variable("pod", "label_values(up, pod)", all+`, "allValue": ".*"`)), `up{pod=~'.*'}`, nil},
		{"chained, out of order", dashboard(`requests_total{pod='$pod',code='$code'}`,
			variable("code", "label_values(requests_total{pod='$pod'}, code)", ""), variable("pod", "label_values(up, pod)", `, "current": {"value": "b"}`)), `requests_total{pod='b',code='200'}`, nil},
		{"in a circle", dashboard(`up{pod='$a$b'}`, variable("a", "label_values(up{pod='$b'}, pod)", ""), variable("b", "label_values(up{pod='$a'}, pod)", "")), `up{pod=''}`, nil},
		{"sorted and picked by pattern", dashboard(`up{pod='$pod'}`, variable("pod", "label_values(up, pod)", `, "regex": "/[b-z]/", "sort": 2`)), `up{pod='b'}`, nil},
		{"the result of a query", dashboard(`up{pod='$pod'}`, variable("pod", "query_result(up == 0)", `, "regex": "/pod=\"(.*?)\"/"`)), `up{pod='b'}`, nil},
		{"a list", dashboard(`up{pod='$pod'}`, `{"name": "pod", "type": "custom", "query": "one : b, a", "current": {"value": "b"}}`), `up{pod='b'}`, nil},
		{"a text", dashboard(`up{pod='$pod'}`, `{"name": "pod", "type": "textbox", "query": "b"}`), `up{pod='b'}`, nil},
		{"an interval by itself", dashboard(`rate(requests_total[$i])`, `{"name": "i", "type": "interval", "query": "$__auto_interval_i,1m", "auto": true, "auto_count": 10, "current": {"value": "1m"}}`), `rate(requests_total[1m])`, nil},
		{"somebody's choice", dashboard(`up{pod=~'$pod'}`, variable("pod", "label_values(up, pod)", all)), `up{pod=~'b'}`, map[string][]string{"pod": {"b"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := open(t, tt.dashboard, func(b *evaluate.Board) { b.Chosen = tt.chosen })
			s := show(t, o, evaluate.Ask{})
			if got := s.Frames[0].Query.Expr; got != tt.want {
				t.Errorf("it asks %s, want %s", got, tt.want)
			}
		})
	}
}

// TestRepeats shows a panel once for each value of its variable, and a row's panels with it.
func TestRepeats(t *testing.T) {
	list := `"templating": {"list": [{"name": "pod", "type": "query", "datasource": {"type": "prometheus"}, "query": "label_values(up, pod)", "multi": true, "includeAll": true, "allValue": ".+", "current": {"value": ["$__all"]}}]}`
	for name, panels := range map[string]string{
		"panel": `{"type": "stat", "title": "Pod $pod", "repeat": "pod", "targets": [{"refId": "A", "expr": "up{pod='$pod'}", "instant": true}]}`,
		"row":   `{"type": "row", "title": "Row", "repeat": "pod"}, {"type": "stat", "title": "Pod $pod", "targets": [{"refId": "A", "expr": "up{pod='$pod'}", "instant": true}]}`,
	} {
		o := open(t, `{"title": "d", "schemaVersion": 39, `+list+`, "panels": [`+panels+`]}`)
		var got []string
		for _, v := range o.Views() {
			s, err := o.Show(t.Context(), v, evaluate.Ask{})
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprintf("%s: %d", v.Title, s.Series))
		}
		if want := []string{"Pod a: 1", "Pod b: 1"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestTextPanelsAskNothing: they are not empty but have nothing to show.
func TestTextPanelsAskNothing(t *testing.T) {
	for kind, want := range map[string]evaluate.Reason{
		`"type": "text"`: evaluate.Text,
		`"type": "logs", "datasource": {"type": "loki"}, "targets": [{"expr": "{a=\"b\"}"}]`: evaluate.OtherSources,
		`"type": "stat", "targets": [{"refId": "A", "expr": "up", "hide": true}]`:            evaluate.Hidden,
	} {
		s := show(t, open(t, `{"title": "d", "schemaVersion": 39, "panels": [{"title": "p", `+kind+`}]}`), evaluate.Ask{Traffic: evaluate.Some})
		if s.Reason != want || len(s.Problems) > 0 {
			t.Errorf("%s: %q %s", kind, s.Reason, kinds(s))
		}
	}
}
