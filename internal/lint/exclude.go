package lint

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/source"
)

// An Exclusion is an entry of the configuration that silences findings which somebody has looked at. What is
// empty is anything.
type Exclusion struct {
	Rule string
	// File is a path or a folder, in which * stands for anything but a slash and ** for anything.
	File string
	// Dashboard and Panel are titles, and Target is a refId. A panel without a title goes by its id.
	Dashboard, Panel, Target string
	Pos                      diag.Position // where it is written
}

// A Silencer is an exclusion, or an allowance beside what it is for, and what became of it.
type Silencer struct {
	Kind  string // exclusion or allowance
	Rule  string
	Pos   diag.Position
	Used  bool // it silenced a finding
	Asked bool // its rule was asked about what it is for: it could have been used

	first, last int // of an allowance for lines
}

// matchFile reads a pattern of paths. A folder matches all that is below it.
func matchFile(pattern string) func(path string) bool {
	if pattern == "" {
		return func(string) bool { return true }
	}
	var b strings.Builder
	b.WriteByte('^')
	pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "./"), "/")
	for i := 0; i < len(pattern); i++ {
		switch {
		case strings.HasPrefix(pattern[i:], "**/"):
			b.WriteString("(?:.*/)?")
			i += 2
		case strings.HasPrefix(pattern[i:], "**"):
			b.WriteString(".*")
			i++
		case pattern[i] == '*':
			b.WriteString("[^/]*")
		default:
			b.WriteString(regexp.QuoteMeta(pattern[i : i+1]))
		}
	}
	b.WriteString("(?:/.*)?$")
	return regexp.MustCompile(b.String()).MatchString
}

// An exclusion is one at work.
type exclusion struct {
	Exclusion
	file func(path string) bool
}

// matches reports whether a finding is one that the exclusion is for.
func (e *exclusion) matches(f *Finding) bool {
	return f.Rule.Name == e.Rule && is(e.Dashboard, f.Dashboard) && is(e.Panel, f.PanelName()) &&
		is(e.Target, f.Target) && e.file(f.Pos.File)
}

func is(wanted, have string) bool { return wanted == "" || wanted == have }

func panelName(title string, id int) string {
	if title == "" && id != 0 {
		return strconv.Itoa(id)
	}
	return title
}

// meets reports whether what the exclusion is for was, or should have been, in a file: it names the file, or where
// it names none, a dashboard that the file has, or a panel.
func (e *exclusion) meets(f *source.File) bool {
	if e.File != "" {
		return e.file(f.Path)
	}
	return slices.ContainsFunc(f.Dashboards, func(d *source.Dashboard) bool {
		if e.Dashboard != "" {
			return e.Dashboard == d.Title.Value
		}
		return e.Panel == "" || slices.ContainsFunc(d.Panels, func(p *source.Panel) bool { return e.Panel == panelName(p.Title.Value, p.ID) })
	})
}

// covers reports whether a finding is one that an allowance is for.
func covers(a *source.Allowance, f *Finding) bool {
	switch {
	case f.Rule.Name != a.Rule:
		return false
	case a.Panel != nil:
		return f.panel == a.Panel
	case a.Query != nil:
		return f.query == a.Query
	}
	return a.First <= f.Pos.Line && f.Pos.Line <= a.Last
}

// allow drops the findings of a file that are allowed there, and keeps what became of the allowances.
func (j *judge) allow(f *source.File) (silencers []Silencer, problems diag.List) {
	allowances := slices.Concat(f.Allowances, j.allowances)
	for _, a := range allowances {
		s := Silencer{Kind: "allowance", Rule: a.Rule, Pos: a.Pos, Asked: j.l.asks(a.Rule)}
		if e := checkAllowance(a); e != nil {
			problems = append(problems, e)
			continue
		}
		j.found = slices.DeleteFunc(j.found, func(f *Finding) bool {
			hit := covers(a, f)
			s.Used = s.Used || hit
			return hit
		})
		if a.Panel == nil && a.Query == nil {
			s.first, s.last = a.First, a.Last
		}
		silencers = append(silencers, s)
	}
	for _, f := range j.found {
		f.panel, f.query = nil, nil // they would keep the whole file in memory
	}
	return silencers, problems
}

// checkAllowance finds what is wrong with an allowance itself.
func checkAllowance(a *source.Allowance) *diag.Error {
	switch {
	case a.Rule == "":
		return diag.New(a.Pos, "an allowance names no rule").Help("write dashgen:allow RULE reason")
	case Find(a.Rule) == nil:
		return diag.New(a.Pos, "an allowance names rule %q, which is not known", a.Rule).Help("%s", Hint(a.Rule))
	case strings.TrimSpace(a.Reason) == "":
		return diag.New(a.Pos, "an allowance of %s gives no reason", a.Rule).
			Because("whoever reads it next must know why").Help("write the reason behind the name of the rule")
	}
	return nil
}

func (l *Linter) asks(rule string) bool {
	return slices.ContainsFunc(l.opts.Rules, func(r *Rule) bool { return r.Name == rule })
}

// silence drops the findings of a whole run that the configuration excludes or that lines of their files allow, and
// returns what became of all silencers.
func (l *Linter) silence(r *Result, judged []Judged) []Silencer {
	var all []Silencer
	byPlace := map[Silencer]int{} // one allowance in Go code is met in every environment
	for _, j := range judged {
		for _, s := range j.silencers {
			key := Silencer{Rule: s.Rule, Pos: s.Pos}
			if i, ok := byPlace[key]; ok {
				all[i].Used = all[i].Used || s.Used
				continue
			}
			byPlace[key] = len(all)
			all = append(all, s)
		}
	}
	allowances := len(all)
	for i := range l.exclusions {
		e := &l.exclusions[i]
		met := slices.ContainsFunc(judged, func(j Judged) bool { return j.met[i] })
		all = append(all, Silencer{Kind: "exclusion", Rule: e.Rule, Pos: e.Pos, Asked: met && l.asks(e.Rule)})
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f *Finding) bool {
		hit := false
		for i := range all {
			s := &all[i]
			if i >= allowances && l.exclusions[i-allowances].matches(f) ||
				i < allowances && s.Rule == f.Rule.Name && s.Pos.File == f.Pos.File && s.last > 0 && s.first <= f.Pos.Line && f.Pos.Line <= s.last {
				s.Used, hit = true, true
			}
		}
		return hit
	})
	return all
}
