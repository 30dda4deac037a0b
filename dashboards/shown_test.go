package dashboards_test

import (
	"math"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/prom"
)

// A shown is what a panel must show of the series made by hand, by legend: see the heads of testdata/series.
type shown struct {
	env, dashboard, panel, tenant string
	want                          map[string]float64
}

// checkShown compares what panels show with what was worked out on paper.
func checkShown(t *testing.T, tests ...shown) {
	t.Helper()
	e := open(t, byHand())
	envs := shipped(t)
	for _, tt := range tests {
		t.Run(strings.Join([]string{tt.env, tt.dashboard, tt.panel, tt.tenant}, "/"), func(t *testing.T) {
			d, p := find(t, envs, tt.env, tt.dashboard, tt.panel)
			checkValues(t, lastValues(t, e, byHand().window, d, p, tt.tenant), tt.want)
		})
	}
}

func checkValues(t *testing.T, got, want map[string]float64) {
	t.Helper()
	for legend, v := range want {
		if value, ok := got[legend]; !ok || math.Abs(value-v) > 1e-9*math.Max(1, math.Abs(v)) {
			t.Errorf("%s is %v, want %v", legend, value, v)
		}
		delete(got, legend)
	}
	if len(got) > 0 {
		t.Errorf("it also shows %v", got)
	}
}

func find(t *testing.T, envs []gitops.Environment, env, dashboard, panel string) (*build.Dashboard, build.Panel) {
	t.Helper()
	for _, e := range envs {
		for _, d := range e.Dashboards {
			if e.Name != env || d.Name != dashboard {
				continue
			}
			var found *build.Panel
			eachPanel(d, func(p build.Panel) {
				if p.Title == panel {
					found = &p
				}
			})
			if found != nil {
				return d, *found
			}
		}
	}
	t.Fatalf("no panel %s of %s in %s", panel, dashboard, env)
	return nil, build.Panel{}
}

func lastValues(t *testing.T, e prom.Querier, w prom.Window, d *build.Dashboard, p build.Panel, tenant string) map[string]float64 {
	t.Helper()
	frames, err := evaluate.Panel(t.Context(), e, w, d, p, tenant)
	if err == nil {
		err = prom.Errors(frames)
	}
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for i, f := range frames {
		for _, s := range f.Series {
			if pt, ok := prom.Last(s.Series); ok {
				got[nameOf(p.Targets[i], s)] = pt.V
			}
		}
	}
	return got
}
