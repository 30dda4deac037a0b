package source

import "strings"

// isRuleFile reports whether a document is a file of Prometheus rules.
func isRuleFile(n *Node) bool {
	for _, g := range n.List("groups") {
		for _, rule := range g.List("rules") {
			if rule.Get("expr") != nil {
				return true
			}
		}
	}
	return false
}

// groups reads groups of rules. Rules that Prometheus does not evaluate, such as those of Loki, are left out.
func (r *reader) groups(n *Node, res *Resource) {
	for _, gn := range n.List("groups") {
		if gn.Kind != Object {
			continue
		}
		g := &RuleGroup{Place: gn.Place, Name: gn.Scalar("name"), Interval: gn.Scalar("interval"), Node: gn, Resource: res}
		for _, rn := range gn.List("rules") {
			rule := rule(rn, g)
			if rule == nil {
				continue
			}
			g.Rules = append(g.Rules, rule)
			r.file.Queries = append(r.file.Queries, rule.Query)
		}
		r.file.Groups = append(r.file.Groups, g)
	}
}

// rule reads a rule, nil when it is none of Prometheus.
func rule(n *Node, g *RuleGroup) *Rule {
	expr := n.Scalar("expr")
	if !expr.Exists() || isLogQL(expr.Value) || strings.TrimSpace(expr.Value) == "" {
		return nil
	}
	rule := &Rule{
		Place: n.Place, Alert: n.Scalar("alert"), Record: n.Scalar("record"), For: n.Scalar("for"), KeepFiringFor: n.Scalar("keep_firing_for"),
		Labels: pairs(n.Get("labels")), Annotations: pairs(n.Get("annotations")), Node: n, Group: g,
	}
	rule.Query = &Query{Place: n.Place, Kind: AlertQuery, Text: expr, Node: n, Instant: true, Rule: rule}
	if rule.Record.Exists() {
		rule.Query.Kind = RecordQuery
	} else if !rule.Alert.Exists() {
		return nil
	}
	return rule
}

func pairs(n *Node) []Pair {
	if n == nil {
		return nil
	}
	var ps []Pair
	for _, m := range n.Members {
		if m.Value.Kind < Array {
			ps = append(ps, Pair{Key: m.Key, Value: m.Value.Text})
		}
	}
	return ps
}
