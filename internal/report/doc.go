// Package report writes the findings of the linter, and what panels showed, one file per format.
package report
