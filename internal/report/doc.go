// Package report writes the findings of the linter, one file per format.
package report
