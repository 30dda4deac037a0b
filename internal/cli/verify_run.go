package cli

import (
	"context"
	"slices"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/inspect"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/live"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/report"
)

// A verification is one run of the command.
type verification struct {
	app      *App
	o        verifyOptions
	at       time.Time
	servers  *liveServers
	examined map[*liveServer]*examined
	sittings []*sitting
	asked    map[string]string           // a dashboard that asks a store, by the store's name
	settings map[string]inspect.Settings // by environment
}

// An examined server is one of which more is known, as soon as it was looked at.
type examined struct {
	*liveServer
	cached      prom.Querier // what many panels ask is asked once
	stores      []string     // the names under which it is asked
	expressions []string
	survey      *inspect.Survey
}

// Absent says why the server has no series of a selector's metric.
func (e *examined) Absent(ctx context.Context, s *promql.Selector) (*evaluate.Why, error) {
	return e.survey.Absent(ctx, s)
}

// Mismatched says more of a metric of which no series passes a matcher.
func (e *examined) Mismatched(s *promql.Selector, m *labels.Matcher, values []string, why *evaluate.Why) {
	e.survey.Mismatched(s, m, values, why)
}

// examine is the server of a store, or nil where there is none.
func (v *verification) examine(store string) *examined {
	server := v.servers.find(store)
	if server == nil {
		return nil
	}
	e := v.examined[server]
	if e == nil {
		e = &examined{liveServer: server, cached: prom.Cached(server)}
		v.examined[server] = e
	}
	if !slices.Contains(e.stores, store) {
		e.stores = append(e.stores, store)
	}
	return e
}

// run looks at the servers and then at every panel. The report has what was found before an error.
func (v *verification) run(ctx context.Context) (*report.PanelReport, error) {
	out := &report.PanelReport{Tool: v.app.Name, Command: "verify", Colour: v.app.Colour}
	round := evaluate.Round{
		Window: func(b *evaluate.Board) prom.Window { return b.Last(time.UnixMilli(0), v.at) },
		Ask: func(i int) evaluate.Ask {
			return evaluate.Ask{Live: true, Needs: v.sittings[i].needs}
		},
		Workers: live.DefaultConcurrency,
	}
	for _, s := range v.sittings {
		round.Boards = append(round.Boards, s.board)
		out.Planned += len(s.board.Panels) + len(s.report.Panels)
	}
	for _, server := range v.servers.order {
		e := v.examined[server]
		if e == nil {
			continue // nobody asks it
		}
		if err := v.look(ctx, e); err != nil {
			return out, err
		}
		out.Stores = append(out.Stores, e.survey.Store())
		out.Exporters = append(out.Exporters, e.survey.Exporters(v.settings, e.stores)...)
	}
	bar := v.app.progress()
	round.Progress = bar.show
	seen, err := round.Run(ctx)
	bar.clear()
	out.Planned = seen.Planned
	for _, s := range v.sittings {
		out.Planned += len(s.report.Panels)
	}
	out.Boards = seated(v.sittings, seen)
	return out, err
}

// look finds out what a server has.
func (v *verification) look(ctx context.Context, e *examined) (err error) {
	longest := time.Duration(0)
	for _, s := range v.sittings {
		longest = max(longest, s.board.Span())
	}
	e.survey, err = inspect.Look(ctx, &inspect.Server{
		Name: e.name, URL: e.URL(), Version: e.version, Querier: e.cached, Announced: e.Announced, Namespace: e.Namespace(),
	}, inspect.Options{Catalogue: v.app.Catalogue, At: v.at, Window: longest, Workers: live.DefaultConcurrency, Expressions: e.expressions})
	return err
}
