// Package near finds the name that somebody meant who wrote one that is not known.
package near

import (
	"fmt"
	"slices"
	"strings"
)

// Hint returns a hint for a name that is not among the known ones: the nearest of them, or else all.
func Hint(name string, known []string) string {
	otherwise := ""
	switch len(known) {
	case 0:
	case 1:
		otherwise = "only " + known[0] + " is known"
	default:
		otherwise = "known: " + strings.Join(slices.Sorted(slices.Values(known)), ", ")
	}
	return HintOr(name, known, otherwise)
}

// HintOr is Hint for names that are too many to be listed: where none is near, it says otherwise.
func HintOr(name string, known []string, otherwise string) string {
	if best := Name(name, known); best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	return otherwise
}

// Name returns the known name that was probably meant, or nothing.
func Name(name string, known []string) string {
	best, least := "", 0
	for _, k := range known {
		limit := max(1, min(len(k), len(name))/3)
		if d := distance(fold(name), fold(k), limit); d <= limit && (best == "" || d < least) {
			best, least = k, d
		}
	}
	return best
}

// fold returns a name without what people get wrong first: upper case, and how words are joined.
func fold(name string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "", ".", "").Replace(strings.ToLower(name))
}

// distance returns how many bytes must be inserted, deleted, replaced or swapped with their neighbour to
// turn a into b, or limit+1 when that is more than limit.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, above, row = above, row, before
		row[0] = i + 1
		least := row[0]
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			d := min(above[j+1]+1, row[j]+1, above[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
			least = min(least, d)
		}
		if least > limit+1 { // a swap may still save one
			return limit + 1
		}
	}
	return min(row[len(b)], limit+1)
}
