package panels

import (
	"slices"

	"github.com/llm-observability/dashgen/internal/callsite"
)

// An Allowance says that a finding of the linter is meant to be.
type Allowance struct {
	Rule, Reason string
	Site         callsite.Site
}

// Allow says that what a rule of the linter finds at a panel is meant to be, and why. It stands around the panel where
// a dashboard lists it:
//
//	Row("Bill", panels.Allow(tokensPerHour(), "windowed-increase-series", "the contract counts by the hour"))
//
// `dashgen lint` names rules that it does not know, and allowances that it does not need.
func Allow[P ~struct{ spec Spec }](panel P, rule, reason string) P {
	p := struct{ spec Spec }(panel)
	p.spec.Allowed = slices.Concat(p.spec.Allowed, []Allowance{{rule, reason, callsite.Here(0)}})
	return P(p)
}
