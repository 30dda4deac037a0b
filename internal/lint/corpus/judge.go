package corpus

import (
	"slices"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Kind is a way in which the linter can be wrong.
type Kind string

// The kinds.
const (
	Missed Kind = "missed" // an expectation without a finding
	False  Kind = "false"  // a finding without an expectation
)

// An Outcome is one time that the linter was wrong.
type Outcome struct {
	Kind                      Kind
	File, Panel, Target, Rule string
}

// A Row is what became of one rule.
type Row struct {
	Rule                        string
	Cases, Found, Missed, False int
}

// Wrong reports whether the rule missed anything or said anything false.
func (r Row) Wrong() bool { return r.Missed+r.False > 0 }

// A Score is how well the linter does on a corpus.
type Score struct {
	Rows                      []Row     // in the order of the rules; names that are no rule's last
	Wrong                     []Outcome // in the order of the files
	Findings                  map[Outcome]*lint.Finding
	Files, Clean, Expressions int
}

// Judge runs the default rules on every file. Findings of severity info are style: they may meet an
// expectation, and are not held against the linter.
func (c *Corpus) Judge() *Score {
	result := lint.Run(c.Files, lint.Options{Catalogue: catalogue.Default()})
	t := newTally(&Score{Files: len(c.Files), Clean: c.Clean(), Expressions: result.Expressions, Findings: map[Outcome]*lint.Finding{}})
	found := map[*Expectation]bool{}
	for _, f := range result.Findings {
		expected := false
		for _, e := range c.Expected {
			hit, consequence := e.covers(f)
			found[e] = found[e] || hit
			expected = expected || hit || consequence
		}
		if !expected && f.Severity > lint.Info {
			t.wrong(Outcome{False, f.Pos.File, f.Panel, f.Target, f.Rule.Name}, f)
		}
	}
	for _, e := range c.Expected {
		t.expected(e, found[e])
	}
	slices.SortStableFunc(t.score.Wrong, compare)
	t.score.Rows = slices.DeleteFunc(t.score.Rows, func(r Row) bool { return r.Cases == 0 && !r.Wrong() })
	return t.score
}

// covers reports whether a finding meets the expectation, and whether it merely follows from the defect.
func (e *Expectation) covers(f *lint.Finding) (hit, consequence bool) {
	if f.Pos.File != e.File || f.Panel != e.Panel || e.Target != "" && f.Target != "" && f.Target != e.Target {
		return false, false
	}
	name := f.Rule.Name
	return name == e.Rule || slices.Contains(e.Or, name), slices.Contains(e.Also, name)
}

// A tally fills a score.
type tally struct {
	score *Score
	index map[string]int // rows by rule
}

func newTally(s *Score) *tally {
	t := &tally{score: s, index: map[string]int{}}
	for _, r := range lint.Rules() {
		t.row(r.Name)
	}
	return t
}

func (t *tally) row(rule string) *Row {
	i, ok := t.index[rule]
	if !ok {
		i = len(t.score.Rows)
		t.index[rule] = i
		t.score.Rows = append(t.score.Rows, Row{Rule: rule})
	}
	return &t.score.Rows[i]
}

// wrong notes an outcome; several findings of one rule on one query are one.
func (t *tally) wrong(o Outcome, f *lint.Finding) {
	if slices.Contains(t.score.Wrong, o) {
		return
	}
	t.score.Wrong = append(t.score.Wrong, o)
	t.score.Findings[o] = f
	if r := t.row(o.Rule); o.Kind == False {
		r.False++
	} else {
		r.Missed++
	}
}

func (t *tally) expected(e *Expectation, found bool) {
	r := t.row(e.Rule)
	r.Cases++
	if found {
		r.Found++
		return
	}
	t.wrong(Outcome{Missed, e.File, e.Panel, e.Target, e.Rule}, nil)
}
