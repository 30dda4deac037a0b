package inspect

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// Options say what to inspect.
type Options struct {
	Catalogue *catalogue.Catalogue
	Boards    []*evaluate.Board
	// Server returns the server behind a store's name, or nil: the same one for several names as it may be.
	Server func(store string) *Server
	// Said are what the configuration says of exporters, by environment.
	Said map[string]map[string]catalogue.Range
	// Dialects are how the configuration says that stores spell names, by environment and store.
	Dialects map[string]map[string]string
	At       time.Time
	Workers  int // panels at a time; 0: 8
	// Progress is told how many panels are done; nil: nobody is. Calls don't overlap.
	Progress func(done, of int)
}

// Run inspects panels. The report holds what was found also when the error says why the run ended early: the context's
// cause, or an error whose method Fatal says that a server answers nothing any more.
func Run(ctx context.Context, o Options) (*Report, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := &run{Options: o, cancel: cancel, surveys: map[*Server]*survey{}, asked: map[*Server]map[string]map[string]bool{}}
	r.Workers = cmp.Or(max(r.Workers, 0), 8)
	r.plan()
	if err := r.survey(ctx); err != nil {
		return r.report(), err
	}
	r.panels(ctx)
	return r.report(), context.Cause(ctx)
}

type run struct {
	Options
	cancel context.CancelCauseFunc
	boards []*boardRun
	jobs   []job

	servers []*Server // in the order in which they are first asked
	surveys map[*Server]*survey
	asked   map[*Server]map[string]map[string]bool // names by exporter
	named   map[*Server]map[string]bool            // store names

	mu   sync.Mutex
	done []*Panel // by job; nil: not done
	n    int
}

// A boardRun is a board of which the variables are resolved once.
type boardRun struct {
	*evaluate.Board
	window prom.Window
	once   sync.Once
	vars   prom.Variables
	err    error
}

type job struct {
	board *boardRun
	panel *evaluate.BoardPanel
}

// plan lists what there is to do, and what it asks whom.
func (r *run) plan() {
	r.named = map[*Server]map[string]bool{}
	for _, b := range r.Boards {
		br := &boardRun{Board: b, window: b.Window(r.At)}
		r.boards = append(r.boards, br)
		for i := range b.Panels {
			r.jobs = append(r.jobs, job{br, &b.Panels[i]})
			for _, t := range b.Panels[i].Targets {
				s := r.Server(t.Store)
				if s == nil {
					continue
				}
				if r.asked[s] == nil {
					r.asked[s], r.named[s] = map[string]map[string]bool{}, map[string]bool{}
					r.servers = append(r.servers, s)
				}
				r.named[s][t.Store] = true
				asked(r.Catalogue, t.Expr, r.asked[s])
			}
		}
	}
	r.done = make([]*Panel, len(r.jobs))
}

// survey looks at each server, before any panel is explained.
func (r *run) survey(ctx context.Context) error {
	for _, server := range r.servers {
		s := newSurvey(server, r.Catalogue, r.At, r.span())
		r.surveys[server] = s
		if err := s.look(ctx); err != nil {
			return err
		}
		names := slices.Sorted(maps.Keys(r.asked[server]))
		found := make([]*presence, len(names))
		errs := make([]error, len(names))
		r.each(len(names), func(i int) { found[i], errs[i] = s.exporter(ctx, names[i]) })
		if err := errors.Join(errs...); err != nil {
			return cmp.Or(context.Cause(ctx), err)
		}
		for i, name := range names {
			s.exporters[name] = found[i]
		}
	}
	return nil
}

// span is the longest time that a board looks at.
func (r *run) span() time.Duration {
	longest := 5 * time.Minute
	for _, b := range r.boards {
		longest = max(longest, b.Span)
	}
	return longest
}

func (r *run) each(n int, work func(int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(n, r.Workers) {
		wg.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func (r *run) panels(ctx context.Context) {
	r.each(len(r.jobs), func(i int) {
		if ctx.Err() != nil {
			return
		}
		p := r.panel(ctx, r.jobs[i])
		if ctx.Err() != nil {
			return // what was half done says nothing
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.done[i] = p
		r.n++
		if r.Progress != nil {
			r.Progress(r.n, len(r.jobs))
		}
	})
}

func (r *run) stores(name string) prom.Querier {
	if s := r.Server(name); s != nil {
		return s.Querier
	}
	return nil
}

// said ends the run when an error says that a server answers nothing any more.
func (r *run) said(err error) string {
	var fatal interface{ Fatal() bool }
	if errors.As(err, &fatal) && fatal.Fatal() {
		r.cancel(err)
	}
	return err.Error()
}

// panel runs a panel and explains what is empty.
func (r *run) panel(ctx context.Context, j job) *Panel {
	p := &Panel{
		Environment: j.board.Environment, Dashboard: j.board.Name, Title: j.board.Title, File: j.board.File,
		Row: j.panel.Row, Panel: j.panel.Title, Kind: j.panel.Kind,
	}
	if j.panel.Reason != "" {
		p.Status, p.Reason = None, j.panel.Reason
		return p
	}
	b := j.board
	b.once.Do(func() { b.vars, b.err = b.Resolve(ctx, r.stores, b.window) })
	if b.err != nil {
		p.Status, p.Reason = Failed, r.said(b.err)
		return p
	}
	frames, err := j.panel.Frames(ctx, r.stores, b.window, b.vars)
	if err != nil {
		p.Status, p.Reason = Failed, r.said(err)
		return p
	}
	stores := map[string]string{}
	for _, t := range j.panel.Targets {
		stores[t.RefID], stores[t.RefID+"-Instant"] = t.Store, t.Store
	}
	for _, f := range frames {
		p.Targets = append(p.Targets, r.target(ctx, f, stores[f.RefID]))
	}
	p.Status = statusOf(p.Targets)
	return p
}

// target says what a query returned.
func (r *run) target(ctx context.Context, f prom.Frame, store string) Target {
	t := Target{RefID: f.RefID, Legend: f.Query.Legend, Store: store, Expr: f.Query.Expr, Warnings: f.Warnings, Infos: f.Infos}
	if f.Err != nil {
		t.Status, t.Error = Failed, r.said(f.Err)
		return t
	}
	for _, s := range f.Series {
		if slices.ContainsFunc(s.Points, func(p prom.Point) bool { return !math.IsNaN(p.V) }) {
			t.Series++
		}
	}
	if t.Series > 0 {
		t.Status = Data
		return t
	}
	t.Status = Empty
	if len(f.Series) > 0 {
		t.Reason = &Reason{Cause: Idle, Text: fmt.Sprintf("%s, and every value is NaN: there is no traffic", plural(len(f.Series), "series", "series"))}
		return t
	}
	reason, err := r.surveys[r.Server(store)].explain(ctx, f.Query.Expr)
	if err != nil {
		t.Reason = &Reason{Cause: Unclear, Text: "it returns nothing, and the server does not say why: " + r.said(err)}
		return t
	}
	t.Reason = reason
	return t
}

// statusOf is what a panel shows, by its targets.
func statusOf(targets []Target) Status {
	var data, empty, failed, wrong int
	for _, t := range targets {
		switch t.Status {
		case Data:
			data++
		case Failed:
			failed++
		default:
			empty++
			if !t.Reason.Cause.Accepted() {
				wrong++
			}
		}
	}
	switch {
	case failed > 0:
		return Failed
	case data > 0 && wrong > 0:
		return Partial
	case data > 0:
		return Data
	default:
		return Empty
	}
}

// report gathers what was found.
func (r *run) report() *Report {
	out := &Report{Planned: len(r.jobs)}
	for _, p := range r.done {
		if p != nil {
			out.Panels = append(out.Panels, *p)
		}
	}
	for _, server := range r.servers {
		s := r.surveys[server]
		if s == nil {
			continue
		}
		out.Stores = append(out.Stores, Store{Name: server.Name, URL: server.URL, Version: server.Version, Metrics: len(s.names)})
		for _, name := range slices.Sorted(maps.Keys(s.exporters)) {
			out.Exporters = append(out.Exporters, r.exporter(server, s, name))
		}
	}
	return out
}

// exporter compares what runs with what the configuration says.
func (r *run) exporter(server *Server, s *survey, name string) Asked {
	p := s.exporters[name]
	a := Asked{Store: server.Name, Name: name, Fleets: p.fleets, Labels: p.labels, Spelling: p.dialect, Said: map[string]catalogue.Range{}}
	for _, series := range slices.Sorted(maps.Keys(r.asked[server][name])) {
		if s.names[series] {
			a.Present = append(a.Present, series)
		} else {
			a.Missing = append(a.Missing, series)
		}
	}
	program := name
	if primary := r.Catalogue.Primary(name); primary != nil {
		program = primary.Name
	}
	run, known := p.run(program, false)
	for _, env := range slices.Sorted(maps.Keys(r.Said)) {
		said, ok := r.Said[env][name]
		if !ok {
			continue
		}
		a.Said[env] = said
		if known && !run.Overlap(said) {
			a.Notes = append(a.Notes, fmt.Sprintf("environment %s says %s, and here %s: %s", env, said, runs("it", run), setExporter(name, run)))
		}
		for _, store := range slices.Sorted(maps.Keys(r.named[server])) {
			if d := r.Dialects[env][store]; d != "" && p.dialect != "" && d != p.dialect {
				a.Notes = append(a.Notes, fmt.Sprintf("environment %s says that store %s spells names as %s, and here they are spelled as %s", env, store, d, p.dialect))
			}
		}
	}
	return a
}
