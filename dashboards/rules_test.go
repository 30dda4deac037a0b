package dashboards_test

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/template"
	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
)

// A ruleTests is a file of promtool's unit tests, as far as ours use them.
type ruleTests struct {
	RuleFiles []string       `yaml:"rule_files"`
	Interval  model.Duration `yaml:"evaluation_interval"`
	Tests     []ruleTest
}

type ruleTest struct {
	Name     string
	Interval model.Duration
	Series   []struct{ Series, Values string } `yaml:"input_series"`
	Alerts   []struct {
		At   model.Duration `yaml:"eval_time"`
		Name string         `yaml:"alertname"`
		Want []firing       `yaml:"exp_alerts"`
	} `yaml:"alert_rule_test"`
	Exprs []struct {
		Expr string
		At   model.Duration `yaml:"eval_time"`
		Want []struct {
			Labels string
			Value  float64
		} `yaml:"exp_samples"`
	} `yaml:"promql_expr_test"`
}

// A firing is an alert that fires.
type firing struct {
	Labels      map[string]string `yaml:"exp_labels"`
	Annotations map[string]string `yaml:"exp_annotations"`
}

// A generatedRule is a rule of a PrometheusRule below out/.
type generatedRule struct {
	Alert, Record, Expr string
	For                 model.Duration
	Labels, Annotations map[string]string
}

func readYAML(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// generatedRules are the rules of a file below out/components.
func generatedRules(t *testing.T, file string) []generatedRule {
	t.Helper()
	var resource struct {
		Kind string
		Spec struct {
			Groups []struct{ Rules []generatedRule }
		}
	}
	readYAML(t, filepath.Join(root, "out", "components", filepath.FromSlash(file)), &resource)
	var all []generatedRule
	for _, g := range resource.Spec.Groups {
		all = append(all, g.Rules...)
	}
	if resource.Kind != "PrometheusRule" || len(all) == 0 {
		t.Fatalf("%s is a %s with %d rules", file, resource.Kind, len(all))
	}
	return all
}

// ruleFiles are all files with rules below out/components.
func ruleFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, component := range []string{"alerts", "alerts-tenant", "recording-rules", "recording-rules-tenant"} {
		found, err := filepath.Glob(filepath.Join(root, "out", "components", "*", component, "*.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if filepath.Base(f) != "kustomization.yaml" {
				rel, _ := filepath.Rel(filepath.Join(root, "out", "components"), f)
				files = append(files, filepath.ToSlash(rel))
			}
		}
	}
	if len(files) < 10 {
		t.Fatalf("only %d files with rules", len(files))
	}
	return files
}

func testsOfRules(t *testing.T) map[string]ruleTests {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "testdata", "rules", "*.test.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests of rules: %v", err)
	}
	all := map[string]ruleTests{}
	for _, f := range files {
		var file ruleTests
		readYAML(t, f, &file)
		all[filepath.Base(f)] = file
	}
	return all
}

// TestRules evaluates the generated rules with the embedded engine and Prometheus' own templates. The nested module
// internal/verify/promtool has promtool itself do it.
func TestRules(t *testing.T) {
	for name, file := range testsOfRules(t) {
		t.Run(name, func(t *testing.T) {
			var all []generatedRule
			for _, f := range file.RuleFiles {
				all = append(all, generatedRules(t, f)...)
			}
			for _, test := range file.Tests {
				t.Run(test.Name, func(t *testing.T) { test.run(t, all, time.Duration(file.Interval)) })
			}
		})
	}
}

// run evaluates the rules step by step and compares what fires.
func (test ruleTest) run(t *testing.T, all []generatedRule, every time.Duration) {
	e := test.load(t)
	last := time.Duration(0)
	watched := alertsOf(test)
	alarms := map[string][]*alarm{}
	for _, want := range test.Alerts {
		last = max(last, time.Duration(want.At))
	}
	for _, r := range all {
		if _, ok := watched[r.Alert]; ok {
			alarms[r.Alert] = append(alarms[r.Alert], &alarm{rule: r})
		}
	}
	for at := time.Duration(0); at <= last; at += every {
		for _, as := range alarms {
			for _, a := range as {
				a.evaluate(t, e, start.Add(at))
			}
		}
		for _, want := range test.Alerts {
			if time.Duration(want.At) < at || time.Duration(want.At) >= at+every {
				continue
			}
			if len(alarms[want.Name]) == 0 {
				t.Fatalf("no alert %s", want.Name)
			}
			var got []firing
			for _, a := range alarms[want.Name] {
				got = append(got, a.firing(t, start.Add(at))...)
			}
			if diff := cmp.Diff(sortFirings(want.Want), sortFirings(got)); diff != "" {
				t.Errorf("%s after %s (-want +got):\n%s", want.Name, want.At, diff)
			}
		}
	}
	test.expressions(t, e, all)
}

// expressions compares what recordings are worth: their expressions are evaluated, for nothing asks for them.
func (test ruleTest) expressions(t *testing.T, e *prom.Engine, all []generatedRule) {
	t.Helper()
	parse := parser.NewParser(parser.Options{})
	for _, want := range test.Exprs {
		got, found := map[string]float64{}, false
		for _, r := range all {
			if r.Record != want.Expr {
				continue
			}
			found = true
			for _, s := range ask(t, e, r.Expr, start.Add(time.Duration(want.At))) {
				s.Labels[model.MetricNameLabel] = r.Record
				got[labels.FromMap(s.Labels).String()] = s.Points[0].V
			}
		}
		if !found || len(got) != len(want.Want) {
			t.Errorf("%s after %s is %v", want.Expr, want.At, got)
		}
		for _, w := range want.Want {
			metric, err := parse.ParseMetric(w.Labels)
			if err != nil {
				t.Fatal(err)
			}
			if v, ok := got[metric.String()]; !ok || math.Abs(v-w.Value) > 1e-9*math.Max(1, math.Abs(w.Value)) {
				t.Errorf("%s after %s is %v, not %g for %s", want.Expr, want.At, got, w.Value, metric)
			}
		}
	}
}

func ask(t *testing.T, e *prom.Engine, expr string, at time.Time) []prom.Series {
	t.Helper()
	r, err := e.Instant(t.Context(), expr, at)
	if err != nil {
		t.Fatalf("%v\n\t%s", err, expr)
	}
	return r.Series
}

// An alarm is an alert as Prometheus keeps it between evaluations. Prometheus' own code for that drags a notifier in,
// and that the client of an API.
type alarm struct {
	rule   generatedRule
	active []activeSeries
}

// An activeSeries is a series for which the condition holds, and since when.
type activeSeries struct {
	prom.Series
	key   string
	since time.Time
}

func (a *alarm) evaluate(t *testing.T, e *prom.Engine, at time.Time) {
	t.Helper()
	var now []activeSeries
	for _, s := range ask(t, e, a.rule.Expr, at) {
		delete(s.Labels, model.MetricNameLabel)
		if math.IsNaN(s.Points[0].V) {
			t.Errorf("%s: NaN at %s", a.rule.Alert, at)
		}
		next := activeSeries{s, labels.FromMap(s.Labels).String(), at}
		if i := slices.IndexFunc(a.active, func(o activeSeries) bool { return o.key == next.key }); i >= 0 {
			next.since = a.active[i].since
		}
		now = append(now, next)
	}
	a.active = now
}

// firing are the series for which the condition has held long enough, with the texts that people get.
func (a *alarm) firing(t *testing.T, at time.Time) []firing {
	t.Helper()
	var out []firing
	for _, s := range a.active {
		if at.Sub(s.since) < time.Duration(a.rule.For) {
			continue
		}
		f := firing{Labels: maps.Clone(s.Labels), Annotations: map[string]string{}}
		expand := func(text string) string {
			data := template.AlertTemplateData(s.Labels, nil, "", promql.Sample{F: s.Points[0].V})
			const defs = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}"
			got, err := template.NewTemplateExpander(t.Context(), defs+text, a.rule.Alert, data, model.TimeFromUnixNano(at.UnixNano()), nil, nil, nil).Expand()
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		for k, v := range a.rule.Labels {
			f.Labels[k] = expand(v)
		}
		for k, v := range a.rule.Annotations {
			f.Annotations[k] = expand(v)
		}
		out = append(out, f)
	}
	return out
}

// load opens an engine over the series of a test.
func (test ruleTest) load(t *testing.T) *prom.Engine {
	t.Helper()
	s := promtest.Storage(t)
	text := fmt.Sprintf("load %s from %s\n", test.Interval, start.Format(time.RFC3339))
	for _, in := range test.Series {
		text += in.Series + " " + in.Values + "\n"
	}
	if _, err := s.LoadSeries(test.Name, strings.NewReader(text)); err != nil && len(test.Series) > 0 {
		t.Fatal(err)
	}
	return promtest.Engine(t, s)
}

func sortFirings(fs []firing) []firing {
	fs = slices.Clone(fs)
	slices.SortFunc(fs, func(a, b firing) int { return strings.Compare(fmt.Sprint(a.Labels), fmt.Sprint(b.Labels)) })
	return fs
}

// TestEveryRuleIsTested: each alert fires in some test, is silent on something and on nothing in others; each file and
// each recording is in some test.
func TestEveryRuleIsTested(t *testing.T) {
	fires, silent, named, recorded := map[string]int{}, map[string]int{}, map[string]bool{}, map[string]bool{}
	for _, file := range testsOfRules(t) {
		for _, f := range file.RuleFiles {
			named[f] = true
		}
		for _, test := range file.Tests {
			for _, name := range slices.Sorted(maps.Keys(alertsOf(test))) {
				if alertsOf(test)[name] {
					fires[name]++
				} else {
					silent[name]++
				}
			}
			for _, x := range test.Exprs {
				recorded[x.Expr] = true
			}
		}
	}
	alerts := map[string]bool{}
	for _, f := range ruleFiles(t) {
		if !named[f] {
			t.Errorf("no test names %s", f)
		}
		for _, r := range generatedRules(t, f) {
			switch {
			case r.Record != "" && !recorded[r.Record]:
				t.Errorf("%s: nothing tests %s", f, r.Record)
			case r.Alert != "":
				alerts[r.Alert] = true
			}
		}
	}
	for _, a := range dashboards.Rules().Alerts() {
		if !alerts[a.Name] {
			t.Errorf("no shipped environment has %s", a.Name)
		}
		if fires[a.Name] < 1 || silent[a.Name] < 2 && a.Name != "LimitadorDown" { // nothing is what that one is about
			t.Errorf("%s fires in %d tests and is silent in %d: one and two are wanted", a.Name, fires[a.Name], silent[a.Name])
		}
	}
}

// alertsOf are the alerts of a test, and whether each fires at some time.
func alertsOf(test ruleTest) map[string]bool {
	names := map[string]bool{}
	for _, w := range test.Alerts {
		names[w.Name] = names[w.Name] || len(w.Want) > 0
	}
	return names
}
