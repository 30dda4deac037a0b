package preview

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/internal/preview/chart"
	"github.com/llm-observability/dashgen/internal/preview/draw"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/panels"
)

// Data is where answers come from: a simulated workload, a recording, a live server.
type Data interface {
	// Querier answers for a store of an environment. Both are "" for a file of somebody else. The error says why there
	// is none; it is shown on the panel.
	Querier(environment, store string) (prom.Querier, error)
	// Span is the time of the first and the last sample. The last is what "now" means.
	Span(environment string) (first, last time.Time)
	// Name says what the data is, for a person.
	Name() string
	// Ask says what is known of the data.
	Ask() evaluate.Ask
}

// A Site is what is shown: dashboards, and the data that they are shown on. It is safe for concurrent use.
type Site struct {
	Entries []Entry
	Data    Data
	Theme   display.Theme // that is shown first
	// Scenarios are what the data may be instead of Data, and Of is one of them; none where there is only one.
	Scenarios []string
	Of        func(scenario string) (Data, error)
	Base      string  // the revision that dashboards are compared with, or ""
	Scale     float64 // how many pixels of a PNG file are one of the page; 0: one
}

// An Entry is a dashboard of the site.
type Entry struct {
	Environment, Name, Title, Description string
	UID                                   string   // by which links of dashboards name it
	Tags                                  []string // by which they list it
	Tenants                               []string // who the dashboard can be looked at as; none where there are no tenants
	Open                                  Opener
	Needs                                 func(*source.Panel) panels.Occasion // see [evaluate.Ask]; nil for dashboards of others
	Findings                              func() map[int][]Finding            // of the linter, by the panel's id; 0 is the dashboard's; may be nil
	// Before is the dashboard as it was at the site's base: nil where it was not there, or there is no base. Changes say
	// what has become of it since.
	Before  Opener
	Changes []string
}

// An Opener returns a dashboard for a tenant or "", on data.
type Opener func(tenant string, data Data) (*evaluate.Board, error)

// A Finding is what the linter says of a panel.
type Finding struct {
	Severity, Rule, Text string
}

// Others are the entries of a file of somebody else. Its data sources are one: the data that is at hand.
func Others(f *source.File) []Entry {
	name := f.Path[strings.LastIndexAny(f.Path, `/\`)+1:]
	for _, suffix := range []string{".json", ".yaml", ".yml"} {
		name = strings.TrimSuffix(name, suffix)
	}
	var out []Entry
	for i, d := range f.Dashboards {
		e := Entry{Name: name, UID: d.UID.Value, Title: d.Title.Value, Description: d.Node.String("description").Value, Tags: textsOf(d.Node.List("tags"))}
		if e.Title == "" {
			e.Title = name
		}
		if i > 0 {
			e.Name = fmt.Sprintf("%s-%d", name, i+1)
		}
		e.Open = func(_ string, data Data) (*evaluate.Board, error) {
			store := evaluate.Store{Querier: Ask(data, "", "")}
			return &evaluate.Board{
				Dashboard: d,
				Asks:      func(*source.Query) evaluate.Store { return store },
				Offers:    func(*source.Variable) evaluate.Store { return store },
			}, nil
		}
		out = append(out, e)
	}
	return out
}

// Ask is who answers for a store. Where there is nobody, every answer is the error that says why.
func Ask(data Data, environment, store string) prom.Querier {
	q, err := data.Querier(environment, store)
	if err != nil {
		return nobody{err}
	}
	return q
}

// nobody answers nothing.
type nobody struct{ err error }

func (n nobody) Instant(context.Context, string, time.Time) (prom.Result, error) {
	return prom.Result{}, n.err
}

func (n nobody) Range(context.Context, string, time.Time, time.Time, time.Duration) (prom.Result, error) {
	return prom.Result{}, n.err
}

func (n nobody) Series(context.Context, string, time.Time, time.Time) ([]map[string]string, error) {
	return nil, n.err
}

// Path is where an entry is below the site: canopy/canopy-vllm, or the name of a file.
func (e Entry) Path() string {
	if e.Environment == "" {
		return e.Name
	}
	return e.Environment + "/" + e.Name
}

// file is the name of the entry's files in their folder.
func (e Entry) file() string { return e.Path()[strings.LastIndexByte(e.Path(), '/')+1:] }

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
	*evaluate.Opened
	Entry    Entry
	Tenant   string
	Scenario string
	Rows     []evaluate.Row
	data     Data
	before   *View // what it is compared with
	compared bool
}

// A Request says how a dashboard is looked at.
type Request struct {
	Tenant, From, To, Scenario string
	Picked                     map[string][]string
	Before                     bool // as it was at the site's base
}

// View opens a dashboard. The error says that its data can't be had, that it can't be read, that it was not there at the
// site's base, or that the context ended; what is wrong with a panel or a picker is shown there instead.
func (s *Site) View(ctx context.Context, e Entry, r Request) (*View, error) {
	v := &View{Entry: e, Tenant: e.Tenant(r.Tenant), data: s.Data}
	for _, known := range s.Scenarios {
		if known != r.Scenario {
			continue
		}
		data, err := s.Of(known)
		if err != nil {
			return nil, err
		}
		v.data, v.Scenario = data, known
	}
	open := e.Open
	if r.Before {
		if open = e.Before; open == nil {
			return nil, fmt.Errorf("dashboard %s was not there at %s", e.Path(), s.Base)
		}
	}
	b, err := open(v.Tenant, v.data)
	if err != nil {
		return nil, fmt.Errorf("dashboard %s: %w", e.Path(), err)
	}
	b.Picked = r.Picked
	hurry, cancel := context.WithTimeout(ctx, pickersTimeout)
	defer cancel()
	offers := b.Offers
	b.Offers = func(x *source.Variable) evaluate.Store {
		store := offers(x)
		store.Querier = hasty{store.Querier, hurry}
		return store
	}
	first, last := v.data.Span(e.Environment)
	if v.Opened, err = b.Open(ctx, b.Between(r.From, r.To, first, last)); err != nil {
		return nil, fmt.Errorf("dashboard %s: %s", e.Path(), plain(err))
	}
	v.Rows = v.Opened.Rows()
	return v, nil
}

// pickersTimeout is how long the values of a dashboard's variables may take together: a page waits for them. Who asked a
// slow server in vain sees that on the picker and on the panels that need it.
const pickersTimeout = 5 * time.Second

// hasty answers until a context, that of a page, is in a hurry no more.
type hasty struct {
	prom.Querier
	hurry context.Context
}

// Instant asks an instant query.
func (h hasty) Instant(ctx context.Context, expr string, at time.Time) (prom.Result, error) {
	until, _ := h.hurry.Deadline()
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	return h.Querier.Instant(ctx, expr, at)
}

// Series asks for label sets.
func (h hasty) Series(ctx context.Context, selector string, from, to time.Time) ([]map[string]string, error) {
	until, _ := h.hurry.Deadline()
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	return h.Querier.Series(ctx, selector, from, to)
}

// Title is the dashboard's, or its name.
func (v *View) Title() string {
	if t := v.Variables.Text(v.Dashboard.Title.Value); t != "" {
		return t
	}
	return v.Entry.Title
}

// Panel is the panel with a key.
func (v *View) Panel(key string) (evaluate.View, bool) {
	for p := range v.Panels {
		if p.Key == key {
			return p, true
		}
	}
	return evaluate.View{}, false
}

// Panels are all panels in the order of the page.
func (v *View) Panels(yield func(evaluate.View) bool) {
	for _, r := range v.Rows {
		for _, p := range r.Views {
			if !yield(p) {
				return
			}
		}
	}
}

// Evaluate asks the queries of a panel that is so many pixels wide.
func (v *View) Evaluate(ctx context.Context, p evaluate.View, width float64) *chart.Result {
	v, p = v.of(p)
	p.Pixels = int(width)
	ask := v.data.Ask()
	ask.Needs = v.Entry.Needs
	s, err := v.Show(ctx, p, ask)
	if err != nil {
		return chart.Failed(p, evaluate.Shown{Window: v.Window}, plain(err))
	}
	return chart.Of(s)
}

// plain is an error without what only the program's authors understand.
func plain(err error) string {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return "the query took too long"
	}
	return strings.Join(strings.Fields(err.Error()), " ")
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
func (v *View) Draw(ctx context.Context, p evaluate.View, w, h float64, theme display.Theme) (chart.Drawing, *chart.Result) {
	r := v.Evaluate(ctx, p, w)
	return chart.Scrolled(r, w, h, theme), r
}

// EvaluateAll asks the queries of all panels, for a page of a width. The results are by key.
func (v *View) EvaluateAll(ctx context.Context, width float64) map[string]*chart.Result {
	var views []evaluate.View
	for p := range v.Panels {
		views = append(views, p)
	}
	answers := make([]*chart.Result, len(views))
	parallel.Each(len(views), func(i int) {
		_, _, w, _ := chart.PanelSize(views[i].Box, width)
		answers[i] = v.Evaluate(ctx, views[i], w)
	})
	out := map[string]*chart.Result{}
	for i, p := range views {
		out[p.Key] = answers[i]
	}
	return out
}

// Picture draws the whole dashboard.
func (v *View) Picture(results map[string]*chart.Result, width float64, theme display.Theme) *draw.Scene {
	return chart.Picture(v.Title(), v.Rows, width, theme, v.Span(), func(p evaluate.View) *chart.Result { return results[p.Key] })
}
