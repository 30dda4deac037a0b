package evaluate

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

// defaultSpan is what Grafana shows of a dashboard that does not say.
const defaultSpan = 6 * time.Hour

// Foreign is somebody's dashboard as it opens: with the values that were saved with it where the server still has them,
// and the first ones otherwise.
func Foreign(file string, d *source.Dashboard) *Board {
	b := &Board{File: file, Title: d.Title.Value, Name: cmp.Or(d.UID.Value, d.Title.Value, file), Span: span(d.Node)}
	sources := map[string]string{} // the data sources that variables stand for
	for _, v := range d.Variables {
		if v.Type == "datasource" {
			sources[v.Name.Value] = cmp.Or(first(current(v.Node)), v.Name.Value)
			continue
		}
		if out, ok := foreignVariable(v); ok {
			out.Store = store(sources, v.Datasource)
			b.Variables = append(b.Variables, out)
		}
	}
	for _, p := range d.Panels {
		b.Panels = append(b.Panels, foreignPanel(p, sources))
	}
	return b
}

func foreignPanel(p *source.Panel, sources map[string]string) BoardPanel {
	out := BoardPanel{Row: p.Row.Value, Title: p.Title.Value, Kind: p.Type.Value, ID: p.ID}
	if n, ok := p.Node.Number("maxDataPoints"); ok && n > 0 && n < 1e6 {
		out.MaxDataPoints = int(n)
	}
	if d, err := model.ParseDuration(strings.TrimLeft(p.Node.String("interval").Value, "<>")); err == nil {
		out.MinInterval = time.Duration(d)
	}
	for _, q := range p.Queries {
		if q.Hidden || strings.TrimSpace(q.Text.Value) == "" {
			continue
		}
		ds := q.Datasource
		if ds.Type == "" && ds.UID.Value == "" {
			ds = p.Datasource
		}
		factor, _ := q.Node.Number("intervalFactor")
		out.Targets = append(out.Targets, Target{Store: store(sources, ds), Target: prom.Target{
			RefID: q.RefID.Value, Expr: q.Text.Value, Legend: q.Legend.Value, Instant: q.Instant, Range: q.Range,
			MinInterval: q.Interval.Value, IntervalFactor: int(min(max(factor, 0), 10)), Format: prom.Format(q.Format),
		}})
	}
	switch {
	case len(out.Targets) > 0:
	case p.Library:
		out.Reason = ReasonLibrary
	case p.Type.Value == "text":
		out.Reason = ReasonText
	default:
		out.Reason = ReasonOther
	}
	return out
}

// store is the name under which a data source may be given: its uid or name, or that of the variable in its place.
func store(sources map[string]string, ds source.Datasource) string {
	name := ds.UID.Value
	for _, cut := range [][2]string{{"${", "}"}, {"$", ""}, {"[[", "]]"}} {
		inner, ok := strings.CutPrefix(name, cut[0])
		if inner, ok2 := strings.CutSuffix(inner, cut[1]); ok && ok2 {
			return cmp.Or(sources[inner], inner)
		}
	}
	return name
}

// foreignVariable reads a variable; ok is false for those that stand in no query.
func foreignVariable(v *source.Variable) (out Variable, ok bool) {
	out = Variable{
		Name: v.Name.Value, Multi: v.Multi, IncludeAll: v.IncludeAll, AllValue: v.AllValue.Value, Start: current(v.Node),
	}
	fix := func(values ...string) (Variable, bool) {
		out.Fixed = &prom.Variable{Values: values, Multi: out.Multi, IncludeAll: out.IncludeAll, AllValue: out.AllValue}
		return out, true
	}
	options := v.Values
	if len(options) == 0 {
		options = listed(v.Node.String("query").Value)
	}
	switch v.Type {
	case "query":
		out.Query = prom.VariableQuery{Query: query(v.Node), Regex: v.Regex.Value}
		if sort, ok := v.Node.Number("sort"); ok && sort >= 0 && sort <= float64(prom.SortNaturalDesc) {
			out.Query.Sort = prom.Sort(sort)
		}
		return out, true
	case "custom", "interval":
		if slices.Contains(out.Start, StartAll) {
			out.Fixed = &prom.Variable{Values: options, Multi: out.Multi, IncludeAll: true, AllValue: out.AllValue, All: true}
			return out, true
		}
		if len(out.Start) == 0 || strings.HasPrefix(out.Start[0], "$__auto") || out.Start[0] == "auto" {
			options = slices.DeleteFunc(options, func(s string) bool { return s == "auto" })
			return fix(first(options))
		}
		return fix(out.Start...)
	case "constant":
		return fix(v.Node.String("query").Value)
	case "textbox":
		return fix(cmp.Or(first(out.Start), v.Node.String("query").Value))
	default:
		return out, false
	}
}

// query is the query of a variable, in either of the forms that Grafana has had.
func query(n *source.Node) string {
	return cmp.Or(n.String("query", "query").Value, n.String("query").Value, n.String("definition").Value)
}

// current are the values that were picked when the dashboard was saved.
func current(n *source.Node) []string {
	value := n.Get("current", "value")
	if value == nil {
		return nil
	}
	if value.Kind != source.Array {
		return slices.DeleteFunc([]string{value.Text.Value}, func(s string) bool { return s == "" || value.Kind != source.String })
	}
	var all []string
	for _, item := range value.Items {
		if item.Kind == source.String {
			all = append(all, item.Text.Value)
		}
	}
	return all
}

// listed are the values of a list as Grafana writes it: parted by commas, each perhaps with a text before " : ".
func listed(text string) []string {
	var all []string
	for part := range strings.SplitSeq(text, ",") {
		if _, value, ok := strings.Cut(part, " : "); ok {
			part = value
		}
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// span is how far back a dashboard looks when it opens.
func span(n *source.Node) time.Duration {
	back, ok := strings.CutPrefix(n.String("time", "from").Value, "now-")
	if to := n.String("time", "to").Value; !ok || to != "" && to != "now" {
		return defaultSpan
	}
	d, err := model.ParseDuration(back)
	if err != nil || d <= 0 {
		return defaultSpan
	}
	return time.Duration(d)
}
