package evaluate_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

// A failing store answers some queries and then fails.
type failing struct {
	prom.Querier
	fail func() error
}

func (f *failing) Instant(ctx context.Context, expr string, at time.Time) (prom.Result, error) {
	if err := f.fail(); err != nil {
		return prom.Result{}, err
	}
	return f.Querier.Instant(ctx, expr, at)
}

type fatalError struct{}

func (fatalError) Error() string { return "it is gone" }
func (fatalError) Fatal() bool   { return true }

// round is one of a dashboard of four panels on a store that fails from the third query on.
func round(t *testing.T, fail func() error) *evaluate.Round {
	t.Helper()
	o := open(t, `{"title": "d", "panels": [
		{"type": "stat", "title": "1", "targets": [{"refId": "A", "expr": "sum(up)", "instant": true}]},
		{"type": "stat", "title": "2", "targets": [{"refId": "A", "expr": "max(up)", "instant": true}]},
		{"type": "stat", "title": "3", "targets": [{"refId": "A", "expr": "min(up)", "instant": true}]},
		{"type": "text", "title": "4"}]}`)
	n := 0
	store := o.Asks(nil)
	store.Querier = &failing{store.Querier, func() error {
		if n++; n > 2 {
			return fail()
		}
		return nil
	}}
	b := *o.Board
	b.Asks = func(*source.Query) evaluate.Store { return store }
	return &evaluate.Round{
		Boards: []*evaluate.Board{&b}, Workers: 1,
		Window: func(*evaluate.Board) prom.Window { return o.Window },
		Ask:    func(int) evaluate.Ask { return evaluate.Ask{Live: true} },
	}
}

// TestRound shows every panel once, says how far it is, and leaves it to the panel that its query failed.
func TestRound(t *testing.T) {
	r := round(t, func() error { return errors.New("not this one") })
	steps := 0
	r.Progress = func(done, of int) {
		if steps++; done != steps || of != 4 {
			t.Errorf("step %d is said to be %d of %d", steps, done, of)
		}
	}
	seen, err := r.Run(t.Context())
	if err != nil || len(seen.Panels[0]) != 4 || seen.Planned != 4 || steps != 4 {
		t.Fatalf("%v, %d panels of %d, %d steps", err, len(seen.Panels[0]), seen.Planned, steps)
	}
	p := seen.Panels[0][2]
	if len(p.Problems) != 1 || p.Problems[0].Kind != evaluate.Unreadable || p.Problems[0].What != "not this one" {
		t.Errorf("%+v", p.Problems)
	}
}

// TestRoundEndsEarly keeps what was found when the server goes or the user has seen enough.
func TestRoundEndsEarly(t *testing.T) {
	for name, fail := range map[string]func(context.CancelCauseFunc) error{
		"server gone": func(context.CancelCauseFunc) error { return fmt.Errorf("wrapped: %w", fatalError{}) },
		"interrupted": func(cancel context.CancelCauseFunc) error { cancel(context.Canceled); return context.Canceled },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			seen, err := round(t, func() error { return fail(cancel) }).Run(ctx)
			if err == nil || len(seen.Panels[0]) != 2 || seen.Planned != 4 {
				t.Errorf("%v, %d panels of %d", err, len(seen.Panels[0]), seen.Planned)
			}
			var fatal fatalError
			if errors.As(err, &fatal) != (name == "server gone") {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestLive is what matters of a live server: whether there is something, and of each query without data why.
func TestLive(t *testing.T) {
	live := evaluate.Ask{Live: true}
	for _, tt := range []struct{ name, dashboard, want, reason string }{
		{"data", panel("stat", "", `sum(up)`), "", ""},
		{"infinity", panel("stat", "", `up / 0`), "", string(evaluate.NoTraffic)},
		{"a condition", panel("stat", "", `sum(up) > 9`), "", string(evaluate.NoneNow)},
		{"absent", panel("stat", "", `sum(gpus)`), "empty: no data: gpus is not in the data", ""},
		{"unless", panel("stat", "", `up unless up`), "", string(evaluate.NoneNow)},
		{"absent() of what is there", panel("stat", "", `absent(up)`), "", string(evaluate.NoneNow)},
		{"of two names, what is quiet says more", panel("stat", "", `sum(gpus) or sum(up) > 9`), "", string(evaluate.NoneNow)},
		{"names that two have are the author's matter", panel("timeseries", "", `busy_ratio => busy`), "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := show(t, open(t, tt.dashboard), live)
			if kinds(s) != tt.want || string(s.Reason) != tt.reason {
				t.Errorf("got %s (%s), want %s (%s)", kinds(s), s.Reason, tt.want, tt.reason)
			}
		})
	}
	s := show(t, open(t, panel("stat", "", `sum(up)`, `sum(gpus)`)), live)
	if len(s.Problems) > 0 || len(s.Gaps) != 1 || s.Gaps[0].Frame != 1 || s.Gaps[0].Cause != evaluate.Absent {
		t.Errorf("a query without data beside one with data: %+v %+v", s.Problems, s.Gaps)
	}
}

// TestCausesAreClosed: what is accepted is a list that only this test may lengthen.
func TestCausesAreClosed(t *testing.T) {
	accepted := 0
	for _, c := range evaluate.Causes() {
		if c.Accepted() != "" {
			accepted++
		}
	}
	if accepted != 4 {
		t.Errorf("%d causes are accepted", accepted)
	}
}
