package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// A finder gathers changes of one environment, and of one dashboard or tenant in it.
type finder struct {
	found     *[]Change
	env       string
	tenant    string
	dashboard string
}

func (f *finder) add(c Change) {
	c.Environments = []string{f.env}
	if f.env == "" {
		c.Environments = []string{}
	}
	if f.tenant != "" {
		c.Tenants = []string{f.tenant}
	}
	if f.dashboard != "" {
		c.Dashboard = f.dashboard
	}
	c.order = len(*f.found)
	*f.found = append(*f.found, c)
}

// A setting is how two dashboards are compared.
type setting struct {
	ignoreInputs bool // one side is a resource, which has its inputs elsewhere
	ignoreUID    bool // the resource says the uid
}

// board compares a dashboard with what it was.
func (f *finder) board(old, new *source.Dashboard, s setting) {
	f.header(old, new, s)
	f.variables(old, new)
	f.annotations(old.Node, new.Node)
	l := newLayout(old, new)
	f.rows(l)
	f.panels(l)
	f.metrics(old, new)
}

// header compares what belongs to a dashboard as a whole.
func (f *finder) header(old, new *source.Dashboard, s setting) {
	if a, b := timeRange(old.Node), timeRange(new.Node); a != b {
		f.add(Change{Kind: DashboardTime, Old: a, New: b})
	}
	skip := func(path string, _, _ *source.Node) bool {
		switch path {
		case "panels", "rows", "templating.list", "annotations.list", "time.from", "time.to":
			return true
		}
		return path == "__inputs" && s.ignoreInputs
	}
	for _, d := range differences("", old.Node, new.Node, skip) {
		c := Change{Old: show(d.old), New: show(d.new)}
		switch {
		case d.path == "title":
			c.Kind = DashboardRetitled
		case d.path == "uid" && !s.ignoreUID:
			c.Kind, c.Action = DashboardUID, otherUID(c.Old)
		case d.path == "description":
			c.Kind = DashboardDescription
		case d.path == "refresh":
			c.Kind = DashboardRefresh
		case d.path == "links" || strings.HasPrefix(d.path, "links["):
			c.Kind, c.Field = DashboardLinks, d.path
		case (d.path == "annotations" || d.path == "templating") && holdsNothing(d.old) && holdsNothing(d.new), d.path == "" && d.old == nil && d.new == nil:
			continue
		default:
			c.Kind, c.Field = DashboardOption, d.path
		}
		f.add(c)
	}
}

// otherUID says what a new uid in the JSON means. The operator compares it with the one that it has seen last, and
// deletes the dashboard in Grafana under the old one.
func otherUID(old string) string {
	return "re-create: Grafana takes it for another dashboard. The operator deletes the old one with its versions and permissions; where the JSON was imported by hand, " +
		"delete it yourself. Mend links to /d/" + old
}

// holdsNothing reports whether an object has no member, or one list that is compared elsewhere.
func holdsNothing(n *source.Node) bool {
	if n == nil {
		return true
	}
	return n.Kind == source.Object && !slices.ContainsFunc(n.Members, func(m source.Member) bool { return m.Key.Value != "list" })
}

func timeRange(n *source.Node) string {
	from, to := n.Scalar("time", "from").Value, n.Scalar("time", "to").Value
	if from == "" && to == "" {
		return ""
	}
	return from + " to " + to
}

// variables compares the variables of a dashboard, which their names tell apart.
func (f *finder) variables(old, new *source.Dashboard) {
	find := func(list []*source.Variable, name string) *source.Variable {
		if i := slices.IndexFunc(list, func(v *source.Variable) bool { return v.Name.Value == name }); i >= 0 {
			return list[i]
		}
		return nil
	}
	var left, right []string // those that stay, in order
	for _, v := range new.Variables {
		name := v.Name.Value
		was := find(old.Variables, name)
		if was == nil {
			f.add(Change{Kind: VariableAdded, Variable: name, New: describeVariable(v)})
			continue
		}
		right = append(right, name)
		f.variable(was, v)
	}
	for _, v := range old.Variables {
		if find(new.Variables, v.Name.Value) == nil {
			f.add(Change{Kind: VariableRemoved, Variable: v.Name.Value, Old: describeVariable(v)})
		} else {
			left = append(left, v.Name.Value)
		}
	}
	if !slices.Equal(left, right) {
		f.add(Change{Kind: DashboardOption, Field: "templating.list", Old: "[" + strings.Join(left, ", ") + "]", New: "[" + strings.Join(right, ", ") + "]"})
	}
}

func describeVariable(v *source.Variable) string {
	return strings.TrimSpace(v.Type + " " + variableQuery(v))
}

func (f *finder) variable(old, new *source.Variable) {
	name := new.Name.Value
	if a, b := variableQuery(old), variableQuery(new); a != b {
		f.add(Change{Kind: VariableQuery, Variable: name, Old: a, New: b})
	}
	if a, b := defaultOf(old), defaultOf(new); a != b {
		f.add(Change{Kind: VariableDefault, Variable: name, Old: a, New: b})
	}
	listed := old.Node.Get("query") != nil && new.Node.Get("query") != nil // options and definition only repeat it
	skip := func(path string, _, _ *source.Node) bool {
		switch path {
		case "name", "current", "query", "query.query":
			return true
		}
		return listed && (path == "options" || path == "definition")
	}
	for _, d := range differences("", old.Node, new.Node, skip) {
		f.add(Change{Kind: VariableOption, Variable: name, Field: d.path, Old: show(d.old), New: show(d.new)})
	}
}

// defaultOf is what is picked when a dashboard opens.
func defaultOf(v *source.Variable) string {
	value := show(v.Node.Get("current", "value"))
	text := show(v.Node.Get("current", "text"))
	value = strings.ReplaceAll(value, "$__all", "All")
	if value == "" || text == "" || text == value {
		return value + strings.TrimPrefix(text, value)
	}
	return text + " (" + value + ")"
}

// annotations compares what a dashboard marks in its graphs.
func (f *finder) annotations(old, new *source.Node) {
	const list = "annotations.list"
	skip := func(path string, a, b *source.Node) bool {
		return strings.HasSuffix(path, "expr") && a != nil && b != nil && sameExpression(show(a), show(b))
	}
	for _, d := range differences(list, old.Get("annotations", "list"), new.Get("annotations", "list"), skip) {
		rest := strings.TrimPrefix(d.path, list)
		whole := strings.Count(rest, "[") == 1 && strings.HasSuffix(rest, "]") || rest == ""
		c := Change{Kind: AnnotationChanged, Field: strings.Trim(rest, "[]"), Old: show(d.old), New: show(d.new)}
		switch {
		case whole && d.old == nil:
			c.Kind = AnnotationAdded
		case whole && d.new == nil:
			c.Kind = AnnotationRemoved
		case !whole:
			c.Field = strings.TrimPrefix(strings.Replace(rest, "]", "", 1), "[")
		}
		f.add(c)
	}
}

// metrics tells which metrics a dashboard asks for and did not, and the other way round.
func (f *finder) metrics(old, new *source.Dashboard) {
	left, right := metrics(old), metrics(new)
	for _, name := range right {
		if _, had := slices.BinarySearch(left, name); !had {
			f.add(Change{Kind: MetricGained, Metric: name})
		}
	}
	for _, name := range left {
		if _, has := slices.BinarySearch(right, name); !has {
			f.add(Change{Kind: MetricLost, Metric: name})
		}
	}
}

// describeBoard says how large a dashboard is that came or went.
func describeBoard(d *source.Dashboard) string {
	queries := 0
	for _, p := range d.Panels {
		queries += len(p.Queries)
	}
	return strings.Join([]string{quoted(d.Title.Value), plural(len(d.Panels), "panel"), plural2(queries, "query", "queries"), plural(len(metrics(d)), "metric")}, ", ")
}

func quoted(s string) string { return `"` + s + `"` }

func plural(n int, noun string) string { return plural2(n, noun, noun+"s") }

func plural2(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// number prints a count as people read it: 12,345.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
