package lint

import "slices"

// rules are all rules, in the order of lint's documentation: PromQL, then panels, dashboards, rule files and
// manifests.
var rules = []*Rule{
	syntaxRule,
	alertWithoutForRule,
	alertWithoutRunbookRule,
	alertNeverComparesRule,
	templateLabelRule,
	oversizedObjectRule,
	folderConflictRule,
	immutableChangeRule,
	crossNamespaceRule,
	plainTextSecretRule,
	tlsVerificationOffRule,
}

// Rules returns all rules.
func Rules() []*Rule { return slices.Clone(rules) }

// Default returns the rules that are on unless disabled.
func Default() []*Rule {
	return slices.DeleteFunc(Rules(), func(r *Rule) bool { return r.Off != "" })
}

// Find returns the rule of that name, or nil.
func Find(name string) *Rule {
	for _, r := range rules {
		if r.Name == name {
			return r
		}
	}
	return nil
}
