// Package evaluate runs the panels of built dashboards on data, as a person would see them.
package evaluate

import (
	"context"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/prom"
)

// Panel evaluates a panel's queries for a tenant (or "" where the environment has none), in a time window.
// Frames are in the order of the panel's targets. The error is that of a bad window, or of a picker that can't be asked for.
func Panel(ctx context.Context, q prom.Querier, w prom.Window, d *build.Dashboard, p build.Panel, tenant string) ([]prom.Frame, error) {
	vs := Variables(d, tenant)
	for _, picker := range d.Pickers {
		if !picker.Single || picker.Start != "" {
			continue
		}
		options, err := prom.EvaluateVariable(ctx, q, w, vs, prom.VariableQuery{Query: picker.Query, Sort: prom.SortNaturalAsc})
		if err != nil {
			return nil, err
		}
		if len(options) > 0 { // Grafana takes the first
			vs[picker.Name] = prom.Variable{Values: []string{options[0].Value}}
		} else {
			vs[picker.Name] = prom.Variable{Values: []string{""}}
		}
	}
	return prom.EvaluatePanel(ctx, q, w, vs, targets(p))
}

// targets are a built panel's queries as Grafana has them.
func targets(p build.Panel) []prom.Target {
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
