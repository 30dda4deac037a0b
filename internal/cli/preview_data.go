package cli

import (
	"context"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/preview"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/simulate"
)

// closable is data that must be closed.
type closable interface {
	preview.Data
	io.Closer
}

// openData opens what panels are shown. A recording and servers are opened once; a simulation follows the environments,
// and each scenario begins when somebody first asks for it.
func (s *previewSource) openData(ctx context.Context, site *preview.Site, installed map[string]simulate.Config) error {
	switch {
	case s.o.live.given():
		if s.data == nil {
			servers, err := s.app.servers(s.o.live)
			if err != nil {
				return err
			}
			s.hold(&liveData{servers, s.app.Clock})
		}
	case len(s.o.data) > 0:
		if s.data == nil {
			files, err := dataFiles(s.o.data)
			if err != nil {
				return err
			}
			recording, err := preview.OpenRecording(ctx, files)
			if err != nil {
				return err
			}
			s.hold(recording)
		}
	default:
		return s.simulations(site, installed)
	}
	site.Data = s.data
	return nil
}

// hold keeps the only data there is.
func (s *previewSource) hold(d closable) {
	s.held, s.data = map[string]closable{"": d}, d
}

// simulations offers every scenario, beginning with the one that was asked for.
func (s *previewSource) simulations(site *preview.Site, installed map[string]simulate.Config) error {
	held, data := map[string]closable{}, map[string]preview.Data{}
	for _, name := range simulate.ScenarioNames() {
		d, err := preview.Simulate(name, s.o.seed, installed)
		if err != nil { // the site stays as it was, with its data
			return diag.New(diag.Position{}, "scenario %s: %v", name, err)
		}
		held[name], data[name] = d, d
	}
	if retired := slices.Collect(maps.Values(s.held)); len(retired) > 0 {
		s.old = append(s.old, retired...)
		time.AfterFunc(retireAfter, func() { s.retire(retired) })
	}
	s.held, s.data = held, data[s.o.scenario]
	site.Data = s.data
	site.Scenarios = append([]string{s.o.scenario}, slices.DeleteFunc(simulate.ScenarioNames(), func(n string) bool { return n == s.o.scenario })...)
	site.Of = func(name string) (preview.Data, error) { return data[name], nil }
	return nil
}

// retire closes data that nobody needs any more.
func (s *previewSource) retire(data []closable) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range data {
		if i := slices.Index(s.old, d); i >= 0 {
			s.old = slices.Delete(s.old, i, i+1)
			_ = d.Close() // it lay in memory and temporary files
		}
	}
}

// liveData is what servers have now.
type liveData struct {
	servers *liveServers
	clock   func() time.Time
}

// livePast is how far back a person may look.
const livePast = 30 * 24 * time.Hour

// Querier is the server of a store.
func (l *liveData) Querier(_, store string) (prom.Querier, error) {
	server := l.servers.find(store)
	if server == nil {
		return nil, diag.New(diag.Position{}, "the store %s has no server: name one with --store %s=URL, or with --prometheus one for all", store, store)
	}
	return politely{server}, nil
}

// politely says of errors what a person at the page can understand.
type politely struct{ prom.Querier }

// Instant asks an instant query.
func (p politely) Instant(ctx context.Context, expr string, at time.Time) (prom.Result, error) {
	r, err := p.Querier.Instant(ctx, expr, at)
	return r, liveError("", err)
}

// Range asks a range query.
func (p politely) Range(ctx context.Context, expr string, start, end time.Time, step time.Duration) (prom.Result, error) {
	r, err := p.Querier.Range(ctx, expr, start, end, step)
	return r, liveError("", err)
}

// Series asks for label sets.
func (p politely) Series(ctx context.Context, selector string, from, to time.Time) ([]map[string]string, error) {
	r, err := p.Querier.Series(ctx, selector, from, to)
	return r, liveError("", err)
}

// Span ends now.
func (l *liveData) Span(string) (first, last time.Time) {
	now := l.clock().UTC().Truncate(time.Second)
	return now.Add(-livePast), now
}

// Ask knows nothing of the requests.
func (l *liveData) Ask() evaluate.Ask { return evaluate.Ask{} }

// Name are the servers.
func (l *liveData) Name() string { return l.servers.String() }

// Close ends the connections.
func (l *liveData) Close() error {
	l.servers.close()
	return nil
}
