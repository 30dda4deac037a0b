package evaluate_test

import (
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/evaluate"
)

// TestCustomTexts: an option written as text : value is called by its text, and its value is what queries get.
func TestCustomTexts(t *testing.T) {
	const list = `P 95 : 0.95, 0.99,Half : 0.5,a\, b : c`
	const dashboard = `{"title": "T", "templating": {"list": [
		{"name": "q", "type": "custom", "query": "` + "LIST" + `", "current": {"text": "P 95", "value": "0.95"}},
		{"name": "json", "type": "custom", "query": "[1]", "options": [{"text": "One", "value": "1"}, {"value": "2"}]}]}}`
	o := open(t, strings.Replace(dashboard, "LIST", strings.ReplaceAll(list, `\`, `\\`), 1))
	for name, want := range map[string]string{"q": "P 95=0.95 0.99=0.99 Half=0.5 a, b=c", "json": "One=1 2=2"} {
		var got []string
		for _, option := range o.Options[name] {
			got = append(got, option.Text+"="+option.Value)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("$%s offers %s, want %s", name, s, want)
		}
	}
	if got := o.Variables.Expr("quantile($q, x)"); got != "quantile(0.95, x)" {
		t.Errorf("the query is %s", got)
	}
	if got := o.Variables["q"].Texts; len(got) != 1 || got[0] != "P 95" {
		t.Errorf("the picker shows %q", got)
	}
	picked := open(t, strings.Replace(dashboard, "LIST", strings.ReplaceAll(list, `\`, `\\`), 1), func(b *evaluate.Board) {
		b.Picked = map[string][]string{"q": {"0.5"}}
	})
	if got := picked.Variables.Expr("$q"); got != "0.5" {
		t.Errorf("what was picked is %s", got)
	}
}
