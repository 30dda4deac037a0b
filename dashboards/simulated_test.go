package dashboards_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/internal/simulate/replay"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A simulation is an environment's hour, in a storage for each of its stores: a panel that asks the wrong store
// finds nothing.
type simulation struct {
	end    time.Time
	stores map[string]*prom.Engine
}

func simulated(t *testing.T, p *project.Project, env gitops.Environment, scenario string, duration time.Duration) simulation {
	t.Helper()
	sc, err := simulate.Named(scenario)
	if err != nil {
		t.Fatal(err)
	}
	built, err := p.Environment(env.Environment)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	rec, err := simulate.Record(simulate.Config{
		Environment: &built.Environment, Models: env.Models, Tenants: env.TenantNames, Scenario: sc, Seed: 1, Start: begin,
	}, duration, 15*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	s := simulation{begin.Add(duration), map[string]*prom.Engine{}}
	for _, store := range rec.Stores() {
		storage := promtest.Storage(t)
		if _, err := replay.Load(storage, rec, store); err != nil {
			t.Fatal(err)
		}
		s.stores[store] = promtest.Engine(t, storage)
	}
	return s
}

// panel evaluates each query of a panel in its store. Frames are in the order of the targets.
func (s simulation) panel(t *testing.T, d *build.Dashboard, p build.Panel, tenant string) []prom.Frame {
	t.Helper()
	var frames []prom.Frame
	for _, target := range p.Targets {
		e := s.stores[target.Store.Name]
		if e == nil {
			t.Fatalf("nothing was recorded for store %s", target.Store.Name)
		}
		one := p
		one.Targets = []build.Target{target}
		found, err := evaluate.Panel(t.Context(), e, s.window(target), d, one, tenant)
		if err != nil {
			t.Fatal(err)
		}
		frames = append(frames, found...)
	}
	return frames
}

func (s simulation) window(target build.Target) prom.Window {
	return prom.Window{From: s.end.Add(-30 * time.Minute), To: s.end, MaxDataPoints: 400, ScrapeInterval: target.Store.ScrapeInterval}
}

// selectorsOf are the selectors of an expression.
func selectorsOf(t *testing.T, expr string) []string {
	t.Helper()
	e, err := promql.Parse(expr)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	promql.Walk(e, func(n parser.Expr, _ []parser.Expr) bool {
		if vs, ok := n.(*parser.VectorSelector); ok {
			found = append(found, vs.String())
		}
		return true
	})
	return found
}

// unmatched are the panels with selectors that match no series on an ordinary day, and why. One that is listed and has
// data fails, so that the list stays true, and so does a panel that is said to be empty and is not.
var unmatched = map[string]string{"Firing Alerts": "no alert fires: the query then shows 0 for those that there are", "Alerts": string(panels.NoAlert)}

// TestOrdinaryDay shows every dashboard of every environment an hour of the scenario steady: every query has data,
// every selector matches series, and no value is NaN or infinite.
func TestOrdinaryDay(t *testing.T) {
	if testing.Short() {
		t.Skip("it evaluates hours of data, on one goroutine")
	}
	p, err := project.Load(filepath.Join(root, "dashgen.yaml"), catalogue.Default(), dashboards.All())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	queries, selectors := 0, 0
	for _, env := range shipped(t) {
		s := simulated(t, p, env, "steady", time.Hour)
		for _, d := range env.Dashboards {
			for _, tenant := range tenantsOf(env) {
				eachPanel(d, func(p build.Panel) {
					if p.Kind == panels.KindText {
						return
					}
					frames := s.panel(t, d, p, tenant)
					for i, f := range frames {
						queries++
						target := p.Targets[i]
						where := strings.Join([]string{env.Name, tenant, d.Name, p.Title, f.RefID}, "/")
						if f.Err != nil || len(f.Warnings) > 0 {
							t.Errorf("%s: %v %v\n\t%s", where, f.Err, f.Warnings, f.Query.Expr)
							continue
						}
						if (len(f.Series) == 0) != (p.EmptyWhile != "") {
							t.Errorf("%s: %d series, and the panel says %q\n\t%s", where, len(f.Series), p.EmptyWhile, f.Query.Expr)
						}
						checkSeries(t, f, target)
						for _, selector := range selectorsOf(t, f.Query.Expr) {
							selectors++
							found, err := s.stores[target.Store.Name].Series(t.Context(), selector, s.end.Add(-time.Hour), s.end)
							if err != nil {
								t.Fatal(err)
							}
							switch listed := unmatched[p.Title] != ""; {
							case len(found) == 0 && listed:
								seen[p.Title] = true
							case len(found) == 0:
								t.Errorf("%s: no series matches %s", where, selector)
							}
						}
					}
				})
			}
		}
	}
	for title := range unmatched {
		if !seen[title] {
			t.Errorf("every selector of %q matches series, though it is listed", title)
		}
	}
	t.Logf("%d queries and %d selectors", queries, selectors)
	if queries < 400 || selectors < 700 {
		t.Errorf("only %d queries and %d selectors were tried", queries, selectors)
	}
}

// TestNoScenarioLies shows every dashboard the other scenarios: whatever is missing or broken, a query is answered
// without a warning, and with no value that is NaN or infinite.
func TestNoScenarioLies(t *testing.T) {
	if testing.Short() {
		t.Skip("it evaluates hours of data, on one goroutine")
	}
	p, err := project.Load(filepath.Join(root, "dashgen.yaml"), catalogue.Default(), dashboards.All())
	if err != nil {
		t.Fatal(err)
	}
	envs := shipped(t)
	for _, scenario := range simulate.ScenarioNames()[1:] {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			for _, env := range envs {
				s := simulated(t, p, env, scenario, 12*time.Minute)
				for _, d := range env.Dashboards {
					eachPanel(d, func(p build.Panel) {
						for i, f := range s.panel(t, d, p, tenantsOf(env)[0]) {
							if f.Err != nil || len(f.Warnings) > 0 {
								t.Errorf("%s/%s/%s: %v %v\n\t%s", env.Name, d.Name, p.Title, f.Err, f.Warnings, f.Query.Expr)
							}
							checkSeries(t, f, p.Targets[i])
						}
					})
				}
			}
		})
	}
}
