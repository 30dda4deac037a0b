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
	Name           string          // by which people know it, or ""
	Expert         Expert          // who knows why something is not there; nil: nobody
}

// A Board is a dashboard as it was written, ours or anybody's, with all that its file does not say.
type Board struct {
	*source.Dashboard
	// Inputs are the values of the dashboard's inputs, by name. Those of __inputs need not be here.
	Inputs map[string]string
	// Chosen are values that somebody picked, by variable, in place of what the dashboard opens with. One that it does
	// not define is as good: something around it may.
	Chosen map[string][]string
	// Picked are values that somebody picked from what is offered. What is not offered can't be picked; a text may be typed
	// where the dashboard has a field for one.
	Picked map[string][]string
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
