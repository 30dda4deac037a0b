package inspect

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// board is a dashboard of a panel per expression; several targets are parted by " | ".
func board(exprs ...string) *evaluate.Board {
	b := &evaluate.Board{Environment: "test", Name: "board", Title: "Board", Span: 10 * time.Minute}
	for _, expr := range exprs {
		p := evaluate.BoardPanel{Row: "Row", Title: expr, Kind: "timeseries"}
		for i, one := range strings.Split(expr, " | ") {
			p.Targets = append(p.Targets, evaluate.Target{Target: prom.Target{RefID: string(rune('A' + i)), Expr: one, Range: true}, Store: "main"})
		}
		b.Panels = append(b.Panels, p)
	}
	return b
}

func options(t *testing.T, s *Server, boards ...*evaluate.Board) Options {
	t.Helper()
	return Options{Catalogue: catalogue.Default(), Boards: boards, Server: func(string) *Server { return s }, At: moment()}
}

// summary is a line per panel.
func summary(r *Report) []string {
	var lines []string
	for _, p := range r.Panels {
		line := fmt.Sprintf("%s: %s %v", p.Panel, p.Status, p.Accepted())
		for _, target := range p.Targets {
			if target.Reason != nil {
				line += " " + string(target.Reason.Cause)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func TestRun(t *testing.T) {
	s := server(t, current)
	s.Name, s.URL = "main", "http://example"
	b := board(
		"left", "left | nothing", "left | left > 3", "nothing", "left > 3", "left > 3 | nothing", "sum(", "left - left > 3 | (left - left) / 0",
		"left{pod=~\"$pod\"}", `vllm:gpu_cache_usage_perc`,
	)
	b.Variables = []evaluate.Variable{{Name: "pod", Query: prom.VariableQuery{Query: "label_values(left, pod)"}, IncludeAll: true, Multi: true, Start: []string{evaluate.StartAll}}}
	b.Panels = append(b.Panels, evaluate.BoardPanel{Title: "words", Reason: evaluate.ReasonText})
	o := options(t, s, b)
	oldest, err := catalogue.Default().Primary("vllm").Range("0.10")
	if err != nil {
		t.Fatal(err)
	}
	o.Said = map[string]map[string]catalogue.Range{"test": {"vllm": oldest}}
	steps := 0
	o.Progress = func(done, of int) {
		if steps++; done != steps || of != 11 {
			t.Errorf("step %d is said to be %d of %d", steps, done, of)
		}
	}
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff([]string{
		"left: data true", "left | nothing: partial true absent", "left | left > 3: data true condition", "nothing: empty false absent",
		"left > 3: empty true condition", "left > 3 | nothing: empty false condition absent", "sum(: error false",
		"left - left > 3 | (left - left) / 0: empty true condition idle", `left{pod=~"$pod"}: data true`, "vllm:gpu_cache_usage_perc: empty false renamed", "words: none true",
	}, summary(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r.Bad() != 4 || r.Count(Data) != 3 || r.Planned != 11 || steps != 11 {
		t.Errorf("%d bad, %d with data, %d planned, %d steps", r.Bad(), r.Count(Data), r.Planned, steps)
	}
	if len(r.Stores) != 1 || r.Stores[0].Name != "main" || r.Stores[0].Metrics < 10 {
		t.Errorf("%+v", r.Stores)
	}
	e := r.Exporters[0]
	if e.Name != "vllm" || len(e.Missing) != 1 || len(e.Notes) != 1 || !strings.Contains(e.Notes[0], "environment test says >=0.10 <0.11, and here it is >=0.16.0") {
		t.Errorf("%+v", e)
	}
}

// A failing server answers some queries and then fails.
type failing struct {
	prom.Querier
	left func() error
}

func (f *failing) Range(ctx context.Context, expr string, start, end time.Time, step time.Duration) (prom.Result, error) {
	if err := f.left(); err != nil {
		return prom.Result{}, err
	}
	return f.Querier.Range(ctx, expr, start, end, step)
}

type fatalError struct{}

func (fatalError) Error() string { return "it is gone" }
func (fatalError) Fatal() bool   { return true }

// TestRunEndsEarly keeps what was found when the server goes or the user has seen enough.
func TestRunEndsEarly(t *testing.T) {
	for name, fail := range map[string]func(context.CancelCauseFunc) error{
		"server gone": func(context.CancelCauseFunc) error { return fmt.Errorf("wrapped: %w", fatalError{}) },
		"interrupted": func(cancel context.CancelCauseFunc) error { cancel(context.Canceled); return context.Canceled },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			n := 0
			s := server(t, current)
			s.Querier = &failing{s.Querier, func() error {
				if n++; n > 2 {
					return fail(cancel)
				}
				return nil
			}}
			o := options(t, s, board("left", "right", "up", "began"))
			o.Workers = 1
			r, err := Run(ctx, o)
			if err == nil || len(r.Panels) != 2 || r.Planned != 4 {
				t.Errorf("%v, %d panels of %d", err, len(r.Panels), r.Planned)
			}
			var fatal fatalError
			if name == "server gone" && !errors.As(err, &fatal) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestVariablesThatFail is about a dashboard whose variable cannot be resolved: its panels say so.
func TestVariablesThatFail(t *testing.T) {
	b := board("left")
	b.Variables = []evaluate.Variable{{Name: "x", Query: prom.VariableQuery{Query: "query_result(sum()"}}}
	r, err := Run(t.Context(), options(t, server(t, current), b))
	if err != nil || r.Panels[0].Status != Failed || !strings.Contains(r.Panels[0].Reason, "variable x: ") {
		t.Errorf("%v, %+v", err, r.Panels)
	}
}

// TestCausesAreClosed: what is accepted is a list that only this test may lengthen.
func TestCausesAreClosed(t *testing.T) {
	accepted := 0
	for _, c := range []Cause{Idle, Quiet, Condition, Feature, Renamed, Spelling, Release, Exporter, Absent, Stale, Matcher, Samples, Unmatched, Variable, Unclear} {
		if c.Accepted() {
			accepted++
		}
	}
	if accepted != 4 {
		t.Errorf("%d causes are accepted", accepted)
	}
	if (&Panel{Status: Empty}).Accepted() || (&Panel{Status: Failed}).Accepted() {
		t.Error("a panel without a reason is accepted")
	}
}
