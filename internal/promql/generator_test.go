package promql

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
)

// world is the series that expressions are evaluated over: labels that all have, some have or none has.
func world(rng *rand.Rand) memory {
	var m memory
	add := func(pairs ...string) {
		p := points{metric: labels.FromStrings(pairs...)}
		v := float64(rng.IntN(5))
		for range steps {
			p.values = append(p.values, v)
			v += float64(rng.IntN(3))
		}
		m = append(m, p)
	}
	for _, name := range []string{"foo", "bar"} {
		add("__name__", name, "a", "1", "b", "x", "job", "j", "instance", "i1")
		add("__name__", name, "a", "2", "b", "y", "job", "j", "instance", "i1")
		add("__name__", name, "a", "2", "job", "k", "instance", "i2")
		add("__name__", name, "b", "x", "c", "z", "job", "k")
	}
	add("__name__", "same", "a", "1", "b", "x")
	add("__name__", "same", "a", "2", "b", "y")
	add("__name__", "single")
	add("__name__", "one", "a", "1", "job", "j")
	for _, le := range []string{"0.1", "1", "+Inf"} {
		add("__name__", "lat_bucket", "le", le, "a", "1", "job", "j")
		add("__name__", "lat_bucket", "le", le, "a", "2", "job", "j")
		add("__name__", "lat_bucket", "le", le, "job", "k")
	}
	add("__name__", "typed", "a", "1", "__type__", "gauge", "__unit__", "seconds")
	add("__name__", "target_info", "job", "j", "instance", "i1", "d", "v1", "a", "9")
	add("__name__", "target_info", "job", "k", "instance", "i2", "d", "v2")
	add("__name__", "build_info", "job", "j", "instance", "i1", "e", "v1")
	return m
}

var labelNames = []string{"__name__", "a", "b", "c", "d", "e", "job", "instance", "le", "q", "dst", "__type__", "nolabel"}

// generator writes random expressions.
type generator struct{ *rand.Rand }

func (g generator) one(ss ...string) string { return ss[g.IntN(len(ss))] }

func (g generator) label() string { return labelNames[g.IntN(len(labelNames))] }

func (g generator) labelList() string {
	var ls []string
	for range g.IntN(4) {
		ls = append(ls, g.one("a", "b", "c", "job", "instance", "le", "__name__", "nolabel"))
	}
	return "(" + strings.Join(ls, ",") + ")"
}

func (g generator) selector() string {
	var ms []string
	for range g.IntN(3) {
		l := g.one("a", "b", "c", "job", "instance", "le", "nolabel", "__type__")
		ms = append(ms, l+g.one(`="1"`, `="x"`, `="j"`, `=""`, `!=""`, `!="1"`, `=~".+"`, `=~".*"`, `=~"1|2"`, `=~"j|"`,
			`!~"x"`, `!~".+"`, `!~""`, `!~".*"`, `=~""`))
	}
	if g.IntN(6) == 0 {
		return "{" + g.one(`__name__="foo"`, `__name__=~"foo|bar"`, `__name__=~"f.*"`, `job=~"j|k"`, `"foo"`) + strings.Join(append([]string{""}, ms...), ",") + "}"
	}
	name := g.one("foo", "foo", "foo", "bar", "bar", "same", "single", "one", "lat_bucket", "typed", "target_info", "absent_metric")
	if len(ms) == 0 {
		return name
	}
	return name + "{" + strings.Join(ms, ",") + "}"
}

func (g generator) scalar(depth int) string {
	if depth <= 0 || g.IntN(3) == 0 {
		return g.one("1", "2", "0", "time()", "0.5", "pi()", "-1")
	}
	switch g.IntN(4) {
	case 0:
		return "scalar(" + g.vector(depth-1) + ")"
	case 1:
		return "(" + g.scalar(depth-1) + g.one("+", "*", "/", "> bool ") + g.scalar(depth-1) + ")"
	case 2:
		return "-" + g.scalar(depth-1)
	default:
		return g.one("time()", "start()", "end()", "step()", "range()", "max_of(1, 2)")
	}
}

func (g generator) matrix(depth int) string {
	if depth <= 0 || g.IntN(3) > 0 {
		return g.selector() + g.one("[1m]", "[5m]", "[5m] offset 1m", "[2m] @ 600")
	}
	return "(" + g.vector(depth-1) + ")" + g.one("[5m:1m]", "[2m:30s]", "[5m:1m] offset 1m", "[3m:]")
}

func (g generator) vector(depth int) string {
	if depth <= 0 {
		return g.one(g.selector(), g.selector(), g.selector(), g.selector()+" offset 1m", g.selector()+" @ 600")
	}
	switch g.IntN(12) {
	case 0:
		return g.selector()
	case 1, 2, 3:
		return g.aggregation(depth)
	case 4, 5, 6:
		return g.call(depth)
	case 7:
		return g.one("(", "-(", "+(") + g.vector(depth-1) + ")"
	case 8:
		op := g.one("+", "-", "*", "/", "%", "^", "atan2", ">", "==", "!=", "<= bool", "> bool")
		if g.IntN(2) == 0 {
			return "(" + g.vector(depth-1) + ") " + op + " " + g.scalar(depth-1)
		}
		return "(" + g.scalar(depth-1) + ") " + op + " (" + g.vector(depth-1) + ")"
	default:
		return g.binary(depth)
	}
}

func (g generator) aggregation(depth int) string {
	clause := g.one("", " by "+g.labelList(), " without "+g.labelList(), " by "+g.labelList())
	v := g.vector(depth - 1)
	switch g.IntN(6) {
	case 0:
		return g.one("topk", "bottomk", "limitk") + clause + "(" + g.one("1", "2", "5") + ", " + v + ")"
	case 1:
		return "count_values" + clause + `("` + g.one("q", "a", "__name__", "nolabel", "b") + `", ` + v + ")"
	case 2:
		return g.one("quantile", "limit_ratio") + clause + "(0.5, " + v + ")"
	}
	return g.one("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar") + clause + "(" + v + ")"
}

func (g generator) call(depth int) string {
	switch g.IntN(14) {
	case 0, 1:
		return g.one("rate", "increase", "delta", "irate", "idelta", "deriv", "sum_over_time", "avg_over_time",
			"count_over_time", "last_over_time", "first_over_time", "changes", "resets", "present_over_time",
			"max_over_time", "stddev_over_time", "mad_over_time", "ts_of_max_over_time") + "(" + g.matrix(depth) + ")"
	case 2:
		return g.one("absent_over_time(", "absent_over_time(") + g.matrix(depth) + ")"
	case 3:
		return "absent(" + g.one(g.selector(), "("+g.selector()+")", g.vector(depth-1), `absent_metric{a="1",a="2",b="x"}`,
			`absent_metric{a=~"1",a="2",job=""}`) + ")"
	case 4, 5:
		return fmt.Sprintf("label_replace(%s, %q, %q, %q, %q)", g.vector(depth-1),
			g.one("dst", "a", "b", "__name__", "le"),
			g.one("$1", "x$1", "lit", "", "$0", "${1}", "$x", "$2", "$$"),
			g.label(), g.one("(.*)", ".*", "(.+)", "(1)", "x?(.*)", "(?P<x>.+)", "(1)|(2)", "(j?)k?", "", "([0-9]+)", "((.*))", "(.+)?x?"))
	case 6, 7:
		var srcs string
		for range g.IntN(4) {
			srcs += fmt.Sprintf(", %q", g.label())
		}
		return fmt.Sprintf("label_join(%s, %q, %q%s)", g.vector(depth-1), g.one("dst", "a", "__name__"), g.one("", "-"), srcs)
	case 8:
		return g.one("vector(", "vector(") + g.scalar(depth-1) + ")"
	case 9:
		return "histogram_quantile(0.9, " + g.one("rate(lat_bucket[5m])", "sum by (le"+g.one("", ",a", ",job")+") (rate(lat_bucket[5m]))", g.vector(depth-1)) + ")"
	case 10:
		v := g.one("rate(lat_bucket[5m])", "lat_bucket", g.vector(depth-1))
		return g.one("histogram_fraction(0, 1, "+v+")", "histogram_quantiles("+v+", \""+g.label()+"\", 0.5, 0.9)")
	case 11:
		return "info(" + g.vector(depth-1) + g.one("", "", `, {d=~".+"}`, `, {e="v1"}`, `, {__name__="build_info"}`, `, {__name__=~".*_info", d=~".*"}`) + ")"
	case 12:
		return g.one("hour()", "sort_by_label("+g.vector(depth-1)+`, "a")`, "predict_linear("+g.matrix(depth)+", 60)", "timestamp("+g.one(g.selector(), g.vector(depth-1))+")",
			"quantile_over_time(0.5, "+g.matrix(depth)+")", "clamp("+g.vector(depth-1)+", 0, 5)", "round("+g.vector(depth-1)+", 2)")
	}
	return g.one("abs", "sort", "sort_desc", "ceil", "sgn", "ln", "day_of_week", "timestamp", "clamp_max") + "(" + g.vector(depth-1) + ")"
}

func (g generator) binary(depth int) string {
	l, r := g.vector(depth-1), g.vector(depth-1)
	if g.IntN(3) == 0 {
		r = l // the only sides that match for sure
	}
	match := g.one("", "", " on "+g.labelList(), " ignoring "+g.labelList(), " on (a)", " on (job)", " ignoring (a)", " on (a, job)")
	if g.IntN(3) == 0 {
		return "(" + l + ") " + g.one("and", "or", "unless") + match + " (" + r + ")"
	}
	op := g.one("+", "-", "*", "/", ">", "==", "!= bool", "<= bool")
	if match != "" && g.IntN(3) == 0 {
		match += g.one(" group_left ", " group_right ") + g.one("", "(b)", "(c, nolabel)", "(instance)", "(__name__)", "(a)")
		if strings.Contains(match, "group_left") && g.IntN(2) == 0 {
			r = g.one("sum", "max", "count") + " by (" + g.one("a", "job", "a,b", "a, job, b") + ") (" + r + ")"
		}
	}
	if g.IntN(5) == 0 {
		match += g.one(" fill (0)", " fill_left (1)", " fill_right (2)", " fill_left (1) fill_right (2)")
	}
	return "(" + l + ") " + op + match + " (" + r + ")"
}
