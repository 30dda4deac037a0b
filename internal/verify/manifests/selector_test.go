package manifests

import (
	"fmt"
	"testing"
)

func TestSelectorsAreFound(t *testing.T) {
	tests := map[string]struct {
		expr string
		want string
	}{
		"none":             {`sum(up)`, `[]`},
		"empty":            {`up{}`, `[[]]`},
		"all operators":    {`a{b="1", c!="2", d=~"3", e!~"4"}`, `[[b="1" c!="2" d=~"3" e!~"4"]]`},
		"two selectors":    {`a{b="1"} / on (x) c{d="2"}`, `[[b="1"] [d="2"]]`},
		"spaces and comma": {"a{ b = '1' ,\n c=`2`, }", `[[b="1" c="2"]]`},
		"brace in value":   {`a{b=~"x{2}", c="}"}`, `[[b=~"x{2}" c="}"]]`},
		"quote in value":   {`a{b="x\"y", c='it\'s "so"'}`, `[[b="x\"y" c="it's \"so\""]]`},
		"grafana variable": {`rate(a{b="1"}[${window}]) + ${__range_s}`, `[[b="1"]]`},
		"variable inside":  {`a{${filters}, b="1"}`, `[[b="1"]]`},
		"quoted name":      {`{"a.b", c="1"}`, `[[c="1"]]`},
		"comment":          {"a{b=\"1\"} # not {c=\"2\"}\n + d{e=\"3\"} # nor {f=\"4\"}", `[[b="1"] [e="3"]]`},
		"other strings":    {`label_replace(a{b="1"}, "c", "$1", "d", "(.*)")`, `[[b="1"]]`},
		"variable query":   {`label_values(a{b="1"}, c)`, `[[b="1"]]`},
		"unfinished":       {`a{b="1", c="2`, `[]`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := fmt.Sprint(selectors(test.expr)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestQueriesAreFoundAtEveryDepth(t *testing.T) {
	got, err := queries(`{
		"panels": [{"panels": [{"targets": [{"expr": "a", "legendFormat": "{{x}}"}, {"expr": ""}]}]}],
		"annotations": {"list": [{"expr": "b"}]},
		"templating": {"list": [{"query": {"query": "c", "refId": "r"}, "definition": "d"}, {"query": "e"}]}
	}`)
	if err != nil {
		t.Fatal(err)
	}
	if want := "[b a d c e]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestTenantOfSelector(t *testing.T) {
	const safe = ""
	tests := map[string]struct {
		expr string
		want string
	}{
		"own namespace":            {`a{namespace="user1-canopy"}`, safe},
		"shared namespace":         {`a{namespace="ai501"}`, safe},
		"platform namespaces":      {`a{namespace=~"openshift-.*"}`, safe},
		"own service":              {`a{service_name="llamastack-user1-canopy"}`, safe},
		"own service, anchored":    {`a{service_name=~"llamastack-user1-canopy|llamastack-ai501"}`, safe},
		"narrowed by another":      {`a{namespace!="", namespace="user1-canopy"}`, safe},
		"dollar that ends":         {`a{pod=~"user1-.*-x$", namespace="user1-canopy"}`, safe},
		"pattern without an end":   {`a{service_name=~"llamastack-user1.*"}`, "of tenant user10"},
		"pattern without a tenant": {`a{exported_namespace=~".*-canopy"}`, "of tenant user10"},
		"everything but":           {`a{namespace!="ai501"}`, "of tenant user10"},
		"everything but own":       {`a{namespace!="user1-canopy"}`, "not an equality"},
		"variable":                 {`a{k8s_namespace_name="${namespace}"}`, "the reader picks the namespace"},
		"old variable":             {`a{namespace=~"[[namespace]]"}`, "the reader picks the namespace"},
		"no pattern at all":        {`a{namespace=~"("}`, "missing closing"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got string
			for _, selector := range selectors(test.expr) {
				byLabel := map[string][]matcher{}
				for _, m := range selector {
					byLabel[m.label] = append(byLabel[m.label], m)
				}
				for label, matchers := range byLabel {
					if err := scopedLabel(label, matchers, "user1", []string{"user1-canopy"}, []string{"user10"}); err != nil {
						got = err.Error()
						wantError(t, err, test.want)
					}
				}
			}
			if (got == "") != (test.want == safe) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestNameIsReplacedWhole(t *testing.T) {
	tests := []struct {
		text, want string
		count      int
	}{
		{"", "", 0},
		{"user1", "me", 1},
		{"user1-user1_user1", "me-me_me", 3},
		{"user10-user11", "user10-user11", 0},
		{"superuser1", "superuser1", 0},
		{"x.user1.*", "x.me.*", 1},
	}
	for _, test := range tests {
		if got, count := replaceName(test.text, "user1", "me"); got != test.want || count != test.count {
			t.Errorf("%q: got %q %d, want %q %d", test.text, got, count, test.want, test.count)
		}
	}
}
