package dashboards_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/grafana"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/panels"
)

// A look is the part of a panel's JSON that decides what a person sees.
type look struct {
	ID          int
	FieldConfig struct{ Defaults display.Field }
	Options     struct{ ReduceOptions display.ReduceOptions }
	Panels      []look // of a collapsed row
}

// looks are the panels of a dashboard by id, as its JSON has them.
func looks(t *testing.T, d *build.Dashboard) map[int]look {
	t.Helper()
	data, err := grafana.JSON(d)
	if err != nil {
		t.Fatal(err)
	}
	var board struct{ Panels []look }
	if err := json.Unmarshal(data, &board); err != nil {
		t.Fatal(err)
	}
	byID := map[int]look{}
	for _, p := range board.Panels {
		byID[p.ID] = p
		for _, inner := range p.Panels {
			byID[inner.ID] = inner
		}
	}
	return byID
}

// seen is what a person sees of a stat or a bar gauge: texts and colours, as Grafana makes them of the query's
// result and of the panel's JSON.
func seen(t *testing.T, l look, frames []prom.Frame) []display.StatValue {
	t.Helper()
	var series []display.Series
	for _, f := range frames {
		for _, s := range f.Series {
			out := display.Series{Name: s.Legend}
			for _, pt := range s.Points {
				out.Values = append(out.Values, &pt.V)
			}
			series = append(series, out)
		}
	}
	values, err := display.Stat(l.FieldConfig.Defaults, l.Options.ReduceOptions, series...)
	if err != nil {
		t.Fatal(err)
	}
	return values
}

// TestNoPanelTellsAComfortingLie looks at every panel of every dashboard on the day on which the whole platform is
// gone, and on one on which it never was: nothing is green, nothing says 100 %, and no zero stands for what nobody
// counts. Cells that say whether a thing is up are red.
func TestNoPanelTellsAComfortingLie(t *testing.T) {
	after := minutes(1800, 1820, 30*time.Second) // the series end after 30 minutes, and some panels look back a day
	cells, status, others := 0, 0, 0
	green := display.Dark.Color("green")
	red := display.Dark.Color("red")
	for name, e := range map[string]*prom.Engine{
		"everything is gone":     open(t, byHand()),
		"nothing was ever there": openSeries(t, "load 30s from 2026-01-01T00:00:00Z\n"+`unrelated{job="x"} 1x2`+"\n"),
	} {
		for _, env := range shipped(t) {
			for _, d := range env.Dashboards {
				byID := looks(t, d)
				eachPanel(d, func(p build.Panel) {
					if p.Kind == panels.KindText {
						return
					}
					where := strings.Join([]string{name, env.Name, d.Name, p.Title}, "/")
					frames, err := evaluate.Panel(t.Context(), e, after, d, p, tenantsOf(env)[0])
					if err == nil {
						err = prom.Errors(frames)
					}
					if err != nil {
						t.Fatalf("%s: %v", where, err)
					}
					if p.Kind != panels.KindStat && p.Kind != panels.KindBarGauge {
						others++
						for _, f := range frames {
							if len(f.Series) > 0 {
								t.Errorf("%s shows %s: %v", where, f.Series[0].Legend, f.Series[0].Points)
							}
						}
						return
					}
					l := byID[p.ID]
					l.FieldConfig.Defaults.Theme = display.Dark
					values := seen(t, l, frames)
					if len(values) == 0 {
						t.Errorf("%s shows nothing at all", where)
					}
					for _, v := range values {
						cells++
						text := v.String()
						switch {
						case v.Color == green:
							t.Errorf("%s is green: %s", where, text)
						case len(p.States) > 0:
							status++
							if v.Color != red {
								t.Errorf("%s says %q in %s, want it red", where, text, v.Color)
							}
						case !v.Missing:
							t.Errorf("%s shows %q, which nobody measured", where, text)
						case text == "" || text == "No data":
							t.Errorf("%s does not say what it means that there is no value", where)
						}
					}
				})
			}
		}
	}
	if cells < 100 || status < 10 || others < 200 {
		t.Errorf("%d cells, %d of them a status, and %d other panels were looked at", cells, status, others)
	}
}
