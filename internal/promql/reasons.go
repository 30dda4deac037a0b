package promql

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// A cause is why a label is in a state.
type cause uint8

const (
	unexplained cause = iota
	byMatcher         // a matcher of the selector
	byAbsence         // a matcher that asks for the empty value
	byName            // the selector's metric name
	byBucket          // a histogram's buckets have le
	byRelabel         // a selected series may have any label
	byVariable        // a variable hides it
	byGroup           // an aggregation did not list it
	byDropName        // the operation changes what the values mean, so the name goes
	byQuantile        // used up by a quantile
	byFunction        // set by a function
	byMaybe           // a function sets it for some series
	byEmpty           // a function leaves it empty
	byOn              // on (…) keeps only what it lists
	byIgnore          // ignoring (…) removes what it lists
	byFill            // fill makes series with the matching labels only
	byEither          // the two sides of or differ
	byScalar          // scalars, and vectors made of them, have no labels
	byAbsent          // absent makes a series of its own
	byInfo            // info adds labels
)

// A why is a cause and where it is, to be put into words on demand.
type why struct {
	node  *Node // the operation
	at    spot
	cause cause
}

// A spot is a span in half the room.
type spot struct {
	start, end int32
}

func (s Span) spot() spot { return spot{int32(s.Start), int32(s.End)} }

func (s spot) span() Span { return Span{int(s.start), int(s.end)} }

// sentence puts a cause into words.
func (w why) sentence(name string) string {
	switch w.cause {
	case byMatcher:
		return "the selector asks for it"
	case byAbsence:
		return "the selector asks for series without it"
	case byName:
		return "the name of the metric"
	case byBucket:
		return "the buckets of a histogram have it"
	case byRelabel:
		return "the target or relabelling may add it"
	case byVariable:
		return "a variable decides"
	case byGroup:
		return "removed by " + w.clause()
	case byDropName:
		return w.operation() + " drops the name of the metric"
	case byQuantile:
		return w.operation() + " uses up " + name
	case byFunction:
		return "set by " + w.operation()
	case byMaybe:
		return w.operation() + " sets it for some series"
	case byEmpty:
		return w.operation() + " leaves it empty"
	case byOn:
		return w.clause() + " keeps only the labels it lists"
	case byIgnore:
		return w.clause() + " removes the labels it lists"
	case byFill:
		return "fill makes series with the matched labels only"
	case byEither:
		return "only one side of " + w.operation() + " has it"
	case byScalar:
		return "a number has no labels"
	case byAbsent:
		return w.operation() + " makes a series of its own"
	case byInfo:
		return "info adds labels"
	default:
		return "nothing is known of it"
	}
}

// operation names what the node does: a function, an aggregation or an operator.
func (w why) operation() string {
	if w.node == nil {
		return "the expression"
	}
	return w.node.Operation()
}

// clause prints an operation with the labels it lists: sum by (le), on (pod).
func (w why) clause() string {
	if w.node == nil {
		return "the expression"
	}
	switch n := w.node.AST.(type) {
	case *parser.AggregateExpr:
		switch {
		case n.Without:
			return w.operation() + " without (" + strings.Join(n.Grouping, ", ") + ")"
		case len(n.Grouping) > 0:
			return w.operation() + " by (" + strings.Join(n.Grouping, ", ") + ")"
		}
		return w.operation()
	case *parser.BinaryExpr:
		m := n.VectorMatching
		switch {
		case m == nil:
		case m.On:
			return "on (" + strings.Join(m.MatchingLabels, ", ") + ")"
		default:
			return "ignoring (" + strings.Join(m.MatchingLabels, ", ") + ")"
		}
	}
	return w.operation()
}
