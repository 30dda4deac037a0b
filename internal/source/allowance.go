package source

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// An Allowance says that what a rule finds somewhere is meant to be, and why.
type Allowance struct {
	Rule, Reason string
	Pos          diag.Position // where it is written
	// What it is for: a panel with its queries, a query, or the lines from First to Last of the file; the first of
	// these that is set.
	Panel       *Panel
	Query       *Query
	First, Last int
}

// allow is what a comment begins with that allows something.
const allow = "dashgen:allow"

// ParseAllowance reads a comment without the signs that make it one: "dashgen:allow RULE reason". ok is false
// when it is any other comment. What it leaves out is empty.
func ParseAllowance(comment string) (rule, reason string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(comment), allow)
	if !ok || rest != "" && !strings.HasPrefix(rest, " ") && !strings.HasPrefix(rest, "\t") {
		return "", "", false
	}
	rule, reason, _ = strings.Cut(strings.TrimSpace(rest), " ")
	return rule, strings.TrimSpace(reason), true
}

// Allowances are those in the comments of the query's own expression: PromQL has comments, and a dashboard's JSON
// has none.
func (q *Query) Allowances() []*Allowance {
	text := q.Text.Value
	if !strings.Contains(text, allow) {
		return nil
	}
	var as []*Allowance
	for _, at := range comments(text) {
		comment, _, _ := strings.Cut(text[at+1:], "\n")
		if rule, reason, ok := ParseAllowance(comment); ok {
			as = append(as, &Allowance{Rule: rule, Reason: reason, Pos: q.Text.Position(at), Query: q})
		}
	}
	return as
}

// comments are where the comments of an expression begin: at each # outside of a string.
func comments(expr string) []int {
	var starts []int
	for i, c := range unquoted(expr) {
		if c == '#' {
			starts = append(starts, i)
		}
	}
	return starts
}
