package evaluate_test

import (
	"context"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

// TestPanelsLookBackNoFurtherThanTime: a panel's own time range may begin before 1970 where series written by hand do. It
// must not end the evaluation of all others.
func TestPanelsLookBackNoFurtherThanTime(t *testing.T) {
	for _, setting := range []string{`"timeFrom": "9y"`, `"timeShift": "9y"`, `"timeFrom": "1h", "timeShift": "1d"`} {
		f, err := source.Read("dashboard.json", []byte(panel("stat", setting, `sum(up)`)))
		if err != nil {
			t.Fatal(err)
		}
		store := evaluate.Store{Querier: engineOf(t, servers)}
		b := &evaluate.Board{Dashboard: f.Dashboards[0], Asks: func(*source.Query) evaluate.Store { return store }}
		epoch := time.UnixMilli(0)
		o, err := b.Open(t.Context(), b.Last(epoch, epoch.Add(10*time.Minute)))
		if err != nil {
			t.Fatal(err)
		}
		s, err := o.Show(t.Context(), o.Views()[0], evaluate.Ask{})
		if err != nil {
			t.Errorf("%s: %v", setting, err)
			continue
		}
		if w := s.Window; w.From.Before(epoch) || !w.To.After(w.From) {
			t.Errorf("%s: the panel looks at %s to %s", setting, w.From, w.To)
		}
	}
}

// TestNobodyAnswers: a query of a store that nobody answers for is a fault of its panel.
func TestNobodyAnswers(t *testing.T) {
	o := open(t, panel("stat", "", `sum(up)`), func(b *evaluate.Board) {
		b.Asks = func(*source.Query) evaluate.Store { return evaluate.Store{Name: "rhoai"} }
	})
	s := show(t, o, evaluate.Ask{})
	if got, want := kinds(s), "error: nobody answers for the data source that it asks"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A hollow store answers with a series that has no points, as some servers do.
type hollow struct{ prom.Querier }

func (hollow) Instant(context.Context, string, time.Time) (prom.Result, error) {
	return prom.Result{Type: prom.TypeVector, Series: []prom.Series{{Labels: map[string]string{"a": "b"}}}}, nil
}

func TestSeriesWithoutPoints(t *testing.T) {
	o := open(t, panel("stat", "", `sum(up) => up`), func(b *evaluate.Board) {
		b.Asks = func(*source.Query) evaluate.Store { return evaluate.Store{Querier: hollow{}} }
	})
	show(t, o, evaluate.Ask{}) // it does not panic
}
