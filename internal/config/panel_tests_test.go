package config

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
)

const goodTests = `version: 1
tests:
  - name: one
    dashboard: d
    environment: e
    tenant: user1
    interval: 30s
    at: 5m
    range: 1h
    series:
      - {series: 'up{pod="a"}', values: 0+1x10}
      - {series: up, values: 7}
    variables: {pod: a, model: [x, y]}
    panels:
      - {panel: P, values: {a: "3 s", b: 4.5}}
      - {panel: Q, row: R, value: 5}
      - {panel: Z, empty: true}
  - file: ../x.json
    interval: 1m
    series: [{series: up, values: 1x3}]
    panels: [{panel: P, value: up}]
`

func TestPanelTests(t *testing.T) {
	tests, err := ParsePanelTests(filepath.Join("a", "b", "t.test.yaml"), []byte(goodTests))
	if err != nil {
		t.Fatal(err)
	}
	if len(tests.Tests) != 2 {
		t.Fatalf("%d tests", len(tests.Tests))
	}
	one, two := tests.Tests[0], tests.Tests[1]
	if one.Interval != 30*time.Second || one.At != 5*time.Minute || one.Range != time.Hour || one.Tenant != "user1" || len(one.Variables["model"]) != 2 {
		t.Errorf("the first is %+v", one)
	}
	if s := one.Series[1]; s.Series != "up" || s.Values != "7" || s.Pos.String() != filepath.Join("a", "b", "t.test.yaml")+":12:18" {
		t.Errorf("its second series is %+v", s)
	}
	p := one.Panels[0]
	if p.Values["a"].Text != "3 s" || p.Values["a"].Number != nil || *p.Values["b"].Number != 4.5 || one.Panels[1].Row != "R" || !one.Panels[2].Empty {
		t.Errorf("its panels are %+v", one.Panels)
	}
	if two.File != filepath.Join("a", "x.json") {
		t.Errorf("the second is about %s", two.File)
	}
}

// TestBadPanelTests has what can be wrong with a file, one mistake each, and what is said of it.
func TestBadPanelTests(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"nothing", goodTests, "", `t.yaml:1:1: the file is empty: version and tests are wanted`},
		{"a misspelt key", "interval: 30s", "intervall: 30s", `t.yaml:7:5: unknown key "intervall" in an entry of tests`},
		{"no interval", "    interval: 30s\n", "", `t.yaml:3:5: an entry of tests has no interval: it is the time between two values of a series, such as 30s`},
		{"no dashboard", "    dashboard: d\n    environment: e\n", "", `t.yaml:3:5: the test names no dashboard`},
		{"two", "    dashboard: d\n", "    dashboard: d\n    file: x.json\n", `t.yaml:3:5: the test names a dashboard and a file`},
		{"no environment", "    environment: e\n", "", `t.yaml:3:5: the test of dashboard "d" names no environment`},
		{"a file in an environment", "file: ../x.json", "file: ../x.json\n    environment: e", `t.yaml:18:5: the test of a file names an environment or a tenant`},
		{"an absolute path", "../x.json", "/x.json", `t.yaml:18:11: "/x.json" is an absolute path: the test would run on one machine only`},
		{"no expectation", ", empty: true", "", `t.yaml:17:9: the panel has 0 of empty, value and values`},
		{"empty is false", "empty: true", "empty: false", `t.yaml:17:27: empty is false`},
		{"a series without values", ", values: 7", "", `t.yaml:12:9: an entry of series has no values`},
		{"another version", "version: 1", "version: 2", `t.yaml:1:10: version 2 is not supported`},
		{"no YAML", "tests:", "tests: [", `t.yaml:`},
		{"no test", goodTests, "version: 1\ntests: []\n", `t.yaml:2:1: tests is an empty list: at least one entry is wanted`},
		{"no panel", goodTests, "version: 1\ntests:\n  - {file: x.json, interval: 30s, series: [], panels: []}\n", `t.yaml:3:47: panels is an empty list: at least one entry is wanted`},
		{"an anchor", "name: one", "name: &x one", `t.yaml:3:11: anchor &x is not allowed`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(goodTests, tt.old, tt.new, 1)
			if text == goodTests {
				t.Fatal("nothing is changed")
			}
			_, err := ParsePanelTests("t.yaml", []byte(text))
			var shown bytes.Buffer
			if err != nil {
				diag.Fprint(&shown, "dashgen", err)
			}
			if !strings.HasPrefix(shown.String(), tt.want) {
				t.Errorf("it says\n%swant\n%s", shown.String(), tt.want)
			}
		})
	}
	if _, err := LoadPanelTests(filepath.Join(t.TempDir(), "none.yaml")); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("of a file that is not there: %v", err)
	}
	path := filepath.Join(t.TempDir(), "t.yaml")
	if err := os.WriteFile(path, []byte(goodTests), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadPanelTests(path); err != nil {
		t.Error(err)
	}
}
