package promql

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// describe prints a selector: its text, its parts and what they cover.
func describe(s *Selector, text string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: name %q", s.Span.In(text), s.Name)
	if s.NameVariable {
		b.WriteString(" (variable)")
	}
	if !s.NameSpan.Empty() {
		fmt.Fprintf(&b, " at %q", s.NameSpan.In(text))
	}
	for _, m := range s.Matchers {
		fmt.Fprintf(&b, "; %s label %q value %q", m.Span.In(text), m.LabelSpan.In(text), m.ValueSpan.In(text))
		if m.Variable {
			b.WriteString(" variable")
		}
		if m.Unknown {
			b.WriteString(" unknown")
		}
	}
	for _, r := range []struct {
		name string
		Range
	}{{"range", s.Range}, {"offset", s.Offset}} {
		if !r.Zero() {
			fmt.Fprintf(&b, "; %s %q", r.name, r.Span.In(text))
			if r.Fixed != 0 {
				fmt.Fprintf(&b, " = %s", r.Fixed)
			}
			if r.Variable != "" {
				fmt.Fprintf(&b, " variable %s", r.Variable)
			}
		}
	}
	if s.At {
		b.WriteString("; at")
	}
	if s.Subquery != nil {
		fmt.Fprintf(&b, "; in %s", s.Subquery.Text())
	}
	return b.String()
}

func TestSelectors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`foo`, `foo: name "foo" at "foo"`},
		{`rate(foo{a="b", c!~'d'}[5m])`,
			`foo{a="b", c!~'d'}[5m]: name "foo" at "foo"; a="b" label "a" value "\"b\""; c!~'d' label "c" value "'d'"; range "5m" = 5m0s`},
		{`rate(foo{ a = "$b" }[$__rate_interval])`,
			`foo{ a = "$b" }[$__rate_interval]: name "foo" at "foo"; a = "$b" label "a" value "\"$b\"" variable; range "$__rate_interval" variable __rate_interval`},
		{`rate(foo[${n}m] offset 1h @ end())`, `foo[${n}m] offset 1h @ end(): name "foo" at "foo"; range "${n}m" variable n; offset "1h" = 1h0m0s; at`},
		{`foo offset -$o`, `foo offset -$o: name "foo" at "foo"; offset "-$o" variable o`},
		{`foo{a="offset"} offset 5m`, `foo{a="offset"} offset 5m: name "foo" at "foo"; a="offset" label "a" value "\"offset\""; offset "5m" = 5m0s`},
		{`rate(foo[5m + $w])`, `foo[5m + $w]: name "foo" at "foo"; range "5m + $w" variable w`},
		{`rate(foo[5m * 2])`, `foo[5m * 2]: name "foo" at "foo"; range "5m * 2"`},
		{`{"foo.bar","x y"="z"}`, `{"foo.bar","x y"="z"}: name "foo.bar" at "\"foo.bar\""; "foo.bar" label "" value "\"foo.bar\""; "x y"="z" label "\"x y\"" value "\"z\""`},
		{`{__name__=~"a|b"}`, `{__name__=~"a|b"}: name ""; __name__=~"a|b" label "__name__" value "\"a|b\""`},
		{`{$f, $l="v", x=$q, y $op "z"}`,
			`{$f, $l="v", x=$q, y $op "z"}: name ""; $f label "$f" value "" unknown; $l="v" label "$l" value "\"v\"" unknown; x=$q label "x" value "$q" variable; y $op "z" label "y" value "\"z\"" unknown`},
		{`foo_${x}_total{a="b"}`, `foo_${x}_total{a="b"}: name "foo_${x}_total" (variable) at "foo_${x}_total"; a="b" label "a" value "\"b\""`},
		{`max_over_time(foo[1h:5m])`, `foo: name "foo" at "foo"; in foo[1h:5m]`},
		{`max_over_time(rate(foo[5m])[1h:5m])`, `foo[5m]: name "foo" at "foo"; range "5m" = 5m0s; in rate(foo[5m])[1h:5m]`},
		{"foo # c {\n{a=\"b\"}", "foo # c {\n{a=\"b\"}: name \"foo\" at \"foo\"; a=\"b\" label \"a\" value \"\\\"b\\\"\""},
	} {
		f := Analyse(mustParse(t, c.text), Context{})
		if len(f.Selectors) != 1 {
			t.Errorf("%s: %d selectors", c.text, len(f.Selectors))
			continue
		}
		if got := describe(f.Selectors[0], c.text); got != c.want {
			t.Errorf("\n got %s\nwant %s", got, c.want)
		}
	}
}

func TestSelectorsOfABinaryOperation(t *testing.T) {
	f := Analyse(mustParse(t, `sum(rate(foo[5m])) / on (a) group_left () (bar{x="y"} offset 1h or vector(0))`), Context{})
	var got []string
	for _, s := range f.Selectors {
		got = append(got, s.Name+" in "+s.Function())
		if s.Node.Selector != s {
			t.Errorf("%s: the node has another selector", s.Name)
		}
	}
	if want := "foo in rate|bar in "; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
	foo := f.Selectors[0]
	var around []string
	for n := range foo.Node.Enclosing() {
		around = append(around, n.Operation())
	}
	if want := "|rate|sum|/"; strings.Join(around, "|") != want {
		t.Errorf("around foo: %q", around)
	}
	if !foo.Inside("sum") || !foo.Inside("avg", "rate") || foo.Inside("max") {
		t.Error("foo is inside sum and rate")
	}
}

func TestFunctionOfASelector(t *testing.T) {
	for text, want := range map[string]string{
		`rate(foo[5m])`:                   "rate",
		`rate((foo[5m]))`:                 "rate",
		`max_over_time(foo[1h:])`:         "max_over_time",
		`sum(foo)`:                        "",
		`sum(rate(foo[5m]))`:              "rate",
		`${fn}(foo[5m])`:                  "${fn}",
		`abs(foo)`:                        "abs",
		`abs(-foo)`:                       "",
		`quantile_over_time(0.5,foo[5m])`: "quantile_over_time",
	} {
		if got := Analyse(mustParse(t, text), Context{}).Selectors[0].Function(); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestResolve tells which programs' metrics a selector may mean.
func TestResolve(t *testing.T) {
	running := func(exporters ...string) func(string) (catalogue.Range, bool) {
		return func(e string) (catalogue.Range, bool) {
			for _, x := range exporters {
				name, constraint, _ := strings.Cut(x, " ")
				if name != e {
					continue
				}
				p := catalogue.Default().Primary(name)
				r, err := p.Range(constraint)
				if err != nil {
					t.Fatal(err)
				}
				return r, true
			}
			return catalogue.Range{}, false
		}
	}
	for _, c := range []struct {
		name, text string
		ctx        Context
		want       string
	}{
		{"one program", `DCGM_FI_DEV_GPU_UTIL`, Context{}, "dcgm-exporter"},
		{"a program and its simulator", `vllm:num_requests_running`, Context{}, "vllm llm-d-inference-sim"},
		{"several programs", `http_server_duration_milliseconds_count`, Context{}, "canopy-backend canopy-ui canopy-ui"},
		{"narrowed by what runs", `http_server_duration_milliseconds_count`, Context{Versions: running("canopy-backend otel-http-old")}, "canopy-backend"},
		{"none of them runs", `http_server_duration_milliseconds_count`, Context{Versions: running("vllm 0.12")}, "canopy-backend canopy-ui canopy-ui"},
		{"two conventions of one program", `http_server_active_requests`, Context{}, "canopy-backend canopy-backend canopy-ui"},
		{"the convention that runs", `http_server_active_requests`, Context{Versions: running("canopy-backend otel-http-new")}, "canopy-backend"},
		{"removed, but not from the simulator", `vllm:gpu_cache_usage_perc`, Context{Versions: running("vllm >=0.12")}, "vllm llm-d-inference-sim"},
		{"narrowed by a label", `http_requests_total{handler="/x"}`, Context{}, "vllm"},
		{"not narrowed by a target label", `http_server_duration_milliseconds_count{namespace="x"}`, Context{}, "canopy-backend canopy-ui canopy-ui"},
		{"not narrowed by a variable", `http_requests_total{handler="$e"}`, Context{}, "canopy-ui vllm"},
		{"name in a matcher", `{__name__="up"}`, Context{}, "prometheus"},
		{"names in a pattern", `{__name__=~"up|DCGM_FI_DEV_GPU_UTIL"}`, Context{}, "prometheus dcgm-exporter"},
		{"open pattern", `{__name__=~"DCGM_.*"}`, Context{}, ""},
		{"variable name", `DCGM_$x`, Context{}, ""},
		{"not in the catalogue", `foo`, Context{}, ""},
		{"recording rule", `job:foo:sum`, Context{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.ctx.Catalogue = catalogue.Default()
			var got []string
			for _, s := range Analyse(mustParse(t, c.text), c.ctx).Selectors[0].Series {
				got = append(got, s.Metric.Program)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestNoCatalogue(t *testing.T) {
	f := Analyse(mustParse(t, `rate(vllm:prompt_tokens_total{a="b"}[5m])`), Context{})
	if f.Result.Unit.Known() || f.Result.Shape != ShapeUnknown || f.Result.Label("model_name").State != Possible {
		t.Errorf("got %+v", f.Result)
	}
	if f.Selectors[0].Range.Fixed != 5*time.Minute {
		t.Errorf("got %v", f.Selectors[0].Range)
	}
}
