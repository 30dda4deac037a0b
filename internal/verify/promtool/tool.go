//go:build tools

package promtool

// What the tests build must be named by some file, or go mod tidy would forget it. No build has this tag: a program
// can't be imported.
import _ "github.com/prometheus/prometheus/cmd/promtool"
