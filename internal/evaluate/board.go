package evaluate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
)

// A Board is a dashboard as far as its data goes: one of ours as an environment has it, or anybody's file.
type Board struct {
	Environment string // or ""
	Name, Title string
	File        string        // of somebody's, or ""
	Span        time.Duration // how far back it looks when it opens
	Variables   []Variable    // in the order in which they are resolved
	Panels      []BoardPanel
}

// A BoardPanel is a panel with what it asks.
type BoardPanel struct {
	Row, Title, Kind string
	ID               int
	Targets          []Target // those that Grafana runs
	// Reason is why the panel has no data of its own: one of [Reasons], or "" where it has some.
	Reason string
	// MaxDataPoints and MinInterval are the panel's own, or 0.
	MaxDataPoints int
	MinInterval   time.Duration
}

// The reasons why a panel has no data of its own.
const (
	ReasonText    = "text"
	ReasonOff     = "feature off in this environment"
	ReasonLibrary = "library panel: what it shows is elsewhere"
	ReasonOther   = "asks no Prometheus"
)

// A Target is a query of a panel and the store that it asks.
type Target struct {
	prom.Target
	Store          string        // "" is the default
	ScrapeInterval time.Duration // of the store, or 0 where it is not said
}

// A Variable is a variable of a dashboard, as it stands when the dashboard opens.
type Variable struct {
	Name  string
	Store string // that its query asks
	// Fixed is its value where no server decides on it.
	Fixed *prom.Variable
	Query prom.VariableQuery
	// Like Grafana's own.
	Multi, IncludeAll bool
	AllValue          string
	// Start is what is picked at first: values, or [StartAll]. Empty: the first option.
	Start []string
	// Must says that Start stands whatever the options are, so that nobody needs to ask for them.
	Must bool
}

// StartAll is All as dashboards write it.
const StartAll = "$__all"

// Stores are the servers by the names that boards have for them. The result is nil where there is none.
type Stores func(name string) prom.Querier

// One is a single server behind every name.
func One(q prom.Querier) Stores { return func(string) prom.Querier { return q } }

// Window is the time that a board looks at when it opens at a moment.
func (b *Board) Window(at time.Time) prom.Window {
	return prom.Window{From: at.Add(-b.Span), To: at}
}

// A VariableError is a variable that could not be resolved.
type VariableError struct {
	Name string
	Err  error
}

func (e *VariableError) Error() string { return fmt.Sprintf("variable %s: %v", e.Name, e.Err) }

// Unwrap returns the cause.
func (e *VariableError) Unwrap() error { return e.Err }

// Resolve gives each variable the value that it has when the dashboard opens, one after the other, since the query of
// one may use another. The error is a [*VariableError], or the context's; the variables before it are resolved.
func (b *Board) Resolve(ctx context.Context, stores Stores, w prom.Window) (prom.Variables, error) {
	vars := prom.Variables{}
	for _, v := range b.Variables {
		if v.Fixed != nil {
			vars[v.Name] = *v.Fixed
			continue
		}
		value, err := v.resolve(ctx, stores, w, vars)
		if err != nil {
			if ctx.Err() != nil {
				return vars, context.Cause(ctx)
			}
			return vars, &VariableError{v.Name, err}
		}
		vars[v.Name] = value
	}
	return vars, nil
}

func (v *Variable) resolve(ctx context.Context, stores Stores, w prom.Window, vars prom.Variables) (prom.Variable, error) {
	out := prom.Variable{Multi: v.Multi, IncludeAll: v.IncludeAll, AllValue: v.AllValue, Values: v.Start}
	all := slices.Contains(v.Start, StartAll)
	if v.Must && !all || all && v.AllValue != "" {
		if out.All = all; all {
			out.Values = nil
		}
		return out, nil
	}
	q := stores(v.Store)
	if q == nil {
		return out, fmt.Errorf("nobody says where store %q is", v.Store)
	}
	options, err := prom.EvaluateVariable(ctx, q, w, vars, v.Query)
	if err != nil {
		return out, err
	}
	values := make([]string, len(options))
	for i, o := range options {
		values[i] = o.Value
	}
	picked := slices.DeleteFunc(slices.Clone(v.Start), func(s string) bool { return !slices.Contains(values, s) })
	switch {
	case len(picked) > 0:
		out.Values = picked
	case v.IncludeAll:
		out.All, out.Values = true, values
	case len(values) > 0: // Grafana takes the first
		out.Values = values[:1]
	default:
		out.Values = []string{""}
	}
	return out, nil
}

// Frames runs the targets of a panel as Grafana does, each on its store. Frames are in the order of the targets; what is
// wrong with one target is in its frame. The error is for the panel as a whole, or the context's.
func (p *BoardPanel) Frames(ctx context.Context, stores Stores, w prom.Window, vars prom.Variables) ([]prom.Frame, error) {
	w.MaxDataPoints = cmp.Or(p.MaxDataPoints, w.MaxDataPoints)
	w.MinInterval = cmp.Or(p.MinInterval, w.MinInterval)
	var frames []prom.Frame
	for rest := p.Targets; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Store == rest[0].Store && rest[n].ScrapeInterval == rest[0].ScrapeInterval {
			n++
		}
		q := stores(rest[0].Store)
		if q == nil {
			return nil, fmt.Errorf("nobody says where store %q is", rest[0].Store)
		}
		targets := make([]prom.Target, n)
		for i, t := range rest[:n] {
			targets[i] = t.Target
		}
		theirs := w
		theirs.ScrapeInterval = cmp.Or(rest[0].ScrapeInterval, w.ScrapeInterval)
		found, err := prom.EvaluatePanel(ctx, q, theirs, vars, targets)
		if err != nil {
			return nil, err
		}
		frames, rest = append(frames, found...), rest[n:]
	}
	return frames, nil
}
