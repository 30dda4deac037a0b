package source

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/diag"
)

func TestParseAllowance(t *testing.T) {
	for _, tt := range []struct {
		comment, rule, reason string
		ok                    bool
	}{
		{" dashgen:allow syntax it is for another server ", "syntax", "it is for another server", true},
		{"dashgen:allow\tsyntax  why", "syntax", "why", true},
		{"dashgen:allow syntax", "syntax", "", true},
		{"dashgen:allow", "", "", true},
		{"dashgen:allowed syntax x", "", "", false},
		{"see dashgen:allow syntax x", "", "", false},
		{"", "", "", false},
	} {
		rule, reason, ok := ParseAllowance(tt.comment)
		if rule != tt.rule || reason != tt.reason || ok != tt.ok {
			t.Errorf("ParseAllowance(%q) = %q, %q, %v", tt.comment, rule, reason, ok)
		}
	}
}

func TestAllowancesOfAnExpression(t *testing.T) {
	for expr, want := range map[string][]string{
		"up # dashgen:allow syntax why":                              {"x:1:4 syntax: why"},
		"up # other\n+ 1 # dashgen:allow a b\n# dashgen:allow c d e": {"x:2:5 a: b", "x:3:1 c: d e"},
		`up{a="# dashgen:allow a b"}`:                                nil,
		`up{a='\'# dashgen:allow a b'}`:                              nil,
		"up{a=`\\`} # dashgen:allow a b":                             {"x:1:11 a: b"},
		`up{a="it's"} # dashgen:allow a b`:                           {"x:1:14 a: b"},
		"up # it isn't \" open\n# dashgen:allow a b":                 {"x:2:1 a: b"},
		`up{a="never closed # dashgen:allow a b`:                     nil,
		"dashgen:allow a b":                                          nil,
		"up #dashgen:allow a b # dashgen:allow c d":                  {"x:1:4 a: b # dashgen:allow c d"},
	} {
		var got []string
		for _, a := range Expression("x", expr).Queries[0].Allowances() {
			got = append(got, fmt.Sprintf("%s %s: %s", a.Pos, a.Rule, a.Reason))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", expr, diff)
		}
	}
}

func TestRaw(t *testing.T) {
	const file = `{"panels": [{"targets": [{"expr": "sum(a) \"ä\" b\\c"}], "type": "x"}]}`
	f, err := Read("x.json", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	text := f.Dashboards[0].Panels[0].Queries[0].Text
	for part, want := range map[string]bool{"sum": true, "a": true, "ä": true, "b": true, `"`: false, `b\`: false, `"ä"`: false, "c": true, "": true} {
		for at := range len(text.Value) - len(part) + 1 {
			if text.Value[at:at+len(part)] != part {
				continue
			}
			from, to, ok := text.Raw(at, at+len(part))
			if ok != want && part != "" || ok && file[from:to] != part {
				t.Errorf("Raw of %q at %d: %d, %d, %v", part, at, from, to, ok)
			}
		}
	}
	if _, _, ok := Fixed("x", text.Position(0)).Raw(0, 1); ok {
		t.Error("a text that is in no file has bytes there")
	}
	if _, _, ok := text.Raw(3, 99); ok {
		t.Error("a part beyond the end has bytes in the file")
	}
}

func TestColumn(t *testing.T) {
	const file = "{\"panels\": [{\"targets\": [{\"expr\":\n \"ä😀\\u00e4b\"}], \"type\": \"x\"}]}"
	f, err := Read("x.json", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	text := f.Dashboards[0].Panels[0].Queries[0].Text
	for at, want := range map[int]int{0: 3, 2: 4, 6: 6, 8: 12, 9: 13} {
		if got := text.Column(at); got != want {
			t.Errorf("column of byte %d is %d, want %d", at, got, want)
		}
	}
	if got := Fixed("x", diag.Position{File: "x.go", Line: 3}).Column(1); got != 0 {
		t.Errorf("a text that is in no file has column %d", got)
	}
}

func TestDetach(t *testing.T) {
	f, err := Read("x.json", []byte("{\"panels\": [],\n\"title\": \"abc\"}"))
	if err != nil {
		t.Fatal(err)
	}
	title := f.Dashboards[0].Title
	apart := title.Detach()
	if apart.in.file != nil || apart.in.text.Exists() || apart.Value != "abc" || apart.Position(3) != title.Position(3) || apart.Column(1) != title.Column(1) {
		t.Errorf("%q at %s, column %d", apart.Value, apart.Position(3), apart.Column(1))
	}
	if (Text{}).Detach().Exists() {
		t.Error("a text that is not in the file exists once it is detached")
	}
	if at := Fixed("x", diag.Position{File: "x.go", Line: 3}).Detach().Position(1); at.String() != "x.go:3" {
		t.Errorf("a text in Go code stands at %s", at)
	}
}

func TestPlaced(t *testing.T) {
	const dashboard = `{"title": "D", "panels": [
		{"id": 1, "type": "row", "title": "R", "panels": [{"id": 2, "type": "stat", "title": "P", "targets": [{"refId": "A", "expr": "up"}]}]},
		{"id": 3, "type": "stat", "title": "Q", "options": {"a": ["b"]}, "targets": [{"refId": "B", "expr": "up"}]}]}`
	f, err := Placed("x.json", []byte(dashboard), func(panel int, refID string) diag.Position {
		return diag.Position{File: "x.go", Line: 100*panel + len(refID) + 1}
	})
	if err != nil {
		t.Fatal(err)
	}
	d := f.Dashboards[0]
	var got []string
	for _, text := range []Text{
		d.Title, d.Panels[0].Title, d.Panels[0].Queries[0].Text, d.Panels[1].Options.Get("a").Items[0].Text, d.Panels[1].Queries[0].RefID,
	} {
		got = append(got, fmt.Sprint(text.Value, " ", text.Position(len(text.Value))))
	}
	want := []string{"D x.go:1", "P x.go:201", "up x.go:202", "b x.go:301", "B x.go:302"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := Placed("x.json", []byte("{"), nil); err == nil {
		t.Error("half a document was read")
	}
}
