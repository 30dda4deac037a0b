package config

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const lintSection = `lint:
  enable: [fixed-window]
  disable: [syntax]
  severity: {removed-metric: info}
  scrapeInterval: 15s
  exporters: {vllm: ">=0.10 <0.16", my-app: "1.2", other: current}
  exclusions:
    - {rule: syntax, file: "legacy/**", dashboard: D, panel: "3", target: A, reason: it goes in May}
    - {rule: fixed-window, panel: Tokens, reason: asked for}
  requiredMatchers: [cluster, {label: namespace, exporters: [vllm, my-app, other]}]
  catalogue:
    - metrics/other.txt
    - {file: app.tsv, exporter: my-app, prefixes: [my_app_, "app:"], complete: true}
`

// TestLint reads the section in a file with environments and in one without, and by the reader that does not look
// at them.
func TestLint(t *testing.T) {
	want := Lint{
		Enable: []string{"fixed-window"}, Disable: []string{"syntax"}, Severity: map[string]string{"removed-metric": "info"},
		ScrapeInterval: 15 * time.Second, Exporters: []Exporter{{"vllm", ">=0.10 <0.16"}, {"my-app", "1.2"}, {"other", "current"}},
		Exclusions: []Exclusion{
			{Rule: "syntax", File: "legacy/**", Dashboard: "D", Panel: "3", Target: "A", Reason: "it goes in May"},
			{Rule: "fixed-window", Panel: "Tokens", Reason: "asked for"},
		},
		RequiredMatchers: []RequiredMatcher{{Label: "cluster"}, {"namespace", []string{"vllm", "my-app", "other"}}},
		Catalogue:        []CatalogueFile{{File: "metrics/other.txt"}, {File: "app.tsv", Exporter: "my-app", Prefixes: []string{"my_app_", "app:"}, Complete: true}},
	}
	for name, tt := range map[string]struct {
		parse func(string, []byte, Known) (*File, error)
		in    string
	}{
		"with environments":          {Parse, base + lintSection},
		"without":                    {ParseLint, "version: 1\n" + lintSection},
		"with those of another team": {ParseLint, strings.ReplaceAll(base, "[gpu]", "[not-ours]") + lintSection},
	} {
		f, err := tt.parse("d.yaml", []byte(tt.in), testKnown())
		if err != nil {
			t.Errorf("%s: %s", name, render(err))
			continue
		}
		if diff := cmp.Diff(want, f.Lint); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if got := f.At("lint", "exclusions", "1"); got.Column != 7 || got.Line == 0 {
			t.Errorf("%s: the second exclusion is at %s", name, got)
		}
	}
	if f, err := ParseLint("d.yaml", []byte("version: 1\n"), testKnown()); err != nil || f.Lint.Enable != nil {
		t.Errorf("a file that says nothing: %v", err)
	}
	for in, want := range map[string]string{
		"lint: {}\n":                "d.yaml:1:1: the file has no version: begin with version: 1",
		"version: 2\n":              "d.yaml:1:10: version 2 is not supported",
		"version: 1\nlnt: {a: 1}\n": `unknown key "lnt" in the file`,
	} {
		if _, err := ParseLint("d.yaml", []byte(in), testKnown()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}
