// Package promtool proves the generated rules with Prometheus' own promtool, built from its module: it reads every file of
// rules below out/ and runs the unit tests of testdata/rules.
package promtool
