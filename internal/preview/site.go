package preview

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/board"
	"github.com/llm-observability/dashgen/internal/preview/chart"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

// A Site is what is shown: dashboards, and the data that they are shown on. It is safe for concurrent use.
type Site struct {
	Entries []Entry
	Data    board.Data
	Theme   display.Theme // that is shown first
	Version string
}

// An Entry is a dashboard of the site.
type Entry struct {
	Environment, Name, Title, Description string
	Tenants                               []string // who the dashboard can be looked at as; none where there are no tenants
	Open                                  func(tenant string) (*board.Board, error)
}

// Own is the entry of a dashboard of ours.
func Own(d *build.Dashboard, tenants []string) Entry {
	e := Entry{Environment: d.Environment, Name: d.Name, Title: d.Title, Description: d.Description}
	for _, in := range d.Inputs {
		if in.Store == nil && strings.Contains(in.Value, "{tenant}") {
			e.Tenants = tenants
		}
	}
	e.Open = func(tenant string) (*board.Board, error) { return Built(d, tenant) }
	return e
}

// Others are the entries of a file of somebody else.
func Others(f *source.File) []Entry {
	var out []Entry
	for _, b := range Foreign(f) {
		out = append(out, Entry{
			Name: b.Name, Title: b.Title, Description: b.Description, Open: func(string) (*board.Board, error) { return b, nil },
		})
	}
	return out
}

// Path is where an entry is below the site: canopy/canopy-vllm, or the name of a file.
func (e Entry) Path() string {
	if e.Environment == "" {
		return e.Name
	}
	return e.Environment + "/" + e.Name
}

// Tenant is the tenant that is asked for where the entry has it, or else its first.
func (e Entry) Tenant(asked string) string {
	first := ""
	for i, t := range e.Tenants {
		if i == 0 {
			first = t
		}
		if t == asked {
			return t
		}
	}
	return first
}

// Entry is the entry at a path.
func (s *Site) Entry(path string) (Entry, bool) {
	for _, e := range s.Entries {
		if e.Path() == path {
			return e, true
		}
	}
	return Entry{}, false
}

// A View is a dashboard as it is looked at: by whom, when, and with what picked.
type View struct {
	Entry   Entry
	Tenant  string
	Board   *board.Board
	Window  prom.Window
	Pickers []board.Picker
	Values  prom.Variables
	data    board.Data
}

// A Request says how a dashboard is looked at.
type Request struct {
	Tenant, From, To string
	Choice           board.Choice
}

// View opens a dashboard.
func (s *Site) View(ctx context.Context, e Entry, r Request) (*View, error) {
	v := &View{Entry: e, Tenant: e.Tenant(r.Tenant), data: s.Data}
	var err error
	if v.Board, err = e.Open(v.Tenant); err != nil {
		return nil, fmt.Errorf("dashboard %s: %w", e.Path(), err)
	}
	v.Window = v.Board.Window(s.Data, r.From, r.To)
	v.Pickers, v.Values = v.Board.Pick(ctx, s.Data, v.Window, r.Choice)
	return v, nil
}

// Evaluate asks the queries of a panel that is so many pixels wide.
func (v *View) Evaluate(ctx context.Context, p *board.Panel, width float64) *board.Result {
	r := v.Board.Evaluate(ctx, v.data, v.Window, v.Values, p, int(width))
	for _, picker := range v.Pickers {
		if picker.Err != nil && len(p.Targets) > 0 {
			r.Notes = append(r.Notes, picker.Err.Error())
		}
	}
	return r
}

// Span is the window in words.
func (v *View) Span() string {
	const day, clock = "2006-01-02 15:04", "15:04"
	from, to := v.Window.From.UTC(), v.Window.To.UTC()
	if from.Truncate(24 * time.Hour).Equal(to.Truncate(24 * time.Hour)) {
		return from.Format(day) + " to " + to.Format(clock) + " UTC"
	}
	return from.Format(day) + " to " + to.Format(day) + " UTC"
}

// Draw draws a panel's body of a size.
func (v *View) Draw(ctx context.Context, p *board.Panel, w, h float64, theme display.Theme) (chart.Drawing, *board.Result) {
	r := v.Evaluate(ctx, p, w)
	return chart.Panel(r, w, h, theme), r
}
