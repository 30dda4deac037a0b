package evaluate

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// AllValue is what Grafana writes for All.
const AllValue = "$__all"

// variables gives every variable a value, each after those that it refers to.
func (o *Opened) variables(ctx context.Context) error {
	byName := map[string]*source.Variable{}
	for _, v := range o.Dashboard.Variables {
		byName[v.Name.Value] = v
	}
	visited := map[string]bool{}
	var visit func(v *source.Variable) error
	visit = func(v *source.Variable) error {
		if visited[v.Name.Value] {
			return nil
		}
		visited[v.Name.Value] = true // before the others: a circle ends here
		for used := range promql.Variables(queryOf(v) + v.Regex.Value) {
			if other := byName[used.Name]; other != nil {
				if err := visit(other); err != nil {
					return err
				}
			}
		}
		return o.variable(ctx, v)
	}
	for _, v := range o.Dashboard.Variables {
		if err := visit(v); err != nil {
			return err
		}
	}
	return nil
}

// queryOf is what a query variable asks, as text.
func queryOf(v *source.Variable) string {
	switch {
	case v.Asked.Exists():
		return v.Asked.Value
	case v.Function == "label_values" && v.Metric.Exists():
		return "label_values(" + v.Metric.Value + ", " + v.LabelName.Value + ")"
	case v.Function == "label_values":
		return "label_values(" + v.LabelName.Value + ")"
	case v.Function == "label_names":
		return "label_names()"
	case v.Query != nil:
		return v.Function + "(" + v.Query.Text.Value + ")"
	default:
		return ""
	}
}

// variable gives one variable its value.
func (o *Opened) variable(ctx context.Context, v *source.Variable) error {
	name := v.Name.Value
	switch v.Type {
	case "adhoc", "groupby":
		return nil // they change queries, and open with nothing to change
	case "datasource":
		o.Variables[name] = prom.Variable{Values: []string{o.Variables.Text(current(v))}}
		return nil
	case "query", "":
		if err := o.askVariable(ctx, v); err != nil {
			return err
		}
	default:
		o.offer(v)
	}
	o.Variables[name] = o.choose(v, o.Options[name])
	return nil
}

// askVariable runs the query of a variable. Its error is the context's alone.
func (o *Opened) askVariable(ctx context.Context, v *source.Variable) error {
	name, query := v.Name.Value, queryOf(v)
	if query == "" {
		return nil
	}
	if v.Query != nil {
		plain, harm := o.withoutHarm(o.Variables)
		if harm != "" && injects(o.Window, o.Variables, plain, prom.Target{Expr: v.Query.Text.Value}) {
			o.Failed[name] = errors.New(wouldChange(harm))
			return nil
		}
	}
	store := o.Offers(v)
	if store.Querier == nil {
		o.Failed[name] = fmt.Errorf("nobody answers for store %q", store.Name)
		return nil
	}
	w := o.Window
	w.ScrapeInterval = store.ScrapeInterval
	options, err := prom.EvaluateVariable(ctx, store.Querier, w, o.Variables, prom.VariableQuery{
		Query: query, Regex: o.Variables.Text(v.Regex.Value), Sort: sortOf(v.Node),
	})
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		o.Failed[name] = err
		return nil
	}
	// What Grafana would take for a variable again, inside a value, is none of the data's business.
	o.Options[name] = slices.DeleteFunc(slices.Clone(options), func(p prom.Option) bool { return refers.MatchString(p.Value) })
	return nil
}

// refers matches what Grafana would take for a variable inside a value.
var refers = regexp.MustCompile(`\$\{|\$[A-Za-z_]|\[\[`)

// sortOf is how a variable's options are sorted: by number, or by word in newer files.
func sortOf(n *source.Node) prom.Sort {
	if number, ok := n.Number("sort"); ok {
		return prom.Sort(number)
	}
	words := []string{
		"disabled", "alphabeticalAsc", "alphabeticalDesc", "numericalAsc", "numericalDesc",
		"alphabeticalCaseInsensitiveAsc", "alphabeticalCaseInsensitiveDesc", "naturalAsc", "naturalDesc",
	}
	return prom.Sort(max(0, slices.Index(words, n.String("sort").Value)))
}

// offer makes options of the values that the file lists.
func (o *Opened) offer(v *source.Variable) {
	values, texts := v.Values, v.Texts
	if v.Type == "textbox" || v.Type == "constant" {
		if now := current(v); now != "" {
			values, texts = []string{now}, nil
		}
	}
	for i, value := range values {
		value = o.Variables.Text(value)
		if v.Type == "interval" && strings.HasPrefix(value, "$__auto") {
			value = o.auto(v)
		}
		option := prom.Option{Text: value, Value: value}
		if i < len(texts) && texts[i] != v.Values[i] {
			option.Text = o.Variables.Text(texts[i])
		}
		o.Options[v.Name.Value] = append(o.Options[v.Name.Value], option)
	}
}

// auto is the interval that Grafana works out for a variable that offers one: so many steps of the window.
func (o *Opened) auto(v *source.Variable) string {
	steps, ok := v.Node.Number("auto_count")
	if !ok || steps < 1 {
		steps = 30
	}
	w := o.Window
	w.MaxDataPoints = int(steps)
	if d, err := time.ParseDuration(v.Node.Scalar("auto_min").Value); err == nil && d > 0 {
		w.MinInterval = d
	}
	calculated, err := w.Steps("", 1)
	if err != nil {
		return ""
	}
	return calculated.Panel.String()
}

// current is the value that the file has for a variable, the first of several.
func current(v *source.Variable) string {
	if values := currents(v.Node); len(values) > 0 {
		return values[0]
	}
	return ""
}

func currents(n *source.Node) []string {
	now := n.Get("current", "value")
	if now == nil {
		now = n.Get("defaultValue") // of Perses
	}
	if now == nil {
		return nil
	}
	if now.Kind != source.Array {
		if now.Kind == source.Null || now.Kind == source.Object {
			return nil
		}
		return []string{now.Text.Value}
	}
	var values []string
	for _, item := range now.Items {
		values = append(values, item.Text.Value)
	}
	return values
}

// choose is the value that a variable opens with, by Grafana's rules (packages/scenes, MultiValueVariable): what the
// file has stays if it is offered; else it is All where there is All, or the first option.
func (o *Opened) choose(v *source.Variable, options []prom.Option) prom.Variable {
	out := prom.Variable{Multi: v.Multi, IncludeAll: v.IncludeAll, AllValue: v.AllValue.Value}
	wanted := currents(v.Node)
	if chosen, ok := o.Chosen[v.Name.Value]; ok {
		out.Values = chosen
		return out
	}
	if picked := o.pick(v, options); len(picked) > 0 {
		if wanted = picked; v.Type == "textbox" {
			return taken(out, []prom.Option{{Text: wanted[0], Value: wanted[0]}})
		}
	}
	all := v.IncludeAll && (len(options) == 0 || slices.Contains(wanted, AllValue))
	var found []prom.Option
	for _, value := range wanted {
		value = o.Variables.Text(value)
		if i := slices.IndexFunc(options, func(p prom.Option) bool { return p.Value == value || p.Text == value }); i >= 0 {
			found = append(found, options[i])
		}
	}
	if len(found) > 0 && !all {
		if !v.Multi {
			found = found[:1]
		}
		return taken(out, found)
	}
	return fallback(out, options)
}

// pick is what somebody picked of a variable's options.
func (o *Opened) pick(v *source.Variable, options []prom.Option) (picked []string) {
	for _, value := range o.Picked[v.Name.Value] {
		offered := slices.ContainsFunc(options, func(p prom.Option) bool { return p.Value == value })
		free := v.Type == "textbox" && !refers.MatchString(value)
		if offered || free || value == AllValue && v.IncludeAll {
			picked = append(picked, value)
		}
	}
	return picked
}

// fallback is All, the first option, or nothing.
func fallback(out prom.Variable, options []prom.Option) prom.Variable {
	switch {
	case out.IncludeAll:
		out.All = true
		return taken(out, options)
	case len(options) > 0:
		return taken(out, options[:1])
	case !out.Multi:
		out.Values = []string{""}
	}
	return out
}

func taken(out prom.Variable, options []prom.Option) prom.Variable {
	for _, option := range options {
		out.Values, out.Texts = append(out.Values, option.Value), append(out.Texts, option.Text)
	}
	return out
}
