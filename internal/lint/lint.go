package lint

import (
	"cmp"
	"errors"
	"slices"
	"sync"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/parallel"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// Options say what is judged, and against what.
type Options struct {
	Catalogue *catalogue.Catalogue
	// Rules are those that are asked; nil stands for all that are on by default.
	Rules []*Rule
	// Exclusions silence findings.
	Exclusions []Exclusion
	// Severities replace those of rules, by name.
	Severities map[string]Severity
	// Setting is what a query is judged against; nil stands for the newest version of every exporter.
	Setting func(*source.Query) *Setting
	// Base reads a file as it was at the revision that changes are judged against; it returns nil where there was
	// none, and is only asked about files that hold objects of the Grafana operator. It is called from several
	// goroutines. Nil when there is no such revision.
	Base func(path string) *source.File
}

// A Result is what Run found.
type Result struct {
	Findings    []*Finding // sorted by file, line, column, rule
	Files       int
	Expressions int
	// Problems are allowances that say nothing to the linter: of rules that there are not, or without a reason.
	Problems diag.List
}

// A Linter judges files, one after another or side by side.
type Linter struct {
	opts       Options
	queries    []*Rule
	panels     []*Rule
	boards     []*Rule
	alerts     []*Rule
	resources  []*Rule
	runs       []*Rule
	silencers  []*Rule
	exclusions []exclusion
	setting    *Setting
	memory     sync.Pool // of *memory
}

// A memory is what facts are kept in while a file is judged.
type memory struct {
	work promql.Workspace
	seen map[question]answer
}

// A question is an expression and what it is judged against: dashboards ask the same more than once.
type question struct {
	text    string
	setting *Setting
}

// An answer is what is known of an expression.
type answer struct {
	facts    *promql.Facts
	has      Feature
	problems []promql.Problem
}

// New returns a linter.
func New(opts Options) *Linter {
	l := &Linter{opts: opts, setting: &Setting{}}
	l.memory.New = func() any { return &memory{seen: map[question]answer{}} }
	if opts.Rules == nil {
		l.opts.Rules = Default()
	}
	for _, e := range opts.Exclusions {
		l.exclusions = append(l.exclusions, exclusion{e, matchFile(e.File)})
	}
	for _, r := range l.opts.Rules {
		switch {
		case r.Query != nil:
			l.queries = append(l.queries, r)
		case r.Panel != nil:
			l.panels = append(l.panels, r)
		case r.Dashboard != nil:
			l.boards = append(l.boards, r)
		case r.Alert != nil:
			l.alerts = append(l.alerts, r)
		case r.Resource != nil:
			l.resources = append(l.resources, r)
		case r.Silencers != nil:
			l.silencers = append(l.silencers, r)
		default:
			l.runs = append(l.runs, r)
		}
	}
	return l
}

// A Judged is what is left of a file once it was judged.
type Judged struct {
	Findings    []*Finding
	Summary     *Summary
	Expressions int

	silencers []Silencer
	problems  diag.List
	met       []bool // by exclusion: whether what it is for was in the file
}

// File judges one file by all rules but those that compare files.
func (l *Linter) File(f *source.File) Judged {
	m := l.memory.Get().(*memory)
	defer func() {
		m.work.Reset()
		clear(m.seen)
		l.memory.Put(m)
	}()
	j := &judge{l: l, memory: m, summary: &Summary{Path: f.Path}}
	j.groups(f, j.queries(f))
	for _, d := range f.Dashboards {
		j.dashboard(f, d)
	}
	j.resources(f)
	out := Judged{Summary: j.summary, Expressions: j.expressions, met: make([]bool, len(l.exclusions))}
	out.silencers, out.problems = j.allow(f)
	out.Findings = j.found
	for i := range l.exclusions {
		out.met[i] = l.exclusions[i].meets(f)
	}
	return out
}

// Finish judges files together and puts all findings in order.
func (l *Linter) Finish(judged []Judged) Result {
	var r Result
	var summaries []*Summary
	paths := map[string]bool{}
	for _, j := range judged {
		r.Findings = append(r.Findings, j.Findings...)
		r.Problems = append(r.Problems, j.problems...)
		r.Expressions += j.Expressions
		paths[j.Summary.Path] = true
		summaries = append(summaries, j.Summary)
	}
	r.Files = len(paths)
	for _, rule := range l.runs {
		rule.Run(l.pass(rule, &r.Findings), summaries)
	}
	r.Findings = withdraw(r.Findings, summaries)
	silencers := l.silence(&r, judged)
	for _, rule := range l.silencers {
		rule.Silencers(l.pass(rule, &r.Findings), silencers)
	}
	for _, f := range r.Findings {
		if s, ok := l.opts.Severities[f.Rule.Name]; ok {
			f.Severity = s
		}
	}
	slices.SortStableFunc(r.Findings, compare)
	r.Findings = slices.CompactFunc(r.Findings, same)
	return r
}

// withdraw drops the findings about names that recording rules of the run turned out to give.
func withdraw(findings []*Finding, summaries []*Summary) []*Finding {
	recorded := map[string]bool{}
	for _, s := range summaries {
		for _, name := range s.Recorded {
			recorded[name] = true
		}
	}
	return slices.DeleteFunc(findings, func(f *Finding) bool { return f.unlessRecorded != "" && recorded[f.unlessRecorded] })
}

// Run judges files that are all in memory.
func Run(files []*source.File, opts Options) Result {
	l := New(opts)
	judged := make([]Judged, len(files))
	parallel.Each(len(files), func(i int) { judged[i] = l.File(files[i]) })
	return l.Finish(judged)
}

func compare(a, b *Finding) int {
	return cmp.Or(
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column),
		cmp.Compare(a.Rule.Name, b.Rule.Name),
		cmp.Compare(a.EndLine, b.EndLine),
		cmp.Compare(a.EndColumn, b.EndColumn),
		cmp.Compare(a.Panel, b.Panel),
		cmp.Compare(a.Target, b.Target),
		cmp.Compare(a.Message, b.Message),
	)
}

// same reports whether two findings tell a person the same: one query in Go code may be in several dashboards and
// environments, each with matchers of its own around the culprit.
func same(a, b *Finding) bool {
	return a.Rule == b.Rule && a.Pos == b.Pos && a.EndLine == b.EndLine && a.EndColumn == b.EndColumn &&
		a.Message == b.Message && a.Panel == b.Panel && (a.Span == b.Span || a.Pos.Column == 0)
}

// A judge is a linter at work on one file.
type judge struct {
	l           *Linter
	memory      *memory
	found       []*Finding
	summary     *Summary
	expressions int
	allowances  []*source.Allowance // in the expressions
}

func (l *Linter) pass(r *Rule, out *[]*Finding) *Pass {
	return &Pass{Rule: r, Catalogue: l.opts.Catalogue, out: out}
}

func (j *judge) dashboard(f *source.File, src *source.Dashboard) {
	d := &Dashboard{Dashboard: src, File: f}
	j.summary.Dashboards = append(j.summary.Dashboards, DashboardSummary{UID: src.UID.Detach(), Title: src.Title.Detach()})
	for _, v := range src.Variables {
		if v.Query != nil {
			d.Queries = append(d.Queries, &Query{Query: v.Query, Dashboard: d})
		}
	}
	for _, q := range src.Annotations {
		d.Queries = append(d.Queries, &Query{Query: q, Dashboard: d})
	}
	for _, p := range src.Panels {
		panel := &Panel{Panel: p, Dashboard: d}
		d.Panels = append(d.Panels, panel)
		for _, q := range p.Queries {
			query := &Query{Query: q, Panel: panel, Dashboard: d}
			panel.Queries = append(panel.Queries, query)
			d.Queries = append(d.Queries, query)
		}
	}
	// All facts come before all rules: a rule about one query may look at its neighbours.
	for _, q := range d.Queries {
		j.analyse(q)
	}
	for _, q := range d.Queries {
		j.ask(q)
	}
	for _, r := range j.l.panels {
		pass := j.l.pass(r, &j.found)
		for _, p := range d.Panels {
			r.Panel(pass, p)
		}
	}
	for _, r := range j.l.boards {
		r.Dashboard(j.l.pass(r, &j.found), d)
	}
}

// queries judges the expressions outside of dashboards, each on its own.
func (j *judge) queries(f *source.File) []*Query {
	var queries []*Query
	for _, src := range f.Queries {
		q := &Query{Query: src}
		j.analyse(q)
		j.ask(q)
		queries = append(queries, q)
	}
	return queries
}

// analyse works out the facts of a query.
func (j *judge) analyse(q *Query) {
	j.expressions++
	j.allowances = append(j.allowances, q.Allowances()...)
	q.Setting = j.l.setting
	if j.l.opts.Setting != nil {
		q.Setting = j.l.opts.Setting(q.Query)
	}
	if len(q.Text.Value) > maxExpression {
		return // a rule says so
	}
	ask := question{q.Text.Value, q.Setting}
	known, ok := j.memory.seen[ask]
	if !ok {
		known = j.answer(ask)
		j.memory.seen[ask] = known
	}
	q.Facts, q.Has, q.Problems = known.facts, known.has, known.problems
}

// answer parses and analyses an expression.
func (j *judge) answer(ask question) answer {
	expr, err := promql.Parse(ask.text)
	if err != nil {
		var parse *promql.ParseError
		if errors.As(err, &parse) {
			return answer{problems: parse.Problems}
		}
		return answer{}
	}
	facts := j.memory.work.Analyse(expr, ask.setting.context(j.l.opts.Catalogue))
	return answer{facts: facts, has: features(facts)}
}

// maxExpression is the length of the longest expression that is looked at, in bytes: HTTP servers and
// proxies take no longer one, and the parser's memory grows with it.
const maxExpression = 64 << 10

// ask asks every rule about a query.
func (j *judge) ask(q *Query) {
	pass := Pass{Catalogue: j.l.opts.Catalogue, out: &j.found}
	for _, r := range j.l.queries {
		if q.Has&r.Needs != r.Needs || q.Facts == nil && r != syntaxRule {
			continue
		}
		pass.Rule = r
		r.Query(&pass, q)
	}
}
