package prom

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestLegend(t *testing.T) {
	full := map[string]string{"__name__": "up", "pod": "a", "job": `j"1`}
	bare := map[string]string{"pod": "a"}
	none := map[string]string{}
	for _, test := range []struct {
		template string
		labels   map[string]string
		want     string
	}{
		{`{{pod}}`, full, `a`},
		{`{{ pod }} of {{  job}}`, full, `a of j"1`},
		{`{{pod}}/{{missing}}`, full, `a/`},
		{`{{missing}}`, full, ``}, // left to the browser
		{`{{__name__}}`, full, `up`},
		{`P99`, full, `P99`},
		{`{{pod`, full, `{{pod`},
		{`{{}}`, full, `{{}}`},
		{`{{{pod}}}`, full, `}`},
		{`{{pod}}{{pod}}`, full, `aa`},
		{``, full, `up{job="j\"1", pod="a"}`},
		{``, map[string]string{"__name__": "up"}, `up`},
		{``, bare, `{pod="a"}`},
		{``, none, `sum(up)`}, // no label at all: the expression
		{`{}`, full, `sum(up)`},
		{LegendAuto, full, ``},
		{LegendAuto, none, `sum(up)`},
	} {
		if got := legendOf(test.template, "sum(up)", test.labels); got != test.want {
			t.Errorf("%q of %v is %q, not %q", test.template, test.labels, got, test.want)
		}
	}
}

func TestAutoLegend(t *testing.T) {
	for _, test := range []struct {
		name   string
		labels []map[string]string
		want   []string
	}{
		{"one label", []map[string]string{{"pod": "a"}, {"pod": "b"}}, []string{"a", "b"}},
		{"one label, missing once", []map[string]string{{"pod": "a"}, {}}, []string{"a", "Value"}},
		{"two labels", []map[string]string{{"pod": "a", "job": "j"}, {"pod": `b"`, "job": "j"}},
			[]string{`{job="j", pod="a"}`, `{job="j", pod="b""}`}},
		{"two labels between them", []map[string]string{{"pod": "a"}, {"job": "j"}}, []string{`{pod="a"}`, `{job="j"}`}},
		{"the name is a label", []map[string]string{{"__name__": "up", "pod": "a"}}, []string{`{__name__="up", pod="a"}`}},
		{"only the name", []map[string]string{{"__name__": "up"}}, []string{`up`}},
		{"nothing", []map[string]string{{}}, []string{"Value"}},
	} {
		frame := Frame{}
		for _, labels := range test.labels {
			frame.Series = append(frame.Series, NamedSeries{Series: Series{Labels: labels}})
		}
		only := onlyLabel([]Frame{{}, frame})
		var got []string
		for _, labels := range test.labels {
			got = append(got, autoLegend(labels, only))
		}
		if diff := gocmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
