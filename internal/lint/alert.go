package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// A Group is a group of rules with the facts of their expressions.
type Group struct {
	*source.RuleGroup
	File   *source.File
	Alerts []*Alert
}

// An Alert is an alerting rule with the facts of its expression.
type Alert struct {
	*source.Rule
	Query *Query
	Group *Group
}

// At is a text of the alert, or where that is not in the file, its name.
func (a *Alert) At(t source.Text) Place {
	if !t.Exists() {
		t = a.Alert
	}
	return Place{text: t, end: len(t.Value), rule: a.Rule}
}

func text(pairs []source.Pair, key string) source.Text {
	for _, p := range pairs {
		if p.Key.Value == key {
			return p.Value
		}
	}
	return source.Text{}
}

// groups judges the rules of a file, whose expressions were judged as all others are.
func (j *judge) groups(f *source.File, queries []*Query) {
	if len(f.Groups) == 0 {
		return
	}
	of := map[*source.Rule]*Query{}
	for _, q := range queries {
		if q.Rule != nil {
			of[q.Rule] = q
		}
	}
	for _, src := range f.Groups {
		g := &Group{RuleGroup: src, File: f}
		for _, r := range src.Rules {
			if r.Record.Exists() {
				j.summary.Recorded = append(j.summary.Recorded, strings.Clone(r.Record.Value))
				continue
			}
			g.Alerts = append(g.Alerts, &Alert{Rule: r, Query: of[r], Group: g})
		}
		for _, r := range j.l.alerts {
			pass := j.l.pass(r, &j.found)
			for _, a := range g.Alerts {
				r.Alert(pass, a)
			}
		}
	}
}
