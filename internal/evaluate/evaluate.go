// Package evaluate runs the panels of dashboards, ours and anybody's, on data or a server, as a person would see them.
package evaluate

import (
	"context"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/panels"
)

// Panel evaluates a panel's queries for a tenant (or "" where the environment has none), in a time window.
// Frames are in the order of the panel's targets.
func Panel(ctx context.Context, q prom.Querier, w prom.Window, d *build.Dashboard, p build.Panel, tenant string) ([]prom.Frame, error) {
	b := Own(d, tenant)
	vs, err := b.Resolve(ctx, One(q), w)
	if err != nil {
		return nil, err
	}
	return prom.EvaluatePanel(ctx, q, w, vs, Targets(p))
}

// Own is one of our dashboards for a tenant (or "" where the environment has none): its inputs are what the operator
// makes of them.
func Own(d *build.Dashboard, tenant string) *Board {
	b := &Board{Environment: d.Environment, Name: d.Name, Title: d.Title, Span: d.Span}
	fixed := Variables(d, tenant)
	for _, in := range d.Inputs { // their values stand in the queries of the pickers
		if v, ok := fixed[in.Name]; ok {
			b.Variables = append(b.Variables, Variable{Name: in.Name, Fixed: &v})
		}
	}
	for _, p := range d.Pickers {
		v := Variable{Name: p.Name, Store: p.Store.Name, Query: prom.VariableQuery{Query: p.Query, Sort: prom.SortNaturalAsc}}
		if f, ok := fixed[p.Name]; ok {
			v.Fixed = &f
		}
		b.Variables = append(b.Variables, v)
	}
	for _, row := range d.Rows {
		for _, p := range row.Panels {
			b.Panels = append(b.Panels, ownPanel(row.Title, p))
		}
	}
	for _, p := range d.Without {
		b.Panels = append(b.Panels, BoardPanel{Row: p.Row, Title: p.Title, Kind: string(p.Kind), Reason: ReasonOff})
	}
	return b
}

func ownPanel(row string, p build.Panel) BoardPanel {
	out := BoardPanel{Row: row, Title: p.Title, Kind: string(p.Kind), ID: p.ID}
	if p.Kind == panels.KindText {
		out.Reason = ReasonText
		return out
	}
	for i, t := range Targets(p) {
		store := p.Targets[i].Store
		out.Targets = append(out.Targets, Target{Target: t, Store: store.Name, ScrapeInterval: store.ScrapeInterval})
	}
	return out
}

// Targets are a panel's queries as Grafana has them.
func Targets(p build.Panel) []prom.Target {
	var ts []prom.Target
	interval := ""
	if p.MinInterval > 0 {
		interval = p.MinInterval.String()
	}
	for _, t := range p.Targets {
		ts = append(ts, prom.Target{
			RefID: t.RefID, Expr: t.Expr, Legend: t.Legend, Instant: t.Query.Instant(), Range: !t.Query.Instant(),
			Format: prom.Format(t.Query.Format()), MinInterval: interval,
		})
	}
	return ts
}

// Variables are a dashboard's variables as they stand when it opens: what the environment picks, else All;
// and its inputs as they are for a tenant, which the operator has replaced by then.
func Variables(d *build.Dashboard, tenant string) prom.Variables {
	vs := prom.Variables{}
	for _, p := range d.Pickers {
		if p.Single {
			if p.Start != "" {
				vs[p.Name] = prom.Variable{Values: []string{p.Start}}
			}
			continue
		}
		v := prom.Variable{Multi: true, IncludeAll: true, AllValue: p.All, All: p.Start == ""}
		if p.Start != "" {
			v.Values = []string{p.Start}
		}
		vs[p.Name] = v
	}
	for _, in := range d.Inputs {
		if in.Store == nil {
			vs[in.Name] = prom.Variable{Values: []string{config.Expand(in.Value, tenant)}}
		}
	}
	return vs
}
