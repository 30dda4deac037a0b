package evaluate

import (
	"context"
	"slices"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/promql"
)

// A Cause is why a query has no result. Scripts rely on the words.
type Cause string

// The causes.
const (
	Undefined  Cause = "idle"      // series are there, and every value is NaN or infinite: nothing happens to them
	Pending    Cause = "quiet"     // what is counted has not happened yet
	Filtered   Cause = "condition" // a comparison that holds for nothing
	Feature    Cause = "feature"   // the program exports it only with a feature that is off
	Renamed    Cause = "renamed"   // it is there under a name of another release
	Spelling   Cause = "spelling"  // it is there as another store's dialect spells it
	Release    Cause = "release"   // the releases that run don't have it
	NotScraped Cause = "exporter"  // nothing of its exporter is there
	Absent     Cause = "absent"    // it is not there, though it could be
	Stale      Cause = "stale"     // it was there, and its series have ended
	Mismatched Cause = "matcher"   // no series passes a matcher
	Samples    Cause = "samples"   // a window holds fewer samples than a rate needs
	Unmatched  Cause = "unmatched" // the sides of an operation have no series in common
	Unclear    Cause = "unclear"
)

// Causes are all of them, from what says most of two names of which either would do, to what says least: what is there
// and quiet comes first.
func Causes() []Cause {
	return []Cause{Undefined, Filtered, Pending, Samples, Stale, Mismatched, Unmatched, Renamed, Spelling, Feature, Release, Absent, NotScraped, Unclear}
}

func (c Cause) rank() int { return slices.Index(Causes(), c) }

// Accepted is the reason for which a live panel may be empty by this cause, or "" where it may not: then the dashboard
// asks for what is not there. The list is closed.
func (c Cause) Accepted() Reason {
	switch c {
	case Undefined:
		return NoTraffic
	case Pending:
		return NotYet
	case Filtered:
		return NoneNow
	case Feature:
		return OptionOff
	default:
		return ""
	}
}

// wrongName reports whether a query asks for a name that nobody exports here, whatever happens.
func (c Cause) wrongName() bool {
	return c == Renamed || c == Spelling || c == Release || c == NotScraped || c == Unclear
}

// A Why is why a query has no result, in words.
type Why struct {
	Cause  Cause
	Metric string // that it is about, or ""
	Found  string // what the store has in its stead, or ""
	Text   string // lower case, no full stop
	Help   string // what to do, or ""

	node        *promql.Node // the smallest part of the expression that has no value
	unsimulated bool         // all that is missing is of exporters that are not simulated
}

// An Expert knows more of a store than it answers: which programs of which releases it scrapes, and how names changed.
type Expert interface {
	// Absent says why the store has no series of a selector's metric.
	Absent(ctx context.Context, s *promql.Selector) (*Why, error)
	// Mismatched says more of a metric of which no series passes a matcher. values are those that the label has.
	Mismatched(s *promql.Selector, m *labels.Matcher, values []string, why *Why)
}

// A Gap is a query of a panel that has nothing to show, and why.
type Gap struct {
	Frame int // its place in the panel's frames
	Why
}
