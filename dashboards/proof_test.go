package dashboards_test

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

const root = ".."

// shipped builds the dashboards of the shipped configuration.
func shipped(t *testing.T) []gitops.Environment {
	t.Helper()
	p, err := project.Load(filepath.Join(root, "dashgen.yaml"), catalogue.Default(), dashboards.All())
	if err != nil {
		t.Fatal(err)
	}
	envs, err := p.Build(project.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	if len(envs) == 0 {
		t.Fatal("no environments")
	}
	return envs
}

// A dataset is what panels are shown.
type dataset struct {
	name   string
	files  string // below testdata
	window prom.Window
}

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func minutes(from, to float64, scrape time.Duration) prom.Window {
	at := func(m float64) time.Time { return start.Add(time.Duration(m * float64(time.Minute))) }
	return prom.Window{From: at(from), To: at(to), MaxDataPoints: 400, ScrapeInterval: scrape}
}

// recorded is the recording of a real simulator, up to the middle of its burst.
func recorded() dataset {
	return dataset{"recorded", "recordings/vllm-inference-sim/*.om.gz", minutes(0, 11, 15*time.Second)}
}

// byHand are series whose answers can be worked out on paper.
func byHand() dataset { return dataset{"by hand", "series/*.series", minutes(5, 25, 30*time.Second)} }

func open(t *testing.T, d dataset) *prom.Engine {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "testdata", filepath.FromSlash(d.files)))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", d.files, err)
	}
	return promtest.Files(t, files...)
}

// lacks are the series that a dataset has no data for, and why. A target that is listed and has data
// fails, too, so that the list stays true.
var lacks = map[string]map[string]string{
	"recorded": {
		"Scheduler State/waiting: {{reason}}": "the simulator does not split waiting requests by reason",
		"Preemptions/{{model_name}}":          "the simulator preempts nobody and does not count it",
	},
	"by hand": {
		"GPU Faults/GPUs with an XID": "every other dashboard of GPUs would show them; series/overview has some",
	},
}

// TestEveryTargetHasData evaluates every target of every panel with Prometheus' own engine: on the recording
// of the simulator where the environment has one, and on the series made by hand.
func TestEveryTargetHasData(t *testing.T) {
	if testing.Short() {
		t.Skip("it evaluates hours of data, on one goroutine")
	}
	engines := map[string]*prom.Engine{}
	targets := 0
	for _, env := range shipped(t) {
		sets := []dataset{byHand()}
		if env.Simulator {
			sets = append(sets, recorded())
		}
		for _, set := range sets {
			if engines[set.name] == nil {
				engines[set.name] = open(t, set)
			}
			for _, d := range env.Dashboards {
				if set.name == "recorded" && !onlyVLLM(d) {
					continue // the recording is of model servers
				}
				for _, tenant := range tenantsOf(env) {
					eachPanel(d, func(p build.Panel) {
						name := strings.Join([]string{env.Name, tenant, set.name, d.Name, p.Title}, "/")
						t.Run(name, func(t *testing.T) {
							targets += len(p.Targets)
							checkData(t, engines[set.name], set, d, p, tenant)
						})
					})
				}
			}
		}
	}
	if targets < 100 {
		t.Errorf("only %d targets were evaluated", targets)
	}
}

// onlyVLLM reports whether a dashboard asks model servers only.
func onlyVLLM(d *build.Dashboard) bool {
	only := true
	eachPanel(d, func(p build.Panel) {
		for _, target := range p.Targets {
			for _, m := range target.Metrics {
				only = only && m.Exporter == "vllm"
			}
		}
	})
	return only
}

func tenantsOf(env gitops.Environment) []string {
	if len(env.TenantNames) == 0 {
		return []string{""}
	}
	return env.TenantNames
}

func eachPanel(d *build.Dashboard, f func(build.Panel)) {
	for _, row := range d.Rows {
		for _, p := range row.Panels {
			f(p)
		}
	}
}

func checkData(t *testing.T, e *prom.Engine, set dataset, d *build.Dashboard, p build.Panel, tenant string) {
	t.Helper()
	if p.Kind == panels.KindText {
		return
	}
	frames, err := evaluate.Panel(t.Context(), e, set.window, d, p, tenant)
	if err != nil {
		t.Fatal(err)
	}
	if len(frames) != len(p.Targets) {
		t.Fatalf("%d frames for %d targets", len(frames), len(p.Targets))
	}
	for i, f := range frames {
		target := p.Targets[i]
		if f.Err != nil {
			t.Errorf("%s: %v\n\t%s", f.RefID, f.Err, f.Query.Expr)
			continue
		}
		if len(f.Warnings) > 0 {
			t.Errorf("%s: the engine warns: %s\n\t%s", f.RefID, f.Warnings, f.Query.Expr)
		}
		if len(f.Query.Unresolved) > 0 {
			t.Errorf("%s: %v have no value in\n\t%s", f.RefID, f.Query.Unresolved, f.Query.Expr)
		}
		reason, lacking := lacks[set.name][p.Title+"/"+target.Legend]
		switch {
		case len(f.Series) == 0 && !lacking:
			t.Errorf("%s %q has no data\n\t%s", f.RefID, target.Legend, f.Query.Expr)
		case len(f.Series) > 0 && lacking:
			t.Errorf("%s %q has data, though %s", f.RefID, target.Legend, reason)
		}
		checkSeries(t, f, target)
	}
}

var legendLabel = regexp.MustCompile(`{{\s*([^{}\s]+)\s*}}`)

// nameOf is what a person calls a series: its legend, or for a table the column and the row.
func nameOf(target build.Target, s prom.NamedSeries) string {
	if target.Column == nil {
		return s.Legend
	}
	var row []string
	for _, l := range target.Labels {
		row = append(row, s.Labels[l.Spelled])
	}
	return target.Column.Title() + ": " + strings.Join(row, " ")
}

func checkSeries(t *testing.T, f prom.Frame, target build.Target) {
	t.Helper()
	names := map[string]bool{}
	for _, s := range f.Series {
		for _, m := range legendLabel.FindAllStringSubmatch(target.Legend, -1) {
			if s.Labels[m[1]] == "" {
				t.Errorf("%s: a series without %s: %v\n\t%s", f.RefID, m[1], s.Labels, f.Query.Expr)
			}
		}
		name := nameOf(target, s)
		if s.Legend == "" || names[name] || strings.HasSuffix(name, ": ") {
			t.Errorf("%s: two series are called %q, or one nothing", f.RefID, name)
		}
		names[name] = true
		for _, pt := range s.Points {
			if math.IsNaN(pt.V) || math.IsInf(pt.V, 0) {
				t.Errorf("%s %q is %v at %s\n\t%s", f.RefID, s.Legend, pt.V, pt.Time().Format("15:04:05"), f.Query.Expr)
				break
			}
		}
	}
}

// TestIdleIsEmpty looks at a moment at which servers are up and nobody asks them anything: what divides by
// traffic has no value, and no value is not NaN, 0 % or 100 %.
func TestIdleIsEmpty(t *testing.T) {
	e := open(t, recorded())
	empty := 0
	for _, env := range shipped(t) {
		if !env.Simulator {
			continue
		}
		for _, d := range env.Dashboards {
			if !onlyVLLM(d) {
				continue
			}
			eachPanel(d, func(p build.Panel) {
				frames, err := evaluate.Panel(t.Context(), e, minutes(14, 14.9, 15*time.Second), d, p, "")
				if err != nil {
					t.Fatal(err)
				}
				for i, f := range frames {
					checkSeries(t, f, p.Targets[i])
					needsTraffic := p.Targets[i].Query.Quantile() > 0 || p.Targets[i].Query.Mean() || p.Title == "Aborted or Failed" || p.Title == "Prefix Cache Hit Rate"
					if needsTraffic && len(f.Series) > 0 {
						t.Errorf("%s/%s has a value without traffic: %v", p.Title, f.RefID, f.Series[0].Points)
					}
					if needsTraffic {
						empty++
					}
				}
			})
		}
	}
	if empty < 15 {
		t.Errorf("only %d targets were found that need traffic", empty)
	}
}

// TestNoTenantSeesAnother evaluates every panel of a tenant's dashboards whose scope is the tenant on data of
// another tenant whose name begins alike: nothing may come back.
func TestNoTenantSeesAnother(t *testing.T) {
	e := open(t, byHand())
	checked := 0
	for _, env := range shipped(t) {
		for _, d := range env.Dashboards {
			if !slices.ContainsFunc(d.Inputs, func(i build.Input) bool { return i.Store == nil }) {
				continue
			}
			eachPanel(d, func(p build.Panel) {
				if p.Kind == panels.KindText || everybodys(p) {
					return
				}
				// A tenant that has no series of its own, and whose name begins like those that have.
				for _, tenant := range []string{"user", "user100"} {
					got := lastValues(t, e, byHand().window, d, p, tenant)
					if len(p.States) > 0 {
						maps.DeleteFunc(got, func(_ string, v float64) bool { return v == 0 }) // the cell says that nothing is there
					}
					if len(got) > 0 {
						t.Errorf("%s of %s: %s sees %v", p.Title, d.Name, tenant, got)
					}
				}
				checked++
			})
		}
	}
	if checked == 0 {
		t.Error("no panel is scoped to a tenant")
	}
}

// everybodys reports whether a panel is about what all tenants share: model servers, and the GPUs below them.
func everybodys(p build.Panel) bool {
	for _, target := range p.Targets {
		for _, m := range target.Metrics {
			if m.Exporter != "vllm" && m.Exporter != "dcgm-exporter" {
				return false
			}
		}
	}
	return true
}

// TestExpressionsAreProven parses what is rendered back with the analyser, independently of the build: the
// same text comes out, every metric is known, and no fact about a legend's label is "impossible".
func TestExpressionsAreProven(t *testing.T) {
	n := 0
	for _, env := range shipped(t) {
		for _, d := range env.Dashboards {
			eachPanel(d, func(p build.Panel) {
				for _, target := range p.Targets {
					n++
					name := fmt.Sprintf("%s/%s/%s/%s", env.Name, d.Name, p.Title, target.RefID)
					expr, err := promql.Parse(target.Expr)
					if err != nil {
						t.Errorf("%s: %v\n\t%s", name, err, target.Expr)
						continue
					}
					again, err := promql.Parse(promql.Format(expr))
					if err != nil || !promql.Equal(expr, again) {
						t.Errorf("%s: %v, or its printed form means something else:\n\t%s\n\t%s", name, err, target.Expr, promql.Format(expr))
					}
					facts := promql.Analyse(expr, promql.Context{Catalogue: catalogue.Default(), Dialect: target.Store.Dialect})
					for _, s := range facts.Selectors {
						if len(s.Series) == 0 {
							t.Errorf("%s: %s is not in the catalogue", name, s.Name)
						}
					}
					for _, m := range legendLabel.FindAllStringSubmatch(target.Legend, -1) {
						if f := facts.Result.Label(m[1]); f.State == promql.Impossible {
							t.Errorf("%s: legend label %s: %s", name, m[1], f.Reason)
						}
					}
				}
			})
		}
	}
	if n < 50 {
		t.Errorf("only %d expressions", n)
	}
}
