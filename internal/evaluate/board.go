package evaluate

import (
	"context"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// A Store is who answers a query, and how it stores what it scrapes.
type Store struct {
	prom.Querier
	ScrapeInterval time.Duration   // 0: Grafana's default
	Context        *promql.Context // what expressions are judged against; nil: nothing is known of metrics
}

// A Board is a dashboard as it was written, ours or anybody's, with all that its file does not say.
type Board struct {
	*source.Dashboard
	// Inputs are the values of the dashboard's inputs, by name. Those of __inputs need not be here.
	Inputs map[string]string
	// Chosen are values that somebody picked, by variable, in place of what the dashboard opens with. One that it does
	// not define is as good: something around it may.
	Chosen map[string][]string
	// Asks is the store that a query asks, and Offers the one whose values a variable offers.
	Asks   func(*source.Query) Store
	Offers func(*source.Variable) Store
}

// An Opened dashboard has values for its variables, as when a person has just opened it.
type Opened struct {
	*Board
	Window    prom.Window
	Variables prom.Variables
	// Options are what a variable's picker offers, by name.
	Options map[string][]prom.Option
	// Failed are the variables whose query could not be answered, by name.
	Failed map[string]error
}

// Open gives the dashboard's variables their values in a time window. The error is the context's or the window's: that a
// variable can't be asked for is in Failed, and hurts only those who use it.
func (b *Board) Open(ctx context.Context, w prom.Window) (*Opened, error) {
	o := &Opened{Board: b, Window: w, Variables: prom.Variables{}, Options: map[string][]prom.Option{}, Failed: map[string]error{}}
	o.inputs()
	if err := o.variables(ctx); err != nil {
		return nil, err
	}
	return o, nil
}

// inputs are replaced before Grafana sees the dashboard.
func (o *Opened) inputs() {
	for _, in := range o.Node.List("__inputs") {
		if value := in.Scalar("value"); value.Exists() {
			o.Variables[in.String("name").Value] = prom.Variable{Values: []string{value.Value}}
		}
	}
	for name, value := range o.Inputs {
		o.Variables[name] = prom.Variable{Values: []string{value}}
	}
	for name, values := range o.Chosen { // those that are defined are set again
		o.Variables[name] = prom.Variable{Values: values, Multi: len(values) > 1}
	}
}

// A View is one panel on the page: a panel, or one of those that it is repeated as.
type View struct {
	*source.Panel
	Title string // with the values of variables
	// Repeated is the variable that the panel is repeated for, and Value what it stands for here; else both are empty.
	Repeated, Value string
}

// maxRepeats is how many times a panel is repeated at most. Nobody looks at more.
const maxRepeats = 20

// Views are the panels that a person sees, in the order of the page. A panel is repeated for each value of its variable
// or of its row's; where there are none, there is one panel, as in Grafana.
func (o *Opened) Views() []View {
	repeats := map[string]string{}
	for _, row := range o.Rows {
		if row.Repeat.Value != "" {
			repeats[row.Title.Value] = row.Repeat.Value
		}
	}
	var views []View
	for _, p := range o.Panels {
		name := p.Repeat.Value
		if name == "" {
			name = repeats[p.Row.Value]
		}
		values := o.Variables[name].Values
		if name == "" || len(values) == 0 {
			views = append(views, View{Panel: p, Title: o.Variables.Text(p.Title.Value)})
			continue
		}
		for _, value := range values[:min(len(values), maxRepeats)] {
			v := View{Panel: p, Repeated: name, Value: value}
			v.Title = o.narrowed(v).Text(p.Title.Value)
			views = append(views, v)
		}
	}
	return views
}

// narrowed are the variables as a view has them: one that it is repeated for has one value.
func (o *Opened) narrowed(v View) prom.Variables {
	if v.Repeated == "" {
		return o.Variables
	}
	vs := prom.Variables{}
	for name, variable := range o.Variables {
		vs[name] = variable
	}
	one := vs[v.Repeated]
	one.All, one.Values, one.Texts = false, []string{v.Value}, nil
	vs[v.Repeated] = one
	return vs
}

// The time ranges of dashboards that do not say theirs, and the shortest that is looked at: that of one scrape.
const (
	defaultSpan = time.Hour
	shortest    = 5 * time.Minute
)

// Span is the time range that the dashboard opens with.
func (b *Board) Span() time.Duration {
	for _, path := range [][]string{{"time", "from"}, {"timeSettings", "from"}, {"spec", "timeSettings", "from"}, {"spec", "duration"}, {"duration"}} {
		if d, ok := duration(b.Node.String(path...).Value); ok {
			return d
		}
	}
	return defaultSpan
}

// Last is the dashboard's window at the end of data that begin and end at these times.
func (b *Board) Last(first, last time.Time) prom.Window {
	from := last.Add(-b.Span())
	if from.Before(first) {
		from = first
	}
	if last.Sub(from) < shortest {
		from = last.Add(-shortest)
	}
	if epoch := time.UnixMilli(0).UTC(); from.Before(epoch) { // series written by hand often begin there
		from = epoch
		if !from.Before(last) {
			last = from.Add(time.Second)
		}
	}
	return prom.Window{From: from, To: last}
}
