package board

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

// AllValue stands for all values of a variable, in Grafana's JSON and in the address of a page.
const AllValue = "$__all"

// A Variable is a variable as it is defined.
type Variable struct {
	Name, Label, Description string
	Type                     string
	Query, Regex             string
	Sort                     prom.Sort
	Multi, IncludeAll        bool
	All                      string // what All stands for in a matcher
	Values                   []prom.Option
	Current                  []string
	Hidden                   bool
	Datasource               string
}

func readVariable(v *source.Variable) *Variable {
	n := v.Node
	hide, _ := n.Number("hide")
	order, _ := n.Number("sort")
	out := &Variable{
		Name: v.Name.Value, Label: v.Label.Value, Type: v.Type, Regex: v.Regex.Value, Multi: v.Multi, IncludeAll: v.IncludeAll,
		All: v.AllValue.Value, Hidden: hide == 2, Sort: prom.Sort(order), Datasource: v.Datasource.UID.Value,
		Description: n.String("description").Value,
	}
	out.Query = n.String("query").Value
	if q := n.String("query", "query"); q.Exists() {
		out.Query = q.Value
	}
	if out.Query == "" && out.Type == "query" {
		out.Query = n.String("definition").Value
	}
	switch out.Type {
	case "custom", "interval":
		out.Values = customValues(out.Query)
	case "constant", "textbox":
		out.Values = []prom.Option{{Text: out.Query, Value: out.Query}}
	}
	if cur := n.Get("current", "value"); cur != nil {
		if cur.Kind == source.Array {
			for _, item := range cur.Items {
				out.Current = append(out.Current, item.Text.Value)
			}
		} else if cur.Kind != source.Null {
			out.Current = []string{cur.Text.Value}
		}
	}
	return out
}

// customValues reads "a, b, text : value"; a comma behind a backslash is a part of a value.
func customValues(query string) []prom.Option {
	var out []prom.Option
	for _, part := range regexp.MustCompile(`(?:\\,|[^,])+`).FindAllString(query, -1) {
		part = strings.TrimSpace(strings.ReplaceAll(part, `\,`, `,`))
		o := prom.Option{Text: part, Value: part}
		if text, value, ok := strings.Cut(part, " : "); ok {
			o = prom.Option{Text: strings.TrimSpace(text), Value: strings.TrimSpace(value)}
		}
		if part != "" {
			out = append(out, o)
		}
	}
	return out
}

// A Picker is a variable with what can be picked and what is.
type Picker struct {
	*Variable
	Options []prom.Option
	Picked  []string // of the options' values; none when All is
	IsAll   bool
	Err     error // why there is nothing to pick
}

// A Choice is what a person picked, by the names of variables.
type Choice map[string][]string

// refers matches what Grafana would take for a variable inside a value.
var refers = regexp.MustCompile(`\$\{|\$[A-Za-z_]|\[\[`)

// Pick works out what can be picked and what is, each variable after those before it, and the values that queries get.
//
// What is picked must be among the options, texts that a person types excepted: those are escaped wherever they stand
// in quotes, and they may not refer to variables.
func (b *Board) Pick(ctx context.Context, data Data, w prom.Window, choice Choice) ([]Picker, prom.Variables) {
	vs := prom.Variables{}
	for name, value := range b.Fixed {
		vs[name] = prom.Variable{Values: []string{value}}
	}
	var out []Picker
	for _, v := range b.Variables {
		p := b.picker(ctx, data, w, v, vs)
		p.choose(choice[v.Name], len(choice) > 0 && choice[v.Name] != nil)
		vs[v.Name] = p.value()
		out = append(out, p)
	}
	return out, vs
}

func (b *Board) picker(ctx context.Context, data Data, w prom.Window, v *Variable, vs prom.Variables) Picker {
	p := Picker{Variable: v, Options: v.Values}
	switch v.Type {
	case "datasource":
		store := b.Stores[v.Name]
		p.Options = []prom.Option{{Text: store, Value: store}}
	case "query":
		q, err := data.Querier(b.Environment, b.store(v.Datasource))
		if err == nil {
			p.Options, err = prom.EvaluateVariable(ctx, q, w, vs, prom.VariableQuery{Query: v.Query, Regex: v.Regex, Sort: v.Sort})
		}
		if err != nil {
			p.Err = fmt.Errorf("variable %s: %w", v.Name, err)
		}
		p.Options = slices.DeleteFunc(p.Options, func(o prom.Option) bool { return refers.MatchString(o.Value) })
	}
	return p
}

// choose picks what a person asked for where that can be picked, else what the dashboard opens with, else the first.
func (p *Picker) choose(asked []string, chosen bool) {
	if p.Type == "textbox" {
		if chosen && len(asked) > 0 && !refers.MatchString(asked[0]) {
			p.Options = []prom.Option{{Text: asked[0], Value: asked[0]}}
		}
		p.Picked = []string{p.Options[0].Value}
		return
	}
	for _, want := range [][]string{asked, p.Current} {
		if p.IncludeAll && slices.Contains(want, AllValue) {
			p.IsAll, p.Picked = true, nil
			return
		}
		for _, value := range want {
			known := slices.ContainsFunc(p.Options, func(o prom.Option) bool { return o.Value == value })
			if known && !slices.Contains(p.Picked, value) && (p.Multi || len(p.Picked) == 0) {
				p.Picked = append(p.Picked, value)
			}
		}
		if len(p.Picked) > 0 {
			return
		}
	}
	switch {
	case p.IncludeAll:
		p.IsAll = true
	case len(p.Options) > 0:
		p.Picked = []string{p.Options[0].Value}
	}
}

func (p *Picker) value() prom.Variable {
	v := prom.Variable{Multi: p.Multi, IncludeAll: p.IncludeAll, AllValue: p.All, All: p.IsAll, Values: p.Picked}
	if p.IsAll {
		for _, o := range p.Options {
			v.Values = append(v.Values, o.Value)
		}
	}
	for _, value := range v.Values {
		i := slices.IndexFunc(p.Options, func(o prom.Option) bool { return o.Value == value })
		text := value
		if i >= 0 {
			text = p.Options[i].Text
		}
		v.Texts = append(v.Texts, text)
	}
	if len(v.Values) == 0 {
		v.Values, v.Texts = []string{""}, []string{""}
	}
	return v
}

var variableName = regexp.MustCompile(`^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$|^\[\[([A-Za-z0-9_]+)\]\]$`)

// store is the name of the store that a data source means, or "".
func (b *Board) store(datasource string) string {
	if m := variableName.FindStringSubmatch(datasource); m != nil {
		return b.Stores[m[1]+m[2]]
	}
	return b.Stores[datasource]
}
