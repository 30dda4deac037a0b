package lint

import (
	"slices"

	"github.com/llm-observability/dashgen/internal/near"
)

// rules are all rules, in the order of lint's documentation: PromQL, then panels, dashboards, rule files and
// manifests. At the end stand those about the linter's own settings.
var rules = []*Rule{
	syntaxRule,
	counterWithoutRateRule,
	rateOfGaugeRule,
	rateOfAggregateRule,
	quantileWithoutLeRule,
	quantileWithoutRateRule,
	quantileOfNonBucketsRule,
	unaggregatedQuantileRule,
	aggregatedQuantileRule,
	meanOfRatiosRule,
	bareHistogramRule,
	sumOfRatioRule,
	sumOverTimeAsTotalRule,
	countOfPresenceRule,
	unknownMetricRule,
	removedMetricRule,
	unknownLabelRule,
	impossibleLabelRule,
	ineffectiveOrRule,
	unmatchedBinaryRule,
	nameRegexRule,
	undefinedVariableRule,
	windowMismatchRule,
	fixedWindowRule,
	windowBelowScrapeRule,
	windowedIncreaseSeriesRule,
	outagePaintedGreenRule,
	unguardedDivisionRule,
	exactLeRule,
	regexAsEqualityRule,
	equalityOnMultiValueRule,
	prefixRegexLeakRule,
	expensiveSelectorRule,
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
	unusedExclusionRule,
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

// Names returns the names of all rules.
func Names() []string {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = r.Name
	}
	return names
}

// Hint tells somebody who named a rule that there is not which one they may have meant.
func Hint(name string) string { return near.HintOr(name, Names(), "dashgen list rules") }
