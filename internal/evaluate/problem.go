package evaluate

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Kind is a kind of problem. Scripts rely on the words.
type Kind string

// The kinds.
const (
	Unreadable  Kind = "error"       // a query or a setting that can't be evaluated
	Empty       Kind = "empty"       // a panel without data
	NotANumber  Kind = "nan"         // NaN or infinity where one number is shown
	Warned      Kind = "warning"     // the engine warns
	Annotated   Kind = "info"        // the engine remarks on something
	Collision   Kind = "legend"      // series that are called the same
	Unreachable Kind = "threshold"   // a colour that no value gets
	TooMany     Kind = "series"      // more series than anybody can read
	Invented    Kind = "zero"        // a number where nothing happened
	Unresolved  Kind = "variable"    // a variable without a value
	Unmet       Kind = "expectation" // what a test of panels expects
)

// A Problem is something that is wrong with a panel.
type Problem struct {
	Kind  Kind
	What  string // lower case, no full stop
	Help  string
	RefID string        // of the query, if it is one's
	Query *source.Query // that it is about; nil for the panel's own
}

// A Reason is why a panel may be empty. The list is closed: whatever else is empty is a problem.
type Reason string

// The reasons. Those of the panel's author come from [panels.Occasion].
const (
	Text         Reason = "text"
	OtherSources Reason = "it asks no Prometheus"
	Hidden       Reason = "its queries are hidden"
	FeatureOff   Reason = "feature off in this environment"
	Idle         Reason = "nobody asks anything in this scenario"
	Quiet        Reason = "nothing of that kind happened in the recording"
	Unsimulated  Reason = "its exporter is not simulated: test it on a recording or with tests of panels"
	// Of a live panel, see [Cause.Accepted].
	NoTraffic Reason = "no traffic: every value is undefined"
	NotYet    Reason = "it has not happened yet"
	NoneNow   Reason = "its condition holds for nothing now"
	OptionOff Reason = "a feature that is off here"
)

// asksNothing is why a panel has no queries.
func asksNothing(p *source.Panel) Reason {
	if p.Others > 0 || p.Library {
		return OtherSources
	}
	return Text
}

// Traffic says what is known of the requests in the data.
type Traffic int

// What may be known.
const (
	Unknown Traffic = iota // a recording
	Some
	None
)

// An Ask says what is to be checked, and what is known of the data.
type Ask struct {
	// Live says that the data are whatever a server has now: what matters is whether there is anything, and of each query
	// without data why.
	Live      bool
	Traffic   Traffic
	MaxSeries int // of one panel; 0: any number
	// Simulates reports whether a simulation has the metrics of an exporter; nil for data that is not simulated.
	Simulates func(exporter string) bool
	// Needs is what must happen before a panel of ours has data; nil for panels of others.
	Needs func(*source.Panel) panels.Occasion
}

// A check looks for problems of one panel.
type check struct {
	*Shown
	opened *Opened
	window prom.Window
	ask    Ask
}

func (c *check) add(kind Kind, format string, args ...any) *Problem {
	c.Problems = append(c.Problems, Problem{Kind: kind, What: fmt.Sprintf(format, args...)})
	return &c.Problems[len(c.Problems)-1]
}

func (c *check) all(ctx context.Context) error {
	c.answers()
	if !c.ask.Live && c.numbers() && c.isEmpty() {
		return nil // what is there is no number, and is shown
	}
	switch {
	case c.isEmpty():
		return c.empty(ctx)
	case c.ask.Live:
		return c.gaps(ctx)
	}
	c.names()
	c.thresholds()
	c.many()
	if c.ask.Traffic == None {
		c.invented()
	}
	return nil
}

// answers are what the engine says of each query.
func (c *check) answers() {
	for i, f := range c.Frames {
		add := func(kind Kind, format string, args ...any) {
			what := fmt.Sprintf(format, args...)
			if slices.ContainsFunc(c.Problems, func(p Problem) bool { return p.Kind == kind && p.What == what }) {
				return // several queries of a panel often have the same fault
			}
			p := c.add(kind, "%s", what)
			p.RefID, p.Query = f.RefID, c.Asked[i]
		}
		if f.Err != nil {
			add(Unreadable, "%v", f.Err)
		}
		for _, name := range f.Query.Unresolved {
			why := "the dashboard has no such variable"
			if err := c.opened.Failed[name]; err != nil {
				why = err.Error()
			}
			add(Unresolved, "$%s has no value: %s", name, why)
		}
		for _, w := range f.Warnings {
			if c.ask.Live { // of Thanos that a store does not answer: what there is may be all there is
				c.Remarks = append(c.Remarks, "the server warns: "+strings.TrimPrefix(w, "PromQL warning: "))
				continue
			}
			add(Warned, "the engine warns: %s", strings.TrimPrefix(w, "PromQL warning: "))
		}
		for _, w := range f.Infos {
			if c.ask.Live || c.knownCounter(c.Asked[i], f, w) {
				continue
			}
			add(Annotated, "the engine remarks: %s", strings.TrimPrefix(w, "PromQL info: "))
		}
	}
}

// knownCounter reports whether the engine remarks, from a metric's name alone, that it might be no counter, and the
// catalogue knows that it is one.
func (c *check) knownCounter(q *source.Query, f prom.Frame, remark string) bool {
	if !strings.Contains(remark, "might not be a counter") {
		return false
	}
	facts := c.facts(q, f)
	if facts == nil {
		return false
	}
	for _, s := range facts.Selectors {
		if !strings.Contains(remark, strconv.Quote(s.Name)) {
			continue
		}
		for _, known := range s.Series {
			if known.Behaviour() == catalogue.Counter {
				return true
			}
		}
	}
	return false
}

// isEmpty reports whether there is nothing to be seen: no series, no number in any of them, or nothing left of them.
func (c *check) isEmpty() bool {
	if slices.ContainsFunc(c.Frames, func(f prom.Frame) bool { return !blank(f) }) {
		return !c.isCells() && len(c.Values) == 0
	}
	return true
}

// numbers finds what is no number where one is shown, and reports whether something is.
func (c *check) numbers() (found bool) {
	if !c.isSingle() && !c.isTable() {
		return false
	}
	for _, f := range c.Frames {
		for i, s := range f.Series {
			if len(s.Points) == 0 {
				continue
			}
			last := s.Points[len(s.Points)-1].V
			if math.IsNaN(last) || math.IsInf(last, 0) {
				p := c.add(NotANumber, "%s is %v", name(s.Legend, i), last)
				p.RefID, p.Help = f.RefID, "guard the division: a / (b > 0) has no value where b is 0"
				found = true
				break
			}
		}
	}
	return found
}

func name(legend string, i int) string {
	if legend == "" {
		return fmt.Sprintf("series %d", i+1)
	}
	return legend
}

// names finds series that nobody can tell apart. A query that is asked for both a range and an instant shows each series
// twice, which is another matter.
func (c *check) names() {
	if c.isTable() || c.isCells() || c.Untransformed != "" || c.isSingle() && len(c.Values) != c.Series {
		return
	}
	both := map[string]bool{}
	for _, f := range c.Frames {
		both[strings.TrimSuffix(f.RefID, "-Instant")] = strings.HasSuffix(f.RefID, "-Instant")
	}
	if slices.ContainsFunc(c.Frames, func(f prom.Frame) bool { return both[f.RefID] }) {
		return
	}
	var shared []string
	seen := map[string]int{}
	for _, v := range c.Values {
		if seen[v.Name]++; seen[v.Name] == 2 {
			shared = append(shared, v.Name)
		}
	}
	if len(shared) == 0 {
		return
	}
	what := fmt.Sprintf("%d series are called %q", seen[shared[0]], shared[0])
	if len(shared) > 1 {
		what += fmt.Sprintf(", and %d more names stand for several", len(shared)-1)
	}
	c.add(Collision, "%s", what).Help = "name a label in the legend that tells them apart, or aggregate it away"
}

// many counts series.
func (c *check) many() {
	if c.ask.MaxSeries > 0 && c.Series > c.ask.MaxSeries && !c.isTable() && !c.isCells() {
		c.add(TooMany, "%d series are more than %d", c.Series, c.ask.MaxSeries).Help = "aggregate, or show the largest with topk"
	}
}

// beyond is how many times the whole a share may be before no share is that large. Use of more than what was asked for
// is common; ten times as much means that somebody took a share of 1 for percent.
const beyond = 10

// thresholds finds colours that no value gets.
func (c *check) thresholds() {
	if !c.paints() {
		return
	}
	f := c.Look
	steps := f.Thresholds
	if steps == nil || steps.Mode == "percentage" {
		return
	}
	limit, why := c.limit()
	if c.Type.Value == "gauge" && f.Max != nil && *f.Max < limit {
		limit, why = *f.Max, "the gauge ends there"
	}
	for i, s := range steps.Steps {
		if i > 0 && s.Value != nil && *s.Value > limit {
			c.add(Unreachable, "no value reaches the threshold %s: %s", number(*s.Value), why).Help = fmt.Sprintf("write it in the unit of the values, which end at %s", number(limit))
			return
		}
	}
}

// paints reports whether thresholds are seen.
func (c *check) paints() bool {
	if c.isSingle() {
		return c.Look.Color == nil || c.Look.Color.Mode == "thresholds" || c.Look.Color.Mode == ""
	}
	mode := c.Custom.String("thresholdsStyle", "mode").Value
	return mode != "" && mode != "off"
}

// limit is what no value of the panel exceeds: shares have one.
func (c *check) limit() (limit float64, why string) {
	limit = math.Inf(1)
	switch c.Look.Unit {
	case "percentunit":
		limit = beyond
	case "percent":
		limit = beyond * 100
	}
	why = fmt.Sprintf("in %s that would be more than %d times the whole", c.Look.Unit, beyond)
	whole := 0.0
	for i, f := range c.Frames {
		facts := c.facts(c.Asked[i], f)
		if facts == nil || facts.Result.Unit.Dimension != catalogue.Ratio || facts.Result.Unit.Scale <= 0 || facts.Result.AnyUnit {
			return limit, why
		}
		whole = max(whole, 1/facts.Result.Unit.Scale)
	}
	if whole > 0 && beyond*whole < limit {
		return beyond * whole, fmt.Sprintf("its values are shares, and %s is the whole", number(whole))
	}
	return limit, why
}

// facts are those of a query as it was asked, or nil.
func (c *check) facts(q *source.Query, f prom.Frame) *promql.Facts {
	expr, err := promql.Parse(f.Query.Expr)
	if err != nil {
		return nil
	}
	context := c.opened.Asks(q).Context
	if context == nil {
		context = &promql.Context{Catalogue: catalogue.Default()}
	}
	return promql.Analyse(expr, *context)
}

// invented finds shares, means and quantiles that have a value though nothing happened. A total may be 0 then, and a
// share of a state is one at any time.
func (c *check) invented() {
	for i, f := range c.Frames {
		if len(f.Series) == 0 {
			continue
		}
		facts := c.facts(c.Asked[i], f)
		if facts == nil || !aboutTraffic(facts.Result) {
			continue
		}
		for j, s := range f.Series {
			if p, ok := prom.Last(s.Series); ok && !math.IsInf(p.V, 0) {
				what := fmt.Sprintf("%s is %s, though nobody asked anything", name(s.Legend, j), number(p.V))
				if k := slices.IndexFunc(c.Values, func(v Value) bool { return v.Name == s.Legend }); k >= 0 && c.paints() {
					what += fmt.Sprintf(", and is painted %s", c.Values[k].Colour)
				}
				problem := c.add(Invented, "%s", what)
				problem.RefID, problem.Query, problem.Help = f.RefID, c.Asked[i], "guard the division, and leave out what stands in for no data"
				break
			}
		}
	}
}

// aboutTraffic reports whether a result says something of requests alone: a quantile, or counters' growth divided by
// counters' growth, with or without something that stands in for it.
func aboutTraffic(n *promql.Node) bool {
	n = n.Unwrap()
	if !isShare(n) {
		_, isBinary := n.AST.(*parser.BinaryExpr)
		return isBinary && slices.ContainsFunc(n.Children, aboutTraffic)
	}
	selectors := 0
	for part := range n.All() {
		if part.Selector == nil {
			continue
		}
		if selectors++; !part.Selector.Inside("rate", "increase", "irate") {
			return false
		}
	}
	return selectors > 0
}

// isShare reports whether a node is a quantile of buckets, or a vector divided by a vector.
func isShare(n *promql.Node) bool {
	if n.Operation() == "histogram_quantile" {
		return true
	}
	binary, ok := n.AST.(*parser.BinaryExpr)
	return ok && binary.Op == parser.DIV && !slices.ContainsFunc(n.Children, func(c *promql.Node) bool { return c.Type != parser.ValueTypeVector })
}
