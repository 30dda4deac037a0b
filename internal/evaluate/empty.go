package evaluate

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// blank reports whether a frame has no number in it.
func blank(f prom.Frame) bool {
	for _, s := range f.Series {
		if slices.ContainsFunc(s.Points, func(p prom.Point) bool { return !math.IsNaN(p.V) && !math.IsInf(p.V, 0) }) {
			return false
		}
	}
	return true
}

// gaps finds out why queries have nothing to show. The error is the context's.
func (c *check) gaps(ctx context.Context) error {
	for i, f := range c.Frames {
		if f.Err != nil || len(f.Query.Unresolved) > 0 || !blank(f) {
			continue
		}
		b := &blamer{ctx: ctx, store: c.opened.Asks(c.Asked[i]), frame: f, window: c.window}
		facts := c.facts(c.Asked[i], f)
		why, err := b.blame(facts)
		why.unsimulated = err == nil && c.unsimulated(b, why, facts)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			c.Lost = append(c.Lost, err)
			why = Why{Cause: Unclear, Text: fmt.Sprintf("it returns nothing, and the store does not say why: %v", err)}
		}
		c.Gaps = append(c.Gaps, Gap{i, why})
	}
	return nil
}

// empty says why the panel has nothing to show: as a reason if there is one, else as a problem.
func (c *check) empty(ctx context.Context) error {
	if c.Untransformed == "" && c.Series > 0 && len(c.Values) == 0 && !c.isCells() {
		c.add(Empty, "the transformations leave nothing of %d series", c.Series)
		return nil
	}
	if slices.ContainsFunc(c.Problems, func(p Problem) bool { return p.Kind == Unreadable || p.Kind == Unresolved }) {
		return nil // that is why
	}
	if err := c.gaps(ctx); err != nil {
		return err
	}
	if c.Reason = c.excuse(); c.Reason != "" {
		return nil
	}
	for _, gap := range c.Gaps {
		q := c.Asked[gap.Frame]
		problem := Problem{Kind: Empty, What: "no data: " + gap.Text, RefID: c.Frames[gap.Frame].RefID, Query: q, Help: c.nothingPicked(q)}
		if problem.Help == "" {
			problem.Help = gap.Help
		}
		if !slices.ContainsFunc(c.Problems, func(p Problem) bool { return p.What == problem.What }) {
			c.Problems = append(c.Problems, problem) // several queries of a panel often lack the same
		}
	}
	return nil
}

// excuse is why the panel may be empty, or "".
func (c *check) excuse() Reason {
	if len(c.Gaps) == 0 {
		return ""
	}
	needs := panels.Occasion("")
	if c.ask.Needs != nil {
		needs = c.ask.Needs(c.Panel)
	}
	excused := !slices.ContainsFunc(c.Gaps, func(g Gap) bool { return !c.excused(g.Why) })
	wrong := slices.ContainsFunc(c.Gaps, func(g Gap) bool { return g.Cause.wrongName() })
	switch {
	case needs != "" && (!c.ask.Live || !wrong):
		return Reason(needs)
	case !slices.ContainsFunc(c.Gaps, func(g Gap) bool { return !g.unsimulated }):
		return Unsimulated
	case !excused:
		return ""
	case c.ask.Live:
		return c.Gaps[0].Cause.Accepted()
	case c.ask.Traffic == None:
		return Idle
	default:
		return Quiet
	}
}

// unsimulated reports whether a query has nothing to show only because metrics are missing whose exporters are not
// simulated: whatever else it asks for is there.
func (c *check) unsimulated(b *blamer, why Why, facts *promql.Facts) bool {
	if c.ask.Simulates == nil || why.Cause != Absent || why.node == nil || why.node.Selector == nil {
		return false
	}
	strange := func(s *promql.Selector) bool {
		return len(s.Series) > 0 && !slices.ContainsFunc(s.Series, func(x catalogue.Series) bool { return c.ask.Simulates(x.Metric.Exporter) })
	}
	return strange(why.node.Selector) && !slices.ContainsFunc(facts.Selectors, func(s *promql.Selector) bool {
		return !strange(s) && !b.there(s, bare(s))
	})
}

// excused reports whether what is known of the data explains a cause.
func (c *check) excused(why Why) bool {
	if c.ask.Live {
		return why.Cause.Accepted() != ""
	}
	nothing := why.Cause == Filtered || why.Cause == Undefined
	switch c.ask.Traffic {
	case Some:
		return false
	case Unknown:
		return nothing
	default:
		// What counts requests may not even exist before the first one.
		return nothing || (why.Cause == Absent || why.Cause == Mismatched || why.Cause == Stale) &&
			why.node != nil && why.node.Selector != nil && why.node.Selector.Inside("rate", "increase", "irate")
	}
}

// nothingPicked names a variable of a query that has no value to speak of.
func (c *check) nothingPicked(q *source.Query) string {
	for used := range promql.Variables(q.Text.Value) {
		chosen, known := c.opened.Variables[used.Name]
		if !known || chosen.AllValue != "" || strings.Join(chosen.Values, "") != "" {
			continue
		}
		if err := c.opened.Failed[used.Name]; err != nil {
			return fmt.Sprintf("variable $%s has no values: %v", used.Name, err)
		}
		for _, v := range c.opened.Dashboard.Variables {
			if v.Name.Value == used.Name && queryOf(v) != "" {
				return fmt.Sprintf("variable $%s has no values: %s finds none", used.Name, c.opened.Variables.Expr(queryOf(v)))
			}
		}
		return fmt.Sprintf("variable $%s is empty", used.Name)
	}
	return ""
}
