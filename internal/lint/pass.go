package lint

import (
	"fmt"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Setting is what a query is judged against.
type Setting struct {
	// Dialect is that of the store that the query asks, or "".
	Dialect string
	// Versions returns the releases of an exporter that run, as somebody stated them; ok is false where nobody did. Nil is
	// for no exporter at all.
	Versions func(exporter string) (r catalogue.Range, ok bool)
	// Others says that exporters without stated releases may run, too: then the newest release of each is meant.
	Others bool
	// ScrapeInterval is how often the store scrapes; 0 where that is not known.
	ScrapeInterval time.Duration
	// Required are the matchers that somebody requires.
	Required []RequiredMatcher
}

// context is what the analyser makes of the setting.
func (s *Setting) context(c *catalogue.Catalogue) promql.Context {
	ctx := promql.Context{Catalogue: c, Dialect: s.Dialect, Versions: s.Versions}
	if s.Versions != nil && s.Others {
		ctx.Versions = func(exporter string) (catalogue.Range, bool) {
			r, _ := s.Versions(exporter) // any release of those that are not stated
			return r, true
		}
	}
	return ctx
}

// A Query is an expression with its facts and its surroundings.
type Query struct {
	*source.Query
	Setting   *Setting
	Facts     *promql.Facts // nil where it does not parse
	Problems  []promql.Problem
	Has       Feature
	Panel     *Panel     // nil outside panels
	Dashboard *Dashboard // nil outside dashboards
}

// A Panel is a panel with its queries.
type Panel struct {
	*source.Panel
	Queries   []*Query // of Prometheus, those that are hidden too
	Dashboard *Dashboard
}

// A Dashboard is a dashboard with its panels.
type Dashboard struct {
	*source.Dashboard
	File    *source.File
	Panels  []*Panel
	Queries []*Query // all of them: of panels, annotations and variables
}

// Variable returns the dashboard's variable of that name, or nil.
func (d *Dashboard) Variable(name string) *source.Variable {
	if d == nil {
		return nil
	}
	for _, v := range d.Variables {
		if v.Name.Value == name {
			return v
		}
	}
	return nil
}

// A Summary is what remains of a file once it was judged, for the rules that compare files.
type Summary struct {
	Path       string
	Dashboards []DashboardSummary
	Recorded   []string        // the names that its recording rules give
	Objects    []ObjectSummary // those of the Grafana operator
	// MovesNamespaces says that kustomize puts objects into other namespaces than they name.
	MovesNamespaces bool
}

// A DashboardSummary is what the rules that compare files ask of a dashboard.
type DashboardSummary struct {
	UID, Title source.Text
}

// A Pass is one rule at work.
type Pass struct {
	Rule      *Rule
	Catalogue *catalogue.Catalogue
	out       *[]*Finding
}

// A Place is where a finding points.
type Place struct {
	text      source.Text
	start     int
	end       int
	query     *Query
	panel     *Panel
	dashboard *Dashboard
	rule      *source.Rule
	resource  *source.Resource
}

// At is a part of the query's expression.
func (q *Query) At(s promql.Span) Place {
	return Place{text: q.Text, start: s.Start, end: s.End, query: q, panel: q.Panel, dashboard: q.Dashboard, rule: q.Rule}
}

// whole is the span of all of the query's expression.
func (q *Query) whole() promql.Span { return promql.Span{End: len(q.Text.Value)} }

// AtText is another text of the query's target: its legend, its interval. Where that is not in the file, it
// is the whole expression.
func (q *Query) AtText(t source.Text) Place {
	if !t.Exists() {
		return q.At(q.whole())
	}
	return Place{text: t, end: len(t.Value), query: q, panel: q.Panel, dashboard: q.Dashboard, rule: q.Rule}
}

// At is a text of the panel, or where that is not in the file, the panel.
func (p *Panel) At(t source.Text) Place {
	if !t.Exists() {
		t = p.Title
	}
	if !t.Exists() {
		t = p.Place.Start()
	}
	return Place{text: t, end: len(t.Value), panel: p, dashboard: p.Dashboard}
}

// At is a text of the dashboard, or where that is not in the file, the dashboard.
func (d *Dashboard) At(t source.Text) Place {
	if !t.Exists() {
		t = d.Place.Start()
	}
	return Place{text: t, end: len(t.Value), dashboard: d}
}

// Report adds a finding: what is wrong and why, in lower case and without a full stop.
func (p *Pass) Report(at Place, format string, args ...any) *Finding {
	f := &Finding{Rule: p.Rule, Severity: p.Rule.Severity, Message: fmt.Sprintf(format, args...)}
	start, end := at.text.Position(at.start), at.text.Position(at.end)
	f.Pos, f.EndLine, f.EndColumn = start, end.Line, end.Column
	f.Chars = [2]int{at.text.Column(at.start), at.text.Column(at.end)}
	// Copies: a part of the file would keep the whole of it in memory until the end of the run.
	if q := at.query; q != nil {
		f.Target, f.Expression = strings.Clone(q.RefID.Value), strings.Clone(q.Text.Value)
		f.query = q.Query
	}
	if at.panel != nil {
		f.Panel, f.PanelID = strings.Clone(at.panel.Title.Value), at.panel.ID
		f.panel = at.panel.Panel
	}
	if at.dashboard != nil {
		f.Dashboard = strings.Clone(at.dashboard.Title.Value)
	}
	f.Subject = at.subject()
	f.Quoted, f.Span = strings.Clone(at.text.Value), promql.Span{Start: at.start, End: at.end}
	f.raw.From, f.raw.To, f.raw.Exact = at.text.Raw(at.start, at.end)
	*p.out = append(*p.out, f)
	return f
}

// subject names the rule or the object that a place is in.
func (at Place) subject() string {
	switch {
	case at.rule != nil && at.rule.Record.Exists():
		return fmt.Sprintf("recording rule %q", at.rule.Record.Value)
	case at.rule != nil:
		return fmt.Sprintf("alert %q", at.rule.Alert.Value)
	case at.resource != nil && at.resource.Namespace.Value != "":
		return fmt.Sprintf("%s %q", at.resource.Kind.Value, at.resource.Namespace.Value+"/"+at.resource.Name.Value)
	case at.resource != nil:
		return fmt.Sprintf("%s %q", at.resource.Kind.Value, at.resource.Name.Value)
	}
	return ""
}

// A Finding is one bug.
type Finding struct {
	Rule     *Rule
	Severity Severity
	Pos      diag.Position // where it begins
	// EndLine and EndColumn are where it ends, the column of the first byte behind it.
	EndLine, EndColumn int
	// Chars are the columns of its beginning and its end in UTF-16 code units, as editors and SARIF count; 0 where
	// there is none.
	Chars            [2]int
	Dashboard, Panel string // their titles
	PanelID          int
	Target           string // the refId
	Expression       string
	Subject          string // the alert, the recording rule or the Kubernetes object, outside of dashboards
	// Quoted is the text that the finding points into, and Span where: mostly the expression.
	Quoted  string
	Span    promql.Span
	Message string
	Advice  string // what to do
	Fix     *Fix   // what to write instead, where that is certain

	unlessRecorded string
	raw            Fix
	query          *source.Query // until its file was judged
	panel          *source.Panel
}

// A Fix replaces the span of a finding.
type Fix struct {
	New string
	// From and To are the bytes of the file that it replaces. Exact says that the file has these bytes there as
	// they were read; otherwise they are escaped, compressed or in no file, and nothing can be replaced.
	From, To int
	Exact    bool
}

// PanelName is what to call the panel: its title, or its id where it has none; "" outside of panels.
func (f *Finding) PanelName() string { return panelName(f.Panel, f.PanelID) }

// Help says what to do about the finding.
func (f *Finding) Help(format string, args ...any) *Finding {
	f.Advice = fmt.Sprintf(format, args...)
	return f
}

// Replace says what to write in place of what the finding points at: a pure rename, which changes no value.
func (f *Finding) Replace(with string) *Finding {
	f.Fix = &f.raw
	f.Fix.New = with
	return f
}

// UnlessRecorded withdraws the finding if a recording rule of the same run gives a metric this name. The rule may be
// in a file that is read later, so that it is decided when all files were.
func (f *Finding) UnlessRecorded(name string) *Finding {
	f.unlessRecorded = name
	return f
}
