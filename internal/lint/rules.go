package lint

import (
	"slices"

	"github.com/llm-observability/dashgen/internal/near"
)

// rules are all rules, by what they look at.
var rules = []*Rule{
	// PromQL.
	syntaxRule,
	unknownMetricRule,
	removedMetricRule,
	unknownLabelRule,
	impossibleLabelRule,
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
	windowMismatchRule,
	fixedWindowRule,
	windowBelowScrapeRule,
	windowedIncreaseSeriesRule,
	outagePaintedGreenRule,
	unguardedDivisionRule,
	ineffectiveOrRule,
	unmatchedBinaryRule,
	countOfPresenceRule,
	exactLeRule,
	regexAsEqualityRule,
	equalityOnMultiValueRule,
	prefixRegexLeakRule,
	nameRegexRule,
	expensiveSelectorRule,
	// Panels.
	legendLabelRule,
	duplicateTargetRule,
	duplicatePanelRule,
	unitMismatchRule,
	missingUnitRule,
	mixedUnitsRule,
	missingDescriptionRule,
	missingTitleRule,
	thresholdUnreachableRule,
	overrideMatchesNothingRule,
	tableWithoutMergeRule,
	instantAndRangeRule,
	placeholderTextRule,
	// Dashboards.
	hardCodedDatasourceRule,
	unusedVariableRule,
	undefinedVariableRule,
	pickerFiltersNothingRule,
	labelValuesWithoutMetricRule,
	multiValueWithoutAllRule,
	missingScopeRule,
	missingRequiredMatcherRule,
	duplicateUIDRule,
	invalidUIDRule,
	numericIDRule,
	overlappingPanelsRule,
	angularPanelRule,
	refreshTooFastRule,
	unexpandedPlaceholderRule,
	// Rules files.
	alertWithoutForRule,
	alertWithoutRunbookRule,
	alertNeverComparesRule,
	templateLabelRule,
	// Manifests.
	oversizedObjectRule,
	folderConflictRule,
	immutableChangeRule,
	crossNamespaceRule,
	plainTextSecretRule,
	tlsVerificationOffRule,
	// What silences findings.
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
