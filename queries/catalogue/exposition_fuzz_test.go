package catalogue

import (
	"bytes"
	"strings"
	"testing"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// FuzzExposition compares the reader with the one that Prometheus' libraries have: of what both take, both tell the same
// types. The libraries' also takes quotes in odd places, and no
// type for untyped.
func FuzzExposition(f *testing.F) {
	f.Add([]byte(captured))
	for _, s := range []string{"a 1\n", "a{b=\"c\"} 1 2\n", "# TYPE a histogram\na_bucket{le=\"1\"} 1\n", "{\"a b\"} 1\n", "# HELP \"a b\" x\n", "a{} +Inf\n", "a  \t 0x1p3\n", "#\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		families, errs := readExposition("x", data)
		for _, e := range errs {
			if e.Pos.Line < 1 || e.What == "" || strings.ContainsAny(e.Error(), "\n\x00") {
				t.Errorf("unreadable error %q", e)
			}
		}
		if notText(data) >= 0 || errs != nil || bytes.ContainsAny(data, "\r") {
			return
		}
		parser := expfmt.NewTextParser(model.UTF8Validation)
		theirs, err := parser.TextToMetricFamilies(bytes.NewReader(data))
		if err != nil {
			return
		}
		ours := map[string]Type{}
		for _, f := range families {
			ours[f.name] = f.typ
		}
		for name, their := range theirs {
			got, ok := ours[name]
			if want := Type(strings.ToLower(their.GetType().String())); !ok || got != want && (got != "" || want != Untyped) {
				t.Errorf("%s is %q, not %q, in\n%s", name, got, want, data)
			}
		}
	})
}
