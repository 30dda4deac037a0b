package evaluate

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

// A Shown is what a person sees of a panel.
type Shown struct {
	View
	Content string // of a text panel, with the values of variables
	Window  prom.Window
	Asked   []*source.Query // what was asked, one for each frame
	Stores  []string        // and of whom
	Frames  []prom.Frame
	Series  int     // of all queries
	Data    []*Data // what the transformations made of the frames
	Look    *Look   // of what no override matches
	// Values are the big numbers of a stat, the last values of lines, the cells of a table.
	Values []Value
	// Untransformed names the first transformation that is not known here: the values are from before it.
	Untransformed string
	Problems      []Problem
	// Remarks are what a live server had to say of its answers.
	Remarks []string
	// Gaps are the queries without data: all of an empty panel, or of any when a live one was asked for.
	Gaps []Gap
	// Lost are errors of stores that were asked why something is not there.
	Lost []error
	// Reason says why the panel may be empty; it is empty for one that has data, or a problem.
	Reason Reason
}

// A Value is one value that a panel shows.
type Value struct {
	Name   string // of the series, or row and column
	Text   string // as Grafana writes it
	Number *float64
	Colour string // hexadecimal
}

// width is how many pixels a panel of the whole page is wide: as many points Grafana asks for.
const width = 1600

// window is the panel's time window: narrower where it shows a time range of its own.
func (o *Opened) window(p View) prom.Window {
	w := o.Window
	switch {
	case p.Pixels > 0:
		w.MaxDataPoints = max(p.Pixels, 50)
	case p.Box.W > 0:
		w.MaxDataPoints = width * p.Box.W / columns
	default:
		w.MaxDataPoints = width
	}
	if points, ok := p.Node.Number("maxDataPoints"); ok && points > 0 {
		w.MaxDataPoints = int(min(points, 11_000))
	}
	if d, ok := Duration(o.Variables.Text(p.Interval.Value)); ok {
		w.MinInterval = d
	}
	if from, ok := Duration(o.Variables.Text(p.Node.String("timeFrom").Value)); ok {
		w.From = w.To.Add(-from)
	}
	if shift, ok := Duration(o.Variables.Text(p.Node.String("timeShift").Value)); ok {
		w.From, w.To = w.From.Add(-shift), w.To.Add(-shift)
	}
	w.From, w.To = sinceEpoch(w.From, w.To)
	return w
}

// mostSeries is how many series of a query are looked at. Nobody sees more, and a million would take gigabytes.
const mostSeries = 10_000

// targets are a panel's queries as they are asked.
func (o *Opened) targets(p *source.Panel) (asked []*source.Query, targets []prom.Target) {
	for _, q := range p.Queries {
		if q.Hidden || strings.TrimSpace(q.Text.Value) == "" {
			continue
		}
		store := o.Asks(q)
		factor, _ := q.Node.Number("intervalFactor")
		t := prom.Target{
			RefID: q.RefID.Value, Expr: q.Text.Value, Legend: q.Legend.Value, Instant: q.Instant, Range: q.Range,
			Format: prom.Format(q.Format), MinInterval: q.Interval.Value, IntervalFactor: int(factor),
			Source: store.Querier, ScrapeInterval: store.ScrapeInterval,
		}
		targets = append(targets, t)
		for range queriesOf(t) {
			asked = append(asked, q)
		}
	}
	return asked, targets
}

// queriesOf is how many queries a target makes.
func queriesOf(t prom.Target) int {
	if t.Instant && t.Range {
		return 2
	}
	return 1
}

// Frames are what the queries of a panel return, and asked says of each frame what was asked. The error is the context's, or
// that of a bad window.
func (o *Opened) Frames(ctx context.Context, v View) (asked []*source.Query, frames []prom.Frame, err error) {
	s := &Shown{View: v, Window: o.window(v)}
	err = o.ask(ctx, s)
	return s.Asked, s.Frames, err
}

// ask runs a panel's queries, but those that a value would make another query of.
func (o *Opened) ask(ctx context.Context, s *Shown) (err error) {
	asked, targets := o.targets(s.Panel)
	s.Asked = asked
	o.guard(s, targets)
	s.Frames, err = prom.EvaluatePanel(ctx, nil, s.Window, o.narrowed(s.View), targets)
	return err
}

// Show evaluates a panel and says what a person sees of it. What is wrong with it is in its problems; the error is the
// context's, or that of a bad window.
func (o *Opened) Show(ctx context.Context, v View, ask Ask) (*Shown, error) {
	w, l := o.window(v), looksOf(v.Panel)
	s := &Shown{View: v, Window: w, Look: &l.base, Content: o.narrowed(v).Text(cmp.Or(v.Content.Value, v.Node.String("content").Value))}
	if len(v.Queries) == 0 {
		s.Reason = asksNothing(v.Panel)
		return s, nil
	}
	if err := o.ask(ctx, s); err != nil {
		return nil, err
	}
	if len(s.Asked) == 0 && len(s.Problems) == 0 {
		s.Reason = Hidden
		return s, nil
	}
	for i := range s.Frames {
		f := &s.Frames[i]
		s.Stores = append(s.Stores, o.Asks(s.Asked[i]).Name)
		s.Series += len(f.Series)
		f.Series = f.Series[:min(len(f.Series), mostSeries)]
	}
	s.values(l)
	c := &check{Shown: s, opened: o, window: w, ask: ask}
	if err := c.all(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// singles are the panels that show one number of a series, and tables those that show rows.
var (
	singles = []string{"stat", "gauge", "bargauge", "piechart", "singlestat", "grafana-piechart-panel", "StatChart", "GaugeChart", "BarChart", "PieChart"}
	tables  = []string{"table", "table-old", "Table", "TimeSeriesTable"}
	cells   = []string{"heatmap", "histogram", "HeatMapChart", "HistogramChart"}
)

func (s *Shown) isSingle() bool { return slices.Contains(singles, s.Type.Value) }
func (s *Shown) isTable() bool  { return slices.Contains(tables, s.Type.Value) }
func (s *Shown) isCells() bool  { return slices.Contains(cells, s.Type.Value) }

// values works out what is shown.
func (s *Shown) values(l *looks) {
	s.Data, s.Untransformed = transform(framesOf(s.Frames), s.Transformations)
	l.dress(s.Data)
	switch {
	case s.isCells():
		// Cells have no last value that would say something.
	case s.isTable():
		s.cells()
	case s.isSingle():
		s.stats()
	default:
		s.lasts()
	}
}

// stats are the numbers of a stat panel and its like.
func (s *Shown) stats() {
	var series []display.Series
	for _, d := range s.Data {
		for _, c := range d.Fields {
			if c.Time || c.Numbers == nil {
				continue
			}
			series = append(series, display.Series{Name: c.Title(), Values: c.Numbers, Field: &c.Look.Field})
		}
	}
	var o display.ReduceOptions
	if options := s.Options.Get("reduceOptions"); options != nil {
		read(options, &o)
	} else {
		o.Calcs = []string{"lastNotNull"}
	}
	shown, err := display.Stat(s.Look.Field, o, series...)
	if err != nil {
		s.Problems = append(s.Problems, Problem{Kind: Unreadable, What: err.Error()})
		return
	}
	for i, v := range shown {
		value := Value{Name: v.Name, Text: v.String(), Colour: v.Color}
		if len(series) == 0 {
			value.Name = ""
		} else if calcs := max(len(o.Calcs), 1); !o.Values && i/calcs < len(series) {
			value.Number, _ = display.Reduce(cmp.Or(v.Calc, "last"), series[i/calcs].Values)
		} else if o.Values {
			value.Number = nil
		}
		s.Values = append(s.Values, value)
	}
}

// lasts are the last values of lines.
func (s *Shown) lasts() {
	for _, d := range s.Data {
		for _, c := range d.Fields {
			if c.Time || c.Numbers == nil {
				continue
			}
			last, _ := display.Reduce("lastNotNull", c.Numbers)
			shown := display.Display(c.Look.Field, last)
			s.Values = append(s.Values, Value{Name: c.Title(), Text: shown.String(), Number: last, Colour: shown.Color})
		}
	}
}

// cells are those of a table, a row after the other: each is named by the texts of its row and its column. Grafana shows
// one frame of several, which is the first.
func (s *Shown) cells() {
	if len(s.Data) == 0 {
		return
	}
	d := s.Data[0]
	for row := range d.Rows() {
		var names []string
		for _, c := range d.Fields {
			if c.Texts != nil && c.Texts[row] != "" && c.Name != "__name__" {
				names = append(names, c.Texts[row])
			}
		}
		for _, c := range d.Fields {
			if c.Numbers == nil || c.Time {
				continue
			}
			v := c.Numbers[row]
			shown := display.Display(c.Look.Field, v)
			s.Values = append(s.Values, Value{
				Name: strings.TrimPrefix(strings.Join(names, " ")+": "+c.Title(), ": "), Text: shown.String(), Number: v, Colour: shown.Color,
			})
		}
	}
}
