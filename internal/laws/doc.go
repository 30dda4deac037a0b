// Package laws holds the rules that the whole repository keeps. Its tests prove them, so that nobody has to
// argue them twice in a review.
package laws
