package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAllowancesOfFiles checks which lines the comments of a file are for.
func TestAllowancesOfFiles(t *testing.T) {
	for _, c := range []struct{ path, content, want string }{
		{"rules.yaml", `groups:
- name: a
  rules:
  # dashgen:allow alert-without-for fires on purpose

  # another comment
  - alert: Down
    expr: |
      up == 0
    labels: {severity: page}
  - alert: Slow
    expr: x > 1 # dashgen:allow unknown-metric ours
  # dashgen:allow fixed-window the window of the objective
  - record: r
    expr: |
      # dashgen:allow syntax this is the expression's own
      rate(x[5m])
`, `4: alert-without-for, 7 to 10, fires on purpose
12: unknown-metric, 12 to 12, ours
13: fixed-window, 14 to 17, the window of the objective
`},
		{"object.yaml", "# dashgen:allow plain-text-secret a demo\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\n---\nkind: Other\n", "1: plain-text-secret, 2 to 4, a demo\n"},
		{"notes.md", "Text `<!-- dashgen:allow syntax x -->`.\n\n<!-- dashgen:allow syntax shown as it was -->\n\n```promql\nsum(\n\nup\n```\n\n```promql\nsum(\n```\n<!-- dashgen:allow syntax for nothing -->\n",
			"3: syntax, 6 to 9, shown as it was\n14: syntax, 0 to 0, for nothing\n"},
		{"code.md", "```html\n<!-- dashgen:allow syntax in code -->\n```\n```promql\nup\n```\n", ""},
		{"crlf.yaml", "groups:\r\n- name: a\r\n  rules:\r\n  # dashgen:allow syntax why\r\n  - {record: r, expr: up}\r\n", "4: syntax, 5 to 5, why\n"},
	} {
		f, err := Read(c.path, []byte(c.content))
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, a := range f.Allowances {
			fmt.Fprintf(&b, "%d: %s, %d to %d, %s\n", a.Pos.Line, a.Rule, a.First, a.Last, a.Reason)
		}
		if diff := cmp.Diff(c.want, b.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.path, diff)
		}
	}
}
