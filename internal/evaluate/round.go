package evaluate

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/internal/prom"
)

// A Round shows the panels of dashboards, many at a time.
type Round struct {
	Boards []*Board
	Window func(*Board) prom.Window // that a dashboard opens with
	Ask    func(board int) Ask
	// Workers are how many panels are shown at a time; 0: as many as there are cores.
	Workers int
	// Progress is told how many panels are done; nil: nobody is. Calls don't overlap.
	Progress func(done, of int)
}

// A Seen round is what came of one.
type Seen struct {
	Panels  [][]*Shown // by dashboard: those that were looked at
	Planned int        // how many panels there are, in a round that ended early, too
}

// Run shows the panels. What was seen is there also when the error says why the round ended early: the context's cause,
// a bad window, or an error of a store whose method Fatal says that it answers nothing any more.
func (r *Round) Run(ctx context.Context) (Seen, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	workers := r.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	opened := make([]*Opened, len(r.Boards))
	parallel.Some(workers, len(r.Boards), func(i int) {
		o, err := r.Boards[i].Open(ctx, r.Window(r.Boards[i]))
		if err != nil {
			cancel(err)
			return
		}
		for _, err := range o.Failed {
			stopAt(err, cancel)
		}
		opened[i] = o
	})
	out := Seen{Panels: make([][]*Shown, len(r.Boards))}
	type seat struct {
		board int
		view  View
		shown *Shown
	}
	var seats []*seat
	for i, o := range opened {
		if o == nil {
			out.Planned += len(r.Boards[i].Panels)
			continue
		}
		for _, v := range o.Views() {
			seats = append(seats, &seat{board: i, view: v})
		}
	}
	out.Planned += len(seats)
	var lock sync.Mutex
	done := 0
	parallel.Some(workers, len(seats), func(i int) {
		if ctx.Err() != nil {
			return
		}
		s := seats[i]
		shown, err := opened[s.board].Show(ctx, s.view, r.Ask(s.board))
		if err != nil {
			cancel(err)
			return
		}
		for _, err := range shown.lost() {
			stopAt(err, cancel)
		}
		if ctx.Err() != nil {
			return // what was half done says nothing
		}
		s.shown = shown
		lock.Lock()
		defer lock.Unlock()
		if done++; r.Progress != nil {
			r.Progress(done, len(seats))
		}
	})
	for _, s := range seats {
		if s.shown != nil {
			out.Panels[s.board] = append(out.Panels[s.board], s.shown)
		}
	}
	return out, context.Cause(ctx)
}

// lost are the errors of stores.
func (s *Shown) lost() []error {
	errs := slices.Clone(s.Lost)
	for _, f := range s.Frames {
		if f.Err != nil {
			errs = append(errs, f.Err)
		}
	}
	return errs
}

// stopAt ends a round at an error that says that a store answers nothing any more.
func stopAt(err error, stop context.CancelCauseFunc) {
	var fatal interface{ Fatal() bool }
	if errors.As(err, &fatal) && fatal.Fatal() {
		stop(err)
	}
}
